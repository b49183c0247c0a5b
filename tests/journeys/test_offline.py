# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reporting where there is no network: written and sent offline, the page closed, and exactly one case when the network is back."""

import re
from datetime import timedelta

import pytest
from django.conf import settings as configured
from playwright.sync_api import expect

from nahdran.assets.models import AssetLayer
from nahdran.cases.models import Attachment, Case, Party
from nahdran.places.queries import town_view
from nahdran.pwa import plan
from nahdran.reports import suspicion
from nahdran.reports.models import Report, ReportDraft
from tests.factories.assets import make_asset
from tests.journeys.steps import TEXT, heading, picture, wait_for, wait_until
from tests.journeys.watch import check

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FORM, LIST = "/maengel/neu/unterwegs/", "/maengel/neu/entwuerfe/"
SEND = "**/maengel/neu/unterwegs/senden/"
HERE = {"longitude": 7.2145, "latitude": 50.8386, "accuracy": 12}
EMAIL = "erika@mustermann.example"
READY = "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"
STORED = """async () => {
    const open = indexedDB.open("nahdran");
    const db = await new Promise(done => (open.onsuccess = () => done(open.result)));
    const all = name => new Promise(done => { const asked = db.transaction(name).objectStore(name).getAll(); asked.onsuccess = () => done(asked.result); });
    const found = { entries: await all("entries"), files: (await all("files")).length, personal: await all("personal") };
    db.close();
    return found;
}"""
KEPT = "caches.keys().then(names => Promise.all(names.map(name => caches.open(name).then(cache => cache.keys())))).then(all => all.flat().map(request => new URL(request.url).pathname))"


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """A test types faster than anybody, and the worker's plan may be a new one in each test."""
    monkeypatch.setattr(suspicion, "SHORTEST_VISIT", timedelta(0))
    plan.forget()
    yield
    plan.forget()


@pytest.fixture
def phone(town, windows):
    """``phone()``: a window of a phone that has the pages it needs without a network."""

    def open_one(**options):
        # A network that is gone, and reports that the town does not take as they are.
        windows.cut += ["net::ERR_", "422: "]
        options = {"width": 360, "height": 740, "geolocation": HERE, "permissions": ["geolocation"], **options}
        window = windows(worker=True, **options)
        window.goto(FORM)
        wait_for(window, READY)
        wait_for(window, "caches.match('/maengel/neu/unterwegs/arten.json').then(Boolean)")
        return window

    return open_one


def offline(window, *, cut=True):
    window.context.set_offline(cut)


def onward(window, to):
    window.get_by_role("button", name=f"Weiter: {to}").click()


def fill_in(window, *, photos=2, text=TEXT, email="", place="here", checked=False):
    """From the photo to the review."""
    look = check if checked else lambda window: None
    heading(window, "Haben Sie ein Foto?")
    if photos:
        files = [picture(colour) | {"name": f"{colour[1:]}.jpg"} for colour in ("#557755", "#775555")[:photos]]
        window.locator("#id_photos").set_input_files(files)
        expect(window.locator("[data-photos] .nd-file")).to_have_count(photos)
    look(window)
    onward(window, "Ort")
    heading(window, "Wo ist der Schaden?")
    if place == "here":
        window.get_by_role("button", name="Mein Standort").click()
        expect(window.locator("[data-chosen-line]")).to_have_text("Ihr Standort")
    else:
        window.get_by_label("Straße und Hausnummer").fill(place)
    look(window)
    onward(window, "Art")
    heading(window, "Worum geht es?")
    window.get_by_role("searchbox").press_sequentially("Laterne")
    window.get_by_role("radio", name=re.compile("^Straßenlampe dunkel")).check()
    look(window)
    onward(window, "Angaben")
    heading(window, "Straßenlampe dunkel")
    window.get_by_label("Was ist los?").fill(text)
    if email:
        window.get_by_label("E-Mail-Adresse").fill(email)
    look(window)
    onward(window, "Prüfen")
    heading(window, "Stimmt alles so?")
    look(window)


def send(window):
    window.get_by_role("button", name="Meldung absenden").click()


