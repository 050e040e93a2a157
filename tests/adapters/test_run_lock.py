"""One run at a time, and none blocked by a dead one."""

import subprocess
import sys
from pathlib import Path

import pytest

from relance_xl.adapters.run_lock import run_lock
from relance_xl.problems import WorkbookBusyError

_HOLD = """
import sys, time
from pathlib import Path
from relance_xl.adapters.run_lock import run_lock
with run_lock(Path(sys.argv[1]), "C:/é.xlsx"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_run_is_refused_until_the_first_dies(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(WorkbookBusyError, match="Une autre exécution"):
            run_lock(tmp_path, "C:/é.xlsx").__enter__()
        with run_lock(tmp_path, "autre"):
            pass
        holder.kill()
        holder.wait()
        with run_lock(tmp_path, "C:/é.xlsx", wait_seconds=5):
            pass
