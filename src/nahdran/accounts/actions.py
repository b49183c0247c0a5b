# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the log says about people, roles and sign-ins."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from nahdran.accounts.models import User
from nahdran.accounts.scopes import api_scopes
from nahdran.accounts.texts import person_in_words, role_in_words
from nahdran.audit.registry import (
    ActionType,
    ObjectType,
    object_types,
    of_table,
    register_actions,
    register_details,
    value_words,
)
from nahdran.kit.rights import rights

# How somebody has proven who they are, and what became of it.
METHODS = {
    "code": _("Code"),
    "mfa": _("zweiter Faktor"),
    "password": _("Passwort"),
    "recovery_codes": _("Notfallcodes"),
    "socialaccount": _("Dienstkonto"),
    "totp": _("App"),
    "webauthn": _("Passkey"),
}
STEPS = {"first": _("Passwort"), "second": _("zweiter Faktor")}
CHANGES = {"added": _("hinzugefügt"), "removed": _("entfernt"), "renewed": _("erneuert")}
FIELDS = {"name": _("Name")}

SIGNED_IN = "accounts.signed_in"
SIGN_IN_FAILED = "accounts.sign_in_failed"
SIGNED_OUT_EVERYWHERE = "accounts.signed_out_everywhere"
PASSWORD_SET = "accounts.password_set"  # noqa: S105  the name of an action
SECOND_FACTOR_CHANGED = "accounts.second_factor_changed"
SECOND_FACTOR_RESET = "accounts.second_factor_reset"
INVITED = "accounts.invited"
INVITED_AGAIN = "accounts.invited_again"
PERSON_CHANGED = "accounts.person_changed"
DEACTIVATED = "accounts.deactivated"
REACTIVATED = "accounts.reactivated"
ROLES_CHANGED = "accounts.roles_changed"
ROLE_SAVED = "accounts.role_saved"
ROLE_REMOVED = "accounts.role_removed"
CITIZEN_REGISTERED = "accounts.citizen_registered"
CITIZEN_ERASED = "accounts.citizen_erased"
DATA_EXPORTED = "accounts.data_exported"
API_KEY_CREATED = "accounts.api_key_created"
API_KEY_REVOKED = "accounts.api_key_revoked"

register_actions(
    ActionType(SIGNED_IN, _("Angemeldet"), {"methods": "method"}),
    ActionType(SIGN_IN_FAILED, _("Anmeldung fehlgeschlagen"), {"step": "step"}),
    ActionType(SIGNED_OUT_EVERYWHERE, _("Überall abgemeldet")),
    ActionType(PASSWORD_SET, _("Passwort gesetzt")),
    ActionType(SECOND_FACTOR_CHANGED, _("Zweiten Faktor geändert"), {"type": "method", "change": "change"}),
    ActionType(SECOND_FACTOR_RESET, _("Zweiten Faktor zurückgesetzt")),
    ActionType(INVITED, _("Person eingeladen")),
    ActionType(INVITED_AGAIN, _("Einladung erneut verschickt")),
    ActionType(PERSON_CHANGED, _("Angaben einer Person geändert"), {"fields": "person_field"}),
    ActionType(DEACTIVATED, _("Person gesperrt")),
    ActionType(REACTIVATED, _("Person entsperrt")),
    ActionType(ROLES_CHANGED, _("Rollen einer Person geändert"), {"added": "role", "removed": "role"}),
    ActionType(ROLE_SAVED, _("Rolle gespeichert"), {"added": "right", "removed": "right"}),
    ActionType(ROLE_REMOVED, _("Rolle gelöscht"), {"rights": "right"}),
    ActionType(CITIZEN_REGISTERED, _("Bürgerkonto angelegt")),
    ActionType(CITIZEN_ERASED, _("Bürgerkonto gelöscht")),
    ActionType(DATA_EXPORTED, _("Eigene Daten ausgeführt")),
    ActionType(API_KEY_CREATED, _("Schlüssel für ein Programm ausgegeben"), {"scopes": "scope", "expires_at": "day"}),
    ActionType(API_KEY_REVOKED, _("Schlüssel für ein Programm zurückgezogen")),
)


def _people(numbers: set[Any]) -> Mapping[Any, Any]:
    """People by their number, named as the log names them."""
    known = User.objects.filter(pk__in=[each for each in numbers if isinstance(each, int)])
    return {person.pk: person_in_words(person.audit_label) for person in known} if numbers else {}


register_details(
    expires_at=_("Gültig bis"),
    methods=_("Verfahren"),
    rate_per_minute=_("Anfragen je Minute"),
    rights=_("Rechte"),
    role=_("Rolle"),
    scopes=_("Zweck"),
    step=_("Schritt"),
    user=_("Person"),
)
object_types.register("accounts.user", ObjectType(_("Konto"), person_in_words))
object_types.register("accounts.role", ObjectType(_("Rolle"), role_in_words))
value_words.register("change", of_table(CHANGES))
value_words.register("method", of_table(METHODS))
value_words.register("person", _people)
value_words.register("person_field", of_table(FIELDS))
value_words.register("right", lambda keys: {key: rights.get(key).label for key in keys if key in rights})
value_words.register("role", lambda roles: {role: role_in_words(role) for role in roles})
value_words.register("scope", lambda keys: {key: api_scopes.get(key).label for key in keys if key in api_scopes})
value_words.register("step", of_table(STEPS))
