# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Street names as they stand in hundreds of German towns. Invented for a village means: taken from this list in a mixed order."""

import numpy as np

_BASES = (
    "Ahorn", "Akazien", "Amsel", "Bach", "Berg", "Birken", "Blumen", "Brunnen", "Buchen", "Burg", "Dahlien", "Dorf", "Drossel", "Eichen",
    "Erlen", "Eschen", "Fasanen", "Feld", "Fichten", "Finken", "Fliederbusch", "Forst", "Friedhof", "Frühling", "Garten", "Ginster",
    "Hain", "Hang", "Hasel", "Heide", "Hof", "Holunder", "Höhen", "Kapellen", "Kastanien", "Kiefern", "Kirch", "Klee", "Kloster", "Lärchen",
    "Lerchen", "Linden", "Lupinen", "Markt", "Meisen", "Mittel", "Mohn", "Mühlen", "Nelken", "Nord", "Nuss", "Obst", "Ost", "Pappel",
    "Park", "Post", "Quellen", "Rain", "Rosen", "Schlehen", "Schmiede", "Schul", "Schützen", "Schwalben", "Sonnen", "Sperber", "Stein", "Süd",
    "Tal", "Tannen", "Teich", "Tulpen", "Turm", "Ulmen", "Veilchen", "Wacholder", "Wald", "Wasser", "Weiden", "Weiher", "Wiesen", "Ziegelei",
)  # fmt: skip
_ENDINGS = ("straße", "weg")
# For large towns, when the usual names are used up.
_MORE_ENDINGS = ("gasse", "pfad", "ring", "allee", "hof")
_SINGLE = (
    "Am Anger", "Am Bach", "Am Berg", "Am Bildstock", "Am Brunnen", "Am Eichenhain", "Am Hang", "Am Hügel", "Am Kirchplatz", "Am Mühlenteich",
    "Am Park", "Am Rain", "Am Ring", "Am Sportplatz", "Am Steinbruch", "Am Waldrand", "Am Weiher", "An der Linde", "An der Mühle",
    "An der Schule", "Auf dem Acker", "Auf dem Kamp", "Auf der Höhe", "Auf der Wiese", "Bahnhofstraße", "Goethestraße", "Schillerstraße",
    "Mozartstraße", "Beethovenstraße", "Im Bruch", "Im Feld", "Im Grund", "Im Hof", "Im Tal", "Im Winkel", "In den Gärten", "In der Aue",
    "Lessingstraße", "Mörikestraße", "Im Wiesengrund", "Zum Bach", "Zum Sportplatz", "Zur Alten Mühle", "Zum Wald", "Zur Quelle",
    "Kantstraße", "Hegelstraße", "Robert-Koch-Straße", "Käthe-Kollwitz-Straße", "Sophie-Scholl-Straße", "Marie-Curie-Straße",
    "Dietrich-Bonhoeffer-Straße", "Kurt-Schumacher-Straße", "Hermann-Löns-Weg", "Annette-von-Droste-Weg", "Heinrich-Heine-Straße",
)  # fmt: skip


def street_names(taken: set[str], random: np.random.Generator) -> list[str]:
    """All names in an order that fits the seed, without those that are already given."""
    usual = [f"{base}{ending}" for base in _BASES for ending in _ENDINGS] + list(_SINGLE)
    more = [f"{base}{ending}" for base in _BASES for ending in _MORE_ENDINGS]
    mixed = [*random.permutation(np.array(usual, dtype=object)), *random.permutation(np.array(more, dtype=object))]
    return [name for name in mixed if name not in taken]
