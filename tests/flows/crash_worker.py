"""`relance envoyer` in a process of its own, on a Monday, for `test_crash` to kill.

`python -m tests.flows.crash_worker WORKBOOK [STEP COUNT]`: with a step it kills itself, the
COUNT-th time it comes there.
"""

import os
import signal
import sys
from typing import TYPE_CHECKING

from relance_xl import wiring
from relance_xl.adapters.xlsx import disk
from relance_xl.cli import main
from relance_xl.flows import send as sending
from tests.flows.world import MONDAY

if TYPE_CHECKING:
    from collections.abc import Callable


def announce() -> None:
    """Say GO once all messages are made: what follows is what must survive a kill."""
    real = sending.queue_parcels

    def announced(*arguments: object) -> list[str]:
        print("GO", flush=True)  # noqa: T201 - the killer waits for it
        return real(*arguments)  # type: ignore[arg-type]

    sending.queue_parcels = announced


def die_at(step: str, count: int) -> None:
    """Arrange for a sudden end: before or after the draft, or after it has its name."""
    name, _, when = step.partition(" ")
    real: Callable[..., object] = getattr(disk, name)
    calls = []

    def dying(*arguments: object) -> object:
        calls.append(1)
        last = len(calls) == count
        if last and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = real(*arguments)
        if last:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(disk, name, dying)


if __name__ == "__main__":
    wiring.desk.today = lambda: MONDAY
    if len(sys.argv) > 2:
        die_at(sys.argv[2], int(sys.argv[3]))
    announce()
    sys.exit(main(["envoyer", sys.argv[1]]))
