"""Aperçu: one page with every message exactly as it would leave."""

from collections.abc import Sequence

import pandas as pd

from relance_xl.flows.deciding import decide_today
from relance_xl.flows.desk import Desk
from relance_xl.flows.opening import open_workbook
from relance_xl.flows.outcome import DONE, NEEDS_A_PERSON, Outcome, counted
from relance_xl.render.letters.glyphs import missing_signs
from relance_xl.render.messages import Rendered, render_messages
from relance_xl.render.preview import render_preview
from relance_xl.rules.decide import Decision
from relance_xl.rules.stale import check


def preview(desk: Desk) -> Outcome:
    """Write the page beside the workbook; rows shown may then be approved all at once.

    With nothing to show there is no page.
    """
    with open_workbook(desk) as opened:
        decision = decide_today(desk, opened)
        rows = opened.tables["proposals"]
        numbers, stale = still_true(rows, decision)
        rendered, aside = render_messages(
            decision, opened.tables, opened.settings, numbers, desk.today
        )
        notices = [*_notices(rows, stale), *_unprintable(rendered)]
        shown = {one.message.number for one in rendered}
        _remember(desk, rows[rows["number"].isin(shown)])
        opened.save(desk)
        path = ""
        if not desk.simulate and (rendered or aside):
            page = render_preview(rendered, aside, opened.settings, desk.today, notices)
            path = desk.documents.write(f"Aperçu – {desk.book.path.stem}.html", page.encode())
    shown_now = counted(
        len(rendered), "message montré", "messages montrés", "Aucun message à montrer"
    )
    lines = [f"{shown_now}.", *notices]
    lines += [f"Mis de côté, {one.payer_name} : {one.reason}" for one in aside]
    lines += [f"À ouvrir dans un navigateur : {desk.beside(path)}."] if path else []
    json = {
        "file": path,
        "shown": sorted(shown),
        "set_aside": [{"number": one.number, "reason": one.reason} for one in aside],
        "stale": sorted(stale),
    }
    return Outcome(tuple(lines), json, NEEDS_A_PERSON if aside else DONE)


def still_true(rows: pd.DataFrame, decision: Decision) -> tuple[dict[int, str], dict[str, str]]:
    """Match rows of sheet Relances with a fresh decision.

    Returns numbers by proposal, and why the others are stale, by number.
    """
    found = check(rows, decision)
    numbers: dict[int, str] = {}
    stale: dict[str, str] = {}
    for number, proposal, why in zip(
        rows["number"], found["proposal"], found["stale"], strict=True
    ):
        if why:
            stale[str(number)] = str(why)
        else:
            numbers[int(proposal)] = str(number)
    return numbers, stale


def _notices(rows: pd.DataFrame, stale: dict[str, str]) -> list[str]:
    if not len(rows):
        return ["La feuille Relances est vide : lancer d’abord « Préparer »."]
    if stale:
        count = counted(len(stale), "proposition périmée", "propositions périmées")
        return [f"{count} : lancer de nouveau « Préparer »."]
    return []


def _unprintable(rendered: Sequence[Rendered]) -> list[str]:
    """Name the letters whose PDF would show empty boxes instead of some signs."""
    letters = [one.letter for one in rendered if one.letter]
    problems = [problem for letter in letters for problem in missing_signs(letter)]
    return [f"{problem.key} : {problem.told} {problem.advice}" for problem in problems]


def _remember(desk: Desk, rows: pd.DataFrame) -> None:
    if len(rows):
        numbers = list(rows["number"])
        desk.book.patch("proposals", numbers, {"previewed": list(rows["fingerprint"])})
