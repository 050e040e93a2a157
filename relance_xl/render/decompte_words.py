"""The fixed words of a penalty statement, in the four languages of customers."""

from collections.abc import Mapping

_WORDS: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "subject": "Décompte de pénalités de retard {number}",
        "intro": "Voici le décompte {number} des pénalités de retard dues sur vos factures, arrêté "
        "au {day}. Il ne comprend pas le principal de ces factures.",
        "period": "Période",
        "days": "Jours",
        "base": "Solde dû TTC",
        "rate": "Taux annuel",
        "interest": "Intérêts",
        "range": "du {first} au {last}",
        "invoice": "Facture {invoice}{issued}, échue le {due}\u202f: {total} TTC",
        "issued": " du {day}",
        "payment": "Règlement reçu le {day}\u202f: {amount}",
        "early": "Réglé avant l’échéance, le {day}\u202f: {amount}",
        "undated": "Déjà réglé (date non précisée), compté dès l’échéance\u202f: {amount}",
        "fee": "Indemnité pour frais de recouvrement",
        "earlier": "Déjà décompté ou abandonné",
        "total": "Total des pénalités",
        "counting": "Chaque jour compte du lendemain de l’échéance au jour du règlement inclus, au "
        "taux de sa période, sur le solde TTC de ce jour.",
        "no_vat": "Ces pénalités et indemnités ne sont pas soumises à la TVA.",
        "pay": "Ce montant est à régler dès réception, en rappelant la référence {number}.",
        "closing": "Nous vous prions d’agréer, {salutation}, nos salutations distinguées.",
    },
    "nl": {
        "subject": "Afrekening van verwijlvergoedingen {number}",
        "intro": "Hierbij de afrekening {number} van de verwijlvergoedingen op uw facturen, "
        "afgesloten op {day}. De hoofdsom van deze facturen is er niet in begrepen.",
        "period": "Periode",
        "days": "Dagen",
        "base": "Saldo incl. btw",
        "rate": "Jaarrente",
        "interest": "Interest",
        "range": "van {first} tot en met {last}",
        "invoice": "Factuur {invoice}{issued}, vervallen op {due}: {total} incl. btw",
        "issued": " van {day}",
        "payment": "Betaling ontvangen op {day}: {amount}",
        "early": "Betaald vóór de vervaldag, op {day}: {amount}",
        "undated": "Reeds betaald (datum niet vermeld), meegeteld vanaf de vervaldag: {amount}",
        "fee": "Vergoeding voor invorderingskosten",
        "earlier": "Reeds afgerekend of kwijtgescholden",
        "total": "Totaal van de vergoedingen",
        "counting": "Elke dag telt, van de dag na de vervaldag tot en met de dag van betaling, aan "
        "de rentevoet van zijn periode, op het saldo incl. btw van die dag.",
        "no_vat": "Deze interesten en vergoedingen zijn niet aan btw onderworpen.",
        "pay": "Dit bedrag is te betalen bij ontvangst, met vermelding van {number}.",
        "closing": "Hoogachtend,",
    },
    "de": {
        "subject": "Abrechnung der Verzugskosten {number}",
        "intro": "Hier die Abrechnung {number} der Verzugskosten zu Ihren Rechnungen, Stand {day}. "
        "Die Hauptforderung dieser Rechnungen ist darin nicht enthalten.",
        "period": "Zeitraum",
        "days": "Tage",
        "base": "Offen, brutto",
        "rate": "Jahreszins",
        "interest": "Zinsen",
        "range": "vom {first} bis {last}",
        "invoice": "Rechnung {invoice}{issued}, fällig am {due}: {total} brutto",
        "issued": " vom {day}",
        "payment": "Zahlung vom {day}: {amount}",
        "early": "Vor Fälligkeit gezahlt, am {day}: {amount}",
        "undated": "Bereits gezahlt (ohne Datum), ab Fälligkeit angerechnet: {amount}",
        "fee": "Pauschale für Beitreibungskosten",
        "earlier": "Bereits abgerechnet oder erlassen",
        "total": "Summe der Verzugskosten",
        "counting": "Jeder Tag zählt, vom Tag nach der Fälligkeit bis einschließlich dem Tag der "
        "Zahlung, zum Satz seines Zeitraums, auf den an diesem Tag offenen Bruttobetrag.",
        "no_vat": "Diese Zinsen und Pauschalen unterliegen nicht der Mehrwertsteuer.",
        "pay": "Der Betrag ist bei Erhalt unter Angabe von {number} zu zahlen.",
        "closing": "Mit freundlichen Grüßen",
    },
    "en": {
        "subject": "Statement of late payment charges {number}",
        "intro": "Here is statement {number} of the late payment charges due on your invoices, up "
        "to {day}. It does not include the invoices themselves.",
        "period": "Period",
        "days": "Days",
        "base": "Balance incl. VAT",
        "rate": "Yearly rate",
        "interest": "Interest",
        "range": "{first} to {last}",
        "invoice": "Invoice {invoice}{issued}, due on {due}: {total} incl. VAT",
        "issued": " of {day}",
        "payment": "Payment received on {day}: {amount}",
        "early": "Paid before the due date, on {day}: {amount}",
        "undated": "Already paid (no date given), counted from the due date: {amount}",
        "fee": "Compensation for recovery costs",
        "earlier": "Already invoiced or waived",
        "total": "Total charges",
        "counting": "Each day counts, from the day after the due date to the day of payment "
        "inclusive, at the rate of its period, on that day’s balance including VAT.",
        "no_vat": "These charges are not subject to VAT.",
        "pay": "This sum is payable on receipt, quoting reference {number}.",
        "closing": "Yours faithfully,",
    },
}


def decompte_words(language: str) -> Mapping[str, str]:
    """Give the words of a language; French for one not known.

    >>> decompte_words("en")["days"], decompte_words("it")["days"]
    ('Days', 'Jours')
    """
    return _WORDS.get(language, _WORDS["fr"])
