"""Tables of invoices as accounting tools and companies' own sheets hold them: CSV, XLSX, ODS.

Échéanciers, detailed aged balances, open items, lists of invoices, follow-up sheets, lists of
platform statuses. The header line is found by the names of its columns (`headers`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from relance_xl.adapters.ledgers import words as w
from relance_xl.adapters.ledgers.fec import read_fec
from relance_xl.adapters.ledgers.headers import places, tool_of
from relance_xl.adapters.ledgers.statuses import status_of
from relance_xl.adapters.ledgers.table_items import customers_of, items_of
from relance_xl.adapters.ledgers.table_rows import AMOUNTS, DAYS, Harvest, Row, harvest, plain_rows
from relance_xl.adapters.tabular import (
    Cell,
    ForeignTable,
    Grid,
    UnreadableError,
    by_profile,
    folded,
    one_line,
    profile_of,
    read_day,
    read_grids,
)
from relance_xl.incoming import LedgerFile, PlatformStatus, Profile, Reading, UnknownLayout
from relance_xl.typography import french

_KIND = "invoices"
_HEADER_WITHIN = 60
_SURE = re.compile(r"fact|invoice|document|rechnung|beleg|piece")
_LISTED = 8


def read_table(
    name: str, content: bytes, profiles: Sequence[Profile]
) -> Reading | UnknownLayout | None:
    """Read a table of invoices or statuses; None when no header line tells of any.

    A list that tells what is left of each of its invoices counts as a list of all that is open
    (`open_items`), settled ones among them or not: importing it again must show who paid since.
    A saved profile decides how its own header is read. A header of a known tool needs no
    profile; any other comes back with one, unconfirmed, for a person to look at.
    """
    try:
        grids = read_grids(content)
    except UnreadableError as fault:
        return UnknownLayout(name, french(f"« {name} » : {fault}."))
    own = next((found for p in profiles if p.kind == _KIND and (found := _saved(grids, p))), None)
    if any(fec := [as_fec(name, grid) for grid in grids if grid.name]):
        return Reading(next(file for file in fec if file))
    table = own[0] if own else _recognise(grids)
    if table is None:
        return _aged_without_detail(name, grids)
    if "supplier" in table.columns and not {"customer", "name"} & table.columns.keys():
        return UnknownLayout(name, "Cette liste est celle de fournisseurs, pas de clients.")
    tool = tool_of(table.header)
    profile = own[1] if own else None if tool else profile_of(table, _KIND)
    if not _amounts(table.columns):
        return _statuses(name, table, profile)
    return _invoices(name, [table, *_twins(grids, table)], profile, tool)


def as_fec(name: str, grid: Grid) -> LedgerFile | None:
    """Read a sheet that is a FEC somebody opened in Excel and saved again; None for another."""
    head = {folded(str(cell)).replace(" ", "") for cell in grid.lines[0].cells}
    if not head >= {"ecrituredate", "comptenum"}:
        return None
    lines = ("\t".join(_as_written(cell) for cell in line.cells) for line in grid.lines)
    return read_fec(name, "\n".join(lines).encode())


def _as_written(cell: Cell) -> str:
    if isinstance(cell, date):
        return f"{cell:%Y%m%d}"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.2f}"
    return one_line(cell)


def _aged_without_detail(name: str, grids: Sequence[Grid]) -> UnknownLayout | None:
    """Say what is wrong with an aged balance of one line per customer; None for other files."""
    for grid in grids:
        for line in grid.lines[:_HEADER_WITHIN]:
            found = places(line.cells)
            if "bucket1" in found and {"customer", "name"} & found.keys():
                return UnknownLayout(
                    name,
                    "Cette balance âgée ne détaille pas les factures : exportez la balance âgée "
                    "détaillée ou l’échéancier.",
                )
    return None


def _saved(grids: Sequence[Grid], profile: Profile) -> tuple[ForeignTable, Profile] | None:
    found = by_profile(grids, profile, amounts=AMOUNTS, days=DAYS)
    return None if found is None else (found, profile)


def _recognise(grids: Sequence[Grid]) -> ForeignTable | None:
    """Find the header line with the most known columns."""
    best: ForeignTable | None = None
    for grid in grids:
        for at, line in enumerate(grid.lines[:_HEADER_WITHIN]):
            found = places(line.cells)
            if _enough(found, line.cells) and (best is None or len(found) > len(best.columns)):
                best = ForeignTable(grid, at, found, amounts=AMOUNTS, days=DAYS)
    return best


def _enough(found: Mapping[str, int], cells: Sequence[object]) -> bool:
    """Tell whether a header can be one of invoices, and not one of a bank."""
    if "invoice" not in found:
        return False
    sure = bool(_SURE.search(folded(str(cells[found["invoice"]]))))
    if not _amounts(found):
        return "platform" in found or (sure and "state" in found)
    whose = {"customer", "name", "supplier"} & found.keys()
    if {"debit", "credit"} <= found.keys():
        return bool(whose or {"due_date", "lettering"} & found.keys())
    return bool(whose or "due_date" in found or (sure and "balance" in found))


def _amounts(found: Mapping[str, int]) -> bool:
    single = {"total", "line_total", "balance", "untaxed", "bucket0"} & found.keys()
    return bool(single or {"debit", "credit"} <= found.keys())


def _twins(grids: Sequence[Grid], table: ForeignTable) -> list[ForeignTable]:
    """Give the other sheets of a workbook laid out alike: one per month or year."""
    twins = []
    for grid in grids if table.grid.name else ():
        for at, line in enumerate(grid.lines[:_HEADER_WITHIN] if grid is not table.grid else ()):
            shown = tuple(one_line(str(cell), 120) for cell in line.cells)
            if shown == table.header:
                twins.append(replace(table, grid=grid, at=at))
                break
    return twins


def _statuses(name: str, table: ForeignTable, profile: Profile | None) -> Reading | UnknownLayout:
    told, unknown = [], list[str]()
    for line in table.lines:
        invoice = table.text(line, "invoice")
        said = table.text(line, "platform") or table.text(line, "state")
        if not invoice or not said:
            continue
        if status := status_of(said):
            on = table.day(line, "platform_on") or table.day(line, "issue_date")
            told.append(PlatformStatus(invoice, status, on, table.text(line, "reason")))
        else:
            unknown.append(said)
    if not told:
        return UnknownLayout(name, "Aucun statut de cette liste n’est un statut de plateforme.")
    remarks = [*table.grid.remarks]
    if unknown:
        shown = ", ".join(f"« {said} »" for said in dict.fromkeys(unknown[:_LISTED]))
        remarks.append(french(f"Statuts inconnus, non repris : {shown}."))
    form = "Statuts de plateforme"
    return Reading(LedgerFile(name, form, statuses=tuple(told), remarks=tuple(remarks)), profile)


def _invoices(
    name: str, tables: Sequence[ForeignTable], profile: Profile | None, tool: str
) -> Reading | UnknownLayout:
    hint = any(w.OPEN_LIST.search(folded(said)) for said in _captions(name, tables))
    harvests = [harvest(table, open_hint=hint) for table in tables]
    rows = [row for each in harvests for row in plain_rows(_customers_only(each.rows))]
    if not rows and "untaxed" in tables[0].columns:
        return UnknownLayout(
            name, "La liste ne donne que des montants hors taxes : exportez-la avec le total TTC."
        )
    if not rows:
        return UnknownLayout(name, "Aucune ligne de facture n’a été trouvée sous les en-têtes.")
    if any(not (row.customer or row.name) for row in rows):
        return UnknownLayout(
            name, "La liste ne dit pas à quel client chaque facture a été envoyée."
        )
    _own_codes(rows)
    items = items_of(rows)
    complete = all(item.balance_cents is not None for item in items)
    control = harvests[0].control if len(harvests) == 1 else None
    return Reading(
        LedgerFile(
            name,
            tool or ("Classeur" if tables[0].grid.name else "CSV"),
            items=items,
            customers=customers_of(rows),
            statuses=_told(rows, tables[0]),
            open_items=complete,
            as_of=_as_of(name, tables),
            control_cents=control if complete else None,
            remarks=tuple(_remarks(tables, harvests)),
        ),
        profile,
    )


def _customers_only(rows: Sequence[Row]) -> list[Row]:
    """Keep accounts 411 where a list mixes accounts of other kinds with them."""
    codes = [row.customer for row in rows]
    if not any(code.startswith("411") and code[:6].isdigit() for code in codes):
        return list(rows)
    return [r for r in rows if r.customer.startswith("411") or not r.customer[:3].isdigit()]


def _own_codes(rows: Sequence[Row]) -> None:
    """Tell customers apart by name where their code is one account for all of them."""
    names: dict[str, set[str]] = {}
    for row in rows:
        names.setdefault(row.customer, set()).add(folded(row.name))
    for row in rows:
        if len(names[row.customer]) > 1 and w.SHARED_ACCOUNT.fullmatch(row.customer) and row.name:
            row.customer = ""


def _told(rows: Sequence[Row], table: ForeignTable) -> tuple[PlatformStatus, ...]:
    """Give the statuses of a column of platform statuses; elsewhere those that hold only."""
    every = "platform" in table.columns
    found = []
    for row in rows:
        status = status_of(row.state) if row.invoice and row.state else ""
        if status in _HOLDING or (every and status):
            reason = row.texts.get("reason", "")
            found.append(PlatformStatus(row.invoice, status, row.state_on, reason))
    return tuple(found)


_HOLDING = frozenset({"disputed", "suspended", "refused", "rejected"})


def _captions(name: str, tables: Sequence[ForeignTable]) -> list[str]:
    """Give what stands around a table: file name, sheet names, lines above the header."""
    above = [
        one_line(cell)
        for table in tables
        for line in table.preamble
        for cell in line.cells
        if isinstance(cell, str)
    ]
    return [name, *(table.grid.name for table in tables), *above]


def _as_of(name: str, tables: Sequence[ForeignTable]) -> date | None:
    for said in [*_captions("", tables), *(h for t in tables for h in t.header)]:
        found = w.AS_OF.search(said)
        if found and (day := read_day(found[1])):
            return day
    found = w.DAY_IN_NAME.search(name)
    return read_day(found[1].replace("_", "-")) if found else None


def _remarks(tables: Sequence[ForeignTable], harvests: Sequence[Harvest]) -> list[str]:
    said = [remark for table in tables for remark in table.grid.remarks]
    for each in harvests:
        for reason, lines in each.left_out.items():
            shown = ", ".join(str(number) for number in lines[:_LISTED])
            more = "…" if len(lines) > _LISTED else ""
            said.append(french(f"Lignes laissées de côté ({reason}) : {shown}{more}."))
    return list(dict.fromkeys(said))
