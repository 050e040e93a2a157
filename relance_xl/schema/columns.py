"""Short makers, one per owner, so that a sheet's declaration reads like its header row."""

from typing import TypedDict, Unpack

from relance_xl.schema.model import Choice, Column, Kind, Owner


class _Options(TypedDict, total=False):
    required: bool
    choices: tuple[Choice, ...]
    refers: str
    example: str
    width: int
    hold: bool
    verbatim: bool


def person(name: str, label: str, kind: Kind, help_: str, **options: Unpack[_Options]) -> Column:
    """Make a column staff type and the tool only reads.

    >>> person("name", "Nom", Kind.TEXT, "Raison sociale").owner
    <Owner.PERSON: 'person'>
    """
    return Column(name, label, kind, Owner.PERSON, help_, **options)


def tool(name: str, label: str, kind: Kind, help_: str, **options: Unpack[_Options]) -> Column:
    """Make a column only the tool writes (greyed in Excel)."""
    return Column(name, label, kind, Owner.TOOL, help_, **options)


def shared(name: str, label: str, kind: Kind, help_: str, **options: Unpack[_Options]) -> Column:
    """Make a column staff type and a command launched by a person may write."""
    return Column(name, label, kind, Owner.SHARED, help_, **options)


def computed(name: str, label: str, kind: Kind, help_: str, formula: str) -> Column:
    """Make a column holding an Excel formula: nobody writes it, the rules never read it."""
    return Column(name, label, kind, Owner.FORMULA, help_, formula=formula)
