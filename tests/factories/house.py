# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A house in which there is one of everything, and the addresses of the house with real things filled in. For tests that walk all of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.urls import NoReverseMatch, reverse

from nahdran.accounts.models import Role, User
from nahdran.assets.operations.prepare import start as start_import
from nahdran.cases.access import _token
from nahdran.cases.models import Case, ReplyTemplate
from nahdran.cases.operations import NewParty, add_note, answer
from nahdran.cases.operations.bulk import begin_bulk
from nahdran.cases.operations.filters import keep_filter
from nahdran.fieldwork.links import proof_of
from nahdran.fieldwork.models import Order
from nahdran.files.models import StoredFile
from nahdran.kit import clock
from nahdran.notices.links import confirm_link, leave_link, manage_link, renew_link
from nahdran.notices.models import Delivery
from nahdran.notices.operations.following import confirm, subscribe
from nahdran.notices.wishes import Wish
from nahdran.org.models import Closure, Membership, Unit
from nahdran.reports.models import Report, ReportDraft
from nahdran.reports.operations import NewComplaint, SpecialRule, complain, save_special, start_trial
from nahdran.webhooks.enums import Problem, State
from nahdran.webhooks.models import Dispatch, Endpoint, Event
from tests.factories.accounts import make_admin
from tests.factories.assets import make_asset, make_layer
from tests.factories.cases import make_citizen, make_person, make_town, make_unit
from tests.factories.fieldwork import (
    make_contractor,
    make_crew,
    make_draft_order,
    make_reported_order,
    make_sent_order,
)
from tests.factories.reports import (
    make_category,
    make_draft,
    make_group,
    make_map,
    make_question,
    make_report,
    make_routing_fallback,
)
from tests.factories.webhooks import make_endpoint
from tests.rights_matrix import CONVERTER, SAMPLES, routes


@dataclass
class House:
    """The people and things of the house. ``by_name`` says which value a part of an address takes, by namespace."""

    admin: User
    clerk: User
    citizen: User
    unit: Unit
    report: Report
    draft: ReportDraft
    by_name: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def case(self) -> Case:
        return self.report.case

    def path(self, name: str, route: str) -> str | None:
        """The address with things that exist; what the house does not know is filled with something that does not exist."""
        values = {}
        for part in CONVERTER.finditer(route):
            known = self.by_name.get(name, {}) | self.by_name[""]
            values[part["name"]] = known.get(part["name"], SAMPLES.get(part["kind"] or "str"))
        try:
            return reverse(name, kwargs=values)
        except NoReverseMatch:
            return None

    def paths(self) -> Iterator[tuple[str, str]]:
        """Name and address of everything that has a name."""
        for name, route in routes():
            if name and (path := self.path(name, route)):
                yield name, path


