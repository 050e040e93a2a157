"""Agreements with a customer: payment in several parts."""