def sent_reference(window):
    """What the list says that has arrived."""
    window.goto(LIST)
    expect(window.get_by_role("heading", name="Gesendet")).to_be_visible()
    return window.locator("[data-reference]:visible").inner_text()


def only_case():
    assert Case.objects.count() == 1
    return Case.objects.get()


def test_sent_without_a_network_closed_and_exactly_once_when_a_page_is_opened_again(phone):
    window = phone()
    offline(window)
    window.reload()
    fill_in(window, email=EMAIL, checked=True)
    expect(window.get_by_text("Sie sind gerade ohne Netz")).to_be_visible()
    send(window)
    heading(window, "Ihre Meldung liegt bereit")
    check(window)
    expect(window.get_by_role("link", name="1 Meldung auf diesem Gerät ist noch nicht gesendet")).to_be_visible()
    window.goto(LIST)
    expect(window.get_by_role("heading", name="Wartet auf Netz")).to_be_visible()
    expect(window.get_by_role("main")).to_contain_text("eigener Standort, 2 Bilder")
    check(window)
    context = window.context
    window.close()
    assert not Case.objects.exists()

    context.set_offline(False)
    again = context.new_page()
    again.goto("/")
    expect(again.locator("[data-queue=reports]")).to_be_hidden()
    reference = sent_reference(again)
    check(again)

    case = only_case()
    assert case.reference == reference
    assert Report.objects.get().description == TEXT
    assert Attachment.objects.filter(case=case).count() == 2
    assert Party.objects.get().email == EMAIL
    stored = again.evaluate(STORED)
    assert stored["files"] == 0
    assert EMAIL not in str(stored["entries"])
    assert TEXT not in str(stored["entries"])
    again.get_by_role("link", name="Stand ansehen").click()
    heading(again, "Straßenlampe dunkel")
    assert "/anliegen/" in again.url


def test_the_number_on_a_mast_is_kept_without_a_network_and_is_the_place_when_it_arrives(town, phone):
    west, south, east, north = town_view().bounds
    mast = make_asset(AssetLayer.objects.get(key="lampen"), "990001", ((west + east) / 2, (south + north) / 2))
    window = phone()
    offline(window)
    window.reload()
    heading(window, "Haben Sie ein Foto?")
    onward(window, "Ort")
    window.get_by_label("Nummer am Objekt").fill("990001")
    check(window)
    onward(window, "Art")
    heading(window, "Worum geht es?")
    window.reload()
    heading(window, "Worum geht es?")
    window.get_by_role("searchbox").press_sequentially("Laterne")
    window.get_by_role("radio", name=re.compile("^Straßenlampe dunkel")).check()
    onward(window, "Angaben")
    window.get_by_label("Was ist los?").fill(TEXT)
    onward(window, "Prüfen")
    expect(window.locator("[data-review-place]")).to_have_text("Nummer am Objekt: 990001")
    send(window)
    heading(window, "Ihre Meldung liegt bereit")
    offline(window, cut=False)
    sent_reference(window)
    report = Report.objects.get(case=only_case())
    assert report.linked_asset.asset == mast
    assert (report.lon, report.lat) == (round(mast.lon, 6), round(mast.lat, 6))


def test_sent_by_the_worker_alone_while_no_page_is_open(phone, browser, live_server):
    window = phone()
    context = window.context
    context.grant_permissions(["geolocation", "background-sync"])  # what is not named is forbidden
    offline(window)
    fill_in(window)
    send(window)
    heading(window, "Ihre Meldung liegt bereit")
    wait_for(
        window, "navigator.serviceWorker.ready.then(r => r.sync.getTags()).then(tags => tags.includes('nahdran-send'))"
    )
    elsewhere = context.new_page()
    debugger = context.new_cdp_session(elsewhere)
    seen = []
    debugger.on("ServiceWorker.workerRegistrationUpdated", lambda event: seen.extend(event["registrations"]))
    debugger.send("ServiceWorker.enable")
    elsewhere.wait_for_function("true")
    window.close()
    registration = next(
        entry for entry in seen if entry["scopeURL"].startswith(live_server.url) and not entry["isDeleted"]
    )

    context.set_offline(False)
    assert [page.url for page in context.pages] == ["about:blank"]
    waking = {"origin": live_server.url, "registrationId": registration["registrationId"], "tag": "nahdran-send"}
    debugger.send("ServiceWorker.dispatchSyncEvent", {**waking, "lastChance": False})
    wait_until(elsewhere, Case.objects.exists)
    debugger.send("ServiceWorker.dispatchSyncEvent", {**waking, "lastChance": False})

    assert [page.url for page in context.pages] == ["about:blank"]
    reference = sent_reference(elsewhere)
    assert only_case().reference == reference
    assert Attachment.objects.count() == 2


