"""From the proposal to the record: what leaves, what waits, what is written down."""

from datetime import date

import pytest

from relance_xl.flows.approve import approve
from relance_xl.flows.prepare import prepare
from relance_xl.flows.send import send
from relance_xl.ports import Message
from relance_xl.problems import RelanceError, TemplateTextError
from tests.flows.world import (
    REL,
    World,
    customer,
    invoice,
    mail_of,
    payment,
    stage,
    three_customers,
)


def test_a_day_from_proposal_to_record() -> None:
    world = World()
    proposed = world.prepare()
    assert proposed.status == 0
    assert world.relances() == {f"C{i}": (REL(i), None, "proposée") for i in (1, 2, 3)}
    assert world.parameter("last_number") == REL(3)

    approved = world.approve_all()
    assert (approved.status, approved.json["approved"]) == (0, [REL(1), REL(2), REL(3)])
    assert "3 relances approuvées, dont 3 à des clients jamais relancés." in approved.lines

    sent = world.send()
    assert sent.status == 0
    assert [sent.json[name] for name in ("sent", "refused", "unsure", "stale")] == [3, 0, 0, 0]
    assert sent.json["messages"][0] == {
        "number": REL(1),
        "channel": "email",
        "to": mail_of("C1"),
        "status": "sent",
        "file": "",
        "detail": "250 Ok",
    }
    assert world.sent() == [(REL(i), mail_of(f"C{i}")) for i in (1, 2, 3)]
    assert world.envois() == {REL(i): "envoyé" for i in (1, 2, 3)}
    assert world.relances() == {}
    assert world.column("invoices", "invoice", "stage", "reason") == [
        (f"F{i}", 1, "not_due") for i in (1, 2, 3)
    ]
    assert world.send().json["sent"] == 0
    assert len(world.sent()) == 3


def test_all_at_once_needs_the_preview_of_these_very_proposals() -> None:
    world = World()
    world.prepare()
    with pytest.raises(RelanceError, match="Aperçu à faire d’abord"):
        approve(world.desk(), None)
    world.ready()
    world.add("invoices", invoice("F9", "C1"))
    prepare(world.desk())
    assert world.relances()["C1"] == (REL(1), None, "proposée")
    assert world.relances()["C2"] == (REL(2), "Envoyer", "approuvée")
    with pytest.raises(RelanceError, match="Aperçu à faire d’abord"):
        approve(world.desk(), None)
    assert len(world.approve_all().json["approved"]) == 3


def test_nothing_to_approve_reads_as_a_person_would_say_it() -> None:
    empty = World()
    (told,) = approve(empty.desk(), None).lines
    assert told.startswith("Rien à approuver\u202f: la feuille Relances est vide.")
    world = World()
    world.ready()
    (told,) = world.approve_all().lines
    assert told == "Rien à approuver\u202f: aucune relance n’attend de décision d’ensemble."


def test_large_sums_and_formal_notices_wait_for_a_person_one_by_one() -> None:
    rows = three_customers()
    rows["invoices"][0]["total_cents"] = 1_000_001
    rows["invoices"][1] |= {"due_date": date(2026, 9, 1), "issue_date": date(2026, 8, 1)}
    rows["invoices"][1] |= {"plan": "entrée"}
    plans = [{"plan": "entrée", "entry": "contextual", "entry_ceiling": 4}]
    world = World({**rows, "plans": [*_plans(), *plans], "stages": _formal_at_once("entrée")})
    world.prepare()
    outcome = world.approve_all()
    assert outcome.status == 3
    assert outcome.json == {"approved": [world.relances()["C3"][0]], "left_out": 2}
    assert [line.replace("\u202f", " ") for line in outcome.lines] == [
        "1 relance approuvée, dont 1 à un client jamais relancé.",
        (
            "À décider une par une (feuille Relances, Décision) : 1 mise en demeure et "
            "1 au-dessus du montant fixé."
        ),
    ]
    again = approve(world.desk(), None)
    assert again.lines[0] == "Aucune relance approuvée."
    formal = str(world.relances()["C2"][0])
    assert approve(world.desk(), [f" {formal.lower()} "]).status == 0
    assert world.send().json["sent"] == 2
    assert [m.number for m in world.channels["registered_letter"].sent] == [formal]


