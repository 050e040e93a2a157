"""The user's workbook as a closed .xlsx or .xlsm file.

Reading: `package` is the zip, `layout` says where sheets and tables are, `values` reads
cells, `scan` finds formulas, missing results and errors.
Changing: `pending` holds one table's changes, `plan` turns them into cell edits, `cells`
writes values, `formulas` moves and un-shares formulas, `styles` gives dates a format.
Saving: `rewrite` makes every part that changes, `sheet` and `splice` a sheet's bytes,
`follow` moves the ranges that end with a table, `disk` replaces the file.
`words` is what every book agrees on: keys, owners, equality. `book` puts them together.
"""

from relance_xl.adapters.xlsx.book import ClosedBook

__all__ = ["ClosedBook"]
