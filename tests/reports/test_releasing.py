# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The release queue of the desk, what becomes public by rule, and taking personal data out of text."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import connection
from django.utils import translation

from nahdran.audit.models import Entry
from nahdran.cases.enums import Confidentiality
from nahdran.cases.models import CaseSearch, Message
from nahdran.cases.operations import close_case, set_confidential
from nahdran.kit import clock
from nahdran.reports.enums import Publish, Release
from nahdran.reports.models import Category, IntakeSettings, Report
from nahdran.reports.operations import (
    change_category,
    count_missing_findings,
    leave_as_it_is,
    publish_due,
    release,
    save_publishing,
    withdraw_release,
)
from nahdran.reports.operations.errors import NeverPublic, OutdatedRelease
from tests.factories.accounts import client_of, make_admin
from tests.factories.cases import make_person, make_unit
from tests.factories.reports import IN_BIRK, make_category, make_question, make_report

QUEUE = "/arbeitsplatz/maengel/freigabe/"
CALL = "Die Lampe ist aus. Rufen Sie mich an: 0171 2345678, Erika@example.org."
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # ten o'clock in Lohmar


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


@pytest.fixture
def desk(clerk):
    return client_of(clerk)


def text_of(response):
    return response.content.decode()


def fresh(report):
    return Report.objects.select_related("case", "category__group", "district").get(pk=report.pk)


def page(report):
    return f"/arbeitsplatz/meldung/{report.case.reference}/freigabe/"


def actions(report):
    entries = Entry.objects.filter(object_id=str(report.pk), action__startswith="reports.")
    return list(entries.order_by("pk").values_list("action", flat=True))


# The queue


def test_the_queue_shows_what_waits_with_what_was_found_in_it(desk, lamp):
    report = make_report(lamp, text=CALL)

    shown = text_of(desk.get(QUEUE))

    assert report.case.reference in shown
    assert "2 Fundstellen" in shown
    assert 'class="nd-found">0171 2345678' in shown
    assert "Telefonnummer" in shown
    assert "Prüfen und freigeben" in shown
    assert "Ohne Fotos freigeben" not in shown


def test_the_oldest_comes_first_and_the_rail_counts(desk, lamp):
    with clock.at(clock.now() - timedelta(days=2)):
        old = make_report(lamp)
    new = make_report(lamp)

    shown = text_of(desk.get(QUEUE))

    assert shown.index(old.case.reference) < shown.index(new.case.reference)
    assert "2 von 2" in shown


def test_an_empty_queue_says_so(desk, lamp):
    assert "Alles ist entschieden" in text_of(desk.get(QUEUE))


def test_other_units_and_confidential_cases_are_not_in_it(lamp, unit, clerk):
    other = client_of(make_person(make_unit("Bauhof", "BH"), rights=("cases.read", "reports.release")))
    report = make_report(lamp)
    hidden = make_report(lamp)
    set_confidential(case=hidden.case, confidential=True, reason="Anzeige", actor=clerk)

    assert report.case.reference not in text_of(other.get(QUEUE))
    mine = text_of(client_of(clerk).get(QUEUE))
    assert report.case.reference in mine
    assert hidden.case.reference not in mine
    assert other.post(page(report) + "sofort/", {"seen": fresh(report).updated_at.isoformat()}).status_code == 403


def test_what_is_closed_without_a_decision_waits_no_longer(desk, lamp, clerk):
    report = make_report(lamp)
    close_case(case=report.case, to="DONE", public_reason="Repariert.", actor=clerk)

    assert report.case.reference not in text_of(desk.get(QUEUE))


@pytest.mark.parametrize(
    ("query", "expected"),
    [("?funde=mit", {"found"}), ("?funde=ohne", {"clean", "birk"}), ("?ortsteil=birk", {"birk"}), ("?art=bank", set())],
)
def test_filters(desk, lamp, lighting, query, expected):
    make_category("Bank", key="bank", group=lighting)
    reports = {
        "found": make_report(lamp, text=CALL),
        "clean": make_report(lamp),
        "birk": make_report(lamp, IN_BIRK),
    }

    shown = text_of(desk.get(QUEUE + query))

    assert {name for name, report in reports.items() if report.case.reference in shown} == expected


