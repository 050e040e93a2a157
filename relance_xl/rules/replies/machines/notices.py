"""Failure notices in plain words: who sends them, how they sound, whom they are about.

Covers the servers that do not follow RFC 3464 (qmail, exim, sendmail 5, Domino, Exchange,
Gmail, Yahoo, DragonFly, Courier…): no format is read by name, only what they share.
"""

import re

from relance_xl.incoming import IncomingMail
from relance_xl.rules.replies.machines.addresses import ADDRESS, addresses_in, once

_LONGEST = 20_000
_DAEMON = re.compile(
    r"mailer[-_. ]?daemon|post_?master|mail[-_. ]?(?:delivery|deliver|admin|system)|^mailerror|mmdf|mdaemon"
    r"|\bdaemon\b|^\W*(?:bounce|mail_?system|notify|returned?[-_. ]?mail|undeliver|admin|root|nobody|uucp)\w*\W*(?:<|@)"
    r"|delivery (?:subsystem|system|status|notification)|system administrator|administrateur syst|nondeliver",
    re.IGNORECASE,
)
_FAILED_SUBJECT = re.compile(
    r"undeliver|nondeliver|non[- ]delivery|not (?:be )?delivered|delivery (?:status|fail|report|problem|error|notification|delay)"
    r"|returned? (?:mail|to sender|e-?mail)|return(?:ing|ed) message|failure notice|mail (?:failure|error|delivery|could not)|failed (?:mail|delivery)"
    r"|(?:could|can) ?not (?:be )?(?:sent?|deliver)|couldn't be|user unknown|unknown user|delivery to|error (?:sending|in)|message status"
    r"|non remis|non distribu|[eé]chec (?:de )?(?:la )?(?:remise|livraison|distribution|envoi)|avis de non|retour[- ]\w* ?(?:exp|mail)"
    r"|unzustellbar|nicht zugestellt|zustell\w*fehl|onbestelbaar|niet (?:afgeleverd|bezorgd)|mancat[oa] (?:consegna|recapito)"
    r"|no (?:se )?(?:ha )?(?:podido )?entreg|devuelto|недостав|配信|配送|送信でき|不達|退信|エラー|rejected|warning: (?:message|could)|bounce|loop alert|not (?:a )?member",
    re.IGNORECASE,
)
_FAILED_TEXT = re.compile(
    r"(?:not|n't|unable to|cannot|failed to|error (?:occurred )?while|error) [^.]{0,40}deliver|deliver\w* [^.]{0,60}(?:fail|abort|delay|not|error|problem|unsuccess)"
    r"|undeliverable|did not reach|fatal errors?|delivery errors?|user unknown|unknown user|no such user|returned (?:mail|to sender|message)"
    r"|transcript of session|failure reasons|failed permanently|could not be (?:sent|delivered)|rejected by|address (?:couldn't|could not|not found)"
    r"|invalid (?:user|final|recipient)|[45]\.\d\.\d{1,3}|\b5[05]\d[ -]|not a member of|couldn't be|original message follows|permanent (?:fatal )?error"
    r"|n.a pas pu [eê]tre|impossible de (?:remettre|livrer|distribuer)|non remis|[eé]chec|rejet[eé]|nicht zugestellt|konnte nicht|niet (?:worden )?(?:afgeleverd|bezorgd)"
    r"|non [eè] stato|no se (?:ha )?(?:podido|pudo)|送信でき|配信でき|届け|не может быть|недостав|trouble delivering|autoris|не має|не маєте",
    re.IGNORECASE,
)
_COPY_STARTS = re.compile(
    r"^[ \t>*-]*-* ?(?:this is a copy of|below (?:this line )?is a copy|enclosed is a copy|(?:start of )?(?:the )?(?:header of the )?original (?:message|mail)"
    r"|(?:unsent|returned|rejected) message|message headers? follow|message header|original mail|original message follows|undelivered message"
    r"|below is a copy|copy of (?:the|your) message|nachricht im original|message original|the header of the original)[^\n]*$"
    r"|^(?:received|return-path|message-id|dkim-signature|x-[\w-]+)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_AT_LINE_START = re.compile(
    rf"^[ \t>*•-]*[\"'<(]{{0,2}}({ADDRESS})[\"'>)]{{0,2}}(?=\s*(?:$|:|\.\.\.|\(|\[|<|,|on \w|because|invalid|error\b|reason))",
    re.IGNORECASE | re.MULTILINE,
)
_LABELLED = re.compile(
    rf"(?:recipient(?: address)?|rcpt to|user|userid|address|adresse|destinataire|(?:delivered|deliver|delivering|delivery|message|mail|e-mail)\b[^\n@]{{0,60}} to"
    rf"|mailing list|bonjour|hello)\s?[:;,]?\s*[\"'<(]{{0,2}}({ADDRESS})",
    re.IGNORECASE,
)
_COPIED_TO = re.compile(r"^[> \t]*to[ \t]*:[ \t]*(.+)$", re.IGNORECASE | re.MULTILINE)
_SENDER_LINE = re.compile(r"(?:mail from|from|sender|reply-to|envelope-from)[ \t]*:?[ \t]*<?$", re.IGNORECASE)
_HELP = re.compile(r"contact|support|help|postmaster|abuse|admin|info@", re.IGNORECASE)


