# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The town's own identity provider for staff, from OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env

PROVIDER_ID = "dienst"


def provider_origin(env: Env) -> list[str]:
    """Scheme and host of the provider, for the security policy; empty without one."""
    issuer = urlsplit(env.str("OIDC_ISSUER", ""))
    return [f"{issuer.scheme}://{issuer.netloc}"] if issuer.netloc else []


def openid_connect(env: Env) -> dict[str, Any]:
    """The setting of allauth; empty without an issuer."""
    issuer = env.str("OIDC_ISSUER", "").rstrip("/")
    if not issuer:
        return {}
    client_id, secret = env.str("OIDC_CLIENT_ID", ""), env.str("OIDC_CLIENT_SECRET", "")
    if not (client_id and secret):
        raise ImproperlyConfigured("OIDC_ISSUER is set, so OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are needed as well.")
    app = {
        "provider_id": PROVIDER_ID,
        "name": env.str("OIDC_LABEL", "Dienstkonto"),
        "client_id": client_id,
        "secret": secret,
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}
