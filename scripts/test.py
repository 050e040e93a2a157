"""One command that installs what the tests need and runs every check.

    python3 scripts/test.py            everything
    python3 scripts/test.py --quick    without LibreOffice, Chromium and slow tests

System packages (installed by apt where allowed): libreoffice-calc, libreoffice-writer and
python3-uno (open what we write, press our buttons), xvfb and xdotool (a mouse on a screen
nobody sees), poppler-utils (pages as pictures), chromium (the HTML pages), postfix,
dovecot-core and dovecot-imapd (real mail servers on loopback), python3-venv (the private
environment).
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from setup_env import ROOT, apt_install, prepare

PACKAGES = {
    "soffice": ["libreoffice-calc", "libreoffice-writer"],
    "window": ["libreoffice-calc", "libreoffice-writer"],
    "uno": ["python3-uno"],
    "pdftoppm": ["poppler-utils"],
    "chromium": ["chromium"],
    "postconf": ["postfix"],
    "dovecot": ["dovecot-core"],
    "imap": ["dovecot-imapd"],
    "Xvfb": ["xvfb"],
    "xdotool": ["xdotool"],
}
"""What must be found, and the Debian packages that bring it."""


def is_there(name: str) -> bool:
    """Tell whether a program, or one of the parts named below, is installed."""
    if name == "imap":  # Dovecot's server of mailboxes, which no path leads to
        return Path("/usr/lib/dovecot/imap").exists()
    if name == "uno":  # its bridge for Python
        system = Path("/usr/bin/python3")
        asked = [system, "-c", "import uno"]
        return system.exists() and not subprocess.run(asked, capture_output=True).returncode  # noqa: PLW1510 - the code is the answer
    if name == "window":  # its windows: the -nogui packages have none
        office = shutil.which("soffice")
        return bool(office and [*Path(office).resolve().parent.glob("libvclplug_*lo.so")])
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin") is not None


def install_programs() -> None:
    """Install the programs the tests meet; in CI a missing one is a failure."""
    missing = [name for name in PACKAGES if not is_there(name)]
    if not missing:
        return
    print(f"Programmes manquants : {', '.join(missing)} ; installation…", flush=True)
    if "postconf" in missing and shutil.which("debconf-set-selections"):
        answer = "postfix postfix/main_mailer_type select No configuration"
        subprocess.run(["debconf-set-selections"], input=answer, text=True, check=False)
    apt_install([package for name in missing for package in PACKAGES[name]])
    still = [name for name in missing if not is_there(name)]
    if still and os.environ.get("CI"):
        sys.exit(f"Introuvables après installation : {', '.join(still)}")


def main() -> None:
    """Run every check, tell which failed, exit 1 if any did."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="without programs and slow tests")
    quick = parser.parse_args().quick
    python = prepare("[dev]")
    if not quick:
        install_programs()
    bin_folder = python.parent
    tests = [python, "-m", "pytest", "-q", "-n", "2", "--dist", "worksteal"]
    checks = {
        "ruff": [bin_folder / "ruff", "check", "."],
        "ruff format": [bin_folder / "ruff", "format", "--check", "."],
        "mypy": [python, "-m", "mypy"],
        "import-linter": [bin_folder / "lint-imports"],
        "pytest": [*tests, "-m", "not (office or browser or slow or postfix)"] if quick else tests,
    }
    failed = []
    for name, command in checks.items():
        print(f"\n=== {name}", flush=True)
        if subprocess.run([str(word) for word in command], cwd=ROOT, check=False).returncode:
            failed.append(name)
    print(f"\nÉchecs : {', '.join(failed)}" if failed else "\nTout est vert.", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
