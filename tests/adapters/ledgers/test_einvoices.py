"""Electronic invoices and what platforms say of them; hostile files end in a sentence."""

import io
import zlib
from datetime import date

import pikepdf
import pytest

from relance_xl.adapters.ledgers import read_ledger
from relance_xl.incoming import LedgerCustomer, LedgerItem, PlatformStatus, UnknownLayout

CII = """<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
 xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
 xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
<rsm:ExchangedDocument><ram:ID>FA-26-7</ram:ID><ram:TypeCode>{kind}</ram:TypeCode>
 <ram:IssueDateTime><udt:DateTimeString format="102">20260131</udt:DateTimeString>
 </ram:IssueDateTime></rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction>
 <ram:ApplicableHeaderTradeAgreement><ram:BuyerReference>SERV-1</ram:BuyerReference>
  <ram:SellerTradeParty><ram:Name>Nous</ram:Name><ram:SpecifiedLegalOrganization>
   <ram:ID schemeID="0002">111111118</ram:ID></ram:SpecifiedLegalOrganization>
  </ram:SellerTradeParty>
  <ram:BuyerTradeParty><ram:ID>CLI-9</ram:ID><ram:Name>Dupont &amp; fils</ram:Name>
   <ram:SpecifiedLegalOrganization><ram:ID schemeID="0002">73282932000074</ram:ID>
   </ram:SpecifiedLegalOrganization>
   <ram:DefinedTradeContact><ram:TelephoneUniversalCommunication>
    <ram:CompleteNumber>+33 1</ram:CompleteNumber></ram:TelephoneUniversalCommunication>
    <ram:EmailURIUniversalCommunication><ram:URIID>compta@dupont.fr</ram:URIID>
    </ram:EmailURIUniversalCommunication></ram:DefinedTradeContact>
   <ram:PostalTradeAddress><ram:PostcodeCode>75001</ram:PostcodeCode>
    <ram:LineOne>1 rue A</ram:LineOne><ram:LineTwo>Bât. B</ram:LineTwo>
    <ram:CityName>Paris</ram:CityName><ram:CountryID>FR</ram:CountryID></ram:PostalTradeAddress>
   <ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">FR44732829320</ram:ID>
   </ram:SpecifiedTaxRegistration></ram:BuyerTradeParty>
  <ram:BuyerOrderReferencedDocument><ram:IssuerAssignedID>BC-5</ram:IssuerAssignedID>
  </ram:BuyerOrderReferencedDocument></ram:ApplicableHeaderTradeAgreement>
 <ram:ApplicableHeaderTradeSettlement><ram:PaymentReference>RF18539007547034</ram:PaymentReference>
  <ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
  <ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime>
   <udt:DateTimeString format="102">20260302</udt:DateTimeString></ram:DueDateDateTime>
  </ram:SpecifiedTradePaymentTerms>
  <ram:SpecifiedTradeSettlementHeaderMonetarySummation>
   <ram:TaxBasisTotalAmount>100.00</ram:TaxBasisTotalAmount>
   <ram:GrandTotalAmount>120.00</ram:GrandTotalAmount>
   <ram:DuePayableAmount>90.00</ram:DuePayableAmount>
  </ram:SpecifiedTradeSettlementHeaderMonetarySummation>
  <ram:InvoiceReferencedDocument><ram:IssuerAssignedID>FA-26-1</ram:IssuerAssignedID>
  </ram:InvoiceReferencedDocument></ram:ApplicableHeaderTradeSettlement>
</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>"""
UBL = """<{root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{root}-2"
 xmlns:a="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<b:ID>FA-26-7</b:ID><b:IssueDate>2026-01-31</b:IssueDate>{due}
<b:DocumentCurrencyCode>EUR</b:DocumentCurrencyCode><b:BuyerReference>SERV-1</b:BuyerReference>
<a:OrderReference><b:ID>BC-5</b:ID></a:OrderReference>
<a:BillingReference><a:InvoiceDocumentReference><b:ID>FA-26-1</b:ID></a:InvoiceDocumentReference>
</a:BillingReference>
<a:AccountingCustomerParty><a:Party><b:EndpointID schemeID="0009">73282932000074</b:EndpointID>
<a:PartyIdentification><b:ID>CLI-9</b:ID></a:PartyIdentification>
<a:PartyName><b:Name>Dupont &amp; fils</b:Name></a:PartyName>
<a:PostalAddress><b:StreetName>1 rue A</b:StreetName><b:AdditionalStreetName>Bât. B\
</b:AdditionalStreetName><b:CityName>Paris</b:CityName><b:PostalZone>75001</b:PostalZone>
<a:Country><b:IdentificationCode>FR</b:IdentificationCode></a:Country></a:PostalAddress>
<a:PartyTaxScheme><b:CompanyID>FR44732829320</b:CompanyID></a:PartyTaxScheme>
<a:Contact><b:Telephone>+33 1</b:Telephone><b:ElectronicMail>compta@dupont.fr</b:ElectronicMail>
</a:Contact></a:Party></a:AccountingCustomerParty>
<a:PaymentMeans><b:PaymentDueDate>2026-03-02</b:PaymentDueDate>
<b:PaymentID>RF18539007547034</b:PaymentID></a:PaymentMeans>
<a:LegalMonetaryTotal><b:TaxInclusiveAmount currencyID="EUR">120.00</b:TaxInclusiveAmount>
<b:PayableAmount currencyID="EUR">90.00</b:PayableAmount></a:LegalMonetaryTotal></{root}>"""

