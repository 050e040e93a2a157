"""Payment terms to due dates: « 45 jours fin de mois A », « comptant », a date.

The grammar of RULES §1, read with the tolerance people's spelling needs:
`N jours [fin de mois A|B] [le J du mois suivant]`, `fin de mois + N jours` (reading B,
said in order), `comptant`, `à réception`, or a date. Reading **A** adds the days, then goes
to the month's end; **B** goes to the month's end, then adds the days. « fin de mois »
without a letter is read as A, the reading the French trade uses most. No terms at all
means the law's 30 days (C. com. L441-10 I).
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from relance_xl.dates import month_end, next_month

LEGAL_DAYS = 30
_LONGEST_MONTH = 31
_ONE_DAY = np.timedelta64(1, "D")
_LAST_DAY = np.datetime64(date.max, "D")

_DATE = re.compile(
    r"(?:(?:le|au|pour le) )?"
    r"(?:(?P<y>\d{4})-(?P<m>\d\d?)-(?P<d>\d\d?)"
    r"|(?P<day>\d\d?)[/.](?P<month>\d\d?)[/.](?P<year>\d{4}))"
)
_HOW = (
    r"(?:(?:payable|paiement|reglement|virement|prelevement|cheque|traite|lcr|net)"
    r"(?: par)? ){0,3}"
)
_CASH = re.compile(
    rf"{_HOW}(?:au )?(?:comptant|immediat|(?:a|des) reception|a la commande|a la livraison)"
    r"(?: a reception)?(?: de (?:la )?facture)?(?: net)?(?: sans escompte)?"
)
_DAYS = r"(?P<days>\d{1,3}) ?(?:j|jrs?|jours?)(?: calendaires)?"
_MONTH_END = r"(?:fin (?:de |du )?mois|fdm|f d m|fm)(?: civil)?"
_ON_DAY = r"(?: (?:et )?le (?P<on>\d\d?)(?: du mois suivant)?)?"
_FROM = r"(?: (?:date|a compter|a partir|apres|de|d|la|l|emission|facture|facturation)){0,10}"
_DAYS_THEN_END = re.compile(
    rf"{_HOW}(?:a )?(?:{_DAYS}|(?P<bare>\d{{1,3}}))(?: nets?)?{_FROM}"
    rf"(?P<end> ?{_MONTH_END}(?: (?:lecture |methode )?(?P<reading>[ab]))?)?(?: nets?)?{_ON_DAY}"
)
_DAYS_FROM_END = re.compile(
    rf"{_HOW}(?:a )?{_DAYS} (?:a compter|a partir|apres)(?: de)?(?: la)? {_MONTH_END}{_ON_DAY}"
)
_END_THEN_DAYS = re.compile(
    rf"{_HOW}(?:a )?{_MONTH_END}(?: ?(?:plus )?{_DAYS})?(?: nets?)?{_ON_DAY}"
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a payment terms text means.

    `reading` is `A`, `B` or empty (no month end); `on_day` the day of the following month,
    0 for none; `fixed` a due date that does not depend on the invoice's.
    """

    days: int
    reading: str = ""
    on_day: int = 0
    fixed: date | None = None

    def due(self, issued: date) -> date:
        """Give the due date of an invoice issued that day.

        >>> seventh = date(2026, 9, 7)
        >>> print(Terms(45, "A").due(seventh), Terms(45, "B").due(seventh))
        2026-10-31 2026-11-14
        >>> tenth = date(2025, 3, 10)
        >>> print(Terms(45, "A").due(tenth), Terms(45, "B").due(tenth))
        2025-04-30 2025-05-15
        >>> fifteenth = date(2025, 1, 15)
        >>> print(Terms(45, "A").due(fifteenth), Terms(45, "B").due(fifteenth))
        2025-03-31 2025-03-17
        """
        if self.fixed is not None:
            return self.fixed
        try:
            start = month_end(issued) if self.reading == "B" else issued
            due = start + timedelta(days=self.days)
            due = month_end(due) if self.reading == "A" else due
            return next_month(due, self.on_day) if self.on_day else due
        except (OverflowError, ValueError):
            return date.max

    def due_array(self, issued: npt.NDArray[np.datetime64]) -> npt.NDArray[np.datetime64]:
        """Do the same for an array of `datetime64[D]`; from a missing day, NaT unless fixed."""
        if self.fixed is not None:
            return np.full_like(issued, np.datetime64(self.fixed, "D"))
        start = _month_ends(issued) if self.reading == "B" else issued
        due = start + np.timedelta64(self.days, "D")
        due = _month_ends(due) if self.reading == "A" else due
        if self.on_day:
            first = due.astype("datetime64[M]") + np.timedelta64(1, "M")
            on_day = first.astype("datetime64[D]") + np.timedelta64(self.on_day - 1, "D")
            due = np.minimum(on_day, _month_ends(first.astype("datetime64[D]")))
        return np.minimum(due, _LAST_DAY)


