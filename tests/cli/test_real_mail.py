"""From the reminder to its answers, through real servers: Postfix takes, Dovecot gives.

A workbook of `relance nouveau`, mails really sent, delivered, bounced, delayed, answered;
then `relever` over IMAP, and what it changes the next morning.
"""

import shutil
import smtplib
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.mime.text import MIMEText
from email.policy import default
from email.utils import format_datetime, make_msgid
from pathlib import Path

import pytest
import trustme

from relance_xl.adapters.smtp_account import password_login
from relance_xl.frames import empty_frame
from relance_xl.rules.working_days import working_days
from relance_xl.schema import TABLES
from relance_xl.wiring import clock
from relance_xl.wiring.clock import moment, today
from tests.cli.company import Company
from tests.cli.terminal import Said, Terminal
from tests.fakes import dovecot, mail_server
from tests.fakes.dovecot import Dovecot, dovecot_server
from tests.fakes.postfix import Postfix, postfix_server

pytestmark = [
    pytest.mark.postfix,
    pytest.mark.slow,
    pytest.mark.skipif(
        dovecot.MISSING or not shutil.which("postfix"),
        reason="needs root and the packages postfix and dovecot-imapd",
    ),
]
US = mail_server.USER
HOLIDAYS = empty_frame(TABLES["calendar"])
DAY = working_days("FR", "", HOLIDAYS).next_open(today())
"""Reminders leave on working days: on another one these tests live on the next."""
ADDRESSES = {
    **{f"C{rank}": f"c{rank}@client.example" for rank in range(1, 6)},
    "PARTI": "parti@client.example",
    "TARD": "tard@client.example",
}
"""C1 to C5 have boxes; PARTI's is gone, TARD's server does not answer."""
BACK = [
    ("absent", "C3"),
    *(("bounce", code) for code in ("PARTI", "TARD")),
    *(("delivery", f"C{rank}") for rank in range(1, 6)),
    ("promise", "C2"),
    ("question", "C1"),
    ("read", "C4"),
]
"""What comes back, and from whom."""
FAILURES = {"PARTI": ("userunknown", True, False), "TARD": ("expired", False, True)}
"""Reason, for good, only delayed."""
SENDS = {
    **{f"C{rank}": ("envoyé", True, False) for rank in range(1, 6)},
    "C4": ("envoyé", True, True),
    "PARTI": ("rebond", False, False),
    "TARD": ("envoyé", False, False),
}
"""Sheet Envois once all is back: status, delivered, read."""


class ThatDay(datetime):
    """The clock, on DAY."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return datetime.combine(DAY, datetime.now(tz).timetz())


@dataclass
class Post:
    """Both servers over the same boxes, and an account allowed to send."""

    postfix: Postfix
    dovecot: Dovecot
    trust: ssl.SSLContext

    def send(self, mail: Message) -> None:
        """Send a mail to the company, from whoever it says."""
        with smtplib.SMTP("localhost", self.postfix.port) as client:
            client.starttls(context=self.trust)
            client.ehlo()
            password_login(US, mail_server.PASSWORD)(client)
            client.sendmail(str(mail["From"]), US, mail.as_bytes())

    def count(self, *flags: str) -> int:
        with self.dovecot.at_hand() as client:
            client.select("INBOX", readonly=True)
            return len(client.search(None, *(flags or ("ALL",)))[1][0].split())

    def reminders(self) -> dict[str, Message]:
        """Give the five reminders that arrived, by number."""
        boxes = self.postfix.delivered("clients", 5)
        sent = {str(m["X-Relance"]): message_from_bytes(bytes(m), policy=default) for m in boxes}
        assert len(sent) == 5
        return sent

    def wait_for_reports(self) -> None:
        """Wait for five proofs of delivery and the bounce, then for the delay."""
        self.wait_for(6)
        time.sleep(1)
        self.postfix.try_again()
        self.wait_for(7)

    def wait_for(self, mails: int) -> None:
        until = time.monotonic() + 30
        while self.count() < mails:
            assert time.monotonic() < until, (self.postfix.root / "log").read_text()
            time.sleep(0.1)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def post(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    bundle = tmp_path / "autorite.pem"
    authority.cert_pem.write_to_path(bundle)
    monkeypatch.setattr(clock, "datetime", ThatDay)
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle))  # how a company trusts its own authority
    monkeypatch.setenv("RELANCE_SMTP_PASSWORD", mail_server.PASSWORD)
    monkeypatch.setenv("RELANCE_IMAP_PASSWORD", dovecot.PASSWORD)
    with postfix_server(authority) as postfix:
        box = postfix.root / "mail" / "compta"
        box.mkdir()
        shutil.chown(box, "postfix", "postfix")
        with dovecot_server(authority, box) as server:
            yield Post(postfix, server, ssl.create_default_context(cafile=str(bundle)))


@pytest.fixture
def company(tmp_path: Path, post: Post, relance: Terminal) -> Company:
    path = tmp_path / "Suivi.xlsx"
    assert relance("nouveau", path).status == 0
    company = Company(path, DAY, ADDRESSES).fill()
    company.set(
        company_name="Menuiserie Hautier", address1="2 quai Ouest", postcode="29000",
        city="Quimper", sender_name="Anne Hautier", sender_email=US,
        iban="FR7630006000011234567890189", cash_entered_until=f"{DAY:%d/%m/%Y}",
        email_mode="SMTP", smtp_host="localhost", smtp_port=post.postfix.port, smtp_user=US,
        inbox_mode="IMAP", imap_host="localhost", imap_port=post.dovecot.tls,
        imap_user=dovecot.USER,
    )  # fmt: skip
    return company


class Morning:
    """Commands on the company's workbook, that day."""

    def __init__(self, company: Company, relance: Terminal) -> None:
        self.company = company
        self.relance = relance

    def run(self, command: str, *words: str) -> Said:
        said = self.relance(command, self.company.path, "--json", *words)
        assert said.status in (0, 3), said.err
        return said

    def send_all(self) -> dict[str, str]:
        """Prepare, look, approve and send; returns the numbers by customer."""
        for command, *words in (["preparer"], ["apercu"], ["approuver", "--tout"], ["envoyer"]):
            said = self.run(command, *words)
        assert said.json["sent"] == len(ADDRESSES), said.out
        return {str(row["payer"]): str(row["number"]) for row in self.company.rows("sends")}