@pytest.mark.parametrize("query", ["?ab=xx", "?ab=" + "9" * 2000, "?funde=nie&art=%00&ortsteil=xx"])
def test_nonsense_in_the_address_never_breaks_the_queue(desk, lamp, query):
    make_report(lamp)

    assert desk.get(QUEUE + query, follow=True).status_code == 200


def test_pages_are_turned_by_key(desk, lamp):
    reports = [make_report(lamp, (7.21 + number / 1000, 50.84)) for number in range(11)]

    first = desk.get(QUEUE)
    assert first.context["rows"][0].report.pk == reports[0].pk
    second = desk.get(first.context["next"])
    assert [row.report.pk for row in second.context["rows"]] == [reports[10].pk]
    assert desk.get(second.context["previous"]).context["rows"][0].report.pk == reports[0].pk


@pytest.mark.parametrize("count", [1, 9])
def test_the_queue_costs_the_same_for_one_and_nine(desk, lamp, photo, count, django_assert_max_num_queries):
    for number in range(count):
        make_report(lamp, (7.21 + number / 1000, 50.84), files=[photo((number, 9, 9)), photo((9, number, 7))])

    with django_assert_max_num_queries(15):
        desk.get(QUEUE)


def test_one_click_releases_what_is_clean(desk, lamp, photo):
    report = make_report(lamp, files=[photo()])
    seen = fresh(report).updated_at.isoformat()

    desk.post(page(report) + "sofort/", {"seen": seen, "fotos": "1"})

    report = fresh(report)
    assert report.release == Release.RELEASED
    assert report.public_text == report.description
    assert report.public_photos.count() == 1
    assert "Alles ist entschieden" in text_of(desk.get(QUEUE))


def test_one_click_without_photos_leaves_them_hidden(desk, lamp, photo):
    report = make_report(lamp, files=[photo()])

    desk.post(page(report) + "sofort/", {"seen": fresh(report).updated_at.isoformat()})

    assert fresh(report).release == Release.RELEASED
    assert fresh(report).public_photos.count() == 0


def test_one_click_never_releases_what_has_findings(desk, lamp):
    report = make_report(lamp, text=CALL)

    answer = desk.post(page(report) + "sofort/", {"seen": fresh(report).updated_at.isoformat()})

    assert answer.status_code == 302
    assert answer.url.startswith(page(report))
    assert fresh(report).release == Release.HELD


@pytest.mark.parametrize("seen", ["", "gestern", "2026-01-01T00:00:00+00:00", "²"])
def test_one_click_on_an_old_page_releases_nothing(desk, lamp, seen):
    report = make_report(lamp)

    desk.post(page(report) + "sofort/", {"seen": seen})

    assert fresh(report).release == Release.HELD


def test_a_click_after_a_colleague_has_taken_something_out_does_not_bring_it_back(desk, lamp, clerk):
    report = make_report(lamp, text="Die Lampe ist aus, sagt der Nachbar von nebenan.")
    seen = fresh(report).updated_at.isoformat()
    release(report=report, public_text="Die Lampe ist aus […].", photos=[], actor=clerk)

    shown = text_of(desk.post(page(report) + "sofort/", {"seen": seen}, follow=True))

    assert "gerade etwas geändert" in shown
    assert fresh(report).public_text == "Die Lampe ist aus […]."


def test_not_to_publish_is_a_decision_too(desk, lamp):
    report = make_report(lamp)

    desk.post(page(report) + "lassen/", {"seen": fresh(report).updated_at.isoformat()})

    assert fresh(report).release == Release.WITHDRAWN
    assert actions(report)[-1] == "reports.withdrawn"
    assert "Alles ist entschieden" in text_of(desk.get(QUEUE))


