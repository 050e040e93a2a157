"""Files other people wrote; what is expected of them comes from a count that uses none of this."""

import csv
import random
import re
import zlib

from relance_xl.adapters.ledgers import read_ledger
from relance_xl.incoming import Reading, UnknownLayout

_DUE = re.compile(
    r"<(?:\w+:)?(?:DuePayableAmount|PayableAmount|GrandTotalAmount|TaxInclusiveAmount)"
    r"[^>]*>\s*(-?[0-9.]+)"
)


def files(samples, *kinds):
    with (samples / "MANIFEST.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["path"].startswith(kinds)]
    assert rows, kinds
    return [(row, (samples / row["path"]).read_bytes()) for row in rows]


def test_every_e_invoice_is_read_or_said_to_be_none(samples):
    seen = 0
    for row, content in files(samples, "einvoice/"):
        answer = read_ledger("any.bin", content, ())
        if "order-x" in row["path"]:
            assert isinstance(answer, UnknownLayout)
            continue
        assert isinstance(answer, Reading), row["path"]
        item = answer.file.items[0]
        assert item.invoice
        assert item.issue_date
        assert item.customer
        if not content.startswith(b"%PDF"):
            amounts = {round(float(n) * 100) for n in _DUE.findall(content.decode())}
            assert abs(item.total_cents) in {abs(n) for n in amounts}, row["path"]
            assert item.balance_cents in {None, *amounts}, row["path"]
        seen += 1
    assert seen


def test_ledgers_balance(samples):
    for row, content in files(samples, "fec/"):
        text = content.decode("utf-8-sig")
        rows = [re.split(r"[\t|]", line) for line in re.split("[\r\n]+", text)[1:] if line]
        assert len(rows) == int(row["expected_tx"])
        expected = sum(
            round(float(r[11].replace(",", ".")) * 100)
            - round(float(r[12].replace(",", ".")) * 100)
            for r in rows
            if r[4].startswith("411")
        )
        file = read_ledger("any.bin", content, ()).file
        assert file.control_cents == expected == sum(i.balance_cents for i in file.items)
        assert len({i.invoice for i in file.items}) == len(file.items)


def test_no_other_sample_is_taken_for_invoices_and_none_stops_a_run(samples):
    for row, content in files(samples, "camt/", "mt940/", "ofx/", "cfonb/", "coda/", "csv/", "ch/"):
        assert read_ledger("any.bin", content, ()) is None, row["path"]


def test_spoilt_files_never_raise(samples):
    """Cut and flipped bytes of real files are read, refused with a reason, or left to others."""
    for row, content in files(samples, "einvoice/akretion", "fec/"):
        dice = random.Random(zlib.crc32(row["path"].encode()))  # noqa: S311 - not a secret
        for _ in range(2):
            spoilt = bytearray(content[:400_000])
            for _ in range(20):
                spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
            cut = dice.randrange(len(spoilt))
            for raw in (bytes(spoilt[:cut]), bytes(spoilt)):
                answer = read_ledger("any.bin", raw, ())
                refused = isinstance(answer, UnknownLayout) and answer.reason
                assert answer is None or refused or isinstance(answer, Reading), row["path"]
