"""Every button of the workbook: on sheet Accueil, in the ribbon, in the small window.

A new button is one entry here and one function of that name in `relance_xl.macros`; its VBA
macro, its shape and its place in the ribbon are made from the entry.
"""

from dataclasses import dataclass

HOME = "Accueil"
HELP = "Aide"
"""The sheet that explains every sheet and column."""
RESULT_NAME = "relance_resultat"
"""Name of the cell on Accueil where a button says what it did."""


@dataclass(frozen=True, slots=True)
class Button:
    """One button.

    `macro` is the name of its VBA sub, `function` that of the function in
    `relance_xl.macros`. `icon` is the picture of one of Excel's own buttons (imageMso; the
    names are in Microsoft's list « office-fluent-ui-command-identifiers »). `sheet` is where it
    stands besides the ribbon; "" for the ribbon alone.
    """

    name: str
    caption: str
    macro: str
    function: str
    help: str
    ribbon_group: str
    icon: str
    sheet: str = HOME


BUTTONS: tuple[Button, ...] = (
    Button("import_files", "Importer", "RelanceImporter", "import_files",
           "Lit les fichiers du dossier « À importer » : banque, comptabilité, factures.",
           "Données", "ImportTextFile"),
    Button("check", "Contrôler", "RelanceControler", "check",
           "Vérifie les données ; ce qui ne va pas se lit dans Anomalies.",
           "Données", "ErrorChecking"),
    Button("refresh", "Actualiser", "RelanceActualiser", "refresh",
           "Recalcule soldes, retards, étapes, et dit pourquoi on relance ou non.",
           "Données", "RefreshAll"),
    Button("prepare", "Préparer", "RelancePreparer", "prepare",
           "Propose les relances du jour dans la feuille Relances.",
           "Relances", "SendCopySelectNames"),
    Button("preview", "Aperçu", "RelanceApercu", "preview",
           "Ouvre une page avec chaque message tel qu’il partira.",
           "Relances", "PrintPreviewAndPrint"),
    Button("approve_all", "Tout approuver", "RelanceToutApprouver", "approve_all",
           "Approuve ce que l’aperçu a montré, sauf mises en demeure et gros montants.",
           "Relances", "ReviewAcceptOrRejectChangeDialog"),
    Button("send_test", "M’envoyer un test", "RelanceTester", "send_test",
           "Vous envoie un message tel qu’un client le recevrait. Rien n’est enregistré.",
           "Envoi", "FileSendAsAttachment"),
    Button("send", "Envoyer", "RelanceEnvoyer", "send",
           "Envoie ce qui est approuvé, et rien d’autre.",
           "Envoi", "SendCopySendNow"),
    Button("collect", "Relever les réponses", "RelanceRelever", "collect",
           "Lit la boîte de réception ; une réponse suspend les relances du client.",
           "Retours", "SendReceiveAll"),
    Button("treat", "Traiter", "RelanceTraiter", "treat",
           "Applique vos choix : réponses, paiements cochés, adresses notées.",
           "Retours", "AcceptInvitation"),
    Button("customer_sheet", "Fiche client", "RelanceFicheClient", "customer_sheet",
           "Une page sur le client de la ligne choisie : soldes, relances, réponses, promesses.",
           "Suivi", "PropertySheet", sheet=""),
    Button("explain_interest", "Expliquer les intérêts", "RelanceExpliquer", "explain_interest",
           "Décompose jour par jour les pénalités de la facture choisie.",
           "Suivi", "Calculator", sheet=""),
    Button("state_penalties", "Décompte de pénalités", "RelanceDecompte", "state_penalties",
           "Facture les pénalités du client de la ligne choisie : décompte numéroté, Word et PDF.",
           "Suivi", "CalculateSheet", sheet=""),
    Button("diagnose", "Diagnostic", "RelanceDiagnostic", "diagnose",
           "Dit ce qui manque à l’installation, et comment y remédier.",
           "Aide", "FileDocumentInspect"),
    Button("show_help", "Aide", "RelanceAide", "show_help",
           "Montre la feuille Aide : chaque feuille et chaque colonne expliquées.",
           "Aide", "Help"),
)
"""All buttons, in the order of a day's work."""


def ribbon_groups() -> dict[str, list[Button]]:
    """Give the buttons by ribbon group, in order.

    >>> [button.caption for button in ribbon_groups()["Relances"]]
    ['Préparer', 'Aperçu', 'Tout approuver']
    """
    groups: dict[str, list[Button]] = {}
    for button in BUTTONS:
        groups.setdefault(button.ribbon_group, []).append(button)
    return groups
