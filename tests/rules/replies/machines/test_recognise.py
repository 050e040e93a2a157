"""Reports, notices, receipts and automatic answers, as machines of many makes write them."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from relance_xl.adapters.mailbox.parsing import parse_mail
from relance_xl.rules.replies.machines import recognise
from relance_xl.rules.replies.machines.codes import reason_of_status
from relance_xl.rules.replies.machines.phrases_about_them import ABOUT_THEM
from relance_xl.rules.replies.machines.phrases_about_us import ABOUT_US
from relance_xl.rules.replies.model import MachineReply
from relance_xl.rules.replies.reason_words import in_french

DATE = "Date: Mon, 2 Mar 2026 10:00:00 +0100\n"
DAEMON = (
    "From: Mail Delivery System <MAILER-DAEMON@mx.acme.example>\nTo: compta@acme.example\n" + DATE
)
CLIENT = "From: Jean <jean@client.example>\nTo: compta@acme.example\n" + DATE
GONE = "parti@client.example"


def read(headers: str, body: str) -> MachineReply | None:
    return recognise(parse_mail(f"{headers}\n{body}".encode()))


def report(fields: str, notice: str = "Désolé.") -> MachineReply | None:
    """Read a report of RFC 3464 with these fields about one recipient."""
    return read(
        DAEMON + "Content-Type: multipart/report; report-type=delivery-status; boundary=q\n",
        f"--q\nContent-Type: text/plain; charset=utf-8\n\n{notice}\n--q\n"
        f"Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n{fields}\n--q--\n",
    )


WHO = f"Final-Recipient: rfc822; {GONE}\n"


@pytest.mark.parametrize(
    ("fields", "reason", "hard"),
    [
        (
            "Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 User unknown",
            "userunknown",
            True,
        ),
        ("Action: failed\nStatus: 5.1.1", "userunknown", True),
        (
            "Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 552 Boite pleine",
            "mailboxfull",
            False,
        ),
        (
            "Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.7.1 IP blacklisted",
            "blocked",
            False,
        ),
        (
            "Action: failed\nStatus: 5.4.4\nDiagnostic-Code: x; Host or domain name not found",
            "hostunknown",
            True,
        ),
        (
            "Action: failed\nStatus: 4.4.4\nDiagnostic-Code: x; Host or domain name not found",
            "networkerror",
            False,
        ),
        (
            "Action: delayed\nStatus: 4.4.1\nDiagnostic-Code: smtp; connection timed out",
            "expired",
            False,
        ),
        ("Action: delayed\nStatus: 5.1.1", "userunknown", False),
        ("Action: failed\nStatus: 5.7.26", "authfailure", False),
        ("Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 no", "filtered", False),
    ],
)
def test_failures_reported_as_the_rfc_says(fields: str, reason: str, hard: bool) -> None:  # noqa: FBT001
    reply = report(WHO + fields)
    assert reply
    assert (reply.answer_class, reply.reason, reply.hard, reply.recipients) == (
        "bounce",
        reason,
        hard,
        (GONE,),
    )


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded", "Delivered (to mailbox)"])
def test_a_success_is_no_failure_whatever_its_codes(action: str) -> None:
    reply = report(
        WHO + f"Action: {action}\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 User unknown"
    )
    assert reply
    assert (reply.answer_class, reply.recipients) == ("delivery", (GONE,))


def test_one_good_address_among_bad_ones_is_not_lost() -> None:
    reply = report(
        WHO + "Action: failed\nStatus: 5.1.1\n\n"
        "Final-Recipient: rfc822; plein@client.example\nAction: failed\nStatus: 5.2.2"
    )
    assert reply
    assert (reply.hard, reply.reason) == (False, "userunknown")
    assert reply.recipients == (GONE, "plein@client.example")


@pytest.mark.parametrize(
    ("fields", "delayed", "waiting"),
    [
        (WHO + "Action: delayed\nStatus: 4.4.1", True, (GONE,)),
        (WHO + "Action: delayed\nStatus: 5.1.1", True, (GONE,)),
        (WHO + "Action: failed\nStatus: 4.4.7", False, ()),
        (
            "Final-Recipient: rfc822; b@client.example\nAction: failed\nStatus: 5.1.1\n\n"
            + WHO
            + "Action: delayed\nStatus: 4.4.1",
            False,
            (GONE,),
        ),
    ],
)
def test_a_delay_is_told_from_a_failure(
    fields: str, waiting: tuple[str, ...], *, delayed: bool
) -> None:
    reply = report(fields)
    assert reply
    assert (reply.answer_class, reply.hard, reply.delayed, reply.waiting) == (
        "bounce",
        False,
        delayed,
        waiting,
    )


@pytest.mark.parametrize(
    ("subject", "text", "delayed"),
    [
        (
            "Warning: message 1abc-0002-xy delayed 24 hours",
            (
                "A message that you sent has not yet been delivered to one or more recipients "
                f"after more than 24 hours on the queue.\n\n  {GONE}\n\nDelivery attempts will "
                "continue for some time. Eventually the mail delivery software will give up."
            ),
            True,
        ),
        (
            "Warning: could not send message for past 4 hours",
            (
                f"<{GONE}>... Deferred: Connection timed out\n"
                "Warning: message still undelivered after 4 hours\nWill keep trying for 5 days"
            ),
            True,
        ),
        (
            "Delivery Status Notification (Delay)",
            (
                "There was a temporary problem delivering your message to "
                f"{GONE}. Gmail will retry for 46 more hours. You'll be notified if the delivery "
                "fails permanently.\n\n421 4.4.1 timed out"
            ),
            True,
        ),
        (
            "Remise différée",
            f"La remise à {GONE} est retardée. De nouvelles tentatives auront lieu. 451 4.4.1",
            True,
        ),
        (
            "failure notice",
            (
                f"<{GONE}>:\nI'm not going to try again; it has been in the queue too long. "
                "Delivery was delayed, 4.4.1"
            ),
            False,
        ),
        (
            "Undelivered Mail",
            f"<{GONE}>: 550 5.1.1 user unknown. This is a permanent error; I've given up.",
            False,
        ),
    ],
)
def test_a_delay_in_plain_words(subject: str, text: str, *, delayed: bool) -> None:
    reply = read(f"{DAEMON}Subject: {subject}\nContent-Type: text/plain; charset=utf-8\n", text)
    assert reply
    assert (reply.answer_class, reply.delayed, reply.recipients) == ("bounce", delayed, (GONE,))


def test_every_reason_has_its_french_words() -> None:
    codes = {reason for reason, _ in (*ABOUT_US, *ABOUT_THEM)} | {"feedback", "filtered"}
    codes |= {reason_of_status(f"5.{a}.{b}") for a in range(8) for b in range(31)} - {""}
    assert {code for code in codes if in_french(code) == in_french("undefined")} == set()


NOTICES = tomllib.loads(Path(__file__).with_name("notices.toml").read_text("utf-8"))["notice"]


@pytest.mark.parametrize("told", NOTICES, ids=lambda told: told["name"])
def test_failures_told_in_plain_words(told: dict[str, Any]) -> None:
    headers = f"{DAEMON}Subject: {told['subject']}\nContent-Type: text/plain; charset=utf-8\n"
    reply = read(headers, told["text"])
    assert reply
    assert (reply.answer_class, reply.reason, reply.hard, reply.recipients) == (
        "bounce",
        told["reason"],
        told["hard"],
        (GONE,),
    )


def test_the_failed_address_may_stand_in_a_header_alone() -> None:
    reply = read(f"{DAEMON}Subject: Mail failure\nX-Failed-Recipients: {GONE}\n", "Sorry.")
    assert reply
    assert reply.recipients == (GONE,)


def test_a_report_quoted_in_a_forwarded_mail() -> None:
    reply = read(
        CLIENT + "Subject: Fwd: Undelivered Mail\n",
        f"> Reporting-MTA: dns; mx\n>\n> Final-Recipient: rfc822; {GONE}\n> Action: failed\n"
        "> Status: 5.1.1\n",
    )
    assert reply
    assert (reply.answer_class, reply.hard, reply.recipients) == ("bounce", True, (GONE,))


def test_a_notification_of_a_sending_service() -> None:
    person = (
        f'{{"emailAddress":"{GONE}","status":"5.1.1","diagnosticCode":"smtp; 550 unknown user"}}'
    )
    for kind, people, expected in (
        ("Bounce", f'"bouncedRecipients":[{person}]', ("bounce", True, "userunknown")),
        ("Complaint", f'"complainedRecipients":[{person}]', ("bounce", False, "feedback")),
        ("Delivery", f'"recipients":["{GONE}"]', ("delivery", False, "")),
    ):
        told = f'{{"notificationType":"{kind}","{kind.lower()}":{{{people}}}}}'
        reply = read(CLIENT + "Subject: AWS Notification Message\n", told)
        assert reply
        assert (reply.answer_class, reply.hard, reply.reason) == expected
        assert reply.recipients == (GONE,)


def test_a_complaint_is_a_bounce_that_is_not_hard() -> None:
    reply = read(
        "From: fbl@provider.example\nSubject: Abuse Report\n"
        "Content-Type: multipart/report; report-type=feedback-report; boundary=q\n",
        "--q\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n"
        f"Original-Rcpt-To: <{GONE}>\nOriginal-Rcpt-To: x@y.fr\n--q--\n",
    )
    assert reply
    assert (reply.answer_class, reply.hard, reply.reason) == ("bounce", False, "feedback")
    assert reply.recipients == (GONE, "x@y.fr")


@pytest.mark.parametrize(
    ("disposition", "expected"),
    [
        ("manual-action/MDN-sent-manually; displayed", ("read", "")),
        ("automatic-action/MDN-sent-automatically; Displayed/warning", ("read", "")),
        ("manual-action/MDN-sent-manually; deleted", ("delivery", "deleted")),
        ("manual-action/MDN-sent-manually; denied", ("delivery", "denied")),
        ("automatic-action/MDN-sent-automatically; dispatched", ("delivery", "dispatched")),
    ],
)
def test_only_displayed_is_reading(disposition: str, expected: tuple[str, str]) -> None:
    reply = read(
        CLIENT + "Content-Type: multipart/report; boundary=q\n",
        "--q\nContent-Type: message/disposition-notification\n\n"
        f"Final-Recipient: rfc822; Jean@client.example\nDisposition: {disposition}\n--q--\n",
    )
    assert reply
    assert (reply.answer_class, reply.reason) == expected
    assert reply.recipients == ("jean@client.example",)


@pytest.mark.parametrize(
    ("subject", "body", "answer_class"),
    [
        ("Lu : Rappel", "Votre message a été lu le lundi 2 mars 2026.", "read"),
        ("Read: Reminder", "Your message was read on Monday.", "read"),
        ("Non lu : Rappel", "Votre message a été supprimé sans avoir été lu.", "delivery"),
        ("Lu : Rappel", "Je vous réponds demain.", None),
    ],
)
def test_receipts_in_words(subject: str, body: str, answer_class: str | None) -> None:
    reply = read(f"{CLIENT}Subject: {subject}\nContent-Type: text/plain; charset=utf-8\n", body)
    assert (reply.answer_class if reply else None) == answer_class


@pytest.mark.parametrize(
    "headers",
    [
        "Subject: Re: Rappel\nAuto-Submitted: auto-replied\n",
        "Subject: Re: Rappel\nAuto-Submitted: auto-generated\n",
        "Subject: Re: Rappel\nX-Autoreply: yes\n",
        "Subject: Re: Rappel\nPrecedence: auto_reply\n",
        "Subject: Re: Rappel\nX-Auto-Response-Suppress: All\n",
        "Subject: Réponse automatique : Rappel\n",
        "Subject: Absence du bureau : Rappel\n",
        "Subject: Automatic reply: Reminder\n",
        "Subject: Out of Office: Reminder\n",
        "Subject: Automatische Antwort: Mahnung\n",
        "Subject: Automatisch antwoord: Herinnering\n",
        "Subject: Risposta automatica: Sollecito\n",
        "Subject: Respuesta automática: Recordatorio\n",
        "Subject: En congés\n",
    ],
)
def test_automatic_answers_with_the_day_of_return(headers: str) -> None:
    reply = read(
        CLIENT + headers + "Content-Type: text/plain; charset=utf-8\n",
        "Bonjour, je suis absent jusqu’au 13 mars inclus.",
    )
    assert reply
    assert (reply.answer_class, reply.returns_on) == ("absent", date(2026, 3, 14))
    assert reply.recipients == ("jean@client.example",)


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Subject: Re: Rappel\n", "Je suis absent jusqu’au 13 mars, je paierai à mon retour."),
        ("Subject: Absence de bon de commande\n", "Merci de le joindre."),
        ("Subject: Échec de la livraison, commande 12\n", "La marchandise n’a pas pu être livrée."),
        ("Subject: Votre facture\nAuto-Submitted: auto-generated\n", "Ci-joint votre facture."),
        ("Subject: Lettre\nList-Id: <x>\nAuto-Submitted: auto-replied\n", "Nos nouveautés."),
        (
            "Subject: Re: user unknown ?\n",
            "Votre adresse répond « 550 user unknown », c’est normal ?",
        ),
        ("Subject: Re: Rappel\n", "Payé lundi.\n\n> Rappel de la facture F-12"),
        ("", ""),
    ],
)
def test_what_people_write_is_left_to_people(headers: str, body: str) -> None:
    assert read(CLIENT + headers + "Content-Type: text/plain; charset=utf-8\n", body) is None


def test_a_mail_set_aside_is_left_to_people() -> None:
    assert recognise(parse_mail(b"")) is None