def test_old_claims_wait_for_a_person_beside_formal_notices_and_large_sums() -> None:
    rows = three_customers()
    rows["invoices"][0]["total_cents"] = 1_000_001
    rows["invoices"][1] |= {"due_date": date(2026, 9, 1), "issue_date": date(2026, 8, 1)}
    rows["invoices"][1] |= {"plan": "entrée"}
    rows["invoices"][2] |= {"due_date": date(2021, 9, 1), "issue_date": date(2021, 8, 1)}
    plans = [{"plan": "entrée", "entry": "contextual", "entry_ceiling": 4}]
    world = World({**rows, "plans": [*_plans(), *plans], "stages": _formal_at_once("entrée")})
    world.prepare()
    outcome = world.approve_all()
    assert outcome.json == {"approved": [], "left_out": 3}
    assert [line.replace("\u202f", " ") for line in outcome.lines] == [
        "Aucune relance approuvée.",
        (
            "À décider une par une (feuille Relances, Décision) : 1 mise en demeure, "
            "1 créance prescrite et 1 au-dessus du montant fixé."
        ),
    ]
    (old,) = (why for payer, why in world.column("proposals", "payer", "why") if payer == "C3")
    assert "Attention\u202f: créance prescrite (F3), sauf acte interruptif." in str(old)
    assert approve(world.desk(), [str(world.relances()["C3"][0])]).status == 0


def test_a_hard_first_word_to_a_customer_is_told_before_the_yes() -> None:
    rows = three_customers()
    for old in rows["invoices"][:2]:
        old |= {"issue_date": date(2026, 9, 1), "due_date": date(2026, 10, 10)}
    sends = [{"number": REL(90), "at": date(2026, 10, 12), "status": "sent", "payer": "C2",
              "channel": "email", "recipient": "x@client.example", "stage": "standard-1",
              "severity": 1, "invoices": "F0 → standard-1", "currency": "EUR"}]  # fmt: skip
    world = World({**rows, "sends": sends})
    prepared, approved = world.prepare(), world.approve_all()
    told = world.column("proposals", "payer", "stage_label", "first_ever")
    assert told == [
        ("C1", "Dernier avis", "Oui"),
        ("C2", "Dernier avis", "Non"),
        ("C3", "Rappel courtois", "Oui"),
    ]
    hard = "Dont 1 « Dernier avis » sans aucun rappel noté avant : lisez-le avant "
    assert [line for line in prepared.lines if line.startswith("Dont")] == [f"{hard}d’approuver."]
    assert approved.lines == (
        "3 relances approuvées, dont 2 à des clients jamais relancés.",
        f"{hard}d’envoyer.",
    )


def _plans() -> list[dict[str, object]]:
    return [{"plan": "standard", "entry": "contextual", "listing": "all_overdue"}]


def _formal_at_once(plan: str) -> list[dict[str, object]]:
    shipped = stage("standard-1")
    formal = next(row for row in shipped if row["stage"] == "standard-4")
    return [*shipped, {**formal, "stage": "formal", "plan": plan, "rank": 1}]


def test_an_unknown_number_is_approved_by_nobody() -> None:
    world = World()
    world.prepare()
    with pytest.raises(RelanceError, match="REL-2026-00099"):
        approve(world.desk(), [REL(1), REL(99)])
    assert world.relances()["C1"] == (REL(1), None, "proposée")


