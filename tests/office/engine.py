"""An xlwings engine over LibreOffice Calc: what our live book uses, answering as Excel does.

Test equipment only. `Engine`, `Apps`, `App`, `Books`, `Book`, `Sheets` and `Sheet` here;
ranges in `cells`, tables in `tables`. Members keep xlwings' own names, since xlwings
calls them; `api` gives what our code asks of Excel's own objects.
"""

from datetime import date, datetime
from functools import cache, cached_property
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote, urlparse

from relance_xl.adapters.live.traps import load_xlwings
from tests.office.bridge import load_uno, properties
from tests.office.cells import CellRange
from tests.office.soffice import Soffice
from tests.office.tables import Tables

REJECTED, DISCONNECTED = -2147418111, -2147417848
_MOODY = 0.03
_SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"
_RUN_NO_MACRO, _RUN_ALL_MACROS = 0, 4


class ComError(Exception):
    """What pywin32 raises: `hresult`, and `excepinfo` ending with a code."""

    def __init__(self, hresult, text="", scode=0):
        super().__init__(hresult, text)
        self.hresult = hresult
        self.excepinfo = (0, "Calc", text, None, 0, scode) if text else None


class Engine:
    name, type = "calc", "desktop"

    def __init__(self):
        self.apps = Apps(self)

    @staticmethod
    def prepare_xl_data_element(value, options):
        if isinstance(value, date):
            return datetime(*value.timetuple()[:6])
        return "" if value is None else value

    @staticmethod
    def clean_value_data(data, datetime_builder, empty_as, number_builder, err_to_str):
        def clean(value):
            if isinstance(value, datetime):
                parts = ("year", "month", "day", "hour", "minute", "second", "microsecond")
                return datetime_builder(**{part: getattr(value, part) for part in parts})
            return empty_as if value in ("", None) else value

        return [[clean(value) for value in row] for row in data]


class Apps:
    def __init__(self, engine):
        self.engine = engine
        self.open = []

    def keys(self):
        return [app.pid for app in self.open]

    def add(self, spec=None, add_book=None, visible=None, office=None):
        self.open.insert(0, App(self, office or Soffice()))
        return self.open[0]

    def cleanup(self):
        pass

    def __iter__(self):
        return iter([*self.open])

    def __len__(self):
        return len(self.open)

    def __getitem__(self, pid):
        return next(app for app in self.open if app.pid == pid)


class App:
    """Counts down `busy`: so many reaches into Excel are refused as while a cell is edited.

    `moods`, a random generator, makes it refuse now and then.
    """

    def __init__(self, apps, office):
        self.apps, self.office, self.engine = apps, office, apps.engine
        self.visible = False
        self.reset()

    def reset(self):
        """Be as just started."""
        self.screen_updating = self.display_alerts = self.enable_events = True
        self.interactive = True
        self.api = SimpleNamespace(AutoCorrect=SimpleNamespace(AutoFillFormulasInLists=True))
        self.busy = 0
        self.moods = None
        self.shown, self.alerts = [], []
        self._calculation = "automatic"

    def reach(self):
        if self.busy or (self.moods and self.moods.random() < _MOODY):
            self.busy = max(self.busy - 1, 0)
            raise ComError(REJECTED)

    @property
    def pid(self):
        return self.office.pid

    @property
    def hwnd(self):
        return self.office.pid

    @property
    def books(self):
        return Books(self)

    @property
    def selection(self):
        """Give the first chosen range, None where something else is chosen."""
        self.reach()
        book = self.books.active
        chosen = book.doc.CurrentController.getSelection()
        area = getattr(chosen, "RangeAddress", None)
        if area is None:
            return None
        size = (area.EndRow - area.StartRow + 1, area.EndColumn - area.StartColumn + 1)
        sheet = list(book.sheets)[area.Sheet]
        return CellRange(sheet, area.StartRow + 1, area.StartColumn + 1, *size)

    @property
    def calculation(self):
        self.reach()
        return self._calculation

    @calculation.setter
    def calculation(self, mode):
        self.reach()
        for book in self.books:
            book.doc.enableAutomaticCalculation(mode == "automatic")
        self._calculation = mode

    @property
    def status_bar(self):
        return self.shown[-1] if self.shown else False

    @status_bar.setter
    def status_bar(self, text):
        self.reach()
        self.shown.append(text)

    def alert(self, prompt, title, buttons, mode, callback):
        self.alerts.append((prompt, title))
        return "ok"

    def quit(self):
        self.apps.open.remove(self)
        self.office.stop()


