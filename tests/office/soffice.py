"""A LibreOffice process of our own, reached through a named pipe."""

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from tests.office.bridge import load_uno

_REGISTRY = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>
"""
_SETTING = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_SETTINGS = (
    ("Office.Common/Misc", "UseLocking", "false"),
    ("Office.Common/Misc", "UseDocumentOOoLockFile", "false"),
    ("Office.Calc/Formula/Load", "OOXMLRecalcMode", "0"),  # always: builders store no values
    ("Setup/L10N", "ooSetupSystemLocale", "en-US"),
)
_START_SECONDS = 60


class Soffice:
    """Starts with a fresh profile; `stop` ends the very processes it started.

    `program` and `options` are for tests that want a window; a `pipe` given alone attaches
    to an office another process started.
    """

    def __init__(self, *, options=("--headless", "--invisible"), env=None, pipe="") -> None:
        self.pipe = pipe or f"relance-{os.getpid()}-{os.urandom(4).hex()}"
        self.process = None
        if not pipe:
            self._start(options, env)
        self.context = self._connect()
        self.desktop = self.service("com.sun.star.frame.Desktop")

    def service(self, name):
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    @property
    def pid(self):
        return self.process.pid if self.process else 0

    def stop(self):
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)  # the group we started, by its id
        self.process.wait()
        self.process = None
        shutil.rmtree(self.profile, ignore_errors=True)

    def _start(self, options, env):
        self.profile = Path(tempfile.mkdtemp(prefix="relance-office-"))
        (self.profile / "user").mkdir()
        items = "".join(_SETTING.format(path=p, name=n, value=v) for p, n, v in _SETTINGS)
        registry = self.profile / "user" / "registrymodifications.xcu"
        registry.write_text(_REGISTRY.format(items=items))
        accept = f"--accept=pipe,name={self.pipe};urp;StarOffice.ComponentContext"
        command = ["soffice", *options, "--norestore", "--nodefault", "--nologo"]
        command += [accept, f"-env:UserInstallation={self.profile.as_uri()}"]
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
        environment = os.environ | (env or {})
        self.process = subprocess.Popen(
            command, **quiet, stderr=subprocess.DEVNULL, start_new_session=True, env=environment
        )
        atexit.register(self.stop)

    def _connect(self):
        local = load_uno().getComponentContext()
        make = local.ServiceManager.createInstanceWithContext
        resolver = make("com.sun.star.bridge.UnoUrlResolver", local)
        address = f"uno:pipe,name={self.pipe};urp;StarOffice.ComponentContext"
        end = time.monotonic() + _START_SECONDS
        while True:
            try:
                return resolver.resolve(address)
            except Exception as fault:
                if "NoConnect" not in type(fault).__name__ or time.monotonic() > end:
                    raise
                if self.process is not None and self.process.poll() is not None:
                    raise RuntimeError(f"soffice ended with {self.process.returncode}") from fault
            time.sleep(0.05)
