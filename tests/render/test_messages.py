"""Decisions become mails and letters: whole results, and what no message may leave out."""

from dataclasses import replace
from datetime import date

import pytest

from relance_xl.builder.texts import shipped_texts
from relance_xl.render.letters.pdf import render_pdfs
from relance_xl.render.messages import Rendered, plain_text, render_messages, with_logo
from relance_xl.render.pay_box import safe_link
from relance_xl.render.vocabulary import FIELDS
from tests.render import golden
from tests.render.cases import (
    CONTACT,
    CUSTOMER,
    DAY,
    LINES,
    NUMBER,
    SETTINGS,
    TEXT,
    Decision,
    decision,
    tables,
)

CLAIM = {
    "channel": "registered_letter",
    "severity": 4,
    "stage_label": "Mise en demeure",
    "penalties_mode": "claim",
    "claim": True,
    "penalties_cents": 10_195,
    "rate_text": "12,15\u00a0% puis 12,40\u00a0%",
}
CLAIMING = tuple({**line, "claims": True} for line in LINES)


def one(decided: Decision, settings=SETTINGS, **rows: list[dict[str, object]]) -> Rendered:
    done, aside = render_messages(decided, tables(**rows), settings, {0: NUMBER}, DAY)
    assert not aside
    return done[0]


def said(body: str, proposal: dict[str, object] | None = None, **rows) -> str:
    text = {**TEXT, "body": body}
    return plain_text(one(decision(proposal or {}, **rows), texts=[text]).content)


def test_a_mail_as_it_leaves():
    message = one(decision()).message
    golden.check("mail.txt", f"Objet : {message.subject}\n\n{message.text}")
    golden.check("mail.html", message.html)
    assert message.recipient_name == "Zoé Lefèvre"
    assert message.message_id == "<rel-2026-00042.0123456789abcdef@atelier-martin.fr>"
    assert [(a.name, a.mime_type, a.content_id) for a in message.attachments] == [
        ("qr-paiement.png", "image/png", "qr-paiement")
    ]


def test_a_formal_notice_on_paper():
    found = one(decision(CLAIM, lines=CLAIMING))
    letter = found.letter
    assert letter is not None
    assert letter.registered
    assert letter.recipient == (
        "Boulangerie Élan", "Zoé Lefèvre", "3 place du Marché", "69100 VILLEURBANNE",
    )  # fmt: skip
    assert letter.place_date == "Lyon, le 15 juin 2026"
    assert letter.payment.amount == "1\u202f946,51\u00a0€"
    assert found.message.recipient == (
        "Boulangerie Élan, Zoé Lefèvre, 3 place du Marché, 69100 VILLEURBANNE"
    )
    golden.check("mise_en_demeure.txt", found.message.text)
    assert render_pdfs([letter])[0].startswith(b"%PDF")


@pytest.mark.parametrize(
    ("language", "country"), [("fr", "FR"), ("nl", "BE"), ("de", "CH"), ("en", "GB")]
)
def test_every_field_in_every_language(language: str, country: str):
    body = "\n".join(
        f"{field.name}: {{{{ {field.name} }}}}" for field in FIELDS if not field.block
    ) + "\n\n{{ tableau_factures }}\n\n{{ moyens_de_paiement }}"  # fmt: skip
    proposal = {
        **CLAIM, "channel": "email", "language": language, "broken_promise": True,
        "discount_bps": 200, "qr": False,
    }  # fmt: skip
    lines = tuple(
        {**line, "contract_reference": "BC 4500012", "payment_link": "https://payer.exemple.fr/x"}
        for line in CLAIMING
    )
    found = one(
        decision(proposal, lines=lines),
        customers=[{**CUSTOMER, "country": country}],
        texts=[{**TEXT, "language": language, "body": body}],
        invoices=[{"invoice": "F2026-0012", "promise_date": date(2026, 6, 1)}],
    )
    golden.check(f"champs.{language}.txt", found.message.text)
    assert "None" not in found.message.text
    assert "nan" not in found.message.text.casefold().split()


FORGETFUL = "Bonjour,\n\nMerci de payer."


