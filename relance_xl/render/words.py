"""The fixed words of messages in the four languages of customers.

What a text of sheet Modèles says is staff's; what every message must state stands here.
"""

from collections.abc import Mapping
from types import MappingProxyType

_N, _B = "\u202f", "\u00a0"

_FR = {
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
    "paid": "Déjà réglé",
    "balance": "Reste à payer",
    "late": "Retard",
    "days": f"{{n}}{_B}j",
    "sum": "Total dû",
    "sum_to_pay": "Total à payer",
    "credit": "À déduire",
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
        "Les règlements reçus jusqu’au {day} sont pris en compte. Si votre règlement s’est "
        "croisé avec ce message, merci de ne pas en tenir compte."
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
    "interest_part": "{amount} d’intérêts de retard",
    "fee_part": "{amount} d’indemnité forfaitaire pour frais de recouvrement",
    "rate_part": f" (taux annuel{_N}: {{rate}})",
    "claimed": (
        "Pénalités réclamées à la date de ce message\u202f: {parts}, soit un "
        "total à payer de {total}."
    ),
    "stated": (
        "À la date de ce message, les pénalités de retard s’élèvent à {parts}. "
        "Elles pourront vous être réclamées à défaut de règlement dans le délai indiqué."
    ),
    "unstated": (
        "Tout retard de paiement peut entraîner l’application des pénalités et indemnités "
        "prévues par la loi et par nos conditions."
    ),
    "place_date": "{place}, le {day}",
    "sent_by": "Message envoyé par {company}.",
    "reply": f"Une question{_N}? Répondez simplement à ce message{{phone}}.",
    "or_call": " ou appelez-nous au {phone}",
    "customer_code": "Votre code client",
}
_NL = {
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
    "paid": "Reeds betaald",
    "balance": "Te betalen",
    "late": "Achterstand",
    "days": f"{{n}}{_B}d",
    "sum": "Totaal verschuldigd",
    "sum_to_pay": "Totaal te betalen",
    "credit": "In mindering",
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
        "Betalingen ontvangen tot en met {day} zijn verwerkt. Heeft uw betaling dit bericht "
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
    "interest_part": "{amount} verwijlinterest",
    "fee_part": "{amount} forfaitaire vergoeding voor invorderingskosten",
    "rate_part": " (jaarlijkse rentevoet: {rate})",
    "claimed": (
        "Gevorderde vergoedingen op de datum van dit bericht: {parts}; in "
        "totaal te betalen: {total}."
    ),
    "stated": (
        "Op de datum van dit bericht bedraagt de vergoeding wegens laattijdige betaling {parts}. "
        "Die kan worden gevorderd als u niet binnen de vermelde termijn betaalt."
    ),
    "unstated": (
        "Bij laattijdige betaling kunnen de interesten en vergoedingen gelden waarin de wet en "
        "onze voorwaarden voorzien."
    ),
    "place_date": "{place}, {day}",
    "sent_by": "Bericht van {company}.",
    "reply": "Een vraag? Beantwoord gewoon dit bericht{phone}.",
    "or_call": " of bel ons op {phone}",
    "customer_code": "Uw klantnummer",
}
_DE = {
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
    "paid": "Bereits bezahlt",
    "balance": "Offen",
    "late": "Verzug",
    "days": f"{{n}}{_B}T",
    "sum": "Offener Betrag",
    "sum_to_pay": "Zu zahlen",
    "credit": "Abzüglich",
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
        "Zahlungseingänge bis zum {day} sind berücksichtigt. Hat sich Ihre Zahlung mit dieser "
        "Nachricht gekreuzt, betrachten Sie sie bitte als gegenstandslos."
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
    "interest_part": "{amount} Verzugszinsen",
    "fee_part": "{amount} Pauschale für Beitreibungskosten",
    "rate_part": " (Jahreszinssatz: {rate})",
    "claimed": (
        "Geforderte Verzugskosten zum Datum dieser Nachricht: {parts}; "
        "insgesamt zu zahlen: {total}."
    ),
    "stated": (
        "Zum Datum dieser Nachricht betragen die Verzugskosten {parts}. "
        "Sie können geltend gemacht werden, wenn Sie nicht innerhalb der genannten Frist zahlen."
    ),
    "unstated": (
        "Bei Zahlungsverzug können die gesetzlich und in unseren Bedingungen vorgesehenen "
        "Zinsen und Pauschalen anfallen."
    ),
    "place_date": "{place}, {day}",
    "sent_by": "Nachricht von {company}.",
    "reply": "Haben Sie Fragen? Antworten Sie einfach auf diese Nachricht{phone}.",
    "or_call": " oder rufen Sie uns an: {phone}",
    "customer_code": "Ihre Kundennummer",
}
_EN = {
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
    "paid": "Already paid",
    "balance": "Balance",
    "late": "Overdue",
    "days": f"{{n}}{_B}d",
    "sum": "Total due",
    "sum_to_pay": "Total to pay",
    "credit": "Less credits",
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
        "Payments received up to {day} have been taken into account. If your payment has "
        "crossed with this message, please disregard it."
    ),
    "promise": "Unless we are mistaken, we have not received the payment you announced for {day}.",
    "promise_undated": "Unless we are mistaken, we have not received the payment you announced.",
    "and": " and ",
    "interest_part": "{amount} of late payment interest",
    "fee_part": "{amount} as fixed compensation for recovery costs",
    "rate_part": " (annual rate: {rate})",
    "claimed": (
        "Charges claimed as of the date of this message: {parts}, making {total} to pay in total."
    ),
    "stated": (
        "As of the date of this message, late payment charges amount to {parts}. "
        "They may be claimed if payment is not made within the time stated."
    ),
    "unstated": (
        "Late payment may entail the interest and compensation provided for by law and by our "
        "terms and conditions."
    ),
    "place_date": "{place}, {day}",
    "sent_by": "Message from {company}.",
    "reply": "Any questions? Simply reply to this message{phone}.",
    "or_call": " or call us on {phone}",
    "customer_code": "Your customer number",
}

