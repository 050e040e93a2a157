"""Answers a person has decided on: each decision has its effect and its own end (issue 4).

=================  ==========================================================================
promise            the invoices wait for the promised day, its working days and the bank's data
paid               the same, from the day of the answer, but nobody is said to break a promise
dispute            the disputed part waits until somebody empties « Litige »; its owner is told
instalments        the balance is cut into parts, each with its date; a late one asks a person
wrong_person       that address receives no more; the next reminder goes to another one
none               nothing: the pause ends
=================  ==========================================================================
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from relance_xl.problems import Problem, Severity
from relance_xl.rules.agreements.split import split
from relance_xl.rules.treatments.model import Agreement, Answered, Effects, Notice
from relance_xl.schema import TABLES

_SEPARATORS = re.compile(r"[;,\n]+")
_FEWEST_PARTS, _MOST_PARTS = 2, 60


@dataclass(frozen=True, slots=True)
class _Answer:
    """One row of Réponses to deal with, and the invoices it is about."""

    row: int
    answer: str
    treatment: str
    customer: str
    reminder: str
    sender: str
    on: date
    excerpt: str
    promise_date: date | None
    promise_cents: int | None
    dispute_reason: str
    disputed_cents: int | None
    dispute_owner: str
    instalment_count: int | None
    named: tuple[str, ...]
    invoices: tuple[str, ...] = ()


def treat_answers(answers: pd.DataFrame, world: Answered) -> Effects:
    """Give the effects of every answer with « Suite à donner » that is not treated yet.

    Needs the typed frame of sheet Réponses. What lacks a cell to be carried out stays
    untreated, and a `Problem` says which cell.
    """
    effects = Effects()
    done = answers["done"].fillna(False).astype(bool)  # noqa: FBT003 - pandas' own shape
    for row in answers[(answers["treatment"] != "") & ~done].to_dict("records"):
        answer = _read({str(name): value for name, value in row.items()}, world.today)
        fault = _fault_of_names(answer, world)
        if not fault:
            answer = _with_invoices(answer, world)
            fault = _TREATMENTS[answer.treatment](answer, world, effects)
        if fault:
            effects.problems.append(_problem(answer, fault))
            continue
        effects.treated[answer.answer] = answer.treatment
        effects.set("answers", answer.answer, done=True, treated_on=world.today)
    return effects


def _read(row: dict[str, object], today: date) -> _Answer:
    at = _day(row["at"])
    return _Answer(
        row=int(str(row["row"])),
        answer=str(row["answer"]),
        treatment=str(row["treatment"]),
        customer=str(row["customer"]),
        reminder=str(row["reminder"]),
        sender=str(row["sender"]),
        on=at or today,
        excerpt=str(row["excerpt"]),
        promise_date=_day(row["promise_date"]),
        promise_cents=_number(row["promise_cents"]),
        dispute_reason=str(row["dispute_reason"]),
        disputed_cents=_number(row["disputed_cents"]),
        dispute_owner=str(row["dispute_owner"]),
        instalment_count=_number(row["instalment_count"]),
        named=tuple(n.strip() for n in _SEPARATORS.split(str(row["invoices"])) if n.strip()),
    )


def _day(value: object) -> date | None:
    return value.date() if isinstance(value, pd.Timestamp) else None


def _number(value: object) -> int | None:
    return int(value) if isinstance(value, int | np.integer) else None


def _fault_of_names(answer: _Answer, world: Answered) -> str:
    _, unknown = world.known(list(answer.named))
    if not unknown:
        return ""
    return f"« Factures concernées » : {', '.join(unknown)} n’est pas dans la feuille Factures"


def _with_invoices(answer: _Answer, world: Answered) -> _Answer:
    """Find what an answer is about: the invoices named, else its reminder's, else all late ones."""
    if answer.named:
        found = world.still_open(world.known(list(answer.named))[0])
    else:
        found = world.still_open(list(world.listed.get(answer.reminder, ())))
        if not found and not answer.reminder:
            found = world.overdue_of(answer.customer)
    return replace(answer, invoices=tuple(found))


def _promise(answer: _Answer, world: Answered, effects: Effects) -> str:  # noqa: ARG001 - one shape for all
    if answer.promise_date is None:
        return "promesse sans date : remplir « Date promise »"
    if answer.promise_date < answer.on:
        return "la date promise précède la réponse : corriger « Date promise »"
    if not answer.invoices:
        return _NOTHING_OPEN
    for number in answer.invoices:
        effects.set(
            "invoices",
            number,
            promise_made_on=answer.on,
            promise_date=answer.promise_date,
            promise_cents=answer.promise_cents,
        )
    return ""


