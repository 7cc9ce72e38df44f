"""Files that are there whole or not at all, whatever happens while they are written."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from meetings.base.files import PART
from meetings.base.refusals import Refused


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A new file that only its owner can read; it gets its name when it is complete and on the disk."""
    part = path.with_name(path.name + PART)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as out:
        _claim(out, part)
        try:
            yield out
            out.flush()
            os.fsync(out.fileno())
            os.replace(part, path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise


def _claim(out: IO[bytes], part: Path) -> None:
    """Empty what a killed process may have left; Refused when another one is writing there."""
    try:
        fcntl.flock(out, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not os.path.samestat(os.fstat(out.fileno()), part.stat()):
            raise BlockingIOError  # it was finished, and so renamed, just now
    except (BlockingIOError, FileNotFoundError):
        raise Refused("%(file)s is being written by another process.", file=part) from None
    os.fchmod(out.fileno(), 0o600)
    out.truncate(0)
