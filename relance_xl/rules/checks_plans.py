"""Problems of sheets Plans, Étapes, Modèles, Calendrier, and of the default plan."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from relance_xl.frames import EMAIL
from relance_xl.problems import Problem, Severity
from relance_xl.rules.arrays import Flags, among, cents, days, duplicated, empty, texts
from relance_xl.rules.checks_customers import bad_ibans
from relance_xl.rules.contacts import PROOF
from relance_xl.rules.plans import FORMAL
from relance_xl.rules.report import joined, report
from relance_xl.settings import Settings

_SEVERITIES = range(5)
_WRITTEN = ("email", "letter", "registered_letter", "sms", "whatsapp")
_LONG_CLOSURE = np.timedelta64(92, "D")

_WITHOUT_PROOF = (
    "formal_without_proof",
    "mise en demeure par un canal sans preuve de réception",
    (
        "choisir «\u00a0lettre recommandée\u00a0»\u202f; sinon chacune attend "
        "une décision «\u00a0Envoyer\u00a0»"
    ),
)
_SAME_RANK = (
    "duplicate_rank",
    "deux étapes du plan ont ce rang",
    "numéroter les étapes 1, 2, 3…",
)
_NO_SUCH_SEVERITY = ("bad_severity", "la gravité va de 0 à 4", "corriger la gravité")
_NO_TEXT = ("stage_without_text", "cette étape n’a pas de texte", "choisir un texte de Modèles")
_BAD_COPY = (
    "bad_email",
    "une adresse en copie est fausse",
    "séparer les adresses par «\u00a0;\u00a0»",
)


def plan_problems(tables: Mapping[str, pd.DataFrame], settings: Settings) -> list[Problem]:
    """Check that every plan can be followed."""
    plans, stages = tables["plans"], tables["stages"]
    names = frozenset(texts(stages["plan"]))
    bare = np.array([plan != "" and plan not in names for plan in texts(plans["plan"])], dtype=bool)
    fault = ("plan_without_stage", "ce plan n’a aucune étape", "en ajouter dans la feuille Étapes")
    return [
        *report(("plans", "plan"), plans, bare, fault),
        *bad_ibans("plans", "factor_iban", plans),
        *_stage_problems(stages),
        *_season_problems(tables["calendar"]),
        *_default_plan(settings, names),
    ]


def _stage_problems(stages: pd.DataFrame) -> list[Problem]:
    channels = texts(stages["channel"])
    silent = (texts(stages["text"]) == "") & among(channels, _WRITTEN)
    severity, graded = cents(stages["severity"]), ~empty(stages["severity"])
    outside = graded & ~np.isin(severity, _SEVERITIES)
    unproven = graded & (severity == FORMAL) & ~among(channels, (*PROOF, ""))
    return [
        *report(("stages", "channel"), stages, unproven, _WITHOUT_PROOF),
        *report(("stages", "rank"), stages, _same_ranks(stages), _SAME_RANK),
        *report(("stages", "severity"), stages, outside, _NO_SUCH_SEVERITY),
        *report(("stages", "text"), stages, silent, _NO_TEXT),
        *report(("stages", "copy_to"), stages, _bad_copies(stages), _BAD_COPY),
    ]


def _same_ranks(stages: pd.DataFrame) -> Flags:
    ranked = zip(texts(stages["plan"]), stages["rank"].astype("str"), strict=True)
    same = duplicated(np.array([joined(key) for key in ranked], dtype=object))
    return same & ~empty(stages["rank"])


def _bad_copies(stages: pd.DataFrame) -> Flags:
    given = [[part.strip() for part in str(cell).split(";")] for cell in texts(stages["copy_to"])]
    return np.array(
        [any(part and not EMAIL.fullmatch(part) for part in parts) for parts in given],
        dtype=bool,
    )


def _season_problems(calendar: pd.DataFrame) -> list[Problem]:
    season = texts(calendar["kind"]) == "season"
    reversed_ = days(calendar["date_to"]) < days(calendar["date_from"])
    fault = (
        "season_without_days",
        "cette saison n’ajoute aucun jour",
        "remplir «\u00a0Jours ajoutés\u00a0»",
    )
    lazy = season & (cents(calendar["extra_days"]) <= 0)
    backwards = (
        "reversed_dates",
        "la fin précède le début\u202f: cette ligne est sans effet",
        "corriger les dates\u202f; une période à cheval sur l’an finit l’année suivante",
    )
    lasting = days(calendar["date_to"]) - days(calendar["date_from"]) > _LONG_CLOSURE
    endless = (
        "long_closure",
        "plus de trois mois fermés\u202f: rien ne part pendant ce temps",
        "vérifier l’année des deux dates",
    )
    return [
        *report(("calendar", "extra_days"), calendar, lazy, fault, Severity.INFO),
        *report(("calendar", "date_to"), calendar, reversed_, backwards),
        *report(("calendar", "date_to"), calendar, lasting & ~season, endless),
    ]


def _default_plan(settings: Settings, names: frozenset[object]) -> list[Problem]:
    if settings.default_plan in names:
        return []
    return [
        Problem(
            "unknown_plan",
            "Paramètres",
            f"Le plan par défaut «\u00a0{settings.default_plan}\u00a0» n’a aucune étape.",
            "Choisir un plan de la feuille Étapes.",
            column="Valeur",
            key="Plan par défaut",
            severity=Severity.BLOCKING,
        )
    ]
