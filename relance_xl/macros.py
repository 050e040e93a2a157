"""What the workbook's buttons run: one function per entry of `schema.buttons`.

Each works on `xlwings.Book.caller()`: the workbook of the button, or from Python the one
given by `xlwings.Book.set_mock_caller()`. The launcher in the workbook starts

    pythonw -I -m relance_xl.macros FUNCTION --wb=NAME --from_xl=1 --hwnd=N --temoin=PATH

Nothing heavy is imported here: the witness at PATH must be there at once.
"""

import gc
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from relance_xl.schema.buttons import BUTTONS

if TYPE_CHECKING:
    from relance_xl.flows.desk import Desk
    from relance_xl.flows.outcome import Outcome
    from relance_xl.pressing import Run

_FAILED = 1
_BAD_USAGE = 2
_UNKNOWN = (
    "Ce bouton («\u202f{}\u202f») n’est pas connu du programme installé\u202f: il est plus ancien "
    "que le classeur. Relancez l’installation de Relance XL, puis recommencez."
)
_BROKEN = (
    "Relance XL ne démarre pas\u202f: son installation est incomplète ou abîmée ({}). "
    "Fermez Excel, relancez l’installation de Relance XL, puis recommencez."
)


def import_files() -> int:
    """Read folder « À importer »: payments are proposed, invoices shown, then taken in."""
    from relance_xl import wiring
    from relance_xl.flows.importing import import_folder
    from relance_xl.pressing import on_desk, then_open

    return _press(
        then_open(on_desk(lambda desk: import_folder(desk, wiring.import_doors(desk.book.path))))
    )


def check() -> int:
    """Check the data; what is wrong is in sheet Anomalies."""
    from relance_xl.flows.check import check as flow

    return _press_flow(flow)


def refresh() -> int:
    """Recompute balances, delays, stages, and why each invoice is dunned or not."""
    from relance_xl.flows.refresh import refresh as flow

    return _press_flow(flow)


def prepare() -> int:
    """Fill sheet Relances."""
    from relance_xl.flows.prepare import prepare as flow

    return _press_flow(flow)


def preview() -> int:
    """Write the page with every message and open it."""
    from relance_xl.flows.preview import preview as flow
    from relance_xl.pressing import on_desk, then_open

    return _press(then_open(on_desk(flow)))


def approve_all() -> int:
    """Approve what the preview has shown, but for formal notices and large sums."""
    from relance_xl.flows.approve import approve

    return _press_flow(lambda desk: approve(desk, None))


def send_test() -> int:
    """Send one proposed message to oneself; nothing is recorded."""
    from relance_xl.flows.own_trial import try_on_oneself as flow

    return _press_flow(flow)


def send() -> int:
    """Send what is approved."""
    from relance_xl.flows.send import send as flow

    return _press_flow(flow)


def collect() -> int:
    """Read the mailbox; what came in is in sheet Réponses."""
    from relance_xl import wiring
    from relance_xl.flows.collect import collect as flow

    return _press_flow(lambda desk: flow(desk, wiring.open_mailbox(desk.book.path)))


def treat() -> int:
    """Carry out what was chosen in Réponses, Paiements and « À compléter »."""
    from relance_xl.flows.treat import treat as flow

    return _press_flow(flow)


def customer_sheet() -> int:
    """Write the page of the customer of the chosen row and open it."""
    from relance_xl.flows.customer import customer_sheet as flow
    from relance_xl.pressing import on_chosen, then_open

    return _press(then_open(on_chosen("customer", flow)))


def explain_interest() -> int:
    """Take the penalties of the chosen invoice apart."""
    from relance_xl.flows.explain import explain
    from relance_xl.pressing import on_chosen

    return _press(on_chosen("invoice", explain))


def state_penalties() -> int:
    """Invoice the penalties of the customer of the chosen row."""
    from relance_xl.flows.decompte import invoice_penalties
    from relance_xl.pressing import on_chosen

    return _press(on_chosen("customer", invoice_penalties))


def diagnose() -> int:
    """Tell what is missing, and how to mend it."""
    from relance_xl.pressing import diagnose_open

    return _press(diagnose_open)


def show_help() -> int:
    """Bring sheet Aide to the front."""
    from relance_xl.pressing import open_help

    return _press(open_help)


def main(words: Sequence[str]) -> int:
    """Run the function named first; returns its exit status, which the witness holds at the end.

    A process that falls leaves a witness without status: the launcher says so.
    """
    witness = _open_witness(_word(words, "--temoin"))
    gc.disable()  # a short run: the cycle collector costs time and finds nothing
    status = _run(words[0] if words else "")
    if witness is not None:
        with suppress(OSError):
            witness.write(f"{status}\n")
            witness.flush()
    return status


def _run(name: str) -> int:
    """Run a function of the registry; what `press` could not tell is told here."""
    from relance_xl.adapters.message_box import message_box

    if name not in {button.function for button in BUTTONS}:
        message_box(_UNKNOWN.format(name), 0, grave=True)
        return _BAD_USAGE
    try:
        status: int = globals()[name]()
    except Exception as fault:  # noqa: BLE001 - a package missing or damaged, and no screen but this
        message_box(_BROKEN.format(f"{type(fault).__name__}: {fault}"), 0, grave=True)
        return _FAILED
    return status


def _press_flow(flow: "Callable[[Desk], Outcome]") -> int:
    from relance_xl.pressing import on_desk

    return _press(on_desk(flow))


def _press(run: "Run") -> int:
    """Press with the words of the command: `--date=` another day, `--fenetre` the small window."""
    from relance_xl.pressing import in_print, press

    day = _word(sys.argv, "--date")
    notify = in_print if "--fenetre" in sys.argv else None
    return press(run, notify, date.fromisoformat(day) if day else None)


def _open_witness(path: str) -> TextIO | None:
    """Open the file whose being held tells the launcher that this process lives.

    It stays open until the process ends. Without it the launcher only gives up waiting.
    """
    with suppress(OSError):
        return Path(path).open("w", encoding="ascii") if path else None
    return None


def _word(words: Sequence[str], name: str) -> str:
    """Give the value of `--name=value` among words, "" when it is not there."""
    found = [word[len(name) + 1 :] for word in words if word.startswith(f"{name}=")]
    return found[-1] if found else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
