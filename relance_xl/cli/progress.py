"""A bar on the terminal for long work; silent when nobody looks."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_WIDTH = 30
_WORTH_SHOWING = 20


class TerminalProgress:
    """Fulfils `Progress` on standard error, so that standard output stays clean."""

    @contextmanager
    def track(self, label: str, total: int) -> Iterator[Callable[[int], None]]:
        """Draw a bar of `total` steps; the value yielded is called with the steps just done."""
        if not sys.stderr.isatty() or total < _WORTH_SHOWING:
            yield lambda _: None
            return
        done = 0

        def advance(steps: int) -> None:
            nonlocal done
            done = min(done + steps, total)
            filled = done * _WIDTH // total
            bar = "█" * filled + "·" * (_WIDTH - filled)
            sys.stderr.write(f"\r{label} {bar} {done}/{total}")
            sys.stderr.flush()

        try:
            yield advance
        finally:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()
