"""One command on a fresh machine: installs, builds the example, does a week's work on it.

    python3 scripts/demo.py            writes everything into demo/

Nothing leaves the machine: messages become files, letters become PDFs.
"""

import sys

from setup_env import ROOT, prepare, run

DAY = "2026-11-23"
"""A Monday: the same day always gives the same files."""


def main() -> None:
    """Install, then run « relance demo »."""
    python = prepare()
    folder = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "demo")
    run(python, "-m", "relance_xl", "demo", folder, "--date", DAY)


if __name__ == "__main__":
    main()
