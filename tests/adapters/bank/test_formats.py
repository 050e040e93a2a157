"""Each format read whole from a file of our own: statements, lines and remarks."""

import pytest

from tests.adapters.bank.reading import golden, lines, read, told

WHOLE = {
    "camt053.xml": (
        (
            "CAMT.053",
            [("FR7630006000011234567890189", "EUR", "2026-03-04", 4, True)],
            ["1 opération en attente ou refusée par la banque est sans effet."],
        ),
        [
            {
                "on": "2026-03-04",
                "cents": 120050,
                "label": "FACTURE F2026-031 RF18539007547034",
                "ref": "BQ-1",
                "e2e": "E2E-1",
                "structured": "RF18539007547034",
                "payer": "Boulangerie Ménard",
                "account": "FR7610107001011234567890129",
            },
            {
                "on": "2026-03-04",
                "cents": 10000,
                "label": "F-12",
                "ref": "BQ-2",
                "payer": "Ardant SARL",
            },
            {
                "on": "2026-03-04",
                "cents": 20000,
                "label": "F-13",
                "ref": "BQ-2",
                "payer": "Bertin SA",
            },
            {
                "on": "2026-03-04",
                "cents": -32000,
                "label": "AM04",
                "e2e": "PRLV-7",
                "payer": "Cordier & Fils",
                "returned": True,
            },
            {
                "on": "2026-03-04",
                "cents": 5000,
                "label": "",
                "pending": True,
            },
        ],
    ),
    "camt054_v1.xml": (
        (
            "CAMT.054",
            [("01391391", "CHF", "2026-02-11", 2, None)],
            ["Des lignes sans date ont pris celle du relevé."],
        ),
        [
            {
                "on": "2026-02-10",
                "cents": 15000,
                "label": "210000000003139471430009017",
                "structured": "210000000003139471430009017",
                "payer": "Keller AG",
            },
            {"on": "2026-02-11", "cents": 9000, "label": "GUTSCHRIFTEN A1 A2"},
        ],
    ),
    "mt940.sta": (
        (
            "MT940",
            [
                ("508800500194787400", "EUR", "2026-03-03", 3, True),
                ("NL20INGB0001234567", "EUR", "2026-03-04", 1, True),
            ],
            ["1 ligne laissée de côté : montant illisible (opération 4)."],
        ),
        [
            {
                "on": "2026-03-02",
                "cents": 75025,
                "label": "SEPA-GUTSCHRIFT Rechnung F2026-0401 vom 01.02.2026",
                "ref": "BR-77",
                "e2e": "E2E-9",
                "payer": "Muster GmbH",
                "account": "DE89370400440532013000",
            },
            {
                "on": "2026-03-03",
                "cents": -12000,
                "label": "RETOURE RETURN F2026-021",
                "ref": "BR-78",
                "payer": "Schmidt KG",
                "returned": True,
            },
            {"on": "2026-03-03", "cents": -350, "label": "KONTOFUEHRUNG"},
            {
                "on": "2026-03-04",
                "cents": 4500,
                "label": "Factuur 2026-05",
                "ref": "REF-2",
                "e2e": "KLANT-5",
                "payer": "P. de Vries",
                "account": "NL91ABNA0417164300",
            },
        ],
    ),
    "ofx1.ofx": (
        (
            "OFX",
            [("00012345678", "EUR", "2026-03-31", 2, None)],
            ["1 ligne laissée de côté : montant illisible (opération A3)."],
        ),
        [
            {
                "on": "2026-03-05",
                "cents": 123450,
                "label": "VIR SEPA DUPONT & CIE FACT 2026-17",
                "ref": "A1",
            },
            {
                "on": "2026-03-06",
                "cents": -8000,
                "label": "REJET PRLV MARTIN",
                "ref": "A2",
                "returned": True,
            },
        ],
    ),
    "ofx2.ofx": (
        ("OFX", [("4533XXXX", "CHF", "2026-02-28", 1, None)], []),
        [
            {
                "on": "2026-02-15",
                "cents": 6013,
                "label": "Café Müller QR 21 00000 00003 13947 14300 09017",
                "ref": "Z9",
                "structured": "210000000003139471430009017",
                "payer": "Café Müller",
                "account": "CH9300762011623852957",
            }
        ],
    ),
    "cfonb120.txt": (
        (
            "CFONB 120",
            [("FR7630006000011234567890189", "EUR", "2026-03-03", 3, True)],
            ["1 ligne laissée de côté : montant illisible (ligne 9)."],
        ),
        [
            {
                "on": "2026-03-02",
                "cents": 120050,
                "label": "VIR SEPA BOULANGERIE MENARD REGLEMENT FACTURE F2026-031 SUPP",
                "ref": "BQ001",
                "e2e": "E2E-1",
                "payer": "BOULANGERIE MENARD SARL",
                "account": "FR7610107001011234567890129",
            },
            {
                "on": "2026-03-03",
                "cents": -32000,
                "label": "PRLV SEPA IMPAYE CORDIER",
                "ref": "BQ002",
                "returned": True,
            },
            {"on": "2026-03-03", "cents": -1805, "label": "FRAIS IMPAYE"},
        ],
    ),
    "coda.cod": (
        ("CODA", [("BE68539007547034", "EUR", "2026-03-04", 3, True)], []),
        [
            {
                "on": "2026-03-04",
                "cents": 12100,
                "label": "090933755493",
                "ref": "REF-1",
                "e2e": "E2E-BE-1",
                "structured": "+++090/9337/55493+++",
                "payer": "ALPHA BVBA",
                "account": "BE71096123456769",
            },
            {
                "on": "2026-03-04",
                "cents": 10000,
                "label": "FACTURE 11",
                "ref": "REF-2",
                "payer": "BETA SA",
                "account": "BE43068999999501",
            },
            {
                "on": "2026-03-04",
                "cents": 20000,
                "label": "FACTURE 12",
                "ref": "REF-2",
                "payer": "GAMMA SA",
                "account": "BE43730004200601",
            },
            {
                "on": "2026-03-04",
                "cents": -4500,
                "label": "DOMICILIATION REFUSEE",
                "ref": "REF-3",
                "returned": True,
            },
        ],
    ),
    "slips.v11": (
        ("V11", [("010391391", "CHF", "2026-02-12", 2, None)], []),
        [
            {
                "on": "2026-02-12",
                "cents": 12345,
                "label": "BVR 210000000003139471430009017",
                "ref": "000000001",
                "structured": "210000000003139471430009017",
            },
            {
                "on": "2026-02-12",
                "cents": -2000,
                "label": "BVR 000000000000000000000012347",
                "ref": "000000002",
                "structured": "000000000000000000000012347",
                "returned": True,
            },
        ],
    ),
}


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_file(name):
    file = golden(name)
    assert (told(file), lines(file)) == WHOLE[name]


