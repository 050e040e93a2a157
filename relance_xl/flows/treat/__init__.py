"""Traiter: what a person chose in Réponses, Paiements and « À compléter » takes effect."""

from relance_xl.flows.treat.treat import treat
from relance_xl.flows.treat.undo import undo_payments

__all__ = ["treat", "undo_payments"]
