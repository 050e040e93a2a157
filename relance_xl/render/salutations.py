"""How a message greets the person it is written to."""

from relance_xl.render.words import words

_FEMALE = frozenset(
    {"madame", "mme", "mevrouw", "mevr.", "mw.", "frau", "ms", "mrs", "ms.", "mrs."}
)
_MALE = frozenset({"monsieur", "m.", "mr", "mr.", "mijnheer", "meneer", "dhr.", "heer", "herr"})
_PARTICLES = frozenset(
    {"von", "vom", "zu", "zum", "zur", "van", "de", "den", "der", "du", "des", "di", "da", "dos",
     "del", "della", "la", "le", "ten", "ter", "el", "al"}
)  # fmt: skip


def salutation(language: str, civility: str, name: str) -> str:
    """Give how to address someone, without the comma.

    French and Dutch need no name. German and English take the family name beside a
    civility; without one English takes the name as it is and German greets nobody by half.

    >>> salutation("fr", "Madame", "Zoé Lefèvre"), salutation("nl", "Monsieur", "")
    ('Madame', 'Geachte heer')
    >>> salutation("de", "Monsieur", "Jürgen Größlein"), salutation("en", "", "Olivia Hart")
    ('Sehr geehrter Herr Größlein', 'Dear Olivia Hart')
    >>> salutation("en", "Madame", "Olivia Hart"), salutation("en", "", "")
    ('Dear Ms Hart', 'Dear Sir or Madam')
    """
    title = civility.casefold()
    female, male = title in _FEMALE, title in _MALE
    known = female or male
    if language == "fr" and civility:
        return civility
    if language == "nl" and known:
        return "Geachte mevrouw" if female else "Geachte heer"
    if language == "de" and name and known:
        start = "Sehr geehrte Frau" if female else "Sehr geehrter Herr"
        return f"{start} {family_name(name)}"
    if language == "en" and name:
        return f"Dear {'Ms' if female else 'Mr'} {family_name(name)}" if known else f"Dear {name}"
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
