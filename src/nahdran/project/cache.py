# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The cache that several web servers share, on Valkey. What lies there is only ever a copy: if it does not answer, every page goes on without.

Named in the settings; the health check says that it is away.
"""

import time
from collections.abc import Callable
from typing import Any

import structlog
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

# For so long nobody asks again after it did not answer, so that a page does not wait for each of its questions.
REST_SECONDS = 5.0


class SharedCache(RedisCache):
    """Django's own, that finds nothing and keeps nothing while the server is away."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._rests_until = 0.0

    def _try(self, call: Callable[[], Any], instead: Any) -> Any:
        if time.monotonic() < self._rests_until:
            return instead
        try:
            return call()
        except (RedisError, OSError):
            self._rests_until = time.monotonic() + REST_SECONDS
            log.warning("project.cache_away")
            return instead

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        return self._try(lambda: super(SharedCache, self).get(key, default, version), default)

    def get_many(self, keys: Any, version: Any = None) -> Any:
        return self._try(lambda: super(SharedCache, self).get_many(keys, version), {})

    def has_key(self, key: Any, version: Any = None) -> Any:
        return self._try(lambda: super(SharedCache, self).has_key(key, version), False)

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        self._try(lambda: super(SharedCache, self).set(key, value, *args, **kwargs), None)

    def set_many(self, data: Any, *args: Any, **kwargs: Any) -> Any:
        return self._try(lambda: super(SharedCache, self).set_many(data, *args, **kwargs), list(data))

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> Any:
        return self._try(lambda: super(SharedCache, self).add(key, value, *args, **kwargs), False)

    def touch(self, key: Any, *args: Any, **kwargs: Any) -> Any:
        return self._try(lambda: super(SharedCache, self).touch(key, *args, **kwargs), False)

    def delete(self, key: Any, version: Any = None) -> Any:
        return self._try(lambda: super(SharedCache, self).delete(key, version), False)

    def delete_many(self, keys: Any, version: Any = None) -> None:
        self._try(lambda: super(SharedCache, self).delete_many(keys, version), None)

    def clear(self) -> Any:
        return self._try(lambda: super(SharedCache, self).clear(), False)
