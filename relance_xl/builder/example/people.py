"""The customers of the example, one per line, and the person who answers for each."""

from relance_xl.builder.example.numbers import belgian_number, french_vat, siren
from relance_xl.builder.rows import Value

CustomerRow = dict[str, Value]

_FIELDS = (
    "customer name customer_type address1 postcode city country language group plan terms "
    "payment_method"
).split()

# code | name | type | street | postcode | city | country | language | group | plan | terms | method | contact
_CUSTOMERS = """
C0001|Boulangerie Élan|business|4 place du Marché|69003|Lyon|FR|||||Virement|Madame Zoé Lefèvre
C0002|Groupe Immobilier Beauséjour|business|118 avenue de la République|92000|Nanterre|FR||Grands comptes||45 jours|Virement|Monsieur Étienne de La Roche-Guyon
C0003|Résidence Les Tilleuls (syndic Beauséjour)|business|7 allée des Tilleuls|69500|Bron|FR||Grands comptes||45 jours|Virement|
C0004|Résidence du Parc – bâtiments A, B et C (syndic Beauséjour)|business|22 rue du Parc|69100|Villeurbanne|FR||Grands comptes||45 jours|Virement|
C0005|Mairie de Saint-Priest-le-Vieux|public|1 place de l’Hôtel-de-Ville|42830|Saint-Priest-le-Vieux|FR||||30 jours|Virement|Monsieur Noël Garçon
C0006|Lycée professionnel Jean-Moulin|public|35 boulevard des Écoles|38200|Vienne|FR||||30 jours|Virement|Madame Inès Ouédraogo
C0007|Hôtel & Spa du Lac d’Annecy|business|88 quai de la Tournette|74000|Annecy|FR|||pré-échéance|30 jours|Carte|Madame Maëlle Bochet
C0008|Maçonnerie Da Silva Père et Fils|business|ZA des Ormes, lot 14|01120|Montluel|FR||Artisans||30 jours|Chèque|Monsieur Joaquim da Silva
C0009|Cabinet dentaire Nguyễn-Brûlé|business|16 cours Vitton|69006|Lyon|FR||||30 jours|Prélèvement|Docteur Linh Nguyễn
C0010|Charpentes Vercors|business|9 route de Villard|38250|Lans-en-Vercors|FR||Artisans||60 jours|LCR|Monsieur Rémi Blache
C0011|Menuiseries Poncelet SPRL|business|Rue du Midi 41|1000|Bruxelles|BE|fr|||30 jours|Virement|Madame Anne-Françoise Poncelet
C0012|Timmerwerken Van den Broeck NV|business|Mechelsesteenweg 212|2018|Antwerpen|BE|nl|||30 jours|Virement|Mevrouw Lieve Van den Broeck
C0013|Immobilière Grand-Duché S.à r.l.|business|27 boulevard Royal|2449|Luxembourg|LU|fr|||30 jours|Virement|Monsieur Claude Weyrich
C0014|Schreinerei Müller & Söhne GmbH|business|Hauptstraße 8|66111|Saarbrücken|DE|de|||30 jours|Virement|Herr Jürgen Größlein
C0015|Alpine Interiors Ltd|business|14 Station Road|CB1 2JD|Cambridge|GB|en|||30 jours|Virement|Ms Olivia Hart
C0016|Ébénisterie Genevoise SA|business|Rue du Rhône 30|1204|Genève|CH|fr|||30 jours|Virement|Madame Solange Perrin
C0017|Holzbau Zürcher AG|business|Bahnhofstrasse 100|8001|Zürich|CH|de|||30 jours|Virement|Herr Beat Zürcher
C0018|Les Constructions Tremblay inc.|business|1250 boulevard René-Lévesque Ouest|H3B 4W8|Montréal (Québec)|CA|fr|||30 jours|Virement|Monsieur Mathieu Tremblay
C0019|M. et Mme Aurèle Gaudin|consumer|3 impasse des Cerisiers|69280|Marcy-l’Étoile|FR||||à réception|Chèque|Monsieur Aurèle Gaudin
C0020|Mme Odette Chassagne|consumer|11 rue de la Fontaine|42000|Saint-Étienne|FR||||à réception|Chèque|Madame Odette Chassagne
C0021|Restaurant Le Vieux Fourneau|business|2 rue Mercière|69002|Lyon|FR||À surveiller||30 jours|Virement|Monsieur Karim Benali
C0022|Atelier Bois & Lumière|business|17 rue des Teinturiers|84000|Avignon|FR||||30 jours|Virement|Madame Capucine Roumanille
C0023|Agencement Rhône-Alpes|business|240 rue Garibaldi|69003|Lyon|FR||||30 jours|Virement|Monsieur Hervé Mounier
C0024|Pharmacie des Brotteaux|business|62 rue Tête-d’Or|69006|Lyon|FR||||30 jours|Virement|Madame Nathalie Sayag
C0025|Clinique Saint-Luc|business|5 chemin du Vallon|69230|Saint-Genis-Laval|FR||||45 jours|Virement|Madame Brigitte Œuvrard
C0026|Transports Köhler|business|ZI Nord, rue Ampère|67120|Molsheim|FR|||ferme|30 jours|Virement|Monsieur Luc Köhler
C0027|Domaine viticole Château-Grillé|business|Le Bourg|69840|Juliénas|FR||||60 jours|Virement|Madame Clémence Château
C0028|SCI Les Amandiers|business|33 montée de Choulans|69005|Lyon|FR||Bailleurs||30 jours|Virement|Monsieur Paul Amand
C0029|Crèche Les P’tits Loups|business|8 rue Pasteur|38300|Bourgoin-Jallieu|FR||||30 jours|Virement|Madame Léa Fournier
C0030|Librairie L’Encre bleue|business|15 grande rue|26000|Valence|FR||||30 jours|Virement|Madame Sylvie Astier
C0031|Cuisines Delaunay|business|51 avenue Berthelot|69007|Lyon|FR||||30 jours|Virement|Monsieur Yves Delaunay
C0032|Coopérative agricole du Haut-Bugey|business|Route de Nantua|01100|Oyonnax|FR||||45 jours|Virement|Monsieur Gérard Juillard
C0033|Imprimerie Gutenberg 2000|business|12 rue Gutenberg|69150|Décines|FR||||30 jours|Virement|Monsieur Alain Prost
C0034|Garage de l’Étoile|business|77 route de Vienne|69008|Lyon|FR||||30 jours|Virement|Monsieur Samir Haddad
C0035|Architectes Associés Nord & Sud|business|6 quai Saint-Vincent|69001|Lyon|FR||||30 jours|Virement|Madame Ève Taillandier
C0036|École de musique Ravel|business|19 rue des Violettes|69400|Villefranche-sur-Saône|FR||||30 jours|Virement|Madame Hélène Mozart
C0037|Fleurs d’Aubépine|business|1 rue du Jardin|71000|Mâcon|FR||||30 jours|Virement|Madame Rose Aubépin
C0038|Société Lyonnaise d’Aménagement et de Rénovation du Patrimoine Bâti Ancien|business|140 cours Lafayette|69003|Lyon|FR||||30 jours|Virement|Monsieur Jean-Christophe Vandenbroucke-Delahaye
C0039|Brasserie du Confluent|business|3 quai Rambaud|69002|Lyon|FR||||30 jours|Virement|Monsieur Théo Marchand
C0040|Camping Les Flots bleus|business|Chemin de la Plage|07150|Vallon-Pont-d’Arc|FR||||30 jours|Virement|Madame Jeanne Riou
C0041|Fromagerie Combe|business|5 rue de la Combe|73000|Chambéry|FR||||30 jours|Virement|Monsieur Gaël Combe
C0042|Opticien Clairevue|business|29 rue Victor-Hugo|69002|Lyon|FR||||30 jours|Virement|Madame Claire Vue
C0043|Serrurerie Express 69|business|10 rue Bugeaud|69006|Lyon|FR||Artisans||30 jours|Virement|Monsieur Driss El Amrani
C0044|Institut Beauté Zen|business|44 rue de Marseille|69007|Lyon|FR||||30 jours|Virement|Madame Aïcha Zerrouki
C0045|Ferme du Grand Chêne|business|Lieu-dit Le Chêne|01400|Châtillon-sur-Chalaronne|FR||||30 jours|Virement|Monsieur Abel Chêne
C0046|Studio Photo Argentique|business|8 rue Sainte-Catherine|69001|Lyon|FR||||30 jours|Virement|Madame Nora Klein
C0047|Bureau d’études Thermik|business|25 rue de Gerland|69007|Lyon|FR||||30 jours|Virement|Monsieur Igor Petrov
C0048|Vétérinaires du Val|business|13 route de Grenoble|38500|Voiron|FR||||30 jours|Virement|Docteur Flore Martin
C0049|Association Théâtre de Poche|business|9 rue Royale|69001|Lyon|FR||||30 jours|Virement|Madame Sarah Bernard
C0050|Plomberie Gauthier|business|31 rue du Lac|69003|Lyon|FR||Artisans||30 jours|Virement|Monsieur Bruno Gauthier
C0051|Électricité Moderne|business|2 rue Volta|69800|Saint-Priest|FR||Artisans||30 jours|Virement|Monsieur Michel Ohm
C0052|Carrelages Azur|business|70 avenue de Saxe|69003|Lyon|FR||Artisans||30 jours|Virement|Madame Azzurra Conti
C0053|Peinture Arc-en-ciel|business|18 rue Paul-Bert|69003|Lyon|FR||Artisans||30 jours|Virement|Monsieur Omar Diallo
C0054|Notaires Perret & Associés|business|4 place Bellecour|69002|Lyon|FR||||30 jours|Virement|Maître François Perret
C0055|Négoce des Alpes SAS|business|ZA du Levatel|38140|Rives|FR||||30 jours|Virement|Madame Estelle Rey
C0056|Cave coopérative de Saint-Joseph|business|3 avenue du Vignoble|07300|Tournon-sur-Rhône|FR||||30 jours|Virement|Monsieur Régis Faure
C0057|Salon Coiff’Hair|business|21 rue Auguste-Comte|69002|Lyon|FR||||30 jours|Virement|Madame Jessica Morel
C0058|Maison de retraite Les Glycines|business|50 chemin des Glycines|69570|Dardilly|FR||||45 jours|Virement|Madame Yvonne Dupré
C0059|Scierie du Pilat|business|Le Bessat|42660|Le Bessat|FR||||30 jours|Virement|Monsieur Denis Sapin
C0060|Ressourcerie Le Bon Coin-Coin|business|6 rue du Canard|69100|Villeurbanne|FR||||30 jours|Virement|Madame Lou Canard
C0061|Salle de sport Énergie|business|95 rue Marietton|69009|Lyon|FR||||30 jours|Virement|Monsieur Kévin Roux
C0062|Traiteur Saveurs & Cie|business|11 rue de Cuire|69004|Lyon|FR||||30 jours|Virement|Madame Fatou Ndiaye
"""


