# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the pages of a report say in Leichte Sprache. Registered in ``panels.py``; a town may word each of them anew.

Rules: one statement a sentence, one sentence a line, no foreign word, long words with a hyphen, examples. It is German only, so nothing here is marked
for translation. Lines with "- " are a list, ``**words**`` are what stands on a button.
"""

LIST = """\
Auf dieser Seite sehen Sie:
Das haben Menschen der Stadt gemeldet.
Sie sehen es auf einer Karte.
Und Sie sehen es in einer Liste.

Jede Meldung hat einen Stand.
Der Stand sagt: So weit ist die Stadt.
- **Eingegangen** heißt: Die Meldung ist bei der Stadt.
- **In Arbeit** heißt: Die Stadt arbeitet daran.
- **Rückfrage** heißt: Die Stadt hat eine Frage.
- **Abgeschlossen** heißt: Die Stadt ist fertig.

Haben Sie etwas gesehen, das kaputt ist?
Dann drücken Sie auf **Mangel melden**."""

SUBSCRIBE = """\
Hier können Sie sagen:
Die Stadt soll mir schreiben.
Zum Beispiel:
In meiner Straße ist etwas kaputt.
Oder: Eine Lampe ist wieder heil.

So geht es:
- Sie sagen: **Wo?** Zum Beispiel in Ihrer Straße.
- Sie sagen: **Was?** Zum Beispiel nur Lampen.
- Sie sagen: **Wie oft?** Zum Beispiel einmal am Tag.
- Sie schreiben Ihre E-Mail-Adresse in das Feld.

Drücken Sie dann auf **Abonnieren**.
Sie bekommen eine E-Mail.
In der E-Mail ist ein Link.
Drücken Sie auf den Link.
Erst dann schreibt Ihnen die Stadt.

Sie möchten das nicht mehr?
In jeder E-Mail ist ein Link.
Damit können Sie das beenden."""

PHOTO = """\
Hier sagen Sie der Stadt: Etwas ist kaputt.
Zum Beispiel eine Lampe.
Oder eine Bank.
Das heißt: einen Mangel melden.

Es gibt 5 Schritte.
Das ist Schritt 1: ein Foto.

Machen Sie ein Foto von der Stelle.
Dann finden wir die Stelle besser.
Sie haben kein Foto?
Das ist nicht schlimm.

Bitte zeigen Sie auf dem Foto keine Menschen.
Und keine Nummern-Schilder von Autos.

Drücken Sie dann auf **Weiter: Ort**."""

PLACE = """\
Das ist Schritt 2: der Ort.
Wo ist etwas kaputt?

Es gibt 3 Wege. Sie brauchen nur einen:
- Sie schreiben die Straße und die Haus-Nummer in das Feld.
- Sie schieben die Karte. Die Nadel zeigt dann auf die Stelle.
- Sie drücken auf **Mein Standort**. Ihr Handy sagt der Karte dann: Hier bin ich gerade.

Drücken Sie dann auf **Weiter: Art**."""

ASSET = """\
Viele Dinge in der Stadt haben eine Nummer.
Zum Beispiel eine Lampe.
Die Nummer steht am Mast.

Schreiben Sie die Nummer in das Feld.
Oder wählen Sie eine Lampe aus der Liste.
Die Liste zeigt: Das steht ganz nah bei Ihrem Ort.

Sie kennen die Nummer nicht?
Dann drücken Sie auf **Weiß ich nicht**."""

KIND = """\
Das ist Schritt 3: Was ist kaputt?

Schreiben Sie ein Wort in das Feld.
Zum Beispiel: Lampe.
Dann sehen Sie eine Liste.
Drücken Sie auf das, was passt.

Sie können auch auf eine Gruppe drücken.
Zum Beispiel auf **Straßen**.

Passt nichts?
Dann drücken Sie auf **Etwas anderes**.

Drücken Sie dann auf **Weiter: Angaben**."""

SIMILAR = """\
Das haben andere Menschen schon gemeldet.
Es ist ganz in der Nähe.

Ist es das Gleiche?
Dann drücken Sie auf **Das ist es**.
Dann müssen Sie nichts mehr schreiben.
Sie können Nachrichten von der Stadt bekommen.

Ist es etwas anderes?
Dann drücken Sie auf **Etwas anderes melden**."""

DETAILS = """\
Das ist Schritt 4: Erzählen Sie uns mehr.

Was ist los?
Schreiben Sie einen kurzen Satz.
Zum Beispiel: Die Lampe ist seit 3 Tagen dunkel.

Möchten Sie eine Antwort von uns?
Dann schreiben Sie Ihre E-Mail-Adresse in das Feld.
Steht dort **freiwillig**?
Dann dürfen Sie das Feld leer lassen.
Ihren Namen müssen Sie uns **nicht** sagen.

Drücken Sie dann auf **Weiter: Prüfen**."""

REVIEW = """\
Das ist Schritt 5: Lesen Sie alles noch einmal.

Ist etwas falsch?
Dann drücken Sie auf **Ändern**.

Ist alles richtig?
Dann drücken Sie auf **Meldung absenden**.
Dann bekommt die Stadt Ihre Meldung."""

THANKS = """\
Die Stadt hat Ihre Meldung.
Vielen Dank.

So geht es weiter:
- Wir lesen Ihre Meldung.
- Wir geben die Meldung den richtigen Menschen in der Stadt.
- Diese Menschen kümmern sich darum.

Sie haben jetzt eine Nummer.
Die Nummer heißt: Vorgangs-Nummer.
Und Sie haben einen Code.
Der Code ist wie ein Schlüssel.
Bitte schreiben Sie beides auf.
Damit können Sie immer nachsehen: Was macht die Stadt gerade?

Drücken Sie dafür auf **Stand der Meldung ansehen**."""

HINT = """\
Jemand hat der Stadt gesagt: Hier ist etwas kaputt.
Waren Sie gerade dort?
Dann können Sie der Stadt helfen.

Sagen Sie der Stadt:
- Es ist wieder gut. Oder:
- Es ist noch kaputt.

Drücken Sie dafür auf den Knopf.
Die Stadt sieht dann nach.

Sie müssen Ihren Namen nicht sagen."""

COMPLAINT_TAKEN = """\
Danke.
Ihr Hinweis ist bei uns angekommen.

Ein Mensch sieht sich die Stelle an.
Dann entscheidet er:
Sollen alle das weiter sehen?

Haben Sie uns Ihre E-Mail-Adresse gegeben?
Dann schreiben wir Ihnen."""

COMPLAINT = """\
Sie haben auf der Seite etwas gelesen oder gesehen.
Sie denken: Das sollen nicht alle sehen.

Zum Beispiel:
- Da steht der Name von einem Menschen.
- Auf dem Foto ist ein Mensch.
- Jemand wird beleidigt.

Wählen Sie aus: Was stört Sie?
Sie müssen Ihren Namen nicht sagen.

Möchten Sie eine Antwort?
Dann schreiben Sie Ihre E-Mail-Adresse in das Feld.

Drücken Sie dann auf **Absenden**.
Ein Mensch von der Stadt sieht sich das an."""
