"""What sending did, row by row, for the person, the JSON and sheet Relances."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from relance_xl.flows.delivery import Delivery
from relance_xl.flows.outcome import DONE, NEEDS_A_PERSON, Outcome, counted
from relance_xl.flows.parcels import Parcel
from relance_xl.ports import SendState
from relance_xl.render.messages import SetAside
from relance_xl.settings import Settings

_STATUS = {
    SendState.ACCEPTED: "sent",
    SendState.REFUSED: "refused",
    SendState.IN_DOUBT: "unsure",
    SendState.DEFERRED: "approved",
}
NOTHING_SENT = {
    "sent": 0,
    "refused": 0,
    "unsure": 0,
    "stale": 0,
    "ignored": 0,
    "messages": [],
    "faults": [],
    "letters": "",
}
"""What `envoyer --json` always says, of a run in which nothing left."""
_GONE = frozenset({SendState.ACCEPTED, SendState.REFUSED, SendState.IN_DOUBT})


@dataclass(frozen=True)
class Sent:
    """Everything one run of `envoyer` did. `rows` are the decided rows of Relances.

    `taken` are numbers whose pairs had left already; `letters` is the print-ready file, `to_print`
    the words that tell a person where it lies.
    """

    rows: pd.DataFrame
    parcels: Sequence[Parcel]
    aside: Sequence[SetAside]
    stale: Mapping[str, str]
    delivery: Delivery
    taken: tuple[str, ...]
    letters: str = ""
    to_print: str = ""

    def count(self, status: str) -> int:
        """Count messages of one status: sent, refused, unsure, approved."""
        states = self.delivery.receipts.values()
        return sum(_STATUS[receipt.state] == status for receipt in states)

    def remaining(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Give sheet Relances without what left or was ignored, the rest marked."""
        receipts = self.delivery.receipts
        gone = {number for number, receipt in receipts.items() if receipt.state in _GONE}
        decided = self.rows["decision"] == "ignore"
        gone |= set(self.rows.loc[decided, "number"]) - set(self.stale)
        left = rows[~rows["number"].isin(list(gone | set(self.taken)))]
        marks = dict.fromkeys(left.loc[left["decision"] == "postpone", "number"], "postponed")
        marks |= dict.fromkeys(self.stale, "stale")
        marks |= {one.number: "set_aside" for one in self.aside}
        marks |= {number: "retry" for number in receipts if number not in gone}
        status = [
            marks.get(number, old)
            for number, old in zip(left["number"], left["status"], strict=True)
        ]
        return left.assign(status=pd.array(status, dtype="str"))


def _left(sent: Sent, settings: Settings) -> str:
    """Tell what left: files of the folder still have to be sent or posted by somebody."""
    done = [p.message.channel for p in sent.parcels if sent.delivery.accepted(p.message.number)]
    mails, letters = done.count("email"), len(done) - done.count("email")
    if not (sent.rows["decision"] == "send").any():
        return "Aucun message envoyé : aucune relance n’est approuvée (feuille Relances, Décision)."
    if not done:
        return "Aucun message envoyé."
    parts = []
    if mails and settings.email_mode == "folder":
        written = counted(mails, "e-mail écrit", "e-mails écrits")
        parts.append(f"{written} dans « {settings.outbox_folder} », à ouvrir et envoyer")
    elif mails:
        parts.append(counted(mails, "e-mail envoyé", "e-mails envoyés"))
    if letters:
        parts.append(f"{counted(letters, 'lettre', 'lettres')} à imprimer et poster")
    return f"{counted(len(done), 'relance partie', 'relances parties')} : {' ; '.join(parts)}."


def send_outcome(sent: Sent, settings: Settings, problem: str) -> Outcome:
    """Tell a person and a machine what happened; `problem` is a failed save, if any."""
    ignored = int((sent.rows["decision"] == "ignore").sum())
    lines = [_left(sent, settings)]
    lines += [f"{counted(ignored, 'relance ignorée', 'relances ignorées')}."] if ignored else []
    for status, one, many in (
        ("refused", "adresse refusée", "adresses refusées"),
        ("unsure", "envoi incertain à trancher (feuille Envois)",
         "envois incertains à trancher (feuille Envois)"),
        ("approved", "message reste approuvé et partira au prochain envoi",
         "messages restent approuvés et partiront au prochain envoi"),
    ):  # fmt: skip
        if sent.count(status):
            lines.append(f"{counted(sent.count(status), one, many)}.")
    lines += [f"Périmée, {number} : {why}" for number, why in sent.stale.items()]
    lines += [f"Mise de côté, {one.payer_name} : {one.reason}" for one in sent.aside]
    lines += [f"Déjà partie, {number} : rien n’a été renvoyé." for number in sent.taken]
    lines += sent.delivery.faults
    lines += [f"Lettres à imprimer : {sent.to_print}."] if sent.letters else []
    lines += [problem] if problem else []
    calm = not (problem or sent.aside or sent.stale or sent.taken or sent.delivery.faults)
    calm = calm and not any(sent.count(status) for status in ("refused", "unsure", "approved"))
    json = {
        "sent": sent.count("sent"),
        "refused": sent.count("refused"),
        "unsure": sent.count("unsure"),
        "stale": len(sent.stale),
        "ignored": ignored,
        "messages": _messages(sent),
        "faults": [*sent.delivery.faults, *([problem] if problem else [])],
        "letters": sent.letters,
    }
    return Outcome(tuple(lines), json, DONE if calm else NEEDS_A_PERSON)


def _messages(sent: Sent) -> list[dict[str, object]]:
    receipts = sent.delivery.receipts
    found: list[dict[str, object]] = []
    for parcel in sent.parcels:
        message = parcel.message
        receipt = receipts.get(message.number)
        found.append(
            {
                "number": message.number,
                "channel": message.channel,
                "to": message.recipient,
                "status": _STATUS[receipt.state] if receipt else "approved",
                "file": receipt.file if receipt else "",
                "detail": receipt.detail if receipt else "",
            }
        )
    channels = dict(zip(sent.rows["number"], sent.rows["channel"], strict=True))
    recipients = dict(zip(sent.rows["number"], sent.rows["recipient"], strict=True))
    others = {one.number: ("set_aside", one.reason) for one in sent.aside}
    others |= {number: ("stale", why) for number, why in sent.stale.items()}
    for number, (status, why) in others.items():
        found.append(
            {
                "number": number,
                "channel": channels.get(number, ""),
                "to": recipients.get(number, ""),
                "status": status,
                "file": "",
                "detail": why,
            }
        )
    return found
