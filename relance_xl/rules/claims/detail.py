"""One invoice's penalties taken apart, for *Expliquer les intérêts* and numbered statements."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from relance_xl.laws import Law, find, why_none
from relance_xl.problems import RelanceError
from relance_xl.rules.acts import COLUMNS
from relance_xl.rules.arrays import find as find_key
from relance_xl.rules.arrays import texts
from relance_xl.rules.claims.net import Until, net_of_claims
from relance_xl.rules.contracts import UNCLEAR, read_contracts
from relance_xl.rules.items import Assembled, assemble
from relance_xl.rules.keys import key_of, with_one_spelling
from relance_xl.rules.notified import noticed_days
from relance_xl.rules.penalties import Claim, Penalty, penalty, schedule
from relance_xl.rules.with_penalties import law_code, readable_rates
from relance_xl.settings import Settings

_FEE_CURRENCY = "EUR"


@dataclass(frozen=True, slots=True)
class Part:
    """One line of an invoice (itself, or an instalment): what was asked, and what came of it."""

    item: str
    claim: Claim
    penalty: Penalty


@dataclass(frozen=True, slots=True)
class Detail:
    """An invoice's penalties up to `as_of`: whole, and what is left once claims are settled.

    `law` is None where no law says what may be claimed; `why_none` then says so in French.
    `credited`: the debtor has money on account that nobody has allocated. `insolvent`: the
    invoice falls under a procedure. `open_cents` is what is still owed of it.
    """

    invoice: str
    customer: str
    payer: str
    currency: str
    issue_date: date | None
    total_cents: int
    as_of: date
    law: Law | None
    why_none: str
    parts: tuple[Part, ...]
    fee_cents: int
    interest_left_cents: int
    fee_left_cents: int
    credited: bool
    insolvent: bool
    open_cents: int

    @property
    def interest_cents(self) -> int:
        """All interest up to that day."""
        return sum(part.penalty.interest_cents for part in self.parts)

    @property
    def provisional(self) -> bool:
        """Whether a rate is not published yet: no amount may be stated."""
        return any(part.penalty.provisional for part in self.parts)

    @property
    def why_provisional(self) -> str:
        """Say in French why no amount may be stated; empty when it may."""
        if not self.provisional or self.law is None:
            return ""
        segments = [segment for part in self.parts for segment in part.penalty.segments]
        if any(segment.provisional for segment in segments):
            return "un taux n’est pas encore publié (provisoire)\u202f: compléter la feuille Taux"
        if self.law.rate_to_name:
            return "le taux légal de votre pays n’est pas nommé\u202f: le saisir dans Paramètres"
        return "deux lignes de la feuille Taux se contredisent\u202f: corriger leurs dates"


class Details:
    """The workbook read once, to take apart the penalties of any of its invoices."""

    def __init__(self, tables: Mapping[str, pd.DataFrame], settings: Settings, today: date) -> None:
        """Read what is owed as of `today`; needs the frames of all tables."""
        nothing = pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in COLUMNS.items()})
        self._tables, acts = with_one_spelling(tables, nothing)
        self._settings, self.today = settings, today
        self._contracts = read_contracts(self._tables["customers"], settings)
        self._found: Assembled = assemble(self._tables, settings, acts, today)
        items = self._found.items
        self._items = items[items["kind"] != "agreed"].reset_index(drop=True)

    def of(self, invoice: str, as_of: date) -> Detail:
        """Take one invoice apart, up to a day.

        Raises `RelanceError` when no such invoice is in sheet Factures, or when Taux has no
        rate for the first days of the delay.
        """
        rows = self._lines_of(invoice)
        if not len(rows):
            raise RelanceError(
                f"Facture «\u202f{invoice}\u202f» inconnue\u202f: vérifiez le numéro dans la "
                "feuille Factures."
            )
        first = rows.iloc[0]
        customers = self._tables["customers"]
        who = self._who(rows)
        kind = str(customers["customer_type"].iloc[who]) if who >= 0 else ""
        code = law_code(self._settings)
        unclear = who >= 0 and bool(self._contracts.unclear[who])
        law = None if unclear else find(code, kind)
        parts = self._parts(rows, law, as_of)
        counted = _counted(rows, parts)
        left = net_of_claims(counted, self._tables["penalties"], self._until(law))
        return Detail(
            invoice=str(first["invoice"]),
            customer=str(first["customer"]),
            payer=str(first["payer"]),
            currency=str(first["currency"]),
            issue_date=None if pd.isna(first["issue_date"]) else first["issue_date"].date(),
            total_cents=int(rows["total_cents"].sum()),
            as_of=as_of,
            law=law,
            why_none=UNCLEAR if unclear else why_none(code, kind),
            parts=parts,
            fee_cents=int(counted["fee_cents"].max()) if len(counted) else 0,
            interest_left_cents=int(left["interest_cents"].sum()),
            fee_left_cents=int(left["fee_cents"].sum()),
            credited=self._credited(first),
            insolvent=bool(rows["insolvent"].any()),
            open_cents=int(rows["balance_cents"].sum()),
        )

    def invoices_of(self, customer: str) -> list[str]:
        """Give the invoices, credit notes apart, a customer owes or pays for."""
        key = key_of(customer)
        items = self._items[~self._items["is_credit"]]
        mine = (items["customer"].map(key_of) == key) | (items["payer"].map(key_of) == key)
        return list(dict.fromkeys(items.loc[mine, "invoice"]))

    def late(self, invoice: str) -> bool:
        """Tell whether something of an invoice is open and late."""
        rows = self._lines_of(invoice)
        late = (rows["days_late"].fillna(0) > 0) & (rows["balance_cents"] > 0)
        return bool(late.any())

    def _lines_of(self, invoice: str) -> pd.DataFrame:
        """Give the lines of one invoice, itself or its instalments; none without a number."""
        key = key_of(invoice)
        rows = self._items["invoice"].map(key_of) == key
        return self._items[rows & (key != "")].reset_index(drop=True)

    def _credited(self, line: "pd.Series") -> bool:
        """Tell whether its debtor has money on account, in its currency, allocated to nothing."""
        loose = self._found.credits
        ours = (loose["customer"] == line["customer"]) & (loose["currency"] == line["currency"])
        return bool(ours.any())

    def _who(self, rows: pd.DataFrame) -> int:
        """Give the place in Clients of the customer of one invoice's lines, -1 for none."""
        codes = texts(self._tables["customers"]["customer"])
        return int(find_key(codes, texts(rows["customer"]))[0])

    def _parts(self, rows: pd.DataFrame, law: Law | None, as_of: date) -> tuple[Part, ...]:
        if law is None or not len(rows):
            return ()
        rates = readable_rates(self._tables["rates"])
        periods = schedule(law, rates, self._contracts.of(self._who(rows)))
        noticed = noticed_days(texts(rows["item"]), law.begins, self._tables, self._settings)
        parts = []
        for (_, row), day in zip(rows.iterrows(), noticed.tolist(), strict=True):
            asleep = bool(row["insolvent"]) and pd.isna(row["interest_stop"])
            if pd.isna(row["due_date"]) or asleep or bool(row["is_credit"]):
                continue
            claim = replace(self._claim(row, as_of), noticed=day)
            parts.append(Part(str(row["item"]), claim, penalty(claim, periods)))
        return tuple(parts)

    def _claim(self, row: "pd.Series", as_of: date) -> Claim:
        moved = self._found.movements
        moved = moved[moved["item"] == row["item"]]
        dated = moved["payment_date"].notna()
        paid = tuple(
            (day.date(), int(cents))
            for day, cents in moved.loc[dated, ["payment_date", "amount_cents"]].itertuples(
                index=False
            )
        )
        rate, stop = row["contract_rate_bps"], row["interest_stop"]
        return Claim(
            amount_cents=int(row["base_cents"]),
            due_date=row["due_date"].date(),
            as_of=as_of,
            rate_bps=None if pd.isna(rate) else int(rate),
            payments=paid,
            undated_cents=int(moved.loc[~dated, "amount_cents"].sum()),
            interest_first=self._settings.interest_first,
            stop=None if pd.isna(stop) else stop.date(),
        )

    def _until(self, law: Law | None) -> Until:
        def until(items: pd.DataFrame, day: date) -> pd.DataFrame:
            rows = self._items[self._items["item"].isin(items["item"])].reset_index(drop=True)
            return _counted(rows, self._parts(rows, law, day))

        return until


def _counted(rows: pd.DataFrame, parts: tuple[Part, ...]) -> pd.DataFrame:
    """Put the amounts beside the items, as `with_penalties` does; no fee but in euros."""
    found = {part.item: part.penalty for part in parts}
    euros = (rows["currency"] == _FEE_CURRENCY).tolist()
    interest = [found[item].interest_cents if item in found else 0 for item in rows["item"]]
    fee = [
        found[item].fee_cents if item in found and in_euros else 0
        for item, in_euros in zip(rows["item"], euros, strict=True)
    ]
    return rows.assign(
        interest_cents=pd.array(interest, dtype="Int64"), fee_cents=pd.array(fee, dtype="Int64")
    )
