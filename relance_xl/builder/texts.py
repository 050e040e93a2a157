"""The first texts of sheet Modèles, read from `templates/texts/<language>/`.

A file `relance-1.email.txt` begins with `Objet: …`, then an empty line, then the body.
A text without a file for the registered letter uses the letter's.
"""

from pathlib import Path

from relance_xl.builder.rows import Row
from relance_xl.problems import RelanceError
from relance_xl.resources import templates_dir
from relance_xl.schema.choices import LANGUAGES

TEXT_IDS = (
    "envoi-facture",
    "avis-echeance",
    "relance-1",
    "relance-2",
    "relance-3",
    "dernier-rappel",
    "mise-en-demeure",
)
"""Shipped texts, from the softest to the hardest."""

TEXT_CHANNELS = ("email", "letter", "registered_letter")
"""Channels with words of their own in the shipped texts."""

_SUBJECT = "Objet:"


def shipped_texts() -> list[Row]:
    """Give the rows of sheet Modèles: every text, language and channel shipped.

    Raises `RelanceError` when a file is missing or has no subject line.

    >>> len(shipped_texts()) == len(TEXT_IDS) * 4 * 3
    True
    """
    folder = templates_dir() / "texts"
    return [
        {"text": text, "language": language.code, "channel": channel}
        | _read(_file_of(folder / language.code, text, channel))
        for text in TEXT_IDS
        for language in LANGUAGES
        for channel in TEXT_CHANNELS
    ]


def _file_of(folder: Path, text: str, channel: str) -> Path:
    own = folder / f"{text}.{channel}.txt"
    if channel == "registered_letter" and not own.is_file():
        return folder / f"{text}.letter.txt"
    return own


def _read(file: Path) -> dict[str, str]:
    try:
        content = file.read_text(encoding="utf-8")
    except FileNotFoundError as fault:
        message = f"Le texte livré {file.name} est introuvable\u202f: réinstallez le programme."
        raise RelanceError(message) from fault
    first, _, body = content.partition("\n\n")
    if not first.startswith(_SUBJECT) or "\n" in first:
        message = f"Le texte livré {file.name} ne commence pas par «\u202f{_SUBJECT}\u202f»."
        raise RelanceError(message)
    return {"subject": first.removeprefix(_SUBJECT).strip(), "body": body.strip()}
