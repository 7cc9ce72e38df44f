"""The calendar part of a mail, and where to join from afar."""

from flask_babel import force_locale
from flask_babel import gettext as _

from meetings import ical
from meetings.base.site import site_name
from meetings.outbox.actions import Invitation
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingStatus, Mode
from meetings.registration.letters.words import place, settings
from meetings.registration.models import Registration


def invitation(registration: Registration, method: ical.Method, sequence: int) -> Invitation:
    """The calendar part for this one participant (CALENDARS.md, invitations 2 and 3)."""
    meeting = registration.meeting
    with force_locale(registration.language):
        title = (
            _("Demonstration: %(subject)s", subject=meeting.title) if meeting.demonstration else meeting.title
        )
        entry = ical.Entry(
            uid=meeting.uid,
            sequence=sequence,
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            summary=title,
            changed_at=max(meeting.changed_at, registration.decided_at or meeting.changed_at),
            description=meeting.about,
            location=place(meeting),
            url=f"{settings().base_url}/meetings/{meeting.slug}",
            join_link=join_link(meeting),
        )
        data = ical.invitation(
            entry,
            method=method,
            attendee=(registration.name, registration.email),
            organizer=(site_name(), settings().mailbox),
            prodid=ical.PRODID,
            cancelled_word=_("CANCELLED"),
        )
    return Invitation(data, method, meeting.uid, sequence, ends_at=meeting.ends_at)


def join_link(meeting: Meeting) -> str | None:
    """The page from which one joins from afar (`views.joining`); None when there is no such way.

    What the page then leads to stands in no mail and in no calendar: passed on, it would let strangers in uncounted.
    """
    if meeting.status is MeetingStatus.CANCELLED or meeting.mode not in (Mode.VIRTUAL, Mode.HYBRID):
        return None
    return f"{settings().base_url}/meetings/{meeting.slug}/join" if meeting.join_link else None
