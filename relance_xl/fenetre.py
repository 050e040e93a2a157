"""The small window of the desktop shortcut: the workbook's buttons, where macros are forbidden.

    pythonw -I -m relance_xl.fenetre

It attaches to a workbook open in Excel and starts the very program a button starts.
"""

import subprocess
import sys
import threading
import tkinter as tk
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import Empty, Queue
from tkinter import ttk

from relance_xl.schema.buttons import Button, ribbon_groups

_BLUE, _ORANGE, _GREY, _WHITE = "#1F4E79", "#B8530F", "#595959", "#FFFFFF"
_ACCENTS = {"Envoi": _ORANGE, "Aide": _GREY}
_TITLE = "Relance XL"
_LOOK_EVERY_MS = 100
_FAULTS = (1, 2)
"""Exit statuses of a run that could not be done."""
_NONE_OPEN = "Ouvrez votre classeur Relance XL dans Excel, puis cliquez sur ↻."
_NO_ANSWER = "Excel ne répond pas\u202f: terminez la saisie en cours, puis cliquez sur ↻."
_READY = "Choisissez ce qu’il faut faire\u202f: le résultat s’affiche ici."
_AT_WORK = "{}\u202f: en cours…"
_DIED = (
    "Le programme n’a pas démarré, ou s’est arrêté avant la fin. «\u202fDiagnostic\u202f» "
    "dira pourquoi."
)


@dataclass(frozen=True)
class OpenWorkbook:
    """A workbook open in Excel: its name, and the window of its Excel."""

    name: str
    window: int


@dataclass(frozen=True)
class Answer:
    """What a button came to."""

    status: int
    text: str


Look = Callable[[], Sequence[OpenWorkbook]]
Press = Callable[[Button, OpenWorkbook], Answer]


