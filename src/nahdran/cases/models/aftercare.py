# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What comes after a case was settled, and before it is: whether it is really settled, how content people are, whether the town looks again,
and what people say about a case that is still open.

Written by ``operations.aftercare``. Words of people stand in the thread or go with them; what remains are choices and numbers.
"""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nahdran.cases.enums import Again, HintOrigin, HintSort, Outcome, RevisitSort

# A town may give people more time, never less.
SHORTEST_DAYS = 14


class AftercareSettings(models.Model):
    """A single row: what the town asks after a case, and how long people may ask it to look again."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    asks = models.BooleanField(
        _("Fragen, ob es wirklich erledigt ist"),
        default=True,
        help_text=_("Mit zwei Links in der E-Mail zum Abschluss und auf der Statusseite."),
    )
    ask_after_days = models.PositiveSmallIntegerField(
        _("Diese Frage später stellen (Tage nach dem Abschluss)"),
        default=0,
        validators=[MaxValueValidator(28)],
        help_text=_("0 heißt: gleich in der E-Mail zum Abschluss."),
    )
    reopen_days = models.PositiveSmallIntegerField(
        _("Um erneute Prüfung bitten (Tage nach dem Abschluss)"),
        default=28,
        validators=[MinValueValidator(SHORTEST_DAYS), MaxValueValidator(365)],
        help_text=_("Mindestens 14. Danach wird neu gemeldet, mit Hinweis auf den alten Vorgang."),
    )
    decide_days = models.PositiveSmallIntegerField(
        _("Darüber entscheiden in (Werktagen)"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    ask_open_weeks = models.PositiveSmallIntegerField(
        _("Bei offenen Vorgängen ohne Neuigkeit nachfragen nach (Wochen)"),
        default=0,
        validators=[MaxValueValidator(52)],
        help_text=_("Die Person wird einmal gefragt, ob es das noch gibt. 0 heißt: nie."),
    )

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="cases_one_aftercare")]


class ClosingAnswer(models.Model):
    """What one person answered to one closing. ``who`` is the number of their party, 0 for somebody who came by link or code.

    It is no foreign key: when the people of a case are forgotten, the answer stays and points to nobody.
    """

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="closing_answers")
    change = models.ForeignKey("cases.StatusChange", models.CASCADE, related_name="+")
    who = models.BigIntegerField(default=0)
    answered_at = models.DateTimeField()
    is_settled = models.BooleanField()
    # 1 very discontent to 5 very content
    score = models.PositiveSmallIntegerField(null=True)
    good = models.JSONField(default=list)
    bad = models.JSONField(default=list)
    comment = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["change", "who"], name="cases_answer_once"),
            models.CheckConstraint(condition=Q(score=None) | Q(score__range=(1, 5)), name="cases_score_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["case"], name="cases_answers")]


class Revisit(models.Model):
    """Something that the desk has to decide about a settled case: somebody asks to look again, or has only written.

    The words stand in the thread as ``message``.
    """

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="revisits")
    # The closing that it is about.
    change = models.ForeignKey("cases.StatusChange", models.CASCADE, related_name="+")
    sort = models.CharField(max_length=10, choices=RevisitSort)
    reason = models.CharField(max_length=12, choices=Again, blank=True)
    message = models.ForeignKey("cases.Message", models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case"], condition=Q(decided_at=None), name="cases_one_open_revisit"),
            models.UniqueConstraint(
                fields=["change"], condition=Q(sort=RevisitSort.REQUEST), name="cases_one_request_per_closing"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, outcome="") | (Q(decided_at__isnull=False) & ~Q(outcome="")),
                name="cases_revisit_outcome",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["case", "asked_at"], name="cases_revisits")]


class Hint(models.Model):
    """Somebody says about an open case that it is done, or still there. It closes nothing; the desk takes it up or puts it aside."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="hints")
    sort = models.CharField(max_length=6, choices=HintSort)
    origin = models.CharField(max_length=8, choices=HintOrigin)
    at = models.DateTimeField()
    set_aside_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["case", "-at"], name="cases_hints", condition=Q(set_aside_at=None)),
        ]


class OpenQuestion(models.Model):
    """The one question whether an open case is still of interest: asked once for each case."""

    case = models.OneToOneField("cases.Case", models.CASCADE, primary_key=True, related_name="open_question")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)


class NotAsked(models.Model):
    """Who does not want such questions: a keyed digest of the address, never the address."""

    digest = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField()