def _paid(answer: _Answer, world: Answered, effects: Effects) -> str:  # noqa: ARG001 - the same
    """Wait as for a promise, but without its day: nobody is then told to have broken one."""
    for number in answer.invoices:
        effects.set(
            "invoices",
            number,
            promise_made_on=None,
            promise_date=max(answer.on, answer.promise_date or answer.on),
            promise_cents=None,
        )
    return ""


def _dispute(answer: _Answer, world: Answered, effects: Effects) -> str:  # noqa: ARG001 - the same
    if not answer.invoices:
        return _NOTHING_OPEN
    if answer.disputed_cents is not None and len(answer.invoices) > 1:
        return (
            "un montant contesté ne vaut que pour une facture : la nommer dans « Factures "
            "concernées », ou vider « Montant contesté »"
        )
    for number in answer.invoices:
        effects.set(
            "invoices",
            number,
            dispute=True,
            dispute_reason=answer.dispute_reason or answer.excerpt[:120],
            disputed_cents=answer.disputed_cents,
            dispute_owner=answer.dispute_owner,
            dispute_opened_on=answer.on,
        )
    effects.notices.append(
        Notice(
            answer.dispute_owner,
            answer.answer,
            answer.customer,
            answer.invoices,
            answer.dispute_reason,
            answer.disputed_cents,
            answer.excerpt,
        )
    )
    return ""


def _instalments(answer: _Answer, world: Answered, effects: Effects) -> str:
    count, first = answer.instalment_count, answer.promise_date
    if count is None or not _FEWEST_PARTS <= count <= _MOST_PARTS:
        return f"« Nombre d’échéances » : un nombre de {_FEWEST_PARTS} à {_MOST_PARTS}"
    if first is None or first < world.today:
        return "« Date promise » : le jour à venir de la première échéance"
    if not answer.invoices:
        return _NOTHING_OPEN
    already = [number for number in answer.invoices if number in world.planned]
    if already:
        return (
            f"{', '.join(already)} a déjà un échéancier : le modifier dans la feuille "
            "Échéanciers, ou nommer les autres factures"
        )
    small = [number for number in answer.invoices if world.balance_of(number) < count]
    if small:
        return f"{small[0]} est trop petite pour {count} échéances"
    parts: list[tuple[str, date, int]] = []
    for number in answer.invoices:
        for rank, (day, cents) in enumerate(
            split(world.balance_of(number), count, first, world.calendar), 1
        ):
            parts.append((number, day, cents))
            row = {"instalment": f"{number}#{rank}", "invoice": number, "kind": "agreed",
                   "due_date": day, "amount_cents": cents}  # fmt: skip
            effects.add("instalments", row)
    by_day = tuple(sorted(parts, key=lambda part: (part[1], part[0])))
    effects.agreements.append(Agreement(answer.answer, answer.customer, by_day))
    return ""


def _wrong_person(answer: _Answer, world: Answered, effects: Effects) -> str:
    """Close the address for e-mails: the one the reminder went to, else the sender's."""
    address = (world.recipients.get(answer.reminder) or answer.sender).casefold()
    contacts = world.contacts
    rows = contacts[
        contacts["email"].map(lambda email: bool(email) and email.casefold() in address)
    ]
    if answer.customer:
        rows = rows[rows["customer"] == answer.customer]
    if rows.empty:
        return "aucun contact n’a cette adresse : corriger la feuille Contacts, puis « sans suite »"
    for customer, name in zip(rows["customer"], rows["contact_name"], strict=True):
        effects.set("contacts", (customer, name), email_opt_out=True)
    return ""


_NOTHING_OPEN = (
    "aucune facture ouverte à laquelle l’appliquer : remplir « Factures concernées », ou "
    "choisir « sans suite »"
)

_TREATMENTS: dict[str, Callable[[_Answer, Answered, Effects], str]] = {
    "promise": _promise,
    "paid": _paid,
    "dispute": _dispute,
    "instalments": _instalments,
    "wrong_person": _wrong_person,
    "none": lambda *_: "",
}


def _problem(answer: _Answer, fault: str) -> Problem:
    table = TABLES["answers"]
    return Problem(
        "untreated_answer",
        table.sheet,
        f"réponse {answer.answer} non traitée : {fault}",
        "compléter la ligne, puis « Traiter » de nouveau",
        row=answer.row,
        column=table["treatment"].label,
        key=answer.answer,
        severity=Severity.BLOCKING,
    )
