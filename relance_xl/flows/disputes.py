"""The disputes that are open, as a run reports them: oldest first."""

from relance_xl.flows.opening import Opened
from relance_xl.render.formats import locale_of, money
from relance_xl.render.report import Dispute
from relance_xl.rules.decide import Decision


def open_disputes(opened: Opened, decision: Decision) -> list[Dispute]:
    """Give every invoice still owed that a customer contests, in part or whole."""
    invoices = opened.tables["invoices"].reset_index(drop=True)
    balance = decision.invoices["balance_cents"].reset_index(drop=True).fillna(0)
    contested = invoices["dispute"].fillna(False).astype(bool) & (balance > 0)  # noqa: FBT003 - pandas' own shape
    rows = invoices[contested].assign(balance=balance[contested])
    rows = rows.sort_values(["dispute_opened_on", "invoice"], kind="stable")
    locale = locale_of("fr", opened.settings.country)
    customers = opened.tables["customers"]
    names = dict(zip(customers["customer"], customers["name"], strict=True))
    part = rows["disputed_cents"].fillna(rows["balance"]).clip(upper=rows["balance"])
    told = zip(rows["invoice"], rows["customer"], rows["currency"], part, strict=True)
    since = rows["dispute_opened_on"].dt.strftime("depuis le %d/%m/%Y").fillna("")
    return [
        Dispute(
            invoice,
            names.get(customer) or customer,
            money(int(cents), currency or opened.settings.currency, locale),
            *words,
        )
        for (invoice, customer, currency, cents), words in zip(
            told,
            zip(since, rows["dispute_reason"], rows["dispute_owner"], strict=True),
            strict=True,
        )
    ]
