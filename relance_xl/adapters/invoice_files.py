"""Invoice PDFs, found by name in the folder the user configured.

Names from the sheet are never turned into paths: they are looked up among the names the
folder really holds, so nothing typed can reach outside.
"""

import os
import stat
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from relance_xl.ports import Attachment
from relance_xl.problems import TemplateTextError

_CAP = 10_000_000
_HEAD = 1024
"""Bytes among which readers accept the mark `%PDF-`."""


class InvoiceFolder:
    """Fulfils `InvoiceFiles` on a folder and its direct subfolders (one per year, say)."""

    def __init__(self, folder: Path, cap: int = _CAP) -> None:
        """Look in `folder`; refuse files above `cap` bytes."""
        self._folder = folder
        self._cap = cap

    def find(self, invoice: str, file_name: str) -> Attachment | None:
        """Give the PDF named in the sheet, else the one named after the invoice.

        `file_name` (`F-12.pdf`, `F-12` or `2026/F-12.pdf`) decides alone when given. A `/`
        in an invoice number may stand as `-` or `_` in the file's name; case and accents'
        encoding do not matter. Raises `TemplateTextError` when the file cannot go with a
        message: two of that name, too big, not a PDF, unreadable.
        """
        for name in self._wanted(invoice.strip(), file_name.strip()):
            found = self._index.get(_key(name), [])
            if len(found) > 1:
                raise _fault(name, "se trouve dans plusieurs sous-dossiers", "précisez lequel")
            if found:
                return Attachment(found[0].name, self._content(found[0]))
        return None

    @staticmethod
    def _wanted(invoice: str, file_name: str) -> list[str]:
        if file_name:
            shown = file_name.replace("\\", "/")
            return [shown, f"{shown}.pdf"]
        flat = [invoice.replace("\\", "/").replace("/", by) for by in "-_"] if invoice else []
        return [f"{name}.pdf" for name in dict.fromkeys(flat)]

    @cached_property
    def _index(self) -> dict[str, list[Path]]:
        """Every PDF by its name and, in a subfolder, also by folder and name."""
        index: dict[str, list[Path]] = defaultdict(list)
        for path in _files(self._folder):
            index[_key(path.name)].append(path)
        for below in _folders(self._folder):
            for path in _files(below):
                index[_key(f"{below.name}/{path.name}")].append(path)
                if not _at_top(index[_key(path.name)], self._folder):
                    index[_key(path.name)].append(path)
        return index

    def _content(self, path: Path) -> bytes:
        try:
            inside = path.resolve(strict=True).is_relative_to(self._folder.resolve(strict=True))
            with path.open("rb") as file:
                regular = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
                content = file.read(self._cap + 1) if inside and regular else b""
        except OSError as error:
            raise _fault(path.name, "est illisible", "fermez-le ou vérifiez vos droits") from error
        if len(content) > self._cap:
            size = f"dépasse {self._cap // 1_000_000} Mo"
            raise _fault(path.name, size, "réduisez-le ou retirez-le du dossier")
        if b"%PDF-" not in content[:_HEAD]:
            raise _fault(path.name, "n’est pas un PDF lisible", "remplacez-le")
        return content


def _files(folder: Path) -> Iterator[Path]:
    for entry in _entries(folder):
        if entry.name.casefold().endswith(".pdf") and entry.is_file(follow_symlinks=False):
            yield Path(entry.path)


def _folders(folder: Path) -> Iterator[Path]:
    for entry in _entries(folder):
        if entry.is_dir(follow_symlinks=False):
            yield Path(entry.path)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []


def _at_top(paths: list[Path], folder: Path) -> bool:
    return any(path.parent == folder for path in paths)


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _fault(name: str, what: str, action: str) -> TemplateTextError:
    return TemplateTextError(
        f"La facture «\u202f{name}\u202f» du dossier des factures {what}\u202f: {action}."
    )
