"""Restoring: an empty machine becomes what the archive says, or stays empty."""

import shutil
from pathlib import Path
from zipfile import ZipFile

import flask_migrate
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import Connection, inspect, select
from sqlalchemy.exc import DBAPIError

from meetings.backup import rows
from meetings.backup.archive import Manifest, checked, file_path, newer, summed, table_path
from meetings.backup.counters import count_on
from meetings.backup.whole import whole_file
from meetings.base.database import Base, db, unit_of_work
from meetings.base.files import folder
from meetings.base.refusals import Refused


def restore(file: Path) -> Manifest:
    """Bring back what the archive holds, and then up to date; what was compared with its sums.

    The tables are made as they were at its revision, loaded in one transaction, read again and compared before that
    transaction ends. Refused, and nothing kept, when the archive is damaged, newer than this software, or
    when there is something in the database already.
    """
    manifest = checked(file)
    if manifest.revision not in _known_revisions():
        raise newer()
    try:
        _make_empty()
        with ZipFile(file) as archive:
            _load(archive, manifest)
    except OSError as error:
        raise Refused(
            "The files cannot be written to %(folder)s (%(why)s). Nothing was restored.",
            folder=folder(),
            why=error.strerror,
        ) from error
    except DBAPIError as error:
        raise Refused(
            "The database does not take it (%(why)s). Nothing was restored.", why=rows.reason(error)
        ) from error
    flask_migrate.upgrade()
    _count_on(manifest)
    return manifest


def _count_on(manifest: Manifest) -> None:
    """When the tables are those of today: a migration that makes one anew lets it count from its highest row."""
    with unit_of_work(writing=True):
        connection = db.session.connection()
        count_on(connection, rows.tables(connection), manifest.counters)


def _known_revisions() -> set[str]:
    migrations = ScriptDirectory(current_app.extensions["migrate"].directory)
    return {script.revision for script in migrations.walk_revisions()}


def _make_empty() -> None:
    """Take down our own tables when there is no row in any; Refused when there is anything else."""
    with unit_of_work(writing=True):
        connection = db.session.connection()
        parents_first = [name for name, _ in inspect(connection).get_sorted_table_and_fkc_names() if name]
        used = sorted(set(parents_first) - Base.metadata.tables.keys() - {rows.REVISION}) or [
            name
            for name, table in rows.tables(connection).items()
            if connection.execute(select(1).select_from(table).limit(1)).first()
        ]
        if used:
            raise Refused(
                "The database is not empty (there is something in “%(table)s”), and nothing in it was changed. "
                "Restore to an empty one: set INSTANCE to a new folder, or DATABASE_URL to a new database.",
                table=used[0],
            )
        for name in reversed(parents_first):
            connection.exec_driver_sql(f'DROP TABLE "{name}"')


def _load(archive: ZipFile, manifest: Manifest) -> None:
    # Files first: what the rows refer to is there when they are.
    for name in manifest.files:
        with archive.open(file_path(name)) as kept, whole_file(folder() / name) as out:
            shutil.copyfileobj(kept, out)
    flask_migrate.upgrade(revision=manifest.revision)
    with unit_of_work(writing=True):
        _load_tables(rows.read_once(db.session.connection()), archive, manifest)


def _load_tables(connection: Connection, archive: ZipFile, manifest: Manifest) -> None:
    tables = rows.tables(connection)
    if tables.keys() != manifest.tables.keys():
        other = ", ".join(sorted(tables.keys() ^ manifest.tables.keys()))
        raise Refused(
            "Archive and software do not have the same tables: %(other)s. Nothing was restored.", other=other
        )
    with rows.references_checked_last(connection):
        for table in tables.values():  # a migration may have put rows there
            connection.execute(table.delete())
        for name, table in tables.items():
            with archive.open(table_path(name)) as lines:
                rows.load(connection, table, lines)
    differing = [
        name
        for name, table in tables.items()
        if summed(rows.lines(connection, table)) != manifest.tables[name]
    ]
    if differing:
        raise Refused(
            "What was loaded into “%(table)s” is not what the archive says. Nothing was restored.",
            table=differing[0],
        )
