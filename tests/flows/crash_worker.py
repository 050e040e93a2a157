"""`relance envoyer` in a process of its own, on a Monday, for `test_crash` to kill.

`python -m tests.flows.crash_worker WORKBOOK [STEP COUNT]`: with a step it kills itself, the
COUNT-th time it comes there.
"""

import os
import signal
import sys
from collections.abc import Callable

from relance_xl import wiring
from relance_xl.adapters.xlsx import disk
from relance_xl.cli import main
from tests.flows.world import MONDAY


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
    wiring.today = lambda: MONDAY
    if len(sys.argv) > 2:  # noqa: PLR2004 - workbook, step and count
        die_at(sys.argv[2], int(sys.argv[3]))
    print("GO", flush=True)  # noqa: T201 - the killer waits for it
    sys.exit(main(["envoyer", sys.argv[1]]))
