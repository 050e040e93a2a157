"""docs/droit.md says what the packs say."""

import runpy
from pathlib import Path

from relance_xl.laws import installed

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = runpy.run_path(str(ROOT / "scripts" / "build_law_page.py"), run_name="law_page")


def test_the_page_is_the_packs_own() -> None:
    written = (ROOT / "docs" / "droit.md").read_text("utf-8")
    assert written == SCRIPT["page"](), "python3 scripts/build_law_page.py"


def test_every_law_its_sources_and_the_day_they_were_read() -> None:
    page = SCRIPT["page"]()
    titles = [line for line in page.splitlines() if line.startswith("## ")]
    assert len(set(titles)) == len(titles)
    assert "| BE | particulier | celui du contrat, au plus BCE + 8 points" in page
    for law in installed():
        assert f"## {law.title}" in page
        for source in law.sources:
            assert not set(source.place) & set(" ()"), source.place
            assert f"({source.place}), lu le {source.read_on:%d/%m/%Y}" in page
