"""A screen nobody sees, for tests that open windows."""

import os
import shutil
import subprocess
from contextlib import contextmanager

import pytest


@contextmanager
def screen(width=1280, height=900):
    """Start an X server of our own; gives its name, the value of DISPLAY."""
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb n’est pas installé")
    ours, theirs = os.pipe()
    size = f"{width}x{height}x24"
    command = ["Xvfb", "-displayfd", str(theirs), "-screen", "0", size, "-nolisten", "tcp"]
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    server = subprocess.Popen(command, pass_fds=[theirs], stderr=subprocess.DEVNULL, **quiet)
    os.close(theirs)
    try:
        with os.fdopen(ours) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.kill()
        server.wait()
