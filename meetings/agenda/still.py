"""Whether what a held mail asks of an organization is still to be asked (see outbox.still)."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from meetings.agenda.models import OrganizationUpdate, UpdateAddressee
from meetings.agenda.queries.updates import voices_of
from meetings.agenda.rules import UpdateState, why_shut
from meetings.base import clock
from meetings.base.database import db
from meetings.outbox.still import HeldMail


def of_updates(mails: Sequence[HeldMail]) -> Mapping[int, str]:
    """Those about an update that was sent, of a meeting that is cancelled or has begun, to who no longer speaks."""
    rows = db.session.scalars(
        select(UpdateAddressee)
        .where(UpdateAddressee.id.in_({mail.about_id for mail in mails}))
        .options(joinedload(UpdateAddressee.update).joinedload(OrganizationUpdate.meeting))
    )
    people = {row.id: row for row in rows}
    speak = voices_of({row.update.organization_id for row in people.values()})
    found = {}
    for mail in mails:
        to = people.get(mail.about_id)
        if to is None:
            continue
        meeting, now = to.update.meeting, clock.now()
        speaks = any(voice.email == to.email for voice, _zone in speak[to.update.organization_id])
        shut = why_shut(True, speaks, meeting.status, meeting.starts_at, now)
        if shut is not None:
            found[mail.id] = shut.label
        elif to.update.sent_at is not None:
            found[mail.id] = UpdateState.SENT.label
    return found
