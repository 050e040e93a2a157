"""French signals (accents folded)."""

from relance_xl.rules.replies.phrases import Phrases

WORDS = {
    "gap": r"(?:(?!pas |jamais |plus |non |pu |rien |sera |seront |serait |etre |va |vont )[^\s?!;]+ ){0,3}",
    "any": r"(?:[^\s?!;]+ ){0,4}",
    "inf": r"(?:regler|payer|solder|acquitter|virer|verser|honorer|regulariser|rembourser)",
    "pp": r"(?:regle|paye|solde|acquitte|vire|verse|honore|regularise|credite|debite|preleve"
    r"|encaisse|rembourse)e?s?\b",
    "fut": r"(?:regler|paier|payer|solder|acquitter|virer|verser|honorer|regulariser)"
    r"(?:ai|as|a|ons|ez|ont|ais|ait|ions|aient)\b",
    "noun": r"(?:virements?|reglements?|paiements?|payements?|versements?|cheques?|mandats?"
    r"|transferts?|acomptes?|vir)\b",
    "done": r"(?:effectue|emis|fait|passe|envoye|transmis|adresse|poste|execute|realise|ordonne"
    r"|initie|lance|parti|depose|remis|expedie|saisi|valide)e?s?\b",
    "goods": r"(?:marchandises?|livraisons?|commandes?|colis|palettes?|produits?|articles?"
    r"|materiels?|pieces|prestations?|travaux|interventions?|services?|chantier|cartons?)",
    "bill": r"(?:factures?|montants?|prix|tarifs?|tva|totaux|total|quantites?|taux|facturation"
    r"|calcul|libelle|remise)",
    "we": r"(?:je|j'|on|nous|il|elle)",
}

STOPWORDS = frozenset(
    "je nous vous le la les un une des est et de du que qui pour sur notre votre cette bonjour "
    "merci avons pas au aux ce sera facture reglement paiement virement dans avec par ne cordialement "
    "mon ma mes il elle ca cela jour jours fin mois demain fait oui bien suis".split()
)

