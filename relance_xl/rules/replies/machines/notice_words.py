"""How failure notices call themselves and what they say, in the languages they come in."""

import re

from relance_xl.rules.replies.machines.phrase_list import any_of

FROM_A_DAEMON = any_of(
    r"""
    mailer[-_. ]?daemon
    post_?master
    mail[-_. ]?(?:delivery|deliver|admin|system)
    ^mailerror
    mmdf
    mdaemon
    \bdaemon\b
    ^\W*(?:bounce|mail_?system|notify|returned?[-_. ]?mail)\w*\W*(?:<|@)
    ^\W*(?:undeliver|admin|root|nobody|uucp)\w*\W*(?:<|@)
    delivery (?:subsystem|system|status|notification)
    system administrator
    administrateur syst
    nondeliver
    """,
    re.IGNORECASE,
)
"""Senders no person hides behind: a From header, name and address."""

FAILED_SUBJECT = any_of(
    r"""
    undeliver
    nondeliver
    non[- ]delivery
    not (?:be )?delivered
    delivery (?:status|fail|report|problem|error|notification|delay)
    deliver\w* [^.]{0,20}fail
    returned? (?:mail|to sender|e-?mail)
    return(?:ing|ed) message
    failure notice
    mail (?:failure|error|delivery|could not)
    failed (?:mail|delivery)
    (?:could|can) ?not (?:be )?(?:sent?|deliver)
    couldn't be
    user unknown
    unknown user
    delivery to
    error (?:sending|in)
    message status
    non remis
    non distribu
    [eé]chec (?:de )?(?:la )?(?:remise|livraison|distribution|envoi)
    avis de non
    retour[- ]\w* ?(?:exp|mail)
    unzustellbar
    nicht zugestellt
    zustell\w*fehl
    onbestelbaar
    niet (?:afgeleverd|bezorgd)
    mancat[oa] (?:consegna|recapito)
    no (?:se )?(?:ha )?(?:podido )?entreg
    devuelto
    недостав
    配信
    配送
    送信でき
    不達
    退信
    エラー
    rejected
    warning: (?:message|could)
    bounce
    loop alert
    not (?:a )?member
    """,
    re.IGNORECASE,
)
"""Subjects of failure notices."""

FAILED_TEXT = any_of(
    r"""
    (?:not|n't|unable to|cannot|failed to|error (?:occurred )?while|error) [^.]{0,40}deliver
    deliver\w* [^.]{0,60}(?:fail|abort|delay|not|error|problem|unsuccess)
    undeliverable
    did not reach
    fatal errors?
    delivery errors?
    user unknown
    unknown user
    no such user
    returned (?:mail|to sender|message)
    transcript of session
    failure reasons
    failed permanently
    could not be (?:sent|delivered)
    rejected by
    address (?:couldn't|could not|not found)
    invalid (?:user|final|recipient)
    [45]\.\d\.\d{1,3}
    \b5[05]\d[ -]
    not a member of
    couldn't be
    original message follows
    permanent (?:fatal )?error
    n.a pas pu [eê]tre
    impossible de (?:remettre|livrer|distribuer)
    non remis
    [eé]chec
    rejet[eé]
    nicht zugestellt
    konnte nicht
    niet (?:worden )?(?:afgeleverd|bezorgd)
    non [eè] stato
    no se (?:ha )?(?:podido|pudo)
    送信でき
    配信でき
    届け
    не может быть
    недостав
    trouble delivering
    autoris
    не має
    не маєте
    """,
    re.IGNORECASE,
)
"""Words of failure notices."""

GOES_ON = any_of(
    r"""
    warning message only
    (?:do not|don.t) need to (?:resend|re-send)
    (?:will|we.ll) (?:now )?(?:keep|continue) (?:on )?(?:trying|retrying|to try|to attempt)
    still (?:being )?(?:trying|retried|retrying)
    (?:delivery )?attempts will continue
    will (?:be )?(?:retried|retry|try again|reattempt)
    has not yet been delivered
    (?:delivery|message|mail) (?:\S+ )?(?:is |was |has been )?delayed
    delayed mail
    delivery delay
    could not send message for past
    (?:remise|livraison|distribution|message) (?:est |a [eé]t[eé] )?(?:retard|diff[eé]r)[eé]
    nouvelles? tentatives? (?:aura|auront|sera|seront|de remise)
    continue(?:ra)? (?:[aà] |d.)essayer
    ne (?:le |la )?renvoyez pas
    zustellung (?:wurde )?verz[oö]gert
    weitere zustellversuche
    vertraagd
    """,
    re.IGNORECASE,
)
"""Words of a notice about a mail still under way."""

GIVEN_UP = any_of(
    r"""
    giv(?:en|ing) up
    permanent (?:fatal )?(?:error|failure)
    (?:has |have )?failed permanently
    not going to try again
    (?:will|to) not (?:be )?(?:retr|try)
    no (?:further|more) (?:delivery )?attempts
    message (?:was )?(?:returned|rejected|bounced)
    (?:too long|expired) in (?:the )?queue
    """,
    re.IGNORECASE,
)
"""Words by which a server says that it stops trying, whatever it tried before."""
