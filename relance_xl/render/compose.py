"""A decided message meets its text: subject, blocks, and what no message may leave out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from relance_xl.problems import TemplateTextError
from relance_xl.render import legal
from relance_xl.render.blocks import Block, InvoiceTable, Paragraph
from relance_xl.render.content import Content, PayBox
from relance_xl.render.decided import Directory, LineRow, Party, ProposalRow
from relance_xl.render.fields import Case, case_locale, field_values
from relance_xl.render.formats import long_date
from relance_xl.render.invoice_tables import invoice_tables
from relance_xl.render.pay_box import pay_box
from relance_xl.render.text_blocks import Place, TextBlock, one_line, parse_blocks
from relance_xl.render.text_check import TextIndex, find_text
from relance_xl.render.text_engine import compile_text
from relance_xl.render.vocabulary import CROSSING_FIELD, PAY_FIELD, TABLE_FIELD
from relance_xl.render.words import words
from relance_xl.rules.plans import FORMAL
from relance_xl.settings import Settings

_MAX_SUBJECT = 200
_REFERENCES = {
    "reference_contrat": "your_reference",
    "numero_engagement": "engagement",
    "code_service": "service",
}


@dataclass(frozen=True)
class Workshop:
    """What every message of a batch is composed with."""

    settings: Settings
    directory: Directory
    texts: TextIndex
    day: date


def compose(workshop: Workshop, number: str, row: ProposalRow, lines: Sequence[LineRow]) -> Content:
    """Fill the text of one message and lay its parts in order.

    Whatever the text forgets and every message must state is added: the number in the
    subject, the invoices, the broken promise, the factor's sentence, up to which day
    payments are counted, how to pay. Raises `TemplateTextError` saying why it cannot be
    written.
    """
    settings, directory = workshop.settings, workshop.directory
    party = directory.parties.get(row.payer, Party(row.payer, row.payer_name))
    text = find_text(workshop.texts, row.text, row.language, row.channel)
    case = Case(
        number, row, tuple(lines), party, case_locale(text.language, party, settings), workshop.day
    )
    pay = pay_box(case, settings)
    values = field_values(case, directory, settings, pay)
    body = compile_text(text.body)
    tables = invoice_tables(row, case.lines, case.locale, claims=case.claims)
    written = list(parse_blocks(body.fill(values)))
    if not written:
        message = f"Le texte «\u202f{row.text}\u202f» est vide une fois rempli."
        raise TemplateTextError(message)
    references = _references(case, body.fields, values)
    extras = _forgotten(case, body.fields, values, references, tables[1:])
    extras += _due_by_law(case, body.fields, values, written)
    signatory = tuple(one_line(str(values[name])) for name in ("signataire", "fonction"))
    return Content(
        number,
        row,
        case.locale,
        party,
        _subject(compile_text(text.subject).fill(values), number),
        _placed(_inserted(written, extras), [tables[0], *references]),
        pay,
        case.to_pay_cents,
        _place_date(workshop, case),
        () if "signataire" in body.fields else tuple(filter(None, signatory)),
        _warnings(row, text.language, pay),
    )


def _subject(filled: str, number: str) -> str:
    """Give the subject on one line, with the number that links answers to this message."""
    subject = one_line(filled)
    if number in subject:
        return subject[:_MAX_SUBJECT]
    room = _MAX_SUBJECT - len(number) - 3
    return f"{subject[:room].rstrip()} [{number}]".strip()


def _forgotten(
    case: Case,
    used: frozenset[str],
    values: dict[str, object],
    references: Sequence[Paragraph],
    apart: Sequence[InvoiceTable],
) -> list[TextBlock | InvoiceTable]:
    blocks: list[TextBlock | InvoiceTable] = []
    if not used & {TABLE_FIELD, "numeros_factures"}:
        blocks.append(Place(TABLE_FIELD))
    elif TABLE_FIELD not in used:
        blocks += references
    blocks += apart
    sentences = [] if "promesse_rompue" in used else [str(values["promesse_rompue"])]
    penalties_said = {"mention_penalites", "penalites", "interets"} & used
    sentences += [] if penalties_said else [str(values["mention_penalites"])]
    sentences += [] if {"remise", "remise_pourcent"} & used else [_discount(case, values)]
    sentences.append(case.row.factor_sentence)
    if not used & {CROSSING_FIELD, "reglements_jusqu_au"}:
        sentences.append(str(values[CROSSING_FIELD]))
    blocks += [Paragraph(sentence) for sentence in sentences if sentence]
    if PAY_FIELD not in used:
        blocks.append(Place(PAY_FIELD))
    return blocks


def _discount(case: Case, values: dict[str, object]) -> str:
    """Offer the stage's discount where the text forgets it: bookings will count on it."""
    if not values["remise"]:
        return ""
    offer = words(case.locale.language)["discount"]
    return offer.format(
        day=values["date_limite"], amount=values["remise"], percent=values["remise_pourcent"]
    )


