"""Texts, e-mails and letters: decisions made readable."""