def from_a_machine(mail: IncomingMail) -> bool:
    """Whether a mail system, not a person, wrote this mail."""
    return bool(
        mail.header("x-failed-recipients")
        or mail.header("return-path") == "<>"
        or _DAEMON.search(mail.header("from"))
        or "x-ms-exchange-message-is-ndr" in mail.headers
        or "x-mlserver" in mail.headers
        or mail.header("content-type").lower().startswith("multipart/report")
    )


def subject_of_failure(mail: IncomingMail) -> bool:
    """Whether the subject is one of a failure notice."""
    return bool(_FAILED_SUBJECT.search(mail.header("subject")[:300]))


def tells_failure(text: str) -> bool:
    """Whether a notice's words tell a failed delivery."""
    return bool(_FAILED_TEXT.search(text[:_LONGEST]))


def notice_of(text: str) -> str:
    r"""Cut the copy of the original mail off a notice.

    >>> notice_of("Sorry.\n<a@b.fr>:\nno\n--- Below this line is a copy of the message.\nTo: x@y.fr")
    'Sorry.\n<a@b.fr>:\nno\n'
    """
    text = text[:_LONGEST]
    match = _COPY_STARTS.search(text)
    return text[: match.start()] if match and text[: match.start()].strip() else text


def failed_addresses(mail: IncomingMail, notice: str) -> tuple[str, ...]:
    """Find whom a notice is about: named by field, by line, by label, else the copy's To."""
    named = addresses_in(" ".join(mail.headers.get("x-failed-recipients", ())))
    if named:
        return named
    own = _own(mail)
    for pattern in (_AT_LINE_START, _LABELLED):
        found = once(
            match[1].lower().strip("'`.")
            for match in pattern.finditer(notice)
            if not _SENDER_LINE.search(notice[max(0, match.start(1) - 40) : match.start(1)])
        )
        kept = tuple(address for address in found if address not in own) or found
        if kept:
            return kept
    copied = addresses_in(f"{mail.returned.get('to', '')} {mail.returned.get('cc', '')}")
    if not copied:
        copied = addresses_in(" ".join(_COPIED_TO.findall(mail.text[:_LONGEST])))
    anywhere = [a for a in addresses_in(notice) if a not in own and not _HELP.search(a)]
    return tuple(a for a in copied if a not in own) or copied or tuple(anywhere[:1])


def _own(mail: IncomingMail) -> frozenset[str]:
    """Addresses a notice mentions without being about them: ours and the server's."""
    told = [mail.header(name) for name in ("from", "to", "delivered-to", "x-original-to", "return-path")]
    told += [mail.returned.get(name, "") for name in ("from", "return-path", "sender", "reply-to")]
    return frozenset(addresses_in(" ".join(told)))


def words_about(address: str, others: tuple[str, ...], notice: str) -> str:
    """Give the notice's words about one address: from its mention to the next one's, lower case."""
    lower = notice.lower()
    if len(others) <= 1:
        return lower
    at = lower.find(address)
    if at < 0:
        return lower
    ends = [end for other in others if other != address and (end := lower.find(other, at)) > 0]
    return lower[at : min(ends, default=len(lower))]
