# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Handing out a PDF."""

from django.http import HttpResponse


def pdf_response(pdf: bytes, number: str) -> HttpResponse:
    """Opened in the browser; kept nowhere on the way."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="auftrag-{number.replace("/", "-")}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
