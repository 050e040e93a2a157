"""A book and a bank of any size for the matching benchmark: always the same ones."""

from datetime import date, timedelta
from random import Random

from relance_xl.incoming import BankEntry
from relance_xl.rules.matching.model import OpenBook, OpenItem, Payer

DAY = date(2026, 6, 15)
_TRADES = "Boulangerie Menuiserie Garage Pharmacie Clinique Imprimerie Transports Maçonnerie"
_PEOPLE = "Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent"
_PLACES = "Lyon Brest Namur Genève Lille Nantes Tours Dijon Reims Liège Metz Pau Nice Arlon"


def made(entries: int, invoices: int, customers: int) -> tuple[list[BankEntry], OpenBook]:
    """Make payments as a bank tells them: named, in several, short, unknown, all mixed."""
    chance = Random(2026)  # noqa: S311 - the same figures each time
    payers = tuple(_payer(rank, chance) for rank in range(customers))
    items = tuple(_item(rank, chance.randrange(customers), chance) for rank in range(invoices))
    of: dict[str, list[OpenItem]] = {}
    for item in items:
        of.setdefault(item.customer, []).append(item)
    names = {payer.customer: payer.name for payer in payers}
    drawn = chance.sample(sorted(of), min(entries, len(of)))
    drawn += chance.choices(sorted(of), k=entries - len(drawn))
    told = [_entry(rank, names[who], of[who], chance) for rank, who in enumerate(drawn)]
    return told, OpenBook(items, payers, bank_fee_cents=500)


def _payer(rank: int, chance: Random) -> Payer:
    words = (chance.choice(one.split()) for one in (_TRADES, _PEOPLE, _PLACES))
    code = f"C{rank:05d}"
    return Payer(
        code, code, f"{' '.join(words)} {chr(65 + rank % 26)}{rank % 7}{'abcde'[rank % 5]}"
    )


def _item(rank: int, customer: int, chance: Random) -> OpenItem:
    code = f"C{customer:05d}"
    issued = DAY - timedelta(days=chance.randrange(10, 120))
    return OpenItem(
        invoice=f"F2026-{rank:06d}",
        customer=code,
        payer=code,
        currency="EUR",
        open_cents=chance.randrange(2_000, 900_000),
        issued=issued,
        due=issued + timedelta(days=30),
    )


def _entry(rank: int, name: str, owed: list[OpenItem], chance: Random) -> BankEntry:
    owed = sorted(owed, key=lambda item: (item.issued or DAY, item.invoice))
    first = chance.randrange(len(owed))
    paid = owed[first : first + chance.randrange(1, 4)]
    cents = sum(item.open_cents for item in paid)
    label = (
        f"VIR SEPA {name} {' '.join(item.invoice for item in paid)}",
        f"VIR INST RECU DE {name.upper()[:20]}",
        f"VIR {name} LOYER {rank}",
        f"REMISE CHEQUE {rank:07d}",
        f"VIR SOCIETE INCONNUE {rank % 97} REF {rank:09d}",
    )[rank % 5]
    short = 300 if rank % 11 == 0 else 0
    return BankEntry(DAY - timedelta(days=rank % 9), cents - short, "EUR", label)
