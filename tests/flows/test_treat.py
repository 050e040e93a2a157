"""Traiter, told as a person's mornings: an answer decided, a payment ticked, a change of mind."""

from datetime import date, datetime

import pytest

from relance_xl.flows.outcome import NEEDS_A_PERSON
from relance_xl.flows.treat import treat, undo_payments
from tests.flows.world import REL, World, invoice, mail_of

MORNING = datetime(2026, 11, 23, 8, 15)


@pytest.fixture
def world() -> World:
    """Three customers were reminded this morning: REL 1, 2 and 3."""
    world = World().ready()
    world.send()
    return world


def answer(number: int, **cells: object) -> dict[str, object]:
    return {
        "answer": f"M-{number}",
        "at": MORNING,
        "sender": mail_of(f"C{number}"),
        "reminder": REL(number),
        "customer": f"C{number}",
        "excerpt": "Bonjour, je vous réponds.",
        **cells,
    }


def decided(world: World, number: int, treatment: str, **cells: object) -> None:
    world.add("answers", answer(number, treatment=treatment, **cells))


def cells(world: World, table: str, key: str, *names: str) -> tuple[object, ...]:
    keys = {"invoices": "invoice", "payments": "payment", "answers": "answer"}
    (row,) = [row for row in world.book.rows(table) if row[keys[table]] == key]
    return tuple(row[name] for name in names)


def test_a_promise_accepted_holds_its_reminders_invoices(world: World) -> None:
    decided(world, 1, "promise", promise_date=date(2026, 12, 4), promise_cents=8_000)
    outcome = treat(world.desk())
    assert outcome.lines == ("1 réponse traitée : promesse acceptée (1).",)
    made = cells(world, "invoices", "F1", "promise_made_on", "promise_date", "promise_cents")
    assert made == (date(2026, 11, 23), date(2026, 12, 4), 80.0)
    assert cells(world, "invoices", "F1", "reason") == ("promise",)
    assert cells(world, "answers", "M-1", "done", "treated_on") == ("Oui", world.day)
    assert cells(world, "invoices", "F2", "promise_date") == (None,)


def test_saying_paid_waits_for_the_bank_and_is_no_broken_promise(world: World) -> None:
    decided(world, 1, "paid")
    treat(world.desk())
    assert cells(world, "invoices", "F1", "promise_made_on", "promise_date", "reason") == (
        None,
        date(2026, 11, 23),
        "promise",
    )


def test_a_dispute_is_opened_and_its_owner_told(world: World) -> None:
    decided(
        world,
        2,
        "dispute",
        dispute_reason="porte rayée",
        disputed_cents=5_000,
        dispute_owner="Luc <luc@hautier.example>",
    )
    treat(world.desk())
    opened = cells(
        world, "invoices", "F2", "dispute", "dispute_reason", "disputed_cents", "dispute_owner"
    )
    assert opened == ("Oui", "porte rayée", 50.0, "Luc <luc@hautier.example>")
    told = world.channels["email"].sent[-1]
    assert (told.recipient, told.number) == ("luc@hautier.example", "LITIGE-M-2")
    assert "Motif : porte rayée" in told.text.replace("\u202f", " ").replace("\u00a0", " ")
    assert world.envois().keys() == {REL(1), REL(2), REL(3)}


def test_a_dispute_without_anybody_to_tell_is_said(world: World) -> None:
    decided(world, 2, "dispute")
    outcome = treat(world.desk())
    assert outcome.status == NEEDS_A_PERSON
    assert "annoncé à personne" in outcome.lines[-1]


