"""Mails to ourselves: reports, disputes. They are no reminders and stand in no memory."""

from relance_xl.flows.desk import Desk
from relance_xl.flows.opening import Opened
from relance_xl.ports import Message, SendState
from relance_xl.problems import RelanceError


def mail_ourselves(desk: Desk, opened: Opened, message: Message) -> str:
    """Send one message to somebody of ours; returns a sentence if it could not leave.

    `redirect` takes it elsewhere, as it does with every message.
    """
    try:
        channels = desk.open_channels(opened.settings, desk.today, trial=bool(desk.redirect))
        with channels["email"].open():
            receipt = channels["email"].send(message, lambda: None)
    except RelanceError as error:
        return f"n’a pas pu être envoyé par e-mail : {error}"
    if receipt.state is SendState.ACCEPTED:
        return ""
    return f"n’a pas été accepté par la messagerie : {receipt.detail}"
