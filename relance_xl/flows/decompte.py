"""Décompte: penalties invoiced on a numbered statement, as Word and PDF. Nothing leaves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from relance_xl.file_names import safe_file_name
from relance_xl.flows.claims import add_claims, set_claim
from relance_xl.flows.desk import Desk
from relance_xl.flows.opening import Opened, open_workbook, write_parameter
from relance_xl.flows.outcome import DONE, NEEDS_A_PERSON, Outcome
from relance_xl.flows.parcels import company_logo, letter_layout
from relance_xl.flows.refresh import refresh
from relance_xl.problems import TemplateTextError, WorkbookError
from relance_xl.render.decided import Party, read_directory
from relance_xl.render.decompte import Statement, statement_content
from relance_xl.render.formats import locale_of, money
from relance_xl.render.letter_content import letter_of
from relance_xl.render.letters.model import Letter
from relance_xl.render.letters.pdf import render_pdfs
from relance_xl.rules.arrays import days
from relance_xl.rules.claims import (
    Detail,
    Details,
    free_name,
    next_statement,
    open_row,
    sort_out,
    wanted,
)
from relance_xl.rules.keys import key_of
from relance_xl.rules.limitation import surely_over
from relance_xl.schema.parameters import PARAMETERS_LIST

COMMAND = "decompte"
_FOLDER = "Décomptes"
_LAST = "last_statement"


@dataclass(frozen=True)
class _Made:
    """One statement and where its files lie."""

    statement: Statement
    files: tuple[str, ...]
    again: bool


def invoice_penalties(
    desk: Desk, customer: str = "", invoices: Sequence[str] = (), *, further: bool = False
) -> Outcome:
    """State penalties of a customer, of some invoices, or all that messages claimed.

    One statement per payer and currency. Its claims become *invoiced* and later messages ask
    for them no more; asked again it is given again, under its own number, unless `further`
    wants one for what has run since. Raises `WorkbookError` when a table or column that
    decides cannot be found.
    """
    with open_workbook(desk) as opened:
        if opened.gaps:
            raise WorkbookError(
                "Une colonne ou un tableau qui décide est introuvable (voir « Contrôler ») : "
                "aucun décompte tant qu’il manque."
            )
        penalties = opened.tables["penalties"]
        details = Details(opened.tables, opened.settings, desk.today)
        names = wanted(penalties, details, customer, invoices)
        found = sort_out(names, penalties, details, further=further)
        fresh = _number(desk, opened, found.fresh)
        for statement in fresh:
            _write_rows(desk, opened, statement)
        if fresh:
            opened.save(desk)
        made = [_files(desk, opened, statement, again=False) for statement in fresh]
        refused = dict(found.refused)
        for number in found.made:
            old = _given(desk, opened, number)
            if isinstance(old, str):
                refused[number] = old
            else:
                made.append(old)
    if fresh and not desk.simulate:
        refresh(desk)
    outcome = _outcome(made, refused, opened.settings.country)
    barred = _barred(desk, opened, made)
    if barred:
        outcome = replace(outcome, lines=(*outcome.lines, *barred), status=NEEDS_A_PERSON)
    return outcome


def _barred(desk: Desk, opened: Opened, made: Sequence[_Made]) -> list[str]:
    """Warn of stated invoices whose limitation has surely passed (RULES §6)."""
    stated = {key_of(detail.invoice) for one in made for detail in one.statement.details}
    invoices, customers = opened.tables["invoices"], opened.tables["customers"]
    rows = invoices[invoices["invoice"].map(key_of).isin(stated)]
    types = dict(zip(customers["customer"].map(key_of), customers["customer_type"], strict=True))
    kind = rows["customer"].map(lambda code: types.get(key_of(code), "")).to_numpy(dtype=object)
    due = days(rows["due_date"].fillna(rows["issue_date"]))
    over = rows.loc[surely_over(due, kind, opened.settings, desk.today), "invoice"].tolist()
    if not over:
        return []
    names = ", ".join(over)
    check = "à vérifier avant d’envoyer le décompte"
    return [f"Attention : créance prescrite ({names}), sauf acte interruptif ; {check}."]


def _number(
    desk: Desk, opened: Opened, groups: Mapping[tuple[str, str], Sequence[Detail]]
) -> list[Statement]:
    """Give each payer and currency the next number; the highest one is kept in Paramètres."""
    used = [*opened.tables["penalties"]["statement"], opened.settings.last_statement]
    statements = []
    for (payer, currency), details in groups.items():
        number = next_statement(desk.today.year, used)
        used.append(number)
        party, language = _party(desk, opened, payer)
        one = Statement(number, desk.today, party, language, currency, tuple(details))
        statements.append(one)
    label = next(p.label for p in PARAMETERS_LIST if p.name == _LAST)
    if statements and label in set(opened.tables["parameters"]["parameter"]):
        write_parameter(desk, _LAST, statements[-1].number)
    return statements


def _party(desk: Desk, opened: Opened, payer: str) -> tuple[Party, str]:
    customers = opened.tables["customers"]
    keys = customers["customer"].map(key_of)
    rows = customers[keys == key_of(payer)]
    language = str(rows["language"].iloc[0]) if len(rows) else ""
    code = str(rows["customer"].iloc[0]) if len(rows) else payer
    parties = read_directory(opened.tables, desk.today).parties
    return parties.get(code, Party(payer, payer)), language or "fr"


def _write_rows(desk: Desk, opened: Opened, statement: Statement) -> None:
    penalties = opened.tables["penalties"]
    for detail in statement.details:
        values: dict[str, object] = {
            "up_to": detail.as_of,
            "interest_cents": detail.interest_left_cents,
            "fee_cents": detail.fee_left_cents,
            "currency": detail.currency,
            "rate_text": _once(part.penalty.rate_text for part in detail.parts),
            "rate_source": _once(part.penalty.rate_source for part in detail.parts),
            "statement": statement.number,
            "statement_date": statement.day,
            "state": "invoiced",
        }
        claim = open_row(penalties, detail.invoice)
        if claim:
            set_claim(desk, opened, COMMAND, claim, values)
        else:
            name = free_name(penalties, detail.invoice)
            row = {"claim": name, "invoice": detail.invoice, **values}
            add_claims(desk, opened, COMMAND, [row])


def _once(texts: Iterable[str]) -> str:
    return " ; ".join(dict.fromkeys(text for text in texts if text))


def _given(desk: Desk, opened: Opened, number: str) -> "_Made | str":
    """Give a statement made before: its files, or the same made anew; else say why not."""
    penalties = opened.tables["penalties"]
    rows = penalties[penalties["statement"] == number]
    day = rows["statement_date"].dropna()
    if day.empty:
        return "sa date manque dans la feuille Pénalités : le document ne peut pas être refait"
    before = {**opened.tables, "penalties": penalties[penalties["statement"] != number]}
    made_on = day.iloc[0].date()
    details = Details(before, opened.settings, made_on)
    found = tuple(details.of(str(name), made_on) for name in rows["invoice"])
    party, language = _party(desk, opened, found[0].payer)
    statement = Statement(number, made_on, party, language, found[0].currency, found)
    files = _names(_stem(opened, statement))
    if all(desk.documents.read(name) for name in files):
        return _Made(statement, files, again=True)
    sums = zip(rows["interest_cents"], rows["fee_cents"], found, strict=True)
    same = all(
        (_cents(interest), _cents(fee)) == (one.interest_left_cents, one.fee_left_cents)
        for interest, fee, one in sums
    )
    if not same:
        return (
            "ses fichiers ne sont plus dans le dossier, et les données ont changé depuis : "
            "reprendre le document dans une sauvegarde"
        )
    return replace(_files(desk, opened, statement, again=True), again=True)


def _cents(value: object) -> int:
    return 0 if value is pd.NA else int(str(value))


def _files(desk: Desk, opened: Opened, statement: Statement, *, again: bool) -> _Made:
    """Write a statement as PDF and Word file; nothing under `simulate`."""
    if desk.simulate:
        return _Made(statement, (), again)
    letter = _letter(desk, opened, statement)
    pdf = render_pdfs([letter])[0]
    word = letter_layout(desk, opened.settings).render(letter)
    stem = _stem(opened, statement)
    files = _names(stem)
    for name, content in zip(files, (pdf, word), strict=True):
        desk.documents.write(name, content)
    return _Made(statement, files, again)


def _letter(desk: Desk, opened: Opened, statement: Statement) -> Letter:
    """Give the letter; its address reduced to the name where it does not fit an envelope."""
    settings = opened.settings
    content = statement_content(statement, settings)
    logo = company_logo(desk, settings)
    try:
        return letter_of(content, settings, statement.day, logo)
    except TemplateTextError:
        named = Party(content.party.code, content.party.name or content.party.code)
        return letter_of(replace(content, party=named), settings, statement.day, logo)


def _stem(opened: Opened, statement: Statement) -> str:
    who = safe_file_name(statement.party.name or statement.party.code, 50)
    return f"{opened.settings.outbox_folder}/{_FOLDER}/{statement.number} – {who}"


def _names(stem: str) -> tuple[str, str]:
    """Name a statement's files as found from the workbook's folder, each time it is given."""
    return f"{stem}.pdf", f"{stem}.docx"


def _outcome(made: Sequence[_Made], refused: Mapping[str, str], country: str) -> Outcome:
    locale = locale_of("fr", country)
    lines = []
    for one in made:
        total = money(one.statement.total_cents, one.statement.currency, locale)
        names = ", ".join(detail.invoice for detail in one.statement.details)
        already = " (déjà établi, le même document)" if one.again else ""
        invoices = "facture" if len(one.statement.details) == 1 else "factures"
        lines.append(
            f"Décompte {one.statement.number}, {one.statement.party.name} : {total}, {invoices} "
            f"{names}{already}."
        )
        lines += [f"  {file}" for file in one.files]
    lines += [f"{name} : pas de décompte, {why.rstrip('.')}." for name, why in refused.items()]
    json = {
        "statements": [
            {
                "number": one.statement.number,
                "date": one.statement.day.isoformat(),
                "customer": one.statement.party.code,
                "currency": one.statement.currency,
                "total_cents": one.statement.total_cents,
                "again": one.again,
                "files": list(one.files),
                "invoices": [
                    {
                        "invoice": detail.invoice,
                        "interest_cents": detail.interest_left_cents,
                        "fee_cents": detail.fee_left_cents,
                    }
                    for detail in one.statement.details
                ],
            }
            for one in made
        ],
        "refused": dict(refused),
    }
    empty = "Aucune pénalité réclamée à décompter. Nommez un client ou une facture."
    return Outcome(tuple(lines or [empty]), json, NEEDS_A_PERSON if refused else DONE)
