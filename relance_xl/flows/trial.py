"""Tester: one proposed message sent to oneself."""

import pandas as pd

from relance_xl.flows.choosing import Choice
from relance_xl.flows.deciding import decide_today
from relance_xl.flows.desk import Desk
from relance_xl.flows.opening import open_workbook
from relance_xl.flows.outcome import NEEDS_A_PERSON, Outcome
from relance_xl.flows.parcels import make_parcels
from relance_xl.flows.preview import still_true
from relance_xl.flows.rehearsal import redirected, send_trials
from relance_xl.ports import SendState
from relance_xl.problems import UsageError


def try_out(desk: Desk, address: str, number: str) -> Outcome:
    """Send one proposal (the first mail if `number` is empty) to `address`; nothing is recorded.

    Raises `UsageError` when sheet Relances has no such row, or none that still holds.
    """
    with open_workbook(desk) as opened:
        rows = opened.tables["proposals"]
        decision = decide_today(desk, opened)
        numbers, stale = still_true(_wanted(rows, number), decision)
        if not numbers:
            reason = next(iter(stale.values()), "")
            raise UsageError(f"Rien à essayer : lancer d’abord « Préparer ». {reason}".strip())
        proposal = next(iter(numbers))
        choice = Choice(decision, {proposal: numbers[proposal]})
        channels = desk.open_channels(opened.settings, desk.today, trial=True)
        parcels, aside = make_parcels(desk, opened, [choice], channels)
    if aside:
        raise UsageError(f"Ce message ne peut pas être écrit : {aside[0].reason}")
    trial = redirected(parcels[0].message, address)
    json = {"number": trial.number, "to": address, "sent": False, "faults": []}
    if desk.simulate:
        return Outcome((f"Simulation : l’essai de {trial.number} partirait à {address}.",), json)
    faults: list[str] = []
    receipt = send_trials([trial], channels, faults).get(trial.number)
    if receipt is None or receipt.state is not SendState.ACCEPTED:
        detail = [receipt.detail] if receipt else []
        lines = ("L’essai n’est pas parti.", *detail, *faults)
        return Outcome(lines, {**json, "faults": [*detail, *faults]}, NEEDS_A_PERSON)
    where = f" ({receipt.file})" if receipt.file else ""
    line = f"Essai de {trial.number} pour {address}{where}."
    return Outcome((line,), {**json, "sent": True, "file": receipt.file})


def _wanted(rows: pd.DataFrame, number: str) -> pd.DataFrame:
    if number:
        wanted = rows[rows["number"] == number.strip().upper()]
        if not len(wanted):
            raise UsageError(f"« {number} » n’est pas dans la feuille Relances.")
        return wanted
    mails = rows[rows["channel"] == "email"]
    return mails if len(mails) else rows
