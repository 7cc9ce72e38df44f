"""The mailbox of a mail server, looked through again and again over IMAP (RFC 9051).

A mail is marked as seen once it is kept, and not before: a worker that dies between finds it a second time, and
knows it again. Nothing is deleted or answered there.
"""

import imaplib
import logging
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import unquote, urlsplit

from meetings.base.settings import Settings
from meetings.outbox.worker import Chore
from meetings.replies.rules import HEAD_BYTES, MOST_BYTES
from meetings.replies.taking import AWAY, take

log = logging.getLogger("meetings.replies")
AT_ONCE = 25
PATIENCE = 20.0  # seconds; meanwhile no mail leaves the house
SIZE = re.compile(rb"RFC822\.SIZE (\d{1,12})")


def chores(settings: Settings) -> tuple[Chore, ...]:
    """What the worker does for mails that come in; nothing where no mailbox is set."""
    if not settings.imap_url:
        return ()

    def fetch_mails() -> bool:
        return fetch(settings)

    return (Chore(fetch_mails, every=float(settings.imap_every), over_the_network=True),)


def fetch(settings: Settings) -> bool:
    """Take in what is new in the mailbox, so many at a time; whether there is more.

    A server that is away, and a database that is, are waited for.
    """
    try:
        with _connected(settings.imap_url) as server:
            new = _unseen(server)
            for number in new[:AT_ONCE]:
                if _take(server, number, settings):
                    server.uid("STORE", number, "+FLAGS.SILENT", r"(\Seen)")
            return len(new) > AT_ONCE
    except AWAY as error:
        log.warning("the database is away; mails wait in the mailbox: %s", type(error).__name__)
    except (OSError, imaplib.IMAP4.error) as error:
        log.warning("the mailbox could not be read: %s: %s", type(error).__name__, _told(error))
    return False


def _take(server: imaplib.IMAP4, number: str, settings: Settings) -> bool:
    """Whether the mail is kept; one that has gone from the mailbox meanwhile is not."""
    _said, parts = server.uid("FETCH", number, "(RFC822.SIZE)")
    found = SIZE.search(b" ".join(part for part in parts if isinstance(part, bytes)))
    size = int(found[1]) if found else 0
    wanted = f"(BODY.PEEK[]<0.{HEAD_BYTES}>)" if size > MOST_BYTES else "(BODY.PEEK[])"
    _said, parts = server.uid("FETCH", number, wanted)
    data = next((part[1] for part in parts if isinstance(part, tuple)), None)
    if not data:
        return False
    take(data, settings, size=max(size, len(data)))
    return True


def _unseen(server: imaplib.IMAP4) -> list[str]:
    _said, found = server.uid("SEARCH", "UNSEEN")
    return [number.decode() for line in found if isinstance(line, bytes) for number in line.split()]


@contextmanager
def _connected(imap_url: str) -> Iterator[imaplib.IMAP4]:
    """Signed in, with the folder open; left in good order, whatever happened."""
    url = urlsplit(imap_url)
    host, folder = url.hostname or "", unquote(url.path.strip("/")) or "INBOX"
    server: imaplib.IMAP4
    if url.scheme == "imaps":
        context = ssl.create_default_context()
        server = imaplib.IMAP4_SSL(host, url.port or 993, timeout=PATIENCE, ssl_context=context)
    else:
        server = imaplib.IMAP4(host, url.port or 143, timeout=PATIENCE)
    try:
        if url.scheme == "imap" and "STARTTLS" in server.capabilities:
            server.starttls(ssl.create_default_context())
        _sign_in(server, unquote(url.username or ""), unquote(url.password or ""))
        said, why = server.select(f'"{folder}"')
        if said != "OK":
            raise imaplib.IMAP4.error(f"there is no folder {folder}: {why!r}")
        yield server
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            server.logout()


def _sign_in(server: imaplib.IMAP4, user: str, password: str) -> None:
    """By PLAIN where the server knows it (RFC 4616), which takes names and passwords in any script."""
    if "AUTH=PLAIN" in server.capabilities:
        server.authenticate("PLAIN", lambda _asked: f"\0{user}\0{password}".encode())
    else:
        quoted = user.replace("\\", "\\\\").replace('"', '\\"')
        server.login(f'"{quoted}"', password)


def _told(error: Exception) -> str:
    """What went wrong, on one line; a server's refusal of a sign-in does not repeat the password."""
    return " ".join(str(error).split())[:200]
