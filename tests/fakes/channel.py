"""A channel that keeps what it is given and answers what the test wants."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto

from relance_xl.ports import Message, Receipt, SendState
from relance_xl.problems import ChannelError


class Break(Enum):
    """Where the line breaks."""

    AT_OPEN = auto()
    BEFORE_THE_ACT = auto()
    AFTER_THE_ACT = auto()


@dataclass
class FakeChannel:
    """Fulfils `Channel`.

    `answers` gives a receipt by recipient (accepted otherwise); `breaks` says where the
    line breaks, by recipient, or for `*` already at `open`. `sent` is what was accepted.
    """

    name: str = "email"
    answers: dict[str, Receipt] = field(default_factory=dict)
    breaks: dict[str, Break] = field(default_factory=dict)
    sent: list[Message] = field(default_factory=list)
    opened: int = 0

    @contextmanager
    def open(self) -> Iterator[None]:
        if self.breaks.get("*") is Break.AT_OPEN:
            raise ChannelError("Le serveur de messagerie ne répond pas.")
        self.opened += 1
        yield

    def check(self, message: Message) -> None:
        return

    def send(self, message: Message, before_act: Callable[[], None]) -> Receipt:
        broken = self.breaks.get(message.recipient)
        if broken is Break.BEFORE_THE_ACT:
            raise ChannelError("Connexion rompue avant l’envoi.")
        answer = self.answers.get(message.recipient, Receipt(SendState.ACCEPTED, "250 Ok"))
        if answer.state is not SendState.ACCEPTED:
            return answer
        before_act()
        if broken is Break.AFTER_THE_ACT:
            raise ChannelError("Connexion rompue avant l’accord du serveur.")
        self.sent.append(message)
        return answer
