"""Importer: bank files become proposed payments, accounting files invoices and customers.

The way through: every file is read (`doors.read`), those about invoices are taken over
first, then bank entries are matched against what is open by then; each file gives a `Result`
(what it changes, what to tell), a `Draft` gathers what is applied, and one save writes it.
"""

from relance_xl.flows.importing.doors import ImportDoors, ImportFolder, InvoicePages, ReadFile
from relance_xl.flows.importing.run import import_files, import_folder

__all__ = [
    "ImportDoors",
    "ImportFolder",
    "InvoicePages",
    "ReadFile",
    "import_files",
    "import_folder",
]
