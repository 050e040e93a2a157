"""Excel's settings while we write, and as the user had them afterwards."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import TYPE_CHECKING

from relance_xl.adapters.live.patience import Patience

if TYPE_CHECKING:
    import xlwings

_WHILE_WRITING = {
    "interactive": False,
    "screen_updating": False,
    "enable_events": False,
    "display_alerts": False,
    "calculation": "manual",
}
"""`interactive` first: from there on nobody types, sorts or inserts, until all is put back."""


@contextmanager
def quiet(app: "xlwings.App", wait: Patience) -> Iterator[None]:
    """Stop typing, drawing, events, questions, calculation and formulas that spread by themselves.

    Each is put back whatever happens. Rows read and written inside stay where they were.
    """
    with ExitStack() as stack:
        correct = wait(lambda: app.api.AutoCorrect)
        places = [(app, name, value) for name, value in _WHILE_WRITING.items()]
        for owner, name, value in [*places, (correct, "AutoFillFormulasInLists", False)]:
            before = wait(partial(getattr, owner, name))
            if before != value:
                stack.callback(wait, partial(setattr, owner, name, before))
                wait(partial(setattr, owner, name, value))
        yield
