"""Delivery reports: the blocks of RFC 3464, in a part of their own or loose in the text."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from relance_xl.rules.replies.machines.addresses import addresses_in, once
from relance_xl.rules.replies.machines.codes import status_in
from relance_xl.rules.replies.machines.commands import command_in
from relance_xl.rules.replies.machines.failure import Failure

_WHO = ("final-recipient", "original-recipient", "x-actual-recipient", "final-log-id")
_ARRIVED = ("delivered", "relayed", "expanded", "deliverable")
_LOOSE = re.compile(
    r"^[> \t]*(final-recipient|original-recipient|x-actual-recipient|action|status"
    r"|diagnostic-code|reporting-mta)"
    r"[ \t]*:[ \t]*(.*(?:\n[> ]*[ \t]+(?![\w-]+:).+)*)",
    re.IGNORECASE | re.MULTILINE,
)
_ABOUT = 2_000
_MOST = 100
_FEW_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a report says of one recipient: `action` as RFC 3464 names it, lower case."""

    failure: Failure
    action: str

    @property
    def arrived(self) -> bool:
        """Whether the mail reached the mailbox, or a server that will not report."""
        return self.action.startswith(_ARRIVED)


def outcomes(blocks: Iterable[Mapping[str, str]], text: str) -> list[Outcome]:
    """Read a report's blocks; the notice's text completes what they leave out.

    `Action:` is read first: a report of success is not a failure whatever its codes say.
    """
    found: dict[str, Outcome] = {}
    lower = text[:20_000].lower()
    for block in blocks:
        address = _address(block)
        named = address or (any(name in block for name in _WHO) and "action" in block)
        if named and address not in found:
            found[address] = _outcome(address, block, lower)
        if len(found) == _MOST:
            break
    return list(found.values())


def loose_blocks(text: str) -> list[dict[str, str]]:
    r"""Collect the fields of a report whose part was lost: text only, or quoted.

    >>> loose_blocks("> Final-Recipient: rfc822; a@b.fr\n> Action: failed\n> Status: 5.1.1")
    [{'final-recipient': 'rfc822; a@b.fr', 'action': 'failed', 'status': '5.1.1'}]
    """
    blocks: list[dict[str, str]] = []
    block: dict[str, str] = {}
    for match in _LOOSE.finditer(text[:60_000]):
        name = match[1].lower()
        if name in block or name == "reporting-mta":
            blocks.append(block)
            block = {}
        block[name] = " ".join(match[2].split())
    blocks.append(block)
    return _completed(blocks)


def _completed(blocks: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """Keep blocks about a recipient; fields told before the recipient's name join it."""
    return [block for block in blocks if "action" in block and any(n in block for n in _WHO)]


def _address(block: Mapping[str, str]) -> str:
    for name in _WHO:
        found = addresses_in(block.get(name, ""))
        if found:
            return found[-1] if name == "final-recipient" and "|" not in block[name] else found[0]
    return ""


def _outcome(address: str, block: Mapping[str, str], text: str) -> Outcome:
    action = block.get("action", "").lower().strip()
    diagnostic = block.get("diagnostic-code", "").lower()
    status = status_in(block.get("status", ""))
    about = _about(address, text)
    # A code alone (« smtp; 550 ») says less than the notice's own words.
    words = f"{diagnostic} {_comment(block)}".strip()
    if len(re.sub(r"[\d\W]|smtp|x-\w+", "", words)) < _FEW_LETTERS or words.rstrip().endswith(
        "'s domain's"
    ):
        words = f"{words} {about}"
    command = command_in(words) or command_in(about)
    return Outcome(Failure(address, status, words, command, action.startswith("delayed")), action)


def _comment(block: Mapping[str, str]) -> str:
    return block.get("status", "").partition("(")[2].rstrip(")").lower()


def _about(address: str, text: str) -> str:
    """Give the notice's words about an address, from its first mention on."""
    at = text.find(address) if address else -1
    return text[max(at, 0) : max(at, 0) + _ABOUT]


def recipients(found: Iterable[Outcome]) -> tuple[str, ...]:
    """Give the addresses reported on, each once."""
    return once(outcome.failure.address for outcome in found if outcome.failure.address)
