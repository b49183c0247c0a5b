# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the log says about people, roles and sign-ins."""

from django.utils.translation import gettext_lazy as _

from nahdran.audit.registry import ActionType, register_actions

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
    ActionType(SIGNED_IN, _("Angemeldet")),
    ActionType(SIGN_IN_FAILED, _("Anmeldung fehlgeschlagen")),
    ActionType(SIGNED_OUT_EVERYWHERE, _("Überall abgemeldet")),
    ActionType(PASSWORD_SET, _("Passwort gesetzt")),
    ActionType(SECOND_FACTOR_CHANGED, _("Zweiten Faktor geändert")),
    ActionType(SECOND_FACTOR_RESET, _("Zweiten Faktor zurückgesetzt")),
    ActionType(INVITED, _("Person eingeladen")),
    ActionType(INVITED_AGAIN, _("Einladung erneut verschickt")),
    ActionType(PERSON_CHANGED, _("Angaben einer Person geändert")),
    ActionType(DEACTIVATED, _("Person gesperrt")),
    ActionType(REACTIVATED, _("Person entsperrt")),
    ActionType(ROLES_CHANGED, _("Rollen einer Person geändert")),
    ActionType(ROLE_SAVED, _("Rolle gespeichert")),
    ActionType(ROLE_REMOVED, _("Rolle gelöscht")),
    ActionType(CITIZEN_REGISTERED, _("Bürgerkonto angelegt")),
    ActionType(CITIZEN_ERASED, _("Bürgerkonto gelöscht")),
    ActionType(DATA_EXPORTED, _("Eigene Daten ausgeführt")),
    ActionType(API_KEY_CREATED, _("Schlüssel für ein Programm ausgegeben")),
    ActionType(API_KEY_REVOKED, _("Schlüssel für ein Programm zurückgezogen")),
)
