"""What servers say of the address, the mailbox or themselves, what lasts before what passes.

Written for lower-case text without addresses or links; the order decides where two fit.
"""

from relance_xl.rules.replies.machines.phrase_list import any_of

ABOUT_THEM = (
    (
        "mailboxfull",
        any_of(r"""
        (?:mailbox|mail box|mail ?folder)[^.]{0,30}(?:full\b|pleine|\bvoll\b)
        (?:mailbox|mail box|mail ?folder)[^.]{0,30}(?:piena|lleno|\bvol\b)
        (?:inbox|maildir|account)[^.]{0,30}(?:full\b|pleine|\bvoll\b|piena|lleno|\bvol\b)
        (?:user|boite|postfach|casella|buz[oó]n|box)[^.]{0,30}(?:full\b|pleine|\bvoll\b)
        (?:user|boite|postfach|casella|buz[oó]n|box)[^.]{0,30}(?:piena|lleno|\bvol\b)
        (?:over|exceed\w*|out of|exhausted|beyond)(?: \w+){0,4} ?(?:quota|storage)
        quota[^.]{0,30}(?:exceed|full|reached|violation)
        over ?quota
        mailbox[^.]{0,25}exceeded
        too many messages on
        exhausted allowed storage
        disk (?:quota|full|usage)
        (?:insufficient|not enough|no more)(?: \w+){0,2} (?:space|storage)
        (?:storage|mailbox|mailfolder)(?: \w+){0,2} (?:limit|size|quota|allocation)
        full (?:mailbox|mail box)
        too much mail data
        d[eé]pass[eé][^.]{0,20}quota
        容量
        speicher[^.]{0,30}(?:voll|ersch)
        """),
    ),
    (
        "suspend",
        any_of(r"""
        (?:user|account)(?:\(s\))?\S{0,3}[^.:]{0,40}(?:disabled|suspend|inactiv)
        (?:mailbox|mail box)(?:\(s\))?\S{0,3}[^.:]{0,40}(?:disabled|suspend|inactiv)
        (?:user|account|mailbox|mail box)(?:\(s\))?\S{0,3}[^.:]{0,40}(?:deactiv|frozen)
        (?:user|account)(?:\(s\))?\S{0,3}[^.:]{0,40}(?:\block(?:ed)?\b|discontinued)
        (?:mailbox|mail box)(?:\(s\))?\S{0,3}[^.:]{0,40}(?:\block(?:ed)?\b|discontinued)
        (?:recipient|address)(?:\(s\))?\S{0,3}[^.:]{0,40}(?:disabled|suspend|inactiv)
        (?:alias|e-?mail|destinataire)(?:\(s\))?\S{0,3}[^.:]{0,40}(?:disabled|suspend|inactiv)
        (?:recipient|address)(?:\(s\))?\S{0,3}[^.:]{0,40}(?:deactiv|frozen)
        (?:recipient|address)(?:\(s\))?\S{0,3}[^.:]{0,40}(?:\block(?:ed)?\b|discontinued)
        (?:alias|e-?mail|destinataire)(?:\(s\))?\S{0,3}[^.:]{0,40}(?:deactiv|frozen)
        (?:alias|e-?mail|destinataire)(?:\(s\))?\S{0,3}[^.:]{0,40}\block(?:ed)?\b
        (?:alias|e-?mail|destinataire)(?:\(s\))?\S{0,3}[^.:]{0,40}discontinued
        (?:user|account|mailbox|mail box)(?:\(s\))?\S{0,3}[^.:]{0,40}not (?:currently )?active
        (?:user|account|mailbox|mail box)(?:\(s\))?\S{0,3}[^.:]{0,40}(?:been closed|terminated)
        (?:recipient|address)(?:\(s\))?\S{0,3}[^.:]{0,40}not (?:currently )?active
        (?:alias|e-?mail|destinataire)(?:\(s\))?\S{0,3}[^.:]{0,40}not (?:currently )?active
        (?:recipient|address)(?:\(s\))?\S{0,3}[^.:]{0,40}(?:been closed|terminated)
        (?:alias|e-?mail|destinataire)(?:\(s\))?\S{0,3}[^.:]{0,40}(?:been closed|terminated)
        (?:user|account|mailbox|mail box)(?:\(s\))?\S{0,3}[^.:]{0,40}(?:d[eé]sactiv|suspendu)
        (?:user|account|mailbox|mail box)(?:\(s\))?\S{0,3}[^.:]{0,40}(?:restricted|gesperrt)
        (?:recipient|address)(?:\(s\))?\S{0,3}[^.:]{0,40}(?:d[eé]sactiv|suspendu)
        (?:recipient|address)(?:\(s\))?\S{0,3}[^.:]{0,40}(?:restricted|gesperrt)
        (?:alias|e-?mail|destinataire)(?:\(s\))?\S{0,3}[^.:]{0,40}(?:d[eé]sactiv|suspendu)
        (?:alias|e-?mail|destinataire)(?:\(s\))?\S{0,3}[^.:]{0,40}(?:restricted|gesperrt)
        (?:disabled|suspended) (?:user|account|mailbox|recipient|address)
        (?:inactive|deactivated|locked) (?:user|account|mailbox|recipient|address)
        not accepting (?:\w+ )?(?:mail|messages)
        temporary locked
        invalid/inactive
        boite (?:inactive|bloqu)
        """),
    ),
    (
        "hasmoved",
        any_of(r"""
        has (?:been )?moved
        no longer on (?:this |the )?server
        not our (?:user|customer)
        (?:does|do) not work (?:here|at|for)[^.]{0,30} any ?(?:more|longer)
        ne travaille plus
        moved (?:to|permanently)
        mailbox[^.]{0,20}moved
        has been replaced by
        (?:has|have) changed (?:\w+ )?(?:e-?mail )?address
        chang[eé] d.adresse
        """),
    ),
    (
        "notaccept",
        any_of(r"""
        null ?mx
        no smtp service
        (?:does not|doesn't|do not|not) accept(?:ing)? (?:any )?(?:e?-?mail|messages)
        couldn't find a(?:ny)? mail exchanger
        no (?:valid )?mail (?:server|exchanger)
        no mx record
        """),
    ),
    (
        "hostunknown",
        any_of(r"""
        (?:host|domain)(?: name)?(?: or domain(?: name)?)? (?:is )?(?:unknown|not found|invalid)
        unknown (?:host|domain)
        (?:unrouteable|unroutable|invalid|no such|illegal host/) ?(?:mail )?domain
        domain (?:does not|doesn'?t|must) exist
        bad destination (?:system|host|mailbox system)
        name or service not known
        nxdomain
        point to non-?existent
        domaine (?:inconnu|inexistant)
        no relevant answers
        """),
    ),
    (
        "mesgtoobig",
        any_of(r"""
        (?:message|mail|data|size|content)[^.]{0,40}too (?:big|large)
        (?:message|mail|data|size|content)[^.]{0,40}(?:(?<!queue )too long|exceed)
        size limit
        exceeds? (?:the )?(?:max|fixed|size)
        max(?:imum)? (?:message|mail|allowed)? ?size
        trop (?:volumineux|grand|gros)
        zu gro[sß]
        recipsizelimit
        """),
    ),
    (
        "failedstarttls",
        any_of(r"""
        starttls
        support tls
        tls (?:handshake|negotiation|is required|required)
        certificate
        """),
    ),
    (
        "notcompliantrfc",
        any_of(r"""
        duplicate header
        \brfc ?\d{3,4}\b[^.]{0,40}(?:compl|viol|conform)
        (?:compl|viol|conform)[^.]{0,40}\brfc
        multiple (?:from|to|subject) header
        bare (?:lf|newline)
        missing (?:\w+ )?header
        non-?ascii
        malformed (?:mail|message|header)
        """),
    ),
    (
        "mailererror",
        any_of(r"""
        \bpipe to\b
        \bx-unix; ?\d
        procmail
        command (?:died|failed|output|time limit)
        exit (?:status|code)
        mailer (?:error|died)
        delivery agent
        child (?:process|status)
        unable to (?:run|execute)
        """),
    ),
    (
        "onhold",
        any_of(r"""
        \bon hold\b
        """),
    ),
    (
        "rejected",
        any_of(r"""
        (?<!unauthenticated )sender\S* (?:\S+ ){0,4}(?:rejected|denied|refused|fail|unknown)
        (?<!unauthenticated )sender\S* (?:\S+ ){0,4}(?:invalid|not\b)
        domain of sender
        invalid (?:mail )?sender
        (?:mail from|return path)[^.]{0,40}(?:reject|denied|invalid|refus)
        (?:[eé]metteur|exp[eé]diteur)[^.]{0,20}(?:invalide|inconnu|refus)
        not a member of
        member of this
        mailing list
        post(?:ing)? (?:messages )?(?:to|in) (?:this|the) (?:group|list)
        google (?:groups|gruppen|グループ)
        all recipient addresses rejected
        user complaints
        unexpected volume
        """),
    ),
    (
        "securityerror",
        any_of(r"""
        delivery not authori[sz]ed
        not authori[sz]ed
        (?<!rejected: )access denied
        authentication (?:is )?(?:required|failed|credentials)
        unauthenticated senders?
        permission denied
        must (?:issue|authenticate)
        you are not (?:allowed|permitted)
        (?:insufficient|without) permission
        restricted to
        approv\w+ (?:by|from) (?:a )?moderator
        """),
    ),
    (
        "networkerror",
        any_of(r"""
        hop count
        too many hops
        mail (?:forwarding )?loop
        loops? back
        routing loop
        loop detected
        (?:host ?name|name server)[^.]{0,60}(?:lookup|fail|error|reply)
        (?:name service|nameserver|\bdns\b)[^.]{0,60}(?:lookup|fail|error|reply)
        no route to host
        network (?:is )?(?:unreachable|error)
        host (?:is )?unreachable
        connection (?:was )?(?:lost|reset|dropped|closed)
        """),
    ),
    (
        "systemerror",
        any_of(r"""
        internal (?:\w+ ){0,2}error
        system error
        \bldap\b
        (?:server|local) (?:configuration )?(?:error|problem)
        configuration error
        transaction failed
        could not load
        out of memory
        requested action aborted
        duplicated message-id
        alias(?:ing)?/forwarding
        can't (?:open|create)
        queue file write
        forwarding loop
        """),
    ),
    (
        "systemfull",
        any_of(r"""
        no space left
        system (?:storage|disk)
        insufficient system
        """),
    ),
    (
        "expired",
        any_of(r"""
        tim(?:ed?|ing) ?out
        time-?out
        expired
        giving up
        grey-?list
        try (?:again )?later
        (?:not|n't) (?:yet )?(?:be|been) delivered (?:for|within|after|in)
        retry time
        unable to (?:connect|contact)
        could not connect
        not reachable
        n't able to establish
        unable to establish
        (?:did not|didn't|not) (?:respond|accept our requests)
        delayed
        in the queue
        queue (?:lifetime|period|time)
        socket error
        could not (?:deliver for|find a gateway)
        will be retried
        still (?:trying|being)
        try again later
        temporarily (?:unavailable|deferred)
        aborted after
        connection refused
        noch nicht zugestellt
        d[eé]lai
        """),
    ),
    (
        "syntaxerror",
        any_of(r"""
        syntax error
        not implemented
        unrecogni[sz]ed command
        bad sequence
        parameter
        """),
    ),
)
"""Reasons on their side, and the words that tell them."""

