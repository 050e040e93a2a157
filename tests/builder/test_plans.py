"""The shipped plans against the words of RULES §3."""

from relance_xl.builder.plans import shipped_plans, shipped_stages

TABLE = """
standard      3/15/30/45      12,12,12  1234   none mention mention claim
ménagement    7/25/45         12,19     123    none mention mention
ferme         1/10/20/30      5,5,5     1234   none mention mention claim
particuliers  7/21/40         12,12     123    none none none
pré-échéance  -15/3/15/30/45  12,12,12  01234  none none mention mention claim
"""


def test_plans_are_those_of_the_rules() -> None:
    told = []
    for plan in shipped_plans():
        stages = [row for row in shipped_stages() if row["plan"] == plan["plan"]]
        assert [row["rank"] for row in stages] == list(range(1, len(stages) + 1))
        told.append(
            [
                str(plan["plan"]),
                "/".join(str(row["after_days"]) for row in stages),
                ",".join(str(row["gap_days"]) for row in stages if row["gap_days"] is not None),
                "".join(str(row["severity"]) for row in stages),
                *(str(row["penalties"]) for row in stages),
            ]
        )
    assert told == [line.split() for line in TABLE.strip().splitlines()]


def test_every_stage_waits_for_a_person_above_fifteen_euros() -> None:
    for row in shipped_stages():
        assert (row["approval"], row["min_cents"]) == ("manual", 1500)
        assert row["days_to_pay"] == (8 if row["severity"] else None)
        formal = row["severity"] == 4
        assert row["channel"] == ("registered_letter" if formal else "email")
        assert row["fallback_channel"] == ("" if formal else "letter")


def test_a_plan_without_formal_notice_threatens_none() -> None:
    told = {}
    for row in shipped_stages():
        told.setdefault(row["plan"], []).append((row["label"], row["text"]))
    for plan, stages in told.items():
        if plan in {"ménagement", "particuliers"}:
            assert stages[-1] == ("Dernier rappel", "dernier-rappel")
            assert "relance-3" not in dict(stages).values()
        else:
            assert stages[-2:] == [
                ("Dernier avis", "relance-3"),
                ("Mise en demeure", "mise-en-demeure"),
            ]


def test_plans_enter_by_the_delay_and_show_a_qr() -> None:
    for plan in shipped_plans():
        assert (plan["entry"], plan["qr"]) == ("contextual", True)
    assert [p["plan"] for p in shipped_plans() if p["for_type"] == "consumer"] == ["particuliers"]
