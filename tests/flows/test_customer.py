"""Fiche client: one page with everything about a customer, and nothing changed by it."""

from copy import deepcopy
from datetime import date, datetime

import pytest

from relance_xl.flows.customer import customer_sheet
from relance_xl.problems import UsageError
from tests.flows.world import MONDAY, REL, World, contact, customer, invoice, payment

HOSTILE = '<script>alert("x")</script>{{ 7*7 }} =cmd|x #set #emoji'


def world_of(**cells: object) -> World:
    world = World(
        {
            "customers": [
                customer("C1", name="Élan / Fils", note="Appeler le matin.", **cells),
                customer("C2", name="Filiale Nord", payer="C1"),
                customer("C3", name="Autre"),
            ],
            "contacts": [contact("C1", civility="Madame", role="billing"), contact("C3")],
            "invoices": [
                invoice("F1"),
                invoice("F2", "C2", total_cents=30_000, due_date=date(2026, 9, 1)),
                invoice("F3", "C3"),
                invoice("F4", due_date=date(2026, 12, 1)),
                invoice("F5", total_cents=8_000),
            ],
            "payments": [
                payment("F5", 8_000),
                payment("F1", 2_000, payment="P-1", customer="C1"),
                payment("", 500, payment="P-2", customer="C1"),
            ],
        }
    ).ready()
    world.send()
    return world


def page(world: World, who: str = "C1") -> str:
    outcome = customer_sheet(world.desk(), who)
    return world.documents.files[str(outcome.json["file"])].decode()


def shown(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_a_payers_page_holds_what_it_pays_for_others() -> None:
    world = world_of()
    outcome = customer_sheet(world.desk(), "c1")
    assert outcome.json["file"] == "Fiches/C1 Élan - Fils.html"
    assert world.documents.files[str(outcome.json["pdf"])].startswith(b"%PDF")
    assert outcome.json["members"] == ["C2"]
    assert outcome.json["balances"] == [
        {
            "currency": "EUR",
            "open_cents": 52_000,
            "overdue_cents": 40_000,
            "disputed_cents": 0,
            "credit_cents": 500,
            "ageing": [
                {"cents": 12_000, "lines": 1},
                {"cents": 10_000, "lines": 1},
                {"cents": 0, "lines": 0},
                {"cents": 30_000, "lines": 1},
                {"cents": 0, "lines": 0},
            ],
        }
    ]
    debts = outcome.json["invoices"]
    assert [(one["invoice"], one["customer"]) for one in debts] == [  # type: ignore[union-attr,index]
        ("F2", "C2"),
        ("F1", "C1"),
        ("F4", "C1"),
    ]
    text = shown(page(world))
    for said in (
        *("Élan / Fils", "paie aussi pour Filiale Nord (C2)", "520,00 €", "61 à 90 j"),
        *("Madame Zoé C1", "c1@client.example", "Appeler le matin.", "sur le compte"),
        *(REL(1), "Rappel courtois", "envoyé"),
    ):
        assert said in text, said
    assert "F3" not in text


def test_one_paid_by_another_says_so_and_shows_its_own() -> None:
    world = world_of()
    outcome = customer_sheet(world.desk(), "Filiale nord")
    assert outcome.json["payer"] == "C1"
    assert [one["invoice"] for one in outcome.json["invoices"]] == ["F2"]  # type: ignore[union-attr,index]
    assert [one["number"] for one in outcome.json["reminders"]] == [REL(1)]  # type: ignore[union-attr,index]
    assert "payé par Élan / Fils (C1)" in page(world, "C2")


def test_answers_promises_disputes_and_plans_are_told_first() -> None:
    world = world_of(situation="receivership", judgment_date=date(2026, 11, 2))
    world.type("invoices", "F1", promise_made_on=date(2026, 11, 2), promise_date=date(2026, 11, 5))
    world.type("invoices", "F4", dispute=True, dispute_reason="Vitre fêlée", disputed_cents=4_000)
    plan = {"invoice": "F2", "kind": "agreed", "amount_cents": 15_000}
    world.add(
        "instalments",
        {**plan, "instalment": "F2#1", "due_date": date(2026, 11, 10)},
        {**plan, "instalment": "F2#2", "due_date": date(2026, 12, 10)},
    )
    world.add(
        "answers",
        {
            "answer": "M-1",
            "at": datetime(2026, 11, 20, 8, 0),
            "customer": "C1",
            "reminder": REL(1),
            "answer_class": "question",
            "excerpt": "Où est le bon de livraison ?",
            "file": "Réponses/M-1.eml",
        },
    )
    text = shown(page(world))
    alerts = text.partition('<ul class="alerts">')[2].partition("</ul>")[0]
    for said in (
        "Procédure collective : redressement (jugement du 02/11/2026)",
        "Promesse non tenue : F1",
        "Litige en cours : F4",
        "Plan rompu ? Échéance impayée : F2#1",
        "1 réponse à traiter",
    ):
        assert said in alerts, said
    for said in ("Vitre fêlée", "rompue", "en retard de 13 j", "Où est le bon de livraison"):
        assert said in text, said
    assert 'href="../R%C3%A9ponses/M-1.eml"' in text


def test_nothing_is_changed_by_looking() -> None:
    world = world_of()
    saved, saves = deepcopy(world.book.saved), world.book.saves
    customer_sheet(world.desk(), "C1")
    assert (world.book.saved, world.book.saves) == (saved, saves)
    files = dict(world.documents.files)
    outcome = customer_sheet(world.desk(simulate=True), "C1")
    assert (world.documents.files, outcome.json["file"]) == (files, "")


def test_the_same_page_is_the_same_bytes() -> None:
    world = world_of()
    customer_sheet(world.desk(), "C1")
    first = dict(world.documents.files)
    customer_sheet(world.desk(), "C1")
    assert world.documents.files == first


def test_text_from_outside_stays_text() -> None:
    world = World(
        {
            "customers": [customer("../C1", name=HOSTILE, note=HOSTILE)],
            "contacts": [contact("../C1", contact_name=HOSTILE)],
            "invoices": [invoice(HOSTILE, "../C1", dispute=True, dispute_reason=HOSTILE)],
        }
    )
    world.add("answers", {"answer": "M", "customer": "../C1", "excerpt": HOSTILE, "at": MONDAY,
                          "file": "javascript:alert(1)"})  # fmt: skip
    outcome = customer_sheet(world.desk(), "../C1")
    name = str(outcome.json["file"])
    assert name.startswith("Fiches/")
    assert name.count("/") == 1
    text = world.documents.files[name].decode()
    assert "<script>" not in text
    assert 'href="javascript' not in text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("elan", "Le plus proche : C1 (Élan / Fils)"),
        ("C11", "C1 (Élan / Fils)"),
        ("zzzz", "Aucun client « zzzz »"),
        ("", "Aucun client"),
    ],
)
def test_an_unknown_customer_is_wrong_usage(asked: str, said: str) -> None:
    with pytest.raises(UsageError, match="Aucun client") as error:
        customer_sheet(world_of().desk(), asked)
    assert said in str(error.value)
