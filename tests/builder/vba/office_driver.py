"""Run macros of workbooks in LibreOffice. Stand-alone: the interpreter that has `uno` runs it.

    python3 office_driver.py PIPE < jobs.json > results.json

A job is {"path": …, "macros": ["Module.Sub", …]}; its result gives what each macro answered
or raised, and the macro behind every shape of the first sheet, by the shape's text.
"""

import json
import sys
import time
from urllib.parse import quote

try:
    import uno
except ImportError:  # collected by pytest, whose interpreter need not have it
    uno = None

ONLY_TRUSTED_FOLDERS = 5  # MacroExecMode.USE_CONFIG_REJECT_CONFIRMATION
SCRIPT = "vnd.sun.star.script:VBAProject.{}?language=Basic&location=document"


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _ in range(300):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # noqa: BLE001 - not yet listening
            time.sleep(0.2)
    raise SystemExit("LibreOffice n’écoute pas")


def argument(name, value):
    found = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    found.Name, found.Value = name, value
    return found


def run(desktop, job):
    mode = argument("MacroExecutionMode", uno.Any("short", ONLY_TRUSTED_FOLDERS))
    url = "file://" + quote(job["path"])
    book = desktop.loadComponentFromURL(url, "_blank", 0, (argument("Hidden", value=True), mode))
    provider = book.getScriptProvider()
    told = {}
    for macro in job["macros"]:
        try:
            told[macro] = provider.getScript(SCRIPT.format(macro)).invoke((), (), ())[0]
        except Exception as fault:  # noqa: BLE001 - whatever it raised is the result
            told[macro] = f"{type(fault).__name__}: {fault}"
    page = book.Sheets.getByIndex(0).DrawPage
    shapes = [page.getByIndex(place) for place in range(page.Count)]
    bound = {
        shape.String: event.Value
        for shape in shapes
        for event in shape.getEvents().getByName("OnClick") or ()
        if event.Name == "Script"
    }
    book.close(True)  # noqa: FBT003 - UNO takes no names
    return {"macros": told, "shapes": bound}


def main():
    context = connect(sys.argv[1])
    desktop = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.frame.Desktop", context
    )
    results = [run(desktop, job) for job in json.load(sys.stdin)]
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main()
