# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A whole town for the journeys: the demonstration of Lohmar, a real server, a real browser, and the accessibility check after each step."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from nahdran.accounts.models import User
from nahdran.kit.demo import demo_steps
from nahdran.org import queries as org_queries
from tests.browser import browser, complaints, page  # noqa: F401  fixtures
from tests.factories.accounts import sign_in

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def check_accessible(page):
    """No finding of axe on the page as it stands now."""
    if not page.evaluate("() => 'axe' in window"):
        # Through the debugger, not as an inline script: our policy would rightly refuse that.
        page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("rules => axe.run(document, { runOnly: rules })", RULES)
    found = [f"{item['id']}: {node['html'][:160]}" for item in result["violations"] for node in item["nodes"]]
    assert found == [], f"{page.url}\n" + "\n".join(found)


@pytest.fixture
def town(transactional_db, settings, tmp_path):
    """The demonstration without its invented reports: town, map, units, people and kinds of defects."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.DEMO = True
    call_command("createcachetable", verbosity=0)
    for step in demo_steps:
        if step.key != "reports":
            step.run("lohmar", lambda text: None)
    org_queries.forget()


@pytest.fixture
def as_staff(live_server, page):  # noqa: F811
    """Signs the browser in as one of the demonstration's people, with the second factor proven."""

    def enter(email):
        client = sign_in(Client(), User.objects.get(email=email))
        name = "nahdran_session"
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])

    return enter