def test_instalments_are_cut_on_working_days(world: World) -> None:
    decided(world, 1, "instalments", promise_date=date(2026, 12, 5), instalment_count=3)
    treat(world.desk())
    assert world.column("instalments", "instalment", "kind", "due_date", "amount_cents") == [
        ("F1#1", "accordée", date(2026, 12, 7), 40.0),
        ("F1#2", "accordée", date(2027, 1, 5), 40.0),
        ("F1#3", "accordée", date(2027, 2, 5), 40.0),
    ]
    assert cells(world, "invoices", "F1", "reason") == ("instalments",)
    decided(world, 1, "instalments", answer="M-9", promise_date=date(2027, 1, 5),
            instalment_count=2)  # fmt: skip
    outcome = treat(world.desk())
    assert "déjà un échéancier" in " ".join(outcome.lines)
    assert len(world.column("instalments", "instalment")) == 3


def test_a_wrong_person_gets_no_more_mail(world: World) -> None:
    decided(world, 3, "wrong_person")
    treat(world.desk())
    opted = dict(world.column("contacts", "customer", "email_opt_out"))  # type: ignore[arg-type]
    assert opted == {"C1": None, "C2": None, "C3": "Oui"}


@pytest.mark.parametrize(
    ("treatment", "more", "said"),
    [
        ("promise", {}, "remplir « Date promise »"),
        ("promise", {"promise_date": date(2026, 11, 1)}, "précède la réponse"),
        ("instalments", {"promise_date": date(2026, 12, 5)}, "Nombre d’échéances"),
        ("instalments", {"instalment_count": 3}, "première échéance"),
        ("dispute", {"invoices": "F1; F99"}, "F99 n’est pas dans la feuille Factures"),
        ("dispute", {"invoices": "F1; F2", "disputed_cents": 100}, "ne vaut que pour une facture"),
    ],
)
def test_what_lacks_a_cell_stays_untreated_and_is_told(
    world: World, treatment: str, more: dict[str, object], said: str
) -> None:
    decided(world, 1, treatment, **more)
    before = world.column("invoices", "promise_date", "dispute")
    outcome = treat(world.desk())
    assert outcome.status == NEEDS_A_PERSON
    assert said in " ".join(outcome.lines).replace("\u202f", " ").replace("\u00a0", " ")
    assert cells(world, "answers", "M-1", "done") == (None,)
    assert world.column("invoices", "promise_date", "dispute") == before


def test_nothing_is_done_twice(world: World) -> None:
    decided(world, 1, "promise", promise_date=date(2026, 12, 4))
    treat(world.desk())
    world.type("invoices", "F1", promise_date=date(2026, 12, 24))
    assert treat(world.desk()).lines[0].startswith("Rien à traiter")
    assert cells(world, "invoices", "F1", "promise_date") == (date(2026, 12, 24),)


def test_a_simulation_changes_nothing(world: World) -> None:
    decided(world, 1, "dispute")
    world.add("payments", proposed("B-a/1", "F1", 12_000, accepted="ticked"))
    before = {name: sheet.rows for name, sheet in world.book.saved.items()}
    mails, changes = len(world.channels["email"].sent), world.journal.changes()
    outcome = treat(world.desk(simulate=True))
    assert outcome.json["accepted"] == ["B-a/1"]
    assert {name: sheet.rows for name, sheet in world.book.saved.items()} == before
    assert (len(world.channels["email"].sent), world.journal.changes()) == (mails, changes)


def proposed(name: str, number: str, cents: int, **more: object) -> dict[str, object]:
    return {
        "payment": name,
        "payment_date": date(2026, 11, 20),
        "invoice": number,
        "amount_cents": cents,
        "source": "releve.xml",
        "confidence": "high",
        **more,
    }