def test_an_answer_that_is_lost_leaves_one_case(phone):
    window = phone()
    handled = []

    def swallow(route):
        if len(handled) < 2:
            handled.append(route.fetch().status)
            route.abort("connectionreset")
        else:
            route.fallback()

    window.context.route(SEND, swallow)
    fill_in(window)
    send(window)
    wait_until(window, lambda: handled)
    assert handled[0] == 201
    reference = only_case().reference
    # It is tried again by itself, by the page or by the worker, until an answer comes.
    window.goto(LIST)
    expect(window.get_by_role("heading", name="Gesendet")).to_be_visible(timeout=40_000)

    assert window.locator("[data-reference]:visible").inner_text() == reference
    assert Case.objects.count() == 1
    assert Attachment.objects.count() == 2


def test_what_was_changed_after_it_had_arrived_is_not_passed_over_in_silence(phone):
    window = phone()
    handled = []

    def swallow(route):
        # Until the text is changed nothing more gets through.
        window.context.route("**/app/schluessel/", lambda other: other.abort())
        handled.append(route.fetch().status)
        route.abort("connectionreset")

    window.context.route(SEND, swallow, times=1)
    # Without the worker only the page sends, and the page is held back.
    window.evaluate("navigator.serviceWorker.getRegistration().then(found => found.unregister())")
    fill_in(window, photos=0)
    send(window)
    wait_until(window, lambda: handled)
    heading(window, "Ihre Meldung liegt bereit")
    window.goto(LIST)
    window.get_by_role("link", name="Weiterschreiben").click()
    window.get_by_role("link", name="Ändern Angaben").click()
    window.get_by_label("Was ist los?").fill("Die Lampe brennt wieder.")
    onward(window, "Prüfen")
    window.context.unroute("**/app/schluessel/")
    send(window)
    heading(window, "Danke für Ihre Meldung")
    expect(window.get_by_text("Ihre Meldung war schon angekommen")).to_be_visible()
    check(window)
    only_case()
    assert Report.objects.get().description == TEXT


def test_the_network_comes_back_while_the_page_is_open(phone):
    window = phone()
    offline(window)
    fill_in(window, photos=0)
    send(window)
    heading(window, "Ihre Meldung liegt bereit")

    offline(window, cut=False)

    heading(window, "Danke für Ihre Meldung")
    check(window)
    assert window.locator("#gesendet [data-reference]").inner_text() == only_case().reference


def test_one_draft_sent_from_two_windows_is_one_case(phone):
    window = phone()
    fill_in(window)
    other = window.context.new_page()
    other.goto(window.url)
    other.reload()
    heading(other, "Stimmt alles so?")
    expect(other.locator("[data-review-photos] img")).to_have_count(2)
    offline(window)
    for each in (window, other):
        each.evaluate("document.querySelector('[data-send]').click()")
    for each in (window, other):
        heading(each, "Ihre Meldung liegt bereit")

    offline(window, cut=False)

    for each in (window, other):
        heading(each, "Danke für Ihre Meldung")
    assert only_case().reference
    assert Attachment.objects.count() == 2


