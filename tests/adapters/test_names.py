"""File names from foreign text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relance_xl.file_names import safe_file_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Société Élan", "Société Élan"),
        ("E\u0301lan", "Élan"),
        ("  a \u00a0 b\t", "a b"),
        ("a/b\\c:d", "a-b-c-d"),
        ("COM1", "_COM1"),
        ("com¹.pdf", "_com¹.pdf"),
        ("Comptoir", "Comptoir"),
        ("aux", "_aux"),
        ("...", "sans nom"),
        ("\u202e\u200b\0", "sans nom"),
        ("fin. . .", "fin"),
        ("\ud800", "sans nom"),
    ],
)
def test_names(text: str, name: str) -> None:
    assert safe_file_name(text) == name


@given(st.text(max_size=300))
def test_any_text_gives_a_name(text: str) -> None:
    name = safe_file_name(text)
    assert name == safe_file_name(name)
    assert 0 < len(name) <= 81
    assert len(name.encode()) <= 161
    assert name[-1] not in ". "
    assert name[0] not in ". "
    assert not set(name) & set('<>:"/\\|?*\0\r\n')
