"""Changing the cells of one table in Excel."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from relance_xl.adapters.live.cells import TEXT_FORMAT, Formula, fitting_format, written
from relance_xl.adapters.live.changes import Formulas, Run, is_shuffled, value_runs
from relance_xl.adapters.live.tables import LAST_ROW, LiveTable, read_range
from relance_xl.adapters.xlsx.pending import Pending
from relance_xl.adapters.xlsx.words import same
from relance_xl.problems import WorkbookError

if TYPE_CHECKING:
    import xlwings


def refuse_unwritable(live: LiveTable, pending: Pending) -> None:
    """Raise `WorkbookError` for a protected sheet, or something where the table must grow.

    Also makes every value ready to hand over once, so that none is refused half-way.
    """
    if live.wait(lambda: live.sheet.api.ProtectContents):
        raise WorkbookError(
            f"La feuille « {live.part.sheet} » est protégée. Ôtez la protection (Révision, "
            "« Ôter la protection de la feuille »), puis recommencez. Rien n’a été écrit."
        )
    for values in pending.cells.values():
        for value in values.values():
            written(value, text_cells=False)
    if is_shuffled(pending):
        _refuse_arrays(live, pending)
    box = live.part.box
    end = box.bottom + len(pending.order) - len(pending.grid.rows)
    if end > box.bottom:
        _refuse_obstacles(live, box.bottom + 1, end)


def _refuse_obstacles(live: LiveTable, first: int, end: int) -> None:
    place = f"jusqu’à la ligne {end}"
    if end > LAST_ROW:
        raise WorkbookError(
            f"Le tableau de la feuille « {live.part.sheet} » devrait s’agrandir {place} : Excel "
            "n’en a pas autant. Archivez d’anciennes lignes. Rien n’a été écrit."
        )
    area = live.rows(first, end)
    contents = _formulas_of(live.wait(lambda: area.formula))
    row = next((i for i, line in enumerate(contents) if any(line)), None)
    if row is not None:
        taken = f"la ligne {first + row} est occupée"
    elif live.wait(lambda: area.merge_cells) is not False:
        taken = "des cellules fusionnées gênent"
    elif live.wait(partial(_meets_another, live, first, end)):
        taken = "un autre tableau gêne"
    else:
        return
    raise WorkbookError(
        f"Le tableau de la feuille « {live.part.sheet} » doit s’agrandir {place}, mais {taken}. "
        "Déplacez ce qui se trouve sous le tableau, puis recommencez. Rien n’a été écrit."
    )


def _meets_another(live: LiveTable, first: int, end: int) -> bool:
    """Tell whether rows to take are another table's, be they blank."""
    own = live.part.box
    others = [table.range for table in live.sheet.tables if table.name != live.part.name]
    return any(
        at.row <= end
        and first <= at.last_cell.row
        and at.column <= own.right
        and own.left <= at.last_cell.column
        for at in others
    )


def _refuse_arrays(live: LiveTable, pending: Pending) -> None:
    """Refuse to move an array formula: put elsewhere, Excel takes it for an ordinary one."""
    formulas, top = _formulas(live), live.grid.first_row
    for offset in {run.offset for run in value_runs(pending, formulas)} & formulas.keys():
        cells = live.rows(top, top + len(live.grid.rows) - 1, offset)
        if live.wait(partial(_holds_array, cells)):
            raise WorkbookError(
                f"La colonne « {live.grid.headers[offset]} » de la feuille « {live.part.sheet} » "
                "contient une formule matricielle, et ses lignes doivent changer de place. "
                "Retirez cette formule, puis recommencez. Rien n’a été écrit."
            )


def _holds_array(cells: "xlwings.Range") -> bool:
    """Tell whether some cell is an array formula, typed as one or (Excel 365) reckoned as one."""
    answers = (cells.api.HasArray, getattr(cells.api, "SavedAsArray", False))
    return any(answer is not False for answer in answers)  # None: some cells


def write_table(live: LiveTable, pending: Pending) -> None:
    """Give a table its new rows and values, in steps that each bear repeating."""
    top, old = live.grid.first_row, len(live.grid.rows)
    last, end = top + old - 1, top + len(pending.order) - 1
    formulas = _formulas(live) if is_shuffled(pending) else {}
    with _filter_lifted(live) as was_filtered:
        if end > last:
            with _totals_lifted(live):
                _resize(live, end)
            _fill_down(live, last, end)
        for run in value_runs(pending, formulas):
            _write_run(live, run, check=was_filtered)
        if end < last:
            with _totals_lifted(live):  # they come back where the rows to clear begin
                _resize(live, end)
                live.wait(live.rows(end + 1, last).clear)


