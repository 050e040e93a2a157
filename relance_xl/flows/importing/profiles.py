"""How foreign tables are read: sheet Imports, tblProfils, as values and back."""

import pandas as pd

from relance_xl.incoming import ImportFile, Profile
from relance_xl.rules.sheet_changes import SheetChanges

_BETWEEN = " ; "
_FRENCH = {
    "day": "date",
    "value_day": "date de valeur",
    "amount": "montant",
    "debit": "débit",
    "credit": "crédit",
    "side": "sens",
    "balance": "solde",
    "fee": "frais",
    "currency": "devise",
    "label": "libellé",
    "detail": "détail",
    "message": "message",
    "more": "complément",
    "kind": "type",
    "state": "état",
    "status": "statut",
    "end_to_end": "référence du payeur",
    "structured": "référence structurée",
    "payer": "payeur",
    "payer_account": "compte du payeur",
    "some_account": "un compte",
    "own_account": "notre compte",
    "reference": "référence",
    "bank_reference": "référence bancaire",
    "invoice": "n° facture",
    "customer": "code client",
    "name": "nom du client",
    "issue_date": "date facture",
    "due_date": "échéance",
    "total": "total TTC",
    "line_total": "total de la ligne",
    "untaxed": "total HT",
    "vat": "TVA",
    "paid": "réglé",
    "paid_on": "réglé le",
    "lettering": "lettrage",
    "document": "nature",
    "platform": "statut plateforme",
    "platform_on": "statut plateforme le",
    "reason": "motif",
    "email": "e-mail",
    "phone": "téléphone",
    "siren": "SIREN",
    "vat_number": "n° TVA",
    "address1": "adresse",
    "address2": "complément d’adresse",
    "postcode": "code postal",
    "city": "ville",
    "country": "pays",
    "credit_note_of": "avoir sur",
    "structured_reference": "communication structurée",
    "contract_reference": "réf. contrat",
    "supplier": "fournisseur",
}
"""What people call the fields readers know; a field without a name here keeps its own."""
_FIELDS = {said.casefold(): field for field, said in _FRENCH.items()}


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
            "columns": _BETWEEN.join(
                f"{_FRENCH.get(a, a)} = {_plain(b)}" for a, b in profile.columns
            ),
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


def told(profile: Profile) -> str:
    """Say how a table is read, for a person to confirm.

    >>> told(Profile("P-1", "bank", ("Jour",), (("day", "Jour"),)))
    'date = « Jour » ; dates jour/mois'
    """
    order = "jour/mois" if profile.day_first else "mois/jour"
    pairs = (f"{_FRENCH.get(ours, ours)} = « {theirs} »" for ours, theirs in profile.columns)
    return f"{', '.join(pairs)} ; dates {order}"


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    parts = (part.partition("=") for part in text.split(_BETWEEN.strip()))
    return tuple((_field(ours.strip()), theirs.strip()) for ours, sign, theirs in parts if sign)


def _field(said: str) -> str:
    return _FIELDS.get(said.replace("'", "’").casefold(), said)


def _plain(text: str) -> str:
    """Take our own marks out of a foreign header: readers compare without signs anyway."""
    return " ".join(text.replace(";", " ").replace("=", " ").split())


def _said(cell: object, wanted: str) -> bool:
    if pd.isna(cell):  # type: ignore[call-overload]  # a flag's cell: True, False or NA
        return False
    return bool(cell) == (wanted == "yes")
