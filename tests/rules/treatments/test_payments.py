"""Payments accepted, row by row."""

from relance_xl.rules.treatments import accept_payments
from tests.rules.builders import frame, payment, tables


def open_invoices(**cents: int):
    rows = [{"invoice": number, "balance_cents": value} for number, value in cents.items()]
    return frame("invoices", rows)


def test_a_number_borne_by_two_rows_is_left_to_a_person() -> None:
    rows = [
        payment(5_000, source="b.xml", accepted="ticked"),
        payment(7_000, source="b.xml", invoice="F2", accepted="no"),
        payment(1_000, source="b.xml", payment="P2", accepted="ticked"),
    ]
    sheets = tables(payments=rows)
    done = accept_payments(sheets, open_invoices(F1=10_000, F2=7_000))
    assert (done.accepted, [problem.row for problem in done.problems]) == (["P2"], [5])
    assert "deux fois" in done.problems[0].told
