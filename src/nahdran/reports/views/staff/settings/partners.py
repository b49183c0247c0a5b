# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/arbeitsplatz/einstellungen/maengel/weitergabe/: other systems, which kinds go there, and what waits for somebody on its way."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nahdran.accounts.access import staff_required
from nahdran.kit.paging import InvalidCursor, page_by_key
from nahdran.reports.forms.forwarding import ForwardingRuleForm, PartnerForm
from nahdran.reports.models import ForwardingRule, Partner
from nahdran.reports.operations import forwarding as operations
from nahdran.reports.queries.forwarding import partners_with_rules, troubled
from nahdran.reports.views.staff.settings.kinds import RIGHT

_PAGE = "reports_staff:forwarding"


@staff_required(RIGHT)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    try:
        page = page_by_key(troubled(), ("-id",), request.GET.get("seite", ""), size=20)
    except InvalidCursor:
        return redirect(_PAGE)
    context = {"partners": partners_with_rules(), "page": page, "current_desk": "settings"}
    return render(request, "reports/staff/settings/forwarding.html", context)


@staff_required(RIGHT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Partner, pk=pk) if pk is not None else Partner()
    name = row.name
    form = PartnerForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        secret = form.cleaned_data["secret"]
        operations.save_partner(partner=form.save(commit=False), secret=secret, actor=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Die Anbindung ist gespeichert. Prüfen Sie jetzt die Verbindung."))
        return redirect(_PAGE)
    context = {"form": form, "partner": row, "name": name, "current_desk": "settings"}
    return render(request, "reports/staff/settings/partner.html", context, status=422 if form.errors else 200)


@staff_required(RIGHT)
@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Try the connection now and say what is wrong with it."""
    partner = get_object_or_404(Partner, pk=pk)
    if problems := operations.check_partner(partner=partner):
        messages.warning(request, " ".join(problems))
    else:
        messages.success(request, _("Die Verbindung zu %(name)s steht.") % {"name": partner.name})
    return redirect(_PAGE)


@staff_required(RIGHT)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    partner = get_object_or_404(Partner, pk=pk)
    if operations.remove_partner(partner=partner, actor=request.user):  # type: ignore[arg-type]
        messages.success(request, _("Die Anbindung ist gelöscht."))
    else:
        messages.warning(
            request, _("Dorthin gingen schon Meldungen. Nehmen Sie die Anbindung stattdessen außer Gebrauch.")
        )
    return redirect(_PAGE)


@staff_required(RIGHT)
@require_http_methods(["GET", "HEAD", "POST"])
def rule_new(request: HttpRequest, pk: int) -> HttpResponse:
    return _rule(request, ForwardingRule(partner=get_object_or_404(Partner, pk=pk)))


@staff_required(RIGHT)
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest, pk: int) -> HttpResponse:
    return _rule(request, get_object_or_404(ForwardingRule.objects.select_related("partner", "category"), pk=pk))


def _rule(request: HttpRequest, row: ForwardingRule) -> HttpResponse:
    """First which kind goes where as what; once that is saved, what is told about it."""
    before = (row.category_id, row.service_code)
    services = operations.services_of(row.partner)
    attributes = operations.attributes_of(row.partner, row.service_code) if row.pk else []
    # The questions on the page belong to the kind and the service that were saved.
    same = request.method != "POST" or (str(row.category_id), row.service_code) == (
        request.POST.get("category"),
        request.POST.get("service_code"),
    )
    form = ForwardingRuleForm(
        request.POST or None, instance=row, services=services, attributes=attributes, can_map=same
    )
    if request.method == "POST" and form.is_valid():
        saved = operations.save_rule(rule=form.save(commit=False), actor=request.user)  # type: ignore[arg-type]
        return _saved(request, saved, moved=before != (saved.category_id, saved.service_code))
    context = {"form": form, "rule": row, "reached": bool(services), "current_desk": "settings"}
    return render(request, "reports/staff/settings/forwarding_rule.html", context, status=422 if form.errors else 200)


def _saved(request: HttpRequest, row: ForwardingRule, *, moved: bool) -> HttpResponse:
    if moved and operations.attributes_of(row.partner, row.service_code):
        messages.success(request, _("Gespeichert. Sagen Sie jetzt noch, was die Gegenseite zu dieser Art wissen will."))
        return redirect("reports_staff:forwarding_rule", pk=row.pk)
    messages.success(request, _("Gespeichert. Das gilt für neue Meldungen."))
    return redirect(_PAGE)


@staff_required(RIGHT)
@require_POST
def rule_remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(ForwardingRule.objects.select_related("partner", "category"), pk=pk)
    operations.remove_rule(rule=row, actor=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Neue Meldungen dieser Art bleiben hier."))
    return redirect(_PAGE)
