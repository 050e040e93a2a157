"""Who must hear what today, and why: the order of the rules, on one page.

`prepare` and `send` both call `decide`; nothing here knows a file, a clock or a channel.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from relance_xl.problems import Problem
from relance_xl.rules.batches import Batch
from relance_xl.rules.claims import net_of_claims
from relance_xl.rules.desk import Desk, open_desk
from relance_xl.rules.history import first_row_day, sent_pairs, with_history, with_lost_acts_held
from relance_xl.rules.items import Assembled, assemble
from relance_xl.rules.keys import own_spelling, with_known_plan, with_one_spelling
from relance_xl.rules.messages import (
    batch_notices,
    batch_reminders,
    messages_of,
    routes_of,
    with_factor_plan,
    with_waiting_notices,
)
from relance_xl.rules.notices import with_notices
from relance_xl.rules.outcome import with_outcome
from relance_xl.rules.plans import resolve, stage_table
from relance_xl.rules.pool import with_credits
from relance_xl.rules.proposals import proposals
from relance_xl.rules.settled import live_items, with_settled
from relance_xl.rules.sheets import customer_cells, instalment_cells, invoice_cells
from relance_xl.rules.stages import Run, seasons_of, with_next_stage
from relance_xl.rules.with_penalties import with_penalties
from relance_xl.schema import TABLES
from relance_xl.settings import Settings


@dataclass(frozen=True)
class Decision:
    """What was decided: items and sheets' tool cells, proposals with their lines, problems.

    `invoices`, `instalments`, `customers` hold the key and the tool's columns of their
    sheet. `proposals` has one row per message and channel, `lines` what each lists.
    `movements` are the payments counted (see `items.Assembled`).
    """

    items: pd.DataFrame
    invoices: pd.DataFrame
    instalments: pd.DataFrame
    customers: pd.DataFrame
    proposals: pd.DataFrame
    lines: pd.DataFrame
    problems: list[Problem]
    movements: pd.DataFrame
    today: date


def decide(
    tables: Mapping[str, pd.DataFrame],
    settings: Settings,
    rates: pd.DataFrame,
    acts: pd.DataFrame,
    today: date,
) -> Decision:
    """Apply RULES §2 to §6 to the whole workbook, as of `today`.

    Needs all tables as frames, `rates` as sheet Taux, the ACTS frame (`acts.gather`).

    >>> from relance_xl.laws import rate_table
    >>> from tests.rules.builders import TODAY, invoice, no_acts, settings, tables
    >>> found = decide(tables(invoices=[invoice()]), settings(), rate_table(), no_acts(), TODAY)
    >>> found.proposals[["payer", "stage", "due_cents"]].to_dict("records")
    [{'payer': 'C1', 'stage': 'standard-3', 'due_cents': 10000}]
    >>> found.invoices["reason"].to_list()
    ['proposed']
    """
    sheets = tables
    tables, acts = with_one_spelling({**tables, "rates": rates}, acts)
    settings = with_known_plan(settings, tables["plans"])
    desk = open_desk(tables, settings, acts, today)
    stages = stage_table(tables)
    found = assemble(tables, settings, acts, today)
    items = _with_past(found, stages, desk)
    live = _with_what_is_due(live_items(items, tables["invoices"]), found, stages, desk)

    live, batches = _batched(live, stages, desk)
    rows, lines = proposals(*messages_of(live, batches, stages, tables), stages, desk)
    items = with_settled(items, live)
    return Decision(
        items=items,
        **_cells(items, found, (tables, sheets), settings),
        proposals=rows,
        lines=lines,
        problems=[*found.problems, *_day_problems(acts, today)],
        movements=found.movements,
        today=today,
    )


def _with_past(found: Assembled, stages: pd.DataFrame, desk: Desk) -> pd.DataFrame:
    """Give every item its plan and what was sent of it."""
    items = with_lost_acts_held(found.items.reset_index(drop=True), desk.acts)
    items = items.assign(plan=resolve(items, desk.tables, desk.settings.default_plan))
    return with_history(items, desk.acts, stages)


def _with_what_is_due(
    live: pd.DataFrame, found: Assembled, stages: pd.DataFrame, desk: Desk
) -> pd.DataFrame:
    """Give open items their next stage, the penalties they bear and the credits that lower them."""
    tables, settings, today = desk.tables, desk.settings, desk.today
    run = Run(today, first_row_day(desk.acts), seasons_of(tables["calendar"]))

    def penalties(some: pd.DataFrame, day: date) -> pd.DataFrame:
        return with_penalties(some, found.movements, tables, settings, day)

    live = with_next_stage(live, stages, run)
    live = with_notices(live, stages, sent_pairs(desk.acts), run)
    live = net_of_claims(penalties(live, today), tables["penalties"], penalties)
    live = with_credits(live, found.credits)
    return with_factor_plan(live, stages, tables["invoices"])


def _batched(
    live: pd.DataFrame, stages: pd.DataFrame, desk: Desk
) -> tuple[pd.DataFrame, tuple[Batch, ...]]:
    """Gather what is due into messages, and say of every item what comes of it."""
    routes = routes_of(desk)
    reminders, postponed = batch_reminders(live, stages, routes, desk)
    live = with_waiting_notices(live, reminders)
    batches = (reminders, postponed, batch_notices(live, stages, routes, desk))
    return with_outcome(live, batches, stages, desk.tables["invoices"], desk), batches


def _day_problems(acts: pd.DataFrame, today: date) -> list[Problem]:
    """Warn when something left after the day the rules believe it is."""
    last = acts.loc[acts["status"] == "sent", "at"].max()
    if pd.isna(last) or last.date() <= today:
        return []
    return [
        Problem(
            "day_before_last_send",
            TABLES["sends"].sheet,
            f"la date {today:%d/%m/%Y} précède le dernier envoi ({last:%d/%m/%Y})",
            "vérifier la date demandée, ou celle de l’ordinateur",
        )
    ]


def _cells(
    items: pd.DataFrame,
    found: Assembled,
    given: tuple[Mapping[str, pd.DataFrame], Mapping[str, pd.DataFrame]],
    settings: Settings,
) -> dict[str, pd.DataFrame]:
    """Give the tool's cells of three sheets; `given` are tables in one spelling, and as typed."""
    tables, sheets = given
    cells = {
        "invoices": invoice_cells(items, tables["invoices"]),
        "instalments": instalment_cells(items, tables["instalments"]),
        "customers": customer_cells(items, found, tables, settings),
    }
    keys = {"invoices": "invoice", "instalments": "instalment", "customers": "customer"}
    for name, key in keys.items():
        typed = sheets[name][key]
        if not (tables[name][key] == typed).all():
            cells[name] = own_spelling(cells[name], key, typed)
    return cells
