# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""How one case belongs to another."""

from django.db import models

from nahdran.cases.enums import LinkKind


class CaseLink(models.Model):
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="links")
    other = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=LinkKind)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "other", "kind"], name="cases_link_once"),
            models.CheckConstraint(condition=~models.Q(case=models.F("other")), name="cases_link_not_itself"),
            # A case goes on in one other case only, and is a part of one only.
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(kind=LinkKind.MERGED), name="cases_merged_once"
            ),
            models.UniqueConstraint(fields=["case"], condition=models.Q(kind=LinkKind.SPLIT), name="cases_split_once"),
        ]
