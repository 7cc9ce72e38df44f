"""The fellow's own programme: office and supervisor keep its entries, calendars are told of changes."""

from sqlalchemy import select

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.base.refusals import NotFound, Refused, check_version
from meetings.base.zones import wall_of, wall_to_utc
from meetings.fellows.actions.holding import KIND, hold_fellow
from meetings.fellows.models import Fellow, FellowEntry
from meetings.fellows.queries import Year
from meetings.fellows.rules import EntryDraft, EntryTold, check_entry, check_link, next_sequence
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import MeetingStatus
from meetings.programme.rules.released import Session, Version, changes

MOST = 500


def save_entry(
    actor: Actor, year: Year, entry: FellowEntry | None, draft: EntryDraft, version: int = 0
) -> FellowEntry:
    """A new entry, or another text of one; what people come by counts as a change for calendars."""
    _check_keeps(year)
    fellow = hold_fellow(year.fellow)
    check_link(draft.link)
    starts_at = wall_to_utc(draft.starts, draft.zone, "starts", draft.starts_second)
    ends_at = wall_to_utc(draft.ends, draft.zone, "ends", draft.ends_second)
    check_entry(starts_at, ends_at)
    if entry is None:
        if len(fellow.entries) >= MOST:
            raise Refused("At most %(most)s entries.", most=MOST)
        key = secrets.new_key()
        entry = FellowEntry(
            key=key,
            uid=f"fellow-{key}@programme",
            fellow_id=fellow.id,
            sequence=0,
            changed_at=clock.now(),
            cancelled=False,
            version=0,
        )
        before = None
    else:
        entry = _held(entry, version)
        before = _told(entry)
    same = (entry.title, entry.session_id) == (draft.title, draft.session_id)
    entry.title, entry.place, entry.link = draft.title, draft.place, draft.link
    entry.zone, entry.starts, entry.ends = draft.zone, draft.starts, draft.ends
    entry.starts_at, entry.ends_at, entry.session_id = starts_at, ends_at, draft.session_id
    if before is not None:
        entry.cancelled = False
        entry.sequence = next_sequence(before, _told(entry), entry.sequence)
        if before != _told(entry) or not same:
            entry.changed_at = max(clock.now(), entry.changed_at)
    entry.version += 1
    db.session.add(entry)
    db.session.flush()
    audit.record(actor, "keep_entry", KIND, fellow.id, None, {"title": entry.title})
    return entry


def cancel_entry(actor: Actor, year: Year, entry: FellowEntry, version: int) -> None:
    """It does not take place: it stays in the feed as cancelled, so that calendars take it out."""
    _check_keeps(year)
    hold_fellow(year.fellow)
    entry = _held(entry, version)
    if entry.cancelled:
        raise Refused("This entry is cancelled already.")
    _cancel(entry)
    audit.record(actor, "cancel_entry", KIND, entry.fellow_id, None, {"title": entry.title})


def end_entries(fellow: Fellow) -> None:
    """The year has ended early: what was to come after that day does not take place."""
    for entry in fellow.entries:
        if fellow.ended_on is not None and entry.starts.date() > fellow.ended_on:
            _cancel(entry)


def programme_released(actor: Actor, before: Version, after: Version) -> None:
    """A session has moved, or does not take place: so does the entry that is this session, as calendars are told.

    What an entry has otherwise than the session had (another hour within it, another place) it keeps.
    """
    moved = {one.after.session_id: one for one in changes(before, after) if one.before is not None}
    for entry in db.session.scalars(
        select(FellowEntry)
        .where(FellowEntry.session_id.in_(moved), FellowEntry.cancelled.is_(False))
        .order_by(FellowEntry.id)
        .with_for_update()
    ):
        was, now = moved[entry.session_id].before, moved[entry.session_id].after
        if was is not None and entry.starts_at < was.ends_at and was.starts_at < entry.ends_at:
            _go_along(entry, was, now)


def meeting_moved_on(actor: Actor, meeting: Meeting, before: MeetingStatus) -> None:
    """A meeting is cancelled: entries that are sessions of it, and not over, do not take place."""
    if meeting.status is not MeetingStatus.CANCELLED:
        return
    sessions = select(MeetingSession.id).where(MeetingSession.meeting_id == meeting.id)
    for entry in db.session.scalars(
        select(FellowEntry)
        .where(FellowEntry.session_id.in_(sessions), FellowEntry.ends_at > clock.now())
        .order_by(FellowEntry.id)
        .with_for_update()
    ):
        _cancel(entry)


def _go_along(entry: FellowEntry, was: Session, now: Session) -> None:
    if now.cancelled or now.taken_out:
        _cancel(entry)
        return
    told, by = _told(entry), now.starts_at - was.starts_at
    whole = (entry.starts_at, entry.ends_at) == (was.starts_at, was.ends_at)
    entry.starts_at, entry.ends_at = entry.starts_at + by, now.ends_at if whole else entry.ends_at + by
    entry.starts, entry.ends = wall_of(entry.starts_at, entry.zone), wall_of(entry.ends_at, entry.zone)
    entry.place = now.room if entry.place == was.room else entry.place
    _changed(entry, told)


def _cancel(entry: FellowEntry) -> None:
    if not entry.cancelled:
        told = _told(entry)
        entry.cancelled = True
        _changed(entry, told)


def _changed(entry: FellowEntry, told: EntryTold) -> None:
    if told != _told(entry):
        entry.sequence = next_sequence(told, _told(entry), entry.sequence)
        entry.changed_at = max(clock.now(), entry.changed_at)
        entry.version += 1


def _check_keeps(year: Year) -> None:
    if not (year.office or year.supervises):
        raise Refused("The office and the supervisor keep this programme.")


def _held(entry: FellowEntry, version: int) -> FellowEntry:
    found = db.session.get(FellowEntry, entry.id, populate_existing=True)
    if found is None:
        raise NotFound
    check_version(version, found.version)
    return found


def _told(entry: FellowEntry) -> EntryTold:
    return EntryTold(entry.starts_at, entry.ends_at, entry.place, entry.link, entry.cancelled)
