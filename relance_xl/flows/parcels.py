"""Messages made whole before the first leaves: words, letters' files, invoice PDFs."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from relance_xl.flows.choosing import Choice
from relance_xl.flows.desk import Desk
from relance_xl.flows.opening import Opened
from relance_xl.ports import Attachment, Channel, InvoiceFiles, Message
from relance_xl.problems import TemplateTextError
from relance_xl.render.letters.model import Letter
from relance_xl.render.letters.pdf import iter_pdfs, render_pdfs
from relance_xl.render.letters.pictures import kind_of
from relance_xl.render.letters.word import WordLayout, shipped_layout
from relance_xl.render.messages import Rendered, SetAside, render_messages, with_logo
from relance_xl.render.statement import Account, statement_letter
from relance_xl.rules.decide import Decision
from relance_xl.settings import Settings

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MEGABYTE = 1_000_000
_PARTS_ATTACHED = ("own", "listed")


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message ready to leave; `proposal` is its row of the decision."""

    proposal: int
    message: Message
    letter: Letter | None = None

    @property
    def content_hash(self) -> str:
        """Fingerprint of everything the customer receives (16 hexadecimal digits)."""
        digest = hashlib.sha256()
        message = self.message
        for part in (message.subject, message.text, message.html):
            digest.update(part.encode() + b"\0")
        # A letter's files say what its text says; their bytes also depend on the batch.
        for attachment in () if self.letter else message.attachments:
            digest.update(attachment.name.encode() + b"\0" + attachment.content)
        return digest.hexdigest()[:16]


def make_parcels(
    desk: Desk, opened: Opened, choices: Sequence[Choice], channels: Mapping[str, Channel]
) -> tuple[list[Parcel], list[SetAside]]:
    """Render and complete every message chosen, and have its channel check it.

    One that cannot be made is set aside with its reason; the others are not touched.
    """
    settings, moment = opened.settings, desk.moment()
    layout, logo = letter_layout(desk, settings), company_logo(desk, settings)
    parcels: list[Parcel] = []
    aside: list[SetAside] = []
    for choice in choices:
        rendered, refused = render_messages(
            choice.decision, opened.tables, settings, choice.numbers, desk.today
        )
        aside += refused
        rendered = with_logo(rendered, logo)
        finisher = _Finisher(choice.decision, desk.invoice_files(settings), layout, settings)
        pdfs = iter_pdfs([one.letter for one in rendered if one.letter])
        for one in rendered:
            pdf = next(pdfs) if one.letter else b""
            try:
                message = finisher.complete(one, pdf)
                message = replace(message, sent_at=moment)
                channels[message.channel].check(message)
            except TemplateTextError as error:
                aside.append(_set_aside(one, str(error)))
            else:
                parcels.append(Parcel(one.proposal, message, one.letter))
    return parcels, aside


def _set_aside(one: Rendered, reason: str) -> SetAside:
    row = one.content.row
    return SetAside(
        one.proposal, one.message.number, row.payer, row.payer_name, row.channel, reason
    )


def letter_layout(desk: Desk, settings: Settings) -> WordLayout:
    """Give the company's own layout of letters, else the shipped one."""
    own = desk.documents.read(f"{settings.layouts_folder}/lettre.docx")
    return shipped_layout() if own is None else WordLayout(own)


def company_logo(desk: Desk, settings: Settings) -> bytes:
    """Give the logo's bytes; nothing when it is missing or no picture (told by « Contrôler »)."""
    content = desk.documents.read(settings.logo_file) if settings.logo_file else None
    return content if content and kind_of(content) else b""


class _Finisher:
    """Adds to a rendered message the files that go with it."""

    def __init__(
        self, decision: Decision, files: InvoiceFiles, layout: WordLayout, settings: Settings
    ) -> None:
        proposals = decision.proposals.set_index("proposal")
        lines = decision.lines[decision.lines["part"].isin(_PARTS_ATTACHED)]
        self._decision = decision
        self._settings = settings
        self._modes = proposals["invoice_pdf"].to_dict()
        self._statements = frozenset(proposals.index[proposals["statement"]])
        self._lines = dict(list(lines.groupby("proposal", sort=False)))
        self._files = files
        self._layout = layout

    def complete(self, one: Rendered, pdf: bytes) -> Message:
        """Give the message with its files; raises `TemplateTextError` with the reason."""
        if one.letter:
            word = self._layout.render(one.letter)
            number = one.message.number
            pair = (Attachment(f"{number}.pdf", pdf), Attachment(f"{number}.docx", word, _DOCX))
            return replace(one.message, attachments=pair)
        files = [*one.message.attachments, *self._statement(one)]
        mode = self._modes[one.proposal]
        if mode != "none" and one.proposal in self._lines:
            lines = self._lines[one.proposal]
            files += _invoice_pdfs(lines, self._files, required=mode == "required")
        message = replace(one.message, attachments=tuple(files))
        _check_size(message, self._settings.max_attachment_mb)
        return message

    def _statement(self, one: Rendered) -> list[Attachment]:
        """Give the payer's statement of account, where the stage joins it."""
        if one.proposal not in self._statements:
            return []
        row = one.content.row
        account = Account(one.content.party, row.currency, row.language, row.fresh_until)
        day = self._decision.today
        letter = statement_letter(self._decision.items, account, self._settings, day)
        return [Attachment(f"{letter.number}.pdf", render_pdfs([letter])[0])] if letter else []


def _invoice_pdfs(
    lines: pd.DataFrame, files: InvoiceFiles, *, required: bool
) -> tuple[Attachment, ...]:
    wanted = lines.drop_duplicates("invoice")
    found = [
        files.find(str(invoice), str(name))
        for invoice, name in zip(wanted["invoice"], wanted["pdf_file"], strict=True)
    ]
    missing = [
        str(invoice) for invoice, pdf in zip(wanted["invoice"], found, strict=True) if pdf is None
    ]
    if required and missing:
        raise TemplateTextError(
            f"PDF de facture introuvable : {', '.join(missing[:5])}. Le déposer dans le dossier "
            "des factures (Paramètres), ou choisir « si trouvée » dans l’étape."
        )
    return tuple(pdf for pdf in found if pdf is not None)


def _check_size(message: Message, limit_mb: int) -> None:
    size = sum(len(attachment.content) for attachment in message.attachments)
    if size > limit_mb * _MEGABYTE:
        raise TemplateTextError(
            f"Pièces jointes trop lourdes ({size / _MEGABYTE:.1f} Mo, maximum {limit_mb} Mo). "
            "Alléger les PDF, ou choisir « non » pour le PDF de facture dans l’étape."
        )
