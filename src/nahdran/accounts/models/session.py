# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sessions in the database that know whose they are, so that a person can see them and end them all.

Written by ``accounts.sessions`` (the session engine); the periodic task clears those that have expired.
"""

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.module_loading import import_string


class Session(AbstractBaseSession):
    """``user_id`` is a number without a constraint: a session is thrown away with its person by ``operations.people``."""

    user_id = models.BigIntegerField(null=True, db_index=True)

    @classmethod
    def get_session_store_class(cls) -> type:
        # By its configured name: the engine imports this model.
        store: type = import_string(f"{settings.SESSION_ENGINE}.SessionStore")
        return store
