"""German signals (umlauts folded: u for ü)."""

from relance_xl.rules.replies.phrases import Phrases

WORDS = {
    "gap": r"(?:(?!nicht |nie |kein |keine |niemals |wird |werden |zu |soll )[^\s?!;]+ ){0,9}",
    "some": r"(?:[^\s?!;]+ ){0,12}",
    "paid": r"(?:be|ge)?(?:bezahlt|gezahlt|zahlt|uberwiesen|ueberwiesen|beglichen|angewiesen|ausgeglichen"
    r"|eingezahlt)",
    "pay": r"(?:be)?(?:zahlen|uberweisen|ueberweisen|begleichen|anweisen|ausgleichen|einzahlen)",
    "noun": r"(?:zahlung(?:en)?|uberweisung(?:en)?|ueberweisung(?:en)?|anzahlung|teilzahlung|rate(?:n)?"
    r"|zahlungsausgang|betrag)",
    "goods": r"(?:ware(?:n)?|lieferung(?:en)?|bestellung(?:en)?|paket|produkte?|artikel|material"
    r"|arbeiten|leistung(?:en)?|sendung|gerat|geraet|teile)",
    "bill": r"(?:rechnung(?:en)?|betrag|betrage|preis(?:e)?|tarif|mwst|mehrwertsteuer|umsatzsteuer"
    r"|steuersatz|menge|berechnung|rechnungsbetrag|stuckzahl|rabatt)",
}

STOPWORDS = frozenset(
    "der die das ein eine ich wir sie ihre ihr unsere uns und von am im zum zur nicht ist sind "
    "wird wurde werden haben hat habe mit fur auf rechnung zahlung bitte sehr geehrte damen herren "
    "hallo grussen noch bereits schon den dem des zu aus bei gruss es auch".split()
)

