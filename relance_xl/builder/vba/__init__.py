"""The macros of the workbook: `project` gives the bytes of its vbaProject.bin."""

from relance_xl.builder.vba.project import vba_project
from relance_xl.builder.vba.sources import WORKBOOK_NAME, sheet_name, workbook_modules

__all__ = ["WORKBOOK_NAME", "sheet_name", "vba_project", "workbook_modules"]
