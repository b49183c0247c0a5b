# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The demonstration's firms, a crew and orders in every state, made by the same operations that people use. Run as often as you like.

The firms are invented; their addresses end in ``.example``. The mail box of the demonstration shows the link of each order.
"""

import io
from datetime import datetime, timedelta
from decimal import Decimal

from PIL import Image, ImageEnhance

from nahdran.accounts.models import User
from nahdran.cases.models import Attachment, Case
from nahdran.cases.queries import sites_of
from nahdran.fieldwork import operations
from nahdran.fieldwork.enums import Moment, OrderState
from nahdran.fieldwork.models import Contractor, Crew, Order
from nahdran.fieldwork.operations import NewOrder, Result
from nahdran.fieldwork.operations.planning import plan, plan_by_route
from nahdran.files.enums import Kind as FileKind
from nahdran.files.enums import Variant
from nahdran.files.models import StoredFile
from nahdran.files.storage import open_bytes
from nahdran.kit import clock
from nahdran.kit.demo import DemoStep, Progress, demo_steps
from nahdran.org.models import Membership, Unit

_FIRMS = (
    ("Elektro Sülztal GmbH", "auftrag@elektro-suelztal.example", "02206 000000", "Straßenlampe, Beleuchtung, Ampel"),
    ("Tiefbau Agger KG", "disposition@tiefbau-agger.example", "02246 000001", "Schlagloch, Gehweg, Fahrbahn, Kanal"),
)
_UNIT, _CREW, _DEPARTMENT = "Bauhof, Team Straßenbeleuchtung", "Kolonne 1", "Bauhof"
# Of an order for each case, in turn; "tour" ones lie in today's list of the crew.
_WAYS = (
    "sent",
    "done",
    "tour",
    "approved",
    "accepted",
    "tour",
    "declined",
    "late",
    "tour",
    "impossible",
    "tour",
    "draft",
    "tour",
)
_HOUR = timedelta(hours=1)


def run(town: str, progress: Progress) -> None:
    unit = Unit.objects.filter(name=_UNIT).first()
    if unit is None or Order.objects.exists():
        return
    people = [row.user for row in Membership.objects.filter(unit=unit).select_related("user").order_by("user__name")]
    if not people:
        return
    firms = [
        Contractor.objects.get_or_create(name=name, defaults={"email": email, "phone": phone, "trades": trades})[0]
        for name, email, phone, trades in _FIRMS
    ]
    crew = _crew(unit, people)
    cases = list(
        Case.objects.filter(unit__name__startswith=_DEPARTMENT, closed_at=None).order_by("-id")[: 2 * len(_WAYS)]
    )
    places = sites_of(cases)
    placed = [case for case in cases if case.pk in places][: len(_WAYS)]
    for number, (case, way) in enumerate(zip(placed, _WAYS, strict=False)):
        _tell(case, way, people[0], firms[number % 2], crew, number)
    tour = list(Order.objects.filter(crew=crew).values_list("pk", flat=True))
    if len(tour) > 1:
        plan(crew=crew, day=clock.today(), orders=tour[:-1], actor=people[0])
        plan_by_route(crew=crew, day=clock.today())
    if placed:
        progress(f"{len(placed)} Aufträge an Firmen und einen Trupp")


def _crew(unit: Unit, people: list[User]) -> Crew:
    crew = Crew.objects.filter(name=_CREW).first() or Crew(name=_CREW, unit=unit)
    return operations.save_crew(crew=crew, members=people, actor=None)


def _tell(case: Case, way: str, actor: User, firm: Contractor, crew: Crew, number: int) -> None:
    now = clock.now()
    began = max(case.opened_at + _HOUR, now - timedelta(days=9 if way in ("late", "approved") else 3))
    photos = _photos(case)
    is_tour = way == "tour"
    with clock.at(began):
        new = NewOrder(
            title=case.title,
            text="Bitte vor Ort ansehen und beheben. Absperren, wo es nötig ist.",
            due_date=clock.today() + timedelta(days=6 if way == "late" else 14),
            contractor=None if is_tour else firm,
            crew=crew if is_tour else None,
            photos=photos[:2],
        )
        order = operations.make_order(case=case, new=new, actor=actor)
    if way == "draft":
        return
    with clock.at(began + _HOUR / 6):
        operations.send_order(order=order, actor=actor)
    if not is_tour:
        _answer(order, way, began, now, photos, actor, number)


def _answer(
    order: Order, way: str, began: datetime, now: datetime, photos: list[StoredFile], actor: User, number: int
) -> None:
    def moment(part: float) -> datetime:
        return began + (now - began) * part

    if way == "declined":
        with clock.at(moment(0.3)):
            operations.decline(order=order, reason="Bis dahin sind alle unsere Leute auf anderen Baustellen.")
    elif way not in ("sent", "late"):
        with clock.at(moment(0.3)):
            operations.accept(order=order)
    if way == "impossible":
        with clock.at(moment(0.6)):
            reason = "Vor der Stelle parkt ein Anhänger ohne Kennzeichen, wir kommen nicht heran."
            operations.report(order=order, to=OrderState.IMPOSSIBLE, result=Result(reason))
    if way in ("done", "approved"):
        with clock.at(moment(0.6)):
            for photo in photos[:1]:
                for kind, light in ((Moment.BEFORE, 0.8), (Moment.AFTER, 1.25)):
                    operations.add_photo(order=order, upload=_picture(photo, light), moment=kind)
            result = Result("Behoben und geprüft, alles in Ordnung.", Decimal("1.5"), 14850 + 1730 * number)
            operations.report(order=order, to=OrderState.DONE, result=result)
    if way == "approved":
        with clock.at(moment(0.9)):
            operations.approve(order=order, actor=actor)


def _photos(case: Case) -> list[StoredFile]:
    rows = Attachment.objects.filter(case=case, file__kind=FileKind.IMAGE).select_related("file").order_by("id")
    return [row.file for row in rows]


def _picture(photo: StoredFile, light: float) -> io.BytesIO:
    """The drawn picture of the report in another light."""
    with open_bytes(photo.sha256, Variant.LARGE) as source:
        image = ImageEnhance.Brightness(Image.open(source)).enhance(light)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88)
    out.seek(0)
    out.name = "foto.jpg"
    return out


demo_steps.register("fieldwork", DemoStep("fieldwork", 60, run))
