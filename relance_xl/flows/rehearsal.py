"""Messages that count for nothing: simulated, redirected, or a test to oneself."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from relance_xl.flows.desk import Desk
from relance_xl.flows.outcome import DONE, NEEDS_A_PERSON, Outcome, counted
from relance_xl.flows.parcels import Parcel
from relance_xl.flows.sending_report import NOTHING_SENT
from relance_xl.ports import Channel, Message, Receipt, SendState
from relance_xl.problems import ChannelError
from relance_xl.render.messages import SetAside

_STATUS = {SendState.ACCEPTED: "redirected", SendState.REFUSED: "refused"}


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
    if desk.simulate:
        lines = [
            f"Simulation : {counted(len(parcels), 'message partirait', 'messages partiraient')}."
        ]
    else:
        trials = [redirected(parcel.message, desk.redirect) for parcel in parcels]
        receipts = send_trials(trials, channels, faults)
        done = sum(receipt.state is SendState.ACCEPTED for receipt in receipts.values())
        lines = [
            (
                f"{counted(done, 'message redirigé', 'messages redirigés')} vers {desk.redirect} ; "
                "rien n’est enregistré."
            )
        ]
    lines += [f"Périmée, {number} : {why}" for number, why in stale.items()]
    lines += [f"Mise de côté, {one.payer_name} : {one.reason}" for one in aside]
    faults += [
        f"{number} n’est pas arrivé : {receipt.detail}"
        for number, receipt in receipts.items()
        if receipt.state is not SendState.ACCEPTED
    ]
    messages = [_message(parcel, desk, receipts) for parcel in parcels]
    json = {**NOTHING_SENT, "stale": len(stale), "messages": messages, "faults": faults}
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
    state = receipt.state if receipt else SendState.NOT_SENT
    return {
        "number": parcel.message.number,
        "channel": parcel.message.channel,
        "to": desk.redirect or parcel.message.recipient,
        "status": "simulated" if desk.simulate else _STATUS.get(state, "not_sent"),
        "file": receipt.file if receipt else "",
        "detail": receipt.detail if receipt else "",
    }
