"""Lists of phrases, one per line, as one expression."""

import re


def any_of(lines: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Compile « any of these lines »; a line is an expression without spaces around it.

    >>> any_of('''
    ...     user unknown
    ...     no such (?:user|mailbox)
    ... ''').findall("no such user: user unknown")
    ['no such user', 'user unknown']
    """
    return re.compile("|".join(filter(None, map(str.strip, lines.splitlines()))), flags)
