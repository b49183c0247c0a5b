# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keeping filters of the inbox under names. Who may share with a unit is asked by the caller."""

from typing import Any

from django.db import transaction

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.cases.models import SavedFilter
from nahdran.kit.text import clean_line
from nahdran.org.models import Unit

MOST = 20


class UnableToKeepFilter(Exception):
    """``code``: name_taken, too_many."""

    def __init__(self, code: str) -> None:
        super().__init__(f"Unable to keep the filter: {code}.")
        self.code = code


def keep_filter(*, owner: User, name: str, view: str, query: dict[str, Any], unit: Unit | None = None) -> SavedFilter:
    """Behind the others of this person. The same view with the same filters under the same name is kept once."""
    name = clean_line(name)[:60]
    with transaction.atomic():
        own = _own(owner)
        same = next((one for one in own if one.name == name), None)
        if same is not None and (same.view, same.query) == (view, query):
            return same
        if same is not None:
            raise UnableToKeepFilter("name_taken")
        if len(own) >= MOST:
            raise UnableToKeepFilter("too_many")
        position = max((one.position for one in own), default=0) + 1
        kept = SavedFilter.objects.create(owner=owner, name=name, view=view, query=query, unit=unit, position=position)
        if unit is not None:
            record(action="cases.filter_shared", actor=owner, data={"title": name, "unit": unit.pk})
    return kept


def change_filter(*, saved: SavedFilter, name: str, unit: Unit | None, is_start: bool) -> None:
    """Another name, shared or not, the page one begins with or not. Raises UnableToKeepFilter."""
    name = clean_line(name)[:60]
    with transaction.atomic():
        own = _own(saved.owner)
        if any(one.name == name and one.pk != saved.pk for one in own):
            raise UnableToKeepFilter("name_taken")
        if is_start:
            SavedFilter.objects.filter(owner=saved.owner, is_start=True).exclude(pk=saved.pk).update(is_start=False)
        shared_anew = unit is not None and saved.unit_id != unit.pk
        saved.name, saved.unit, saved.is_start = name, unit, is_start
        saved.save(update_fields=["name", "unit", "is_start"])
        if shared_anew and unit is not None:
            record(action="cases.filter_shared", actor=saved.owner, data={"title": name, "unit": unit.pk})


def move_filter(*, saved: SavedFilter, up: bool) -> None:
    """One place up or down among the own ones; nothing at the end."""
    with transaction.atomic():
        own = _own(saved.owner)
        at = next((place for place, one in enumerate(own) if one.pk == saved.pk), None)
        if at is None:
            return
        to = at + (-1 if up else 1)
        if 0 <= to < len(own):
            own[at], own[to] = own[to], own[at]
        for place, one in enumerate(own, start=1):
            one.position = place
        SavedFilter.objects.bulk_update(own, ["position"])


def remove_filter(*, saved: SavedFilter) -> None:
    SavedFilter.objects.filter(pk=saved.pk).delete()


def _own(owner: User) -> list[SavedFilter]:
    """Those of a person in order, under the lock of the person, so that two windows do not give the same place twice."""
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)
    return list(SavedFilter.objects.filter(owner=owner).order_by("position", "id"))
