# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files of a case. The file itself, its checks and its variants belong to ``files``."""

from django.db import models


class Attachment(models.Model):
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="attachments")
    message = models.ForeignKey("cases.Message", models.CASCADE, null=True, related_name="attachments")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # Seen by the person who brought the concern; what the public sees is the feature's decision.
    for_party = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "message", "file"], name="cases_attachment_once", nulls_distinct=False
            )
        ]
