"""`relance taux`: the rates of sheet Taux, what is missing, and the ECB's newest ones."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Protocol

import pandas as pd

from relance_xl.flows.desk import Desk
from relance_xl.flows.opening import open_workbook
from relance_xl.flows.outcome import DONE, NEEDS_A_PERSON, Outcome, counted
from relance_xl.frames.write import row_cells
from relance_xl.laws import Law, RateRow, find, installed
from relance_xl.laws.newer import lacking, rows_from
from relance_xl.render.formats import locale_of, percent, short_date
from relance_xl.rules.penalties import Period, schedule
from relance_xl.rules.with_penalties import law_code, readable_rates
from relance_xl.schema import TABLES

_FRENCH = locale_of("fr", "FR")
_YEARS_READ = 3
_FIELDS = tuple(RateRow.__dataclass_fields__)


class ReadEcb(Protocol):
    """Reads the ECB's main refinancing rate from a day on: days and basis points."""

    def __call__(self, since: date) -> Sequence[tuple[date, int]]:
        """Give them in order; raises a `RelanceError` when they cannot be had."""


def rates(desk: Desk, read_ecb: ReadEcb | None = None) -> Outcome:
    """Show the rates of sheet Taux on that day; with `read_ecb`, add the rows it lacks.

    Rows staff wrote or changed are never touched. A French half-year between professionals
    waits for its legal rate: the ECB's alone does not make its row. Exit status 3 when the
    law of the company itself has no sure rate for the day.
    """
    added: list[RateRow] = []
    with open_workbook(desk) as opened:
        sheet = opened.tables["rates"]
        if read_ecb is not None:
            added = _newer(desk, sheet, read_ecb)
            desk.book.append("rates", [_cells(row) for row in added])
            opened.save(desk)
            sheet = pd.concat([sheet, _frame(added)]).astype(sheet.dtypes.to_dict())
        own = law_code(opened.settings)
    shown = [_row(law, readable_rates(sheet), desk.today) for law in _laws(own)]
    missing = [
        row for row in shown if (row["provisional"] or row["disputed"]) and row["law"] == own
    ]
    lines = [_line(row, desk.today) for row in shown]
    if read_ecb is not None:
        lines.append(_told(added, simulated=desk.simulate))
    if missing:
        lines.append("Sans taux sûr, aucun montant de pénalités n’est écrit dans les messages.")
    answer = {
        "date": desk.today.isoformat(),
        "law": own,
        "rates": shown,
        "added": [_json(row) for row in added],
    }
    return Outcome(tuple(lines), answer, NEEDS_A_PERSON if missing else DONE)


def _newer(desk: Desk, sheet: pd.DataFrame, read_ecb: ReadEcb) -> list[RateRow]:
    """Give the rows the sheet lacks, the ECB's own word read on the real day."""
    read_on = desk.clock_today
    observed = read_ecb(read_on - timedelta(days=366 * _YEARS_READ))
    source = f"BCE, portail de données, lu le {read_on:%d/%m/%Y}"
    return lacking(sheet, rows_from(observed, read_on, source))


def _laws(own: str) -> list[Law]:
    """Give the laws to show: the company's first, public bodies without rules of their own last."""
    public = find(own, "public")
    laws = installed()
    if public is not None and public not in laws:
        laws.append(public)
    return sorted(laws, key=lambda law: law.code != own)


def _row(law: Law, sheet: pd.DataFrame, today: date) -> dict[str, object]:
    """Say which rate a law applies that day."""
    found = [p for p in schedule(law, sheet).periods if p.start <= today <= p.end]
    period = found[0] if found else Period(today, today, 0, 0, "", provisional=True)
    return {
        "law": law.code,
        "customer_type": law.customer_type,
        "from": period.start.isoformat(),
        "to": period.end.isoformat(),
        "rate_bps": period.rate_bps if found else None,
        "floor_bps": period.floor_bps or None,
        "provisional": period.provisional,
        "disputed": period.disputed,
        "source": period.source,
    }


def _line(row: dict[str, object], today: date) -> str:
    kind = TABLES["rates"]["customer_type"].label_of(str(row["customer_type"]))
    name = f"{row['law']} {kind}"
    day = short_date(today, _FRENCH)
    if row["rate_bps"] is None:
        return f"{name} : aucun taux au {day}, à saisir dans la feuille Taux."
    rate = percent(int(str(row["rate_bps"])), _FRENCH)
    start, end = (short_date(date.fromisoformat(str(row[key])), _FRENCH) for key in ("from", "to"))
    if row["provisional"]:
        return f"{name} : aucun taux à partir du {start}, {rate} en attendant (provisoire)."
    floor = row["floor_bps"]
    least = f", contrat {percent(int(str(floor)), _FRENCH)} au moins" if floor else ""
    against = " ; une autre ligne de Taux la contredit" if row["disputed"] else ""
    return f"{name} : {rate} du {start} au {end}{least}{against}."


def _told(added: Sequence[RateRow], *, simulated: bool) -> str:
    if not added:
        return "La BCE n’a rien de plus récent : la feuille Taux est à jour."
    one, many = (
        ("ligne serait ajoutée", "lignes seraient ajoutées")
        if simulated
        else ("ligne ajoutée", "lignes ajoutées")
    )
    newest = max(row.period_start for row in added)
    what = counted(len(added), one, many)
    return f"Feuille Taux : {what}, la plus récente à partir du {newest:%d/%m/%Y}."


def _cells(row: RateRow) -> dict[str, str | int | float | bool | date | None]:
    return row_cells(TABLES["rates"], {name: getattr(row, name) for name in _FIELDS})


def _frame(rows: Iterable[RateRow]) -> pd.DataFrame:
    frame = pd.DataFrame([{name: getattr(row, name) for name in _FIELDS} for row in rows])
    return frame.assign(row=0, bad="")


def _json(row: RateRow) -> dict[str, object]:
    return {
        "law": row.law,
        "customer_type": row.customer_type,
        "from": row.period_start.isoformat(),
        "to": row.period_end.isoformat(),
        "rate_bps": row.rate_bps,
        "source": row.source,
    }
