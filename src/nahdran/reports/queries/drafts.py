# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a draft still needs before it can be sent. Asked by the form for its stepper and once more when it is sent."""

from nahdran.reports.answers import check_answers
from nahdran.reports.models import Category, ReportDraft

PHOTO, PLACE, KIND, DETAILS = "photo", "place", "kind", "details"
STEPS = (PHOTO, PLACE, KIND, DETAILS)


def category_of(draft: ReportDraft | None) -> Category | None:
    """The kind chosen in a draft, if it is still in use."""
    key = draft.data.get("category") if draft else None
    return (
        Category.objects.filter(key=key, is_active=True).select_related("group").prefetch_related("questions").first()
        if key
        else None
    )


def missing_steps(
    draft: ReportDraft | None, category: Category | None = None, *, has_photos: bool | None = None
) -> list[str]:
    """The steps that need something before the draft can be sent, in their order. Who knows more already asks less."""
    if draft is None:
        return [PLACE, KIND, DETAILS]
    category = category or category_of(draft)
    photos = draft.photos.exists() if has_photos is None else has_photos
    missing = []
    if category is not None and category.photo_required and not photos:
        missing.append(PHOTO)
    if "lon" not in draft.data.get("place", {}):
        missing.append(PLACE)
    if category is None:
        missing.append(KIND)
    if category is None or not _details_complete(draft, category, has_photo=photos):
        missing.append(DETAILS)
    return missing


def _details_complete(draft: ReportDraft, category: Category, *, has_photo: bool) -> bool:
    data = draft.data
    if not data.get("details_done"):
        return False
    if not data.get("text") and not has_photo:
        return False
    if category.contact_required and not data.get("email"):
        return False
    questions = [question for question in category.questions.all() if question.is_active]
    return not check_answers(questions, data.get("answers", {})).errors
