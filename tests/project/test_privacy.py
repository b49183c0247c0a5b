# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What browsers keep and what the log says: nothing that is somebody's."""

import pytest
from django.test import Client
from structlog.testing import capture_logs

from nahdran.kit.ids import format_reference
from tests.factories.accounts import make_admin, sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address", ["/arbeitsplatz/", "/arbeitsplatz/eingang/", "/arbeitsplatz/einstellungen/betrieb/"]
)
def test_browsers_keep_no_page_of_the_desk(address: str) -> None:
    page = sign_in(Client(), make_admin()).get(address)

    assert page.status_code == 200
    assert page["Cache-Control"] == "no-store"


def test_the_log_names_a_case_by_its_reference_and_nothing_else_that_was_typed() -> None:
    known = format_reference("LOH", 2026, 1)

    with capture_logs() as lines:
        Client().get(f"/anliegen/{known}/")
        Client().get("/anliegen/Erika Mustermann/")

    assert [line.get("case") for line in lines if line["event"] == "request"] == [known, None]
    assert "Mustermann" not in str(lines)
