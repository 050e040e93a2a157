"""The page that shows every message as it will leave, before any leaves.

One file, nothing fetched, no script: a policy in the page forbids both. Each mail stands
in a shadow root of its own: its styles and the page's do not meet, and a thousand of them
open at once (a thousand frames took minutes). Old browsers show the plain text instead.
"""

import base64
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from relance_xl.render.formats import Locale, locale_of, long_date, money
from relance_xl.render.layouts import layout
from relance_xl.render.mail import layout_blocks
from relance_xl.render.messages import Rendered, SetAside
from relance_xl.render.words import words
from relance_xl.schema import TABLES
from relance_xl.settings import Settings
from relance_xl.typography import counted

_HARD = 3
_PARTS = re.compile(
    r"(?P<style><style[^>]*>.*?</style>).*?<body(?P<look>[^>]*)>(?P<body>.*)</body>", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Filter:
    """One button above the list: `code` is also the CSS class of what it keeps."""

    code: str
    label: str
    count: int


def render_preview(
    rendered: Sequence[Rendered],
    aside: Sequence[SetAside],
    settings: Settings,
    day: date,
    notices: Sequence[str] = (),
) -> str:
    """Give the preview page as one self-contained HTML file, in French.

    `notices` are sentences about the whole batch (stale bank data…), shown on top.
    """
    home = locale_of("fr", settings.country)
    return layout("preview").render(
        company=settings.company_name,
        day=long_date(day, home),
        figures=_figures(rendered, home),
        notices=notices,
        aside=aside,
        filters=_filters(rendered),
        items=[_item(one, home) for one in rendered],
        channel_label=_channel_label,
    )


def _figures(rendered: Sequence[Rendered], home: Locale) -> list[tuple[str, str]]:
    """Count messages and add up what they ask for, each currency apart, main channel once."""
    sums: Counter[str] = Counter()
    for one in {(r.content.row.payer, r.content.row.stage, r.content.row.currency): r
                for r in reversed(rendered)}.values():  # fmt: skip
        sums[one.content.row.currency] += one.content.row.due_cents
    payers = len({one.content.row.payer for one in rendered})
    first = sum(one.content.row.first_ever for one in rendered)
    return [
        _figure(len(rendered), "message prêt", "messages prêts"),
        _figure(payers, "client", "clients"),
        *((money(cents, currency, home), "réclamés") for currency, cents in sorted(sums.items())),
        _figure(first, "première relance", "premières relances"),
    ]


def _figure(count: int, one: str, many: str) -> tuple[str, str]:
    number, label = counted(count, one, many).split(" ", 1)
    return number, label


def _filters(rendered: Sequence[Rendered]) -> list[Filter]:
    channels = Counter(one.message.channel for one in rendered)
    marks = Counter(mark for one in rendered for mark in _marks(one))
    return [
        Filter("all", "Tous", len(rendered)),
        *(Filter(code, _channel_label(code), n) for code, n in sorted(channels.items())),
        *(
            Filter(code, label, marks[code])
            for code, label in _MARKS.items()
            if marks[code] and marks[code] < len(rendered)
        ),
    ]


_MARKS = {
    "first": "Premières relances",
    "warned": "Avec avertissement",
    "hard": "Derniers avis et au-delà",
}


def _marks(one: Rendered) -> list[str]:
    row = one.content.row
    held = {
        "first": row.first_ever,
        "warned": bool(one.content.warnings),
        "hard": row.severity >= _HARD,
    }
    return [code for code, holds in held.items() if holds]


def _item(one: Rendered, home: Locale) -> Mapping[str, object]:
    content, message, row = one.content, one.message, one.content.row
    asked = money(row.due_cents, row.currency, home)
    to_pay = money(content.to_pay_cents, row.currency, home)
    return {
        "number": message.number,
        "classes": " ".join(f"is-{code}" for code in (message.channel, *_marks(one))),
        "client": row.payer_name,
        "code": row.payer,
        "channel": _channel_label(message.channel),
        "stage": row.stage_label or row.stage,
        "severity": row.severity,
        "first_ever": row.first_ever,
        "late": f"{row.days_late}\u00a0j" if row.days_late > 0 else "",
        "to_pay": to_pay,
        "to": _recipient(one),
        "copies": ", ".join(message.copies),
        "subject": message.subject,
        "amounts": asked if asked == to_pay else f"{asked}, {to_pay} avec les pénalités réclamées",
        "why": row.why,
        "warnings": content.warnings,
        "html": _shown(one),
        "text": message.text,
        "letter": one.letter,
        "blocks": layout_blocks(content) if one.letter else [],
        "words": words(content.locale.language),
        "qr": _data_uri(one.letter.payment.qr_png) if one.letter and content.pay.qr else "",
    }


def _recipient(one: Rendered) -> str:
    message = one.message
    if one.letter:
        return message.recipient
    return f"{message.recipient_name} <{message.recipient}>"


def _shown(one: Rendered) -> Markup:
    """Give the mail's own markup, its QR picture in place, for a shadow root of its own.

    It comes from our layout, which has escaped every value; styles stay inside the root.
    """
    html, pictures = one.message.html, one.message.attachments
    for picture in pictures:
        if picture.content_id:
            html = html.replace(f"cid:{picture.content_id}", _data_uri(picture.content))
    found = _PARTS.search(html)
    if found is None:
        return Markup()
    return Markup(f"{found['style']}<div{found['look']}>{found['body']}</div>")  # noqa: S704 - ours


def _data_uri(picture: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(picture).decode()


def _channel_label(code: str) -> str:
    return TABLES["proposals"]["channel"].label_of(code)