def test_several_drafts_at_once_are_kept_continued_and_deleted(phone):
    window = phone()
    offline(window)
    window.locator("#id_photos").set_input_files([picture()])
    expect(window.locator("[data-photos] .nd-file")).to_have_count(1)
    window.goto(LIST)
    window.get_by_role("link", name="Neue Meldung").click()
    heading(window, "Haben Sie ein Foto?")
    expect(window.locator("[data-photos] .nd-file")).to_have_count(0)
    onward(window, "Ort")
    window.get_by_label("Straße und Hausnummer").fill("Hauptstraße 7")
    window.goto(LIST)
    drafts = window.locator("[data-group=draft] .nd-row")
    expect(drafts).to_have_count(2)
    expect(drafts.first).to_contain_text("Hauptstraße 7")
    expect(drafts.last).to_contain_text("1 Bild")
    check(window)
    drafts.first.get_by_role("link", name="Weiterschreiben").click()
    onward(window, "Ort")
    expect(window.get_by_label("Straße und Hausnummer")).to_have_value("Hauptstraße 7")
    window.goto(LIST)
    drafts.first.get_by_role("button", name="Löschen").click()
    check(window)
    window.get_by_role("dialog").get_by_role("button", name="Löschen").click()
    expect(drafts).to_have_count(1)
    window.get_by_role("button", name="Alles auf diesem Gerät löschen").click()
    check(window)
    window.get_by_role("dialog").get_by_role("button", name="Alles löschen").click()
    expect(window.get_by_text("Hier liegt nichts")).to_be_visible()
    check(window)
    stored = window.evaluate(STORED)
    assert (stored["entries"], stored["files"]) == ([], 0)


def test_what_was_refused_says_why_and_is_sent_after_the_correction(phone):
    window = phone()
    offline(window)
    fill_in(window, photos=1, place="Gibtesnichtweg 99")
    send(window)
    heading(window, "Ihre Meldung liegt bereit")
    offline(window, cut=False)
    heading(window, "So konnten wir die Meldung nicht annehmen")
    check(window)
    window.goto(LIST)
    expect(window.get_by_role("heading", name="Bitte ansehen")).to_be_visible()
    check(window)
    window.get_by_role("link", name="Weiterschreiben").click()
    window.get_by_role("link", name=re.compile("haben wir keine Adresse gefunden")).click()
    heading(window, "Wo ist der Schaden?")
    check(window)
    window.get_by_label("Straße und Hausnummer").fill("")
    window.get_by_role("button", name="Mein Standort").click()
    expect(window.locator("[data-chosen-line]")).to_have_text("Ihr Standort")
    onward(window, "Art")
    onward(window, "Angaben")
    onward(window, "Prüfen")
    expect(window.locator("[data-review-photos] img")).to_have_count(1)
    send(window)
    heading(window, "Danke für Ihre Meldung")
    assert only_case().reference
    assert Attachment.objects.count() == 1


def test_words_that_fit_several_places_are_chosen_from(phone):
    window = phone()
    fill_in(window, photos=0, place="Hauptstraße 7")
    send(window)
    heading(window, "So konnten wir die Meldung nicht annehmen")
    window.get_by_role("link", name="Angaben ändern").click()
    window.get_by_role("link", name="Bitte wählen Sie eine der gefundenen Adressen aus.").click()
    first = window.get_by_role("radio").first
    expect(first).to_be_focused()
    label = window.locator("[data-choices-list] label").first.inner_text()
    first.check()
    check(window)
    onward(window, "Art")
    onward(window, "Angaben")
    onward(window, "Prüfen")
    expect(window.get_by_role("main")).to_contain_text(label)
    send(window)
    heading(window, "Danke für Ihre Meldung")
    assert Report.objects.get().address == label


def test_by_keys_alone_and_without_a_network(phone):
    window = phone()
    offline(window)
    window.reload()
    heading(window, "Haben Sie ein Foto?")
    _press(window, "Weiter: Ort", then="Wo ist der Schaden?")
    expect(window.locator("[data-town]")).to_have_attribute("src", re.compile("."))  # the map is a part of its own
    _tab_to(window, "[data-surface]")
    window.keyboard.press("ArrowRight")
    window.keyboard.press("+")
    window.keyboard.press("Enter")
    expect(window.locator("[data-chosen-line]")).to_have_text("Punkt auf der Karte")
    window.keyboard.press("Escape")
    expect(window.get_by_label("Straße und Hausnummer")).to_be_focused()
    _press(window, "Weiter: Art", then="Worum geht es?")
    _tab_to(window, "input[type=search]")
    window.keyboard.type("Laterne")
    _tab_to(window, "input[type=radio]")
    window.keyboard.press("Space")
    _press(window, "Weiter: Angaben", then="Straßenlampe dunkel")
    _tab_to(window, "#id_text")
    window.keyboard.type(TEXT)
    _press(window, "Weiter: Prüfen", then="Stimmt alles so?")
    _press(window, "Meldung absenden", then="Ihre Meldung liegt bereit")
    check(window)
    offline(window, cut=False)
    heading(window, "Danke für Ihre Meldung")
    assert only_case().reference


