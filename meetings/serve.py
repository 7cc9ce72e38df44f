"""Starting the house: prepare the database, load what a first start needs, then server and worker side by side."""

import fcntl
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import click
import flask_migrate
from flask import Flask

from meetings.access import actions as access
from meetings.access.actor import OPERATOR
from meetings.access.models import Account
from meetings.access.permissions import Role
from meetings.access.queries import find_account, has_staff
from meetings.base import clock
from meetings.base.database import db, unit_of_work
from meetings.base.models import SiteFact
from meetings.base.refusals import Refused
from meetings.base.settings import Settings
from meetings.demo import actions as demo
from meetings.directory import actions as directory
from meetings.mandate import actions as mandate

GRACE = 20  # seconds for the requests in hand when the server is told to end
ADDRESS = "address"  # the file in the instance's folder that says where the server answers


def start(app: Flask, settings: Settings) -> int:
    """Prepare, then run the server and the worker until told to stop; the exit code."""
    with alone(settings):
        click.echo("Bringing the database up to date …")
        flask_migrate.upgrade()
        account = _first_start(settings)
        if account is not None:
            with unit_of_work(writing=True):
                link = link_for(db.session.merge(account), settings.base_url)
    _check_free(settings)
    mails = (settings.smtp_url and "by SMTP") or f"kept as files in {settings.instance / 'mail'}"
    click.echo(f"Starting the server and the worker (mail: {mails}) …")
    click.echo(f"\n  The address:            {settings.base_url}")
    if account is not None:
        click.echo(f"  Sign in, once, as {account.name}:\n  {link}\n")
    click.echo("Stop with Ctrl-C.", nl=True)
    sys.stdout.flush()
    db.session.remove()
    db.engine.dispose()
    with _address_kept(settings):
        return _run(settings)


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Of several starts at once in one folder, one prepares and the others wait."""
    settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (settings.instance / "start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _address_kept(settings: Settings) -> Iterator[None]:
    """While the server runs, its address stands in the instance's folder, in a file that is locked."""
    with (settings.instance / ADDRESS).open("a") as file:
        with suppress(BlockingIOError):  # another server of this folder keeps its own
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            file.truncate(0)
            file.write(settings.base_url)
            file.flush()
        yield


def _check_free(settings: Settings) -> None:
    """Refused when nobody can listen there: the server would say so again and again, and never in a sentence."""
    try:
        family, kind, *_, where = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server does
            trial.bind(where)
    except (OSError, UnicodeError) as error:
        raise Refused(
            "Nothing can listen on port %(port)s of %(host)s (%(why)s). Set PORT or HOST to others.",
            port=settings.port,
            host=settings.host,
            why=getattr(error, "strerror", None) or error,
        ) from error


def address(settings: Settings) -> str:
    """Where the running server of this folder answers; while none runs, what the settings say."""
    try:
        with (settings.instance / ADDRESS).open() as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:  # a server holds it; a file that a killed one left is free
        return (settings.instance / ADDRESS).read_text()
    except FileNotFoundError:
        pass
    return settings.base_url


def _first_start(settings: Settings) -> Account | None:
    """Load what is not there yet; the account to print a link for."""
    with unit_of_work(writing=True):
        if db.session.get(SiteFact, "first_start") is None:
            click.echo("Loading the mandate, the Council’s calendar and the directory …")
            mandate.load_defaults(OPERATOR)
            directory.load_defaults(OPERATOR)
            if settings.demo:
                click.echo("Loading the demonstration …")
                demo.load(OPERATOR)
            db.session.add(SiteFact(name="first_start", value=clock.now().isoformat()))
    with unit_of_work(writing=True):
        if db.session.get(SiteFact, "demonstration") is not None:
            return find_account(demo.ORGANIZER)
        return None if has_staff() else _first_administrator(settings)


def _first_administrator(settings: Settings) -> Account:
    email = settings.admin_email
    if not email and sys.stdin.isatty():
        email = click.prompt("Nobody can run the house yet. E-mail address of the first administrator")
    if not email:
        raise Refused(
            "Nobody can run the house yet. Start again with ADMIN_EMAIL=name@example.org to name the first "
            "administrator."
        )
    account = access.make_account(OPERATOR, email, email.partition("@")[0])
    access.give_role(OPERATOR, account, Role.ADMINISTRATOR)
    access.give_role(OPERATOR, account, Role.ORGANIZER)
    return account


def link_for(account: Account, base_url: str) -> str:
    """A one-use link to sign in, for the person at the machine."""
    link = access.make_link("sign_in", account.id)
    return f"{base_url}/sign-in/link/{access.token_of(link)}"


def _run(settings: Settings) -> int:
    """Server and worker as children; a dead worker is started again, a dead server ends the house."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host  # an address of IPv6
    commands: dict[str, list[str]] = {
        "server": [
            *(sys.executable, "-m", "gunicorn", "app:app", "--bind", f"{host}:{settings.port}"),
            *("--worker-class", "gthread", "--workers", "2", "--threads", str(settings.threads)),
            *("--graceful-timeout", str(GRACE), "--log-level", "warning", "--no-control-socket"),
        ],
        "worker": [sys.executable, "-m", "flask", "--app", "app", "worker"],
    }
    running = {name: subprocess.Popen(command) for name, command in commands.items()}
    ending: list[int] = []

    def end(number: int, _frame: Any) -> None:
        ending.append(number)
        for process in running.values():
            process.terminate()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    while running["server"].poll() is None:
        if running["worker"].poll() is not None and not ending:
            click.echo("The worker ended; starting it again …", err=True)
            running["worker"] = subprocess.Popen(commands["worker"])
        time.sleep(0.5)
    running["worker"].terminate()
    running["worker"].wait(timeout=GRACE + 5)
    return 0 if ending else int(running["server"].returncode or 1)
