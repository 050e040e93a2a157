"""May anything leave now? The day, the working calendar, other machines under way."""

from relance_xl.flows.desk import Desk
from relance_xl.flows.opening import Opened
from relance_xl.problems import SettingsError, WorkbookError
from relance_xl.rules.checks_settings import blocking
from relance_xl.rules.working_days import working_days


def closed_day(desk: Desk, opened: Opened) -> str:
    """Say when messages may leave, if today is closed; "" on a working day or for a trial."""
    if desk.redirect or desk.simulate:
        return ""
    settings = opened.settings
    calendar = working_days(settings.country, settings.region, opened.tables["calendar"])
    if calendar.is_open(desk.today):
        return ""
    following = calendar.next_open(desk.today)
    return (
        f"Le {desk.today:%d/%m/%Y} n’est pas un jour ouvré : rien n’est envoyé. "
        f"Prochain jour d’envoi : {following:%d/%m/%Y}."
    )


def check_permission(desk: Desk, opened: Opened) -> None:
    """Refuse, before anything is touched, what must not leave.

    Raises `SettingsError` under another day than today with a real channel (RULES §1), and
    `WorkbookError` while another machine's batch is unsettled (RULES §7.5).
    """
    if desk.redirect or desk.simulate:
        return
    if desk.today != desk.clock_today and opened.settings.email_mode != "folder":
        raise SettingsError(
            "Avec --date, l’envoi réel n’est possible que vers le dossier : ajouter "
            "--simulation ou --rediriger, ou choisir « dossier » dans Paramètres."
        )
    _check_parameters(opened)
    missing = {p.sheet: None for p in opened.problems if p.code == "missing_table"}
    if missing:
        raise WorkbookError(
            f"Rien n’est envoyé : il manque un tableau à la feuille {', '.join(missing)}. Lancer "
            "« Contrôler » et suivre la feuille Anomalies, ou restaurer une sauvegarde."
        )
    waiting = [*opened.memory.foreign, *opened.memory.lost]
    if waiting:
        raise WorkbookError(
            f"Envois « en cours » à trancher d’abord ({', '.join(waiting[:5])}) : un autre poste, "
            "ou un passage interrompu, les a commencés. Vérifier s’ils sont partis, choisir "
            "« parti » ou « pas parti » dans la colonne Verdict d’Envois, puis recommencer."
        )


def _check_parameters(opened: Opened) -> None:
    """Refuse to print what is wrong, and to mail in nobody's name.

    Files of channel « dossier » are looked at by a person: there, what is only missing in
    Paramètres is told by « Contrôler » and stops nothing.
    """
    found = blocking(opened.settings, opened.tables)
    if opened.settings.email_mode == "folder":
        found = [problem for problem in found if problem.code != "missing_parameter"]
    if found:
        told = " ".join(f"« {p.key} » : {p.told} {p.advice}" for p in found[:3])
        raise SettingsError(f"Rien n’est envoyé, Paramètres à corriger d’abord. {told}")
