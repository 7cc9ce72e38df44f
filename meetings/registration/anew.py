"""What a held mail in words of the office would say of a place by now (see outbox.anew)."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from meetings.base.database import db
from meetings.outbox.anew import Words
from meetings.outbox.models import OutboxMessage
from meetings.registration import letters
from meetings.registration.models import Registration


def anew(mails: Sequence[OutboxMessage]) -> Mapping[int, Words]:
    """Of those that tell of a place; in words of the house it is written when the meeting moves (`post.send_moved`)."""
    asked = [mail for mail in mails if mail.house_text is not None and mail.letter == letters.APPROVED.code]
    rows = db.session.scalars(select(Registration).where(Registration.id.in_({m.about_id for m in asked})))
    there = {row.id: row for row in rows} if asked else {}
    found = {}
    for mail in asked:
        registration = there.get(mail.about_id or 0)
        if registration is not None and registration.forgotten_at is None:
            now = letters.write(letters.APPROVED, registration)
            found[mail.id] = Words(now.subject, now.text)
    return found
