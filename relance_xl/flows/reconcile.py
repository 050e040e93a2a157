"""Journal and sheet Envois, brought together before anything is decided.

Another PC, a restored backup, a crash: both memories are read, a person's verdict wins,
and what one knows and the other does not is carried over.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd

from relance_xl.flows.envois import STATUS_OF, row_of, status_cells
from relance_xl.ports import Book, Entry, Journal, Receipt, SendState

_VERDICTS = {"sent": SendState.ACCEPTED, "not_sent": SendState.NOT_SENT}
_UNSETTLED = ("in_progress", "in_doubt")


@dataclass(frozen=True)
class Reconciled:
    """The journal's entries as they now stand, and rows another machine left under way.

    `foreign` are numbers « en cours » in the sheet that this machine's journal does not
    know; `lost` those this machine itself left, whose journal is gone.
    """

    entries: tuple[Entry, ...]
    foreign: tuple[str, ...]
    lost: tuple[str, ...]
    released: tuple[str, ...]


def reconcile(journal: Journal, sends: pd.DataFrame, machine: str) -> Reconciled:
    """Bring the journal up to date with the sheet's verdicts and this machine's crashes.

    `sends` is the typed frame of sheet Envois (`number`, `status`, `verdict`, `machine`).
    """
    released = journal.release(machine)
    known = {entry.number: entry for entry in journal.entries()}
    known = {n: e for n, e in known.items() if not _collides(e, _shown_to(sends))}
    verdicts = sends[sends["verdict"] != ""]
    for number, verdict in zip(verdicts["number"], verdicts["verdict"], strict=True):
        state = _VERDICTS[verdict]
        if number in known and known[number].state is not state:
            journal.mark(number, state, Receipt(state, detail="verdict saisi dans Envois"))
    under_way = sends[(sends["status"] == "in_progress") & (sends["verdict"] == "")]
    unknown = under_way[~under_way["number"].isin(list(known))]
    ours = unknown["machine"] == machine
    return Reconciled(
        entries=tuple(journal.entries()),
        foreign=tuple(unknown.loc[~ours, "number"]),
        lost=tuple(unknown.loc[ours, "number"]),
        released=tuple(released),
    )


def write_back(
    book: Book,
    journal: Journal,
    memory: Reconciled,
    sends: pd.DataFrame,
    appended: Collection[str] = (),
) -> list[str]:
    """Gather what the workbook does not show yet; returns the numbers to mark once saved.

    `sends` is sheet Envois as read, `appended` what this run has added to it since. Also
    turns a typed verdict into the row's status.
    """
    seen = _shown_to(sends)
    unwritten = [entry for entry in journal.unwritten() if not _collides(entry, seen)]
    done = {entry.number for entry in unwritten}
    statuses = dict(zip(sends["number"], sends["status"], strict=True))
    shown = {*statuses, *appended}
    behind = [
        entry
        for entry in memory.entries
        if entry.number not in done
        and not _collides(entry, seen)
        and (entry.number not in shown or _behind(entry, statuses.get(entry.number, "")))
    ]
    changed = [*unwritten, *behind]
    new = [e for e in changed if e.number not in shown and e.state is not SendState.DEFERRED]
    old = [entry for entry in changed if entry.number in shown]
    if new:
        book.append("sends", [row_of(entry) for entry in new])
    if old:
        cells = [status_cells(entry) for entry in old]
        book.patch(
            "sends",
            [entry.number for entry in old],
            {name: [row[name] for row in cells] for name in cells[0]},
        )
    _settle_verdicts(book, sends, {entry.number for entry in changed})
    return [entry.number for entry in changed]


def _shown_to(sends: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Give payer and recipient of every number of sheet Envois."""
    columns = (sends["number"], sends["payer"], sends["recipient"].str.casefold())
    return {number: (payer, to) for number, payer, to in zip(*columns, strict=True)}


def _collides(entry: Entry, shown: Mapping[str, tuple[str, str]]) -> bool:
    """Tell whether the sheet's row of this number is another message, of another machine.

    Neither memory may then speak for the other; the rules keep both acts and report it. What
    the row no longer says is not held against it.
    """
    mine = (entry.payer, entry.recipient.casefold())
    told = zip(shown.get(entry.number, mine), mine, strict=True)
    return any(theirs and theirs != ours for theirs, ours in told)


def _behind(entry: Entry, shown: str) -> bool:
    """Tell whether an older workbook was restored: it waits for news the journal has."""
    return shown in _UNSETTLED and shown != STATUS_OF[entry.state]


def _settle_verdicts(book: Book, sends: pd.DataFrame, done: set[str]) -> None:
    given = sends[(sends["verdict"] != "") & ~sends["number"].isin(["", *done])]
    given = given[given["status"] != given["verdict"]]
    if len(given):
        labels = {"sent": "envoyé", "not_sent": "pas parti"}
        book.patch(
            "sends",
            list(given["number"]),
            {"status": [labels[verdict] for verdict in given["verdict"]]},
        )
