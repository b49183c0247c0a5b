# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The statistics: the same figures made at night and counted today, what the public may know, and who sees the units."""

import csv
import io
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from nahdran.cases.enums import Confidentiality
from nahdran.cases.models import Case, ClosingAnswer
from nahdran.cases.operations import (
    answer_closing,
    ask_again,
    change_status,
    forget_people,
    open_again,
    rate,
    revisits,
)
from nahdran.kit import clock
from nahdran.reports.figures.periods import Period
from nahdran.reports.models import Figure, FigureState
from nahdran.reports.operations import make_figures
from nahdran.reports.queries.figures import CATEGORY, DISTRICT, GROUP, MONTH, UNIT, Figures, Scope
from tests.factories.accounts import client_of, make_staff
from tests.factories.cases import make_person, make_unit
from tests.factories.reports import IN_BIRK, INSIDE, make_category, make_report

PAGE, DESK = "/maengel/statistik/", "/arbeitsplatz/maengel/statistik/"
YEAR = Period.parse("2026")
START = datetime.fromisoformat("2026-06-10T08:00:00+00:00")


@pytest.fixture
def now(db):
    """A day in June; no night has counted anything yet."""
    FigureState.objects.all().delete()
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def answer_and_settle(report, clerk, now, *, after, to="DONE"):
    """The first answer after half the days, settled after all of them."""
    begun = clock.now()
    now.move_to(begun + after / 2)
    change_status(case=Case.objects.get(pk=report.pk), to="CHECKED", actor=clerk)
    now.move_to(begun + after)
    change_status(case=Case.objects.get(pk=report.pk), to=to, actor=clerk, public_text="Fertig.")
    now.move_to(begun)


@pytest.fixture
def told(lamp, districts, clerk, now):
    """Six lamps in Lohmar and one bench in Birk in June; settled after 2, 4, 6 … days, the bench and the last lamp not."""
    bench = make_category("Bank beschädigt")
    for number in range(6):
        report = make_report(lamp, INSIDE)
        if number < 5:
            answer_and_settle(report, clerk, now, after=timedelta(days=2 * (number + 1)))
    make_report(bench, IN_BIRK)
    now.move_to(START + timedelta(days=30))
    return {"lamp": lamp, "bench": bench, "districts": districts}


def of(numbers):
    return (numbers.reported, numbers.answered, numbers.settled, numbers.open)


def test_the_figures_of_a_month_are_right(told):
    make_figures()
    figures = Figures()
    june = figures.months(Scope())[START.date().replace(day=1)]

    assert (june.reported, june.answered, june.settled) == (7, 5, 5)
    assert june.settle_days == pytest.approx(6, abs=0.25)
    assert june.answer_days == pytest.approx(3, abs=0.25)
    # Ten working days are promised; all five were settled within them.
    assert (june.settled_in_time, june.share_in_time) == (5, 1)
    assert figures.open_by(MONTH, Scope())[0].open == 2
    assert figures.open_by(MONTH, Scope())[0].age_days == pytest.approx(30, abs=1)


def test_lines_by_group_kind_district_and_unit_add_up(told, unit):
    make_figures()
    figures = Figures()
    lamp, bench, districts = told["lamp"], told["bench"], told["districts"]

    def reported(dimension, scope=Scope()):  # noqa: B008  frozen
        lines = {}
        for (key, _month), numbers in figures.by(dimension, scope, YEAR).items():
            lines[key] = lines.get(key, 0) + numbers.reported
        return lines

    assert reported(GROUP) == {lamp.group_id: 6, bench.group_id: 1}
    assert reported(CATEGORY, Scope(group_id=lamp.group_id)) == {lamp.pk: 6}
    assert reported(DISTRICT) == {districts["Lohmar"].pk: 6, districts["Birk"].pk: 1}
    assert reported(DISTRICT, Scope(group_id=bench.group_id)) == {districts["Birk"].pk: 1}
    assert reported(GROUP, Scope(district_id=districts["Birk"].pk)) == {bench.group_id: 1}
    assert reported(UNIT) == {unit.pk: 7}
    assert reported(GROUP, Scope(unit_id=unit.pk)) == {lamp.group_id: 6, bench.group_id: 1}


def test_what_is_new_since_the_night_is_counted_with_it(lamp, clerk, now):
    old = make_report(lamp)
    make_figures()
    now.move_to(START + timedelta(days=1))
    make_figures()
    late = make_report(lamp, IN_BIRK)
    change_status(case=Case.objects.get(pk=old.pk), to="DONE", actor=clerk, public_text="Fertig.")

    figures = Figures()
    june = figures.months(Scope())[START.date().replace(day=1)]

    assert (june.reported, june.settled) == (2, 1)
    assert june.settle_days == pytest.approx(1, abs=0.25)
    assert figures.open_by(MONTH, Scope())[0].open == 1
    assert {key: line.open for key, line in figures.open_by(DISTRICT, Scope()).items() if line.open} == {
        late.district_id: 1
    }


