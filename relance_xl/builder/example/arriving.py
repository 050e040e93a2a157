"""What comes in after the example's day: a bank statement, a list of invoices, mails.

They are given to try *Importer*, *Relever* and *Traiter* on; each line shows another way a
payment is recognised, each mail another kind of answer.
"""

from dataclasses import dataclass
from datetime import timedelta
from xml.sax.saxutils import escape

from relance_xl.builder.example.company import CURRENCY, IBAN
from relance_xl.builder.example.ledger import Ledger, weekday_before
from relance_xl.builder.example.mails import mails
from relance_xl.settings import Settings

_OPENING_CENTS = 4_821_350
_STATEMENT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">
 <BkToCstmrStmt>
  <GrpHdr><MsgId>{name}</MsgId><CreDtTm>{day}T06:00:00</CreDtTm></GrpHdr>
  <Stmt>
   <Id>{name}</Id>
   <CreDtTm>{day}T06:00:00</CreDtTm>
   <FrToDt><FrDtTm>{day}T00:00:00</FrDtTm><ToDtTm>{day}T23:59:59</ToDtTm></FrToDt>
   <Acct><Id><IBAN>{account}</IBAN></Id><Ccy>{currency}</Ccy></Acct>
   {opening}
   {closing}
{entries}
  </Stmt>
 </BkToCstmrStmt>
</Document>
"""
_BALANCE = (
    "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
    '<Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
    "<Dt><Dt>{day}</Dt></Dt></Bal>"
)
_ENTRY = """   <Ntry>
    <Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
    <BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt>
    <AcctSvcrRef>{reference}</AcctSvcrRef>
    <NtryDtls><TxDtls>
     <RltdPties>{payer}</RltdPties>
     <RmtInf>{told}</RmtInf>
    </TxDtls></NtryDtls>
   </Ntry>"""
_HEADER = (
    "Numéro du document;Date du document;Code client;Nom du client;Date d’échéance;Montant TTC"
)


@dataclass(frozen=True, slots=True)
class _Line:
    """One entry of the statement; `cents` is negative for a debit."""

    cents: int
    payer: str
    text: str = ""
    account: str = ""
    structured: str = ""


def files(ledger: Ledger) -> dict[str, bytes]:
    """Give the files by place beside the workbook; the ledger is closed, so that numbers stand."""
    folders = Settings()
    found = {
        f"{folders.import_folder}/Relevé bancaire.xml": _statement(ledger),
        f"{folders.import_folder}/Factures de la semaine.csv": _invoices(ledger),
    }
    for name, content in mails(ledger).items():
        found[f"{folders.inbox_folder}/{name}.eml"] = content
    return found


def _lines(ledger: Ledger) -> list[_Line]:
    """Tell of every kind of payment, the surest first."""
    quoted = ledger.due("C0037", 20)
    structured = ledger.due("C0011", 8)
    two = (ledger.due("C0047", 13), ledger.due("C0047", 9))
    part = ledger.due("C0038", 38)
    known = ledger.due("C0001", 6)
    named = ledger.due("C0043", 4)
    reference = str(structured.row["structured_reference"]).strip("+").replace("/", "")
    return [
        _Line(quoted.cents, "FLEURS D AUBEPINE", f"REGLEMENT FACTURE {quoted.number}"),
        _Line(structured.cents, "MENUISERIES PONCELET", structured=reference),
        _Line(
            sum(each.cents for each in two),
            "BUREAU D ETUDES THERMIK",
            " ".join(f"FACT {each.number}" for each in two),
        ),
        _Line(500_000, "SLARPBA", f"ACOMPTE SUR {part.number}"),
        _Line(known.cents, "MME LEFEVRE ZOE", "VIREMENT", str(_iban(ledger, "C0001"))),
        _Line(named.cents, "SERRURERIE EXPRESS 69", "VIR SEPA"),
        _Line(18_000, "M DUPONT", "VIR INST"),
        _Line(-1_290, "BANQUE", "FRAIS DE TENUE DE COMPTE"),
    ]


def _iban(ledger: Ledger, customer: str) -> object:
    return ledger.customers[customer]["iban"]


def _statement(ledger: Ledger) -> bytes:
    day = weekday_before(ledger.day(1))
    lines = _lines(ledger)
    total = _OPENING_CENTS + sum(line.cents for line in lines)
    common = {"day": day.isoformat(), "currency": CURRENCY}
    text = _STATEMENT.format(
        name=f"RELEVE-{day:%Y%m%d}",
        account=IBAN,
        opening=_BALANCE.format(code="OPBD", amount=_amount(_OPENING_CENTS), **common),
        closing=_BALANCE.format(code="CLBD", amount=_amount(total), **common),
        entries="\n".join(_entry(place, line, common) for place, line in enumerate(lines, 1)),
        **common,
    )
    return text.encode()


def _entry(place: int, line: _Line, common: dict[str, str]) -> str:
    party = "Dbtr" if line.cents > 0 else "Cdtr"
    payer = f"<{party}><Pty><Nm>{escape(line.payer)}</Nm></Pty></{party}>"
    if line.account:
        payer += f"<DbtrAcct><Id><IBAN>{line.account}</IBAN></Id></DbtrAcct>"
    told = f"<Ustrd>{escape(line.text)}</Ustrd>" if line.text else ""
    if line.structured:
        told += (
            "<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry><Issr>BBA</Issr></Tp>"
            f"<Ref>{line.structured}</Ref></CdtrRefInf></Strd>"
        )
    return _ENTRY.format(
        amount=_amount(abs(line.cents)),
        side="CRDT" if line.cents > 0 else "DBIT",
        reference=f"{common['day'].replace('-', '')}{place:04d}",
        payer=payer,
        told=told,
        **common,
    )


def _invoices(ledger: Ledger) -> bytes:
    """Give the week's list as an accounting tool writes it: new ones, and a due date put off."""
    issued = weekday_before(ledger.day(1))
    year = issued.year
    taken = [each.number for each in ledger.invoices if each.number.startswith(f"F{year}-")]
    last = max((int(number[-4:]) for number in taken), default=0)
    put_off = ledger.due("C0018", 17)
    rows = [
        (
            put_off.number,
            put_off.row["issue_date"],
            "C0018",
            ledger.day(17) + timedelta(days=30),
            put_off.cents,
        ),
        (f"F{year}-{last + 1:04d}", issued, "C0007", issued + timedelta(days=30), 312_000),
        (f"F{year}-{last + 2:04d}", issued, "C0022", issued + timedelta(days=30), 86_400),
        (f"F{year}-{last + 3:04d}", issued, "C0063", issued + timedelta(days=30), 54_900),
    ]
    names = {code: str(row["name"]) for code, row in ledger.customers.items()}
    names["C0063"] = "Cycles de la Saône"
    lines = [
        f"{number};{day:%d/%m/%Y};{code};{names[code]};{due:%d/%m/%Y};{_french(cents)}"
        for number, day, code, due, cents in rows
    ]
    return "\r\n".join(["\ufeff" + _HEADER, *lines, ""]).encode()


def _amount(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def _french(cents: int) -> str:
    return _amount(cents).replace(".", ",")
