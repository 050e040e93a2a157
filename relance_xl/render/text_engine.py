"""Texts staff write in sheet Modèles, compiled once and filled many times.

A text is untrusted: it knows the fields, `{% if %}`, comparisons and a few filters, and
nothing else — no loops, no calls, no attributes — so it can neither reach the program nor
run away. Values are data: whatever stands in a customer's name is printed, never executed.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from jinja2 import StrictUndefined, Template, TemplateAssertionError, TemplateError, nodes
from jinja2.sandbox import SandboxedEnvironment

from relance_xl.problems import TemplateTextError

MAX_SOURCE = 20_000
MAX_OUTPUT = 200_000

_FILTERS = frozenset({"upper", "lower", "capitalize", "title", "trim"})
_TESTS = frozenset({"defined", "undefined", "none", "equalto", "eq"})
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.If,
    nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Filter,
    nodes.Test, nodes.Concat, nodes.Neg,
)  # fmt: skip
_DEEPEST = 40
"""Levels of a text's tree: Python, in which jinja writes it, has a limit of its own, at 100."""
_TOO_DEEP = "trop de «\u202f{% if %}\u202f» les uns dans les autres."
_UNFIT = (
    "Le texte ne peut pas être rempli\u202f: une condition compare un texte et un nombre (les "
    "montants sont des textes\u202f; retard_max et nombre_factures, des nombres), ou un filtre "
    "reçoit ce qu’il ne connaît pas."
)
_TAG = re.compile(r"(?:\{\{.*?\}\}|\{%.*?%\})", re.DOTALL)
_STRAIGHT = re.compile(r"(\"[^\"]*\"|'[^']*')")
_QUOTED = re.compile(r"«\s*(.*?)\s*»|“(.*?)”|‘(.*?)’|’(.*?)’")
_SIGNS = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "\u00a0": " ", "\u202f": " ", "\u200b": "", "\ufeff": ""}
)
_WORD_SIGNS = (("≥", ">="), ("≤", "<="), ("≠", "!="))


def _printed(value: object) -> object:
    """Refuse what would print as « None » or « nan »: a fault of ours, never a customer's mail."""
    if value is None or value != value:  # noqa: PLR0124 - NaN and NaT differ from themselves
        message = "Un champ de ce texte n’a pas de valeur\u202f: signalez-le."
        raise TemplateTextError(message)
    return value


class _Environment(SandboxedEnvironment):
    """The sandbox, with only the filters a text needs."""

    def __init__(self) -> None:
        super().__init__(
            undefined=StrictUndefined,
            autoescape=False,
            finalize=_printed,
            trim_blocks=True,
            keep_trailing_newline=False,
        )
        self.filters = {name: self.filters[name] for name in _FILTERS}
        self.tests = {name: self.tests[name] for name in _TESTS}
        self.globals.clear()


_ENVIRONMENT = _Environment()


def unknown_field(name: str, known: Iterable[str]) -> str:
    """Say that a field does not exist, and which one was probably meant.

    >>> print(unknown_field("montan", ["total_du", "montant"]).replace(chr(0x202F), " "))
    « {{ montan }} » : champ inconnu ; vouliez-vous « {{ montant }} » ?
    """
    plain = {_plain(each): each for each in sorted(known)}
    near = get_close_matches(_plain(name), plain, n=1, cutoff=0.6)
    meant = f"\u202f; vouliez-vous «\u202f{{{{ {plain[near[0]]} }}}}\u202f»\u202f?" if near else "."
    return f"«\u202f{{{{ {name} }}}}\u202f»\u202f: champ inconnu{meant}"


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@dataclass(frozen=True, slots=True)
class CompiledText:
    """A text found good; `source` has its tags repaired, `fields` are the names it uses."""

    source: str
    fields: frozenset[str]

    def fill(self, values: Mapping[str, object]) -> str:
        """Give the text with its fields filled.

        Raises `TemplateTextError` when a field is unknown or the result is absurdly long.

        >>> compile_text("Bonjour {{ client }},").fill({"client": "{{ 7*7 }}"})
        'Bonjour {{ 7*7 }},'
        """
        if unknown := sorted(self.fields - values.keys()):
            raise TemplateTextError(unknown_field(unknown[0], values))
        try:
            text = _template(self.source).render(values)
        except TemplateError as error:
            message = f"Le texte ne peut pas être rempli\u202f: {error.message or error}."
            raise TemplateTextError(message) from error
        except (TypeError, ValueError) as error:  # « total_du > 1000 »: an amount is a text
            raise TemplateTextError(_UNFIT) from error
        if len(text) > MAX_OUTPUT:
            message = "Le texte rempli est beaucoup trop long\u202f: raccourcissez le modèle."
            raise TemplateTextError(message)
        return text


