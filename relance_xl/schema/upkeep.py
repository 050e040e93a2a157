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
        person("law", "Droit", Kind.CODE, "Pays : FR, BE, LU, CH, QC, EU.", required=True,
               width=8),
        person("customer_type", "Type", Kind.CHOICE, "Type de client.", required=True,
               choices=c.CUSTOMER_TYPES),
        person("period_start", "Du", Kind.DATE, "Premier jour de la période.", required=True),
        person("period_end", "Au", Kind.DATE, "Dernier jour de la période.", required=True),
        person("rate_bps", "Taux (%)", Kind.RATE, "Taux annuel des pénalités.", required=True),
        person("floor_bps", "Plancher (%)", Kind.RATE, "Minimum d’un taux contractuel."),
        person("source", "Source", Kind.TEXT, "D’où vient le taux.", width=60),
        person("confidence", "Confiance", Kind.CHOICE, "Qualité de la source.",
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
        tool("column", "Colonne", Kind.TEXT, "Colonne.", width=20),
        tool("key", "Repère", Kind.CODE, "Clé de la ligne.", width=18),
        tool("text", "Ce qui ne va pas", Kind.TEXT, "Le défaut.", width=60),
        tool("action", "Que faire", Kind.TEXT, "Comment le corriger.", width=60),
        tool("code", "Code", Kind.TEXT, "Code du défaut.", width=18),
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
