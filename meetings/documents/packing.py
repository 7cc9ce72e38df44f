"""A ZIP made while it is sent: no more of it is in memory than a piece of one file."""

import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import RawIOBase
from pathlib import Path
from typing import Any

PIECE = 256 * 1024  # bytes
MANIFEST = "manifest.txt"


class _Outlet(RawIOBase):
    """Where the ZIP is written; what has gathered is taken from it."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        taken = b"".join(self._parts)
        self._parts.clear()
        return taken


def packed(held: Sequence[tuple[str, Path]], listed: str, now: datetime) -> Iterator[bytes]:
    """The bytes of a ZIP of these files (name, where it lies), a list of them first."""
    outlet = _Outlet()
    at = now.timetuple()[:6]
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(_entry(MANIFEST, at), listed.encode())
        yield outlet.take()
        for name, path in held:
            with archive.open(_entry(name, at), "w") as into, path.open("rb") as content:
                while piece := content.read(PIECE):
                    into.write(piece)
                    yield outlet.take()
            yield outlet.take()
    yield outlet.take()


def _entry(name: str, at: tuple[int, ...]) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (at[0], at[1], at[2], at[3], at[4], at[5]))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
