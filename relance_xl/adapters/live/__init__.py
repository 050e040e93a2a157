"""The workbook as it stands open in Excel, through xlwings.

`traps` is the only module that imports xlwings; `place` finds the file; `patience` waits
for a busy Excel and tells its faults in French; `cells` is the door between our values
and Excel's; `tables` reads; `changes` says which cells of a table change; `writing`
changes them; `quiet` keeps Excel's settings safe; `book` puts them together; `progress`
shows long work.
"""

from relance_xl.adapters.live.book import LiveBook
from relance_xl.adapters.live.patience import Patience
from relance_xl.adapters.live.place import local_path
from relance_xl.adapters.live.progress import LiveProgress
from relance_xl.adapters.live.traps import load_xlwings

__all__ = ["LiveBook", "LiveProgress", "Patience", "load_xlwings", "local_path"]
