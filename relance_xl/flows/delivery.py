"""The moment messages leave: the journal before and after each one, one connection a channel."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field

from relance_xl.ports import Channel, Journal, Message, Receipt, SendState
from relance_xl.problems import RelanceError, TemplateTextError

_NOT_REACHED = "pas tenté : le canal s’est arrêté avant"
_INTERRUPTED = "Interrompu au clavier : ce qui n’était pas parti reste approuvé."
_MAIN_FIRST = "pas tenté : le premier canal n’a pas été accepté"


@dataclass(frozen=True, slots=True)
class Errand:
    """One message to deliver; `after` names the message that must be accepted first."""

    message: Message
    after: str = ""


@dataclass
class Delivery:
    """What became of each message, by number, and why a channel stopped (French)."""

    receipts: dict[str, Receipt] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    interrupted: bool = False

    def accepted(self, number: str) -> bool:
        """Tell whether that message was accepted in this batch."""
        receipt = self.receipts.get(number)
        return receipt is not None and receipt.state is SendState.ACCEPTED


def deliver(
    errands: Sequence[Errand],
    channels: Mapping[str, Channel],
    journal: Journal,
    advance: Callable[[int], None],
) -> Delivery:
    """Deliver a batch already queued in the journal; main messages first.

    A channel that fails stops only itself; Ctrl-C stops the batch. Messages not reached go
    back to « approved » (DEFERRED in the journal); one whose fate is unknown stays IN_DOUBT
    for a person.
    """
    delivery = Delivery()
    mains = [errand for errand in errands if not errand.after]
    seconds = [errand for errand in errands if errand.after]
    for wave in (mains, seconds):
        ready = [e for e in wave if not e.after or delivery.accepted(e.after)]
        for name in dict.fromkeys(errand.message.channel for errand in ready):
            batch = [errand for errand in ready if errand.message.channel == name]
            _deliver_by(channels[name], batch, journal, delivery, advance)
        _defer(delivery, journal, wave, _MAIN_FIRST)
    return delivery


def _deliver_by(
    channel: Channel,
    batch: Iterable[Errand],
    journal: Journal,
    delivery: Delivery,
    advance: Callable[[int], None],
) -> None:
    waiting = list(batch)
    if delivery.interrupted:
        _defer(delivery, journal, waiting, _NOT_REACHED)
        return
    try:
        with ExitStack() as stack:
            stack.enter_context(channel.open())
            while waiting:
                _deliver_one(channel, waiting[0], journal, delivery)
                waiting.pop(0)
                advance(1)
    except RelanceError as error:
        delivery.faults.append(str(error))
    except KeyboardInterrupt:
        delivery.interrupted = True
        delivery.faults.append(_INTERRUPTED)
    _defer(delivery, journal, waiting, _NOT_REACHED)


def _deliver_one(channel: Channel, errand: Errand, journal: Journal, delivery: Delivery) -> None:
    number = errand.message.number
    doubtful = False

    def before_act() -> None:
        nonlocal doubtful
        journal.mark(number, SendState.IN_DOUBT)
        doubtful = True

    try:
        try:
            receipt = channel.send(errand.message, before_act)
        except TemplateTextError as error:  # this message alone cannot leave
            receipt = Receipt(SendState.DEFERRED, str(error))
            if doubtful:
                receipt = Receipt(SendState.IN_DOUBT, str(error))
        if receipt.state is not SendState.IN_DOUBT:
            journal.mark(number, receipt.state, receipt)
        delivery.receipts[number] = receipt
    except BaseException as error:
        if doubtful:  # the journal's mark stands: only a person settles it
            delivery.receipts[number] = Receipt(SendState.IN_DOUBT, str(error))
        raise


def _defer(delivery: Delivery, journal: Journal, errands: Iterable[Errand], why: str) -> None:
    """Leave approved what has no receipt yet; a journal that fails is released by the next run."""
    for errand in errands:
        number = errand.message.number
        if number not in delivery.receipts:
            delivery.receipts[number] = Receipt(SendState.DEFERRED, why)
            with suppress(RelanceError):
                journal.mark(number, SendState.DEFERRED, delivery.receipts[number])
