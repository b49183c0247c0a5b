# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the citizen's pages of a concern say in Leichte Sprache. Registered in ``panels.py``; a town may word each of them anew.

German only, so nothing here is marked for translation. How it is written: ``reports/easy.py`` and the hints in the settings.
"""

LOOKUP = """\
Haben Sie der Stadt schon etwas gemeldet?
Hier können Sie nachsehen: Was macht die Stadt gerade?

Sie brauchen dafür 2 Dinge:
- die Nummer. Sie heißt: Vorgangs-Nummer.
- den Code. Der Code ist wie ein Schlüssel.

Beides hat die Stadt Ihnen gezeigt.
Das war gleich nach Ihrer Meldung.
Beides steht auch in der E-Mail von der Stadt.

Schreiben Sie beides in die Felder.
Drücken Sie dann auf **Stand ansehen**."""

STATUS = """\
Das ist die Seite von Ihrer Meldung.
Hier sehen Sie: Was macht die Stadt gerade?

Im Kasten steht: Wer muss jetzt etwas tun?
- **Wir sind dran** heißt: Die Stadt muss etwas tun. Sie müssen nur warten.
- **Sie sind dran** heißt: Die Stadt hat eine Frage an Sie. Bitte antworten Sie.

Darunter steht: Das ist schon passiert.
Das Neueste steht ganz unten.

Manchmal melden viele Menschen das Gleiche.
Dann arbeitet die Stadt nur 1 Mal daran.
Bei **So steht es jetzt** lesen Sie: So weit ist die Stadt.

Manchmal hat eine Meldung mehrere Teile.
Dann sehen Sie bei jedem Teil: So weit ist die Stadt.

Möchten Sie uns noch etwas sagen?
Dann schreiben Sie in das Feld **Ihre Antwort**.
Drücken Sie dann auf **Antwort senden**."""

AFTER = """\
Die Stadt hat an Ihrer Meldung gearbeitet.
Jetzt fragt die Stadt Sie: Wie sieht es dort aus?

Ist alles wieder gut?
Dann drücken Sie auf den Knopf mit **Ja**.

Ist es noch nicht gut?
Dann drücken Sie auf den Knopf mit **Nein**.
Schreiben Sie uns dann: Was ist noch kaputt?
Sie können auch ein Foto schicken.

Die Stadt sieht es sich dann noch einmal an.
Danach schreibt die Stadt Ihnen.

Sie müssen nicht antworten."""
