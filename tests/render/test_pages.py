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


def test_one_message_to_one_customer_is_said_as_one():
    figures = re.findall(r'<div class="figure"><b>([^<]*)</b><span>([^<]*)</span>', _preview({}))
    assert figures[:2] == [("1", "message prêt"), ("1", "client")]
    assert figures[-1] == ("0", "première relance")
    figures = re.findall(r'<div class="figure"><b>([^<]*)</b><span>([^<]*)</span>',
                         _preview({"first_ever": True}, {"first_ever": True}))  # fmt: skip
    assert (figures[0], figures[-1]) == (("2", "messages prêts"), ("2", "premières relances"))


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
    assert pages.text.index("Date illisible") < pages.text.index("Type manquant")


def test_the_subject_and_the_verdict_say_what_is_to_do():
    one = Waiting("REL-2026-00040", "Élan", "Rappel", "10,00\u00a0€")
    bad = Problem("b", "Factures", "date illisible", "la saisir", severity=Severity.BLOCKING)
    odd = Problem("a", "Clients", "type manquant", "choisir un type")
    waits = "1 message attend votre décision dans la feuille Relances."
    faults = "8 anomalies bloquantes sont à corriger (feuille Anomalies)."
    more = "Ce qui a été fait demande une suite, dite ci-dessous."
    cases = [
        ({"problems": [odd]}, "rien à décider", "Tout est en ordre, rien ne vous attend."),
        ({"problems": [bad] * 8}, "8 anomalies à corriger", faults),
        (
            {"problems": [bad]},
            "1 anomalie à corriger",
            "1 anomalie bloquante est à corriger (feuille Anomalies).",
        ),
        (
            {"waiting": [one], "problems": [bad] * 8},
            "1 à décider, 8 anomalies à corriger",
            f"{waits} {faults}",
        ),
        ({"waiting": [one], "follow_up": True}, "1 à décider, une suite à donner",
         f"{waits} {more}"),
        ({"follow_up": True}, "une suite à donner", more),
    ]  # fmt: skip
    for told, state, verdict in cases:
        pages = render_report(Report("Atelier", "R.xlsx", datetime(2026, 6, 15, 7, 5), **told))
        assert pages.subject == f"Relances Atelier\u202f: {state} (15 juin 2026)"
        assert verdict in pages.text.splitlines()
        assert f">{verdict}</p>" in pages.html


def test_what_a_report_leaves_out_is_counted():
    for count, words in ((41, "… et 1 autre dans"), (42, "… et 2 autres dans")):
        many = [Waiting(f"REL-{n}", "Élan", "Rappel", "1,00\u00a0€") for n in range(count)]
        pages = render_report(Report("A", "R.xlsx", datetime(2026, 6, 15), waiting=many))
        assert f"{words} la feuille Relances." in pages.text
        assert f"{words} la feuille Relances." in pages.html


def test_a_quiet_run():
    report = Report("Atelier", "R.xlsx", datetime(2026, 6, 15, 7, 5))
    assert not report.needs_person
    assert "Tout est en ordre" in render_report(report).text