def test_a_payment_between_approval_and_sending_makes_the_row_stale() -> None:
    world = World().ready()
    world.add("payments", payment("F2", 12_000))
    outcome = world.send()
    assert outcome.status == 3
    assert [outcome.json[name] for name in ("sent", "stale")] == [2, 1]
    (said,) = [line for line in outcome.lines if "Périmée" in line]
    assert said == f"Périmée, {REL(2)} : F2\u202f: Soldée."
    assert world.relances() == {"C2": (REL(2), "Envoyer", "périmée")}
    world.prepare()
    assert world.relances() == {}


def test_a_part_payment_is_a_change_too_and_the_decision_is_asked_again() -> None:
    world = World().ready()
    world.add("payments", payment("F2", 2_000))
    assert world.send().json["stale"] == 1
    world.prepare()
    assert world.relances() == {"C2": (REL(2), None, "proposée")}
    world.approve_all()
    assert world.send().json["sent"] == 1
    assert dict(world.column("sends", "number", "due_cents"))[REL(2)] == 100.0


def test_days_going_by_are_no_change() -> None:
    world = World().ready()
    world.day = date(2026, 11, 24)
    assert (world.send().json["sent"], len(world.sent())) == (3, 3)


def test_ignored_rows_are_written_and_count_as_sent() -> None:
    world = World()
    world.prepare()
    world.type("proposals", REL(1), decision="ignore")
    world.approve_all()
    outcome = world.send()
    assert (outcome.status, outcome.json["sent"], outcome.json["ignored"]) == (0, 2, 1)
    assert world.envois() == {REL(1): "ignoré", REL(2): "envoyé", REL(3): "envoyé"}
    assert world.column("invoices", "invoice", "stage")[0] == ("F1", 1)
    assert world.relances() == {}
    world.prepare()
    assert world.relances() == {}


def test_a_row_to_ignore_whose_figures_changed_is_asked_again() -> None:
    world = World()
    world.prepare()
    world.type("proposals", REL(1), decision="ignore")
    world.add("payments", payment("F1", 5_000))
    assert world.send().json["stale"] == 1
    assert world.envois() == {}
    assert world.relances()["C1"] == (REL(1), "Ignorer", "périmée")


def test_postponed_rows_stay_and_come_back_on_their_day() -> None:
    world = World()
    world.prepare()
    world.type("proposals", REL(1), decision="postpone", postpone_until=date(2026, 11, 25))
    world.approve_all()
    assert world.send().json["sent"] == 2
    assert world.relances() == {"C1": (REL(1), "Reporter", "reportée")}
    world.prepare()
    reasons = dict(world.column("invoices", "invoice", "reason"))
    assert reasons["F1"] == "awaiting_decision"
    world.day = date(2026, 11, 25)
    world.prepare()
    assert world.relances() == {"C1": (REL(1), None, "proposée")}


def test_a_number_is_never_given_twice() -> None:
    world = World()
    world.prepare()
    world.type("invoices", "F1", uncollectible=True)
    world.prepare()
    assert set(world.relances()) == {"C2", "C3"}
    world.type("invoices", "F1", uncollectible=False)
    world.prepare()
    assert world.relances()["C1"][0] == REL(4)
    assert world.parameter("last_number") == REL(4)
    assert world.book.saves == 3


def test_the_last_number_and_the_rows_land_in_one_save() -> None:
    world = World()
    world.prepare()
    assert (world.book.saves, world.parameter("last_number")) == (1, REL(3))


def test_copies_and_the_record() -> None:
    stages = stage("standard-1", copy_to="chef@hautier.example ; dg@hautier.example")
    world = World({**three_customers(), "stages": stages}).ready()
    world.send()
    assert world.channels["email"].sent[0].copies == (
        "chef@hautier.example", "dg@hautier.example",
    )  # fmt: skip
    (row, *_) = world.book.rows("sends")
    seen = {
        name: row[name]
        for name in (
            "number", "status", "verdict", "machine", "payer", "channel", "recipient", "copies",
            "stage", "severity", "invoices", "due_cents", "currency", "detail", "main_number",
        )
    }  # fmt: skip
    assert seen == {
        "number": REL(1),
        "status": "envoyé",
        "verdict": None,
        "machine": "PC1",
        "payer": "C1",
        "channel": "e-mail",
        "recipient": mail_of("C1"),
        "copies": "chef@hautier.example ; dg@hautier.example",
        "stage": "standard-1",
        "severity": 1,
        "invoices": "F1 → standard-1",
        "due_cents": 120.0,
        "currency": "EUR",
        "detail": "250 Ok",
        "main_number": None,
    }
    assert len(str(row["content_hash"])) == 16