UNKNOWN_USER = any_of(r"""
    rcp-p1
    user[- ](?:is )?unknown
    unknown (?:user|recipient|address|local|mailbox|alias|account|or illegal)
    unknown in
    no such
    recipient[^.]{0,30}(?:unknown|not found|rejected|not recogni|invalid|not exist|refused)
    invalid (?:recipient|mailbox|address|user|local|final|e?-?mail)
    mailbox (?:unavailable|not available|not found|unknown)
    (?:user|account)[^.]{0,60}(?:do(?:es)? not|doesn't|didn't) (?:exist|found|known|have)
    (?:mailbox|mail box)[^.]{0,60}do(?:es)? not (?:exist|found|known|have)
    (?:mailbox|mail box)[^.]{0,60}(?:doesn't|didn't) (?:exist|found|known|have)
    (?:user|account)[^.]{0,60}(?:not|n't|couldn't be|n.est pas) (?:exist|found|known|have)
    (?:mailbox|mail box)[^.]{0,60}(?:not|n't) (?:exist|found|known|have)
    (?:mailbox|mail box)[^.]{0,60}(?:couldn't be|n.est pas) (?:exist|found|known|have)
    (?:user|account)[^.]{0,60}(?:do(?:es)? not|doesn't|didn't) (?:listed|valid)
    (?:mailbox|mail box)[^.]{0,60}(?:do(?:es)? not|doesn't|didn't) (?:listed|valid)
    (?:user|account)[^.]{0,60}(?:do(?:es)? not|doesn't|didn't) (?:registered|recogni|an? )
    (?:mailbox|mail box)[^.]{0,60}do(?:es)? not (?:registered|recogni|an? )
    (?:mailbox|mail box)[^.]{0,60}(?:doesn't|didn't) (?:registered|recogni|an? )
    (?:user|account)[^.]{0,60}(?:not|n't|couldn't be|n.est pas) (?:listed|valid)
    (?:mailbox|mail box)[^.]{0,60}(?:not|n't|couldn't be|n.est pas) (?:listed|valid)
    (?:user|account)[^.]{0,60}(?:not|n't|couldn't be|n.est pas) (?:registered|recogni|an? )
    (?:mailbox|mail box)[^.]{0,60}(?:not|n't) (?:registered|recogni|an? )
    (?:mailbox|mail box)[^.]{0,60}(?:couldn't be|n.est pas) (?:registered|recogni|an? )
    (?:recipient|address)[^.]{0,60}do(?:es)? not (?:exist|found|known|have)
    (?:recipient|address)[^.]{0,60}(?:doesn't|didn't) (?:exist|found|known|have)
    (?:alias|e-?mail|destinataire)[^.]{0,60}do(?:es)? not (?:exist|found|known|have)
    (?:alias|e-?mail|destinataire)[^.]{0,60}(?:doesn't|didn't) (?:exist|found|known|have)
    (?:recipient|address)[^.]{0,60}(?:not|n't) (?:exist|found|known|have)
    (?:recipient|address)[^.]{0,60}(?:couldn't be|n.est pas) (?:exist|found|known|have)
    (?:alias|e-?mail|destinataire)[^.]{0,60}(?:not|n't) (?:exist|found|known|have)
    alias[^.]{0,60}(?:couldn't be|n.est pas) (?:exist|found|known|have)
    (?:e-?mail|destinataire)[^.]{0,60}(?:couldn't be|n.est pas) (?:exist|found|known|have)
    (?:recipient|address)[^.]{0,60}(?:do(?:es)? not|doesn't|didn't) (?:listed|valid)
    (?:recipient|address)[^.]{0,60}do(?:es)? not (?:registered|recogni|an? )
    (?:recipient|address)[^.]{0,60}(?:doesn't|didn't) (?:registered|recogni|an? )
    (?:alias|e-?mail|destinataire)[^.]{0,60}do(?:es)? not (?:listed|valid)
    (?:alias|e-?mail|destinataire)[^.]{0,60}(?:doesn't|didn't) (?:listed|valid)
    (?:alias|e-?mail|destinataire)[^.]{0,60}do(?:es)? not (?:registered|recogni|an? )
    (?:alias|e-?mail|destinataire)[^.]{0,60}(?:doesn't|didn't) (?:registered|recogni|an? )
    (?:recipient|address)[^.]{0,60}(?:not|n't|couldn't be|n.est pas) (?:listed|valid)
    (?:recipient|address)[^.]{0,60}(?:not|n't) (?:registered|recogni|an? )
    (?:recipient|address)[^.]{0,60}(?:couldn't be|n.est pas) (?:registered|recogni|an? )
    (?:alias|e-?mail|destinataire)[^.]{0,60}(?:not|n't) (?:listed|valid)
    (?:alias|e-?mail|destinataire)[^.]{0,60}(?:couldn't be|n.est pas) (?:listed|valid)
    (?:alias|e-?mail|destinataire)[^.]{0,60}(?:not|n't) (?:registered|recogni|an? )
    alias[^.]{0,60}(?:couldn't be|n.est pas) (?:registered|recogni|an? )
    (?:e-?mail|destinataire)[^.]{0,60}(?:couldn't be|n.est pas) (?:registered|recogni|an? )
    not listed in
    no mailbox
    have an? \S* ?account
    undeliverable address
    no valid recipients
    address[^.]{0,20}(?:rejected|not valid)
    not a (?:registered|valid|known)
    bad (?:address|recipient|destination mailbox)
    unrout(?:e?able) address
    (?:utilisateur|destinataire)[^.]{0,40}(?:inconnu|invalide|inexistant|n.existe)
    (?:adresse|compte|bo[iî]te)[^.]{0,40}(?:inconnu|invalide|inexistant|n.existe)
    (?:empf[aä]nger|benutzer|adresse|postfach)[^.]{0,40}(?:unbekannt|existiert nicht)
    (?:empf[aä]nger|benutzer|adresse|postfach)[^.]{0,40}(?:ung[uü]ltig|nicht gefunden)
    (?:ontvanger|gebruiker|adres)[^.]{0,40}(?:onbekend|bestaat niet)
    (?:utente|destinatario|casella|usuario)[^.]{0,40}(?:sconosciut|inesistente|non esiste)
    (?:utente|destinatario|casella|usuario)[^.]{0,40}(?:desconocido|no existe|inexistente)
    ユーザ\w*が
    存在し
    見つかり
    不明
    not found\b
    \b542 +rejected
    name of email address not valid
    user name
""")
"""Words for « there is nobody of that name here »."""

LOCAL_LOOKUP = any_of(r"""
    not listed in
    unknown recipient
    recipient name is not recogni
    final delivery userid
    no valid recipients
    recipnotfound
    wasn't found at
    couldn't be found
    not found in
    address not found
    no mailbox by that name
    resolver\.adr
    user name of
    unknown user:
    ^returned mail: user unknown
    doesn't have an? \S* ?account
    \b542 +rejected
""")
"""Said by the very server that keeps the mailboxes, whatever command it answered."""
