"""The preview and the report: whole pages, and nothing in them that could run."""

import re
from datetime import datetime

from relance_xl.problems import Problem, Severity
from relance_xl.render.messages import render_messages
from relance_xl.render.preview import render_preview
from relance_xl.render.report import Gone, Report, Waiting, render_report
from tests.render import golden
from tests.render.cases import DAY, LINES, SETTINGS, decision, tables

HOSTILE = '</iframe><script>alert(1)</script><img src=x onerror=alert(1)>" onload="x'


def _preview(*proposals: dict[str, object]) -> str:
    lines = tuple({**line, "proposal": i} for i in range(len(proposals)) for line in LINES)
    numbers = {i: f"REL-2026-0000{i}" for i in range(len(proposals))}
    done, aside = render_messages(
        decision(*proposals, lines=lines), tables(), SETTINGS, numbers, DAY
    )
    return render_preview(done, aside, SETTINGS, DAY, ["Encaissements\u202f: voir Paramètres."])


def test_the_preview_page():
    page = _preview({"first_ever": True}, {"channel": "letter", "severity": 3}, {"channel": "sms"})
    golden.check("apercu.html", page)
    assert "default-src 'none'" in page
    assert page.count('<template shadowrootmode="open">') == 1
    assert "Mis de côté\u202f: 1 message à corriger" in page
    assert "Première relance de ce client" in page


def test_nothing_from_a_cell_runs_in_the_preview():
    hostile = {"payer_name": HOSTILE, "contact_name": HOSTILE, "why": HOSTILE,
               "stage_label": HOSTILE, "recipient": HOSTILE, "copies": HOSTILE}  # fmt: skip
    page = _preview(hostile, {**hostile, "channel": "letter"}, {**hostile, "channel": "sms"})
    assert "<script" not in page
    assert "<img src=x" not in page
    assert page.count("<template") == page.count("</template>") == 1
    assert "<iframe" not in page
    assert not re.search(r"<[^>]+\son\w+=", page)


REPORT = Report(
    "Atelier Martin <SARL>",
    "Relances.xlsx",
    datetime(2026, 6, 15, 7, 5),
    ("3 relances automatiques envoyées.",),
    (Gone("REL-2026-00039", "Élan <b>", "compta@elan.fr", "e-mail", "234,50\u00a0€"),),
    ("REL-2026-00038\u202f: envoi incertain, dites s’il est parti.",),
    (Waiting("REL-2026-00040", "Élan <b>", "e-mail, Relance ferme", "10,00\u00a0€", "46 j."),),
    (
        Problem("a", "Clients", "type manquant.", "Choisir un type.", row=4),
        Problem(
            "b", "Factures", "date illisible.", "La saisir.", row=9, severity=Severity.BLOCKING
        ),
    ),
    (("Encours", "1\u202f000,00\u00a0€"), ("Échu", "10,00\u00a0€")),
)


def test_the_report():
    pages = render_report(REPORT)
    golden.check("compte_rendu.html", pages.html)
    golden.check("compte_rendu.txt", f"{pages.subject}\n\n{pages.text}")
    assert "<b>" not in pages.html.replace("<b style", "")
    assert pages.text.index("date illisible") < pages.text.index("type manquant")


def test_a_quiet_run():
    report = Report("Atelier", "R.xlsx", datetime(2026, 6, 15, 7, 5))
    assert not report.needs_person
    assert "Tout est en ordre" in render_report(report).text
