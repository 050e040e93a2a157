"""Read a layout before it is used, and say in French what is wrong with its tags."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache

from jinja2 import TemplateSyntaxError, nodes

from relance_xl.problems import Problem, Severity, TemplateTextError
from relance_xl.render.blocks import Bullets, InvoiceRow, InvoiceTable, Paragraph
from relance_xl.render.letters.data import letter_data
from relance_xl.render.letters.model import Letter, Payment, Sender
from relance_xl.render.letters.package import Package, read_package
from relance_xl.render.letters.word import environment, jinja_source

_TAG = re.compile(r"{[{%].*?[}%]}", re.DOTALL)
_CHANGES = re.compile(r"<w:(ins|del|moveFrom|moveTo)[ >]")
_ODD_SIGNS = "«»–—≥≤≠…→\u200b\u00ad\u2011"
_PLACES = {"document": "texte", "header": "en-tête", "footer": "pied de page",
           "footnotes": "notes", "endnotes": "notes"}  # fmt: skip


def check_layout(content: bytes, name: str) -> list[Problem]:
    """Return what would keep a Word layout from being used; an empty list is good news.

    Looks for tracked changes, « quotes » and dashes Word put inside tags, tags that do not
    close, fields and filters that do not exist (with the nearest known name).

    >>> check_layout(b"", "lettre.docx")[0].code
    'bad_layout'
    """
    try:
        package = read_package(content, name)
    except TemplateTextError as error:
        return [_problem(name, "", str(error), "remettez le fichier livré")]
    return [problem for part in package.dynamic for problem in _check_part(package, part, name)]


def _check_part(package: Package, part: str, name: str) -> Iterator[Problem]:
    place = _PLACES[re.sub(r"word/|\d*\.xml", "", part)]
    if _CHANGES.search(package.dynamic[part]):
        yield _problem(
            name,
            place,
            "le suivi des modifications contient des changements en attente",
            "dans Word, Révision > Accepter toutes les modifications, puis enregistrer",
        )
    source = re.sub(r"<w:p([ >])", "\n<w:p\\1", jinja_source(package, part))
    odd = [tag for tag in _TAG.findall(source) if any(sign in tag for sign in _ODD_SIGNS)]
    for tag in odd:
        yield _problem(
            name,
            place,
            f"la balise {_plain(tag)} contient un guillemet « » ou un tiret posé par Word",
            "dans les balises, taper des guillemets droits ' et des signes simples",
        )
    if odd:
        return
    try:
        tree = environment().parse(source)
    except TemplateSyntaxError as error:
        near = _plain(source.splitlines()[error.lineno - 1] if error.lineno else "")
        yield _problem(
            name,
            place,
            f"balise incorrecte près de «\u202f{near}\u202f» ({error.message})",
            "vérifiez que chaque balise est complète et que chaque for ou if a son endfor ou endif",
        )
        return
    yield from _check_names(tree, name, place)


def _check_names(tree: nodes.Template, name: str, place: str) -> Iterator[Problem]:
    filters = environment().filters
    for used in sorted({node.name for node in tree.find_all(nodes.Filter)} - set(filters)):
        near = difflib.get_close_matches(used, filters, 1)
        yield _unknown(name, place, f"filtre inconnu «\u202f{used}\u202f»", near)
    known = known_fields()
    for used in sorted(set(_paths(tree, {})) - known):
        near = difflib.get_close_matches(used, sorted(known), 1, cutoff=0.5)
        yield _unknown(name, place, f"champ inconnu «\u202f{used}\u202f»", near)


def _unknown(name: str, place: str, text: str, near: list[str]) -> Problem:
    action = f"écrivez «\u202f{near[0]}\u202f»" if near else "retirez la balise"
    return _problem(name, place, text, f"{action} (liste des champs\u202f: feuille Aide)")


def _problem(name: str, place: str, text: str, action: str) -> Problem:
    where = f"{name}, {place}\u202f: " if place else f"{name}\u202f: "
    return Problem(
        "bad_layout", "Modèles", where + text, action, key=name, severity=Severity.BLOCKING
    )


def _plain(xml: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", xml).split())[:80]


def _paths(node: nodes.Node, names: dict[str, str]) -> Iterator[str]:
    """Yield the dotted fields a layout reads; an item of a list is written `list[]`."""
    if isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
        if getattr(node, "ctx", "load") == "load" and (path := _path(node, names)):
            yield path
        return
    if isinstance(node, nodes.For):
        yield from _paths(node.iter, names)
        inner = names | {"loop": ""}
        if isinstance(node.target, nodes.Name):
            source = _path(node.iter, names)
            inner[node.target.name] = f"{source}[]" if source else ""
        for child in (*node.body, *node.else_):
            yield from _paths(child, inner)
        return
    if isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
        yield from _paths(node.node, names)
        names[node.target.name] = _path(node.node, names)
        return
    for child in node.iter_child_nodes():
        yield from _paths(child, names)


def _path(node: nodes.Node, names: dict[str, str]) -> str:
    """Return the dotted name of an expression; empty when it is not a field."""
    match node:
        case nodes.Name():
            return names.get(node.name, node.name)
        case nodes.Getattr():
            base = _path(node.node, names)
            return f"{base}.{node.attr}" if base else ""
        case nodes.Getitem():
            base = _path(node.node, names)
            key = node.arg.value if isinstance(node.arg, nodes.Const) else ""
            if not base:
                return ""
            return f"{base}.{key}" if isinstance(key, str) and key else f"{base}[]"
        case _:
            return ""


@cache
def known_fields() -> frozenset[str]:
    """Return every field a layout may use, dotted; items of a list as `list[]`.

    >>> sorted(f for f in known_fields() if f.startswith("societe."))[:2]
    ['societe.adresse', 'societe.adresse[]']
    """
    table = InvoiceTable(("a", "b"), (InvoiceRow(("1", "2")),), "t", "2")
    letter = Letter("REL-2026-00001", date(2026, 1, 1), Sender("S", ("a",)), ("c",))
    letter = replace(letter, blocks=(Paragraph("p"), Bullets(("i",)), table), signature=("s",))
    data = letter_data(replace(letter, payment=Payment(iban="i")))
    return frozenset(_flat(data, "")) | {"logo", "qr"}


def _flat(value: object, path: str) -> Iterator[str]:
    if path:
        yield path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _flat(item, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for item in value:
            yield from _flat(item, f"{path}[]")
