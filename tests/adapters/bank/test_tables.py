# ruff: noqa: E501 - header rows read best unwrapped
"""Lists of French, Belgian and Swiss banks: one line of each is read whole."""

import io
from dataclasses import replace

import pytest
import xlsxwriter

from relance_xl.adapters.bank import read_bank
from relance_xl.incoming import Profile, Reading
from tests.adapters.bank.reading import lines, read, told

BANKS = {
    "CSV BNP Paribas": (
        (
            "Compte de chèques;Compte de chèques;****8901;30/04/2026;;1 500,00\n\n"
            "Date operation;Libelle court;Type operation;Libelle operation;Montant operation en euro\n"
            "15/04/2026;VIR RECU;VIREMENT RECU;VIR SEPA RECU /DE DUPONT /MOTIF F12;1 234,56\n"
        ),
        [
            {
                "on": "2026-04-15",
                "cents": 123456,
                "label": "VIREMENT RECU VIR SEPA RECU /DE DUPONT /MOTIF F12",
            }
        ],
    ),
    "CSV Société Générale": (
        (
            '="0300300012345678";Compte;01/04/2026;30/04/2026;2;30/04/2026;1500,00 EUR\n\n'
            "Date de l'opération;Libellé;Détail de l'écriture;Montant de l'opération;Devise\n"
            "16/04/2026;REJET PRLV;REJET PRLV MARTIN MOTIF AM04;-80,00;EUR\n"
        ),
        [
            {
                "on": "2026-04-16",
                "cents": -8000,
                "label": "REJET PRLV MARTIN MOTIF AM04",
                "returned": True,
            }
        ],
    ),
    "CSV Crédit Agricole": (
        (
            "Téléchargement du 30/04/2026;\n\nM. OU MME ESSAI\nCompte Courant n° 12345678901;\n"
            "Solde au 30/04/2026 1 500,00 €\n\nListe des opérations du compte;\n\n"
            "Date;Libellé;Débit Euros;Crédit Euros;\n"
            '17/04/2026;"VIREMENT EN VOTRE FAVEUR   \nDURAND SA   \nF-77\n";;1\u00a0620,00;\n'
            ";Pas d'opération pour cette carte;\n"
        ),
        [{"on": "2026-04-17", "cents": 162000, "label": "VIREMENT EN VOTRE FAVEUR DURAND SA F-77"}],
    ),
    "CSV BPCE": (
        (
            "Date de comptabilisation;Libelle simplifie;Libelle operation;Reference;"
            "Informations complementaires;Type operation;Categorie;Sous categorie;Debit;Credit;"
            "Date operation;Date de valeur;Pointage operation\n"
            "18/04/2026;VIR ARDANT;VIR SEPA ARDANT;R9;F-78;Virement recu;Divers;;;+300,00;"
            "17/04/2026;18/04/2026;0\n"
        ),
        [
            {
                "on": "2026-04-18",
                "cents": 30000,
                "label": "Virement recu VIR SEPA ARDANT F-78 R9",
                "ref": "R9",
            }
        ],
    ),
    "CSV Crédit Mutuel, CIC": (
        (
            "Date;Date de valeur;Débit;Crédit;Libellé;Solde\n"
            "19/04/2026;19/04/2026;-12,50;;FRAIS;987,50\n"
            "20/04/2026;20/04/2026;;100,00;VIR BERTIN;1087,50\n"
        ),
        [
            {"on": "2026-04-19", "cents": -1250, "label": "FRAIS"},
            {"on": "2026-04-20", "cents": 10000, "label": "VIR BERTIN"},
        ],
    ),
    "CSV La Banque Postale": (
        (
            "Numéro Compte   :;1234567X033\nType         :;CCP\nCompte tenu en  :;euros\n"
            "Date            :;30/04/2026\nSolde (EUROS)   :;1500,00\n\n"
            "Date;Libellé;Montant(EUROS)\n21/04/2026;VIREMENT DE COLIN;55,00\n"
        ),
        [{"on": "2026-04-21", "cents": 5500, "label": "VIREMENT DE COLIN"}],
    ),
    "CSV BoursoBank": (
        (
            "dateOp;dateVal;label;category;categoryParent;supplierFound;amount;comment;accountNum;"
            "accountLabel;accountbalance\n"
            '2026-04-22;2026-04-22;"VIR SEPA PETIT; F-5";Autre;Autre;;"1 718,70";;00040613484;'
            "Boursorama;37.29\n"
        ),
        [{"on": "2026-04-22", "cents": 171870, "label": "VIR SEPA PETIT; F-5"}],
    ),
    "CSV Revolut": (
        (
            "Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance\n"
            "TRANSFER,Current,2026-04-23 08:00:00,2026-04-24 09:00:00,From Roux,100.00,1.50,EUR,"
            "COMPLETED,98.50\n"
            "TRANSFER,Current,2026-04-24 08:00:00,,From Roux,10.00,0.00,EUR,PENDING,\n"
        ),
        [{"on": "2026-04-24", "cents": 9850, "label": "TRANSFER From Roux"}],
    ),
    "CSV N26": (
        (
            '"Booking Date","Value Date","Partner Name","Partner Iban",Type,"Payment Reference",'
            '"Account Name","Amount (EUR)","Original Amount","Original Currency","Exchange Rate"\n'
            '2026-04-25,2026-04-25,"Morel SA",FR7610107001011234567890129,Credit Transfer,"F-80",'
            'Main,"1250.00",,,\n'
        ),
        [
            {
                "on": "2026-04-25",
                "cents": 125000,
                "label": "Credit Transfer F-80",
                "payer": "Morel SA",
                "account": "FR7610107001011234567890129",
            }
        ],
    ),
    "CSV KBC": (
        (
            "Rekeningnummer;Rubrieknaam;Naam;Munt;Afschriftnummer;Datum;Omschrijving;Valuta;Bedrag;"
            "Saldo;credit;debet;rekeningnummer tegenpartij;BIC tegenpartij;Naam tegenpartij;"
            "Adres tegenpartij;gestructureerde mededeling;Vrije mededeling\n"
            "BE68539007547034;;WIJ;EUR;2026001;26/04/2026;OVERSCHRIJVING;26/04/2026;242,00;900,00;"
            "242,00;;BE71096123456769;KREDBEBB;ALPHA BV;;+++090/9337/55493+++;\n"
        ),
        [
            {
                "on": "2026-04-26",
                "cents": 24200,
                "label": "OVERSCHRIJVING",
                "structured": "+++090/9337/55493+++",
                "payer": "ALPHA BV",
                "account": "BE71096123456769",
            }
        ],
    ),
    "CSV ING Belgique": (
        (
            "Numéro de compte;Nom du compte;Compte partie adverse;Numéro de mouvement;Date comptable;"
            "Date valeur;Montant;Devise;Libellés;Détails du mouvement;Message\n"
            "BE68539007547034;NOUS;BE43068999999501;77;27/04/2026;27/04/2026;-1.200,00;EUR;"
            "Virement;vers BETA;loyer\n"
        ),
        [
            {
                "on": "2026-04-27",
                "cents": -120000,
                "label": "Virement vers BETA loyer",
                "ref": "77",
                "account": "BE43068999999501",
            }
        ],
    ),
    "CSV Belfius": (
        (
            "Date de comptabilisation à partir de;01/04/2026\n\n"
            "Compte;Date de comptabilisation;Numéro d'extrait;Numéro de transaction;"
            "Compte contrepartie;Nom contrepartie contient;Rue et numéro;Code postal et localité;"
            "Transaction;Date valeur;Montant;Devise;BIC;Code pays;Communications\n"
            "BE68539007547034;28/04/2026;4;12;BE43730004200601;GAMMA SA;;;VIREMENT DE GAMMA;"
            "28/04/2026;19,99;EUR;;BE;F-81\n"
        ),
        [
            {
                "on": "2026-04-28",
                "cents": 1999,
                "label": "VIREMENT DE GAMMA F-81",
                "ref": "12",
                "payer": "GAMMA SA",
                "account": "BE43730004200601",
            }
        ],
    ),
    "CSV BNP Paribas Fortis": (
        (
            "Nº de séquence;Date d'exécution;Date valeur;Montant;Devise du compte;Numéro de compte;"
            "Type de transaction;Contrepartie;Nom de la contrepartie;Communication;Détails;Statut;"
            "Motif du refus\n"
            "2026-00012;29/04/2026;29/04/2026;300,00;EUR;BE68539007547034;Virement reçu;"
            "BE43730004200601;GAMMA SA;F-82;VIREMENT;Accepté;\n"
            "2026-00013;29/04/2026;29/04/2026;-10,00;EUR;BE68539007547034;Virement;"
            "BE43730004200601;GAMMA SA;;;Refusé;Solde insuffisant\n"
        ),
        [
            {
                "on": "2026-04-29",
                "cents": 30000,
                "label": "Virement reçu VIREMENT F-82",
                "ref": "2026-00012",
                "payer": "GAMMA SA",
                "account": "BE43730004200601",
            },
            {
                "on": "2026-04-29",
                "cents": -1000,
                "label": "Virement",
                "ref": "2026-00013",
                "payer": "GAMMA SA",
                "account": "BE43730004200601",
                "pending": True,
            },
        ],
    ),
    "CSV UBS": (
        (
            "Numéro de compte:;0240 00123456.01M;\nIBAN:;CH93 0076 2011 6238 5295 7;\n"
            "Monnaie:;CHF;\n\n"
            "Date de transaction;Heure de transaction;Date de comptabilisation;Date de valeur;"
            "Monnaie;Débit;Crédit;Sous-montant;Solde;N° de transaction;Description1;Description2;"
            "Description3;Notes de bas de page\n"
            "2026-04-30;;2026-04-30;2026-04-30;CHF;;1'250.50;;9000.00;TX1;Keller AG;Versement;F-83;\n"
            ";;;;CHF;;;1250.50;;;;;;\n"
        ),
        [{"on": "2026-04-30", "cents": 125050, "label": "Keller AG Versement F-83", "ref": "TX1"}],
    ),
    "CSV PostFinance": (
        (
            'Date du:;="01.04.2026"\nCompte:;CH9300762011623852957\nMonnaie:;CHF\n\n'
            "Date;Texte de notification;Crédit en CHF;Débit en CHF;Valeur;Solde en CHF\n"
            '30.04.2026;"CRÉDIT DONNEUR D\'ORDRE: MULLER";75.50;;30.04.2026;175.50\n'
            '29.04.2026;"DÉBIT LOYER";;-50.00;29.04.2026;100.00\n'
        ),
        [
            {"on": "2026-04-30", "cents": 7550, "label": "CRÉDIT DONNEUR D'ORDRE: MULLER"},
            {"on": "2026-04-29", "cents": -5000, "label": "DÉBIT LOYER"},
        ],
    ),
}


