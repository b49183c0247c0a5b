# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""An S3 server of its own for tests, spoken to over HTTP as a real one is, and the storages of this house on it."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import boto3
from django.core.files.storage import storages
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

from nahdran.project.settings.files import file_storages


@dataclass
class Bucket:
    """An empty bucket of its own; the server keeps what others had."""

    endpoint: str
    client: Any
    name: str = field(default_factory=lambda: f"town-{uuid4().hex}")

    def __post_init__(self) -> None:
        place = {"LocationConstraint": "eu-central-1"}
        self.client.create_bucket(Bucket=self.name, CreateBucketConfiguration=place)

    def content(self) -> list[str]:
        listed = self.client.list_objects_v2(Bucket=self.name).get("Contents", [])
        return sorted(entry["Key"] for entry in listed)

    def environment(self) -> dict[str, str]:
        """What an operator would set."""
        return {
            "S3_BUCKET": self.name,
            "S3_ENDPOINT": self.endpoint,
            "S3_REGION": "eu-central-1",
            "S3_ACCESS_KEY": "key-of-the-tests",
            "S3_SECRET_KEY": "secret-of-the-tests",
        }

    def another(self) -> "Bucket":
        return Bucket(self.endpoint, self.client)


@contextmanager
def s3_server() -> Iterator[Bucket]:
    """The server with an empty bucket. Without werkzeug's lines on the console."""
    server = make_server("127.0.0.1", 0, DomainDispatcherApplication(create_backend_app), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    endpoint = f"http://127.0.0.1:{server.server_port}"
    client = boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="eu-central-1",
        aws_access_key_id="key-of-the-tests",
        aws_secret_access_key="secret-of-the-tests",
    )
    try:
        yield Bucket(endpoint, client)
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()


def use_bucket(bucket: Bucket, settings: Any, monkeypatch: Any) -> None:
    """Let this process store its files there, by the settings that an operator has."""
    for name, value in bucket.environment().items():
        monkeypatch.setitem(os.environ, name, value)
    settings.STORAGES = {**settings.STORAGES, **file_storages(Path("/nonexistent"))}
    forget_storages()


def forget_storages() -> None:
    for alias in ("default", "files"):
        storages._storages.pop(alias, None)