def _tab_to(window, selector, most=60):
    for _ in range(most):
        window.keyboard.press("Tab")
        if window.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"No key leads to {selector}.")


def _press(window, name, then):
    """Goes to the button by Tab and presses Enter; the keyboard then stands at the heading of what comes."""
    button = window.get_by_role("button", name=name)
    for _ in range(60):
        if button.evaluate("element => element === document.activeElement"):
            window.keyboard.press("Enter")
            expect(window.get_by_role("heading", level=1, name=then)).to_be_focused()
            return
        window.keyboard.press("Tab")
    raise AssertionError(f"No key leads to {name}.")


def test_nothing_typed_is_lost_when_the_page_is_closed_in_the_middle_of_a_word(phone):
    window = phone()
    offline(window)
    onward(window, "Ort")
    window.get_by_label("Genauer, wenn Sie mögen").fill("hinter der Bäck")
    context = window.context
    window.close(run_before_unload=True)
    wait_until(again := context.new_page(), lambda: len(context.pages) == 1)
    again.goto(LIST)
    again.get_by_role("link", name="Weiterschreiben").click()
    onward(again, "Ort")
    expect(again.get_by_label("Genauer, wenn Sie mögen")).to_have_value("hinter der Bäck")


def test_each_step_says_what_it_still_needs(phone):
    window = phone()
    onward(window, "Ort")
    onward(window, "Art")
    expect(window.get_by_role("alert")).to_contain_text("Bitte sagen Sie uns, wo der Schaden ist.")
    check(window)
    window.get_by_label("Straße und Hausnummer").fill("Hauptstraße 7")
    onward(window, "Art")
    onward(window, "Angaben")
    expect(window.get_by_role("alert")).to_contain_text("Bitte wählen Sie aus, worum es geht.")
    check(window)
    window.get_by_role("searchbox").press_sequentially("Laterne")
    window.get_by_role("radio", name=re.compile("^Straßenlampe dunkel")).check()
    expect(window.get_by_role("alert")).to_be_hidden()
    onward(window, "Angaben")
    onward(window, "Prüfen")
    expect(window.get_by_role("alert")).to_contain_text("Bitte beschreiben Sie den Mangel kurz.")
    check(window)
    window.get_by_role("alert").get_by_role("link").click()
    expect(window.get_by_label("Was ist los?")).to_be_focused()


def test_without_a_network_every_way_leads_somewhere(phone):
    window = phone()
    offline(window)
    window.goto("/maengel/neu/foto/")
    heading(window, "Haben Sie ein Foto?")
    assert window.url.endswith(FORM)
    window.goto("/anliegen/")
    heading(window, "Gerade ohne Netz")
    check(window)
    window.get_by_role("link", name="Einen Mangel melden").click()
    heading(window, "Haben Sie ein Foto?")
    offline(window, cut=False)
    window.goto("/anliegen/")
    expect(window.get_by_label("Vorgangsnummer")).to_be_visible()


def test_no_page_about_a_person_and_none_of_the_desk_is_kept(phone, staff):
    window = phone()
    fill_in(window, photos=1, email=EMAIL)
    send(window)
    heading(window, "Danke für Ihre Meldung")
    window.get_by_role("link", name="Stand der Meldung ansehen").click()
    heading(window, "Straßenlampe dunkel")
    for path in ("/konto/anmelden/", "/arbeitsplatz/anmelden/", "/maengel/", "/"):
        window.goto(path)
    kept = set(window.evaluate(KEPT))

    assert not [path for path in kept if re.match("/(konto|anliegen|arbeitsplatz|redaktion)/", path)]
    pages = {path for path in kept if not path.startswith(("/static/", "/farben.css", "/karte/"))}
    assert pages == {"/offline/", FORM, LIST, f"{FORM}arten.json", "/unterwegs/"}
    case = only_case()
    offline(window)
    window.goto(f"/anliegen/{case.reference}/")
    heading(window, "Gerade ohne Netz")
    assert case.reference not in window.content()
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        window.goto("/arbeitsplatz/anmelden/")


