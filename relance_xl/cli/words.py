"""Every command, its arguments and its help, in the order of a week's work."""

import argparse
import datetime as dt
import re
from collections.abc import Callable

from relance_xl.cli.parser import FrenchParser, address, day

_DESCRIPTION = """Relance XL : relances clients depuis le classeur Excel de la comptabilité.

  Une semaine type :
    relance importer   CLASSEUR.xlsx FICHIER…   banque et comptabilité
    relance relever    CLASSEUR.xlsx      lire les réponses
    relance traiter    CLASSEUR.xlsx      appliquer vos choix
    relance controler  CLASSEUR.xlsx      vérifier les données
    relance preparer   CLASSEUR.xlsx      proposer les relances du jour
    relance apercu     CLASSEUR.xlsx      voir chaque message avant l’envoi
    relance approuver  CLASSEUR.xlsx --tout
    relance envoyer    CLASSEUR.xlsx      envoyer ce qui est approuvé

  Code de fin : 0 fait ; 3 fait, mais quelqu’un doit regarder ;
  1 rien n’a été fait ; 2 commande mal écrite.
"""

_Adder = Callable[[argparse.ArgumentParser], None]
_HOUR = re.compile(r"(2[0-3]|[01]?[0-9])\s*(?:[:hH]\s*([0-5][0-9])|[hH])")


def _day(
    parser: argparse.ArgumentParser, option: str, told: str, *, required: bool = False
) -> None:
    """Add an option that takes a day."""
    parser.add_argument(
        option,
        required=required,
        type=day,
        metavar="JJ/MM/AAAA",
        help=f"{told} ; AAAA-MM-JJ se lit aussi",
    )


def _workbook(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("classeur", metavar="CLASSEUR", help="le classeur Excel (.xlsx ou .xlsm)")
    _day(parser, "--date", "faire comme si l’on était ce jour-là, aujourd’hui par défaut")
    parser.add_argument("--simulation", action="store_true", help="rien ne part, rien n’est écrit")
    _json(parser)


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--json", action="store_true", help="résultat lisible par une machine, seul sur la sortie"
    )


def _redirect(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--rediriger",
        type=address,
        metavar="ADRESSE",
        help="tous les messages vont à cette adresse ; rien n’est enregistré",
    )


def _new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "classeur",
        metavar="FICHIER.xlsx",
        help="le classeur à créer (.xlsm : avec les boutons)",
    )
    parser.add_argument(
        "--exemple",
        action="store_true",
        help="avec une société d’exemple : 60 clients, 400 factures",
    )
    _day(parser, "--date", "jour autour duquel l’exemple est bâti")
    _json(parser)


def _test(parser: argparse.ArgumentParser) -> None:
    _workbook(parser)
    parser.add_argument(
        "--a", required=True, type=address, metavar="ADRESSE", help="adresse qui reçoit l’essai"
    )
    parser.add_argument("--relance", metavar="NUMERO", help="la relance à essayer")


def _approve(parser: argparse.ArgumentParser) -> None:
    _workbook(parser)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "--tout",
        action="store_true",
        help="tout ce que l’aperçu a montré, sauf mises en demeure et gros montants",
    )
    which.add_argument(
        "--relance", nargs="+", action="extend", metavar="NUMERO", help="seulement ces relances"
    )


def _send(parser: argparse.ArgumentParser) -> None:
    _workbook(parser)
    _redirect(parser)


def _collect(parser: argparse.ArgumentParser) -> None:
    _workbook(parser)
    parser.add_argument(
        "--dossier",
        metavar="DOSSIER",
        help="lire les .eml et .msg de ce dossier au lieu de la boîte de Paramètres",
    )


