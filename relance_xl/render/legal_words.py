"""What the law of the creditor has messages say, in the four languages of customers.

Keys are law code and customer type. `MENTIONS` say what a delay entails where no amount is
stated, `BASES` name the texts an amount rests on, `NOTICES` what a formal notice invokes.
Sheet Modèles holds everything else.
"""

from collections.abc import Mapping

Words = Mapping[str, str]
Key = tuple[str, str]

_40 = "40\u00a0€"
_FR_B2B: Words = {
    "fr": "articles L441-10 et D441-5 du Code de commerce",
    "nl": "artikelen L441-10 en D441-5 van het Franse Code de commerce",
    "de": "Artikel L441-10 und D441-5 des französischen Code de commerce",
    "en": "articles L441-10 and D441-5 of the French Code de commerce",
}
_FR_PUBLIC: Words = {
    "fr": "articles L2192-13 et R2192-31 du Code de la commande publique",
    "nl": "artikelen L2192-13 en R2192-31 van het Franse Code de la commande publique",
    "de": "Artikel L2192-13 und R2192-31 des französischen Code de la commande publique",
    "en": "articles L2192-13 and R2192-31 of the French Code de la commande publique",
}
_FR_CONSUMER: Words = {
    "fr": "article 1231-6 du Code civil",
    "nl": "artikel 1231-6 van het Franse Code civil",
    "de": "Artikel 1231-6 des französischen Code civil",
    "en": "article 1231-6 of the French Code civil",
}
_BE_B2B: Words = {
    "fr": "loi du 2 août 2002 concernant la lutte contre le retard de paiement",
    "nl": "wet van 2 augustus 2002 betreffende de bestrijding van de betalingsachterstand",
    "de": "belgisches Gesetz vom 2. August 2002 zur Bekämpfung des Zahlungsverzugs",
    "en": "Belgian law of 2 August 2002 on combating late payment",
}
_BE_CONSUMER: Words = {
    "fr": "livre XIX du Code de droit économique et clause de nos conditions",
    "nl": "boek XIX van het Wetboek van economisch recht en beding in onze voorwaarden",
    "de": "Buch XIX des belgischen Wirtschaftsgesetzbuches und Klausel unserer Bedingungen",
    "en": "Book XIX of the Belgian Code of Economic Law and the clause of our terms",
}
_LU: Words = {
    "fr": "loi modifiée du 18 avril 2004 relative aux délais de paiement et aux intérêts de retard",
    "nl": "gewijzigde Luxemburgse wet van 18 april 2004 betreffende betalingstermijnen en "
    "verwijlinteresten",
    "de": "geändertes luxemburgisches Gesetz vom 18. April 2004 über Zahlungsfristen und "
    "Verzugszinsen",
    "en": "Luxembourg law of 18 April 2004, as amended, on payment periods and late interest",
}
_CH: Words = {
    "fr": "article 104 du Code des obligations",
    "nl": "artikel 104 van het Zwitserse Wetboek van verbintenissenrecht",
    "de": "Artikel 104 des Obligationenrechts",
    "en": "article 104 of the Swiss Code of Obligations",
}
_QC: Words = {
    "fr": "article 1617 du Code civil du Québec",
    "nl": "artikel 1617 van het Burgerlijk Wetboek van Quebec",
    "de": "Artikel 1617 des Zivilgesetzbuches von Quebec",
    "en": "article 1617 of the Civil Code of Québec",
}
_EU: Words = {
    "fr": "directive 2011/7/UE concernant la lutte contre le retard de paiement",
    "nl": "richtlijn 2011/7/EU betreffende bestrijding van betalingsachterstand",
    "de": "Richtlinie 2011/7/EU zur Bekämpfung von Zahlungsverzug",
    "en": "Directive 2011/7/EU on combating late payment",
}
BASES: Mapping[Key, Words] = {
    ("FR", "business"): _FR_B2B,
    ("FR", "public"): _FR_PUBLIC,
    ("FR", "consumer"): _FR_CONSUMER,
    ("BE", "business"): _BE_B2B,
    ("BE", "public"): _BE_B2B,
    ("BE", "consumer"): _BE_CONSUMER,
    ("LU", "business"): _LU,
    ("LU", "public"): _LU,
    ("LU", "consumer"): _LU,
    ("CH", "business"): _CH,
    ("CH", "public"): _CH,
    ("CH", "consumer"): _CH,
    ("QC", "business"): _QC,
    ("QC", "public"): _QC,
    ("QC", "consumer"): _QC,
    ("EU", "business"): _EU,
    ("EU", "public"): _EU,
}

