"""Taking over one file about invoices: what becomes of each, in the order of the file."""

from dataclasses import dataclass, replace
from datetime import date

from relance_xl.incoming import LedgerFile, LedgerItem
from relance_xl.problems import Problem
from relance_xl.rules.keys import key_of
from relance_xl.rules.sheet_changes import Row
from relance_xl.rules.takeover import model as m
from relance_xl.rules.takeover.compare import (
    Source,
    cells_of,
    changes_of,
    contradiction,
    is_older,
    new_row,
)
from relance_xl.rules.takeover.known import Book
from relance_xl.rules.takeover.merged import merged
from relance_xl.rules.takeover.model import Takeover
from relance_xl.rules.takeover.notes import Notes
from relance_xl.rules.takeover.people import Found, People, is_other
from relance_xl.rules.takeover.settled import settle
from relance_xl.rules.takeover.statuses import take_statuses
from relance_xl.rules.wording import money
from relance_xl.schema import TABLES
from relance_xl.typography import french

OTHER_SELLER = "import_other_seller"


def take_over(file: LedgerFile, book: Book, *, whole: bool = False) -> Takeover:
    """Say what a file changes in Factures, Clients, Contacts and Paiements.

    `whole`: a person confirms that the list is complete, though most invoices are missing from it.
    Needs tables customers, contacts, invoices, payments, and what `read_ledger` needs.
    """
    notes = Notes(file, book)
    work = _Work(notes, People(book.run.tables["customers"], file.customers))
    items, doubled = merged(file.items)
    work.check_seller()
    for item in items:
        work.take(item)
    for item in doubled:
        work.refuse(item, "ce fichier donne ce numéro à plusieurs pièces")
    if file.open_items and work.source.as_of is not None:
        settle(notes, work.source.as_of, whole=whole)
    take_statuses(notes)
    if not file.items:
        work.people_alone()
    work.remark()
    return notes.found


def day_of(file: LedgerFile, today: date) -> date | None:
    """Give the day a list speaks of: as it says, else its last invoice's; never one to come."""
    if not file.open_items:
        return None
    if file.as_of is not None and file.as_of <= today:
        return file.as_of
    issued = [i.issue_date for i in file.items if i.issue_date and i.issue_date <= today]
    return max(issued, default=None)


