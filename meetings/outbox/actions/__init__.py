"""What rooms do with the outbox: put mails in, hold them until they are read; and what the worker does."""

from meetings.outbox.actions.delivering import (
    check_failed,
    claim,
    mend,
    note_failed,
    note_sent,
    put_again,
    try_again,
)
from meetings.outbox.actions.forgetting import follow_forgetting, forget_mails
from meetings.outbox.actions.holding import (
    Many,
    begin_batch,
    discard,
    discard_about,
    discard_batch,
    edit_held,
    release_batch,
)
from meetings.outbox.actions.putting import Invitation, Link, at_once, held_for, put, withdraw

__all__ = [
    "Invitation",
    "Link",
    "Many",
    "at_once",
    "begin_batch",
    "check_failed",
    "claim",
    "discard",
    "discard_about",
    "discard_batch",
    "edit_held",
    "follow_forgetting",
    "forget_mails",
    "held_for",
    "mend",
    "note_failed",
    "note_sent",
    "put",
    "put_again",
    "release_batch",
    "try_again",
    "withdraw",
]
