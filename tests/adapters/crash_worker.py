"""A run that sends a batch, for `test_crash` to kill: journal and channel, nothing else.

`python -m tests.adapters.crash_worker DATA_FOLDER COUNT smtp PORT CA_FILE`
`python -m tests.adapters.crash_worker DATA_FOLDER COUNT dossier FOLDER`
"""

import sys
from datetime import date
from pathlib import Path

from relance_xl.adapters.folder import MailFolder
from relance_xl.adapters.journal import SqliteJournal
from relance_xl.adapters.run_lock import run_lock
from relance_xl.adapters.smtp import SmtpChannel
from relance_xl.adapters.smtp_account import SmtpAccount, password_login, trusted_context
from relance_xl.ports import Channel, Entry, Pair, SendState
from tests.adapters.mails import SENDER, message
from tests.fakes.mail_server import PASSWORD, USER

WORKBOOK, MACHINE = "3f2a", "PC1"


def channel_of(kind: str, *where: str) -> Channel:
    if kind == "dossier":
        return MailFolder(Path(where[0]), date(2026, 11, 23), SENDER)
    port, authority = where
    trusting = trusted_context()
    trusting.load_verify_locations(authority)
    account = SmtpAccount("localhost", SENDER.address, port=int(port))
    return SmtpChannel(account, password_login(USER, PASSWORD), trusting)


def intention(i: int) -> Entry:
    return Entry(
        number=f"REL-2026-{i:05d}",
        payer=f"C{i}",
        currency="EUR",
        stage="s1",
        channel="email",
        recipient=f"c{i}@client.example",
        pairs=(Pair(f"F{i}", "s1"),),
        state=SendState.QUEUED,
        machine=MACHINE,
    )


def send_all(journal: SqliteJournal, channel: Channel) -> None:
    with channel.open():
        for entry in journal.entries():
            if entry.state is SendState.QUEUED:
                journal.mark(entry.number, SendState.SENDING)
                receipt = channel.send(
                    message(number=entry.number, recipient=entry.recipient),
                    lambda number=entry.number: journal.mark(number, SendState.IN_DOUBT),  # type: ignore[misc]
                )
                journal.mark(entry.number, receipt.state, receipt)


def main(data: str, count: str, *where: str) -> None:
    folder = Path(data)
    with run_lock(folder, str(folder), 10), SqliteJournal(folder, WORKBOOK) as journal:
        journal.release(MACHINE)
        journal.queue([intention(i) for i in range(int(count))])
        print("GO", flush=True)  # noqa: T201 - the killer waits for it
        send_all(journal, channel_of(*where))


if __name__ == "__main__":
    main(*sys.argv[1:])
