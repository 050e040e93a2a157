"""The words of a bank's label that may say who paid."""

import re
import unicodedata

_LIGATURES = str.maketrans({"Œ": "OE", "Æ": "AE", "ß": "SS", "Ø": "O", "ł": "L", "Ł": "L"})
_APART = re.compile(r"[^A-Z0-9]+")
_DIGITS = re.compile(r"\d.*\d|^\d+$")
"""A word with two digits or more is a reference, not a name (« PERUZZ0 » is one)."""

_LEGAL = """
SA SAS SASU SARL SARLU EURL EI EIRL SCI SCP SCM SNC SCA SCOP SCEA GAEC EARL GIE SELARL SELAS
SPRL SRL BVBA BV NV ASBL VZW SC CVBA AG GMBH MBH KG OHG UG EV LTD LLC LLP PLC INC CORP CO SPA
OY AB APS SL SLU LDA SENC SENCRL LTEE ETS ETABLISSEMENT ETABLISSEMENTS SOCIETE STE CIE COMPAGNIE
ENTREPRISE ENTREPRISES GROUPE HOLDING MONSIEUR MADAME MADEMOISELLE MR MME MLLE MM MRS HERR FRAU
"""
_BANK = """
VIR VIRT VIREMENT VIREMENTS VRT SEPA SCT INST INSTANT INSTANTANE RECU RECUS EMIS FAVEUR PERMANENT
EUROPEEN ETRANGER COMPTE CPTE CPT CREDIT DEBIT OPERATION REMISE REM CHQ CHQS CHEQUE CHEQUES
BORDEREAU BORD ENCAISSEMENT ENCAISSER VERSEMENT DEPOT EFFET EFFETS LCR TRAITE PRLV PRELEVEMENT
CARTE CARTES CB TPE WEB REF REFERENCE REFERENCES NOTPROVIDED RGLT RGT REGL REGLT REGLEMENT
REGLEMENTS PAIEMENT PAIEMENTS PAYEMENT PAYT PMT FACT FACTS FAC FACTURE FACTURES FA FC FV NUM
NUMERO NO NR ORDRE DONNEUR EMETTEUR BENEFICIAIRE BENEF MOTIF LIBELLE LIB CLIENT CLIENTS CLT
IBAN BIC EUR EURO EUROS DATE VALEUR SOLDE ACOMPTE COMMANDE CDE DEVIS ID RUM ICS MANDAT
OVERSCHRIJVING OVERSCHR BETALING FACTUUR FACTUREN MEDEDELING REKENING VAN VOOR NAAR STORTING
GUTSCHRIFT UEBERWEISUNG UBERWEISUNG RECHNUNG RECHNUNGEN ZAHLUNG ZAHLUNGSEINGANG VON AUFTRAGGEBER
KONTO VERWENDUNGSZWECK KUNDENNUMMER TRANSFER TRANSFERT PAYMENT INVOICE INVOICES INV FROM RECEIVED
INCOMING WIRE ACCOUNT COMMUNICATION STRUCTUREE LIBRE URI SVWZ EREF KREF MREF NPY RCN RI LCC LC2
"""
_BACK = """
REJET REJETS REJETE IMPAYE IMPAYES RETOUR RETOURNE ANNULATION ANNULE EXTOURNE CONTREPASSATION
PROVISION INSUFFISANTE OPPOSITION RETURN RETURNED RUECKLASTSCHRIFT TERUGBOEKING
"""
_VAGUE = "ESPECES CASH RECETTE RECETTES DIVERS VENTE VENTES BANQUE BANK CAISSE MOIS"
_MONTHS = """
JANVIER FEVRIER MARS AVRIL MAI JUIN JUILLET AOUT SEPTEMBRE OCTOBRE NOVEMBRE DECEMBRE
JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER
JANUARI FEBRUARI MAART MEI JUNI JULI AUGUSTUS OKTOBER JANUAR FEBRUAR DEZEMBER
"""
_SMALL = "DE DU DES LA LE LES ET AND UND EN AU AUX SUR PAR POUR CHEZ THE OF AN DER DIE DAS DEN"
_PASSING = frozenset((_VAGUE + _MONTHS).split())
"""Words of one payment, not of its payer; names may bear them."""
STOP = frozenset((_LEGAL + _BANK + _BACK + _SMALL).split())


def plain(text: str) -> str:
    """Write a text in capitals without accents, everything else as it is.

    >>> plain("Crèmerie de l’Œuf n° 12")
    "CREMERIE DE L'OEUF N° 12"
    """
    text = text.replace("’", "'").upper().translate(_LIGATURES)
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFD", text)
    bare = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", bare)


def name_words(text: str) -> tuple[str, ...]:
    """Give the telling words of a name or label, once each, in order.

    Legal forms, words of banks, references and single letters are no evidence.

    >>> name_words("VIR SEPA RECU DE SARL Jardin de Florette FACT 55129")
    ('JARDIN', 'FLORETTE')
    >>> name_words("Les Comptes SA")
    ('COMPTES',)
    """
    split = [word for word in _APART.split(plain(text)) if word]
    kept = [w for w in split if len(w) > 1 and w not in STOP and not _DIGITS.search(w)]
    return tuple(dict.fromkeys(kept))


def own_name_words(text: str) -> tuple[str, ...]:
    """Give a customer's telling words; one named « La Société » keeps all of them.

    >>> own_name_words("La Société"), own_name_words("3M France"), own_name_words("42")
    (('LA', 'SOCIETE'), ('3M', 'FRANCE'), ('42',))
    """
    return name_words(text) or tuple(
        dict.fromkeys(word for word in _APART.split(plain(text)) if word)
    )


def text_key(text: str) -> str:
    """Give what two labels of one payer have in common: their telling words, sorted.

    Empty when they say too little to be remembered.

    >>> text_key("VIR PROSOL SAS SCT2109ZAP020163"), text_key("SAS PROSOL 12/05"), text_key("CHQ 5")
    ('PROSOL', 'PROSOL', '')
    """
    words = sorted(word for word in name_words(text) if word not in _PASSING)
    return " ".join(words) if sum(map(len, words)) >= _TELLING else ""


_TELLING = 4
"""Letters it takes to tell one payer from another."""
