"""Excel's settings while we write, and as the user had them afterwards."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import TYPE_CHECKING

from relance_xl.adapters.live.patience import Patience

if TYPE_CHECKING:
    import xlwings

_WHILE_WRITING = {
    "screen_updating": False,
    "enable_events": False,
    "display_alerts": False,
    "calculation": "manual",
}


@contextmanager
def quiet(app: "xlwings.App", wait: Patience) -> Iterator[None]:
    """Stop drawing, events, questions and calculation; put each back whatever happens."""
    with ExitStack() as stack:
        for name, value in _WHILE_WRITING.items():
            before = wait(partial(getattr, app, name))
            if before != value:
                stack.callback(wait, partial(setattr, app, name, before))
                wait(partial(setattr, app, name, value))
        yield
