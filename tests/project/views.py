# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses that only the tests of this folder have: things that go wrong on purpose."""

import errno

import structlog
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from nahdran.project.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

log = structlog.get_logger("nahdran.tests")


@csrf_exempt
def lost_database(request: HttpRequest) -> HttpResponse:
    raise OperationalError("connection to server lost, row was maria@muster.example")


@csrf_exempt
def full_disk(request: HttpRequest) -> HttpResponse:
    raise OSError(errno.ENOSPC, "No space left on device")


@csrf_exempt
def slow_database(request: HttpRequest) -> HttpResponse:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 20")
        cursor.execute("SELECT pg_sleep(10)")
    raise AssertionError("The database did not stop.")


@csrf_exempt
def mistake(request: HttpRequest) -> HttpResponse:
    raise ValueError("maria@muster.example is not what I expected")


def refused(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("maria@muster.example")


def form(request: HttpRequest) -> HttpResponse:
    log.info("form", written=request.POST.get("email", ""))
    return HttpResponse(request.POST.get("text", "nothing"))


def case(request: HttpRequest, reference: str) -> HttpResponse:
    return HttpResponse("a case")


urlpatterns = [
    path("wrong/database/", lost_database, name="lost_database"),
    path("wrong/disk/", full_disk, name="full_disk"),
    path("wrong/slow/", slow_database, name="slow_database"),
    path("wrong/mistake/", mistake, name="mistake"),
    path("wrong/refused/", refused, name="refused"),
    path("wrong/form/", form, name="form"),
    path("wrong/case/<str:reference>/", case, name="case"),
    *urlpatterns,
]
