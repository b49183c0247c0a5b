# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the scripts of the kept pages say, so that it is translated like everything else. As JSON for an attribute."""

import json

from django.utils.translation import gettext as _


def form_texts() -> str:
    return _json(
        {
            "foto": _("Foto"),
            "ort": _("Ort"),
            "art": _("Art"),
            "angaben": _("Angaben"),
            "pruefen": _("Prüfen"),
            "gesendet": _("Gesendet"),
            "tooLarge": _("{name}: Diese Datei ist zu groß. Nehmen Sie bitte eine kleinere."),
            "wrongType": _("{name}: Das ist kein Foto, das wir lesen können."),
            "tooMany": _("Mehr Bilder gehen hier nicht. Die übrigen haben wir weggelassen."),
            "noRoom": _(
                "Auf diesem Gerät ist kein Platz mehr. Löschen Sie einen Entwurf, oder melden Sie ohne dieses Bild."
            ),
            "kept": _("{size}, auf diesem Gerät"),
            "locating": _("Ihr Standort wird bestimmt."),
            "refused": _(
                "Ihr Gerät hat den Standort nicht freigegeben. Zeigen Sie den Ort auf der Karte, oder schreiben Sie die Adresse."
            ),
            "unavailable": _(
                "Ihr Gerät kennt den Standort gerade nicht. Zeigen Sie den Ort auf der Karte, oder schreiben Sie die Adresse."
            ),
            "slow": _(
                "Der Standort ließ sich nicht rechtzeitig bestimmen. Versuchen Sie es unter freiem Himmel noch einmal."
            ),
            "missing": _(
                "Dieser Browser kann den Standort nicht bestimmen. Zeigen Sie den Ort auf der Karte, oder schreiben Sie die Adresse."
            ),
            "position": _("Ihr Standort"),
            "accuracy": _("Auf etwa {distance} genau. Auf der Karte können Sie ihn verschieben."),
            "point": _("Punkt auf der Karte"),
            "pointNote": _("Den Namen der Straße ergänzen wir."),
            "address": _("Diese Adresse suchen wir, wenn die Meldung ankommt."),
            "noPlace": _("Noch kein Ort gewählt"),
            "asset": _("Nummer am Objekt: {number}"),
            "outside": _("Das liegt wohl außerhalb der Stadt."),
            "noKind": _("Noch keine Art gewählt"),
            "noText": _("ohne Beschreibung"),
            "anonymous": _("Sie melden ohne Namen. Den Stand sehen Sie mit Vorgangsnummer und Code."),
            "yes": _("Ja"),
            "no": _("Nein"),
            "needsPlace": _("Bitte sagen Sie uns, wo der Schaden ist."),
            "needsCategory": _("Bitte wählen Sie aus, worum es geht."),
            "needsText": _("Bitte beschreiben Sie den Mangel kurz. Nur mit einem Foto geht es ohne Worte."),
            "needsPhoto": _("Für diese Art brauchen wir ein Foto."),
            "needsEmail": _("Für diese Art brauchen wir eine E-Mail-Adresse, weil wir fast immer nachfragen müssen."),
            "needsAnswer": _("Bitte beantworten Sie diese Frage."),
            "saved": _("Gespeichert auf diesem Gerät."),
        }
    )


def list_texts() -> str:
    return _json(
        {
            "untitled": _("Noch ohne Art"),
            "begun": _("begonnen {when}"),
            "changed": _("zuletzt geändert {when}"),
            "arrived": _("angekommen {when}"),
            "onePhoto": _("1 Bild"),
            "photos": _("{count} Bilder"),
            "noPlace": _("noch ohne Ort"),
            "position": _("eigener Standort"),
            "map": _("Punkt auf der Karte"),
            "waits": _("Geht von selbst heraus, sobald Netz da ist."),
            "again": _("Noch nicht gelungen. Nächster Versuch {when}."),
            "deleted": _("Gelöscht."),
            "justNow": _("gerade eben"),
        }
    )


def _json(words: dict[str, str]) -> str:
    return json.dumps(words, ensure_ascii=False)