def test_the_night_and_the_day_count_the_same(told, clerk, now):
    """Whatever is counted from the reports as they are now is counted again by the night, but for first answers."""
    before = Figures()
    by_day = {key: (line.reported, line.settled, line.settle_days) for key, line in before.months(Scope()).items()}
    open_by_day = {key: line.open for key, line in before.open_by(GROUP, Scope()).items()}
    make_figures()
    after = Figures()

    assert {
        key: (line.reported, line.settled, line.settle_days) for key, line in after.months(Scope()).items()
    } == by_day
    assert {key: line.open for key, line in after.open_by(GROUP, Scope()).items()} == open_by_day


def test_making_them_twice_changes_nothing(told):
    make_figures()
    first = list(Figure.objects.order_by("month", "unit_id", "group_id", "category_id", "district_id").values_list())
    make_figures()
    second = list(Figure.objects.order_by("month", "unit_id", "group_id", "category_id", "district_id").values_list())

    assert [row[1:] for row in first] == [row[1:] for row in second]


def test_a_month_ends_at_midnight_in_the_town(lamp, now):
    now.move_to(datetime.fromisoformat("2026-06-30T22:30:00+00:00"))
    make_report(lamp)
    now.move_to(datetime.fromisoformat("2026-07-05T10:00:00+00:00"))

    for _made in (False, True):
        assert [month.isoformat() for month in Figures().months(Scope())] == ["2026-07-01"]
        make_figures()


def test_confidential_and_withdrawn_reports_are_nobodys_figures(lamp, clerk, now):
    secret, back = make_report(lamp), make_report(lamp)
    Case.objects.filter(pk=secret.pk).update(confidentiality=Confidentiality.CONFIDENTIAL)
    change_status(case=back.case, to="WITHDRAWN", actor=None, public_text="Zurückgezogen.")

    assert Figures().months(Scope()) == {}
    now.move_to(START + timedelta(days=1))
    make_figures()
    assert Figures().months(Scope()) == {}


def test_what_is_opened_again_is_no_longer_settled(lamp, clerk, now):
    report = make_report(lamp)
    change_status(case=report.case, to="DONE", actor=clerk, public_text="Fertig.")
    now.move_to(START + timedelta(days=1))
    make_figures()
    change_status(case=Case.objects.get(pk=report.pk), to="IN_WORK", actor=clerk)
    now.move_to(START + timedelta(days=2))
    make_figures()

    assert of(Figures().months(Scope())[START.date().replace(day=1)])[2] == 0
    assert Figures().open_by(MONTH, Scope())[0].open == 1


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200, response
    return response.content.decode()


def table(client, address):
    text = client.get(address).content.decode()
    return {(row["table"], row["label"]): row for row in csv.DictReader(io.StringIO(text, newline=""))}


def test_the_public_reads_no_number_below_five(told):
    make_figures()
    rows = table(Client(), "/maengel/statistik.csv?zeit=2026")

    # One bench: hidden. The lamps are hidden with it, or seven less six would tell.
    assert rows["group", "Straßenbeleuchtung"]["reported"] == ""
    assert rows["district", "Birk"]["reported"] == ""
    assert rows["month", "Juni 2026"]["reported"] == "7"
    assert not any("Einheit" in label or kind == "unit" for kind, label in rows)
    html = page(Client(), f"{PAGE}?zeit=2026")
    assert "Mängel in Zahlen" in html
    assert "zu wenige" in html


def test_page_table_and_json_hide_the_same(told):
    make_figures()
    client = Client()
    document = client.get("/maengel/statistik.json?zeit=2026").json()
    rows = table(client, "/maengel/statistik.csv?zeit=2026")

    for dimension, lines in document["tables"].items():
        for line in lines:
            row = rows[dimension, line["label"]]
            for name in ("reported", "settled", "open", "settle_days"):
                assert (row[name] == "") == (line[name] is None)
    assert all(line["late"] is None for lines in document["tables"].values() for line in lines)


def test_the_public_cannot_ask_for_units_or_cross_tables(told, unit):
    make_figures()
    client = Client()

    plain = table(client, "/maengel/statistik.csv?zeit=2026")
    assert table(client, f"/maengel/statistik.csv?zeit=2026&einheit={unit.pk}&ortsteil=birk") == plain
    kinds = {kind for kind, _label in table(client, "/maengel/statistik.csv?zeit=2026&gruppe=beleuchtung")}
    assert kinds == {"month", "category"}


def test_at_the_desk_everything_is_told_with_units(told, unit):
    make_figures()
    client = client_of(make_staff(rights=["reports.statistics"]))
    rows = table(client, "/arbeitsplatz/maengel/statistik.csv?zeit=2026")

    assert rows["group", "Straßenbeleuchtung"]["reported"] == "6"
    assert rows["district", "Birk"]["reported"] == "1"
    assert rows["unit", "Servicecenter"]["open"] == "2"
    assert rows["district", "Lohmar"]["late"] == "1"
    html = page(client, f"{DESK}?zeit=2026-Q2&einheit={unit.pk}")
    assert "2. Quartal 2026" in html


