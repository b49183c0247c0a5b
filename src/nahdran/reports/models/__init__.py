# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reports, their categories with questions, who answers for what, and drafts of forms."""

from nahdran.reports.models.asset import KindLayer, ReportAsset
from nahdran.reports.models.block import Block
from nahdran.reports.models.body import Body, HandOver
from nahdran.reports.models.category import Category, CategoryGroup, Question
from nahdran.reports.models.complaint import Complaint
from nahdran.reports.models.draft import DraftPhoto, ReportDraft
from nahdran.reports.models.embed import EmbedSite
from nahdran.reports.models.figures import Figure, FigureState, OpenFigure
from nahdran.reports.models.follower import Follower
from nahdran.reports.models.forwarding import Forward, ForwardingRule, ForwardUpdate, Partner
from nahdran.reports.models.intake import IntakeSettings
from nahdran.reports.models.interface import ReceivedReport, SandboxRequest
from nahdran.reports.models.redaction import PhotoCheck, RedactedPhoto
from nahdran.reports.models.report import PublicPhoto, Report
from nahdran.reports.models.routing import RoutingRule
from nahdran.reports.models.situation import Situation
from nahdran.reports.models.suggester import Suggester
from nahdran.reports.models.tally import Tally, TallyChange, TallyState
from nahdran.reports.models.trial import RoutingTrial
from nahdran.reports.models.waiting import WaitingReport

__all__ = [
    "Block",
    "Body",
    "Category",
    "CategoryGroup",
    "Complaint",
    "DraftPhoto",
    "EmbedSite",
    "Figure",
    "FigureState",
    "Follower",
    "Forward",
    "ForwardUpdate",
    "ForwardingRule",
    "HandOver",
    "IntakeSettings",
    "KindLayer",
    "OpenFigure",
    "Partner",
    "PhotoCheck",
    "PublicPhoto",
    "Question",
    "ReceivedReport",
    "RedactedPhoto",
    "Report",
    "ReportAsset",
    "ReportDraft",
    "RoutingRule",
    "RoutingTrial",
    "SandboxRequest",
    "Situation",
    "Suggester",
    "Tally",
    "TallyChange",
    "TallyState",
    "WaitingReport",
]
