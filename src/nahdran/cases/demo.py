# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The demonstration: wordings for answers, so that the composer has something to offer."""

import json
from pathlib import Path

from nahdran.cases.models import ReplyTemplate
from nahdran.kit.demo import DemoStep, Progress, demo_steps

WORDINGS = Path(__file__).parent / "data" / "wordings.json"


def run(town: str, progress: Progress) -> None:
    """Lay the wordings that are not there yet; changed ones stay as they are."""
    for entry in json.loads(WORDINGS.read_text(encoding="utf-8")):
        ReplyTemplate.objects.get_or_create(title=entry["title"], defaults={"text": entry["text"]})


demo_steps.register("cases", DemoStep("cases", 30, run))
