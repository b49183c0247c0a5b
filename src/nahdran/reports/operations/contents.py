# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands in a draft, as a report that can be opened, and the other way round. For sending and for what waits; writes only the draft."""

from collections.abc import Sequence
from typing import Any

from nahdran.accounts.models import User
from nahdran.cases.models import Case
from nahdran.cases.operations import NewParty
from nahdran.kit import clock
from nahdran.reports.models import Category, DraftPhoto, ReportDraft
from nahdran.reports.operations.opening import NewReport
from nahdran.reports.queries.assets import chosen_asset
from nahdran.reports.queries.bodies import body_by_key

# What a person has decided about the body that answers for it: pass it on, or the town takes it all the same.
HAND_OVER, TOWN = "hand_over", "town"


def contents_of(
    draft: ReportDraft,
    *,
    language: str,
    account: User | None = None,
    suspicion: str = "",
    category: Category | None = None,
    photos: Sequence[DraftPhoto] | None = None,
) -> NewReport:
    """The report that a complete draft describes. Who has read its ``category`` and ``photos`` already hands them over."""
    data = draft.data
    if photos is None:
        photos = list(draft.photos.select_related("file"))
    place, chosen = data["place"], data.get("body", {})
    return NewReport(
        category=category or Category.objects.select_related("group").get(key=data["category"]),
        lon=place["lon"],
        lat=place["lat"],
        address=place.get("address", ""),
        place_note=place.get("note", ""),
        text=data.get("text", ""),
        answers=data.get("answers", {}),
        files=[photo.file for photo in photos],
        party=NewParty(
            name=data.get("name", ""),
            email=data.get("email", ""),
            phone=data.get("phone", ""),
            language=language,
            account=account,
        ),
        suspicion=suspicion,
        asset=chosen_asset(data) if data.get("asset") else None,
        body=body_by_key(chosen.get("pk")) if chosen.get("choice") == HAND_OVER else None,
        shares_contact=bool(chosen.get("share")),
        after=str(data.get("after", "")),
    )


def as_data(new: NewReport) -> dict[str, Any]:
    """The same as the data of a draft, all but the files; complete, for it was checked where it came in."""
    return {
        "category": new.category.key,
        "place": {"lon": new.lon, "lat": new.lat, "address": new.address, "note": new.place_note},
        "text": new.text,
        "answers": new.answers,
        "name": new.party.name,
        "email": new.party.email,
        "phone": new.party.phone,
        "language": new.party.language,
        "suspicion": new.suspicion,
        "details_done": True,
        **({"after": new.after} if new.after else {}),
        **({"asset": new.asset.pk} if new.asset else {}),
        **({"body": {"pk": new.body.pk, "choice": HAND_OVER, "share": new.shares_contact}} if new.body else {}),
    }


def close_draft(draft: ReportDraft, case: Case, *, has_photos: bool = True) -> None:
    """Empty the draft, for everything lies in the case now, and remember which. The photos have moved there too."""
    if has_photos:
        DraftPhoto.objects.filter(draft=draft).delete()
    draft.case, draft.data, draft.changed_at = case, {}, clock.now()
    draft.save(update_fields=["case", "data", "changed_at"])
