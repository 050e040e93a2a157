"""One door for every file about invoices; what it is, its content tells."""

from collections.abc import Sequence

from lxml import etree

from relance_xl.adapters.ledgers.einvoice import Invoice, NotAnInvoiceError, read_invoice
from relance_xl.adapters.ledgers.fec import read_fec
from relance_xl.adapters.ledgers.pdf import PdfError, embedded_xmls, is_pdf
from relance_xl.adapters.ledgers.statuses import read_statuses
from relance_xl.adapters.ledgers.tables import read_table
from relance_xl.adapters.ledgers.xml_tree import HostileXmlError, parse
from relance_xl.incoming import LedgerFile, Profile, Reading, UnknownLayout


def read_ledger(
    name: str, content: bytes, profiles: Sequence[Profile]
) -> Reading | UnknownLayout | None:
    """Read a file about invoices; None when it is about something else.

    FEC, electronic invoice (XML, or PDF carrying one), platform status, then any table of
    invoices. The extension plays no part. Nothing of the file makes this raise.

    >>> read_ledger("notes.txt", b"Bonjour", ()) is None
    True
    """
    if is_pdf(content):
        return _from_pdf(name, content)
    try:
        root = parse(content)
    except HostileXmlError:
        return UnknownLayout(
            name, "Ce XML est trop grand ou déclare des entités : il n’est pas lu."
        )
    if root is not None:
        return _from_xml(name, root)
    fec = read_fec(name, content)
    return Reading(fec) if fec else read_table(name, content, profiles)


def _from_xml(name: str, root: etree._Element) -> Reading | UnknownLayout | None:
    told = read_statuses(root)
    if told is not None:
        form, statuses = told
        if not statuses:
            return UnknownLayout(name, "Ce message ne dit le statut d’aucune facture.")
        return Reading(LedgerFile(name, form, statuses=statuses))
    try:
        invoice = read_invoice(root)
    except NotAnInvoiceError as fault:
        return UnknownLayout(name, f"Fichier écarté : {fault}.")
    return None if invoice is None else Reading(_file(name, invoice, None))


def _from_pdf(name: str, content: bytes) -> Reading | UnknownLayout:
    refused = (
        "Ce PDF ne contient pas de facture électronique (Factur-X) : "
        "importez plutôt l’export du logiciel."
    )
    try:
        for xml in embedded_xmls(content):
            root = parse(xml)
            if root is None:
                continue
            invoice = read_invoice(root)
            if invoice is not None:
                return Reading(_file(name, invoice, content))
    except PdfError as fault:
        refused = f"Ce PDF n’a pas été lu : {fault}."
    except HostileXmlError:
        refused = "Le XML de ce PDF est trop grand ou déclare des entités : il n’est pas lu."
    except NotAnInvoiceError as fault:
        refused = f"Fichier écarté : {fault}."
    return UnknownLayout(name, refused)


def _file(name: str, invoice: Invoice, pdf: bytes | None) -> LedgerFile:
    modern = "Factur-X" if pdf and invoice.syntax == "CII" else invoice.syntax
    return LedgerFile(
        name,
        modern,
        items=(invoice.item,),
        customers=(invoice.buyer,),
        seller=invoice.seller,
        as_of=invoice.item.issue_date,
        pdf=pdf,
    )
