"""A Postfix of our own on loopback: STARTTLS and AUTH required, delivery reports, mailboxes.

Needs root and the Debian packages `postfix` and `dovecot-core` (passwords only). All its
state lies in one folder; the system's own mail set-up is neither read nor touched.
"""

import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from tempfile import mkdtemp

import trustme

from tests.fakes.loopback import free_port, wait_for_greeting
from tests.fakes.mail_server import PASSWORD, USER

_MAIN = """
compatibility_level = 3.6
queue_directory = {root}/spool
data_directory = {root}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
maillog_file = {root}/log
maillog_file_prefixes = {root}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = localhost
mydestination =
alias_maps =
virtual_mailbox_domains = client.example, acme.example
virtual_mailbox_base = {root}/mail
virtual_mailbox_maps = regexp:{root}/etc/boxes
virtual_minimum_uid = 1
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
smtpd_tls_cert_file = {root}/etc/server.pem
smtpd_tls_security_level = encrypt
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_relay_restrictions = permit_sasl_authenticated, reject
message_size_limit = 2000000
transport_maps = inline:{{ {{ tard@client.example = smtp:[127.0.0.1]:1 }} }}
delay_warning_time = 1s
"""
_SERVICES = {
    "pickup": "unix n - n 60 1 pickup",
    "cleanup": "unix n - n - 0 cleanup",
    "qmgr": "unix n - n 300 1 qmgr",
    "tlsmgr": "unix - - n 1000? 1 tlsmgr",
    "rewrite": "unix - - n - - trivial-rewrite",
    "bounce": "unix - - n - 0 bounce",
    "defer": "unix - - n - 0 bounce",
    "trace": "unix - - n - 0 bounce",
    "flush": "unix n - n 1000? 0 flush",
    "proxymap": "unix - - n - - proxymap",
    "error": "unix - - n - - error",
    "retry": "unix - - n - - error",
    "virtual": "unix - n n - - virtual -o virtual_mailbox_maps=regexp:{root}/etc/kept",
    "smtp": "unix - - n - - smtp",
    "anvil": "unix - - n - 1 anvil",
    "postlog": "unix-dgram n - n - 1 postlogd",
}
_BOXES = """
/^c[0-9]+@client\\.example$/ clients/
/^compta@acme\\.example$/ compta/
"""
_ANNOUNCED = """
/^(parti|tard)@client\\.example$/ clients/
"""
"""Boxes the server accepts mail for and that are gone, or silent, once it delivers."""
_DOVECOT = """
base_dir = {root}/run
state_dir = {root}/run
log_path = {root}/dovecot.log
protocols =
ssl = no
auth_mechanisms = plain login
auth_failure_delay = 0
passdb {{
  driver = passwd-file
  args = {root}/etc/users
}}
userdb {{
  driver = passwd-file
  args = {root}/etc/users
}}
service auth {{
  unix_listener {root}/spool/private/auth {{
    mode = 0660
    user = postfix
    group = postfix
  }}
}}
"""


@dataclass(frozen=True)
class Postfix:
    """A running server: where to connect and what has been delivered."""

    port: int
    root: Path

    def delivered(self, box: str, count: int, wait_seconds: float = 15) -> list[Message]:
        """Give the mails of a box, once there are `count` of them or time is up."""
        until = time.monotonic() + wait_seconds
        folder = self.root / "mail" / box / "new"
        while time.monotonic() < until and len(list(folder.glob("*"))) < count:
            time.sleep(0.05)
        return [message_from_bytes(path.read_bytes()) for path in sorted(folder.glob("*"))]

    def try_again(self) -> None:
        """Have what waits in the queue tried once more, now."""
        _run("postqueue", "-c", str(self.root / "etc"), "-f")


@contextmanager
def postfix_server(authority: trustme.CA) -> Iterator[Postfix]:
    """Run the server; the folder name is short because its sockets lie there."""
    root = Path(mkdtemp(prefix="pf-", dir="/tmp"))
    try:
        port = free_port()
        _configure(root, port, authority)
        with _dovecot(root):
            _run("postfix", "-c", str(root / "etc"), "start")
            try:
                wait_for_greeting(port, b"220")
                yield Postfix(port, root)
            finally:
                _run("postfix", "-c", str(root / "etc"), "stop")
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _configure(root: Path, port: int, authority: trustme.CA) -> None:
    owner = pwd.getpwnam("postfix")
    root.chmod(0o755)
    for name in ("etc", "spool", "data", "mail", "run"):
        (root / name).mkdir()
    for name in ("data", "mail"):
        shutil.chown(root / name, "postfix", "postfix")
    certificate = authority.issue_cert("localhost")
    certificate.private_key_and_cert_chain_pem.write_to_path(root / "etc" / "server.pem")
    settings = _MAIN.format(root=root, uid=owner.pw_uid, gid=owner.pw_gid)
    (root / "etc" / "main.cf").write_text(settings)
    services = [f"127.0.0.1:{port} inet n - n - - smtpd"]
    services += [f"{name} {service.format(root=root)}" for name, service in _SERVICES.items()]
    (root / "etc" / "master.cf").write_text("\n".join(services) + "\n")
    (root / "etc" / "kept").write_text(_BOXES)
    (root / "etc" / "boxes").write_text(_BOXES + _ANNOUNCED)
    (root / "etc" / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}::::::\n")
    (root / "etc" / "dovecot.conf").write_text(_DOVECOT.format(root=root))


@contextmanager
def _dovecot(root: Path) -> Iterator[None]:
    private = root / "spool" / "private"
    private.mkdir(mode=0o700)
    shutil.chown(private, "postfix")
    command = ["dovecot", "-F", "-c", str(root / "etc" / "dovecot.conf")]
    with subprocess.Popen(command) as dovecot:
        try:
            yield
        finally:
            dovecot.terminate()


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=60)
