"""Messages for the tests of the mail room."""

from dataclasses import replace
from datetime import UTC, datetime

from relance_xl.adapters.mime import Sender
from relance_xl.ports import Attachment, Message

PDF = Attachment("F-12.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 40)
SENDER = Sender("compta@acme.example", "Société Élan & Fils")
MESSAGE = Message(
    number="REL-2026-00042",
    channel="email",
    recipient="client@client.example",
    recipient_name="Établissements Déjà-Vu",
    subject="REL-2026-00042 – Rappel : facture F-12 de 1 234,56 €",
    text="Bonjour,\n\n.une ligne qui commence par un point\nVotre facture F-12 : 1 234,56 €.\n",
    html="<html><body><p>Bonjour,</p><p>1 234,56 €</p></body></html>",
    sent_at=datetime(2026, 11, 23, 8, 30, tzinfo=UTC),
)


def message(**more: object) -> Message:
    return replace(MESSAGE, **more)  # type: ignore[arg-type]
