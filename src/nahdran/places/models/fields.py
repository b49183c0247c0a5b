# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Parts that every place has: a position in WGS 84 with the index and the limits that belong to it, and a folded search text."""

from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.expressions import Func


class Positioned(models.Model):
    """A point in degrees, longitude first as everywhere in this app."""

    lon = models.FloatField()
    lat = models.FloatField()

    class Meta:
        abstract = True


class Searchable(models.Model):
    """``search`` is what ``rules.search_text`` made of the names; ``vector`` is kept by the database."""

    search = models.TextField(editable=False, default="")
    vector = models.GeneratedField(
        expression=SearchVector("search", config="simple"), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        abstract = True


def position_index(name: str) -> GistIndex:
    """For the nearest neighbour (``<->``) and bounding boxes (``<@``). Core operator classes only, no extension."""
    return GistIndex(Func("lon", "lat", function="point"), name=name)


def search_index(name: str) -> GinIndex:
    return GinIndex(fields=["vector"], name=name)


def position_check(name: str) -> models.CheckConstraint:
    inside = Q(lon__gte=-180, lon__lte=180, lat__gte=-90, lat__lte=90)
    return models.CheckConstraint(condition=inside, name=name)
