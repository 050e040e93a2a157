"""One failed recipient, as a report tells it before anybody weighs its words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """What is known about one address that got no mail.

    `status` is the enhanced code (RFC 3463), `words` the server's own answer in lower
    case, `command` the SMTP command it answers: conn, ehlo, mail, rcpt, data or "".
    `delayed`: the sending server is still trying.
    """

    address: str
    status: str = ""
    words: str = ""
    command: str = ""
    delayed: bool = False
