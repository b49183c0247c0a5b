# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Paging by key walks every row once, forwards and back, whatever is added meanwhile."""

import base64

import pytest

from nahdran.kit.paging import InvalidCursor, page_by_key
from nahdran.org.models import Unit

pytestmark = pytest.mark.django_db
ORDER = ("short_name", "id")


def make_units(count):
    return [Unit.objects.create(name=f"Einheit {n}", short_name=f"{n % 3}") for n in range(count)]


def walk(size):
    cursor, rows, pages = "", [], 0
    while True:
        page = page_by_key(Unit.objects.all(), ORDER, cursor, size)
        rows += page.rows
        pages += 1
        if page.next is None:
            return rows, page, pages
        cursor = page.next


def test_forwards_every_row_comes_once_in_order():
    make_units(11)

    rows, _, pages = walk(4)

    assert rows == list(Unit.objects.order_by(*ORDER))
    assert pages == 3


def test_backwards_the_same_pages_come_again():
    make_units(11)
    first = page_by_key(Unit.objects.all(), ORDER, "", 4)
    second = page_by_key(Unit.objects.all(), ORDER, first.next, 4)

    again = page_by_key(Unit.objects.all(), ORDER, second.previous, 4)

    assert again.rows == first.rows
    assert again.previous is None
    assert again.next is not None


def test_descending_order_works_alike():
    make_units(5)

    first = page_by_key(Unit.objects.all(), ("-short_name", "-id"), "", 3)
    second = page_by_key(Unit.objects.all(), ("-short_name", "-id"), first.next, 3)

    assert first.rows + second.rows == list(Unit.objects.order_by("-short_name", "-id"))


@pytest.mark.parametrize(
    "cursor", ["x", "W10", "bnVsbA", "WzEsMl0", "W3RydWUsWyJhIiwiYiJdXQ", "ä", "W2ZhbHNlLFt7fSxbXV1d"]
)
def test_a_forged_cursor_is_refused(cursor):
    make_units(1)

    with pytest.raises(InvalidCursor):
        page_by_key(Unit.objects.all(), ORDER, cursor)


@pytest.mark.parametrize(
    "content",
    [b"[" * 6000, b"[false, [Infinity, 1]]", b'[false, ["\\u0000", 1]]', b'[false, ["0", 1e999]]', b"\xff\xfe"],
)
def test_a_cursor_made_by_somebody_else_is_refused(content):
    cursor = base64.urlsafe_b64encode(content).decode().rstrip("=")

    with pytest.raises(InvalidCursor):
        page_by_key(Unit.objects.all(), ("id", "short_name") if b"Inf" in content else ORDER, cursor)
