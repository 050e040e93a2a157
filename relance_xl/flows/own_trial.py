"""M’envoyer un test: one proposed message, to the address sheet Paramètres gives for oneself."""

from relance_xl.flows.desk import Desk
from relance_xl.flows.opening import require_tables
from relance_xl.flows.outcome import Outcome
from relance_xl.flows.trial import try_out
from relance_xl.frames import read_tables
from relance_xl.problems import SettingsError
from relance_xl.settings import read_settings


def try_on_oneself(desk: Desk) -> Outcome:
    """Send the first proposed mail to « E-mail des comptes rendus », else « E-mail d’envoi ».

    Nothing is recorded. Raises `SettingsError` when both are empty, and what `try_out` raises.
    """
    grids = desk.book.read()
    require_tables(grids, desk.book.path.name)
    parameters = read_tables({"parameters": grids["parameters"]})[0]["parameters"]
    settings, _ = read_settings(parameters)
    address = settings.report_email or settings.sender_email
    if not address:
        raise SettingsError(
            "Paramètres\u202f: remplir «\u202fE-mail des comptes rendus\u202f» ou "
            "«\u202fE-mail d’envoi\u202f»\u202f; l’essai part à cette adresse."
        )
    return try_out(desk, address, "")
