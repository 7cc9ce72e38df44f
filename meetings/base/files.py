"""Files that people hand in: kept in the instance's folder under the digest of their content, outside the web root.

A file is written before the transaction that refers to it (`keep`, then `refer`) and removed after the commit that
lets go of it (`let_go`), or by the sweep when it is no longer in hand. What a refused form has left behind is swept
after a day.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Response, current_app, send_file
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.base.file_kinds import MEDIA_TYPES, FileGiven, judge, own_name
from meetings.base.models import StoredFile
from meetings.base.refusals import NotFound, Refused

FOLDER = "files"
PART = ".part"  # of a file that is being written; backups pass it over
# Nothing younger is removed: a transaction that has just written (or found) it may still be about to refer to it.
IN_HAND = timedelta(hours=1)
ORPHANED = timedelta(days=1)


def folder() -> Path:
    """Where the files lie; it is made when it is not there."""
    path = Path(current_app.config["SETTINGS"].instance) / FOLDER
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def take(name: str, content: bytes, most: int) -> FileGiven:
    """A file as it was handed in, judged but not yet kept; Refused with what to send instead."""
    kind = judge(name, content, most)
    return FileGiven(hashlib.sha256(content).hexdigest(), own_name(name, kind), kind, len(content))


def keep(given: FileGiven, content: bytes) -> None:
    """Write the content under its digest; what is there already is only marked as in hand."""
    with _alone() as there:
        if not _touched(there / given.digest):
            part = there / (given.digest + PART)
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            os.replace(part, there / given.digest)
            _touched(there / given.digest)


def is_kept(digest: str) -> bool:
    """Whether the content is there; it is then marked as in hand."""
    with _alone() as there:
        return _touched(there / digest)


def refer(given: FileGiven) -> StoredFile:
    """A row for a file that was kept; Refused when it was swept meanwhile."""
    if not is_kept(given.digest):
        raise Refused("The file %(name)s is no longer here. Choose it again.", name=given.name)
    stored = StoredFile(
        key=secrets.new_key(),
        digest=given.digest,
        name=given.name,
        kind=given.kind,
        size=given.size,
        stored_at=clock.now(),
    )
    db.session.add(stored)
    db.session.flush()  # who refers to it needs its id
    return stored


def content_of(stored: StoredFile) -> bytes:
    """What is in the file; NotFound when it is no longer there."""
    try:
        return (folder() / stored.digest).read_bytes()
    except FileNotFoundError:
        raise NotFound from None


def let_go(stored: Iterable[StoredFile]) -> None:
    """Delete the rows, and after the commit the contents that no other row refers to."""
    rows = list(stored)
    for row in rows:
        db.session.delete(row)
    db.session.flush()  # what is asked next must not find them
    digests = {row.digest for row in rows}
    others = db.session.scalars(select(StoredFile.digest).where(StoredFile.digest.in_(digests)))
    db.session.info.setdefault(FOLDER, set()).update(digests - set(others))


def sweep() -> int:
    """Remove the contents older than a day that no row refers to; how many there were."""
    there = folder()
    found = {path.name for path in there.iterdir()}
    known = set(db.session.scalars(select(StoredFile.digest)))
    return _remove(there, found - known, ORPHANED)


def sweep_away() -> bool:
    """What the worker does now and then: `sweep`. Nothing more waits afterwards."""
    sweep()
    return False


def send(stored: StoredFile) -> Response:
    """The file as an attachment that no browser runs; the route has asked whether this person may have it."""
    path = folder() / stored.digest
    if not path.is_file():
        raise NotFound
    answer = send_file(
        path, mimetype=MEDIA_TYPES[stored.kind], as_attachment=True, download_name=stored.name, max_age=0
    )
    answer.headers["Content-Security-Policy"] = (
        "sandbox"  # beside the policy of the house; nosniff is in that
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def path_of(stored: StoredFile) -> Path | None:
    """Where the content lies, for whoever packs several; None when it is no longer there."""
    path = folder() / stored.digest
    return path if path.is_file() else None


@contextmanager
def _alone(there: Path | None = None) -> Iterator[Path]:
    """Hold the folder: looking at a file's age and removing it are one act, and so are finding and marking it."""
    there = there or folder()
    handle = os.open(there, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield there
        os.fsync(handle)  # what was named or removed here stays so after a loss of power
    finally:
        os.close(handle)


def _touched(path: Path) -> bool:
    """Mark a file as in hand by its time (of the house's clock); whether it is there."""
    now = clock.now().timestamp()
    try:
        os.utime(path, (now, now))
    except FileNotFoundError:
        return False
    return True


def _remove(there: Path, names: Iterable[str], older_than: timedelta) -> int:
    limit = (clock.now() - older_than).timestamp()
    removed = 0
    with _alone(there):
        for path in (there / name for name in sorted(names)):
            if not path.is_file():
                continue
            written = path.stat().st_mtime
            if written <= limit:
                path.unlink()
                removed += 1
            elif older_than is IN_HAND:  # let go of: the sweep takes it as soon as it is no longer in hand
                soon = written - (ORPHANED - IN_HAND).total_seconds()
                os.utime(path, (soon, soon))
    return removed


@event.listens_for(Session, "after_commit")
def _remove_what_was_let_go(session: Session) -> None:
    if session.in_nested_transaction():
        return  # a savepoint is no commit
    if names := session.info.pop(FOLDER, None):
        _remove(folder(), names, IN_HAND)


@event.listens_for(Session, "after_soft_rollback")
def _keep_after_all(session: Session, _previous: Any) -> None:
    session.info.pop(FOLDER, None)
