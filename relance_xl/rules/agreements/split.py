"""A balance cut into equal monthly parts, each on a working day."""

from datetime import date

from relance_xl.dates import month_end
from relance_xl.rules.working_days import WorkingDays


def split(
    balance_cents: int, count: int, first: date, calendar: WorkingDays
) -> list[tuple[date, int]]:
    """Give (day, cents) of each part; the first parts take the cents left over.

    The first falls on `first`, the next ones on the same day of the following months (the
    last day of a shorter month), all moved to the next working day. Raises `ValueError`
    when there are more parts than cents.

    >>> [(f"{day:%d/%m}", cents) for day, cents in
    ...  split(10_000, 3, date(2026, 1, 31), WorkingDays("FR"))]
    [('02/02', 3334), ('02/03', 3333), ('31/03', 3333)]
    """
    if not 1 <= count <= balance_cents:
        raise ValueError(f"{count} parts of {balance_cents} cents")
    share, more = divmod(balance_cents, count)
    return [
        (calendar.next_open(_months_on(first, rank)), share + (rank < more))
        for rank in range(count)
    ]


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = month_end(date(year, month + 1, 1))
    return last.replace(day=min(day.day, last.day))
