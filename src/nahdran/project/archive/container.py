# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The archive as a file: a tar, packed with zstd or gzip, whose last member is a manifest with the checksum of every other one."""

import gzip
import hashlib
import io
import json
import os
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

import zstandard

MANIFEST = "manifest.json"
FORMAT = 1
PIECE = 1024 * 1024


class UnusableArchive(Exception):
    """Not an archive of ours, damaged, or of a format this version does not know. The message is a German sentence."""


@dataclass
class Manifest:
    version: str
    made_at: str
    key_check: str
    format: int = FORMAT
    sha256: dict[str, str] = field(default_factory=dict)


class ArchiveWriter:
    """Takes members one by one and notes their checksums."""

    def __init__(self, tar: tarfile.TarFile, manifest: Manifest) -> None:
        self.tar = tar
        self.manifest = manifest

    def add(self, name: str, content: IO[bytes], size: int) -> None:
        reader = _Hashing(content)
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        self.tar.addfile(member, reader)
        self.manifest.sha256[name] = reader.digest()

    def finish(self) -> None:
        data = json.dumps(asdict(self.manifest), indent=1).encode()
        member = tarfile.TarInfo(MANIFEST)
        member.size, member.mode = len(data), 0o600
        self.tar.addfile(member, io.BytesIO(data))


class _Hashing(io.RawIOBase):
    def __init__(self, content: IO[bytes]) -> None:
        self.content = content
        self.hash = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.content.read(size)
        self.hash.update(data)
        return data

    def digest(self) -> str:
        return self.hash.hexdigest()


@contextmanager
def create(target: Path, manifest: Manifest) -> Iterator[ArchiveWriter]:
    """A new archive that only its owner may read. It appears under its name when it is whole and on the disk."""
    young = target.with_name(f".{target.name}.part")
    descriptor = os.open(young, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as raw:
            with (
                _packer(target.name, raw) as packed,
                tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
            ):
                writer = ArchiveWriter(tar, manifest)
                yield writer
                writer.finish()
            raw.flush()
            os.fsync(raw.fileno())
        young.replace(target)
    finally:
        young.unlink(missing_ok=True)


@contextmanager
def _packer(name: str, raw: IO[bytes]) -> Iterator[Any]:
    if name.endswith(".tar.gz"):
        with gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=6, mtime=0) as packed:
            yield packed
    elif name.endswith(".tar.zst"):
        with zstandard.ZstdCompressor(level=6).stream_writer(raw, closefd=False) as packed:
            yield packed
    else:
        raise UnusableArchive("Der Name des Archivs muss auf .tar.zst oder .tar.gz enden.")


@contextmanager
def _unpacker(raw: IO[bytes]) -> Iterator[Any]:
    start = raw.read(4)
    raw.seek(0)
    if start == b"\x28\xb5\x2f\xfd":
        with zstandard.ZstdDecompressor().stream_reader(raw, closefd=False) as packed:
            yield packed
    elif start[:2] == b"\x1f\x8b":
        with gzip.GzipFile(fileobj=raw, mode="rb") as packed:
            yield packed
    else:
        raise UnusableArchive("Die Datei ist kein Archiv von nahdran.")


def unpack(source: Path, folder: Path) -> Manifest:
    """Unpack into an empty folder and check every member against the manifest before anybody uses one of them."""
    found: dict[str, str] = {}
    try:
        with source.open("rb") as raw, _unpacker(raw) as packed, tarfile.open(fileobj=packed, mode="r|") as tar:
            for member in tar:
                content = tar.extractfile(member)
                if content is None or not _is_harmless(member.name):
                    raise UnusableArchive(f"Das Archiv enthält etwas, das nicht hineingehört: {member.name}")
                found[member.name] = _write(folder / member.name, content)
    except (tarfile.TarError, zstandard.ZstdError, zlib.error, EOFError, gzip.BadGzipFile) as error:
        raise UnusableArchive(f"Das Archiv ist beschädigt oder nicht vollständig ({error}).") from error
    return _checked(folder, found)


def _checked(folder: Path, found: dict[str, str]) -> Manifest:
    if found.pop(MANIFEST, None) is None:
        raise UnusableArchive("Das Archiv ist nicht vollständig: sein Verzeichnis fehlt.")
    manifest = Manifest(**json.loads((folder / MANIFEST).read_text()))
    if manifest.format != FORMAT:
        raise UnusableArchive(
            f"Dieses Archiv hat das Format {manifest.format}; bekannt ist {FORMAT}. Bitte die passende Version nehmen."
        )
    different = {name for name in {*found, *manifest.sha256} if found.get(name) != manifest.sha256.get(name)}
    if different:
        raise UnusableArchive(
            f"Das Archiv ist beschädigt: {len(different)} Teile stimmen nicht, zum Beispiel {min(different)}."
        )
    return manifest


def _is_harmless(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and bool(path.parts)


def _write(target: Path, content: IO[bytes]) -> str:
    target.parent.mkdir(parents=True, exist_ok=True)
    total = hashlib.sha256()
    with target.open("wb") as out:
        while data := content.read(PIECE):
            total.update(data)
            out.write(data)
    return total.hexdigest()
