"""Messages made whole before the first leaves: words, letters' files, invoice PDFs."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from relance_xl.flows.desk import Desk
from relance_xl.flows.opening import Opened
from relance_xl.ports import Attachment, InvoiceFiles, Message
from relance_xl.problems import TemplateTextError
from relance_xl.render.letters.model import Letter
from relance_xl.render.letters.pdf import iter_pdfs
from relance_xl.render.letters.word import WordLayout, shipped_layout
from relance_xl.render.messages import Rendered, SetAside, render_messages
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
        for attachment in message.attachments:
            digest.update(attachment.name.encode() + b"\0" + attachment.content)
        return digest.hexdigest()[:16]


def make_parcels(
    desk: Desk, opened: Opened, decision: Decision, numbers: Mapping[int, str]
) -> tuple[list[Parcel], list[SetAside]]:
    """Render and complete every message of `numbers` (proposal → REL- number).

    One that cannot be made is set aside with its reason; the others are not touched.
    """
    settings = opened.settings
    rendered, aside = render_messages(decision, opened.tables, settings, numbers, desk.today)
    moment = desk.moment()
    rendered = [replace(one, message=replace(one.message, sent_at=moment)) for one in rendered]
    mails = [one for one in rendered if one.letter is None]
    letters = [one for one in rendered if one.letter is not None]
    parcels, refused = _with_invoices(mails, decision, desk.invoice_files(settings), settings)
    parcels += _with_files(letters, _layout(desk, settings))
    return sorted(parcels, key=lambda parcel: parcel.proposal), aside + refused


def _layout(desk: Desk, settings: Settings) -> WordLayout:
    own = desk.documents.read(f"{settings.layouts_folder}/lettre.docx")
    return shipped_layout() if own is None else WordLayout(own)


def _with_files(letters: Sequence[Rendered], layout: WordLayout) -> list[Parcel]:
    parcels = []
    pdfs = iter_pdfs([one.letter for one in letters if one.letter is not None])
    for one, pdf in zip(letters, pdfs, strict=True):
        if one.letter is None:
            continue
        files = (
            Attachment(f"{one.message.number}.pdf", pdf),
            Attachment(f"{one.message.number}.docx", layout.render(one.letter), _DOCX),
        )
        parcels.append(Parcel(one.proposal, replace(one.message, attachments=files), one.letter))
    return parcels


def _with_invoices(
    mails: Sequence[Rendered], decision: Decision, files: InvoiceFiles, settings: Settings
) -> tuple[list[Parcel], list[SetAside]]:
    modes = dict(
        zip(decision.proposals["proposal"], decision.proposals["invoice_pdf"], strict=True)
    )
    lines = decision.lines[decision.lines["part"].isin(_PARTS_ATTACHED)]
    by_proposal = dict(list(lines.groupby("proposal", sort=False)))
    parcels: list[Parcel] = []
    aside: list[SetAside] = []
    for one in mails:
        message = one.message
        try:
            if modes[one.proposal] != "none" and one.proposal in by_proposal:
                required = modes[one.proposal] == "required"
                pdfs = _invoice_pdfs(by_proposal[one.proposal], files, required=required)
                message = replace(message, attachments=(*message.attachments, *pdfs))
                _check_size(message, settings.max_attachment_mb)
        except TemplateTextError as error:
            row = one.content.row
            aside.append(
                SetAside(
                    one.proposal, message.number, row.payer, row.payer_name, row.channel, str(error)
                )
            )
            continue
        parcels.append(Parcel(one.proposal, message))
    return parcels, aside


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
