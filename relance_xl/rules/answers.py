"""Answers not dealt with yet, and the invoices they pause (RULES §4, `answer`)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from relance_xl.problems import Problem, Severity
from relance_xl.rules.arrays import (
    Flags,
    Ints,
    Texts,
    among,
    days,
    find,
    french_days,
    said_yes,
    spread,
    texts,
)
from relance_xl.rules.ledger import Ledger
from relance_xl.rules.report import report
from relance_xl.schema import TABLES

_MACHINES = ("bounce", "delivery", "read", "absent")
"""Classes no person wrote: they pause nothing."""

_BRACKETED = re.compile(r"<\s*([^<>\s]+@[^<>\s]+)\s*>")
_ADDRESS = re.compile(r"([^@\s<>,;:\"()\[\]]+@[^@\s<>,;:\"()\[\]]+)")

_MAILBOX_PROVIDERS = frozenset(
    (
        *("gmail.com", "googlemail.com", "outlook.com", "outlook.fr", "outlook.be", "hotmail.com"),
        *("hotmail.fr", "hotmail.be", "live.com", "live.fr", "live.be", "msn.com", "yahoo.com"),
        *("yahoo.fr", "icloud.com", "me.com", "orange.fr", "wanadoo.fr", "free.fr", "sfr.fr"),
        *("laposte.net", "bbox.fr", "numericable.fr", "neuf.fr", "skynet.be", "proximus.be"),
        *("telenet.be", "voo.be", "pt.lu", "bluewin.ch", "gmx.ch", "gmx.net", "gmx.de"),
        *("videotron.ca", "bell.net", "protonmail.com", "proton.me", "aol.com"),
    )
)
"""Domains shared by strangers: only the whole address tells a customer there."""


@dataclass(frozen=True)
class Pauses:
    """Per invoice: the answer (position in Réponses) that pauses it, -1 if none.

    `lost` are the open answers (positions) nobody could attach to a customer.
    """

    answer: Ints
    lost: tuple[int, ...] = ()

    @property
    def held(self) -> Flags:
        """Which invoices are paused."""
        return self.answer >= 0


def read_answers(ledger: Ledger) -> Pauses:
    """Find what each open human answer pauses: its reminder's invoices, else its customer's."""
    frame, debts, acts = ledger.run.tables["answers"], ledger.debts, ledger.run.acts
    paused = np.full(len(debts), -1, dtype=np.int64)
    human = ~among(texts(frame["answer_class"]), _MACHINES)
    waiting = np.flatnonzero(human & ~said_yes(frame["done"]))
    if not len(waiting):
        return Pauses(paused)
    answered = texts(frame["reminder"])
    first = find(answered, answered)
    about = find(answered, texts(acts["number"]))
    listed = invoices_of(ledger, texts(acts["item"]))
    named = find(texts(debts.customers["customer"]), texts(frame["customer"]))
    lost: list[int] = []
    for answer in waiting[::-1].tolist():
        rows = listed[(about == first[answer]) & (about >= 0)]
        if (rows >= 0).any():
            held = spread(rows >= 0, rows, len(debts))
        elif named[answer] >= 0:
            held = ledger.of_rows_customers(named[answer : answer + 1] >= 0, named[[answer]])
        else:
            found = _customers_of(ledger, str(frame["sender"].iloc[answer]))
            held = ledger.of_rows_customers(found >= 0, found)
            if not (found >= 0).any():
                lost.append(answer)
        paused[held] = answer
    return Pauses(paused, tuple(lost))


def answer_problems(ledger: Ledger) -> list[Problem]:
    """Report the answers of people that pause nothing, for want of a customer."""
    lost = np.array(read_answers(ledger).lost, dtype=np.int64)
    fault = (
        "answer_unattached",
        "réponse à rattacher\u202f: on ne sait pas de quel client, rien n’est suspendu",
        "remplir «\u00a0Code client\u00a0», ou mettre «\u00a0Traitée\u00a0» à Oui",
    )
    frame = ledger.run.tables["answers"]
    return report(("answers", "customer"), frame, np.sort(lost), fault, Severity.BLOCKING)


def invoices_of(ledger: Ledger, items: Texts) -> Ints:
    """Give the invoice of each item: a number, or an instalment's id; -1 if unknown."""
    direct = ledger.debts.find(items)
    plans = ledger.instalments
    through = find(texts(plans.frame["instalment"]), items)
    of_instalment = np.append(plans.invoice, -1)[through]
    return np.where(direct >= 0, direct, of_instalment)


def described(ledger: Ledger, pauses: Pauses, invoices: Ints) -> Sequence[str]:
    """Word the answer that pauses each of these invoices: « question du 05/06/2026 »."""
    frame = ledger.run.tables["answers"]
    which = pauses.answer[invoices]
    words = {choice.code: choice.label for choice in TABLES["answers"]["answer_class"].choices}
    kinds = [words.get(code, "réponse") for code in texts(frame["answer_class"])[which]]
    dates = french_days(days(frame["at"])[which])
    return [f"{kind} du {on}" if on else kind for kind, on in zip(kinds, dates, strict=True)]


def _customers_of(ledger: Ledger, sender: str) -> Ints:
    """Find customers by the sender's address, else by its domain; positions in Clients."""
    contacts, customers = ledger.run.tables["contacts"], ledger.debts.customers
    told = _BRACKETED.search(sender) or _ADDRESS.search(sender)
    address = told[1].casefold() if told else ""
    known = [str(email).casefold() for email in texts(contacts["email"])]
    rows = [row for row, email in enumerate(known) if email and email == address]
    domain = address.rpartition("@")[2]
    if not rows and domain and domain not in _MAILBOX_PROVIDERS:
        rows = [row for row, email in enumerate(known) if email.rpartition("@")[2] == domain]
    codes = texts(contacts["customer"])[np.array(rows, dtype=np.int64)]
    return find(texts(customers["customer"]), codes)