def customers() -> dict[str, CustomerRow]:
    """Give the rows of sheet Clients by code."""
    rows = {}
    for place, line in enumerate(_lines(), start=1):
        row: CustomerRow = dict(zip(_FIELDS, line[:-1], strict=True))
        row["language"] = row["language"] or "fr"
        row["terms"] = row["terms"] or "30 jours"
        row["sales_owner"] = ("Marc Hautier", "Sophie Lenoir")[place % 2]
        if row["country"] == "FR" and row["customer_type"] != "consumer":
            row["siren"] = siren(41000000 + 7919 * place)
            row["vat_number"] = french_vat(str(row["siren"]))
        if row["country"] == "BE":
            row["siren"] = belgian_number(4000000 + 7919 * place)
            row["vat_number"] = f"BE{row['siren']}"
        rows[str(row["customer"])] = row
    return rows


def contacts() -> list[CustomerRow]:
    """Give one contact per customer who has one, with invented addresses and numbers."""
    rows: list[CustomerRow] = []
    for place, line in enumerate(_lines(), start=1):
        civility, _, name = line[-1].partition(" ")
        if not name:
            continue
        rows.append(
            {
                "customer": line[0],
                "contact_name": name,
                "civility": civility,
                "role": "billing",
                "email": f"compta.{line[0].lower()}@client.example",
                "phone": f"04 65 71 {place:02d} 10",
                "mobile": f"+33 6 39 98 {place:02d} 20",
            }
        )
    return rows


def _lines() -> list[list[str]]:
    return [line.split("|") for line in _CUSTOMERS.strip().splitlines()]
