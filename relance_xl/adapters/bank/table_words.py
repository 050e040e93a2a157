"""The names banks give the columns of their CSV and Excel lists, folded; the best first."""

from itertools import chain

from relance_xl.adapters.tabular import Aliases

_CURRENCIES = ("eur", "euro", "euros", "chf", "usd", "gbp", "cad")


def _names(told: str, *, money: bool = False) -> tuple[str, ...]:
    """Cut a list at its commas; an amount's header may end with its currency."""
    names = [name.strip() for name in told.split(",")]
    if not money:
        return tuple(names)
    ended = ([f"{n} {c}", f"{n} en {c}", f"{n} in {c}"] for n in names for c in _CURRENCIES)
    return (*names, *chain.from_iterable(ended))


AMOUNTS = ("amount", "debit", "credit", "balance", "fee")
DAYS = ("day", "value_day")
TEXTS = ("kind", "label", "detail", "message", "reference", "more")

COLUMNS: Aliases = {
    "day": _names(
        "date de comptabilisation, date comptable, date comptabilisation, completed date, "
        "date completed utc, date de fin, dateop, date operation, date d operation, "
        "date de l operation, date de l operation utc, settlement date utc, "
        "settlement date local, settlement date, booking date, booked at, booking, posting date, "
        "posted date, buchungstag, buchungsdatum, buchung, boekingsdatum, boekdatum, "
        "uitvoeringsdatum, fecha operacion, fecha de operacion, fecha contable, data contabile, "
        "data operazione, date d execution, date de l execution, date de transaction, "
        "date transaction, transaction date, date mouvement, date de mouvement, "
        "date du mouvement, date ecriture, date d ecriture, date reglement, date, datum, fecha, "
        "data, abschlussdatum, operation date utc, operation date local, date started utc, "
        "started date, jour"
    ),
    "value_day": _names(
        "date de valeur, date valeur, dateval, date val, valeur, date de la valeur, "
        "date de la valeur utc, value date, valuta date, valutadatum, valuta, rentedatum, "
        "fecha valor, data valuta, wertstellung"
    ),
    "amount": _names(
        "total amount incl vat, montant total ttc, montant total, total amount, "
        "montant operation, montant de l operation, montant de la transaction, "
        "montant du mouvement, montant mouvement, montant net, montant, valeur nette, "
        "transaction amount, credit debit amount, amount, bedrag, betrag, importe, importo, "
        "umsatz, somme, net, avant commission, brut",
        money=True,
    ),
    "debit": _names(
        "debit, debits, montant debit, debit amount, depense, depenses, sortie, sorties, "
        "retrait, retraits, paid out, money out, withdrawal, withdrawals, lastschrift, "
        "belastung, soll, debet, af, cargo, cargos, dare, uscite, addebiti",
        money=True,
    ),
    "credit": _names(
        "credit, credits, montant credit, credit amount, recette, recettes, entree, entrees, "
        "versement, versements, depot, depots, paid in, money in, deposit, deposits, gutschrift, "
        "haben, bij, abono, abonos, avere, entrate, accrediti",
        money=True,
    ),
    "side": _names(
        "sens, d c, c d, dc, cd, debit credit, credit debit, af bij, soll haben, s h, "
        "debit or credit, credit or debit, credit debit indicator, signe"
    ),
    "balance": _names(
        "solde apres operation, solde progressif, solde courant, solde comptable, solde, "
        "running balance, balance after, accountbalance, balance, saldo na trn, saldo",
        money=True,
    ),
    "fee": _names("fee, fees, frais"),
    "currency": _names(
        "devise du compte, devise compte, account currency, payment currency, valuta rekening, "
        "devise, currency, ccy, munt, munteenheid, devies, wahrung, waehrung, moneda, divisa, "
        "monnaie, monn"
    ),
    "status": _names("statut, status, state, etat, estado, stato"),
    "payer_account": _names(
        "compte contrepartie, numero de compte contrepartie, compte de la contrepartie, "
        "compte partie adverse, iban contrepartie, iban de la contrepartie, iban du tiers, "
        "counterparty iban, counterparty account, counterparty account number, "
        "account number of counterparty, partner iban, partner account, beneficiary iban, "
        "payee account number, rekening tegenpartij, rekeningnummer tegenpartij, tegenrekening, "
        "tegenrekening iban bban, contrepartie de la transaction, contrepartie, tegenpartij, "
        "kontonummer iban, iban zahlungsbeteiligter, cuenta contraparte"
    ),
    "payer": _names(
        "nom de la contrepartie, nom contrepartie, nom contrepartie contient, contrepartie nom, "
        "counterparty name, counterparty, name of counterparty, partner name, "
        "naam van de tegenpartij, naam tegenpartij, naam tegenpartij bevat, naam omschrijving, "
        "nom du tiers, nom tiers, tiers, payer name, payer, payee, payee name, nom, "
        "donneur d ordre, emetteur, beneficiaire, "
        "beguenstigter zahlungspflichtiger, auftraggeber beguenstigter, "
        "name zahlungsbeteiligter, merchant, name"
    ),
    "own_account": _names(
        "accountnum, compte bancaire, numero de compte, n de compte, n compte, numero compte, "
        "compte, rekeningnummer, rekening, iban bban, auftragskonto, iban auftragskonto, "
        "iban du compte, iban compte, account iban, cuenta, conto"
    ),
    "some_account": _names("iban, account number, bank account, account, konto, kontonummer"),
    "kind": _names(
        "type operation, type d operation, type de transaction, type de mouvement, "
        "type verrichting, transaction type, buchungstext, mutatiesoort, methode de paiement, "
        "payment method, transaction, transactie, type, nature, code"
    ),
    "label": _names(
        "libelle operation, libelle de l operation, libelle, libelles, label, description, "
        "description1, description 1, beschreibung1, texte de notification, avisierungstext, "
        "verwendungszweck, concepto, concept, omschrijving, omschrijving 1, designation, "
        "intitule, operation, nature de l operation, libelle court, libelle simplifie, "
        "beschrijving, beschreibung, text, texte, bezeichnung, descripcion, descrizione, "
        "causale, wording, narrative, memo"
    ),
    "detail": _names(
        "detail de l ecriture, detail de l operation, details du mouvement, "
        "detail van de omzet, informations complementaires, libelle complementaire, "
        "description2, description 2, beschreibung2, omschrijving 2, detail, details, "
        "libelle detaille, buchungsdetails, mention"
    ),
    "message": _names(
        "communication libre, vrije mededeling, communication, communications, mededeling, "
        "mededelingen, message, bericht, motif, payment reference, reference de paiement, "
        "objet, description3, description 3, beschreibung3, omschrijving 3, "
        "remittance information, note, notes, comment, commentaire"
    ),
    "more": _names("libelle operation 2, libelle 2, label 2, complement, zusatzinformation"),
    "bank_reference": _names(
        "transaction id, id de transaction, identifiant de transaction, transferwise id, "
        "n de transaction, numero de transaction, transactienummer, transaktions nr, "
        "numero d operation, numero operation, operation number, n d operation, "
        "numero de mouvement, omzetnummer, n de sequence, volgnummer, volgnr, id"
    ),
    "end_to_end": _names(
        "end to end reference, end to end id, endtoendid, reference de bout en bout, "
        "kundenreferenz end to end, reference client, reference donneur d ordre"
    ),
    "structured": _names(
        "communication structuree, gestructureerde mededeling, structured communication, "
        "structured reference, reference structuree, reference qr, reference du creancier"
    ),
    "reference": _names("reference, reference operation, referentie, referencia, ref, referenz"),
}

