"""Why an item is reminded today, or why not: one French sentence per code of RULES §4."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from relance_xl.rules.arrays import Flags, Texts, days
from relance_xl.rules.wording import money


class Facts(NamedTuple):
    """What a sentence may tell; a formatter reads only the facts its code declares."""

    stage: str = ""
    detail: str = ""
    due: date | None = None
    next: date | None = None
    last: date | None = None
    until: date | None = None
    made: date | None = None
    cents: int = 0
    currency: str = ""
    waiting: bool = False
    formal: bool = False
    ignored: bool = False


def _on(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "?"


def _until(day: date | None, word: str = "jusqu’au") -> str:
    return f" {word} {day:%d/%m/%Y}" if day else ""


def _because(detail: str) -> str:
    return f"\u202f: {detail}" if detail else ""


def _named(facts: Facts) -> str:
    return f"étape «\u202f{facts.stage}\u202f»" if facts.stage else "étape suivante"


def _promise(facts: Facts) -> str:
    made = f" du {_on(facts.made)}" if facts.made else ""
    amount = f" de {money(facts.cents, facts.currency)}" if facts.cents else ""
    wait = f"\u202f: attendue jusqu’au {_on(facts.until)}" if facts.until else ""
    return f"Promesse{made}{amount}{' ' if facts.detail else ''}{facts.detail}{wait}."


def _in_doubt(facts: Facts) -> str:
    which = facts.detail or "d’une relance"
    return f"Envoi {which} incertain\u202f: dire dans Envois s’il est parti ou pas parti."


def _insolvency(facts: Facts) -> str:
    what = f" ({facts.detail})" if facts.detail else ""
    return f"Procédure collective{what}\u202f: pas de relance, créance à déclarer."


def _einvoice(facts: Facts) -> str:
    wait = f" (attente jusqu’au {_on(facts.until)})" if facts.until else ""
    return f"Plateforme de facturation\u202f: {facts.detail or 'statut illisible'}{wait}."


def _end_of_plan(facts: Facts) -> str:
    if facts.detail:
        return f"{facts.detail}\u202f: à décider."
    last = f" (le {_on(facts.last)})" if facts.last else ""
    return f"Dernière étape du plan passée{last}\u202f: à décider (appel, contentieux, abandon)."


def _told(facts: Facts) -> str:
    return f"{'relance ignorée' if facts.ignored else 'relancée'} le {_on(facts.last)}"


def _not_due(facts: Facts) -> str:
    due = f"Échéance le {_on(facts.due)}" + (f", {_told(facts)}" if facts.last else "")
    return f"{due}\u202f: {_named(facts)} prévue le {_on(facts.next)}."


def _gap(facts: Facts) -> str:
    return f"{_told(facts)}\u202f: {_named(facts)} pas avant le {_on(facts.next)}."


def _contact_cap(facts: Facts) -> str:
    return (
        f"Client relancé le {_on(facts.last)}\u202f: {_named(facts)} attend le {_on(facts.next)}."
    )


def _credits_cover(facts: Facts) -> str:
    amount = money(facts.cents, facts.currency)
    if facts.formal:
        return f"Crédit de {amount} à affecter avant toute mise en demeure."
    return f"Un crédit de {amount} à affecter couvre ce qui est dû."


def _stale(facts: Facts) -> str:
    known = f"saisis jusqu’au {_on(facts.until)} seulement" if facts.until else "non datés"
    return f"{_named(facts)} est automatique et les encaissements sont {known}\u202f: elle attend."


def _below(facts: Facts) -> str:
    amount = money(facts.cents, facts.currency)
    return f"Somme à payer sous le minimum de {amount} ({_named(facts)})."


def _no_address(facts: Facts) -> str:
    return f"Pas d’adresse utilisable ({_named(facts)})\u202f: compléter Contacts ou Clients."


def _proposed(facts: Facts) -> str:
    if facts.waiting:
        return f"{_named(facts)} attend\u202f: ce client a une autre relance prévue aujourd’hui."
    # True before « Préparer » has filled the sheet, and after.
    return (
        f"{_named(facts)} prévue aujourd’hui\u202f: «\u202fPréparer\u202f» la propose dans la "
        "feuille Relances."
    )


_SAYS: Mapping[str, tuple[tuple[str, ...], Callable[[Facts], str]]] = {
    "paid": ((), lambda _: "Soldée."),
    "credit": ((), lambda _: "Avoir ou trop-perçu\u202f: rien à relancer."),
    "in_doubt": (("detail",), _in_doubt),
    "uncollectible": ((), lambda _: "Irrécouvrable\u202f: passée en perte."),
    "handed_over": ((), lambda _: "Confiée à l’avocat ou à l’huissier."),
    "insolvency": (("detail",), _insolvency),
    "assigned": (("detail",), lambda f: f"Cédée à {f.detail or 'un factor'}."),
    "bad_data": (("detail",), lambda f: f"Donnée à corriger{_because(f.detail)} (Anomalies)."),
    "customer_block": (
        ("detail", "until"),
        lambda f: f"Client bloqué{_until(f.until)}{_because(f.detail)}.",
    ),
    "invoice_block": (
        ("detail", "until"),
        lambda f: f"Facture bloquée{_until(f.until)}{_because(f.detail)}.",
    ),
    "dispute": (("detail",), lambda f: f"Litige en cours{_because(f.detail)}."),
    "einvoice": (("detail", "until"), _einvoice),
    "answer": (("detail",), lambda f: f"Réponse du client à traiter{_because(f.detail)}."),
    "payment_proposed": (
        (),
        lambda _: "Un paiement proposé attend votre accord (feuille Paiements).",
    ),
    "promise": (("detail", "until", "made", "cents", "currency"), _promise),
    "instalments": (("detail",), lambda f: f"Échéancier accordé{_because(f.detail)}."),
    "direct_debit": (
        ("detail", "until"),
        lambda f: f"Prélèvement ou LCR{_until(f.until, 'en cours jusqu’au')}{_because(f.detail)}.",
    ),
    "processing_days": (
        ("detail", "until"),
        lambda f: f"Paiement en cours de traitement{_until(f.until)}{_because(f.detail)}.",
    ),
    "end_of_plan": (("detail", "last"), _end_of_plan),
    "not_due": (("stage", "due", "last", "ignored", "next"), _not_due),
    "gap": (("stage", "last", "ignored", "next"), _gap),
    "season": (
        ("stage", "next"),
        lambda f: f"Saison creuse\u202f: {_named(f)} reportée au {_on(f.next)}.",
    ),
    "contact_cap": (("stage", "last", "next"), _contact_cap),
    "credits_cover": (("cents", "currency", "formal"), _credits_cover),
    "stale_bank": (("stage", "until"), _stale),
    "below_minimum": (("stage", "cents", "currency"), _below),
    "no_address": (("stage",), _no_address),
    "awaiting_decision": (
        ("stage", "next"),
        lambda f: f"Relance reportée au {_on(f.next)} ({_named(f)}).",
    ),
    "proposed": (("stage", "waiting"), _proposed),
}

CODES = tuple(_SAYS)
"""Every code, in the order in which the first that applies is written (RULES §4)."""


def sentence(code: str, facts: Facts) -> str:
    r"""Say one code in French.

    >>> sentence("gap", Facts(stage="Relance ferme", last=date(2026, 6, 1), next=date(2026, 6, 13)))
    'Relancée le 01/06/2026\u202f: étape «\u202fRelance ferme\u202f» pas avant le 13/06/2026.'
    >>> sentence("paid", Facts())
    'Soldée.'
    """
    said = _SAYS[code][1](facts)
    return said[0].upper() + said[1:]


def explain(reason: Texts, facts: pd.DataFrame, broken: Flags) -> Texts:
    """Say why for every item; each distinct sentence is worded once.

    `facts` has one column per field of `Facts` (dates as datetime64). A broken promise is
    said first where a stage is only delayed or proposed.
    """
    found = np.full(len(reason), "", dtype=object)
    codes, names = pd.factorize(reason)
    columns = {name: _column(facts[name]) for name in Facts._fields}
    for code, name in enumerate(names):
        rows = np.flatnonzero(codes == code)
        fields = _SAYS[str(name)][0]
        key = np.zeros(len(rows), dtype=np.int64)
        for field in fields:
            part = pd.factorize(columns[field][rows])[0]
            key = pd.factorize(key * (int(part.max(initial=0)) + 2) + part + 1)[0]
        _, first, which = np.unique(key, return_index=True, return_inverse=True)
        said = [
            _said(str(name), {field: columns[field][rows[i]] for field in fields}) for i in first
        ]
        found[rows] = np.array(said, dtype=object)[which]
    delayed = broken & np.isin(reason, CODES[CODES.index("end_of_plan") :])
    found[delayed] = "Promesse non tenue. " + found[delayed]
    return found


def _said(code: str, told: Mapping[str, object]) -> str:
    values = {field: _value(value) for field, value in told.items()}
    return sentence(code, Facts._make((Facts()._asdict() | values).values()))


def _column(values: pd.Series) -> npt.NDArray[np.generic]:
    return days(values) if values.dtype.kind == "M" else values.to_numpy()


def _value(value: object) -> object:
    if isinstance(value, np.datetime64):
        return None if np.isnat(value) else value.astype(object)
    return value.item() if isinstance(value, np.generic) else value
