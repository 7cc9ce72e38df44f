"""What an organization tells: by the personal link of somebody who speaks for it, or through the office."""

from collections.abc import Sequence

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.agenda.models import OrganizationUpdate, UpdateAddressee, UpdateDate
from meetings.agenda.queries import shut_for
from meetings.agenda.rules import DateDraft, Shut, check_update, why_shut
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import NotFound, Refused, check_version
from meetings.outcomes.rules import count_words
from meetings.programme.actions.noticed import hold
from meetings.programme.rules import check_not_closed


def tell(addressee: UpdateAddressee, text: str, dates: Sequence[DateDraft], version: int) -> None:
    """Keep what somebody tells for the organization, again and again until the meeting begins.

    Stale when another of the same organization has told something since.
    """
    update = _held(addressee.update)
    check_update(text, dates, shut_for(addressee))
    check_version(version, update.version)
    _keep(update, text, dates, "")


def tell_for(
    actor: Actor, update: OrganizationUpdate, text: str, dates: Sequence[DateDraft], version: int
) -> None:
    """Write down what an organization told the office another way; also at the meeting, until it is closed."""
    _held(update)
    meeting = update.meeting
    check_not_closed(meeting.status)
    shut = why_shut(True, True, meeting.status, meeting.starts_at, clock.now())
    if shut is Shut.CANCELLED:
        raise Refused(shut.label)
    check_update(text, dates, None)
    check_version(version, update.version)
    before = _trail(update)
    _keep(update, text, dates, actor.name)
    audit.record(actor, "write_update", "organization_update", update.id, before, _trail(update))


def _held(update: OrganizationUpdate) -> OrganizationUpdate:
    """The update, read afresh under the lock of its meeting: of two at once the second sees the first."""
    hold(update.meeting)
    found = db.session.get(OrganizationUpdate, update.id, populate_existing=True)
    if found is None:
        raise NotFound
    return found


def _keep(update: OrganizationUpdate, text: str, dates: Sequence[DateDraft], told_by: str) -> None:
    now = clock.now()
    update.text, update.words, update.told_by = text.strip(), count_words(text), told_by
    update.sent_at, update.changed_at = update.sent_at or now, now
    update.version += 1
    update.dates[:] = [
        UpdateDate(event=one.event, first_on=one.first, last_on=one.last, zone=one.zone, place=one.place)
        for one in sorted(dates, key=lambda one: (one.first, one.last))
    ]
    db.session.flush()  # what is shown next is read from the rows


def _trail(update: OrganizationUpdate) -> dict[str, object]:
    return {"words": update.words, "dates": len(update.dates), "version": update.version}
