# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Following a place, a district, an area or a kind by mail: from the form over the confirmation to the news, and out again."""

import re

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from nahdran.accounts.erasers import erasers
from nahdran.accounts.exports import exports
from nahdran.cases.operations import NewParty, change_status, hand_over
from nahdran.cases.operations.confidentiality import set_confidential
from nahdran.notices.enums import Hears, Rhythm, Shape, State
from nahdran.notices.models import Delivery, FollowSettings, Happening, Match, Subscriber, Subscription
from nahdran.notices.operations import following
from nahdran.notices.wishes import Wish
from nahdran.reports.models import Report
from nahdran.reports.operations import confirm_following, join, release, withdraw_release
from tests.factories.accounts import client_of, make_citizen
from tests.factories.cases import make_unit
from tests.factories.reports import IN_BIRK, INSIDE, make_category, make_group, make_report

EMAIL = "erika.mustermann@example.org"
PAGE = "/maengel/folgen/"
DAY = 86400
AROUND = ((7.21, 50.83), (7.22, 50.83), (7.22, 50.85), (7.21, 50.85))


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-16 09:00+01:00", tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def kind(lamp, stored):
    return lamp


def text_of(response):
    return response.content.decode()


def form(**changed):
    values = {"where": "town", "metres": "500", "topic": "", "hears": "new", "rhythm": "now", "weekday": "0", "hour": "7",
              "language": "de", "email": EMAIL, **changed}  # fmt: skip
    return {name: value for name, value in values.items() if value is not None}


def link_in(text, word):
    return re.search(rf"https?://[^/]+(/abos/\S+/{word}/\w+/)", text)[1]


def mails(template):
    return list(Delivery.objects.filter(template=f"notices/{template}").order_by("pk"))


def subscribed(email=EMAIL, confirmed=True, **wish):
    row = following.subscribe(wish=Wish(source="reports", **{"rhythm": Rhythm.NOW, **wish}), email=email)
    if confirmed:
        following.confirm(token=row.token)
    return row


def work():
    """Do what the worker would do with everything that has happened."""
    for pk in Happening.objects.filter(matched_at=None).order_by("pk").values_list("pk", flat=True):
        following.match(happening_id=pk)


# ---- the way of one person


