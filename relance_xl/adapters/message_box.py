"""One message box, in front of Excel."""

import sys

TITLE = "Relance XL"


def message_box(text: str, owner: int, *, grave: bool) -> None:
    """Show `text` over the window of that handle and wait until it is read.

    Elsewhere than on Windows it goes to the terminal, if there is one.
    """
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only

        foreground, warning, information = 0x10000, 0x30, 0x40
        style = foreground | (warning if grave else information)
        ctypes.windll.user32.MessageBoxW(owner or None, text, TITLE, style)
    elif sys.stderr is not None:
        sys.stderr.write(f"{text}\n")