ITEM = LedgerItem(
    invoice="FA-26-7",
    customer="CLI-9",
    issue_date=date(2026, 1, 31),
    due_date=date(2026, 3, 2),
    total_cents=12000,
    balance_cents=9000,
    currency="EUR",
    structured_reference="RF18539007547034",
    contract_reference="BC-5",
)
CREDIT = LedgerItem(
    invoice="FA-26-7",
    customer="CLI-9",
    issue_date=date(2026, 1, 31),
    due_date=date(2026, 3, 2),
    total_cents=-12000,
    balance_cents=-9000,
    currency="EUR",
    document="credit_note",
    credit_note_of="FA-26-1",
    structured_reference="RF18539007547034",
    contract_reference="BC-5",
)
BUYER = LedgerCustomer(
    customer="CLI-9",
    name="Dupont & fils",
    siren="732829320",
    vat_number="FR44732829320",
    email="compta@dupont.fr",
    phone="+33 1",
    address1="1 rue A",
    address2="Bât. B",
    postcode="75001",
    city="Paris",
    country="FR",
)
DUE = "<b:DueDate>2026-03-02</b:DueDate>"


def read(content, name="f.xml"):
    return read_ledger(name, content if isinstance(content, bytes) else content.encode(), ())


@pytest.mark.parametrize(
    ("content", "form", "item"),
    [
        (CII.format(kind="380"), "CII", ITEM),
        (CII.format(kind="381"), "CII", CREDIT),
        (UBL.format(root="Invoice", due=DUE), "UBL", ITEM),
        (UBL.format(root="CreditNote", due=""), "UBL", CREDIT),
        (CII.format(kind="380").replace("<ram:", "<x:").replace("</ram:", "</x:")
            .replace("xmlns:ram", "xmlns:x"), "CII", ITEM),
        (CII.format(kind="380").replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16"),
            "CII", ITEM),
        ("<StandardBusinessDocument><StandardBusinessDocumentHeader/>"
            + UBL.format(root="Invoice", due=DUE) + "</StandardBusinessDocument>", "UBL", ITEM),
    ],
)  # fmt: skip
def test_invoices_and_credit_notes(content, form, item):
    file = read(content).file
    assert (file.format, file.items, file.customers) == (form, (item,), (BUYER,))
    assert (file.as_of, file.open_items, file.pdf) == (date(2026, 1, 31), False, None)


def test_the_seller_is_told():
    assert read(CII.format(kind="380")).file.seller.siren == "111111118"


@pytest.mark.parametrize("amount", ["120.00", "-120.00"])
def test_either_sign_of_a_credit_note_is_one(amount):
    file = read(CII.format(kind="381").replace("120.00", amount)).file
    assert file.items[0].total_cents == -12000


def pdf(content, name="factur-x.xml", *, lock=None):
    book = pikepdf.new()
    book.add_blank_page()
    if content:
        book.attachments["notes.xml"] = b"<notes/>"
        book.attachments[name] = content
    stream = io.BytesIO()
    book.save(stream, encryption=lock or False)
    return stream.getvalue()


def test_a_pdf_that_carries_its_invoice_is_kept_for_filing():
    content = pdf(CII.format(kind="380").encode())
    file = read(content, "FA-26-7.pdf").file
    assert (file.format, file.items, file.pdf) == ("Factur-X", (ITEM,), content)


BOMB = zlib.compress(b"<" + b" " * 40_000_000)


