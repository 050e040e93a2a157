"""The only place that knows the real things."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import pytest

from relance_xl import wiring
from relance_xl.adapters.folder import LetterFolder, MailFolder
from relance_xl.adapters.secrets import SystemSecrets
from relance_xl.adapters.smtp import SmtpChannel
from relance_xl.ports import Message
from relance_xl.problems import SettingsError, UsageError, WorkbookBusyError
from relance_xl.settings import Settings
from relance_xl.wiring.folders import free_folder
from relance_xl.wiring.mail import draft_mail, smtp_account

DAY = date(2026, 11, 23)


class Silent:
    """Fulfils `Progress`."""

    @contextmanager
    def track(self, label: str, total: int) -> Iterator[Callable[[int], None]]:
        yield lambda _: None


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "Relances.xlsx"
    path.write_bytes(b"x")
    return path


def opened(path: Path, **options: object) -> object:
    return wiring.open_desk(path, wiring.Options(**options), Silent(), str)  # type: ignore[arg-type]


def test_a_file_that_is_none(tmp_path: Path) -> None:
    with (
        pytest.raises(UsageError, match="introuvable"),
        wiring.open_desk(tmp_path / "absent.xlsx", wiring.Options(), Silent(), str),
    ):
        pass


def test_one_run_at_a_time_by_whatever_name(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "lien.xlsx"
    link.symlink_to(path)
    with opened(path), pytest.raises(WorkbookBusyError), opened(link):  # type: ignore[attr-defined]
        pass
    with opened(link):  # type: ignore[attr-defined]
        pass


def test_a_company_named_on_two_lines_still_sends() -> None:
    """Alt+Enter in the cell, as for a letter's head, is no header of a mail."""
    settings = Settings(
        sender_email="compta@hautier.example",
        company_name="Menuiserie\nHautier ",
        smtp_host="smtp.example",
    )
    message = Message("REL-2026-00001", "email", "a@b.example", "Zoé", "Rappel", "Bonjour")
    first, *_ = draft_mail(settings, message).split(b"\r\n")
    assert first == b'From: "Menuiserie Hautier" <compta@hautier.example>'
    assert smtp_account(settings).from_name == "Menuiserie Hautier"


def test_the_day_the_rules_believe_it_is(path: Path) -> None:
    with opened(path, day=DAY) as desk:  # type: ignore[attr-defined]
        assert (desk.today, desk.clock_today) == (DAY, wiring.today())
        assert desk.moment() == desk.now() == datetime(2026, 11, 23, 9)
    with opened(path) as desk:  # type: ignore[attr-defined]
        assert desk.today == desk.clock_today == desk.now().date()
        assert desk.now().microsecond == 0


def test_journals_lie_in_the_local_data_folder(
    path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RELANCE_DATA_DIR", str(tmp_path / "ici"))
    with opened(path) as desk, desk.open_journal("w1", False):  # type: ignore[attr-defined]  # noqa: FBT003 - the port
        assert (tmp_path / "ici" / "journaux" / "w1.sqlite").is_file()
    with opened(path) as desk, desk.open_journal("w2", True):  # type: ignore[attr-defined]  # noqa: FBT003 - the port
        assert not (tmp_path / "ici" / "journaux" / "w2.sqlite").exists()
    monkeypatch.delenv("RELANCE_DATA_DIR")
    assert wiring.data_folder().name == "Relance XL"


SMTP = {"email_mode": "smtp", "smtp_host": "mail.example", "sender_email": "a@b.example"}


@pytest.mark.parametrize(
    ("settings", "kind"),
    [({}, MailFolder), (SMTP, SmtpChannel)],
)
def test_the_channels_of_a_batch(path: Path, settings: dict[str, str], kind: type) -> None:
    with opened(path, day=DAY) as desk:  # type: ignore[attr-defined]
        channels = desk.open_channels(Settings(**settings), DAY, trial=False)  # type: ignore[arg-type]
    assert {name: type(channel) for name, channel in channels.items()} == {
        "email": kind,
        "letter": LetterFolder,
        "registered_letter": LetterFolder,
    }
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("missing", ["smtp_host", "sender_email"])
def test_a_server_without_its_settings(path: Path, missing: str) -> None:
    with opened(path) as desk, pytest.raises(SettingsError, match="Paramètres"):  # type: ignore[attr-defined]
        desk.open_channels(Settings(**SMTP | {missing: ""}), DAY, trial=False)  # type: ignore[arg-type]


def test_a_password_that_is_nowhere(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(**SMTP, smtp_user="a@b.example")  # type: ignore[arg-type]
    monkeypatch.setattr(SystemSecrets, "get", lambda *_: None)
    with opened(path) as desk, pytest.raises(SettingsError, match="trousseau"):  # type: ignore[attr-defined]
        desk.open_channels(settings, DAY, trial=False)


def test_a_demonstration_never_writes_over_another(tmp_path: Path) -> None:
    first = free_folder(tmp_path / "demo")
    (first / "a").write_text("")
    second = free_folder(tmp_path / "demo")
    assert (first.name, second.name) == ("demo", "demo-2")
    assert free_folder(tmp_path / "demo") == second


@pytest.mark.slow
def test_the_demonstration(tmp_path: Path) -> None:
    said: list[str] = []
    outcome = wiring.run_demo(tmp_path / "demo", DAY, Silent(), said.append)
    assert outcome.status == 0
    folder = tmp_path / "demo"
    assert list(folder.glob("Aperçu*.html"))
    assert list(folder.glob("Envois/2026-11-23/*.eml"))
    assert list(folder.glob("Envois/2026-11-23/*.pdf"))
    assert len(list(folder.glob("À importer/Importés/*"))) == 2
    assert len(list(folder.glob("Réponses/*/*.eml"))) == 4
    assert "6 paiements acceptés." in outcome.lines
    assert "── Envoyer" in outcome.lines


def test_an_example_comes_with_files_nothing_reads_by_itself(tmp_path: Path) -> None:
    folder = wiring.create_workbook(tmp_path / "Essai.xlsx", DAY, with_example=True)
    assert folder == tmp_path / "Essai – à essayer"
    assert sorted(place.name for place in tmp_path.iterdir()) == ["Essai – à essayer", "Essai.xlsx"]
    assert len([place for place in folder.rglob("*") if place.is_file()]) == 6
    assert wiring.create_workbook(tmp_path / "Vide.xlsx", DAY, with_example=False) is None


def test_a_workbook_without_identifier_finds_the_one_it_had(tmp_path: Path) -> None:
    path = tmp_path / "Relances.xlsx"
    wiring.create_workbook(path, DAY, with_example=False)
    with opened(path) as desk:  # type: ignore[attr-defined]
        first = desk.new_id()
    with opened(path) as desk:  # type: ignore[attr-defined]
        assert desk.new_id() == first  # its first backup, restored
    path.unlink()
    wiring.create_workbook(path, DAY, with_example=False)
    with opened(path) as desk:  # type: ignore[attr-defined]
        assert desk.new_id() != first  # a new workbook of that name starts afresh


def test_a_simulation_gives_no_identifier_away(path: Path) -> None:
    with opened(path, simulate=True) as desk:  # type: ignore[attr-defined]
        first = desk.new_id()
    with opened(path) as desk:  # type: ignore[attr-defined]
        assert desk.new_id() != first
