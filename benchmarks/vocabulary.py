# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The words that made-up reports are made of. An entry that stands in a list more often is drawn more often. Used by ``benchmarks.fill``."""

_FIRST_NAMES = (
    "Anna Peter Maria Thomas Ursula Michael Monika Andreas Petra Stefan Elisabeth Christian Sabine Frank Renate Klaus Helga Wolfgang Karin"
    " Jürgen Birgit Bernd Ingrid Uwe Brigitte Martin Gisela Dieter Andrea Hans Claudia Ralf Erika Werner Susanne Manfred Heike Horst"
    " Emine Mehmet Olga Igor Fatma Ali Katarzyna Piotr Giulia Marco"
)
_COMMON_NAMES = (
    "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann"
    " Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Schmitz Krause Meier Lehmann Köhler Herrmann König Walter"
    " Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Schubert Vogel Friedrich Keller Günther Frank Berger Winkler"
    " Roth Beck Lorenz Baumann Franke Albrecht Yılmaz Kaya Nowak Kowalski Ivanova Rossi"
)
_SYLLABLES = "ba bre dor del fin gra hol hen jor ker lan mer nau obe pro quen ros sten tur vol wes zel"
# A long tail, as every register of names has one.
RARE_NAMES = [
    f"{first}{second}{third}".capitalize()
    for first in _SYLLABLES.split()
    for second in _SYLLABLES.split()
    for third in ("mann", "ke", "ski", "bach")
]

OPENINGS = (
    "Seit drei Tagen ist das so.",
    "Seit gestern Abend.",
    "Ich gehe hier jeden Morgen mit dem Hund vorbei.",
    "Schon im letzten Jahr war das ein Thema.",
    "Bei Regen wird es schlimmer.",
    "Meine Nachbarin hat es auch gesehen.",
    "Auf dem Schulweg meiner Kinder.",
    "Direkt vor der Bäckerei.",
    "Neben dem Spielplatz am Bach.",
    "An der Haltestelle Richtung Bahnhof.",
    "Hinter der Kirche.",
    "Vor der Feuerwehr.",
)
MIDDLES = (
    "Die Lampe flackert und geht nachts ganz aus.",
    "Das Loch ist so tief wie eine Hand.",
    "Ein Ast liegt quer über dem Gehweg.",
    "Der Deckel klappert bei jedem Auto.",
    "Mehrere Säcke mit Müll liegen am Container.",
    "Das Schild ist umgefahren worden.",
    "Die Bank ist gebrochen, jemand könnte sich verletzen.",
    "Das Wasser läuft nicht ab und steht auf der Straße.",
    "Die Ampel bleibt für Fußgänger lange rot.",
    "Ein Fahrrad ohne Reifen ist am Zaun angeschlossen.",
    "Scherben liegen auf dem Radweg.",
    "Die Hecke wächst in die Fahrbahn.",
    "Die Markierung ist nicht mehr zu erkennen.",
    "Das Geländer der Brücke ist locker.",
)
ENDS = (
    "Bitte ansehen.",
    "Bitte bald beheben, es ist gefährlich.",
    "Vielen Dank für Ihre Arbeit.",
    "Ein Foto reiche ich gerne nach.",
    "Rückruf ist nicht nötig.",
    "Wer ist dafür zuständig?",
    "Letztes Mal ging es sehr schnell.",
    "Mit freundlichen Grüßen",
)

LISTS: dict[str, list[str]] = {
    "first_names": _FIRST_NAMES.split(),
    # Two draws, the lower wins: the common ones at the front come often, the others seldom.
    "last_names": [*_COMMON_NAMES.split(), *RARE_NAMES],
    "openings": list(OPENINGS),
    "middles": list(MIDDLES),
    "ends": list(ENDS),
    "channels": [*["WEB"] * 12, *["PHONE"] * 4, *["EMAIL"] * 2, "COUNTER", "LETTER", "API"],
    "open_states": [*["NEW"] * 6, *["CHECKED"] * 4, *["IN_WORK"] * 5, *["PLANNED"] * 2, *["ASKED"] * 2, "ANSWERED", "EXTERNAL"],
    "closed_states": [*["DONE"] * 16, *["NOT_OURS"] * 2, "DUPLICATE", "DECLINED", "WITHDRAWN"],
}  # fmt: skip
