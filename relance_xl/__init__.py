"""Reminders to late-paying customers, run from the Excel workbook."""
