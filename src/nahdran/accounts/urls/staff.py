# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the accounts at the desk, mounted under /arbeitsplatz/."""

from django.urls import include, path

from nahdran.accounts.views.staff import api_keys, my_account, people, roles, sign_in

staff = [
    path("anmelden/", sign_in.SignIn.as_view(), name="sign_in"),
    path("anmelden/passwort-vergessen/", sign_in.password_forgotten, name="password_forgotten"),
    path("anmelden/passwort/<uidb64>/<token>/", sign_in.SetPassword.as_view(), name="password_set"),
    path("abmelden/", sign_in.sign_out, name="sign_out"),
    path("mein-konto/", my_account.my_account, name="my_account"),
    path("mein-konto/passwort/", my_account.change_password, name="change_password"),
    path("mein-konto/zweiter-faktor/", my_account.second_factor, name="second_factor"),
    path("mein-konto/ueberall-abmelden/", my_account.sign_out_everywhere, name="sign_out_everywhere"),
    path("einstellungen/personen/", people.people, name="people"),
    path("einstellungen/personen/neu/", people.invite, name="invite"),
    path("einstellungen/personen/<int:pk>/", people.person, name="person"),
    path("einstellungen/personen/<int:pk>/einladen/", people.invite_again, name="invite_again"),
    path("einstellungen/personen/<int:pk>/sperren/", people.deactivate, name="deactivate"),
    path("einstellungen/personen/<int:pk>/entsperren/", people.reactivate, name="reactivate"),
    path("einstellungen/personen/<int:pk>/zweiter-faktor/", people.reset_second_factor, name="reset_second_factor"),
    path("einstellungen/rollen/", roles.roles, name="roles"),
    path("einstellungen/rollen/neu/", roles.role, name="new_role"),
    path("einstellungen/rollen/<slug:key>/", roles.role, name="role"),
    path("einstellungen/rollen/<slug:key>/loeschen/", roles.remove, name="remove_role"),
    path("einstellungen/schluessel/", api_keys.index, name="api_keys"),
    path("einstellungen/schluessel/neu/", api_keys.create, name="api_key_new"),
    path("einstellungen/schluessel/<int:pk>/zurueckziehen/", api_keys.revoke, name="api_key_revoke"),
]

urlpatterns = [path("", include((staff, "accounts_staff")))]
