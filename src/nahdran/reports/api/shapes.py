# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The shapes of our own JSON: what stands in an answer of /api/v1/. Field descriptions are what the page of the interface shows."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

Cursor = Annotated[str, Field(max_length=1000)]


class Shape(Schema):
    """Answers hold these fields and no others."""

    model_config = ConfigDict(extra="forbid")


class Problem(Shape):
    detail: str


class Group(Shape):
    key: str
    name: str


class Category(Shape):
    key: str
    name: str
    description: str
    group: Group
    photo_required: bool
    contact_required: bool
    has_questions: bool


class Categories(Shape):
    items: list[Category]


class Place(Shape):
    """WGS 84."""

    lon: float
    lat: float
    address: str


class Status(Shape):
    key: str
    label: str
    is_open: bool


class Photo(Shape):
    url: str


class Report(Shape):
    reference: str
    url: str
    category: Group
    status: Status
    place: Place
    text: str
    unit: str
    reported_at: datetime
    updated_at: datetime
    expected_at: datetime | None
    photos: list[Photo]


class Event(Shape):
    at: datetime
    status: str
    label: str
    text: str


class Answer(Shape):
    key: str
    question: str
    answer: str


class ReportDetail(Report):
    history: list[Event]
    answers: list[Answer]


class Reports(Shape):
    items: list[Report]
    next: str | None = Field(description="cursor of the next page")
    previous: str | None = Field(description="cursor of the page before")


class Asked(Schema):
    """What the list is narrowed to."""

    status: Literal["open", "closed"] | None = Field(None, description="open or closed")
    category: str | None = Field(None, max_length=60, description="key of a category")
    group: str | None = Field(None, max_length=40, description="key of a group")
    district: str | None = Field(None, max_length=200, description="key of a district, as in addresses of the map")
    q: str | None = Field(None, max_length=100, description="words in place, kind and text")
    bbox: str | None = Field(
        None,
        pattern=r"^-?\d{1,3}(\.\d{1,12})?(,-?\d{1,3}(\.\d{1,12})?){3}$",
        description="west,south,east,north in degrees",
    )
    limit: int = Field(50, ge=1, le=200, description="rows of a page")
    cursor: Cursor | None = Field(None, description="next or previous of another page")