@pytest.mark.parametrize("format_", BANKS)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_bank_s_own_list_needs_no_profile(format_, encoding):
    text, expected = BANKS[format_]
    reading = read_bank("liste", text.encode(encoding, "replace"), ())
    assert (reading.file.format, lines(reading.file), reading.profile) == (
        format_,
        expected,
        None,
    )


def test_accounts_currencies_and_balances_around_the_lines():
    assert told(read(BANKS["CSV UBS"][0])) == (
        "CSV UBS",
        [("CH9300762011623852957", "CHF", "2026-04-30", 1, None)],
        [],
    )
    assert told(read(BANKS["CSV PostFinance"][0])) == (
        "CSV PostFinance",
        [("CH9300762011623852957", "CHF", "2026-04-30", 2, True)],
        [],
    )
    assert told(read(BANKS["CSV Crédit Agricole"][0])) == (
        "CSV Crédit Agricole",
        [("12345678901", "EUR", "2026-04-17", 1, None)],
        [],
    )
    assert told(read(BANKS["CSV BNP Paribas Fortis"][0])) == (
        "CSV BNP Paribas Fortis",
        [("BE68539007547034", "EUR", "2026-04-29", 2, None)],
        ["1 opération en attente ou refusée par la banque est sans effet."],
    )


UNKNOWN = "Jour;Intitulé;Somme\n03/04/2026;VIR LEROY F-1;12,00\n04/04/2026;X;abc\n"