PHRASES: Phrases = {
    "courtesy": (
        (1, (
            r"sauf (?:erreur|omission)(?: ou omission)?(?: de (?:ma|notre|votre) part)?",
            r"(?:merci|remercie)(?: par avance| d'avance)? (?:de|pour|d') ?(?:bien vouloir )?(?:faire "
            r"le necessaire|votre comprehension|votre patience|patienter|verifier|prendre note"
            r"|noter|votre (?:message|mail|courriel|retour|relance|rappel))",
            r"n'hesitez pas.{0,80}",
            r"si (?:besoin|necessaire|possible|vous (?:le )?(?:souhaitez|desirez)"
            r"|vous avez (?:des|une|la moindre|d'autres) questions?)",
            r"(?:des que|aussi vite que|le plus (?:tot|rapidement|vite)) possible",
            r"(?:s'il (?:vous|te) plait|svp|stp)",
            r"(?:veuillez|merci de|je vous prie de|prie de) (?:m'|nous )?excuser",
            r"avant (?:de |d')(?:payer|regler)",
        )),
    ),
    "paid": (
        (3, (
            r"(?:ai|as|a|avons|avez|ont|avait|avions|avaient|est|sont|etait|etaient|avoir|ayant|suis"
            r"|sommes) @gap@pp",
            r"(?:deja|bien) (?:ete )?@pp",
            r"@pp (?:par|via|en) (?:cheque|virement|cb|carte|prelevement|especes|ligne|lcr|paypal)",
            r"@noun (?:(?!pas |jamais |sera |seront |serait |va |etre |doit |devra |devrait |a )[^\s?!;]+ ){0,6}@done",
            r"@noun (?:[^\s?!;]+ ){0,4}(?:a|ont) (?:bien |deja )?ete (?:\S+ ){0,2}@done",
            r"@done @gap@noun",
            r"(?:viens|vient|venons) (?:de |d')@gap(?:faire|proceder|effectuer|@inf|valider|passer"
            r"|lancer|envoyer|emettre|poster)",
            r"c'est (?:deja |bien )?(?:fait|regle|paye|parti|vire|chose faite)\b",
            r"(?:ai|avons|a) @gapfait le (?:necessaire|virement|cheque|paiement|reglement)",
            r"(?:se sont|s'est|ont du se|ont) (?:certainement |surement |sans doute |probablement )?"
            r"croises?",
            r"(?:avez[- ]vous|vous avez|auriez[- ]vous) @gap(?:recu|encaisse) @gap@noun",
            r"ne (?:vous )?(?:dois|devons|doit) (?:donc )?plus rien",
            r"plus rien a (?:payer|regler)",
            r"(?:sommes|suis|est) (?:\S+ )?a jour\b",
            r"(?:cheque|virement) @gap(?:a ete|est) (?:bien )?(?:parti|debite|encaisse)",
        )),
        (2, (
            r"(?:avis|preuve|justificatif|confirmation|recu|bordereau|ordre) (?:de|du) "
            r"(?:virement|paiement|reglement|transfert)",
            r"copie (?:du|de (?:notre|mon)) (?:virement|cheque|reglement|paiement)",
            r"(?:factures?|comptes?|montant|somme|creance|echeance|celle-ci|tout|totalite)\b"
            r" (?:(?!pas |jamais |non )[^\s?!;]+ ){0,3}@pp",
            r"^(?:bonjour,? |deja |bien )?@pp",
            r"(?:notre|mon|par|ce|le) @noun (?:[^\s?!;]+ ){0,3}(?:du|en date du|date du) \d",
            r"ci-joint\S* (?:[^\s?!;]+ ){0,4}(?:justificatif|preuve|swift|avis de|ordre de)",
        )),
    ),
    "unpaid": (
        (1, (
            r"(?:pas|jamais|point|non) (?:(?:encore|toujours|ete|pu|eu|recu|bien|vous|le|la|les|de|du"
            r"|votre|vos|cette|ce|au|proceder|faire|fait|un|a) ){0,4}(?:@pp|@done|@inf|@noun)",
            r"(?:aucun|sans) @noun",
            r"impayee?s?\b",
        )),
    ),
    "future": (
        (1, (
            r"(?:sera|seront|serait|va|vont|vais|allons|doit|devra|devrait|doivent|pourra|pourrait"
            r"|etre|peut|peux|pouvons|puisse|puissions|aura|aurons|aurai|afin|pour|a|faire|soit"
            r"|soient|si) (?:[^\s?!;,]+ ){0,3}",
        )),
    ),
    "promise": (
        (3, (
            r"@fut",
            r"(?:sera|seront|serait|seraient) @gap(?:@pp|@done|mise?s? en (?:paiement|reglement)"
            r"|ordonnancee?s?|programmee?s?|ok|bon)\b",
            r"le (?:sera|seront)\b",
            r"(?:vais|va|allons|vont) @gap(?:@inf|effectuer|proceder)\b",
            r"(?:vais|va|allons|vont|doit|dois|devons) @gap(?:faire|envoyer|emettre|lancer|passer"
            r"|mettre|adresser|poster|signer) @gap(?:@noun|en paiement|le necessaire)",
            r"(?:procede|effectue|envoie|lance|poste|adresse|valide|execute|programme|planifie)?"
            r"(?:rai|rons|ra|ront|ferai|ferons|fera|enverrai|enverrons|enverra|emettrai|emettrons"
            r"|emettra|mettrai|mettrons|transmettrons|transmettrai) @gap(?:@noun|en paiement"
            r"|le necessaire)",
            r"@noun (?:(?!pas )[^\s?!;]+ ){0,6}(?:prevue?s?|programmee?s?|planifiee?s?|interviendra"
            r"|partira|partiront|part|aura lieu|suivra|suivront|sera|seront|en cours|se fera"
            r"|s'effectuera|est pour|au plus tard)\b",
            r"(?:mise?s?|part|partent|partira|passe|passera|met|mettons) (?:en|au) (?:paiement|reglement|virement)",
            r"(?:avons|ai|a) @gap(?:programme|planifie|prevu|inscrit) @gap@noun",
            r"(?:m'engage|nous engageons|s'engage|engage a)\b",
            r"(?:peux|pouvons|pourrai|pourrons|pourrais|pourrions|pourra|propose|proposons|compte"
            r"|comptons|prevois|prevoyons|pense|pensons|souhaite|souhaitons|espere|esperons"
            r"|prevu|voulons|veux|projetons|suis en mesure|sommes en mesure) (?:de |d')?@gap(?:@inf"
            r"|effectuer|proceder|faire (?:un|le)|un (?:versement|virement|acompte|echeancier"
            r"|reglement|paiement|premier)|ce reglement|deux|trois|\d)",
            r"vous serez @gap@pp",
            r"(?:reglement|paiement|virement) (?:[^\s?!;]+ ){0,4}(?:sous|d'ici|avant le|pour le|le"
            r"|fin|mi|courant|demain|lundi|mardi|mercredi|jeudi|vendredi|samedi)\b",
        )),
        (2, (
            r"(?:prevue?s?|programmee?s?|planifiee?s?) (?:de|pour|le|en|fin|au|a|d'|mi|courant|la"
            r"|ce|cette|demain)\b",
            r"(?:je |on |j')(?:(?:vous|le|la|les|en|me|te|lui|leur|tout) |l'|t'|m'){0,3}(?:regle|paie|paye|vire"
            r"|solde|verse)\b|nous (?:(?:vous|le|la|les|en|tout) ){0,3}(?:reglons|payons|virons|soldons"
            r"|versons)\b",
            r"@we (?:(?:vous|te|y|leur) ){0,2}(?:fais|faisons|fait|effectue|effectuons|procede"
            r"|procedons|envoie|envoi|envoyons|lance|lancons|passe|programme|programmons|adresse"
            r"|adressons|emets|emettons|mets|mettons|confirme|confirmons) @gap(?:@noun"
            r"|en paiement|le necessaire)",
            r"(?:je m'en|nous nous en|on s'en) occup",
            r"(?:ce sera|ca sera|cela sera|sera) (?:fait|regle|paye|prevu)|c'est prevu",
            r"(?:ferai|ferons|fais|faisons|fait|fera) le necessaire",
            r"promets|promesse de",
            r"en (?:deux|trois|quatre|cinq|six|plusieurs|\d{1,2}) (?:fois|mensualites|versements"
            r"|echeances|virements|cheques)",
            r"(?:solde|reste|restant|seconde?|deuxieme|suivant) @gap(?:suivra|viendra|fin|le \d|en"
            r" |mi|au|courant)",
            r"bon a payer|validee? (?:pour|en) (?:paiement|reglement)",
            r"en cours (?:de |d')@gap(?:reglement|paiement|validation|signature|virement|ordonnancement)",
            r"prochaine? (?:campagne|lot|train|echeancier|vague|echeance)",
            r"(?:d'accord|ok) pour (?:payer|regler|le)\b",
            r"echeancier",
        )),
        (1, (r"oubli(?:ee?|e)?\b", r"en cours de traitement")),
    ),
    "arrival": (
        (3, (
            r"vous (?:recevrez|aurez|percevrez|l'aurez|le recevrez|la recevrez) @gap(?:@noun|l'argent"
            r"|fonds|la somme|le |fin |avant|pour|d'ici|demain|lundi|mardi|mercredi|jeudi|vendredi)",
            r"(?:@noun|il|argent|somme|fonds|montant) (?:(?!pas )[^\s?!;]+ ){0,6}(?:devrait|devraient"
            r"|arrivera|arrivent?|parviendra|parviendront|vous parvienne)\b",
            r"vous devriez @gap(?:recevoir|voir|avoir|l'avoir|le voir|le recevoir)",
        )),
    ),
    "cannot": (
        (1, (
            r"(?:ne |n')@any(?:peux|peut|pouvons|pourrai|pourra|pourrons|pourrais|pourrions|puis"
            r"|sommes|suis|serons|serai|paierai|paierons|payerai|payerons|reglerai|reglerons|sera"
            r"|seront|compte|comptons|allons|vais|va|procederons|procederai|ferons|ferai|vois)"
            r" (?:\S+ ){0,2}(?:pas|jamais|plus|rien|aucun|qu')",
            r"(?:peux|peut|pouvons|pourrai|pourrons|pourra) pas\b",
            r"impossible (?:de|pour)|impossibilite|pas (?:en mesure|possible|les moyens)",
            r"initialement|(?:devait|devais|devions|aurait du|aurions du|aurais du|etait prevue?"
            r"|etait programmee?)\b",
        )),
    ),
    "unless": (
        (1, (
            r"si (?:vous|tu|l'|le|la|les|tout|c'est|ce|cela|ca|votre|jamais)\b",
            r"a condition|sous (?:reserve|condition)|a moins|a defaut|tant que|sinon",
        )),
    ),
    "once": (
        (1, (
            r"des (?:que|reception|lors|l'|votre|accord|validation|livraison|retour)",
            r"a (?:la )?reception (?:de|du)|apres (?:reception|verification|accord|validation)",
            r"une fois que|lorsque?\b|quand\b|en attendant|dans l'attente|s'il\b|si (?:j'|je|nous|on)",
            r"apres que|aussitot",
        )),
    ),
    "dispute": (
        (3, (
            r"contest(?:e|ons|ez|er|ation|ee|ees|ations)\b",
            r"litiges?\b",
            r"(?:technicien|livreur|equipes?|ouvriers?|reparateur|installateur|intervenant|commercial)s? "
            r"(?:[^\s?!;]+ ){0,3}(?:pas|jamais) (?:\S+ )?(?:venue?s?|passee?s?|intervenue?s?|presente)",
            r"pourquoi (?:devrais|devrions|dois|devons|payer)|hors de question|pas a payer",
            r"factures? a (?:refaire|corriger|annuler|revoir|rectifier)|autoliquid",
            r"factur\S* (?:[^\s?!;]+ ){0,8}alors que",
            r"pas (?:\S+ ){0,2}satisfai|factures? (?:[^\s?!;]+ ){0,4}annulee?s?",
            r"(?:manque|manquant)e?s? (?:\S+ ){0,2}@goods|les \d+ manquant",
            r"(?:pas|aucunement) d'accord|en desaccord|desaccord",
            r"(?:pas|non)[- ](?:du tout )?conformes?\b|non[- ]conformite",
            r"pas (?:[^\s?!;]+ ){0,3}(?:livre|livrees?|executee?s?|realisee?s?|installee?s?"
            r"|terminee?s?|finis?|finie?s?|fournie?s?|achevee?s?)\b(?! @noun)",
            r"(?:pas|jamais) (?:[^\s?!;]+ ){0,2}recue?s? (?:[^\s?!;]+ ){0,3}(?:@goods|remboursement)\b",
            r"@goods (?:[^\s?!;]+ ){0,6}(?:pas|jamais|non|mal|partiellement) (?:[^\s?!;]+ ){0,2}"
            r"(?:recue?s?|livree?s?|effectuee?s?|realisee?s?|terminee?s?|conformes?|executee?s?"
            r"|faite?s?|commandee?s?|fournie?s?|rendue?s?|arrivee?s?|prevue?s?)\b",
            r"@goods (?:manquante?s?|incompletes?|inacheve|endommage|tardive|en retard)",
            r"jamais (?:ete |rien )?(?:commande|signe|accepte|demande|souscrit|valide|passe)",
            r"defectu|(?<!par )defauts?\b(?! de paiement)|malfacon|vices? caches?|endommage|abime"
            r"|cassee?s?\b|briseg?e?s?\b|deterior|avarie|perimee?s?\b",
            r"(?:un|votre|cet|notre|1|quel) avoir\b|avoirs\b|note de credit|facture d'avoir",
            r"(?:attente|attendons|attends|attend|demande|demandons|emission|emettre|etablir|envoyer|promis"
            r"|manque|deduire|deduction|reception) (?:[^\s?!;]+ ){0,3}(?:d'|de l'|l')avoir\b",
            r"l'avoir (?:promis|demande|convenu|correspondant|annonce|de \d|n|relatif|sur)",
            r"factur\S* (?:[^\s?!;]+ ){0,4}(?:deux fois|2 fois|a tort|en double|en trop)",
            r"(?:deux|2) fois (?:la|le|les|cette|ce) (?:meme|facture|prestation|intervention)",
            r"double facturation|doublon|double emploi|surfactur|trop[- ](?:percu|facture)",
            r"erreurs? (?:[^\s?!;]+ ){0,4}(?:@bill|adresse|saisie|commande|livraison)\b",
            r"@bill (?:[^\s?!;]+ ){0,6}(?:erronee?s?|incorrecte?s?|inexacte?s?|fausse?s?|faux"
            r"|trop eleve|injustifiee?s?|exorbitante?s?|pas (?:le |la )?(?:bon|bonne|correcte?|juste))\b",
            r"(?:mauvais|faux) (?:prix|tarif|montant|taux|calcul)|mauvaise (?:quantite|tva|facturation)",
            r"(?:correspond|correspondent) (?:\S+ )?(?:pas|ni|en rien|aucunement)",
            r"n'(?:est|etait|a) pas (?:\S+ )?(?:celui|celle|ce qui|le prix|le montant|le tarif)",
            r"ne (?:vous )?(?:devons|dois|doit) (?:absolument )?(?:pas|rien)\b",
            r"ne (?:nous |me )?concerne pas|n'est pas (?:a nous|pour nous|la notre|la mienne)",
            r"refus(?:e|ons|er|ions|erons|erai)\b|refuse\b",
            r"(?:paierai|paierons|payerai|payerons|reglerai|reglerons|payer|regler) (?:\S+ )?"
            r"(?:pas|rien|jamais) (?:cette|votre|la|ces|de|une|ce|un|tant)\b",
            r"(?:paierons|paierai|payerons|payerai|reglerons|reglerai) (?:donc |certainement )?"
            r"(?:pas|rien)\b",
            r"bloqu(?:e|ons|ee?s?|er) (?:[^\s?!;]+ ){0,3}(?:paiement|reglement|facture|virement)",
            r"(?:paiement|reglement|factures?) (?:[^\s?!;]+ ){0,3}(?:bloquee?s?|suspendue?s?)",
            r"suspend(?:s|ons|u)? (?:[^\s?!;]+ ){0,3}(?:paiement|reglement)",
            r"reclamation|reclame(?!r) (?:un|le) (?:remboursement|avoir|geste)",
            r"(?:emis|emettons|emets|formule|fait|leve[er]?|levee) (?:\S+ ){0,2}(?:des |les )?reserves\b",
            r"annul(?:er|ez|ation|e|ee|ons|iez) (?:[^\s?!;]+ ){0,3}(?:facture|commande|contrat"
            r"|abonnement|prestation)",
            r"(?:commande|contrat|abonnement) (?:[^\s?!;]+ ){0,4}(?:annulee?|resiliee?)",
            r"resili(?:e|ee|ation|er)\b",
            r"(?:renvoye|retourne|rendu|repris)e?s? (?:[^\s?!;]+ ){0,4}@goods",
            r"@goods (?:[^\s?!;]+ ){0,4}(?:renvoyee?s?|retournee?s?|rendue?s?)\b",
            r"prix (?:convenu|negocie|annonce|du devis)|(?:contrairement|superieure?|differente?"
            r"|depasse|par rapport) (?:[^\s?!;]+ ){0,3}(?:devis|commande|convenu|contrat|prevu)",
            r"remises? (?:[^\s?!;]+ ){0,6}(?:pas|oubliee?|non|omise)\b|oublie (?:\S+ ){0,3}remise",
            r"problemes? (?:[^\s?!;]+ ){0,4}(?:livraison|qualite|facturation|facture|prestation"
            r"|chantier|produit|marchandise|tva|installation|commande)",
            r"retard de livraison|livraison tardive|livree?s? (?:\S+ ){0,4}(?:en |de )?retard",
            r"(?:fonctionne|marche|demarre|ferme|chauffe)(?:nt)? (?:toujours |plus )?(?:pas|mal)\b"
            r"|en panne",
            r"travaux (?:[^\s?!;]+ ){0,4}(?:inacheves|a reprendre|mal)|reprendre (?:les|vos) travaux",
            r"geste commercial",
            r"(?:manque|manquait|manquent|manquaient) (?:\S+ ){0,3}(?:colis|palettes?|articles?|cartons?|pieces|produits?"
            r"|marchandises?|\d+ (?!factures?)\w+)\b",
        )),
        (2, (
            r"insatisf|mecontent|inadmissible|inacceptable|scandal|arnaque|abusi",
            r"avocat|tribunal|mediateur|prescrite?\b|dgccrf",
            r"au lieu (?:de|d'|du)\b|dedui(?:s|sons|re|rons)\b|prejudice",
            r"pas (?:encore )?(?:echue?s?|exigibles?|arrivee?s? a echeance)",
            r"(?:corriger|rectifier|refaire) (?:\S+ ){0,2}factures?|facture (?:\S+ ){0,2}(?:corrigee|rectifi)",
            r"ne (?:vois|voyons) pas pourquoi",
            r"probleme(?:s)? (?:non resolu|signale|persist)|sav\b",
            r"(?:revoir|verifier|reverifier) (?:le|votre|vos|la) (?:montant|prix|tarif|calcul|tva)",
        )),
        (1, (r"rectifi|corrig", r"\berreurs?\b", r"problemes?\b", r"remboursement")),
    ),
    "question": (
        (3, (
            r"duplicatas?\b|(?:copie|pdf|exemplaire|double) (?:[^\s?!;]+ ){0,3}(?:factures?|bl|bon)\b",
            r"(?:pouvez|pourriez|pourrais|peux|voudriez|voulez|pourrait)[- ](?:vous|tu|on)\b",
            r"(?:merci|priere|veuillez|vous prie|demande|demandons|remercie|svp)\b(?![^?!;.]{0,30}vous (?:adresser|rapprocher|tourner))[^?!;.]{0,40}\b"
            r"(?:(?:r|re)?envoyer|transmettre|adresser|communiquer|(?:faire )?parvenir|fournir"
            r"|preciser|indiquer|expliquer|joindre|deposer|detailler|rappeler|appeler|dire|donner"
            r"|(?:me|nous) (?:re)?contacter|confirmer|justifier|scanner|mettre a jour|refaire|reediter|modifier)\b",
            r"(?:pas|jamais) (?:[^\s?!;]+ ){0,3}(?:recu|trouve|retrouve|eu|trace|vu) (?:[^\s?!;]+ ){0,4}"
            r"(?:factures?|justificatif|original|documents?|releve|bl|bon de livraison|rib)\b",
            r"(?:factures?|elle|celle-ci|documents?) (?:[^\s?!;]+ ){0,5}(?:pas|jamais) "
            r"(?:[^\s?!;]+ ){0,3}(?:recue?s?|parvenue?s?|comptabilisee?s?|enregistree?s?|trouvee?s?)\b",
            r"(?:recu|trouve|vu) aucune? (?:\S+ )?(?:factures?|document|justificatif)|(?:ai|avons) pas (?:cette|la"
            r"|votre|vos|les|ces) factures?",
            r"attente (?:de |d'|du |des )(?:[^\s?!;]+ ){0,4}(?:factures?|duplicata|rib|bon|documents?"
            r"|justificatifs?|bl|releve|numero)\b",
            r"manque (?:[^\s?!;]+ ){0,3}(?:factures?|numero|n°|bon de commande|rib|bl|informations?"
            r"|reference|siret|document|piece|engagement)\b",
            r"si vous (?:pouvez|pouviez|pourriez) (?:[^\s?!;]+ ){0,2}(?:m'|nous )?(?:envoyer|renvoyer"
            r"|transmettre|adresser|preciser|indiquer|dire|confirmer|expliquer)",
            r"besoin (?:d'|de |du |des )(?:[^\s?!;]+ ){0,3}(?:factures?|releve|duplicata|detail"
            r"|justificatif|bon|numero|rib|copie|precisions?|informations?|documents?|delai)",
            r"(?:souhait|voudr|aimer)(?:e|ons|erais|ais|ions|erions)\b (?:[^\s?!;]+ ){0,2}"
            r"(?:recevoir|obtenir|avoir|connaitre|savoir|comprendre|un delai|un echeancier)",
            r"depos\S+ (?:[^\s?!;]+ ){0,4}(?:chorus|portail|plateforme|plate-forme)",
            r"(?:a quoi|de quoi|quelle?s?|combien|comment|pourquoi|est-ce|serait-il|est-il"
            r"|y a-t-il|s'agit-il)\b[^?]{0,200}\?",
        )),
        (2, (
            r"\?",
            r"\brib\b|\biban\b|coordonnees bancaires|releve d'identite|compte bancaire",
            r"ne (?:la |le |les |l')?(?:retrouve|trouve|vois|connais|comprends|comprenons"
            r"|retrouvons|trouvons|voyons)(?:ns)? pas|aucune trace|pas trace",
            r"(?:envoyer|renvoyer|transmettre|adresser|communiquer) (?:[^\s?!;]+ ){0,3}(?:factures?|rib"
            r"|duplicata|releve|copie)\b",
            r"releve de compte|explications?\b|precisions?\b|eclaircissement",
            r"(?:rappelez|appelez|contactez|recontactez|envoyez|renvoyez|transmettez|adressez|"
            r"communiquez|dites|expliquez|precisez)[- ](?:moi|nous|la|le)",
            r"delai supplementaire|facilites? de paiement|report d'echeance",
        )),
    ),
    "insolvent": (
        (1, (
            r"(?:liquidation|redressement|sauvegarde) (?:judiciaire|amiable)|en liquidation"
            r"|cessation (?:de |des )?paiements?|procedure collective|(?:mandataire|administrateur"
            r"|liquidateur) (?:judiciaire)?|faillite|depot de bilan|depose (?:le |son |notre )bilan"
            r"|declar(?:er|ation de) (?:votre |vos )?creances?|surendettement",
        )),
    ),
    "stranger": (
        (1, (
            r"ne (?:travaille|fait|fais|suis|sommes|fais|m'occupe|gere|traite) plus\b"
            r"(?!.{0,30}\bjour\b)",
            r"mauvaise? (?:adresse|destinataire|interlocuteur|personne|service)|pas le bon"
            r" (?:interlocuteur|destinataire|service)",
            r"a quitte (?:\S+ ){0,2}(?:societe|entreprise|association|poste)",
            r"tromp\S+ (?:de|d') ?(?:destinataire|societe|personne|adresse|interlocuteur)",
            r"(?:decede|parti a la retraite|retraite depuis)",
        )),
    ),
}
