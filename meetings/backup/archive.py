"""The archive: a zip with a manifest, a file of JSON lines for each table, and the stored files.

manifest.json          what follows, with a digest of each
tables/<table>.jsonl   a line for each row
files/<digest>         as in the instance's folder (base.files)
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from meetings.base.refusals import Refused

FORMAT = 2
# What can be read: the first format had no counters.
FORMATS = (1, FORMAT)
MANIFEST = "manifest.json"
CHUNK = 64 * 1024


@dataclass(frozen=True)
class Sum:
    """How much something is, rows of a table or bytes of a file, and the SHA-256 of its bytes in the archive."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What an archive holds. `revision`: the migration at which its database stood; `key`: see `keeps_links`.

    `counters`: the highest number that each table has given, also to rows that are gone (see counters).
    """

    made_at: str
    revision: str
    key: str
    tables: dict[str, Sum]
    files: dict[str, Sum]
    counters: dict[str, int] = field(default_factory=dict)
    format: int = FORMAT


def new_archive(file: IO[bytes]) -> ZipFile:
    """An archive to be written."""
    return ZipFile(file, "w", ZIP_DEFLATED)


def table_path(name: str) -> str:
    """Where a table's lines lie."""
    return f"tables/{name}.jsonl"


def file_path(name: str) -> str:
    """Where a stored file lies."""
    return f"files/{name}"


def put(
    archive: ZipFile, path: str, parts: Iterable[bytes], counted: Callable[[bytes], int] = lambda _: 1
) -> Sum:
    """Write something into the archive, part by part."""
    with archive.open(path, "w", force_zip64=True) as out:
        return summed(parts, counted, out.write)


def summed(
    parts: Iterable[bytes],
    counted: Callable[[bytes], int] = lambda _: 1,
    use: Callable[[bytes], object] = lambda _: None,
) -> Sum:
    """The sum of what comes in parts, each of which may be used on the way; without `counted`, a part is a row."""
    size, digest = 0, sha256()
    for part in parts:
        size += counted(part)
        digest.update(part)
        use(part)
    return Sum(size, digest.hexdigest())


def chunks(file: IO[bytes]) -> Iterator[bytes]:
    """A file in parts that memory holds."""
    return iter(lambda: file.read(CHUNK), b"")


def close(archive: ZipFile, manifest: Manifest) -> None:
    """Write what the archive holds: the last thing, so that a cut archive has none."""
    archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))


def checked(file: Path) -> Manifest:
    """The manifest of an archive in which every byte is as it was written.

    Refused when it is none, when it is damaged, or when its format is of a later day.
    """
    try:
        with ZipFile(file) as archive:
            manifest = _read(archive.read(MANIFEST))
            if manifest.format in FORMATS:
                _check_sums(archive, manifest)
    except Exception as error:  # whatever the libraries say of bytes that are not what they should be
        raise Refused(
            "%(file)s is not an archive of `flask backup`, or it is damaged. Nothing was restored.", file=file
        ) from error
    if manifest.format not in FORMATS:
        raise newer()
    return manifest


def newer() -> Refused:
    """The no to an archive of a later day."""
    return Refused(
        "This archive was made by a newer version of this software. Nothing was restored; install that version first."
    )


def _read(text: bytes) -> Manifest:
    given: dict[str, Any] = json.loads(text)
    if given["format"] not in FORMATS:
        return Manifest("", "", "", {}, {}, format=given["format"])
    for kind in ("tables", "files"):
        given[kind] = {name: Sum(**one) for name, one in given[kind].items()}
    manifest = Manifest(**given)
    if any(type(number) is not int or number < 0 for number in manifest.counters.values()):
        raise ValueError("a counter that is no number")
    if any(name in (".", "..") or "/" in name for name in manifest.files):
        raise ValueError("a file outside its folder")
    return manifest


def _check_sums(archive: ZipFile, manifest: Manifest) -> None:
    for name, promised in manifest.tables.items():
        with archive.open(table_path(name)) as lines:
            if summed(lines) != promised:
                raise ValueError(name)
    for name, promised in manifest.files.items():
        with archive.open(file_path(name)) as file:
            if summed(chunks(file), len) != promised:
                raise ValueError(name)
