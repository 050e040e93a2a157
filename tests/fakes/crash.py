"""Kills a command at random instants and starts it again, until it ends by itself."""

import subprocess
import time
from collections.abc import Sequence
from random import Random

_MOST_RUNS = 400


def kill_until_done(command: Sequence[str], random: Random, longest: float) -> tuple[int, int]:
    """Run `command` again and again; returns how often it was killed, and its last status.

    Each run is killed (SIGKILL: no handler, no cleaning up) at a random instant within
    `longest` seconds after its first line on stdout, unless it ended before.
    """
    for kills in range(_MOST_RUNS):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
            assert run.stdout is not None
            run.stdout.readline()
            time.sleep(random.uniform(0, longest))
            running = run.poll() is None
            run.kill()
            status = run.wait()
        if not running or status >= 0:
            return kills, status
    raise AssertionError(f"never done in {_MOST_RUNS} runs")
