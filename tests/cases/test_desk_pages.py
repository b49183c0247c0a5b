# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The desk as a clerk walks through it: board, inbox, case, refused doors, constant costs."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nahdran.audit.models import Entry
from nahdran.cases.enums import Confidentiality
from nahdran.cases.models import Case
from nahdran.cases.operations import add_note, answer, assign, change_status, link, look_at
from nahdran.cases.slots import NewCasePage, new_case_pages
from nahdran.files.operations import ingest
from nahdran.org.queries import town as current_town
from tests.factories.accounts import sign_in
from tests.factories.cases import READER, make_case, make_citizen, make_person, make_unit
from tests.factories.files import encoded, upload

pytestmark = pytest.mark.django_db
LISTS = ["inbox", "inbox_mine", "inbox_unassigned", "inbox_follow_up", "inbox_overdue", "inbox_closed"]


def page(client, case, query=""):
    return client.get(reverse("desk:case", args=[case.reference]) + query)


def cost(client, address):
    client.get(address)  # fills what the process keeps
    current_town()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_board_shows_what_is_due_new_and_mine(desk, unit, clerk):
    mine = make_case(unit, title="Bank wackelt")
    make_case(unit, title="Schlagloch")
    assign(case=mine, assignee=clerk, actor=clerk)
    html = desk.get(reverse("desk:start")).content.decode()
    assert "Bank wackelt" in html
    assert "Schlagloch" in html
    assert "Heute läuft keine weitere Frist ab." in html


@pytest.mark.parametrize("name", LISTS)
def test_every_list_opens_empty_with_a_sentence(desk, name):
    response = desk.get(reverse(f"desk:{name}"))
    assert response.status_code == 200
    assert "nd-empty" in response.content.decode()


def test_the_inbox_shows_title_place_number_status_and_clock(desk, unit):
    case = make_case(unit)
    html = desk.get(reverse("desk:inbox")).content.decode()
    for words in ("Straßenlampe dunkel", "Hauptstraße 71", case.reference, "Eingegangen", "noch ", "offen"):
        assert words in html, words


def test_filters_live_in_the_address_and_survive_a_change_of_view(desk, unit):
    make_case(unit, channel="PHONE", title="Am Telefon")
    make_case(unit, title="Über das Web")
    html = desk.get(reverse("desk:inbox"), {"kanal": "PHONE"}).content.decode()
    assert "Am Telefon" in html
    assert "Über das Web" not in html
    assert f'href="{reverse("desk:inbox_mine")}?kanal=PHONE"' in html
    assert "Kanal: Telefon" in html


@pytest.mark.parametrize(
    "query",
    [
        {"einheit": "x"}, {"einheit": "9" * 30}, {"frist": "irgendwann"}, {"status": "\x00"}, {"art": "<script>"},
        {"q": "\x00'\"<b>"}, {"reihenfolge": "??"}, {"ab": "quatsch"}, {"ab": "W2ZhbHNlLFsieCIsImEiXV0"},
    ],
)  # fmt: skip
def test_odd_addresses_do_no_harm(desk, unit, query):
    make_case(unit)
    response = desk.get(reverse("desk:inbox"), query, follow=True)
    assert response.status_code == 200
    assert "<script>" not in response.content.decode().replace('<script type="module"', "")


def test_the_case_page_shows_everything_of_the_case(desk, unit, clerk):
    case, other = make_case(unit), make_case(unit, title="Lampe 2190 dunkel")
    add_note(case=case, actor=clerk, text="Hängt am Kabel")
    link(case=case, other=other, kind="RELATED", actor=clerk)
    html = page(desk, case).content.decode()
    for words in (
        case.title,
        case.reference,
        "Bild und Karte",
        "Die Lampe vor der Bäckerei",
        "Hängt am Kabel",
        "erika.mustermann@example.org",
        "Erledigt melden",
        "Weitergeben",
        "Erste Antwort",
        "Lampe 2190 dunkel",
    ):
        assert words in html, words


def test_markup_in_what_people_write_stays_text(desk, unit):
    case = make_case(unit, title="<img src=x onerror=alert(1)>", text="<script>alert(1)</script>")
    html = page(desk, case).content.decode()
    assert "<script>alert" not in html
    assert "<img src=x" not in html


def test_notes_and_messages_can_be_shown_alone(desk, case, clerk):
    add_note(case=case, actor=clerk, text="Hängt am Kabel")
    assert "Die Lampe vor" not in page(desk, case, "?zeigen=notizen").content.decode()
    assert "Hängt am Kabel" not in page(desk, case, "?zeigen=nachrichten").content.decode()


def test_reading_a_case_with_a_person_is_in_the_log_once(desk, case, clerk):
    page(desk, case)
    page(desk, case)
    assert Entry.objects.filter(action="audit.read", actor_id=clerk.pk, object_id=str(case.pk)).count() == 1


def test_the_list_goes_along_to_its_neighbours(desk, unit):
    cases = [make_case(unit) for _ in range(3)]
    html = page(desk, cases[1], "?liste=team&kanal=WEB").content.decode()
    assert "2 von 3" in html
    assert f"{reverse('desk:case', args=[cases[0].reference])}?liste=team&amp;kanal=WEB" in html
    assert f"{reverse('desk:case', args=[cases[2].reference])}?liste=team&amp;kanal=WEB" in html


