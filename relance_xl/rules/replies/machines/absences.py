"""Automatic answers: absences and acknowledgements no person typed (RFC 3834)."""
from relance_xl.incoming import IncomingMail
from relance_xl.rules.replies.model import MachineReply
def absence(mail: IncomingMail) -> MachineReply | None:
    return None
