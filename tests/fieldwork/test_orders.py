# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Giving out work and taking it back: states, history, links, mails, what the case learns, what is forgotten."""

from datetime import timedelta

import pytest
import time_machine

from nahdran.audit.models import Entry
from nahdran.cases.enums import Direction
from nahdran.cases.models import Attachment, Case, Message
from nahdran.cases.operations import change_status, forget_people
from nahdran.fieldwork import operations
from nahdran.fieldwork.enums import Moment, OrderState
from nahdran.fieldwork.links import is_over, is_proof, link_of, proof_of
from nahdran.fieldwork.models import Order, OrderPhoto
from nahdran.fieldwork.operations import NewOrder, Result
from nahdran.fieldwork.operations.photos import MOST, TooManyPhotos
from nahdran.fieldwork.rules import CHANGES
from nahdran.files.models import StoredFile
from nahdran.files.operations import ingest
from nahdran.kit import clock
from nahdran.notices.models import Delivery
from tests.factories.fieldwork import (
    image,
    make_crew,
    make_draft_order,
    make_reported_order,
    make_sent_order,
    picture,
    reloaded,
)

pytestmark = pytest.mark.django_db


def mails(firm):
    return list(Delivery.objects.filter(address=firm.email).order_by("id"))


def test_every_state_has_its_steps_and_ends_lead_nowhere():
    assert set(CHANGES) == set(OrderState)
    assert all(CHANGES[end] == () for end in (OrderState.APPROVED, OrderState.CANCELLED, OrderState.DECLINED))


def test_an_order_keeps_the_place_of_the_case_and_its_number(case, clerk, firm):
    order = make_draft_order(case, clerk, contractor=firm)
    assert str(order) == f"{case.reference}/1"
    assert order.lon is not None
    assert order.address
    assert str(make_draft_order(case, clerk, contractor=firm)) == f"{case.reference}/2"
    assert mails(firm) == []


def test_a_firm_gets_a_mail_with_its_link_and_nothing_of_the_person(case, clerk, firm):
    order = make_sent_order(case, clerk, contractor=firm)
    (mail,) = mails(firm)
    assert link_of(order) in mail.text
    assert mail.is_secret
    for personal in ("Erika", "Mustermann", "123456", "mustermann.example"):
        assert personal not in mail.text + mail.html + mail.subject


def test_a_crew_gets_no_mail(case, clerk, unit):
    make_sent_order(case, clerk, crew=make_crew(unit))
    assert not Delivery.objects.exists()


def test_a_new_link_ends_the_old_one(case, clerk, firm):
    order = make_sent_order(case, clerk, contractor=firm)
    old = proof_of(order)
    order = reloaded(operations.remind(order=order, actor=clerk))
    assert not is_proof(order, old)
    assert is_proof(order, proof_of(order))
    assert len(mails(firm)) == 2
    assert link_of(order) in mails(firm)[1].text


def test_a_link_ends_by_itself_and_at_once(case, clerk, firm):
    order = make_sent_order(case, clerk, contractor=firm)
    assert not is_over(order)
    with time_machine.travel(clock.now() + timedelta(days=61), tick=False):
        assert is_over(order)
    operations.revoke_link(order=order, actor=clerk)
    order = reloaded(order)
    assert is_over(order)
    assert not is_proof(order, proof_of(order))


def test_links_stay_good_when_the_secret_key_is_changed(case, clerk, firm, settings):
    order = make_sent_order(case, clerk, contractor=firm)
    old = proof_of(order)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert is_proof(order, old)


def test_only_photos_of_the_case_go_along(case, clerk, firm):
    own, foreign = (ingest(upload=image()).file for _ in range(2))
    Attachment.objects.create(case=case, file=own, at=clock.now())
    order = make_draft_order(case, clerk, contractor=firm, photos=[own, foreign])
    assert [photo.file for photo in order.photos.all()] == [own]


def test_the_way_from_the_firm_to_the_desk(case, clerk, firm):
    order = make_sent_order(case, clerk, contractor=firm)
    operations.accept(order=order)
    before, after = picture(order, Moment.BEFORE), picture(order, Moment.AFTER)
    operations.report(order=order, to=OrderState.DONE, result=Result("Getauscht.", None, 12050, "mit Hubsteiger"))
    order = reloaded(order)
    assert (order.state, order.net_cents) == (OrderState.DONE, 12050)
    note = Message.objects.get(case=case, direction=Direction.NOTE)
    assert (note.text, note.author_label) == ("Getauscht.", firm.name)
    assert {entry.file_id for entry in note.attachments.all()} == {before.file_id, after.file_id}
    assert not note.attachments.filter(for_party=True).exists()
    states = [step.state for step in order.steps.all()]
    assert states == [OrderState.SENT, OrderState.ACCEPTED, OrderState.DONE]
    assert [step.actor_label for step in order.steps.all()] == ["", firm.name, firm.name]


def test_reported_twice_is_reported_once(case, clerk, firm):
    order = make_sent_order(case, clerk, contractor=firm)
    for _ in range(2):
        operations.report(order=order, to=OrderState.DONE, result=Result("Getauscht."))
    assert Message.objects.filter(case=case, direction=Direction.NOTE).count() == 1


