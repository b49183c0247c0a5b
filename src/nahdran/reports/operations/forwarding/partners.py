# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Setting up other systems and what goes there. Called by the settings page; every change is logged, the secret never is."""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.db import transaction

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.kit import clock
from nahdran.kit.sealed import seal
from nahdran.reports.forwarding.base import Attribute, Connection, Forwarder, Later, Refused, Service
from nahdran.reports.forwarding.registry import forwarders
from nahdran.reports.models import ForwardingRule, Partner
from nahdran.reports.queries.forwarding import UnusableSecret, connection_of

# A page that somebody waits for asks no longer than this, and not again within some minutes.
_PATIENCE = 6.0
_KEPT = 300


def save_partner(*, partner: Partner, secret: str, actor: User) -> Partner:
    """Add or change a system. An empty ``secret`` leaves the one that is there."""
    with transaction.atomic():
        if secret:
            partner.sealed_secret = seal(secret)
        if partner.secret_variable:
            partner.sealed_secret = ""
        partner.save()
        data = {"name": partner.name, "active": partner.is_active, "new_key": bool(secret)}
        record(action="reports.partner", actor=actor, obj=partner, data=data)
    return partner


def check_partner(*, partner: Partner) -> list[str]:
    """Try the connection; the sentences say what is wrong and are kept for the settings page. Changes nothing over there."""
    try:
        problems = forwarders.get(partner.kind).check(_hasty(partner))
    except UnusableSecret as error:
        problems = [str(error)]
    Partner.objects.filter(pk=partner.pk).update(polled_at=clock.now(), problem=" ".join(problems)[:500])
    return problems


def services_of(partner: Partner) -> list[Service]:
    """What can be reported there; nothing if it does not answer."""
    return _asked(partner, "services", lambda way, connection: way.services(connection))


def attributes_of(partner: Partner, service_code: str) -> list[Attribute]:
    """What can be told about a report of this kind there; nothing if it does not answer."""
    return _asked(
        partner, f"attributes:{service_code}", lambda way, connection: way.attributes(connection, service_code)
    )


def _asked(partner: Partner, what: str, ask: Callable[[Forwarder, Connection], list[Any]]) -> list[Any]:
    """Kept for a few minutes, so that a form that is sent twice does not ask twice."""
    if partner.pk is None or not partner.is_active:
        return []
    key = f"reports:partner:{partner.pk}:{sha256(f'{partner.url}|{what}'.encode()).hexdigest()}"
    found: list[Any] | None = cache.get(key)
    if found is None:
        try:
            found = ask(forwarders.get(partner.kind), _hasty(partner))
        except (Later, Refused, UnusableSecret):
            return []
        cache.set(key, found, _KEPT)
    return found


def _hasty(partner: Partner) -> Connection:
    """For a page that somebody waits for."""
    return replace(connection_of(partner), seconds=_PATIENCE)


def remove_partner(*, partner: Partner, actor: User) -> bool:
    """False if a report went there: then it can only be put out of use."""
    with transaction.atomic():
        if partner.forwards.exists():
            return False
        record(action="reports.partner", actor=actor, obj=partner, data={"name": partner.name, "removed": True})
        partner.delete()
    return True


def save_rule(*, rule: ForwardingRule, actor: User) -> ForwardingRule:
    with transaction.atomic():
        rule.save()
        data = {
            "partner": rule.partner.name,
            "service": rule.service_code,
            "automatic": rule.is_automatic,
            "contact": rule.with_contact,
        }
        record(action="reports.forwarding_rule", actor=actor, obj=rule.category, data=data)
    return rule


def remove_rule(*, rule: ForwardingRule, actor: User) -> None:
    """New reports of this kind stay here. What is on its way goes on."""
    with transaction.atomic():
        data = {"partner": rule.partner.name, "removed": True}
        record(action="reports.forwarding_rule", actor=actor, obj=rule.category, data=data)
        rule.delete()