def _formulas(live: LiveTable) -> Formulas:
    """Read the formulas of the columns that have some."""
    top, rows = live.grid.first_row, live.grid.rows
    found: dict[int, list[Formula | None]] = {}
    for offset, header in enumerate(live.grid.headers):
        if header in live.grid.formula_columns:
            cells = live.rows(top, top + len(rows) - 1, offset)
            texts = [
                line[0] for line in _formulas_of(live.wait(partial(getattr, cells, "formula")))
            ]
            found[offset] = [
                Formula(text) if text[:1] == "=" and row[offset] != text else None
                for text, row in zip(texts, rows, strict=True)
            ]
    return found


def _formulas_of(answer: object) -> Sequence[Sequence[str]]:
    """Give xlwings' formulas as lines, one cell being no exception; constants as text."""
    lines = answer if isinstance(answer, tuple) else ((answer,),)
    return [["" if cell is None else str(cell) for cell in line] for line in lines]


@contextmanager
def _totals_lifted(live: LiveTable) -> Iterator[None]:
    """Take a table's totals away; Excel knows them still when they come back."""
    if not live.part.totals_rows:
        yield
        return
    live.wait(lambda: setattr(live.table, "show_totals", False))
    yield
    live.wait(lambda: setattr(live.table, "show_totals", True))


def _resize(live: LiveTable, end: int) -> None:
    """Let a table end at a sheet row."""
    whole = live.rows(live.part.box.top, end)
    live.wait(lambda: live.table.resize(whole))


def _fill_down(live: LiveTable, last: int, end: int) -> None:
    """Give new rows the last row's formats and calculated columns."""
    live.wait(lambda: live.rows(last, last).autofill(live.rows(last, end), "fill_formats"))
    for offset in live.part.formulas:
        model, column = live.rows(last, last, offset), live.rows(last, end, offset)
        live.wait(partial(model.autofill, column, "fill_copy"))


@contextmanager
def _filter_lifted(live: LiveTable) -> Iterator[bool]:
    """Show the rows a filter hides, filter anew at the end; tells whether there was one.

    Excel, told to write a column across filtered rows, puts its first value into every
    visible cell and nothing into the others.
    """
    head = live.wait(lambda: live.table.api.AutoFilter)
    if head is None or not live.wait(lambda: head.FilterMode):
        yield False
        return
    top = live.grid.first_row
    body = live.rows(top, top + len(live.grid.rows) - 1)
    try:
        live.wait(lambda: setattr(body.rows, "hidden", False))
        yield True
    finally:
        live.wait(head.ApplyFilter)


def _write_run(live: LiveTable, run: Run, *, check: bool) -> None:
    """Write one run of a column, in one go."""
    cells = live.rows(run.first, run.last, run.offset)
    present = live.wait(lambda: cells.number_format)
    needed = fitting_format(run.values, present)
    if needed is not None:
        live.wait(lambda: setattr(cells, "number_format", needed))
    text_cells = (needed or present) == TEXT_FORMAT
    engine = live.wait(lambda: live.sheet.book.app.engine)
    prepared = engine.impl.prepare_xl_data_element  # what `value` does; it asks Excel much more
    values = [[prepared(written(value, text_cells=text_cells), {})] for value in run.values]
    live.wait(lambda: setattr(cells, "raw_value", values))
    if check or present is None:  # among other formats a cell may be text's: a number ends as text
        for row in _missed(live, cells, run, text_only=not check):
            _write_run(live, Run(run.offset, row, [run.values[row - run.first]]), check=False)


def _missed(live: LiveTable, cells: "xlwings.Range", run: Run, *, text_only: bool) -> Iterator[int]:
    """Give the sheet rows whose cell does not hold what was written, or only a text of it."""
    lines = live.wait(lambda: read_range(cells))
    for row, (line, value) in enumerate(zip(lines, run.values, strict=True), run.first):
        if isinstance(value, Formula) or (text_only and not _is_number_as_text(line[0], value)):
            continue
        if not same(line[0], value):  # type: ignore[arg-type]  # whatever a cell held may be kept
            yield row


def _is_number_as_text(held: object, value: object) -> bool:
    return isinstance(held, str) and isinstance(value, int | float | date)
