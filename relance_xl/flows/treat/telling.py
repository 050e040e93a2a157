"""What *Traiter* tells a person: what it did, what it could not do, what still waits."""

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from relance_xl.flows.outcome import counted
from relance_xl.flows.treat.treated import Treated
from relance_xl.problems import Problem
from relance_xl.rules.report import joined
from relance_xl.rules.treatments import Acceptance, Agreement, Effects
from relance_xl.schema import TABLES

_SHOWN = 10


def told(done: Treated, tables: Mapping[str, pd.DataFrame], *, payments_only: bool) -> list[str]:
    """Tell a run, one sentence a line.

    Needs the tables as they were read: of Clients customer and name; of Réponses answer,
    treatment and done; of Paiements payment, confidence, accepted.
    """
    changes = [
        *_decided(done.acceptance, done.answers),
        *_agreed(tables["customers"], done.answers.agreements),
        *_completed(done.contacts),
        *_claims(done.paid, done.waived),
    ]
    settled = {*done.acceptance.accepted, *done.acceptance.refused}
    return [
        *(changes or _nothing(done.problems)),
        *done.confirmations.lines,
        *done.faults,
        *_not_done(done.problems),
        *_still_waiting(tables, settled, payments_only=payments_only),
    ]


def _decided(acceptance: Acceptance, answers: Effects) -> list[str]:
    lines = []
    if acceptance.accepted:
        lines.append(counted(len(acceptance.accepted), "paiement accepté.", "paiements acceptés."))
    if acceptance.refused:
        lines.append(
            counted(len(acceptance.refused), "ligne liée refusée.", "lignes liées refusées.")
        )
    labels = {c.code: c.label for c in TABLES["answers"]["treatment"].choices}
    said = pd.Series(list(answers.treated.values()), dtype="str").value_counts(sort=False)
    how = [f"{labels[str(code)]} ({count})" for code, count in said.items()]
    if how:
        count = counted(len(answers.treated), "réponse traitée", "réponses traitées")
        lines.append(f"{count} : {', '.join(how)}.")
    return lines


def _agreed(customers: pd.DataFrame, agreements: Sequence[Agreement]) -> list[str]:
    names = dict(zip(customers["customer"], customers["name"], strict=True))
    lines = []
    for one in agreements:
        who = f"{names.get(one.customer) or '?'} ({one.customer})"
        invoices = joined(dict.fromkeys(part[0] for part in one.parts))
        count = f"{counted(len(one.parts), 'échéance', 'échéances')} ({invoices})"
        lines.append(f"Échéancier accordé à {who} : {count}, feuille Échéanciers.")
    return lines


def _completed(contacts: Effects) -> list[str]:
    if not contacts.treated:
        return []
    count = counted(len(contacts.treated), "client complété", "clients complétés")
    return [f"{count} dans Contacts : {', '.join(contacts.treated)}."]


def _claims(paid: Sequence[str], waived: Sequence[str]) -> list[str]:
    lines = []
    if paid:
        count = counted(len(paid), "réclamation de pénalités payée", "réclamations payées")
        lines.append(f"{count} : {', '.join(paid)} (feuille Pénalités).")
    if waived:
        count = counted(len(waived), "réclamation abandonnée", "réclamations abandonnées")
        lines.append(f"{count} : {', '.join(waived)}, plus rien n’en est réclamé.")
    return lines


def _nothing(problems: Sequence[Problem]) -> list[str]:
    if problems:
        return ["Rien n’a été traité : ce qui suit manque."]
    return ["Rien à traiter : aucune réponse décidée, aucun paiement coché, aucune adresse notée."]


def _not_done(problems: Sequence[Problem]) -> list[str]:
    """Tell the rows left as they were; they stand in no sheet, so all but a crowd is told."""
    lines = [f"  • {one.place} : {one.told} {one.advice}" for one in problems[:_SHOWN]]
    more = len(problems) - _SHOWN
    if more > 0:
        lines.append(f"  • … et {counted(more, 'autre ligne', 'autres lignes')}.")
    return lines


def _still_waiting(
    tables: Mapping[str, pd.DataFrame], decided: Collection[str], *, payments_only: bool
) -> list[str]:
    """Tell what a person has not decided on yet, `decided` being the keys this run settled."""
    answers, payments = tables["answers"], tables["payments"]
    open_answers = answers["treatment"].eq("") & ~answers["done"].fillna(value=False)
    proposed = payments["accepted"].eq("") & payments["confidence"].ne("")
    proposed &= ~payments["payment"].isin(decided)
    parts = []
    if not payments_only and open_answers.any():
        count = counted(int(open_answers.sum()), "réponse", "réponses")
        parts.append(f"{count} (feuille Réponses, « Suite à donner »)")
    if proposed.any():
        count = counted(int(proposed.sum()), "paiement proposé", "paiements proposés")
        parts.append(f"{count} (feuille Paiements, « Accepté » : Oui ou Non)")
    return [f"Reste à décider : {', '.join(parts)}."] if parts else []
