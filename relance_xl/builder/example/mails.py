"""Mails customers of the example send back: a promise, a dispute, a failure, an absence."""

from datetime import UTC, datetime, time
from email.header import Header
from email.utils import format_datetime

from relance_xl.builder.example.ledger import Ledger, Send, weekday_after

_OURS = "compta@menuiserie-hautier.example"
_PROMISE = """Bonjour,

Toutes nos excuses pour ce retard. Nous vous réglons la facture {invoice}, soit 2 946,00 €,
par virement le {day:%d/%m/%Y}.

Bien cordialement,
Alain Prost
Imprimerie Gutenberg 2000

Le {sent:%d/%m/%Y}, Claire Hautier <{ours}> a écrit :
> Sauf erreur de notre part, la facture {invoice} reste impayée.
"""
_DISPUTE = """Hello,

We dispute invoice {invoice}: two of the doors arrived damaged and we are still waiting for
their replacement. Please hold the reminders until this is sorted out.

Kind regards,
Olivia Hart
Alpine Interiors Ltd

On {sent:%d/%m/%Y}, Claire Hautier <{ours}> wrote:
> According to our records, invoice {invoice} is overdue.
"""
_ABSENCE = """Bonjour,

Je suis absent du bureau jusqu’au {day:%d/%m/%Y}. Votre message sera lu à mon retour.

Luc Köhler
"""
_FAILURE = """This is a MIME-encapsulated message.

--rapport
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.client.example.

<{address}>: host mx.client.example said: 550 5.1.1
    <{address}>: Recipient address rejected: User unknown (in reply to RCPT TO command)

--rapport
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.client.example

Final-Recipient: rfc822; {address}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 Recipient address rejected: User unknown

--rapport
Content-Type: text/rfc822-headers

Message-ID: {message}
From: {ours}
To: {address}
Subject: {number}

--rapport--
"""


def mails(ledger: Ledger) -> dict[str, bytes]:
    """Give what lies in the inbox, by name; the ledger is closed, so that numbers stand."""
    return {
        "1 Promesse": _reply(ledger, "C0033", "Alain Prost", _PROMISE),
        "2 Contestation": _reply(ledger, "C0015", "Olivia Hart", _DISPUTE),
        "3 Adresse inconnue": _report(ledger, "C0042"),
        "4 Absence": _reply(ledger, "C0026", "Luc Köhler", _ABSENCE, automatic=True),
    }


def _reply(
    ledger: Ledger, customer: str, name: str, words: str, *, automatic: bool = False
) -> bytes:
    send = ledger.last_send(customer)
    text = words.format(
        invoice=send.invoices[0].number, day=weekday_after(ledger.day(-8)), sent=send.at, ours=_OURS
    )
    encoded = Header(name, "utf-8").encode() if not name.isascii() else name
    head = [
        f"From: {encoded} <{ledger.contact(customer)['email']}>",
        f"Subject: {'Absence' if automatic else 'Re'}: {send.number}",
        f"In-Reply-To: <{send.number.lower()}@menuiserie-hautier.example>",
        *(["Auto-Submitted: auto-replied"] if automatic else []),
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
    ]
    return _mail(ledger, send, head, text)


def _report(ledger: Ledger, customer: str) -> bytes:
    send = ledger.last_send(customer)
    text = _FAILURE.format(
        address=ledger.contact(customer)["email"],
        message=f"<{send.number.lower()}@menuiserie-hautier.example>",
        number=send.number,
        ours=_OURS,
    )
    head = [
        "From: Mail Delivery System <MAILER-DAEMON@mx.client.example>",
        "Subject: Undelivered Mail Returned to Sender",
        "Auto-Submitted: auto-replied",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="rapport"',
    ]
    return _mail(ledger, send, head, text)


def _mail(ledger: Ledger, send: Send, head: list[str], text: str) -> bytes:
    at = datetime.combine(ledger.day(1), time(8, 12), UTC)
    lines = [
        *head[:1],
        f"To: {_OURS}",
        f"Date: {format_datetime(at)}",
        f"Message-ID: <reponse-{send.number.lower()}@client.example>",
        "MIME-Version: 1.0",
        *head[1:],
        "",
        *text.splitlines(),
        "",
    ]
    return "\r\n".join(lines).encode()
