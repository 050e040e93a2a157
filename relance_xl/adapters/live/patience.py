"""Waiting for Excel, and its faults told in French."""

import time
from collections.abc import Callable
from typing import TypeVar

from relance_xl.problems import WorkbookBusyError, WorkbookError

T = TypeVar("T")

_BUSY = frozenset({-2147418111, -2147417846, -2146777998})
"""RPC_E_CALL_REJECTED, RPC_E_SERVERCALL_RETRYLATER, VBA_E_IGNORE (a cell is being edited)."""

_GONE = frozenset({-2147220995, -2147417848, -2147023174, -2147023170, -2146827864})
"""Not connected, disconnected, server unavailable, call failed, object required."""

_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.5, *(2.0 for _ in range(14)))
"""About half a minute in all."""


class Patience:
    """Does one step with Excel, again while it is busy.

    Steps must bear repeating. Raises `WorkbookBusyError` when Excel stays busy,
    `WorkbookError` when the workbook was closed or Excel refuses.
    """

    def __init__(self, name: str, sleep: Callable[[float], None] = time.sleep) -> None:
        """Take the workbook's name, for sentences."""
        self._name = name
        self._sleep = sleep

    def __call__(self, step: Callable[[], T]) -> T:
        """Do a step and give its answer."""
        for pause in _PAUSES:
            try:
                return step()
            except Exception as fault:
                codes = _codes(fault)
                if not codes:
                    raise
                if codes.isdisjoint(_BUSY):
                    raise self._told(fault, codes) from fault
            self._sleep(pause)
        raise WorkbookBusyError(
            f"Excel est occupé avec « {self._name} » : une cellule est en cours de saisie ou une "
            "fenêtre attend une réponse. Terminez la saisie (Entrée), fermez la fenêtre, puis "
            "recommencez."
        )

    def quietly(self, step: Callable[[], object]) -> None:
        """Do a step that does not matter: once, and Excel's faults are nobody's problem."""
        try:
            step()
        except Exception as fault:
            if not _codes(fault):
                raise

    def _told(self, fault: Exception, codes: frozenset[int]) -> WorkbookError:
        if not codes.isdisjoint(_GONE):
            return WorkbookError(
                f"Le classeur « {self._name} » ou Excel a été fermé pendant le travail. "
                "Rouvrez le classeur, puis relancez la commande."
            )
        said = _description(fault)
        return WorkbookError(
            f"Excel refuse une opération sur « {self._name} »{f' : « {said} »' if said else ''}. "
            "Vérifiez que la feuille n’est pas protégée, puis recommencez."
        )


def _codes(fault: BaseException) -> frozenset[int]:
    """Give the COM codes of a fault, none when it does not come from Excel."""
    if type(fault).__name__ == "ExcelBusyError":  # xlwings' own word for it
        return _BUSY
    code = getattr(fault, "hresult", None)
    if not isinstance(code, int):
        return frozenset()
    scode = (getattr(fault, "excepinfo", None) or (0,))[-1]
    return frozenset({code, scode} if isinstance(scode, int) and scode else {code})


def _description(fault: BaseException) -> str:
    info = getattr(fault, "excepinfo", None)
    words = info[2] if info else ""  # COM's third word is for people
    return str(words or "").strip().rstrip(".")
