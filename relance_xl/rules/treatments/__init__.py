"""What *Traiter* does with what a person has chosen: answers, payments ticked."""

from relance_xl.rules.treatments.answers import treat_answers
from relance_xl.rules.treatments.model import Agreement, Answered, Effects, Notice
from relance_xl.rules.treatments.payments import Acceptance, accept_payments

__all__ = [
    "Acceptance",
    "Agreement",
    "Answered",
    "Effects",
    "Notice",
    "accept_payments",
    "treat_answers",
]
