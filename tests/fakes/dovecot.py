"""A Dovecot of our own on loopback: IMAP over TLS, STARTTLS and plain, passwords and tokens.

Needs root and the Debian package `dovecot-imapd`. All its state lies in one folder; the
system's own mail set-up is neither read nor touched.
"""

import imaplib
import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

import trustme

from tests.fakes.loopback import free_port, wait_for_greeting

USER = "compta@acme.example"
PASSWORD = "mot de passe"
TOKEN = "jeton-du-jour"
MISSING = not (
    shutil.which("dovecot") and Path("/usr/lib/dovecot/imap").exists() and os.geteuid() == 0
)
"""Whether this machine lacks what it takes."""

_CONFIG = """
base_dir = {root}/run
state_dir = {root}/run
log_path = {root}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{root}/server.pem
ssl_key = <{root}/server.pem
ssl_min_protocol = TLSv1.2
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2
auth_failure_delay = 0
login_trusted_networks =
default_internal_user = {owner}
default_login_user = {owner}
default_internal_group = {group}
first_valid_uid = 1
mail_location = maildir:{home}:LAYOUT=fs
passdb {{
  driver = passwd-file
  mechanisms = plain login
  args = {root}/users
}}
passdb {{
  driver = passwd-file
  mechanisms = xoauth2
  args = {root}/tokens
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {tls}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@dataclass(frozen=True)
class Dovecot:
    """A running server: `tls` takes TLS from the first byte, `plain` also STARTTLS."""

    tls: int
    plain: int
    root: Path
    home: Path

    @contextmanager
    def at_hand(self) -> Iterator[imaplib.IMAP4]:
        """Give a connection of the mailbox's owner, to put mails in and look at flags."""
        client = imaplib.IMAP4("127.0.0.1", self.plain, 10)
        client.login(USER, PASSWORD)
        try:
            yield client
        finally:
            client.logout()

    def put(self, raw: bytes, folder: str = "INBOX") -> None:
        """Deliver one mail into a folder (its name as IMAP writes it)."""
        with self.at_hand() as client:
            client.create(folder)
            answer, detail = client.append(folder, "", "", raw)
            assert answer == "OK", detail

    def renumber(self, folder: str = "INBOX") -> None:
        """Do what a restored mailbox does: give all mails new numbers, under a new UIDVALIDITY."""
        home = self.home
        place = home if folder == "INBOX" else home / folder
        time.sleep(1.1)  # UIDVALIDITY is a second
        for name in (
            "dovecot-uidlist",
            "dovecot.index",
            "dovecot.index.log",
            "dovecot.index.cache",
        ):
            (place / name).unlink(missing_ok=True)
        (home / "dovecot-uidvalidity").unlink(missing_ok=True)
        for stale in home.glob("dovecot-uidvalidity.*"):
            stale.unlink()


@contextmanager
def dovecot_server(authority: trustme.CA, home: Path | None = None) -> Iterator[Dovecot]:
    """Run the server over a mailbox of its own, or over the maildir `home` as its owner.

    The folder name is short because its sockets lie there.
    """
    root = Path(mkdtemp(prefix="dc-", dir="/tmp"))
    try:
        server = Dovecot(free_port(), free_port(), root, home or root / "mail")
        _configure(server, authority)
        with subprocess.Popen(["dovecot", "-F", "-c", str(root / "dovecot.conf")]) as dovecot:
            try:
                wait_for_greeting(server.plain, b"* OK")
                yield server
            finally:
                dovecot.terminate()
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _configure(server: Dovecot, authority: trustme.CA) -> None:
    root = server.root
    owner = pwd.getpwnam("dovecot")
    if not server.home.exists():
        server.home.mkdir()
        shutil.chown(server.home, owner.pw_uid, owner.pw_gid)
    keeper = server.home.stat()
    root.chmod(0o755)
    (root / "run").mkdir()
    certificate = authority.issue_cert("localhost")
    certificate.private_key_and_cert_chain_pem.write_to_path(root / "server.pem")
    (root / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}::::::\n")
    (root / "tokens").write_text(f"{USER}:{{PLAIN}}{TOKEN}::::::\n")
    settings = _CONFIG.format(
        root=root,
        home=server.home,
        owner=owner.pw_name,
        group="dovecot",
        uid=keeper.st_uid,
        gid=keeper.st_gid,
        tls=server.tls,
        plain=server.plain,
    )
    (root / "dovecot.conf").write_text(settings)
