# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Structured logs with request and case ids and no personal data: JSON lines, or readable ones on a terminal.

What a library writes about a request is reduced to its status, because paths and messages may carry names, codes and addresses.
Of an error the type and the places in the code are kept, never its message: a database quotes the row it refused.
"""

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog
from environs import Env

env = Env()

Event = MutableMapping[str, Any]
ADDRESS = re.compile(r"[\w.+%-]+(@|%40)[\w-]+(\.[\w-]+)+")
SERVED = re.compile(r"\b(serving|servicing|channel) .*", re.DOTALL)
# What request loggers of Django hang on a record.
REQUEST_FIELDS = ("request", "status_code", "server_time")


def without_request(_logger: object, _method: str, event: Event) -> Event:
    """Django's own lines about requests keep their status; our middleware writes route and duration."""
    record = event.get("_record")
    if record is not None and hasattr(record, "request"):
        event["event"] = "django_response"
        event["status"] = getattr(record, "status_code", None)
    return event


def without_what_was_served(_logger: object, _method: str, event: Event) -> Event:
    """The web server's own lines end with the path of a request or with the address of a client."""
    if str(event.get("logger", "")).startswith("waitress"):
        event["event"] = SERVED.sub(r"\1", str(event.get("event", "")))
    return event


def shortened_error(_logger: object, _method: str, event: Event) -> Event:
    """An exception as its type and the places it came through."""
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()
    if isinstance(error, BaseException):
        error = (type(error), error, error.__traceback__)
    if error and error[1] is not None:
        frames = traceback.extract_tb(error[2])
        event["error"] = f"{error[0].__module__}.{error[0].__qualname__}"
        event["where"] = [
            f"{frame.filename.rpartition('/site-packages/')[2]}:{frame.lineno} {frame.name}" for frame in frames[-12:]
        ]
        constraint = getattr(getattr(error[1].__cause__, "diag", None), "constraint_name", None)
        if constraint:
            event["constraint"] = constraint
    return event


def without_addresses(_logger: object, _method: str, event: Event) -> Event:
    """The last net: whatever looks like an e-mail address is taken out of every text."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = ADDRESS.sub("[address]", value)
    return event


SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.stdlib.PositionalArgumentsFormatter(),
    without_what_was_served,
    shortened_error,
    without_addresses,
]
_format = env.str("LOG_FORMAT", "pretty" if sys.stderr.isatty() else "json")
RENDERER = (
    structlog.dev.ConsoleRenderer() if _format == "pretty" else structlog.processors.JSONRenderer(ensure_ascii=False)
)

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "structured": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, RENDERER],
            "foreign_pre_chain": [without_request, *SHARED],
        },
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "nahdran": {"level": env.str("LOG_LEVEL", "INFO")},
        "django": {"handlers": [], "level": "WARNING"},
        # Our middleware tells of every answer; Django's line would be a second one, with the path in it.
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
        "django.server": {"handlers": [], "level": "ERROR"},
        # Below that it tells of each client that went away and of each request that waited for a thread.
        "waitress": {"level": "ERROR"},
        # Its lines of level INFO show the arguments of every job.
        "procrastinate": {"level": "WARNING"},
    },
}
LOGGING_CONFIG = "logging.config.dictConfig"

structlog.configure(
    processors=[structlog.stdlib.filter_by_level, *SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=True,
)
logging.captureWarnings(True)
