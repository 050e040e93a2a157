"""The installer cannot run here: its brackets and quotes pair, its places are the program's."""

import re
import subprocess
import sys
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


def test_nothing_of_the_present_folder_is_taken_for_pythons_own(source: str) -> None:
    words = re.findall(r"@\(('-\w+'(?:, '-{0,2}\w+')*)", source)
    assert [line for line in words if re.search("'-[cm]'", line)] == [
        line for line in words if line.startswith("'-I', '-")
    ]
    assert len(words) >= 5


@pytest.mark.parametrize(
    ("prefix", "refused"),
    [(r"C:\Program Files\WindowsApps\PythonSoftwareFoundation.Python.3.12_x64", 1), (r"C:\P", 0)],
)
def test_python_from_the_store_is_not_taken(source: str, prefix: str, refused: int) -> None:
    first, second = re.findall(r'\$question = "(.*)" \+\s*"(.*)"', source)[0]
    code = f"import sys; sys.base_prefix = {prefix!r}; {first}{second}"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == refused


def test_pip_is_given_a_whole_path_never_a_name_of_the_internet(source: str) -> None:
    resolved = source.index("$Source = $ExecutionContext.SessionState.Path.GetUnresolved")
    assert resolved < source.index("\nInstallerProgramme\n")


def test_two_shortcuts_never_share_a_name(source: str) -> None:
    assert "if ($nom -eq 'Relance XL') { $nom = 'Relance XL (classeur)' }" in source


def test_journals_and_workbooks_are_never_removed(source: str) -> None:
    removed = re.findall(r"Remove-Item (.+)", source)
    assert removed == [
        "-LiteralPath $fichier.FullName }",
        "-LiteralPath $Programme -Recurse -Force",
    ]
