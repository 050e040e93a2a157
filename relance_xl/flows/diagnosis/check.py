"""One thing looked at: its state, a sentence, and how to mend it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from relance_xl.problems import RelanceError


class State(StrEnum):
    """How a thing stands; values are JSON's, `word` is what a person reads."""

    MEND = "mend"
    LOOK = "look"
    GOOD = "good"
    NONE = "none"

    @property
    def word(self) -> str:
        """The state in French.

        >>> [state.word for state in State]
        ['à régler', 'à voir', 'en ordre', 'sans objet']
        """
        return _WORDS[self]


_WORDS = {
    State.MEND: "à régler",
    State.LOOK: "à voir",
    State.GOOD: "en ordre",
    State.NONE: "sans objet",
}


@dataclass(frozen=True, slots=True)
class Check:
    """`code` is stable English; `name`, `text` and `action` (what to do) are French."""

    code: str
    name: str
    state: State
    text: str
    action: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a check is about; makes checks of it by state."""

    code: str
    name: str

    def good(self, text: str) -> Check:
        """Say that it is in order."""
        return Check(self.code, self.name, State.GOOD, text)

    def none(self, text: str = "Seulement sous Windows.") -> Check:
        """Say that there is nothing to look at here."""
        return Check(self.code, self.name, State.NONE, text)

    def look(self, text: str, action: str) -> Check:
        """Say what works less well, or what a person should know."""
        return Check(self.code, self.name, State.LOOK, text, action)

    def mend(self, text: str, action: str) -> Check:
        """Say what keeps something from working."""
        return Check(self.code, self.name, State.MEND, text, action)


def guarded(subject: Subject, action: str, look: Callable[[], Check]) -> Check:
    """Look at something; a fault told in French is a thing to mend, and the others go on."""
    try:
        return look()
    except RelanceError as fault:
        return subject.mend(str(fault), action)
