"""One file about invoices: what it changes, told before it is written."""

from relance_xl.flows.importing.draft import Draft
from relance_xl.flows.importing.result import Result, Told
from relance_xl.flows.outcome import counted
from relance_xl.incoming import ImportFile, LedgerFile
from relance_xl.render.import_page import Line
from relance_xl.rules.takeover import Book, Taken, Takeover, take_over
from relance_xl.rules.takeover import model as m
from relance_xl.rules.wording import money
from relance_xl.typography import french

_MARKS = {m.NEW: "new", m.CHANGED: "changed", m.SETTLED: "changed", m.UNCHANGED: ""}
_COUNTED = (
    (m.NEW, "nouvelle", "nouvelles"),
    (m.CHANGED, "modifiée", "modifiées"),
    (m.UNCHANGED, "inchangée", "inchangées"),
    (m.SETTLED, "proposée comme soldée", "proposées comme soldées"),
    (m.OLDER, "déjà connue plus récemment", "déjà connues plus récemment"),
    (m.CONFLICT, "à vérifier", "à vérifier"),
    (m.INCOMPLETE, "incomplète", "incomplètes"),
)


def take_invoices(given: ImportFile, file: LedgerFile, draft: Draft, *, whole: bool) -> Result:
    """Hold an accounting file against the workbook; nothing is written yet."""
    taken = take_over(file, Book(draft.run, draft.last_day), whole=whole)
    net = sum(
        (item.total_cents or 0) if item.balance_cents is None else item.balance_cents
        for item in file.items
    )
    entries = len(file.items) or len(file.statuses) or len(file.customers)
    rows = sum(len(rows) for rows in taken.changes.rows.values())
    rows += sum(len(keys) for keys in taken.changes.cells.values())
    result = Result(given, "invoices", file.format, entries, net)
    result.changes = taken.changes
    result.items = [_item(one) for one in taken.items]
    result.lines = [_line(one) for one in taken.items if one.state != m.UNCHANGED]
    result.lines += _new_people(taken)
    currencies = {item.currency or draft.run.settings.currency for item in file.items}
    currency = ", ".join(sorted(currencies))
    result.told = [Told("", "", file.as_of, entries, rows, net, currency)]
    result.remarks = [*file.remarks, *taken.remarks]
    result.problems = taken.problems
    result.sentences = _sentences(file, taken)
    if file.pdf and len(file.items) == 1 and taken.count(m.CONFLICT, m.INCOMPLETE) == 0:
        result.pdf = (file.items[0].invoice, file.pdf)
    return result


def _item(one: Taken) -> dict[str, object]:
    return {
        "invoice": one.invoice,
        "customer": one.customer,
        "date": one.issue_date.isoformat() if one.issue_date else None,
        "due_date": one.due_date.isoformat() if one.due_date else None,
        "total_cents": one.total_cents,
        "balance_cents": one.balance_cents,
        "currency": one.currency,
        "change": one.change,
        "state": one.state,
    }


def _line(one: Taken) -> Line:
    cents = one.total_cents if one.balance_cents is None else one.balance_cents
    amount = "" if cents is None else money(cents, one.currency)
    return Line(one.invoice, one.customer, amount, one.change, _MARKS.get(one.state, "doubt"))


def _new_people(taken: Takeover) -> list[Line]:
    rows = taken.changes.rows
    lines = [
        Line(str(row["customer"]), str(row["name"]), "", "nouveau client", "new")
        for row in rows.get("customers", ())
    ]
    return lines + [
        Line(str(row.get("email") or row.get("phone")), str(row["customer"]), "", "contact", "new")
        for row in rows.get("contacts", ())
    ]


def _sentences(file: LedgerFile, taken: Takeover) -> list[str]:
    told = [
        counted(count, one, many) for state, one, many in _COUNTED if (count := taken.count(state))
    ]
    people = len(taken.changes.rows.get("customers", ()))
    told += [counted(people, "nouveau client", "nouveaux clients")] if people else []
    count = len(file.items) or len(file.statuses)
    read = counted(count, "pièce lue", "pièces lues", "aucune pièce")
    return [french(f"{read} : {', '.join(told)}." if told else f"{read}.")]
