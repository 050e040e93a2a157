"""What one run of *Traiter* carried out, as it is told and as machines read it."""

from dataclasses import dataclass

from relance_xl.flows.agreements import Confirmations
from relance_xl.flows.outcome import problem_json
from relance_xl.problems import Problem
from relance_xl.rules.treatments import Acceptance, Effects


@dataclass(frozen=True)
class Treated:
    """Payments accepted, decisions on answers, contacts completed, claims paid or given up.

    `faults` are sentences about mails that told nobody.
    """

    acceptance: Acceptance
    answers: Effects
    contacts: Effects
    paid: list[str]
    waived: list[str]
    confirmations: Confirmations
    faults: list[str]

    @property
    def problems(self) -> list[Problem]:
        """What lacked a cell and stays as it was."""
        return [*self.acceptance.problems, *self.answers.problems]

    @property
    def changed(self) -> bool:
        """Whether something in the workbook is other than before."""
        accepted, refused = self.acceptance.accepted, self.acceptance.refused
        done = (accepted, refused, self.answers.treated, self.contacts.treated)
        return any((*done, self.paid, self.waived))

    @property
    def json(self) -> dict[str, object]:
        """The run for a machine: keys of what was done, problems."""
        return {
            "accepted": self.acceptance.accepted,
            "refused": self.acceptance.refused,
            "answers": self.answers.treated,
            "contacts": self.contacts.treated,
            "agreements": self.confirmations.json,
            "claims": {"paid": self.paid, "waived": self.waived},
            "problems": problem_json(self.problems),
        }