def test_an_unknown_list_comes_with_a_profile_that_reads_it_again():
    reading = read_bank("liste", UNKNOWN.encode(), ())
    guessed = Profile(
        reading.profile.name,
        "bank",
        ("Jour", "Intitulé", "Somme"),
        (("day", "Jour"), ("amount", "Somme"), ("label", "Intitulé")),
    )
    assert reading.profile == guessed
    assert lines(reading.file) == [{"on": "2026-04-03", "cents": 1200, "label": "VIR LEROY F-1"}]
    assert told(reading.file)[2] == ["1 ligne laissée de côté : montant illisible (ligne 3)."]
    month_first = replace(guessed, day_first=False, confirmed=True)
    again = read_bank("autre", UNKNOWN.encode(), (month_first,))
    assert (again.profile, lines(again.file)[0]["on"]) == (month_first, "2026-03-04")


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour, voici le fichier.",
        "Nom;Prénom\nDupont;Jean\n",
        "Date;N° facture;Client;Libellé;Montant\n01/02/2026;F1;Dupont;x;12,00\n",
        "JournalCode\tEcritureDate\tCompteNum\tEcritureLib\tDebit\tCredit\nVE\t20260101\t411\tx\t1\t0\n",
        "01/02/2026;VIR DUPONT;12,00\n",
    ],
)
def test_what_is_no_bank_s_list_is_left_to_others(text):
    assert read_bank("fichier", text.encode(), ()) is None


