"""Which SMTP command a server refused, as sending servers tell it."""

import re

from relance_xl.rules.replies.machines.phrase_list import any_of

_SAID = (
    (
        "data",
        any_of(r"""
        in reply to (?:the )?(?:end of )?data
        after (?:end of )?data
        after end of message
        text command
        final data
        after i sent the message
        \(data\)
        smtp command\s+data\b
        \[data\]
        after pipelined data
        \(state 1[78]\)
        """),
    ),
    (
        "rcpt",
        any_of(r"""
        in reply to rcpt
        (?:after|our|sending|command:?) rcpt
        rcpt command
        rcpt.to\]
        smtp:rcpt
        does not like recipient
        rejected address
        rcpt to:? ?<[^>]*>[^a-z]{0,6}(?:was )?(?:reject|fail)
        recipient address reject
        \(state 1[34]\)
        """),
    ),
    (
        "mail",
        any_of(r"""
        \(state [67]\)
        in reply to mail from
        (?:after|our|sending|command:?) mail from
        mail from command
        mail.from\]
        server rejected mail from
        """),
    ),
    (
        "ehlo",
        any_of(r"""
        in reply to (?:ehlo|helo)
        after (?:ehlo|helo)
        (?:ehlo|helo) command
        """),
    ),
    (
        "conn",
        any_of(r"""
        initial connection
        refused to talk
        greeted us
        connected to \S+ but
        """),
    ),
)
"""Commands and the words that name them; an answer to DATA often quotes RCPT, so DATA is first."""
_ASKED = re.compile(r"(?:>>>|sent <<<) ?(\w{4})")
_REFUSED = re.compile(r"(?:<<<|received >>>) ?[45]\d\d")
_VERBS = {"data": "data", "rcpt": "rcpt", "mail": "mail", "ehlo": "ehlo", "helo": "ehlo"}


def command_in(words: str) -> str:
    r"""Find the refused command in lower-case words; "" when they do not say.

    >>> command_in("said: 550 no (in reply to rcpt to command)")
    'rcpt'
    >>> command_in(">>> mail from:<a@b.fr>\n<<< 250 ok\n>>> data\n<<< 550 no")
    'data'
    """
    found = next((command for command, phrase in _SAID if phrase.search(words)), "")
    return found or _in_transcript(words)


def _in_transcript(words: str) -> str:
    refused = _REFUSED.search(words)
    if not refused:
        return ""
    asked = _ASKED.findall(words[: refused.start()])
    return _VERBS.get(asked[-1], "") if asked else ""
