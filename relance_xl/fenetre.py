"""The small window of the desktop shortcut: the workbook's buttons, where macros are forbidden.

    pythonw -I -m relance_xl.fenetre

It attaches to a workbook open in Excel and starts the very program a button starts.
"""

import gc
import subprocess
import sys
import threading
import tkinter as tk
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, Queue
from tkinter import ttk

from relance_xl.schema.buttons import Button, ribbon_groups

_BLUE, _ORANGE, _GREY, _WHITE = "#1F4E79", "#B8530F", "#595959", "#FFFFFF"
_ACCENTS = {"Envoi": _ORANGE, "Aide": _GREY}
_TITLE = "Relance XL"
_FONT = "Calibri"
_PER_LINE = 5
"""Buttons side by side, as on Accueil."""
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
        self._head()
        self.choice = self._chooser()
        self._groups()
        self.result = self._result()
        root.update_idletasks()
        root.minsize(root.winfo_reqwidth(), root.winfo_reqheight())
        self.refresh()

    def refresh(self) -> None:
        """Look again for open workbooks; one already chosen stays chosen."""
        chosen = self.choice.get()
        try:
            self._books, invitation = self._look(), _NONE_OPEN
        except Exception:  # noqa: BLE001 - COM fails in many ways, and this window must live
            self._books, invitation = (), _NO_ANSWER
        names = _told_apart([book.name for book in self._books])
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
        gc.collect()
        gc.disable()  # Tk aborts when another thread than its own collects what was its
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
        self.result.insert("1.0", text, "line")
        self.result.configure(state="disabled", foreground=_ORANGE if grave else "#222222")

    def _wait(self) -> None:
        try:
            answer = self._answers.get_nowait()
        except Empty:
            self._root.after(_LOOK_EVERY_MS, self._wait)
            return
        gc.enable()
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
        title.configure(font=(_FONT, 18, "bold"))
        title.pack(side="left", padx=16, pady=10)

    def _chooser(self) -> ttk.Combobox:
        line = tk.Frame(self._root, background=_WHITE)
        line.pack(fill="x", padx=16, pady=(14, 4))
        tk.Label(
            line, text="Classeur ouvert", background=_WHITE, foreground=_GREY, font=(_FONT, 11)
        ).pack(side="left")
        choice = ttk.Combobox(line, state="readonly", width=44, font=(_FONT, 11))
        choice.pack(side="left", padx=8, fill="x", expand=True)
        again = tk.Button(line, text="↻", command=self.refresh, relief="groove", width=3)
        again.pack(side="left")
        self._explain(again, "Chercher de nouveau les classeurs ouverts dans Excel.")
        return choice

    def _groups(self) -> None:
        """Give each group of the ribbon its line; a large one goes on below."""
        area = tk.Frame(self._root, background=_WHITE)
        area.pack(fill="x", padx=12, pady=4)
        row = 0
        for name, buttons in ribbon_groups().items():
            title = tk.Label(area, text=name, background=_WHITE, foreground=_GREY)
            title.configure(font=(_FONT, 11, "bold"))
            title.grid(row=row, column=0, sticky="w", padx=(4, 12))
            for place, button in enumerate(buttons):
                line, column = divmod(place, _PER_LINE)
                area.columnconfigure(column + 1, weight=1, uniform="buttons")
                made = self._button(area, button)
                made.grid(row=row + line, column=column + 1, sticky="ew", padx=4, pady=3)
            row += 1 + (len(buttons) - 1) // _PER_LINE

    def _button(self, area: tk.Frame, button: Button) -> tk.Button:
        made = tk.Button(
            area,
            text=button.caption,
            command=lambda: self.press(button),
            background=_ACCENTS.get(button.ribbon_group, _BLUE),
            foreground=_WHITE,
            activebackground=_GREY,
            activeforeground=_WHITE,
            disabledforeground="#C8D3DD",
            font=(_FONT, 11, "bold"),
            relief="flat",
            borderwidth=0,
            highlightthickness=0,
            padx=10,
            pady=5,
        )
        self._explain(made, button.help)
        self.buttons[button.function] = made
        return made

    def _explain(self, made: tk.Button, words: str) -> None:
        """Show what a button does, under all of them, while it is pointed at or chosen by key."""
        for event in ("<Enter>", "<FocusIn>"):
            made.bind(event, lambda _: self._hint.configure(text=words))
        for event in ("<Leave>", "<FocusOut>"):
            made.bind(event, lambda _: self._hint.configure(text=""))

    def _result(self) -> tk.Text:
        self._hint = tk.Label(self._root, background=_WHITE, foreground=_GREY, anchor="w")
        self._hint.configure(font=(_FONT, 11))
        self._hint.pack(fill="x", padx=16)
        area = tk.Frame(self._root, background=_WHITE)
        area.pack(fill="both", expand=True, padx=16, pady=(4, 16))
        text = tk.Text(
            area,
            width=80,
            height=14,
            wrap="word",
            relief="flat",
            background="#F3F6FA",
            padx=12,
            pady=10,
            highlightthickness=0,
            font=(_FONT, 11),
        )
        text.tag_configure("line", lmargin2=18, spacing3=2)
        bar = ttk.Scrollbar(area, command=text.yview)
        text.configure(yscrollcommand=bar.set)
        bar.pack(side="right", fill="y")
        text.pack(side="left", fill="both", expand=True)
        return text


def _told_apart(names: Sequence[str]) -> list[str]:
    """Give a number to a workbook whose name another one open has too.

    >>> _told_apart(["a.xlsm", "b.xlsm", "a.xlsm"])
    ['a.xlsm', 'b.xlsm', 'a.xlsm (2)']
    """
    seen = Counter[str]()
    told = []
    for name in names:
        seen[name] += 1
        told.append(f"{name} ({seen[name]})" if seen[name] > 1 else name)
    return told


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


def _sharp() -> None:
    """Ask Windows to draw the letters itself on a dense screen, not to blow up a small picture."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows alone

        with suppress(AttributeError, OSError):  # before Windows 8.1
            ctypes.windll.shcore.SetProcessDpiAwareness(1)


def main() -> None:
    """Open the window over what Excel holds."""
    from relance_xl.adapters.live.opened import open_workbooks  # noqa: PLC0415 - the window first

    def look() -> list[OpenWorkbook]:
        return [OpenWorkbook(name, window) for name, window in open_workbooks()]

    _sharp()
    root = tk.Tk()
    Fenetre(root, look, run_macro)
    root.mainloop()


if __name__ == "__main__":
    main()
