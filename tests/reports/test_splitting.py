# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Splitting a report into parts: each goes its own way in the house, the person and the public see one concern."""

import pytest
from django.urls import reverse

from nahdran.cases import access
from nahdran.cases.enums import Direction
from nahdran.cases.models import Case, Message
from nahdran.cases.operations import (
    NewParty,
    OpenParts,
    OutdatedView,
    UnableToMerge,
    UnableToSplit,
    add_note,
    change_status,
    merge,
    set_confidential,
    split,
    tell_parts,
    withdraw_parts,
)
from nahdran.cases.queries.parts import parts_of
from nahdran.cases.slots import NewPart
from nahdran.files.operations import ingest
from nahdran.notices.models import Delivery
from nahdran.reports.enums import Release
from nahdran.reports.models import Report
from nahdran.reports.operations import release, set_rule
from nahdran.reports.operations.errors import PartOfAnother
from nahdran.reports.queries.near import reports_near
from tests.factories.accounts import client_of
from tests.factories.cases import READER, make_person, make_town, make_unit
from tests.factories.files import encoded, upload
from tests.factories.reports import INSIDE, make_category, make_map, make_report, make_routing_fallback

pytestmark = pytest.mark.django_db

ERIKA = NewParty(name="Erika Mustermann", email="erika.mustermann@example.org")


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def unit(db):
    make_town()
    make_map()
    unit = make_unit("Bauhof")
    make_routing_fallback(unit)
    return unit


@pytest.fixture
def clerk(unit):
    return make_person(unit, rights=("cases.read", "cases.work", "reports.release"))


@pytest.fixture
def bench(unit):
    return make_category("Bank kaputt", key="bank")


@pytest.fixture
def lamp(unit):
    category = make_category("Straßenlampe dunkel", key="lampe", release_at_once=True)
    set_rule(unit=make_unit("Stadtwerke"), category=category, actor=None)
    return category


@pytest.fixture
def whole(bench):
    from PIL import Image

    photo = ingest(upload=upload(encoded(Image.new("RGB", (64, 48), (5, 5, 5))))).file
    return make_report(bench, public=True, public_text="Bank und Lampe sind kaputt.", party=ERIKA, files=[photo])


@pytest.fixture
def parts(whole, bench, lamp, clerk):
    return split(
        case=whole.case,
        parts=[NewPart("Sitzbrett gebrochen", "bank", "Das Brett fehlt."), NewPart("Lampe dunkel", "lampe")],
        actor=clerk,
    )


def fresh(case):
    return Case.objects.select_related("access", "unit").get(pk=case.pk)


def url(name, case):
    return reverse(f"desk:{name}", args=[case.reference])


def mails():
    return list(Delivery.objects.filter(template="cases/parts").order_by("id"))


def test_each_part_is_routed_by_its_own_kind(whole, parts):
    assert [(part.title, fresh(part).unit.name) for part in parts] == [
        ("Sitzbrett gebrochen", "Bauhof"),
        ("Lampe dunkel", "Stadtwerke"),
    ]
    assert [link.case for link in parts_of(whole.case)] == parts
    assert fresh(whole.case).status == "IN_WORK"


def test_the_person_gets_one_mail_that_names_the_parts(parts, whole):
    (mail,) = mails()
    assert mail.address == ERIKA.email
    assert "Sitzbrett gebrochen: Eingegangen" in mail.text
    assert whole.case.reference in mail.text
    assert not any(part.reference in mail.text for part in parts)
    assert Delivery.objects.filter(address=ERIKA.email).count() == 2  # with the one when it was opened


def test_the_steps_of_all_parts_are_told_in_one_mail(whole, parts, clerk):
    for part in parts:
        change_status(case=part, to="IN_WORK", actor=clerk)
    tell_parts(case_id=whole.pk)
    tell_parts(case_id=whole.pk)
    assert len(mails()) == 2
    assert mails()[1].text.count("In Arbeit") == 2


