# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why a message did not leave. The sentences are stored in German with the server's own words behind them, and shown in the reader's language."""

from django.utils import translation
from django.utils.translation import gettext_noop as _

from nahdran.kit.language import Worded, reader_language

NO_URL = _("MAIL_URL fehlt: Es werden keine E-Mails verschickt, sie warten im Postausgang.")
BAD_CERTIFICATE = _("Das Zertifikat des Mailservers ist nicht gültig:")
NO_ENCRYPTION = _("Die Verschlüsselung mit dem Mailserver kam nicht zustande:")
NO_SIGN_IN = _("Der Mailserver nimmt die Anmeldung nicht an:")
NOT_OFFERED = _("Der Mailserver bietet die verlangte Verschlüsselung oder Anmeldung nicht an.")
NOT_READY = _("Der Mailserver ist nicht bereit:")
TOO_SLOW = _("Der Mailserver antwortet nicht rechtzeitig.")
OUT_OF_REACH = _("Der Mailserver ist nicht erreichbar:")
BROKEN_BEFORE = _("Die Verbindung brach vor der Übergabe ab:")
BROKEN_DURING = _("Die Verbindung brach während der Übergabe ab:")
GONE_DURING = _("Die Verbindung brach während der Übergabe ab.")
NO_ANSWER = _("Die Nachricht wurde übergeben, aber die Antwort des Mailservers fehlt:")
STRANGE_ANSWER = _("Die Antwort des Mailservers ist nicht zu verstehen:")
NO_FOLDER = _("Der Ordner für Demonstrations-Mails kann nicht beschrieben werden:")
TOOK_TOO_LONG = _("Der Versuch dauerte zu lange und wurde vor der Übergabe beendet.")
DIED_BEFORE = _("Der Versand wurde vor der Übergabe unterbrochen.")
DIED_AFTER = _("Der Versand wurde während der Übergabe unterbrochen. Ob die Nachricht ankam, ist nicht bekannt.")
_SENTENCES = [text for name, text in list(globals().items()) if name.isupper() and not name.startswith("_")]


def in_words(stored: str) -> str:
    """A stored reason for a reader; a server's own words stay as they came."""
    for sentence in _SENTENCES:
        if stored.startswith(sentence):
            return Worded(translation.gettext(sentence) + stored.removeprefix(sentence), reader_language())
    return stored
