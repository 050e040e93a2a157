"""Bank files read and told in short, for tables of whole results."""

from pathlib import Path

from relance_xl.adapters.bank import read_bank

GOLDEN = Path(__file__).parent / "golden"


def read(content, profiles=()):
    """Read bytes or text; the file of the reading, which must be one."""
    content = content.encode() if isinstance(content, str) else content
    return read_bank("relevé", content, profiles).file


def golden(name):
    """Read one of our own files."""
    return read((GOLDEN / name).read_bytes())


def told(file):
    """Give a file as format, statements, remarks."""
    statements = [
        (s.account, s.currency, str(s.period_end), s.booked_count, s.agrees)
        for s in file.statements
    ]
    remarks = [remark.replace("\u202f", " ") for remark in file.remarks]
    return file.format, statements, remarks


def lines(file):
    """Give every entry as a dict of what it tells; empty fields are left out."""
    return [
        {
            "on": str(e.booked_on),
            "cents": e.amount_cents,
            "label": e.label,
            **{
                short: value
                for short, value in {
                    "ref": e.reference,
                    "e2e": e.end_to_end,
                    "structured": e.structured_reference,
                    "payer": e.payer_name,
                    "account": e.payer_account,
                    "returned": e.returned,
                    "pending": e.pending,
                }.items()
                if value
            },
        }
        for s in file.statements
        for e in s.entries
    ]
