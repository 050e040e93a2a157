"""Which claims go on a numbered penalty statement, and which had theirs already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from relance_xl.problems import RelanceError
from relance_xl.rules.claims.detail import Detail, Details
from relance_xl.rules.claims.states import OPEN
from relance_xl.rules.keys import key_of


@dataclass
class Sorted:
    """What is asked to be stated: new claims by payer and currency, statements made, refusals."""

    fresh: dict[tuple[str, str], list[Detail]] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


def wanted(
    penalties: pd.DataFrame, details: Details, customer: str, invoices: Sequence[str]
) -> list[str]:
    """Give the invoices a statement is asked for.

    Those named; else a customer's that are late, claimed or stated already; else every one
    a message has claimed penalties on.
    """
    if invoices:
        return list(dict.fromkeys(invoices))
    open_ = penalties[penalties["state"].isin(("computed", "claimed"))]
    if not customer:
        return list(dict.fromkeys(open_.loc[open_["state"] == "claimed", "invoice"]))
    stated = penalties[penalties["statement"] != ""]
    named = {key_of(str(one)) for one in [*open_["invoice"], *stated["invoice"]]}
    mine = details.invoices_of(customer)
    return [one for one in mine if key_of(one) in named or details.late(one)]


def sort_out(
    names: Sequence[str], penalties: pd.DataFrame, details: Details, *, further: bool
) -> Sorted:
    """Sort invoices into new statements, statements made already, and refusals (French).

    An invoice whose claim is invoiced has its statement: only a later claim, or `further`,
    makes another one.
    """
    found = Sorted()
    known = _statements(penalties)
    open_ = {key_of(str(one)) for one in penalties.loc[penalties["state"].isin(OPEN), "invoice"]}
    for name in names:
        key = key_of(name)
        made = known.get(key)
        if made and not further and key not in open_:
            if made not in found.made:
                found.made.append(made)
            continue
        try:
            detail = details.of(name, details.today)
        except RelanceError as error:
            found.refused[name] = str(error)
            continue
        reason = _why_not(detail)
        if reason:
            found.refused[detail.invoice] = reason
        else:
            found.fresh.setdefault((detail.payer, detail.currency), []).append(detail)
    return found


def _statements(penalties: pd.DataFrame) -> Mapping[str, str]:
    """Give the latest statement of each invoice, unless what it asked was given up."""
    stated = (penalties["statement"] != "") & (penalties["state"] != "waived")
    rows = penalties[stated].sort_values("statement", kind="stable")
    pairs = zip(rows["invoice"], rows["statement"], strict=True)
    return {key_of(str(invoice)): str(statement) for invoice, statement in pairs}


def _why_not(detail: Detail) -> str:
    if detail.law is None:
        return detail.why_none
    remark = next((part.penalty.remark for part in detail.parts if part.penalty.remark), "")
    if detail.insolvent:
        return "procédure collective\u202f: à déclarer au passif, pas à réclamer"
    if detail.provisional:
        return f"{detail.why_provisional}, puis recommencer"
    if detail.credited:
        return "un acompte ou un avoir de ce client n’est pas affecté\u202f: l’affecter d’abord"
    if detail.interest_left_cents + detail.fee_left_cents <= 0:
        return remark or "rien ne reste à réclamer"
    return ""
