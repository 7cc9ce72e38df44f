"""Commands of the person who runs the machine; each says what it does, and a refusal is a sentence, not a trace."""

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext
from flask_babel import force_locale
from sqlalchemy.exc import DBAPIError

from meetings import backup, serve
from meetings.access import actions as access
from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.access.queries import find_account
from meetings.base.database import unit_of_work
from meetings.base.refusals import NotFound, Refused
from meetings.base.settings import Settings
from meetings.demo import actions as demo
from meetings.directory import actions as directory
from meetings.mandate import actions as mandate
from meetings.mandate.queries import cycles, find_cycle
from meetings.outbox import worker
from meetings.replies import polling
from meetings.replies.commands import mail_commands
from meetings.report import actions as report
from meetings.retention import commands as retention
from meetings.rooms import CHORES

STAFF_ROLES = click.Choice([Role.ADMINISTRATOR.value, Role.ORGANIZER.value, Role.DRAFTER.value])


@contextmanager
def refusals_told() -> Iterator[None]:
    """Say a refusal and end with 1."""
    try:
        yield
    except NotFound as missing:
        raise click.ClickException("There is no such thing here; look at the spelling.") from missing
    except Refused as no:
        raise click.ClickException(str(no)) from no
    except DBAPIError as error:
        raise click.ClickException(_of_database(str(error.orig).strip().splitlines()[0])) from error


def _of_database(reason: str) -> str:
    if "no such table" in reason or "does not exist" in reason:
        return (
            f"The database has not been prepared; `flask db upgrade` or the first start does it ({reason})."
        )
    return f"The database of DATABASE_URL cannot be opened: {reason}"


def told(function: Callable[..., Any]) -> Callable[..., Any]:
    """Run in one transaction; tell refusals."""

    @wraps(function)
    @with_appcontext
    def run(*args: Any, **kw: Any) -> Any:
        with refusals_told(), unit_of_work(writing=True):
            return function(*args, **kw)

    return run


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


@click.command("start")
@with_appcontext
def start() -> None:
    """Prepare the database, load what a first start needs, and run the server and the worker."""
    with refusals_told():
        sys.exit(serve.start(current_app._get_current_object(), _settings()))  # type: ignore[attr-defined]


@click.command("worker")
@with_appcontext
def run_worker() -> None:
    """Deliver the outbox, take in what comes to the mailbox and keep the waiting lists, until stopped."""
    stop = threading.Event()
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda *_: stop.set())
    chores = (*CHORES, *polling.chores(_settings()))
    worker.run(_settings(), stop.is_set, chores=chores)


mandate_commands = AppGroup("mandate", help="Resolutions, obligations, the Council's calendar.")


@mandate_commands.command("load")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@told
def load_mandate(files: tuple[Path, ...]) -> None:
    """Load resolutions from data files (without FILES: the project's own, with calendar and lineage)."""
    if not files:
        mandate.load_defaults(OPERATOR)
    for file in files:
        mandate.load_resolution(OPERATOR, _text_of(file), file.name)
    click.echo("The mandate is loaded.")


directory_commands = AppGroup("directory", help="Organizations and instruments.")


@directory_commands.command("load")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@told
def load_directory(file: Path | None) -> None:
    """Load organizations from a CSV file (without FILE: the project's own directory and instruments)."""
    if file is None:
        directory.load_defaults(OPERATOR)
    else:
        directory.load_organizations(OPERATOR, _text_of(file), file.name)
    click.echo("The directory is loaded.")


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(
            "%(file)s is not in UTF-8 (byte %(byte)s).", file=file.name, byte=error.start
        ) from error


demo_commands = AppGroup("demo", help="The demonstration.")


@demo_commands.command("load")
@told
def load_demo() -> None:
    """Load the demonstration: invented people and organizations on the real mandate."""
    demo.load(OPERATOR)
    click.echo("The demonstration is loaded; every page and export says so.")


@demo_commands.command("remove")
@told
def remove_demo() -> None:
    """Remove everything that belongs to the demonstration; reports composed from it go whole."""
    for key in demo.remove(OPERATOR):
        (_settings().instance / "mail" / f"{key}.eml").unlink(missing_ok=True)
    click.echo("The demonstration is gone, with its mails and the reports that were composed from it.")


account_commands = AppGroup("account", help="People who can sign in.")


