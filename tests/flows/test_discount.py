"""A discount for paying before a date, from the message that offers it to its credit note."""

from datetime import date

import pytest

from relance_xl.flows.importing import import_files
from relance_xl.flows.refresh import refresh
from relance_xl.flows.treat import treat
from relance_xl.incoming import BankEntry, BankFile, BankStatement, ImportFile, Reading
from tests.fakes.imports import MemoryImports
from tests.flows.world import World, contact, customer, invoice, stage

LAST_DAY = date(2026, 12, 1)
OFFER = stage("standard-1", discount_bps=200)


def world_of(language: str = "fr", text: str = "relance-1") -> World:
    stages = [dict(row) for row in OFFER]
    for row in stages:
        if row["stage"] == "standard-1":
            row["text"] = text
    return World(
        {
            "customers": [customer("C1", name="Boulangerie Kerjean", language=language)],
            "contacts": [contact("C1")],
            "invoices": [invoice("F2026-1")],
            "stages": stages,
        }
    )


def sent(world: World) -> str:
    world.ready().send()
    (message,) = world.channels["email"].sent
    return message.text.replace("\u202f", " ").replace("\u00a0", " ")


def paid(world: World, on: date) -> list[tuple[object, ...]]:
    """Import a statement with one transfer of what remains after the discount."""
    one = BankEntry(
        booked_on=on,
        amount_cents=11_760,
        currency="EUR",
        label="VIR BOULANGERIE KERJEAN FACTURE F2026-1",
    )
    statement = BankStatement("FR7630006000011234567890189", "EUR", (one,), 1, on)
    imports = MemoryImports()
    imports.readings["banque.xml"] = Reading(BankFile("banque.xml", "CAMT.053", (statement,)))
    world.day = on
    import_files(world.desk(), imports.doors, [ImportFile("banque.xml", b"x")])
    return world.column("payments", "invoice", "amount_cents", "method", "accepted")


def balance(world: World) -> object:
    return dict(world.column("invoices", "invoice", "balance_cents"))["F2026-1"]


def wanted(world: World) -> list[str]:
    rows = world.column("anomalies", "code", "text")
    return [str(text) for code, text in rows if code == "discount_credit_note"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ("remise de 2,40 € (2,00 %)", "1er décembre 2026")),
        ("nl", ("€ 2,40", "2,00%", "1 december 2026")),
        ("de", ("2,40 €", "2,00 %", "1. Dezember 2026")),
        ("en", ("€2.40", "2.00%", "1 December 2026")),
    ],
)
@pytest.mark.parametrize("text", ["relance-1", "relance-2"])
def test_the_message_states_amount_percent_and_day(
    language: str, words: tuple[str, ...], text: str
) -> None:
    said = sent(world_of(language, text))
    for word in words:
        assert word in said


def test_paid_in_time_it_settles_the_invoice_and_asks_for_a_credit_note() -> None:
    world = world_of()
    sent(world)
    assert paid(world, LAST_DAY) == [
        ("F2026-1", 117.6, "Virement", "Coché"),
        ("F2026-1", 2.4, "Escompte", "Coché"),
    ]
    treat(world.desk(), payments_only=True)
    assert balance(world) == 0.0
    (told,) = wanted(world)
    assert told.startswith("Avoir d’escompte à établir")
    assert "F2026-1" in told
    note = invoice("A1", document="credit_note", credit_note_of="F2026-1", total_cents=240)
    world.add("invoices", note)
    refresh(world.desk())
    assert (balance(world), wanted(world)) == (0.0, [])


def test_paid_late_the_offer_is_void_and_the_rest_stays_due() -> None:
    world = world_of()
    sent(world)
    rows = paid(world, date(2026, 12, 4))
    assert [row[:3] for row in rows] == [("F2026-1", 117.6, "Virement")]
    world.type("payments", str(world.column("payments", "payment")[0][0]), accepted="ticked")
    treat(world.desk(), payments_only=True)
    assert balance(world) == 2.4
    assert wanted(world) == []


def test_refused_the_payment_takes_its_discount_along() -> None:
    world = world_of()
    sent(world)
    paid(world, LAST_DAY)
    first = str(world.column("payments", "payment")[0][0])
    world.type("payments", first, accepted="no")
    treat(world.desk(), payments_only=True)
    assert balance(world) == 120.0
    assert [row[0] for row in world.column("payments", "accepted")] == ["Non", "Non"]
