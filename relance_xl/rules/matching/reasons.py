"""Why an entry is matched as it is, in French."""

from collections.abc import Sequence

from relance_xl.rules.matching.confidence import Answer
from relance_xl.rules.matching.desk import Desk
from relance_xl.rules.matching.evidence import Evidence, Party
from relance_xl.rules.wording import money
from relance_xl.typography import french

_SHOWN = 4
"""Invoice numbers said one by one; more are counted."""

_KNOWN_BY = {
    "account": "compte du payeur connu",
    "text": "libellé déjà accepté pour ce client",
    "name": "nom reconnu dans le libellé",
    "contact": "nom d’un contact du client",
    "settled": "cite une facture déjà soldée",
}
_KNOWN_IN_PART = {
    "account": "compte commun à plusieurs clients",
    "name": "nom approchant",
}

UNKNOWN = "payeur inconnu, aucune facture citée"
SEVERAL = "plusieurs clients possibles, aucun ne doit ce montant"
CARDS = "remise de cartes ou prestataire de paiement : plusieurs règlements réunis, à ventiler"
DEBIT = "débit : sans effet"
OUR_OWN = "retour d’une de nos opérations : sans effet"


def told(
    answer: Answer,
    evidence: Evidence,
    desk: Desk,
    *,
    rivals: int = 0,
    elsewhere: int | None = None,
) -> str:
    """Say what shows who paid, then how the amount agrees, and what makes it less sure."""
    said = [*_evidence(answer, evidence, desk), _amount(answer, desk)]
    if counted := [p for p in evidence.named if p not in answer.named and _is_counted(p, desk)]:
        said.append(f"{_numbers(counted, desk)} : la liste comptable le compte peut-être déjà")
    if rivals:
        said.append("une autre réponse vaut celle-ci")
    if answer.fit.places and not set(evidence.named) <= set(answer.fit.places):
        said.append("une facture citée n’est pas de celles-là")
    if elsewhere is not None:
        item = desk.items[elsewhere]
        said.append(f"{item.invoice}, du client {item.customer}, est de ce montant")
    return french(" ; ".join(said))


def _evidence(answer: Answer, evidence: Evidence, desk: Desk) -> list[str]:
    said = []
    if answer.named:
        by = "communication structurée" if evidence.structured else "numéro cité"
        said.append(f"{by} : {_numbers(answer.named, desk)}")
    if answer.known is not None:
        by = answer.known.by
        full = answer.known.party is Party.FULL
        said.append(_KNOWN_BY[by] if full else _KNOWN_IN_PART.get(by, _KNOWN_BY[by]))
        if by != "settled" and (settled := evidence.settled_of(answer.customer)):
            said.append(f"cite {', '.join(settled[:_SHOWN])}, déjà soldée")
    return said or ["payeur inconnu", "seul dans le classeur à devoir ce montant"]


def _is_counted(place: int, desk: Desk) -> bool:
    """Tell whether an item was left out because its accounting balance is of a later day."""
    return desk.open[place] != 0 and desk.items[place].counted_until is not None


def _numbers(places: Sequence[int], desk: Desk) -> str:
    if len(places) > _SHOWN:
        return f"{len(places)} factures"
    return ", ".join(desk.items[place].invoice for place in places)


def _amount(answer: Answer, desk: Desk) -> str:
    fit = answer.fit
    currency = desk.items[fit.places[0]].currency if fit.places else desk.book.currency
    aside = money(fit.aside_cents, currency)
    count = len(fit.places)
    says = {
        "named": "somme exacte de ce qui est cité" if count > 1 else "montant exact",
        "exact": "montant exact",
        "instalments": f"montant exact des échéances ; reste {aside}",
        "balance": "tout ce que le client doit",
        "run": f"somme exacte de {count} pièces qui se suivent",
        "subset": f"seule combinaison de {count} pièces qui fait ce montant",
        "discount": f"montant exact, remise de {aside} déduite dans le délai",
        "penalties": f"montant exact avec {aside} de pénalités",
        "bank_fee": f"il manque {aside} : frais bancaires tolérés",
        "part": f"règlement partiel ; reste {aside}",
        "late": f"remise offerte, délai passé : règlement partiel ; reste {aside}",
        "over": f"trop-perçu de {aside} sur le compte du client",
        "account": "le montant ne correspond à aucune facture : sur le compte du client",
    }[fit.kind]
    return says if fit.only else f"{says} ; {fit.answers} réponses possibles, la plus ancienne"
