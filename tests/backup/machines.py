"""Machines of their own for backups: a database of either kind with its migrations, an instance's folder, commands."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from flask import Flask

from meetings.base.database import db
from meetings.base.settings import read_settings
from meetings.factory import create_app
from tests.services.postgres import create_database

SECRET = "only-for-tests-only-for-tests-only-for-tests"
KINDS = ("sqlite", "postgresql")
_n = count(1)


@dataclass(frozen=True)
class Machine:
    """One machine: what its processes are given, and the application there."""

    env: dict[str, str]
    app: Flask

    @property
    def folder(self) -> Path:
        return Path(self.env["INSTANCE"])

    @property
    def files(self) -> Path:
        return self.folder / "files"

    def flask(self, *arguments: object) -> tuple[int, str]:
        """A command; its exit code and what it said."""
        done = self.app.test_cli_runner().invoke(args=[str(one) for one in arguments])
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.exit_code, done.output

    def done(self, *arguments: object) -> str:
        """A command that ends well; what it said."""
        code, told = self.flask(*arguments)
        assert code == 0, told
        return told


Maker = Callable[..., Machine]


def a_machine(kind: str, folder: Path, server: Path, **env: str) -> Machine:
    """A machine with an empty database, without a single table; SMTP_URL and the like in `env`."""
    url = f"sqlite:///{folder}/meetings.sqlite"
    if kind == "postgresql":
        worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
        url = create_database(server, f"backup_{worker}_{next(_n)}")
    env = {"DATABASE_URL": url, "INSTANCE": str(folder), "SECRET_KEY": SECRET, "DEMO": "0"} | env
    app = create_app(read_settings(env))
    app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False, WTF_CSRF_ENABLED=False)
    return Machine(env, app)


def leave(machine: Machine) -> None:
    """Let go of its connections."""
    with machine.app.app_context():
        db.session.remove()
        db.engine.dispose()


def member(archive: Path, name: str) -> bytes:
    """One file of an archive."""
    with ZipFile(archive) as opened:
        return opened.read(name)


def manifest_of(archive: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(member(archive, "manifest.json"))
    return manifest


def rows_of(archive: Path, table: str) -> list[dict[str, Any]]:
    """The rows that an archive holds of a table."""
    return [json.loads(line) for line in member(archive, f"tables/{table}.jsonl").splitlines()]


def contents_of(archive: Path) -> dict[str, Any]:
    """What must be equal in two archives of the same things: everything but when each was made, and what one of the
    databases remembers and the other counts anew (see test_counters)."""
    return {
        name: value for name, value in manifest_of(archive).items() if name not in ("made_at", "counters")
    }


def rewritten(archive: Path, copy: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """A copy that is a sound zip, with some of its files changed."""
    with ZipFile(archive) as old, ZipFile(copy, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return copy


def with_manifest(archive: Path, copy: Path, **changed: object) -> Path:
    """A copy whose manifest says something else."""

    def change(name: str, data: bytes) -> bytes:
        return json.dumps(json.loads(data) | changed).encode() if name == "manifest.json" else data

    return rewritten(archive, copy, change)
