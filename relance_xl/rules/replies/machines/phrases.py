"""What servers say when they refuse a mail, by reason, most telling first.

Written for lower-case text without addresses or links. The order decides where two fit:
what is wrong with us (our address, our server, our message) comes before what is wrong
with theirs, and what is lasting before what passes.
"""

import re

_SOMEBODY = r"(?:user|account|mailbox|mail box|recipient|address|alias|e-?mail|destinataire)"

BY_REASON: tuple[tuple[str, str], ...] = (
    (
        "authfailure",
        r"\bdmarc\b|unauthenticated e?-?mail|\bspf\b|\bdkim\b[^.]{0,40}(?:fail|pass|valid|miss)"
        r"|authentication checks? fail|have authentication information|sender id \(pra\)"
        r"|(?:fail\w*|not pass\w*)[^.]{0,30}authentication (?:check|polic)",
    ),
    (
        "requireptr",
        r"reverse.?dns|\brdns\b|\bptr\b|reverse (?:host ?name|lookup|mapping|address|ip)"
        r"|fcrdns|unverif[iy]+able sending ip|cannot (?:find|resolve) your (?:host|reverse)"
        r"|client host rejected: cannot find|no matches to nameserver query|hostname .{0,30}resolve",
    ),
    (
        "speeding",
        r"receiving mail at a rate|mail at a rate that|too (?:fast|quickly|frequently)|slow down"
        r"|sending rate|too much mail from|message rate",
    ),
    ("badreputation", r"reputation|sender ?score"),
    (
        "toomanyconn",
        r"too many (?:concurrent |simultaneous |smtp |recent |open |invalid ){0,2}(?:connections?|sessions?|recipients?|messages?|mails?|errors)"
        r"|frequency limit|(?:connection|rate) limit|rate.?limited|throttl\w+|concurren"
        r"|trop de connexions|max(?:imum)? (?:e-?mails|defers) per hour|max \w+ per \w+ (?:was )?exceeded",
    ),
    (
        "blocked",
        r"block ?list|black ?list|deny ?list|\brbl\b|\bdnsbl\b|spamhaus|spamcop|sorbs|abuseat|barracudacentral"
        r"|blocked (?:using|by|for|at)|banned|\(bl\)|client host rejected|not accepting connections"
        r"|refused to talk to me|(?:weren't|not) sent\. |service refus[eé]|unwanted messages"
        r"|\bips?\b[^.]{0,60}(?:block|reject|denied|refus|not allowed|bloqu)"
        r"|(?:block|reject|denied|refus|bloqu|invalid)\w*[^.]{0,40}\bips?\b"
        r"|your (?:host|server|network|domain)[^.]{0,40}(?:blocked|denied|rejected|refused|not allowed)"
        r"|daily relay quota|no access from (?:your )?mail server|dynamic ip|dial-?up|connections? not accepted"
        r"|access from ip|bad (?:helo|ehlo)|helo command rejected",
    ),
    (
        "virusdetected",
        r"\bvirus|malware|infected|\btrojan|\bworm\b|phishing",
    ),
    (
        "policyviolation",
        r"policy (?:violation|reason|restriction|rejection)|polic(?:y|ies) reasons?|violat\w+[^.]{0,30}polic"
        r"|presents a potential|(?:attachment|file)[^.]{0,40}(?:not allowed|prohibited|forbidden|blocked|type)"
        r"|header error|rejected (?:due to|by) [^.]{0,40}polic|prohibited (?:content|by)",
    ),
    (
        "spamdetected",
        r"\bspam(?:my|ming|assassin)?\b|\bjunk\b|unsolicited|\bube\b|\bbulk (?:e?-?mail|message)"
        r"|(?:message|mail|content)[^.]{0,30}(?:identified|scored|classified|considered|detected|flagged) as"
        r"|content (?:was )?rejected|message content|mail rejet[eé]|likely suspicious|blacklisted url"
        r"|courrier ind[eé]sirable|looks like",
    ),
    (
        "norelaying",
        r"relay(?:ing)? (?:access )?(?:is )?(?:denied|not (?:permitted|allowed|authori)|prohibited|disallowed|rejected)"
        r"|(?:not|unable|cannot|can't|don't|insecure|no) (?:\w+ ){0,3}relay|rcpthosts|relaying mail"
        r"|not (?:a |one of our )?local(?:ly hosted)? domain",
    ),
    (
        "mailboxfull",
        r"(?:mailbox|mail box|mail ?folder|inbox|maildir|account|user|boite|postfach|casella|buz[oó]n|box)"
        r"[^.]{0,30}(?:full\b|pleine|\bvoll\b|piena|lleno|\bvol\b)"
        r"|(?:over|exceed\w*|out of|exhausted|beyond)(?: \w+){0,4} ?(?:quota|storage)|quota[^.]{0,30}(?:exceed|full|reached|violation)"
        r"|over ?quota|disk (?:quota|full|usage)|(?:insufficient|not enough|no more)(?: \w+){0,2} (?:space|storage)"
        r"|(?:storage|mailbox|mailfolder)(?: \w+){0,2} (?:limit|size|quota|allocation)[^.]{0,20}(?:exceed|reach|full)?"
        r"|full (?:mailbox|mail box)|too much mail data|d[eé]pass[eé][^.]{0,20}quota|容量|speicher[^.]{0,30}(?:voll|ersch)",
    ),
    (
        "suspend",
        _SOMEBODY + r"(?:\(s\))?\S{0,3}[^.:]{0,40}(?:disabled|suspend|inactiv|deactiv|frozen|\block(?:ed)?\b"
        r"|discontinued|not (?:currently )?active|been closed|terminated|d[eé]sactiv|suspendu|restricted|gesperrt)"
        r"|(?:disabled|suspended|inactive|deactivated|locked) (?:user|account|mailbox|recipient|address)"
        r"|not accepting (?:\w+ )?(?:mail|messages)|temporary locked|invalid/inactive|boite (?:inactive|bloqu)",
    ),
    (
        "hasmoved",
        r"has (?:been )?moved|no longer on (?:this |the )?server|not our (?:user|customer)|moved (?:to|permanently)"
        r"|mailbox[^.]{0,20}moved|has been replaced by|(?:has|have) changed (?:\w+ )?(?:e-?mail )?address|chang[eé] d.adresse",
    ),
    (
        "notaccept",
        r"null ?mx|no smtp service|(?:does not|doesn't|do not|not) accept(?:ing)? (?:any )?(?:e?-?mail|messages)"
        r"|couldn't find a(?:ny)? mail exchanger|no (?:valid )?mail (?:server|exchanger)|no mx record",
    ),
    (
        "hostunknown",
        r"(?:host|domain)(?: name)?(?: or domain(?: name)?)? (?:is )?(?:unknown|not found|invalid)|unknown (?:host|domain)"
        r"|(?:unrouteable|unroutable|invalid|no such|illegal host/) ?(?:mail )?domain|domain (?:does not|doesn't|must) exist"
        r"|bad destination (?:system|host|mailbox system)|name or service not known|nxdomain|point to non-?existent"
        r"|domaine (?:inconnu|inexistant)|no relevant answers",
    ),
    (
        "mesgtoobig",
        r"(?:message|mail|data|size|content)[^.]{0,40}(?:too (?:big|large)|(?<!queue )too long|exceed)|size limit|exceeds? (?:the )?(?:max|fixed|size)"
        r"|max(?:imum)? (?:message|mail|allowed)? ?size|trop (?:volumineux|grand|gros)|zu gro[sß]|recipsizelimit",
    ),
    ("failedstarttls", r"starttls|support tls|tls (?:handshake|negotiation|is required|required)|certificate"),
    (
        "notcompliantrfc",
        r"duplicate header|\brfc ?\d{3,4}\b[^.]{0,40}(?:compl|viol|conform)|(?:compl|viol|conform)[^.]{0,40}\brfc"
        r"|multiple (?:from|to|subject) header|bare (?:lf|newline)|missing (?:\w+ )?header|non-?ascii|malformed (?:mail|message|header)",
    ),
    (
        "mailererror",
        r"\bpipe to\b|\bx-unix; ?\d|procmail|command (?:died|failed|output|time limit)|exit (?:status|code)"
        r"|mailer (?:error|died)|delivery agent|child (?:process|status)|unable to (?:run|execute)",
    ),
    (
        "onhold",
        r"\bon hold\b",
    ),
    (
        "rejected",
        r"sender(?:'s)? ?(?:e?-?mail )?(?:address|domain|verif\w+)?(?: is| was| has been)? ?(?:rejected|denied|refused|fail|unknown|invalid|not)"
        r"|domain of sender|invalid (?:mail )?sender|(?:mail from|return path)[^.]{0,40}(?:reject|denied|invalid|refus)"
        r"|(?:adresse )?(?:emetteur|[eé]metteur|exp[eé]diteur)[^.]{0,20}(?:invalide|inconnu|refus)|not a member of|member of this"
        r"|mailing list|post(?:ing)? (?:messages )?(?:to|in) (?:this|the) (?:group|list)|google (?:groups|gruppen|グループ)|all recipient addresses rejected"
        r"|user complaints|unexpected volume",
    ),
    (
        "securityerror",
        r"delivery not authori[sz]ed|not authori[sz]ed|(?<!rejected: )access denied|authentication (?:is )?(?:required|failed|credentials)"
        r"|unauthenticated senders?|permission denied|must (?:issue|authenticate)|you are not (?:allowed|permitted)"
        r"|(?:insufficient|without) permission|restricted to|approv\w+ (?:by|from) (?:a )?moderator",
    ),
    (
        "networkerror",
        r"hop count|too many hops|mail (?:forwarding )?loop|loops? back|routing loop|loop detected"
        r"|(?:host ?name|name server|name service|nameserver|\bdns\b)[^.]{0,60}(?:lookup|fail|error|reply)"
        r"|no route to host|network (?:is )?(?:unreachable|error)|host (?:is )?unreachable|connection (?:was )?(?:lost|reset|dropped|closed)",
    ),
    (
        "systemerror",
        r"internal (?:\w+ ){0,2}error|system error|\bldap\b|(?:server|local) (?:configuration )?(?:error|problem)"
        r"|configuration error|transaction failed|could not load|out of memory|requested action aborted|duplicated message-id"
        r"|alias(?:ing)?/forwarding|can't (?:open|create)|queue file write|forwarding loop",
    ),
    ("systemfull", r"no space left|system (?:storage|disk)|insufficient system"),
    (
        "expired",
        r"tim(?:ed?|ing) ?out|time-?out|expired|giving up|(?:not|n't) (?:yet )?(?:be|been) delivered (?:for|within|after|in)"
        r"|retry time|unable to (?:connect|contact)|could not connect|not reachable|n't able to establish|unable to establish"
        r"|(?:did not|didn't|not) (?:respond|accept our requests)|delayed|in the queue|queue (?:lifetime|period|time)"
        r"|socket error|could not (?:deliver for|find a gateway)|will be retried|still (?:trying|being)|try again later"
        r"|temporarily (?:unavailable|deferred)|aborted after|connection refused|noch nicht zugestellt|d[eé]lai",
    ),
    ("syntaxerror", r"syntax error|not implemented|unrecogni[sz]ed command|bad sequence|parameter"),
)

