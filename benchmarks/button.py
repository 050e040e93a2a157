"""How long a button takes: « Actualiser » on the example workbook open in LibreOffice.

    python3 benchmarks/button.py [PRESSES]

Each time on a fresh copy, so that all is written and saved, and once LibreOffice has come to
rest after opening it. From the press of the macro to the program's exit status, program start
included; then the same by phase, in a process of its own. The aim is 3 seconds.
"""

import os
import shutil
import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from relance_xl import wiring  # noqa: E402 - found by the line above
from relance_xl.schema.buttons import BUTTONS  # noqa: E402 - the same
from tests.office.presses import Presses  # noqa: E402 - the same

DAY = date(2026, 11, 23)
_REST_SECONDS = 1
PHASES = """
import sys, time
start = time.perf_counter()
def phase(name):
    global start
    print(f"  {name:<28}{time.perf_counter() - start:6.2f} s")
    start = time.perf_counter()
from tests.office.engine import attach
attach(sys.argv[1]).books[0].set_mock_caller()
phase("xlwings, bridge, attach")
from relance_xl import pressing
from relance_xl.adapters.live import LiveBook
from relance_xl.flows import deciding, refresh
phase("imports")
def timed(owner, name):
    inner = getattr(owner, name)
    def run(*words):
        phase(f"before {name}")
        answer = inner(*words)
        phase(name)
        return answer
    setattr(owner, name, run)
timed(LiveBook, "read")
timed(refresh, "decide_today")
timed(LiveBook, "save")
pressing.press(pressing.on_desk(refresh.refresh), lambda *_: None, pressing.date(2026, 11, 23))
phase("result, end")
"""


def main() -> None:
    """Build the example, press, tell."""
    presses = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    button = next(button for button in BUTTONS if button.name == "refresh")
    with TemporaryDirectory() as place:
        folder = Path(place)
        os.environ["RELANCE_DATA_DIR"] = str(folder / "data")
        built = folder / "Exemple.xlsm"
        wiring.create_workbook(built, DAY, with_example=True)
        office = Presses(folder, DAY)
        try:
            took = []
            for rank in range(presses + 1):
                book = office.open(Path(shutil.copy(built, folder / f"{rank}.xlsm")))
                if rank == presses:
                    break
                time.sleep(_REST_SECONDS)
                start = time.perf_counter()
                office.press(button)
                took.append(time.perf_counter() - start)
                book.close()
            middle = statistics.median(took)
            print(f"Actualiser : {middle:.2f} s (de {min(took):.2f} à {max(took):.2f})")
            words = [sys.executable, "-c", PHASES, office.office.pipe]
            subprocess.run(words, cwd=ROOT, check=True)
        finally:
            office.stop()


if __name__ == "__main__":
    main()
