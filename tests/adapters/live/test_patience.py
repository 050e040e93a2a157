"""Waiting for Excel, and what is said when it does not answer."""

import pytest

from relance_xl.adapters.live import LiveProgress, Patience
from relance_xl.problems import WorkbookBusyError, WorkbookError

REJECTED, RETRY_LATER, EDITING = -2147418111, -2147417846, -2146777998
DISCONNECTED, EXCEPTION, REFUSED = -2147417848, -2147352567, -2146827284


class com_error(Exception):  # noqa: N801, N818 - pywin32's name
    def __init__(self, hresult: int, text: str = "", scode: int = 0) -> None:
        super().__init__(hresult)
        self.hresult = hresult
        self.excepinfo = (0, "Microsoft Excel", text, None, 0, scode) if scode else None


class ExcelBusyError(Exception):
    """As xlwings raises it."""


def failing(*faults: Exception):
    left = list(faults)

    def step() -> str:
        if left:
            raise left.pop(0)
        return "fait"

    return step


@pytest.mark.parametrize(
    "fault",
    [
        com_error(REJECTED),
        com_error(RETRY_LATER),
        com_error(EXCEPTION, "", EDITING),
        ExcelBusyError(),
    ],
)
def test_a_busy_excel_is_asked_again(fault: Exception) -> None:
    pauses: list[float] = []
    wait = Patience("R.xlsx", pauses.append)

    assert wait(failing(fault, fault, fault)) == "fait"
    assert pauses == [0.05, 0.1, 0.2]


def test_one_that_stays_busy_is_left_after_half_a_minute() -> None:
    pauses: list[float] = []
    with pytest.raises(WorkbookBusyError, match="Excel est occupé avec « R"):
        Patience("R.xlsx", pauses.append)(failing(*[com_error(REJECTED)] * 99))
    assert 25 < sum(pauses) < 35


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (com_error(DISCONNECTED), "« R.xlsx » ou Excel a été fermé pendant le travail"),
        (com_error(EXCEPTION, "Cellule protégée.", REFUSED), "« R.xlsx » : « Cellule protégée »"),
    ],
)
def test_other_faults_are_told_at_once(fault: Exception, sentence: str) -> None:
    with pytest.raises(WorkbookError, match=sentence):
        Patience("R.xlsx", pytest.fail)(failing(fault))


def test_our_own_faults_pass() -> None:
    with pytest.raises(ZeroDivisionError):
        Patience("R.xlsx")(failing(ZeroDivisionError()))


class App:
    """An Excel whose status bar may be out of reach."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.shown: list[object] = []
        self.fault = fault

    def __setattr__(self, name: str, value: object) -> None:
        if name != "status_bar":
            return super().__setattr__(name, value)
        if self.fault:
            raise self.fault
        return self.shown.append(value)


def test_progress_is_shown_some_fifty_times_and_cleared() -> None:
    app = App()
    with LiveProgress(app, Patience("R.xlsx")).track("Envoi", 1_000) as advance:
        for _ in range(1_000):
            advance(1)

    assert app.shown[0] == "Relance XL — Envoi…"
    assert app.shown[1:3] == ["Relance XL — Envoi : 20/1000", "Relance XL — Envoi : 40/1000"]
    assert app.shown[-2:] == ["Relance XL — Envoi : 1000/1000", False]
    assert len(app.shown) == 52


def test_progress_never_stops_the_work() -> None:
    app, done = App(com_error(REJECTED)), []
    with LiveProgress(app, Patience("R.xlsx")).track("Envoi", 2) as advance:
        for step in ("un", "deux"):
            advance(1)
            done.append(step)

    assert (app.shown, done) == ([], ["un", "deux"])
