# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The person's own pages: coming in, whose turn it is, writing back, taking back, and staying out of what is not theirs."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nahdran.cases import access
from nahdran.cases.models import Attachment, Case, Message, Party
from nahdran.cases.operations import NewParty, add_note, answer, ask_back, attach, change_status, renew_access
from nahdran.files.operations import ingest
from tests.factories.accounts import sign_in
from tests.factories.cases import make_case, make_citizen
from tests.factories.files import encoded, upload

pytestmark = pytest.mark.django_db
LOOKUP = "/anliegen/"


def token(case):
    return access.link_of(case).removeprefix("http://").split("/", 1)[1]


def url(name, case, *more):
    return reverse(f"cases:{name}", args=[case.reference, *more])


def fresh(case):
    return Case.objects.select_related("access").get(pk=case.pk)


@pytest.fixture
def inside(client, case):
    """A browser that came in by the secret link."""
    client.get("/" + token(case))
    return client


def page(client, case):
    return client.get(url("status", case)).content.decode()


def test_number_and_code_open_the_concern(client, case):
    response = client.post(LOOKUP, {"reference": case.reference.lower(), "code": access.code_of(case).lower()})
    assert response["Location"] == url("status", case)
    assert case.title in page(client, case)


def test_the_secret_link_opens_the_concern_and_leaves_its_address(client, case):
    response = client.get("/" + token(case))
    assert response.status_code == 302
    assert response["Location"] == url("status", case)
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "no-store"


def test_a_wrong_token_is_not_found_and_says_the_way_on(client, case):
    for reference in (case.reference, "LOH-2026-999999-A"):
        response = client.get(f"/anliegen/{reference}/zugang/{'a' * 40}/")
        assert response.status_code == 404
        assert "Mit Nummer und Code ansehen" in response.content.decode()


def test_a_wrong_code_and_an_unknown_number_get_the_same_answer(client, case):
    from nahdran.kit.ids import format_reference

    unknown = format_reference("LOH", 2026, 999_999)
    answers = []
    for reference in (case.reference, unknown):
        response = client.post(LOOKUP, {"reference": reference, "code": "ABCD-2345"})
        answers.append((response.status_code, response.content.decode().replace(reference, "NUMMER")))
    assert answers[0][0] == answers[1][0] == 422
    assert "finden wir kein Anliegen" in answers[0][1]
    plain = [text.split('name="csrfmiddlewaretoken"')[0] + text.split("</form>")[-1] for _, text in answers]
    assert plain[0] == plain[1]


def test_a_wrong_check_letter_gets_its_own_sentence(client, case):
    wrong = case.reference[:-1] + ("A" if case.reference[-1] != "A" else "B")
    html = client.post(LOOKUP, {"reference": wrong, "code": access.code_of(case)}).content.decode()
    assert "stimmt ein Zeichen nicht" in html


def test_guessing_is_stopped(client, case):
    for _ in range(10):
        client.post(LOOKUP, {"reference": case.reference, "code": "ABCD-2345"})
    response = client.post(LOOKUP, {"reference": case.reference, "code": access.code_of(case)})
    assert response.status_code == 429
    assert "Retry-After" in response


def test_without_access_every_page_leads_to_the_lookup(client, case):
    for name in ("status", "reach", "withdraw"):
        response = client.get(url(name, case))
        assert response.status_code == 302
        assert response["Location"].startswith(LOOKUP)
    unknown = client.get("/anliegen/LOH-2026-999999-A/")
    assert unknown.status_code == 302
    assert unknown["Location"].startswith(LOOKUP)


def test_an_ended_access_keeps_what_was_typed(client, case):
    response = client.post(url("answer", case), {"text": "Es ist die Lampe 2217.", "key": "k"})
    html = response.content.decode()
    assert response.status_code == 403
    assert "Es ist die Lampe 2217." in html
    assert not Message.objects.filter(case=case, text__contains="2217").exists()
    form = {"reference": case.reference, "code": access.code_of(case), "text": "Es ist die Lampe 2217."}
    client.post(LOOKUP, form)
    assert "Es ist die Lampe 2217." in page(client, case)
    assert "Es ist die Lampe 2217." not in page(client, case)


def test_the_pages_are_private(inside, case):
    response = inside.get(url("status", case))
    assert response["Cache-Control"] == "no-store"
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Referrer-Policy"] == "same-origin"
    html = response.content.decode()
    assert "erika.mustermann" not in html
    assert "e•••@example.org" in html


def test_the_page_says_whose_turn_it_is(inside, case, clerk):
    assert "Wir sind dran" in page(inside, case)
    ask_back(case=case, actor=clerk, text="Welche Nummer hat der Mast?")
    html = page(inside, case)
    assert "Sie sind dran" in html
    assert "Welche Nummer hat der Mast?" in html
    assert 'href="#n' in html
    inside.post(url("answer", case), {"text": "2217", "key": "k"})
    assert "Wir sind dran" in page(inside, case)
    change_status(case=case, to="DONE", actor=clerk, public_text="Die Lampe leuchtet wieder.")
    html = page(inside, case)
    assert "Abgeschlossen" in html
    assert "Die Lampe leuchtet wieder." in html


