"""The ledger the stories are told into: customers, invoices, payments, what was sent.

Days are told relative to the example's day (`ago`); numbers are given at the end, in order
of date, as an accounting program would have given them.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from relance_xl.builder.example.company import CURRENCY, FRESH_DAYS, IBAN
from relance_xl.builder.plans import shipped_stages
from relance_xl.builder.rows import Row, Value
from relance_xl.ports import Pair
from relance_xl.rules.pairs import format_pairs

_SATURDAY = 5

STAGES: dict[str, Row] = {str(row["stage"]): row for row in shipped_stages()}


@dataclass(eq=False)
class Invoice:
    """An invoice of a story; its number comes when the ledger is closed."""

    row: dict[str, Value]
    number: str = ""
    links: dict[str, "Invoice"] = field(default_factory=dict)
    """Columns holding the number of another invoice."""

    @property
    def cents(self) -> int:
        """Its total."""
        return int(str(self.row["total_cents"]))


@dataclass(eq=False)
class Send:
    """A message of the past; `stage` empty and `listed` say what its pairs hold."""

    stage: str
    at: datetime
    invoices: tuple[Invoice, ...]
    listed: tuple[Invoice, ...] = ()
    row: dict[str, Value] = field(default_factory=dict)
    number: str = ""


@dataclass
class Ledger:
    """Everything told so far."""

    today: date
    customers: dict[str, dict[str, Value]] = field(default_factory=dict)
    contacts: list[dict[str, Value]] = field(default_factory=list)
    invoices: list[Invoice] = field(default_factory=list)
    payments: list[tuple[Invoice | None, dict[str, Value]]] = field(default_factory=list)
    instalments: list[tuple[Invoice, dict[str, Value]]] = field(default_factory=list)
    sends: list[Send] = field(default_factory=list)
    answers: list[tuple[Send | None, dict[str, Value]]] = field(default_factory=list)
    proposals: list[dict[str, Value]] = field(default_factory=list)

    def day(self, ago: int) -> date:
        """Give the day that many days ago (negative: to come)."""
        return self.today - timedelta(days=ago)

    def invoice(self, customer: str, late: int, cents: int, **more: Value) -> Invoice:
        """Invoice a customer; it is `late` days late today (negative: not due yet)."""
        terms = _days_of(str(self.customers.get(customer, {}).get("terms") or "30 jours"))
        due = self.day(late)
        row: dict[str, Value] = {
            "customer": customer,
            "issue_date": due - timedelta(days=terms),
            "due_date": due,
            "total_cents": cents,
            "document": "invoice",
            **more,
        }
        found = Invoice(row)
        self.invoices.append(found)
        return found

    def credit_note(self, customer: str, ago: int, cents: int, **more: Value) -> Invoice:
        """Issue a credit note that many days ago."""
        day = self.day(ago)
        row: dict[str, Value] = {
            "customer": customer,
            "issue_date": day,
            "due_date": day,
            "total_cents": cents,
            "document": "credit_note",
            **more,
        }
        found = Invoice(row)
        self.invoices.append(found)
        return found

    def pay(self, invoice: Invoice | None, ago: int, cents: int, **more: Value) -> None:
        """Enter an accepted payment received that many days ago (moved to a weekday)."""
        day = weekday_after(self.day(ago)) if ago > FRESH_DAYS else self.day(ago)
        customer = invoice.row["customer"] if invoice else ""
        currency = invoice.row.get("currency") if invoice else ""
        row: dict[str, Value] = {
            "payment_date": day,
            "customer": customer,
            "amount_cents": cents,
            "currency": currency,
            "method": "Virement",
            "own_account": IBAN,
            "source": f"releve-{day:%Y-%m}.xml",
            "statement_end": min(_month_end(day), self.day(FRESH_DAYS)),
            "confidence": "high",
            "match_reason": "Numéro de facture dans le libellé",
            "accepted": "yes",
            **more,
        }
        if row["statement_end"] and row["source"]:
            row["imported_on"] = as_date(row["statement_end"]) + timedelta(days=1)
        self.payments.append((invoice, row))

    def instalment(self, invoice: Invoice, kind: str, late: int, cents: int) -> None:
        """Let an invoice be paid in several times; this part is `late` days late today."""
        row: dict[str, Value] = {
            "kind": kind,
            "due_date": self.day(late),
            "amount_cents": cents,
        }
        self.instalments.append((invoice, row))

    def contact(self, customer: str) -> dict[str, Value]:
        """Give the first contact of a customer."""
        return next(each for each in self.contacts if each["customer"] == customer)

    def due(self, customer: str, late: int) -> Invoice:
        """Give the invoice told of a customer that is so many days late."""
        day = self.day(late)
        return next(
            each
            for each in self.invoices
            if each.row["customer"] == customer and each.row["due_date"] == day
        )

    def last_send(self, customer: str) -> Send:
        """Give the last reminder a customer had."""
        mine = [send for send in self.sends if send.invoices[0].row["customer"] == customer]
        return max(mine, key=lambda send: send.at)

    def hand_payment(self, invoice: Invoice | None, ago: int, cents: int, **more: Value) -> None:
        """Enter a payment typed by hand: no statement, no confidence."""
        blank = dict.fromkeys(
            ("own_account", "source", "statement_end", "confidence", "match_reason"), None
        )
        self.pay(invoice, ago, cents, **{**blank, **more})

    def send(self, stage: str, ago: int, *invoices: Invoice, **more: Value) -> Send:
        """Record a reminder that left that many days ago (moved back to a weekday)."""
        day = weekday_before(self.day(ago))
        minute = (7 * len(self.sends)) % 60
        found = Send(stage, datetime.combine(day, time(9, minute, 12)), invoices, row=dict(more))
        self.sends.append(found)
        return found

    def dun(self, invoice: Invoice, plan: str, *agos: int) -> Send:
        """Record the first stages of a plan, one per day given, and give the last one."""
        last = [self.send(f"{plan}-{rank}", ago, invoice) for rank, ago in enumerate(agos, start=1)]
        return last[-1]

    def tables(self) -> dict[str, list[Row]]:
        """Close the ledger: number everything and give the rows of each table."""
        self._number()
        return {
            "customers": list(self.customers.values()),
            "contacts": list(self.contacts),
            "invoices": [{"invoice": each.number, **each.row} for each in self.invoices],
            "payments": self._payments(),
            "instalments": self._instalments(),
            "sends": [self._send_row(send) for send in self.sends],
            "answers": self._answers(),
            "proposals": self._proposals(),
        }

    @property
    def last_number(self) -> str:
        """Give the highest reminder number, proposals included."""
        return f"REL-{self.today.year}-{len(self.sends) + len(self.proposals):05d}"

    def _number(self) -> None:
        self.invoices.sort(
            key=lambda each: (as_date(each.row["issue_date"]), str(each.row["customer"]))
        )
        counts: dict[str, int] = {}
        for each in self.invoices:
            letter = "A" if each.row["document"] == "credit_note" else "F"
            series = f"{letter}{as_date(each.row['issue_date']).year}"
            counts[series] = counts.get(series, 0) + 1
            each.number = f"{series}-{counts[series]:04d}"
        for each in self.invoices:
            each.row |= {name: other.number for name, other in each.links.items()}
        self.sends.sort(key=lambda send: send.at)
        for place, send in enumerate(self.sends, start=1):
            send.number = f"REL-{send.at.year}-{place:05d}"

    def _proposals(self) -> list[Row]:
        first = len(self.sends) + 1
        return [
            {**row, "number": f"REL-{self.today.year}-{place:05d}"}
            for place, row in enumerate(self.proposals, start=first)
        ]

    def _payments(self) -> list[Row]:
        ordered = sorted(self.payments, key=lambda pair: str(pair[1]["payment_date"]))
        rows: list[Row] = []
        for place, (invoice, row) in enumerate(ordered, start=1):
            number = invoice.number if invoice else ""
            name = str(self.customers.get(str(row["customer"]), {}).get("name") or "").upper()
            text = f"VIR {name} {number}".strip() if row["source"] else ""
            base: dict[str, Value] = {
                "payment": f"P{place:05d}",
                "invoice": number,
                "payer_text": text,
                "bank_reference": f"VIR{4471 * place % 1_000_000:06d}" if row["source"] else "",
            }
            rows.append({**base, **row})
        return rows

    def _instalments(self) -> list[Row]:
        counts: dict[str, int] = {}
        rows: list[Row] = []
        for invoice, row in self.instalments:
            counts[invoice.number] = counts.get(invoice.number, 0) + 1
            rows.append(
                {
                    "instalment": f"{invoice.number}#{counts[invoice.number]}",
                    "invoice": invoice.number,
                    **row,
                }
            )
        return rows

    def _answers(self) -> list[Row]:
        ordered = sorted(self.answers, key=lambda pair: str(pair[1]["at"]))
        return [
            {"answer": _mail_name(place), "reminder": send.number if send else "", **row}
            for place, (send, row) in enumerate(ordered)
        ]

    def _send_row(self, send: Send) -> Row:
        first = send.invoices[0].row
        customer = self.customers[str(first["customer"])]
        payer = self.customers[str(customer.get("payer") or customer["customer"])]
        stage = STAGES[send.stage]
        contact = next((c for c in self.contacts if c["customer"] == payer["customer"]), {})
        by_mail = stage["channel"] == "email" and bool(contact.get("email"))
        channel = (
            "email" if by_mail else "letter" if stage["channel"] == "email" else stage["channel"]
        )
        pairs = [Pair(each.number, send.stage) for each in send.invoices]
        pairs += [Pair(each.number, "") for each in send.listed]
        row: dict[str, Value] = {
            "number": send.number,
            "at": send.at,
            "status": "sent",
            "machine": "PC-COMPTA",
            "payer": payer["customer"],
            "payer_name": payer["name"],
            "channel": channel,
            "recipient": contact["email"] if by_mail else f"{payer['name']}, {payer['city']}",
            "contact_name": contact.get("contact_name"),
            "language": payer.get("language") or "fr",
            "stage": send.stage,
            "stage_label": stage["label"],
            "severity": stage["severity"],
            "text": stage["text"],
            "invoices": format_pairs(pairs),
            "currency": first.get("currency") or CURRENCY,
            "due_cents": sum(each.cents for each in (*send.invoices, *send.listed)),
            "file": f"Envois/{send.at:%Y-%m-%d}/{send.number}.{'eml' if by_mail else 'pdf'}",
            "content_hash": sha256(f"{send.number}{send.stage}".encode()).hexdigest()[:16],
        }
        if by_mail:
            row["message_id"] = f"<{send.number.lower()}@menuiserie-hautier.example>"
            row["delivered_on"] = send.at + timedelta(minutes=1)
        return {**row, **send.row}


def _mail_name(place: int) -> str:
    """Name a mail as reading a real one would."""
    return f"M-{sha256(str(place).encode()).hexdigest()[:10]}"


def _days_of(terms: str) -> int:
    digits = "".join(char for char in terms.partition("jour")[0] if char.isdigit())
    return int(digits or 0)


def as_date(value: object) -> date:
    """Take a cell for the date it is."""
    if isinstance(value, date):
        return value
    raise TypeError(f"not a date: {value!r}")


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def weekday_before(day: date) -> date:
    """Give the day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(day.weekday() - _SATURDAY + 1, 0))


def weekday_after(day: date) -> date:
    """Give the day itself, or the Monday after a weekend."""
    return day + timedelta(days=7 - day.weekday() if day.weekday() >= _SATURDAY else 0)