class Fenetre:
    """The window. `look` finds open workbooks, `press` runs a button, however long it takes."""

    def __init__(self, root: tk.Tk, look: Look, press: Press) -> None:
        """Build everything; nothing runs before the first click but one look at Excel."""
        self._root, self._look, self._press = root, look, press
        self._books: Sequence[OpenWorkbook] = ()
        self._answers: Queue[Answer] = Queue()
        self._works = False
        self.buttons: dict[str, tk.Button] = {}
        root.title(_TITLE)
        root.configure(background=_WHITE)
        root.minsize(640, 420)
        self._head()
        self.choice = self._chooser()
        self._groups()
        self.result = self._result()
        self.refresh()

    def refresh(self) -> None:
        """Look again for open workbooks; one already chosen stays chosen."""
        chosen = self.choice.get()
        try:
            self._books, invitation = self._look(), _NONE_OPEN
        except Exception:  # noqa: BLE001 - COM fails in many ways, and this window must live
            self._books, invitation = (), _NO_ANSWER
        names = [book.name for book in self._books]
        self.choice.configure(values=names)
        self.choice.set(chosen if chosen in names else next(iter(names), ""))
        if not self._works:
            self._enable(possible=bool(names))
            self.say(_READY if names else invitation)

    def press(self, button: Button) -> None:
        """Run a button beside the window, which stays alive."""
        place = self.choice.current()
        if place < 0:
            self.refresh()
            return
        book = self._books[place]
        self._works = True
        self._enable(possible=False)
        self.say(_AT_WORK.format(button.caption))
        threading.Thread(target=self._do, args=(button, book), daemon=True).start()
        self._root.after(_LOOK_EVERY_MS, self._wait)

    def _do(self, button: Button, book: OpenWorkbook) -> None:
        try:
            answer = self._press(button, book)
        except OSError:  # Windows did not start the program
            answer = Answer(_FAULTS[0], _DIED)
        self._answers.put(answer)

    def say(self, text: str, *, grave: bool = False) -> None:
        """Show a result."""
        self.result.configure(state="normal")
        self.result.delete("1.0", "end")
        self.result.insert("1.0", text)
        self.result.configure(state="disabled", foreground=_ORANGE if grave else "#222222")

    def _wait(self) -> None:
        try:
            answer = self._answers.get_nowait()
        except Empty:
            self._root.after(_LOOK_EVERY_MS, self._wait)
            return
        self._works = False
        self._enable(possible=True)
        self.say(answer.text or _READY, grave=answer.status in _FAULTS)

    def _enable(self, *, possible: bool) -> None:
        for button in self.buttons.values():
            button.configure(state="normal" if possible else "disabled")

    def _head(self) -> None:
        band = tk.Frame(self._root, background=_BLUE)
        band.pack(fill="x")
        title = tk.Label(band, text=_TITLE, background=_BLUE, foreground=_WHITE)
        title.configure(font=("Calibri", 18, "bold"))
        title.pack(side="left", padx=16, pady=10)

    def _chooser(self) -> ttk.Combobox:
        line = tk.Frame(self._root, background=_WHITE)
        line.pack(fill="x", padx=16, pady=(14, 4))
        tk.Label(line, text="Classeur ouvert", background=_WHITE, foreground=_GREY).pack(
            side="left"
        )
        choice = ttk.Combobox(line, state="readonly", width=44)
        choice.pack(side="left", padx=8, fill="x", expand=True)
        tk.Button(line, text="↻", command=self.refresh, relief="groove", width=3).pack(side="left")
        return choice

    def _groups(self) -> None:
        area = tk.Frame(self._root, background=_WHITE)
        area.pack(fill="x", padx=8, pady=4)
        for place, (name, buttons) in enumerate(ribbon_groups().items()):
            area.columnconfigure(place, weight=1, uniform="groups")
            column = tk.Frame(area, background=_WHITE)
            column.grid(row=0, column=place, sticky="new", padx=8)
            tk.Label(
                column,
                text=name,
                background=_WHITE,
                foreground=_GREY,
                font=("Calibri", 10, "bold"),
            ).pack(anchor="w", pady=(6, 2))
            for button in buttons:
                self._button(column, button)

    def _button(self, column: tk.Frame, button: Button) -> None:
        made = tk.Button(
            column,
            text=button.caption,
            command=lambda: self.press(button),
            background=_ACCENTS.get(button.ribbon_group, _BLUE),
            foreground=_WHITE,
            activebackground=_GREY,
            activeforeground=_WHITE,
            disabledforeground="#C8D3DD",
            font=("Calibri", 11, "bold"),
            relief="flat",
            borderwidth=0,
            highlightthickness=0,
            pady=5,
        )
        made.pack(fill="x", pady=3)
        made.bind("<Enter>", lambda _: self._hint.configure(text=button.help))
        made.bind("<Leave>", lambda _: self._hint.configure(text=""))
        self.buttons[button.function] = made

    def _result(self) -> tk.Text:
        self._hint = tk.Label(self._root, background=_WHITE, foreground=_GREY, anchor="w")
        self._hint.pack(fill="x", padx=16)
        text = tk.Text(
            self._root,
            height=10,
            wrap="word",
            relief="flat",
            background="#F3F6FA",
            padx=12,
            pady=10,
            font=("Calibri", 11),
        )
        text.pack(fill="both", expand=True, padx=16, pady=(4, 16))
        return text


def run_macro(button: Button, book: OpenWorkbook) -> Answer:
    """Start the program as the workbook's own launcher would, and read its result."""
    words = [sys.executable, "-I", "-m", "relance_xl.macros", button.function]
    words += [f"--wb={book.name}", "--from_xl=1", f"--hwnd={book.window}", "--fenetre"]
    done = subprocess.run(  # noqa: S603 - our own program, no shell
        words,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    text = done.stdout.decode("utf-8", "replace").strip()
    died = done.returncode != 0 and not text
    return Answer(done.returncode, _DIED if died else text)


def main() -> None:
    """Open the window over what Excel holds."""
    from relance_xl.adapters.live.opened import open_workbooks  # noqa: PLC0415 - the window first

    def look() -> list[OpenWorkbook]:
        return [OpenWorkbook(name, window) for name, window in open_workbooks()]

    root = tk.Tk()
    Fenetre(root, look, run_macro)
    root.mainloop()


if __name__ == "__main__":
    main()
