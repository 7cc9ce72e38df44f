"""Saving: the files, then all tables in one reading transaction, into an archive that is there whole or not at all."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from alembic.migration import MigrationContext
from sqlalchemy import Connection, Table, select
from sqlalchemy.exc import DBAPIError

from meetings.backup import rows
from meetings.backup.archive import (
    Manifest,
    Sum,
    chunks,
    close,
    file_path,
    new_archive,
    put,
    table_path,
)
from meetings.backup.counters import counters
from meetings.backup.whole import whole_file
from meetings.base import clock, secrets
from meetings.base.database import db, unit_of_work
from meetings.base.files import folder
from meetings.base.models import StoredFile
from meetings.base.refusals import Refused

# A transaction that sees one moment; on SQLite (WAL) every one does.
ONE_MOMENT: dict[str, dict[str, Any]] = {
    "sqlite": {},
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}


@dataclass(frozen=True)
class Saved:
    """What an archive holds, and the names of files that the database refers to and the folder does not have."""

    manifest: Manifest
    missing: tuple[str, ...]


def save(file: Path, *, replace: bool = False) -> Saved:
    """Write the archive of this moment, while everybody works on.

    Refused when the file is there already (unless it is to be replaced) or cannot be written.
    """
    if file.exists() and not replace:
        raise Refused(
            "%(file)s is there already; choose another name, or replace it with --force.", file=file
        )
    try:
        with whole_file(file) as out, new_archive(out) as archive:
            return _fill(archive)
    except OSError as error:
        raise Refused(
            "%(file)s cannot be written (%(why)s). No backup was made.", file=file, why=error.strerror
        ) from error
    except DBAPIError as error:
        raise Refused(
            "The database cannot be read (%(why)s). No backup was made.", why=rows.reason(error)
        ) from error


def _fill(archive: ZipFile) -> Saved:
    """Files before the moment, and those that came meanwhile just after it; without those that went meanwhile.

    A file is written before the transaction that refers to it, and removed after the one that lets go of it, but
    never in its first hour (base.files). So what the moment refers to was there before, or is there just after. What
    nothing refers to any more is in no backup, also while it still lies there; what was taken back while it was
    copied is not named in the archive, so that no restoring brings it back.
    """
    with unit_of_work(writing=False):
        connection = db.session.connection()
        files = _files(archive, folder(), _referred(connection, rows.tables(connection)))
    with unit_of_work(writing=False):
        moment = ONE_MOMENT[db.engine.dialect.name]
        connection = rows.read_once(db.session.connection(execution_options=moment))
        revision, made_at = _revision(connection), clock.now()  # the first question: now it is the moment
        tables = rows.tables(connection)
        referred = _referred(connection, tables)
        files = {name: found for name, found in files.items() if name in referred}
        files |= _files(archive, folder(), referred - set(files))
        sums = {
            name: put(archive, table_path(name), rows.lines(connection, table))
            for name, table in tables.items()
        }
        missing = tuple(sorted(referred - set(files)))
        given = counters(connection, tables)
    manifest = Manifest(made_at.isoformat(), revision, _key_print(), sums, files, given)
    close(archive, manifest)
    return Saved(manifest, missing)


def _revision(connection: Connection) -> str:
    revision = MigrationContext.configure(connection).get_current_revision()
    if revision is None:
        raise Refused(
            "There is nothing in this database yet. Are INSTANCE and DATABASE_URL those of the server?"
        )
    return revision


def keeps_links(manifest: Manifest) -> bool:
    """Whether the secret key here is that of the archive, so that links in mails and sign-ins go on working."""
    return manifest.key == _key_print()


def _key_print() -> str:
    # It tells one key from another, and nothing of it.
    return secrets.mint("backup", "", "")


def _files(archive: ZipFile, folder: Path, digests: Collection[str]) -> dict[str, Sum]:
    """Copy these stored files; those that are not there are not missed here."""
    found = {}
    for name in sorted(digests):
        try:
            file = (folder / name).open("rb")
        except FileNotFoundError:
            continue
        with file:
            found[name] = put(archive, file_path(name), chunks(file), len)
    return found


def _referred(connection: Connection, tables: Mapping[str, Table]) -> set[str]:
    """The digests of the files that the database refers to."""
    stored = tables.get(StoredFile.__tablename__)
    if stored is None:  # a database of an older day
        return set()
    return set(connection.scalars(select(stored.c.digest)))
