"""Putting a letter of any room into the outbox, in the transaction of what it tells."""

from datetime import timedelta

from meetings.access.actions import make_link
from meetings.letters.rules import LetterKind, Text
from meetings.outbox import actions as outbox
from meetings.outbox.models import OutboxMessage


def post(
    kind: LetterKind,
    letter: Text,
    email: str,
    name: str,
    about: tuple[str, int] | None,
    link: outbox.Link | None = None,
    invitation: outbox.Invitation | None = None,
) -> OutboxMessage:
    """One letter, filled, to one address. `name`: "" where whose address it is nobody has confirmed."""
    return outbox.put(
        email,
        letter.subject,
        letter.text,
        to_name=name,
        about=about,
        letter=kind.code,
        link=link,
        invitation=invitation,
    )


def personal_link(path: str, purpose: str, subject_id: int, lives: timedelta) -> outbox.Link:
    """A new link to that path, for a letter: it opens what it was made for and lives so long."""
    made = make_link(purpose, subject_id, lives)
    return outbox.Link(path, made.purpose, made.key, made.nonce)
