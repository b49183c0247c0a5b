# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The demonstration: the town with its facts, units and people. The people are invented; their addresses end in ``.example``."""

import json
from pathlib import Path
from typing import Any

from nahdran.accounts.demo import ensure_person
from nahdran.accounts.models import Role, User
from nahdran.kit.demo import DemoStep, Progress, demo_steps
from nahdran.org.models import Membership, Municipality, Unit
from nahdran.org.operations import add_member, save_town, save_unit

DATA = Path(__file__).parent / "data"
# One second factor for all, so that the sign-in page can show its current code.
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105


def load_town(slug: str) -> dict[str, Any]:
    """The facts of a demonstration town; an imported one starts from a neutral profile."""
    path = DATA / f"{slug}.json"
    return json.loads((path if path.exists() else DATA / "imported.json").read_text(encoding="utf-8"))


def run(town: str, progress: Progress) -> None:
    slug = "imported" if town.startswith("osm:") else town
    profile = load_town(slug)
    if not Municipality.objects.filter(pk=1).exists():
        progress("Stadt einrichten")
        save_town(town=Municipality(id=1, is_demo=True, **profile["town"]), actor=None)
    units = _ensure_units()
    _ensure_people(units)


def _ensure_units() -> dict[str, Unit]:
    wanted = json.loads((DATA / "units.json").read_text(encoding="utf-8"))
    units: dict[str, Unit] = {}
    for entry in wanted:
        parent = units.get(entry.get("parent", ""))
        found = Unit.objects.filter(name=entry["name"]).first()
        units[entry["key"]] = found or save_unit(
            unit=Unit(name=entry["name"], short_name=entry["short_name"], parent=parent), actor=None
        )
    return units


def _ensure_people(units: dict[str, Unit]) -> None:
    for entry in json.loads((DATA / "people.json").read_text(encoding="utf-8")):
        user: User = ensure_person(
            email=entry["email"], name=entry["name"], roles=entry.get("roles", []), totp_secret=TOTP_SECRET
        )
        for key, role in entry.get("units", {}).items():
            if not Membership.objects.filter(user=user, unit=units[key]).exists():
                add_member(unit=units[key], user=user, role=Role.objects.get(key=role), actor=None)


demo_steps.register("org", DemoStep("org", 10, run))
