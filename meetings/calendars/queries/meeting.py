"""The feed of one meeting: whether it has changed, in one lean statement; the rest only when it must be written."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, case, func, or_, select

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
IS_PUBLIC = and_(*(Meeting.status != status for status in HIDDEN))
DEMONSTRATION = select(SiteFact.name).where(SiteFact.name == "demonstration").exists()
# When the last cancelled session left the feeds, and when the cancelled meeting did: 30 days after these.
LAST_GONE = (
    select(func.max(ReleasedSession.ends_at))
    .join(ReleasedSession.release)
    .where(
        ProgrammeRelease.meeting_id == Meeting.id,
        ProgrammeRelease.number == Meeting.released,
        ReleasedSession.ends_at < GONE_BEFORE,
        or_(ReleasedSession.cancelled, ReleasedSession.taken_out, CANCELLED),
    )
    .correlate(Meeting)
    .scalar_subquery()
)
GONE_ITSELF = case((CANCELLED & (Meeting.ends_at < GONE_BEFORE), Meeting.ends_at), else_=None)
# The columns of a `Stamp`, in the order in which `stamp_of` takes them.
STAMP = (Meeting.id, Meeting.uid, Meeting.feed_changed_at, LAST_GONE, GONE_ITSELF)
_HEAD = AskedOften(select(*STAMP, DEMONSTRATION).where(Meeting.slug == bindparam("slug"), IS_PUBLIC))


@dataclass(frozen=True)
class Stamp:
    """One state of a meeting in calendars: what its entries are follows from these."""

    meeting_id: int
    uid: str
    changed_at: datetime


@dataclass(frozen=True)
class FeedHead:
    """The feed of a public meeting: when it changed last, and whether the site is a demonstration."""

    stamp: Stamp
    demonstration: bool


def gone_before() -> datetime:
    """What was cancelled and ended before then has left the feeds."""
    return clock.now() - SHOWN_AFTER_CANCELLING


def stamp_of(meeting_id: int, uid: str, feed_changed_at: datetime, *ends: datetime | None) -> Stamp:
    """The state of a meeting; `ends` of what was cancelled and has left the feeds."""
    gone = [end + SHOWN_AFTER_CANCELLING for end in ends if end is not None]
    return Stamp(meeting_id, uid, last_modified(feed_changed_at, max(gone, default=None)))


def find_feed(actor: Actor, slug: str) -> FeedHead | None:
    """The feed of a public meeting, in one statement; None when there is none, for whoever asks."""
    if "\0" in slug:  # no database takes it
        return None
    row = _HEAD.first(slug=slug, gone_before=gone_before())
    return None if row is None else FeedHead(stamp_of(*row[:-1]), bool(row[-1]))


def get_told_meeting(stamp: Stamp) -> Meeting:
    """The meeting of that state."""
    return db.session.get_one(Meeting, stamp.meeting_id)


def told_programme(actor: Actor, stamp: Stamp) -> tuple[Meeting, Version]:
    """A meeting and what its released programme tells calendars; breaks are told to nobody's."""
    meeting = get_told_meeting(stamp)
    told = [s for s in releases.version_of(actor, meeting) if s.kind is not SessionKind.BREAK]
    return meeting, tuple(told)
