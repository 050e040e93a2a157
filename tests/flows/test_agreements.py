"""The confirmation of an instalment plan: files a person checks and sends, in his language."""

from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from relance_xl.flows.treat import treat
from tests.flows.test_treat import decided
from tests.flows.world import World, contact, customer, invoice


def world_of(language: str = "fr", **payer: object) -> World:
    world = World(
        {
            "customers": [
                customer("C1", name="Société Élan", language=language, **payer),
                customer("C2"),
            ],
            "contacts": [contact("C1"), contact("C2")],
            "invoices": [invoice("F1"), invoice("F2", total_cents=5_000), invoice("F3", "C2")],
        }
    ).ready()
    world.send()
    return world


def granted(world: World, **cells: object) -> None:
    decided(
        world,
        1,
        "instalments",
        **{"promise_date": date(2026, 12, 5), "instalment_count": 3, **cells},
    )


def mail_in(world: World) -> EmailMessage:
    (name,) = [name for name in world.documents.files if name.endswith(".eml")]
    mail = message_from_bytes(world.documents.files[name], policy=default)
    assert isinstance(mail, EmailMessage)
    return mail


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_letter_and_draft_lie_beside_the_workbook_and_nothing_leaves() -> None:
    world = world_of()
    sent = len(world.channels["email"].sent)
    granted(world)
    outcome = treat(world.desk())
    stem = "Envois/Accords/2026-11-23 – ECH-M-1 – Société Élan"
    assert sorted(world.documents.files)[1:] == [f"{stem}.docx", f"{stem}.eml", f"{stem}.pdf"]
    assert len(world.channels["email"].sent) == sent
    told = [line for line in outcome.lines if "rien n’est parti" in line]
    assert len(told) == 1
    assert f"{stem}.eml" in told[0]
    assert outcome.status == 0
    assert outcome.json["agreements"] == [
        {
            "number": "ECH-M-1",
            "answer": "M-1",
            "customer": "C1",
            "currency": "EUR",
            "invoices": ["F1", "F2"],
            "instalments": [
                {"date": "2026-12-07", "amount_cents": 4_000 + 1_667},
                {"date": "2027-01-05", "amount_cents": 4_000 + 1_667},
                {"date": "2027-02-05", "amount_cents": 4_000 + 1_666},
            ],
            "files": [f"{stem}.pdf", f"{stem}.docx", f"{stem}.eml"],
        }
    ]


def test_the_draft_says_all_of_the_plan() -> None:
    world = world_of()
    granted(world)
    treat(world.desk())
    mail = mail_in(world)
    assert (mail["X-Unsent"], mail["To"]) == ("1", "Zoé C1 <c1@client.example>")
    assert mail["Subject"] == "Confirmation de votre échéancier de paiement [ECH-M-1]"
    body = mail.get_body(("plain",))
    assert body is not None
    text = plain(body.get_content())
    for part in (
        *("F1", "F2", "120,00 €", "50,00 €", "170,00 €"),
        *("1/3", "7 décembre 2026", "56,67 €", "3/3", "5 février 2027", "56,66 €"),
        *("FR76 3000 6000 0112 3456 7890 189", "F1 F2"),
        "Une échéance payée en retard met fin à cet accord",
        "« bon pour accord »",
        "Les règlements reçus jusqu’au 23 novembre 2026",
    ):
        assert part in text, part
    (letter,) = mail.iter_attachments()
    assert letter.get_filename() == "ECH-M-1.pdf"


@pytest.mark.parametrize(
    ("language", "subject", "said"),
    [
        ("nl", "Bevestiging van uw afbetalingsplan", "onmiddellijk opeisbaar"),
        ("de", "Bestätigung Ihrer Ratenzahlung", "sofort fällig"),
        ("en", "Confirmation of your payment plan", "payable at once"),
    ],
)
def test_it_speaks_the_customers_language(language: str, subject: str, said: str) -> None:
    world = world_of(language)
    granted(world, invoices="F1")
    treat(world.desk())
    mail = mail_in(world)
    assert mail["Subject"] == f"{subject} [ECH-M-1]"
    body = mail.get_body(("plain",))
    assert body is not None
    assert said in body.get_content()


def test_without_address_the_letter_bears_the_name_and_the_person_is_told() -> None:
    world = world_of(address1="", city="")
    world.type("contacts", "C1", email_opt_out=True)
    granted(world, invoices="F1")
    outcome = treat(world.desk())
    ends = sorted(name[-5:] for name in world.documents.files if "Accords" in name)
    assert ends == [".docx", "n.pdf"]
    assert any("imprimer et poster" in line for line in outcome.lines)
    assert outcome.status == 3


def test_two_currencies_are_two_plans() -> None:
    world = world_of()
    world.add("invoices", invoice("F9", currency="CHF", total_cents=30_000))
    granted(world, invoices="F1; F9")
    treat(world.desk())
    names = sorted(name for name in world.documents.files if name.endswith(".eml"))
    assert [name.split(" – ")[1] for name in names] == ["ECH-M-1-1", "ECH-M-1-2"]


def test_a_simulation_writes_nothing() -> None:
    world = world_of()
    granted(world)
    outcome = treat(world.desk(simulate=True))
    assert not [name for name in world.documents.files if "Accords" in name]
    assert outcome.json["agreements"] == []
