"""Dutch signals, of Belgium and the Netherlands."""

from relance_xl.rules.replies.phrases import Phrases

WORDS = {
    "gap": r"(?:(?!niet |nooit |geen |nog |zal |zullen |worden |wordt |te )[^\s?!;]+ ){0,5}",
    "some": r"(?:[^\s?!;]+ ){0,5}",
    "paid": r"(?:betaald|overgeschreven|overgemaakt|voldaan|vereffend|gestort|uitbetaald)",
    "pay": r"(?:betalen|overschrijven|overmaken|voldoen|vereffenen|storten|afbetalen)",
    "noun": r"(?:betaling(?:en)?|overschrijving(?:en)?|overboeking|storting|voorschot)",
    "goods": r"(?:goederen|levering(?:en)?|bestelling(?:en)?|pakket|product(?:en)?|artikel(?:en)?"
    r"|materiaal|werken|werkzaamheden|dienst(?:en)?|zending)",
    "bill": r"(?:facturen|factuur|bedrag(?:en)?|prijs|prijzen|tarief|btw|btw-tarief|btw-percentage"
    r"|aantal(?:len)?|berekening|hoeveelheid)",
}

STOPWORDS = frozenset(
    "de het een ik wij we u uw onze ons en van op voor niet is zijn wordt werd deze dat die met "
    "aan factuur betaling groeten vriendelijke geachte beste hebben heb heeft kunt kan nog al "
    "reeds naar maar bij te om er goedemorgen dag mijn graag gelieve".split()
)