def parse_terms(text: str) -> Terms | None:
    """Read payment terms as people write them; None when they cannot be read.

    >>> parse_terms("45 jours fin de mois B")
    Terms(days=45, reading='B', on_day=0, fixed=None)
    >>> parse_terms("30 j. FDM le 10")
    Terms(days=30, reading='A', on_day=10, fixed=None)
    >>> parse_terms("30 j. FDM le 10") == parse_terms("30 jours fin de mois le 10 du mois suivant")
    True
    >>> parse_terms("60 jours nets").days, parse_terms("à réception").days, parse_terms("").days
    (60, 0, 30)
    >>> parse_terms("fin de mois + 45 jours").reading, parse_terms("45 jours fin de mois").reading
    ('B', 'A')
    >>> parse_terms("le 31/12/2026").fixed
    datetime.date(2026, 12, 31)
    >>> parse_terms("30 % à la commande, le solde plus tard"), parse_terms("le 31/02/2026")
    (None, None)
    """
    words = _plain(text)
    if not words:
        return Terms(LEGAL_DAYS)
    if found := _DATE.fullmatch(words):
        return _fixed(found)
    words = re.sub(r"[.,()'’]+|(?<=\w)-(?=\w)", " ", words.replace("+", " plus "))
    words = " ".join(words.split())
    if _CASH.fullmatch(words):
        return Terms(0)
    if found := _DAYS_FROM_END.fullmatch(words) or _END_THEN_DAYS.fullmatch(words):
        return _terms(found["days"] or "0", "B", found["on"])
    if found := _DAYS_THEN_END.fullmatch(words):
        reading = (found["reading"] or "a").upper() if found["end"] else ""
        return _terms(found["days"] or found["bare"], reading, found["on"])
    return None


def due_dates(
    issued: "pd.Series[pd.Timestamp]", terms: "pd.Series[str]"
) -> tuple["pd.Series[pd.Timestamp]", "pd.Series[bool]"]:
    """Compute due dates of many invoices; each distinct terms text is read once.

    Needs `issued` (datetime64, NaT allowed) and `terms` (str, empty = the law's 30 days) on
    the same index. Returns the due dates (`datetime64[s]`, NaT where the terms are
    unreadable, or count from a missing issue date) and the mask of unreadable terms.

    >>> issued = pd.Series(pd.to_datetime(["2026-09-07", "2026-09-07", "2026-09-07"]))
    >>> due, unreadable = due_dates(issued, pd.Series(["45 j fdm", "", "quand vous voulez"]))
    >>> due.dt.strftime("%Y-%m-%d").to_list(), unreadable.to_list()
    (['2026-10-31', '2026-10-07', nan], [False, False, True])
    """
    days = issued.to_numpy(dtype="datetime64[D]")
    due = np.full(len(days), np.datetime64("NaT"), dtype="datetime64[D]")
    codes, texts = pd.factorize(terms)
    readings = [parse_terms(str(text)) for text in texts]
    rows_of = pd.Series(codes).groupby(codes).indices
    for code, reading in enumerate(readings):
        if reading is not None:
            due[rows_of[code]] = reading.due_array(days[rows_of[code]])
    unreadable = np.array([reading is None for reading in readings], dtype=bool)[codes]
    return (
        pd.Series(due.astype("datetime64[s]"), index=issued.index),
        pd.Series(unreadable, index=issued.index, dtype=bool),
    )


def _plain(text: str) -> str:
    """Lower case, no accents, single blanks."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).split())


def _terms(days: str, reading: str, on_day: str | None) -> Terms | None:
    if on_day is not None and not 1 <= int(on_day) <= _LONGEST_MONTH:
        return None
    return Terms(int(days), reading, int(on_day or 0))


def _fixed(found: re.Match[str]) -> Terms | None:
    """Read the three numbers of a date; None when there is no such day."""
    iso = found["y"] is not None
    parts = found.group("y", "m", "d") if iso else found.group("year", "month", "day")
    try:
        return Terms(0, fixed=date(*map(int, parts)))
    except ValueError:
        return None


def _month_ends(days: npt.NDArray[np.datetime64]) -> npt.NDArray[np.datetime64]:
    following = days.astype("datetime64[M]") + np.timedelta64(1, "M")
    first_days: npt.NDArray[np.datetime64] = following.astype("datetime64[D]")
    return first_days - _ONE_DAY
