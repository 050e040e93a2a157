"""The workbook: its file, its tables, sheet Paramètres, the folders it names."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pandas as pd

from relance_xl.flows.diagnosis.check import Check, Subject
from relance_xl.flows.diagnosis.probes import Machine, WorkbookFile
from relance_xl.ports import Grid
from relance_xl.problems import Problem, Severity
from relance_xl.rules.freshness import fresh_until, is_stale
from relance_xl.rules.iban import is_iban
from relance_xl.schema import TABLES
from relance_xl.settings import Settings

_INSTALLER = "Lancer scripts/installer.ps1, qui s’en occupe"
_SHOWN = 3

READ = Subject("workbook", "Classeur")
FREE = Subject("workbook_free", "Classeur libre")
COMPLETE = Subject("tables", "Tableaux")
MACROS = Subject("macros", "Macros")
TRUST = Subject("trusted_folder", "Dossier approuvé d’Excel")
PARAMETERS = Subject("parameters", "Paramètres")
COMPANY = Subject("company", "Société")
SENDER = Subject("sender", "E-mail d’envoi")
BANK = Subject("iban", "IBAN")
FRESH = Subject("freshness", "Encaissements à jour")
IDENTITY = Subject("workbook_id", "Identifiant du classeur")


def look_at_file(file: WorkbookFile, name: str, *, open_here: bool) -> list[Check]:
    """Look at the file from outside. `open_here`: it is the workbook the button is in."""
    busy = "" if open_here else file.busy()
    return [
        FREE.look(busy, "Le passage planifié attendrait, les commandes refuseraient d’écrire.")
        if busy
        else FREE.good("Personne d’autre ne le tient."),
        _macros(file, name),
        _trust(file),
    ]


def _macros(file: WorkbookFile, name: str) -> Check:
    if not name.casefold().endswith(".xlsm"):
        return MACROS.look(
            "Le classeur est sans macros : il n’a pas de boutons.",
            "Les commandes marchent ; pour les boutons, en créer un avec "
            "« relance nouveau FICHIER.xlsm ».",
        )
    if not file.has_macros():
        return MACROS.mend(
            "Le fichier se nomme .xlsm mais ne contient plus de macros.",
            "Restaurer une sauvegarde (dossier Sauvegardes), ou enregistrer au format « Classeur "
            "Excel prenant en charge les macros ».",
        )
    return MACROS.good("Les macros des boutons sont dans le classeur.")


def _trust(file: WorkbookFile) -> Check:
    trusted, outside = file.is_trusted(), file.is_from_outside()
    if trusted is None:
        return TRUST.none()
    if trusted:
        return TRUST.good("Excel exécute les boutons de ce dossier sans question.")
    if outside:
        return TRUST.mend(
            "Windows marque le classeur comme venu d’internet : Excel en bloque les macros.",
            f"Clic droit sur le fichier, Propriétés, cocher « Débloquer » ; ou : {_INSTALLER}.",
        )
    return TRUST.look(
        "Le dossier du classeur n’est pas un emplacement approuvé : Excel demandera "
        "d’« Activer le contenu ».",
        f"{_INSTALLER}, ou Fichier, Options, Centre de gestion de la confidentialité, "
        "Emplacements approuvés.",
    )


def look_at_tables(grids: Mapping[str, Grid]) -> Check:
    """Look for every table of the schema; the ones nothing works without are checked before."""
    missing = [table for name, table in TABLES.items() if name not in grids]
    if missing:
        names = ", ".join(f"{table.excel_name} (feuille {table.sheet})" for table in missing)
        return COMPLETE.mend(
            f"Tableaux manquants : {names}.",
            "Les reprendre d’une sauvegarde, ou d’un classeur neuf (« relance nouveau »).",
        )
    return COMPLETE.good(f"Les {len(TABLES)} tableaux y sont.")


def look_at_parameters(
    settings: Settings,
    problems: list[Problem],
    tables: Mapping[str, pd.DataFrame],
    today: date,
) -> list[Check]:
    """Look at the lines of sheet Paramètres without which messages cannot leave well."""
    return [
        _readable(problems),
        _company(settings),
        _sender(settings),
        _iban(settings),
        _fresh(settings, tables, today),
        IDENTITY.good("Le classeur a le sien, qui le relie à son journal.")
        if settings.workbook_id
        else IDENTITY.good("Pas encore : donné au premier passage."),
    ]


def _readable(problems: list[Problem]) -> Check:
    wrong = [p for p in problems if p.severity is Severity.BLOCKING]
    if wrong:
        shown = " ".join(problem.told for problem in wrong[:_SHOWN])
        return PARAMETERS.mend(shown, wrong[0].advice)
    return PARAMETERS.good("Toutes les lignes se lisent.")


def _company(settings: Settings) -> Check:
    labels = {
        "Nom de la société": settings.company_name,
        "Adresse": settings.address1,
        "Ville": settings.city,
    }
    missing = [label for label, value in labels.items() if not value]
    if "Nom de la société" in missing:
        return COMPANY.mend(
            "Le nom de la société manque : les messages ne seraient pas signés.",
            "Le remplir dans Paramètres, section Société.",
        )
    if missing:
        return COMPANY.look(
            f"Il manque : {', '.join(missing)}.", "Les lettres en ont besoin (Paramètres)."
        )
    return COMPANY.good(f"{settings.company_name}, {settings.city}.")


def _sender(settings: Settings) -> Check:
    if not settings.sender_email:
        return SENDER.mend(
            "L’adresse qui écrit aux clients manque.",
            "La remplir dans Paramètres, ligne « E-mail d’envoi ».",
        )
    if not settings.report_email:
        return SENDER.look(
            f"{settings.sender_email} ; mais personne ne reçoit les comptes rendus.",
            "Remplir Paramètres, ligne « E-mail des comptes rendus ».",
        )
    return SENDER.good(f"{settings.sender_email} ; comptes rendus à {settings.report_email}.")


def _iban(settings: Settings) -> Check:
    if not settings.iban:
        return BANK.look(
            "Pas d’IBAN : les messages ne diront pas où payer.",
            "Le remplir dans Paramètres, section Banque.",
        )
    if not is_iban(settings.iban):
        return BANK.mend(
            "L’IBAN est faux (longueur ou clé de contrôle).",
            "Le recopier du relevé d’identité bancaire dans Paramètres, ligne « IBAN ».",
        )
    return BANK.good("La clé de contrôle est juste.")


def _fresh(settings: Settings, tables: Mapping[str, pd.DataFrame], today: date) -> Check:
    until = fresh_until(tables, settings, today)
    if is_stale(until, settings, today):
        known = f"connus jusqu’au {until:%d/%m/%Y}" if until else "de date inconnue"
        return FRESH.look(
            f"Encaissements {known} : aucune étape automatique ne part.",
            "Saisir les paiements, puis Paramètres, ligne « Encaissements saisis jusqu’au ».",
        )
    return FRESH.good(f"Encaissements connus jusqu’au {until:%d/%m/%Y}.")


def look_at_folders(settings: Settings, beside: Path, machine: Machine) -> list[Check]:
    """Look at the workbook's folder and the five it names."""
    return [
        _folder(Subject("home_folder", "Dossier du classeur"), beside, machine, needed=True),
        _folder(
            Subject("outbox_folder", "Dossier des envois"),
            beside / settings.outbox_folder,
            machine,
            needed=True,
        ),
        _folder(
            Subject("answers_folder", "Dossier des réponses gardées"),
            beside / settings.answers_folder,
            machine,
            needed=True,
        ),
        *(
            _folder(Subject(code, name), beside / folder, machine, needed=False)
            for code, name, folder in (
                ("invoices_folder", "Dossier des factures PDF", settings.invoices_folder),
                ("layouts_folder", "Dossier des mises en page", settings.layouts_folder),
                ("import_folder", "Dossier des imports", settings.import_folder),
            )
        ),
    ]


_ABSENT = {
    "invoices_folder": "Sans lui, aucune facture n’est jointe aux messages : le créer et y "
    "mettre les PDF, ou corriger Paramètres.",
}


def _folder(subject: Subject, path: Path, machine: Machine, *, needed: bool) -> Check:
    state = machine.folder(path)
    if state == "writable" or (state == "read_only" and not needed):
        return subject.good(f"« {path} »")
    if state == "missing" and needed:
        return subject.good(f"« {path} » sera créé au premier besoin.")
    if not needed and subject.code in _ABSENT:
        return subject.look(f"« {path} » n’existe pas.", _ABSENT[subject.code])
    if not needed:
        return subject.none(f"« {path} » n’existe pas ; il est facultatif.")
    return subject.mend(
        f"« {path} » ne peut pas être écrit.",
        "Rétablir vos droits sur ce dossier, ou déplacer le classeur dans un dossier à vous.",
    )