_WORDS = {"fr": _FR, "nl": _NL, "de": _DE, "en": _EN}
_FEMALE = frozenset(
    {"madame", "mme", "mevrouw", "mevr.", "mw.", "frau", "ms", "mrs", "ms.", "mrs."}
)
_MALE = frozenset({"monsieur", "m.", "mr", "mr.", "mijnheer", "meneer", "dhr.", "heer", "herr"})


def words(language: str) -> Mapping[str, str]:
    """Give the fixed words of a language; French for one not known.

    >>> words("nl")["invoice"], words("it")["invoice"]
    ('Factuur', 'Facture')
    """
    return MappingProxyType(_WORDS.get(language, _FR))


def salutation(language: str, civility: str, name: str) -> str:
    """Give how to address someone, without the comma.

    French and Dutch need no name; German and English do, and greet nobody by half.

    >>> salutation("fr", "Madame", "Zoé Lefèvre"), salutation("nl", "Monsieur", "")
    ('Madame', 'Geachte heer')
    >>> salutation("de", "Madame", "Zoé Lefèvre"), salutation("en", "", "")
    ('Sehr geehrte Frau Zoé Lefèvre', 'Dear Sir or Madam')
    """
    title = civility.casefold()
    female, male = title in _FEMALE, title in _MALE
    if language == "fr" and civility:
        return civility
    if language == "nl" and (female or male):
        return "Geachte mevrouw" if female else "Geachte heer"
    if language == "de" and name and (female or male):
        return f"Sehr geehrte Frau {name}" if female else f"Sehr geehrter Herr {name}"
    if language == "en" and name:
        return f"Dear {name}"
    return words(language)["greeting"]
