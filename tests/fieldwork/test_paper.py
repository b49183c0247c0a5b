# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The order on paper: readable by people and by screen readers, the same each time, and without anything of the person."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from nahdran.cases.models import Attachment
from nahdran.fieldwork.links import link_of
from nahdran.fieldwork.paper import paper_of
from nahdran.files.operations import ingest
from nahdran.kit import clock
from tests.factories.fieldwork import image, make_contractor, make_draft_order, make_sent_order

pytestmark = pytest.mark.django_db


def read(pdf):
    return PdfReader(BytesIO(pdf))


def words(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def kinds_of_tags(node, found=None):
    """Every structure type below a node of the tree of tags."""
    found = set() if found is None else found
    node = node.get_object()
    if isinstance(node, dict):
        found.add(node.get("/S"))
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            if not isinstance(kid, int):
                kinds_of_tags(kid, found)
    return found


def test_it_says_what_where_until_when_and_how_to_answer(case, clerk, firm):
    order = make_sent_order(case, clerk, contractor=firm)
    reader = read(paper_of(order))
    said = words(reader)
    for wanted in (
        "Leuchtmittel tauschen",
        "Mast 2217, Leiter nötig.",
        str(order),
        firm.name,
        order.address,
        "Unterschrift",
    ):
        assert wanted in said, wanted
    for personal in ("Erika", "Mustermann", "123456"):
        assert personal not in said
    assert len(reader.pages) == 1


def test_it_is_tagged_for_screen_readers(case, clerk, firm):
    photo = ingest(upload=image()).file
    Attachment.objects.create(case=case, file=photo, at=clock.now())
    root = read(paper_of(make_draft_order(case, clerk, contractor=firm, photos=[photo]))).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "de"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert {"/H1", "/H2", "/P", "/Figure"} <= kinds_of_tags(root["/StructTreeRoot"])


def test_the_same_order_gives_the_same_bytes(case, clerk, firm):
    order = make_sent_order(case, clerk, contractor=firm)
    assert paper_of(order) == paper_of(order)


def test_it_speaks_the_language_of_the_firm(case, clerk):
    order = make_sent_order(case, clerk, contractor=make_contractor("Lights Ltd", language="en"))
    reader = read(paper_of(order))
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert "Signature" in words(reader)


def test_the_link_stands_only_on_the_paper_that_the_firm_has_opened(case, clerk, firm):
    order = make_sent_order(case, clerk, contractor=firm)
    assert "Scannen Sie den Code" not in words(read(paper_of(order)))
    assert "Scannen Sie den Code" in words(read(paper_of(order, with_link=True)))
    assert link_of(order).encode() not in paper_of(order)


def test_words_are_never_taken_for_instructions(case, clerk, firm):
    odd = '#panic("x") $ _ * = - + / // @label <tag> \\ "quoted" #include "data.json"'
    order = make_draft_order(case, clerk, contractor=firm, title=odd, text=f"{odd}\n\n= {odd}")
    assert words(read(paper_of(order))).count('#panic("x")') >= 3


def test_many_words_go_on_a_second_page(case, clerk, firm):
    order = make_draft_order(case, clerk, contractor=firm, text="Bitte auch die Klappe am Mast schließen. " * 90)
    assert len(read(paper_of(order)).pages) == 2
