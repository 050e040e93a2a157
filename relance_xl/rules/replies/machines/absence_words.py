"""How automatic answers call themselves and what they say, in the languages they come in."""

import re

from relance_xl.rules.replies.machines.phrase_list import any_of

SUBJECT = any_of(
    r"""
    ^out of (?:the )?office
    ^ooo\b
    ^auto(?:matic|mated)?[ -]?(?:reply|response|answer)
    ^auto\s?:
    ^away from (?:my|the)
    ^(?:r[eé]ponse|message) automatique
    ^(?:r[eé]ponse|notification|avis|message) d.absence
    ^absente? (?:du bureau|jusqu|du \d)
    ^absen(?:ce|te?)\s*(?:$|[:(–-])
    ^automatische? (?:antwort|reply|beantwoord|antwoord)
    ^autom\. antwort
    ^automatisch antwoord
    ^abwesenheits?(?:notiz|benachrichtigung|meldung|agent)
    ^afwezigheids?(?:melding|bericht|assistent)
    ^niet op kantoor
    ^risposta automatica
    ^respuesta autom[aá]tica
    """,
    re.IGNORECASE,
)
"""Subjects only a program writes, once « Re: » is off."""

PERHAPS = any_of(
    r"""
    ^absen
    ^en (?:cong[eé]|vacances)
    ^on (?:vacation|leave|holiday)
    ^abwesen
    ^nicht im (?:b[uü]ro|haus)
    ^im urlaub
    ^afwezig
    ^niet aanwezig
    ^met (?:vakantie|verlof)
    ^fuori (?:sede|ufficio)
    ^assen(?:za|te)
    ^fuera de (?:la )?oficina
    ^ausen
    """,
    re.IGNORECASE,
)
"""Subjects of absence that a person may write of something else (« Absence de facture »)."""

AWAY = any_of(
    r"""
    out of (?:the )?office
    away (?:from|until|on)
    on (?:vacation|holiday|annual leave|leave|maternity)
    (?:will|shall) be (?:back|out|away|travell?ing)
    limited access to
    je suis (?:actuellement |pr[eé]sentement )?(?:absent|en cong)
    je suis (?:actuellement |pr[eé]sentement )?en d[eé]placement
    je suis (?:actuellement |pr[eé]sentement )?(?:en vacances|indisponible)
    (?:suis|serai) absent
    absente? du
    de retour (?:le|au|à partir)
    en mon absence
    pendant mon absence
    retour au bureau
    nos bureaux (?:sont|seront) ferm
    ferm[eé]s? (?:du|jusqu)
    nicht im (?:b[uü]ro|haus)
    bin (?:ich )?(?:abwesend|im urlaub|wieder)
    w[aä]hrend meiner abwesenheit
    (?:wieder|zur[uü]ck) (?:erreichbar|da|im)
    auf gesch[aä]ftsreise
    ben (?:ik )?(?:afwezig|met (?:vakantie|verlof)|niet aanwezig|terug)
    tijdens mijn afwezigheid
    wegens vakantie
    niet op kantoor
    sono (?:fuori|assente|in ferie)
    estoy (?:fuera|ausente|de vacaciones)
    estar[eé] (?:fuera|ausente|de vuelta)
    """,
    re.IGNORECASE,
)
"""Words of who is away."""
