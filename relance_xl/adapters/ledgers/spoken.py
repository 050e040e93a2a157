"""Names tools and companies give their columns, spoken plainly; `headers` reduces them."""

SPOKEN = {
    "invoice": (
        "n° facture|facture n°|numéro de facture|invoice number|invoice no|number invoice|"
        "n° de la facture|réf facture|référence facture|facture|invoice|n° document|n° doc|"
        "document number|numéro du document|doc number|n° pièce|numéro de pièce|pièce|"
        "n° pièce comptable|réf pièce|pièce n°|factuurnummer|factuurnr|factuur|"
        "rechnungsnummer|rechnungsnr|rechnung|belegnummer|name|transaction number|"
        "reference facture client|invoice id|bill number|f ref|numéro|n°|num|number|"
        "réf interne|référence interne|référence|réf|reference number|document|docnumber"
    ),
    "customer": (
        "code client|n° client|numéro client|réf client|référence client|client code|"
        "customer code|customer number|customer id|client id|client number|code tiers|"
        "n° tiers|compte tiers|compte client|n° compte tiers|compte auxiliaire|"
        "code auxiliaire|n° compte auxiliaire|auxiliaire|tiers code|identifiant client|"
        "customer no|debiteurnummer|klantnummer|klantcode|kundennummer|debitor|"
        "debitorennummer|accountrp|id client|n° compte|numéro de compte|compte|account code|"
        "s code client|code"
    ),
    "name": (
        "nom du client|client|nom client|customer|customer name|client name|raison sociale|"
        "nom|société|tiers|nom du tiers|intitulé du tiers|intitulé|intitulé tiers|nom tiers|"
        "libellé tiers|libellé auxiliaire|libellé du compte|intitulé du compte|"
        "intitulé compte|contact name|contact|partenaire|partner|partner name|"
        "partner id name|invoice partner display name|"
        "nom d'affichage du partenaire de la facture|partenaire de la facture|klant|"
        "naam klant|klantnaam|kunde|kundenname|organisation|organization|company|entreprise|"
        "destinataire|débiteur|bill to|billed to|customer full name|s nom|nom société|"
        "nom de l'entreprise|nom ou raison sociale|display name|nom complet"
    ),
    "issue_date": (
        "date facture|date de facture|date de la facture|date de facturation|"
        "date facturation|invoice date|date invoice|issue date|date issued|issued date|"
        "date d'émission|date émission|émise le|date du document|date document|date doc|"
        "document date|date pièce|date de pièce|date de la pièce|txn date|transaction date|"
        "invoice bill date|factuurdatum|rechnungsdatum|datum|date comptable|date écriture|"
        "date d'écriture|date opération|facturée le|created date|f datef|datedoc|date"
    ),
    "due_date": (
        "date d'échéance|échéance|date échéance|échéance le|due date|date due|due on|"
        "date limite de règlement|date limite règlement|date limite de paiement|"
        "date limite paiement|limite de règlement|à payer avant le|payable le|deadline|"
        "invoice date due|date maturity|maturity date|vervaldatum|vervaldag|fälligkeitsdatum|"
        "fälligkeit|fällig am|date ech|date de règlement prévue|échéance facture|"
        "f date lim reglement|duedate|date exigibilité|date d'exigibilité"
    ),
    "total": (
        "montant ttc|total ttc|ttc|montant total ttc|montant facture ttc|net à payer|"
        "amount total|total amount|invoice amount|invoice total|total invoice|"
        "total tax included|total incl vat|total with tax|amount incl vat|total amt|"
        "total signed|total in currency signed|montant facturé|montant de la facture|"
        "total facture|montant facture|montant total|montant initial|montant d'origine|"
        "original amount|montant brut|totaal incl btw|bedrag incl btw|bruttobetrag|brutto|"
        "f total ttc|currency amount|total|montant|amount|bedrag|betrag|amounteur"
    ),
    "line_total": "line total|total ligne|montant ligne ttc",
    "balance": (
        "reste dû|reste à payer|reste à régler|reste à percevoir|reste à encaisser|"
        "restant dû|restant à payer|montant restant dû|montant restant|"
        "montant restant à payer|solde dû|solde ouvert|solde restant|solde restant dû|"
        "solde impayé|solde facture|solde client|solde à payer|solde|montant dû|"
        "montant dû ttc|total dû|reste ttc|reste dû ttc|montant impayé|impayé|montant ouvert|"
        "montant non réglé|non réglé|encours|montant à recevoir|à recevoir|créance|"
        "montant échu|reste|open balance|balance due|balance|amount due|due amount|"
        "invoice amount due|amount residual|amount due signed|amount due in currency signed|"
        "residual amount|residual|amount open|open amount|outstanding|outstanding amount|"
        "amount outstanding|remaining amount|remaining|remaining amount with tax|"
        "unpaid amount|unpaid|openstaand|openstaand bedrag|openstaand saldo|saldo|offen|"
        "offener betrag|offener saldo|restbetrag|montant du"
    ),
    "paid": (
        "montant réglé|réglé|montant payé|payé|déjà réglé|déjà payé|total réglé|total payé|"
        "règlement|règlements|acompte|acomptes|montant encaissé|encaissé|amount paid|"
        "paid amount|invoice amount paid|paid|paiements|montant des règlements|betaald|"
        "bezahlt"
    ),
    "paid_on": (
        "date de règlement|date règlement|date de paiement|date paiement|réglé le|payé le|"
        "date paid|paid on|paid date|payment date|encaissé le|date d'encaissement|réglée le|"
        "payée le|date encaissement"
    ),
    "debit": ("débit|montant débit|débit eur|debit amount|débit tenue de compte|mouvement débit"),
    "credit": (
        "crédit|montant crédit|crédit eur|credit amount|crédit tenue de compte|mouvement crédit"
    ),
    "side": "sens|d/c|débit crédit|sens d c",
    "lettering": ("lettrage|lettre|code lettrage|let|écriture let|matching number|rapprochement"),
    "currency": ("devise|currency|code devise|currency code|monnaie|currency id|valuta|währung"),
    "document": (
        "nature|type|type de document|type document|type de pièce|type pièce|document type|"
        "transaction type|type d'opération|type opération|type de transaction|invoice type|"
        "move type|nature de la pièce|journal|type de facture|type facture|code journal"
    ),
    "state": (
        "statut|état|status|payment status|statut du paiement|statut de paiement|"
        "statut paiement|payment state|état de paiement|invoice status|state|statut facture|"
        "facture payée|payée|soldée|réglée|situation|statut de la facture|statut règlement"
    ),
    "platform": (
        "statut plateforme|statut pdp|statut pa|statut de la facture électronique|"
        "statut facture électronique|cycle de vie|statut cycle de vie|code statut|statut ppf|"
        "statut chorus|statut e-facture|platform status|lifecycle status|libellé statut|"
        "dernier statut|statut dématérialisation|statut courant"
    ),
    "platform_on": (
        "date statut|date du statut|statut plateforme le|date de statut|status date|"
        "date du statut courant|date statut courant|horodatage|date de mise à jour|"
        "date du dernier statut|date dernier statut|"
        "date changement statut|date heure statut|timestamp"
    ),
    "reason": (
        "motif|motif statut|motif de refus|motif rejet|commentaire statut|reason|motif du statut"
    ),
    "email": (
        "e-mail|email|mail|courriel|adresse e-mail|adresse mail|adresse email|email address|"
        "e-mail client|email client|mail client|bill email|customer email|courriel client|"
        "e-mail de facturation|email facturation|partner email|adresse électronique"
    ),
    "phone": (
        "téléphone|tél|tel|phone|telefoon|telefon|portable|mobile|n° téléphone|phone number|"
        "tél client"
    ),
    "siren": (
        "siren|siret|n° siren|n° siret|siren client|siret client|n° d'entreprise|bce|kbo|n° bce"
    ),
    "vat_number": (
        "n° tva|tva intracommunautaire|n° tva intracommunautaire|tva intra|vat number|vat|"
        "n° tva intra|btw nummer|tax id"
    ),
    "address1": (
        "adresse|adresse 1|adresse ligne 1|rue|address|street|adresse client|address line 1|"
        "straat|adresse de facturation|billing address"
    ),
    "address2": (
        "adresse 2|adresse ligne 2|complément d'adresse|complément adresse|complément|"
        "address line 2"
    ),
    "postcode": "code postal|cp|postcode|zip|zip code|postal code|c p|plz",
    "city": "ville|commune|city|localité|plaats|ort",
    "country": "pays|country|code pays|country code|land",
    "label": (
        "libellé|objet|description|désignation|libellé écriture|libellé de l'écriture|"
        "intitulé de la facture|label|subject|memo|omschrijving"
    ),
    "credit_note_of": (
        "avoir sur|facture d'origine|facture origine|origine|facture annulée|reversal of|"
        "avoir sur facture"
    ),
    "structured_reference": (
        "communication structurée|référence de paiement|payment reference|"
        "référence structurée|vcs|communication"
    ),
    "contract_reference": (
        "n° commande|référence commande|commande|bon de commande|votre référence|"
        "réf commande|order number|po number|purchase order|n° contrat|contrat|"
        "customer reference|référence contrat|n° bon de commande"
    ),
    "untaxed": (
        "montant ht|total ht|ht|montant hors taxes|hors taxes|amount untaxed|untaxed amount|"
        "tax excluded|subtotal|sous total ht|net ht|total hors taxe|amount excl vat|"
        "montant hors taxe|base ht|untaxed amount signed|tax excluded signed"
    ),
    "vat": "tva|montant tva|total tva|tax|tax amount|amount tax|vat amount|taxes|btw",
    "supplier": (
        "fournisseur|nom fournisseur|code fournisseur|supplier|vendor|leverancier|lieferant"
    ),
}
"""Each of our fields -> header names separated by `|`, the surest first."""
