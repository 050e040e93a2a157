"""Fiche client: everything about one customer on one page, beside the workbook."""

from collections.abc import Sequence
from datetime import date, datetime

from relance_xl.file_names import safe_file_name
from relance_xl.flows.deciding import decide_today
from relance_xl.flows.desk import Desk
from relance_xl.flows.opening import Opened, open_workbook
from relance_xl.flows.outcome import Outcome
from relance_xl.problems import TemplateTextError, UsageError
from relance_xl.render.customer_page import (
    customer_page,
    render_customer_html,
    render_customer_pdf,
)
from relance_xl.render.customer_page.words import link_to
from relance_xl.rules.customer_sheet import CustomerSheet, find_customer
from relance_xl.rules.customer_sheet import customer_sheet as gather_sheet
from relance_xl.rules.customer_sheet.model import Balance, Debt, Paid

FOLDER = "Fiches"
_MOST_FILES = 60
"""Invoices whose PDF is looked for, the newest: finding one means reading it."""


def customer_sheet(desk: Desk, customer: str) -> Outcome:
    """Write a customer's page as HTML and PDF; `customer` is a code, or a name only one bears.

    Nothing changes in the workbook. Raises `UsageError` naming the nearest customers when
    nobody is meant.
    """
    with open_workbook(desk) as opened:
        code = _code(opened, customer)
        decision = decide_today(desk, opened)
        sheet = gather_sheet(code, opened.tables, decision, opened.acts, opened.settings)
        page = customer_page(
            sheet, opened.settings, desk.today, _invoice_links(desk, opened, sheet)
        )
        files = []
        if not desk.simulate:
            stem = f"{FOLDER}/{safe_file_name(f'{code} {sheet.name}'.strip())}"
            html, pdf = render_customer_html(page), render_customer_pdf(page, desk.today)
            files = [
                desk.documents.write(f"{stem}{end}", content)
                for end, content in ((".html", html.encode()), (".pdf", pdf))
            ]
    lines = [f"Fiche client : {sheet.name or code} ({code})."]
    if files:
        shown, printed = (desk.beside(file) for file in files)
        lines += [f"À ouvrir dans un navigateur : {shown}.", f"À imprimer : {printed}."]
    json = {"file": files[0] if files else "", "pdf": files[1] if files else "", **_figures(sheet)}
    return Outcome(tuple(lines), json)


def _code(opened: Opened, asked: str) -> str:
    code, near = find_customer(opened.tables["customers"], asked)
    if code:
        return code
    nearest = f" Le plus proche : {', '.join(near)}." if near else ""
    raise UsageError(f"Aucun client « {asked} » dans la feuille Clients.{nearest}")


def _invoice_links(desk: Desk, opened: Opened, sheet: CustomerSheet) -> dict[str, str]:
    """Give the way to the PDF of the newest invoices that have one."""
    folder, files = opened.settings.invoices_folder, desk.invoice_files(opened.settings)
    links: dict[str, str] = {}
    for number, named in sheet.invoice_files[:_MOST_FILES]:
        try:
            found = files.find(number, named)
        except TemplateTextError:  # told when it is to be joined to a message
            continue
        if found is not None:
            below = named if named.casefold().endswith(".pdf") else found.name
            links[number] = link_to(f"{folder}/{below}")
    return {number: link for number, link in links.items() if link}


def _figures(sheet: CustomerSheet) -> dict[str, object]:
    return {
        "customer": sheet.code,
        "name": sheet.name,
        "payer": sheet.payer[0] if sheet.payer else sheet.code,
        "members": [code for code, _ in sheet.members],
        "risk": sheet.figures.get("risk") or "",
        "usual_days_to_pay": sheet.figures.get("usual_days_to_pay"),
        "oldest_delay_days": sheet.figures.get("oldest_delay_days"),
        "balances": [_balance(one) for one in sheet.balances],
        "invoices": [_debt(one) for one in sheet.debts],
        "reminders": [
            {"number": one.number, "at": _iso(one.at), "channel": one.channel, "status": one.status}
            for one in sheet.reminders
        ],
        "answers": [
            {"at": _iso(one.at), "class": one.answer_class, "done": one.done}
            for one in sheet.answers
        ],
        "promises": _states([one.state for one in sheet.promises]),
        "payments": [_payment(one) for one in sheet.payments],
    }


def _balance(one: Balance) -> dict[str, object]:
    return {
        "currency": one.currency,
        "open_cents": one.open_cents,
        "overdue_cents": one.overdue_cents,
        "disputed_cents": one.disputed_cents,
        "credit_cents": one.credit_cents,
        "ageing": [{"cents": cents, "lines": lines} for cents, lines in one.ageing],
    }


def _debt(one: Debt) -> dict[str, object]:
    return {
        "invoice": one.item,
        "customer": one.customer,
        "currency": one.currency,
        "balance_cents": one.balance_cents,
        "days_late": one.days_late,
        "stage": one.stage,
        "why": one.why,
    }


def _payment(one: Paid) -> dict[str, object]:
    return {
        "date": _iso(one.day),
        "invoice": one.invoice,
        "amount_cents": one.cents,
        "currency": one.currency,
        "state": one.state,
    }


def _states(states: Sequence[str]) -> dict[str, int]:
    return {state: states.count(state) for state in ("running", "kept", "broken", "open")}


def _iso(value: date | datetime | None) -> str | None:
    return value.isoformat() if value else None
