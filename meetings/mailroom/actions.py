"""Mending what could not be delivered: the mail goes again, and the address is corrected where it came from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from meetings.access import audit
from meetings.access.actions import end_links, life_of, make_link
from meetings.access.actor import Actor
from meetings.base.refusals import Refused
from meetings.outbox import actions as outbox
from meetings.outbox.anew import outdated, write_anew
from meetings.outbox.models import OutboxBatch, OutboxMessage
from meetings.outbox.queries import newer_of, unsent_beside, waiting_with
from meetings.outbox.rules import Delivery
from meetings.outbox.still import HeldMail, no_longer_so, overtaken

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
    correct, mailed = _correct.get(message.about_kind), life_of(message.link_key)
    if correct is None or message.about_id is None:
        if message.calendar is not None:
            raise Refused("The calendar entry in this mail is for the old address only.")
        mended = outbox.mend(message, email, None, _in_its_place(message, mailed))
    else:
        mended = _all_to(actor, message, email, correct)
    if message.about_id is not None and (correct is not None or mailed is not None):  # it is one person's
        outbox.withdraw(message.about_kind, message.about_id, but_to=email)
    audit.record(actor, "send_to", message.about_kind or "mail", message.about_id, None, {"email": email})
    return mended


def _all_to(actor: Actor, message: OutboxMessage, email: str, correct: Correct) -> OutboxMessage:
    """Correct the address; this mail goes there, and all else that the person would have been told at the old one."""
    assert message.about_id is not None, "it is about somebody"
    outbox.check_failed(message)
    mails = sorted([message, *_goes_along(message)], key=lambda mail: mail.id)
    held = {mail.id: mail.batch_id for mail in mails if mail.delivery is Delivery.HELD}
    lives = {mail.id: life_of(mail.link_key) for mail in mails}
    carries = next((mail for mail in (message, *reversed(mails)) if mail.calendar is not None), None)
    for purpose, subject_id, _ in filter(None, lives.values()):
        end_links({purpose}, subject_id)
    method = None if carries is None else carries.calendar_method
    invitation = correct(actor, message.about_id, email, method)
    again = {
        mail.id: _told_instead(mail, email, invitation)
        or outbox.put_again(
            mail,
            email,
            invitation if mail is carries else None,
            _link(mail, lives[mail.id]),
            held.get(mail.id),
        )
        for mail in mails
    }
    message.delivery, message.link_nonce = Delivery.SUPERSEDED, None
    return again[message.id]


def _told_instead(
    mail: OutboxMessage, email: str, invitation: outbox.Invitation | None
) -> OutboxMessage | None:
    """What the room itself has written of the mail's entry when the address was corrected; then the mail needs not."""
    if invitation is not None or mail.calendar_uid is None:
        return None
    return waiting_with(mail.calendar_uid, email)


def _goes_along(message: OutboxMessage) -> list[OutboxMessage]:
    """What else the same person is still to be told: it is so, nothing newer says it, and its link is alive."""
    found, said = [], {message.letter}
    beside = unsent_beside(message)
    mails = [HeldMail(m.id, m.about_id, m.letter, takes_out=False) for m in beside if m.about_id is not None]
    past = no_longer_so(message.about_kind, mails)
    for mail in reversed(beside):
        life = life_of(mail.link_key)
        dead = mail.link_path is not None and (life is None or life[2] <= timedelta())
        if mail.id in past or dead or (mail.letter and mail.letter in said) or newer_of(mail) is not None:
            continue
        said.add(mail.letter)
        found.append(mail)
    return found


def _in_its_place(message: OutboxMessage, life: tuple[str, int, timedelta] | None) -> outbox.Link | None:
    """A link for the right address that lives as long; whoever holds one that went elsewhere opens nothing."""
    if life is not None:
        end_links({life[0]}, life[1])
    return _link(message, life)


def _link(message: OutboxMessage, life: tuple[str, int, timedelta] | None) -> outbox.Link | None:
    if life is None:
        return None
    purpose, subject_id, lives = life
    made = make_link(purpose, subject_id, lives)
    return outbox.Link(message.link_path or "", purpose, made.key, made.nonce)


@dataclass(frozen=True)
class Released:
    """How many mails of a batch leave; how many do not, for they are no longer so; how many were written anew.

    `wait`: in words of the office, which has not read yet what has changed since.
    """

    number: int
    dropped: int
    anew: int
    wait: int


def release(actor: Actor, batch: OutboxBatch) -> Released:
    """Let the mails of a batch go that are still held."""
    gone = overtaken(batch)
    wait = {mail.id for mail in outdated(batch)} - gone.keys()
    anew = write_anew(batch, but=gone)
    number = outbox.release_batch(batch, but=wait)
    audit.record(
        actor, "release_mails", "mail_batch", batch.id, None, {"title": batch.title, "mails": number}
    )
    return Released(number, len(gone), anew, len(wait))


def discard(actor: Actor, batch: OutboxBatch) -> int:
    """Send none of the mails of a batch that are still held; how many."""
    number = outbox.discard_batch(batch)
    audit.record(
        actor, "discard_mails", "mail_batch", batch.id, None, {"title": batch.title, "mails": number}
    )
    return number
