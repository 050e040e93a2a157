"""`relever` and `hebdo` on the closed workbook: what comes in, and what strangers try."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import pytest

from relance_xl.adapters.xlsx import ClosedBook
from tests.cli.company import Company
from tests.cli.terminal import DAY, Terminal

US = "compta@hautier.example"
ADDRESSES = {f"C{rank}": f"c{rank}@client{rank}.example" for rank in range(1, 4)}
AT = "Mon, 23 Nov 2026 08:00:00 +0100"
OFX = """OFXHEADER:100
DATA:OFXSGML
VERSION:102

<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR
<BANKACCTFROM><BANKID>30006<ACCTID>12345678901<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20261116<DTEND>20261122
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261120<TRNAMT>120.00<FITID>A1<NAME>SOCIETE C1
<MEMO>FACTURE F-C1</STMTTRN>
</BANKTRANLIST></STMTRS></STMTRNRS></BANKMSGSRSV1></OFX>
"""


@dataclass
class Office:
    """Three customers reminded this morning; mails are dropped into a folder."""

    company: Company
    relance: Terminal
    numbers: dict[str, str]
    identifiers: dict[str, str]

    def drop(self, name: str, raw: str | bytes, folder: str = "Réponses à lire") -> None:
        path = self.company.path.parent / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())

    def run(self, command: str, *words: str):
        return self.relance(command, self.company.path, "--date", DAY, "--json", *words)

    def read(self) -> list[dict[str, object]]:
        said = self.run("relever")
        assert said.status in (0, 3), said
        return said.json["answers"]

    def sends(self) -> dict[object, tuple[object, ...]]:
        return {
            row["payer"]: (row["status"], row["delivered_on"], row["read_on"])
            for row in self.company.rows("sends")
        }

    def closed_addresses(self) -> set[object]:
        return {row["customer"] for row in self.company.rows("contacts") if row["email_bounced_on"]}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the workbook of a company, once."""
    from relance_xl.wiring import create_workbook  # noqa: PLC0415

    path = tmp_path_factory.mktemp("société") / "Suivi.xlsx"
    create_workbook(path, DAY, with_example=False)
    company = Company(path, DAY, ADDRESSES).fill()
    company.set(
        company_name="Menuiserie Hautier", address1="2 quai Ouest", postcode="29000",
        city="Quimper", sender_name="Anne Hautier", sender_email=US,
        iban="FR7630006000011234567890189", cash_entered_until=f"{DAY:%d/%m/%Y}",
    )  # fmt: skip
    return path


@pytest.fixture
def office(made: Path, tmp_path: Path, relance: Terminal) -> Office:
    path = tmp_path / "Suivi.xlsx"
    path.write_bytes(made.read_bytes())
    company = Company(path, DAY, ADDRESSES)
    office = Office(company, relance, {}, {})
    for command, *words in (["preparer"], ["apercu"], ["approuver", "--tout"], ["envoyer"]):
        assert office.run(command, *words).status in (0, 3)
    rows = company.rows("sends")
    numbers = {str(row["payer"]): str(row["number"]) for row in rows}
    identifiers = {str(row["payer"]): str(row["message_id"]) for row in rows}
    assert set(numbers) == set(ADDRESSES)
    return replace(office, numbers=numbers, identifiers=identifiers)


def mail(code: str, subject: str, text: str, headers: str = "") -> str:
    return (
        f"From: Zoé <{ADDRESSES.get(code, code)}>\nTo: {US}\nSubject: {subject}\nDate: {AT}\n"
        f"{headers}Content-Type: text/plain; charset=utf-8\n\n{text}\n"
    )


def report(
    sender: str, recipient: str, returned: str, action: str = "failed", status: str = "5.1.1"
) -> str:
    return (
        f"From: {sender}\nTo: {US}\nSubject: Undelivered\nDate: Mon, 23 Nov 2026 10:00:00 +0100\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n"
        "--x\nContent-Type: text/plain\n\nSorry.\n"
        f"--x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n"
        f"Final-Recipient: rfc822; {recipient}\nAction: {action}\nStatus: {status}\n\n"
        f"--x\nContent-Type: text/rfc822-headers\n\n{returned}\n--x--\n"
    )


DAEMON = "MAILER-DAEMON@mx.hautier.example"