PHRASES: Phrases = {
    "courtesy": (
        (1, (
            r"(?:danke|vielen dank|besten dank) fur (?:ihre|die|das|ihr) \w+",
            r"(?:entschuldigung|entschuldigen sie|sorry) (?:fur|bitte)?(?: (?:die|das|den) \w+)?",
            r"zogern sie nicht.{0,80}|so (?:schnell|bald) wie moglich|schnellstmoglich|falls (?:notig"
            r"|erforderlich)",
        )),
    ),
    "paid": (
        (3, (
            r"(?:wurde|wurden|ist|sind|habe|haben|hat|war|waren) @gap@paid\b",
            r"(?:bereits|schon) @gap@paid\b",
            r"(?:habe|haben|hat|wurde|ist) @gap(?:die |eine )?(?:zahlung|uberweisung|ueberweisung) "
            r"(?:\S+ ){0,5}(?:veranlasst|getatigt|getaetigt|ausgefuhrt|durchgefuhrt|vorgenommen|raus"
            r"|erfolgt|gemacht|angewiesen|abgeschickt)",
            r"(?:zahlung|uberweisung|ueberweisung) @gap(?:erfolgt(?:e)? (?:am \d\S* \S+ )?ist|ist (?:\S+ ){0,3}"
            r"(?:erfolgt|raus|veranlasst|ausgefuhrt)|erfolgte|wurde (?:\S+ ){0,4}(?:veranlasst"
            r"|ausgefuhrt|getatigt|angewiesen|durchgefuhrt))",
            r"(?:von unserem|von meinem|unserem) konto (?:\S+ ){0,3}(?:abgebucht|abgegangen|belastet)",
            r"(?:uberschnitten|gekreuzt|nichts mehr (?:offen|schuldig))",
            r"(?:haben sie) @gap(?:zahlung|uberweisung) @gap(?:erhalten|bekommen)",
            r"(?:gestern|heute (?:morgen|fruh|vormittag)|soeben|gerade eben|letzte woche) @gap@paid\b",
            r"(?:ist|sind|wurde|wurden) @gap(?:rausgegangen|raus|angewiesen|abgegangen|abgebucht|veranlasst"
            r"|gutgeschrieben|eingezogen|erledigt)\b",
            r"^@paid\b",
        )),
        (2, (
            r"zahlungsbeleg|uberweisungsbeleg|zahlungsnachweis|kontoauszug|zahlungsavis|zahlungsbestatigung",
            r"rechnung @gap@paid\b",
        )),
    ),
    "unpaid": (
        (1, (
            r"(?:nicht|nie|kein|keine|noch keine) (?:\S+ ){0,4}(?:@paid|@pay|@noun)\b",
        )),
    ),
    "future": (
        (1, (
            r"(?:wird|werden|werde|wurde gerne|konnen|kann|soll|sollte|muss|mussen)"
            r" (?:[^\s?!;]+ ){0,8}",
        )),
    ),
    "promise": (
        (3, (
            r"(?:werde|werden|wird) @some(?:@pay|@paid|veranlassen|veranlasst|vornehmen"
            r"|erfolgen|angewiesen|ausgefuhrt|erledigen|erledigt|eingehen)\b",
            r"(?:ich|wir) (?:@pay|zahle|bezahle|uberweise|ueberweise|begleiche|uberweisen|zahlen|bezahlen"
            r"|begleichen|veranlassen|veranlasse)\b",
            r"(?:zahle|bezahle|uberweise|ueberweise|uberweisen|zahlen|bezahlen|begleichen) (?:ich|wir)\b",
            r"(?:zahlung|uberweisung|ueberweisung|zahlungslauf|betrag) (?:(?!nicht |ist |wurde |sind |war )"
            r"[^\s?!;]+ ){0,9}(?:erfolgt|folgt|geht|geplant"
            r"|vorgesehen|eingeplant|terminiert|veranlasst wird|in bearbeitung|raus am|bis)\b",
            r"(?:kann|konnen|konnte|konnten|mochte|mochten|schlage|schlagen) @some(?:@pay|vor)\b",
            r"zahlung (?:am|bis|ende|nachste|kommende|zum|in|binnen|innerhalb)\b",
            r"zur zahlung (?:freigegeben|angewiesen|vorgesehen)|freigegeben",
            r"(?:verpflichte|verpflichten|verspreche|versprechen|zusage|sichern zu)",
            r"(?:im|beim) nachsten zahlungslauf",
        )),
        (2, (
            r"ratenzahlung|in (?:\d|zwei|drei|vier|sechs) raten|teilzahlung",
            r"kummere mich|wird erledigt|erledige (?:ich|das)|restbetrag|rest (?:\S+ ){0,3}(?:folgt|ende|im|am)",
        )),
        (1, (r"vergessen|ubersehen|untergegangen",)),
    ),
    "arrival": (
        (3, (
            r"sie (?:erhalten|bekommen|sollten|mussten) @some(?:zahlung|geld|betrag|uberweisung|haben)",
            r"(?:zahlung|geld|betrag|uberweisung) @gap(?:sollte|musste|eintreffen|eingehen|da sein"
            r"|gutgeschrieben werden)\b",
        )),
    ),
    "cannot": (
        (1, (
            r"(?:kann|konnen|konnte|konnten|werde|werden|wird|zahle|zahlen|bezahlen|mochten|wollen) "
            r"(?:[^\s?!;]+ ){0,6}(?:nicht|kein|keine|keinen|nie|nichts|erst)\b(?! nur)",
            r"unmoglich|nicht (?:in der lage|moglich|vor)|ursprunglich geplant|leider nicht",
        )),
    ),
    "unless": (
        (1, (r"\b(?:wenn|falls|sofern|sollten) (?:sie|die|das|der|alles|es|ihr)\b"
             r"|unter der (?:bedingung|voraussetzung)|es sei denn|solange",)),
    ),
    "once": (
        (1, (r"(?:sobald|nach (?:erhalt|eingang|prufung|freigabe|klarung)|bei erhalt|wenn (?:ich|wir))\b",)),
    ),
    "dispute": (
        (3, (
            r"bestreite(?:n)?\b|widersprech|widerspruch|beanstand|reklam|mangel(?:ruge|haft)?\b|mangeln\b"
            r"|nicht einverstanden|streitig",
            r"gutschrift|stornorechnung|storno|stornier",
            r"@bill (?:[^\s?!;]+ ){0,6}(?:falsch|fehlerhaft|nicht korrekt|nicht richtig|inkorrekt|unkorrekt"
            r"|zu hoch|unberechtigt|stimmt nicht|stimmen nicht|nicht nachvollziehbar)",
            r"(?:stimmt|stimmen) (?:\S+ ){0,5}nicht|(?:falsche|falscher|falschen|fehlerhafte) (?:\S+ )?@bill",
            r"@bill (?:[^\s?!;]+ ){0,5}(?:fehlt|fehlen|nicht (?:berucksichtigt|abgezogen))\b",
            r"korrigier\S* (?:\S+ ){0,3}rechnung|rechnung (?:\S+ ){0,3}korrigier|rechnungskorrektur",
            r"fehler (?:in|auf|bei) (?:\S+ ){0,3}@bill",
            r"@goods (?:[^\s?!;]+ ){0,6}(?:nicht|nie|unvollstandig|beschadigt|defekt|mangelhaft|kaputt"
            r"|verspatet|zu spat)\b",
            r"(?:nicht|nie|niemals|kein|keine) (?:[^\s?!;]+ ){0,4}(?:geliefert|bestellt|erbracht"
            r"|beauftragt|ausgefuhrt|fertiggestellt)\b",
            r"(?:keine|nie|nicht) (?:\S+ ){0,3}@goods (?:\S+ ){0,3}(?:erhalten|bekommen)",
            r"beschadigt|defekt\b|kaputt|schadhaft|fehlmenge|minderung|schadensersatz",
            r"doppelt (?:berechnet|abgerechnet|fakturiert)|zweimal (?:\S+ ){0,2}berechnet|zu viel berechnet",
            r"(?:weigern|verweigern|verweigere|ablehnen|lehnen (?:\S+ ){0,5}ab|weisen (?:\S+ ){0,6}zuruck)",
            r"nicht wie (?:vereinbart|besprochen|bestellt)|vereinbarte(?:r|n|m)? preis|abweich"
            r"|entspricht nicht|schulden (?:ihnen )?nichts",
            r"funktioniert (?:\S+ ){0,3}nicht",
            r"halten (?:\S+ ){0,4}(?:zahlung|betrag) (?:\S+ ){0,2}zuruck|zuruckbehalt",
        )),
        (2, (r"unzufrieden|inakzeptabel|rechtsanwalt|anstatt|statt (?:der|des|den)",)),
        (1, (r"fehler\b|problem\b|korrigier|korrektur|erstattung",)),
    ),
    "question": (
        (3, (
            r"(?:konnen|konnten|konntest|kannst|wurden|wurdest) (?:sie|du|ihr)\b",
            r"(?:kopie|duplikat|zweitschrift|abschrift) (?:\S+ ){0,3}rechnung|rechnungskopie",
            r"bitte(?:n)? (?:[^?!;.]{0,80})\b(?:senden|schicken|zusenden|zuschicken|mitteilen|teilen"
            r"|ubersenden|nennen|erklaren|bestatigen|ubermitteln|zukommen|um (?:zusendung|ubersendung"
            r"|mitteilung|ruckruf|klarung|stundung|aufschub|erlauterung))\b",
            r"(?:senden|schicken|nennen|geben|mailen) sie (?:uns|mir)\b",
            r"rechnung (?:\S+ ){0,6}(?:nicht|nie) (?:\S+ ){0,3}(?:erhalten|vor|bekommen|gefunden|finden"
            r"|zuordnen|eingegangen)",
            r"(?:nicht|nie|keine) (?:\S+ ){0,3}rechnung (?:\S+ ){0,3}(?:erhalten|bekommen|gefunden)",
            r"(?:welche|welches|was|wofur|warum|wie|wieviel|wann|wo|ist es moglich|durfen|haben sie)\b[^?]{0,200}\?",
            r"(?:fehlt|benotigen|brauchen) (?:\S+ ){0,5}(?:bestellnummer|rechnung|angabe|nummer|kopie"
            r"|unterlagen|auflistung)",
        )),
        (2, (
            r"\?",
            r"bankverbindung|kontonummer|\biban\b|kontodaten|saldenliste|erlauterung|aufstellung",
            r"ratenzahlung|stundung|zahlungsaufschub",
        )),
    ),
    "insolvent": (
        (1, (r"insolven|konkurs|zahlungsunfahig|restrukturierungsverfahren|masseverwalter|nachlassstundung",)),
    ),
    "stranger": (
        (1, (
            r"nicht (?:mehr|langer) (?:\S+ ){0,5}(?:tatig|beschaftigt|zustandig|angestellt|mitarbeiter)",
            r"falsche(?:r|n)? (?:ansprechpartner|adresse|empfanger|person)|ausgeschieden|nicht zustandig"
            r"|(?:unternehmen|firma) verlassen",
        )),
    ),
}
