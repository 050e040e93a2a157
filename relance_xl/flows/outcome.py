"""What a flow gives back: an exit status, sentences for a person, JSON for a machine."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from relance_xl.problems import Problem, Severity
from relance_xl.typography import counted

__all__ = [
    "DONE",
    "NEEDS_A_PERSON",
    "Outcome",
    "blocking",
    "counted",
    "problem_json",
    "problem_lines",
]

DONE = 0
NEEDS_A_PERSON = 3


@dataclass(frozen=True)
class Outcome:
    """A run that did its work. `status` is 0, or 3 when something needs a person."""

    lines: tuple[str, ...]
    json: Mapping[str, object] = field(default_factory=dict)
    status: int = DONE


def problem_json(problems: Iterable[Problem]) -> list[dict[str, object]]:
    """Give problems as JSON values, in the order found."""
    return [
        {
            "code": problem.code,
            "severity": problem.severity.name.lower(),
            "sheet": problem.sheet,
            "row": problem.row,
            "column": problem.column,
            "key": problem.key,
            "text": problem.told,
            "action": problem.advice,
        }
        for problem in problems
    ]


def blocking(problems: Iterable[Problem]) -> list[Problem]:
    """Keep the problems a person must deal with."""
    return [problem for problem in problems if problem.severity is Severity.BLOCKING]


def problem_lines(problems: Iterable[Problem], shown: int = 5) -> list[str]:
    """Tell the first blocking problems, then how many there are in all."""
    found = list(problems)
    grave = blocking(found)
    lines = [f"  • {problem.place} : {problem.told} {problem.advice}" for problem in grave[:shown]]
    if found:
        others = counted(len(found), "anomalie", "anomalies")
        first = f"dont {len(grave)} à régler d’abord" if grave else "aucune ne bloque"
        lines.append(f"{others}, {first} (feuille Anomalies).")
    return lines
