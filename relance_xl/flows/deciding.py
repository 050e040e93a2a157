"""The one call of the rules that every flow shares, and the anomalies that go with it."""

from relance_xl.flows.desk import Desk
from relance_xl.flows.opening import Opened
from relance_xl.problems import Problem
from relance_xl.render.text_check import check_texts
from relance_xl.rules.decide import Decision, decide


def decide_today(desk: Desk, opened: Opened) -> Decision:
    """Decide on what is open today, from the tables as read and the acts as known."""
    tables = opened.tables
    return decide(tables, opened.settings, tables["rates"], opened.acts, desk.today)


def all_problems(opened: Opened, decision: Decision) -> list[Problem]:
    """Give every fault found: reading, memory, rules, texts."""
    return [*opened.problems, *decision.problems, *check_texts(opened.tables["texts"])]