def test_a_second_channel_leaves_after_the_main_one() -> None:
    stages = stage("standard-1", second_channel="letter")
    world = World({**three_customers(), "stages": stages}).ready()
    assert world.send().json["sent"] == 6
    assert len(world.sent()) == len(world.sent("letter")) == 3
    mains = dict(world.column("sends", "number", "main_number"))
    assert {number for number, _ in world.sent()} == {mains[n] for n, _ in world.sent("letter")}


def test_a_closed_day_sends_nothing_and_says_when() -> None:
    world = World().ready()
    world.day = date(2026, 11, 28)
    outcome = world.send()
    assert outcome.status == 0
    assert "Prochain jour d’envoi" in outcome.lines[0]
    assert "30/11/2026" in outcome.lines[0]
    assert set(outcome.json) >= {"sent", "refused", "unsure", "stale", "messages"}
    assert (world.sent(), world.envois()) == ([], {})


def test_the_first_folder_batch_says_so_once() -> None:
    world = World().ready()
    world.send()
    assert len(world.said) == 1
    assert ".eml" in world.said[0]
    world.add("invoices", invoice("F9", "C4"))
    world.add("customers", customer("C4"))
    world.prepare()
    world.approve_all()
    world.send()
    assert len(world.said) == 1


def test_a_real_server_only_on_the_real_day() -> None:
    world = World(email_mode="smtp", smtp_host="mail.example").ready()
    desk = world.desk(clock_today=date(2026, 11, 20))
    with pytest.raises(RelanceError, match="--date"):
        send(desk)
    assert (world.sent(), world.envois(), world.remembered()) == ([], {}, [])


def test_what_cannot_be_made_is_set_aside_and_the_others_go() -> None:
    rows = three_customers()
    world = World({**rows, "stages": stage("standard-1", invoice_pdf="required")})
    world.invoice_files.files = {"F1.pdf": b"%PDF-1", "F3.pdf": b"%PDF-3"}
    outcome = world.ready().send()
    assert (outcome.status, outcome.json["sent"]) == (3, 2)
    assert [a.name for a in world.channels["email"].sent[0].attachments if "pdf" in a.name] == [
        "F1.pdf"
    ]
    assert any("Mise de côté, Société C2" in line and "F2" in line for line in outcome.lines)
    assert world.relances() == {"C2": (REL(2), "Envoyer", "mise de côté")}
    assert {m["number"]: m["status"] for m in outcome.json["messages"]} == {  # type: ignore[attr-defined]
        REL(1): "sent", REL(2): "set_aside", REL(3): "sent",
    }  # fmt: skip
    world.invoice_files.files = {"F2.pdf": b"%PDF-2"}
    assert world.send().json["sent"] == 1
    assert world.sent()[-1] == (REL(2), mail_of("C2"))


def test_what_its_channel_cannot_build_is_set_aside_too() -> None:
    world = World().ready()

    def check(message: Message) -> None:
        if message.recipient == mail_of("C1"):
            raise TemplateTextError("Adresse « c1 » impossible à écrire.")

    world.channels["email"].check = check  # type: ignore[method-assign]
    outcome = world.send()
    assert (outcome.status, outcome.json["sent"]) == (3, 2)
    assert "Mise de côté, Société C1 : Adresse « c1 » impossible à écrire." in outcome.lines
    assert world.relances() == {"C1": (REL(1), "Envoyer", "mise de côté")}
    assert REL(1) not in world.envois()
