"""The order of the sheets, their colours and the tables they hold."""

from dataclasses import dataclass

from relance_xl.schema import TABLES
from relance_xl.schema.model import Table

HOME = "Accueil"
HELP = "Aide"
TITLE_ROW = 0
LEGEND_ROW = 1
HEADER_ROW = 3
"""Sheet rows counted from 0: title, who fills what, a thin line, then the table's header."""
FIRST_DATA_ROW = HEADER_ROW + 1

_WORK = "#2E75B6"
_DATA = "#1F4E79"
_RULES = "#7F6000"
_UPKEEP = "#6B7785"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `colour` of its tab, `hint` shown beside its link on Accueil."""

    name: str
    colour: str
    hint: str
    frozen: int = 1


SHEETS = (
    Sheet("Clients", _DATA, "Qui doit, et comment il paie", 2),
    Sheet("Groupes", _DATA, "Clients traités de la même façon"),
    Sheet("Contacts", _DATA, "À qui écrire", 2),
    Sheet("Factures", _DATA, "Ce qui est dû, et pourquoi on relance ou non", 2),
    Sheet("Paiements", _DATA, "Ce qui a été encaissé"),
    Sheet("Échéanciers", _DATA, "Factures payées en plusieurs fois"),
    Sheet("Plans", _RULES, "Les façons de relancer"),
    Sheet("Étapes", _RULES, "Quand, par quel canal, sur quel ton"),
    Sheet("Modèles", _RULES, "Les textes : modifiez-les ici", 3),
    Sheet("Relances", _WORK, "Ce qui est proposé aujourd’hui : décidez", 2),
    Sheet("Envois", _WORK, "Tout ce qui est parti"),
    Sheet("Réponses", _WORK, "Ce que les clients ont répondu"),
    Sheet("Appels", _WORK, "Les appels à passer"),
    Sheet("À compléter", _WORK, "Les adresses à demander aux clients"),
    Sheet("Pénalités", _WORK, "Intérêts et indemnités réclamés"),
    Sheet("Taux", _RULES, "Taux légaux datés et leur source"),
    Sheet("Calendrier", _RULES, "Fermetures, fériés, saisons", 1),
    Sheet("Tableau de bord", _WORK, "Les chiffres de chaque passage"),
    Sheet("Imports", _UPKEEP, "Fichiers importés, et comment les lire"),
    Sheet("Anomalies", _UPKEEP, "Ce qui ne va pas dans les données"),
    Sheet("Paramètres", _UPKEEP, "Société, banque, envoi, options", 2),
)
"""Sheets holding tables, in tab order; Accueil stands before them, Aide after."""


def tables_of(sheet: str) -> list[Table]:
    """Give the tables of a sheet, from left to right.

    >>> [table.excel_name for table in tables_of("Paramètres")]
    ['tblParametres', 'tblMoyens']
    """
    return [table for table in TABLES.values() if table.sheet == sheet]
