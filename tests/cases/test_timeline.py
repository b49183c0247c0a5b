# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What happened to a case, for the desk and for the person."""

import pytest

from nahdran.cases.models import Case
from nahdran.cases.operations import (
    add_note,
    answer,
    ask_back,
    assign,
    attach,
    change_status,
    hand_over,
    receive_message,
)
from nahdran.cases.queries import changes_since, history, timeline
from nahdran.files.operations import ingest
from tests.factories.cases import make_case, make_unit
from tests.factories.files import encoded, upload

pytestmark = pytest.mark.django_db


def whats(case, *, public):
    return [event.what for event in timeline(case, public=public)]


def titles(case, *, public):
    return [event.title for event in timeline(case, public=public)]


@pytest.fixture
def walked(case, clerk):
    """A case with every sort of step."""
    change_status(case=case, to="WORK", actor=clerk)
    assign(case=case, assignee=clerk, actor=clerk)
    add_note(case=case, actor=clerk, text="2217 und 2218 hängen am selben Kabel.")
    ask_back(case=case, actor=clerk, text="Welche Nummer hat der Mast?")
    receive_message(case=case, text="2217")
    answer(case=case, actor=clerk, text="Danke, wir kommen am Mittwoch.")
    hand_over(case=case, unit=make_unit("Netzbetrieb"), actor=clerk, reason="Kabel gehört dem Netz.")
    change_status(case=case, to="DONE", actor=clerk, public_text="Die Lampe leuchtet wieder.")
    return case


def test_the_desk_sees_every_step_in_order(walked):
    assert whats(walked, public=False) == [
        "opened", "assigned", "status", "assigned", "note", "asked", "received", "sent", "handed_over", "closed",
    ]  # fmt: skip


def test_the_person_sees_what_was_meant_for_them(walked):
    assert titles(walked, public=True) == [
        "Sie haben gemeldet",
        "Angekommen",
        "In Arbeit",
        "Frage: Bauhof",
        "Sie haben geschrieben",
        "Antwort: Bauhof",
        "Weitergegeben an: Netzbetrieb",
        "Erledigt",
    ]


def test_the_person_never_reads_names_notes_or_inner_reasons(walked, clerk):
    told = " ".join(f"{event.title} {event.who} {event.text}" for event in timeline(walked, public=True))
    for hidden in (clerk.name, "Kabel", "hängen am selben"):
        assert hidden not in told
    assert "Die Lampe leuchtet wieder." in told


def test_files_are_shown_with_their_message_and_only_to_whom_they_belong(case, clerk):
    photo, plan = ingest(upload=upload(encoded())).file, ingest(upload=upload(encoded())).file
    receive_message(case=case, text="Ein Foto vom Schild", files=[photo])
    add_note(case=case, actor=clerk, text="Plan", files=[plan])
    shown = [attachment.file_id for event in timeline(case, public=True) for attachment in event.files]
    assert shown == [photo.pk]
    assert len([1 for event in timeline(case, public=False) for _ in event.files]) == 2


def test_a_loose_file_is_an_event_of_its_own(case, clerk):
    attach(case=case, file=ingest(upload=upload(encoded())).file, actor=clerk)
    assert whats(case, public=True)[-1] == "files"


def test_one_query_however_long_the_past(walked, django_assert_num_queries):
    with django_assert_num_queries(1):
        timeline(walked, public=False)
    with django_assert_num_queries(1):
        timeline(walked, public=True)


def test_what_happened_since_is_exactly_what_was_not_seen(case, clerk, time_machine):
    time_machine.move_to("2027-01-11 10:00+01:00", tick=False)
    add_note(case=case, actor=clerk, text="Gesehen")
    seen = Case.objects.get(pk=case.pk).changed_at
    assert changes_since(case, seen) == []
    receive_message(case=case, text="Noch etwas")
    assert [event.text for event in changes_since(case, seen)] == ["Noch etwas"]


def test_stations_are_reached_and_left_again(unit, clerk, time_machine):
    time_machine.move_to("2026-11-16 08:00+01:00", tick=False)
    case = make_case(unit)
    change_status(case=case, to="WORK", actor=clerk)
    case = Case.objects.get(pk=case.pk)
    assert set(history(case).reached()) == {0, 2}
    change_status(case=case, to="DONE", actor=clerk, public_text="Fertig.")
    assert set(history(case).reached()) == {0, 2, 3}
    change_status(case=case, to="WORK", actor=clerk)
    assert set(history(case).reached()) == {0, 2}
