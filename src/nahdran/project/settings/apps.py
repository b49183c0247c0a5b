# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The installed apps, from the ground up. A new capability of ours adds one line; a package from outside is found by its entry point."""

from importlib.metadata import entry_points

OURS = [
    "nahdran.ui",
    "nahdran.shell",
    "nahdran.audit",
    "nahdran.accounts",
    "nahdran.org",
    "nahdran.places",
    "nahdran.files",
    "nahdran.notices",
    "nahdran.cases",
    "nahdran.pwa",
    "nahdran.fieldwork",
    "nahdran.reports",
    "nahdran.takeover",
    "nahdran.pages",
    "nahdran.adapters.clamd",
    "nahdran.adapters.open311",
    "nahdran.adapters.opencv",
    "nahdran.project",
]

INSTALLED_APPS = [
    *OURS,
    *(point.value for point in entry_points(group="nahdran.capability")),
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "django_vite",
    "procrastinate.contrib.django",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.contrib.sites",
]
