"""A mailbox in memory: what flows are tested with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage

from relance_xl.adapters.mailbox.parsing import parse_mail
from relance_xl.incoming import IncomingMail
from relance_xl.ports import Letterbox
from relance_xl.problems import ChannelError
from relance_xl.settings import Settings


@dataclass
class MemoryMailbox:
    """Fulfils `Mailbox`: one letterbox INBOX, whose cursor counts mails."""

    mails: list[IncomingMail] = field(default_factory=list)
    fault: str = ""

    def fetch(self, boxes: Sequence[Letterbox]) -> Iterator[tuple[Letterbox, IncomingMail]]:
        if self.fault:
            raise ChannelError(self.fault)
        (box,) = boxes
        for place in range(int(box.cursor or 0), len(self.mails)):
            yield Letterbox(box.name, str(place + 1)), self.mails[place]

    def open(self, _: Settings) -> tuple["MemoryMailbox", Sequence[str]]:
        return self, ("INBOX",)

    def receive(self, text: str, **headers: str) -> IncomingMail:
        """Drop a mail into the box, as a server would."""
        message = EmailMessage()
        for name, value in headers.items():
            message[name.replace("_", "-")] = value
        message.set_content(text)
        return self.receive_raw(message.as_bytes())

    def receive_raw(self, raw: bytes) -> IncomingMail:
        self.mails.append(parse_mail(raw))
        return self.mails[-1]
