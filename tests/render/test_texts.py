"""Texts of sheet Modèles: what they may hold, and what is said of what they may not."""

import pytest

from relance_xl.builder.texts import shipped_texts
from relance_xl.problems import TemplateTextError
from relance_xl.render.text_blocks import parse_blocks
from relance_xl.render.text_check import check_texts
from relance_xl.render.text_engine import compile_text, repair_tags
from tests.render.cases import TEXT, tables

REFUSED = [
    ("{{ client.nom }}", "un point entre deux noms dans un champ"),
    ("{{ client['x'] }}", "des crochets dans un champ"),
    ("{{ f() }}", "un appel de fonction"),
    ("{{ 7*7 }}", "les calculs n’existent pas"),
    ("{{ 'a'*10**9 }}", "les calculs n’existent pas"),
    ("{% for x in range(10**9) %}{% endfor %}", "{% for … %}"),
    ("{% set x = 1 %}", "{% assign … %}"),
    ("{% include 'x' %}", "{% include … %}"),
    ("{% macro m() %}{% endmacro %}", "{% macro … %}"),
    ("{{ client|tojson }}", "le filtre «\u202ftojson\u202f» n’existe pas"),
    ("{{ ''.__class__.__mro__ }}", "un point entre deux noms"),
    ("{{ client }", "accolades ou espaces mal placés"),
    ("{% if client %}x", "il manque «\u202f{% endif %}\u202f»"),
    ("{% sinon %}", "«\u202f{% sinon %}\u202f» n’est pas connu ici"),
    ("{{ «client }}", "caractère inattendu"),
    ("x" * 20_001, "texte trop long"),
    ("{% if " + "not " * 2_000 + "client %}{% endif %}", "trop de"),
    ("{% if client %}" * 99 + "{% endif %}" * 99, "trop de"),
    ("{{ client" + "|upper" * 99 + " }}", "trop de"),
    ("{{ " + "9" * 5_000 + " }}", "un nombre de ce texte est beaucoup trop long"),
    ("{{ client is divisibleby(3) }}", "«\u202fis divisibleby\u202f» n’existe pas"),
]


@pytest.mark.parametrize(("source", "sentence"), REFUSED)
def test_what_no_text_may_hold(source: str, sentence: str):
    with pytest.raises(TemplateTextError) as found:
        compile_text(source)
    assert sentence in str(found.value)


def test_the_deepest_text_that_is_accepted_can_be_filled():
    deep = "{% if client %}" * 37 + "{{ client }}" + "{% endif %}" * 37
    assert compile_text(deep).fill({"client": "Roy"}) == "Roy"
    with pytest.raises(TemplateTextError, match="trop de"):
        compile_text("{% if client %}" + deep + "{% endif %}")


UNFIT = [
    "{% if total_du > 1000 %}Vite{% endif %}",
    "{% if retard_max > client %}Vite{% endif %}",
    "{{ -client }}",
    "{{ client|upper(1) }}",
    "{{ client|trim(3) }}",
    "{{ client is equalto }}",
]


@pytest.mark.parametrize("source", UNFIT)
def test_a_text_that_cannot_be_filled_is_a_fault_of_that_text(source: str):
    """Not of the run: its message is set aside, the others leave."""
    values = {"client": "Roy", "total_du": "1\u202f200,00\u00a0€", "retard_max": 12}
    with pytest.raises(TemplateTextError, match="ne peut pas être rempli"):
        compile_text(source).fill(values)


REPAIRED = [
    ("{% if etape == « Relance ferme » %}", '{% if etape == "Relance ferme" %}'),
    ("{% if etape == “a” %}", '{% if etape == "a" %}'),
    ("{% if etape == ‘a’ %}", '{% if etape == "a" %}'),
    ("{% if etape == 'd’été' %}", "{% if etape == 'd’été' %}"),
    ("{% if nombre_factures ≥ 2 %}", "{% if nombre_factures >= 2 %}"),
    ("{{\u00a0client\u202f}}", "{{ client }}"),
    ("« – ’ ≥ » dehors", "« – ’ ≥ » dehors"),
]


@pytest.mark.parametrize(("typed", "meant"), REPAIRED)
def test_french_typing_inside_tags_is_repaired(typed: str, meant: str):
    assert repair_tags(typed) == meant


def test_values_are_never_run_nor_printed_as_none():
    text = compile_text("{{ client }}")
    assert text.fill({"client": "{% for x in y %}{{ 7*7 }}"}) == "{% for x in y %}{{ 7*7 }}"
    for nothing in (None, float("nan")):
        with pytest.raises(TemplateTextError):
            text.fill({"client": nothing})


def test_even_an_unused_branch_knows_its_fields():
    with pytest.raises(TemplateTextError, match="vouliez-vous"):
        compile_text("{% if a %}{{ cliant }}{% endif %}").fill({"a": "", "client": "x"})
    with pytest.raises(TemplateTextError, match="champ inconnu"):
        compile_text("{{ self }}").fill({"client": "x"})


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ("{% if total_du > 1000 %}{{ client }}{% endif %}", 1),
        ("{{ client|upper(1) }}", 1),
        ("{% if retard_max > 30 and nombre_factures ≥ 2 %}{{ client|upper }}{% endif %}", 0),
    ],
)
def test_check_says_what_could_not_be_filled(body: str, faults: int):
    found = check_texts(tables(texts=[{**TEXT, "body": body}])["texts"])
    assert ["montants sont des textes" in problem.text for problem in found] == [True] * faults


def test_check_points_at_the_cell_and_guesses():
    rows = [
        TEXT,
        {**TEXT, "language": "nl", "body": "{{ totl_du }} {{ Numéros_factures }}"},
        {**TEXT, "language": "de", "subject": "{{ tableau_factures }}"},
        {**TEXT, "language": "en", "subject": " ", "body": "{% if %}"},
    ]
    found = [
        (p.place, p.text.replace("\u202f", "")) for p in check_texts(tables(texts=rows)["texts"])
    ]
    assert found == [
        ("Modèles, ligne 6, colonne « Corps »",
         "«{{ Numéros_factures }}»: champ inconnu; vouliez-vous «{{ numeros_factures }}»?"),
        ("Modèles, ligne 6, colonne « Corps »",
         "«{{ totl_du }}»: champ inconnu; vouliez-vous «{{ total_du }}»?"),
        ("Modèles, ligne 7, colonne « Objet »",
         "«{{ tableau_factures }}» est un bloc: il n’a pas sa place dans un objet."),
        ("Modèles, ligne 8, colonne « Objet »", "Un e-mail a besoin d’un objet."),
        ("Modèles, ligne 8, colonne « Corps »",
         "ligne 1: champ ou condition mal écrit, près de «{% if %}»."),
    ]  # fmt: skip


def test_blocks_of_a_text():
    blocks = parse_blocks("Un\ndeux\r\n\r\n  \n- a\n• b\ntrois\n\n")
    assert [repr(block) for block in blocks] == [
        "Paragraph(text='Un\\ndeux')",
        "Bullets(items=('a', 'b'))",
        "Paragraph(text='trois')",
    ]


def test_shipped_texts_hold_no_fault():
    assert check_texts(tables(texts=shipped_texts())["texts"]) == []
