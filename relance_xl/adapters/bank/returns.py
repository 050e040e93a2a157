"""Words banks tell a returned payment with; codes are each format's own matter."""

import re

from relance_xl.adapters.tabular import folded

_RETURNED = re.compile(
    r"\b(?:rejet\w*|impayee?s?"
    r"|retour (?:\w+ )?(?:vir\w*|prlv|prel\w*|sepa|ch(?:e)?q\w*|lcr|sdd|sct)"
    r"|(?:vir\w*|prlv|prelevement) (?:sepa )?retourne\w*|contre ?pass\w*|extourne\w*"
    r"|returned|unpaid|bounced|chargeback|reversal|r transaction"
    r"|geweigerd\w*|onbetaald\w*|teruggestort\w*|storno\w*|stornering|terugboeking"
    r"|rueckbuchung|ruckbuchung|rucklastschrift\w*|ruecklastschrift\w*|retoure?)\b"
)
_NOT_ONE = re.compile(
    r"\b(?:frais|com|comm|commission\w*|cotis\w*|facturation|fee|fees|kosten|gebuhr\w*|gebuehr\w*"
    r"|fac(?:t|ture)?s? (?:\w+ )?impaye\w*)\b"
)
_HEAD, _START = 60, 30


def says_returned(label: str, cents: int) -> bool:
    """Tell from a bank's label that a movement undoes an earlier one.

    A debit says so within its first words; a credit only at its very start, since later
    words are the payer's. Fees for a return are no return.

    >>> says_returned("IMPAYE PRLV SEPA DUPONT", -12000), says_returned("FRAIS IMPAYE", -2000)
    (True, False)
    >>> says_returned("VIR DUPONT SOLDE FACTURE IMPAYEE", 12000)
    False
    """
    head = folded(label[: 2 * _HEAD])[: _HEAD if cents < 0 else _START]
    return bool(_RETURNED.search(head)) and not _NOT_ONE.search(head)