BASIS: Words = {
    "fr": "Base légale\u202f: {basis}.",
    "nl": "Wettelijke grondslag: {basis}.",
    "de": "Rechtsgrundlage: {basis}.",
    "en": "Legal basis: {basis}.",
}
WITH_FEE: Words = {
    "fr": f"Tout retard de paiement entraîne de plein droit, sans rappel, des intérêts de retard "
    f"et une indemnité forfaitaire de {_40} par facture pour frais de recouvrement ({{basis}}).",
    "nl": f"Elke betalingsachterstand brengt van rechtswege en zonder aanmaning verwijlinteresten "
    f"mee, evenals een forfaitaire vergoeding van {_40} per factuur voor invorderingskosten "
    "({basis}).",
    "de": f"Jeder Zahlungsverzug begründet von Rechts wegen, ohne Mahnung, Verzugszinsen und eine "
    f"Pauschale von {_40} je Rechnung für Beitreibungskosten ({{basis}}).",
    "en": f"Any late payment entails by law, without a reminder, late payment interest and fixed "
    f"compensation of {_40} per invoice for recovery costs ({{basis}}).",
}
INTEREST_ONLY: Words = {
    "fr": "Tout retard de paiement peut entraîner des intérêts de retard ({basis}).",
    "nl": "Betalingsachterstand kan verwijlinteresten meebrengen ({basis}).",
    "de": "Bei Zahlungsverzug können Verzugszinsen anfallen ({basis}).",
    "en": "Late payment may entail late payment interest ({basis}).",
}
FROM_NOTICE: Words = {
    "fr": "À défaut de règlement, une mise en demeure fera courir l’intérêt au taux légal à "
    "compter de sa réception ({basis}).",
    "nl": "Bij gebrek aan betaling doet een ingebrekestelling de wettelijke interest lopen vanaf "
    "de ontvangst ervan ({basis}).",
    "de": "Bleibt die Zahlung aus, so laufen ab Empfang einer förmlichen Zahlungsaufforderung "
    "Zinsen zum gesetzlichen Satz ({basis}).",
    "en": "Failing payment, a formal notice will make interest run at the statutory rate from its "
    "receipt ({basis}).",
}
AFTER_FREE_REMINDER: Words = {
    "fr": "Une indemnité et des intérêts ne sont dus qu’après un premier rappel gratuit et 14 "
    "jours calendrier ({basis}).",
    "nl": "Een vergoeding en interesten zijn pas verschuldigd na een eerste kosteloze herinnering "
    "en 14 kalenderdagen ({basis}).",
    "de": "Eine Entschädigung und Zinsen werden erst nach einer ersten kostenlosen Mahnung und 14 "
    "Kalendertagen geschuldet ({basis}).",
    "en": "Compensation and interest fall due only after a first free reminder and 14 calendar "
    "days ({basis}).",
}

