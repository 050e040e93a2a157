"""How a message greets the person it is written to."""

from relance_xl.render.words import words

_TITLES = {
    "female": (
        *("madame", "mme", "mademoiselle", "mlle", "melle", "mevrouw", "mevr", "mw"),
        *("mejuffrouw", "frau", "ms", "mrs", "miss"),
    ),
    "male": (
        *("monsieur", "m", "mr", "mijnheer", "meneer", "heer", "de heer", "dhr"),
        *("herr", "hr", "mister"),
    ),
    "lawyer": ("maître", "maitre", "me", "mtre", "meester"),
    "doctor": ("docteur", "dr", "doctor", "dokter", "doktor"),
}
_KIND = {word: kind for kind, words_ in _TITLES.items() for word in words_}
"""What each way to write a civility says, points and capitals apart."""
_FRENCH = {"female": "Madame", "male": "Monsieur", "lawyer": "Maître", "doctor": "Docteur"}
_DUTCH = {"female": "Geachte mevrouw", "male": "Geachte heer", "lawyer": "Geachte meester"}
_GERMAN = {"female": "Sehr geehrte Frau", "male": "Sehr geehrter Herr"}
_ENGLISH = {"female": "Ms", "male": "Mr", "doctor": "Dr"}
_PARTICLES = frozenset(
    {"von", "vom", "zu", "zum", "zur", "van", "de", "den", "der", "du", "des", "di", "da", "dos",
     "del", "della", "la", "le", "ten", "ter", "el", "al"}
)  # fmt: skip


def salutation(language: str, civility: str, name: str) -> str:
    """Give how to address someone, without the comma.

    A civility may be typed short: « M. » is Monsieur; French writes one it does not know as it
    was typed. French and Dutch need no name. German and English take the family name beside a
    civility; without one English takes the name as it is and German greets nobody by half.

    >>> salutation("fr", "M.", "Zoé Lefèvre"), salutation("nl", "Monsieur", "")
    ('Monsieur', 'Geachte heer')
    >>> salutation("de", "Monsieur", "Jürgen Größlein"), salutation("en", "", "Olivia Hart")
    ('Sehr geehrter Herr Größlein', 'Dear Olivia Hart')
    >>> salutation("en", "Madame", "Olivia Hart"), salutation("en", "", "")
    ('Dear Ms Hart', 'Dear Sir or Madam')
    """
    kind = _KIND.get(" ".join(civility.casefold().replace(".", " ").split()), "")
    if language == "fr" and civility.strip():
        return _FRENCH.get(kind, civility)
    if language == "nl" and kind in _DUTCH:
        return _DUTCH[kind]
    if language == "de" and name and kind in _GERMAN:
        return f"{_GERMAN[kind]} {family_name(name)}"
    if language == "en" and name:
        return f"Dear {_ENGLISH[kind]} {family_name(name)}" if kind in _ENGLISH else f"Dear {name}"
    return words(language)["greeting"]


def family_name(name: str) -> str:
    """Give the family part of a person's name: what is in capitals, else the last word.

    Particles go with it.

    >>> family_name("Ludwig von der Heide"), family_name("DE SMET Jan"), family_name("Roux")
    ('von der Heide', 'DE SMET', 'Roux')
    """
    parts = name.split()
    capitals = [part for part in parts if len(part) > 1 and part.isupper()]
    if 0 < len(capitals) < len(parts):
        return " ".join(capitals)
    place = len(parts) - 1
    while place > 1 and parts[place - 1].casefold() in _PARTICLES:
        place -= 1
    return " ".join(parts[place:]) if parts else name