def test_the_scheduled_run_takes_in_files_and_answers_and_books_nothing(office: Office) -> None:
    office.drop("releve.ofx", OFX, "À importer")
    office.drop("question.eml", mail("C2", f"Re: {office.numbers['C2']}", "Où est la facture ?"))
    said = office.run("hebdo")
    assert said.status == 3, said
    assert [file["file"] for file in said.json["imports"]] == ["releve.ofx"]
    assert [(a["class"], a["customer"]) for a in said.json["answers"]] == [("question", "C2")]
    page = (office.company.path.parent / said.json["report"]).read_text("utf-8")
    assert "releve.ofx" in page
    assert "question (1)" in page
    (payment,) = office.company.rows("payments")
    assert (payment["invoice"], payment["accepted"]) in {("F-C1", "Coché"), ("F-C1", None)}
    after = {row["invoice"]: row for row in office.run("preparer").json["invoices"]}
    assert {row["balance_cents"] for row in after.values()} == {12_000}
    assert after["F-C2"]["reason"] == "answer"
    assert after["F-C1"]["reason"] not in ("", "answer", "paid")


def test_a_delay_frees_no_stage(office: Office) -> None:
    office.drop("retard.eml", report(
        DAEMON, ADDRESSES["C1"], f"Message-ID: {office.identifiers['C1']}", "delayed", "4.4.1"
    ))  # fmt: skip
    (told,) = office.read()
    assert (told["class"], told["delayed"], told["customer"]) == ("bounce", True, "C1")
    assert office.sends()["C1"] == ("envoyé", None, None)
    assert office.closed_addresses() == set()
    (row,) = office.company.rows("answers")
    assert "le serveur réessaie" in str(row["advice"])
    assert row["done"] == "Oui"
    assert office.run("preparer").json["proposals"] == []
    office.drop("renonce.eml", report(
        DAEMON, ADDRESSES["C1"], f"Message-ID: {office.identifiers['C1']}", "failed", "4.4.7"
    ))  # fmt: skip
    (told,) = office.read()
    assert (told["hard"], told["delayed"], office.sends()["C1"][0]) == (False, False, "rebond")


def test_nobody_frees_or_proves_the_reminder_of_another(office: Office) -> None:
    """C1 knows its own mail, can count numbers, and may know the address of C2."""
    theirs, to = office.numbers["C2"], ADDRESSES["C2"]
    guessed = f"Message-ID: <{theirs.lower()}.0123456789abcdef@hautier.example>"
    tries = {
        "number.eml": report(DAEMON, "x@y.example", f"Subject: Rappel {theirs}"),
        "nobody.eml": report(DAEMON, "", f"Subject: Rappel {theirs}"),
        "guess.eml": report(DAEMON, "x@y.example", guessed),
        "mine.eml": report(DAEMON, to, f"Message-ID: {office.identifiers['C1']}"),
        "named.eml": report(ADDRESSES["C1"], to, guessed),
        "address.eml": report(ADDRESSES["C1"], to, ""),
        "proof.eml": report(ADDRESSES["C1"], to, guessed, "delivered", "2.0.0"),
        "words.eml": mail(
            "C1", f"Undelivered {theirs}", f"<{to}>: host said: 550 5.1.1 user unknown"
        ),
        "lu.eml": f"From: {ADDRESSES['C1']}\nTo: {US}\nSubject: Lu\nDate: {AT}\n"
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=x\n\n"
        "--x\nContent-Type: message/disposition-notification\n\n"
        f"Final-Recipient: rfc822; {to}\nOriginal-Message-ID: <{theirs.lower()}.aa@x.example>\n"
        "Disposition: manual-action/MDN-sent-manually; displayed\n--x--\n",
    }
    before = office.sends()
    for name, raw in tries.items():
        office.drop(name, raw)
    assert len(office.read()) == len(tries)
    assert office.sends() == before
    assert office.closed_addresses() == set()


def test_a_stranger_writing_a_number_is_doubted(office: Office) -> None:
    office.drop("a.eml", mail("inconnu@x.example", f"Re: {office.numbers['C2']}", "Payé hier."))
    (told,) = office.read()
    (row,) = office.company.rows("answers")
    assert (told["customer"], "vérifiez qui écrit" in str(row["advice"])) == ("C2", True)


