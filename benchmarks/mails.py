"""Mails that come in by the thousand: parsed, classified, linked to reminders.

    python benchmarks/mails.py [--mails 10000] [--reminders 20000]

Half are people's answers, with HTML and our reminder quoted, one in ten with a file of
200 kB; then proofs of delivery, bounces, receipts, absences and advertising. Bounces other
people collected are mixed in where they lie beside the project. CPU seconds of this process.
"""

import argparse
import base64
import time
import tomllib
from collections import Counter
from datetime import date
from itertools import count, cycle, islice
from pathlib import Path

import pandas as pd

from relance_xl.adapters.mailbox.parsing import parse_mail
from relance_xl.rules.replies.links import find_link, threads
from relance_xl.rules.replies.read import read_mail

ROOT = Path(__file__).resolve().parent.parent
BOUNCES = ROOT.parent / "shared" / "samples" / "bounces"
TODAY = date(2026, 3, 6)
DATE = "Date: Fri, 6 Mar 2026 10:00:00 +0100\n"
QUOTED = "\n".join(
    "> Madame, Monsieur, sauf erreur de notre part, la facture ci-dessous reste à régler."
    for _ in range(40)
)
STEP = 20
"""Mails of each round; which kind is which is told by `of_rank`."""


def multipart(kind: str, headers: str, *parts: tuple[str, str]) -> str:
    """Put parts together: each a type and a text."""
    inner = "".join(f"--q\nContent-Type: {told}\n\n{text}\n" for told, text in parts)
    return f"{headers}MIME-Version: 1.0\nContent-Type: {kind}; boundary=q\n\n{inner}--q--\n"


def answer(rank: int, number: str, text: str) -> str:
    """Write what a person answers."""
    headers = (
        f"From: Jean <c{rank}@client{rank % 997}.example>\nTo: compta@nous.example\n{DATE}"
        f"Subject: Re: Relance {number}\nIn-Reply-To: <{number.lower()}.aa@nous.example>\n"
    )
    body = f"{text}\n\nLe lun. 2 mars 2026 à 10:12, Compta <compta@nous.example> a écrit :\n\n"
    page = f"<html><body><div>{text}</div><blockquote>{QUOTED}</blockquote></body></html>"
    parts = [
        ("text/plain; charset=utf-8", body + QUOTED),
        ("text/html; charset=utf-8", page.replace("\n", "<br>")),
    ]
    if rank % 10 == 0:
        file = base64.encodebytes(bytes(150_000)).decode()
        told = "application/pdf; name=avis.pdf\nContent-Transfer-Encoding: base64"
        parts.append((told, file))
    return multipart("multipart/mixed", headers, *parts)


def report(rank: int, number: str, action: str, status: str) -> str:
    """Write what a server reports of one message."""
    headers = f"From: MAILER-DAEMON@mx.example\nTo: compta@nous.example\n{DATE}Subject: Delivery\n"
    told = f"Final-Recipient: rfc822; c{rank}@client.example\nAction: {action}\nStatus: {status}\n"
    return multipart(
        "multipart/report; report-type=delivery-status",
        headers,
        ("text/plain", "This is the mail system. Your message, see below."),
        ("message/delivery-status", f"Reporting-MTA: dns; mx.example\n\n{told}"),
        ("text/rfc822-headers", f"Message-ID: <{number.lower()}.aa@nous.example>\n"),
    )


def receipt(rank: int, number: str) -> str:
    """Write that a message was displayed."""
    told = (
        f"Final-Recipient: rfc822; c{rank}@client.example\nDisposition: manual-action; displayed\n"
        f"Original-Message-ID: <{number.lower()}.aa@nous.example>\n"
    )
    return multipart(
        "multipart/report; report-type=disposition-notification",
        f"From: c{rank}@client.example\nTo: compta@nous.example\n{DATE}Subject: Lu : Relance\n",
        ("text/plain", "Votre message a été lu."),
        ("message/disposition-notification", told),
    )


