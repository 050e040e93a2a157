"""Every line of sheet Paramètres: its French name, kind, default and explanation.

`name` is the field of `relance_xl.settings.Settings` that the line fills.
"""

from dataclasses import dataclass

from relance_xl.schema import choices as c
from relance_xl.schema.model import Choice, Kind


@dataclass(frozen=True, slots=True)
class Parameter:
    """One line of sheet Paramètres; `default` is what an empty value means."""

    name: str
    section: str
    label: str
    kind: Kind
    help: str
    default: str = ""
    choices: tuple[Choice, ...] = ()
    tool: bool = False


def _company(name: str, label: str, help_: str, kind: Kind = Kind.TEXT) -> Parameter:
    return Parameter(name, "Société", label, kind, help_)


PARAMETERS_LIST: tuple[Parameter, ...] = (
    _company("company_name", "Nom de la société", "Comme sur vos factures."),
    _company("company_line", "Mentions légales", "Forme, capital, RCS : pied des lettres."),
    _company("address1", "Adresse", "Numéro et voie."),
    _company("address2", "Complément d’adresse", "Facultatif."),
    _company("postcode", "Code postal", "De la société.", Kind.CODE),
    _company("city", "Ville", "Aussi le lieu en tête des lettres."),
    Parameter("country", "Société", "Pays", Kind.CODE,
              "Deux lettres : décide du droit et des jours ouvrés.", "FR"),
    _company("region", "Région", "Pour les jours fériés locaux : QC, VD, 57…", Kind.CODE),
    _company("siren", "SIREN / n° d’entreprise", "Numéro officiel.", Kind.CODE),
    _company("vat_number", "N° TVA", "Numéro de TVA.", Kind.CODE),
    _company("phone", "Téléphone", "Pour joindre la comptabilité.", Kind.CODE),
    _company("website", "Site", "Facultatif."),
    _company("logo_file", "Logo (fichier)", "Image PNG ou JPEG à côté du classeur."),
    Parameter("currency", "Société", "Devise", Kind.CODE, "Devise quand une facture n’en dit rien.",
              "EUR"),
    Parameter("sender_name", "Expéditeur", "Signataire", Kind.TEXT, "Nom en bas des messages."),
    Parameter("sender_title", "Expéditeur", "Fonction", Kind.TEXT, "Par exemple : Comptabilité."),
    Parameter("sender_email", "Expéditeur", "E-mail d’envoi", Kind.EMAIL,
              "Adresse qui écrit aux clients."),
    Parameter("reply_to", "Expéditeur", "E-mail de réponse", Kind.EMAIL,
              "Vide = e-mail d’envoi."),
    Parameter("tagged_replies", "Expéditeur", "Adresse de réponse marquée", Kind.FLAG,
              "Oui : compta+REL-2026-00001@… pour reconnaître les réponses.", "Non"),
    Parameter("report_email", "Expéditeur", "E-mail des comptes rendus", Kind.EMAIL,
              "Qui reçoit le compte rendu du passage planifié."),
    Parameter("account_holder", "Banque", "Titulaire du compte", Kind.TEXT,
              "Vide = nom de la société."),
    Parameter("iban", "Banque", "IBAN", Kind.CODE, "Compte où être payé."),
    Parameter("bic", "Banque", "BIC", Kind.CODE, "Facultatif dans l’espace SEPA."),
    Parameter("email_mode", "Envoi", "Envoi des e-mails", Kind.CHOICE,
              "dossier : fichiers .eml à côté du classeur ; SMTP : votre serveur.", "dossier",
              c.EMAIL_MODES),
    Parameter("smtp_host", "Envoi", "Serveur SMTP", Kind.TEXT, "Par exemple smtp.exemple.fr."),
    Parameter("smtp_port", "Envoi", "Port SMTP", Kind.INTEGER, "587 (STARTTLS) ou 465 (TLS).",
              "587"),
    Parameter("smtp_security", "Envoi", "Sécurité SMTP", Kind.CHOICE,
              "« aucune » n’est permise que sur cet ordinateur.", "STARTTLS", c.SMTP_SECURITIES),
    Parameter("smtp_user", "Envoi", "Compte SMTP", Kind.TEXT,
              "Le mot de passe est dans le trousseau du système, jamais ici."),
    Parameter("read_receipts", "Envoi", "Demander un accusé de lecture", Kind.FLAG,
              "Oui ou Non.", "Oui"),
    Parameter("max_attachment_mb", "Envoi", "Pièces jointes, maximum (Mo)", Kind.INTEGER,
              "Au-delà, le message est mis de côté.", "10"),
    Parameter("inbox_mode", "Réception", "Lecture des réponses", Kind.CHOICE,
              "dossier : fichiers .eml ou .msg ; IMAP : votre boîte.", "dossier", c.INBOX_MODES),
    Parameter("inbox_folder", "Réception", "Dossier des réponses à lire", Kind.TEXT,
              "Où déposer les .eml et .msg, à côté du classeur.", "Réponses à lire"),
    Parameter("answers_folder", "Réception", "Dossier des réponses gardées", Kind.TEXT,
              "Où l’outil garde les messages originaux.", "Réponses"),
    Parameter("imap_host", "Réception", "Serveur IMAP", Kind.TEXT, "Par exemple imap.exemple.fr."),
    Parameter("imap_port", "Réception", "Port IMAP", Kind.INTEGER, "993 (TLS).", "993"),
    Parameter("imap_user", "Réception", "Compte IMAP", Kind.TEXT,
              "Vide = compte SMTP. Le mot de passe est dans le trousseau, jamais ici."),
    Parameter("imap_login", "Réception", "Connexion IMAP", Kind.CHOICE,
              "Mot de passe, ou jeton OAuth (Microsoft 365, Google).", "mot de passe",
              c.INBOX_LOGINS),
    Parameter("imap_folders", "Réception", "Dossiers IMAP lus", Kind.TEXT,
              "Séparés par « ; ».", "INBOX"),
    Parameter("invoices_folder", "Dossiers", "Dossier des factures PDF", Kind.TEXT,
              "À côté du classeur, ou chemin complet.", "Factures PDF"),
    Parameter("outbox_folder", "Dossiers", "Dossier des envois", Kind.TEXT,
              "Où vont lettres et fichiers .eml.", "Envois"),
    Parameter("layouts_folder", "Dossiers", "Dossier des mises en page", Kind.TEXT,
              "Un lettre.docx posé là remplace la mise en page livrée.", "Modèles"),
    Parameter("import_folder", "Dossiers", "Dossier des imports", Kind.TEXT,
              "Ce qui s’y trouve est lu par le passage planifié.", "À importer"),
    Parameter("program", "Dossiers", "Programme", Kind.TEXT,
              "Chemin de pythonw.exe ; vide = l’installation de l’utilisateur."),
    Parameter("contract_rate_bps", "Pénalités", "Taux contractuel (%)", Kind.RATE,
              "Taux annuel de vos conditions générales ; vide = taux légal."),
    Parameter("interest_first", "Pénalités", "Imputer d’abord sur les intérêts", Kind.FLAG,
              "Oui : C. civ. art. 1343-1. Non : d’abord sur le principal.", "Non"),
    Parameter("monthly_rate_only", "Pénalités", "Taux écrit au mois seulement (Québec)", Kind.FLAG,
              "Oui : sans l’équivalent annuel au contrat, le taux ne vaut que 5 % l’an.", "Non"),
    Parameter("named_rate_bps", "Pénalités", "Taux légal de votre pays (%)", Kind.RATE,
              "Union européenne hors FR, BE, LU ; vide = aucun montant dans les messages."),
    Parameter("indemnity_bps", "Pénalités", "Indemnité au contrat (%)", Kind.RATE,
              "Belgique, professionnels : en % de l’impayé ; vide = 40 € par facture."),
    Parameter("indemnity_min_cents", "Pénalités", "Indemnité au contrat, minimum", Kind.MONEY,
              "Belgique ; jamais moins de 40 €."),
    Parameter("indemnity_max_cents", "Pénalités", "Indemnité au contrat, maximum", Kind.MONEY,
              "Belgique ; vide = sans maximum."),
    Parameter("consumer_clause", "Pénalités", "Clause au contrat des particuliers (Belgique)",
              Kind.FLAG, "Oui : le contrat prévoit indemnité et intérêts. Non : rien n’est dû.",
              "Non"),
    Parameter("limitation_business_years", "Prescription", "Prescription, professionnel (ans)",
              Kind.INTEGER, "Vide = la loi : FR 5, BE et LU 10, CH 5, QC 3."),
    Parameter("limitation_consumer_years", "Prescription", "Prescription, particulier (ans)",
              Kind.INTEGER, "Vide = la loi : FR 2, BE et LU 10, CH 5, QC 3."),
    Parameter("limitation_public_years", "Prescription", "Prescription, public (ans)",
              Kind.INTEGER, "Vide = la loi : FR 4 à partir du 1er janvier suivant."),
    Parameter("limitation_transport_years", "Prescription", "Prescription, transport (ans)",
              Kind.INTEGER, "Si vos factures sont du transport : 1 en France. Vide = non."),
    Parameter("limitation_warning_days", "Prescription", "Prévenir avant la prescription (j)",
              Kind.INTEGER, "Une ligne d’Anomalies paraît tant de jours avant.", "90"),
    Parameter("default_plan", "Relances", "Plan par défaut", Kind.CODE,
              "Quand ni facture, ni client, ni groupe, ni type n’en ont.", "standard"),
    Parameter("contact_cap_days", "Relances", "Écart entre deux relances d’un client (j)",
              Kind.INTEGER, "Pas deux relances à un payeur en moins de jours.", "5"),
    Parameter("cash_entered_until", "Relances", "Encaissements saisis jusqu’au", Kind.DATE,
              "Dernier jour dont les paiements sont dans ce classeur."),
    Parameter("stale_bank_days", "Relances", "Fraîcheur des encaissements (j)", Kind.INTEGER,
              "Plus anciens : aucune étape automatique ne part.", "7"),
    Parameter("bank_fee_cents", "Relances", "Frais bancaires tolérés", Kind.MONEY,
              "Un règlement plus court de ce montant au plus solde la facture ; vide = 0."),
    Parameter("dispute_email", "Relances", "Litiges : prévenir", Kind.EMAIL,
              "Qui prévenir d’un litige sans responsable ; vide = e-mail des comptes rendus."),
    Parameter("approve_alone_cents", "Relances", "Montant à valider un par un", Kind.MONEY,
              "« Tout approuver » laisse ces messages à une décision.", "10000"),
    Parameter("weekly_day", "Passage planifié", "Jour du passage planifié", Kind.TEXT,
              "lundi … vendredi, ou « chaque jour ouvré ».", "lundi"),
    Parameter("busy_wait_minutes", "Passage planifié", "Attente si le classeur est ouvert (min)",
              Kind.INTEGER, "Puis le passage est abandonné et le dit.", "30"),
    Parameter("last_number", "Outil", "Dernier numéro", Kind.CODE,
              "Dernière relance numérotée ; tenu par l’outil.", tool=True),
    Parameter("last_statement", "Outil", "Dernier décompte", Kind.CODE,
              "Dernier décompte de pénalités numéroté ; tenu par l’outil.", tool=True),
    Parameter("inbox_cursor", "Outil", "Boîte lue jusqu’à", Kind.TEXT,
              "Où la lecture des réponses s’est arrêtée ; tenu par l’outil.", tool=True),
    Parameter("workbook_id", "Outil", "Identifiant du classeur", Kind.CODE,
              "Relie le classeur à son journal ; ne pas changer.", tool=True),
)