def test_from_the_form_over_the_mail_to_the_news_and_out(kind):
    asked = Client().post(PAGE, form())
    assert EMAIL in text_of(asked)
    link = link_in(mails("follow_confirm")[0].text, "bestaetigen")
    make_report(kind, public=True)
    work()
    assert not mails("follow_news"), "before the click nobody follows"
    assert "Ja, abonnieren" in text_of(Client().get(link))
    assert "auf dem Laufenden" in text_of(Client().post(link))

    report = make_report(kind, public=True, public_text="Die Lampe ist aus.")
    work()
    (news,) = mails("follow_news")
    assert news.subject == "Neu gemeldet: Straßenlampe dunkel, Hauptstraße 71, Lohmar"
    assert "Die Lampe ist aus." in news.text
    assert f"/maengel/{report.case.reference}/" in news.text
    assert news.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    leave = link_in(news.text, "abmelden")
    assert news.headers["List-Unsubscribe"].strip("<>").endswith(leave)

    assert "Dieses Abo beenden?" in text_of(Client().get(leave))
    assert Subscription.objects.count() == 1, "looking ends nothing"
    machine = Client(enforce_csrf_checks=True)
    assert machine.post(leave, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscriber.objects.exists(), "the address goes with the last subscription"
    assert "beendet" in text_of(Client().get(leave))


def test_with_an_account_no_mail_is_needed(kind):
    citizen = make_citizen(email=EMAIL)
    answer = client_of(citizen).post(PAGE, form(email=None))
    assert "auf dem Laufenden" in text_of(answer)
    row = Subscription.objects.get()
    assert row.confirmed_at
    assert row.subscriber.account == citizen
    assert not Delivery.objects.exists()
    assert "in der ganzen Stadt" in text_of(client_of(citizen).get("/abos/"))
    assert "1 Abo" in text_of(client_of(citizen).get("/konto/"))


def test_each_way_to_a_place_makes_its_own_subscription(kind, districts):
    place = {"place_query": "Hauptstraße 71, Lohmar", "where": "circle", "metres": "250"}
    corners = ";".join(f"{lon},{lat}" for lon, lat in AROUND)
    for given in (place, {"where": "district", "district": "birk"}, {"where": "area", "area": corners}):
        assert Client().post(PAGE, form(**given)).status_code == 200
    circle, district, area = Subscription.objects.order_by("pk")
    assert (circle.shape, circle.metres, circle.place) == (Shape.CIRCLE, 250, "Hauptstraße 71, Lohmar")
    assert (district.shape, district.district) == (Shape.DISTRICT, districts["Birk"])
    assert (area.shape, [tuple(corner) for corner in area.ring]) == (Shape.AREA, list(AROUND))


def test_the_choice_of_the_list_is_the_beginning(kind):
    page = text_of(Client().get("/maengel/?art=lampe&ortsteil=birk&q=Bahn"))
    href = re.search(r'href="(/maengel/folgen/\?[^"]+)"', page)[1].replace("&amp;", "&")
    found = text_of(Client().get(href))
    assert re.search(r'value="district"[^>]*checked', found)
    assert re.search(r'value="birk" selected', found)
    assert re.search(r'value="art:lampe" selected', found)
    assert 'value="Bahn"' in found
    drawn = text_of(Client().get(PAGE + "?bbox=7.21,50.83,7.22,50.85"))
    assert "7.210000,50.830000;7.220000,50.830000;7.220000,50.850000;7.210000,50.850000" in drawn


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"where": "circle"}, "Bitte geben Sie den Ort an"),
        ({"where": "district", "district": ""}, "Bitte wählen Sie einen Ortsteil."),
        ({"where": "district", "district": "nirgends"}, "nirgends"),
        ({"where": "area", "area": ""}, "mindestens drei Ecken"),
        ({"where": "area", "area": "7.2,50.8;7.3,50.9;7.3,50.8;7.2,50.9"}, "kreuzen sich"),
        ({"where": "area", "area": "1,1;2,1;2,2"}, "nicht in der Stadt"),
        ({"where": "area", "area": "nan,1;2,1;2,2"}, "nicht lesen"),
        ({"where": "area", "area": ";".join(["7.2,50.8"] * 60)}, "höchstens 50 Ecken"),
        ({"where": "moon"}, "moon"),
        ({"topic": "art:moon"}, "moon"),
        ({"metres": "7"}, "7"),
        ({"rhythm": "hourly"}, "hourly"),
        ({"email": "kein"}, "Diese E-Mail-Adresse stimmt nicht"),
    ],
)
def test_what_cannot_be_is_said_beside_the_form(kind, given, sentence):
    answer = Client().post(PAGE, form(**given))
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not Subscription.objects.exists()


def test_a_robot_is_told_the_same_and_nothing_happens(kind):
    assert EMAIL in text_of(Client().post(PAGE, form(website="spam")))
    assert not Subscriber.objects.exists()


def test_many_requests_are_refused(kind):
    answers = [Client().post(PAGE, form(words=f"Wort {number}")).status_code for number in range(8)]
    assert answers == [200] * 6 + [429] * 2
    assert len(mails("follow_confirm")) == 3, "an unproven mailbox gets three mails"


def test_nobody_learns_whether_an_address_follows(kind):
    subscribed()
    known = text_of(Client().post(PAGE, form()))
    unknown = text_of(Client().post(PAGE, form(email="niemand@example.org")))
    assert known.replace(EMAIL, "X") == unknown.replace("niemand@example.org", "X")
    assert len(mails("follow_overview")) == 1, "the owner gets the link to what they follow"
    assert "folgen" not in text_of(Client().post("/abos/", {"email": "niemand@example.org"})).split("main")[1]


def test_switched_off_nothing_is_taken_and_nothing_is_sent(kind):
    subscribed()
    FollowSettings.objects.create(is_on=False)
    assert "Zurzeit nicht möglich" in text_of(Client().get(PAGE))
    Client().post(PAGE, form(email="neu@example.org"))
    assert Subscriber.objects.count() == 1
    make_report(kind, public=True)
    work()
    assert not mails("follow_news")


# ---- who hears of what


def heard():
    return set(Match.objects.values_list("subscription__subscriber__email", flat=True))