def test_notes_and_names_of_staff_stay_inside(inside, case, clerk):
    add_note(case=case, actor=clerk, text="Nur für uns")
    answer(case=case, actor=clerk, text="Wir kommen.")
    html = page(inside, case)
    assert "Nur für uns" not in html
    assert clerk.name not in html
    assert "Wir kommen." in html


def test_a_double_click_is_one_message(inside, case):
    for _ in range(2):
        response = inside.post(url("answer", case), {"text": "2217", "key": "form-1"})
        assert response.status_code == 302
    assert Message.objects.filter(case=case, text="2217").count() == 1


def test_a_photo_alone_is_an_answer(inside, case):
    assert inside.post(url("answer", case), {"text": "", "key": "k", "uploads": [upload(encoded())]}).status_code == 302
    assert Attachment.objects.filter(case=case).count() == 1


def test_an_empty_answer_and_a_wrong_file_come_back_with_everything_typed(inside, case):
    response = inside.post(url("answer", case), {"text": " ", "key": "k"})
    assert response.status_code == 422
    assert "schreiben Sie etwas" in response.content.decode()
    response = inside.post(url("answer", case), {"text": "Siehe Bild", "key": "k", "uploads": [upload(b"x", "a.exe")]})
    assert response.status_code == 422
    assert "Siehe Bild" in response.content.decode()
    assert "a.exe" in response.content.decode()


def test_a_concern_that_was_taken_back_takes_no_more_messages(inside, case):
    change_status(case=case, to="WITHDRAWN", actor=None, public_text="Zurückgezogen.")
    assert 'name="text"' not in page(inside, case)
    response = inside.post(url("answer", case), {"text": "Bitte doch", "key": "k"})
    assert response.status_code == 422
    assert not Message.objects.filter(text="Bitte doch").exists()


def test_a_concern_is_taken_back_after_one_question(inside, case):
    assert "zurückziehen?" in inside.get(url("withdraw", case)).content.decode()
    assert fresh(case).is_open
    inside.post(url("withdraw", case))
    assert fresh(case).status == "WITHDRAWN"
    assert inside.post(url("withdraw", case)).status_code == 302


def test_the_address_is_changed_and_taken_away(inside, case):
    assert inside.post(url("reach", case), {"email": "kein"}).status_code == 422
    inside.post(url("reach", case), {"email": "neu@example.org"})
    party = Party.objects.get(case=case)
    assert (party.email, party.name) == ("neu@example.org", "Erika Mustermann")
    inside.post(url("reach", case), {"do": "clear"})
    assert Party.objects.get(case=case).email == ""
    assert "keine E-Mail-Adresse von Ihnen" in page(inside, case)


def test_only_files_for_the_person_are_handed_out(inside, case, clerk):
    own, inner = (ingest(upload=upload(encoded())).file for _ in range(2))
    attach(case=case, file=own, actor=clerk)
    attach(case=case, file=inner, actor=clerk, for_party=False)

    def fetch(client, file):
        response = client.get(url("attachment", case, file.pk, "thumb"))
        for close in response._resource_closers:
            close()
        return response.status_code

    assert fetch(inside, own) == 200
    assert fetch(inside, inner) == 404
    assert fetch(Client(), own) == 302


def test_a_renewed_access_ends_the_session_and_leaving_does_too(inside, case, clerk):
    inside.post(url("leave", case))
    assert inside.get(url("status", case)).status_code == 302
    inside.get("/" + token(case))
    renew_access(case=case, actor=clerk)
    assert inside.get(url("status", case)).status_code == 302


def signed_in(citizen):
    return sign_in(Client(), citizen, second_factor=False)


def test_a_citizen_sees_the_own_concerns_and_no_others(case, unit):
    erika, other = make_citizen(), make_citizen()
    own = make_case(unit, requester=NewParty(name="Erika", account=erika), title="Mein Anliegen")
    mine, theirs = signed_in(erika), signed_in(other)
    html = mine.get(reverse("cases:mine")).content.decode()
    assert "Mein Anliegen" in html
    assert case.title not in html
    assert mine.get(url("status", own)).status_code == 200
    assert mine.get(url("status", case)).status_code == 302
    assert theirs.get(url("status", own)).status_code == 302


def test_a_concern_opened_by_code_is_taken_into_the_account_once(case):
    erika, other = make_citizen(), make_citizen()
    for citizen in (erika, other):
        client = signed_in(citizen)
        client.get("/" + token(case))
        client.post(url("join", case))
    assert Party.objects.get(case=case).account == erika


def test_the_status_page_costs_the_same_however_much_has_happened(inside, case, clerk):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert inside.get(url("status", case)).status_code == 200
        return len(captured)

    cost()
    few = cost()
    for number in range(3):
        answer(case=case, actor=clerk, text=f"Antwort {number}")
    assert cost() == few
    assert few <= 6, "the panel of the kind needs the rest"


def test_own_concerns_cost_the_same_with_one_and_three(unit):
    erika = make_citizen()
    client = signed_in(erika)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("cases:mine")).status_code == 200
        return len(captured)

    make_case(unit, requester=NewParty(account=erika))
    cost()
    one = cost()
    for _ in range(2):
        make_case(unit, requester=NewParty(account=erika))
    assert cost() == one
    assert one <= 15