def absence(rank: int, number: str) -> str:
    """Write an automatic answer."""
    return (
        f"From: c{rank}@client.example\nTo: compta@nous.example\n{DATE}"
        f"Subject: Réponse automatique : Relance {number}\nAuto-Submitted: auto-replied\n\n"
        "Je suis absente jusqu'au 20 mars 2026."
    )


def advertising(rank: int) -> str:
    """Write a mail that answers nothing, large and in HTML."""
    page = "<table><tr><td style='color:red'><a href='https://x.example'>Promo</a></td></tr>" * 600
    headers = f"From: promo{rank}@boutique.example\nTo: compta@nous.example\n{DATE}Subject: Promo\n"
    return multipart("multipart/alternative", headers, ("text/html; charset=utf-8", page))


def of_rank(rank: int, number: str, text: str, collected: bytes) -> bytes:
    """Give one mail of each round of `STEP`."""
    place = rank % STEP
    if place < 10:  # noqa: PLR2004 - half of them
        return answer(rank, number, text).encode()
    kinds = {
        **dict.fromkeys((10, 11, 12), lambda: report(rank, number, "delivered", "2.0.0")),
        13: lambda: report(rank, number, "failed", "5.1.1"),
        14: lambda: report(rank, number, "delayed", "4.4.1"),
        15: lambda: receipt(rank, number),
        16: lambda: absence(rank, number),
        17: lambda: advertising(rank),
    }
    return kinds[place]().encode() if place in kinds else collected or advertising(rank).encode()


def made(mails: int, reminders: int) -> list[bytes]:
    """Write so many mails about so many reminders."""
    folder = ROOT / "tests" / "rules" / "replies"
    told = [tomllib.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.toml"))]
    texts = cycle([reply["text"] for page in told for reply in page.get("reply", [])])
    collected = cycle([path.read_bytes() for path in sorted(BOUNCES.glob("*.eml"))] or [b""])
    numbers = (f"REL-2026-{rank % reminders + 1:05d}" for rank in count())
    rounds = zip(range(mails), numbers, texts, collected, strict=False)
    return [of_rank(*one) for one in islice(rounds, mails)]


def sent(reminders: int) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Make what was sent, to whom, and the customers."""
    numbers = [f"REL-2026-{rank + 1:05d}" for rank in range(reminders)]
    codes = [f"C{rank}" for rank in range(reminders)]
    emails = [f"c{rank}@client.example" for rank in range(reminders)]
    sends = pd.DataFrame(
        {
            "number": numbers,
            "message_id": [f"<{number.lower()}.aa@nous.example>" for number in numbers],
            "recipient": emails,
            "copies": "",
            "payer": codes,
        }
    )
    contacts = pd.DataFrame({"customer": codes, "email": emails})
    return sends, contacts, pd.DataFrame({"customer": codes, "name": codes})


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=10_000)
    parser.add_argument("--reminders", type=int, default=20_000)
    words = parser.parse_args()
    raw = made(words.mails, words.reminders)
    print(f"{len(raw):,} mails, {sum(map(len, raw)) / 1e6:,.0f} MB, {words.reminders:,} reminders")
    frames = sent(words.reminders)
    spent: Counter[str] = Counter()
    classes: Counter[str] = Counter()
    linked: Counter[str] = Counter()
    start = time.process_time()
    known = threads(*frames)
    spent["what was sent, gathered"] = time.process_time() - start
    for one in raw:
        start = time.process_time()
        mail = parse_mail(one)
        parsed = time.process_time()
        reply = read_mail(mail, TODAY)
        read = time.process_time()
        link = find_link(mail, known, reply.recipients)
        spent["parsed"] += parsed - start
        spent["classified"] += read - parsed
        spent["linked"] += time.process_time() - read
        classes[reply.answer_class] += 1
        linked[link.by or "nothing"] += 1
    for label, seconds in spent.items():
        print(f"  {label:26} {seconds:6.2f} s CPU")
    print(f"  {'together':26} {sum(spent.values()):6.2f} s CPU (aim: 60 for 10,000)")
    print("  " + ", ".join(f"{name} {number:,}" for name, number in classes.most_common()))
    print("  linked by " + ", ".join(f"{name} {n:,}" for name, n in linked.most_common()))


if __name__ == "__main__":
    main()
