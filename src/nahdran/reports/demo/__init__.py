# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The demonstration's defect reports: kinds, routing, and about sixty stories with drawn pictures, and a settled year before. Run as often as you like."""

from nahdran.kit.demo import DemoStep, Progress, demo_steps
from nahdran.org.queries import active_units
from nahdran.org.queries import town as municipality
from nahdran.reports.demo.after import speak_after
from nahdran.reports.demo.assets import link_kinds, link_stories
from nahdran.reports.demo.blocks import ensure_blocks
from nahdran.reports.demo.bodies import ensure_bodies
from nahdran.reports.demo.complaints import ensure_complaints
from nahdran.reports.demo.gathering import gather
from nahdran.reports.demo.hooks import ensure_hook
from nahdran.reports.demo.routes import ensure_routes
from nahdran.reports.demo.stories import tell_stories
from nahdran.reports.demo.subscriptions import ensure_subscriptions, send_collected
from nahdran.reports.demo.year import settle_a_year
from nahdran.reports.enums import Publish
from nahdran.reports.models import Category
from nahdran.reports.operations import ask_to_learn, make_figures, save_publishing, seed_categories, seed_situations


def run(town: str, progress: Progress) -> None:
    if seed_categories():
        progress("Arten von Mängeln angelegt")
        _let_a_rule_publish()
    if seed_situations():
        progress("Besondere Lagen vorbereitet")
    if added := ensure_bodies():
        progress(f"{added} andere zuständige Stellen")
    ensure_routes()
    ensure_blocks()
    if not active_units().exists():
        return
    if added := settle_a_year():
        progress(f"{added} erledigte Meldungen des letzten Jahres")
        ask_to_learn()
    ensure_subscriptions()
    if added := tell_stories(float(municipality().hue), progress):
        progress(f"{added} Meldungen mit gezeichneten Bildern")
    if added := gather():
        progress(f"{added} Meldungen zusammengeführt und aufgeteilt")
    if added := speak_after():
        progress(f"{added} Antworten nach dem Abschluss")
    ensure_complaints()
    link_kinds()
    if added := link_stories():
        progress(f"{added} Meldungen mit der Lampe, Bank oder dem Behälter, um die es geht")
    send_collected()
    ensure_hook()
    make_figures()


def _let_a_rule_publish() -> None:
    """One kind whose texts become public by themselves, so that the settings and the queue show what that looks like."""
    kinds = Category.objects.filter(key="lampe-flackert").values_list("pk", flat=True)
    save_publishing(rules=dict.fromkeys(kinds, (Publish.LATER, 8)), actor=None)


demo_steps.register("reports", DemoStep("reports", 50, run))
