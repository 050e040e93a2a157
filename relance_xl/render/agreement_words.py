"""What the confirmation of an instalment plan says, in the four languages of customers."""

from collections.abc import Mapping
from types import MappingProxyType

_N = "\u202f"

_FR = {
    "subject": "Confirmation de votre échéancier de paiement",
    "intro_one": (
        f"Comme convenu, nous acceptons que vous régliez la facture ci-dessous, soit {{total}}, "
        f"en {{count}} échéances{_N}:"
    ),
    "intro_many": (
        f"Comme convenu, nous acceptons que vous régliez les factures ci-dessous, soit {{total}}, "
        f"en {{count}} échéances{_N}:"
    ),
    "counted": "Les règlements reçus jusqu’au {day} sont déduits de ces montants.",
    "schedule": "Votre échéancier",
    "rank": "Échéance",
    "day": "À payer au plus tard le",
    "condition": (
        f"Une échéance payée en retard met fin à cet accord{_N}: la totalité de ce qui reste dû "
        "devient alors exigible immédiatement."
    ),
    "first": "{amount} le {day}, puis selon l’échéancier",
    "answer_mail": (
        f"Merci de nous confirmer votre accord en répondant à ce message par «{_N}bon pour "
        f"accord{_N}», ou en nous renvoyant la lettre jointe datée et signée."
    ),
    "answer_letter": (
        "Merci de nous renvoyer un exemplaire de ce courrier, daté et signé, pour marquer votre "
        "accord."
    ),
    "agreed": f"Bon pour accord\nDate{_N}:\nNom et qualité{_N}:\nSignature{_N}:",
    "help": (
        f"Si une échéance vous pose une difficulté, prévenez-nous avant sa date{_N}: nous "
        "chercherons ensemble une solution."
    ),
    "closing_mail": "Bien cordialement,",
    "closing_letter": (
        "Nous vous prions d’agréer, {salutation}, l’expression de nos salutations distinguées."
    ),
}
_NL = {
    "subject": "Bevestiging van uw afbetalingsplan",
    "intro_one": (
        "Zoals afgesproken mag u de onderstaande factuur, in totaal {total}, in {count} termijnen "
        "betalen."
    ),
    "intro_many": (
        "Zoals afgesproken mag u de onderstaande facturen, in totaal {total}, in {count} termijnen "
        "betalen."
    ),
    "counted": "Betalingen ontvangen tot en met {day} zijn van deze bedragen afgetrokken.",
    "schedule": "Uw afbetalingsplan",
    "rank": "Termijn",
    "day": "Te betalen uiterlijk op",
    "condition": (
        "Een termijn die te laat wordt betaald, maakt een einde aan deze afspraak: het volledige "
        "resterende bedrag is dan onmiddellijk opeisbaar."
    ),
    "first": "{amount} op {day}, daarna volgens het afbetalingsplan",
    "answer_mail": (
        "Wilt u uw akkoord bevestigen door op dit bericht te antwoorden met “voor akkoord”, of "
        "door de bijgevoegde brief gedateerd en ondertekend terug te sturen?"
    ),
    "answer_letter": (
        "Wilt u een exemplaar van deze brief gedateerd en ondertekend terugsturen als akkoord?"
    ),
    "agreed": "Voor akkoord\nDatum:\nNaam en hoedanigheid:\nHandtekening:",
    "help": (
        "Is een termijn moeilijk voor u? Laat het ons vóór die datum weten, dan zoeken we samen "
        "een oplossing."
    ),
    "closing_mail": "Met vriendelijke groet,",
    "closing_letter": "Met vriendelijke groet,",
}
_DE = {
    "subject": "Bestätigung Ihrer Ratenzahlung",
    "intro_one": (
        "wie vereinbart können Sie die folgende Rechnung über insgesamt {total} in {count} Raten "
        "bezahlen:"
    ),
    "intro_many": (
        "wie vereinbart können Sie die folgenden Rechnungen über insgesamt {total} in {count} "
        "Raten bezahlen:"
    ),
    "counted": "Zahlungseingänge bis zum {day} sind von diesen Beträgen abgezogen.",
    "schedule": "Ihr Ratenplan",
    "rank": "Rate",
    "day": "Zu zahlen spätestens am",
    "condition": (
        "Wird eine Rate verspätet gezahlt, endet diese Vereinbarung: Der gesamte noch offene "
        "Betrag wird dann sofort fällig."
    ),
    "first": "{amount} am {day}, danach gemäß Ratenplan",
    "answer_mail": (
        "Bitte bestätigen Sie Ihr Einverständnis, indem Sie auf diese Nachricht mit "
        "„einverstanden“ antworten oder das beigefügte Schreiben datiert und unterschrieben "
        "zurücksenden."
    ),
    "answer_letter": (
        "Bitte senden Sie uns als Zeichen Ihres Einverständnisses ein Exemplar dieses Schreibens "
        "datiert und unterschrieben zurück."
    ),
    "agreed": "Einverstanden\nDatum:\nName und Funktion:\nUnterschrift:",
    "help": (
        "Bereitet Ihnen eine Rate Schwierigkeiten, melden Sie sich bitte vor ihrem Termin: Wir "
        "finden gemeinsam eine Lösung."
    ),
    "closing_mail": "Mit freundlichen Grüßen",
    "closing_letter": "Mit freundlichen Grüßen",
}
_EN = {
    "subject": "Confirmation of your payment plan",
    "intro_one": (
        "As agreed, you may pay the invoice below, {total} in total, in {count} instalments."
    ),
    "intro_many": (
        "As agreed, you may pay the invoices below, {total} in total, in {count} instalments."
    ),
    "counted": "Payments received up to {day} have been deducted from these amounts.",
    "schedule": "Your payment plan",
    "rank": "Instalment",
    "day": "To be paid by",
    "condition": (
        "An instalment paid late ends this agreement: the whole of the remaining balance then "
        "becomes payable at once."
    ),
    "first": "{amount} on {day}, then as set out in the plan",
    "answer_mail": (
        "Please confirm by replying “agreed” to this message, or by returning the attached letter "
        "dated and signed."
    ),
    "answer_letter": "Please return a copy of this letter, dated and signed, as your agreement.",
    "agreed": "Agreed\nDate:\nName and position:\nSignature:",
    "help": (
        "If an instalment is difficult for you, please tell us before its date and we will find a "
        "solution together."
    ),
    "closing_mail": "Kind regards,",
    "closing_letter": "Yours faithfully,",
}

_WORDS = {"fr": _FR, "nl": _NL, "de": _DE, "en": _EN}


def agreement_words(language: str) -> Mapping[str, str]:
    """Give the words of a language; French for one not known.

    >>> agreement_words("nl")["rank"], agreement_words("it")["rank"]
    ('Termijn', 'Échéance')
    """
    return MappingProxyType(_WORDS.get(language, _FR))
