"""Traiter: decisions typed in the sheets take effect, payments ticked are counted."""

import pandas as pd

from relance_xl.flows.agreements import confirm_agreements
from relance_xl.flows.claims import note_waivers, settle_claims
from relance_xl.flows.deciding import decide_today
from relance_xl.flows.desk import Desk
from relance_xl.flows.handing import Key, hand_over
from relance_xl.flows.opening import Opened, open_workbook
from relance_xl.flows.outcome import DONE, NEEDS_A_PERSON, Outcome
from relance_xl.flows.refresh import refresh
from relance_xl.flows.treat.notices import tell_owners
from relance_xl.flows.treat.telling import told
from relance_xl.flows.treat.treated import Treated
from relance_xl.frames import row_cells
from relance_xl.problems import WorkbookError
from relance_xl.rules.decide import Decision
from relance_xl.rules.missing_data import collected
from relance_xl.rules.treatments import (
    Acceptance,
    Answered,
    Effects,
    accept_payments,
    treat_answers,
)
from relance_xl.rules.working_days import working_days
from relance_xl.schema import TABLES

COMMAND = "traiter"


def treat(desk: Desk, *, payments_only: bool = False, high: bool = False) -> Outcome:
    """Carry out what is decided, once; then recompute, so that « Pourquoi » says it.

    With `payments_only` answers wait. With `high` the sure proposals left empty are accepted
    as if ticked. What lacks a cell stays as it is and is told.
    """
    with open_workbook(desk) as opened:
        if opened.gaps:
            raise WorkbookError(
                "Une colonne ou un tableau qui décide est introuvable (voir « Contrôler ») : "
                "rien n’est traité tant qu’il manque."
            )
        done = _carry_out(desk, opened, payments_only=payments_only, high=high)
    if done.changed and not desk.simulate:
        refresh(desk)
    lines = told(done, opened.tables, payments_only=payments_only)
    status = NEEDS_A_PERSON if done.problems or done.faults else DONE
    return Outcome(tuple(lines), done.json, status)


def _carry_out(desk: Desk, opened: Opened, *, payments_only: bool, high: bool) -> Treated:
    """Decide from what stands in the sheets, then write, then mail what is written."""
    decision = decide_today(desk, opened)
    acceptance = accept_payments(opened.tables, decision.invoices, high=high)
    answers = Effects() if payments_only else _answers(desk, opened, decision)
    contacts = Effects() if payments_only else collected(opened.tables)
    _accept(desk, opened, acceptance)
    paid, waived = _claims(desk, opened, acceptance)
    _write(desk, opened, answers)
    _write(desk, opened, contacts)
    opened.save(desk)
    faults = tell_owners(desk, opened, answers.notices)
    confirmations = confirm_agreements(desk, opened, decision, answers.agreements)
    faults += confirmations.faults
    return Treated(acceptance, answers, contacts, paid, waived, confirmations, faults)


def _answers(desk: Desk, opened: Opened, decision: Decision) -> Effects:
    tables, settings = opened.tables, opened.settings
    known = tables["invoices"][["invoice", "customer", "due_date"]].reset_index(drop=True)
    figures = decision.invoices[["balance_cents", "days_late"]].reset_index(drop=True)
    acts = opened.acts
    part_of = dict(
        zip(tables["instalments"]["instalment"], tables["instalments"]["invoice"], strict=True)
    )
    items = acts["item"].map(lambda item: part_of.get(item, item))
    world = Answered(
        invoices=pd.concat([known, figures], axis=1),
        contacts=tables["contacts"],
        listed={
            str(number): tuple(dict.fromkeys(found))
            for number, found in items.groupby(acts["number"])
        },
        recipients=dict(zip(acts["number"], acts["recipient"], strict=True)),
        planned=frozenset(tables["instalments"]["invoice"]),
        calendar=working_days(settings.country, settings.region, tables["calendar"]),
        today=desk.today,
    )
    return treat_answers(tables["answers"], world)


def _accept(desk: Desk, opened: Opened, acceptance: Acceptance) -> None:
    for names, verdict in ((acceptance.accepted, "yes"), (acceptance.refused, "no")):
        if names:
            said = {"accepted": [verdict] * len(names)}
            hand_over(desk, opened, COMMAND, ("payments", names), said)


def _claims(desk: Desk, opened: Opened, acceptance: Acceptance) -> tuple[list[str], list[str]]:
    """Mark claims that payments now cover, and remember those a person gave up."""
    payments = opened.tables["payments"]
    said = payments["accepted"].mask(payments["payment"].isin(acceptance.accepted), "yes")
    said = said.mask(payments["payment"].isin(acceptance.refused), "no")
    paid = settle_claims(desk, opened, payments.assign(accepted=said), COMMAND)
    return paid, note_waivers(desk, opened, COMMAND)


def _write(desk: Desk, opened: Opened, effects: Effects) -> None:
    """Gather cells, those of rows changed alike at once, and the rows to add."""
    alike: dict[tuple[str, ...], list[tuple[str, Key]]] = {}
    for place, values in effects.cells.items():
        alike.setdefault((place[0], *values), []).append(place)
    for (table, *names), places in alike.items():
        columns = {name: [effects.cells[place][name] for place in places] for name in names}
        hand_over(desk, opened, COMMAND, (table, [key for _, key in places]), columns)
    for table, rows in effects.rows.items():
        desk.book.append(table, [row_cells(TABLES[table], row) for row in rows])
