"""What a feed needs: first whether it has changed, in one lean statement; the rest only when it must be written."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, case, func, or_, select

from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.asked_often import AskedOften
from meetings.base.database import Instant, db
from meetings.base.models import SiteFact
from meetings.calendars.rules import last_modified
from meetings.ical.entries import SHOWN_AFTER_CANCELLING
from meetings.programme import releases
from meetings.programme.models import Meeting, ProgrammeRelease, ReleasedSession
from meetings.programme.rules import PUBLIC_STATUSES, MeetingStatus, SessionKind
from meetings.programme.rules.released import Version

CANCELLED = Meeting.status == MeetingStatus.CANCELLED
GONE_BEFORE = bindparam("gone_before", type_=Instant())
HIDDEN = frozenset(MeetingStatus) - PUBLIC_STATUSES
_HEAD = AskedOften(
    select(
        Meeting.id,
        Meeting.uid,
        Meeting.feed_changed_at,
        select(func.max(ReleasedSession.ends_at))
        .join(ReleasedSession.release)
        .where(
            ProgrammeRelease.meeting_id == Meeting.id,
            ProgrammeRelease.number == Meeting.released,
            ReleasedSession.ends_at < GONE_BEFORE,
            or_(ReleasedSession.cancelled, ReleasedSession.taken_out, CANCELLED),
        )
        .correlate(Meeting)
        .scalar_subquery(),
        case((CANCELLED & (Meeting.ends_at < GONE_BEFORE), Meeting.ends_at), else_=None),
        select(SiteFact.name).where(SiteFact.name == "demonstration").exists(),
    ).where(Meeting.slug == bindparam("slug"), *(Meeting.status != status for status in HIDDEN))
)


@dataclass(frozen=True)
class FeedHead:
    """The feed of a public meeting: when it changed last, and whether the site is a demonstration."""

    meeting_id: int
    uid: str
    changed_at: datetime
    demonstration: bool


def find_feed(actor: Actor, slug: str) -> FeedHead | None:
    """The feed of a public meeting, in one statement; None when there is none, for whoever asks."""
    if "\0" in slug:  # no database takes it
        return None
    row = _HEAD.first(slug=slug, gone_before=clock.now() - SHOWN_AFTER_CANCELLING)
    if row is None:
        return None
    meeting_id, uid, feed_changed_at, *ends, demonstration = row
    gone = [end + SHOWN_AFTER_CANCELLING for end in ends if end is not None]
    return FeedHead(
        meeting_id, uid, last_modified(feed_changed_at, max(gone, default=None)), bool(demonstration)
    )


def feed_sessions(actor: Actor, meeting_id: int, kinds: tuple[SessionKind, ...]) -> tuple[Meeting, Version]:
    """A public meeting and what its released programme tells calendars, of certain kinds when any are named.

    Breaks are told to nobody's calendar.
    """
    meeting = db.session.get_one(Meeting, meeting_id)
    told = [s for s in releases.version_of(actor, meeting) if s.kind is not SessionKind.BREAK]
    return meeting, tuple(s for s in told if not kinds or s.kind in kinds)