INVOICES = frozenset(
    _names(
        "numero de facture, n facture, n de facture, numero facture, no facture, facture, "
        "invoice, invoice number, invoice no, invoice date, date de facture, date facture, "
        "date d echeance, date echeance, echeance, due date, duedate, client, code client, "
        "customer, customer name, journalcode, journal, code journal, comptenum, ecriturenum, "
        "lettrage, lettre, factuurnummer, vervaldatum, rechnungsnummer, faelligkeit, "
        "reste a payer, reste du, num facture, piece, numero de piece, n piece, compaux, "
        "compauxnum, montant ht, total ht, tva, montant tva, residual, amount due"
    )
)
"""Headers that tell a list of invoices or of accounting entries: not a bank's."""

NOT_BOOKED = frozenset(
    _names(
        "pending, en attente, en cours, en cours de traitement, a venir, previsionnel, "
        "non comptabilise, declined, refuse, refusee, rejected, rejete, failed, echoue, echouee, "
        "reverted, annule, annulee, cancelled, canceled, geweigerd, in behandeling, "
        "umsatz vorgemerkt, vorgemerkt, processing, scheduled, programme, planifie, authorised, "
        "autorise, expired, expire"
    )
)
"""States of a line that is no movement of the account, or not yet."""

DEBITS = frozenset(_names("d, db, dr, dt, debit, debet, af, s, soll, out, sortie, dbit, cargo"))
CREDITS = frozenset(_names("c, cr, ct, credit, bij, h, haben, in, entree, crdt, abono"))
