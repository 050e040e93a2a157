"""The only place that knows the real things: adapters, folders, the machine, the clock."""

from relance_xl.wiring.clock import pause, today
from relance_xl.wiring.desk import Options, closed_book, open_desk, settings_of
from relance_xl.wiring.folders import BACKUPS, data_folder
from relance_xl.wiring.incoming import import_doors, import_named, incoming_of, open_mailbox
from relance_xl.wiring.mail import keep_secret, secrets_asked
from relance_xl.wiring.runs import (
    create_workbook,
    ecb_rates,
    run_demo,
    write_samples,
)

__all__ = [
    "BACKUPS",
    "Options",
    "closed_book",
    "create_workbook",
    "data_folder",
    "ecb_rates",
    "import_doors",
    "import_named",
    "incoming_of",
    "keep_secret",
    "open_desk",
    "open_mailbox",
    "pause",
    "run_demo",
    "secrets_asked",
    "settings_of",
    "today",
    "write_samples",
]
