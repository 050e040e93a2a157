"""LibreOffice compiles every module, and a button's macro starts the launcher's command."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from relance_xl.builder import build
from relance_xl.builder.vba import WORKBOOK_NAME, sheet_name, vba_project, workbook_modules
from relance_xl.builder.vba.modules import Module, ModuleKind
from relance_xl.builder.vba.sources import BUTTONS_MODULE
from relance_xl.schema.buttons import BUTTONS, HOME

pytestmark = pytest.mark.office

DRIVER = Path(__file__).with_name("office_driver.py")
SCRIPT = "vnd.sun.star.script:VBAProject.{}?language=Basic&location=document"
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" \
xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="SecureURL" oor:op="fuse"><value><it>{folder}</it></value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc">
<prop oor:name="UseLocking" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""
LAUNCHER = """#!/bin/sh
for word in "$@"; do printf '%s\\n' "$word"; done > "{folder}/$1.tmp"
mv "{folder}/$1.tmp" "{folder}/$1.txt"
"""


def _python_with_uno() -> str:
    for python in (sys.executable, "/usr/bin/python3"):
        probe = [python, "-c", "import uno"]
        if shutil.which(python) is None:
            continue
        if subprocess.run(probe, capture_output=True, check=False).returncode == 0:
            return python
    pytest.skip("python3-uno n’est pas installé")


def _office(
    folder: Path, jobs: list[dict], environment: dict[str, str], awaited: Sequence[Path] = ()
) -> list[dict]:
    """Start a LibreOffice of our own, run the jobs in it, end it once what is awaited is there."""
    python = _python_with_uno()
    profile = folder / "profil"
    (profile / "user").mkdir(parents=True)
    settings = SETTINGS.format(folder=folder.as_uri())
    (profile / "user" / "registrymodifications.xcu").write_text(settings, encoding="utf-8")
    pipe = f"relance{os.getpid()}x{time.monotonic_ns()}"
    words = [f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    office = subprocess.Popen(
        ["soffice", *words, f"--accept=pipe,name={pipe};urp"],
        env=os.environ | environment,
        start_new_session=True,
        stderr=subprocess.DEVNULL,
    )
    try:
        driver = subprocess.run(
            [python, DRIVER, pipe],
            input=json.dumps(jobs),
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        _wait_for(awaited)
    finally:
        os.killpg(office.pid, signal.SIGTERM)
        office.wait(timeout=30)
    assert driver.returncode == 0, driver.stderr
    return json.loads(driver.stdout)


def _wait_for(files: Sequence[Path]) -> None:
    """Wait for what launchers write beside LibreOffice: they end with its group of processes."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if all(file.is_file() and file.stat().st_size for file in files):
            return
        time.sleep(0.05)


def _with_probe(module: Module) -> Module:
    """Add a function that answers: it does only if the whole module compiles."""
    name = f"Essai{module.name}"
    probe = f'\nPublic Function {name}() As String\n    {name} = "compilé"\nEnd Function\n'
    return replace(module, text=module.text + probe)


def _waiting(witness: Path) -> str:
    """Give a module's text that waits for a program which has already written its status."""
    return f"""
Public Function EssaiAttente() As String
    EssaiAttente = AttendreLaFin("{witness}")
End Function
"""


def _probed(path: Path, modules: list[Module]) -> list[str]:
    """Write a workbook with these modules, a probe in each; give the probes."""
    project = vba_project([_with_probe(module) for module in modules])
    with xlsxwriter.Workbook(path) as book:
        book.add_vba_project(BytesIO(project), is_stream=True)
        book.set_vba_name(WORKBOOK_NAME)
        sheets = [module for module in modules if module.kind is ModuleKind.WORKSHEET]
        for position in range(len(sheets)):
            book.add_worksheet().set_vba_name(sheet_name(position))
    return [f"{module.name}.Essai{module.name}" for module in modules]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict:
    """Open everything in one LibreOffice: its start is what takes time."""
    folder = tmp_path_factory.mktemp("office") / "dossier à blancs"
    folder.mkdir()
    launcher = folder / "lance ceci.sh"
    launcher.write_text(LAUNCHER.format(folder=folder), encoding="utf-8")
    launcher.chmod(0o755)
    modules = workbook_modules(2)
    witness = folder / "témoin.txt"
    witness.write_text("3\n", encoding="ascii")
    launcher_module = modules.pop()
    modules.append(replace(launcher_module, text=launcher_module.text + _waiting(witness)))
    bad = [*modules, Module("Faux", ModuleKind.STANDARD, "Sub A()\n  If Then Else\nEnd Sub")]
    jobs = [
        {"path": str(folder / "tous.xlsm"), "macros": _probed(folder / "tous.xlsm", modules)},
        {"path": str(folder / "faux.xlsm"), "macros": _probed(folder / "faux.xlsm", bad)[-1:]},
    ]
    jobs[0]["macros"].append("Lanceur.EssaiAttente")
    build(folder / "mon été.xlsm", today=date(2026, 11, 23), workbook_id="abc")
    macros = [f"{BUTTONS_MODULE}.{button.macro}" for button in BUTTONS]
    jobs.append({"path": str(folder / "mon été.xlsm"), "macros": macros})
    written = [folder / f"{button.function}.txt" for button in BUTTONS]
    good, faulty, buttons = _office(folder, jobs, {"RELANCE_LAUNCHER": str(launcher)}, written)
    return {"good": good, "faulty": faulty, "buttons": buttons, "folder": folder}


def test_every_module_compiles(seen: dict) -> None:
    answers = list(seen["good"]["macros"].values())[:-1]
    assert answers == ["compilé"] * len(workbook_modules(2))


def test_the_launcher_waits_for_the_status_and_clears_it_away(seen: dict) -> None:
    assert seen["good"]["macros"]["Lanceur.EssaiAttente"] == "3"
    assert not (seen["folder"] / "témoin.txt").exists()


def test_a_module_that_does_not_compile_is_noticed(seen: dict) -> None:
    assert list(seen["faulty"]["macros"].values()) != ["compilé"]


def test_every_shape_is_bound_to_its_macro(seen: dict) -> None:
    assert seen["buttons"]["shapes"] == {
        button.caption: SCRIPT.format(f"{BUTTONS_MODULE}.{button.macro}")
        for button in BUTTONS
        if button.sheet == HOME
    }


def test_every_button_starts_the_launcher_with_what_xlwings_wants(seen: dict) -> None:
    assert set(seen["buttons"]["macros"].values()) == {None}
    for button in BUTTONS:
        words = (seen["folder"] / f"{button.function}.txt").read_text("utf-8").splitlines()
        assert words == [button.function, "--wb=mon été.xlsm", "--from_xl=1", "--hwnd=0"]


def test_without_a_launcher_a_button_only_says_so(tmp_path: Path) -> None:
    path = tmp_path / "seul.xlsm"
    build(path, today=date(2026, 11, 23), workbook_id="abc")
    macro = f"{BUTTONS_MODULE}.{BUTTONS[0].macro}"
    (result,) = _office(
        tmp_path, [{"path": str(path), "macros": [macro]}], {"RELANCE_LAUNCHER": ""}
    )
    assert result["macros"] == {macro: None}
