"""The planned task: what Windows is told, whatever the workbook is called."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path, PureWindowsPath

import pytest
from lxml import etree

from relance_xl.adapters.scheduler import PYTHONW, Task, TaskScheduler, task_name, task_xml
from relance_xl.problems import RelanceError

FIRST = datetime(2026, 11, 24, 7, 30)
SPACE = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"

# Elements we use, in the order Windows itself writes them; sequences of [MS-TSCH] 2.5
# (triggerBaseType, calendarTriggerType) are in it, the other types take any order.
ORDER = {
    "Task": ["RegistrationInfo", "Triggers", "Principals", "Settings", "Actions"],
    "RegistrationInfo": ["Date", "Source", "Author", "Version", "Description", "URI"],
    "Triggers": ["CalendarTrigger"],
    "CalendarTrigger": [
        *("Enabled", "StartBoundary", "EndBoundary", "Repetition", "ExecutionTimeLimit"),
        *("RandomDelay", "ScheduleByDay"),
    ],
    "ScheduleByDay": ["DaysInterval"],
    "Principals": ["Principal"],
    "Principal": ["UserId", "LogonType", "RunLevel"],
    "Settings": [
        *("MultipleInstancesPolicy", "DisallowStartIfOnBatteries", "StopIfGoingOnBatteries"),
        *("AllowHardTerminate", "StartWhenAvailable", "RunOnlyIfNetworkAvailable"),
        *("AllowStartOnDemand", "Enabled", "Hidden", "RunOnlyIfIdle", "WakeToRun"),
        *("ExecutionTimeLimit", "Priority"),
    ],
    "Actions": ["Exec"],
    "Exec": ["Command", "Arguments", "WorkingDirectory"],
}


def tree(xml: bytes) -> etree._Element:
    return etree.fromstring(xml)


def text(root: etree._Element, path: str) -> str:
    found = root.findtext("/".join(SPACE + step for step in path.split("/")))
    assert found is not None, path
    return found


def test_its_bytes_are_what_schtasks_reads() -> None:
    xml = task_xml(Task(Path("/compta/Relances.xlsm"), FIRST))
    assert xml[:2] == b"\xff\xfe"
    said = xml.decode("utf-16")
    assert said.startswith('<?xml version="1.0" encoding="UTF-16"?>\r\n<Task version="1.4"')
    assert said.count("\n") == said.count("\r\n")
    assert xml == task_xml(Task(Path("/compta/Relances.xlsm"), FIRST))


@pytest.mark.parametrize("user", ["", "COMPTA\\Zoé & fils"])
def test_every_element_is_where_the_schema_wants_it(user: str) -> None:
    root = tree(task_xml(Task(Path("/compta/Relances.xlsm"), FIRST, user=user)))
    assert root.tag == SPACE + "Task"
    for element in root.iter():
        names = [child.tag.removeprefix(SPACE) for child in element]
        allowed = ORDER.get(element.tag.removeprefix(SPACE), [])
        assert names == [name for name in allowed if name in names], element.tag
    assert root.find(f".//{SPACE}Principal").get("id") == root.find(f"{SPACE}Actions").get(
        "Context"
    )


def test_it_says_what_was_asked_for() -> None:
    root = tree(task_xml(Task(Path("/compta/Relances.xlsm"), FIRST, user="COMPTA\\Zoé & fils")))
    asked = {
        "Triggers/CalendarTrigger/StartBoundary": "2026-11-24T07:30:00",
        "Triggers/CalendarTrigger/ScheduleByDay/DaysInterval": "1",
        "Principals/Principal/UserId": "COMPTA\\Zoé & fils",
        "Principals/Principal/LogonType": "InteractiveToken",
        "Principals/Principal/RunLevel": "LeastPrivilege",
        "Settings/MultipleInstancesPolicy": "IgnoreNew",
        "Settings/DisallowStartIfOnBatteries": "false",
        "Settings/StopIfGoingOnBatteries": "false",
        "Settings/StartWhenAvailable": "true",
        "Settings/Enabled": "true",
        "Settings/ExecutionTimeLimit": "PT4H",
        "Actions/Exec/Command": PYTHONW,
    }
    assert {path: text(root, path) for path in asked} == asked


# As CommandLineToArgvW reads them: a path of Windows holds no quote, others may.
@pytest.mark.parametrize(
    ("workbook", "arguments"),
    [
        (r"C:\Compta\Relances.xlsm", r"C:\Compta\Relances.xlsm"),
        (r"C:\Société Élan & Cie\Suivi 2026.xlsm", '"C:\\Société Élan & Cie\\Suivi 2026.xlsm"'),
        (r"C:\a'b <c>\x.xlsm", '"C:\\a\'b <c>\\x.xlsm"'),
        ('/compta/dit « "l\'autre" ».xlsm', '"/compta/dit « \\"l\'autre\\" ».xlsm"'),
    ],
)
def test_any_path_stays_one_word(workbook: str, arguments: str) -> None:
    path = PureWindowsPath(workbook) if ":" in workbook else Path(workbook)
    root = tree(task_xml(Task(path, FIRST)))  # type: ignore[arg-type]  # only its text counts
    assert text(root, "Actions/Exec/Arguments") == f"-I -m relance_xl hebdo {arguments}"
    assert Path(workbook).name.split("\\")[-1] in text(root, "RegistrationInfo/Description")


@pytest.mark.parametrize("name", ["%TEMP% relances.xlsx", "Suivi $(Arg0).xlsx"])
def test_a_path_windows_would_change_is_refused(name: str) -> None:
    with pytest.raises(RelanceError, match="renommez le classeur"):
        task_xml(Task(Path("/compta") / name, FIRST))
    assert task_xml(Task(Path("/compta/Relances 50 % $.xlsx"), FIRST))


def test_a_name_no_planner_refuses() -> None:
    assert task_name(Path('/x/a\\b:c"d*.xlsm')) == "Relance XL – a-b-c-d-"


class Windows:
    """Stands for schtasks: keeps the XML by name and prints it as a console would."""

    def __init__(self) -> None:
        self.tasks: dict[str, bytes] = {}
        self.refuses = ""

    def __call__(self, words: Sequence[str]) -> tuple[int, bytes]:
        program, verb, *rest = words
        assert program == "schtasks.exe"
        options = dict(zip(rest[::2], rest[1::2], strict=False))
        name = options["/TN"]
        if self.refuses and verb != "/Query":
            return 1, self.refuses.encode()
        if verb == "/Create":
            assert rest[-1] == "/F"
            self.tasks[name] = Path(options["/XML"]).read_bytes()
            return 0, b""
        if name not in self.tasks:
            return 1, b"ERREUR"
        if verb == "/Delete":
            del self.tasks[name]
            return 0, b""
        return 0, self.tasks[name].decode("utf-16").encode("cp850", "replace")


@pytest.fixture
def windows() -> Windows:
    return Windows()


def test_one_task_per_workbook(windows: Windows) -> None:
    scheduler = TaskScheduler(windows, is_windows=True)
    first, second = Path("/élan/Relances.xlsm"), Path("/autre/Relances.xlsm")
    assert scheduler.find(first) == ""
    assert scheduler.register(first, FIRST) == "Relance XL – Relances"
    assert scheduler.register(first, FIRST) == "Relance XL – Relances"
    assert scheduler.register(second, FIRST) == "Relance XL – Relances (autre)"
    assert sorted(windows.tasks) == ["Relance XL – Relances", "Relance XL – Relances (autre)"]
    assert scheduler.find(second) == "Relance XL – Relances (autre)"
    assert scheduler.remove(first) == "Relance XL – Relances"
    assert scheduler.remove(first) == ""
    assert scheduler.register(second, FIRST) == "Relance XL – Relances (autre)"
    assert list(windows.tasks) == ["Relance XL – Relances (autre)"]


def test_a_task_of_that_name_that_is_not_ours_is_left_alone(windows: Windows) -> None:
    theirs = "<Task/>".encode("utf-16")
    windows.tasks["Relance XL – Relances"] = theirs
    scheduler = TaskScheduler(windows, is_windows=True)
    assert scheduler.register(Path("/x/Relances.xlsm"), FIRST) == "Relance XL – Relances (x)"
    assert windows.tasks["Relance XL – Relances"] == theirs


def test_a_refusal_is_told(windows: Windows) -> None:
    windows.refuses = "ERREUR : Accès refusé."
    scheduler = TaskScheduler(windows, is_windows=True)
    with pytest.raises(RelanceError, match=r"Accès refusé\..*service informatique"):
        scheduler.register(Path("/x/Relances.xlsm"), FIRST)


def test_no_planner_here_to_start() -> None:
    with pytest.raises(RelanceError, match="ne démarre pas"):
        TaskScheduler(is_windows=True).find(Path("/x/Relances.xlsm"))
