"""The folder of answers: what is read from it, and that nothing in it changes."""

import os
from pathlib import Path

import pytest

from relance_xl.adapters.mailbox import limits
from relance_xl.adapters.mailbox.folder import FolderMailbox
from relance_xl.incoming import IncomingMail
from relance_xl.ports import Letterbox
from relance_xl.problems import ChannelError
from tests.adapters.mailbox.outlook_files import msg, streams
from tests.adapters.mailbox.raw import mail

ALL = Letterbox("", "")


def dated(day: int, text: str) -> bytes:
    return mail(text.encode()).replace(b"2 Mar 2026", b"%d Mar 2026" % day)


def read(folder: Path, box: Letterbox = ALL) -> list[IncomingMail]:
    return [mail for _, mail in FolderMailbox(folder).fetch([box])]


def test_mails_of_all_subfolders_oldest_first_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "Clients" / "Durand").mkdir(parents=True)
    (tmp_path / "b.eml").write_bytes(dated(3, "trois"))
    (tmp_path / "Clients" / "A.EML").write_bytes(dated(1, "un"))
    (tmp_path / "Clients" / "Durand" / "c.eml").write_bytes(dated(2, "deux"))
    for stray in ("note.pdf", ".caché.eml", "~$x.msg", "desktop.ini"):
        (tmp_path / stray).write_bytes(dated(4, "non"))
    assert [(m.source, m.text.strip()) for m in read(tmp_path)] == [
        ("Clients/A.EML", "un"),
        ("Clients/Durand/c.eml", "deux"),
        ("b.eml", "trois"),
    ]
    assert [m.source for m in read(tmp_path, Letterbox("Clients/Durand", ""))] == [
        "Clients/Durand/c.eml"
    ]
    assert read(tmp_path, Letterbox("../..", "")) == []


def test_outlook_files_and_mailbox_files(tmp_path: Path) -> None:
    (tmp_path / "a.msg").write_bytes(msg(streams({0x37: "Rappel", 0x1000: "Vu"}, header=32)))
    mbox = b"From a@b.fr Mon Mar  2 10:00:00 2026\n" + dated(1, "un\n\n") + b"\n"
    (tmp_path / "b.mbox").write_bytes(mbox + mbox.replace(b"un", b"deux"))
    texts = {(m.source, m.text.strip()) for m in read(tmp_path)}
    assert texts == {("a.msg", "Vu"), ("b.mbox", "un"), ("b.mbox", "deux")}


def test_nothing_comes_again_until_something_changes(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(dated(1, "un"))
    (tmp_path / "b.eml").write_bytes(dated(2, "deux"))
    (first, _), (last, _) = FolderMailbox(tmp_path).fetch([ALL])
    assert first == ALL  # a run cut short begins again
    assert read(tmp_path, last) == []
    (tmp_path / "c.eml").write_bytes(dated(3, "trois"))
    assert len(read(tmp_path, last)) == 3


def test_nothing_is_moved_or_touched(tmp_path: Path) -> None:
    file = tmp_path / "a.eml"
    file.write_bytes(dated(1, "un"))
    os.utime(file, (1_000, 1_000))
    before = file.stat()
    read(tmp_path)
    after = file.stat()
    assert (after.st_mtime_ns, after.st_size) == (before.st_mtime_ns, before.st_size)
    assert [path.name for path in tmp_path.iterdir()] == ["a.eml"]


def test_a_large_file_is_known_by_its_headers(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mail(b"x" * 12_000_000))
    (only,) = read(tmp_path)
    assert "12 Mo" in only.fault
    assert len(only.raw) == limits.MAIL_BYTES + 1


def test_what_is_not_a_mail_is_told_and_the_rest_read(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(b"\0\1\2")
    (tmp_path / "b.msg").write_bytes(b"not an Outlook file")
    (tmp_path / "c.eml").write_bytes(dated(1, "un"))
    assert sorted(bool(m.fault) for m in read(tmp_path)) == [False, True, True]


def test_a_missing_folder_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ChannelError, match=r"n’existe pas. Créez-le"):
        read(tmp_path / "Réponses à lire")
