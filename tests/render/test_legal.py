"""What the law has messages say: penalties, formal notices, a Belgian consumer's first reminder."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from relance_xl.builder.texts import shipped_texts
from relance_xl.render.messages import plain_text, render_messages
from tests.render.cases import (
    CUSTOMER,
    DAY,
    LINES,
    NUMBER,
    SETTINGS,
    TEXT,
    decision,
    tables,
)

FORMAL = {"severity": 4, "penalties_mode": "claim", "channel": "registered_letter",
          "text": "mise-en-demeure"}  # fmt: skip
UNSTATED = {"interest_cents": 0, "fee_cents": 0, "penalties_ok": False}


def said(
    body: str,
    proposal: dict[str, object],
    kind: str = "business",
    lines=LINES,
    *,
    typed: object = None,
    bad: str = "",
    **chosen: object,
) -> str:
    text = {**TEXT, "text": proposal.get("text", "relance-2"), "body": body,
            "language": proposal.get("language", "fr"),
            "channel": proposal.get("channel", "email")}  # fmt: skip
    customer = {**CUSTOMER, "customer_type": kind, "consumer_clause": typed, "bad": bad}
    done, aside = render_messages(
        decision(proposal, lines=lines),
        tables(customers=[customer], texts=[text]),
        replace(SETTINGS, **chosen),
        {0: NUMBER},
        DAY,
    )
    assert not aside, aside
    return " ".join(plain_text(done[0].content).split())


MENTIONS = [
    ("FR", "business", "40 € par facture pour frais de recouvrement (articles L441-10 et D441-5"),
    ("FR", "public", "R2192-31 du Code de la commande publique"),
    ("FR", "consumer", "une mise en demeure fera courir l’intérêt au taux légal"),
    ("BE", "business", "(loi du 2 août 2002 concernant la lutte contre le retard de paiement)"),
    ("LU", "business", "loi modifiée du 18 avril 2004"),
    ("CH", "business", "des intérêts de retard (article 104 du Code des obligations)"),
    ("CA", "business", "article 1617 du Code civil du Québec"),
    ("DE", "business", "directive 2011/7/UE"),
]


@pytest.mark.parametrize(("country", "kind", "words"), MENTIONS)
def test_each_law_says_what_a_delay_entails(country, kind, words):
    text = said("{{ mention_penalites }}", UNSTATED, kind, country=country)
    assert words in text
    assert ("40 €" in text) == (country in ("FR", "BE", "LU") and kind != "consumer")


def test_nothing_is_threatened_where_nothing_is_due():
    for kind, country in (("consumer", "BE"), ("consumer", "DE")):
        text = said("[{{ mention_penalites }}]", UNSTATED, kind, country=country)
        assert "[]" in text
    text = said("x {{ mention_penalites }}", {**UNSTATED, "penalties_mode": "none"})
    assert "recouvrement" not in text


def test_the_fee_is_a_sum_in_euros():
    assert "40 €" not in said("{{ mention_penalites }}", {**UNSTATED, "currency": "USD"})


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "Base légale : articles L441-10 et D441-5 du Code de commerce."),
        ("nl", "Wettelijke grondslag: artikelen L441-10"),
        ("de", "Rechtsgrundlage: Artikel L441-10"),
        ("en", "Legal basis: articles L441-10"),
    ],
)
def test_amounts_stated_name_the_texts_they_rest_on(language, words):
    assert words in said("{{ mention_penalites }}", {"language": language})


NOTICES = [
    ("fr", "FR", "La présente vaut mise en demeure (articles 1344 et 1344-1 du Code civil)."),
    ("fr", "BE", "La présente vaut mise en demeure."),
    ("fr", "CH", "La présente vaut mise en demeure (article 102 du Code des obligations)."),
    ("fr", "CA", "(articles 1594 et 1595 du Code civil du Québec)."),
    ("nl", "BE", "Dit schrijven geldt als ingebrekestelling."),
    ("de", "CH", "gilt als förmliche Mahnung und Inverzugsetzung (Artikel 102 des Obligationenr"),
    ("en", "FR", "This is a formal notice to pay (mise en demeure) (articles 1344 and 1344-1"),
]


@pytest.mark.parametrize(("language", "country", "words"), NOTICES)
@pytest.mark.parametrize("channel", ["email", "registered_letter"])
def test_a_formal_notice_in_due_form(language, country, words, channel):
    (row,) = [
        row
        for row in shipped_texts()
        if (row["text"], row["language"], row["channel"]) == ("mise-en-demeure", language, channel)
    ]
    shown = {**FORMAL, "channel": channel, "language": language}
    text = said(str(row["body"]), shown, country=country, vat_number="BE0123456789")
    assert words in text
    assert "F2026-0012" in text
    assert "2026" in text
    due = {"fr": "23 juin 2026", "nl": "23 juni 2026", "de": "23. Juni 2026", "en": "23 June 2026"}
    assert due[language] in text
    assert any(court in text for court in ("juridiction", "rechtbank", "Gericht", "court"))
    if channel == "email":
        assert "12 rue des Lilas, 69003 Lyon" in text
        assert text.startswith("Lyon")


def test_a_text_that_forgets_it_is_a_formal_notice_says_so_all_the_same():
    text = said("{{ salutation }}, payez. {{ tableau_factures }}", FORMAL)
    assert "Nous vous mettons en demeure de régler 1 844,56 € au plus tard le 23 juin 2026." in text
    assert "La présente vaut mise en demeure (articles 1344" in text
    body = "Mise en demeure de payer avant le {{ date_limite }}. {{ tableau_factures }}"
    typed = said(body, FORMAL)
    assert "La présente vaut" not in typed


BE = {"country": "BE", "consumer_clause": True, "siren": "0417.497.106"}
FIRST = {"severity": 1, "penalties_mode": "mention", "pay_by": date(2026, 6, 18), **UNSTATED}
OWN = tuple({**line, "part": "own", "purchase": "Châssis"} for line in LINES)


def test_a_belgian_consumers_first_reminder_has_all_its_parts():
    body = "{{ mention_premier_rappel }} Avant le {{ date_limite }}."
    text = said(body, FIRST, "consumer", OWN, **BE)
    assert (
        "Premier rappel, gratuit (livre XIX du Code de droit économique). Solde restant dû : "
        "1 844,56 €. Créancier : Atelier Martin SARL, numéro d’entreprise 0417.497.106. Facture "
        "F2026-0012 (Châssis), échue le 30/04/2026 : 1 234,56 € ; Facture F2026-0031 (Châssis), "
        "échue le 31/05/2026 : 610,00 €. Sans paiement dans un délai de 14 jours calendrier, du "
        "16 juin 2026 au 29 juin 2026 inclus, une indemnité forfaitaire de 172,23 € et les "
        "intérêts prévus par nos conditions seront dus. Avant le 29 juin 2026."
    ) in text


def test_a_first_reminder_does_not_say_it_twice():
    body = "{{ mention_penalites }} {{ mention_premier_rappel }}"
    text = said(body, FIRST, "consumer", OWN, **BE)
    assert text.count("livre XIX") == 1


def test_by_post_the_days_begin_on_the_third_working_day():
    posted = {**FIRST, "channel": "letter"}
    text = said("{{ mention_premier_rappel }}", posted, "consumer", OWN, **BE)
    assert "du 18 juin 2026 au 1 juillet 2026 inclus" in text.replace("1er", "1")


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_a_text_that_forgets_the_first_reminder_says_it_all_the_same(language):
    shown = {**FIRST, "language": language}
    text = said("{{ tableau_factures }}", shown, "consumer", OWN, **BE)
    assert "0417.497.106" in text
    assert "14" in text


def test_only_the_first_reminder_of_consumers_with_a_clause():
    body = "[{{ mention_premier_rappel }}]"
    again = tuple({**line, "last_reminder": pd.Timestamp("2026-05-20")} for line in OWN)
    assert "[]" in said(body, FIRST, "consumer", again, **BE)
    assert "[]" in said(body, FIRST, "business", OWN, **BE)
    assert "[]" in said(body, FIRST, "consumer", OWN, **{**BE, "consumer_clause": False})
    assert "[]" in said(body, FIRST, "consumer", OWN, country="FR")


def test_the_clause_of_clients_overrides_the_one_of_parametres():
    body = "[{{ mention_premier_rappel }}]"
    without = {**BE, "consumer_clause": False}
    assert "Premier rappel, gratuit" in said(body, FIRST, "consumer", OWN, typed=True, **without)
    assert "[]" in said(body, FIRST, "consumer", OWN, typed=False, **BE)
    assert "[]" in said(body, FIRST, "consumer", OWN, bad="consumer_clause", **BE)
    mention, again = "[{{ mention_penalites }}]", {**FIRST, "severity": 0}
    assert "livre XIX" in said(mention, again, "consumer", OWN, typed=True, **without)
    assert "[]" in said(mention, again, "consumer", OWN, typed=False, **BE)