def bomb():
    book = pikepdf.new()
    book.add_blank_page()
    spec = pikepdf.AttachedFileSpec(book, b"<x/>", filename="factur-x.xml")
    book.attachments["factur-x.xml"] = spec
    stream = book.attachments["factur-x.xml"].obj.EF.F
    stream.write(BOMB, filter=pikepdf.Name.FlateDecode)
    made = io.BytesIO()
    book.save(made, compress_streams=False)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (pdf(b""), "ne contient pas de facture électronique"),
        (pdf(b"<a/>", lock=pikepdf.Encryption(user="x", owner="y")), "mot de passe"),
        (b"%PDF-1.7\nabc", "abîmé"),
        (bomb(), "trop grand une fois déplié"),
        (b"%PDF-1.5\n1 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n"
            + zlib.compress(b" " * 70_000_000) + b"\nendstream", "trop grand"),
        (pdf(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "entités"),
        ('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "entités"),
        (CII.format(kind="325"), "pro forma"),
        (CII.format(kind="380").replace("<ram:ID>FA-26-7</ram:ID>", ""), "il manque"),
        ('<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>', "commande"),
        ('<r:SCRDMCCBDACIOMessageStructure xmlns:r="urn:x"/>', "commande"),
    ],
)  # fmt: skip
def test_what_is_refused_says_why(content, reason):
    answer = read(content)
    assert isinstance(answer, UnknownLayout)
    assert reason in answer.reason


@pytest.mark.parametrize("content", ["<a/>", "<a", "<Invoice/>", "<!DOCTYPE html><html></html>"])
def test_other_xml_is_not_ours(content):
    assert read(content) is None


CDAR = """<rsm:CrossDomainAcknowledgementAndResponse xmlns:rsm="urn:x" xmlns:ram="urn:y"
 xmlns:udt="urn:z"><rsm:AcknowledgementDocument><ram:TypeCode>23</ram:TypeCode>
<ram:IssueDateTime><udt:DateTimeString format="204">20260701151000</udt:DateTimeString>
</ram:IssueDateTime>
<ram:ReferenceReferencedDocument><ram:IssuerAssignedID>F1</ram:IssuerAssignedID>
<ram:ProcessConditionCode>{code}</ram:ProcessConditionCode>{words}
<ram:SpecifiedDocumentStatus><ram:ReasonCode>TX_TVA_ERR</ram:ReasonCode>
<ram:Reason>Taux de TVA</ram:Reason></ram:SpecifiedDocumentStatus>
</ram:ReferenceReferencedDocument></rsm:AcknowledgementDocument>
</rsm:CrossDomainAcknowledgementAndResponse>"""


@pytest.mark.parametrize(
    ("code", "words", "status"),
    [
        ("200", "", "deposited"),
        ("203", "", "received"),
        ("205", "", "approved"),
        ("206", "", "partly_approved"),
        ("207", "<ram:ProcessCondition>En_litige</ram:ProcessCondition>", "disputed"),
        ("208", "", "suspended"),
        ("209", "", "completed"),
        ("210", "", "refused"),
        ("211", "<ram:ProcessCondition>Paiement_transmis</ram:ProcessCondition>", "payment_sent"),
        ("212", "", "cashed"),
        ("213", "", "rejected"),
        ("208", "<ram:ProcessCondition>En litige</ram:ProcessCondition>", "disputed"),
    ],
)
def test_the_life_cycle_of_the_french_reform(code, words, status):
    file = read(CDAR.format(code=code, words=words)).file
    assert file.statuses == (PlatformStatus("F1", status, date(2026, 7, 1), "Taux de TVA"),)


@pytest.mark.parametrize(
    ("code", "status"),
    [("RE", "refused"), ("UQ", "disputed"), ("AP", "approved"), ("PD", "payment_sent")],
)
def test_a_peppol_response(code, status):
    file = read(
        f"""<ApplicationResponse xmlns:a="urn:a" xmlns:b="urn:b">
        <b:IssueDate>2026-02-03</b:IssueDate>
        <a:DocumentResponse><a:Response><b:ResponseCode>{code}</b:ResponseCode>
        <b:EffectiveDate>2026-02-02</b:EffectiveDate>
        <a:Status><b:StatusReason>Prix</b:StatusReason></a:Status></a:Response>
        <a:DocumentReference><b:ID>F1</b:ID></a:DocumentReference></a:DocumentResponse>
        </ApplicationResponse>"""
    ).file
    assert file.statuses == (PlatformStatus("F1", status, date(2026, 2, 2), "Prix"),)
