"""The parts of the page: every text final, in French, laid out nowhere yet."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `link` is a path from the page's own folder, `tone` good, warn, bad or soft."""

    text: str
    link: str = ""
    tone: str = ""
    note: str = ""
    """A second, smaller line."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `share` is its part of the width."""

    label: str
    share: int
    right: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One titled table; without rows it says `nothing`, or is left out if that is empty."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    nothing: str = ""
    more: str = ""
    """What is left out, as a sentence."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One age of the debts: its part of the whole in thousandths."""

    label: str
    amount: str
    lines: str
    share: int
    tone: str


@dataclass(frozen=True, slots=True)
class Money:
    """What is open in one currency: figures, and bars by age."""

    currency: str
    cards: tuple[tuple[str, str, str], ...]
    """(label, amount, tone)."""
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page. `alerts` come first; `facts` and `habits` are (label, value)."""

    company: str
    title: str
    subtitle: str
    day: str
    alerts: tuple[str, ...]
    money: tuple[Money, ...]
    habits: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    foot: str
