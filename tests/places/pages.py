# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages that hold nothing but the elements with a map, for the tests in a browser."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.urls import include, path

from nahdran.places.fields import PlaceField, PlaceFormMixin
from nahdran.places.queries import town_view

STEP = """{% extends "shell/form.html" %}{% block meta %}{% island "places/picker" %}{% endblock %}
{% block main %}<form class="nd-place nd-place--form" method="post">{% csrf_token %}
<div class="nd-place__top"><h1 class="kern-heading-large">Wo ist der Schaden?</h1>{% error_summary form %}</div>
{% form_field form.place %}
<div class="nd-place__end">{% uiblock "actions" %}{% ui "button" label="Weiter" kind="primary" icon_end="arrow" %}{% enduiblock %}</div></form>{% endblock %}"""
BLOCK = """{% extends "shell/form.html" %}{% block meta %}{% island "places/picker" %}{% endblock %}
{% block content %}<h1>Idee</h1><form class="nd-stack" method="post">{% csrf_token %}{% form_field form.place %}{% form_field form.title %}
{% ui "button" label="Weiter" kind="primary" %}</form>{% endblock %}"""
TWIN = """{% extends "shell/citizen.html" %}{% load places %}{% block body_class %} class="nd-page--wide"{% endblock %}
{% block meta %}{% island "places/map" %}{% endblock %}{% block main %}<div class="nd-wrap"><h1>Mängel in der Stadt</h1></div><div class="nd-twin">
{% point_map label="Karte der Mängel" src="/probe/punkte" list="#liste" kind="twin" id="karte" legend=legend group="{count} Mängel, Gruppe öffnen" %}
<div class="nd-twin__list" id="liste"><h2 class="kern-heading-small">Liste</h2><ul class="nd-rows">{% for row in rows %}
<li class="nd-row" data-feature="{{ row.id }}"><div class="nd-row__main"><h3 class="nd-row__title"><a class="nd-row__link" href="/probe/{{ row.id }}">{{ row.title }}</a></h3></div></li>
{% endfor %}</ul></div></div>{% endblock %}"""
ONE = """{% extends "shell/form.html" %}{% load places %}{% block meta %}{% island "places/map" %}{% endblock %}
{% block content %}<h1>Vorgang</h1>{% pin_map lon=lon lat=lat label="Ort des Mangels" tone="work" title="Straßenlampe dunkel" %}{% endblock %}"""

# Title, status, tone, and where: shares of the town's width and height.
ROWS = [
    ("a", "Straßenlampe dunkel", "In Arbeit", "work", 0.50, 0.52, 1),
    ("b", "Schlagloch", "Eingegangen", "new", 0.62, 0.40, 1),
    ("c", "Bank wackelt", "Rückfrage", "ask", 0.42, 0.66, 1),
    ("d", "Müll neben dem Container", "Erledigt", "done", 0.56, 0.30, 1),
    ("e", "3 Mängel", "", "work", 0.35, 0.45, 3),
]


class Step(PlaceFormMixin, forms.Form):
    place = PlaceField(label="Ort", layout="step", detail=True, near="/probe/naehe", points="/probe/punkte")


class Block(PlaceFormMixin, forms.Form):
    place = PlaceField(label="Ort der Idee")
    title = forms.CharField(label="Titel")


def _page(request: HttpRequest, source: str, **values: Any) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(source).render(values, request))


def _form(request: HttpRequest, kind: type[forms.Form], source: str) -> HttpResponse:
    form = kind(request.POST or None, initial=_initial(request))
    if form.is_valid():
        place = form.cleaned_data["place"]
        return HttpResponse(
            f"<!doctype html><html lang=de><title>Danke</title><p>{place.label}|{place.source}|{place.lon:.4f}|{place.lat:.4f}"
        )
    return _page(request, source, form=form)


def _initial(request: HttpRequest) -> dict[str, Any]:
    given = {key: request.GET[key] for key in ("lon", "lat", "label", "source") if key in request.GET}
    return {"place": given} if given else {}


def step(request: HttpRequest) -> HttpResponse:
    return _form(request, Step, STEP)


def block(request: HttpRequest) -> HttpResponse:
    return _form(request, Block, BLOCK)


def twin(request: HttpRequest) -> HttpResponse:
    legend = [
        {"label": "Eingegangen", "tone": "new"}, {"label": "In Arbeit", "tone": "work"}, {"label": "Rückfrage", "tone": "ask"},
        {"label": "Erledigt", "tone": "done"},
    ]  # fmt: skip
    return _page(request, TWIN, rows=[{"id": row[0], "title": row[1]} for row in ROWS[:4]], legend=legend)


def one(request: HttpRequest) -> HttpResponse:
    west, south, east, north = _bounds()
    return _page(request, ONE, lon=(west + east) / 2, lat=(south + north) / 2)


def points(request: HttpRequest) -> JsonResponse:
    """The same points whatever part is asked for; the browser leaves out what it does not show."""
    west, south, east, north = _bounds()
    features = [
        {
            "type": "Feature", "id": key,
            "geometry": {"type": "Point", "coordinates": [west + (east - west) * x, south + (north - south) * y]},
            "properties": {"title": title, "status": status, "tone": tone, "meta": "Hauptstraße", "url": f"/probe/{key}", "count": count},
        }
        for key, title, status, tone, x, y, count in ROWS
    ]  # fmt: skip
    return JsonResponse({"type": "FeatureCollection", "features": features})


def near(request: HttpRequest) -> HttpResponse:
    return HttpResponse('<div class="nd-near"><p>40 Meter weiter schon gemeldet: Straßenlampe dunkel</p></div>')


def _bounds() -> tuple[float, float, float, float]:
    return town_view().bounds


urlpatterns = [
    path("probe/schritt", step),
    path("probe/feld", block),
    path("probe/karte", twin),
    path("probe/eins", one),
    path("probe/punkte", points),
    path("probe/naehe", near),
    path("", include("nahdran.project.urls")),
]