PHRASES: Phrases = {
    "courtesy": (
        (1, (
            r"(?:behoudens|behalve) (?:vergissing|fout)\S*",
            r"(?:bedankt|dank(?: u)?|excuses|sorry) voor (?:uw|de|het) (?:bericht|mail|herinnering"
            r"|vergetelheid|vertraging|ongemak|begrip|geduld)",
            r"aarzel niet.{0,80}|zo (?:snel|spoedig|vlug) mogelijk|indien nodig",
        )),
    ),
    "paid": (
        (3, (
            r"(?:is|werd|werden|zijn|heb|hebben|heeft|hebt|was|waren) @gap@paid",
            r"(?:reeds|al) @gap@paid",
            r"(?:heb|hebben|is|werd|heeft) @gap(?:de |een )?@noun (?:\S+ ){0,4}(?:gedaan|uitgevoerd"
            r"|verricht|vertrokken|gebeurd|geplaatst|verstuurd)",
            r"@noun @gap(?:is|werd|zijn) @gap(?:gebeurd|gedaan|uitgevoerd|vertrokken|verricht|verzonden"
            r"|verstuurd)",
            r"@noun (?:uitgevoerd|gedaan|verricht) op",
            r"(?:is|werd|heb|hebben) @gap(?:vertrokken|gestort|geregeld)",
            r"(?:net|zonet|zojuist|vandaag|gisteren|vorige week|deze morgen|vanmorgen|vanochtend)"
            r" @gap@paid",
            r"(?:van onze|van mijn|van de) rekening (?:afgeschreven|gegaan|gedebiteerd)",
            r"gekruist|niets meer (?:verschuldigd|schuldig|open)",
            r"(?:hebt|heeft) u @gap(?:betaling|overschrijving) @gapontvangen",
            r"in orde gebracht",
            r"^@paid\b",
        )),
        (2, (
            r"betalingsbewijs|betaalbewijs|bewijs van (?:betaling|overschrijving)|rekeninguittreksel",
            r"factuur @gap@paid\b",
        )),
    ),
    "unpaid": (
        (1, (
            r"(?:niet|nooit|nog geen|geen) (?:\S+ ){0,3}(?:@paid|@pay|@noun)",
        )),
    ),
    "future": (
        (1, (
            r"(?:zal|zullen|zult|wordt|worden|kan|kunnen|moet|moeten|gaat|gaan|ga)"
            r" (?:[^\s?!;]+ ){0,6}",
        )),
    ),
    "promise": (
        (3, (
            r"(?:zal|zullen|gaan|gaat|ga) @gap(?:@paid|@pay|betalen|uitvoeren|gebeuren|in orde"
            r" brengen|regelen|doen)",
            r"(?:wordt|worden) @gap(?:@paid|uitgevoerd|ingepland|in orde gebracht|verwerkt|gedaan)",
            r"@noun @gap(?:volgt|gepland|voorzien|zal|gebeurt|vertrekt|wordt|is onderweg|in behandeling"
            r"|ingepland)",
            r"(?:wij|we|ik|ge) (?:zullen |zal )?(?:betalen|betaal|maken|maak|schrijven|schrijf"
            r"|storten|stort|voldoen)\b @some(?:over)?",
            r"(?:betaal|betalen|maak|maken) (?:ik|wij|we) ",
            r"(?:kunnen|kan|wensen|stel voor|stellen voor|voorstel) @some@pay",
            r"(?:staat|is|zijn) @gap(?:gepland|ingepland|voorzien|klaargezet|klaar voor betaling)",
            r"ter betaling|betaalbaar gesteld|vrijgegeven voor betaling",
            r"verbind(?:en|t)? (?:mij|ons)|beloof|beloven",
            r"(?:breng|brengen) (?:ik |wij |we )?@gapin orde|maak @some(?:in orde|over)",
        )),
        (2, (
            r"afbetalingsplan|betalingsplan|in (?:\d|twee|drie|vier|zes) (?:keer|delen|schijven"
            r"|termijnen)",
            r"regel (?:ik )?@gap|komt in orde|komt dit in orde|in orde (?:brengen|maken)",
            r"(?:rest|saldo) @gap(?:volgt|eind|in|op)\b",
            r"betaling (?:eind|begin|volgende|morgen|op|tegen|voor|uiterlijk|binnen)\b",
        )),
        (1, (r"vergeten|vergetelheid|over het hoofd gezien",)),
    ),
    "arrival": (
        (3, (
            r"u (?:ontvangt|krijgt|zal|zult|mag|zou) @gap(?:betaling|bedrag|geld|ontvangen|verwachten)",
            r"(?:betaling|bedrag|geld|overschrijving) @gap(?:zou|verwachten|toekomen|aankomen)\b",
        )),
    ),
    "cannot": (
        (1, (
            r"(?:kan|kunnen|zal|zullen|ga|gaan|wil|willen|betaal|betalen|lukt) "
            r"(?:[^\s?!;]+ ){0,4}(?:niet|geen|nooit|niets)\b",
            r"onmogelijk|niet (?:in staat|mogelijk|voor)|oorspronkelijk gepland",
        )),
    ),
    "unless": (
        (1, (r"\b(?:als|indien|mits) (?:u|jullie|je|de|het|alles)\b|op voorwaarde|tenzij|zolang",)),
    ),
    "once": (
        (1, (r"(?:zodra|wanneer|na ontvangst|van zodra|eens|bij ontvangst|na goedkeuring|als (?:ik|we"
             r"|wij))\b",)),
    ),
    "dispute": (
        (3, (
            r"betwist(?:en|ing)?\b|niet akkoord|oneens|niet eens|geschil|protest",
            r"creditnota|kredietnota|credit nota|creditfactuur",
            r"@bill (?:[^\s?!;]+ ){0,6}(?:klopt|kloppen) (?:\S+ )?(?:niet|helemaal niet)",
            r"(?:klopt|kloppen) (?:\S+ ){0,4}niet|(?:fout|foutief|foute|verkeerd|verkeerde|onjuist|onjuiste)"
            r" (?:\S+ ){0,2}@bill",
            r"@bill (?:[^\s?!;]+ ){0,5}(?:fout|foutief|verkeerd|onjuist|te hoog|incorrect|niet correct"
            r"|niet juist)\b",
            r"(?:fout|vergissing) (?:in|op|bij) (?:\S+ ){0,3}@bill",
            r"@goods (?:[^\s?!;]+ ){0,6}(?:niet|nooit|onvolledig|beschadigd|defect|stuk|te laat"
            r"|gebroken|slecht)\b",
            r"(?:niet|nooit|geen) (?:[^\s?!;]+ ){0,3}(?:geleverd|besteld|uitgevoerd|ontvangen"
            r" goederen|afgewerkt|@goods ontvangen)",
            r"nooit (?:[^\s?!;]+ ){0,4}(?:besteld|gevraagd|ontvangen)",
            r"beschadigd|gebrek(?:en|kig)|defect|gebroken|kapot|klacht|reclamatie",
            r"dubbel (?:gefactureerd|aangerekend)|(?:twee keer|tweemaal|2x) (?:\S+ ){0,2}"
            r"(?:gefactureerd|aangerekend)|te veel (?:aangerekend|gefactureerd|betaald)",
            r"weiger(?:en|t)?\b|niets verschuldigd|niet verschuldigd",
            r"(?:factuur|bestelling|contract) (?:\S+ ){0,4}(?:annuleren|geannuleerd|opgezegd)",
            r"niet (?:conform|volgens|zoals) (?:\S+ ){0,3}(?:afspraak|afgesproken|offerte|bestelling)",
            r"(?:afgesproken|overeengekomen) prijs|stemt niet overeen|komt niet overeen",
            r"korting (?:\S+ ){0,5}(?:niet|vergeten|ontbreekt)|(?:nooit|niet) (?:geweest|langsgekomen|gekomen)",
            r"werkt (?:nog (?:altijd|steeds) )?niet",
            r"houden (?:\S+ ){0,3}betaling (?:\S+ ){0,2}(?:in|tegen)|blokkeren",
        )),
        (2, (r"ontevreden|onaanvaardbaar|advocaat|in plaats van|(?:verbeterde|gecorrigeerde) factuur"
             r"|factuur (?:\S+ ){0,3}(?:corrigeren|verbeteren|aanpassen)",)),
        (1, (r"\bfout\b|probleem|corrigeren|verbeteren|terugbetaling",)),
    ),
    "question": (
        (3, (
            r"(?:kunt|kan|kun|zou|zoudt|wilt|wil) (?:u|je|jij|jullie)\b",
            r"(?:kopie|duplicaat|dubbel|afschrift) (?:\S+ ){0,3}factuur",
            r"(?:gelieve|graag|verzoeken|vragen) (?:[^?!;.]{0,60})\b(?:sturen|bezorgen|doorsturen|opsturen"
            r"|mailen|laten weten|meedelen|toesturen|toelichten|bevestigen|ontvangen|verzenden)\b",
            r"(?:niet|nooit|geen) (?:\S+ ){0,3}factuur (?:\S+ ){0,3}(?:ontvangen|gekregen|gevonden)",
            r"factuur (?:\S+ ){0,5}(?:niet|nooit) (?:\S+ ){0,2}(?:ontvangen|gekregen|teruggevonden"
            r"|gevonden|terug)",
            r"vind(?:en)? (?:\S+ ){0,4}niet (?:meer )?terug",
            r"(?:welk|welke|wat|waarvoor|waarom|hoe|hoeveel|wanneer|waar|is het mogelijk|mogen)\b[^?]{0,200}\?",
            r"(?:ontbreekt|mist|missen|nodig) (?:\S+ ){0,4}(?:bestelbon|ponummer|po-nummer|nummer"
            r"|factuur|gegevens)|(?:bestelbon|ponummer|po-nummer|bestelnummer|factuur) (?:\S+ ){0,3}"
            r"(?:ontbreekt|nodig)",
        )),
        (2, (
            r"\?",
            r"rekeningnummer|bankgegevens|\biban\b|rekeningoverzicht|detail|specificatie|uitleg",
            r"stuur (?:\S+ ){0,3}(?:factuur|kopie)|bel (?:me|mij|ons)|afbetalingsplan",
        )),
    ),
    "insolvent": (
        (1, (r"faillissement|failliet|gerechtelijke reorganisatie|curator|\bprj\b|vereffening|"
             r"surseance|schuldsanering|schuldbemiddeling|wco\b",)),
    ),
    "stranger": (
        (1, (
            r"(?:werk|werkt|werken) (?:\S+ ){0,3}niet (?:meer|langer)|niet (?:meer|langer) "
            r"(?:werkzaam|in dienst|verantwoordelijk|bevoegd|actief)",
            r"verkeerd(?:e)? (?:persoon|adres|bestemmeling|contact)|uit dienst",
        )),
    ),
}
