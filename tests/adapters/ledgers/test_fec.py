"""FEC: whatever the bytes look like, the open items add up to the balance of accounts 411."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relance_xl.adapters.ledgers import read_ledger

NAMES = [
    *("JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib"),
    *("CompAuxNum", "CompAuxLib", "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit"),
    *("EcritureLet", "DateLet", "ValidDate", "Montantdevise", "Idevise"),
]


def line(  # noqa: PLR0917 - as a ledger has columns
    journal, number, day, account, aux, piece, label, debit, credit="0,00", letters="", *extra
):
    said = {"VE": "Ventes", "BQ": "Banque", "AN": "A nouveaux", "OD": "Opérations diverses"}
    name = {"C1": "Dupont & fils", "C2": "Société Générale d’Été"}.get(aux, "")
    return [
        *(journal, said[journal], number, day, account, "Clients", aux, name, piece, day, label),
        *(debit, credit, letters, "", day, "", "", *extra),
    ]


STORY = [
    line("AN", "1", "20260101", "101000", "", "RAN", "Report à nouveau", "0,00", "640,00"),
    line("AN", "1", "20260101", "411000", "C1", "RAN", "Report à nouveau", "400,00"),
    line("AN", "1", "20260101", "411000", "C2", "RAN", "Report à nouveau", "240,00"),
    # C1: an invoice settled, one half paid, one open, one paid with last year's lines.
    line(
        "VE", "2", "20260110", "411000", "C1", "F-101", "Facture | janvier", "120,00", "0,00", "A"
    ),
    line("VE", "2", "20260110", "706000", "", "F-101", "Facture", "0,00", "120,00"),
    line("BQ", "3", "20260120", "411000", "C1", "VIR1", "Virement", "0,00", "120,00", "A"),
    line("BQ", "3", "20260120", "512000", "", "VIR1", "Virement", "120,00"),
    line("VE", "4", "20260201", "411000", "C1", "F-102", "Facture", "300,00", "0,00", "B"),
    line("BQ", "5", "20260215", "411000", "C1", "VIR2", "Acompte", "0,00", "100,00", "B"),
    line("VE", "6", "20260301", "411000", "C1", "F-103", "Facture", "60,50"),
    line("BQ", "7", "20260302", "411000", "C1", "VIR3", "Solde 2025", "0,00", "400,00", "C"),
    # C2: a credit on account, a credit note that names its invoice.
    line("BQ", "8", "20260305", "411000", "C2", "CHQ", "Chèque", "0,00", "80,00"),
    line("BQ", "8", "20260305", "512000", "", "CHQ", "Chèque", "80,00"),
    line("VE", "9", "20260306", "411000", "C2", "F-104", "Facture", "90,00"),
    line("VE", "10", "20260307", "411000", "C2", "F-104", "Avoir", "0,00", "30,00"),
    line("OD", "11", "20261231", "681000", "", "AMORT", "Dotation", "10,00"),
]
OPEN = [
    ("F-102", "C1", 30000, 20000, "invoice"),
    ("F-103", "C1", 6050, 6050, "invoice"),
    ("AN-C2-20260101-24000", "C2", 24000, 24000, "invoice"),
    ("RGT-C2-20260305-8000", "C2", -8000, -8000, "credit_note"),
    ("F-104", "C2", 9000, 6000, "invoice"),
]


def written(rows, mark="\t", ends="\r\n", names=NAMES):
    return ends.join(mark.join(row) for row in [names, *rows]) + ends


def fec(content, name="123456789FEC20261231.txt"):
    return read_ledger(name, content, ()).file


def told(file):
    return [(i.invoice, i.customer, i.total_cents, i.balance_cents, i.document) for i in file.items]


def test_a_year_of_two_customers():
    file = fec(written(STORY).encode())
    assert (file.format, file.open_items) == ("FEC", True)
    assert told(file) == OPEN
    assert file.control_cents == 48050 == sum(i.balance_cents for i in file.items)
    assert file.as_of == date(2026, 3, 5)  # the last day of treasury, not of year-end entries
    assert [(c.customer, c.name) for c in file.customers] == [
        ("C1", "Dupont & fils"),
        ("C2", "Société Générale d’Été"),
    ]
    assert [r.split(" : ")[0].split("\u202f")[0] for r in file.remarks] == [
        "Règlements ou avoirs sans facture, repris comme crédits du compte client",
        "Reports à nouveau sans détail",
    ]


def padded(rows):
    wide = [max(len(row[at]) for row in [NAMES, *rows]) + 2 for at in range(len(NAMES))]
    return [[cell.ljust(width) for cell, width in zip(row, wide, strict=True)] for row in rows]


def signed(rows):
    """Montant and Sens instead of Debit and Credit."""
    made = []
    for row in rows:
        debit = row[11] != "0,00"
        made.append([*row[:11], row[11] if debit else row[12], "D" if debit else "C", *row[13:]])
    return made


def plain(rows):
    return [[cell.replace("’", "'") for cell in row] for row in rows]


SIGNED_NAMES = [*NAMES[:11], "Montant", "Sens", *NAMES[13:]]


@pytest.mark.parametrize(
    "content",
    [
        written(STORY, "|").encode(),  # the label holds a | of its own
        written(STORY).encode("utf-8-sig"),
        written(plain(STORY)).encode("iso-8859-15"),
        written(STORY).encode("cp1252"),
        written(STORY).encode("utf-16"),
        written(STORY, ends="\r\n\r").encode(),
        written(STORY, ends="\r").encode(),
        written(padded(STORY), "|").encode(),
        written(signed(STORY), names=SIGNED_NAMES).encode(),
        written([[f'"{cell}"' for cell in row] for row in STORY]).encode(),
        written(STORY, names=[name.upper() for name in NAMES]).encode(),
        written([[c.replace(",", ".") for c in row] for row in STORY]).encode(),
        "\r\n".join("\t".join(row) for row in STORY).encode(),  # no header line
        written([[*row, ""] for row in STORY]).encode(),  # one separator too many, everywhere
        written(STORY).replace("Facture | janvier", "Facture\njanvier").encode(),
    ],
)
def test_the_same_books_in_other_clothes(content):
    file = fec(content)
    assert told(file) == OPEN
    assert file.control_cents == 48050


def test_names_survive_every_encoding():
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16"):
        assert fec(written(STORY).encode(encoding)).customers[1].name == "Société Générale d’Été"
    assert fec(written(plain(STORY)).encode("iso-8859-15")).customers[1].name.endswith("d'Été")


def test_dolibarr_knows_the_due_date_and_the_invoice():
    names = [*NAMES, "DateLimitReglmt", "NumFacture", "FichierFacture"]
    rows = [
        line("VE", "1", "20260110", "411000", "C1", "17", "F", "12,00", "0,00", "", "20260209",
             "FA2601-0001", "FA2601-0001.pdf"),
    ]  # fmt: skip
    file = fec(written(rows, names=names).encode())
    assert told(file) == [("FA2601-0001", "C1", 1200, 1200, "invoice")]
    assert file.items[0].due_date == date(2026, 2, 9)


def test_one_piece_for_two_customers_keeps_two_numbers():
    rows = [
        line("VE", "1", "20260131", "411000", "C1", "01/2026", "Recettes", "10,00"),
        line("VE", "2", "20260131", "411000", "C2", "01/2026", "Recettes", "20,00"),
        line("VE", "3", "20260228", "411000", "C1", "01/2026", "Recettes", "30,00"),
    ]
    assert [item.invoice for item in fec(written(rows).encode()).items] == [
        "01/2026",
        "01/2026-20260228",
        "01/2026-C2",
    ]


def test_accounts_of_their_own_and_labels_that_hold_the_number():
    row = line("VE", "1", "20260131", "411DUPONT", "", "", "Facture FA-2026-7 Dupont", "10,00")
    item = fec(written([row]).encode()).items[0]
    assert (item.customer, item.invoice) == ("411DUPONT", "FA-2026-7")


def test_last_years_detail_is_kept_where_there_is_one():
    rows = [
        line("AN", "1", "20251105", "411000", "C1", "F-88", "Facture F-88", "50,00"),
        line("AN", "1", "20260101", "512000", "", "AN", "Banque", "0,00", "50,00"),
    ]
    assert told(fec(written(rows).encode())) == [("F-88", "C1", 5000, 5000, "invoice")]


def test_broken_lines_are_told_and_others_read():
    text = written(STORY[:6]).replace("20260110\t411000", "2026XX10\t411000")
    file = fec(text.encode())
    assert file.remarks[0].startswith("Lignes qui n’ont pas pu être lues (1)")
    assert file.control_cents == sum(i.balance_cents for i in file.items)


def test_a_fec_without_customers_says_so():
    file = fec(written(STORY[-1:]).encode())
    assert (file.items, file.control_cents) == ((), 0)
    assert "Aucune ligne d’un compte 411" in file.remarks[0]


movements = st.lists(
    st.tuples(
        st.sampled_from(["VE", "BQ", "AN", "OD"]),
        st.sampled_from(["C1", "C2", ""]),
        st.sampled_from(["F-1", "F-2", "RAN", "", "0001", "VIR", "01/2026"]),
        st.integers(-50_000, 50_000),
        st.sampled_from(["", "", "A", "B", "a"]),
        st.integers(1, 28),
        st.sampled_from(["411000", "411100"]),
    ),
    max_size=30,
)


@given(movements)
def test_open_items_add_up_per_customer_whatever_the_lettering(moves):
    rows = [
        line(
            journal, str(at), f"202601{day:02d}", account, aux, piece, "x",
            f"{max(cents, 0) // 100},{max(cents, 0) % 100:02d}",
            f"{max(-cents, 0) // 100},{max(-cents, 0) % 100:02d}", letters,
        )
        for at, (journal, aux, piece, cents, letters, day, account) in enumerate(moves)
    ]  # fmt: skip
    file = fec(written(rows).encode())
    balances: dict[str, int] = {}
    for _, aux, _, cents, _, _, account in moves:
        balances[aux or account] = balances.get(aux or account, 0) + cents
    seen: dict[str, int] = {}
    for item in file.items:
        seen[item.customer] = seen.get(item.customer, 0) + item.balance_cents
        assert abs(item.balance_cents) <= abs(item.total_cents)
        assert (item.balance_cents < 0) == (item.document == "credit_note")
    assert seen == {who: cents for who, cents in balances.items() if cents or who in seen}
    assert len({item.invoice for item in file.items}) == len(file.items)
    assert file.control_cents == sum(balances.values())
    assert fec(written(rows).encode()) == file
