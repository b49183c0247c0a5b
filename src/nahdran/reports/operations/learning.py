# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Learning from settled reports, now and then, in the worker. A model that is worse than the one before replaces it all the same:
it knows the kinds of today.
"""

import hashlib
from dataclasses import asdict

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.kit import clock
from nahdran.reports import kept
from nahdran.reports.learning.evidence import trust_in_things
from nahdran.reports.learning.later import measure_later
from nahdran.reports.learning.train import learn
from nahdran.reports.models import Suggester
from nahdran.reports.queries.evidence import things_reported
from nahdran.reports.queries.examples import example_samples, examples

# The task itself stands in tasks.py, above; it is called by this name.
LEARN = "nahdran.reports.learn"
_FOLDER = "models"
# The rows show how it went; the file of the newest is the only one that is read.
_KEEP_ROWS = 12


def learn_kinds(*, actor: User | None = None) -> Suggester:
    """Learn a new model, measure it, and put it to use. Raises TooLittle (from learning.train); then everything stays as it is.

    Takes up to some minutes and imports scikit-learn, so only the worker calls it. Side effects: a file, a row, an audit entry.
    """
    samples = example_samples()
    model, measure = learn([sample.text for sample in samples], [sample.label for sample in samples])
    later = measure_later(samples)
    data = model.dump()
    checksum = hashlib.sha256(data).hexdigest()
    path = storages["files"].save(f"{_FOLDER}/kinds-{checksum[:16]}.npz", ContentFile(data))
    with transaction.atomic():
        row = Suggester.objects.create(
            trained_at=clock.now(),
            path=path,
            sha256=checksum,
            examples=measure.examples,
            top1=measure.top1,
            top3=measure.top3,
            kinds={key: [kind.examples, kind.top1, kind.top3] for key, kind in measure.kinds.items()},
            later=asdict(later) if later else {},
            trust=trust_in_things(*things_reported(examples())),
        )
        figures = {"examples": measure.examples, "top1": round(measure.top1, 3), "top3": round(measure.top3, 3)}
        record(action="reports.learnt", actor=actor, actor_label="" if actor else "Zeitplan", data=figures)
    kept.forget()
    _tidy(row)
    return row


def ask_to_learn() -> bool:
    """Have the worker learn now; False if it is about to already."""
    try:
        with transaction.atomic():
            app.configure_task(LEARN, queueing_lock=LEARN).defer(timestamp=int(clock.now().timestamp()))
    except AlreadyEnqueued:
        return False
    return True


def _tidy(newest: Suggester) -> None:
    """What was learnt from texts that are erased since must not stay: older models go at once, their figures later."""
    used = newest.path
    for row in Suggester.objects.exclude(pk=newest.pk):
        if row.path and row.path != used:
            storages["files"].delete(row.path)
            Suggester.objects.filter(pk=row.pk).update(path="")
    keep = list(Suggester.objects.order_by("-trained_at", "-id").values_list("pk", flat=True)[:_KEEP_ROWS])
    Suggester.objects.exclude(pk__in=keep).delete()
