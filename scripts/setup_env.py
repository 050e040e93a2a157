"""Set-up shared by demo.py and test.py: a private environment, nothing but the standard library.

Works as root or not, on Debian-like systems and on Windows. System packages are installed
by apt only where that is allowed; else the sentence says what to ask for.
"""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
OLDEST = (3, 11)


def environment_python() -> Path:
    """Give the path of the private environment's Python."""
    folder, name = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return ENVIRONMENT / folder / name


def prepare(extras: str = "") -> Path:
    """Make `.venv` and install the project in it; returns its Python."""
    if sys.version_info < OLDEST:
        version = ".".join(map(str, sys.version_info[:3]))
        sys.exit(f"Python 3.11 ou plus récent est nécessaire (ici {version}).")
    python = environment_python()
    if not _works(python):
        print("Création de l’environnement privé (.venv)…", flush=True)
        _make_environment()
    print("Installation des paquets…", flush=True)
    install = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(python, *install, "--editable", f"{ROOT}{extras}")
    return python


def _works(python: Path) -> bool:
    """Tell whether the environment is whole: a half-made one is made anew."""
    if not python.exists():
        return False
    tried = subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False)
    return tried.returncode == 0


def _make_environment() -> None:
    try:
        venv.EnvBuilder(with_pip=True, clear=True).create(ENVIRONMENT)
    except (subprocess.CalledProcessError, SystemExit, ImportError):
        version = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        if not apt_install([version]):
            sys.exit(f"Il manque le paquet {version} : « sudo apt-get install {version} ».")
        venv.EnvBuilder(with_pip=True, clear=True).create(ENVIRONMENT)


def apt_install(packages: list[str]) -> bool:
    """Install Debian packages where this account may; tells whether it worked."""
    apt = shutil.which("apt-get")
    if apt is None or os.name == "nt":
        return False
    prefix: list[str] = []
    if os.geteuid() != 0:
        sudo = shutil.which("sudo")
        if sudo is None or subprocess.run([sudo, "-n", "true"], check=False).returncode:
            return False
        prefix = [sudo, "-n"]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*prefix, apt, "update", "-qq"], check=False, env=quiet)
    asked = [*prefix, apt, "install", "-y", "-qq", "--no-install-recommends", *packages]
    return subprocess.run(asked, check=False, env=quiet, stdout=subprocess.DEVNULL).returncode == 0


def run(*command: str | Path) -> None:
    """Run one command from the project's folder; stop the script if it fails."""
    done = subprocess.run([str(word) for word in command], cwd=ROOT, check=False)
    if done.returncode:
        sys.exit(done.returncode)