def test_ticked_payments_are_counted_and_can_be_taken_back(world: World) -> None:
    rows = (
        proposed("B-a/1", "F1", 12_000, accepted="ticked"),
        proposed("B-b/1", "F2", 12_000),
        proposed("B-c/1", "F3", 5_000, confidence="low"),
    )
    world.add("payments", *rows)
    before = world.column("payments", "payment", "accepted")
    assert treat(world.desk(), payments_only=True).lines == (
        "1 paiement accepté.",
        "Reste à décider : 2 paiements proposés (feuille Paiements, « Accepté » : Oui ou Non).",
    )
    assert cells(world, "invoices", "F1", "balance_cents", "reason") == (0.0, "paid")
    assert cells(world, "invoices", "F2", "reason") == ("payment_proposed",)
    later = datetime(2026, 11, 23, 9, 45)
    treat(world.desk(now=lambda: later), payments_only=True, high=True)
    assert world.column("payments", "payment", "accepted") == [
        ("B-a/1", "Oui"),
        ("B-b/1", "Oui"),
        ("B-c/1", None),
    ]
    undo_payments(world.desk())
    assert cells(world, "payments", "B-b/1", "accepted") == (None,)
    assert cells(world, "payments", "B-a/1", "accepted") == ("Oui",)
    undo_payments(world.desk())
    assert world.column("payments", "payment", "accepted") == before
    assert cells(world, "invoices", "F1", "reason") == ("payment_proposed",)
    assert undo_payments(world.desk()).lines == ("Aucune acceptation à reprendre.",)


def test_undoing_leaves_what_a_person_changed_since(world: World) -> None:
    world.add("payments", proposed("B-a/1", "F1", 12_000, accepted="ticked"))
    treat(world.desk())
    world.type("payments", "B-a/1", accepted="no")
    assert undo_payments(world.desk()).json == {"undone": []}
    assert cells(world, "payments", "B-a/1", "accepted") == ("Non",)


def test_an_invoice_is_never_paid_beyond_what_it_owes(world: World) -> None:
    world.add(
        "payments",
        proposed("B-a/1", "F1", 12_000, accepted="ticked"),
        proposed("B-b/1", "F1", 12_000, accepted="ticked"),
    )
    outcome = treat(world.desk())
    assert outcome.json["accepted"] == ["B-a/1"]
    assert outcome.status == NEEDS_A_PERSON
    assert "dépasse ce qui reste dû" in " ".join(outcome.lines)
    assert cells(world, "payments", "B-b/1", "accepted") == ("Coché",)


def test_a_discount_goes_with_the_payment_refused(world: World) -> None:
    world.add(
        "payments",
        proposed("B-a/1", "F1", 11_760, accepted="no"),
        proposed("B-a/2", "F1", 240, accepted="ticked", method="Escompte"),
    )
    outcome = treat(world.desk())
    assert outcome.json["refused"] == ["B-a/2"]
    assert cells(world, "payments", "B-a/2", "accepted") == ("Non",)


def test_what_stood_there_is_remembered(world: World) -> None:
    world.type("invoices", "F1", promise_date=date(2026, 11, 27), promise_made_on=world.day)
    decided(world, 1, "promise", promise_date=date(2026, 12, 4))
    treat(world.desk())
    kept = [(c.table, c.key, c.column, c.old, c.new) for c in world.journal.changes()]
    assert ("invoices", "F1", "promise_date", "2026-11-27", "2026-12-04") in kept


def test_an_answer_about_no_open_invoice(world: World) -> None:
    world.add("invoices", invoice("F9", "C9"))
    decided(world, 1, "promise", customer="C7", reminder="", promise_date=date(2026, 12, 4))
    outcome = treat(world.desk())
    assert "aucune facture ouverte" in " ".join(outcome.lines)


def test_penalties_under_another_name_may_exceed_the_balance_and_pay_no_debt(world: World) -> None:
    world.add("payment_methods", {"method": "Intérêts reçus", "nature": "penalties", "days": 0})
    world.add(
        "payments",
        proposed("B-a/1", "F1", 12_000, accepted="ticked"),
        proposed("B-a/2", "F1", 4_200, accepted="ticked", method="Intérêts reçus"),
    )
    outcome = treat(world.desk())
    assert outcome.json["accepted"] == ["B-a/1", "B-a/2"]
    assert cells(world, "invoices", "F1", "balance_cents", "reason") == (0.0, "paid")
