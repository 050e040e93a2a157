import pandas as pd
import pytest

from relance_xl.incoming import IncomingMail
from relance_xl.rules.replies.links import Link, find_link, threads

SENDS = pd.DataFrame(
    {
        "number": ["REL-2026-00001", "REL-2026-00002", "REL-2026-00003", "REL-2026-00003"],
        "message_id": [
            "<rel-2026-00001.aa@nous.example>", "<rel-2026-00002.bb@nous.example>", "", "",
        ],
        "recipient": ["compta@a.example", "b@gmail.com", "compta@a.example", "compta@a.example"],
        "copies": ["", "chef@b.example", "", ""],
        "payer": ["A", "B", "A", "A"],
    }
)  # fmt: skip
CONTACTS = pd.DataFrame(
    {
        "customer": ["A", "A", "B", "A", "B"],
        "email": [
            "compta@a.example", "x@a.example", "b@gmail.com", "both@c.example", "both@c.example",
        ],
    }
)  # fmt: skip
CUSTOMERS = pd.DataFrame({"customer": ["A", "B"], "name": ["Alpha", "Bêta"]})
KNOWN = threads(SENDS, CONTACTS, CUSTOMERS)


def mail(text="", reports=(), returned=None, **headers):
    named = {name.replace("_", "-"): (value,) for name, value in headers.items()}
    return IncomingMail(
        "M-1", b"", named, text=text, reports=tuple(reports), returned=returned or {}
    )


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        pytest.param(
            mail(in_reply_to="<rel-2026-00002.bb@nous.example>", subject="RE: REL-2026-00001",
                 **{"from": "b@gmail.com"}),
            Link("REL-2026-00002", "B", "identifier"),
            id="identifier before number",
        ),
        pytest.param(
            mail(references="<x@y> <rel-2026-00001.aa@nous.example> <z@y>",
                 **{"from": "x@a.example"}),
            Link("REL-2026-00001", "A", "identifier"),
            id="references",
        ),
        pytest.param(
            mail(references="<rel-2026-00003.cc@nous.example>", **{"from": "x@a.example"}),
            Link("REL-2026-00003", "A", "envelope"),
            id="identifier not in Envois, number in it",
        ),
        pytest.param(
            mail(to="Compta <compta+rel-2026-00002@nous.example>", subject="REL-2026-00001",
                 **{"from": "b@gmail.com"}),
            Link("REL-2026-00002", "B", "address_tag"),
            id="tag before number",
        ),
        pytest.param(
            mail(delivered_to="compta+REL-2026-00001@nous.example"),
            Link("REL-2026-00001", "A", "address_tag"),
            id="delivered-to, no sender",
        ),
        pytest.param(
            mail(subject="Re: Relance [REL‑2026‑00001]", **{"from": "Zoé <x@a.example>"}),
            Link("REL-2026-00001", "A", "number"),
            id="subject with odd hyphens",
        ),
        pytest.param(
            mail(text="Relance REL-2026-99999 puis REL-2026-00001", **{"from": "q@a.example"}),
            Link("REL-2026-00001", "A", "number"),
            id="text, unknown numbers passed over, sender of the same house",
        ),
        pytest.param(
            mail(subject="Bonjour", **{"from": "b@gmail.com"}),
            Link("", "B", "sender"),
            id="sender",
        ),
        pytest.param(mail(subject="x", **{"from": "both@c.example"}), Link(), id="two customers"),
        pytest.param(mail(subject="x", **{"from": "who@z.example"}), Link(), id="nobody"),
        pytest.param(
            mail(reports=[{}, {"original-message-id": "<rel-2026-00001.aa@nous.example>"}],
                 **{"from": "x@a.example"}),
            Link("REL-2026-00001", "A", "identifier"),
            id="read receipt",
        ),
        pytest.param(
            mail(reports=[{"original-envelope-id": "REL-2026-00002"}],
                 **{"from": "mailer-daemon@z.example"}),
            Link("REL-2026-00002", "B", "envelope"),
            id="envelope identifier",
        ),
        pytest.param(
            mail(returned={"message-id": "<rel-2026-00002.bb@nous.example>"},
                 **{"from": "postmaster@z.example"}),
            Link("REL-2026-00002", "B", "identifier"),
            id="returned headers",
        ),
    ],
)  # fmt: skip
def test_what_a_mail_answers(received, expected):
    assert find_link(received, KNOWN) == expected


def test_a_report_without_headers_is_about_the_last_reminder_sent_there():
    bounce = mail(subject="Undelivered", **{"from": "mailer-daemon@z.example"})
    found = find_link(bounce, KNOWN, ["COMPTA@a.example"])
    assert found == Link("REL-2026-00003", "A", "recipient")
    copied = find_link(bounce, KNOWN, ["chef@b.example"])
    assert copied == Link("REL-2026-00002", "B", "recipient")


@pytest.mark.parametrize(
    ("sender", "doubt"),
    [
        ("b@gmail.com",
         "L’expéditeur b@gmail.com est un contact de Bêta\u202f: vérifiez le client."),
        ("evil@z.example",
         "L’expéditeur evil@z.example n’est pas dans Contacts\u202f: vérifiez qui écrit."),
        ("x@a.example", ""),
    ],
)  # fmt: skip
def test_a_number_anybody_can_write_is_doubted(sender, doubt):
    found = find_link(mail(subject="REL-2026-00001", **{"from": sender}), KNOWN)
    assert found == Link("REL-2026-00001", "A", "number", doubt)


def test_a_stranger_answering_our_very_mail_is_not_doubted():
    answer = mail(in_reply_to="<rel-2026-00001.aa@nous.example>", **{"from": "boss@else.example"})
    assert find_link(answer, KNOWN) == Link("REL-2026-00001", "A", "identifier")


def test_a_report_by_a_contact_of_somebody_else_is_doubted():
    received = mail(subject="Undelivered", **{"from": "x@a.example"})
    found = find_link(received, KNOWN, ["b@gmail.com"])
    assert (found.reminder, found.by) == ("REL-2026-00002", "recipient")
    assert "est un contact de Alpha" in found.doubt
