"""Sheets that keep the tool running: Taux, Calendrier, figures, Anomalies, Paramètres."""

from relance_xl.schema import choices as c
from relance_xl.schema.columns import person, shared, tool
from relance_xl.schema.model import Kind, Table

RATES = Table(
    "rates",
    "Taux",
    "tblTaux",
    ("law", "customer_type", "period_start"),
    (
        shared("law", "Droit", Kind.CODE, "Pays : FR, BE, LU, CH, QC, EU.", required=True,
               width=8),
        shared("customer_type", "Type", Kind.CHOICE, "Type de client.", required=True,
               choices=c.CUSTOMER_TYPES),
        shared("period_start", "Du", Kind.DATE, "Premier jour de la période.", required=True),
        shared("period_end", "Au", Kind.DATE, "Dernier jour de la période.", required=True),
        shared("rate_bps", "Taux (%)", Kind.RATE, "Taux annuel des pénalités.", required=True),
        shared("floor_bps", "Plancher (%)", Kind.RATE, "Minimum d’un taux contractuel."),
        shared("source", "Source", Kind.TEXT, "D’où vient le taux.", width=60),
        shared("confidence", "Confiance", Kind.CHOICE, "Qualité de la source.",
               choices=c.CONFIDENCE_OF_RATES, width=18),
    ),
    "Taux de pénalités datés, par droit et par type ; ajoutez le prochain semestre ici.",
    aside=("source", "confidence"),
)

CALENDAR = Table(
    "calendar",
    "Calendrier",
    "tblCalendrier",
    ("label", "date_from"),
    (
        person("label", "Libellé", Kind.TEXT, "Nom de la période.", required=True, width=30),
        person("date_from", "Du", Kind.DATE, "Premier jour.", required=True),
        person("date_to", "Au", Kind.DATE, "Dernier jour ; vide = un seul jour."),
        person("kind", "Nature", Kind.CHOICE,
               "Fermeture ou férié : rien ne part. Saison : délais allongés.", required=True,
               choices=c.CALENDAR_KINDS),
        person("extra_days", "Jours ajoutés", Kind.INTEGER, "Saison : délai supplémentaire."),
    ),
    "Fermetures, jours fériés ajoutés, saisons creuses.",
)

HISTORY = Table(
    "history",
    "Tableau de bord",
    "tblHistorique",
    ("run_at",),
    (
        tool("run_at", "Date", Kind.DATETIME, "Heure du passage.", width=17),
        tool("command", "Commande", Kind.TEXT, "Ce qui a été lancé."),
        tool("open_cents", "Encours", Kind.MONEY, "Total ouvert."),
        tool("overdue_cents", "Échu", Kind.MONEY, "Total en retard."),
        tool("overdue_count", "Factures échues", Kind.INTEGER, "Nombre de factures en retard."),
        tool("proposed_count", "Proposées", Kind.INTEGER, "Messages proposés."),
        tool("sent_count", "Envoyées", Kind.INTEGER, "Messages partis."),
        tool("to_decide_count", "À décider", Kind.INTEGER, "Ce qui attend une personne."),
        tool("anomaly_count", "Anomalies", Kind.INTEGER, "Anomalies relevées."),
    ),
    "Une ligne par passage.",
    idle=True,
)

ANOMALIES = Table(
    "anomalies",
    "Anomalies",
    "tblAnomalies",
    ("anomaly",),
    (
        tool("anomaly", "N°", Kind.INTEGER, "Rang.", width=7),
        tool("severity", "Gravité", Kind.CHOICE, "Importance.", choices=c.SEVERITIES, width=12),
        tool("sheet", "Feuille", Kind.TEXT, "Où.", width=16),
        tool("row", "Ligne", Kind.INTEGER, "Ligne de la feuille.", width=8),
        tool("column", "Colonne", Kind.TEXT, "Colonne.", width=26),
        tool("key", "Repère", Kind.CODE, "Clé de la ligne.", width=18),
        tool("text", "Ce qui ne va pas", Kind.TEXT, "Le défaut.", width=66),
        tool("action", "Que faire", Kind.TEXT, "Comment le corriger.", width=66),
        tool("code", "Code", Kind.TEXT, "Code du défaut.", width=24),
    ),
    "Ce qui ne va pas dans les données, et quoi faire.",
    idle=True,
)

PARAMETERS = Table(
    "parameters",
    "Paramètres",
    "tblParametres",
    ("parameter",),
    (
        person("section", "Rubrique", Kind.TEXT, "Regroupement.", width=16),
        person("parameter", "Paramètre", Kind.TEXT, "Nom ; ne pas changer.", required=True,
               width=40),
        shared("value", "Valeur", Kind.TEXT, "À remplir.", width=44),
        person("explanation", "Explication", Kind.TEXT, "À quoi cela sert.", width=70),
    ),
    "La société, ses canaux, ses options. Jamais de mot de passe ici.",
    aside=("section", "explanation"),
)

