"""The confirmation of an instalment plan: files a person reads, corrects and sends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from relance_xl.file_names import safe_file_name
from relance_xl.flows.desk import Desk
from relance_xl.flows.opening import Opened
from relance_xl.flows.parcels import company_logo, letter_layout
from relance_xl.frames import email_in
from relance_xl.ports import Attachment
from relance_xl.problems import RelanceError, TemplateTextError
from relance_xl.render.agreement import Addressee, agreement_content
from relance_xl.render.content import Content
from relance_xl.render.decided import Directory, Party, read_directory
from relance_xl.render.letter_content import letter_of
from relance_xl.render.letters.model import Letter
from relance_xl.render.letters.pdf import render_pdfs
from relance_xl.render.messages import render_content
from relance_xl.rules.agreements.confirmed import Confirmed, confirmed
from relance_xl.rules.arrays import find, texts
from relance_xl.rules.contacts import addresses
from relance_xl.rules.decide import Decision
from relance_xl.rules.freshness import fresh_until
from relance_xl.rules.treatments import Agreement
from relance_xl.settings import Settings

_ROLE = "dunning"
_FOLDER = "Accords"


@dataclass
class Confirmations:
    """What was written: sentences for a person, those about what is missing, JSON."""

    lines: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    json: list[dict[str, object]] = field(default_factory=list)


def confirm_agreements(
    desk: Desk, opened: Opened, decision: Decision, agreements: Sequence[Agreement]
) -> Confirmations:
    """Write letter (PDF, Word) and mail draft of each plan granted. Nothing leaves.

    They lie in « Accords » of the folder of sendings. A plan whose files cannot be made is
    told; it stands in Échéanciers all the same.
    """
    done = Confirmations()
    if not agreements or desk.simulate:
        return done
    plans = confirmed(agreements, decision.items, opened.tables["invoices"])
    directory = read_directory(opened.tables, desk.today)
    for plan in plans:
        if not plan.currency:
            plan = replace(plan, currency=opened.settings.currency)  # noqa: PLW2901 - the company's own
        try:
            files, missing = _write(desk, opened, plan, directory)
        except RelanceError as error:
            done.faults.append(f"La confirmation à {plan.payer} n’a pas pu être écrite : {error}")
            continue
        done.lines.append(
            f"Confirmation de l’échéancier de {plan.payer}, à relire et à envoyer vous-même "
            f"(rien n’est parti) : {', '.join(desk.near(file) for file in files)}"
        )
        done.faults += missing
        done.json.append(_as_json(plan, files))
    return done


def _as_json(plan: Confirmed, files: Sequence[str]) -> dict[str, object]:
    return {
        "number": plan.number,
        "answer": plan.answer,
        "customer": plan.payer,
        "currency": plan.currency,
        "invoices": [owed.invoice for owed in plan.invoices],
        "instalments": [
            {"date": day.isoformat(), "amount_cents": cents} for day, cents in plan.instalments
        ],
        "files": files,
    }


def _write(
    desk: Desk, opened: Opened, plan: Confirmed, directory: Directory
) -> tuple[list[str], list[str]]:
    """Write a plan's files; returns their paths, and sentences about what is missing."""
    settings = opened.settings
    to = _addressee(opened, plan, directory, desk.redirect)
    counted = fresh_until(opened.tables, settings, desk.today)
    contents = {
        channel: agreement_content(
            plan, replace(to, channel=channel), settings, desk.today, counted
        )
        for channel in ("letter", "email")
    }
    letter, missing = _letter(desk, settings, contents["letter"])
    pdf, word = render_pdfs([letter])[0], letter_layout(desk, settings).render(letter)
    who = safe_file_name(to.party.name or plan.payer, 50)
    name = f"{desk.today.isoformat()} – {safe_file_name(plan.number, 40)} – {who}"
    stem = f"{settings.outbox_folder}/{_FOLDER}/{name}"
    files = [
        desk.documents.write(f"{stem}{end}", made) for end, made in ((".pdf", pdf), (".docx", word))
    ]
    if not to.recipient:
        return files, [*missing, f"Pas d’e-mail pour {plan.payer} : imprimer et poster la lettre."]
    mail = render_content(contents["email"], settings, desk.today).message
    mail = replace(mail, attachments=(Attachment(f"{plan.number}.pdf", pdf),))
    return [*files, desk.documents.write(f"{stem}.eml", desk.draft_mail(settings, mail))], missing


def _letter(desk: Desk, settings: Settings, content: Content) -> tuple[Letter, list[str]]:
    """Give the letter with our logo; its address reduced to the name where it does not fit."""
    logo, party, missing = company_logo(desk, settings), content.party, []
    try:
        letter = letter_of(content, settings, desk.today, logo)
    except TemplateTextError as error:
        named = replace(content, party=Party(party.code, party.name or party.code))
        letter = letter_of(named, settings, desk.today, logo)
        missing = [str(error)]
    return letter, missing


def _addressee(opened: Opened, plan: Confirmed, directory: Directory, redirect: str) -> Addressee:
    """Choose whom to write to: who answered, if Contacts has the address; else as reminders do."""
    tables = opened.tables
    customers = tables["customers"]
    place = int(find(texts(customers["customer"]), texts(pd.Series([plan.payer], dtype="str")))[0])
    language = str(customers["language"].iloc[place]) if place >= 0 else ""
    party = directory.parties.get(plan.payer, Party(plan.payer, plan.payer))
    reach = addresses(tables).reach("email", _ROLE)
    email, name = (
        (str(reach.recipient[place]), str(reach.contact_name[place])) if place >= 0 else ("", "")
    )
    answered = _who_answered(tables, plan)
    email, name = answered or (email, name)
    return Addressee(
        party,
        "email",
        redirect or email,
        name,
        directory.civilities.get((plan.payer, name), ""),
        language or "fr",
    )


def _who_answered(tables: Mapping[str, pd.DataFrame], plan: Confirmed) -> tuple[str, str] | None:
    answers, contacts = tables["answers"], tables["contacts"]
    senders = answers.loc[answers["answer"] == plan.answer, "sender"]
    said = email_in(str(senders.iloc[0])) if len(senders) else ""
    if not said:
        return None
    usable = contacts[
        (contacts["customer"] == plan.payer)
        & contacts["email_bounced_on"].isna()
        & ~contacts["email_opt_out"].fillna(value=False).astype(bool)
    ]
    for email, name in zip(usable["email"], usable["contact_name"], strict=True):
        if email and email.casefold() == said.casefold():
            return str(email), str(name)
    return None
