# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The reference view: one indexed SELECT of 20 rows and a template of 30 KB, in a bare Django. What nahdran's pages are compared with."""

import os

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

if not settings.configured:
    import dj_database_url

    settings.configure(
        SECRET_KEY="reference",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        DATABASES={"default": {**dj_database_url.parse(os.environ["DATABASE_URL"]), "CONN_MAX_AGE": None}},
    )
    django.setup()

ROW = (
    '<li class="row"><a href="/x/{{ row.0 }}/"><span class="title">{{ row.1 }}</span></a>'
    '<p class="meta">{{ row.2|date:"d.m.Y H:i" }} · {{ row.3 }} · {{ row.4|lower }}</p>'
    + "<p>{{ row.1 }} – Beschreibung mit etwas Text.</p>" * 16
    + "</li>"
)
TEMPLATE = Engine().from_string(
    '<!doctype html><html lang="de"><head><title>Liste</title></head><body><ul>{% for row in rows %}'
    + ROW
    + "{% endfor %}</ul></body></html>"
)
QUERY = "SELECT id, title, opened_at, reference, status FROM cases_case WHERE closed_at IS NULL ORDER BY due_at, id LIMIT 20"


def view(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(QUERY)
        rows = cursor.fetchall()
    return HttpResponse(TEMPLATE.render(Context({"rows": rows})))


urlpatterns = [path("reference/", view)]
application = get_wsgi_application()
