"""What comes from outside, once read: bank entries, accounting lists, mails.

Readers (`adapters`) make these values from bytes; rules (`matching`, `replies`, `takeover`)
decide what they mean. Nothing here knows a file format, nothing here knows a workbook.
"""

from relance_xl.incoming.bank import BankEntry, BankFile, BankStatement
from relance_xl.incoming.files import ImportFile
from relance_xl.incoming.ledger import LedgerCustomer, LedgerFile, LedgerItem, PlatformStatus
from relance_xl.incoming.mails import IncomingMail, MailPart
from relance_xl.incoming.tables import Profile, Reading, UnknownLayout

__all__ = [
    "BankEntry",
    "BankFile",
    "BankStatement",
    "ImportFile",
    "IncomingMail",
    "LedgerCustomer",
    "LedgerFile",
    "LedgerItem",
    "MailPart",
    "PlatformStatus",
    "Profile",
    "Reading",
    "UnknownLayout",
]
