"""What servers say when they refuse the sender or the message, most telling first.

Written for lower-case text without addresses or links; the order decides where two fit.
"""

from relance_xl.rules.replies.machines.phrase_list import any_of

ABOUT_US = (
    (
        "authfailure",
        any_of(r"""
        \bdmarc\b
        unauthenticated e?-?mail
        \bspf\b
        \bdkim\b[^.]{0,40}(?:fail|pass|valid|miss)
        authentication checks? fail
        have authentication information
        sender id \(pra\)
        (?:fail\w*|not pass\w*)[^.]{0,30}authentication (?:check|polic)
        """),
    ),
    (
        "requireptr",
        any_of(r"""
        reverse.?dns
        \brdns\b
        \bptr\b
        reverse (?:host ?name|lookup|mapping|address|ip)
        fcrdns
        unverif[iy]+able sending ip
        cannot (?:find|resolve) your (?:host|reverse)
        client host rejected: cannot find
        no matches to nameserver query
        hostname .{0,30}resolve
        """),
    ),
    (
        "speeding",
        any_of(r"""
        receiving mail at a rate
        mail at a rate that
        too (?:fast|quickly|frequently)
        slow down
        sending rate
        too much mail from
        message rate
        """),
    ),
    (
        "badreputation",
        any_of(r"""
        reputation
        sender ?score
        """),
    ),
    (
        "toomanyconn",
        any_of(r"""
        too many (?:concurrent |simultaneous |smtp |recent |open |invalid ){0,2}connections?
        too many (?:concurrent |simultaneous |smtp |recent |open |invalid ){0,2}sessions?
        too many (?:concurrent |simultaneous |smtp |recent |open |invalid ){0,2}recipients?
        too many (?:concurrent |simultaneous |smtp |recent |open |invalid ){0,2}e?-?mails?
        too many (?:concurrent |simultaneous |smtp |recent |open |invalid ){0,2}messages?
        too many (?:concurrent |simultaneous |smtp |recent |open |invalid ){0,2}errors
        frequency limit
        (?:connection|rate) limit
        rate.?limited
        throttl\w+
        concurren
        trop de connexions
        max(?:imum)? (?:e-?mails|defers) per hour
        max \w+ per \w+ (?:was )?exceeded
        """),
    ),
    (
        "blocked",
        any_of(r"""
        block ?list
        black ?list
        deny ?list
        \brbl\b
        \bdnsbl\b
        spamhaus
        spamcop
        sorbs
        abuseat
        barracudacentral
        blocked (?:using|by|for|at)
        banned
        \(bl\)
        client host rejected
        not accepting connections
        refused to talk to me
        (?:weren't|not) sent\.
        service refus[eé]
        unwanted messages
        \bips?\b[^.]{0,60}(?:block|reject|denied|refus|not allowed|bloqu)
        (?:block|reject|denied|refus|bloqu|invalid)\w*[^.]{0,40}\bips?\b
        your (?:host|server|network|domain)[^.]{0,40}(?:blocked|denied)
        your (?:host|server|network|domain)[^.]{0,40}(?:rejected|refused|not allowed)
        daily relay quota
        no access from (?:your )?mail server
        dynamic ip
        dial-?up
        connections? not accepted
        access from ip
        bad (?:helo|ehlo)
        helo command rejected
        """),
    ),
    (
        "virusdetected",
        any_of(r"""
        \bvirus
        malware
        infected
        \btrojan
        \bworm\b
        phishing
        """),
    ),
    (
        "policyviolation",
        any_of(r"""
        policy (?:violation|reason|restriction|rejection)
        polic(?:y|ies) reasons?
        violat\w+[^.]{0,30}polic
        presents a potential
        (?:attachment|file)[^.]{0,40}(?:not allowed|prohibited|forbidden|blocked|type)
        header error
        rejected (?:due to|by) [^.]{0,40}polic
        prohibited (?:content|by)
        """),
    ),
    (
        "spamdetected",
        any_of(r"""
        \bspam(?:my|ming|assassin)?\b
        \bjunk\b
        unsolicited
        \bube\b
        \bbulk (?:e?-?mail|message)
        (?:message|mail|content)[^.]{0,30}(?:identified|scored|classified) as
        (?:message|mail|content)[^.]{0,30}(?:considered|detected|flagged) as
        content (?:was )?rejected
        message content
        mail rejet[eé]
        likely suspicious
        blacklisted url
        courrier ind[eé]sirable
        looks like
        """),
    ),
    (
        "norelaying",
        any_of(r"""
        relay(?:ing)? (?:access )?(?:is )?(?:denied|not (?:permitted|allowed|authori))
        relay(?:ing)? (?:access )?(?:is )?(?:prohibited|disallowed|rejected)
        (?:not|unable|cannot|can't|don't|insecure|no) (?:\w+ ){0,3}relay
        rcpthosts
        relaying mail
        not (?:a |one of our )?local(?:ly hosted)? domain
        """),
    ),
)
"""Reasons on our side, and the words that tell them."""
