"""What every test may count on, and the rule that nothing is skipped silently in CI."""

import os
import shutil
from pathlib import Path

import hypothesis
import pytest

# Shared machines pause at odd moments; how long one example takes proves nothing here.
hypothesis.settings.register_profile("relance", deadline=None)
hypothesis.settings.load_profile("relance")

PROGRAMS = {"office": "soffice", "browser": "chromium"}
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path_factory, monkeypatch):
    """Give each test its own journals and log: never the developer's."""
    monkeypatch.setenv("RELANCE_DATA_DIR", str(tmp_path_factory.mktemp("data")))


@pytest.fixture
def samples():
    """Give the folder of files other people wrote, when it lies beside the project."""
    folder = ROOT.parent / "shared" / "samples"
    if not folder.is_dir():
        pytest.skip("facultatif : échantillons extérieurs absents")
    return folder


def pytest_runtest_setup(item):
    """Skip what needs a program this machine lacks."""
    for mark, program in PROGRAMS.items():
        if item.get_closest_marker(mark) and shutil.which(program) is None:
            pytest.skip(f"{program} n’est pas installé")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """In CI a skipped test fails, unless it needs what only some machines have."""
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        reason = str(report.longrepr)
        if "facultatif" not in reason:
            report.outcome = "failed"
            report.longrepr = f"sauté en CI : {reason}"
    return report
