"""Whole `preparer` by phase on 10,000 and 100,000 invoices, beside the naive script.

    python benchmarks/prepare.py [--sizes 10000 100000] [--without-naive]

Each run is its own process; CPU seconds and peak memory are the system's own figures.
"""

import argparse
import gc
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))


def phases(path: Path) -> dict[str, float]:
    """Run `preparer`'s phases in this process; returns CPU seconds by phase."""
    gc.disable()  # as the command line does
    marks: list[tuple[str, float]] = [("start", time.process_time())]

    def mark(name: str) -> None:
        marks.append((name, time.process_time()))

    from datetime import datetime  # noqa: PLC0415 - counted with the imports

    from ledger import DAY  # noqa: PLC0415

    from relance_xl.adapters.xlsx import ClosedBook  # noqa: PLC0415
    from relance_xl.frames import read_tables, to_columns  # noqa: PLC0415
    from relance_xl.rules.acts import gather  # noqa: PLC0415
    from relance_xl.rules.decide import decide  # noqa: PLC0415
    from relance_xl.schema import TABLES, Owner  # noqa: PLC0415
    from relance_xl.settings import read_settings  # noqa: PLC0415

    mark("imports")
    book = ClosedBook(path, path.parent / "backups", TABLES, lambda: datetime(2026, 11, 23, 9))  # noqa: DTZ001
    grids = book.read()
    mark("read cells")
    tables, _ = read_tables(grids)
    settings, _ = read_settings(tables["parameters"])
    acts, _ = gather(tables["sends"], (), tables["stages"])
    mark("type frames")
    decision = decide(tables, settings, tables["rates"], acts, DAY)
    mark("rules")
    table = TABLES["invoices"]
    names = [column.name for column in table if column.owner is Owner.TOOL]
    keys = list(decision.invoices["invoice"])
    book.patch("invoices", keys, to_columns(table, decision.invoices, names))
    mark("to cells")
    book.save()
    mark("write")
    return {name: after - before for (_, before), (name, after) in itertools.pairwise(marks)}


def measured(command: list[str]) -> tuple[float, float, str]:
    """Run a command; returns its CPU seconds, its peak megabytes and what it printed."""
    with tempfile.TemporaryFile("w+") as printed:
        process = subprocess.Popen(command, stdout=printed)
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            sys.exit(f"{command} failed")
        printed.seek(0)
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, printed.read()


def compare(size: int, folder: Path, *, naive: bool) -> None:
    """Measure one size and print its table."""
    path = folder / f"ledger-{size}.xlsx"
    # Built in a process of its own: a child's peak memory starts at its parent's.
    subprocess.run([sys.executable, str(HERE / "ledger.py"), str(path), str(size)], check=True)
    cpu, peak, printed = measured([sys.executable, str(HERE / "prepare.py"), "--one", str(path)])
    print(f"\n{size:,} invoices ({path.stat().st_size / 1e6:.1f} MB)")
    for name, seconds in json.loads(printed).items():
        print(f"  {name:12} {seconds:6.2f} s CPU")
    print(f"  {'whole':12} {cpu:6.2f} s CPU, peak {peak:.0f} MB")
    if naive:
        other = [sys.executable, str(HERE / "naive.py"), str(path), str(folder / "naive.xlsx")]
        slow, slow_peak, _ = measured(other)
        print(
            f"  {'naive':12} {slow:6.2f} s CPU, peak {slow_peak:.0f} MB "
            f"→ {slow / cpu:.1f} times slower"
        )


def main() -> None:
    """Measure the sizes asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--without-naive", action="store_true")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    words = parser.parse_args()
    if words.one:
        print(json.dumps(phases(words.one)))
        return
    with tempfile.TemporaryDirectory() as folder:
        for size in words.sizes:
            compare(size, Path(folder), naive=not words.without_naive)


if __name__ == "__main__":
    main()
