# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writing at the desk: answers that arrive once, outdated ones that stop, drafts that stay, wordings that fill themselves in."""

import pytest
from django.test import Client
from django.urls import reverse

from nahdran.cases.enums import Direction
from nahdran.cases.models import Attachment, Case, Draft, Message, Presence, ReplyTemplate
from nahdran.cases.operations import add_note, keep_draft, receive_message
from nahdran.notices.models import Delivery
from tests.factories.accounts import sign_in
from tests.factories.cases import make_case, make_person
from tests.factories.files import encoded, pdf, upload

pytestmark = pytest.mark.django_db


def url(name, case, *more):
    return reverse(f"desk:{name}", args=[case.reference, *more])


def fresh(case):
    return Case.objects.get(pk=case.pk)


def reply(client, case, text="Wir kommen am Mittwoch.", **more):
    data = {
        "do": "send",
        "mode": "answer",
        "text": text,
        "base": fresh(case).changed_at.isoformat(),
        "key": "k",
        **more,
    }
    return client.post(url("reply", case), data)


def sent(case):
    return list(Message.objects.filter(case=case, direction=Direction.OUT).values_list("text", flat=True))


def test_an_answer_goes_out_and_the_page_says_so(desk, case):
    response = reply(desk, case)
    assert response.status_code == 302
    html = desk.get(response["Location"].split("#")[0]).content.decode()
    assert "Ihre Antwort ist gesendet." in html
    assert sent(case) == ["Wir kommen am Mittwoch."]
    assert Delivery.objects.filter(template="cases/answer").count() == 1


def test_the_same_form_sent_twice_is_one_answer(desk, case):
    base = case.changed_at.isoformat()
    for _ in range(2):
        assert reply(desk, case, base=base, key="same").status_code == 302
    assert len(sent(case)) == 1


def test_a_question_and_a_note_go_their_own_ways(desk, case):
    reply(desk, case, "Welche Nummer?", mode="ask", key="1")
    assert fresh(case).status == "ASKED"
    reply(desk, case, "Kabel prüfen", mode="note", key="2")
    assert Message.objects.filter(case=case, direction=Direction.NOTE).count() == 1


def test_an_outdated_answer_is_stopped_and_kept_and_can_be_sent_with_the_new_state(desk, case):
    seen = case.changed_at.isoformat()
    receive_message(case=case, text="Es sind jetzt zwei Lampen dunkel.")
    response = reply(desk, case, "Wir reparieren die eine Lampe.", base=seen)
    html = response.content.decode()
    assert response.status_code == 409
    assert "Seitdem ist passiert:" in html
    assert "Es sind jetzt zwei Lampen dunkel." in html
    assert "Wir reparieren die eine Lampe." in html
    assert "Gelesen, jetzt senden" in html
    assert sent(case) == []
    assert Draft.objects.get(case=case).text == "Wir reparieren die eine Lampe."
    new_base = fresh(case).changed_at.isoformat()
    assert f'value="{new_base}"' in html
    assert reply(desk, case, "Wir reparieren beide Lampen.", base=new_base).status_code == 302
    assert sent(case) == ["Wir reparieren beide Lampen."]
    assert not Draft.objects.exists()


@pytest.mark.parametrize("base", ["quatsch", "2026-01-01", "2026-13-45T00:00:00+00:00"])
def test_an_unreadable_state_counts_as_an_old_one(desk, case, base):
    assert reply(desk, case, base=base).status_code == 409
    assert sent(case) == []


@pytest.mark.parametrize(("text", "words"), [("", "füllen Sie dieses Feld aus"), ("x" * 20_000, "8000")])
def test_what_cannot_be_sent_comes_back_with_a_sentence(desk, case, text, words):
    response = reply(desk, case, text)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert sent(case) == []


def test_files_go_along_and_a_refused_one_does_not_take_the_good_one_with_it(desk, case):
    files = [upload(encoded(), "mast.jpg"), upload(b"MZ not a picture", "virus.exe")]
    response = reply(desk, case, uploads=files)
    html = response.content.decode()
    assert response.status_code == 422
    assert "virus.exe" in html
    token = html.split('name="taken" value="')[1].split('"')[0]
    assert reply(desk, case, taken=token).status_code == 302
    assert Attachment.objects.filter(case=case).count() == 1
    assert Attachment.objects.get(case=case).file.keep_until is None


def test_a_pdf_is_taken_too(desk, case):
    assert reply(desk, case, uploads=[upload(pdf(), "plan.pdf", "application/pdf")]).status_code == 302
    assert Attachment.objects.get(case=case).file.media_type == "application/pdf"


