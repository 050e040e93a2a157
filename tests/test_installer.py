"""The installer cannot run here: its brackets and quotes pair, its places are the program's."""

import re
from pathlib import Path

import pytest

from relance_xl.adapters import windows
from relance_xl.adapters.scheduler import PYTHONW, task_name
from relance_xl.resources import macros_dir

SCRIPT = Path(__file__).resolve().parent.parent / "scripts" / "installer.ps1"
PAIRS = {")": "(", "]": "[", "}": "{"}
TOKEN = re.compile(
    r"""<\#.*?\#>              # block comment
      | \#[^\n]*               # line comment
      | '(?:[^']|'')*'         # text as it is
      | "(?:[^"`]|`.|"")*"     # text with variables
      | [(){}\[\]]""",
    re.DOTALL | re.VERBOSE,
)


@pytest.fixture(scope="module")
def source() -> str:
    return SCRIPT.read_text(encoding="utf-8-sig")


@pytest.fixture(scope="module")
def tokens(source: str) -> list[str]:
    return TOKEN.findall(source)


def test_windows_powershell_reads_its_accents() -> None:
    assert SCRIPT.read_bytes().startswith(b"\xef\xbb\xbf")


def test_what_opens_closes(source: str, tokens: list[str]) -> None:
    opened: list[str] = []
    for token in tokens:
        if token in PAIRS.values():
            opened.append(token)
        elif token in PAIRS:
            assert opened.pop() == PAIRS[token]
    assert opened == []
    assert not re.search(r"[\"'`]", TOKEN.sub("", source)), "a quote without its pair"


def test_an_apostrophe_ends_no_text(tokens: list[str]) -> None:
    """PowerShell takes ‘ ’ for ' and “ ” for ": such signs stand in the other kind of text."""
    assert not [text for text in tokens if text[0] == "'" and re.search("[‘’‚‛]", text)]
    assert not [text for text in tokens if text[0] == '"' and re.search("[“”„]", text)]
    assert any("’" in text for text in tokens if text[0] == '"')


def test_every_function_called_exists(source: str) -> None:
    code = TOKEN.sub(lambda found: found[0] if len(found[0]) == 1 else "''", source)
    defined = set(re.findall(r"(?m)^function (\w+)", code))
    called = set(re.findall(r"(?m)(?:^\s*|[({=;] ?|\])([A-Z]\w+)(?=[ \n)])", code))
    keywords = {"Desinstaller"}
    assert defined >= {"Dire", "Arreter", "InstallerProgramme", "ApprouverDossier"}
    assert called - keywords <= defined
    assert defined <= called | keywords


def test_the_program_lies_where_launcher_and_task_look(source: str) -> None:
    launcher = (macros_dir() / "Lanceur.bas").read_text(encoding="utf-8")
    (place,) = re.findall(r'INSTALLATION As String = "(.*)"', launcher)
    assert place == PYTHONW
    folder, env, program = re.fullmatch(
        r"%LOCALAPPDATA%\\(\w+)\\(\w+)\\(Scripts\\pythonw.exe)", place
    ).groups()
    assert f"$Programme = Join-Path $env:LOCALAPPDATA '{folder}'" in source
    assert f"$Environnement = Join-Path $Programme '{env}'" in source
    assert f"$PythonSansFenetre = Join-Path $Environnement '{program}'" in source


def test_diagnosis_and_installer_mean_the_same_trusted_folders(source: str) -> None:
    assert f"$Approuves = 'HKCU:\\{windows._TRUSTED}'" in source


def test_tasks_it_takes_away_are_those_planned(source: str) -> None:
    assert task_name(Path("X.xlsm")) == "Relance XL – X"
    assert "-TaskName 'Relance XL – *'" in source


def test_journals_and_workbooks_are_never_removed(source: str) -> None:
    removed = re.findall(r"Remove-Item (.+)", source)
    assert removed == [
        "-LiteralPath $fichier.FullName }",
        "-LiteralPath $Programme -Recurse -Force",
    ]
