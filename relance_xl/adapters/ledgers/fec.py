"""FEC, the accounting file every French company must be able to give (LPF, art. A47 A-1).

It has no due date (Dolibarr adds one: DateLimitReglmt) and no list of open items: they are
the lines of accounts 411 that lettering leaves open (`fec_open`).
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from relance_xl.adapters.ledgers.fec_lines import FecBook, FecLine, read_book
from relance_xl.adapters.ledgers.fec_numbers import Numbers, by_number, number_lines
from relance_xl.adapters.ledgers.fec_open import Rests, open_rests
from relance_xl.adapters.ledgers.fec_text import field_day, read_text
from relance_xl.incoming import LedgerCustomer, LedgerFile, LedgerItem
from relance_xl.rules.wording import money
from relance_xl.typography import french

_FILE_DAY = re.compile(r"(?i)[0-9A-Z]{9,14}FEC([0-9]{8})")
_LISTED = 8


def read_fec(name: str, content: bytes) -> LedgerFile | None:
    r"""Read a FEC's open items; None when the bytes are no FEC.

    Per customer (CompAuxNum, else the account itself) the balances of the items add up to
    the balance of his account 411, and all of them to `control_cents`. Debits left open are
    invoices (total = all debits of that piece, settled or not). What customers paid without
    lettering is not lost: each such credit is an item of document `credit_note`, negative,
    without the invoice it is for, so that it nets its customer's messages and nothing else.
    Last year's balances without detail (report à nouveau) are one item per line, `AN-…`.

    `as_of` is the last day a treasury account moved (`FecBook.known_to`): payments after that
    day are not in the file. Without any line, the closing day of its name, SIRENFECAAAAMMJJ.

    >>> head = "JournalCode|EcritureDate|CompteNum|CompAuxNum|PieceRef|Debit|Credit|EcritureLet"
    >>> rows = ["VE|20260105|411000|C1|F12|120,00|0,00|", "BQ|20260110|411000|C1||0,00|20,00|"]
    >>> fec = read_fec("", "\n".join([head, *rows]).encode())
    >>> [(item.invoice, item.balance_cents) for item in fec.items]
    [('F12', 12000), ('RGT-C1-20260110-2000', -2000)]
    """
    text = read_text(content)
    if text is None:
        return None
    book = read_book(text)
    numbers = number_lines(book)
    items, customers = _still_owing(book, numbers)
    return LedgerFile(
        name,
        "FEC",
        items=tuple(items),
        customers=tuple(customers),
        open_items=True,
        as_of=book.known_to or _closing(name),
        control_cents=sum(line.cents for line in book.lines),
        remarks=tuple(french(said) for said in _remarks(book, numbers, items)),
    )


def _still_owing(book: FecBook, numbers: Numbers) -> tuple[list[LedgerItem], list[LedgerCustomer]]:
    """Give what lettering leaves open, and the customers that have some of it."""
    per_customer: dict[str, list[FecLine]] = defaultdict(list)
    for line in book.lines:
        per_customer[line.customer].append(line)
    items: list[LedgerItem] = []
    customers: list[LedgerCustomer] = []
    for customer, lines in per_customer.items():
        rests = open_rests(lines, numbers.named, frozenset(numbers.openings))
        found = list(_items(by_number(lines, numbers), rests))
        if found:
            items += found
            customers.append(LedgerCustomer(customer=customer, name=_name(lines)))
    return items, customers


def _items(gathered: dict[str, list[FecLine]], rests: Rests) -> Iterator[LedgerItem]:
    for number, lines in gathered.items():
        balance = sum(rests.get(line.number, 0) for line in lines)
        if not balance:
            continue
        side = [line for line in lines if (line.cents > 0) == (balance > 0)]
        days = [line.piece_day or line.day for line in side]
        dues = [line.due for line in side if line.due]
        yield LedgerItem(
            invoice=number,
            customer=lines[0].customer,
            issue_date=min(days),
            due_date=max(dues, default=None),
            total_cents=sum(line.cents for line in side),
            balance_cents=balance,
            currency="EUR",
            document="invoice" if balance > 0 else "credit_note",
            label=side[0].label,
            place=f"ligne {side[0].number}",
        )


def _name(lines: Sequence[FecLine]) -> str:
    return next((line.name for line in reversed(lines) if line.name), "")


def _closing(name: str) -> date | None:
    found = _FILE_DAY.search(name)
    return field_day(found[1]) if found else None


def _remarks(book: FecBook, numbers: Numbers, items: Sequence[LedgerItem]) -> Iterator[str]:
    if book.unread:
        shown = ", ".join(str(number) for number in book.unread[:_LISTED])
        more = "…" if len(book.unread) > _LISTED else ""
        yield f"Lignes qui n’ont pas pu être lues ({len(book.unread)}) : {shown}{more}."
    if not book.lines:
        yield "Aucune ligne d’un compte 411 : il n’y a pas de client dans ce fichier."
        return
    if not any(line.lettering for line in book.lines):
        yield (
            "Aucune ligne client n’est lettrée : toutes les factures et tous les règlements de "
            "la période paraissent ouverts."
        )
    made = set(numbers.made.values())
    loose = [(item.invoice[:3], item.balance_cents or 0) for item in items if item.invoice in made]
    opening = [cents for kind, cents in loose if kind == "AN-"]
    given = [-cents for kind, cents in loose if kind != "AN-" and cents < 0]
    if given:
        yield (
            "Règlements ou avoirs sans facture, repris comme crédits du compte client : "
            f"{len(given)}, pour {money(sum(given), 'EUR')}."
        )
    if opening:
        yield (
            f"Reports à nouveau sans détail : {len(opening)}, pour {money(sum(opening), 'EUR')} ; "
            "le FEC ne dit pas de quelles factures ils sont faits."
        )
    if any(line.foreign not in {"", "EUR"} for line in book.lines):
        yield "Des pièces en devise sont reprises en euros, comme la comptabilité les tient."
    if book.doubtful_cents:
        yield f"Clients douteux (416), {money(book.doubtful_cents, 'EUR')} : non repris."
    if book.advances_cents:
        yield (
            f"Acomptes reçus (4191), {money(-book.advances_cents, 'EUR')} : non repris, "
            "à saisir dans Paiements s’ils sont à déduire."
        )
