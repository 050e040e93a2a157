"""Messages that count for nothing: simulated, redirected, or a test to oneself."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from relance_xl.flows.desk import Desk
from relance_xl.flows.outcome import DONE, NEEDS_A_PERSON, Outcome, counted
from relance_xl.flows.parcels import Parcel
from relance_xl.ports import Channel, Message, Receipt, SendState
from relance_xl.problems import ChannelError
from relance_xl.render.messages import SetAside


def redirected(message: Message, address: str) -> Message:
    """Turn a message into a trial for one address: no copy, no receipt, the subject says so."""
    meant = message.recipient if message.channel == "email" else message.recipient_name
    return replace(
        message,
        recipient=address if message.channel == "email" else message.recipient,
        recipient_name="" if message.channel == "email" else message.recipient_name,
        subject=f"[Essai pour {meant}] {message.subject}",
        copies=(),
        wants_read_receipt=False,
        message_id=message.message_id.replace("<", "<essai.", 1),
    )


def rehearse(
    desk: Desk,
    stale: Mapping[str, str],
    parcels: Sequence[Parcel],
    aside: Sequence[SetAside],
    channels: Mapping[str, Channel],
) -> Outcome:
    """Send everything to `desk.redirect`, or under simulation nothing; record nothing."""
    faults: list[str] = []
    receipts: dict[str, Receipt] = {}
    if desk.redirect and not desk.simulate:
        receipts = send_trials(
            [redirected(parcel.message, desk.redirect) for parcel in parcels], channels, faults
        )
        done = sum(receipt.state is SendState.ACCEPTED for receipt in receipts.values())
        lines = [
            (
                f"{counted(done, 'message redirigé', 'messages redirigés')} vers {desk.redirect} ; "
                "rien n’est enregistré."
            )
        ]
    else:
        lines = [
            f"Simulation : {counted(len(parcels), 'message partirait', 'messages partiraient')}."
        ]
    lines += [f"Périmée, {number} : {why}" for number, why in stale.items()]
    lines += [f"Mise de côté, {one.payer_name} : {one.reason}" for one in aside]
    json = {
        "sent": 0,
        "refused": 0,
        "unsure": 0,
        "stale": len(stale),
        "messages": [_message(parcel, desk, receipts) for parcel in parcels],
        "faults": faults,
    }
    calm = not (faults or stale or aside)
    return Outcome((*lines, *faults), json, DONE if calm else NEEDS_A_PERSON)


def send_trials(
    messages: Sequence[Message], channels: Mapping[str, Channel], faults: list[str]
) -> dict[str, Receipt]:
    """Send trial messages, a connection per channel; faults are told, not raised."""
    receipts: dict[str, Receipt] = {}
    for name in dict.fromkeys(message.channel for message in messages):
        try:
            with channels[name].open():
                for message in messages:
                    if message.channel == name:
                        receipts[message.number] = channels[name].send(message, lambda: None)
        except ChannelError as error:
            faults.append(str(error))
    return receipts


def _message(parcel: Parcel, desk: Desk, receipts: Mapping[str, Receipt]) -> dict[str, object]:
    receipt = receipts.get(parcel.message.number)
    trial = "redirected" if desk.redirect else "simulated"
    return {
        "number": parcel.message.number,
        "channel": parcel.message.channel,
        "to": desk.redirect or parcel.message.recipient,
        "status": trial if receipt or not desk.redirect else "not_sent",
        "file": receipt.file if receipt else "",
    }