def test_somebody_elses_file_token_brings_nothing(desk, case, unit):
    other = make_case(unit)
    response = reply(desk, other, "", uploads=[upload(encoded())])
    token = response.content.decode().split('name="taken" value="')[1].split('"')[0]
    assert reply(desk, case, taken=token).status_code == 302
    assert not Attachment.objects.filter(case=case).exists()


def test_a_draft_is_saved_shown_again_and_belongs_to_its_author(desk, case, unit):
    response = desk.post(url("draft", case), {"text": "Wir kom", "base": case.changed_at.isoformat()})
    assert response.json()["saved"]
    assert "Wir kom" in desk.get(url("case", case)).content.decode()
    other = sign_in(Client(), make_person(unit))
    assert "Wir kom" not in other.get(url("case", case)).content.decode()


def test_a_draft_says_what_has_happened_since(desk, case, clerk):
    keep_draft(case=case, author=clerk, text="Wir kommen", base=case.changed_at)
    receive_message(case=case, text="Schon wieder hell")
    html = desk.get(url("case", case)).content.decode()
    assert "Seitdem ist passiert:" in html


def test_without_javascript_the_buttons_of_the_form_keep_the_text(desk, case):
    for todo, where in (("mode-note", "schreiben=notiz"), ("mode-ask", "schreiben=frage"), ("wordings", "bausteine/")):
        response = desk.post(url("reply", case), {"do": todo, "mode": "answer", "text": "Wir kom", "base": ""})
        assert where in response["Location"], todo
        assert Draft.objects.get(case=case).text == "Wir kom"
    desk.post(url("reply", case), {"do": "discard", "mode": "answer"})
    assert not Draft.objects.exists()


def test_a_wording_is_filled_in_and_put_behind_the_draft(desk, case, clerk):
    wording = ReplyTemplate.objects.create(
        title="Danke", text="Guten Tag {Name}, zu {vorgangsnummer} in {ort} meldet sich {einheit}. {foo}"
    )
    keep_draft(case=case, author=clerk, text="Hallo", base=case.changed_at)
    assert "Danke" in desk.get(url("wordings", case)).content.decode()
    response = desk.post(url("wordings", case) + "?schreiben=frage", {"wording": wording.pk})
    assert "schreiben=frage" in response["Location"]
    assert Draft.objects.get(case=case).text == (
        f"Hallo\n\nGuten Tag Erika Mustermann, zu {case.reference} in Hauptstraße 71, Lohmar meldet sich Bauhof. {{foo}}"
    )


def test_wordings_of_other_units_and_those_out_of_use_are_not_offered(desk, case, unit):
    from tests.factories.cases import make_unit

    ReplyTemplate.objects.create(title="Alt", text="x", is_active=False)
    ReplyTemplate.objects.create(title="Fremd", text="x", unit=make_unit())
    ReplyTemplate.objects.create(title="Andere Art", text="x", kind="other")
    mine = ReplyTemplate.objects.create(title="Unser", text="x", unit=unit, kind="test")
    html = desk.get(url("wordings", case), headers={"HX-Request": "true"}).content.decode()
    assert "Unser" in html
    assert not [title for title in ("Alt", "Fremd", "Andere Art") if title in html]
    assert "<html" not in html
    desk.post(url("wordings", case), {"wording": "999999"})
    assert not Draft.objects.exists()
    assert mine.pk


def test_the_pulse_tells_who_writes_and_that_something_is_new(desk, case, unit):
    other = sign_in(Client(), make_person(unit, name="Luca Lampe"))
    base = case.changed_at.isoformat()
    other.post(url("presence", case), {"writing": "1", "base": base})
    html = desk.post(url("presence", case), {"base": base}).content.decode()
    assert "Luca Lampe schreibt gerade." in html
    assert "inzwischen" not in html
    receive_message(case=case, text="Neu")
    assert "inzwischen" in desk.post(url("presence", case), {"base": base}).content.decode()
    assert Presence.objects.filter(case=case).count() == 2


def test_a_question_is_refused_where_the_workflow_has_none(desk, case, clerk):
    from nahdran.cases.operations import change_status

    change_status(case=case, to="REFUSED", actor=clerk, public_text="Gehört dem Kreis.")
    response = reply(desk, case, "Noch etwas?", mode="ask")
    assert response.status_code == 422
    assert "keine Rückfrage möglich" in response.content.decode()


def test_a_note_needs_no_newest_state(desk, case, clerk):
    seen = case.changed_at.isoformat()
    add_note(case=case, actor=clerk, text="eins")
    assert reply(desk, case, "zwei", mode="note", base=seen).status_code == 302
