"""Windows Task Scheduler: the task that starts `hebdo` each day, as XML and through schtasks.

Schema: Microsoft, « Task Scheduler Schema » ([MS-TSCH] 2.5). The task runs with its owner's
rights and only while that person is logged on: passwords are in their keyring, and Excel,
if it has the workbook open, is theirs.
"""

import hashlib
import ntpath
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from relance_xl.file_names import safe_file_name
from relance_xl.problems import RelanceError

PYTHONW = r"%LOCALAPPDATA%\RelanceXL\env\Scripts\pythonw.exe"
"""Where `scripts/installer.ps1` puts the program and the launcher of the workbook looks."""

_LONGEST_RUN = "PT4H"
_XML = """\
<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.4" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Source>{mark}</Source>
    <Author>Relance XL</Author>
    <Description>{description}</Description>
  </RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>{start}</StartBoundary>
      <ScheduleByDay>
        <DaysInterval>1</DaysInterval>
      </ScheduleByDay>
    </CalendarTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">{user}
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <AllowHardTerminate>true</AllowHardTerminate>
    <StartWhenAvailable>true</StartWhenAvailable>
    <RunOnlyIfNetworkAvailable>false</RunOnlyIfNetworkAvailable>
    <AllowStartOnDemand>true</AllowStartOnDemand>
    <Enabled>true</Enabled>
    <Hidden>false</Hidden>
    <RunOnlyIfIdle>false</RunOnlyIfIdle>
    <WakeToRun>false</WakeToRun>
    <ExecutionTimeLimit>{limit}</ExecutionTimeLimit>
    <Priority>7</Priority>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{command}</Command>
      <Arguments>{arguments}</Arguments>
    </Exec>
  </Actions>
</Task>
"""
Run = Callable[[Sequence[str]], tuple[int, bytes]]
"""Runs a program without a shell: its words in, exit status and all it said out."""


@dataclass(frozen=True, slots=True)
class Task:
    """The task of one workbook; `user` is domain and name, "" for whoever registers it."""

    workbook: Path
    first: datetime
    program: str = PYTHONW
    user: str = ""


def task_name(workbook: Path) -> str:
    """Name a workbook's task.

    >>> task_name(Path("/compta/Suivi « Élan ».xlsm"))
    'Relance XL – Suivi « Élan »'
    """
    return f"Relance XL – {safe_file_name(workbook.stem)}"


def task_xml(task: Task) -> bytes:
    """Write the task as schtasks wants it: UTF-16 with its mark, lines of Windows.

    Raises `RelanceError` for a path in which Windows would put something else.
    """
    if replaced := _REPLACED.search(str(task.workbook)):
        raise RelanceError(
            f"Le chemin du classeur contient « {replaced[0]} », que le planificateur de Windows "
            "remplace par autre chose : renommez le classeur ou son dossier, puis recommencez."
        )
    words = ("-I", "-m", "relance_xl", "hebdo", str(task.workbook))
    user = f"\n      <UserId>{_text(task.user)}</UserId>" if task.user else ""
    xml = _XML.format(
        mark=_mark(task.workbook),
        description=_text(
            f"Passage planifié de Relance XL sur {task.workbook.name}. Chaque jour ; le "
            "classeur (Paramètres, Jour du passage planifié) décide des jours où il travaille."
        ),
        start=task.first.strftime("%Y-%m-%dT%H:%M:%S"),
        user=user,
        limit=_LONGEST_RUN,
        command=_text(task.program),
        arguments=_text(subprocess.list2cmdline(words)),
    )
    return xml.replace("\n", "\r\n").encode("utf-16")


class TaskScheduler:
    """The tasks of this person, through schtasks; elsewhere than on Windows there are none.

    Every method raises `RelanceError` when Windows refuses.
    """

    def __init__(self, run: Run | None = None, *, is_windows: bool = os.name == "nt") -> None:
        """Use `run` to start schtasks."""
        self._run = run or _run
        self.is_there = is_windows

    def register(self, workbook: Path, first: datetime) -> str:
        """Make the workbook's task, or renew it; returns its name."""
        name = self._name(workbook)
        xml = task_xml(Task(workbook, first, _own_pythonw(), _user()))
        with TemporaryDirectory(prefix="relance-") as folder:
            file = Path(folder) / "task.xml"
            file.write_bytes(xml)
            self._ask("/Create", "/TN", name, "/XML", str(file), "/F")
        return name

    def find(self, workbook: Path) -> str:
        """Give the name of the workbook's task, "" when there is none."""
        for name in _names(workbook):
            if self._owner(name) == _mark(workbook):
                return name
        return ""

    def remove(self, workbook: Path) -> str:
        """Take the workbook's task away; returns its name, "" when there was none."""
        name = self.find(workbook)
        if name:
            self._ask("/Delete", "/TN", name, "/F")
        return name

    def _name(self, workbook: Path) -> str:
        """Choose a name no other workbook's task has."""
        names = _names(workbook)
        free = (name for name in names if self._owner(name) in ("", _mark(workbook)))
        return self.find(workbook) or next(free, names[-1])

    def _owner(self, name: str) -> str:
        """Give the mark of the workbook a task works for: "" no task, « ? » another program's."""
        status, said = self._run(("schtasks.exe", "/Query", "/TN", name, "/XML"))
        if status:
            return ""
        # What it says is UTF-16, or the code page of the console under a UTF-16 title.
        text = said.replace(b"\0", b"").decode("ascii", "ignore")
        start = text.find(_MARK)
        return text[start : start + len(_MARK) + _MARK_SIZE] if start >= 0 else "?"

    def _ask(self, *words: str) -> None:
        status, said = self._run(("schtasks.exe", *words))
        if status:
            answer = " ".join(said.decode("oem" if os.name == "nt" else "utf-8", "replace").split())
            raise RelanceError(
                f"Le planificateur de tâches de Windows refuse : {answer or status}. Voyez "
                "avec votre service informatique si les tâches planifiées sont permises."
            )


_REPLACED = re.compile(r"%[^%]+%|\$\([^)]*\)")
"""Variables of the environment and of tasks."""
_MARK = "Relance XL "
_MARK_SIZE = 16


def _mark(workbook: Path) -> str:
    """Tell a workbook in ASCII: what schtasks prints keeps no accents."""
    path = ntpath.normcase(str(workbook))
    return _MARK + hashlib.sha256(path.encode()).hexdigest()[:_MARK_SIZE]


def _names(workbook: Path) -> tuple[str, str, str]:
    """Give the names a task may have: the folder's joins where two workbooks share theirs."""
    name = task_name(workbook)
    folder = safe_file_name(workbook.parent.name, 40)
    return name, f"{name} ({folder})", f"{name} ({_mark(workbook)[-8:]})"


def _own_pythonw() -> str:
    """Give the program without a window beside the one that runs."""
    beside = Path(sys.executable).with_name("pythonw.exe")
    return str(beside) if beside.is_file() else PYTHONW


def _user() -> str:
    domain, name = os.environ.get("USERDOMAIN", ""), os.environ.get("USERNAME", "")
    return f"{domain}\\{name}" if domain and name else name


def _text(words: str) -> str:
    """Make text of XML: what no XML may hold becomes a space."""
    return escape("".join(sign if sign.isprintable() else " " for sign in words))


def _run(words: Sequence[str]) -> tuple[int, bytes]:
    try:
        done = subprocess.run(  # noqa: S603 - no shell, words of ours
            list(words),
            capture_output=True,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise RelanceError(
            f"Le planificateur de tâches de Windows ne démarre pas ({error.strerror})."
        ) from error
    return done.returncode, done.stdout + done.stderr