def _due_by_law(
    case: Case, used: frozenset[str], values: dict[str, object], written: Sequence[TextBlock]
) -> list[Paragraph]:
    """Give what the law wants said and the text forgets: formal notice, free first reminder."""
    said = [] if "mention_premier_rappel" in used else [str(values["mention_premier_rappel"])]
    if case.row.severity >= FORMAL:
        text = "\n".join(one.text for one in written if isinstance(one, Paragraph))
        names_it = legal.names_formal_notice(text, case.locale.language)
        if not names_it or "date_limite" not in used:
            said.append(legal.formal_alone(case, str(values["date_limite"])))
        if "mention_mise_en_demeure" not in used and not names_it:
            said.append(str(values["mention_mise_en_demeure"]))
    return [Paragraph(sentence) for sentence in said if sentence]


def _inserted(
    written: list[TextBlock], extras: list[TextBlock | InvoiceTable]
) -> list[TextBlock | InvoiceTable]:
    """Add the extras after the last table or pay box, before the closing words."""
    places = [i for i, block in enumerate(written) if isinstance(block, Place)]
    at = places[-1] + 1 if places else len(written)
    return [*written[:at], *extras, *written[at:]]


def _placed(
    blocks: Sequence[TextBlock | InvoiceTable], table: Sequence[Block]
) -> tuple[Block | Place, ...]:
    """Put the table where the text wants it, once; the pay box keeps its place, once.

    What stands right below the table comes with it.
    """
    placed: list[Block | Place] = []
    seen: set[str] = set()
    for block in blocks:
        if not isinstance(block, Place):
            placed.append(block)
        elif block.field not in seen:
            seen.add(block.field)
            placed += table if block.field == TABLE_FIELD else [block]
    return tuple(placed)


def _references(case: Case, used: frozenset[str], values: dict[str, object]) -> list[Paragraph]:
    """Give the customer's own references as one line, less those the text names itself."""
    word = words(case.locale.language)
    said = (
        word["labelled"].format(label=word[label], value=values[name])
        for name, label in _REFERENCES.items()
        if values[name] and name not in used
    )
    line = " \u2013 ".join(said)
    return [Paragraph(line)] if line else []


def _place_date(workshop: Workshop, case: Case) -> str:
    day = long_date(case.day, case.locale)
    place = one_line(workshop.settings.city)
    return words(case.locale.language)["place_date"].format(place=place, day=day) if place else day


def _warnings(row: ProposalRow, language: str, pay: PayBox) -> tuple[str, ...]:
    """Give what the person who approves should know, in French."""
    found = []
    if language != row.language:
        found.append(f"Pas de texte en «\u202f{row.language}\u202f»\u202f: message en français.")
    if row.fresh_until is None:
        found.append("Aucune date d’encaissement connue\u202f: vérifiez les derniers règlements.")
    if not pay.iban and not pay.links:
        found.append("Ni IBAN ni lien de paiement\u202f: complétez Paramètres.")
    if pay.qr_fault:
        found.append(f"Pas de QR de paiement\u202f: {pay.qr_fault}.")
    return tuple(found)