def test_what_shows_its_place_at_once_waits_with_text_and_photo(desk, lighting, photo):
    tree = make_category("Baum", key="baum", group=lighting, release_at_once=True)
    report = make_report(tree, files=[photo()])
    bare = make_report(tree, text="")

    shown = text_of(desk.get(QUEUE))

    assert "Ort und Art sind öffentlich" in shown
    assert bare.case.reference not in shown
    desk.post(page(report) + "lassen/", {"seen": fresh(report).updated_at.isoformat()})
    assert fresh(report).release == Release.RELEASED
    assert not fresh(report).unchecked
    assert actions(report)[-1] == "reports.left_as_it_is"


# One after the other


def test_freed_and_on_to_the_next(desk, lamp):
    first, second = make_report(lamp), make_report(lamp, (7.22, 50.84))
    form = {"public_text": "Die Lampe ist aus.", "seen": fresh(first).updated_at.isoformat()}

    answer = desk.post(page(first) + "?weiter=1", form)

    assert answer.url == page(second) + "?weiter=1"
    form = {"public_text": "Auch aus.", "seen": fresh(second).updated_at.isoformat()}
    assert desk.post(answer.url, form).url == QUEUE


def test_the_next_one_keeps_the_filter(desk, lamp, lighting):
    bench = make_category("Bank", key="bank", group=lighting)
    first, _other, third = make_report(lamp), make_report(bench), make_report(lamp, IN_BIRK)

    answer = desk.post(page(first) + "lassen/?weiter=1&art=lampe", {"seen": fresh(first).updated_at.isoformat()})

    assert answer.url == page(third) + "?art=lampe&weiter=1"


# Taking out of the text


def test_what_is_found_is_proposed_and_taken_out(desk, lamp):
    report = make_report(lamp, text=CALL)

    shown = text_of(desk.get(page(report)))
    assert shown.count("checked") == 2
    assert "Unterschied zum Original" in shown
    assert 'class="nd-gone"' in shown

    form = {"public_text": CALL, "take_out": ["stelle-1", "stelle-2"], "seen": fresh(report).updated_at.isoformat()}
    desk.post(page(report), form)

    report = fresh(report)
    assert report.public_text == "Die Lampe ist aus. Rufen Sie mich an: […], […]."
    assert report.description == CALL
    assert "Erika" not in str(Entry.objects.filter(action="reports.released").get().data)


def test_what_is_not_ticked_stays(desk, lamp):
    report = make_report(lamp, text="Kennzeichen SU-AB 123 steht da. Oder 02246 15100 fragen.")

    desk.post(
        page(report),
        {"public_text": report.description, "take_out": ["stelle-1"], "seen": fresh(report).updated_at.isoformat()},
    )

    assert fresh(report).public_text == "Kennzeichen […] steht da. Oder 02246 15100 fragen."


def test_a_preview_publishes_nothing_and_keeps_what_was_typed(desk, lamp):
    report = make_report(lamp, text=CALL)
    form = {"public_text": "Ganz anders.", "seen": fresh(report).updated_at.isoformat(), "vorschau": "1"}

    shown = text_of(desk.post(page(report), form))

    assert "Ganz anders." in shown
    assert 'class="nd-new"' in shown
    assert fresh(report).release == Release.HELD


def test_an_old_page_is_shown_again_with_what_was_typed(desk, lamp, clerk):
    report = make_report(lamp, text=CALL)
    form = {"public_text": "Mein Text", "seen": fresh(report).updated_at.isoformat()}
    release(report=report, public_text="Der Text der Kollegin", photos=[], actor=clerk)

    answer = desk.post(page(report), form)

    assert answer.status_code == 409
    assert "Mein Text" in text_of(answer)
    assert fresh(report).public_text == "Der Text der Kollegin"


def test_the_original_is_replaced_too_if_wanted(desk, lamp):
    report = make_report(lamp, text=CALL)
    form = {
        "public_text": CALL,
        "take_out": ["stelle-1", "stelle-2"],
        "also_original": "on",
        "seen": fresh(report).updated_at.isoformat(),
    }

    desk.post(page(report), form)

    gone = "Die Lampe ist aus. Rufen Sie mich an: […], […]."
    assert fresh(report).description == gone
    assert Message.objects.get(case=report.case).text == gone
    assert "example" not in str(CaseSearch.objects.get(case=report.case).document)
    assert "lamp" in str(CaseSearch.objects.get(case=report.case).document)
    entry = Entry.objects.get(action="reports.text_redacted")
    assert entry.data == {"personal": ["email", "phone"], "places": 2}
    assert "2345678" not in text_of(desk.get(f"/arbeitsplatz/vorgang/{report.case.reference}/"))


