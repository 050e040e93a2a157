"""Conditional formats: what should catch the eye, told per table.

`{column}` in a formula stands for that column's cell of the row looked at.
"""

from dataclasses import dataclass

from relance_xl.builder.styles import Look

RED: Look = {"bg_color": "#FBE3E1", "font_color": "#9C1C12"}
AMBER: Look = {"bg_color": "#FFF2D6", "font_color": "#7A4B00"}
GREEN: Look = {"bg_color": "#E3F2E6", "font_color": "#1E5C2C"}
VIOLET: Look = {"bg_color": "#ECE6F5", "font_color": "#4B2E83"}
FADED: Look = {"font_color": "#9AA3AE"}


@dataclass(frozen=True, slots=True)
class Highlight:
    """Paint `columns` (all when empty) in `look` on rows where `formula` holds."""

    formula: str
    look: Look
    columns: tuple[str, ...] = ()


_PROMISE = ("promise_made_on", "promise_date", "promise_cents")

HIGHLIGHTS: dict[str, tuple[Highlight, ...]] = {
    "customers": (
        Highlight('{block}="Oui"', AMBER, ("customer", "name", "block", "block_reason")),
        Highlight(
            'AND({situation}<>"",{situation}<>"in bonis")',
            VIOLET,
            ("customer", "name", "situation", "judgment_date"),
        ),
        Highlight("AND({credit_limit_cents}>0,{credit_left}<0)", RED, ("credit_left",)),
        Highlight("{oldest_delay_days}>30", RED, ("oldest_delay_days",)),
        Highlight("{oldest_delay_days}>0", AMBER, ("oldest_delay_days",)),
        Highlight('{risk}="élevé"', RED, ("risk",)),
    ),
    "contacts": (
        Highlight('{email_bounced_on}<>""', RED, ("email", "email_bounced_on")),
        Highlight('AND({contact_name}<>"",{email}="")', AMBER, ("email",)),
    ),
    "invoices": (
        Highlight('{status}="soldée"', FADED),
        Highlight(
            'AND({promise_date}<>"",{balance_cents}>0,{reason}<>"",{reason}<>"promise")',
            RED,
            _PROMISE,
        ),
        Highlight('{promise_date}<>""', GREEN, _PROMISE),
        Highlight('{block}="Oui"', AMBER, ("invoice", "block", "block_until")),
        Highlight('{dispute}="Oui"', AMBER, ("invoice", "dispute", "disputed_cents")),
        Highlight('{status}="en attente"', VIOLET, ("status", "why", "reason")),
        Highlight('{status}="à décider"', RED, ("status", "why", "reason")),
        Highlight("AND({days_late}>30,{balance_cents}>0)", RED, ("due_date", "days_late")),
        Highlight("AND({days_late}>0,{balance_cents}>0)", AMBER, ("due_date", "days_late")),
    ),
    "payments": (
        Highlight("{amount_cents}<0", RED, ("amount_cents",)),
        Highlight('{accepted}="Non"', FADED),
        Highlight(
            'AND({source}<>"",OR({accepted}="",{accepted}="Coché"))',
            AMBER,
            ("payment", "confidence", "match_reason", "accepted"),
        ),
    ),
    "instalments": (
        Highlight(
            "AND({days_late}>0,{paid_cents}<{amount_cents})", AMBER, ("due_date", "days_late")
        ),
    ),
    "stages": (
        Highlight("{severity}=4", RED, ("severity",)),
        Highlight("{severity}=3", AMBER, ("severity",)),
        Highlight('{approval}="automatique"', AMBER, ("approval",)),
    ),
    "proposals": (
        Highlight('{decision}="Envoyer"', GREEN, ("number", "decision", "payer_name")),
        Highlight('{decision}="Reporter"', AMBER, ("number", "decision", "postpone_until")),
        Highlight('{decision}="Ignorer"', FADED),
        Highlight('OR({status}="périmée",{status}="mise de côté")', AMBER, ("status",)),
        Highlight("{severity}=4", RED, ("severity", "stage_label")),
    ),
    "sends": (
        Highlight('AND({status}="incertain",{verdict}="")', RED, ("number", "status", "verdict")),
        Highlight(
            'OR({status}="refusé",{status}="rebond",{status}="pas parti")',
            AMBER,
            ("number", "status", "detail"),
        ),
        Highlight('{status}="ignoré"', FADED),
    ),
    "answers": (
        Highlight(
            'AND({answer}<>"",{done}<>"Oui")', AMBER, ("answer", "answer_class", "treatment")
        ),
        Highlight('{done}="Oui"', FADED),
    ),
    "penalties": (Highlight('{state}="abandonnées"', FADED),),
    "rates": (Highlight('{confidence}="source secondaire"', AMBER, ("confidence",)),),
    "anomalies": (
        Highlight('{severity}="bloquant"', RED),
        Highlight('{severity}="à vérifier"', AMBER, ("anomaly", "severity")),
    ),
}
