"""Which plan an item follows, and the stages of every plan in a form ready to compute with.

An invoice's own plan goes before its customer's, its group's, its customer type's, and the
default of Paramètres. A name that stands nowhere in sheet Étapes is kept: the item then has
no stage and waits for a person, rather than being reminded more harshly than someone meant.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from relance_xl.rules.arrays import at, find, said_yes, texts, unreadable
from relance_xl.rules.gaps import DECIDING

NOTICE = 0
FORMAL = 4
"""Severity of a formal notice (mise en demeure)."""

_NEEDED = ("plan", "rank", "severity", "after_days", "channel")


def stage_table(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Order the usable stages by plan and rank, empty cells filled with their defaults.

    Adds `ceiling` (rank up to which an old debt may enter) and `contextual` (bool) from the
    plan's row, and `listing`, `factor`, `qr` likewise. The index is 0..n-1: items name a
    stage by this position. A plan that cannot be read, or one of whose stages cannot,
    is left out whole.

    >>> from relance_xl.frames import empty_frame
    >>> from relance_xl.schema import TABLES
    >>> empty = {name: empty_frame(TABLES[name]) for name in ("plans", "stages")}
    >>> len(stage_table(empty))
    0
    """
    stages = tables["stages"].drop_duplicates("stage")
    stages = stages[stages["stage"] != ""]
    unusable = stages["bad"] != ""
    for name in _NEEDED:
        unusable |= stages[name].isna() if stages[name].dtype == "Int64" else stages[name] == ""
    plans = tables["plans"]
    broken = {*stages.loc[unusable, "plan"]}
    broken |= {*plans.loc[unreadable(plans, DECIDING["plans"]), "plan"]}
    stages = stages[~stages["plan"].isin(broken) & ~unusable]
    stages = stages.sort_values(["plan", "rank", "stage"], kind="stable", ignore_index=True)
    filled = stages.assign(
        gap_days=stages["gap_days"].fillna(0).astype("int64"),
        rank=stages["rank"].astype("int64"),
        severity=stages["severity"].astype("int64"),
        after_days=stages["after_days"].astype("int64"),
        days_to_pay=stages["days_to_pay"].fillna(0).astype("int64"),
        min_cents=stages["min_cents"].fillna(0).astype("int64"),
        call_counts=stages["call_counts"].fillna(value=False).astype(bool),
        statement=stages["statement"].fillna(value=False).astype(bool),
        contact_role=stages["contact_role"].replace("", "dunning"),
        penalties=stages["penalties"].replace("", "none"),
        approval=stages["approval"].replace("", "manual"),
        invoice_pdf=stages["invoice_pdf"].replace("", "if_found"),
        from_issue=stages["reference"] == "issue_date",
    )
    return _with_plan_options(filled, tables["plans"])


def _with_plan_options(stages: pd.DataFrame, plans: pd.DataFrame) -> pd.DataFrame:
    place = find(texts(plans["plan"]), texts(stages["plan"]))
    below_formal = stages["rank"].where(stages["severity"].between(1, FORMAL - 1))
    last_soft = below_formal.groupby(stages["plan"]).transform("max").fillna(0)
    typed = at(plans["entry_ceiling"].to_numpy(dtype=np.int64, na_value=-1), place, -1)
    return stages.assign(
        ceiling=np.where(typed < 0, last_soft, typed).astype(np.int64),
        contextual=at(texts(plans["entry"]), place, "") != "progressive",
        same_stage=at(texts(plans["listing"]), place, "") == "same_stage",
        factor=at(said_yes(plans["factor"]), place, missing=False),
        qr=at(said_yes(plans["qr"]), place, missing=False),
        factor_iban=at(texts(plans["factor_iban"]), place, ""),
        factor_bic=at(texts(plans["factor_bic"]), place, ""),
        factor_sentence=at(texts(plans["factor_sentence"]), place, ""),
    )


def resolve(
    items: pd.DataFrame, tables: Mapping[str, pd.DataFrame], default_plan: str
) -> "pd.Series[str]":
    """Give each item's plan: invoice's, customer's, group's, type's, else the default.

    Needs `items` with `customer` and `plan_typed`; tables customers, groups and plans.

    >>> from tests.rules.builders import customer, tables
    >>> rows = tables(customers=[customer("C1", plan="ferme"), customer("C2")])
    >>> items = pd.DataFrame({"customer": ["C1", "C2", "C1"], "plan_typed": ["", "", "doux"]})
    >>> resolve(items, rows, "standard").to_list()
    ['ferme', 'standard', 'doux']
    """
    customers, groups, plans = (tables[name] for name in ("customers", "groups", "plans"))
    own = texts(customers["plan"])
    for table, key, value, wanted in (
        (groups, "group", "plan", "group"),
        (plans, "for_type", "plan", "customer_type"),
    ):
        place = find(texts(table[key]), texts(customers[wanted]))
        own = np.where(own == "", at(texts(table[value]), place, ""), own)
    place = find(texts(customers["customer"]), texts(items["customer"]))
    plan = texts(items["plan_typed"])
    plan = np.where(plan == "", at(own, place, ""), plan)
    return pd.Series(np.where(plan == "", default_plan, plan), index=items.index, dtype="str")
