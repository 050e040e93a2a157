"""Files other people wrote, against the counts and sums their manifest gives."""

import csv

import pytest

from relance_xl.adapters.bank import read_bank
from relance_xl.incoming import UnknownLayout

_KINDS = ("camt/", "cfonb/", "ch/", "coda/", "csv/", "mt940/", "ofx/")

# Left unread on purpose, for a reason a person is told.
_REFUSED = {
    "cfonb/silarhi__tests__fixtures__cfonb.240-complex-test.txt": "CFONB 240",
    "coda/acsone__coda__tests__Coda_faulty_version.txt": "version 5",
}
# A list without a header: nothing tells which column is which.
_NOT_TOLD = {
    "csv/OCA__account_statement_import_sheet_file__tests__fixtures__original_currency_no_header.csv"
}


def _cases(samples):
    with (samples / "MANIFEST.csv").open(encoding="utf-8") as manifest:
        return [row for row in csv.DictReader(manifest) if row["path"].startswith(_KINDS)]


def _fault(row, content):
    """Say what is wrong with the reading of one file, "" when all is right."""
    read = read_bank(row["path"], content, ())
    if row["path"] in _NOT_TOLD:
        return "" if read is None else "lu sans en-têtes"
    if row["path"] in _REFUSED:
        refused = isinstance(read, UnknownLayout) and _REFUSED[row["path"]] in read.reason
        return "" if refused else "aurait dû être refusé"
    if read is None or isinstance(read, UnknownLayout):
        return f"non lu : {read}"
    return _wrong(row, read.file)


def _wrong(row, file):
    """Compare a reading with the manifest's own counts."""
    wanted = row["expected_tx"]
    if wanted and file.booked_count != int(wanted):
        return f"{file.booked_count} lignes au lieu de {wanted}"
    # One manifest sum has three decimals; ours are cents.
    if row["expected_net"]:
        expected = float(row["expected_net"]) * 100
        if abs(file.net_cents - expected) > 1:
            return f"somme {file.net_cents} au lieu de {expected}"
    disagrees = any(statement.agrees is False for statement in file.statements)
    return "soldes dits faux" if row["balances_agree"] == "yes" and disagrees else ""


def test_every_sample_of_a_bank(samples):
    faults = {
        row["path"]: fault
        for row in _cases(samples)
        if (fault := _fault(row, (samples / row["path"]).read_bytes()))
    }
    assert faults == {}


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_sample_cut_short_never_gives_more_than_the_whole(samples, share):
    cases = [(row["path"], (samples / row["path"]).read_bytes()) for row in _cases(samples)]
    grown = {
        path: (whole, cut)
        for path, content in cases
        if (cut := _lines(path, content[: int(len(content) * share)]))
        > (whole := _lines(path, content))
    }
    assert grown == {}


def _lines(path, content):
    """Count the lines read of a file; none where a person is told why, or it is no bank's."""
    read = read_bank(path, content, ())
    return 0 if read is None or isinstance(read, UnknownLayout) else read.file.booked_count
