"""English signals."""

from relance_xl.rules.replies.phrases import Phrases

WORDS = {
    "gap": r"(?:(?!not |never |no |n't |will |to |be |would |should |shall |until )[^\s?!;]+ ){0,4}",
    "some": r"(?:[^\s?!;]+ ){0,4}",
    "paid": r"(?:paid|settled|transferred|wired|remitted|cleared|reimbursed)\b",
    "pay": r"(?:pay|settle|transfer|wire|remit|clear)\b",
    "noun": r"(?:payments?|transfers?|wire|cheques?|checks?|remittance|deposit|funds|bacs)\b",
    "goods": r"(?:goods|delivery|deliveries|order|package|parcel|products?|items?|materials?|work"
    r"|works|services?|shipment|equipment|parts|pallets?)",
    "bill": r"(?:invoices?|amounts?|prices?|rates?|vat|tax|totals?|quantity|quantities|calculation"
    r"|billing|charges?|figures?)",
}

STOPWORDS = frozenset(
    "the a i we you your our and of on for not is are was were will this that with to invoice "
    "payment please dear hi hello regards have has been be by it in at from can could thanks "
    "us my me they which still yet".split()
)

PHRASES: Phrases = {
    "courtesy": (
        (1, (
            r"(?:thanks|thank you|apologies|sorry) for (?:your|the|this|any) \w+",
            r"(?:do not|don't) hesitate.{0,80}|as soon as possible|asap|if (?:needed|necessary|possible"
            r"|you have any questions?|you need anything[^.]*)|please (?:bear with us|excuse)",
        )),
    ),
    "paid": (
        (3, (
            r"(?:was|were|been|have|has|had|is|are|we|i|already|just) @gap@paid(?! (?:to|until|once|by the end))",
            r"@paid (?:by|via|on|last|yesterday|this morning|in full|already|today)\b",
            r"(?:have|has|had|just|already) @gap(?:made|sent|issued|processed|initiated|completed|mailed|posted"
            r"|done) @gap(?:the |a |this |your )?@noun",
            r"(?:made|sent|issued|processed|initiated|mailed|posted) @gap@noun",
            r"@noun @gap(?:was|were|has been|have been|went|has|have) @gap(?:made|sent|issued|processed|out"
            r"|gone|left|completed|mailed|posted|executed|cleared)",
            r"crossed (?:in the|with)|(?:taken|debited|left|gone) (?:\S+ ){0,2}(?:from|out of) our (?:bank )?account",
            r"owe (?:you )?nothing(?: more)?|nothing (?:is )?outstanding|account is (?:up to date|settled)",
            r"(?:have you|did you) @gap(?:received?|get|got) @gap(?:our|my|the) @noun",
            r"^@paid",
            r"all (?:sorted|paid|done)",
        )),
        (2, (
            r"remittance advice|proof of payment|payment (?:confirmation|receipt)|bank confirmation"
            r"|swift copy",
        )),
    ),
    "unpaid": (
        (1, (
            r"(?:not|never|n't|no|yet to) (?:(?:yet|been|be|able|to|made|received|have|the|a|any|your|"
            r"it|this) ){0,4}(?:@paid|@pay|@noun|unpaid)",
            r"unpaid",
        )),
    ),
    "future": (
        (1, (
            r"(?:will|'ll|would|going to|to be|should|shall|can|could|might|may|must|when|once|until|be)"
            r" (?:[^\s?!;]+ ){0,3}",
        )),
    ),
    "promise": (
        (3, (
            r"(?:will|'ll|shall|would|going to|aim to|intend to|plan to|expect to|hope to|about to) @gap"
            r"(?:be )?(?:@pay|@paid|made|processed|sent|issued|send|process|make|arrange|released?|sort|go out"
            r"|do (?:it|this|that|so)|reach|arrive|receive|get it)\b",
            r"(?:can|could|am able to|are able to|propose to|offer to|happy to|promise to|commit to"
            r"|undertake to) @gap(?:@pay|make|send)\b",
            r"(?:should|to) be @gap(?:paid|settled|processed|released|approved)\b",
            r"@noun (?:(?!was |were |has |have |been |made |sent |not )[^\s?!;]+ ){0,5}(?:scheduled|planned|due to|expected|on its way|will|to follow|follows"
            r"|in progress|being processed|goes out|going out|set up for|lined up|by)\b",
            r"(?:scheduled|approved|released|queued|set up|booked) (?:for|in) (?:\S+ ){0,3}@noun",
            r"(?:payment run|pay run|payment batch)",
            r"(?:is|are|being) (?:scheduled|planned|lined up|set up) (?:for|to|on)\b",
            r"(?:paying|settling|transferring|sending) @some(?:on|by|next|tomorrow|today|this|end)\b",
            r"(?:i|we) (?:@pay) @some(?:tomorrow|next|on|by)\b",
            r"(?:promise|commit|undertake)\b",
        )),
        (2, (
            r"payment plan|in (?:\d|two|three|four|six) (?:instal\w+|payments|parts)|instal(?:l)?ments?",
            r"(?:balance|rest|remainder) (?:\S+ ){0,4}(?:follow|in|by|on|end)\b",
            r"(?:take|taking) care of (?:it|this)|get (?:this|it|that) (?:sorted|paid)|on it\b",
            r"for approval\b",
            r"awaiting (?:\S+ ){0,3}(?:approval|signature|sign-off)|approved for payment",
            r"(?:will be|should be|be) (?:done|sorted|with you)",
        )),
        (1, (r"oversight|forgot|slipped|overlooked",)),
    ),
    "arrival": (
        (3, (
            r"you (?:will|'ll|should|can expect to) @gap(?:receive|have|get|see|expect) @gap(?:payment|funds"
            r"|money|it|transfer)",
            r"(?:should|will|'ll) (?:\S+ ){0,3}(?:arrive|reach|be with|show up|appear|clear|hit)\b",
        )),
    ),
    "cannot": (
        (1, (
            r"(?:can|could|will|would|are|am|is|do|did) ?(?:not|n't)\b|cannot|can't|won't|unable"
            r"|never (?:pay|be paid)|impossible|not (?:able|in a position|before)|no longer able"
            r"|was (?:supposed|originally|meant|due)|originally",
        )),
    ),
    "unless": (
        (1, (r"\bif (?:you|the|it|this|that|everything|your)\b|provided|on condition|subject to|unless"
             r"|as long as|otherwise",)),
    ),
    "once": (
        (1, (r"\b(?:once|when|as soon as|after|upon|until|if (?:we|i))\b(?! (?:the end|tomorrow|next))",)),
    ),
    "dispute": (
        (3, (
            r"disput(?:e|ed|ing)\b|contest(?:ing|ed)?\b|disagree|not agree|don't agree|object to|complain"
            r"|complaint|challenge this",
            r"credit (?:note|memo)|waiting (?:for|on) (?:\S+ ){0,3}credit|refund",
            r"@bill (?:[^\s?!;]+ ){0,6}(?:wrong|incorrect|inaccurate|erroneous|mistaken|too high|not correct"
            r"|not right|overstated|isn't right|isn't correct|doesn't match|does not match|not match)\b",
            r"(?:wrong|incorrect|inaccurate) (?:\S+ )?@bill|(?:error|mistake|discrepancy) (?:\S+ ){0,3}"
            r"(?:in|on|with|of|for) (?:\S+ ){0,3}@bill|discrepanc",
            r"(?:does|do|did) ?(?:not|n't) (?:match|correspond|reflect|agree)",
            r"@goods (?:[^\s?!;]+ ){0,6}(?:not|never|n't|damaged|faulty|defective|incomplete|missing|late"
            r"|broken|poor|unfinished)\b(?! (?:paid|yet paid))",
            r"(?:not|never|n't) (?:\S+ ){0,3}(?:delivered|ordered|completed|performed|received (?:\S+ ){0,3}"
            r"@goods|receive (?:\S+ ){0,3}@goods|order|arrive|arrived|authori[sz]ed?|agreed|approved this)\b",
            r"damaged|faulty|defective|substandard|poor quality|broken|not fit for",
            r"(?:charged|billed|invoiced) (?:\S+ ){0,4}(?:twice|double|for \w+ \w+ (?:but|we))|overcharg"
            r"|double[- ]bill|duplicate (?:invoice|charge|billing)|overbill",
            r"refus(?:e|ing)|withhold|not (?:going to )?pay(?:ing)? (?:this|for|until|that)|won't pay"
            r"|(?:will|shall) not (?:be )?pay(?:ing)?\b|do not owe|don't owe|not liable",
            r"cancel(?:led|ed)? (?:\S+ ){0,4}(?:order|contract|subscription|service|invoice)"
            r"|(?:order|contract|subscription|service) (?:\S+ ){0,4}cancel",
            r"(?:corrected|revised|amended) invoice|(?:correct|amend|revise) (?:\S+ ){0,2}invoice",
            r"(?:discount|rebate) (?:\S+ ){0,5}(?:missing|not|n't|forgotten)|never (?:came|showed|turned up)",
            r"(?:agreed|quoted|contract) (?:price|rate|amount)|not (?:as|what) (?:we )?(?:agreed|quoted|ordered)"
            r"|(?:higher|more|different) (?:\S+ ){0,3}(?:quote|quotation|agreed|order|contract)",
            r"(?:on hold|hold(?:ing)? (?:\S+ ){0,2}payment)|(?:does|do) ?(?:not|n't) work|not working",
            r"only (?:ordered|received|delivered|got)|(?:returned|sent back) (?:\S+ ){0,3}@goods|shortage"
            r"|short[- ]deliver",
        )),
        (2, (r"unhappy|dissatisfied|unacceptable|lawyer|solicitor|instead of",)),
        (1, (r"\berror\b|mistake|issue|problem|correct(?:ed)?\b|amend",)),
    ),
    "question": (
        (3, (
            r"(?:can|could|would|will) (?:you|someone)\b",
            r"(?:copy|duplicate|pdf) (?:\S+ ){0,3}(?:invoice|statement)|resend",
            r"(?:please|kindly|appreciate if you) (?:[^?!;.]{0,40})\b(?:send|provide|forward|advise|share|let (?:us|me) know"
            r"|confirm|explain|clarify|resend|supply|upload|submit|update)\b",
            r"(?:not|never|n't|no) (?:\S+ ){0,4}(?:receive|received|seen|see|find|record of|locate|have|got) "
            r"(?:\S+ ){0,4}(?:invoices?|statement|paperwork|copy)\b",
            r"(?:what|which|why|how|when|where|who|is it possible|may we|can we|could we|do you|are you)\b[^?]{0,200}\?",
            r"(?:need|require|missing) (?:\S+ ){0,4}(?:po|purchase order|copy|invoice|statement|details"
            r"|bank details|breakdown|vat number|reference)\b",
        )),
        (2, (
            r"\?",
            r"bank (?:details|account)|\biban\b|account number|breakdown|statement of account|clarification",
            r"can't find|cannot find|no record|don't recogni[sz]e|extension|payment plan",
        )),
    ),
    "insolvent": (
        (1, (r"insolven|bankrupt|liquidat|receivership|administrator|in administration|winding up"
             r"|chapter (?:7|11)",)),
    ),
    "stranger": (
        (1, (
            r"no longer (?:\S+ ){0,4}(?:work|with|employed|charge|responsible|handle|company|at)\b"
            r"|(?:has|have) left (?:\S+ ){0,2}(?:company|organi[sz]ation|business)",
            r"wrong (?:person|address|contact|recipient|company|email)|not the right (?:person|contact)"
            r"|don't work (?:here|there)",
        )),
    ),
}