@account_commands.command("add")
@click.argument("email")
@click.argument("name")
@click.option("--role", type=STAFF_ROLES, required=True)
@told
def add_account(email: str, name: str, role: str) -> None:
    """Make an account with a role, and print a one-use link to sign in."""
    account = find_account(email) or access.make_account(OPERATOR, email, name)
    access.give_role(OPERATOR, account, Role(role))
    click.echo(serve.link_for(account, serve.address(_settings())))


@account_commands.command("link")
@click.argument("email")
@told
def link(email: str) -> None:
    """Print a one-use link to sign in, valid for 60 minutes."""
    account = find_account(email)
    if account is None:
        raise Refused("No account has the address %(email)s.", email=email)
    click.echo(serve.link_for(account, serve.address(_settings())))


report_commands = AppGroup("report", help="The High Commissioner's report.")


@report_commands.command("draft")
@click.option("--cycle", "symbol", required=True, help="The resolution, such as 61-15.")
@click.option("--out", required=True, type=click.Path(dir_okay=False, writable=True, path_type=Path))
@told
def draft_report(symbol: str, out: Path) -> None:
    """Compose the report of a cycle and write its Word file; say truthfully what is missing."""
    if find_cycle(symbol) is None:
        known = ", ".join(cycle.slug for cycle in cycles(OPERATOR))
        if not known:
            raise Refused("No resolution is loaded yet; `flask mandate load` loads those of the project.")
        raise Refused("There is no cycle “%(symbol)s”; choose one of %(known)s.", symbol=symbol, known=known)
    with current_app.test_request_context(), force_locale("en"):
        draft = report.draft(OPERATOR, symbol)
    try:
        out.write_bytes(draft.data)
    except OSError as error:
        raise Refused("%(file)s cannot be written: %(why)s.", file=out, why=error.strerror) from error
    click.echo(f"{out}: {draft.words} of {draft.word_limit} words.")
    for sentence in draft.missing:
        click.echo(f"Missing: {sentence}")


@click.group("retention", cls=AppGroup, invoke_without_command=True)
@click.pass_context
@with_appcontext
def retention_commands(context: click.Context) -> None:
    """Say when the personal data of each meeting are deleted, the next one first."""
    if context.invoked_subcommand is None:
        with refusals_told():
            for line in retention.clocks():
                click.echo(line)


@retention_commands.command("purge")
@click.argument("slug")
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@click.option("--reason", default="", help="Why now; it stays in the record.")
@with_appcontext
def retention_purge(slug: str, dry_run: bool, reason: str) -> None:
    """Delete the personal data of the meeting SLUG now; the counts stay."""
    with refusals_told():
        for line in retention.dry_run(slug) if dry_run else retention.purge(OPERATOR, slug, reason):
            click.echo(line)


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace a file of this name.")
@with_appcontext
def save_backup(file: Path, force: bool) -> None:
    """Write the database and the stored files of this moment to FILE (a zip), while everybody works on."""
    with refusals_told():
        saved = backup.save(file, replace=force)
    _tell(saved.manifest)
    click.echo(f"{file}: {file.stat().st_size:,} bytes.")
    if saved.missing:
        many = len(saved.missing)
        raise click.ClickException(
            f"{many} stored {'file is' if many == 1 else 'files are'} not in this INSTANCE, so not in the backup."
        )


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def restore_backup(file: Path) -> None:
    """Make an empty database and folder what they were when FILE was written, and compare."""
    with refusals_told(), serve.alone(_settings()):
        _tell(manifest := backup.restore(file))
    click.echo("All of it is here, row by row and byte by byte as in the archive.")
    if not backup.keeps_links(manifest):
        click.echo(
            "The secret key is another one: links in mails already sent, and sign-ins, are void here. "
            "To keep them, give this machine the old key before it is used."
        )


def _tell(manifest: backup.Manifest) -> None:
    for name, table in manifest.tables.items():
        click.echo(f"  {table.size:>9,}  {name:<24} {table.sha256[:16]}")
    click.echo(f"  {len(manifest.files):>9,}  stored files")
    click.echo(f"As of {manifest.made_at}, revision {manifest.revision}.")


def register(app: Flask) -> None:
    """Add the commands."""
    for one in (start, run_worker, mandate_commands, directory_commands, demo_commands, account_commands):
        app.cli.add_command(one)
    for last in (report_commands, retention_commands, mail_commands, save_backup, restore_backup):
        app.cli.add_command(last)
