"""Decisions on proposals: kept across rebuilds, given one by one or all at once, checked again.

A fresh decision meets the rows of sheet Relances by key (payer, currency, stage, channel). A
person's decision stands while the fingerprint of the figures does.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from relance_xl.problems import RelanceError
from relance_xl.rules.arrays import unreadable
from relance_xl.rules.contacts import PROOF
from relance_xl.rules.decide import Decision
from relance_xl.rules.numbers import next_numbers
from relance_xl.rules.plans import FORMAL
from relance_xl.rules.prepared import KEY, counterparts, unread
from relance_xl.rules.proposals import BARRED
from relance_xl.schema import TABLES

_STATUS_OF = {"send": "approved", "postpone": "postponed", "ignore": "ignored"}
_UNREADABLE = "(illisible)"
_NO_DAY_READ = "Reporter (date illisible)"
"""Decisions nobody typed, standing where a person's cannot be read: a person decides again."""

_COLUMNS = tuple(column.name for column in TABLES["proposals"])


@dataclass(frozen=True)
class Numbering:
    """What new numbers must avoid: every number seen, and the journal's last of the year.

    `gone` are numbers of messages that were tried (acts): a proposal that comes back after
    a refusal takes a new one.
    """

    used: Collection[str]
    journal_last: int = 0
    gone: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Approved:
    """What « Tout approuver » did: rows to keep, how many approved, first ever, left out.

    `barred` ask for a debt whose limitation has surely passed; a formal notice counts as one.
    """

    rows: pd.DataFrame
    approved: int
    first_ever: int
    formal: int
    barred: int
    large: int

    @property
    def left_out(self) -> int:
        """How many rows wait for a decision of their own."""
        return self.formal + self.barred + self.large


def merge(decision: Decision, rows: pd.DataFrame, numbering: Numbering) -> pd.DataFrame:
    """Rebuild sheet Relances from a fresh decision, keeping what people have decided.

    `rows` is the sheet as it stands. A decided row whose key and fingerprint are unchanged
    stays decided; one postponed to a later day stays so whatever its figures; « Reporter »
    without a day ends with this rebuild. A decision that cannot be read stays as it was typed.
    A number stays with its key, and so does the day of preparation. Returns the sheet's
    columns, plus `proposal` to find lines by.
    """
    fresh = decision.proposals
    given: list[str] = rows["number"].tolist()
    live = [n for n, number in enumerate(given) if number and number not in numbering.gone]
    old = [live[at] if at >= 0 else -1 for at in counterparts(fresh, rows.iloc[live])]
    number = [given[place] if place >= 0 else "" for place in old]
    new = iter(
        next_numbers(
            number.count(""),
            decision.today.year,
            [*numbering.used, *given],
            numbering.journal_last,
        )
    )
    number = [kept or next(new) for kept in number]
    merged = fresh.assign(
        number=pd.Series(number, dtype="str"),
        main_number=pd.Series(_mains(fresh, number), dtype="str"),
        **_kept(fresh, rows, old, decision.today),
    )
    return merged[[*_COLUMNS, "proposal"]]


def _mains(fresh: pd.DataFrame, number: list[str]) -> list[str]:
    """Give a second channel's row the number of its main one."""
    pairs = zip(fresh["proposal"], fresh["main"], strict=True)
    return ["" if main == proposal else number[main] for proposal, main in pairs]


def _kept(
    fresh: pd.DataFrame, rows: pd.DataFrame, old: list[int], today: date
) -> dict[str, pd.Series]:
    """Carry over decision, its day, status, day of preparation and preview."""
    decisions, until, status, prepared, previewed = [], [], [], [], []
    lost = "bad" in rows and unreadable(rows, ("number", *KEY)).any()
    for place, fingerprint in zip(old, fresh["fingerprint"], strict=True):
        row = rows.iloc[place] if place >= 0 else None
        same = row is not None and row["fingerprint"] == fingerprint
        decision = _decision_kept(row, today, same=same)
        if row is None and lost:
            decision = _UNREADABLE
        decisions.append(decision)
        until.append(row["postpone_until"] if row is not None and decision else pd.NaT)
        again = row is not None and decision == "send" and row["status"] == "retry"
        status.append("retry" if again else _STATUS_OF.get(decision, "proposed"))
        first = row is not None and not pd.isna(row["prepared_on"])
        prepared.append(row["prepared_on"] if first and row is not None else pd.Timestamp(today))
        previewed.append(str(row["previewed"]) if row is not None and same else "")
    return {
        "decision": pd.Series(decisions, dtype="str"),
        "postpone_until": _dates(until, fresh.index),
        "status": pd.Series(status, dtype="str"),
        "prepared_on": _dates(prepared, fresh.index),
        "previewed": pd.Series(previewed, dtype="str"),
    }


