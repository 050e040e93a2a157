"""The columns `interest` gives back, filled part by part and made into a frame once."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from relance_xl.rules.penalties.schedule import Told

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_SILENT = Told(provisional=False, text="", source="")


class Answers:
    """One answer per debt: amounts and their rates, or the reason there is none."""

    def __init__(self, count: int) -> None:
        """Begin without amounts nor reasons."""
        self._fee = np.zeros(count, dtype=np.int64)
        self._missing = np.ones(count, dtype=bool)
        self._told, self._tellings = np.zeros(count, dtype=np.int64), [_SILENT]
        self._why, self._reasons = np.zeros(count, dtype=np.int64), [""]
        self._interest = np.zeros(count, dtype=np.int64)

    def refuse(self, debts: Ints | Flags, why: str) -> None:
        """Give these debts no amount, for that reason."""
        self._missing[debts] = True
        self._why[debts] = len(self._reasons)
        self._reasons.append(why)

    def state(
        self, debts: Ints, interest: Ints, fee: Ints, told: tuple[Ints, Sequence[Told]]
    ) -> None:
        """Give these debts their amounts; `told` has one place per debt, then what it says."""
        self._missing[debts] = False
        self._interest[debts] = interest
        self._fee[debts] = fee
        self._told[debts] = told[0] + len(self._tellings)
        self._tellings += told[1]

    def frame(self, index: "pd.Index[int]") -> pd.DataFrame:
        """Make the frame, on that index."""
        told = np.where(self._missing, 0, self._told)
        waiting = np.array([one.provisional for one in self._tellings], dtype=bool)
        columns = {
            "interest_cents": pd.arrays.IntegerArray(self._interest, self._missing),
            "fee_cents": pd.arrays.IntegerArray(self._fee, self._missing.copy()),
            "provisional": pd.array(waiting[told], dtype="boolean"),
            "rate_text": _taken([one.text for one in self._tellings], told),
            "rate_source": _taken([one.source for one in self._tellings], told),
            "why_none": _taken(self._reasons, self._why),
        }
        return pd.DataFrame(columns, index=index, copy=False)


def _taken(texts: Sequence[str], places: Ints) -> pd.api.extensions.ExtensionArray:
    return pd.array(texts, dtype="str").take(places)
