# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Situations: prepared, switched on with one click, over by themselves. Called by the settings pages and the worker; everything is logged."""

import json
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.kit import clock
from nahdran.kit.text import fold
from nahdran.reports import kept
from nahdran.reports.models import Category, Situation

_DATA = Path(__file__).parents[1] / "data" / "situations.json"


def seed_situations(*, actor: User | None = None) -> int:
    """Add the situations that nahdran brings along and that are not there yet. Returns how many."""
    added = 0
    with transaction.atomic():
        known = set(Situation.objects.values_list("key", flat=True)) | set(
            Situation.objects.values_list("name", flat=True)
        )
        for place, entry in enumerate(json.loads(_DATA.read_text(encoding="utf-8")), start=1):
            keys = entry.pop("categories")
            if entry["key"] in known or entry["name"] in known:
                continue
            row = Situation.objects.create(**entry, position=place * 10)
            row.categories.set(Category.objects.filter(key__in=keys))
            added += 1
        if added:
            record(action="reports.situation", actor=actor, data={"added": added})
    return added


def save_situation(*, situation: Situation, categories: Iterable[Category], actor: User | None) -> Situation:
    """Keep what was prepared. In force, it changes the pages at once."""
    with transaction.atomic():
        if not situation.key:
            situation.key = _free_key(situation.name)
        situation.save()
        situation.categories.set(categories)
        record(action="reports.situation", actor=actor, obj=situation, data={"key": situation.key})
    kept.forget()
    return situation


def switch_on(*, situation: Situation, actor: User | None, hours: int | None = None) -> Situation:
    """Put it in force for ``hours``, or as long as was prepared; in force already, it lasts that long from now."""
    with transaction.atomic():
        fresh = Situation.objects.select_for_update().get(pk=situation.pk)
        now = clock.now()
        is_on = fresh.active_until is not None and fresh.active_until > now
        fresh.active_since = fresh.active_since if is_on else now
        fresh.active_until = now + timedelta(hours=hours or fresh.hours)
        fresh.save(update_fields=["active_since", "active_until"])
        data = {"key": fresh.key, "until": fresh.active_until.isoformat()}
        record(action="reports.situation_on", actor=actor, obj=fresh, data=data)
    kept.forget()
    return fresh


def switch_off(*, situation: Situation, actor: User | None) -> None:
    """It is over. Switched off already, nothing happens."""
    with transaction.atomic():
        fresh = Situation.objects.select_for_update().get(pk=situation.pk)
        if fresh.active_until is None:
            return
        fresh.active_since = fresh.active_until = None
        fresh.save(update_fields=["active_since", "active_until"])
        label = "" if actor else "Zeitplan"
        record(action="reports.situation_off", actor=actor, actor_label=label, obj=fresh, data={"key": fresh.key})
    kept.forget()


def end_situations() -> int:
    """Write down that those are over whose time has come. Returns how many."""
    over = list(Situation.objects.filter(active_until__lte=clock.now()))
    for situation in over:
        switch_off(situation=situation, actor=None)
    return len(over)


def _free_key(name: str) -> str:
    key = slugify(fold(name))[:36] or "lage"
    taken = set(Situation.objects.filter(key__startswith=key).values_list("key", flat=True))
    return next(
        tried for number in range(len(taken) + 1) if (tried := f"{key}-{number}" if number else key) not in taken
    )