def _dates(values: list[object], index: pd.Index) -> "pd.Series[pd.Timestamp]":
    column = pd.to_datetime(pd.Series(values, dtype="object", index=index))
    return column.astype("datetime64[s]")


def _decision_kept(row: "pd.Series | None", today: date, *, same: bool) -> str:
    if row is None:
        return ""
    decision, bad = str(row["decision"]), str(row.get("bad", "")).split()
    if decision and decision not in _STATUS_OF:
        return decision
    if "decision" in bad:
        return _UNREADABLE
    if decision == "postpone" and "postpone_until" in bad:
        return _NO_DAY_READ
    if decision == "postpone":
        later = not pd.isna(row["postpone_until"]) and row["postpone_until"].date() > today
        return decision if later else ""
    return decision if same else ""


def approve_all(rows: pd.DataFrame, alone_cents: int | None) -> Approved:
    """Approve every undecided row but formal notices and large sums (RULES §5).

    Neither a claim whose limitation has surely passed (RULES §6): whoever reminds of it ought
    to know. A row one deciding cell of which cannot be read waits for a person.

    Raises `RelanceError` while the preview of these very proposals has not been made.
    """
    open_ = (rows["decision"] == "").to_numpy() & ~unread(rows)
    unseen = open_ & (rows["previewed"] != rows["fingerprint"]).to_numpy()
    if unseen.any():
        raise RelanceError(
            "Aperçu à faire d’abord\u202f: il doit montrer chaque message tel qu’il partira, et "
            f"il en manque {int(unseen.sum())} sur {int(open_.sum())}. Lancez l’aperçu, puis "
            "approuvez."
        )
    formal = (rows["severity"].fillna(FORMAL) >= FORMAL).to_numpy(dtype=bool)
    limit = alone_cents if alone_cents is not None else np.iinfo(np.int64).max
    large = rows["due_cents"].to_numpy(dtype=np.int64, na_value=0) > limit
    first = rows["first_ever"].fillna(value=False).to_numpy(dtype=bool)
    barred = rows["why"].str.contains(BARRED, regex=False).to_numpy(dtype=bool)
    chosen = open_ & ~formal & ~barred & ~large
    main = (rows["main_number"] == "").to_numpy()
    going = rows.loc[chosen | (rows["decision"] == "send"), "number"]
    chosen &= main | rows["main_number"].isin(going).to_numpy()
    return Approved(
        _decided(rows, chosen, "send"),
        int(chosen.sum()),
        int((chosen & first & main).sum()),
        int((open_ & formal).sum()),
        int((open_ & barred & ~formal).sum()),
        int((open_ & large & ~formal & ~barred).sum()),
    )


def approve_some(rows: pd.DataFrame, numbers: Iterable[str]) -> pd.DataFrame:
    """Approve the rows of these numbers; raises `RelanceError` naming an unknown one."""
    wanted = set(numbers)
    unknown = sorted(wanted - set(rows["number"]))
    if unknown:
        raise RelanceError(
            f"Relance inconnue dans la feuille Relances\u202f: {', '.join(unknown)}. "
            "Vérifiez le numéro, ou lancez de nouveau la préparation."
        )
    return _decided(rows, rows["number"].isin(wanted).to_numpy(), "send")


def approve_automatic(rows: pd.DataFrame) -> pd.DataFrame:
    """Approve what may leave unattended: rows marked automatic nobody has decided on.

    `decide` marks a proposal automatic only when all its stages are, Envois has a row, bank
    data are fresh and no open question about a payment touches it. A formal notice leaves
    unattended only by a channel with proof of receipt, whatever the sheet says.
    """
    chosen = (rows["approval"] == "auto") & (rows["decision"] == "") & ~unread(rows)
    formal = (rows["severity"].fillna(FORMAL) >= FORMAL).to_numpy(dtype=bool)
    chosen &= ~formal | rows["channel"].isin(PROOF) | _second_of_proven(rows)
    return _decided(rows, chosen.to_numpy(), "send")


def _second_of_proven(rows: pd.DataFrame) -> "pd.Series[bool]":
    """Tell which rows leave only after a main message by a channel with proof of receipt."""
    proven = rows.loc[rows["channel"].isin(PROOF), "number"]
    return (rows["main_number"] != "") & rows["main_number"].isin(proven)


def _decided(
    rows: pd.DataFrame, chosen: "np.ndarray[tuple[int], np.dtype[np.bool_]]", decision: str
) -> pd.DataFrame:
    return rows.assign(
        decision=rows["decision"].where(~chosen, decision),
        status=rows["status"].where(~chosen, _STATUS_OF[decision]),
    )
