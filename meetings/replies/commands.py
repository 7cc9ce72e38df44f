"""The command at the end of a mail server's pipe; its exit codes are those of sysexits, which such servers know."""

import logging
import sys

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from meetings.base.settings import Settings
from meetings.replies.rules import MOST_BYTES
from meetings.replies.taking import take

log = logging.getLogger("meetings.replies")
EX_DATAERR = 65
EX_TEMPFAIL = 75

mail_commands = AppGroup("mail", help="Mails that come in.")


@mail_commands.command("ingest")
@click.option("--recipient", default="", help="The address that the mail server delivers to.")
@with_appcontext
def ingest(recipient: str) -> None:
    """Take in one mail from standard input, as a mail server's pipe gives it.

    Ends with 0 when it is kept (also one that was kept before), 75 when it should be tried again later (the database
    is away), 65 when there was no mail. Of a mail that is too large only the head is read and kept.
    """
    settings: Settings = current_app.config["SETTINGS"]
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    if not data.strip():
        click.echo("There was no mail on standard input.", err=True)
        sys.exit(EX_DATAERR)
    try:
        take(data, settings, sent_to=recipient[:254])
    except Exception as error:  # whatever it is, the mail server still has the mail and tries again
        log.error("the mail was not kept: %s", type(error).__name__)
        click.echo(f"Not kept, try again later: {type(error).__name__}.", err=True)
        sys.exit(EX_TEMPFAIL)
