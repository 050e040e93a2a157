"""The fixed words of messages in the four languages of customers.

What a text of sheet Modèles says is staff's; what every message must state stands here.
"""

from collections.abc import Mapping
from types import MappingProxyType

_N, _B = "\u202f", "\u00a0"

_FR = {
    "discount": (
        "En réglant la totalité au plus tard le {day}, vous bénéficiez d’une remise de {amount} "
        "({percent})."
    ),
    "statement": "Relevé de compte au {day}",
    "state": "État",
    "state_overdue": "échue",
    "state_open": "non échue",
    "state_dispute": "contestée",
    "state_credit": "avoir",
    "statement_sum": "Solde",
    "statement_text": (
        "Voici le relevé de votre compte. Les règlements reçus jusqu’au {day} y figurent."
    ),
    "invoice": "Facture",
    "issued": "Date",
    "due": "Échéance",
    "total": "Montant TTC",
    "paid": "Réglé ou crédité",
    "balance": "Reste à payer",
    "late": "Retard",
    "days": f"{{n}}{_B}j",
    "sum": "Total dû",
    "sum_to_pay": "Total à payer",
    "credit": "Acompte ou avoir à déduire",
    "interest": "Intérêts de retard",
    "fee": "Indemnité de recouvrement",
    "information": "Pour information, hors du total ci-dessus",
    "pay_title": "Pour nous régler",
    "amount": "Montant",
    "beneficiary": "Bénéficiaire",
    "iban": "IBAN",
    "bic": "BIC",
    "reference": "Référence à rappeler",
    "pay_online": "Payer en ligne",
    "scan": "À scanner avec l’application de votre banque",
    "greeting": "Madame, Monsieur",
    "crossing": (
        "Les règlements reçus jusqu’au {day} sont pris en compte. Si le vôtre s’est croisé "
        "avec {this}, merci de ne pas en tenir compte."
    ),
    "promise": (
        "Sauf erreur de notre part, le règlement que vous nous aviez annoncé pour le {day} "
        "ne nous est pas parvenu."
    ),
    "promise_undated": (
        "Sauf erreur de notre part, le règlement que vous nous aviez annoncé ne nous est pas "
        "parvenu."
    ),
    "and": " et ",
    "then": " puis ",
    "interest_part": "{amount} d’intérêts de retard",
    "fee_part": "{amount} d’indemnité forfaitaire pour frais de recouvrement",
    "rate_part": f" (taux annuel{_N}: {{rate}})",
    "claimed": "Pénalités réclamées à ce jour\u202f: {parts}, soit un total à payer de {total}.",
    "stated": (
        "À ce jour, les pénalités de retard s’élèvent à {parts}. Elles pourront vous être "
        "réclamées à défaut de règlement dans le délai indiqué."
    ),
    "unstated": (
        "Tout retard de paiement peut entraîner l’application des pénalités et indemnités "
        "prévues par la loi et par nos conditions."
    ),
    "place_date": "{place}, le {day}",
    "sent_by": "Message envoyé par {company}.",
    "customer_code": "Votre code client",
    "disputed": "Contesté, non réclamé",
    "instalment": "{invoice}, échéance {rank}",
    "your_reference": "Votre référence",
    "engagement": "N° d’engagement",
    "service": "Code service",
    "labelled": "{label}\u202f: {value}",
    "this_mail": "ce message",
    "this_letter": "ce courrier",
    "crossing_undated": (
        "Les règlements déjà enregistrés sont pris en compte. Si le vôtre s’est croisé "
        "avec {this}, merci de ne pas en tenir compte."
    ),
    "statement_undated": (
        "Voici le relevé de votre compte. Les règlements déjà enregistrés y figurent."
    ),
}
_NL = {
    "discount": "Betaalt u alles uiterlijk op {day}, dan krijgt u {amount} korting ({percent}).",
    "statement": "Rekeningoverzicht op {day}",
    "state": "Status",
    "state_overdue": "vervallen",
    "state_open": "niet vervallen",
    "state_dispute": "betwist",
    "state_credit": "creditnota",
    "statement_sum": "Saldo",
    "statement_text": (
        "Hierbij het overzicht van uw rekening. "
        "Betalingen ontvangen tot en met {day} zijn verwerkt."
    ),
    "invoice": "Factuur",
    "issued": "Datum",
    "due": "Vervaldag",
    "total": "Bedrag incl. btw",
    "paid": "Betaald of gecrediteerd",
    "balance": "Te betalen",
    "late": "Achterstand",
    "days": f"{{n}}{_B}d",
    "sum": "Totaal verschuldigd",
    "sum_to_pay": "Totaal te betalen",
    "credit": "Voorschot of creditnota in mindering",
    "interest": "Verwijlinterest",
    "fee": "Forfaitaire vergoeding",
    "information": "Ter informatie, niet in het totaal hierboven",
    "pay_title": "Hoe betaalt u ons",
    "amount": "Bedrag",
    "beneficiary": "Begunstigde",
    "iban": "IBAN",
    "bic": "BIC",
    "reference": "Mededeling",
    "pay_online": "Online betalen",
    "scan": "Scan met de app van uw bank",
    "greeting": "Geachte heer, mevrouw",
    "crossing": (
        "Betalingen ontvangen tot en met {day} zijn verwerkt. Heeft uw betaling {this} "
        "gekruist, dan hoeft u er geen rekening mee te houden."
    ),
    "promise": (
        "Behoudens vergissing hebben wij de betaling die u tegen {day} had aangekondigd, "
        "niet ontvangen."
    ),
    "promise_undated": (
        "Behoudens vergissing hebben wij de betaling die u had aangekondigd, niet ontvangen."
    ),
    "and": " en ",
    "then": " en vervolgens ",
    "interest_part": "{amount} verwijlinterest",
    "fee_part": "{amount} forfaitaire vergoeding voor invorderingskosten",
    "rate_part": " (jaarlijkse rentevoet: {rate})",
    "claimed": "Op heden gevorderde vergoedingen: {parts}; in totaal te betalen: {total}.",
    "stated": (
        "Op heden bedraagt de vergoeding wegens laattijdige betaling {parts}. Die kan "
        "worden gevorderd als u niet binnen de vermelde termijn betaalt."
    ),
    "unstated": (
        "Bij laattijdige betaling kunnen de interesten en vergoedingen gelden waarin de wet en "
        "onze voorwaarden voorzien."
    ),
    "place_date": "{place}, {day}",
    "sent_by": "Bericht van {company}.",
    "customer_code": "Uw klantnummer",
    "disputed": "Betwist, niet gevorderd",
    "instalment": "{invoice}, termijn {rank}",
    "your_reference": "Uw referentie",
    "engagement": "Bestelbonnummer",
    "service": "Dienstcode",
    "labelled": "{label}: {value}",
    "this_mail": "dit bericht",
    "this_letter": "deze brief",
    "crossing_undated": (
        "Reeds geboekte betalingen zijn verwerkt. Heeft uw betaling {this} gekruist, dan "
        "hoeft u er geen rekening mee te houden."
    ),
    "statement_undated": (
        "Hierbij het overzicht van uw rekening. Reeds geboekte betalingen zijn verwerkt."
    ),
}
_DE = {
    "discount": (
        "Wenn Sie den gesamten Betrag bis spätestens {day} zahlen, erhalten Sie einen Nachlass "
        "von {amount} ({percent})."
    ),
    "statement": "Kontoauszug zum {day}",
    "state": "Status",
    "state_overdue": "überfällig",
    "state_open": "nicht fällig",
    "state_dispute": "bestritten",
    "state_credit": "Gutschrift",
    "statement_sum": "Saldo",
    "statement_text": (
        "Hier der Auszug Ihres Kontos. Zahlungseingänge bis zum {day} sind berücksichtigt."
    ),
    "invoice": "Rechnung",
    "issued": "Datum",
    "due": "Fällig am",
    "total": "Bruttobetrag",
    "paid": "Bezahlt oder gutgeschrieben",
    "balance": "Offen",
    "late": "Verzug",
    "days": f"{{n}}{_B}T",
    "sum": "Offener Betrag",
    "sum_to_pay": "Zu zahlen",
    "credit": "Abzüglich Anzahlung oder Gutschrift",
    "interest": "Verzugszinsen",
    "fee": "Verzugspauschale",
    "information": "Zur Information, nicht im obigen Betrag enthalten",
    "pay_title": "So bezahlen Sie",
    "amount": "Betrag",
    "beneficiary": "Empfänger",
    "iban": "IBAN",
    "bic": "BIC",
    "reference": "Verwendungszweck",
    "pay_online": "Online bezahlen",
    "scan": "Mit der App Ihrer Bank scannen",
    "greeting": "Sehr geehrte Damen und Herren",
    "crossing": (
        "Zahlungseingänge bis zum {day} sind berücksichtigt. Hat sich Ihre Zahlung mit "
        "{this} gekreuzt, brauchen Sie nichts weiter zu veranlassen."
    ),
    "promise": (
        "Sofern kein Irrtum unsererseits vorliegt, ist die von Ihnen für den {day} zugesagte "
        "Zahlung nicht eingegangen."
    ),
    "promise_undated": (
        "Sofern kein Irrtum unsererseits vorliegt, ist die von Ihnen zugesagte Zahlung nicht "
        "eingegangen."
    ),
    "and": " und ",
    "then": " und danach ",
    "interest_part": "{amount} Verzugszinsen",
    "fee_part": "{amount} Pauschale für Beitreibungskosten",
    "rate_part": " (Jahreszinssatz: {rate})",
    "claimed": "Bis heute geforderte Verzugskosten: {parts}; insgesamt zu zahlen: {total}.",
    "stated": (
        "Die Verzugskosten betragen heute {parts}. Sie können geltend gemacht werden, wenn "
        "Sie nicht innerhalb der genannten Frist zahlen."
    ),
    "unstated": (
        "Bei Zahlungsverzug können die gesetzlich und in unseren Bedingungen vorgesehenen "
        "Zinsen und Pauschalen anfallen."
    ),
    "place_date": "{place}, {day}",
    "sent_by": "Nachricht von {company}.",
    "customer_code": "Ihre Kundennummer",
    "disputed": "Bestritten, nicht gefordert",
    "instalment": "{invoice}, Rate {rank}",
    "your_reference": "Ihr Zeichen",
    "engagement": "Auftragsnummer",
    "service": "Dienststelle",
    "labelled": "{label}: {value}",
    "this_mail": "dieser Nachricht",
    "this_letter": "diesem Schreiben",
    "crossing_undated": (
        "Bereits verbuchte Zahlungen sind berücksichtigt. Hat sich Ihre Zahlung mit {this} "
        "gekreuzt, brauchen Sie nichts weiter zu veranlassen."
    ),
    "statement_undated": (
        "Hier der Auszug Ihres Kontos. Bereits verbuchte Zahlungen sind berücksichtigt."
    ),
}
_EN = {
    "discount": "If you pay in full by {day}, you receive a discount of {amount} ({percent}).",
    "statement": "Statement of account as of {day}",
    "state": "Status",
    "state_overdue": "overdue",
    "state_open": "not yet due",
    "state_dispute": "disputed",
    "state_credit": "credit",
    "statement_sum": "Balance",
    "statement_text": (
        "Here is the statement of your account. Payments received up to {day} are included."
    ),
    "invoice": "Invoice",
    "issued": "Date",
    "due": "Due date",
    "total": "Amount incl. VAT",
    "paid": "Paid or credited",
    "balance": "Balance",
    "late": "Overdue",
    "days": f"{{n}}{_B}d",
    "sum": "Total due",
    "sum_to_pay": "Total to pay",
    "credit": "Less deposit or credit note",
    "interest": "Late payment interest",
    "fee": "Recovery costs",
    "information": "For information, not included in the total above",
    "pay_title": "How to pay",
    "amount": "Amount",
    "beneficiary": "Payee",
    "iban": "IBAN",
    "bic": "BIC",
    "reference": "Reference to quote",
    "pay_online": "Pay online",
    "scan": "Scan with your bank’s app",
    "greeting": "Dear Sir or Madam",
    "crossing": (
        "Payments received up to {day} have been taken into account. If yours has crossed "
        "with {this}, please disregard it."
    ),
    "promise": "Unless we are mistaken, we have not received the payment you announced for {day}.",
    "promise_undated": "Unless we are mistaken, we have not received the payment you announced.",
    "and": " and ",
    "then": " then ",
    "interest_part": "{amount} of late payment interest",
    "fee_part": "{amount} as fixed compensation for recovery costs",
    "rate_part": " (annual rate: {rate})",
    "claimed": "Charges claimed to date: {parts}, making {total} to pay in total.",
    "stated": (
        "To date, late payment charges amount to {parts}. They may be claimed if payment "
        "is not made within the time stated."
    ),
    "unstated": (
        "Late payment may entail the interest and compensation provided for by law and by our "
        "terms and conditions."
    ),
    "place_date": "{place}, {day}",
    "sent_by": "Message from {company}.",
    "customer_code": "Your customer number",
    "disputed": "Disputed, not claimed",
    "instalment": "{invoice}, instalment {rank}",
    "your_reference": "Your reference",
    "engagement": "Purchase order no.",
    "service": "Department code",
    "labelled": "{label}: {value}",
    "this_mail": "this message",
    "this_letter": "this letter",
    "crossing_undated": (
        "Payments already recorded have been taken into account. If yours has crossed with "
        "{this}, please disregard it."
    ),
    "statement_undated": (
        "Here is the statement of your account. Payments already recorded are included."
    ),
}

_WORDS = {"fr": _FR, "nl": _NL, "de": _DE, "en": _EN}


def words(language: str) -> Mapping[str, str]:
    """Give the fixed words of a language; French for one not known.

    >>> words("nl")["invoice"], words("it")["invoice"]
    ('Factuur', 'Facture')
    """
    return MappingProxyType(_WORDS.get(language, _FR))


def item_name(language: str, item: str, invoice: str) -> str:
    """Give what a customer knows a line by: its invoice, and which instalment of it.

    >>> item_name("fr", "F2026-0322#2", "F2026-0322"), item_name("fr", "F1", "F1")
    ('F2026-0322, échéance 2', 'F1')
    """
    rank = item.removeprefix(f"{invoice}#")
    if not invoice or rank == item or not rank:
        return item or invoice
    return words(language)["instalment"].format(invoice=invoice, rank=rank)