@lru_cache(maxsize=512)
def compile_text(source: str) -> CompiledText:
    """Compile one text, typographic quotes and dashes inside tags repaired.

    Raises `TemplateTextError` with a French sentence for what no text may hold.

    >>> sorted(compile_text("{% if etape == « a » %}{{ client }}{% endif %}").fields)
    ['client', 'etape']
    """
    if len(source) > MAX_SOURCE:
        message = f"texte trop long\u202f: {MAX_SOURCE} caractères au plus."
        raise TemplateTextError(message)
    repaired = repair_tags(source)
    try:
        return CompiledText(repaired, _checked(_ENVIRONMENT.parse(repaired)))
    except TemplateError as error:
        raise TemplateTextError(_syntax_sentence(error, repaired)) from error
    except RecursionError as error:
        raise TemplateTextError(_TOO_DEEP) from error
    except ValueError as error:  # Python reads no number of 5,000 digits
        message = "un nombre de ce texte est beaucoup trop long."
        raise TemplateTextError(message) from error


@lru_cache(maxsize=512)
def _template(source: str) -> Template:
    """Make the program of a checked text; most of a workbook’s wait for another day."""
    return _ENVIRONMENT.from_string(source)


def repair_tags(source: str) -> str:
    """Undo, inside tags only, what French typing and autocorrection put there.

    >>> repair_tags("« {% if etape ≠ « d’été » %} »")
    '« {% if etape != "d’été" %} »'
    """
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    return _TAG.sub(lambda tag: _repair(tag[0]), source)


def _repair(tag: str) -> str:
    parts = _STRAIGHT.split(tag)
    for place in range(0, len(parts), 2):
        quoted = _QUOTED.split(parts[place])
        parts[place] = _QUOTED.sub(_straight, parts[place]) if len(quoted) > 1 else parts[place]
    outside = _STRAIGHT.split("".join(parts))
    for place in range(0, len(outside), 2):
        piece = unicodedata.normalize("NFC", outside[place].translate(_SIGNS))
        for sign, plain in _WORD_SIGNS:
            piece = piece.replace(sign, plain)
        outside[place] = piece
    return "".join(outside)


def _straight(match: re.Match[str]) -> str:
    text = next(group for group in match.groups() if group is not None)
    return f'"{text.replace(chr(34), "")}"'


def _checked(tree: nodes.Template) -> frozenset[str]:
    """Refuse every construct a text does not need; return the fields it uses."""
    fields = set()
    level: list[nodes.Node] = [tree]
    for _ in range(_DEEPEST):
        for node in level:
            _refuse_unneeded(node)
            if isinstance(node, nodes.Name):
                fields.add(node.name)
        level = [child for node in level for child in node.iter_child_nodes()]
        if not level:
            return frozenset(fields)
    raise TemplateTextError(_TOO_DEEP)


def _refuse_unneeded(node: nodes.Node) -> None:
    if not isinstance(node, _ALLOWED):
        message = f"ligne {node.lineno}\u202f: {_refusal(node)}"
        raise TemplateTextError(message)
    if isinstance(node, nodes.Filter) and node.name not in _FILTERS:
        raise TemplateAssertionError(f"No filter named '{node.name}'", node.lineno)
    if isinstance(node, nodes.Test) and node.name not in _TESTS:
        raise TemplateAssertionError(f"No test named '{node.name}'", node.lineno)


def _refusal(node: nodes.Node) -> str:
    kind = type(node).__name__.lower()
    words = {
        "call": "un appel de fonction",
        "getattr": "un point entre deux noms",
        "getitem": "des crochets",
        "list": "des crochets",
        "tuple": "une virgule",
        "dict": "des accolades",
    }
    if isinstance(node, nodes.Stmt):
        return f"«\u202f{{% {kind} … %}}\u202f» n’existe pas dans ces textes."
    if isinstance(node, nodes.BinExpr | nodes.UnaryExpr):
        return "les calculs n’existent pas dans ces textes."
    return f"{words.get(kind, 'cette écriture')} dans un champ\u202f: écrivez {{{{ champ }}}}."


_SYNTAX = (
    (re.compile(r"unknown tag '(\w+)'"), "«\u202f{{% {0} %}}\u202f» n’est pas connu ici"),
    (re.compile(r"No filter named '(\w+)'"), "le filtre «\u202f{0}\u202f» n’existe pas"),
    (re.compile(r"No test named '(\w+)'"), "«\u202fis {0}\u202f» n’existe pas"),
    (re.compile(r"unexpected char (.+?) at"), "caractère inattendu {0} dans un champ"),
    (re.compile(r"Unexpected end of template"), "il manque «\u202f{{% endif %}}\u202f»"),
    (re.compile(r"unexpected '\}'|end of print statement"), "accolades ou espaces mal placés"),
)


def _syntax_sentence(error: TemplateError, source: str) -> str:
    line = getattr(error, "lineno", None) or 1
    there = source.splitlines()[line - 1].strip()[:60] if source.splitlines() else ""
    near = f"près de «\u202f{there}\u202f»"
    for pattern, sentence in _SYNTAX:
        if match := pattern.search(error.message or ""):
            return f"ligne {line}\u202f: {sentence.format(*match.groups())}, {near}."
    return f"ligne {line}\u202f: champ ou condition mal écrit, {near}."
