"""Channels that write beside the workbook."""

from datetime import date, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from relance_xl.adapters.folder import LetterFolder, MailFolder
from relance_xl.ports import Attachment, Receipt, SendState
from relance_xl.problems import ChannelError, TemplateTextError
from tests.adapters.mails import SENDER, message

DAY = date(2026, 11, 23)
LETTER = message(
    channel="letter",
    html="",
    attachments=(
        Attachment("lettre.pdf", b"%PDF-1"),
        Attachment("lettre.docx", b"PK", "application/vnd.openxml"),
    ),
)


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def never() -> None:
    pytest.fail("acted once more")


def test_a_mail_becomes_a_draft_that_opens(tmp_path: Path) -> None:
    acts: list[dict[str, bytes]] = []
    channel = MailFolder(tmp_path, DAY, SENDER)
    with channel.open():
        receipt = channel.send(message(), lambda: acts.append(files(tmp_path)))
    path = "Envois/2026-11-23/REL-2026-00042 – Établissements Déjà-Vu.eml"
    assert receipt == Receipt(SendState.ACCEPTED, file=path)
    assert list(files(tmp_path)) == [path]
    assert [[*map(bool, seen)] for seen in acts] == [[True]]  # only the draft was there
    assert all(name.endswith(".tmp") for seen in acts for name in seen)
    mail = message_from_bytes(files(tmp_path)[path], policy=policy.default)
    assert (mail["To"], mail["X-Unsent"]) == (
        "Établissements Déjà-Vu <client@client.example>",
        "1",
    )


@pytest.mark.parametrize("later", [0, 8])
def test_a_message_has_one_file_whatever_the_day(tmp_path: Path, later: int) -> None:
    first = MailFolder(tmp_path, DAY, SENDER)
    with first.open():
        receipt = first.send(message(), lambda: None)
        assert first.send(message(), never) == receipt
    before = files(tmp_path)
    second = MailFolder(tmp_path, DAY + timedelta(later), SENDER)
    with second.open():
        assert second.send(message(), never) == receipt
    assert files(tmp_path) == before


def test_another_workbook_s_message_of_the_same_number_is_written_beside(tmp_path: Path) -> None:
    for text, name in (
        ("de A", "REL-2026-00042 – Élan.eml"),
        ("de B", "REL-2026-00042 – Élan (2).eml"),
    ):
        channel = MailFolder(tmp_path, DAY, SENDER)
        with channel.open():
            receipt = channel.send(message(recipient_name="Élan", text=text), lambda: None)
        assert (tmp_path / receipt.file).name == name
    assert len(files(tmp_path)) == 2


def test_tests_do_not_stand_for_the_real_message(tmp_path: Path) -> None:
    for folder in ("Envois/Essais", "Envois"):
        channel = MailFolder(tmp_path, DAY, SENDER, folder)
        with channel.open():
            channel.send(message(), lambda: None)
    assert [name.rpartition("/")[0] for name in sorted(files(tmp_path))] == [
        "Envois/2026-11-23",
        "Envois/Essais/2026-11-23",
    ]


@pytest.mark.parametrize(
    ("registered", "mark", "name"),
    [(False, "", "letter"), (True, " (recommandé)", "registered_letter")],
)
def test_a_letter_is_word_then_pdf(
    tmp_path: Path, mark: str, name: str, *, registered: bool
) -> None:
    seen: list[list[str]] = []
    channel = LetterFolder(tmp_path, DAY, registered=registered)
    with channel.open():
        receipt = channel.send(
            LETTER, lambda: seen.append([p for p in files(tmp_path) if not p.endswith(".tmp")])
        )
        assert channel.send(LETTER, never) == receipt
    stem = f"Envois/2026-11-23/REL-2026-00042 – Établissements Déjà-Vu{mark}"
    assert channel.name == name
    assert receipt == Receipt(SendState.ACCEPTED, file=f"{stem}.pdf")
    assert seen == [[f"{stem}.docx"]]
    assert files(tmp_path) == {f"{stem}.pdf": b"%PDF-1", f"{stem}.docx": b"PK"}


def test_a_letter_without_pdf_is_set_aside(tmp_path: Path) -> None:
    channel = LetterFolder(tmp_path, DAY)
    with channel.open(), pytest.raises(TemplateTextError, match="REL-2026-00042"):
        channel.send(message(attachments=()), never)
    assert files(tmp_path) == {}


@pytest.mark.parametrize(
    "hostile",
    [
        "../../etc/passwd",
        "..\\..\\windows",
        "C:\\x",
        "a:b",
        "con",
        "NUL.eml",
        "x" * 400,
        "é" * 400,
        "a\r\nb\0c",
        "\u202egpj.exe",
        ". . .",
        "🦊" * 100,
        "*?<>|",
        "a – b",
    ],
    ids=ascii,
)
def test_hostile_names_stay_in_the_folder(tmp_path: Path, hostile: str) -> None:
    """The number too: it comes back from a sheet."""
    channel = LetterFolder(tmp_path, DAY)
    with channel.open():
        for number in ("REL-2026-00042", hostile):
            receipt = channel.send(
                message(number=number, recipient_name=hostile, attachments=LETTER.attachments),
                lambda: None,
            )
            path = tmp_path / receipt.file
            assert path.parent == tmp_path / "Envois" / "2026-11-23"
            assert path.read_bytes() == b"%PDF-1"
            assert len(path.name.encode()) <= 255
            assert path.name.isprintable()
            assert not set(path.name) & set('<>:"/\\|?*')
    again = LetterFolder(tmp_path, DAY)
    with again.open():
        same = message(number=hostile, attachments=LETTER.attachments)
        assert again.send(same, never) == receipt


def test_a_write_that_fails_after_the_mark_leaves_no_doubt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    channel = MailFolder(tmp_path, DAY, SENDER)
    with channel.open():
        receipt = channel.send(message(), lambda: None)
    assert receipt.state is SendState.DEFERRED
    assert "Permission denied" in receipt.detail
    assert files(tmp_path) == {}


def test_what_a_killed_run_left_is_cleared(tmp_path: Path) -> None:
    left = tmp_path / "Envois" / "2026-11-16" / ".123.relance.tmp"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"From: ")
    with MailFolder(tmp_path, DAY, SENDER).open():
        pass
    assert files(tmp_path) == {}


def test_a_mark_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def disk_full() -> None:
        raise RuntimeError

    channel = MailFolder(tmp_path, DAY, SENDER)
    with channel.open(), pytest.raises(RuntimeError):
        channel.send(message(), disk_full)
    assert files(tmp_path) == {}


def test_a_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "Envois").write_text("un fichier")
    with (
        pytest.raises(ChannelError, match="Impossible d’écrire"),
        MailFolder(tmp_path, DAY, SENDER).open(),
    ):
        pass


def test_a_folder_that_goes_away_is_told(tmp_path: Path) -> None:
    channel = MailFolder(tmp_path, DAY, SENDER)
    with channel.open():
        (tmp_path / "Envois" / "2026-11-23").rmdir()
        with pytest.raises(ChannelError, match="Impossible d’écrire"):
            channel.send(message(), never)
