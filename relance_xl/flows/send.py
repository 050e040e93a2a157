"""Envoyer: what was approved leaves, once, and everything is written back."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

import pandas as pd

from relance_xl.flows.choosing import Batch, choose
from relance_xl.flows.claims import write_claims
from relance_xl.flows.deciding import all_problems
from relance_xl.flows.delivery import Delivery, Errand, deliver
from relance_xl.flows.desk import Desk
from relance_xl.flows.letters import write_print_run
from relance_xl.flows.opening import Opened, open_workbook
from relance_xl.flows.outcome import Outcome
from relance_xl.flows.parcels import Parcel, make_parcels
from relance_xl.flows.permission import check_permission, closed_day
from relance_xl.flows.queueing import queue_ignored, queue_parcels
from relance_xl.flows.rehearsal import rehearse
from relance_xl.flows.sending_report import NOTHING_SENT, Sent, send_outcome
from relance_xl.flows.writing import write_anomalies, write_decision, write_history
from relance_xl.frames import to_rows
from relance_xl.ports import Channel
from relance_xl.problems import RelanceError
from relance_xl.rules.acts import gather
from relance_xl.rules.decide import decide
from relance_xl.schema import TABLES


def send(desk: Desk) -> Outcome:
    """Send the approved rows of sheet Relances; the rest stays.

    Everything is decided anew first; a row whose figures changed is *périmée*. Raises a
    `RelanceError` only before anything left; later faults are in the outcome.
    """
    with open_workbook(desk) as opened:
        closed = closed_day(desk, opened)
        if closed:
            return Outcome((closed,), {**NOTHING_SENT, "closed": closed})
        return send_decided(desk, opened, opened.tables["proposals"])


def send_decided(
    desk: Desk, opened: Opened, rows: pd.DataFrame, only: Collection[str] | None = None
) -> Outcome:
    """Send the rows decided « Envoyer »; `rows` is sheet Relances, as decided.

    With `only`, other numbers wait for another run and their rows stay as they are.
    """
    check_permission(desk, opened)
    chosen = rows if only is None else rows[rows["number"].isin(list(only))]
    batch = choose(desk, opened, chosen)
    trial = bool(desk.redirect) or desk.simulate
    channels = desk.open_channels(opened.settings, desk.today, trial=trial)
    parcels, aside = make_parcels(desk, opened, batch.choices, channels)
    if trial:
        return rehearse(desk, batch.stale, parcels, aside, channels)
    _warn_first_folder(desk, opened, parcels)
    taken = queue_parcels(desk, opened, batch, parcels)
    queue_ignored(desk, opened, batch)
    parcels = [parcel for parcel in parcels if parcel.message.number not in taken]
    for choice in batch.choices[:1]:
        write_decision(desk, opened, choice.decision)  # what cannot be written is found out now
    opened.save(desk)
    delivery = _leave(desk, opened, batch, parcels, channels)
    sent = Sent(batch.rows, parcels, aside, batch.stale, delivery, tuple(taken))
    problem = _record(desk, opened, rows, (sent, batch))
    letters = write_print_run(desk, opened.settings, parcels, delivery)
    sent = replace(sent, letters=letters, to_print=desk.beside(letters))
    return send_outcome(sent, opened.settings, problem)


def _warn_first_folder(desk: Desk, opened: Opened, parcels: Sequence[Parcel]) -> None:
    """Say, the first time on a workbook, that files count as sent (RULES §7.6)."""
    mails = any(parcel.message.channel == "email" for parcel in parcels)
    if mails and opened.settings.email_mode == "folder" and not len(opened.tables["sends"]):
        desk.say(
            "Premier envoi de ce classeur : les e-mails sont écrits en fichiers .eml dans "
            f"« {opened.settings.outbox_folder} » et comptent comme envoyés."
        )


def _leave(
    desk: Desk,
    opened: Opened,
    batch: Batch,
    parcels: Sequence[Parcel],
    channels: Mapping[str, Channel],
) -> Delivery:
    mains = dict(zip(batch.rows["number"], batch.rows["main_number"], strict=True))
    errands = []
    for parcel in parcels:
        main = str(mains[parcel.message.number])
        errands.append(Errand(parcel.message, "" if main in batch.main_left else main))
    try:
        with desk.progress.track("Envoi", len(errands)) as advance:
            return deliver(errands, channels, opened.journal, advance)
    finally:
        with suppress(RelanceError):  # the next run releases them as well
            opened.journal.release(desk.machine)


def _record(desk: Desk, opened: Opened, rows: pd.DataFrame, results: tuple[Sent, Batch]) -> str:
    """Write back what happened; returns a sentence when the workbook could not be saved."""
    sent, batch = results
    tables = opened.tables
    acts, _ = gather(tables["sends"], opened.journal.entries(), tables["stages"])
    decision = decide(tables, opened.settings, tables["rates"], acts, desk.today)
    try:
        write_decision(desk, opened, decision)
        # their other cells stay: in Excel a person may decide while messages leave
        remaining = sent.remaining(rows)[["number", "status"]]
        desk.book.replace("proposals", to_rows(TABLES["proposals"], remaining))
        write_claims(desk, opened, batch, sent.delivery)
        problems = write_anomalies(desk, all_problems(desk, opened, decision))
        counts = {"sent_count": sent.count("sent"), "anomaly_count": len(problems)}
        write_history(desk, "envoyer", decision, opened.settings.currency, **counts)
        opened.save(desk)
    except RelanceError as error:
        left = "Les messages sont partis, mais le" if sent.count("sent") else "Le"
        return (
            f"{left} classeur n’a pas pu être enregistré : {error} Rien n’est perdu : la "
            "prochaine commande l’inscrira dans Envois."
        )
    return ""