def test_what_a_text_forgets_is_said_all_the_same():
    text = said(FORGETFUL, {"broken_promise": True, "factor_sentence": "Créance cédée à Factor."})
    assert "F2026-0012" in text
    assert "vous nous aviez annoncé ne nous est pas parvenu" in text
    assert "21,95\u00a0€ d’intérêts de retard" in text
    assert "Créance cédée à Factor." in text
    assert "Les règlements reçus jusqu’au 12 juin 2026 sont pris en compte." in text


def test_the_number_stands_once_in_the_subject():
    assert one(decision()).message.subject.endswith(f"[{NUMBER}]")
    written = {**TEXT, "subject": "Rappel {{ numero_relance }}"}
    assert one(decision(), texts=[written]).message.subject == f"Rappel {NUMBER}"
    long = {**TEXT, "subject": "x" * 500}
    subject = one(decision(), texts=[long]).message.subject
    assert len(subject) == 200
    assert subject.endswith(f"[{NUMBER}]")


PENALTIES = [
    # mode, may be stated → what is said of penalties
    ("none", True, "", ""),
    ("mention", True, "101,95\u00a0€", "À ce jour, les pénalités"),
    ("mention", False, "", "Tout retard de paiement peut entraîner"),
    ("claim", False, "", "Tout retard de paiement peut entraîner"),
]


@pytest.mark.parametrize(("mode", "may_state", "amount", "mention"), PENALTIES)
def test_penalty_amounts_only_where_allowed(mode, may_state, amount, mention):
    body = "[{{ penalites }}] ({{ mention_penalites }})"
    text = said(body, {"penalties_mode": mode, "penalties_ok": may_state})
    assert f"[{amount}]" in text
    assert f"({mention}" in text
    if not may_state:
        assert "21,95" not in text
        assert "80,00" not in text


def test_claimed_on_some_invoices_only_the_rest_get_the_mention():
    lines = ({**LINES[0], "claims": True}, LINES[1])
    proposal = {**CLAIM, "channel": "email", "penalties_cents": 5_890, "interest_cents": 1_890,
                "fee_cents": 4_000}  # fmt: skip
    text = said("{{ mention_penalites }}", proposal, lines=lines)
    rates = "(taux annuel\u202f: 12,15\u00a0% puis 12,40\u00a0%)"
    assert f"18,90\u00a0€ d’intérêts de retard {rates}" in text
    assert "soit un total à payer de 1\u202f903,46\u00a0€. Tout retard" in text


def test_credits_are_taken_off_and_debtors_stand_apart():
    other = {"customer": "C0002", "customer_name": "Filiale & Cie", "days_late": 3}
    credit = {"item": "", "invoice": "", "part": "credit", "open_cents": -20_000,
              "total_cents": -20_000, "customer_name": "Boulangerie Élan"}  # fmt: skip
    apart = {**LINES[0], "item": "F2026-0099", "part": "information"}
    lines = (LINES[0], {**LINES[1], **other}, credit, apart)
    proposal = {"due_cents": 164_456, "credit_cents": 20_000}
    text = said("Voici {{ tableau_factures }}", proposal, lines=lines)
    golden.check("payeur_avoir_information.txt", text)


def test_days_payments_are_counted_up_to_fall_back_on_what_was_entered():
    body = "{{ reglements_jusqu_au }}"
    unknown = decision({"fresh_until": None})
    paid = [
        {"payment": "1", "payment_date": date(2026, 6, 9), "accepted": "yes"},
        {"payment": "2", "payment_date": date(2026, 6, 11), "accepted": "no"},
        {"payment": "3", "payment_date": date(2026, 7, 1), "accepted": "yes"},
        {"payment": "4", "payment_date": date(2026, 6, 12), "source": "releve.xml"},
        {"payment": "5", "payment_date": date(2026, 6, 8)},
    ]
    texts = [{**TEXT, "body": body}]
    found = one(unknown, texts=texts, payments=paid)
    assert plain_text(found.content).startswith("9 juin 2026")
    assert found.content.warnings == (
        "Aucune date d’encaissement connue\u202f: vérifiez les derniers règlements.",
    )


