"""Doors to the outside: spreadsheet, mail, files, secrets. No rules live here."""