def test_a_part_is_never_public_beside_the_whole(client, whole, parts, clerk):
    assert set(Report.objects.filter(pk__in=[part.pk for part in parts]).values_list("release", flat=True)) == {
        Release.WITHDRAWN
    }
    with pytest.raises(PartOfAnother):
        release(report=Report.objects.get(pk=parts[0].pk), public_text="", photos=[], actor=clerk)
    page = text_of(client.get(reverse("reports:detail", args=[whole.case.reference])))
    assert "Sitzbrett gebrochen" in page
    assert "Lampe dunkel" in page
    assert parts[0].reference not in page
    assert client.get(reverse("reports:detail", args=[parts[0].reference])).status_code == 404


def test_the_public_page_leaves_out_a_confidential_part(client, whole, parts, clerk):
    set_confidential(case=parts[0], confidential=True, actor=clerk, reason="Streit")
    page = text_of(client.get(reverse("reports:detail", args=[whole.case.reference])))
    assert "Sitzbrett gebrochen" not in page


def test_the_whole_closes_after_its_parts_or_when_somebody_says_so(whole, parts, clerk):
    with pytest.raises(OpenParts):
        change_status(case=fresh(whole.case), to="DONE", actor=clerk, public_text="Fertig.")
    change_status(case=fresh(whole.case), to="DONE", actor=clerk, public_text="Fertig.", anyway=True)
    assert not fresh(whole.case).is_open
    assert fresh(parts[0]).is_open


def test_when_all_parts_are_settled_the_desk_is_told_once(whole, parts, clerk):
    for part in parts:
        change_status(case=part, to="DONE", actor=clerk, public_text="Fertig.")
    tell_parts(case_id=whole.pk)
    tell_parts(case_id=whole.pk)
    notes = Message.objects.filter(case=whole.case, direction=Direction.NOTE, text__startswith="Alle Teile")
    assert notes.count() == 1
    change_status(case=fresh(whole.case), to="DONE", actor=clerk, public_text="Alles fertig.")


def test_taken_back_the_parts_end_too(whole, parts):
    change_status(case=fresh(whole.case), to="WITHDRAWN", actor=None, public_text="Zurückgezogen.")
    withdraw_parts(case_id=whole.pk)
    assert {fresh(part).status for part in parts} == {"WITHDRAWN"}


def test_the_same_form_sent_twice_splits_once(whole, clerk, bench):
    values = {"case": whole.case, "parts": [NewPart("A", "bank"), NewPart("B", "bank")], "actor": clerk, "key": "k"}
    base = fresh(whole.case).changed_at
    assert split(**values, base=base) == split(**values, base=base)
    with pytest.raises(OutdatedView):
        split(**{**values, "key": "other"}, base=base)


@pytest.mark.parametrize("code", ["closed", "confidential", "is_part", "count"])
def test_what_cannot_be_split_is_refused(code, whole, parts, clerk):
    case, wanted = fresh(whole.case), [NewPart("A", "bank")]
    if code == "closed":
        change_status(case=case, to="DONE", actor=clerk, public_text="Fertig.", anyway=True)
    elif code == "confidential":
        set_confidential(case=case, confidential=True, actor=clerk, reason="Streit")
    elif code == "is_part":
        case = parts[0]
    else:
        wanted *= 9
    with pytest.raises(UnableToSplit) as refused:
        split(case=case, parts=wanted, actor=clerk)
    assert refused.value.code == code


def test_whole_and_part_are_not_merged(whole, parts, clerk, bench):
    for case, into, code in ((whole.case, make_report(bench).case, "has_parts"), (parts[0], whole.case, "own_part")):
        with pytest.raises(UnableToMerge) as refused:
            merge(case=case, into=into, actor=clerk)
        assert refused.value.code == code


