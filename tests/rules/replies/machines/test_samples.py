"""Bounces other people collected: recognised, counted, explained; and quickly."""

import csv
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from relance_xl.adapters.mailbox.parsing import parse_mail
from relance_xl.rules.replies.machines import recognise

if TYPE_CHECKING:
    from relance_xl.rules.replies.model import MachineReply

CLASSES = {"vacation": "absent", "delivered": "delivery"}


@dataclass(frozen=True)
class Sample:
    """One bounce and what its collectors say of it."""

    raw: bytes
    count: int
    reasons: frozenset[str]
    hard: frozenset[str]

    @property
    def answer_class(self) -> str:
        return CLASSES.get("".join(self.reasons), "bounce")


@pytest.fixture
def bounces(samples: Path) -> list[Sample]:
    folder = samples / "bounces"
    with (folder / "MANIFEST.csv").open(newline="") as manifest:
        rows = list(csv.DictReader(manifest))
    return [
        Sample(
            (folder / row["name"]).read_bytes(),
            int(row["expected_bounces"]),
            frozenset(row["reasons"].split(";")),
            frozenset(row["hard"].split(";")),
        )
        for row in rows
        if row["reasons"]
    ]


def share(found: list[bool]) -> float:
    return sum(found) / len(found)


def test_nearly_all_are_recognised(bounces: list[Sample]) -> None:
    read = [(sample, recognise(parse_mail(sample.raw))) for sample in bounces]
    known = [(sample, reply) for sample, reply in read if reply]
    agreeing = [s.answer_class == r.answer_class and s.count == len(r.recipients) for s, r in known]
    assert sum(agreeing) / len(bounces) >= 0.95
    failed = [(s, r) for s, r in known if r.answer_class == "bounce"]
    assert share([reply.reason in sample.reasons for sample, reply in failed]) >= 0.93
    assert share([str(reply.hard) in sample.hard for sample, reply in failed]) >= 0.95


def test_no_good_address_is_called_lost(bounces: list[Sample]) -> None:
    """Hard where the collectors say soft: one in a hundred at most."""
    replies: list[tuple[Sample, MachineReply | None]] = [
        (sample, recognise(parse_mail(sample.raw))) for sample in bounces
    ]
    wrong = [s for s, r in replies if r and r.hard and "True" not in s.hard]
    assert len(wrong) <= len(bounces) / 100


@pytest.mark.slow
def test_ten_thousand_mails(bounces: list[Sample]) -> None:
    """30 of the 60 s of the whole; the rest is for what people write."""
    start = time.process_time()
    for rank in range(10_000):
        recognise(parse_mail(bounces[rank % len(bounces)].raw))
    assert time.process_time() - start < 30
