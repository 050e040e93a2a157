"""Who is written to: a customer's payer, and that payer's payer, to the end of the chain."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from relance_xl.problems import Problem, Severity
from relance_xl.rules.arrays import Flags, Ints, Texts, find, texts, unreadable
from relance_xl.rules.report import report


@dataclass(frozen=True)
class Payers:
    """Per customer row: position of the payer in the end, and why there is none."""

    final: Ints
    looping: Flags
    unknown: Flags
    """The chain ends on a code that is no customer, or on an unreadable cell."""


def resolve(customers: pd.DataFrame) -> Payers:
    """Follow `payer` of every customer; needs customer, payer, bad.

    Who has none pays for itself. A customer whose chain loops or breaks keeps itself.

    >>> rows = pd.DataFrame({"customer": list("ABCDE"), "payer": ["B", "C", "", "E", "D"]})
    >>> found = resolve(rows.assign(bad=""))
    >>> found.final.tolist(), found.looping.tolist()
    ([2, 2, 2, 3, 4], [False, False, False, True, True])
    """
    codes, named = texts(customers["customer"]), texts(customers["payer"])
    own = np.arange(len(codes), dtype=np.int64)
    step = find(codes, named)
    lost = ((named != "") & (step < 0)) | unreadable(customers, ("payer",))
    step = np.where(step < 0, own, step)
    final = step
    for _ in range(len(codes).bit_length() + 1):
        final = final[final]
    looping = step[final] != final
    return Payers(np.where(looping, own, final), looping, lost[final] & ~looping)


def payer_problems(customers: pd.DataFrame, payers: Payers) -> list[Problem]:
    """Report chains that go round and payers that are no customers."""
    named: Texts = texts(customers["payer"])
    unknown = (named != "") & (find(texts(customers["customer"]), named) < 0)
    who = [
        f"le payeur «\u00a0{code}\u00a0» n’est pas dans la feuille Clients"
        for code in named[unknown]
    ]
    return report(
        ("customers", "payer"),
        customers,
        payers.looping,
        (
            "payer_loop",
            "les payeurs tournent en rond\u202f: on ne sait pas qui paie",
            "vider «\u00a0Payeur\u00a0» chez celui qui paie lui-même",
        ),
        Severity.BLOCKING,
    ) + report(
        ("customers", "payer"),
        customers,
        unknown,
        ("unknown_payer", who, "corriger le code, ou le vider si le client paie lui-même"),
        Severity.BLOCKING,
    )