def test_copies_of_what_we_sent_are_no_answers(office: Office) -> None:
    (sent,) = (office.company.path.parent / "Envois").rglob(f"*{office.numbers['C1']}*.eml")
    office.drop("copie.eml", sent.read_bytes())
    office.drop("a.eml", mail(US, "Compte rendu", "3 relances", "X-Relance: RAPPORT-1\n"))
    assert office.read() == []
    office.drop("b.eml", mail("C1", "Re", "Pourquoi ?", "X-Relance: RAPPORT-1\n"))
    assert [a["class"] for a in office.read()] == ["question"]


def test_mails_nobody_should_write(office: Office) -> None:
    """Each becomes one row that Excel shows as text, and the workbook opens again."""
    texts = {
        "formule.eml": mail("C1", '=HYPERLINK("http://x")', "=1+1\n@SUM(A1)\n+cmd|' /C calc'!A0"),
        "html.eml": mail("C1", "<script>alert(1)</script>", "<b>Bonjour</b> & \x00\x0b\ud7ff"),
        "lignes.eml": mail("C1", "=?utf-8?q?un=0D=0ABcc:_x@y=0Adeux?=", "Quoi ?"),
        "nu.eml": "Bonjour",
        "vide.eml": "",
        "sans.eml": "Subject: sans date ni auteur\n\nBonjour, merci de rappeler.",
        "1970.eml": mail("C1", "vieux", "Oui ?").replace(AT, "Thu, 01 Jan 1970 00:00:00 +0000"),
        "2099.eml": mail("C1", "futur", "Non ?").replace(AT, "Thu, 31 Dec 2099 23:00:00 +0000"),
        "meme1.eml": mail("C2", "un", "Un ?", "Message-ID: <m@x>\n"),
        "meme2.eml": mail("C2", "deux", "Deux ?", "Message-ID: <m@x>\n"),
        "a/double.eml": mail("C3", "double", "Double ?"),
        "b/double.eml": mail("C3", "double", "Double ?"),
        "long.eml": mail("C3", "é" * 40_000, "mot " * 40_000),
    }
    for name, raw in texts.items():
        office.drop(name, raw)
    told = office.read()
    assert len(told) == len(texts) - 1
    rows = office.company.rows("answers")
    assert len({row["answer"] for row in rows}) == len(rows) == len(told)
    days = {str(row["at"])[:10] for row in rows}
    assert days == {DAY.isoformat()}, days
    subjects = " ".join(str(row["subject"]) for row in rows)
    assert "HYPERLINK" in subjects
    assert "\n" not in subjects
    assert {path.parent.name for path in (office.company.path.parent / "Réponses").rglob("*.eml")} \
        == {"2026-11"}  # fmt: skip
    assert office.read() == []
    assert office.run("controler").status in (0, 3)


def test_a_crash_before_the_workbook_is_saved_loses_and_doubles_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows and how far the box was read are saved at once; the journal may be ahead."""
    office.drop("rebond.eml", report(
        DAEMON, ADDRESSES["C1"], f"Message-ID: {office.identifiers['C1']}"
    ))  # fmt: skip
    office.drop("question.eml", mail("C2", f"Re: {office.numbers['C2']}", "Où ?"))

    def crash(_: ClosedBook) -> None:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(ClosedBook, "save", crash)
        assert office.run("relever").status == 1
    assert office.company.rows("answers") == []
    assert {told["class"] for told in office.read()} == {"bounce", "question"}
    assert (office.sends()["C1"][0], office.closed_addresses()) == ("rebond", {"C1"})
    assert office.read() == []
    assert len(office.company.rows("answers")) == 2


@pytest.mark.slow
def test_a_large_mailbox(office: Office) -> None:
    for rank in range(2_000):
        sender = f"x{rank}@ailleurs.example" if rank % 4 else ADDRESSES["C1"]
        office.drop(f"{rank}.eml", mail(sender, f"Message {rank}", f"Bonjour {rank} ?"))
    assert len(office.read()) == 2_000
    assert len(office.company.rows("answers")) == 2_000
    assert office.read() == []


def test_nothing_dated_by_a_forger_reaches_the_sheets(office: Office) -> None:
    raw = report(DAEMON, ADDRESSES["C1"], f"Message-ID: {office.identifiers['C1']}", "delivered")
    office.drop("a.eml", raw.replace("23 Nov 2026", "31 Dec 2098"))
    office.read()
    delivered = office.sends()["C1"][1]
    shown = delivered.date() if isinstance(delivered, datetime) else delivered
    assert isinstance(shown, date)
    assert shown == DAY