UNKNOWN_USER = (
    r"user[- ](?:is )?unknown|unknown (?:user|recipient|address|local|mailbox|alias|account|or illegal)|unknown in|no such"
    r"|recipient[^.]{0,30}(?:unknown|not found|rejected|not recogni|invalid|not exist|refused)"
    r"|invalid (?:recipient|mailbox|address|user|local|final|e?-?mail)|mailbox (?:unavailable|not available|not found|unknown)"
    r"|" + _SOMEBODY + r"[^.]{0,60}(?:do(?:es)? not|doesn't|didn't|not|n't|couldn't be|n.est pas) (?:exist|found|known|have|listed|valid|registered|recogni|an? )"
    r"|not listed in|no mailbox|have an? \S* ?account|undeliverable address|no valid recipients|address[^.]{0,20}(?:rejected|not valid)"
    r"|not a (?:registered|valid|known)|bad (?:address|recipient|destination mailbox)|unrout(?:e?able) address"
    r"|(?:utilisateur|destinataire|adresse|compte|bo[iî]te)[^.]{0,40}(?:inconnu|invalide|inexistant|n.existe)"
    r"|(?:empf[aä]nger|benutzer|adresse|postfach)[^.]{0,40}(?:unbekannt|existiert nicht|ung[uü]ltig|nicht gefunden)"
    r"|(?:ontvanger|gebruiker|adres)[^.]{0,40}(?:onbekend|bestaat niet)|(?:utente|destinatario|casella|usuario)[^.]{0,40}(?:sconosciut|inesistente|non esiste|desconocido|no existe|inexistente)"
    r"|ユーザ\w*が|存在し|見つかり|不明|not found\b|\b542 +rejected|name of email address not valid|user name"
)
"""Words for « there is nobody of that name here »."""

LOCAL_LOOKUP = (
    r"not listed in|unknown recipient|recipient name is not recogni|final delivery userid|no valid recipients"
    r"|recipnotfound|wasn't found at|couldn't be found|not found in|address not found|no mailbox by that name"
    r"|resolver\.adr|user name of|unknown user:|^returned mail: user unknown|doesn't have an? \S* ?account|\b542 +rejected"
)
"""Said by the very server that keeps the mailboxes, whatever command it answered."""


def compiled() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Compile the phrases of all reasons, in order."""
    return tuple((reason, re.compile(words)) for reason, words in BY_REASON)
