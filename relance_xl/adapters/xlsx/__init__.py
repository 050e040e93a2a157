"""The user's workbook as a closed .xlsx or .xlsm file.

`package` is the zip, `layout` says where sheets and tables are, `values` reads cells,
`scan` finds formulas and errors, `sheet` and `splice` change cells as bytes, `plan` turns
patch, append and replace into cell edits, `follow` moves the ranges that end with a table,
`disk` replaces the file, `book` puts them together.
"""

from relance_xl.adapters.xlsx.book import ClosedBook

__all__ = ["ClosedBook"]
