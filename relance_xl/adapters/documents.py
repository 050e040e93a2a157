"""Files for people, beside the workbook: previews, reports, the print run, the logo."""

from pathlib import Path

from relance_xl.adapters.durable import write_whole
from relance_xl.problems import ChannelError

_LARGEST = 5_000_000


class FolderDocuments:
    """Fulfils `Documents` in one folder. Names may hold folders; none leads out of it."""

    def __init__(self, folder: Path) -> None:
        """Write and read under `folder`."""
        self._folder = folder.absolute()

    def write(self, name: str, content: bytes) -> str:
        """Write one file whole, making its folders; returns its full path.

        Raises `ChannelError` with a French sentence when the disk refuses.
        """
        path = self._inside(name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, content)
        except OSError as error:
            raise ChannelError(
                f"Impossible d’écrire « {path} » ({error.strerror}) : fermez ce fichier s’il est "
                "ouvert et vérifiez que vous avez le droit d’écrire dans ce dossier."
            ) from error
        return str(path)

    def read(self, name: str) -> bytes | None:
        """Give a small file's bytes; None when it is absent, unreadable or too large."""
        try:
            path = self._inside(name)
            if not path.is_file() or path.stat().st_size > _LARGEST:
                return None
            return path.read_bytes()
        except (OSError, ValueError, ChannelError):
            return None

    def _inside(self, name: str) -> Path:
        path = (self._folder / name).resolve()
        if not path.is_relative_to(self._folder.resolve()):
            raise ChannelError(f"« {name} » sort du dossier du classeur : donner un nom simple.")
        return path
