"""Mails no person wrote: failed deliveries, proofs of delivery and reading, absences."""

from relance_xl.rules.replies.machines.recognise import recognise

__all__ = ["recognise"]