def test_no_day_is_claimed_when_none_is_known_nor_a_later_one():
    body = "[{{ reglements_jusqu_au }}] {{ mention_croisement }}"
    text = said(body, {"fresh_until": None})
    assert text.startswith("[] Les règlements déjà enregistrés sont pris en compte. Si le vôtre")
    assert said(body, {"fresh_until": date(2026, 7, 1)}).startswith("[15 juin 2026]")


PARTLY = {**LINES[0], "balance_cents": 155_456, "total_cents": 185_456}


def test_a_line_adds_up_with_what_is_contested():
    text = said("Voici {{ tableau_factures }}", {"due_cents": 123_456}, lines=(PARTLY,))
    told = [" ".join(line.split()) for line in text.splitlines()]
    assert told[2].endswith("Réglé ou crédité Contesté, non réclamé Reste à payer Retard")
    assert told[4].endswith("1 854,56 € 300,00 € 320,00 € 1 234,56 € 46 j")


def test_an_instalment_bears_a_name_a_customer_can_read():
    line = {**LINES[0], "item": "F2026-0012#2", "payment_link": "https://payer.exemple.fr/x"}
    text = said("{{ numeros_factures }} {{ communication }} {{ tableau_factures }}", lines=(line,))
    assert text.startswith(f"F2026-0012, échéance 2 {NUMBER} F2026-0012\n")
    assert "#" not in text


PUBLIC = {**CUSTOMER, "engagement_number": "2026-00412", "service_code": "TECH-01"}


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("Voici {{ tableau_factures }} merci",
         "Votre référence : PO-7 – N° d’engagement : 2026-00412 – Code service : TECH-01"),
        ("Voici {{ numeros_factures }}",
         "Votre référence : PO-7 – N° d’engagement : 2026-00412 – Code service : TECH-01"),
        ("Marché {{ reference_contrat }}, {{ tableau_factures }}",
         "N° d’engagement : 2026-00412 – Code service : TECH-01"),
    ],
)  # fmt: skip
def test_the_customers_own_references_stand_below_the_table(body: str, told: str):
    lines = ({**LINES[0], "contract_reference": "PO-7"}, LINES[1])
    for channel in ("email", "letter"):
        text = {**TEXT, "body": body, "channel": channel}
        found = one(decision({"channel": channel}, lines=lines), texts=[text], customers=[PUBLIC])
        plain = plain_text(found.content).replace("\u202f", " ")
        assert told in plain.splitlines()
        assert plain.count("2026-00412") == 1


def test_one_invoice_keeps_its_own_reference():
    line = {**LINES[0], "structured_reference": "+++090/9337/55493+++"}
    text = said("{{ communication }}", {"due_cents": 123_456}, lines=(line,))
    assert text.startswith("+++090/9337/55493+++")


def test_a_factor_is_paid_on_his_own_account():
    text = said("{{ iban }} {{ bic }}", {"iban": "BE62510007547061", "bic": "GKCCBEBB"})
    assert text.startswith("BE62 5100 0754 7061 GKCCBEBB")


def test_one_that_cannot_be_written_stops_no_other():
    rows = [{}, {"text": "inconnu"}, {"channel": "sms"}, {"recipient": ""}, {"channel": "letter"}]
    lines = tuple({**line, "proposal": i} for i in range(5) for line in LINES)
    broken = {**TEXT, "channel": "letter", "body": "{{ total_dû }} {{ xyz }}"}
    done, aside = render_messages(
        decision(*rows, lines=lines),
        tables(texts=[TEXT, broken]),
        SETTINGS,
        {i: f"REL-2026-0000{i}" for i in range(5)},
        DAY,
    )
    assert [found.proposal for found in done] == [0]
    assert [item.proposal for item in aside] == [1, 2, 3, 4]
    assert "\n".join(item.reason for item in aside).replace("\u202f", " ") == (
        "Le texte « inconnu » n’existe pas pour le canal « e-mail » (langue fr) : "
        "ajoutez-le dans la feuille Modèles.\n"
        "Le texte « relance-2 » n’existe pas pour le canal « SMS » (langue fr) : "
        "ajoutez-le dans la feuille Modèles.\n"
        "Aucune adresse e-mail : complétez la feuille Contacts.\n"
        "« {{ total_dû }} » : champ inconnu ; vouliez-vous « {{ total_du }} » ?"
    )


