"""Whom to call for an address: sheet « À compléter », and its answers carried to Contacts.

The customers who owe something and cannot be reached by e-mail or by mobile, most overdue
first, each with what to say on the phone. What a person has typed stays until *Traiter*.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from relance_xl.rules.arrays import Flags, Ints, Texts, cents, empty, find, said_yes, sums, texts
from relance_xl.rules.treatments.model import Effects
from relance_xl.settings import Settings
from relance_xl.typography import french

TYPED = ("contact_name", "email", "mobile", "phone_given")
"""What a person fills in."""
_CONTACT = {"email": "email", "mobile": "mobile", "phone_given": "phone"}


def missing_data(
    tables: Mapping[str, pd.DataFrame], items: pd.DataFrame, settings: Settings
) -> pd.DataFrame:
    """Give the rows of sheet « À compléter » without the cells a person fills in.

    Needs `tables` customers, contacts and missing_data, and `items` of a decision: payer,
    currency, kind, balance_cents, days_late.
    """
    customers, contacts = tables["customers"], tables["contacts"]
    codes = texts(customers["customer"])
    place = find(codes, texts(contacts["customer"]))
    usable = (texts(contacts["email"]) != "") & empty(contacts["email_bounced_on"])
    usable &= ~said_yes(contacts["email_opt_out"])
    no_mail = ~_marked(place[usable], len(codes))
    no_mobile = ~_marked(place[texts(contacts["mobile"]) != ""], len(codes))
    owed, overdue = _owed(items, codes, settings.currency)
    waiting = _typed_for(tables["missing_data"], codes)
    wanted = (codes != "") & ((owed & (no_mail | no_mobile)) | waiting)
    rows = np.flatnonzero(wanted)
    rows = rows[np.lexsort((codes[rows], -overdue[rows]))]
    phones = _phones(contacts, place, len(codes))
    missing = [_missing(mail=bool(no_mail[row]), mobile=bool(no_mobile[row])) for row in rows]
    names = texts(customers["name"])[rows]
    return pd.DataFrame(
        {
            "customer": codes[rows],
            "name": names,
            "missing": missing,
            "phone": phones[rows],
            "overdue_cents": pd.array(overdue[rows], dtype="Int64"),
            "script": [
                script(str(name), what, settings) for name, what in zip(names, missing, strict=True)
            ],
        }
    )


def script(name: str, missing: str, settings: Settings) -> str:
    """Word the call that asks for what is missing.

    >>> said = script("Élan", "e-mail", Settings(company_name="Hautier", sender_name="Anne"))
    >>> said.startswith("Bonjour, Anne, société Hautier.")
    True
    """
    who = ", société ".join(part for part in (settings.sender_name, settings.company_name) if part)
    ask = {
        "e-mail": "l’adresse e-mail de la personne qui traite nos factures",
        "mobile": "un numéro de mobile où vous prévenir",
    }
    wanted = " et ".join(ask[part] for part in missing.split(" et ") if part in ask)
    return french(
        f"Bonjour, {who or 'service comptabilité'}. Nous tenons à jour notre fichier : à qui "
        f"adressons-nous nos courriers chez {name} ? Pourriez-vous me donner "
        f"{wanted or 'ce qui a changé'} ? Elle ne servira qu’au suivi de vos factures. "
        "Merci, bonne journée."
    )


def collected(tables: Mapping[str, pd.DataFrame]) -> Effects:
    """Carry what people typed in « À compléter » to Contacts.

    A contact of that name is completed; without a name, the customer's only contact or the
    first whose cell is empty; else a contact is added for reminders. A new address takes the
    place of one that failed. The cells typed are emptied; `treated` says what was carried.
    """
    effects = Effects()
    rows, contacts = tables["missing_data"], tables["contacts"]
    for row in rows.to_dict("records"):
        given = {ours: str(row[theirs]) for theirs, ours in _CONTACT.items() if row[theirs]}
        name = str(row["contact_name"])
        if not given or "email" in str(row["bad"]).split():
            continue
        mine = contacts[contacts["customer"] == row["customer"]]
        target = _target(mine, name, given)
        if target is None:
            new = {"customer": row["customer"], "contact_name": name, "role": "dunning", **given}
            effects.add("contacts", new)
        else:
            if given.get("email"):
                effects.set("contacts", target, email_bounced_on=None)
            effects.set("contacts", target, **given)
        effects.set("missing_data", str(row["customer"]), **dict.fromkeys(TYPED))
        effects.treated[str(row["customer"])] = ", ".join(given.values())
    return effects


def _target(mine: pd.DataFrame, name: str, given: Mapping[str, str]) -> tuple[str, str] | None:
    """Find the contact to complete, as a key of Contacts; None for a new one.

    An address that works is never written over: it would lose what somebody typed there.
    """
    same = mine[mine["contact_name"].str.casefold() == name.casefold()] if name else mine
    for contact in same.to_dict("records"):
        failed = contact["email_bounced_on"] is not pd.NaT
        free = all(
            not contact[cell] or (cell == "email" and failed) or contact[cell] == value
            for cell, value in given.items()
        )
        if free:
            return str(contact["customer"]), str(contact["contact_name"])
    return None


def _owed(items: pd.DataFrame, codes: Texts, currency: str) -> tuple[Flags, Ints]:
    balance = cents(items["balance_cents"])
    rows = np.flatnonzero((balance > 0) & (texts(items["kind"]) != "agreed"))
    mine = items.iloc[rows]
    who = find(codes, texts(mine["payer"]))
    late = (cents(mine["days_late"]) > 0) & (texts(mine["currency"]) == currency)
    return (
        _marked(who, len(codes)),
        sums(np.where(late, who, -1), balance[rows], len(codes)),
    )


def _marked(places: Ints, count: int) -> Flags:
    marked = np.zeros(count, dtype=bool)
    marked[places[places >= 0]] = True
    return marked


def _typed_for(rows: pd.DataFrame, codes: Texts) -> Flags:
    typed = np.zeros(len(rows), dtype=bool)
    for name in TYPED:
        typed |= texts(rows[name]) != ""
    return _marked(find(codes, texts(rows["customer"])[typed]), len(codes))


def _phones(contacts: pd.DataFrame, place: Ints, count: int) -> Texts:
    phones = np.full(count, "", dtype=object)
    for name in ("mobile", "phone"):
        numbers = texts(contacts[name])
        for row in np.flatnonzero((numbers != "") & (place >= 0))[::-1]:
            phones[place[row]] = numbers[row]
    return phones


def _missing(*, mail: bool, mobile: bool) -> str:
    return " et ".join(word for word, lacks in (("e-mail", mail), ("mobile", mobile)) if lacks)
