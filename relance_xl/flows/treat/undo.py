"""Taking back the last acceptance of payments, row by row as it was."""

from relance_xl.flows.claims import settle_claims
from relance_xl.flows.desk import Desk
from relance_xl.flows.handing import hand_over
from relance_xl.flows.opening import Opened, open_workbook
from relance_xl.flows.outcome import Outcome, counted
from relance_xl.flows.refresh import refresh
from relance_xl.ports import Change
from relance_xl.schema import TABLES

_UNDO = "traiter --annuler"
_TABLE = "payments"
_COLUMN = "accepted"


def undo_payments(desk: Desk) -> Outcome:
    """Give « Accepté » back what stood there before the last *Traiter* that changed it.

    Rows a person has changed since are left alone. Asked again, it takes back the run before.
    """
    with open_workbook(desk) as opened:
        last = _last_run(opened)
        column = TABLES[_TABLE][_COLUMN]
        names = [change.key for change in last]
        before = {_COLUMN: [column.code_of(change.old) or "" for change in last]}
        if names:
            hand_over(desk, opened, _UNDO, (_TABLE, names), before)
            payments = opened.tables[_TABLE]
            given_back = dict(zip(names, before[_COLUMN], strict=True))
            said = payments["payment"].map(given_back).fillna(payments[_COLUMN])
            settle_claims(desk, opened, payments.assign(**{_COLUMN: said}), _UNDO)
            opened.save(desk)
    if not names:
        return Outcome(("Aucune acceptation à reprendre.",), {"undone": []})
    if not desk.simulate:
        refresh(desk)
    done = counted(len(names), "paiement remis", "paiements remis")
    told = f"{done} comme avant le dernier « Traiter » (feuille Paiements, « Accepté »)."
    return Outcome((told,), {"undone": names})


def _last_run(opened: Opened) -> list[Change]:
    """Give the changes of the last run whose cells still show what it wrote."""
    payments = opened.tables[_TABLE]
    column = TABLES[_TABLE][_COLUMN]
    shown = {
        name: column.label_of(code)
        for name, code in zip(payments["payment"], payments[_COLUMN], strict=True)
    }
    mine = [
        change
        for change in opened.journal.changes()
        if change.command in ("traiter", _UNDO)
        and (change.table, change.column) == (_TABLE, _COLUMN)
    ]
    standing = _not_undone(mine)
    alive = [change for change in standing if shown.get(change.key) == change.new]
    latest = max((change.at for change in alive), default=None)
    return [change for change in alive if change.at == latest]


def _not_undone(changes: list[Change]) -> list[Change]:
    """Leave out what was taken back already."""
    stacks: dict[str, list[Change]] = {}
    for change in changes:
        stack = stacks.setdefault(change.key, [])
        if change.command == _UNDO:
            if stack:
                stack.pop()
        else:
            stack.append(change)
    return [change for stack in stacks.values() for change in stack]
