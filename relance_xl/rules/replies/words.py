"""Words as rules compare them: without accents, cut into clauses."""

import re
import unicodedata

_SPECIAL = str.maketrans(
    {
        **dict.fromkeys("’‘`´ʼ", "'"),
        **dict.fromkeys("‐‑‒–—−", "-"),
        **dict.fromkeys("“”„«»", '"'),
        "œ": "oe",
        "æ": "ae",
        "ß": "ss",
    }
)
_MONTH = (
    r"(?:jan|feb|fev|ma[ir]|mrt|mei|may|apr|avr|jun|jui|jul|aou|aug|sep|oct|okt|nov|dec|dez)[a-z]*"
)
_SENTENCE = re.compile(
    rf"(?<=[!?;])\s+|(?<=\.)(?<![ .]\d\.)(?<![ .]\d\d\.)\s+(?!(?:{_MONTH}|\d|courant)\b)"
    rf"|\n\s*\n|\n\s*[-*•]\s"
    rf"|(?<=\.)\n(?!(?:{_MONTH}|\d))"
)
_ABBREVIATED = re.compile(
    r"\b(m|mr|mme|mrs|dhr|mevr|hr|fr|dr|me|st|ste|n|no|nr|ref|tel|fact|inv|cf|env|art|p|v|incl"
    r"|excl|bijv|z|b|d|u|a|usw|etc|svp|ca|ste|ets)\. (?=\S)"
)
_NUMBERED = re.compile(r"\bno\.? (?=\d)")
"""« cheque no 12 »: not a denial."""
_BUT = re.compile(
    r",?\s+(?=(?:mais|par contre|cependant|toutefois|neanmoins|en revanche|maar|echter|aber|jedoch"
    r"|sondern|allerdings|but|however|although|though|yet we|par ailleurs)\b)|\s+-\s+"
)


def fold(text: str) -> str:
    r"""Give a text in lower case, plain letters, spaces and quotes.

    >>> fold("Réglé l’été\u00a0: ÜBERWIESEN")
    "regle l'ete : uberwiesen"
    """
    lowered = text.lower().translate(_SPECIAL)
    plain = unicodedata.normalize("NFKD", lowered)
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return "\n".join(" ".join(line.split()) for line in letters.split("\n"))


def clauses(folded: str) -> list[str]:
    r"""Cut a folded text into sentences, and those at « mais »; wrapped lines are joined.

    >>> clauses("pas encore paye, mais je regle le 3.\nmerci. a bientot")
    ['pas encore paye', 'mais je regle le 3.', 'merci.', 'a bientot']
    """
    joined = _ABBREVIATED.sub(r"\1 ", _NUMBERED.sub("nr ", folded))
    sentences = (" ".join(sentence.split()) for sentence in _SENTENCE.split(joined))
    found = (clause.strip() for sentence in sentences for clause in _BUT.split(sentence))
    return [clause for clause in found if clause]