def test_place_district_area_and_kind_decide(kind, districts):
    other = make_category("Schlagloch", key="schlagloch", group=make_group("Straßen", key="strassen"))
    lon, lat = INSIDE
    subscribed("circle@example.org", shape=Shape.CIRCLE, lon=lon, lat=lat + 0.004, metres=500)
    subscribed("far@example.org", shape=Shape.CIRCLE, lon=lon, lat=lat + 0.005, metres=500)
    # In the corner of the box, but not in the circle.
    subscribed("corner@example.org", shape=Shape.CIRCLE, lon=lon + 0.0065, lat=lat + 0.004, metres=500)
    subscribed("lohmar@example.org", shape=Shape.DISTRICT, district_id=districts["Lohmar"].pk)
    subscribed("birk@example.org", shape=Shape.DISTRICT, district_id=districts["Birk"].pk)
    subscribed("area@example.org", shape=Shape.AREA, ring=AROUND)
    # A triangle whose box holds the place.
    subscribed("triangle@example.org", shape=Shape.AREA, ring=((7.21, 50.83), (7.22, 50.83), (7.22, 50.835)))
    subscribed("lamp@example.org", topic="art:lampe")
    subscribed("group@example.org", topic="gruppe:beleuchtung")
    subscribed("roads@example.org", topic="gruppe:strassen")
    subscribed("word@example.org", words="Hauptstraße")
    subscribed("otherword@example.org", words="Bahnhof")
    subscribed("open@example.org", confirmed=False)
    make_report(kind, public=True)
    work()
    assert {email.split("@")[0] for email in heard()} == {"circle", "lohmar", "area", "lamp", "group", "word"}
    Match.objects.all().delete()
    make_report(other, IN_BIRK, public=True)
    work()
    assert {email.split("@")[0] for email in heard()} == {"birk", "roads"}


def test_new_each_step_or_only_the_end(kind, clerk):
    for hears in Hears:
        subscribed(f"{hears}@example.org", hears=hears)
    report = make_report(kind, public=True)
    change_status(case=report.case, to="IN_WORK", actor=clerk, public_text="Wir haben den Auftrag vergeben.")
    report.case.refresh_from_db()
    change_status(case=report.case, to="DONE", actor=clerk, public_text="Sie leuchtet wieder.")
    work()
    told = {email: list(Delivery.objects.filter(address=f"{email}@example.org", template="notices/follow_news"))
            for email in Hears.values}  # fmt: skip
    assert {email: len(rows) for email, rows in told.items()} == {"new": 1, "steps": 3, "closed": 1}
    assert "Sie leuchtet wieder." in told["closed"][0].text
    assert told["closed"][0].subject.startswith("Erledigt: ")


def test_what_is_released_late_is_new_when_it_becomes_public_and_only_once(kind):
    subscribed()
    report = make_report(kind)
    work()
    assert not mails("follow_news"), "what is held is told to nobody"
    release(report=report, public_text="Die Lampe ist aus.", photos=[], actor=None)
    work()
    assert len(mails("follow_news")) == 1
    withdraw_release(report=report, actor=None)
    subscribed("later@example.org")
    release(report=report, public_text="Die Lampe ist aus.", photos=[], actor=None)
    work()
    assert len(mails("follow_news")) == 1, "shown again it is no news, for nobody"


def test_who_reports_and_who_follows_it_singly_hears_it_once(kind, clerk):
    subscribed(hears=Hears.STEPS)
    subscribed("neighbour@example.org", hears=Hears.STEPS)
    report = make_report(kind, party=NewParty(email=EMAIL.upper()), public=True)
    confirm_following(follower=join(report=report, email="neighbour@example.org"))
    change_status(case=report.case, to="IN_WORK", actor=clerk)
    work()
    assert [mail.address for mail in mails("follow_news")] == ["neighbour@example.org"]
    assert mails("follow_news")[0].subject.startswith("Neu gemeldet")


def test_handing_over_is_no_step(kind, clerk):
    subscribed(hears=Hears.STEPS)
    report = make_report(kind, public=True)
    work()
    hand_over(case=report.case, unit=make_unit("Bauhof"), actor=clerk, reason="Eure Straße.")
    work()
    assert len(mails("follow_news")) == 1


