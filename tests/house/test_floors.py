# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The floors of pyproject.toml hold for imports and for relations between models, which a string in a ForeignKey hides from imports."""

import subprocess
import sys
import tomllib
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import models

ROOT = Path(__file__).resolve().parents[2]


def floors():
    """Each app's height; neighbours share one."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "floors")
    return {name.strip(): height for height, layer in enumerate(reversed(layers)) for name in layer.split("|")}


def app_of(model):
    """The folder of ours that a model lives in, or nothing for third parties."""
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "nahdran" else ""


def relations_upward(all_models):
    heights = floors()
    user = settings.AUTH_USER_MODEL.lower()
    for model in all_models:
        source = app_of(model)
        for field in model._meta.get_fields():
            target = field.related_model if field.is_relation and not field.auto_created else None
            if (
                not source
                or target is None
                or isinstance(target, str)
                or target._meta.label_lower == user
                or not app_of(target)
            ):
                continue
            if app_of(target) != source and heights[app_of(target)] >= heights[source]:
                yield f"{model._meta.label}.{field.name} -> {target._meta.label}"


def test_imports_keep_to_floors_and_rooms():
    linter = Path(sys.executable).with_name("lint-imports")

    result = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout


def test_every_relation_stays_in_its_app_or_points_to_a_lower_floor():
    assert list(relations_upward(apps.get_models())) == []


def test_a_relation_upward_would_be_found():
    class Planted(models.Model):
        report = models.ForeignKey("reports.Report", models.CASCADE, related_name="+")

        class Meta:
            app_label = "planted"
            managed = False

    Planted.__module__ = "nahdran.cases.models.planted"
    try:
        assert list(relations_upward([Planted])) == ["planted.Planted.report -> reports.Report"]
    finally:
        apps.all_models.pop("planted")
        apps.clear_cache()


def test_the_case_stays_narrow():
    case = apps.get_model("cases", "Case")

    assert len(case._meta.concrete_fields) <= 15
