"""Whatever stands in a cell: one line of header, no markup, no script, no other recipient."""

import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from relance_xl.adapters.mail_words import checked
from relance_xl.render.messages import render_messages
from relance_xl.render.preview import render_preview
from relance_xl.render.text_blocks import one_line
from tests.render.cases import DAY, LINES, NUMBER, SETTINGS, TEXT, decision, tables

CELL = st.text(max_size=60)
NASTY = [
    "<script>alert(1)</script>",
    "{{ 7*7 }}{% for x in y %}",
    "a\r\nBcc: x@y.fr\x00\u2028\u2029\x85\x0b",
    "\ufdd0\ufdd1\u202e\u200f\ufeff",
    "' onmouseover=alert(1) x='\" onload=\"",
    "]]><!--</style></iframe></td></table>",
    "=cmd|' /C calc'!A0",
    "%s {0} {day} $(id) `id`",
]


PLACES = ("payer_name", "contact_name", "stage_label", "why", "sender", "factor_sentence", "copies")


def _elements(page: str) -> set[str]:
    tree = lxml_html.fromstring(page.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))
    names = {str(element.tag) for element in tree.iter() if isinstance(element.tag, str)}
    handlers = {name for element in tree.iter() for name in element.attrib if name.startswith("on")}
    return names | handlers


def _check(cell: str) -> None:
    proposal = dict.fromkeys(PLACES, cell)
    lines = tuple({**line, "customer": "X", "customer_name": cell, "item": cell, "invoice": cell,
                   "structured_reference": cell, "contract_reference": cell,
                   "payment_link": cell} for line in LINES[:1])  # fmt: skip
    body = "{{ client }} {{ reference_contrat }} {{ etape }}\n\n{{ signataire }}"
    text = {**TEXT, "subject": "{{ client }}", "body": body}
    found = decision({**proposal, "due_cents": 1_000}, lines=lines)
    done, aside = render_messages(found, tables(texts=[text]), SETTINGS, {0: NUMBER}, DAY)
    assert not aside
    message = done[0].message
    assert checked(message.subject, "objet").endswith(f"[{NUMBER}]")
    assert checked(message.recipient_name, "destinataire") == message.recipient_name
    allowed = {
        "html", "head", "meta", "title", "style", "body", "div", "table", "thead", "tbody", "tr",
        "td", "th", "p", "br", "span", "strong", "ul", "li", "img", "a",
    }  # fmt: skip
    assert _elements(message.html) <= allowed
    page = render_preview(done, aside, SETTINGS, DAY)
    more = {"header", "footer", "main", "article", "section", "h1", "h2", "small", "b", "dl", "dt",
            "dd", "input", "label", "template", "pre"}  # fmt: skip
    assert _elements(page) <= allowed | more
    assert page.count("<template") == page.count("</template>") == 1


def test_known_attacks():
    for cell in NASTY:
        _check(cell)


@settings(max_examples=40, deadline=None)
@given(CELL)
def test_any_text(cell: str):
    _check(cell)


@given(st.text())
@example("\u2028\x1c\x1d\x85")
def test_one_line_is_one_clean_line(text: str):
    clean = one_line(text)
    assert not {unicodedata.category(char) for char in clean} & {"Cc", "Cs", "Zl", "Zp"}
    assert one_line(clean) == clean
