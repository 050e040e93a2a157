# ruff: noqa: E501 - header rows read best unwrapped
"""Headers of banks' own exports, in order: a list that has one needs no confirmation.

Written as the bank writes them; compared without case, accents and punctuation.
"""

from collections.abc import Sequence

from relance_xl.adapters.tabular import folded

_KNOWN = """
BNP Paribas|Date operation;Libelle court;Type operation;Libelle operation;Montant operation en euro
BNP Paribas|Date operation;Libelle court;Type operation;Libelle operation;Montant operation
Société Générale|Date de l'opération;Libellé;Détail de l'écriture;Montant de l'opération;Devise
Société Générale|date_comptabilisation;libellé_complet_operation;montant_operation;devise
Crédit Agricole|Date;Libellé;Débit Euros;Crédit Euros
Crédit Agricole|Date;Date valeur;Libellé;Débit Euros;Crédit Euros
BPCE|Date de comptabilisation;Libelle simplifie;Libelle operation;Reference;Informations complementaires;Type operation;Categorie;Sous categorie;Debit;Credit;Date operation;Date de valeur;Pointage operation
BPCE|Date;Numéro d'opération;Libellé;Débit;Crédit;Détail
Crédit Mutuel, CIC|Date;Date de valeur;Débit;Crédit;Libellé;Solde
Crédit Mutuel, CIC|Date;Date de valeur;Montant;Libellé;Solde
Crédit Mutuel, CIC|Date d'opération;Date de valeur;Débit;Crédit;Libellé;Solde
La Banque Postale|Date;Libellé;Montant(EUROS)
La Banque Postale|Date;Libellé;Montant(EUROS);Montant(FRANCS)
BoursoBank|dateOp;dateVal;label;category;categoryParent;supplierFound;amount;comment;accountNum;accountLabel;accountbalance
BoursoBank|dateOp;dateVal;label;category;categoryParent;supplierFound;amount;accountNum;accountLabel;accountbalance
Revolut|Type;Product;Started Date;Completed Date;Description;Amount;Fee;Currency;State;Balance
Revolut|Type;Produit;Date de début;Date de fin;Description;Montant;Frais;Devise;État;Solde
Revolut Business|Date started (UTC);Date completed (UTC);ID;Type;State;Description;Reference;Payer;Card number;Card label;Card state;Orig currency;Orig amount;Payment currency;Amount;Total amount;Exchange rate;Fee;Fee currency;Balance;Account;Beneficiary account number;Beneficiary sort code or routing number;Beneficiary IBAN;Beneficiary BIC;MCC;Related transaction id;Spend program
N26|Booking Date;Value Date;Partner Name;Partner Iban;Type;Payment Reference;Account Name;Amount (EUR);Original Amount;Original Currency;Exchange Rate
N26|Date;Payee;Account number;Transaction type;Payment reference;Amount (EUR);Amount (Foreign Currency);Type Foreign Currency;Exchange Rate
N26|Date;Payee;Account number;Transaction type;Payment reference;Category;Amount (EUR);Amount (Foreign Currency);Type Foreign Currency;Exchange Rate
Qonto|Status;Settlement date (UTC);Operation date (UTC);Total amount (incl. VAT);Currency;Counterparty name;Payment method;Transaction ID;IBAN;Reference;Category;Note;VAT amount;Initiator
KBC|Rekeningnummer;Rubrieknaam;Naam;Munt;Afschriftnummer;Datum;Omschrijving;Valuta;Bedrag;Saldo;credit;debet;rekeningnummer tegenpartij;BIC tegenpartij;Naam tegenpartij;Adres tegenpartij;gestructureerde mededeling;Vrije mededeling
KBC|Numéro de compte;Nom de la rubrique;Nom;Devise;Numéro de l'extrait;Date;Description;Valeur;Montant;Solde;crédit;débit;numéro de compte contrepartie;BIC contrepartie;Nom contrepartie;Adresse contrepartie;communication structurée;Communication libre
ING Belgique|Rekeningnummer;Naam van de rekening;Rekening tegenpartij;Omzetnummer;Boekingsdatum;Valutadatum;Bedrag;Munteenheid;Omschrijving;Detail van de omzet;Bericht
ING Belgique|Numéro de compte;Nom du compte;Compte partie adverse;Numéro de mouvement;Date comptable;Date valeur;Montant;Devise;Libellés;Détails du mouvement;Message
Belfius|Rekening;Boekingsdatum;Afschriftnummer;Transactienummer;Rekening tegenpartij;Naam tegenpartij bevat;Straat en nummer;Postcode en plaats;Transactie;Valutadatum;Bedrag;Devies;BIC;Landcode;Mededelingen
Belfius|Compte;Date de comptabilisation;Numéro d'extrait;Numéro de transaction;Compte contrepartie;Nom contrepartie contient;Rue et numéro;Code postal et localité;Transaction;Date valeur;Montant;Devise;BIC;Code pays;Communications
BNP Paribas Fortis|Volgnummer;Uitvoeringsdatum;Valutadatum;Bedrag;Valuta rekening;Rekeningnummer;Type verrichting;Tegenpartij;Naam van de tegenpartij;Mededeling;Details;Status;Reden van weigering
BNP Paribas Fortis|Nº de séquence;Date d'exécution;Date valeur;Montant;Devise du compte;Numéro de compte;Type de transaction;Contrepartie;Nom de la contrepartie;Communication;Détails;Statut;Motif du refus
ING|Datum;Naam / Omschrijving;Rekening;Tegenrekening;Code;Af Bij;Bedrag (EUR);Mutatiesoort;Mededelingen
ING|Datum;Naam / Omschrijving;Rekening;Tegenrekening;Code;Af Bij;Bedrag (EUR);Mutatiesoort;Mededelingen;Saldo na mutatie;Tag
UBS|Date de transaction;Heure de transaction;Date de comptabilisation;Date de valeur;Monnaie;Débit;Crédit;Sous-montant;Solde;N° de transaction;Description1;Description2;Description3;Notes de bas de page
UBS|Abschlussdatum;Abschlusszeit;Buchungsdatum;Valutadatum;Währung;Belastung;Gutschrift;Einzelbetrag;Saldo;Transaktions-Nr.;Beschreibung1;Beschreibung2;Beschreibung3;Fussnoten
UBS|Trade date;Trade time;Booking date;Value date;Currency;Debit;Credit;Individual amount;Balance;Transaction no.;Description1;Description2;Description3;Footnotes
PostFinance|Date;Texte de notification;Crédit en CHF;Débit en CHF;Valeur;Solde en CHF
PostFinance|Buchungsdatum;Avisierungstext;Gutschrift in CHF;Lastschrift in CHF;Valuta;Saldo in CHF
PostFinance|Date;Type de mouvement;Texte de notification;Crédit en CHF;Débit en CHF;Label;Catégorie
PostFinance|Datum;Bewegungstyp;Avisierungstext;Gutschrift in CHF;Lastschrift in CHF;Label;Kategorie
Raiffeisen|IBAN;Booked At;Text;Credit/Debit Amount;Balance;Valuta Date
"""


def _shape(header: Sequence[str]) -> tuple[str, ...]:
    names = [folded(name) for name in header]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


_BANKS = {
    _shape(header.split(";")): bank
    for bank, header in (line.split("|") for line in _KNOWN.strip().splitlines())
}


def bank_of(header: Sequence[str]) -> str:
    """Name the bank whose own export has this very header, "" when none is known.

    >>> bank_of(("Date", "Date de valeur", "Débit", "Crédit", "Libellé", "Solde"))
    'Crédit Mutuel, CIC'
    """
    return _BANKS.get(_shape(header), "")
