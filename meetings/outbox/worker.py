"""Delivery: claim, commit, send, commit. At least once; one bad address stops nobody."""

import logging
import smtplib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from meetings.base import clock
from meetings.base.database import db, unit_of_work
from meetings.base.settings import Settings
from meetings.base.site import site_name
from meetings.outbox.actions import claim, note_failed, note_sent
from meetings.outbox.mail import compose
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import LEASE
from meetings.outbox.way import MailWay

log = logging.getLogger("meetings.outbox")
# So many are claimed, sent over one connection, and noted: a worker that is killed meanwhile repeats so many at most,
# each under the Message-ID that it had.
AT_ONCE = 25
LOOKS_AGAIN = 0.1  # seconds


def deliver_due(way: MailWay) -> int:
    """Deliver the next due messages, a few at once; how many there were."""
    begun = clock.now()
    try:
        with unit_of_work(writing=True):
            messages = claim(begun, AT_ONCE)
            sender = site_name() if messages else ""
        if messages:
            _deliver(way, messages, sender, begun)
        return len(messages)
    finally:
        db.session.remove()


def _deliver(way: MailWay, messages: Sequence[OutboxMessage], sender: str, begun: datetime) -> None:
    sent: list[int] = []
    away: Exception | None = None
    try:
        for message in messages:
            if clock.now() - begun > LEASE / 2:
                break  # the server is slow; what is left is claimed anew when its lease ends
            error = away or _send(way, message, sender)
            if error is None:
                sent.append(message.id)
                continue
            _note_failed(message, error)
            away = error if _is_away(error) else None  # then the rest is not tried now
    finally:
        if sent:
            with unit_of_work(writing=True):
                note_sent(sent, clock.now())


def _send(way: MailWay, message: OutboxMessage, sender: str) -> Exception | None:
    """What is against it; None: it went. Whatever it is, this message waits and the next one goes."""
    settings = way.settings
    try:
        own = (settings.mail_from, settings.mailbox, sender, settings.base_url, settings.reply_tokens)
        way.send(compose(message, *own))
    except Exception as error:
        return error
    return None


def _note_failed(message: OutboxMessage, error: Exception) -> None:
    log.warning("message %s not delivered: %s", message.id, type(error).__name__)
    with unit_of_work(writing=True):
        note_failed(
            message.id, clock.now(), _told(error), final=_is_final(error), server_is_away=_is_away(error)
        )


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


@dataclass(frozen=True)
class Chore:
    """What a room wants done beside the mail: every so many seconds, in a transaction of its own.

    `do` says whether there was something; while there is, it is called again as soon as others had their turn.
    `over_the_network`: it opens its transactions itself, so that none stays open while another server is waited for.
    """

    do: Callable[[], bool]
    every: float = 60.0
    over_the_network: bool = False


def _do(chore: Chore) -> bool:
    try:
        if chore.over_the_network:
            return chore.do()
        with unit_of_work(writing=True):
            begun = time.monotonic()
            more = chore.do()
        if more:
            _let_others_in(time.monotonic() - begun)
        return more
    except Exception:  # mail goes on, and the chore is tried again in its turn
        log.exception("%s failed", chore.do.__name__)
        return False
    finally:
        db.session.remove()


def _let_others_in(held: float) -> None:
    """Leave the lock of SQLite free for as long as it was held: who waits for it is not in a queue, but looks again
    every tenth of a second (sqlite3_busy_timeout), and would find it taken each time. PostgreSQL keeps a queue."""
    db.session.remove()
    if db.engine.dialect.name == "sqlite":
        time.sleep(max(held, LOOKS_AGAIN))


def run(
    settings: Settings, stopped: Callable[[], bool], pause: float = 1.0, chores: Sequence[Chore] = ()
) -> None:
    """Deliver, and do the chores, until told to stop; a database that is away is waited for."""
    due = [0.0] * len(chores)
    with MailWay(settings) as way:
        while not stopped():
            busy = False
            for n, chore in enumerate(chores):
                if time.monotonic() >= due[n]:
                    more = _do(chore)
                    due[n] = 0.0 if more else time.monotonic() + chore.every
                    busy = busy or more
            try:
                busy = deliver_due(way) > 0 or busy
            except Exception:
                log.exception("the outbox could not be read")
            if not busy:
                way.rest()
                time.sleep(pause)