def test_who_holds_the_right_in_one_unit_sees_that_unit_alone(told, unit):
    make_figures()
    other = make_unit("Bauhof", "BH")
    member = client_of(make_person(other, rights=("reports.statistics",)))

    rows = table(member, f"/arbeitsplatz/maengel/statistik.csv?zeit=2026&einheit={unit.pk}")

    assert rows["month", "Juni 2026"]["reported"] == "0"
    assert not any(kind == "unit" for kind, _label in rows)
    assert "Ganze Stadt" not in page(member, DESK)


def test_without_the_right_there_is_no_page(town):
    assert client_of(make_staff()).get(DESK).status_code == 403
    assert Client().get(DESK).status_code == 302


def test_a_period_is_compared_with_the_one_before(lamp, clerk, now):
    for month, count in (("2025-03", 6), ("2026-03", 9)):
        now.move_to(datetime.fromisoformat(f"{month}-10T10:00:00+00:00"))
        for _number in range(count):
            make_report(lamp)
    now.move_to(START)
    make_figures()

    html = page(Client(), f"{PAGE}?zeit=2026")

    assert (
        '<dd class="nd-kpis__before">Januar – Mai 2026: 9</dd><dd class="nd-kpis__before">Januar – Mai 2025: 6</dd>'
        in html
    )
    assert "Februar 2026: " not in page(Client(), f"{PAGE}?zeit=2026-03")


def test_the_chart_has_its_table_and_every_figure_its_sentence(told):
    make_figures()
    html = page(Client(), f"{PAGE}?zeit=2026")

    assert html.count('<svg class="nd-chart" role="img"') == 1
    assert "Die Tabelle darunter nennt alle Werte." in html
    assert "Werte als Tabelle" in html
    assert html.count('<dd class="nd-num">') == 6


@pytest.mark.parametrize(
    "query", ["?zeit=unsinn", "?gruppe=gibt-es-nicht", "?zeit=1991", "?zeit=2199-12", "?einheit=x"]
)
def test_nonsense_in_the_address_shows_something_all_the_same(told, query):
    page(Client(), PAGE + query)


def test_a_town_without_reports_has_a_page_too(town):
    assert "In dieser Zeit gab es hier nichts." in page(Client(), PAGE)


@pytest.mark.parametrize("count", [1, 4])
def test_the_page_costs_the_same_however_much_there_is(lamp, now, count, django_assert_max_num_queries):
    for _number in range(count):
        make_report(lamp)
    make_figures()
    client = Client()

    with django_assert_max_num_queries(15):
        page(client, PAGE)


@pytest.fixture
def heard(told, clerk):
    """Five people answer: four say that it is settled and rate it, the fifth asks to look again and is heard."""
    for case in Case.objects.filter(status="DONE").order_by("id"):
        change = revisits.closing_of(case)
        if ClosingAnswer.objects.count() == 4:
            ask_again(case=case, reason="PARTLY", text="Es flackert.", who=1)
            open_again(case=case, actor=clerk)
            continue
        found = answer_closing(case=case, change_id=change.pk, who=1, is_settled=True)
        rate(answer=found, score=4, good=["SPEED"], bad=[], comment="Gut.")
    return told


def test_what_people_say_after_a_closing_is_counted_by_month_and_dimension(heard, now):
    now.shift(timedelta(days=1))
    make_figures()
    july = Figures().months(Scope())[date(2026, 7, 1)]
    assert (july.confirmed, july.denied, july.rated, july.score, july.revisits, july.reopened) == (4, 1, 4, 4.0, 1, 1)
    by_district = Figures().by(DISTRICT, Scope(), YEAR)
    assert sum(line.confirmed for line in by_district.values()) == 4


def test_the_figures_stay_when_the_people_are_forgotten(heard, now):
    for case in Case.objects.all():
        forget_people(case=case)
    now.shift(timedelta(days=1))
    make_figures()
    assert Figures().months(Scope())[date(2026, 7, 1)].score == 4.0


def test_page_and_files_tell_it_and_the_public_sees_no_small_number(heard, now):
    now.shift(timedelta(days=1))
    make_figures()
    html = page(Client(), f"{PAGE}?zeit=2026")
    assert "Nach dem Abschluss" in html
    assert "80\u00a0%" in html  # five answers may be shown, four ratings and one request may not
    assert "zu wenige" in html
    line = next(iter(Client().get("/maengel/statistik.json?zeit=2026").json()["tables"]["month"]))
    assert {"voices", "confirmed", "score", "revisits", "reopened"} <= line.keys()
    months = Client().get("/maengel/statistik.json?zeit=2026").json()["tables"]["month"]
    july = next(line for line in months if line["key"] == "2026-07")
    assert (july["voices"], july["confirmed"], july["score"], july["revisits"]) == (5, 0.8, None, None)
    desk = client_of(make_staff(rights=["reports.statistics"]))
    told = desk.get("/arbeitsplatz/maengel/statistik.json?zeit=2026").json()["tables"]["month"]
    july = next(line for line in told if line["key"] == "2026-07")
    assert (july["score"], july["revisits"]) == (4.0, 1)