def test_an_address_with_several_ways_to_the_same_hears_it_once(kind, districts):
    subscribed()
    subscribed(shape=Shape.DISTRICT, district_id=districts["Lohmar"].pk)
    make_report(kind, public=True)
    work()
    assert len(mails("follow_news")) == 1


def test_what_is_withdrawn_or_confidential_never_leaves(kind, clerk):
    subscribed()
    subscribed("daily@example.org", rhythm=Rhythm.DAILY)
    withdrawn, secret, public = (make_report(kind, public=True) for _ in range(3))
    work()
    withdraw_release(report=withdrawn, actor=None)
    secret.case.refresh_from_db()
    set_confidential(case=secret.case, confidential=True, actor=clerk, reason="Ein Name steht darin.")
    waiting = {mail.about for mail in mails("follow_news") if mail.state == State.WAITING}
    assert waiting == {public.case.reference}
    with time_machine.travel("2026-11-17 07:01+01:00", tick=False):
        following.send_digests()
    (digest,) = mails("follow_digest")
    assert digest.subject.startswith("1 Neuigkeit")
    assert public.case.reference in digest.text
    assert withdrawn.case.reference not in digest.text


def test_a_collected_mail_that_waits_is_written_anew_without_what_was_withdrawn(kind):
    subscribed(rhythm=Rhythm.DAILY)
    one, two = (make_report(kind, public=True) for _ in range(2))
    work()
    with time_machine.travel("2026-11-17 07:01+01:00", tick=False):
        following.send_digests()
        withdraw_release(report=one, actor=None)
        following.send_digests()
        first, second = mails("follow_digest")
    assert (first.state, first.text) == (State.CANCELLED, "")
    assert two.case.reference in second.text
    assert one.case.reference not in second.text


# ---- collected mails


def test_a_digest_comes_at_its_hour_once_and_names_each_thing_once(kind, clerk, clock):
    subscribed(rhythm=Rhythm.DAILY, hears=Hears.STEPS, hour=7)
    report = make_report(kind, public=True)
    done = make_report(kind, IN_BIRK, public=True)
    work()
    assert following.send_digests() == 0, "not before seven"
    clock.shift(DAY)
    assert following.send_digests() == 1
    assert following.send_digests() == 0
    change_status(case=report.case, to="IN_WORK", actor=clerk, public_text="Angefangen.")
    change_status(case=done.case, to="DONE", actor=clerk, public_text="Repariert.")
    work()
    clock.shift(DAY)
    following.send_digests()
    first, second = mails("follow_digest")
    assert first.text.count("/maengel/2026") == 2 or first.text.count(report.case.reference) == 1
    assert "Es geht weiter" in second.text
    assert "Abgeschlossen" in second.text
    assert "/maengel/?stand=alle" in second.text
    clock.shift(DAY)
    assert following.send_digests() == 0, "nothing new, no mail"


def test_a_long_digest_ends_after_thirty_with_the_way_to_all(kind, clock):
    subscribed(rhythm=Rhythm.WEEKLY, weekday=1, topic="art:lampe")
    reports = [make_report(kind, public=True) for _ in range(33)]
    work()
    clock.shift(DAY)
    following.send_digests()
    (digest,) = mails("follow_digest")
    assert digest.text.count("- Straßenlampe dunkel") == 30
    assert "Und 3 weitere." in digest.text
    newest, next_to_it = (digest.text.find(report.case.reference) for report in (reports[-1], reports[-2]))
    assert 0 < newest < next_to_it, "the newest first, so that the oldest are those left out"
    assert reports[0].case.reference not in digest.text
    assert "/maengel/?stand=alle&art=lampe" in digest.text


def test_each_person_reads_their_own_language(kind, clock):
    kind.name_en = "Street lamp dark"
    kind.save()
    citizen = make_citizen(email=EMAIL)
    following.subscribe(wish=Wish(source="reports", rhythm=Rhythm.NOW), email=EMAIL, language="en", account=citizen)
    subscribed("german@example.org")
    make_report(kind, public=True)
    work()
    german, english = sorted(mails("follow_news"), key=lambda mail: mail.language)
    assert english.subject.startswith("Newly reported: Street lamp dark")
    assert german.subject.startswith("Neu gemeldet: Straßenlampe dunkel")


