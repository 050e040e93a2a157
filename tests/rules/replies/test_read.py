import time
from datetime import date, datetime

import pytest

from relance_xl.incoming import IncomingMail, MailPart
from relance_xl.rules.replies.advice import advise
from relance_xl.rules.replies.model import Reply
from relance_xl.rules.replies.read import read_mail, written_on

TODAY = date(2026, 3, 6)


def mail(text, subject="Re: Relance", at=None, parts=(), fault=""):
    return IncomingMail(
        "M-1", b"", {"subject": (subject,)}, at, text=text, parts=tuple(parts), fault=fault
    )


@pytest.mark.parametrize(
    ("received", "reply"),
    [
        (
            mail("Je règle 120,50 € lundi.\n\n"
                 "Le 2 mars 2026 à 10:12, C <c@x.fr> a écrit :\n> payé"),
            Reply("promise", excerpt="Je règle 120,50 € lundi.", promise_date=date(2026, 3, 9),
                  promise_cents=12_050),
        ),
        (
            mail("Je règle lundi.", at=datetime(2026, 2, 27, 18, 0)),
            Reply("promise", excerpt="Je règle lundi.", promise_date=date(2026, 3, 2)),
        ),
        (mail("", subject="Facture réglée hier"), Reply("paid")),
        (mail("", subject="Re: facture réglée"), Reply("other")),
        (
            mail("Voir pièce jointe.", parts=[MailPart("x/pdf", "", "Avis de virement.pdf")]),
            Reply("paid", excerpt="Voir pièce jointe."),
        ),
        (mail("payé", fault="Le message dépasse 25 Mo."), Reply("other")),
    ],
)  # fmt: skip
def test_a_mail_read(received, reply):
    assert read_mail(received, TODAY) == reply


def test_days_are_not_reckoned_from_an_unbelievable_date():
    assert written_on(mail("", at=datetime(2036, 1, 1)), TODAY) == TODAY
    assert written_on(mail("", at=datetime(1996, 1, 1)), TODAY) == TODAY


@pytest.mark.parametrize(
    ("reply", "begins"),
    [
        (Reply("bounce", hard=True), "L’adresse n’accepte plus rien"),
        (Reply("bounce"), "Adresse momentanément injoignable"),
        (Reply("bounce", reason="feedback"), "Le destinataire a signalé"),
        (Reply("absent", returns_on=date(2026, 3, 9)),
         "Rien à faire\u202f: personne absente, de retour le 09/03/2026."),
        (Reply("promise", promise_date=TODAY), "Vérifiez la date"),
        (Reply("promise"), "Le client annonce un paiement sans date"),
        (Reply("other", excerpt="Nous sommes en liquidation judiciaire."),
         "Le client parle d’une procédure collective"),
        (Reply("other", excerpt="Je ne travaille plus ici."), "Cette personne ne s’occupe pas"),
        (Reply("other"), "Aucun texte nouveau"),
    ],
)  # fmt: skip
def test_what_to_do(reply, begins):
    assert advise(reply).startswith(begins)


def test_faults_and_doubts_are_said_first():
    assert advise(Reply("read"), "Vérifiez.", "Trop gros.").startswith("Trop gros. Vérifiez. Rien")


_LONG = 1_000_000
HOSTILE = {
    "one word": "a" * _LONG,
    "spaces": " " * _LONG,
    "lines": "\n" * _LONG,
    "marks": "> " * (_LONG // 2),
    "marked lines": "> x\n" * (_LONG // 4),
    "dashes": "-" * _LONG,
    "underscores": "_\n" * (_LONG // 2),
    "headings": "Le 3 mars 2026 à 10:12, A <a@b.fr> a écrit\n" * (_LONG // 43),
    "openers": "Le 3 le 3 le 3 le 3 le 3\n" * (_LONG // 25),
    "labels": "De : x\nx\n" * (_LONG // 9),
    "addresses": "<a@b.fr " * (_LONG // 8),
    "payments": "virement reglement paiement avoir " * (_LONG // 34),
    "denials": "ne pas ne pas payer regle si vous " * (_LONG // 34),
    "days": "le 3 mars fin de mois sous 8 jours " * (_LONG // 35),
    "digits": "1 234 567 " * (_LONG // 10),
    "number run": "12" * (_LONG // 2),
    "currency": "€ 1 € 1" * (_LONG // 7),
    "numbers": "REL-2026-0000 " * (_LONG // 14),
    "closings": "Cordialement\n" * (_LONG // 13),
    "accents": "é\u0301" * (_LONG // 2),
    "questions": "? ! ? " * (_LONG // 6),
    "commas": ", " * (_LONG // 2),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_is_slow(name):
    began = time.process_time()
    read_mail(mail(HOSTILE[name], subject="Re: x"), TODAY)
    assert time.process_time() - began < 1