class Books:
    def __init__(self, app):
        self.app = app

    @property
    def api(self):
        return self.app.office.desktop.Components

    def __iter__(self):
        documents = self.api.createEnumeration()
        while documents.hasMoreElements():
            document = documents.nextElement()
            if document.supportsService(_SPREADSHEET):
                yield Book(self.app, document)

    def __len__(self):
        return sum(1 for _ in self)

    @property
    def active(self):
        return next(iter(self))

    def __call__(self, key):
        books = [*self]
        if isinstance(key, int):
            return books[key - 1]
        for book in books:
            if key.casefold() in (book.name.casefold(), book.fullname.casefold()):
                return book
        raise KeyError(key)

    def __contains__(self, key):
        return any(book.name == key for book in self)

    def open(self, fullname, *args, macros=False, hidden=True, **kwargs):
        mode = _RUN_ALL_MACROS if macros else _RUN_NO_MACRO
        wanted = properties(
            Hidden=hidden, MacroExecutionMode=load_uno().Any("short", mode), ReadOnly=False
        )
        url = Path(fullname).absolute().as_uri()
        document = self.app.office.desktop.loadComponentFromURL(url, "_blank", 0, wanted)
        if document is None:
            raise ComError(0, f"cannot open {fullname}", -2146827284)
        return Book(self.app, document)


class Book:
    def __init__(self, app, document):
        self.app, self._document = app, document
        self.closed = False
        self.totals = {}

    @property
    def doc(self):
        self.app.reach()
        if self.closed:
            raise ComError(DISCONNECTED)
        return self._document

    @property
    def api(self):
        return SimpleNamespace(ReadOnly=self.doc.isReadonly(), FullName=self.fullname)

    @property
    def fullname(self):
        return unquote(urlparse(self.doc.getURL()).path)

    @property
    def name(self):
        return Path(self.fullname).name

    @property
    def sheets(self):
        return Sheets(self)

    def save(self, path=None, password=None):
        self.doc.store()

    def close(self):
        self.doc.close(True)  # noqa: FBT003 - UNO's shape
        self.closed = True

    def activate(self, steal_focus=None):
        pass

    @cached_property
    def tables(self):
        """Tables by name, each with the index of its sheet; asked once, for calls are slow."""
        ranges = self.doc.DatabaseRanges
        names = [name for name in ranges.ElementNames if not name.startswith("__")]
        found = {name: ranges.getByName(name) for name in names}
        return {name: (table, table.DataArea.Sheet) for name, table in found.items()}

    @cache  # noqa: B019 - books are few and live as long as a test
    def format_of(self, key):
        form = self._document.NumberFormats.getByKey(key)
        return form.Type, form.FormatString


class Sheets:
    def __init__(self, book):
        self.book = book

    @property
    def api(self):
        return self.book.doc.Sheets

    def __len__(self):
        return self.api.Count

    def __iter__(self):
        sheets = self.api
        return (Sheet(self.book, sheets.getByIndex(i)) for i in range(sheets.Count))

    def __call__(self, key):
        sheets = self.api
        if isinstance(key, int):
            return Sheet(self.book, sheets.getByIndex(key - 1))
        if not sheets.hasByName(key):
            raise KeyError(key)
        return Sheet(self.book, sheets.getByName(key))

    def __contains__(self, key):
        return self.api.hasByName(key)

    @property
    def active(self):
        return Sheet(self.book, self.book.doc.CurrentController.ActiveSheet)


class Sheet:
    def __init__(self, book, sheet):
        self.book, self._sheet = book, sheet

    @property
    def xl(self):
        self.book.doc  # noqa: B018 - says if Excel is busy or gone
        return self._sheet

    @property
    def api(self):
        return SimpleNamespace(ProtectContents=self.xl.isProtected())

    @property
    def name(self):
        return self.xl.Name

    @property
    def index(self):
        return self.xl.RangeAddress.Sheet + 1

    @property
    def tables(self):
        return Tables(self)

    @property
    def cells(self):
        return CellRange(self, 1, 1, 1_048_576, 16_384)

    def range(self, first, last=None):
        if isinstance(first, str):
            box = self.xl.getCellRangeByName(first).RangeAddress
            size = (box.EndRow - box.StartRow + 1, box.EndColumn - box.StartColumn + 1)
            return CellRange(self, box.StartRow + 1, box.StartColumn + 1, *size)
        if not isinstance(first, tuple):
            bottom, right = last.row + last.height - 1, last.column + last.width - 1
            first, last = (first.row, first.column), (bottom, right)
        last = last or first
        return CellRange(self, *first, last[0] - first[0] + 1, last[1] - first[1] + 1)

    def activate(self):
        self.book.doc.CurrentController.setActiveSheet(self.xl)


def register():
    """Let xlwings know this engine, make it the active one, and give xlwings."""
    xlwings = load_xlwings()
    if "calc" not in [engine.name for engine in xlwings.engines]:
        xlwings.engines.add(xlwings.Engine(impl=Engine()))
    xlwings.engines["calc"].activate()
    return xlwings


_APPS = []


def calc_app():
    """Give xlwings' App over one LibreOffice for all tests of this process.

    One that fell in a test is replaced: the tests after it tell of themselves, not of it.
    """
    if _APPS and _APPS[-1].impl.office.process.poll() is not None:
        fallen = _APPS.pop().impl
        fallen.apps.open.remove(fallen)
    if not _APPS:
        _APPS.append(register().App(visible=False, add_book=False))
    return _APPS[-1]


def attach(pipe):
    """Give xlwings' App over a LibreOffice another process started with that pipe."""
    xlwings = register()
    return xlwings.App(impl=xlwings.engines["calc"].apps.impl.add(office=Soffice(pipe=pipe)))
