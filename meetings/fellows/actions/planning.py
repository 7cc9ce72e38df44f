"""The fellow's own programme: office and supervisor keep its entries, calendars are told of changes."""

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.base.refusals import NotFound, Refused, check_version
from meetings.base.zones import wall_to_utc
from meetings.fellows.actions.holding import KIND, hold_fellow
from meetings.fellows.models import FellowEntry
from meetings.fellows.queries import Year
from meetings.fellows.rules import EntryDraft, EntryTold, check_entry, check_link, next_sequence

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
    entry.cancelled, entry.changed_at = True, clock.now()
    entry.sequence += 1
    entry.version += 1
    audit.record(actor, "cancel_entry", KIND, entry.fellow_id, None, {"title": entry.title})


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
