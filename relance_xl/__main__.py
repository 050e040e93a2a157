"""`python -m relance_xl` is the command `relance`."""

import sys

from relance_xl.cli import main

sys.exit(main())
