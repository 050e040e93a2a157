"""Spoilt, cut, huge or hostile files: a French reason or a remark, never a traceback."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relance_xl.adapters.bank import read_bank
from relance_xl.incoming import Reading, UnknownLayout
from tests.adapters.bank.reading import GOLDEN, lines, read, told

CAMT = (GOLDEN / "camt053.xml").read_bytes()
FILES = sorted(GOLDEN.iterdir())


def zipped(**files):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as box:
        for name, content in files.items():
            box.writestr(name, content)
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (CAMT[:-400], "le fichier XML est coupé ou abîmé : téléchargez-le de nouveau"),
        (
            b'<!DOCTYPE a [<!ENTITY b "camt.053">]>' + CAMT.partition(b"?>")[2],
            "le fichier XML contient des déclarations qu’une banque n’écrit pas",
        ),
        (
            b"<camt.053>" + b"<a>" * 100_000,
            "le fichier XML est coupé ou abîmé : téléchargez-le de nouveau",
        ),
        (b"a" * 40_000_001, "le fichier dépasse 40 Mo"),
        (b"PK\x03\x04 rien", "le classeur est abîmé ou n’en est pas un : exportez-le de nouveau"),
        (zipped(a=zipped(b=CAMT)), "l’archive zip en contient une autre"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content, reason):
    assert read_bank("f", content, ()) == UnknownLayout("f", reason)


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00" * 5000, bytes(range(256)) * 50, b";" * 100_000, b"\n" * 100_000, b'"' * 9999],
)
def test_what_is_no_table_is_left_to_others(content):
    assert read_bank("f", content, ()) is None


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_cut_anywhere_never_raises(path):
    content = path.read_bytes()
    for end in range(0, len(content), 97):
        assert isinstance(read_bank("f", content[:end], ()), Reading | UnknownLayout | None)


@given(st.sampled_from(FILES), st.integers(0, 10_000), st.binary(min_size=1, max_size=8))
@settings(max_examples=150)
def test_a_spoilt_file_never_raises(path, at, noise):
    content = path.read_bytes()
    at %= len(content)
    read = read_bank("f", content[:at] + noise + content[at + len(noise) :], ())
    assert isinstance(read, Reading | UnknownLayout | None)


def test_xml_that_lies_about_its_encoding():
    lied = CAMT.decode().encode("cp1252")
    assert lines(read(lied)) == lines(read(CAMT))


def test_a_zip_of_statements_is_one_file():
    cfonb = (GOLDEN / "cfonb120.txt").read_bytes()
    file = read(zipped(un=CAMT, deux=cfonb, lisez_moi="Bonjour"))
    assert (file.format, lines(file)) == (
        "CFONB 120 (zip)",
        lines(read(cfonb)) + lines(read(CAMT)),
    )


def test_a_stray_quote_costs_no_line():
    text = 'Date;Libellé;Montant\n01/02/2026;2 "x;1,00\n02/02/2026;y;2,00\n03/02/2026;"z;3,00\n'
    assert [line["cents"] for line in lines(read(text))] == [100, 200, 300]


def test_control_characters_and_endless_labels_are_tamed():
    text = f"Date;Libellé;Montant\n01/02/2026;=CMD()\x07\u202e{'a' * 900};1,00\n"
    assert [(line["label"][:8], len(line["label"])) for line in lines(read(text))] == [
        ("=CMD() a", 500)
    ]


def test_sums_that_do_not_reach_the_closing_balance_are_only_told():
    file = read(CAMT.replace(b">2180.50<", b">2180.51<"))
    assert told(file)[1:] == (
        [("FR7630006000011234567890189", "EUR", "2026-03-04", 4, False)],
        [
            "1 opération en attente ou refusée par la banque est sans effet.",
            (
                "Les soldes du relevé ne correspondent pas à la somme de ses lignes : "
                "vérifiez qu’il est complet."
            ),
        ],
    )
