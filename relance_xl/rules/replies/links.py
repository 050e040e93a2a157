"""Which reminder a mail answers, and whose customer it is (RULES §8).

In order: the identifiers mails carry, the number in the address it was sent to, the number
in its words, the sender's address. The first that names a reminder we sent decides; nothing
is linked on a guess.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from relance_xl.incoming import IncomingMail

_NUMBER = re.compile(
    r"(?<![A-Za-z0-9])REL[-_ ‐‑–]?(\d{4})[-_ ‐‑–]?(\d{5,7})([a-z])?(?![A-Za-z0-9])", re.IGNORECASE
)
_IDENTIFIER = re.compile(r"<([^<>\s]{3,300})>")
_BARE = re.compile(r"[^\s<>,;]{1,200}@[^\s<>,;]{1,200}")
_ADDRESS = re.compile(r"[^\s<>,;:\"()\[\]]{1,120}@[^\s<>,;:\"()\[\]]{1,120}")
_READ = 100_000
"""Characters of a text searched for a number."""
_NAMES = 200
"""Addresses or identifiers of one header that are looked at."""
_ADDRESSED = (
    "to", "cc", "delivered-to", "x-original-to", "x-envelope-to", "envelope-to", "x-delivered-to",
    "apparently-to", "original-recipient", "x-rcpt-to",
)  # fmt: skip
_ANSWERING = ("in-reply-to", "references", "thread-references", "x-original-message-id")
_REPORTED = (
    "original-message-id", "original-envelope-id", "x-original-message-id", "message-id",
    "x-failed-message-id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """The reminder answered ("" if none) and the customer ("" = à rattacher).

    `by` tells what told it: identifier (of the very message, which ends in a seal strangers
    cannot guess), envelope (a number where mail programs keep it), address_tag, number,
    recipient, sender or "".
    `doubt` is a French sentence when a person should check the link before acting on it.
    """

    reminder: str = ""
    customer: str = ""
    by: str = ""
    doubt: str = ""


@dataclass(frozen=True)
class Threads:
    """What links mails to reminders, gathered once for many mails.

    `payers` gives the payer of each number, `identifiers` the number of each Message-ID,
    `sent_to` the numbers sent to an address in the order they left, `customers` the
    customers an address belongs to, `names` their names.
    """

    payers: Mapping[str, str]
    identifiers: Mapping[str, str]
    sent_to: Mapping[str, tuple[str, ...]]
    customers: Mapping[str, frozenset[str]]
    names: Mapping[str, str] = field(default_factory=dict)


def threads(sends: pd.DataFrame, contacts: pd.DataFrame, customers: pd.DataFrame) -> Threads:
    """Gather what links mails to reminders.

    Columns needed: sends number, message_id, recipient, payer (copies too if there);
    contacts customer, email; customers customer, name. Rows of `sends` in the order they
    left; one number may stand in several rows (one per invoice).
    """
    payers: dict[str, str] = {}
    identifiers: dict[str, str] = {}
    sent_to: dict[str, dict[str, None]] = {}
    copies = sends["copies"] if "copies" in sends else [""] * len(sends)
    rows = zip(
        sends["number"], sends["message_id"], sends["recipient"], copies, sends["payer"],
        strict=True,
    )  # fmt: skip
    for number, identifier, recipient, copied, payer in rows:
        if not number:
            continue
        key = str(number).upper()
        payers.setdefault(key, str(payer))
        for name in _identifiers(str(identifier)):
            identifiers.setdefault(name, key)
        for address in _addresses(f"{recipient} {copied}"):
            sent_to.setdefault(address, {})[key] = None
    known: dict[str, set[str]] = {}
    for customer, email in zip(contacts["customer"], contacts["email"], strict=True):
        for address in _addresses(str(email)):
            known.setdefault(address, set()).add(str(customer))
    return Threads(
        payers,
        identifiers,
        {address: tuple(numbers) for address, numbers in sent_to.items()},
        {address: frozenset(codes) for address, codes in known.items()},
        dict(zip(customers["customer"], customers["name"], strict=True)),
    )


def find_link(mail: IncomingMail, known: Threads, recipients: Iterable[str] = ()) -> Link:
    """Find what a mail answers; `recipients` are the addresses a report is about.

    A number merely written, by an address no contact of that payer has, is linked with a
    doubt: anybody can write one. An address of several customers links to none.
    """
    sender = _senders(mail)
    for by, numbers in (
        ("identifier", _by_identifier(mail, known)),
        ("envelope", _by_envelope(mail)),
        ("address_tag", _numbers(_joined(mail, _ADDRESSED))),
        ("number", _written(mail)),
    ):
        number = next((number for number in numbers if number in known.payers), "")
        if number:
            payer = known.payers[number]
            return Link(number, payer, by, _doubt(known, payer, sender, by=by))
    reported = [address.casefold() for address in recipients]
    for address in reported:
        link = _by_recipient(address, known)
        if link:
            return replace(link, doubt=_doubt(known, link.customer, sender, by=link.by))
    owners = _owners([*reported, *sender], known)
    return Link("", owners[0], "sender") if len(owners) == 1 else Link()


def _by_identifier(mail: IncomingMail, known: Threads) -> Iterator[str]:
    """Give the numbers that identifiers of our mails, carried by this one, stand for."""
    for text in _carried(mail):
        for name in reversed(_identifiers(text)):
            if name in known.identifiers:
                yield known.identifiers[name]


def _by_envelope(mail: IncomingMail) -> Iterator[str]:
    """Give the numbers there: ours are « <rel-2026-00001.seal@domain> », Envois may lose them."""
    for text in _carried(mail):
        yield from reversed(list(_numbers(text)))


def _carried(mail: IncomingMail) -> list[str]:
    """Give the headers in which mail programs keep what a mail is about."""
    reports = [block.get(name, "") for block in mail.reports for name in _REPORTED]
    returned = [mail.returned.get(name, "") for name in (*_REPORTED, "x-relance", *_ANSWERING)]
    return [*_values(mail, _ANSWERING), *reports, *returned]


def _written(mail: IncomingMail) -> Iterator[str]:
    yield from _numbers(mail.header("subject"))
    yield from _numbers(mail.returned.get("subject", ""))
    yield from _numbers(mail.text[:_READ])


def _by_recipient(address: str, known: Threads) -> Link | None:
    """Link a report about an address to the last reminder sent there, if all have one payer."""
    numbers = known.sent_to.get(address, ())
    payers = {known.payers[number] for number in numbers}
    return Link(numbers[-1], payers.pop(), "recipient") if len(payers) == 1 else None


def _owners(addresses: Iterable[str], known: Threads) -> list[str]:
    """Give the customers of the first of these addresses that anybody has."""
    for address in addresses:
        owners = set(known.customers.get(address, ()))
        owners |= {known.payers[number] for number in known.sent_to.get(address, ())}
        if owners:
            return sorted(owners - {""})
    return []


def _doubt(known: Threads, payer: str, senders: list[str], *, by: str) -> str:
    """Say why a link should be checked, "" if it need not be."""
    address = next((address for address in senders if address), "")
    if not address or address.startswith(("mailer-daemon@", "postmaster@")):
        return ""
    owners = _owners(senders, known)
    if owners and payer not in owners:
        names = ", ".join(known.names.get(code, "") or code for code in owners[:3])
        return f"L’expéditeur {address[:80]} est un contact de {names}\u202f: vérifiez le client."
    if by == "number" and not owners and not _same_house(known, payer, address):
        return f"L’expéditeur {address[:80]} n’est pas dans Contacts\u202f: vérifiez qui écrit."
    return ""


def _same_house(known: Threads, payer: str, address: str) -> bool:
    """Tell whether the payer has a contact at the same domain."""
    domain = address.rpartition("@")[2]
    ours = (other for other, codes in known.customers.items() if payer in codes)
    return any(other.rpartition("@")[2] == domain for other in ours)


def _values(mail: IncomingMail, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from mail.headers.get(name, ())


def _joined(mail: IncomingMail, names: Iterable[str]) -> str:
    return " ".join(value[:_READ] for value in _values(mail, names))[:_READ]


def _senders(mail: IncomingMail) -> list[str]:
    found: list[str] = []
    for name in ("from", "reply-to", "sender"):
        found += _addresses(mail.header(name))[:3]
    return found


def _numbers(text: str) -> Iterator[str]:
    """Give the reminder numbers of a text as we write them: REL-2026-00001."""
    for year, place, letter in _NUMBER.findall(text[:_READ].replace(".", " .")):
        yield f"REL-{year}-{place}{letter}".upper()


def _identifiers(text: str) -> list[str]:
    told = text[:_READ]
    return (_IDENTIFIER.findall(told) or _BARE.findall(told))[:_NAMES]


def _addresses(text: str) -> list[str]:
    return [found.casefold().strip("'.") for found in _ADDRESS.findall(text[:10_000])][:_NAMES]
