"""What Windows' registry and file marks say; nothing is changed. Elsewhere all is empty."""

import ntpath
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_TRUSTED = r"Software\Microsoft\Office\16.0\Excel\Security\Trusted Locations"
_OUTSIDE = ("ZoneId=3", "ZoneId=4")


def excel_version() -> str:
    """Give Excel's name and version as Windows knows it, "" when it is not installed."""
    name = _value(r"Software\Classes\Excel.Application\CurVer", "", everyone=True)
    return f"Excel {name.rpartition('.')[2]}" if isinstance(name, str) else ""


def is_trusted_folder(folder: Path) -> bool:
    """Tell whether the folder is one of Excel's trusted locations, or inside one."""
    if _number(_TRUSTED, "AllLocationsDisabled"):
        return False
    return any(_covers(place, str(folder), deep=deep) for place, deep in _locations())


def is_from_outside(file: Path) -> bool:
    """Tell whether Windows marked the file as downloaded or received (its zone is 3 or 4)."""
    try:
        mark = Path(f"{file}:Zone.Identifier").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return any(zone in mark for zone in _OUTSIDE)


def _locations() -> Iterator[tuple[str, bool]]:
    for name in _subkeys(_TRUSTED):
        place = rf"{_TRUSTED}\{name}"
        path = _value(place, "Path")
        if isinstance(path, str):
            yield os.path.expandvars(path), bool(_number(place, "AllowSubfolders"))


def _covers(place: str, folder: str, *, deep: bool) -> bool:
    r"""Tell whether a trusted location covers a folder.

    >>> _covers("C:\\Compta\\", "c:\\compta", deep=False)
    True
    >>> [_covers(p, r"C:\Compta\A", deep=True) for p in (r"C:\Compta", r"C:\Com", "C:\\")]
    [True, False, True]
    """
    home, wanted = (ntpath.normcase(ntpath.normpath(path)) for path in (place, folder))
    return wanted == home or (deep and wanted.startswith(home.rstrip("\\") + "\\"))


def _number(place: str, name: str) -> int:
    value = _value(place, name)
    return value if isinstance(value, int) else 0


def _subkeys(place: str) -> list[str]:
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - Windows only

        with suppress(OSError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, place) as key:
            return [winreg.EnumKey(key, n) for n in range(winreg.QueryInfoKey(key)[0])]
    return []


def _value(place: str, name: str, *, everyone: bool = False) -> object:
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - Windows only

        root = winreg.HKEY_LOCAL_MACHINE if everyone else winreg.HKEY_CURRENT_USER
        with suppress(OSError), winreg.OpenKey(root, place) as key:
            return winreg.QueryValueEx(key, name)[0]
    return None
