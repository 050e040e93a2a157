"""One bank file: its entries matched with what is open, and the payments they propose."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from relance_xl.flows.importing.draft import Draft
from relance_xl.flows.importing.result import Result, Told
from relance_xl.flows.outcome import counted
from relance_xl.incoming import BankFile, ImportFile
from relance_xl.render.import_page import Line
from relance_xl.rules.bank_entries import (
    OwnStatement,
    is_credit,
    number_entries,
    written_keys,
)
from relance_xl.rules.matching import match_entries, open_book
from relance_xl.rules.payment_rows import DEBIT, KNOWN, WRITTEN, Booked, book_entries
from relance_xl.rules.wording import money
from relance_xl.schema import TABLES
from relance_xl.typography import french


def propose_payments(given: ImportFile, file: BankFile, draft: Draft) -> Result:
    """Match a bank file's entries and propose their payments; nothing is written yet."""
    run, tables = draft.run, draft.tables
    statements = number_entries(file, _accounts(draft), draft.last_day)
    numbered = [one for statement in statements for one in statement.entries]
    known = written_keys(tables["payments"])
    fresh = [i for i, one in enumerate(numbered) if is_credit(one.entry) and one.key not in known]
    matches = match_entries(
        [numbered[i].entry for i in fresh],
        open_book(tables, run.settings, run.acts, run.today),
    )
    found = {fresh[match.entry]: match for match in matches}
    booked = book_entries(numbered, found, tables, (file.name, file.format), run.today)
    result = Result(given, "bank", file.format, file.booked_count, file.net_cents)
    result.changes.append("payments", [row for one in booked for row in one.rows])
    result.items = [_item(one) for one in booked]
    result.lines = [_line(one) for one in booked if one.state != DEBIT]
    result.told = _told(statements, booked)
    result.remarks = list(file.remarks)
    result.sentences = _sentences(file, booked)
    return result


def _accounts(draft: Draft) -> list[str]:
    """Give our accounts as they are spelled already."""
    named = [draft.run.settings.iban]
    for table in ("payments", "imports"):
        named += draft.tables[table]["own_account"].tolist()
    return [account for account in dict.fromkeys(named) if account]


def _item(booked: Booked) -> dict[str, object]:
    entry, match = booked.numbered.entry, booked.match
    return {
        "date": entry.booked_on.isoformat(),
        "amount_cents": entry.amount_cents,
        "currency": entry.currency,
        "label": entry.label,
        "reference": entry.reference or entry.end_to_end,
        "customer": match.customer,
        "invoices": list(match.invoices),
        "confidence": match.confidence,
        "reason": match.reason,
        "payer": entry.payer_name,
        "returned": entry.returned,
        "state": booked.state,
        "payments": [row["payment"] for row in booked.rows],
    }


def _line(booked: Booked) -> Line:
    entry, match = booked.numbered.entry, booked.match
    sure = TABLES["payments"]["confidence"].label_of(match.confidence)
    change = " – ".join(part for part in (", ".join(match.invoices), sure, match.reason) if part)
    mark = "" if booked.state == KNOWN else "new" if match.confidence == "high" else "doubt"
    return Line(
        f"{entry.booked_on:%d/%m/%Y} {entry.label}",
        match.customer or entry.payer_name,
        money(entry.amount_cents, entry.currency),
        change,
        mark,
    )


def _told(statements: Sequence[OwnStatement], booked: Sequence[Booked]) -> list[Told]:
    """Sum the file up by own account, in the order of its statements."""
    rows = {one.numbered.key: len(one.rows) for one in booked}
    found: dict[str, Told] = {}
    for part in statements:
        before = found.get(part.named) or Told(part.named, part.account, currency=part.currency)
        ends = [day for day in (before.period_end, part.until) if day]
        found[part.named] = replace(
            before,
            period_end=max(ends, default=None),
            entries=before.entries + part.booked_count,
            rows=before.rows + sum(rows[one.key] for one in part.entries),
            net_cents=before.net_cents + sum(one.entry.amount_cents for one in part.entries),
        )
    return list(found.values()) or [Told()]


def _sentences(file: BankFile, booked: Sequence[Booked]) -> list[str]:
    """Tell what was read, proposed with which confidence, not recognised."""
    states = Counter(one.state for one in booked)
    sure = Counter(one.match.confidence for one in booked if one.state == WRITTEN)
    read = counted(file.booked_count, "ligne lue", "lignes lues", "aucune ligne")
    if len(booked) > file.booked_count:  # a batch, told line by line
        read = f"{read}, soit {counted(len(booked), 'opération', 'opérations')}"
    parts = [
        counted(sure["high"], "règlement sûr", "règlements sûrs") + " (« Coché »)",
        counted(sure["medium"], "probable", "probables"),
        counted(sure["low"], "douteux", "douteux"),
        counted(sure[""], "non reconnu", "non reconnus"),
        counted(states[KNOWN], "déjà importé", "déjà importés"),
        counted(states[DEBIT], "débit sans effet", "débits sans effet"),
    ]
    counts = [sure["high"], sure["medium"], sure["low"], sure[""], states[KNOWN], states[DEBIT]]
    told = [part for part, count in zip(parts, counts, strict=True) if count]
    return [french(f"{read} : {', '.join(told)}." if told else f"{read}.")]
