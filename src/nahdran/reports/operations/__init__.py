# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The verbs of defect reports. Other apps and the entrances of this one call these."""

from nahdran.reports.operations.catalogue import (
    move,
    remove_group,
    remove_question,
    save_category,
    save_group,
    save_promises,
    save_question,
    seed_categories,
    switch_category,
)
from nahdran.reports.operations.correct import Corrected, change_category, move_place
from nahdran.reports.operations.drafts import add_photo, expire_drafts, keep_step, remove_photo, start_draft
from nahdran.reports.operations.errors import (
    AlreadySent,
    EmailNeeded,
    ForeignPhoto,
    NoLongerWaiting,
    OutsideTown,
    TooManyPhotos,
    UnableToChangeSettings,
    UnableToSubmit,
)
from nahdran.reports.operations.intake import save_intake
from nahdran.reports.operations.opening import NewReport, open_report
from nahdran.reports.operations.past import PastReport, open_past_reports, remove_past_reports
from nahdran.reports.operations.release import release, withdraw_release
from nahdran.reports.operations.routes import set_rule
from nahdran.reports.operations.situations import (
    end_situations,
    save_situation,
    seed_situations,
    switch_off,
    switch_on,
)
from nahdran.reports.operations.submit import Sent, submit, submit_report
from nahdran.reports.operations.tallies import fold_tallies, recount_tallies
from nahdran.reports.operations.waiting import (
    accept,
    confirm,
    discard,
    expire_waiting,
    mail_again,
    remind_waiting,
    take_back,
)

__all__ = [
    "AlreadySent",
    "Corrected",
    "EmailNeeded",
    "ForeignPhoto",
    "NewReport",
    "NoLongerWaiting",
    "OutsideTown",
    "PastReport",
    "Sent",
    "TooManyPhotos",
    "UnableToChangeSettings",
    "UnableToSubmit",
    "accept",
    "add_photo",
    "change_category",
    "confirm",
    "discard",
    "end_situations",
    "expire_drafts",
    "expire_waiting",
    "fold_tallies",
    "keep_step",
    "mail_again",
    "move",
    "move_place",
    "open_past_reports",
    "open_report",
    "recount_tallies",
    "release",
    "remind_waiting",
    "remove_group",
    "remove_past_reports",
    "remove_photo",
    "remove_question",
    "save_category",
    "save_group",
    "save_intake",
    "save_promises",
    "save_question",
    "save_situation",
    "seed_categories",
    "seed_situations",
    "set_rule",
    "start_draft",
    "submit",
    "submit_report",
    "switch_category",
    "switch_off",
    "switch_on",
    "take_back",
    "withdraw_release",
]
