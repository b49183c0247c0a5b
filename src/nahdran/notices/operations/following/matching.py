# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""From what happened to who hears of it. ``happened`` is called in the transaction that causes it; the rest is done by the worker.

Each step may run twice, or in two workers at once: unique rows and locks make it one.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from shapely import intersects_xy

from nahdran.kit import clock
from nahdran.notices.enums import Rhythm, Shape, Stage
from nahdran.notices.models import Happening, Match, Subscription
from nahdran.notices.operations.following.telling import tell_one
from nahdran.notices.queries.following import anybody_listens, follow_settings, listening, unmatched
from nahdran.notices.slots import Facts, FollowSource, sources
from nahdran.places.drawn import polygon_of
from nahdran.places.metric import distance_m

# The task itself stands in tasks.py, above; it is called by this name.
MATCH = "nahdran.notices.match"
_PORTION = 200
_BATCH = 500
_WRITTEN_AT_ONCE = 2000
_TRIES = 3
LOST_AFTER = timedelta(minutes=2)


def happened(*, source: str, key: str, subject: int, stage: Stage, keep: bool = False) -> None:
    """Note that something became public or took a public step. The same key again is nothing new.

    ``keep``: the key is remembered even if nobody listens now, so that it is not news for somebody who listens later.
    """
    row = Happening(source=source, key=key, subject=subject, stage=stage, at=clock.now())
    nobody = not anybody_listens(source)
    if nobody and not keep:
        return
    row.matched_at = row.at if nobody else None
    Happening.objects.bulk_create([row], ignore_conflicts=True)
    if nobody:
        return
    kept = (
        Happening.objects.filter(source=source, key=key, matched_at__isnull=True).values_list("pk", flat=True).first()
    )
    if kept is not None:
        _enqueue(kept)


def _enqueue(happening_id: int) -> bool:
    job = app.configure_task(MATCH, queueing_lock=f"{MATCH}:{happening_id}")
    try:
        with transaction.atomic():
            job.defer(happening_id=happening_id)
    except AlreadyEnqueued:
        return False
    return True


def requeue_unmatched() -> int:
    """Queue again what lost its job."""
    return sum(_enqueue(pk) for pk in unmatched(clock.now() - LOST_AFTER)[:_BATCH])


def match(*, happening_id: int) -> int:
    """Write down who hears of it, and tell those who hear at once. Returns how many hear of it."""
    happening = Happening.objects.filter(pk=happening_id, matched_at__isnull=True).first()
    if happening is None:
        return 0
    source = sources.get(happening.source)
    facts = source.facts(happening.subject, Stage(happening.stage)) if follow_settings().is_on else None
    found = _note(source, happening, facts) if facts else 0
    if facts:
        _tell_at_once(happening, source)
    Happening.objects.filter(pk=happening.pk).update(matched_at=clock.now())
    return found


def _note(source: FollowSource, happening: Happening, facts: Facts) -> int:
    """Write the matches. Who leaves in the middle of it is no longer there to be written, so it is looked at anew then."""
    for attempt in range(_TRIES):
        rows = [Match(subscription_id=row.pk, happening=happening) for row in _meant(source, happening, facts)]
        try:
            with transaction.atomic():
                Match.objects.bulk_create(rows, ignore_conflicts=True, batch_size=_WRITTEN_AT_ONCE)
        except IntegrityError:
            if attempt == _TRIES - 1:
                raise
        else:
            return len(rows)
    return 0


def _meant(source: FollowSource, happening: Happening, facts: Facts) -> list[Subscription]:
    """Three queries at most, however many listen. An address that follows the same by several ways and at once is told once."""
    rows = [row for row in listening(happening, facts).order_by("pk") if _is_here(row, facts)]
    texts = {row.words for row in rows if row.words}
    if texts:
        known = source.words_found(facts.subject, texts)
        rows = [row for row in rows if not row.words or row.words in known]
    told = set(facts.told)
    found = []
    for row in rows:
        email = row.subscriber.email
        if email in told:
            continue
        if row.rhythm == Rhythm.NOW:
            told.add(email)
        found.append(row)
    return found


def _is_here(row: Subscription, facts: Facts) -> bool:
    if row.shape == Shape.CIRCLE:
        return distance_m(row.lon or 0, row.lat or 0, facts.lon, facts.lat) <= (row.metres or 0)
    if row.shape == Shape.AREA:
        return bool(intersects_xy(polygon_of(row.ring), facts.lon, facts.lat))
    return True


def _tell_at_once(happening: Happening, source: FollowSource) -> None:
    waiting = Match.objects.filter(happening=happening, told_at__isnull=True, subscription__rhythm=Rhythm.NOW)
    while portion := list(waiting.order_by("pk").values_list("pk", flat=True)[:_PORTION]):
        with transaction.atomic():
            tell_one(portion, source, happening)