@pytest.mark.parametrize(
    ("rows", "cents"),
    [
        ("D;33,50;-23,50\nC;-1533,50;1510,00\n", [-3350, 153350]),
        ("Débit;10,00;90,00\nCrédit;5,00;95,00\n", [-1000, 500]),
        (";12,00 D;\n;7,00 CR;\n", [-1200, 700]),
        (";-1,00;99,00\n;2,00;97,00\n", [-100, -200]),
    ],
)
def test_signs_from_sides_and_from_the_running_balance(rows, cents):
    text = "Date;Libellé;Sens;Montant;Solde\n" + "".join(
        f"01/02/2026;x{i};{row}\n" for i, row in enumerate(rows.splitlines())
    )
    assert [line["cents"] for line in lines(read(text))] == cents


def test_two_columns_whose_signs_go_against_them_are_cancelled_lines():
    told = ("a;10,00;", "b;-10,00;", "c;;-4,00")
    text = "Date;Libellé;Débit;Crédit\n" + "".join(f"01/02/2026;{line}\n" for line in told)
    assert [line["cents"] for line in lines(read(text))] == [-1000, 1000, -400]


def test_a_workbook_with_a_title_dates_hidden_rows_and_a_total():
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    sheet, day = book.add_worksheet("Avril"), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, ["Relevé du compte FR76 3000 6000 0112 3456 7890 189"])
    sheet.write_row(2, 0, ["Date", "Libellé", "Débit", "Crédit", "Référence"])
    sheet.set_column(0, 0, None, day)
    sheet.write_row(3, 0, [46115, "VIR DUPONT F-9", "", 120.5, 4711])
    sheet.write_row(4, 0, [46116, "FRAIS", 3, "", ""])
    sheet.set_row(4, None, None, {"hidden": True})
    sheet.write_row(5, 0, ["Total", "", 3, 120.5])
    book.close()
    file = read(held.getvalue())
    assert (told(file), lines(file)) == (
        (
            "Excel",
            [("FR7630006000011234567890189", "EUR", "2026-04-04", 2, None)],
            ["Des lignes masquées du classeur ont été lues aussi."],
        ),
        [
            {"on": "2026-04-03", "cents": 12050, "label": "VIR DUPONT F-9 4711", "ref": "4711"},
            {"on": "2026-04-04", "cents": -300, "label": "FRAIS"},
        ],
    )


def test_a_reading_is_the_same_for_the_same_bytes():
    text = BANKS["CSV KBC"][0].encode()
    assert read_bank("a", text, ()) == read_bank("a", text, ())
    assert isinstance(read_bank("a", text, ()), Reading)
