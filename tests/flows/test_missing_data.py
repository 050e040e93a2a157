"""Asking for addresses on the phone: who is called, what is noted, where it goes."""

from relance_xl.flows.refresh import refresh
from relance_xl.flows.treat import treat
from tests.flows.world import World, contact, customer, invoice


def world(*contacts: dict[str, object]) -> World:
    rows = {
        "customers": [customer("C1"), customer("C2")],
        "contacts": list(contacts),
        "invoices": [invoice("F1"), invoice("F2", "C2", total_cents=50_000)],
    }
    return World(rows, sender_name="Anne")


def whole(code: str, **cells: object) -> dict[str, object]:
    return contact(code, mobile="+33600000000", **cells)


def to_call(world: World) -> list[tuple[object, ...]]:
    refresh(world.desk())
    return world.column("missing_data", "customer", "missing", "overdue_cents", "phone")


def test_who_cannot_be_reached_most_overdue_first() -> None:
    found = to_call(world(whole("C1", email="", phone="0298000000")))
    assert found == [
        ("C2", "e-mail et mobile", 500.0, None),
        ("C1", "e-mail", 120.0, "0298000000"),
    ]


def test_an_address_that_failed_is_missing() -> None:
    lost = world(whole("C1", email_bounced_on=World().day), whole("C2"))
    assert to_call(lost) == [("C1", "e-mail", 120.0, "+33600000000")]


def test_nobody_to_call_when_all_can_be_reached() -> None:
    assert to_call(world(whole("C1"), whole("C2"))) == []


def test_what_was_noted_goes_to_contacts_and_the_row_leaves() -> None:
    office = world(whole("C2"))
    to_call(office)
    office.type("missing_data", "C1", contact_name="Léa", email="lea@c1.example", mobile="+33611")
    outcome = treat(office.desk())
    assert outcome.lines == ("1 client complété dans Contacts : C1.",)
    assert office.column("contacts", "customer", "contact_name", "email", "mobile", "role") == [
        ("C2", "Zoé C2", "c2@client.example", "+33600000000", None),
        ("C1", "Léa", "lea@c1.example", "+33611", "relance"),
    ]
    assert office.column("missing_data", "customer") == []


def test_a_new_address_takes_the_place_of_one_that_failed_never_of_one_that_works() -> None:
    office = world(whole("C1", email_bounced_on=World().day), contact("C2"))
    to_call(office)
    office.type("missing_data", "C1", email="neuve@c1.example")
    office.type("missing_data", "C2", email="autre@c2.example", mobile="+33622")
    treat(office.desk())
    assert office.column("contacts", "customer", "contact_name", "email", "email_bounced_on") == [
        ("C1", "Zoé C1", "neuve@c1.example", None),
        ("C2", "Zoé C2", "c2@client.example", None),
        ("C2", None, "autre@c2.example", None),
    ]


def test_what_is_typed_waits_for_traiter() -> None:
    office = world(whole("C2"))
    to_call(office)
    office.type("missing_data", "C1", email="lea@c1.example")
    office.type("invoices", "F1", uncollectible=True)
    to_call(office)
    assert office.column("missing_data", "customer", "email") == [("C1", "lea@c1.example")]