def test_the_second_clerk_sees_the_first_without_javascript_too(desk, case, unit):
    look_at(case=case, user=make_person(unit, name="Luca Lampe"), writing=False)
    assert "Luca Lampe hat diesen Vorgang offen." in page(desk, case).content.decode()


def test_a_foreign_unit_is_refused_with_a_reason_and_a_way_on(client, case):
    sign_in(client, make_person(make_unit("Ordnungsamt")))
    response = page(client, case)
    assert response.status_code == 403
    assert "gehört zu einer anderen Einheit" in response.content.decode()
    assert case.title not in response.content.decode()


def test_a_confidential_case_opens_only_to_those_who_may(desk, case):
    Case.objects.filter(pk=case.pk).update(confidentiality=Confidentiality.CONFIDENTIAL)
    response = page(desk, case)
    assert response.status_code == 403
    assert "vertraulich" in response.content.decode()


def test_a_reader_sees_no_forms_and_may_send_none(client, case, unit):
    sign_in(client, make_person(unit, rights=READER))
    html = page(client, case).content.decode()
    assert 'name="text"' not in html
    for name in ("reply", "draft", "assign", "follow_up", "link", "renew_access"):
        assert client.post(reverse(f"desk:{name}", args=[case.reference]), {"text": "x"}).status_code == 403, name


@pytest.mark.parametrize("number", ["LOH-2026-999999-A", "quatsch", "LOH-2026-000001-Z"])
def test_unknown_numbers_are_not_found(desk, number):
    assert desk.get(f"/arbeitsplatz/vorgang/{number}/").status_code == 404


def test_guests_and_citizens_stay_outside(client, case):
    assert page(client, case).status_code == 302
    citizen = Client()
    citizen.force_login(make_citizen(), backend="django.contrib.auth.backends.ModelBackend")
    assert page(citizen, case).status_code in {302, 403}


def test_files_are_handed_out_with_their_case_only(desk, case, unit, clerk):
    from nahdran.cases.operations import attach

    file = ingest(upload=upload(encoded())).file
    attach(case=case, file=file, actor=clerk)
    other = make_case(unit)

    def fetch(of):
        response = desk.get(reverse("desk:attachment", args=[of.reference, file.pk, "thumb"]))
        for close in response._resource_closers:  # response.close() would end the connection of the test as well
            close()
        return response.status_code

    assert fetch(case) == 200
    assert fetch(other) == 404
    stranger = sign_in(Client(), make_person(make_unit()))
    assert stranger.get(reverse("desk:attachment", args=[case.reference, file.pk, "thumb"])).status_code == 403


def test_without_forms_for_new_cases_the_page_says_so(desk):
    assert "noch nichts aufnehmen" in desk.get(reverse("desk:new")).content.decode()


def test_with_one_form_the_page_is_left_out_and_with_two_it_offers_both(desk):
    new_case_pages.register("a", NewCasePage("a", "Mangel aufnehmen", "Am Telefon", "report", "desk:inbox"))
    assert desk.get(reverse("desk:new"))["Location"] == reverse("desk:inbox")
    new_case_pages.register("b", NewCasePage("b", "Frage aufnehmen", "Vor Ort", "talk", "desk:start"))
    html = desk.get(reverse("desk:new")).content.decode()
    assert "Mangel aufnehmen" in html
    assert "Frage aufnehmen" in html


@pytest.mark.parametrize("name", ["start", *LISTS])
def test_lists_cost_the_same_with_one_and_with_three_cases(desk, unit, clerk, name):
    address = reverse(f"desk:{name}")

    def add():
        case = make_case(unit)
        if name == "inbox_closed":
            change_status(case=case, to="DONE", actor=clerk, public_text="Fertig.")
        if name == "inbox_mine":
            assign(case=case, assignee=clerk, actor=clerk)

    add()
    one = cost(desk, address)
    add()
    add()
    assert cost(desk, address) == one
    assert one <= 15


def test_the_case_page_costs_the_same_however_much_has_happened(desk, case, unit, clerk):
    address = reverse("desk:case", args=[case.reference])
    answer(case=case, actor=clerk, text="Wir kommen.")
    few = cost(desk, address)
    for number in range(4):
        add_note(case=case, actor=clerk, text=f"Notiz {number}")
        make_case(unit)
        look_at(case=case, user=make_person(unit), writing=False)
    link(case=case, other=make_case(unit), kind="PART", actor=clerk)
    assert cost(desk, address) == few
    assert few <= 10, "the panel of the kind needs the rest"


def test_the_preview_shows_the_last_words_and_the_first_picture_and_counts_as_reading(desk, unit, clerk):
    case = make_case(unit, files=[ingest(upload=upload(encoded())).file])
    answer(case=case, actor=clerk, text="Wir kommen am Mittwoch.")
    add_note(case=case, actor=clerk, text="Nur für uns")
    html = desk.get(reverse("desk:preview", args=[case.reference])).content.decode()
    assert "Wir kommen am Mittwoch." in html
    assert "/medium/" in html
    assert "Nur für uns" not in html
    assert "<html" not in html
    assert Entry.objects.filter(action="audit.read", actor_id=clerk.pk, object_id=str(case.pk)).count() == 1
    stranger = sign_in(Client(), make_person(make_unit()))
    assert stranger.get(reverse("desk:preview", args=[case.reference])).status_code == 403
