"""Regions as people type them in Paramètres, told in the codes of library `holidays`.

« QC », « Québec », « 57 », « Moselle », « vd », « Genève »: case, accents and hyphens do not
matter. A region known to have no public holidays of its own is accepted and is "".
"""

import unicodedata
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

_OTHERS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "FR": {
            "57": "Alsace-Moselle",
            "6AE": "67, 68, Bas-Rhin, Haut-Rhin",
            "": (
                "2A, 2B, Corse, Auvergne-Rhône-Alpes, Bourgogne-Franche-Comté, Bretagne, "
                "Centre-Val de Loire, Grand Est, Hauts-de-France, Île-de-France, Normandie, "
                "Nouvelle-Aquitaine, Occitanie, Pays de la Loire, Provence-Alpes-Côte d’Azur, PACA"
            ),
        },
        "BE": {
            "": (
                "Wallonie, Flandre, Bruxelles, Bruxelles-Capitale, Vlaanderen, Brussel, WAL, VLG, "
                "BRU, Flemish, French, German"
            ),
        },
        "CH": {
            "AG": "Argovie", "AI": "Appenzell Rhodes-Intérieures", "BL": "Bâle-Campagne",
            "AR": "Appenzell Rhodes-Extérieures", "BS": "Bâle-Ville", "GL": "Glaris",
            "GR": "Grisons", "LU": "Lucerne", "NW": "Nidwald", "OW": "Obwald",
            "SG": "Saint-Gall, St. Gallen", "SH": "Schaffhouse", "SO": "Soleure", "SZ": "Schwytz",
            "TG": "Thurgovie", "TI": "Tessin", "ZG": "Zoug", "ZH": "Zurich", "GE": "Geneve, Genf",
            "NE": "Neuenburg", "VD": "Waadt",
        },
    }
)  # fmt: skip
_LAST_DEPARTMENT = 95
_WANTED = {
    "FR": "écrire 57, 67 ou 68 en Alsace-Moselle, 971 à 976 outre-mer, sinon vider ce paramètre",
    "CH": "écrire les deux lettres du canton, comme VD",
    "CA": "écrire les deux lettres de la province, comme QC",
}
WANTING = MappingProxyType({"CH": "du canton", "CA": "de la province"})
"""Countries most of whose public holidays are those of a region, and its word."""


def region_of(country: str, typed: str) -> str | None:
    """Give the code of a region with holidays of its own, "" without, None when unknown.

    >>> [region_of("CA", typed) for typed in ("QC", "québec", "Mars")]
    ['QC', 'QC', None]
    >>> [region_of("FR", typed) for typed in ("Moselle", "57", "67", "69", "1", "96", "")]
    ['57', '57', '6AE', '', '', None, '']
    >>> [region_of("CH", typed) for typed in ("vd", "Vaud", "Bâle Ville", "St-Gall")]
    ['VD', 'VD', 'BS', 'SG']
    """
    key, known = _key(typed), _regions(country.strip().upper())
    if not key or key in known:
        return known.get(key, "")
    department = country.strip().upper() == "FR" and key.isdecimal()
    return "" if department and 1 <= int(key) <= _LAST_DEPARTMENT else None


def region_advice(country: str) -> str:
    """Say what to type in Région for a country.

    >>> region_advice("BE")
    'la corriger, ou vider ce paramètre'
    """
    return _WANTED.get(country.strip().upper(), "la corriger, ou vider ce paramètre")


@cache
def _regions(country: str) -> Mapping[str, str]:
    """Give every known spelling of a country's regions, as keys of their codes."""
    import holidays  # noqa: PLC0415 - heavy, and not needed to show a command's help

    try:
        place = holidays.country_holidays(country, years=())
    except NotImplementedError:
        return {}
    codes = [code for code in place.subdivisions if not code.startswith("Zone")]  # of schools
    named = {_key(code): code for code in codes}
    aliases = getattr(place, "subdivisions_aliases", {})
    named |= {_key(name): code for name, code in aliases.items() if code in codes}
    for code, names in _OTHERS.get(country, {}).items():
        named |= {_key(name): code for name in names.split(",") if code in {"", *codes}}
    return named


def _key(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.casefold())
    key = "".join(c for c in bare if c.isalnum())
    return f"saint{key[2:]}" if key.startswith("st") and key[2:] in {"gall", "gallen"} else key
