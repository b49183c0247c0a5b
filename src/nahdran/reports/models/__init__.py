# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reports, their categories with questions, who answers for what, and drafts of forms."""

from nahdran.reports.models.category import Category, CategoryGroup, Question
from nahdran.reports.models.draft import DraftPhoto, ReportDraft
from nahdran.reports.models.report import PublicPhoto, Report
from nahdran.reports.models.routing import RoutingRule

__all__ = ["Category", "CategoryGroup", "DraftPhoto", "PublicPhoto", "Question", "Report", "ReportDraft", "RoutingRule"]
