"""What stands under a mail's words and says nothing: signatures, disclaimers, telephones."""

import re
from collections.abc import Sequence

_LONGEST = 400
_NAME_LINES = 2
_NAME = 45
_CLOSING_LENGTH = 70
_SENTENCE_WORDS = 5
_BANNER_LINES = 6

_MOBILE = re.compile(
    r"\W{0,3}(?:"
    r"(?:envoy[ée]e?|exp[ée]di[ée]e?) (?:de(?:puis)?|d['’]|[àa] partir d[e'’]|via|par"
    r"|avec)\b.{1,80}"
    r"|(?:t[ée]l[ée]charge[rz]|obtene[zr]|obtenir|get|download|ontvang|laden sie|holen sie) "
    r".{0,40}outlook.{0,40}"
    r"|provenance ?: ?(?:courrier|mail).{0,60}"
    r"|sent (?:from|via|with|by) (?:my |the |a |an )?.{1,60}"
    r"|(?:verzonden|verstuurd|gestuurd) (?:vanaf|van|vanuit|met|via) .{1,60}"
    r"|(?:von meinem|von|vom|diese nachricht wurde von meinem) .{1,60} gesendet"
    r"|gesendet (?:von|mit|[üu]ber) .{1,60}"
    r"|t[ée]l[ée]phone portable.{0,40}"
    r")\W{0,3}$",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"iphone|ipad|ios|android|samsung|galaxy|mobile|portable|t[ée]l[ée]phone|smartphone|outlook"
    r"|yahoo|proton|mail|blackberry|huawei|xiaomi|windows|tablet|mobiel|handy|smartphone|telefoon"
    r"|telefon|appareil|device|app\b|orange|sfr|bouygues|free\b|gsm|toestel|ger[äa]t",
    re.IGNORECASE,
)
_MINE = re.compile(r"\b(?:mon|ma|my|mijn|meinem)\b", re.IGNORECASE)
_DISCLAIMER = re.compile(
    r"\W{0,6}(?:"
    r"(?:ce|cet|le pr[ée]sent|cette) (?:message|mail|e-?mail|courriel|courrier|transmission)\b"
    r".{0,200}(?:confiden|destin|exclusi|virus)"
    r"|(?:this|the (?:information|content)|information (?:in|contained))\b.{0,40}"
    r"(?:e-?mail|message|communication|transmission).{0,200}(?:confiden|intended|privileg|virus)"
    r"|(?:dit|deze|de informatie in dit) (?:bericht|e-?mail|mail).{0,200}(?:vertrouwelijk|bestemd)"
    r"|diese (?:e-?mail|nachricht|mail).{0,200}(?:vertraulich|bestimmt)"
    r"|(?:pensez|pensons).{0,60}(?:environnement|plan[èe]te|imprimer)"
    r"|(?:avant d['’]imprimer|n['’]imprimez ce)|before printing|please consider the environment"
    r"|denk aan het milieu|bitte denken sie an die umwelt"
    r"|(?:garanti )?sans virus|virus-?free|virusvrij|virenfrei|l['’]absence de virus"
    r"|avis de confidentialit[ée]|confidentiality (?:notice|warning)|disclaimer\b|clause de confid"
    r"|conform[ée]ment (?:au r[èe]glement|[àa] la loi).{0,80}(?:donn[ée]es|rgpd|libert[ée]s)"
    r")",
    re.IGNORECASE,
)
_BANNER = re.compile(
    r"[\W_]{0,8}(?:caution|attention|external|extern[e]?|avertissement|warning|let op|achtung"
    r"|prudence|vous n['’]obtenez pas souvent|you don['’]t often get)\b.{0,300}",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(
    r"ext[ée]rieur|extern|outside|buiten|au(?:ß|ss)erhalb|pas souvent|often get", re.IGNORECASE
)
_DASHES = frozenset({"--", "---", "—", "––", "——"})
_CLOSING = re.compile(
    r"\W{0,3}(?:bien |tr[èe]s |avec (?:mes|nos) )?(?:"
    r"cordialement|cordiales? salutations?|cdl?t|cdlmt|bien (?:[àa] (?:vous|toi)|cordialement)"
    r"|salutations|sinc[èe]res"
    r"|meilleures? salutations|salutations distingu[ée]es|respectueusement|amicalement"
    r"|sinc[èe]rement|(?:bonne|belle|excellente) (?:journ[ée]e|soir[ée]e|semaine|fin|r[ée]ception)"
    r"|(?:met |m )?vriendelijke groet(?:en|jes)?|mvg|m\.v\.g|met (?:beste|hartelijke) groet"
    r"|hoogachtend|groet(?:en|jes)?|beste groeten|alvast bedankt|vr\. ?gr"
    r"|mit (?:freundlichen|besten|herzlichen) gr(?:ü|ue)(?:ß|ss)en|mfg|(?:freundliche|viele|beste"
    r"|liebe|sch[öo]ne) gr(?:ü|ue)(?:ß|ss)e|gru(?:ß|ss)|hochachtungsvoll|lg"
    r"|(?:kind|best|warm|kindest|with kind|many)? ?regards|cheers|(?:yours )?sincerely"
    r"|yours (?:faithfully|truly)|best wishes|thanks(?: and regards)?"
    r")\b.{0,40}$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r".*[.!?…][\s)»\"']*$")
_POSTSCRIPT = re.compile(r"\W{0,3}(?:ps|p\.s\.?|nb|n\.b\.?|post-scriptum)\b", re.IGNORECASE)
_CONTACT = re.compile(
    r"\d{2}[ .]?\d{2}[ .]?\d{2}|@|www\.|https?:|\bt[ée]l\b|\btel\b|\bfax\b|\bsiret\b|\brcs\b"
    r"|\bbtw\b"
    r"|\btva\b|\bcapital\b",
    re.IGNORECASE,
)


def trim(lines: Sequence[str], *, said: bool = False) -> list[str]:
    """Take banners, signature and disclaimer off lines of one hand.

    The closing formula and the name under it stay: they say who wrote. Nothing is taken
    off where it would leave nothing, unless something was `said` before these lines.

    >>> trim(["Réglé hier.", "", "Cordialement", "A. Petit", "Tél. 01 02 03 04 05"])
    ['Réglé hier.', '', 'Cordialement', 'A. Petit']
    """
    kept = _without_banner(list(lines))
    kept = [line for line in kept if not _is_mobile(line)]
    kept = kept[: _foot(kept, said=said)]
    return kept[: _after_closing(kept)]


def is_closing(line: str) -> bool:
    """Tell a closing formula, « Bien cordialement, »."""
    short = " ".join(line[:_LONGEST].split())
    return len(short) <= _CLOSING_LENGTH and bool(_CLOSING.match(short))


def _is_mobile(line: str) -> bool:
    short = " ".join(line[:_LONGEST].split())
    if "?" in short or not _MOBILE.match(short):
        return False
    return bool(_DEVICE.search(short) or (_MINE.search(short) and len(short) <= _NAME))


def _without_banner(lines: list[str]) -> list[str]:
    """Drop the warning a mail server puts above mails from outside."""
    start = next((row for row, line in enumerate(lines) if line.strip()), 0)
    paragraph: list[str] = []
    for line in lines[start : start + _BANNER_LINES]:
        if not line.strip():
            break
        paragraph.append(line.strip()[:_LONGEST])
    told = " ".join(paragraph)
    banner = bool(_BANNER.match(told)) and bool(_OUTSIDE.search(told[:_LONGEST]))
    rest = lines[start + len(paragraph) :]
    return rest if banner and any(line.strip() for line in rest) else lines


def _foot(lines: Sequence[str], *, said: bool) -> int:
    """Find where a signature mark or a disclaimer begins, with words above it."""
    for row, line in enumerate(lines):
        short = line[:_LONGEST].strip()
        if said and (short in _DASHES or _DISCLAIMER.match(short)):
            return row
        said = said or bool(short)
    return len(lines)


def _after_closing(lines: Sequence[str]) -> int:
    """Find where the contact block under a closing formula begins, if it holds no sentence."""
    closing = next((row for row, line in enumerate(lines) if is_closing(line)), None)
    if closing is None or not any(line.strip() for line in lines[:closing]):
        return len(lines)
    names = 0
    end = closing + 1
    for row in range(closing + 1, len(lines)):
        short = lines[row][:_LONGEST].strip()
        if not short:
            continue
        if names == _NAME_LINES or len(short) > _NAME or _CONTACT.search(short) or _says(short):
            break
        names, end = names + 1, row + 1
    return len(lines) if any(_says(line) for line in lines[end:]) else end


def _says(line: str) -> bool:
    """Tell a line that may be a sentence of its writer rather than an address."""
    short = line[:_LONGEST].strip()
    if _POSTSCRIPT.match(short):
        return True
    long_enough = len(short.split()) >= _SENTENCE_WORDS
    return long_enough and bool(_SENTENCE.match(short)) and not _CONTACT.search(short)
