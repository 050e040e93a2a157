"""How foreign tables are read: sheet Imports, tblProfils, as values and back."""

from collections.abc import Mapping

import pandas as pd

from relance_xl.incoming import ImportFile, Profile
from relance_xl.rules.sheet_changes import SheetChanges

_BETWEEN = " ; "


def read_profiles(frame: pd.DataFrame) -> list[Profile]:
    """Read the layouts the workbook knows, confirmed or not.

    A person may have corrected the columns: `notre nom = leur colonne`, one pair per « ; ».
    """
    names = ("profile", "kind", "headers", "columns", "day_first", "confirmed")
    return [
        Profile(
            name=str(name),
            kind=str(kind),
            headers=tuple(part.strip() for part in str(headers).split(_BETWEEN.strip())),
            columns=_pairs(str(columns)),
            day_first=not _said(day_first, "no"),
            confirmed=_said(confirmed, "yes"),
        )
        for name, kind, headers, columns, day_first, confirmed in zip(
            *(frame[name].tolist() for name in names), strict=True
        )
        if name
    ]


def profile_changes(
    frame: pd.DataFrame, profile: Profile, file: ImportFile, *, confirmed: bool
) -> SheetChanges:
    """Remember how a file was read; what a person typed is only ever added to by « Oui »."""
    changes = SheetChanges()
    known = frame[frame["profile"] == profile.name]
    if not len(known):
        row = {
            "profile": profile.name,
            "file": file.name,
            "kind": profile.kind,
            "headers": _BETWEEN.join(_plain(header) for header in profile.headers),
            "columns": _BETWEEN.join(f"{_plain(a)} = {_plain(b)}" for a, b in profile.columns),
            "day_first": profile.day_first,
            "confirmed": confirmed,
        }
        changes.append("import_profiles", [row])
        return changes
    cells: dict[str, object] = {}
    if known["file"].iloc[0] != file.name:
        cells["file"] = file.name
    if confirmed and not _said(known["confirmed"].iloc[0], "yes"):
        cells["confirmed"] = True
    changes.patch("import_profiles", profile.name, cells)
    return changes


def told(profile: Profile, labels: Mapping[str, str] | None = None) -> str:
    """Say how a table is read, for a person to confirm."""
    known = labels or {}
    order = "jour/mois" if profile.day_first else "mois/jour"
    pairs = ", ".join(f"{known.get(ours, ours)} = « {theirs} »" for ours, theirs in profile.columns)
    return f"{pairs} ; dates {order}"


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    parts = (part.partition("=") for part in text.split(_BETWEEN.strip()))
    return tuple((ours.strip(), theirs.strip()) for ours, sign, theirs in parts if sign)


def _plain(text: str) -> str:
    """Take our own marks out of a foreign header: readers compare without signs anyway."""
    return " ".join(text.replace(";", " ").replace("=", " ").split())


def _said(cell: object, wanted: str) -> bool:
    if pd.isna(cell):  # type: ignore[call-overload]  # a flag's cell: True, False or NA
        return False
    return bool(cell) == (wanted == "yes")