class TestDesk:
    def form(self, whole, **more):
        values = {"do": "split", "count": "2", "key": "k1", "base": fresh(whole.case).changed_at.isoformat()}
        for number, (title, sort) in enumerate((("Brett", "bank"), ("Lampe", "lampe")), start=1):
            values |= {f"teil{number}-title": title, f"teil{number}-sort": sort, f"teil{number}-text": ""}
        return values | more

    def test_a_form_splits_with_photos(self, whole, lamp, clerk):
        desk = client_of(clerk)
        page = text_of(desk.get(url("split", whole.case)))
        photo = str(whole.case.attachments.get().file_id)
        assert photo in page
        desk.post(url("split", whole.case), self.form(whole, **{"teil2-photos": [photo]}))
        first, second = parts_of(whole.case)
        assert (first.case.attachments.count(), second.case.attachments.count()) == (0, 1)
        page = text_of(desk.get(url("case", whole.case)))
        assert "0 von 2 abgeschlossen" in page

    def test_one_more_row_keeps_what_is_typed(self, whole, lamp, clerk):
        page = text_of(client_of(clerk).post(url("split", whole.case), self.form(whole, do="more")))
        assert "teil3-title" in page
        assert 'value="Brett"' in page
        assert not parts_of(whole.case)

    def test_bad_rows_come_back_with_a_sentence(self, whole, lamp, clerk):
        desk = client_of(clerk)
        answer = desk.post(url("split", whole.case), self.form(whole, **{"teil2-sort": "gibtsnicht"}))
        assert answer.status_code == 422
        assert 'value="Brett"' in text_of(answer)
        answer = desk.post(url("split", whole.case), self.form(whole, **{"teil1-photos": ["fremd"]}))
        assert answer.status_code == 422
        assert not parts_of(whole.case)

    def test_an_outdated_form_splits_nothing(self, whole, lamp, clerk):
        values = self.form(whole)
        add_note(case=whole.case, actor=clerk, text="Es ist nur eine Bank.")
        answer = client_of(clerk).post(url("split", whole.case), values)
        assert answer.status_code == 409
        assert "nur eine Bank" in text_of(answer)

    def test_closing_the_whole_asks_about_open_parts(self, whole, parts, clerk):
        desk = client_of(clerk)
        here = reverse("desk:status", args=[whole.case.reference, "DONE"])
        answer = desk.post(here, {"reason": "Fertig.", "base": fresh(whole.case).changed_at.isoformat()})
        assert answer.status_code == 422
        assert "Trotzdem schließen" in text_of(answer)
        desk.post(here, {"reason": "Fertig.", "anyway": "on"})
        assert not fresh(whole.case).is_open

    def test_splitting_needs_the_right_to_work(self, unit, whole):
        reader = client_of(make_person(unit, rights=READER))
        assert reader.post(url("split", whole.case), {}).status_code == 403


def test_closed_against_its_parts_the_person_still_hears_of_them(whole, parts, clerk):
    change_status(case=fresh(whole.case), to="DONE", actor=clerk, public_text="Fertig.", anyway=True)
    change_status(case=parts[0], to="DONE", actor=clerk, public_text="Das Brett ist neu.")
    tell_parts(case_id=whole.pk)
    assert "Das Brett ist neu." in mails()[-1].text
    assert not Message.objects.filter(case=whole.case, text__startswith="Alle Teile").exists()


def test_the_status_page_shows_the_parts(client, whole, parts, clerk):
    change_status(case=parts[1], to="DONE", actor=clerk, public_text="Die Lampe leuchtet.")
    session = client.session
    access.grant(session, fresh(whole.case))
    session.save()
    page = text_of(client.get(reverse("cases:status", args=[whole.case.reference])))
    assert "Die Teile Ihres Anliegens" in page
    assert "Sitzbrett gebrochen" in page
    assert "Die Lampe leuchtet." in page
    assert parts[0].reference not in page


def test_a_whole_and_its_parts_are_not_each_others_neighbours(whole, parts, bench):
    other = make_report(bench)
    for case in (whole.case, *parts):
        assert [row.reference for row in reports_near(*INSIDE, but=case.pk, limit=5)] == [other.case.reference]