@pytest.fixture
def morning(company: Company, relance: Terminal) -> Morning:
    return Morning(company, relance)


def from_customer(code: str, subject: str, text: str, **headers: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = f"Zoé <{ADDRESSES[code]}>"
    mail["To"] = US
    mail["Subject"] = subject
    mail["Date"] = format_datetime(moment(None).astimezone())
    mail["Message-ID"] = make_msgid(domain="client.example")
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail


def receipt(code: str, reminder: Message) -> Message:
    """Say that a reminder was displayed, as mail programs do (RFC 8098)."""
    mail = MIMEMultipart("report", report_type="disposition-notification")
    mail["From"], mail["To"], mail["Subject"] = ADDRESSES[code], US, "Lu : Relance"
    mail["Date"] = format_datetime(moment(None).astimezone())
    mail.attach(MIMEText("Votre message a été lu.", "plain", "utf-8"))
    told = MIMENonMultipart("message", "disposition-notification")
    told.set_payload(
        f"Reporting-UA: poste; Courrier\nFinal-Recipient: rfc822;{ADDRESSES[code]}\n"
        f"Original-Message-ID: {reminder['Message-ID']}\n"
        "Disposition: manual-action/MDN-sent-manually; displayed\n"
    )
    mail.attach(told)
    return mail


def customers_answer(post: Post, reminders: dict[str, Message]) -> None:
    """A question, a promise through a relay that lost the thread, an absence, a receipt."""
    thread = {code: str(reminder["Message-ID"]) for code, reminder in reminders.items()}
    post.send(
        from_customer(
            "C1", f"Re: {reminders['C1']['Subject']}",
            "Bonjour,\n\nPouvez-vous renvoyer la facture ?",
            In_Reply_To=thread["C1"], References=thread["C1"],
        )
    )  # fmt: skip
    post.send(
        from_customer(
            "C2", f"RE: votre rappel {reminders['C2']['X-Relance']}",
            "Je vous règle 120,00 € vendredi.", In_Reply_To="<refait@relais.example>",
        )
    )  # fmt: skip
    post.send(
        from_customer(
            "C3", "Réponse automatique : absence", "Je suis absente, de retour dans un mois.",
            In_Reply_To=thread["C3"], Auto_Submitted="auto-replied",
        )
    )  # fmt: skip
    post.send(receipt("C4", reminders["C4"]))
    post.wait_for(11)


def test_what_comes_back(morning: Morning, post: Post) -> None:
    numbers = morning.send_all()
    reminders = post.reminders()
    post.wait_for_reports()
    customers_answer(post, {f"C{rank}": reminders[numbers[f"C{rank}"]] for rank in range(1, 6)})

    told = morning.run("relever").json["answers"]

    assert sorted((a["class"], a["customer"]) for a in told) == BACK
    assert [a["reminder"] for a in told] == [numbers[a["customer"]] for a in told]
    failed = [a for a in told if a["class"] == "bounce"]
    assert {a["customer"]: (a["reason"], a["hard"], a["delayed"]) for a in failed} == FAILURES
    check_sheets(morning.company)
    assert (post.count(), post.count("UNSEEN")) == (11, 11)
    check_next_morning(morning)
    check_nothing_comes_twice(morning, post)


def check_sheets(company: Company) -> None:
    """Each answer has its file, each message its state, and PARTI no address that works."""
    rows = company.rows("answers")
    assert all((company.path.parent / str(row["file"])).is_file() for row in rows)
    (gone,) = [row for row in rows if row["customer"] == "PARTI"]
    assert (gone["answer_class"], gone["failure_reason"]) == ("rebond", "adresse inconnue")
    sends = {
        row["payer"]: (row["status"], bool(row["delivered_on"]), bool(row["read_on"]))
        for row in company.rows("sends")
    }
    assert sends == SENDS
    bounced = {row["customer"] for row in company.rows("contacts") if row["email_bounced_on"]}
    assert bounced == {"PARTI"}


def check_next_morning(morning: Morning) -> None:
    """Who asked or promised is left alone; who cannot be reached by mail gets a letter."""
    after = morning.run("preparer").json
    answered = {one["invoice"] for one in after["invoices"] if one["reason"] == "answer"}
    assert answered == {"F-C1", "F-C2"}
    assert [(p["customer"], p["channel"]) for p in after["proposals"]] == [("PARTI", "letter")]


def check_nothing_comes_twice(morning: Morning, post: Post) -> None:
    """Not the next time, and not after a backup was restored, which reads all of it again."""
    company = morning.company
    before = company.rows("answers")
    assert morning.run("relever").json["answers"] == []
    assert company.rows("answers") == before
    company.set(inbox_cursor="")
    assert morning.run("relever").json["answers"] == []
    assert (company.rows("answers"), post.count("UNSEEN")) == (before, 11)