def _treat(parser: argparse.ArgumentParser) -> None:
    _workbook(parser)
    parser.add_argument(
        "--paiements", action="store_true", help="seulement les paiements, pas les réponses"
    )
    parser.add_argument(
        "--surs",
        action="store_true",
        help="accepter aussi les rapprochements sûrs (confiance élevée) non cochés",
    )
    parser.add_argument("--high", dest="surs", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument(
        "--annuler",
        action="store_true",
        help="reprendre la dernière acceptation de paiements, ligne par ligne",
    )


def _statement(parser: argparse.ArgumentParser) -> None:
    _workbook(parser)
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument("--client", metavar="CODE", default="", help="toutes ses factures en retard")
    whose.add_argument(
        "--facture", metavar="NUMERO", nargs="+", action="extend", default=[], help="ces factures"
    )
    parser.add_argument(
        "--suite",
        action="store_true",
        help="un nouveau décompte pour ce qui a couru depuis le dernier",
    )


def _sheet(parser: argparse.ArgumentParser) -> None:
    _workbook(parser)
    parser.add_argument("client", metavar="CLIENT", help="code du client, ou son nom")


def _import(parser: argparse.ArgumentParser) -> None:
    _workbook(parser)
    parser.add_argument(
        "fichier", metavar="FICHIER", nargs="+", help="relevé, export, facture, .zip"
    )
    parser.add_argument(
        "--confirmer",
        action="store_true",
        help="dire oui à ce qu’un premier import a demandé : colonnes devinées, liste réduite",
    )


def _cancel(parser: argparse.ArgumentParser) -> None:
    _workbook(parser)
    parser.add_argument("numero", metavar="NUMERO", nargs="+", help="relance(s) incertaine(s)")
    parser.add_argument(
        "--confirmer", action="store_true", help="même si l’envoi n’est pas incertain"
    )
    parser.add_argument(
        "--parti", action="store_true", help="dire au contraire que le message est bien parti"
    )


def _calculator(parser: argparse.ArgumentParser) -> None:
    _debt(parser)
    _contract_rate(parser)
    parser.add_argument(
        "--paiement",
        action="append",
        default=[],
        metavar="DATE:MONTANT",
        help="paiement partiel, comme 15/06/2026:500,00 ; peut se répéter",
    )
    parser.add_argument(
        "--interets-d-abord",
        action="store_true",
        help="imputer les paiements sur les intérêts avant le principal",
    )
    _day(
        parser,
        "--mise-en-demeure",
        "particuliers (FR) : jour où la mise en demeure a été reçue",
    )
    _belgian(parser)
    _json(parser)


def _debt(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--pays", required=True, metavar="PAYS", help="droit du créancier : FR…")
    parser.add_argument(
        "--type",
        required=True,
        dest="customer_type",
        metavar="TYPE",
        help="professionnel, particulier ou public",
    )
    parser.add_argument("--montant", required=True, metavar="1000,00", help="montant TTC")
    _day(parser, "--echeance", "échéance de la facture", required=True)
    _day(parser, "--au", "dernier jour compté", required=True)
    parser.add_argument("--region", default="", metavar="QC", help="avec --pays CA : Québec")


def _contract_rate(parser: argparse.ArgumentParser) -> None:
    rates = parser.add_mutually_exclusive_group()
    rates.add_argument("--taux", metavar="12,15", help="taux contractuel annuel, en %%")
    rates.add_argument(
        "--taux-mensuel",
        metavar="2,00",
        help="Québec : taux du contrat écrit au mois, sans son équivalent annuel",
    )


def _belgian(parser: argparse.ArgumentParser) -> None:
    _day(
        parser,
        "--premier-rappel",
        "particuliers (BE) : jour d’envoi du premier rappel, par e-mail",
    )
    parser.add_argument(
        "--poste", action="store_true", help="ce premier rappel est parti par la poste"
    )
    parser.add_argument(
        "--clause",
        action="store_true",
        help="particuliers (BE) : le contrat prévoit indemnité et intérêts",
    )
    parser.add_argument(
        "--indemnite", metavar="10,00", help="BE : indemnité du contrat, en %% de l’impayé"
    )
    parser.add_argument("--indemnite-min", metavar="50,00", help="BE : son minimum")
    parser.add_argument("--indemnite-max", metavar="500,00", help="BE : son maximum")


def _rates(parser: argparse.ArgumentParser) -> None:
    _workbook(parser)
    parser.add_argument(
        "--maj",
        action="store_true",
        help="demander à la BCE ses derniers taux et ajouter les lignes qui manquent",
    )


def _demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "dossier",
        metavar="DOSSIER",
        nargs="?",
        default="demo",
        help="où écrire le classeur et ce qui en sort",
    )
    _day(parser, "--date", "le jour de l’exemple")
    _json(parser)


def _diagnosis(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "classeur", metavar="CLASSEUR", nargs="?", help="le classeur Excel ; sans lui, le poste"
    )
    parser.add_argument(
        "--mot-de-passe",
        action="store_true",
        help="demander d’abord les mots de passe de messagerie et les mettre au trousseau",
    )
    _json(parser)


def _hour(text: str) -> dt.time:
    """Read an hour of the clock on the wall, as French people write it.

    >>> [str(_hour(text)) for text in ("07:30", "7h30", "7 h 30", "18 h")]
    ['07:30:00', '07:30:00', '07:30:00', '18:00:00']
    """
    if found := _HOUR.fullmatch(text.strip()):
        return dt.time(int(found[1]), int(found[2] or 0))
    raise argparse.ArgumentTypeError(f"« {text} » n’est pas une heure, comme 07:30 ou 7h30")


def _plan(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("classeur", metavar="CLASSEUR", help="le classeur Excel")
    parser.add_argument(
        "--heure",
        type=_hour,
        default=dt.time(7, 30),
        metavar="HH:MM",
        help="heure du passage (par défaut 07:30) ; les jours sont ceux de Paramètres",
    )
    parser.add_argument("--retirer", action="store_true", help="retirer la tâche planifiée")
    _json(parser)


COMMANDS: dict[str, tuple[str, _Adder]] = {
    "nouveau": ("créer un classeur", _new),
    "importer": ("lire relevés bancaires, exports comptables, factures électroniques", _import),
    "controler": ("vérifier les données (feuille Anomalies)", _workbook),
    "actualiser": ("recalculer soldes, retards, étapes et pourquoi", _workbook),
    "preparer": ("proposer les relances du jour (feuille Relances)", _workbook),
    "apercu": ("une page avec chaque message tel qu’il partira", _workbook),
    "tester": ("s’envoyer un essai", _test),
    "approuver": ("approuver des relances", _approve),
    "envoyer": ("envoyer ce qui est approuvé", _send),
    "annuler": ("dire qu’un envoi incertain n’est pas parti", _cancel),
    "relever": ("lire les réponses des clients (feuille Réponses)", _collect),
    "traiter": ("appliquer vos choix : réponses, paiements cochés, adresses notées", _treat),
    "fiche": ("une page par client : soldes, relances, réponses, promesses", _sheet),
    "hebdo": (
        "passage planifié : importer, relever, préparer, envoyer l’automatique, rendre compte",
        _send,
    ),
    "planifier": ("faire démarrer « hebdo » chaque jour par Windows", _plan),
    "penalites": ("calculer des pénalités de retard", _calculator),
    "decompte": ("facturer des pénalités : un décompte numéroté, Word et PDF", _statement),
    "taux": ("montrer les taux de la feuille Taux et ce qui y manque", _rates),
    "schema": ("décrire chaque feuille et chaque colonne", _json),
    "diagnostic": ("dire ce qui manque à l’installation, et comment y remédier", _diagnosis),
    "demo": ("dérouler tout le travail sur un classeur d’exemple", _demo),
}
"""French name → (one-line help, what adds its arguments)."""


def build_parser() -> FrenchParser:
    """Make the whole command line.

    >>> build_parser().parse_args(["controler", "suivi.xlsx"]).command
    'controler'
    """
    parser = FrenchParser(prog="relance", description=_DESCRIPTION)
    subparsers = parser.add_subparsers(
        dest="command",
        metavar="COMMANDE",
        required=True,
        title="Commandes\u202f",
        parser_class=FrenchParser,
    )
    for name, (help_text, add_arguments) in COMMANDS.items():
        description = help_text[:1].upper() + help_text[1:] + "."
        add_arguments(subparsers.add_parser(name, help=help_text, description=description))
    return parser
