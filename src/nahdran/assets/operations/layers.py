# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lists and the notices of single things. Everything is logged."""

from datetime import date

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from nahdran.accounts.models import User
from nahdran.assets.models import Asset, AssetLayer
from nahdran.assets.operations.errors import UnableToTakeIn
from nahdran.audit.operations import record


def save_layer(*, layer: AssetLayer, actor: User | None) -> AssetLayer:
    """Add or change a list. How its numbers are read stays as soon as something stands in it."""
    with transaction.atomic():
        if layer.pk and Asset.objects.filter(layer=layer).exists():
            layer.scheme = AssetLayer.objects.values_list("scheme", flat=True).get(pk=layer.pk)
        layer.save()
        record(action="assets.layer", actor=actor, obj=layer, data={"name": layer.name, "public": layer.is_public})
    return layer


def switch_layer(*, layer: AssetLayer, is_active: bool, actor: User | None) -> None:
    """In use or not; what was reported about its things keeps them."""
    with transaction.atomic():
        layer.is_active = is_active
        layer.save(update_fields=["is_active"])
        record(action="assets.layer", actor=actor, obj=layer, data={"name": layer.name, "active": is_active})


def remove_layer(*, layer: AssetLayer, actor: User | None) -> None:
    """Only an empty list goes for good. Raises UnableToTakeIn."""
    try:
        with transaction.atomic():
            record(action="assets.layer", actor=actor, obj=layer, data={"name": layer.name, "removed": True})
            layer.delete()
    except ProtectedError as error:
        raise UnableToTakeIn(
            _("In dieser Liste stehen Objekte. Nehmen Sie sie außer Gebrauch, dann bleibt ihre Geschichte lesbar.")
        ) from error


def save_notice(*, asset: Asset, notice: str, notice_en: str, until: date | None, actor: User | None) -> None:
    """What is said to everybody who picks this thing; empty takes it away."""
    with transaction.atomic():
        asset.notice, asset.notice_en, asset.notice_until = notice, notice_en, until if notice else None
        # A later file says it anew only if its row has changed.
        asset.save(update_fields=["notice", "notice_en", "notice_until"])
        record(action="assets.notice", actor=actor, obj=asset, data={"number": asset.number, "set": bool(notice)})
