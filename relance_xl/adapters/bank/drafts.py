"""What every bank reader fills: lines as they are read, then statements made of them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from relance_xl.adapters.bank.references import creditor_reference, plain_account
from relance_xl.adapters.bank.returns import says_returned
from relance_xl.adapters.tabular import one_line
from relance_xl.incoming import BankEntry, BankFile, BankStatement
from relance_xl.typography import french

_NO_REFERENCE = frozenset({"NOTPROVIDED", "NONREF", "NOTAVAILABLE", "NON COMMUNIQUE", "NONE"})
_TOLD_PLACES = 5
_TEXTS = 60


@dataclass(slots=True)
class Draft:
    """One line of a bank while it is read; day and amount may turn out to be missing."""

    day: date | None
    cents: int | None
    currency: str = ""
    texts: list[str] = field(default_factory=list)
    reference: str = ""
    end_to_end: str = ""
    structured: str = ""
    payer: str = ""
    account: str = ""
    returned: bool = False
    pending: bool = False
    place: str = ""
    bad_day: bool = False
    """A day is written, which cannot be read: nothing else may stand for it."""


@dataclass
class Gathering:
    """One statement while it is read. Balances are cents, None when the file has none."""

    account: str = ""
    currency: str = ""
    opening: int | None = None
    closing: int | None = None
    period_end: date | None = None
    drafts: list[Draft] = field(default_factory=list)
    booked: int | None = None
    agrees: bool | None = None

    def date_undated(self, day: date | None, faults: "Faults") -> None:
        """Give lines whose bank wrote no date (formats allow it) the statement's own day."""
        undated = [draft for draft in self.drafts if draft.day is None and not draft.bad_day]
        for draft in undated:
            draft.day = self.period_end or day
        if any(draft.day for draft in undated):
            faults.say("Des lignes sans date ont pris celle du relevé.")

    def statement(self, faults: "Faults") -> BankStatement:
        """Make the statement; what cannot be a payment is told to `faults` and left out."""
        entries = tuple(e for d in self.drafts for e in [_entry(d, self, faults)] if e)
        booked = [e.booked_on for e in entries if not e.pending]
        currency = self.currency or next((e.currency for e in entries), "")
        agrees = self.agrees
        if agrees is None and self.opening is not None and self.closing is not None:
            moved = sum(e.amount_cents for e in entries if not e.pending)
            agrees = self.opening + moved == self.closing
        return BankStatement(
            account=plain_account(self.account),
            currency=currency,
            entries=entries,
            booked_count=len(entries) if self.booked is None else self.booked,
            period_end=self.period_end or max(booked, default=None),
            agrees=agrees,
        )


class Faults:
    """Lines that could not be read, told in a few sentences however many they are."""

    def __init__(self) -> None:
        """Start without any."""
        self._places: dict[str, list[str]] = defaultdict(list)
        self._said: list[str] = []

    def note(self, what: str, place: str) -> None:
        """Note that a line at `place` was left out because of `what`, a French clause."""
        self._places[what].append(place)

    def say(self, sentence: str) -> None:
        """Add a French sentence about the whole file, once."""
        if sentence not in self._said:
            self._said.append(sentence)

    def set_aside(self, count: int) -> None:
        """Tell how many lines the bank has not booked, or has refused."""
        if count == 1:
            self.say("1 opération en attente ou refusée par la banque est sans effet.")
        elif count:
            self.say(f"{count} opérations en attente ou refusées par la banque sont sans effet.")

    @property
    def remarks(self) -> tuple[str, ...]:
        """Everything noted, as French sentences."""
        told = []
        for what, places in self._places.items():
            where = ", ".join(p for p in places[:_TOLD_PLACES] if p)
            more = "…" if len(places) > _TOLD_PLACES else ""
            count = (
                "1 ligne laissée de côté"
                if len(places) == 1
                else (f"{len(places)} lignes laissées de côté")
            )
            told.append(f"{count} : {what}{f' ({where}{more})' if where else ''}.")
        return tuple(french(sentence) for sentence in (*told, *self._said))


class Statements(Protocol):
    """A reader of one format: its name for people and what it gathered."""

    def __call__(self, content: bytes, faults: Faults) -> tuple[str, list[Gathering]]:
        """Read; raises `UnreadableError` when the whole file is spoilt."""


def bank_file(name: str, format_: str, gathered: list[Gathering], faults: Faults) -> BankFile:
    """Make the file's value; its statements that do not add up are told."""
    statements = tuple(one.statement(faults) for one in gathered)
    if any(statement.agrees is False for statement in statements):
        faults.say(
            "Les soldes du relevé ne correspondent pas à la somme de ses lignes : "
            "vérifiez qu’il est complet."
        )
    return BankFile(name, format_, statements, faults.remarks)


def _entry(draft: Draft, of: Gathering, faults: Faults) -> BankEntry | None:
    if draft.cents is None:
        faults.note("montant illisible", draft.place)
        return None
    if draft.day is None:
        faults.note("date illisible", draft.place)
        return None
    label = _label(draft.texts)
    account = plain_account(draft.account)
    return BankEntry(
        booked_on=draft.day,
        amount_cents=draft.cents,
        currency=(draft.currency or of.currency).upper(),
        label=label,
        reference=_meant(draft.reference),
        end_to_end=_meant(draft.end_to_end),
        structured_reference=creditor_reference(draft.structured, sure=True)
        or creditor_reference(f"{draft.end_to_end} {label}"),
        payer_name=one_line(draft.payer, 140),
        payer_account="" if account == plain_account(of.account) else account,
        returned=draft.returned or says_returned(label, draft.cents),
        pending=draft.pending,
    )


def _label(texts: list[str]) -> str:
    """Put every text on one line; one that another repeats whole is told once."""
    told = list(dict.fromkeys(t for t in map(one_line, texts[:_TEXTS]) if t))
    longer = [t for t in told if not any(t != other and t in other for other in told)]
    return one_line(" ".join(longer))


def _meant(reference: str) -> str:
    told = one_line(reference, 140)
    return "" if told.upper() in _NO_REFERENCE or not told.strip("0 -") else told
