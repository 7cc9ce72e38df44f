"""Mending what could not be delivered: the mail goes again, and the address is corrected where it came from."""

from collections.abc import Callable
from datetime import timedelta

from meetings.access import audit
from meetings.access.actions import end_links, life_of, make_link
from meetings.access.actor import Actor
from meetings.base.refusals import Refused
from meetings.outbox import actions as outbox
from meetings.outbox.models import OutboxBatch, OutboxMessage
from meetings.outbox.still import overtaken

# What a room above answers: it corrects the address of its thing (by id) and makes the calendar part for the new one,
# when the mail (its METHOD is given) carried one.
Correct = Callable[[Actor, int, str, str | None], outbox.Invitation | None]
_correct: dict[str, Correct] = {}


def answer_address(kind: str, correct: Correct) -> None:
    """Register who corrects the address of things of this kind (see `rooms`)."""
    _correct[kind] = correct


def send_to(actor: Actor, message: OutboxMessage, email: str) -> OutboxMessage:
    """Send a mail that could not be delivered to the right address of the same person, and keep that address."""
    email = email.strip().lower()
    if email == message.to_email:
        raise Refused("This is the address that could not be reached. Write the right one.", field="email")
    correct, invitation, mailed = _correct.get(message.about_kind), None, life_of(message.link_key)
    if correct is not None and message.about_id is not None:
        invitation = correct(actor, message.about_id, email, message.calendar_method)
    elif message.calendar is not None:
        raise Refused("The calendar entry in this mail is for the old address only.")
    mended = outbox.mend(message, email, invitation, mailed and _in_its_place(message, *mailed))
    if message.about_id is not None and (correct is not None or mailed is not None):  # it is one person's
        outbox.withdraw(message.about_kind, message.about_id, but_to=email)
    audit.record(actor, "send_to", message.about_kind or "mail", message.about_id, None, {"email": email})
    return mended


def _in_its_place(
    message: OutboxMessage, purpose: str, subject_id: int, lives: timedelta
) -> outbox.Link | None:
    """A link for the right address that lives as long; whoever holds one that went elsewhere opens nothing."""
    end_links({purpose}, subject_id)
    made = make_link(purpose, subject_id, lives)
    return outbox.Link(message.link_path or "", purpose, made.key, made.nonce)


def release(actor: Actor, batch: OutboxBatch) -> tuple[int, int]:
    """Let the mails of a batch go that are still held; how many, and how many do not: they are no longer so."""
    dropped = len(overtaken(batch))
    number = outbox.release_batch(batch)
    audit.record(
        actor, "release_mails", "mail_batch", batch.id, None, {"title": batch.title, "mails": number}
    )
    return number, dropped


def discard(actor: Actor, batch: OutboxBatch) -> int:
    """Send none of the mails of a batch that are still held; how many."""
    number = outbox.discard_batch(batch)
    audit.record(
        actor, "discard_mails", "mail_batch", batch.id, None, {"title": batch.title, "mails": number}
    )
    return number