def test_public_answers_are_cleaned_where_they_stand(desk, lamp):
    make_question(lamp, "naehe", is_public=True)
    report = make_report(lamp, text="Lampe aus.", answers={"naehe": "bei Herrn Meier"})

    assert "bei Herrn Meier" in text_of(desk.get(page(report)))
    desk.post(
        page(report),
        {"public_text": "Lampe aus.", "take_out": ["stelle-1"], "seen": fresh(report).updated_at.isoformat()},
    )

    assert fresh(report).answers == {"naehe": "bei […]"}
    assert "reports.answer_redacted" in actions(report)


def test_the_public_page_says_that_something_was_taken_out(client, lamp):
    report = make_report(lamp, public=True, public_text="Fragen Sie […] danach.")

    assert "herausgenommen" in text_of(client.get(f"/maengel/{report.case.reference}/"))


# By rule


def rule(category, publish, hours=8):
    category.publish, category.publish_hours = publish, hours
    category.save()
    return category


def test_at_once_shows_a_clean_text_and_says_that_it_was_the_rule(lamp, photo):
    report = make_report(rule(lamp, Publish.AT_ONCE), files=[photo()])

    assert report.release == Release.RELEASED
    assert report.public_text == report.description
    assert report.unchecked
    assert report.public_photos.count() == 0
    entry = Entry.objects.get(action="reports.released_by_rule")
    assert (entry.actor_label, entry.data) == ("Regel", {"rule": "AT_ONCE", "held_photos": 1})


@pytest.mark.parametrize("publish", [Publish.AT_ONCE, Publish.LATER])
@pytest.mark.parametrize("doubt", [{"text": CALL}, {"suspicion": "links"}, {"text": "Das war Herr Meier."}])
def test_what_is_doubtful_never_becomes_public_by_rule(lamp, publish, doubt):
    report = make_report(rule(lamp, publish), **doubt)

    with time_machine.travel(clock.now() + timedelta(days=30), tick=False):
        publish_due()
    report = fresh(report)
    assert report.release == Release.HELD
    assert report.publish_at is None
    assert report.public_text == ""


def test_a_public_answer_with_a_name_holds_the_text_back(lamp):
    make_question(lamp, "naehe", is_public=True)
    make_question(lamp, "intern")
    rule(lamp, Publish.AT_ONCE)

    assert make_report(lamp, answers={"naehe": "bei Herrn Meier"}).release == Release.HELD
    assert make_report(lamp, answers={"intern": "bei Herrn Meier"}).release == Release.RELEASED


def test_nothing_is_public_by_default(lamp):
    assert make_report(lamp).release == Release.HELD


@time_machine.travel(MONDAY, tick=False)
def test_later_counts_working_hours(lamp):
    report = make_report(rule(lamp, Publish.LATER, 10))

    # Eight hours are left of this Monday, so two of Tuesday follow.
    assert clock.local(report.publish_at).isoformat() == "2026-11-24T10:00:00+01:00"
    with time_machine.travel(report.publish_at - timedelta(minutes=1), tick=False):
        assert publish_due() == 0
    with time_machine.travel(report.publish_at, tick=False):
        assert publish_due() == 1
        assert publish_due() == 0
    assert fresh(report).public_text == report.description
    assert actions(report) == ["reports.released_by_rule"]