HOSTILE = "<script>alert(1)</script>{{ 7*7 }}\r\nBcc: x@y.fr\ufdd0\u202e&\"'"


def test_hostile_names_stay_names():
    proposal = {"payer_name": HOSTILE, "contact_name": HOSTILE}
    lines = tuple({**line, "customer": "X", "customer_name": HOSTILE, "item": HOSTILE,
                   "payment_link": "javascript:alert(1)"} for line in LINES)  # fmt: skip
    text = {**TEXT, "subject": "Pour {{ client }}", "body": "{{ client }}\n{{ contact }}"}
    message = one(decision(proposal, lines=lines), texts=[text]).message
    plain = "<script>alert(1)</script>{{ 7*7 }} Bcc: x@y.fr&\"'"
    assert message.subject == f"Pour {plain} [{NUMBER}]"
    assert message.recipient_name == plain
    assert plain in message.text
    assert "49" not in message.text.split()
    assert "<script" not in message.html
    assert "javascript:" not in message.html


@pytest.mark.parametrize(
    "link",
    ["http://x.fr/a", "javascript:alert(1)", "https://", "https://x", "https://a@b.fr/", " https://x.fr",
     'https://x.fr/"onload=', "https://x.fr/\u202e", "https://[", "data:text/html,x"],
)  # fmt: skip
def test_links_that_are_never_shown(link: str):
    assert safe_link(link) == ""


def test_answers_come_back_tagged_when_wanted():
    settings = replace(SETTINGS, tagged_replies=True)
    assert one(decision(), settings).message.reply_to == f"compta+{NUMBER}@atelier-martin.fr"


def test_same_decision_same_messages():
    assert one(decision()).message == one(decision()).message


def test_a_contact_without_civility_is_greeted_anyway():
    assert said("{{ salutation }},").startswith("Madame,")
    nobody = one(decision(), contacts=[{**CONTACT, "civility": ""}])
    assert plain_text(nobody.content).startswith("Madame, Monsieur,")


SHIPPED = shipped_texts()


@pytest.mark.parametrize("rows", [LINES, LINES[:1]], ids=["two", "one"])
@pytest.mark.parametrize("mode", ["none", "mention", "claim"])
def test_shipped_texts_can_all_be_written(rows, mode):
    claim = CLAIM if mode == "claim" else {"penalties_mode": mode}
    due = sum(int(line["open_cents"]) for line in rows)
    proposals = [
        {**claim, "due_cents": due, **{k: text[k] for k in ("text", "language", "channel")}}
        for text in SHIPPED
    ]
    lines = tuple({**line, "proposal": i} for i in range(len(SHIPPED)) for line in rows)
    done, aside = render_messages(
        decision(*proposals, lines=lines),
        tables(texts=SHIPPED),
        SETTINGS,
        {i: f"REL-2026-{i:05}" for i in range(len(SHIPPED))},
        DAY,
    )
    assert not aside
    assert len(done) == len(SHIPPED)
    for found in done:
        text = found.message.text
        assert "{" not in text
        assert "None" not in text
        assert ("F2026-0031" in text) == (rows is LINES)
        assert "21,95" in text.replace(".", ",") or mode == "none"


def test_letters_borrow_the_words_of_the_mail_and_french_stands_in():
    found = one(decision({"channel": "registered_letter", "language": "nl"}))
    assert found.content.locale.language == "fr"
    assert found.content.warnings == (
        "Pas de texte en «\u202fnl\u202f»\u202f: message en français.",
    )


def test_the_logo_goes_on_letters_only():
    mail, letter = one(decision()), one(decision({"channel": "letter"}))
    found = with_logo([mail, letter], b"\x89PNG")
    assert found[0] is mail
    assert found[1].letter is not None
    assert found[1].letter.sender.logo == b"\x89PNG"
    assert with_logo([letter], b"") == [letter]
