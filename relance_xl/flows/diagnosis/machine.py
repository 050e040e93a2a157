"""Python, packages, shipped files, the program's own folders, Excel."""

from pathlib import Path

from relance_xl.flows.diagnosis.check import Check, Subject
from relance_xl.flows.diagnosis.probes import Machine
from relance_xl.flows.outcome import counted

_OLDEST = (3, 11)
_REINSTALL = "Relancer l’installation (scripts/installer.ps1, ou « pip install » du projet)."
_SHOWN = ("xlwings", "pandas", "lxml", "typst", "yagmail", "keyring")

PYTHON = Subject("python", "Python")
PACKAGES = Subject("packages", "Paquets")
SHIPPED = Subject("shipped_files", "Modèles et polices livrés")
DATA = Subject("data_folder", "Dossier de l’outil")
LOG = Subject("log_file", "Fichier journal de l’outil")
EXCEL = Subject("excel", "Excel")
BUTTONS = Subject("buttons_program", "Programme des boutons")


def look_at_machine(machine: Machine) -> list[Check]:
    """Look at what every command needs, whatever the workbook."""
    return [
        _python(machine),
        _packages(machine),
        _shipped(machine),
        *_data(machine),
        _excel(machine),
    ]


def _python(machine: Machine) -> Check:
    version, folder = machine.python()
    text = f"Python {'.'.join(map(str, version))} dans « {folder} »."
    if version[:2] < _OLDEST:
        return PYTHON.mend(text, f"Python 3.11 ou plus récent est nécessaire. {_REINSTALL}")
    return PYTHON.good(text)


def _packages(machine: Machine) -> Check:
    found = machine.packages()
    missing = [name for name, version in found.items() if not version]
    if missing:
        return PACKAGES.mend(f"Il manque : {', '.join(missing)}.", _REINSTALL)
    shown = [f"{name} {found[name]}" for name in ("relance-xl", *_SHOWN) if name in found]
    count = counted(len(found), "paquet présent", "paquets présents")
    return PACKAGES.good(f"{count} : {', '.join(shown)}…")


def _shipped(machine: Machine) -> Check:
    missing = machine.missing_files()
    if missing:
        return SHIPPED.mend(f"Il manque : {', '.join(missing)}.", _REINSTALL)
    return SHIPPED.good("Textes, mises en page et polices sont à leur place.")


def _data(machine: Machine) -> list[Check]:
    folder = machine.data_folder()
    log = log_file(folder)
    if machine.folder(folder) not in ("writable", "missing"):
        fault = DATA.mend(
            f"« {folder} » ne peut pas être écrit : pas de journal, donc pas d’envoi.",
            "Rétablir vos droits sur ce dossier ou libérer de la place sur le disque.",
        )
        return [fault, LOG.look(f"Rien ne s’écrit dans « {log} ».", "Comme ci-dessus.")]
    return [DATA.good(f"Journaux d’envoi dans « {log.parent} »."), LOG.good(f"« {log} »")]


def log_file(data_folder: Path) -> Path:
    """Give the log's place, to be joined to a request for help."""
    return data_folder / "journaux" / "relance.log"


def _excel(machine: Machine) -> Check:
    version = machine.excel()
    if version is None:
        return EXCEL.none("Les boutons marchent dans Excel pour Windows ; ici, la commande.")
    if not version:
        return EXCEL.look(
            "Excel n’est pas installé, ou trop ancien pour être piloté.",
            "Les commandes et le passage planifié s’en passent ; les boutons, non.",
        )
    return EXCEL.good(f"{version}.")


def look_at_buttons(machine: Machine, setting: str) -> Check:
    """Look for the program that the workbook's buttons start."""
    found = machine.buttons_program(setting)
    if found is None:
        return BUTTONS.none()
    path, there = found
    if there:
        return BUTTONS.good(f"« {path} »")
    return BUTTONS.mend(
        f"« {path} » est introuvable : les boutons ne peuvent rien démarrer.",
        "Lancer scripts/installer.ps1, ou corriger Paramètres, ligne « Programme » "
        "(vide = l’installation de l’utilisateur).",
    )
