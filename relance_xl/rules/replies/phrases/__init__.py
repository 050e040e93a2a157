"""What customers write, per language: lists of signals, each phrase with its weight.

Patterns see folded text (`words.fold`). `@name` stands for a list of words of the same
language; `@gap` for up to three words that deny nothing. Weight 3 decides alone, 2 when
nothing stronger is said, two phrases of weight 1 together.

Signals: dispute, paid, promise, question; `courtesy` is struck out first; `unpaid` denies
paid, `cannot` denies promise, each in its own part of a sentence; `unless` (a condition we
have to fulfil) denies the promise of its sentence, `once` takes its date; `future` just
before a phrase of paid makes it none; `arrival` (money will be seen on our side) is a
promise only where nobody says that it has left; `insolvent` and `stranger` ask for a person.
"""

from collections.abc import Mapping

Phrases = Mapping[str, tuple[tuple[int, tuple[str, ...]], ...]]
"""Of each signal, groups of patterns by weight."""
