"""One print-ready PDF of the letters that left, with its cover sheet."""

from collections.abc import Sequence

from relance_xl.flows.delivery import Delivery
from relance_xl.flows.desk import Desk
from relance_xl.flows.parcels import Parcel
from relance_xl.problems import RelanceError
from relance_xl.render.letters.printrun import print_run
from relance_xl.settings import Settings


def write_print_run(
    desk: Desk, settings: Settings, parcels: Sequence[Parcel], delivery: Delivery
) -> str:
    """Write the letters accepted in this batch as one file; returns its path, "" if none.

    Each letter's own file is written already: a fault here loses nothing, and is told.
    """
    done = [p for p in parcels if p.letter and delivery.accepted(p.message.number)]
    if not done:
        return ""
    letters = [parcel.letter for parcel in done if parcel.letter]
    files = [parcel.message.attachments[0].content for parcel in done]
    first, last = done[0].message.number, done[-1].message.number
    name = f"Lettres à imprimer {first}{'' if first == last else f' à {last}'}.pdf"
    try:
        content = print_run(letters, files, desk.today)
        folder = f"{settings.outbox_folder}/{desk.today.isoformat()}"
        return desk.documents.write(f"{folder}/{name}", content)
    except RelanceError as error:
        delivery.faults.append(f"Le PDF d’impression n’a pas pu être écrit : {error}")
        return ""
