"""The shipped plans and stages: RULES §3, row for row."""

from dataclasses import dataclass

from relance_xl.builder.rows import Row, Value

_MINIMUM_CENTS = 1500
_DAYS_TO_PAY = 8
_FORMAL = 4

_LABELS = {
    0: "Avis avant échéance",
    1: "Rappel courtois",
    2: "Relance ferme",
    3: "Dernier avis",
    4: "Mise en demeure",
}
_TEXTS = {
    0: "avis-echeance",
    1: "relance-1",
    2: "relance-2",
    3: "relance-3",
    4: "mise-en-demeure",
}
_LAST_REMINDER = ("Dernier rappel", "dernier-rappel")
"""Label and text of a plan's last warning when no formal notice follows: it threatens none."""
_ROLES = {0: "billing", 1: "billing", 2: "dunning", 3: "dunning", 4: "management"}
_PENALTIES = {0: "none", 1: "none", 2: "mention", 3: "mention", 4: "claim"}


@dataclass(frozen=True, slots=True)
class _Plan:
    """One shipped plan: (severity, days after due, gap) per stage."""

    name: str
    slug: str
    label: str
    stages: tuple[tuple[int, int, int | None], ...]
    for_type: str = ""
    penalties: bool = True
    calls: bool = True


_STANDARD: tuple[tuple[int, int, int | None], ...] = (
    (1, 3, None),
    (2, 15, 12),
    (3, 30, 12),
    (4, 45, 12),
)

_PLANS = (
    _Plan("standard", "standard", "Le plan de tous les jours.", _STANDARD),
    _Plan(
        "ménagement",
        "menagement",
        "Pour les clients à ménager\u202f: plus lent, sans mise en demeure.",
        ((1, 7, None), (2, 25, 12), (3, 45, 19)),
    ),
    _Plan(
        "ferme",
        "ferme",
        "Pour les mauvais payeurs\u202f: plus tôt, plus serré.",
        ((1, 1, None), (2, 10, 5), (3, 20, 5), (4, 30, 5)),
    ),
    _Plan(
        "particuliers",
        "particuliers",
        "Pour les particuliers\u202f: sans pénalités.",
        ((1, 7, None), (2, 21, 12), (3, 40, 12)),
        for_type="consumer",
        penalties=False,
        calls=False,
    ),
    _Plan(
        "pré-échéance",
        "pre-echeance",
        "Standard, précédé d’un avis 15 jours avant l’échéance.",
        ((0, -15, None), *_STANDARD),
    ),
)


def shipped_plans() -> list[Row]:
    """Give the rows of sheet Plans.

    >>> [row["plan"] for row in shipped_plans()]
    ['standard', 'ménagement', 'ferme', 'particuliers', 'pré-échéance']
    """
    return [
        {
            "plan": plan.name,
            "label": plan.label,
            "entry": "contextual",
            "listing": "all_overdue",
            "for_type": plan.for_type,
            "qr": True,
            "factor": False,
        }
        for plan in _PLANS
    ]


def shipped_stages() -> list[Row]:
    """Give the rows of sheet Étapes; every one waits for a person.

    >>> [(row["stage"], row["after_days"], row["gap_days"]) for row in shipped_stages()][:2]
    [('standard-1', 3, None), ('standard-2', 15, 12)]
    """
    return [
        _stage(plan, rank, figures)
        for plan in _PLANS
        for rank, figures in enumerate(plan.stages, start=1)
    ]


def _stage(plan: _Plan, rank: int, figures: tuple[int, int, int | None]) -> dict[str, Value]:
    severity, after_days, gap_days = figures
    formal = severity == _FORMAL
    label, text = _LABELS[severity], _TEXTS[severity]
    if severity == _FORMAL - 1 and rank == len(plan.stages):
        label, text = _LAST_REMINDER
    return {
        "stage": f"{plan.slug}-{rank}",
        "plan": plan.name,
        "rank": rank,
        "label": label,
        "severity": severity,
        "reference": "due_date",
        "after_days": after_days,
        "gap_days": gap_days,
        "channel": "registered_letter" if formal else "email",
        "second_channel": "call" if plan.calls and severity == _FORMAL - 1 else "",
        "fallback_channel": "" if formal else "letter",
        "call_counts": False,
        "contact_role": _ROLES[severity],
        "text": text,
        "days_to_pay": _DAYS_TO_PAY if severity else None,
        "penalties": _PENALTIES[severity] if plan.penalties else "none",
        "approval": "manual",
        "min_cents": _MINIMUM_CENTS,
        "invoice_pdf": "if_found",
        "statement": False,
    }