def make_house(*, photos: list[StoredFile] = [], messages: int = 1) -> House:  # noqa: B006  only read
    """``photos`` hang at the report and are public; ``messages`` answers and notes stand in its thread beside the first text."""
    make_town()
    make_map()
    unit = make_unit("Servicecenter", "SC")
    admin, citizen = make_admin(), make_citizen()
    clerk = make_person(
        unit, rights=("cases.read", "cases.work", "reports.release", "cases.templates", "fieldwork.order")
    )
    make_routing_fallback(unit)
    group = make_group("Straßenbeleuchtung", key="beleuchtung")
    category = make_category("Straßenlampe dunkel", key="lampe", group=group)
    question = make_question(category, "nummer")
    party = NewParty(name=citizen.name, email=citizen.email, account=citizen)
    report = make_report(
        category, party=party, files=photos, public=True, public_text="Die Lampe ist aus.", answers={"nummer": "2217"}
    )
    for number in range(messages - 1):
        write = add_note if number % 2 else answer
        write(case=report.case, actor=clerk, text=f"Nachricht {number}")
    house = House(admin, clerk, citizen, unit, report, make_draft(category))
    asset = make_asset(make_layer("Straßenlampen", key="lampen"), "4711")
    brought = start_import(layer=asset.layer, data=_LAMPS, name="lampen.csv", actor=admin)
    chosen = begin_bulk(actor=clerk, action="ASSIGN", chosen=[(report.case, report.case.changed_at)])
    kept = keep_filter(owner=clerk, name="Neu diese Woche", view="team", query={"status": "NEW"})
    template = ReplyTemplate.objects.create(title="Danke", text="Danke für den Hinweis.")
    closure = Closure.objects.create(date=clock.today() + timedelta(days=30), reason="Betriebsausflug")
    role = Role.objects.create(key="pate", name="Patin oder Pate", rights=["cases.read"])
    special = save_special(says=SpecialRule(unit=unit, category=category, channels=["PHONE"]), actor=None)
    trial = start_trial(change={"sort": "special", "remove": True, "pk": special.pk}, most=10, actor=admin)
    complain(report=report, new=NewComplaint(key=uuid4(), reason="WRONG", text="Sie brennt.", origin="x"))
    case = report.case
    order = make_reported_order(case, clerk, contractor=make_contractor())
    crew = make_crew(unit, clerk)
    make_sent_order(case, clerk, crew=crew)
    file = photos[0].pk if photos else SAMPLES["uuid"]
    hook = _hook()
    house.by_name = {
        "": {"reference": case.reference, "file_id": file, "variant": "thumb", "kind": category.pk, "sort": "kind"},
        "cases:enter": {"token": _token_of(case)},
        "desk:status": {"key": "IN_WORK"},
        **_subscription(),
        **{f"accounts_staff:{step}": {"key": role.key} for step in ("role", "remove_role")},
        "org:text": {"key": "imprint"},
        "org:closure_remove": {"pk": closure.pk},
        **_numbered(["desk:template", "desk:template_remove"], template.pk),
        **_numbered(["org:unit", "org:member_add"], unit.pk),
        "org:member_remove": {"pk": unit.pk, "membership": Membership.objects.get(user=clerk).pk},
        **_numbered(["reports_staff:group", "reports_staff:group_remove"], group.pk),
        **_numbered(["reports_staff:kind", "reports_staff:kind_switch", "reports_staff:move"], category.pk),
        **_numbered([f"reports_staff:question{step}" for step in ("", "_move", "_remove")], question.pk),
        **_numbered([f"reports_staff:special_rule{step}" for step in ("", "_move", "_remove")], special.pk),
        **_numbered(["reports_staff:trial", "reports_staff:trial_end"], trial.pk),
        **_numbered([f"notices_staff:{step}" for step in ("delivery", "cancel", "send_again")], _delivery()),
        **_numbered([f"accounts_staff:{step}" for step in _PEOPLE], clerk.pk),
        "assets_staff:list": {"key": asset.layer.key},
        **_numbered(["assets_staff:asset", "assets_staff:notice"], asset.pk),
        **_numbered([f"assets_staff:{step}" for step in ("layer", "layer_switch", "upload")], asset.layer_id),
        **_numbered([f"assets_staff:{step}" for step in ("import", "progress", "faults", "columns")], brought.pk),
        "desk:bulk": {"pk": chosen.pk},
        **_numbered([f"desk:filter{step}" for step in ("", "_move", "_remove")], kept.pk),
        "fieldwork_staff:contractor": {"pk": order.contractor_id},
        "fieldwork_staff:crew": {"pk": crew.pk},
        "fieldwork_staff:edit": {"pk": make_draft_order(case, clerk).pk},
        **_numbered([f"fieldwork_staff:{step}" for step in ("order", "paper", "step")], order.pk),
        "fieldwork_staff:photo": {"pk": order.pk, "photo": order.photos.get().pk},
        **_numbered(
            [f"webhooks_staff:{step}" for step in ("one", "edit", "renew", "end_old", "again_failed")], hook.pk
        ),
        "webhooks_staff:again": {"pk": hook.dispatches.get().pk},
        **{f"fieldwork:{page}": _of_firm(order) for page in ("order", "paper", "answer", "report", "renew", "photo")},
    }
    return house


def _hook() -> Endpoint:
    """An address with one event that did not arrive. Its name does not exist, and nothing is sent."""
    row = make_endpoint("https://hooks.invalid/nahdran").row
    event = Event.objects.create(source="reports", kinds=["report.released"], subject=1, about="LOH-2026-000001-K")
    Dispatch.objects.create(
        endpoint=row, event=event, kind="report.released", state=State.FAILED, problem=Problem.STATUS, http_status=503
    )
    return row


_LAMPS = b"ref;lat;lon\n4711;50.8386;7.2145\n4712;50.8387;7.2147\n"
_PEOPLE = ("person", "deactivate", "reactivate", "invite_again", "reset_second_factor")


def _numbered(names: list[str], key: Any) -> dict[str, dict[str, Any]]:
    return {name: {"pk": key} for name in names}


def _subscription() -> dict[str, dict[str, Any]]:
    """Somebody follows the whole town; the links of their mails."""
    row = subscribe(wish=Wish(source="reports"), email="nachbarin@example.org")
    assert row is not None
    confirm(token=row.token)
    row.refresh_from_db()
    links = {"confirm": confirm_link(row), "renew": renew_link(row), "leave": leave_link(row)}
    links["manage"] = manage_link(row.subscriber)
    return {
        f"notices:follow_{name}": dict(zip(("token", "proof"), link.rstrip("/").split("/")[-3::2], strict=True))
        for name, link in links.items()
    }


def _of_firm(order: Order) -> dict[str, Any]:
    return {"token": order.token, "proof": proof_of(order), "pk": order.photos.get().pk}


def _delivery() -> int:
    return Delivery.objects.order_by("id").values_list("pk", flat=True)[0]


def _token_of(case: Case) -> str:
    from django.conf import settings

    return _token(settings.SECRET_KEY, Case.objects.select_related("access").get(pk=case.pk).access)
