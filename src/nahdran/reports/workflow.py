# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The way of a defect report: its states, with words for the staff and words for everybody, and which change leads where."""

from django.utils.translation import gettext_lazy as _

from nahdran.cases.kinds import Status, Workflow

NEW, CHECKED, IN_WORK, PLANNED = "NEW", "CHECKED", "IN_WORK", "PLANNED"
ASKED, ANSWERED, EXTERNAL = "ASKED", "ANSWERED", "EXTERNAL"
DONE, NOT_OURS, DUPLICATE, DECLINED, WITHDRAWN = "DONE", "NOT_OURS", "DUPLICATE", "DECLINED", "WITHDRAWN"

_STATUSES = (
    Status(
        NEW,
        _("Eingegangen"),
        _("Eingegangen"),
        _("Ihre Meldung ist da. Als Nächstes sehen wir sie uns an und geben sie an die richtige Stelle."),
        phase=0,
    ),
    Status(
        CHECKED,
        _("Geprüft"),
        _("Geprüft"),
        _("Wir haben die Meldung geprüft. Als Nächstes wird entschieden, wer sie wann bearbeitet."),
        phase=1,
        action=_("Als geprüft markieren"),
    ),
    Status(
        IN_WORK,
        _("In Arbeit"),
        _("In Arbeit"),
        _("Die zuständige Stelle kümmert sich darum. Sie erfahren hier, wie es weitergeht."),
        phase=2,
        tone="work",
        action=_("In Arbeit nehmen"),
    ),
    Status(
        PLANNED,
        _("Eingeplant"),
        _("Eingeplant"),
        _("Die Arbeit ist eingeplant. Sobald sie getan ist, steht es hier."),
        phase=2,
        tone="work",
        action=_("Einplanen"),
    ),
    Status(
        ASKED,
        _("Rückfrage"),
        _("Rückfrage"),
        _("Uns fehlt noch eine Angabe. Bis zur Antwort ruht die Meldung."),
        phase=2,
        tone="ask",
        pauses=True,
        action=_("Rückfrage stellen"),
    ),
    Status(
        ANSWERED,
        _("Antwort da"),
        _("In Arbeit"),
        _("Die Antwort auf unsere Frage ist angekommen. Wir arbeiten weiter."),
        phase=2,
        tone="work",
    ),
    Status(
        EXTERNAL,
        _("An andere Stelle gegeben"),
        _("Bei anderer Stelle"),
        _("Dafür ist eine andere Stelle da. Wir haben die Meldung dorthin gegeben und behalten sie im Blick."),
        phase=2,
        tone="work",
        action=_("An andere Stelle geben"),
    ),
    Status(
        DONE,
        _("Erledigt"),
        _("Erledigt"),
        _("Der Mangel ist behoben. Danke für den Hinweis."),
        phase=3,
        tone="done",
        closes=True,
        action=_("Erledigt melden"),
    ),
    Status(
        NOT_OURS,
        _("Nicht zuständig"),
        _("Nicht zuständig"),
        _("Hier kann die Stadt selbst nichts tun. Warum, und wer helfen kann, steht unten."),
        phase=3,
        tone="stop",
        closes=True,
        action=_("Als nicht zuständig schließen"),
    ),
    Status(
        DUPLICATE,
        _("Schon gemeldet"),
        _("Schon gemeldet"),
        _("Diesen Mangel hat schon jemand gemeldet. Wir bearbeiten ihn unter der ersten Meldung."),
        phase=3,
        tone="stop",
        closes=True,
        action=_("Als schon gemeldet schließen"),
        # Nothing is refused: it goes on in the first report.
        look="joined",
    ),
    Status(
        DECLINED,
        _("Abgelehnt"),
        _("Wird nicht bearbeitet"),
        _("Diese Meldung wird nicht bearbeitet. Den Grund lesen Sie unten."),
        phase=3,
        tone="stop",
        closes=True,
        action=_("Ablehnen"),
    ),
    Status(
        WITHDRAWN,
        _("Zurückgezogen"),
        _("Zurückgezogen"),
        _("Die Meldung wurde zurückgezogen. Es geschieht nichts weiter."),
        phase=3,
        tone="stop",
        closes=True,
    ),
)

_SETTLED = (DONE, NOT_OURS, DUPLICATE, DECLINED)
_CLOSED = (*_SETTLED, WITHDRAWN)
_WORKING = (IN_WORK, PLANNED, EXTERNAL)

WORKFLOW = Workflow(
    statuses=_STATUSES,
    changes={
        NEW: (CHECKED, *_WORKING, ASKED, *_CLOSED),
        CHECKED: (*_WORKING, ASKED, *_CLOSED),
        IN_WORK: (PLANNED, EXTERNAL, ASKED, *_CLOSED),
        PLANNED: (IN_WORK, EXTERNAL, ASKED, *_CLOSED),
        ASKED: (ANSWERED, *_WORKING, *_CLOSED),
        ANSWERED: (*_WORKING, ASKED, *_CLOSED),
        EXTERNAL: (IN_WORK, PLANNED, ASKED, *_CLOSED),
        # Only the town opens a settled report again; what a person writes about it is a matter for the desk (``Revisit``).
        **dict.fromkeys(_CLOSED, (IN_WORK,)),
    },
    initial=NEW,
    asked=ASKED,
    answered=ANSWERED,
    working=IN_WORK,
    withdrawn=WITHDRAWN,
    confirms=(DONE,),
    reopens=_SETTLED,
)