# ---- one's own


def test_one_page_pauses_changes_and_ends(kind, clock):
    row = subscribed(rhythm=Rhythm.DAILY)
    Client().post("/abos/", {"email": EMAIL})
    page = link_in(mails("follow_overview")[0].text, "verwalten")
    assert "Mängel in der ganzen Stadt" in text_of(Client().get(page))

    Client().post(page, {"abo": row.pk, "was": "pause"})
    make_report(kind, public=True)
    work()
    Client().post(page, {"abo": row.pk, "was": "weiter"})
    clock.shift(DAY)
    assert following.send_digests() == 0, "what happened in the pause is not made up for"

    changed = {f"{row.pk}-rhythm": "weekly", f"{row.pk}-weekday": "4", f"{row.pk}-hour": "18"}
    Client().post(page, {"abo": row.pk, "was": "aendern", **changed})
    row.refresh_from_db()
    assert (row.rhythm, row.weekday, row.hour) == ("weekly", 4, 18)
    assert "jede Woche, Freitag um 18 Uhr" in text_of(Client().get(page))

    Client().post(page, {"was": "alle"})
    assert not Subscriber.objects.exists()
    assert Client().get(page).status_code == 404


def test_the_page_shows_single_reports_too_and_only_ones_own(kind):
    subscribed()
    stranger = subscribed("fremd@example.org", shape=Shape.TOWN, topic="art:lampe")
    report = make_report(kind, public=True)
    confirm_following(follower=join(report=report, email=EMAIL))
    Client().post("/abos/", {"email": EMAIL})
    page = link_in(mails("follow_overview")[0].text, "verwalten")
    found = text_of(Client().get(page))
    assert f"/maengel/{report.case.reference}/" in found
    assert "fremd@example.org" not in found
    Client().post(page, {"abo": stranger.pk, "was": "ende"})
    assert Subscription.objects.filter(pk=stranger.pk).exists()


def test_forged_links_and_links_of_another_purpose_do_nothing(kind):
    row = subscribed(confirmed=False)
    link = link_in(mails("follow_confirm")[0].text, "bestaetigen")
    for word in ("abmelden", "weiter"):
        Client().post(link.replace("bestaetigen", word))
    for word in ("bestaetigen", "abmelden", "weiter", "verwalten"):
        Client().post(f"/abos/{row.token}/{word}/{'0' * 40}/")
    assert Subscription.objects.get().confirmed_at is None


def test_the_account_takes_its_subscriptions_with_it(kind):
    citizen = make_citizen(email=EMAIL)
    subscribed(topic="art:lampe")
    (copy,) = exports.get("notices")(citizen)
    assert copy["topic"] == "art:lampe"
    erasers.get("notices")(citizen)
    assert not Subscriber.objects.exists()


def test_no_address_stands_in_a_link(kind):
    Client().post(PAGE, form())
    assert EMAIL not in re.search(r"http\S+", mails("follow_confirm")[0].text)[0]


def test_words_of_a_stranger_are_not_sent_to_an_unproven_mailbox(kind):
    Client().post(PAGE, form(words="Kaufen Sie jetzt"))
    (mail,) = mails("follow_confirm")
    assert "Kaufen" not in mail.text + mail.subject + mail.html


def test_the_photo_of_a_single_mail_is_a_released_one_of_our_own_house(kind, photo, settings):
    subscribed()
    shown = photo()
    report = make_report(kind, files=[shown], public=True)
    work()
    (mail,) = mails("follow_news")
    source = re.search(r'<img src="([^"]+)"', mail.html)[1]
    assert source.startswith(f"{settings.SITE_URL}/maengel/{report.case.reference}/foto/{shown.pk}/")
    answer = Client().get(source.removeprefix(settings.SITE_URL))
    assert answer.status_code == 200
    answer.close()


def test_who_lives_in_a_district_that_is_gone_does_not_hear_of_the_whole_town(kind, districts):
    subscribed(shape=Shape.DISTRICT, district_id=districts["Birk"].pk)
    Report.objects.filter(district=districts["Birk"]).delete()
    districts["Birk"].delete()
    assert not Subscription.objects.exists()
