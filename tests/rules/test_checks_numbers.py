"""Official numbers and payment references: what is told, and that nothing else is."""

import time

import pytest

from relance_xl.problems import Severity
from relance_xl.rules.checks import check
from relance_xl.rules.checks_settings import settings_problems
from relance_xl.rules.official_numbers import is_official_number, is_vat_number
from relance_xl.rules.references import Kind, is_sound_reference, kind_of_reference
from tests.rules.builders import TODAY, customer, invoice, settings, tables

NUMBERS = [
    ("732829320", "FR", True),
    ("732 829 321", "FR", False),
    ("732 829 320 00074", "FR", True),
    ("732 829 320 00075", "FR", False),
    ("356 000 000 49837", "FR", True),  # La Poste counts its digits in a way of its own
    ("12", "FR", False),
    ("0428.759.497", "BE", True),
    ("BE 0428759497", "BE", True),
    ("428759497", "BE", True),
    ("0428.759.498", "BE", False),
    ("CHE-100.155.212", "CH", True),
    ("CHE-100.155.213", "CH", False),
    ("B123456", "LU", True),
    ("anything", "US", True),
]
VATS = [
    ("FR44732829320", "FR", True),
    ("FR 45 732829320", "FR", False),
    ("44732829320", "FR", True),
    ("BE0428759497", "FR", True),
    ("LU15027442", "LU", True),
    ("LU15027443", "LU", False),
    ("CHE-107.787.577 TVA", "CH", True),
    ("CHE-107.787.577 MWST", "CH", True),
    ("CHE-107.787.578 TVA", "CH", False),
    ("DE136695976", "FR", True),
    ("DE136695977", "FR", False),
    ("EL094259216", "GR", True),
    ("GB123", "GB", True),
]
REFERENCES = [
    ("+++090/9337/55493+++", Kind.BELGIAN, True),
    ("***090/9337/55493***", Kind.BELGIAN, True),
    ("+++ 090 / 9337 / 55493 +++", Kind.BELGIAN, True),
    ("090/9337/55493", Kind.BELGIAN, True),
    ("+++090/9337/55494+++", Kind.BELGIAN, False),
    ("+++000/0000/09797+++", Kind.BELGIAN, True),  # a remainder of 0 is written 97
    ("+++000/0000/09700+++", Kind.BELGIAN, False),
    ("RF18 5390 0754 7034", Kind.RF, True),
    ("rf18539007547034", Kind.RF, True),
    ("RF19539007547034", Kind.RF, False),
    ("21 00000 00003 13947 14300 09017", Kind.SWISS, True),
    ("210000000003139471430009018", Kind.SWISS, False),
    ("0" * 27, Kind.SWISS, False),
    ("F2026-0001", Kind.FREE, True),
    ("", Kind.FREE, True),
    ("12345", Kind.FREE, True),
]


@pytest.mark.parametrize(("number", "country", "sound"), NUMBERS)
def test_company_numbers(number: str, country: str, sound: bool) -> None:  # noqa: FBT001 - a table
    assert is_official_number(number, country) is sound


@pytest.mark.parametrize(("number", "country", "sound"), VATS)
def test_vat_numbers(number: str, country: str, sound: bool) -> None:  # noqa: FBT001 - a table
    assert is_vat_number(number, country) is sound


@pytest.mark.parametrize(("text", "kind", "sound"), REFERENCES)
def test_references(text: str, kind: Kind, sound: bool) -> None:  # noqa: FBT001 - a table
    assert (kind_of_reference(text), is_sound_reference(text)) == (kind, sound)


