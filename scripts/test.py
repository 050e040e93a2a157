"""One command that installs what the tests need and runs every check.

    python3 scripts/test.py            everything
    python3 scripts/test.py --quick    without LibreOffice, Chromium and slow tests

System packages (installed by apt where allowed): libreoffice-calc-nogui and
libreoffice-writer-nogui (opens what we write), poppler-utils (pages as pictures),
chromium (the HTML pages), python3-venv (the private environment).
"""

import argparse
import os
import shutil
import subprocess
import sys

from setup_env import ROOT, apt_install, prepare

PACKAGES = {
    "soffice": ["libreoffice-calc-nogui", "libreoffice-writer-nogui"],
    "pdftoppm": ["poppler-utils"],
    "chromium": ["chromium"],
}


def install_programs() -> None:
    """Install the programs the tests meet; in CI a missing one is a failure."""
    missing = [name for name in PACKAGES if shutil.which(name) is None]
    if not missing:
        return
    print(f"Programmes manquants : {', '.join(missing)} ; installation…", flush=True)
    apt_install([package for name in missing for package in PACKAGES[name]])
    still = [name for name in missing if shutil.which(name) is None]
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