def test_lines_an_mt942_only_expects_are_no_payments():
    text = (
        ":20:A\n:25:FR7630006000011234567890189\n:28C:1\n:34F:EUR0,\n"
        ":61:2603020302EC10,00NTRFNONREF\n:86:ATTENDU\n"
        ":61:2603020302C20,00NTRFNONREF\n:86:RECU\n-\n"
    )
    file = read(text)
    assert (told(file), lines(file)) == (
        (
            "MT942",
            [("FR7630006000011234567890189", "EUR", "2026-03-02", 2, None)],
            ["1 opération en attente ou refusée par la banque est sans effet."],
        ),
        [
            {"on": "2026-03-02", "cents": 1000, "label": "ATTENDU", "pending": True},
            {"on": "2026-03-02", "cents": 2000, "label": "RECU"},
        ],
    )


def test_an_ofx_line_without_a_date_takes_the_statement_s_but_a_spoilt_one_does_not():
    line = "<STMTTRN><TRNAMT>1.00<FITID>{}{}<NAME>x</STMTTRN>"
    text = (
        "<OFX><STMTRS><CURDEF>EUR<ACCTID>1<DTEND>20260331"
        + line.format("a", "")
        + line.format("b", "<DTPOSTED>2026")
        + "</STMTRS></OFX>"
    )
    file = read(text)
    assert (told(file), lines(file)) == (
        (
            "OFX",
            [("1", "EUR", "2026-03-31", 1, None)],
            [
                "1 ligne laissée de côté : date illisible (opération b).",
                "Des lignes sans date ont pris celle du relevé.",
            ],
        ),
        [{"on": "2026-03-31", "cents": 100, "label": "x", "ref": "a"}],
    )


def test_parts_of_parts_of_a_coda_movement_are_not_counted_twice():
    movement = "21{:04}{:04}{:21}0{:015}040326{}{:54}040326001000 0"
    records = [
        "0000004032672505".ljust(127) + "2",
        f"12001{'BE68539007547034':34}EUR0{0:015}030326",
        movement.format(1, 0, "R", 30_000, "20150000", "0GLOBAL"),
        movement.format(1, 1, "R", 10_000, "60150000", "0A"),
        movement.format(1, 2, "R", 20_000, "60150000", "0B"),
        movement.format(1, 3, "R", 15_000, "90150000", "0B1"),
        movement.format(1, 4, "R", 5_000, "90150000", "0B2"),
        f"8001{'BE68539007547034':34}EUR0{30_000:015}040326",
        "9",
    ]
    file = read("\n".join(records))
    assert [(line["label"], line["cents"]) for line in lines(file)] == [("A", 1000), ("B", 2000)]
    assert told(file)[1] == [("BE68539007547034", "EUR", "2026-03-04", 1, True)]
