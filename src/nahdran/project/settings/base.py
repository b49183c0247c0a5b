# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Settings of one deployment. Everything that differs between deployments is read from the environment here, once.

Nothing here has an unsafe default: without ``NAHDRAN_DEMO=1`` a missing secret or host name stops the start with a sentence that says so.
"""

from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF  # noqa: F401  NONCE is not used on purpose: there is no inline script
from environs import Env

from nahdran.project.settings.apps import INSTALLED_APPS  # noqa: F401
from nahdran.project.settings.database import with_patience
from nahdran.project.settings.files import *  # noqa: F403
from nahdran.project.settings.files import file_storages
from nahdran.project.settings.oidc import provider_origin
from nahdran.project.settings.paths import build_dir, data_dir
from nahdran.project.settings.secret import secret_key

env = Env()

PACKAGE = Path(__file__).resolve().parents[2]
DATA_DIR = data_dir(env)
BUILD_DIR = build_dir(env)

# The demonstration shows sign-ins and codes on its pages. Never switch it on where real people bring real concerns.
DEMO = env.bool("NAHDRAN_DEMO", False)
DEBUG = False
TOWN = env.str("TOWN", "lohmar")

SECRET_KEY = secret_key(env, DATA_DIR, demo=DEMO)
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"] if DEMO else [])
SITE_URL = env.str("SITE_URL", f"http://127.0.0.1:{env.int('PORT', 8000)}").rstrip("/")
HTTPS = SITE_URL.startswith("https://")

ROOT_URLCONF = "nahdran.project.urls"
WSGI_APPLICATION = "nahdran.project.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_ID = 1

MIDDLEWARE = [
    "nahdran.project.middleware.RequestContext",
    "nahdran.project.middleware.Probes",
    "django.middleware.security.SecurityMiddleware",
    "nahdran.project.middleware.SizeLimit",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "nahdran.project.middleware.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "nahdran.project.posts_only.PostsOnly",
    "nahdran.pwa.middleware.SignedOut",
    "nahdran.accounts.middleware.SessionLimits",
    "nahdran.accounts.middleware.StaffGate",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "project" / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
                ),
            ],
            "builtins": ["nahdran.ui.templatetags.ui", "django.templatetags.i18n", "django.templatetags.static"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "nahdran.org.context.town",
                "nahdran.shell.context.shell",
            ],
        },
    },
]

DATABASES = {
    "default": {
        **with_patience(
            dj_database_url.parse(env.str("DATABASE_URL", "postgresql://nahdran@/nahdran?host=/nonexistent")),
            seconds=env.float("STATEMENT_SECONDS", 15) if env.bool("NAHDRAN_WEB", False) else 0,
        ),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
}

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = "nahdran.kit.formats"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

STATIC_URL = "/static/"
STATIC_ROOT = BUILD_DIR / "collected"
STATICFILES_DIRS = [BUILD_DIR / "client"]
MEDIA_ROOT = DATA_DIR / "files"
STORAGES = {
    **file_storages(MEDIA_ROOT),
    "staticfiles": {"BACKEND": "nahdran.ui.storage.ClientStorage"},
}
WHITENOISE_IMMUTABLE_FILE_TEST = r"(/assets/.+-[\w-]{8}|\.[0-9a-f]{12})\.\w+$"
CLIENT_BUILD_REQUIRED = True
DJANGO_VITE = {
    "default": {"dev_mode": False, "manifest_path": BUILD_DIR / "client" / "manifest.json", "static_url_prefix": ""}
}

# Cookies and headers
# Cookies do not tell ports apart, so two towns tried out side by side would sign each other out under one name.
SESSION_COOKIE_NAME = "__Host-nahdran_session" if HTTPS else f"nahdran_session_{env.int('PORT', 8000)}"
CSRF_COOKIE_NAME = "__Host-nahdran_csrf" if HTTPS else f"nahdran_csrf_{env.int('PORT', 8000)}"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "nahdran.project.views.errors.csrf_failure"
EXPIRED_SESSION_VIEW = "nahdran.project.views.errors.expired"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", False) else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        # A browser asks this for the redirect behind a form, too: the sign-in button leads to the identity provider.
        "form-action": [SELF, *provider_origin(env)],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    },
}

# What one request may carry: text, and photos on top of it. More is turned away unread.
REQUEST_MAX_BYTES = env.int("REQUEST_MAX_MB", 120) * 1_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

# The switch for emergencies: with OFFLINE=0 browsers throw away the worker and what it kept, at their next visit.
OFFLINE = env.bool("OFFLINE", True)

# Who operates the town (docs/operating.md)
METRICS_TOKEN = env.str("METRICS_TOKEN", "")
SECURITY_CONTACT = env.str("SECURITY_CONTACT", "")

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

VALKEY_URL = env.str("VALKEY_URL", "")
if VALKEY_URL:
    CACHES = {
        "default": {
            "BACKEND": "nahdran.project.cache.SharedCache",
            "LOCATION": VALKEY_URL,
            "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
        }
    }
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

from nahdran.project.settings.accounts import *  # noqa: E402, F403
from nahdran.project.settings.editorial import *  # noqa: E402, F403
from nahdran.project.settings.interfaces import *  # noqa: E402, F403
from nahdran.project.settings.logs import *  # noqa: E402, F403
from nahdran.project.settings.mail import *  # noqa: E402, F403

# Privacy: so many days after a case is settled, its people are forgotten.
FORGET_PEOPLE_AFTER_DAYS = env.int("FORGET_PEOPLE_AFTER_DAYS", 180)
