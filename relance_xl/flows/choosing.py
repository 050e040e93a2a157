"""Which approved rows may still leave: everything is decided anew at the moment of sending."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from relance_xl.flows.desk import Desk
from relance_xl.flows.opening import Opened
from relance_xl.rules.decide import Decision, decide
from relance_xl.rules.numbers import is_number
from relance_xl.rules.stale import check, seconds_left

_BAD_NUMBER = "Le numéro de cette ligne n’est plus celui de l’outil : préparez de nouveau."


@dataclass(frozen=True)
class Choice:
    """Rows judged against one decision: REL- numbers by its proposals, to send or to ignore."""

    decision: Decision
    numbers: Mapping[int, str]
    ignored: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Batch:
    """Approved rows and those to ignore, with what they were judged against.

    `stale` says in French why a row may not leave any more, by number; `main_left` are
    main messages of a batch that broke off, whose second messages still wait.
    """

    rows: pd.DataFrame
    choices: tuple[Choice, ...]
    stale: Mapping[str, str]
    main_left: frozenset[str]


def choose(desk: Desk, opened: Opened, rows: pd.DataFrame) -> Batch:
    """Judge the decided rows of sheet Relances against what would be decided now."""
    decided = rows[rows["decision"].isin(["send", "ignore"])]
    left = seconds_left(decided, opened.acts)
    waiting = decided["main_number"].isin(list(left))
    # The stage of a waiting second message is recorded already: it is judged against the
    # decision that would stand had its main message not left.
    before = opened.acts[~opened.acts["number"].isin(list(left))]
    groups = [(decided[~waiting], opened.acts), (decided[waiting], before)]
    choices: list[Choice] = []
    stale: dict[str, str] = {}
    for group, acts in groups:
        if len(group):
            choices.append(_judge(desk, opened, group, acts, stale))
    return Batch(decided, tuple(choices), stale, left)


def _judge(
    desk: Desk, opened: Opened, rows: pd.DataFrame, acts: pd.DataFrame, stale: dict[str, str]
) -> Choice:
    tables = opened.tables
    decision = decide(tables, opened.settings, tables["rates"], acts, desk.today)
    found = check(rows, decision)
    numbers: dict[int, str] = {}
    ignored: dict[int, str] = {}
    twice = set(rows["number"][rows["number"].duplicated()])
    columns = (rows["number"], rows["decision"], found["proposal"], found["stale"])
    for number, decided, proposal, why in zip(*columns, strict=True):
        if not is_number(str(number)) or number in twice:
            stale[str(number)] = _BAD_NUMBER
        elif why:
            stale[str(number)] = str(why)
        else:
            (numbers if decided == "send" else ignored)[int(proposal)] = str(number)
    return Choice(decision, numbers, ignored)
