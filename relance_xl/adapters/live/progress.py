"""Long work shown in Excel's status bar."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from relance_xl.adapters.live.patience import Patience

if TYPE_CHECKING:
    import xlwings

_UPDATES = 50


class LiveProgress:
    """Fulfils `Progress`; a busy Excel just shows nothing."""

    def __init__(self, app: "xlwings.App", wait: Patience) -> None:
        """Take the Excel whose status bar it is."""
        self._app = app
        self._wait = wait

    @contextmanager
    def track(self, label: str, total: int) -> Iterator[Callable[[int], None]]:
        """Show `total` steps, some fifty times; then Excel has its bar back."""
        done = shown = 0

        def advance(steps: int) -> None:
            nonlocal done, shown
            done += steps
            if done >= total or (done - shown) * _UPDATES >= total:
                shown = done
                self._show(f"Relance XL — {label} : {done}/{total}")

        self._show(f"Relance XL — {label}…")
        try:
            yield advance
        finally:
            self._show(False)  # noqa: FBT003 - xlwings' word for « yours again »

    def _show(self, text: str | bool) -> None:  # noqa: FBT001 - the same
        self._wait.quietly(partial(setattr, self._app, "status_bar", text))
