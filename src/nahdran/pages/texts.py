# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The first words of the pages that every town has. They are content, not interface: the town rewrites them, so they are not translated.

Where the law asks for something only the town can know, the text says so in square brackets instead of inventing it.
"""

from typing import NamedTuple


class HomeText(NamedTuple):
    heading: str
    heading_en: str
    lead: str
    lead_en: str


class StartText(NamedTuple):
    slug: str
    title: str
    lead: str
    body: tuple[str, ...]
    notes: tuple[tuple[str, str], ...] = ()
    is_easy: bool = False
    is_demo: bool = False


HOME = HomeText(
    heading="Was liegt an?",
    heading_en="What is on your mind?",
    lead="Melden Sie, was Ihnen auffällt, und sehen Sie, was daraus wird.",
    lead_en="Tell us what you notice, and see what becomes of it.",
)

FILL_IN = (
    "Diese Seite ergänzt die Stadt",
    "Angaben in eckigen Klammern kennt nur die Stadt. Bitte vor der Veröffentlichung in der Redaktion eintragen.",
)

ACCESSIBILITY = StartText(
    slug="barrierefreiheit",
    title="Erklärung zur Barrierefreiheit",
    lead="Diese Website soll für alle benutzbar sein. Hier steht, was schon geht, was noch fehlt und an wen Sie sich wenden können.",
    notes=(FILL_IN,),
    body=(
        (
            "<h2>Wofür diese Erklärung gilt</h2><p>Sie gilt für die Seiten unter dieser Adresse: für das Portal, das Bürgerkonto und die "
            "Meldung von Mängeln. Maßstab sind die Barrierefreie-Informationstechnik-Verordnung (BITV 2.0) des Landes oder des Bundes und die "
            "Web Content Accessibility Guidelines (WCAG) 2.2, Stufe AA.</p>"
        ),
        (
            "<h2>Stand</h2><p>Die Seiten werden bei jeder Änderung mit einem Prüfprogramm und mit der Tastatur geprüft. Eine Prüfung durch eine "
            "unabhängige Stelle steht noch aus. [Datum und Ergebnis der letzten Prüfung]</p>"
        ),
        (
            "<h2>Was noch nicht barrierefrei ist</h2><ul><li>Karten lassen sich mit Maus oder Finger am besten bedienen. Zu jeder Karte gibt es eine "
            "Liste mit demselben Inhalt, und jeder Ort lässt sich auch als Adresse eingeben.</li><li>Videos in Gebärdensprache gibt es noch nicht.</li>"
            "</ul>"
        ),
        (
            "<h2>Eine Barriere melden</h2><p>Schreiben Sie uns, wenn Sie auf ein Hindernis stoßen. Wir antworten [Frist] und suchen mit Ihnen einen Weg. "
            "[Name, Telefon und E-Mail-Adresse der zuständigen Stelle]</p>"
        ),
        (
            "<h2>Wenn wir uns nicht einigen</h2><p>Dann können Sie sich an die Schlichtungs- oder Durchsetzungsstelle des Landes wenden. "
            "[Name und Adresse der Stelle]</p>"
        ),
    ),
)

PRIVACY = StartText(
    slug="datenschutz",
    title="Datenschutz",
    lead="Welche Daten diese Website verarbeitet, wofür, wie lange, und welche Rechte Sie haben.",
    notes=(FILL_IN,),
    body=(
        (
            "<h2>Wer verantwortlich ist</h2><p>Verantwortlich ist die Stadt, deren Name und Adresse am Ende jeder Seite stehen. "
            "[Name und Adresse der oder des Datenschutzbeauftragten]</p>"
        ),
        (
            "<h2>Beim Ansehen der Seiten</h2><p>Alle Schriften, Karten und Programme kommen von unserem eigenen Server. Kein anderer Anbieter erfährt, dass "
            "Sie hier sind. Es gibt keine Zähler und keine Werbung. Unser Server schreibt für den Betrieb kurze Protokolle ohne Namen und ohne den Inhalt "
            "Ihrer Eingaben. [Dauer der Aufbewahrung]</p>"
        ),
        (
            "<h2>Cookies</h2><p>Wir setzen nur Cookies, ohne die etwas nicht ginge: eines für Ihre Anmeldung oder einen angefangenen Vorgang, eines zum Schutz von "
            "Formularen, und eines für Sprache und Darstellung, wenn Sie diese ändern. Das Cookie der Anmeldung endet spätestens nach zwölf Stunden.</p>"
        ),
        (
            "<h2>Wenn Sie etwas melden</h2><p>Wir speichern, was Sie eingeben: Ort, Beschreibung, Fotos und, wenn Sie möchten, Ihre Kontaktdaten. Aus Fotos "
            "entfernen wir alle versteckten Angaben, auch den Aufnahmeort. Öffentlich sind Ort, Art und Stand des Mangels, nie Ihr Name. Rechtsgrundlage ist die "
            "Wahrnehmung einer Aufgabe im öffentlichen Interesse (Art. 6 Abs. 1 Buchst. e DSGVO). [Löschfristen der Stadt]</p>"
        ),
        (
            "<h2>Bürgerkonto</h2><p>Für ein Konto speichern wir Ihre E-Mail-Adresse und, wenn Sie ihn angeben, Ihren Namen. Unter „Meine Daten“ laden Sie alles herunter "
            "oder löschen das Konto. Wenn Beschäftigte Ihre Kontaktdaten ansehen, wird das protokolliert.</p>"
        ),
        (
            "<h2>Ihre Rechte</h2><p>Sie haben das Recht auf Auskunft, Berichtigung, Löschung, Einschränkung der Verarbeitung und Widerspruch, und Sie können "
            "sich bei der Datenschutzaufsicht des Landes beschweren. [Name und Adresse der Aufsicht]</p>"
        ),
    ),
)

IMPRINT = StartText(
    slug="impressum",
    title="Impressum",
    lead="Wer für diese Website verantwortlich ist.",
    notes=(FILL_IN,),
    body=(
        (
            "<h2>Herausgeberin</h2><p>Die Stadt, deren Name und Adresse am Ende jeder Seite stehen, eine Körperschaft des öffentlichen Rechts. "
            "Sie wird vertreten durch [Name der Bürgermeisterin oder des Bürgermeisters].</p>"
        ),
        "<h2>Kontakt</h2><p>Telefon und E-Mail-Adresse stehen am Ende jeder Seite. Die Behördennummer 115 erreichen Sie ohne Vorwahl.</p>",
        "<h2>Umsatzsteuer</h2><p>[Umsatzsteuer-Identifikationsnummer nach § 27a UStG, falls vorhanden]</p>",
        "<h2>Verantwortlich für den Inhalt</h2><p>[Name und Anschrift nach § 18 Abs. 2 MStV]</p>",
        (
            "<h2>Software und Karten</h2><p>Diese Website läuft mit der freien Software nahdran (EUPL 1.2). Kartendaten: © OpenStreetMap-Mitwirkende, "
            "Open Database License.</p>"
        ),
    ),
)

EASY = StartText(
    slug="leichte-sprache",
    title="Leichte Sprache",
    lead="Hier erklären wir die Website in Leichter Sprache.",
    is_easy=True,
    body=(
        (
            "<h2>Was ist das hier?</h2><p>Das ist die Internet-Seite von der Stadt.</p><p>Sie können hier der Stadt etwas sagen.</p>"
            "<p>Zum Beispiel:</p><ul><li>Eine Lampe ist kaputt.</li><li>Auf der Straße ist ein Loch.</li><li>Irgendwo liegt Müll.</li></ul>"
        ),
        (
            "<h2>So melden Sie etwas</h2><ol><li>Sie drücken auf <b>Melden</b>.</li><li>Sie machen ein Foto. Das müssen Sie aber nicht.</li>"
            "<li>Sie zeigen auf der Karte: Hier ist es.</li><li>Sie sagen, was kaputt ist.</li><li>Sie schicken alles ab.</li></ol>"
            "<p>Sie müssen Ihren Namen <b>nicht</b> sagen.</p>"
        ),
        (
            "<h2>Wie geht es weiter?</h2><p>Sie bekommen eine Nummer.</p><p>Mit der Nummer können Sie nachsehen: Was macht die Stadt gerade?</p>"
            "<p>Die Menschen von der Stadt arbeiten daran.</p>"
        ),
        (
            "<h2>Leichte Sprache auf den Seiten</h2><p>Auf vielen Seiten gibt es einen Knopf.</p>"
            "<p>Darauf steht: <b>In Leichter Sprache lesen</b>.</p><p>Drücken Sie darauf.</p><p>Dann erklären wir die Seite in Leichter Sprache.</p>"
        ),
        "<h2>Brauchen Sie Hilfe?</h2><p>Rufen Sie an: <b>115</b>.</p><p>Das ist die Nummer für alle Ämter.</p>",
    ),
    notes=(
        (
            "Geprüft?",
            "Dieser Text ist nach den Regeln für Leichte Sprache geschrieben. Menschen mit Lern-Schwierigkeiten haben ihn noch nicht geprüft.",
        ),
    ),
)

PAGES = (ACCESSIBILITY, PRIVACY, IMPRINT, EASY)
