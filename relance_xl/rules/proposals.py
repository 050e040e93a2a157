"""Messages become rows of sheet Relances: one per channel, with all a renderer needs."""

import numpy as np
import pandas as pd
from pandas.api.types import pandas_dtype

from relance_xl.rules.arrays import Flags, Ints, Texts, at, days, find, texts
from relance_xl.rules.contacts import PROOF
from relance_xl.rules.desk import Desk
from relance_xl.rules.fingerprints import fingerprints, in_language, tokens_of
from relance_xl.rules.limitation import surely_over
from relance_xl.rules.plans import FORMAL, NOTICE

_COLUMNS = {
    "proposal": "int64",
    "main": "int64",
    "status": "str",
    "payer": "str",
    "payer_name": "str",
    "customer": "str",
    "channel": "str",
    "recipient": "str",
    "contact_name": "str",
    "contact_role": "str",
    "language": "str",
    "stage": "str",
    "rank": "Int64",
    "stage_label": "str",
    "severity": "Int64",
    "text": "str",
    "currency": "str",
    "due_cents": "Int64",
    "credit_cents": "Int64",
    "penalties_cents": "Int64",
    "interest_cents": "Int64",
    "fee_cents": "Int64",
    "rate_text": "str",
    "penalties_ok": "bool",
    "penalties_mode": "str",
    "claim": "bool",
    "days_late": "Int64",
    "invoice_count": "Int64",
    "invoices": "str",
    "reference_item": "str",
    "why": "str",
    "approval": "str",
    "first_ever": "boolean",
    "broken_promise": "bool",
    "days_to_pay": "Int64",
    "pay_by": "datetime64[s]",
    "fresh_until": "datetime64[s]",
    "postponed_until": "datetime64[s]",
    "discount_bps": "Int64",
    "invoice_pdf": "str",
    "statement": "bool",
    "copies": "str",
    "sender": "str",
    "iban": "str",
    "bic": "str",
    "factor_sentence": "str",
    "qr": "bool",
    "fingerprint": "str",
}
"""Columns of `Decision.proposals` and their dtypes."""

_OF_STAGE = (
    "severity",
    "text",
    "days_to_pay",
    "invoice_pdf",
    "statement",
)

BARRED = "créance prescrite"
"""The words of « Pourquoi » by which a claim whose limitation has surely passed is known."""
_NO_PROOF = (
    " Attention\u202f: mise en demeure par un canal sans preuve de réception\u202f; elle ne part "
    "que si vous choisissez «\u202fEnvoyer\u202f»."
)