def test_a_decision_in_between_stands(lamp, clerk):
    rule(lamp, Publish.LATER)
    hidden, confidential, closed, changed = (make_report(lamp, (7.21 + n / 100, 50.84)) for n in range(4))
    leave_as_it_is(report=hidden, actor=clerk)
    set_confidential(case=confidential.case, confidential=True, reason="Anzeige", actor=clerk)
    close_case(case=closed.case, to="DECLINED", public_reason="Werbung.", actor=clerk)
    change_category(report=changed, category=make_category("Andere", group=lamp.group), actor=clerk)

    with time_machine.travel(clock.now() + timedelta(days=30), tick=False):
        assert publish_due() == 0
    assert {fresh(one).release for one in (confidential, closed, changed)} == {Release.HELD}
    assert fresh(hidden).release == Release.WITHDRAWN


def test_a_kind_that_is_never_public_cannot_be_released(desk, lamp, clerk):
    report = make_report(rule(lamp, Publish.NEVER))

    assert report.case.reference not in text_of(desk.get(QUEUE))
    with pytest.raises(NeverPublic):
        release(report=report, public_text="x", photos=[], actor=clerk)
    assert "nie öffentlich" in text_of(desk.get(page(report)))


def test_a_public_report_that_gets_such_a_kind_is_hidden(lamp, clerk):
    report = make_report(lamp, public=True, public_text="Aus.")

    change_category(
        report=report, category=make_category("Privat", group=lamp.group, publish=Publish.NEVER), actor=clerk
    )

    assert fresh(report).release == Release.WITHDRAWN


def test_rules_are_set_in_one_table(lamp, unit):
    admin = client_of(make_admin())
    address = "/arbeitsplatz/einstellungen/maengel/veroeffentlichung/"
    assert "nach Arbeitsstunden" in text_of(admin.get(address))
    admin.post(address, {f"rule-{lamp.pk}": "LATER", f"hours-{lamp.pk}": "4", "detects": "on"})

    lamp.refresh_from_db()
    assert IntakeSettings.objects.get().detects
    assert (lamp.publish, lamp.publish_hours) == ("LATER", 4)


def test_a_whole_group_is_set_at_once(lamp, lighting):
    bench = make_category("Bank", key="bank", group=lighting)
    admin = client_of(make_admin())
    kinds = {
        name: value
        for kind in (lamp, bench)
        for name, value in ((f"rule-{kind.pk}", "CHECK"), (f"hours-{kind.pk}", "8"))
    }

    admin.post("/arbeitsplatz/einstellungen/maengel/veroeffentlichung/", {**kinds, f"group-{lighting.pk}": "AT_ONCE"})

    assert set(Category.objects.values_list("publish", flat=True)) == {"AT_ONCE"}


def test_only_what_changes_is_logged(lamp, lighting, clerk):
    make_category("Bank", key="bank", group=lighting)

    assert save_publishing(rules={lamp.pk: ("AT_ONCE", 8)}, actor=clerk) == 1
    assert save_publishing(rules={lamp.pk: ("AT_ONCE", 8)}, actor=clerk) == 0
    assert Entry.objects.filter(action="reports.publishing").count() == 1


def test_findings_of_older_reports_are_counted_later(lamp):
    report = make_report(lamp, text=CALL)
    Report.objects.filter(pk=report.pk).update(findings=None)

    assert count_missing_findings() == 1
    assert count_missing_findings() == 0
    assert fresh(report).findings == 2


@pytest.mark.django_db(transaction=True)
def test_the_rule_and_a_clerk_at_the_same_moment(town, lamp, clerk):
    report = make_report(rule(lamp, Publish.LATER))
    Report.objects.filter(pk=report.pk).update(publish_at=clock.now() - timedelta(hours=1))
    barrier = Barrier(2)

    def run(call):
        try:
            barrier.wait()
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, [publish_due, lambda: withdraw_release(report=report, actor=clerk)]))

    # Whoever came first, the person has the last word.
    assert fresh(report).release == Release.WITHDRAWN
    assert publish_due() == 0


def test_two_clerks_who_have_seen_the_same_cannot_both_decide(lamp, clerk):
    report = make_report(lamp)
    seen = fresh(report).updated_at
    release(report=report, public_text="Eins.", photos=[], actor=clerk, seen=seen)

    with pytest.raises(OutdatedRelease):
        leave_as_it_is(report=report, actor=clerk, seen=seen)
    assert report.case.confidentiality == Confidentiality.NORMAL
