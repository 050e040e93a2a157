"""The example workbook, built once; each test works on its own copy in its own folder."""

import shutil
from pathlib import Path

import pytest

from relance_xl.cli import main
from relance_xl.wiring import create_workbook
from tests.cli.terminal import DAY, Said, Terminal


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exemple") / "Relances.xlsx"
    create_workbook(path, DAY, with_example=True)
    return path


@pytest.fixture
def copy(example: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(example, tmp_path / "Relances.xlsx"))


@pytest.fixture
def relance(capsys: pytest.CaptureFixture[str]) -> Terminal:
    """Run one command line in this process."""

    def run(*words: object) -> Said:
        capsys.readouterr()
        try:
            status = main([str(word) for word in words])
        except SystemExit as ended:  # --help ends like this
            status = int(str(ended.code or 0))
        # The narrow spaces of French are tested where they are made; here plain ones read better.
        out, err = (text.replace("\u202f", " ") for text in capsys.readouterr())
        return Said(status, out, err)

    return run
