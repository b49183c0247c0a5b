# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The demonstration's news on the start page: invented everyday life, marked as such. Called by ``nahdran demo``."""

from datetime import date, timedelta
from typing import NamedTuple

from nahdran.kit.clock import today
from nahdran.kit.demo import DemoStep, Progress, demo_steps
from nahdran.pages.operations import ensure_home


class News(NamedTuple):
    days_ago: int
    title: str
    text: str


NEWS = (
    News(
        2,
        "Neue Straßenlampen: heller für Sie, sparsamer für alle",
        "Der Bauhof tauscht in den nächsten Wochen 48 Lampen aus.",
    ),
    News(
        5,
        "Winterdienst: Diese Straßen räumt die Stadt zuerst",
        "Zuerst kommen Schulwege, Buslinien und steile Straßen an die Reihe.",
    ),
    News(
        9,
        "So geht es mit Ihrer Meldung weiter",
        "Jede Meldung hat eine Nummer. Mit ihr sehen Sie, wer gerade daran arbeitet.",
    ),
)


def lay_news(town: str, progress: Progress) -> None:
    """Put news on the start page, unless somebody has written some already."""
    home = ensure_home()
    if len(home.news):
        return
    progress("Startseite")
    home.news = [("news", _block(each, today())) for each in NEWS]
    home.save_revision().publish()


def _block(news: News, day: date) -> dict[str, object]:
    return {
        "title": news.title,
        "date": day - timedelta(days=news.days_ago),
        "place": "",
        "text": news.text,
        "page": None,
        "is_demo": True,
    }


demo_steps.register("pages", DemoStep(key="pages", order=800, run=lay_news))
