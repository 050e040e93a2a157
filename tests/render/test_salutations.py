"""How people are greeted, however their civility is typed."""

import pytest

from relance_xl.render.salutations import salutation


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("M.", "Monsieur"),
        ("M", "Monsieur"),
        ("Mr", "Monsieur"),
        ("mr.", "Monsieur"),
        ("monsieur", "Monsieur"),
        ("Mme", "Madame"),
        ("Mme.", "Madame"),
        ("MME", "Madame"),
        ("Mlle", "Madame"),
        ("Mademoiselle", "Madame"),
        ("Me", "Maître"),
        ("Maitre", "Maître"),
        ("Dr", "Docteur"),
        ("Dr.", "Docteur"),
        ("Herr", "Monsieur"),
        ("Madame la Directrice", "Madame la Directrice"),
        ("Madame, Monsieur", "Madame, Monsieur"),
        ("M. le Maire", "M. le Maire"),
        ("  ", "Madame, Monsieur"),
        ("", "Madame, Monsieur"),
    ],
)
def test_a_french_civility_is_written_in_full_and_an_unknown_one_as_typed(typed: str, said: str):
    assert salutation("fr", typed, "Zoé Lefèvre") == said


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [
        ("nl", "de heer", "Geachte heer"),
        ("nl", "Dhr.", "Geachte heer"),
        ("nl", "M.", "Geachte heer"),
        ("nl", "mevr.", "Geachte mevrouw"),
        ("nl", "Me", "Geachte meester"),
        ("nl", "Dr.", "Geachte heer, mevrouw"),
        ("de", "Herr", "Sehr geehrter Herr Hart"),
        ("de", "M.", "Sehr geehrter Herr Hart"),
        ("de", "Frau", "Sehr geehrte Frau Hart"),
        ("de", "Mlle", "Sehr geehrte Frau Hart"),
        ("de", "Dr.", "Sehr geehrte Damen und Herren"),
        ("en", "Mr.", "Dear Mr Hart"),
        ("en", "Mme", "Dear Ms Hart"),
        ("en", "Mrs", "Dear Ms Hart"),
        ("en", "Dr", "Dear Dr Hart"),
        ("en", "Me", "Dear Olivia Hart"),
    ],
)
def test_other_languages_greet_in_their_own_way(language: str, typed: str, said: str):
    assert salutation(language, typed, "Olivia Hart") == said
