"""What a held request says of a role, when it is let go (see outbox.anew)."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from meetings.base.database import db
from meetings.outbox.anew import Words
from meetings.outbox.models import OutboxMessage
from meetings.programme.models import MeetingSession, Speaker
from meetings.speakers import letters
from meetings.speakers.models import RoleRequest

KINDS = {kind.code: kind for kind in letters.KINDS}


def anew(mails: Sequence[OutboxMessage]) -> Mapping[int, Words]:
    """Those that name another hour, place or role than there is now; what the office wrote itself stays."""
    asked = db.session.scalars(
        select(RoleRequest)
        .where(RoleRequest.id.in_({mail.about_id for mail in mails}), RoleRequest.speaker_id.is_not(None))
        .options(
            joinedload(RoleRequest.meeting),
            joinedload(RoleRequest.speaker).joinedload(Speaker.session).joinedload(MeetingSession.meeting),
        )
    )
    requests = {request.id: request for request in asked}
    found = {}
    for mail in mails:
        request, kind = requests.get(mail.about_id or 0), KINDS.get(mail.letter)
        if request is None or request.speaker is None or kind is None:
            continue
        told = letters.asked(request, request.speaker)
        now = letters.write(kind, told)
        if now.text != mail.text and letters.is_of_house(kind, told, mail.text):
            found[mail.id] = Words(now.subject, now.text)
    return found
