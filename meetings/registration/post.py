"""Putting letters about a registration into the outbox, in the transaction of what they tell."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select

from meetings import ical
from meetings.base import clock
from meetings.base.database import db
from meetings.letters.posting import personal_link, post
from meetings.letters.rules import PERSONAL_LINK, LetterKind
from meetings.outbox import actions as outbox
from meetings.outbox.models import OutboxMessage
from meetings.outbox.queries import held_about, last_sequence, shows_entry, waiting_with
from meetings.outbox.rules import Delivery
from meetings.registration import letters
from meetings.registration.models import Registration
from meetings.registration.rules import CONFIRM_WITHIN, next_sequence

CONFIRM_PATH = "/registrations/confirm/"
OFFER_PATH = "/registrations/offer/"
TAKE_OVER_PATH = "/registrations/take-over/"
JOIN_PATH = "/registrations/join/"
# What goes to an address that was not the person's is about nobody who reads it; its own is never "mended" to another.
WRONG_ADDRESS = "wrong_address"
JOIN_LIVES = timedelta(days=30)


def send_link(registration: Registration, kind: LetterKind = letters.TO_CONFIRM) -> None:
    """The link that confirms the address: one use, 7 days. Links that went before stay good for their own 7 days."""
    _with_link(registration, kind, CONFIRM_PATH, "confirm", CONFIRM_WITHIN)


def send_offer(registration: Registration, kind: LetterKind = letters.OFFERED) -> None:
    """The link to the offer's page; it lives as long as the place is kept."""
    assert registration.reply_by is not None
    lives = registration.reply_by - clock.now()
    with outbox.at_once():  # the deadline runs, also while mails of an act on many wait to be read
        _with_link(registration, kind, OFFER_PATH, "offer", lives)


def send_take_over(registration: Registration) -> None:
    """The link by which an alternate takes a place over: one use, 7 days."""
    _with_link(registration, letters.TO_TAKE_OVER, TAKE_OVER_PATH, "take_over", CONFIRM_WITHIN)


def _with_link(
    registration: Registration, kind: LetterKind, path: str, purpose: str, lives: timedelta
) -> None:
    link = personal_link(path, purpose, registration.id, lives)
    letter = letters.write(kind, registration)
    post(kind, letter, registration.email, "", ("registration", registration.id), link=link)


def send(
    registration: Registration, kind: LetterKind, method: ical.Method | None = None
) -> OutboxMessage | None:
    """A letter; with a method also the calendar invitation or its cancellation. None to whom is forgotten."""
    if registration.forgotten_at is not None:
        return None
    letter = letters.write(kind, registration)
    link = None
    if PERSONAL_LINK in letter.text:
        # The way in; it lives until the meeting is over, and a mail of each move renews it.
        lives = registration.meeting.ends_at + JOIN_LIVES - clock.now()
        link = personal_link(JOIN_PATH, "join", registration.id, lives)
    return post(
        kind,
        letter,
        registration.email,
        registration.name,
        ("registration", registration.id),
        link=link,
        invitation=None if method is None else invitation(registration, method),
    )


def send_moved(registration: Registration) -> None:
    """The meeting has moved. Whose mail about the place waits to be read is told of the place, as it is now, by that.

    What the office has put in words of its own stays so (see `outbox.anew`).
    """
    waits = waiting_with(registration.meeting.uid, registration.email)
    batch = held_about("registration", registration.id)
    if waits is None or batch is None or waits.letter != letters.APPROVED.code or waits.batch_id != batch.id:
        send(registration, letters.MOVED, "REQUEST")
        return
    waits.delivery = Delivery.SUPERSEDED
    with outbox.held_for(batch):
        again = send(registration, letters.APPROVED, "REQUEST")
    if again is not None and waits.house_text is not None:
        again.subject, again.text, again.house_text = waits.subject, waits.text, waits.house_text


def take_back(registration: Registration) -> bool:
    """The address was wrong: the entry goes out of the calendar there. False where none has been told of."""
    if not shows_entry(registration.meeting.uid, registration.email):
        return False
    letter = letters.write(letters.NOT_YOURS, registration)
    with outbox.at_once():
        post(
            letters.NOT_YOURS,
            letter,
            registration.email,
            "",
            (WRONG_ADDRESS, registration.id),
            invitation=invitation(registration, "CANCEL"),
        )
    return True


def invitation(registration: Registration, method: ical.Method) -> outbox.Invitation:
    """The calendar invitation, or its cancellation, in the next version for this address."""
    meeting = registration.meeting
    # A cancellation counts as one more version of the entry, even where only this person no longer comes.
    version = meeting.sequence + (method == "CANCEL")
    sequence = next_sequence(version, last_sequence(meeting.uid, registration.email))
    return letters.invitation(registration, method, sequence)


def link_sent_since(registration: Registration, since: datetime) -> bool:
    """Whether a link that confirms the address has gone after that instant, or waits to be read."""
    return sent_since(registration, since, OutboxMessage.letter == letters.TO_CONFIRM.code)


def sent_since(registration: Registration, since: datetime, *of: ColumnElement[bool]) -> bool:
    """Whether anything was written to this person after that instant; what was thrown away does not count."""
    found = select(OutboxMessage.id).where(
        OutboxMessage.about_kind == "registration",
        OutboxMessage.about_id == registration.id,
        OutboxMessage.created_at > since,
        OutboxMessage.delivery != Delivery.DISCARDED,
        *of,
    )
    return db.session.scalar(found.limit(1)) is not None


# no actor: as above
def named_alone(ids: Collection[int]) -> set[int]:
    """Whose registrations these are and who came by a place that was to be handed over, not by the door."""
    codes = (letters.TO_CONFIRM.code, letters.TO_TAKE_OVER.code)
    rows = db.session.execute(
        select(OutboxMessage.about_id, OutboxMessage.letter).where(
            OutboxMessage.about_kind == "registration",
            OutboxMessage.about_id.in_(ids),
            OutboxMessage.letter.in_(codes),
        )
    )
    by_letter: dict[str, set[int | None]] = {code: set() for code in codes}
    for number, letter in rows:
        by_letter[letter].add(number)
    named = by_letter[letters.TO_TAKE_OVER.code] - by_letter[letters.TO_CONFIRM.code]
    return {number for number in named if number is not None}