@dataclass
class _Work:
    """The invoices and customers of one file, on their way into `notes`."""

    notes: Notes
    people: People

    def __post_init__(self) -> None:
        self.file, self.book, self.found = self.notes.file, self.notes.book, self.notes.found
        as_of = day_of(self.file, self.book.last_day)
        self.source = Source(as_of, said=as_of == self.file.as_of)
        newest = self.book.newest_list
        self._late_list = newest is not None and as_of is not None and as_of < newest
        self._with_contact = {key_of(c) for c in self.book.run.tables["contacts"]["customer"]}

    def check_seller(self) -> None:
        """Tell of an e-invoice that somebody else has issued."""
        settings, seller = self.book.run.settings, self.file.seller
        ours = (settings.siren, settings.vat_number)
        if seller is not None and is_other(seller, *ours):
            name = seller.name or seller.siren or seller.vat_number
            self.found.problems.append(
                Problem(
                    OTHER_SELLER,
                    TABLES["invoices"].sheet,
                    f"« {self.file.name} » est émise par « {name} », dont le numéro officiel "
                    "n’est pas le vôtre",
                    "si c’est bien une de vos factures, corriger « SIREN » dans Paramètres ou "
                    "importer de nouveau avec --confirmer",
                )
            )

    def take(self, item: LedgerItem) -> None:
        """Decide on one invoice."""
        place = self.book.place(item.invoice)
        who = self.people.find(item.customer)
        if self._is_ours_to_pay(item):
            self.refuse(item, "c’est une facture que nous avons reçue, pas émise")
        elif place < 0:
            self._new(item, who)
        else:
            self._known(item, place, who)

    def _is_ours_to_pay(self, item: LedgerItem) -> bool:
        settings = self.book.run.settings
        buyer = self.people.foreign(item.customer)
        if self.file.seller is None or buyer is None:
            return False
        return is_other(buyer, settings.siren, settings.vat_number) is False

    def _known(self, item: LedgerItem, place: int, who: Found) -> None:
        theirs = str(self.book.row(place)["customer"])
        code = theirs if who.doubt and theirs else who.code
        if why := contradiction(self.book, item, place, code):
            self.refuse(item, why, place)
        elif is_older(self.book, self.source, place):
            self.notes.keep(item, m.OLDER, theirs)
        else:
            self._change(item, place, who)

    def _change(self, item: LedgerItem, place: int, who: Found) -> None:
        changed = changes_of(self.book, item, place, self.source)
        before = self.book.row(place)
        if not before["customer"] and not who.doubt:
            changed = {"customer": who.code, **changed}
            self._add_person(who, item.customer)
        if not changed:
            self.notes.keep(item, m.UNCHANGED, str(before["customer"]))
            return
        self._warn_if_higher(item, place, changed)
        self._warn_if_settled(item, place, changed)
        self.found.changes.patch("invoices", str(before["invoice"]), changed)
        cells = cells_of(self.book, place, changed)
        taken = self.notes.taken(
            item, m.CHANGED, str(before["customer"] or who.code), m.told(cells)
        )
        self.found.items.append(replace(taken, cells=cells))

    def _warn_if_higher(self, item: LedgerItem, place: int, changed: Row) -> None:
        known = self.book.balance(place)
        fresh = changed.get("accounting_balance_cents")
        if isinstance(fresh, int) and fresh > known >= 0:
            currency = str(self.book.row(place)["currency"]) or self.book.currency
            self.notes.problem(
                "accounting_higher",
                item,
                f"la comptabilité donne {money(fresh, currency)} encore dus, le classeur "
                f"{money(known, currency)}",
                "vérifier les paiements de cette facture ; le solde de la comptabilité est repris",
                place,
            )

    def _warn_if_settled(self, item: LedgerItem, place: int, changed: Row) -> None:
        """Tell of an invoice proposed as settled that a newer list names: it waits for a person."""
        fresh = changed.get("accounting_balance_cents", item.balance_cents)
        row = self.book.settling.get(place, "")
        if row and fresh and "accounting_date" in changed:
            self.notes.problem(
                "settled_named_again",
                item,
                f"proposée comme soldée ({row}), cette liste la donne de nouveau ouverte",
                f"choisir « Non » sur la ligne {row} de Paiements, sinon elle reste retenue",
                place,
            )

    def _new(self, item: LedgerItem, who: Found) -> None:
        row = new_row(item, who.code, self.source, self.book.currency)
        why = who.doubt
        if not item.invoice.strip():
            why = "le numéro manque"
        elif row["total_cents"] is None:
            why = "le montant manque"
        if why:
            self.notes.problem("import_incomplete", item, why, "la saisir, ou corriger le fichier")
            self.notes.keep(item, m.INCOMPLETE, who.code, why)
            return
        if self._late_list:
            self.notes.keep(item, m.OLDER, who.code)
            return
        if item.issue_date is None:
            self.notes.problem(
                "import_without_date",
                item,
                "le fichier ne donne pas sa date d’émission",
                "la saisir dans Factures : d’ici là elle n’est pas relancée",
            )
        self._add_person(who, item.customer)
        self.found.changes.append("invoices", [row])
        self.notes.keep(item, m.NEW, who.code)

    def _add_person(self, who: Found, code: str) -> None:
        """Add a customer who is not there, and an address for whoever has none."""
        rows = self.found.changes.rows
        key = key_of(who.code)
        if who.new and key not in {key_of(str(r["customer"])) for r in rows.get("customers", ())}:
            self.found.changes.append("customers", [self.people.row(who, code)])
        contact = None if key in self._with_contact else self.people.contact(who, code)
        if contact is not None:
            self.found.changes.append("contacts", [contact])
            self._with_contact.add(key)

    def refuse(self, item: LedgerItem, why: str, place: int = -1) -> None:
        """Leave an invoice alone and tell a person why."""
        self.notes.problem(
            "import_contradicts",
            item,
            why,
            "corriger le classeur ou la comptabilité, puis importer de nouveau",
            place,
        )
        row = self.book.row(place) if place >= 0 else {"customer": item.customer}
        self.notes.keep(item, m.CONFLICT, str(row["customer"]), why)

    def people_alone(self) -> None:
        """Add the customers of a file that is a list of customers."""
        for one in self.file.customers:
            who = self.people.find(one.customer)
            if not who.doubt:
                self._add_person(who, one.customer)

    def remark(self) -> None:
        """Say what is to be known of the file as a whole."""
        file, as_of = self.file, self.source.as_of
        open_sum = sum(item.balance_cents or 0 for item in file.items)
        if file.control_cents is not None and file.control_cents != open_sum:
            ours = money(open_sum, self.book.currency)
            theirs = money(file.control_cents, self.book.currency)
            self.found.remarks.append(
                f"Les pièces ouvertes font {ours}, les comptes clients {theirs} : à vérifier."
            )
        elif file.control_cents is not None:
            total = money(open_sum, self.book.currency)
            self.found.remarks.append(f"Pièces ouvertes et comptes clients s’accordent : {total}.")
        if file.open_items and file.items and file.as_of != as_of:
            said = f"comptée au {as_of:%d/%m/%Y}" if as_of else "ses soldes ne sont pas repris"
            self.found.remarks.append(f"La liste ne dit pas de quel jour elle est : {said}.")
        self.found.remarks = [french(remark) for remark in self.found.remarks]