def proposals(
    messages: pd.DataFrame, lines: pd.DataFrame, stages: pd.DataFrame, desk: Desk
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make the proposals and their lines, the most pressing first.

    Needs messages (see `batches.batch`, with `message_lines.totals` joined) and lines with
    `message`. Broken promises come first, then severity, then the sum. A second channel's
    row follows its main one; its lines are the same.
    """
    rows = _described(messages.assign(barred=_barred(lines, len(messages), desk)), stages, desk)
    order = np.lexsort(
        (
            texts(rows["stage"]),
            texts(rows["currency"]),
            texts(rows["payer"]),
            -rows["due_cents"].to_numpy(dtype=np.int64),
            -rows["severity"].to_numpy(dtype=np.int64),
            ~rows["broken"].to_numpy(dtype=bool),
        )
    )
    rows = rows.iloc[order].reset_index(drop=True)
    rows = _per_channel(rows)
    rows = in_language(rows, desk.tables["texts"])
    tokens = tokens_of(lines, stages, len(messages))
    rows = rows.assign(
        invoices=[tokens[message][0] for message in rows["message"].tolist()],
        fingerprint=fingerprints(rows, tokens, desk.tables["texts"]),
    )
    printed = _repeated(lines, rows["message"].to_numpy(dtype=np.int64), len(messages))
    return _typed(rows), _printed(printed, stages)


def _described(messages: pd.DataFrame, stages: pd.DataFrame, desk: Desk) -> pd.DataFrame:
    pos = messages["pos"].to_numpy(dtype=np.int64)
    stage = stages.iloc[pos].reset_index(drop=True)
    customers = desk.tables["customers"]
    who = find(texts(customers["customer"]), texts(messages["payer"]))
    factor = messages["factor_plan"].to_numpy(dtype=object) != ""
    to_pay = stage["days_to_pay"].to_numpy(dtype=np.int64)
    sender = texts(stage["sender"])
    rows = messages.assign(
        message=np.arange(len(messages)),
        **{name: stage[name] for name in _OF_STAGE},
        stage=stage["stage"],
        stage_label=stage["label"],
        rank=stage["rank"],
        payer_name=at(texts(customers["name"]), who, ""),
        language=at(texts(customers["language"]), who, ""),
        penalties_mode=stage["penalties"],
        discount_bps=stage["discount_bps"],
        copies=_copies(stage["copy_to"]),
        sender=np.where(sender == "", desk.settings.sender_name, sender),
        pay_by=(np.datetime64(desk.today, "s") + to_pay.astype("timedelta64[D]")).astype(
            "datetime64[s]"
        ),
        fresh_until=pd.Series(
            [pd.Timestamp(desk.fresh_until) if desk.fresh_until else pd.NaT] * len(messages)
        ).astype("datetime64[s]"),
        iban=np.where(factor, texts(stage["factor_iban"]), ""),
        bic=np.where(factor, texts(stage["factor_bic"]), ""),
        factor_sentence=np.where(factor, texts(stage["factor_sentence"]), ""),
        qr=stage["qr"].to_numpy(dtype=bool) & (texts(messages["currency"]) == "EUR"),
        reference_item=messages["item"],
        first_ever=_first_ever(messages, desk.acts),
        approval=_approval(messages, stage, desk),
        status=np.where(messages["postponed_until"].isna(), "proposed", "postponed"),
    )
    return rows.assign(why=_why(rows, desk))


def _barred(lines: pd.DataFrame, count: int, desk: Desk) -> list[str]:
    """Name the debts each message asks for whose limitation has surely passed."""
    asked = lines[lines["part"].isin(("own", "listed"))]
    customers = desk.tables["customers"]
    who = find(texts(customers["customer"]), texts(asked["customer"]))
    kind = at(texts(customers["customer_type"]), who, "")
    due = days(asked["due_date"].fillna(asked["issue_date"]))
    over = asked[surely_over(due, kind, desk.settings, desk.today)]
    found: list[list[str]] = [[] for _ in range(count)]
    for message, item in zip(over["message"].tolist(), over["item"].tolist(), strict=True):
        found[message].append(item)
    return [", ".join(items) for items in found]


def _copies(column: "pd.Series[str]") -> list[str]:
    """Write copies the one way: `a@x ; b@y`."""
    return [
        " ; ".join(part.strip() for part in text.replace(",", ";").split(";") if part.strip())
        if text
        else ""
        for text in column.tolist()
    ]


def _first_ever(messages: pd.DataFrame, acts: pd.DataFrame) -> "pd.Series[bool]":
    severe = acts["severity"].fillna(1).to_numpy(dtype=np.int64) > NOTICE
    heard = acts.loc[severe & (acts["status"] == "sent") & (acts["stage"] != ""), "payer"]
    return ~messages["payer"].isin(heard)


def _approval(messages: pd.DataFrame, stage: pd.DataFrame, desk: Desk) -> Texts:
    """Decide who approves: automatic only where every recorded stage is, and data allows.

    A workbook without a row in Envois, stale bank data, a payment nobody has placed yet, a
    claim whose limitation has passed, and a formal notice nobody could prove the receipt of
    leave the decision to a person.
    """
    automatic = (texts(stage["approval"]) == "auto") & ~messages["manual_own"].to_numpy(dtype=bool)
    automatic &= ~messages["auto_hold"].to_numpy(dtype=bool)
    automatic &= ~(messages["barred"] != "").to_numpy()
    automatic &= ~_unproven(texts(messages["channel"]), stage["severity"])
    if desk.stale or not len(desk.acts):
        automatic &= False
    found: Texts = np.where(automatic, "auto", "manual").astype(object)
    return found


def _unproven(channel: Texts, severity: "pd.Series[int]") -> Flags:
    """Tell which are formal notices by a channel without proof of receipt (RULES §5)."""
    unproven: Flags = ~np.isin(channel, PROOF)
    unproven &= severity.to_numpy(dtype=np.int64) == FORMAL
    return unproven


def _why(rows: pd.DataFrame, desk: Desk) -> list[str]:
    """Say in French why each message goes today."""
    warning = ""
    if desk.stale:
        known = f"jusqu’au {desk.fresh_until:%d/%m/%Y}" if desk.fresh_until else "à aucune date"
        warning = f" Attention\u202f: encaissements saisis {known}."
    names = ("stage_label", "rank", "own_count", "own_late", "broken_promise", "severity")
    barred = rows["barred"].tolist()
    said = []
    unproven = _unproven(texts(rows["channel"]), rows["severity"]).tolist()
    for label, rank, own, late, broken, severity, over, bare in zip(
        *(rows[name].tolist() for name in names), barred, unproven, strict=True
    ):
        what = f"«\u202f{label}\u202f»" if label else f"Étape {rank}"
        which = "1 facture" if own == 1 else f"{own} factures"
        how = f", retard le plus long {late}\u00a0j" if severity > NOTICE and late > 0 else ""
        first = "Promesse non tenue. " if broken else ""
        proof = _NO_PROOF if bare else ""
        if over:
            proof = f" Attention\u202f: {BARRED} ({over}), sauf acte interruptif.{proof}"
        said.append(f"{first}{what} due pour {which}{how}.{warning}{proof}")
    return said


def _per_channel(rows: pd.DataFrame) -> pd.DataFrame:
    """Give one row per channel, the main one first; number them from 0."""
    second = rows["second_channel"].to_numpy(dtype=object) != ""
    names = ("channel", "recipient", "contact_name", "contact_role")
    extra = rows[second].assign(**{name: rows.loc[second, f"second_{name}"] for name in names})
    rank = np.concatenate([np.zeros(len(rows)), np.ones(len(extra))])
    place = np.concatenate([np.arange(len(rows)), np.flatnonzero(second)])
    whole = pd.concat([rows, extra], ignore_index=True).iloc[np.lexsort((rank, place))]
    is_main = rank[np.lexsort((rank, place))] == 0
    proposal = np.arange(len(whole))
    whole = whole.drop(columns=[f"second_{name}" for name in names]).reset_index(drop=True)
    main = np.maximum.accumulate(np.where(is_main, proposal, 0))
    found: pd.DataFrame = whole.assign(proposal=proposal, main=main)
    return found


def _repeated(lines: pd.DataFrame, messages: Ints, count: int) -> pd.DataFrame:
    """Give each proposal its message's lines; lines are in the order of their messages."""
    bounds = np.searchsorted(lines["message"].to_numpy(), np.arange(count + 1))
    first, length = bounds[messages], np.diff(bounds)[messages]
    before = np.cumsum(length) - length
    places = np.arange(int(length.sum())) + np.repeat(first - before, length)
    taken = lines.take(places).reset_index(drop=True)
    taken.insert(0, "proposal", np.repeat(np.arange(len(messages)), length))
    return taken


def _typed(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep the columns of a proposal, column by column: `DataFrame.astype` is far slower."""
    found = {}
    for name, dtype in _COLUMNS.items():
        column = rows[name]
        found[name] = column if column.dtype == dtype else column.astype(pandas_dtype(dtype))
    return pd.DataFrame(found, copy=False)


def _printed(lines: pd.DataFrame, stages: pd.DataFrame) -> pd.DataFrame:
    """Keep what renderers and records need of the lines; provisional amounts are hidden."""
    pos = lines["pos"].to_numpy(dtype=np.int64)
    rank = np.append(stages["rank"].to_numpy(dtype=np.int64), -1)[pos]
    hidden = lines["provisional"].to_numpy(dtype=bool)
    return lines.assign(
        interest_cents=lines["interest_cents"].mask(hidden),
        fee_cents=lines["fee_cents"].mask(hidden),
        stage=np.append(texts(stages["stage"]), "")[pos],
        rank=pd.arrays.IntegerArray(rank, rank < 0),
    ).drop(
        columns=[
            "message",
            "at",
            "pos",
            "last_pos",
            "last_rank",
            "auto_hold",
            "credit_cents",
            "credited",
            "invoice_at",
            "news",
        ]
    )
