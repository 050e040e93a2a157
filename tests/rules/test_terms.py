"""Due dates from payment terms."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relance_xl.rules.terms import Terms, due_dates, parse_terms

ISSUED = date(2026, 9, 7)

SPELLINGS = [
    ("", Terms(30)),
    ("   ", Terms(30)),
    ("30 jours", Terms(30)),
    ("30j", Terms(30)),
    ("30", Terms(30)),
    ("60 JOURS NETS", Terms(60)),
    ("net 30 jours", Terms(30)),
    ("à 30 jours", Terms(30)),
    ("30 jours date de facture", Terms(30)),
    ("30 jours à compter de la date d’émission de la facture", Terms(30)),
    ("0 jour", Terms(0)),
    ("45 jours fin de mois", Terms(45, "A")),
    ("45 jours fin de mois A", Terms(45, "A")),
    ("45 jours fin de mois B", Terms(45, "B")),
    ("45 j fdm", Terms(45, "A")),
    ("45J. F.D.M.", Terms(45, "A")),
    ("45 jours (fin de mois)", Terms(45, "A")),
    ("30\u00a0jrs fin du mois", Terms(30, "A")),
    ("30 jours fin de mois, le 10", Terms(30, "A", 10)),
    ("30 jours fin de mois B le 15 du mois suivant", Terms(30, "B", 15)),
    ("30 jours le 10 du mois suivant", Terms(30, "", 10)),
    ("fin de mois + 45 jours", Terms(45, "B")),
    ("fin de mois", Terms(0, "B")),
    ("30 JFM", Terms(30, "A")),
    ("LCR à 30 jours fin de mois le 10", Terms(30, "A", 10)),
    ("Paiement par virement à 30 jours", Terms(30)),
    ("payable à 45 jours fin de mois (lecture B)", Terms(45, "B")),
    ("45 jours à compter de la fin du mois", Terms(45, "B")),
    ("45 jours après fin de mois", Terms(45, "B")),
    ("30 jours calendaires", Terms(30)),
    ("net à réception", Terms(0)),
    ("dès réception de facture", Terms(0)),
    ("comptant sans escompte", Terms(0)),
    ("comptant", Terms(0)),
    ("Paiement comptant", Terms(0)),
    ("À réception", Terms(0)),
    ("a reception de facture", Terms(0)),
    ("2026-12-31", Terms(0, fixed=date(2026, 12, 31))),
    ("31/12/2026", Terms(0, fixed=date(2026, 12, 31))),
    ("au 31.12.2026", Terms(0, fixed=date(2026, 12, 31))),
]

UNREADABLE = [
    "quand vous pourrez",
    "30 % à la commande, solde à 30 jours",
    "31/02/2026",
    "45 jours fin de mois C",
    "30 jours ouvrés",
    "30 jours fin de mois + 10 jours",
    "30 jours après réception",
    "fin du mois suivant",
    "1000 jours",
    "30 jours le 0",
    "30 jours le 32",
    "-5 jours",
    "=A1",
    "9" * 100_000 + " jours",
]


@pytest.mark.parametrize(("text", "meaning"), SPELLINGS)
def test_people_spell_terms_in_many_ways(text: str, meaning: Terms) -> None:
    assert parse_terms(text) == meaning


@pytest.mark.parametrize("text", UNREADABLE, ids=lambda text: text[:20])
def test_what_cannot_be_read_is_not_guessed(text: str) -> None:
    assert parse_terms(text) is None


@pytest.mark.parametrize(
    ("text", "issued", "due"),
    [
        ("45 jours fin de mois A", date(2026, 9, 7), date(2026, 10, 31)),
        ("45 jours fin de mois B", date(2026, 9, 7), date(2026, 11, 14)),
        ("45 jours fin de mois A", date(2025, 3, 10), date(2025, 4, 30)),
        ("45 jours fin de mois B", date(2025, 3, 10), date(2025, 5, 15)),
        ("45 jours fin de mois A", date(2025, 1, 15), date(2025, 3, 31)),
        ("45 jours fin de mois B", date(2025, 1, 15), date(2025, 3, 17)),
        ("30 jours fin de mois le 10", date(2026, 1, 15), date(2026, 3, 10)),
        ("0 jour le 31", date(2026, 1, 15), date(2026, 2, 28)),
        ("comptant", date(2026, 9, 7), date(2026, 9, 7)),
        ("", date(2026, 9, 7), date(2026, 10, 7)),
        ("30 jours", date(9999, 12, 31), date(9999, 12, 31)),
    ],
)
def test_due_dates_worked_by_hand(text: str, issued: date, due: date) -> None:
    terms = parse_terms(text)
    assert terms is not None
    assert terms.due(issued) == due


TERMS = st.builds(Terms, st.integers(0, 365), st.sampled_from(["", "A", "B"]), st.integers(0, 31))


@given(TERMS, st.dates(date(1990, 1, 1), date(9999, 12, 31)))
def test_arrays_and_single_days_agree(terms: Terms, issued: date) -> None:
    array = pd.Series([issued], dtype="datetime64[s]").to_numpy(dtype="datetime64[D]")
    assert terms.due_array(array)[0].astype(object) == terms.due(issued)


@given(TERMS, st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_later_invoices_are_never_due_earlier(terms: Terms, issued: date) -> None:
    due = terms.due(issued)
    assert issued + timedelta(days=terms.days) <= due or terms.on_day
    assert due >= issued
    assert terms.due(issued + timedelta(days=1)) >= due


@given(st.integers(0, 365), st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_the_two_readings_say_what_they_mean(count: int, issued: date) -> None:
    added = issued + timedelta(days=count)
    end = pd.Timestamp(issued) + pd.offsets.MonthEnd(0)
    assert Terms(count, "A").due(issued) == (pd.Timestamp(added) + pd.offsets.MonthEnd(0)).date()
    assert Terms(count, "B").due(issued) == (end + pd.Timedelta(days=count)).date()


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    terms = parse_terms(text)
    if terms is not None and terms.fixed is None:
        assert terms.due(ISSUED) >= ISSUED


def test_many_invoices_at_once() -> None:
    issued = pd.Series(
        pd.to_datetime(["2026-09-07", None, "2026-09-07", None, "2026-09-07"]),
        index=[5, 4, 3, 2, 1],
    ).astype("datetime64[s]")
    terms = pd.Series(["45 j fdm", "45 j fdm", "bof", "31/12/2026", ""], index=issued.index)
    due, unreadable = due_dates(issued, terms)
    expected = pd.to_datetime(["2026-10-31", None, None, "2026-12-31", "2026-10-07"])
    pd.testing.assert_series_equal(due, pd.Series(expected, index=issued.index).astype(due.dtype))
    assert due.dtype == "datetime64[s]"
    assert unreadable.to_dict() == {5: False, 4: False, 3: True, 2: False, 1: False}


def test_no_invoice_at_all() -> None:
    nothing = pd.Series([], dtype="datetime64[s]")
    due, unreadable = due_dates(nothing, pd.Series([], dtype="str"))
    assert (len(due), len(unreadable)) == (0, 0)
