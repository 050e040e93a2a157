"""Which labels tell a returned payment, and which references payers copy."""

import pytest

from relance_xl.adapters.bank.references import creditor_reference, french_iban
from relance_xl.adapters.bank.returns import says_returned


@pytest.mark.parametrize(
    ("label", "cents", "returned"),
    [
        ("REJET PRLV SEPA MARTIN", -100, True),
        ("PRLV SEPA REJETE MARTIN", -100, True),
        ("REMISE CHEQUES IMPAYES", -100, True),
        ("CHEQUE IMPAYÉ 1234567", -100, True),
        ("RETOUR VIR SEPA COMPTE CLOS", 100, True),
        ("EXTOURNE OPERATION 12", -100, True),
        ("SEPA Rücklastschrift", -100, True),
        ("Geweigerde domiciliëring", -100, True),
        ("FRAIS REJET PRLV", -100, False),
        ("COMMISSION SUR IMPAYE", -100, False),
        ("PRLV SEPA EDF FACTURE IMPAYEE 12", -100, False),
        ("VIR SEPA RECU DUPONT SUITE AU REJET", 100, False),
        ("VIR SEPA DUPONT", 100, False),
        ("", -100, False),
    ],
)
def test_returned(label, cents, returned):
    assert says_returned(label, cents) is returned


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("***090/9337/55493*** merci", "+++090/9337/55493+++"),
        ("+++ 090 / 9337 / 55493 +++", "+++090/9337/55493+++"),
        ("REF RF18 5390 0754 7034 FACTURE 12", "RF18539007547034"),
        ("RF19539007547034", ""),
        ("21 00000 00003 13947 14300 09017", "210000000003139471430009017"),
        ("210000000003139471430009018", ""),
        ("000000000000000000000000000", ""),
        ("facture 090933755493", ""),
        ("", ""),
    ],
)
def test_references_in_free_text(text, reference):
    assert creditor_reference(text) == reference


def test_an_account_number_with_letters_has_its_key():
    assert french_iban("20041", "01005", "0500013M026") == "FR1420041010050500013M02606"
    assert french_iban("?????", "01005", "0500013M026") == ""
