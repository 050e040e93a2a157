"""The one list of fields staff may use in their texts, as `{{ nom }}`.

The Aide sheet, the check of sheet Modèles and the engine all read this list.
"""

from dataclasses import dataclass

TABLE_FIELD = "tableau_factures"
PAY_FIELD = "moyens_de_paiement"
CROSSING_FIELD = "mention_croisement"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name in texts, what it prints, and an example of it (French).

    A field that may be empty says so in `what`; `block` fields take lines of their own;
    a `number` may be compared with another, everything else is text.
    """

    name: str
    what: str
    example: str
    block: bool = False
    number: bool = False


FIELDS: tuple[Field, ...] = (
    Field("client", "Nom du client qui paie.", "Boulangerie Élan"),
    Field("code_client", "Son code.", "C0001"),
    Field("contact", "Nom de la personne à qui l’on écrit ; vide si inconnu.", "Zoé Lefèvre"),
    Field("civilite", "Sa civilité ; vide si inconnue.", "Madame"),
    Field("salutation", "Formule d’appel, sans la virgule.", "Madame"),
    Field("societe", "Nom de notre société.", "Atelier Martin SARL"),
    Field("numero_relance", "Numéro de la relance.", "REL-2026-00042"),
    Field("etape", "Libellé de l’étape.", "Première relance"),
    Field("total_du", "Somme des factures listées, avoirs déduits, hors pénalités.",
          "1\u202f234,56\u00a0€"),
    Field("total_a_payer", "Total dû, plus les pénalités quand elles sont réclamées.",
          "1\u202f287,86\u00a0€"),
    Field("devise", "Devise des montants.", "EUR"),
    Field("nombre_factures", "Nombre de factures listées.", "2", number=True),
    Field("numeros_factures", "Leurs numéros.", "F2026-0001, F2026-0002"),
    Field("plus_ancienne_echeance", "Échéance la plus ancienne.", "30 avril 2026"),
    Field("retard_max", "Plus long retard, en jours.", "46", number=True),
    Field("date_limite", "Jour jusqu’auquel payer.", "23 juin 2026"),
    Field("date_du_jour", "Jour de l’envoi.", "15 juin 2026"),
    Field("lieu_date", "Lieu et jour de l’envoi, comme en tête d’une lettre.",
          "Lyon, le 15 juin 2026"),
    Field("reglements_jusqu_au", "Jour jusqu’auquel les règlements sont comptés ; vide si inconnu.",
          "12 juin 2026"),
    Field("reference_contrat", "Références de contrat ou de commande ; vide s’il n’y en a pas.",
          "BC 4500012"),
    Field("numero_engagement", "Secteur public : numéro d’engagement ; vide s’il n’y en a pas.",
          "2026-00412"),
    Field("code_service", "Secteur public : code service ; vide s’il n’y en a pas.", "TECH-01"),
    Field("communication", "Référence à rappeler dans le virement.", "+++090/9337/55493+++"),
    Field("iban", "Compte où payer.", "FR76 3000 6000 0112 3456 7890 189"),
    Field("bic", "Sa banque ; vide si inconnue.", "AGRIFRPP"),
    Field("titulaire", "Titulaire du compte.", "Atelier Martin SARL"),
    Field("lien_paiement", "Adresse pour payer en ligne ; vide s’il n’y en a pas une seule.",
          "https://payer.exemple.fr/F2026-0001"),
    Field("penalites", "Pénalités à ce jour : intérêts et indemnités ; vide si non chiffrables.",
          "53,30\u00a0€"),
    Field("interets", "Intérêts de retard à ce jour ; vide si non chiffrables.", "13,30\u00a0€"),
    Field("indemnite", "Indemnités de recouvrement ; vide si non chiffrables.", "40,00\u00a0€"),
    Field("taux_penalites", "Taux annuel des pénalités ; vide si non chiffrable.",
          "12,15\u00a0%"),
    Field("remise", "Remise offerte si tout est payé dans le délai ; vide sans remise.",
          "24,69\u00a0€"),
    Field("remise_pourcent", "La même en pourcentage ; vide sans remise.", "2,00\u00a0%"),
    Field("promesse_rompue", "Phrase sur la promesse non tenue ; vide sinon.",
          "La date de règlement convenue avec vous est passée."),
    Field("telephone", "Notre téléphone ; vide si inconnu.", "04 78 00 00 00"),
    Field("email_reponse", "Adresse où nous répondre.", "compta@exemple.fr"),
    Field("signataire", "Qui signe.", "Claire Morel"),
    Field("adresse_societe", "Notre adresse, sur une ligne ; vide si inconnue.",
          "12 rue des Lilas, 69003 Lyon"),
    Field("fonction", "Sa fonction ; vide si inconnue.", "Comptabilité clients"),
    Field(TABLE_FIELD, "Le tableau des factures.", "(tableau)", block=True),
    Field(PAY_FIELD, "L’encadré des moyens de paiement (en bas de page sur une lettre).",
          "(encadré)", block=True),
    Field("mention_penalites", "Phrase sur les pénalités ; vide si l’étape n’en parle pas.",
          "Tout retard de paiement entraîne…"),
    Field("mention_mise_en_demeure",
          "Phrase de mise en demeure et ses articles de loi ; vide aux autres étapes.",
          "La présente vaut mise en demeure (articles 1344 et 1344-1 du Code civil)."),
    Field("mention_premier_rappel",
          "Belgique, particuliers : tout ce que la loi veut au premier rappel ; vide sinon.",
          "Premier rappel, gratuit (livre XIX du Code de droit économique)…"),
    Field(CROSSING_FIELD, "Phrase « si votre règlement s’est croisé… », avec sa date.",
          "Les règlements reçus jusqu’au 12 juin 2026…"),
)  # fmt: skip

NAMES = frozenset(field.name for field in FIELDS)
BLOCK_NAMES = frozenset(field.name for field in FIELDS if field.block)
EXAMPLES = {field.name: int(field.example) if field.number else field.example for field in FIELDS}
"""Values as messages hold them, to try a text with."""