def test_signing_out_takes_away_what_belonged_to_the_person(phone, live_server):
    from django.test import Client

    from tests.factories.accounts import make_citizen, sign_in

    window = phone()
    name = configured.SESSION_COOKIE_NAME
    client = sign_in(Client(), make_citizen(email=EMAIL))
    window.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    window.goto(FORM)
    window.reload()
    wait_for(window, f"({STORED})().then(found => found.personal.some(Boolean))")
    onward(window, "Ort")
    window.get_by_label("Straße und Hausnummer").fill("Hauptstraße 7")
    window.goto("/konto/")
    window.get_by_role("button", name="Abmelden").click()
    wait_for(window, f"({STORED})().then(found => found.personal.length === 0)")

    assert "abgemeldet" not in window.evaluate("document.cookie")
    # What was begun stays: it lies on the device, not in the account.
    assert len(window.evaluate(STORED)["entries"]) == 1


def test_a_new_version_asks_before_it_changes_an_open_form(phone, settings, tmp_path):
    window = phone()
    onward(window, "Ort")
    window.get_by_label("Straße und Hausnummer").fill("Hauptstraße 7")
    before = window.evaluate("caches.keys()")
    _new_build(settings, tmp_path)
    window.evaluate("navigator.serviceWorker.getRegistration().then(found => found.update())")
    expect(window.get_by_text("Es gibt eine neue Version dieser Seite.")).to_be_visible()
    check(window)
    window.get_by_role("button", name="Neu laden").click()
    expect(window.get_by_text("Es gibt eine neue Version dieser Seite.")).to_be_hidden()
    heading(window, "Wo ist der Schaden?")
    expect(window.get_by_label("Straße und Hausnummer")).to_have_value("Hauptstraße 7")
    wait_for(window, "caches.keys().then(names => names.length === 1)")
    assert window.evaluate("caches.keys()") != before


def _new_build(settings, tmp_path):
    """The same worker with another hash."""
    code = (settings.BUILD_DIR / "client" / "worker.js").read_text()
    settings.BUILD_DIR = tmp_path / "newer"
    (settings.BUILD_DIR / "client").mkdir(parents=True)
    (settings.BUILD_DIR / "client" / "worker.js").write_text(f"{code}\n// newer")
    plan.forget()


def test_switched_off_the_worker_goes_and_the_drafts_stay(phone, settings):
    window = phone()
    onward(window, "Ort")
    window.get_by_label("Straße und Hausnummer").fill("Hauptstraße 7")
    settings.OFFLINE = False
    window.goto(LIST)
    wait_for(window, "navigator.serviceWorker.getRegistrations().then(all => all.length === 0)")
    wait_until(window, lambda: window.reload() and window.evaluate("caches.keys().then(names => names.length === 0)"))
    expect(window.locator("[data-group=draft] .nd-row")).to_have_count(1)


def test_the_form_on_the_page_offers_the_drafts_where_there_are_some(phone):
    window = phone()
    window.goto("/maengel/neu/foto/")
    offer = window.get_by_role("link", name="Entwürfe und wartende Meldungen")
    expect(offer).to_be_hidden()
    window.goto(FORM)
    onward(window, "Ort")
    window.get_by_label("Straße und Hausnummer").fill("Hauptstraße 7")
    window.goto("/maengel/neu/foto/")
    expect(offer).to_be_visible()
    check(window)
    offer.click()
    heading(window, "Entwürfe und wartende Meldungen")


def test_nobody_gets_a_worker_who_only_reads(town, windows):
    window = windows(worker=True, width=360, height=740)
    window.goto("/")
    window.wait_for_load_state("networkidle")
    assert window.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    assert window.evaluate("indexedDB.databases().then(all => all.length)") == 0
    assert window.evaluate("localStorage.length") == 0
    window.goto("/maengel/")
    wait_for(window, READY)
    assert not ReportDraft.objects.exists()
