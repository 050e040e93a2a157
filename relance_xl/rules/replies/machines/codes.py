"""Enhanced status codes (RFC 3463 and the IANA registry, X.n.n) and SMTP replies to reasons.

A code is weighed only after the server's words: servers are freer with codes than with words.
"""

import re

_BY_DETAIL = {
    "1.1": "userunknown",
    "1.2": "hostunknown",
    "1.3": "userunknown",
    "1.4": "filtered",
    "1.6": "hasmoved",
    "1.7": "rejected",
    "1.8": "rejected",
    "1.9": "hostunknown",
    "1.10": "notaccept",
    "2.1": "suspend",
    "2.2": "mailboxfull",
    "2.3": "exceedlimit",
    "2.4": "filtered",
    "3.1": "systemfull",
    "3.2": "notaccept",
    "3.4": "mesgtoobig",
    "4.1": "expired",
    "4.2": "networkerror",
    "4.3": "systemerror",
    "4.4": "hostunknown",
    "4.5": "systemerror",
    "4.6": "networkerror",
    "4.7": "expired",
    "4.14": "networkerror",
    "5.3": "toomanyconn",
    "6.7": "notcompliantrfc",
    "6.9": "notcompliantrfc",
    "7.0": "securityerror",
    "7.1": "securityerror",
    "7.10": "failedstarttls",
    "7.17": "hasmoved",
    "7.18": "hasmoved",
    "7.20": "authfailure",
    "7.21": "authfailure",
    "7.22": "authfailure",
    "7.23": "authfailure",
    "7.24": "authfailure",
    "7.25": "requireptr",
    "7.26": "authfailure",
    "7.27": "notaccept",
    "7.28": "speeding",
    "7.29": "authfailure",
    "7.30": "failedstarttls",
}
_BY_SUBJECT = {
    "1": "userunknown",
    "2": "filtered",
    "3": "systemerror",
    "4": "networkerror",
    "5": "systemerror",
    "6": "contenterror",
    "7": "securityerror",
}
_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,2})\.(\d{1,3})(?![\d.]\d)")
_REPLY = re.compile(r"(?<![\d.])([45]\d\d)(?=[\s-])")
_TEMPORARY_HOST = frozenset({"4.4", "1.2"})


def status_in(text: str) -> str:
    """Find the first enhanced code that says something, "" without one.

    >>> status_in("5.0.0 (undefined)"), status_in("550-5.7.26 [192.0.2.1] DMARC")
    ('5.0.0', '5.7.26')
    """
    found = [match[0] for match in _STATUS.finditer(text)]
    return next((code for code in found if not code.endswith(".0.0")), found[0] if found else "")


def reply_in(text: str) -> int:
    """Find the first SMTP reply code of failure, 0 without one.

    >>> reply_in("host x[192.0.2.1] said: 554 5.7.1 refused"), reply_in("rien")
    (554, 0)
    """
    match = _REPLY.search(text)
    return int(match[1]) if match else 0


def reason_of_status(status: str) -> str:
    """Tell what an enhanced code means, "" when it means nothing in particular.

    >>> reason_of_status("5.1.1"), reason_of_status("4.4.4"), reason_of_status("5.0.0")
    ('userunknown', 'networkerror', '')
    """
    kind, _, detail = status.partition(".")
    subject, _, _ = detail.partition(".")
    if kind == "4" and detail in _TEMPORARY_HOST:
        return "networkerror"
    if kind == "4" and subject == "1":
        return "expired"
    if kind == "4" and subject == "5":
        return "expired"
    return _BY_DETAIL.get(detail) or _BY_SUBJECT.get(subject, "")
