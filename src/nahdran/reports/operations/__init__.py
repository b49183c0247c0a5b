# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The verbs of defect reports. Other apps and the entrances of this one call these."""

from nahdran.reports.operations.assets import link_asset
from nahdran.reports.operations.blocking import block, block_sender, expire_blocks, unblock
from nahdran.reports.operations.bodies import pass_on, propose_bodies, remove_body, save_body
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
from nahdran.reports.operations.complaining import (
    NewComplaint,
    complain,
    expire_complaints,
    hide_for_good,
    keep_public,
)
from nahdran.reports.operations.correct import Corrected, change_category, move_place
from nahdran.reports.operations.drafts import add_photo, drop_draft, expire_drafts, keep_step, remove_photo, start_draft
from nahdran.reports.operations.embed import save_embed_sites
from nahdran.reports.operations.errors import (
    AlreadySent,
    EmailNeeded,
    ForeignPhoto,
    MissingAnswer,
    NoLongerWaiting,
    NothingToDecide,
    NotPublic,
    OutsideTown,
    TooManyPhotos,
    UnableToChangeSettings,
    UnableToSubmit,
)
from nahdran.reports.operations.figures import make_figures
from nahdran.reports.operations.following import (
    announce,
    confirm_following,
    expire_followers,
    forget_followers,
    join,
    leave,
    leave_with_account,
    tell_followers,
)
from nahdran.reports.operations.intake import save_intake
from nahdran.reports.operations.learning import ask_to_learn, learn_kinds
from nahdran.reports.operations.opening import NewReport, open_report
from nahdran.reports.operations.past import PastReport, add_past_photo, open_past_reports, remove_past_reports
from nahdran.reports.operations.photos import Redacted, redact_photo
from nahdran.reports.operations.publishing import count_missing_findings, publish_due, save_publishing
from nahdran.reports.operations.release import leave_as_it_is, release, withdraw_release
from nahdran.reports.operations.routes import SpecialRule, move_special, remove_special, save_special, set_rule
from nahdran.reports.operations.situations import (
    end_situations,
    save_situation,
    seed_situations,
    switch_off,
    switch_on,
)
from nahdran.reports.operations.submit import Sent, submit, submit_report
from nahdran.reports.operations.tallies import fold_tallies, recount_tallies
from nahdran.reports.operations.trials import (
    AT_ONCE,
    discard_trial,
    expire_trials,
    run_trial,
    special_of,
    start_trial,
    take_over,
)
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
    "AT_ONCE",
    "AlreadySent",
    "Corrected",
    "EmailNeeded",
    "ForeignPhoto",
    "MissingAnswer",
    "NewComplaint",
    "NewReport",
    "NoLongerWaiting",
    "NotPublic",
    "NothingToDecide",
    "OutsideTown",
    "PastReport",
    "Redacted",
    "Sent",
    "SpecialRule",
    "TooManyPhotos",
    "UnableToChangeSettings",
    "UnableToSubmit",
    "accept",
    "add_past_photo",
    "add_photo",
    "announce",
    "ask_to_learn",
    "block",
    "block_sender",
    "change_category",
    "complain",
    "confirm",
    "confirm_following",
    "count_missing_findings",
    "discard",
    "discard_trial",
    "drop_draft",
    "end_situations",
    "expire_blocks",
    "expire_complaints",
    "expire_drafts",
    "expire_followers",
    "expire_trials",
    "expire_waiting",
    "fold_tallies",
    "forget_followers",
    "hide_for_good",
    "join",
    "keep_public",
    "keep_step",
    "learn_kinds",
    "leave",
    "leave_as_it_is",
    "leave_with_account",
    "link_asset",
    "mail_again",
    "make_figures",
    "move",
    "move_place",
    "move_special",
    "open_past_reports",
    "open_report",
    "pass_on",
    "propose_bodies",
    "publish_due",
    "recount_tallies",
    "redact_photo",
    "release",
    "remind_waiting",
    "remove_body",
    "remove_group",
    "remove_past_reports",
    "remove_photo",
    "remove_question",
    "remove_special",
    "run_trial",
    "save_body",
    "save_category",
    "save_embed_sites",
    "save_group",
    "save_intake",
    "save_promises",
    "save_publishing",
    "save_question",
    "save_situation",
    "save_special",
    "seed_categories",
    "seed_situations",
    "set_rule",
    "special_of",
    "start_draft",
    "start_trial",
    "submit",
    "submit_report",
    "switch_category",
    "switch_off",
    "switch_on",
    "take_back",
    "take_over",
    "tell_followers",
    "unblock",
    "withdraw_release",
]