def test_wrong_numbers_point_at_their_cells_and_stop_nothing() -> None:
    rows = [
        customer(siren="732829321", vat_number="FR44732829320"),
        customer("C2", siren="732829320", vat_number="FR45732829320"),
        customer("C3", siren="732829320", vat_number="FR03552081317"),
        customer("C4", siren="0428759497", country="be", vat_number="BE0428759497"),
        customer("C5", siren="", vat_number=""),
    ]
    bills = [
        invoice(structured_reference="+++090/9337/55494+++"),
        invoice("F2", structured_reference="RF18539007547034"),
        invoice("F3", structured_reference="bon de commande 12"),
    ]
    found = check(tables(customers=rows, invoices=bills), settings(), TODAY)
    assert [(p.code, p.row, p.severity) for p in found] == [
        ("bad_siren", 5, Severity.WARNING),
        ("bad_vat_number", 6, Severity.WARNING),
        ("vat_number_of_another", 7, Severity.WARNING),
        ("bad_reference", 5, Severity.WARNING),
    ]
    assert found[-1].text == "Communication structurée belge\u202f: chiffre de contrôle faux."


OUR_OWN = {
    "SIREN": ({"siren": "732829321"}, "bad_siren"),
    "VAT": ({"vat_number": "FR45732829320"}, "bad_vat_number"),
    "two companies": (
        {"siren": "732829320", "vat_number": "FR03552081317"},
        "vat_number_of_another",
    ),
    "canton": ({"country": "CH"}, "missing_region"),
    "province": ({"country": "CA"}, "missing_region"),
}


@pytest.mark.parametrize(("given", "code"), OUR_OWN.values(), ids=OUR_OWN)
def test_our_own_numbers_are_warnings(given: dict[str, str], code: str) -> None:
    (found,) = settings_problems(settings(**given), tables())
    assert (found.code, found.severity) == (code, Severity.WARNING)


def test_sound_numbers_say_nothing() -> None:
    ours = settings(siren="732 829 320 00074", vat_number="FR 44 732829320")
    assert settings_problems(ours, tables()) == []
    assert settings_problems(settings(country="CA", region="Québec"), tables()) == []


@pytest.mark.parametrize(
    ("given", "key", "action"),
    [
        ({"country": "QC"}, "Pays", "«\u00a0CA\u00a0», et la province dans «\u00a0Région\u00a0»"),
        ({"country": "CH", "region": "Mars"}, "Région", "deux lettres du canton, comme VD"),
        ({"region": "QC"}, "Région", "57, 67 ou 68 en Alsace-Moselle"),
        ({"country": "LU", "region": "57"}, "Région", "vider ce paramètre"),
    ],
)
def test_wrong_places_say_what_to_type(given: dict[str, str], key: str, action: str) -> None:
    (found,) = settings_problems(settings(**given), tables())
    assert (found.key, found.severity) == (key, Severity.BLOCKING)
    assert action in found.action


def test_ten_thousand_customers_are_checked_in_a_moment() -> None:
    rows = [customer(f"C{n}", siren="732829320", vat_number="FR44732829320") for n in range(10_000)]
    all_ = tables(customers=rows, invoices=[invoice(customer="C1")])
    from relance_xl.rules.checks_numbers import _companies  # noqa: PLC0415 - timed alone

    began = time.process_time()
    assert _companies(all_["customers"], "FR") == []
    assert time.process_time() - began < 2


def test_periods_of_the_calendar_that_look_like_a_slip_are_told() -> None:
    def period(kind: str, start: str, end: str | None) -> dict[str, object]:
        return {
            "label": f"{start} {end}",
            "kind": kind,
            "date_from": start,
            "date_to": end,
            "extra_days": 7,
        }

    rows = [
        period("closure", "2026-12-24", "2027-01-03"),
        period("closure", "2026-08-10", "2027-08-14"),
        period("holiday", "2026-08-10", None),
        period("season", "2026-11-01", "2027-04-30"),
        period("closure", "2026-12-24", "2026-01-03"),
    ]
    found = check(tables(calendar=rows, invoices=[invoice()]), settings(), TODAY)
    assert [(p.code, p.row) for p in found] == [("long_closure", 6), ("reversed_dates", 9)]
    assert "l’année suivante" in found[1].action