def test_the_clerk_takes_it_and_settles_the_case_in_one_step(case, clerk, firm):
    order = make_reported_order(case, clerk, contractor=firm)
    photo = order.photos.get(moment=Moment.AFTER)
    operations.approve(
        order=order, actor=clerk, close=True, public_reason="Die Lampe leuchtet wieder.", show=[photo.file]
    )
    case = Case.objects.get(pk=case.pk)
    assert case.status == "DONE"
    assert reloaded(order).state == OrderState.APPROVED
    shown = Attachment.objects.get(case=case, file=photo.file)
    assert (shown.for_party, shown.message_id) == (True, None)
    assert Entry.objects.filter(action="cases.shown").count() == 1


def test_sent_back_with_a_reason_and_reported_again(case, clerk, firm):
    order = make_reported_order(case, clerk, contractor=firm)
    with pytest.raises(operations.MissingReason):
        operations.send_back(order=order, actor=clerk, reason="  ")
    operations.send_back(order=order, actor=clerk, reason="Die Klappe am Mast ist offen.")
    assert "Die Klappe am Mast ist offen." in mails(firm)[-1].text
    picture(order, Moment.AFTER)
    operations.report(order=order, to=OrderState.DONE, result=Result("Klappe zu."))
    notes = Message.objects.filter(case=case, direction=Direction.NOTE).order_by("id")
    assert [note.text for note in notes] == ["Leuchtmittel getauscht.", "Klappe zu."]
    assert [note.attachments.count() for note in notes] == [1, 1]


@pytest.mark.parametrize("verb", ["decline", "impossible"])
def test_a_no_needs_a_reason(case, clerk, firm, verb):
    order = make_sent_order(case, clerk, contractor=firm)

    def say(reason):
        if verb == "decline":
            return operations.decline(order=order, reason=reason)
        return operations.report(order=order, to=OrderState.IMPOSSIBLE, result=Result(reason))

    with pytest.raises(operations.MissingReason):
        say("")
    assert say("Kein Platz für den Hubsteiger.").state in (OrderState.DECLINED, OrderState.IMPOSSIBLE)


def test_what_was_called_off_takes_nothing_more(case, clerk, firm):
    order = make_sent_order(case, clerk, contractor=firm)
    operations.cancel_order(order=order, actor=clerk, reason="Schon erledigt.")
    assert "Schon erledigt." in mails(firm)[-1].text
    for late in (
        lambda: operations.accept(order=order),
        lambda: operations.report(order=order, to=OrderState.DONE, result=Result("Fertig.")),
        lambda: operations.keep_report(order=order, result=Result("Fertig.")),
        lambda: picture(order),
        lambda: operations.approve(order=order, actor=clerk),
    ):
        with pytest.raises(operations.UnableToChange):
            late()
    assert not StoredFile.objects.exists()


def test_two_clerks_at_once(case, clerk, firm):
    order = make_reported_order(case, clerk, contractor=firm)
    seen = order.changed_at
    operations.send_back(order=order, actor=clerk, reason="Noch offen.", base=seen)
    with pytest.raises(operations.OutdatedOrder):
        operations.approve(order=order, actor=clerk, base=seen)


def test_a_firm_out_of_use_gets_nothing(case, clerk, firm):
    order = make_draft_order(case, clerk, contractor=firm)
    firm.is_active = False
    firm.save()
    with pytest.raises(operations.UnableToSend):
        operations.send_order(order=order, actor=clerk)


def test_a_sent_order_keeps_its_words(case, clerk, firm):
    order = make_sent_order(case, clerk, contractor=firm)
    new = NewOrder(title="Anderes", text="", due_date=clock.today(), contractor=firm)
    with pytest.raises(operations.UnableToChange):
        operations.change_order(order=order, new=new, actor=clerk)


def test_the_same_picture_of_a_phone_is_taken_once(case, clerk, firm):
    order = make_sent_order(case, clerk, contractor=firm)
    key = order.token
    assert picture(order, key=key) == picture(order, key=key)
    assert StoredFile.objects.count() == 1


def test_there_is_an_end_to_pictures(case, clerk, firm):
    order = make_sent_order(case, clerk, contractor=firm)
    for _ in range(MOST):
        picture(order)
    with pytest.raises(TooManyPhotos):
        picture(order)
    picture(order, Moment.BEFORE)
    assert StoredFile.objects.count() == MOST + 1


def test_a_crew_settles_the_case_itself_only_where_the_town_wants_it(case, clerk, unit):
    for closes, status in ((False, case.status), (True, "DONE")):
        order = make_sent_order(case, clerk, crew=make_crew(unit, clerk, closes_cases=closes))
        operations.report(order=order, to=OrderState.DONE, result=Result("Lampe getauscht."), actor=clerk)
        assert Case.objects.get(pk=case.pk).status == status


def test_deadlines_of_the_case_stay_as_they_are(case, clerk, firm):
    before = case.due_at
    make_reported_order(case, clerk, contractor=firm)
    assert Case.objects.get(pk=case.pk).due_at == before


def test_what_names_people_is_forgotten_with_the_case_and_the_account_stays(case, clerk, firm):
    order = make_reported_order(case, clerk, contractor=firm)
    operations.send_back(order=order, actor=clerk, reason="Frau Meier wartet.")
    picture(order, Moment.BEFORE)
    change_status(case=case, to="DONE", actor=clerk, public_text="Erledigt.")
    forget_people(case=case)
    order = Order.objects.get(pk=order.pk)
    assert (order.text, order.result, order.salt, order.net_cents) == ("", "", "", 12050)
    assert not OrderPhoto.objects.exists()
    assert not StoredFile.objects.exists()
    assert "Meier" not in "".join(step.text for step in order.steps.all())
