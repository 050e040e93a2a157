"""A Belgian consumer's first reminder names product and enterprise: told while they lack."""

from relance_xl.rules.checks import check
from tests.rules.builders import TODAY, customer, invoice, settings, tables


def codes(
    kind: str = "consumer", purchase: str = "", typed: object = None, **chosen: object
) -> list[str]:
    people = [customer(customer_type=kind, consumer_clause=typed)]
    rows = tables(customers=people, invoices=[invoice(purchase=purchase)])
    known = settings(**{"country": "BE", "consumer_clause": True, **chosen})
    return [p.code for p in check(rows, known, TODAY) if p.code.startswith("first_reminder")]


def test_what_the_first_reminder_lacks_is_told():
    assert codes() == ["first_reminder_product", "first_reminder_number"]
    assert codes(purchase="Châssis", siren="0417497106") == []


def test_nothing_is_asked_where_the_law_asks_nothing():
    assert codes("business") == []
    assert codes(consumer_clause=False) == []
    assert codes(country="FR") == []


def test_the_clause_of_clients_overrides_the_one_of_parametres():
    assert codes(typed=False) == []
    told = ["first_reminder_product", "first_reminder_number"]
    assert codes(consumer_clause=False, typed=True) == told
