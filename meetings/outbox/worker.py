"""Delivery: claim, commit, send, commit. At least once; one bad address stops nobody."""

import logging
import os
import smtplib
import ssl
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

from meetings.base import clock
from meetings.base.database import db, unit_of_work
from meetings.base.settings import Settings
from meetings.base.site import site_name
from meetings.outbox.actions import claim, note_failed, note_sent
from meetings.outbox.mail import compose

log = logging.getLogger("meetings.outbox")
Send = Callable[[EmailMessage], None]


@contextmanager
def mail_way(settings: Settings) -> Iterator[Send]:
    """How mail leaves: over SMTP, or as files in the instance's folder when no server is set."""
    if not settings.smtp_url:
        yield lambda mail: _keep_as_file(mail, settings.instance / "mail")
        return
    url = urlsplit(settings.smtp_url)
    kind = smtplib.SMTP_SSL if url.scheme == "smtps" else smtplib.SMTP
    with kind(url.hostname or "", url.port or (465 if url.scheme == "smtps" else 25), timeout=20) as server:
        server.ehlo()
        if url.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        yield lambda mail: _hand_over(server, mail)


def _hand_over(server: smtplib.SMTP, mail: EmailMessage) -> None:
    # One recipient: a refusal of it raises, so there is nothing partial to look at.
    server.send_message(mail)


def _keep_as_file(mail: EmailMessage, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = str(mail["Message-ID"]).strip("<>").partition("@")[0]
    part = folder / f"{name}.part"
    part.write_bytes(mail.as_bytes())
    os.replace(part, folder / f"{name}.eml")


def deliver_one(settings: Settings) -> bool:
    """Deliver the next due message, if there is one; whether there was."""
    with unit_of_work(writing=True):
        message = claim(clock.now())
        sender = site_name() if message is not None else ""
    if message is None:
        return False
    try:
        mail = compose(message, settings.mail_from, settings.mailbox, sender, settings.base_url)
        with mail_way(settings) as send:
            send(mail)
    except Exception as error:  # whatever it is, this message waits and the next one goes
        log.warning("message %s not delivered: %s", message.id, type(error).__name__)
        with unit_of_work(writing=True):
            note_failed(
                message.id, clock.now(), _told(error), final=_is_final(error), server_is_away=_is_away(error)
            )
    else:
        with unit_of_work(writing=True):
            note_sent(message.id, clock.now())
    finally:
        db.session.remove()
    return True


def _is_final(error: Exception) -> bool:
    """Whether the mail server refused this recipient for good (5xx, RFC 5321, 4.2.1)."""
    return isinstance(error, smtplib.SMTPRecipientsRefused) and all(
        500 <= code < 600 for code, _ in error.recipients.values()
    )


AWAY = (
    smtplib.SMTPServerDisconnected,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
)


def _is_away(error: Exception) -> bool:
    """Whether the mail server, not this message, is the trouble."""
    if isinstance(error, smtplib.SMTPException):
        return isinstance(error, AWAY)
    return isinstance(error, OSError)


def _told(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(
            f"{code} {text.decode(errors='replace')}" for code, text in error.recipients.values()
        )
    return f"{type(error).__name__}: {error}"


def _do(chore: Callable[[], None]) -> None:
    try:
        with unit_of_work(writing=True):
            chore()
    except Exception:  # mail goes on, and the chore is tried again in its turn
        log.exception("%s failed", chore.__name__)
    finally:
        db.session.remove()


def run(
    settings: Settings,
    stopped: Callable[[], bool],
    pause: float = 1.0,
    chores: Sequence[Callable[[], None]] = (),
    every: float = 60.0,
) -> None:
    """Deliver until told to stop; a database that is away is waited for.

    `chores` are what rooms want done from time to time (every so many seconds), each in a transaction of its own.
    """
    due = 0.0
    while not stopped():
        if time.monotonic() >= due:
            due = time.monotonic() + every
            for chore in chores:
                _do(chore)
        try:
            busy = deliver_one(settings)
        except Exception:
            log.exception("the outbox could not be read")
            db.session.remove()
            busy = False
        if not busy:
            time.sleep(pause)
