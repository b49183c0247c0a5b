# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The mails of a case: whose turn it is, number, link and code, in the reader's language, as text and as HTML."""

import pytest

from nahdran.cases import access
from nahdran.cases.models import Case
from nahdran.cases.operations import NewParty, answer, ask_back, change_status, renew_access
from nahdran.notices.models import Delivery
from tests.factories.cases import make_case

pytestmark = pytest.mark.django_db


def mail(template):
    return Delivery.objects.get(template=f"cases/{template}")


@pytest.mark.parametrize(
    ("template", "step", "words"),
    [
        ("opened", lambda case, clerk: None, ("Jetzt sind wir dran", "müssen Sie nichts tun")),
        ("question", lambda case, clerk: ask_back(case=case, actor=clerk, text="Welche Nummer?"), ("Jetzt sind Sie dran", "Welche Nummer?", "Bauhof fragt")),
        ("answer", lambda case, clerk: answer(case=case, actor=clerk, text="Wir kommen."), ("Wir kommen.", "Bauhof hat Ihnen")),
        ("status", lambda case, clerk: change_status(case=case, to="WORK", actor=clerk), ("neuen Stand: In Arbeit", "Wir kümmern uns darum.", "wieder von uns")),
        ("access", lambda case, clerk: renew_access(case=case, actor=clerk), ("gelten nicht mehr",)),
    ],
)  # fmt: skip
def test_each_mail_says_what_it_must(case, clerk, template, step, words):
    step(case, clerk)
    case = Case.objects.select_related("access").get(pk=case.pk)
    sent = mail(template)
    for part in (sent.text, sent.html):
        for word in (*words, "Guten Tag Erika Mustermann,", case.reference, access.link_of(case), access.code_of(case)):
            assert word in part, word
    assert case.reference in sent.subject
    assert sent.about == case.reference
    assert sent.is_secret, "link and code open the case"


def test_a_closing_mail_says_that_nothing_is_left_to_do(case, clerk):
    change_status(case=case, to="DONE", actor=clerk, public_text="Die Lampe leuchtet wieder.")
    assert "abgeschlossen" in mail("status").subject
    assert "Damit ist Ihr Anliegen für uns abgeschlossen." in mail("status").text
    assert "nichts weiter tun" not in mail("status").text, "the town asks whether it is really done"


def test_a_mail_about_a_case_that_is_not_done_here_asks_nothing(case, clerk):
    change_status(case=case, to="REFUSED", actor=clerk, public_text="Dafür ist der Kreis da.")
    assert "Sie müssen nichts weiter tun." in mail("status").text


def test_markup_in_an_answer_is_text_in_both_parts(case, clerk):
    answer(case=case, actor=clerk, text="<b>Hallo</b> & Grüße")
    assert "<b>Hallo</b> & Grüße" in mail("answer").text
    assert "&lt;b&gt;Hallo" in mail("answer").html


def test_who_gave_no_address_gets_no_mail(unit, clerk):
    case = make_case(unit, requester=NewParty(name="Erika"))
    answer(case=case, actor=clerk, text="Wir kommen.")
    assert not Delivery.objects.exists()


def test_without_a_name_the_greeting_has_no_gap(unit):
    make_case(unit, requester=NewParty(email="erika@example.org"))
    assert mail("opened").text.startswith("Guten Tag,\n")
