"""What the checker says of layouts staff have edited."""

import pytest

from relance_xl.problems import Severity
from relance_xl.render.letters.check import check_layout, known_fields
from tests.render.letters.test_word import SHIPPED, changed


def said(tmp_path, old, new):
    path = tmp_path / "lettre.docx"
    path.write_bytes(changed(old, new))
    return check_layout(path.read_bytes(), path.name)


def test_the_shipped_layout_is_right():
    assert check_layout(SHIPPED.read_bytes(), SHIPPED.name) == []


TROUBLE = [
    ("{{ societe.nom }}", "{{ societe.nomm }}", "champ inconnu", "societe.nom"),
    ("{{ b.total }}", "{{ b.totale }}", "champ inconnu", "blocs[].total"),
    ("{{ ligne }}", "{{ lignes }}", "champ inconnu", ""),
    ("{{ objet }}", "{{ objet|uper }}", "filtre inconnu", "upper"),
    ("b.genre == 'liste'", "b.genre == «\u00a0liste\u00a0»", "guillemet", "droits"),
    ("{{ b.total }}", "{{ b–total }}", "tiret", "simples"),
    ("{%p if politesse %}", "{%p if %}", "balise incorrecte", "endif"),
]


@pytest.mark.parametrize(("old", "new", "text", "action"), TROUBLE)
def test_names_the_trouble(tmp_path, old, new, text, action):
    first, *_ = said(tmp_path, old, new)
    assert text in first.text
    assert first.text.startswith("lettre.docx, texte\u202f: ")
    assert action in first.action
    assert (first.code, first.severity) == ("bad_layout", Severity.BLOCKING)


def test_tracked_changes_are_refused(tmp_path):
    (problem,) = said(
        tmp_path,
        "{{ objet }}</w:t></w:r>",
        '{{ objet }}</w:t></w:r><w:ins w:id="1" w:author="x"><w:r><w:t> !</w:t></w:r></w:ins>',
    )
    assert "suivi des modifications" in problem.text
    assert "Accepter" in problem.action


def test_not_a_word_file(tmp_path):
    path = tmp_path / "lettre.docx"
    path.write_bytes(b"bonjour")
    (problem,) = check_layout(path.read_bytes(), path.name)
    assert "pas un document Word" in problem.text


def test_every_field_is_documented_by_the_sample():
    assert {
        "societe.nom",
        "blocs[].lignes[].cellules[].texte",
        "paiement.lignes[].libelle",
        "qr",
    } <= (known_fields())
