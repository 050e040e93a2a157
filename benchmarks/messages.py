"""Mails and letters by the thousand: rendered, to bytes, to PDF; and how fast help comes.

    python benchmarks/messages.py [--mails 10000] [--letters 1000]

CPU seconds of this process; help is a process of its own.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from ledger import DAY, write_ledger

from relance_xl.adapters.mime import Sender, build
from relance_xl.adapters.xlsx import ClosedBook
from relance_xl.frames import read_tables
from relance_xl.render.letters.pdf import iter_pdfs
from relance_xl.render.messages import render_messages
from relance_xl.rules.acts import gather
from relance_xl.rules.decide import Decision, decide
from relance_xl.schema import TABLES
from relance_xl.settings import read_settings

Value = TypeVar("Value")
NOW = datetime(2026, 11, 23, 9)  # noqa: DTZ001 - sheets hold local time


def timed(label: str, count: int, work: Callable[[], Value]) -> Value:
    """Run `work`, print its CPU seconds and rate, give its result."""
    start = time.process_time()
    result = work()
    spent = time.process_time() - start
    print(f"  {label:34} {spent:6.2f} s CPU  ({count / max(spent, 1e-9):,.0f} per second)")
    return result


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=10_000)
    parser.add_argument("--letters", type=int, default=1_000)
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.xlsx"
        write_ledger(path, words.mails * 10)
        tables, _ = read_tables(ClosedBook(path, Path(folder), TABLES, lambda: NOW).read())
    settings, _ = read_settings(tables["parameters"])
    acts, _ = gather(tables["sends"], (), tables["stages"])
    decision = decide(tables, settings, tables["rates"], acts, DAY)
    plain = replace(decision, proposals=decision.proposals.assign(qr=False))
    numbers = {i: f"REL-2026-{i:05d}" for i in range(min(words.mails, len(plain.proposals)))}
    print(f"{len(numbers):,} mails")
    for label, chosen in (("rendered, without QR", plain), ("rendered, with QR", decision)):
        found, _ = timed(
            label,
            len(numbers),
            lambda: render_messages(chosen, tables, settings, numbers, DAY),  # noqa: B023 - used at once
        )
        sender = Sender(settings.sender_email, settings.company_name)
        timed("… to bytes", len(found), lambda: [len(build(m.message, sender)) for m in found])  # noqa: B023
    letters(plain, words.letters, (tables, settings))
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "relance_xl", "--help"], check=True, capture_output=True)
    print(f"  relance --help {time.perf_counter() - start:29.2f} s wall")


def letters(decision: Decision, count: int, rest: tuple) -> None:
    """Measure letters to PDF."""
    tables, settings = rest
    as_letters = replace(decision, proposals=decision.proposals.assign(channel="letter"))
    numbers = {i: f"REL-2026-{i:05d}" for i in range(count)}
    found, _ = render_messages(as_letters, tables, settings, numbers, DAY)
    pdf = [one.letter for one in found if one.letter]
    print(f"{len(pdf):,} letters")
    timed("to PDF, without QR", len(pdf), lambda: sum(len(file) for file in iter_pdfs(pdf)))


if __name__ == "__main__":
    main()
