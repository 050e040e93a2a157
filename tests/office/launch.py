"""What RELANCE_LAUNCHER starts in tests: `python -m relance_xl.macros`, with LibreOffice as Excel.

    python -m tests.office.launch PIPE WORDS...

The words are the launcher's own; the test adds the day and the witness's path.
"""

import runpy
import sys


def main(pipe, words):
    import gc  # noqa: PLC0415 - as `macros` does at its start, before what is heavy

    gc.disable()
    from tests.office.engine import App, attach  # noqa: PLC0415 - needs LibreOffice

    App.activate = lambda app, steal_focus: None  # no window need come to the front here
    (name,) = (word[len("--wb=") :] for word in words if word.startswith("--wb="))
    attach(pipe).books[name].set_mock_caller()
    sys.argv = ["relance_xl.macros", *words]
    runpy.run_module("relance_xl.macros", run_name="__main__")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
