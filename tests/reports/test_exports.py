# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The public reports as open data: complete, streamed, harmless in a spreadsheet, and nothing that is not public."""

import csv
import io
import json
from datetime import datetime

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve

from nahdran.cases.operations import NewParty, change_status
from nahdran.kit.sheet import csv_lines
from nahdran.reports.queries import export
from tests.factories.reports import make_report

COLUMNS = (
    "service_request_id,requested_datetime,updated_datetime,closed_date,status_description,status_notes,source,service_name,"
    "service_subtype,description,agency_responsible,address,lat,long"
)


def text_of(address):
    response = Client().get(address)
    assert response.status_code == 200
    return response, b"".join(response.streaming_content).decode()


def rows_of(address="/maengel/maengel.csv?stand=alle"):
    return list(csv.DictReader(io.StringIO(text_of(address)[1], newline="")))


def test_the_table_has_the_columns_of_georeport_bulk(lamp, clerk):
    report = make_report(lamp, public=True, public_text="Die Lampe am Zebrastreifen,\nsie flackert.")
    change_status(case=report.case, to="DONE", actor=clerk, public_text="Die Lampe leuchtet wieder.")

    response, text = text_of("/maengel/maengel.csv?stand=alle")
    (row,) = rows_of()

    assert response["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert text.startswith(f"{COLUMNS}\r\n")
    assert text.endswith("\r\n")
    assert row["service_request_id"] == report.case.reference
    assert row["description"] == "Die Lampe am Zebrastreifen,\nsie flackert."
    assert (row["status_description"], row["status_notes"]) == ("Erledigt", "Die Lampe leuchtet wieder.")
    assert (row["service_name"], row["agency_responsible"], row["source"]) == (
        "Straßenlampe dunkel",
        "Servicecenter",
        "Website",
    )
    assert (float(row["lat"]), float(row["long"])) == (50.84, 7.215)
    assert row["updated_datetime"] == row["closed_date"]
    assert datetime.fromisoformat(row["requested_datetime"]).utcoffset() is not None


def test_nothing_of_the_person_and_nothing_held_is_given_away(lamp, clerk):
    party = NewParty(name="Erika Beispiel", email="erika@example.org", phone="0221 998877")
    make_report(lamp, public=True, text="Mein Garten, Erika Beispiel", public_text="Lampe dunkel.", party=party)
    make_report(lamp, text="Geheimwort")

    for address in ("/maengel/maengel.csv?stand=alle", "/maengel/maengel.geojson?stand=alle"):
        text = text_of(address)[1]
        assert "Lampe dunkel." in text
        for secret in ("Erika", "erika@", "Garten", "Geheimwort", "998877"):
            assert secret not in text


@pytest.mark.parametrize("start", ["=1+1", "+49", "-2", "@SUM(A1)", "\t=1", " =1", "\n=1"])
def test_a_spreadsheet_takes_no_text_for_a_formula(start):
    (_head, line) = csv_lines(["a", "b"], [(start, -7.2)])

    (row,) = csv.reader(io.StringIO(line, newline=""))
    assert row == [f"'{start}", "-7.2"]


def test_a_long_list_comes_in_portions_without_gap_or_double(lamp, monkeypatch, django_assert_num_queries):
    made = {make_report(lamp, public=True).case.reference for _number in range(7)}
    monkeypatch.setattr(export, "PORTION", 3)

    references = [row["service_request_id"] for row in rows_of()]
    assert len(references) == 7
    assert set(references) == made


def test_the_first_line_leaves_before_the_last_is_read(lamp, monkeypatch, django_assert_max_num_queries):
    for _number in range(5):
        make_report(lamp, public=True)
    monkeypatch.setattr(export, "PORTION", 1)
    response = Client().get("/maengel/maengel.csv")
    stream = iter(response.streaming_content)

    with django_assert_max_num_queries(3):
        assert next(stream).startswith(b"service_request_id")
        assert next(stream)
    response.close()


def test_the_collection_is_geojson_with_the_longitude_first(lamp, photo):
    report = make_report(lamp, public=True, public_text="Dunkel.", files=[photo()])

    response, text = text_of("/maengel/maengel.geojson")
    collection = json.loads(text)

    assert response["Content-Type"] == "application/geo+json"
    assert collection["type"] == "FeatureCollection"
    (feature,) = collection["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [7.215, 50.84]}
    properties = feature["properties"]
    assert (properties["title"], properties["status"], properties["open"]) == (
        "Straßenlampe dunkel",
        "Eingegangen",
        True,
    )
    assert resolve(properties["photo"].removeprefix(settings.SITE_URL)).view_name == "reports:public_photo"
    assert properties["url"].endswith(f"/maengel/{report.case.reference}/")


def test_an_empty_choice_is_an_empty_collection(lamp):
    assert json.loads(text_of("/maengel/maengel.geojson")[1]) == {"type": "FeatureCollection", "features": []}
    assert text_of("/maengel/maengel.csv")[1] == f"{COLUMNS}\r\n"


def test_pages_of_the_collection_lead_to_the_next(lamp):
    made = {make_report(lamp, public=True).case.reference for _number in range(5)}
    client, address, seen = Client(), "/maengel/maengel.geojson?anzahl=2", []

    while address:
        response = client.get(address)
        collection = response.json()
        assert collection["numberReturned"] == len(collection["features"])
        seen += [feature["id"] for feature in collection["features"]]
        links = collection.get("links", [])
        address = links[0]["href"] if links else ""
        assert ("Link" in response.headers) == bool(address)

    assert len(seen) == 5
    assert set(seen) == made


def test_a_page_that_does_not_exist_says_what_to_do(lamp):
    response = Client().get("/maengel/maengel.geojson?anzahl=2&seite=unsinn")

    assert response.status_code == 400
    assert "seite" in response.json()["error"]


def test_the_data_is_not_sent_again_to_who_has_it(lamp):
    make_report(lamp, public=True)
    client = Client()
    etag = client.get("/maengel/maengel.csv")["ETag"]

    assert client.get("/maengel/maengel.csv", headers={"if-none-match": etag}).status_code == 304
    make_report(lamp, public=True)
    assert client.get("/maengel/maengel.csv", headers={"if-none-match": etag}).status_code == 200