IMPORTS = Table(
    "imports",
    "Imports",
    "tblImports",
    ("import_id",),
    (
        tool("import_id", "N° import", Kind.CODE, "Empreinte du fichier et du compte.", width=16),
        tool("imported_on", "Importé le", Kind.DATETIME, "Date et heure.", width=17),
        tool("file", "Fichier", Kind.TEXT, "Nom du fichier.", width=34),
        tool("kind", "Nature", Kind.CHOICE, "Banque ou factures.", choices=c.IMPORT_KINDS),
        tool("format", "Format", Kind.TEXT, "Format reconnu.", width=18),
        tool("state", "État", Kind.CHOICE, "Importé, ou en attente d’une confirmation.",
             choices=c.IMPORT_STATES, width=16),
        tool("own_account", "Compte bancaire", Kind.CODE, "Notre compte.", width=28),
        tool("period_end", "Jusqu’au", Kind.DATE, "Dernier jour couvert."),
        tool("entries", "Lignes", Kind.INTEGER, "Lignes lues."),
        tool("rows", "Ajoutées", Kind.INTEGER, "Lignes ajoutées ou changées."),
        tool("net_cents", "Total", Kind.MONEY, "Somme des lignes lues."),
        tool("currency", "Devise", Kind.CODE, "Devise du total.", width=9),
        tool("remark", "Remarque", Kind.TEXT, "Ce qu’il faut vérifier.", width=60),
    ),
    "Ce qui a été importé, et jusqu’à quel jour.",
    idle=True,
    newer=True,
)

IMPORT_PROFILES = Table(
    "import_profiles",
    "Imports",
    "tblProfils",
    ("profile",),
    (
        tool("profile", "Profil", Kind.CODE, "Empreinte des en-têtes.", width=16),
        tool("file", "Fichier vu", Kind.TEXT, "Dernier fichier de cette forme.", width=30),
        tool("kind", "Nature", Kind.CHOICE, "Banque ou factures.", choices=c.IMPORT_KINDS),
        tool("headers", "En-têtes", Kind.TEXT, "Colonnes du fichier.", width=50),
        shared("columns", "Colonnes lues", Kind.TEXT,
               "Notre nom = leur colonne, séparés par « ; » ; à corriger si besoin.", width=60),
        shared("day_first", "Jour d’abord", Kind.FLAG, "Oui : 03/04 est le 3 avril.", width=12),
        shared("confirmed", "Confirmé", Kind.FLAG,
               "Oui : cette lecture est la bonne, importer sans redemander.", width=11),
    ),
    "Comment lire les fichiers CSV et Excel des autres outils ; confirmé une fois.",
    idle=True,
    newer=True,
)

MISSING_DATA = Table(
    "missing_data",
    "À compléter",
    "tblACompleter",
    ("customer",),
    (
        tool("customer", "Code client", Kind.CODE, "Client.", refers="customers"),
        tool("name", "Nom", Kind.TEXT, "Nom du client.", width=30),
        tool("missing", "Il manque", Kind.TEXT, "Ce qu’il faut demander.", width=26),
        tool("phone", "Téléphone connu", Kind.CODE, "Numéro à composer.", width=16),
        tool("overdue_cents", "Échu", Kind.MONEY, "Montant en retard, devise de la société."),
        shared("contact_name", "Nom du contact", Kind.TEXT, "Réponse obtenue.", width=24),
        shared("email", "E-mail", Kind.EMAIL, "Réponse obtenue.", width=30),
        shared("mobile", "Mobile", Kind.CODE, "Réponse obtenue.", width=16),
        shared("phone_given", "Autre téléphone", Kind.CODE, "Réponse obtenue.", width=16),
        tool("script", "À dire au téléphone", Kind.TEXT, "Pour demander ce qui manque.", width=70),
    ),
    "Les clients à qui il manque une adresse ; Traiter porte vos réponses dans Contacts.",
    idle=True,
    newer=True,
)

PAYMENT_METHODS = Table(
    "payment_methods",
    "Paramètres",
    "tblMoyens",
    ("method",),
    (
        person("method", "Moyen de paiement", Kind.TEXT, "Nom du moyen. Unique.", required=True,
               width=22),
        person("nature", "Nature", Kind.CHOICE, "Ce que c’est.", required=True,
               choices=c.PAYMENT_NATURES),
        person("days", "Jours de traitement", Kind.INTEGER,
               "Jours entre l’ordre et l’encaissement.", required=True),
    ),
    "Moyens de paiement et leurs délais.",
)
