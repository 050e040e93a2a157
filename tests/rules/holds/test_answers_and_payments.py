"""RULES §4: an answer nobody has dealt with, a payment nobody has confirmed."""

from tests.rules.builders import customer, invoice, payment
from tests.rules.holds.stories import Story, answer, each

STORIES = {
    "answer to a reminder": Story(
        "answer",
        detail="question du 05/06/2026",
        sheets={"answers": [answer(reminder="REL-2026-00001")]},
        acts=[{}],
    ),
    "answer to a reminder of another invoice": Story(
        "",
        sheets={"answers": [answer(reminder="REL-2026-00001", customer="C1")]},
        invoices=[invoice(), invoice("F2")],
        acts=[{"item": "F2"}],
    ),
    "answer of a customer": Story(
        "answer", detail="question du 05/06/2026", sheets={"answers": [answer(customer="C1")]}
    ),
    "answer to attach, domain known": Story(
        "answer",
        detail="réponse du 05/06/2026",
        sheets={"answers": [answer(answer_class="", sender="Bob <bob@CLIENT.example>")]},
    ),
    "answer to attach, nobody known": Story("", sheets={"answers": [answer()]}),
    "answer: dealt with": Story("", sheets={"answers": [answer(customer="C1", done=True)]}),
    "answer: done unreadable": Story(
        "answer",
        detail="question du 05/06/2026",
        sheets={"answers": [answer(customer="C1", bad="done")]},
    ),
    "answer: a machine's": Story(
        "", sheets={"answers": [answer(customer="C1", answer_class="absent")]}
    ),
    "payment_proposed": Story(
        "payment_proposed", sheets={"payments": [payment(500, source="releve.xml")]}
    ),
    "payment_proposed: ticked by hand": Story(
        "payment_proposed", sheets={"payments": [payment(500, accepted="ticked")]}
    ),
    "payment_proposed: unreadable acceptance": Story(
        "payment_proposed", sheets={"payments": [payment(500, bad="accepted")]}
    ),
    "payment_proposed: the whole customer's": Story(
        "payment_proposed",
        sheets={"payments": [payment(500, invoice="", source="releve.xml")]},
    ),
    "payment_proposed: by the payer": Story(
        "payment_proposed",
        sheets={
            "customers": [customer(payer="P"), customer("P")],
            "payments": [payment(500, invoice="", customer="P", source="releve.xml")],
        },
    ),
    "payment refused": Story(
        "", sheets={"payments": [payment(500, source="releve.xml", accepted="no")]}
    ),
}


@each(STORIES)
def test_what_came_in_is_dealt_with_first(story: Story) -> None:
    assert story.outcome() == story.told