FORMAL: Words = {
    "fr": "La présente vaut mise en demeure{articles}.",
    "nl": "Dit schrijven geldt als ingebrekestelling{articles}.",
    "de": "Dieses Schreiben gilt als förmliche Mahnung und Inverzugsetzung{articles}.",
    "en": "This is a formal notice to pay (mise en demeure){articles}.",
}
FORMAL_ALONE: Words = {
    "fr": "Nous vous mettons en demeure de régler {total} au plus tard le {day}.",
    "nl": "Wij stellen u in gebreke en manen u aan uiterlijk op {day} {total} te betalen.",
    "de": "Wir setzen Sie in Verzug und fordern Sie auf, spätestens bis zum {day} {total} zu "
    "zahlen.",
    "en": "We give you formal notice to pay {total} by {day} at the latest.",
}
"""For a formal notice whose text forgets to say so, or until when."""
FORMAL_WORDS: Words = {
    "fr": "mise en demeure|mettons en demeure",
    "nl": "ingebrekestelling|in gebreke",
    "de": "Inverzugsetzung|in Verzug",
    "en": "formal notice|formal demand",
}
"""What names a formal notice, in lower case or not, one form or another."""

ARTICLES: Mapping[str, Words] = {
    "FR": {
        "fr": "articles 1344 et 1344-1 du Code civil",
        "nl": "artikelen 1344 en 1344-1 van het Franse Code civil",
        "de": "Artikel 1344 und 1344-1 des französischen Code civil",
        "en": "articles 1344 and 1344-1 of the French Code civil",
    },
    "CH": {
        "fr": "article 102 du Code des obligations",
        "nl": "artikel 102 van het Zwitserse Wetboek van verbintenissenrecht",
        "de": "Artikel 102 des Obligationenrechts",
        "en": "article 102 of the Swiss Code of Obligations",
    },
    "QC": {
        "fr": "articles 1594 et 1595 du Code civil du Québec",
        "nl": "artikelen 1594 en 1595 van het Burgerlijk Wetboek van Quebec",
        "de": "Artikel 1594 und 1595 des Zivilgesetzbuches von Quebec",
        "en": "articles 1594 and 1595 of the Civil Code of Québec",
    },
}
"""Where the creditor's law says what a formal notice is."""

FREE_REMINDER: Words = {
    "fr": "Premier rappel, gratuit (livre XIX du Code de droit économique). Solde restant "
    "dû\u202f: {balance}. Créancier\u202f: {creditor}{number}. {debts}. Sans paiement dans un "
    "délai de 14 jours calendrier, du {first} au {last} inclus, une indemnité forfaitaire de "
    "{fee} et les intérêts prévus par nos conditions seront dus.",
    "nl": "Eerste herinnering, kosteloos (boek XIX van het Wetboek van economisch recht). "
    "Verschuldigd saldo: {balance}. Schuldeiser: {creditor}{number}. {debts}. Zonder betaling "
    "binnen een termijn van 14 kalenderdagen, van {first} tot en met {last}, zijn een forfaitaire "
    "vergoeding van {fee} en de in onze voorwaarden bepaalde interesten verschuldigd.",
    "de": "Erste Mahnung, kostenlos (Buch XIX des belgischen Wirtschaftsgesetzbuches). Offener "
    "Saldo: {balance}. Gläubiger: {creditor}{number}. {debts}. Ohne Zahlung innerhalb von 14 "
    "Kalendertagen, vom {first} bis einschließlich {last}, werden eine Pauschalentschädigung von "
    "{fee} und die in unseren Bedingungen vorgesehenen Zinsen geschuldet.",
    "en": "First reminder, free of charge (Book XIX of the Belgian Code of Economic Law). Balance "
    "due: {balance}. Creditor: {creditor}{number}. {debts}. Unless paid within 14 calendar days, "
    "from {first} to {last} inclusive, a fixed indemnity of {fee} and the interest set by our "
    "terms will fall due.",
}
ENTERPRISE: Words = {
    "fr": ", numéro d’entreprise {number}",
    "nl": ", ondernemingsnummer {number}",
    "de": ", Unternehmensnummer {number}",
    "en": ", enterprise number {number}",
}
DEBT: Words = {
    "fr": "{invoice}{product}, échue le {due}\u202f: {balance}",
    "nl": "{invoice}{product}, vervallen op {due}: {balance}",
    "de": "{invoice}{product}, fällig am {due}: {balance}",
    "en": "{invoice}{product}, due on {due}: {balance}",
}
