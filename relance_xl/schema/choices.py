"""Drop-down values: English codes in frames, French labels in Excel."""

from relance_xl.schema.model import Choice


def _choices(**labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(code, label) for code, label in labels.items())


YES_NO = _choices(yes="Oui", no="Non")
CUSTOMER_TYPES = _choices(
    business="professionnel", consumer="particulier", public="public"
)
SITUATIONS = _choices(
    in_bonis="in bonis",
    safeguard="sauvegarde",
    receivership="redressement",
    liquidation="liquidation",
    prj="PRJ",
    bankruptcy="faillite",
)
STATEMENTS = _choices(never="jamais", monthly="mensuel")
LANGUAGES = _choices(fr="fr", nl="nl", de="de", en="en")
CHANNELS = _choices(
    email="e-mail",
    letter="lettre",
    registered_letter="lettre recommandée",
    call="appel",
    sms="SMS",
    whatsapp="WhatsApp",
)
CONTACT_ROLES = _choices(billing="facturation", dunning="relance", management="direction")
DOCUMENTS = _choices(invoice="facture", credit_note="avoir")
PLATFORM_STATUSES = _choices(
    deposited="déposée",
    received="reçue",
    approved="approuvée",
    partly_approved="approuvée partiellement",
    completed="complétée",
    disputed="en litige",
    suspended="suspendue",
    refused="refusée",
    rejected="rejetée",
    recycled="recyclée",
    payment_sent="paiement transmis",
    cashed="encaissée",
)
ACCEPTED = _choices(ticked="Coché", yes="Oui", no="Non")
CONFIDENCES = _choices(high="Élevée", medium="Moyenne", low="Faible")
INSTALMENT_KINDS = _choices(
    contractual="contractuelle", agreed="accordée", retention="retenue de garantie"
)
ENTRY_MODES = _choices(contextual="contextuelle", progressive="progressive")
LISTINGS = _choices(all_overdue="toutes les factures échues", same_stage="celles de l’étape")
REFERENCES = _choices(due_date="échéance", issue_date="émission")
PENALTY_MODES = _choices(none="aucune", mention="mention", claim="réclamées")
APPROVALS = _choices(manual="manuelle", auto="automatique")
INVOICE_PDFS = _choices(required="requise", if_found="si trouvée", none="non")
DECISIONS = _choices(send="Envoyer", postpone="Reporter", ignore="Ignorer")
PROPOSAL_STATUSES = _choices(
    proposed="proposée",
    approved="approuvée",
    postponed="reportée",
    ignored="ignorée",
    stale="périmée",
    set_aside="mise de côté",
    retry="à renvoyer",
)
SEND_STATUSES = _choices(
    in_progress="en cours",
    sent="envoyé",
    refused="refusé",
    in_doubt="incertain",
    not_sent="pas parti",
    bounced="rebond",
    ignored="ignoré",
)
VERDICTS = _choices(sent="parti", not_sent="pas parti")
ANSWER_CLASSES = _choices(
    bounce="rebond",
    delivery="accusé de remise",
    read="accusé de lecture",
    absent="absence",
    promise="promesse",
    paid="dit avoir payé",
    dispute="contestation",
    question="question",
    other="autre",
)
TREATMENTS = _choices(
    promise="promesse acceptée",
    dispute="litige ouvert",
    paid="dit avoir payé",
    instalments="échéancier accordé",
    wrong_person="mauvais destinataire",
    none="sans suite",
)
CALL_RESULTS = _choices(
    reached="joint",
    promise="promesse",
    dispute="litige",
    no_answer="pas de réponse",
    callback="à rappeler",
    wrong_number="mauvais numéro",
)
PENALTY_STATES = _choices(
    computed="calculées",
    claimed="réclamées",
    invoiced="facturées",
    paid="payées",
    waived="abandonnées",
)
CALENDAR_KINDS = _choices(closure="fermeture", holiday="férié", season="saison")
PAYMENT_NATURES = _choices(
    transfer="virement",
    cheque="chèque",
    card="carte",
    cash="espèces",
    direct_debit="prélèvement",
    lcr="LCR",
    discount="escompte",
    bank_fee="frais bancaires",
    penalties="pénalités",
    other="autre",
)
RISKS = _choices(low="faible", medium="moyen", high="élevé")
INVOICE_STATUSES = _choices(
    open="ouverte",
    overdue="échue",
    held="en attente",
    paid="soldée",
    credit="avoir",
    to_decide="à décider",
)
SEVERITIES = _choices(info="remarque", warning="à vérifier", blocking="bloquant")
CONFIDENCE_OF_RATES = _choices(official="officielle", secondary="source secondaire")
IMPORT_KINDS = _choices(bank="banque", invoices="factures")
IMPORT_STATES = _choices(
    previewed="aperçu montré", applied="importé", waiting="à confirmer", failed="illisible"
)
INBOX_MODES = _choices(folder="dossier", imap="IMAP")
INBOX_LOGINS = _choices(password="mot de passe", oauth="jeton OAuth")  # noqa: S106 - a label
EMAIL_MODES = _choices(folder="dossier", smtp="SMTP")
SMTP_SECURITIES = _choices(starttls="STARTTLS", tls="TLS", none="aucune")
