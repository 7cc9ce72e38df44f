"""Plan a cycle's meetings; write down what was done under each operative paragraph, and with what."""

from datetime import date, datetime, time

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused, check_version
from meetings.mandate.models import Cycle, PlannedMeeting
from meetings.programme import actions as programme
from meetings.programme.models import Meeting
from meetings.programme.queries import slugs_like
from meetings.programme.rules import MeetingDraft, MeetingKind, Mode
from meetings.progress import queries
from meetings.progress.models import ProgressEntry, ResourceEntry
from meetings.progress.rules import (
    EntryDraft,
    Funds,
    Provisional,
    check_entry,
    check_funds,
    provisional_dates,
)

ZONE, CITY = "Europe/Zurich", "Geneva"
ENTRY_FIELDS = ("paragraph", "text", "done_by", "since")
FUNDS_FIELDS = ("activity", "year", "needed", "regular", "voluntary")


def plan_cycle(actor: Actor, cycle: Cycle) -> list[Meeting]:
    """Create the planned meetings that are missing, as drafts in Geneva; again: nothing more.

    Dates that the mandate does not give only hold the year open (`dates_set` False).
    """
    # Two organizers cannot both find the same meeting missing.
    db.session.refresh(cycle, with_for_update={"of": Cycle})
    plan = queries.plan_of(actor, cycle)
    made: list[Meeting] = []
    workshop = next((m.starts for m in plan.existing if m.kind is MeetingKind.WORKSHOP), None)
    for planned in sorted(plan.missing, key=lambda p: p.coincides_with_workshop):
        first = workshop.date() if workshop else None
        meeting = programme.create_meeting(actor, _draft(actor, cycle, planned, first_day(planned, first)))
        if meeting.kind is MeetingKind.WORKSHOP:
            workshop = meeting.starts
        made.append(meeting)
    return made


def first_day(planned: PlannedMeeting, workshop: date | None) -> Provisional:
    """When a planned meeting stands in the calendar: the mandate's own days, otherwise provisional ones."""
    if planned.starts_on is not None and planned.ends_on is not None:
        return Provisional(
            datetime.combine(planned.starts_on, time(10)), datetime.combine(planned.ends_on, time(18))
        )
    return provisional_dates(planned.kind.value, planned.year, planned.coincides_with_workshop, workshop)


def _draft(actor: Actor, cycle: Cycle, planned: PlannedMeeting, when: Provisional) -> MeetingDraft:
    # A text that leaves open how people meet allows both.
    mode = Mode(planned.mode.value) if planned.mode else Mode.HYBRID
    known = planned.starts_on is not None and bool(planned.place) and mode is Mode.IN_PERSON
    return MeetingDraft(
        title=planned.title,
        kind=MeetingKind(planned.kind.value),
        mode=mode,
        zone=ZONE,
        city=CITY,
        starts=when.starts,
        ends=when.ends,
        cycle_id=cycle.id,
        place=planned.place if known or planned.place != CITY else "",
        languages=("en", "fr", "es"),
        dates_set=known,
        slug="" if planned.code in slugs_like(actor, planned.code) else planned.code,
        planned_code=planned.code,
    )


def write_entry(
    actor: Actor,
    cycle: Cycle,
    draft: EntryDraft,
    entry: ProgressEntry | None = None,
    version: int | None = None,
) -> ProgressEntry:
    """Write a progress entry, or change `entry`; Stale when `version` is no longer the one that stands."""
    check_entry(
        draft.paragraph, draft.text, draft.done_by, draft.since, queries.paragraphs(cycle), clock.now().date()
    )
    before = None
    if entry is None:
        entry = ProgressEntry(cycle=cycle, version=0)
        db.session.add(entry)
    else:
        if entry.cycle_id != cycle.id:
            raise Refused("This entry belongs to another cycle.")
        db.session.refresh(entry, with_for_update={"of": ProgressEntry})
        if version is not None:
            check_version(version, entry.version)
        before = audit.values_of(entry, *ENTRY_FIELDS)
    for name in ENTRY_FIELDS:
        setattr(entry, name, getattr(draft, name))
    entry.version += 1
    entry.written_by, entry.written_at = actor.name, clock.now()
    db.session.flush()  # the trail needs its id
    verb = "write_entry" if before is None else "edit_entry"
    audit.record(actor, verb, "progress_entry", entry.id, before, audit.values_of(entry, *ENTRY_FIELDS))
    return entry


def delete_entry(actor: Actor, entry: ProgressEntry, version: int) -> None:
    """Take an entry out; Stale when it was changed since it was read. The trail keeps its words."""
    db.session.refresh(entry, with_for_update={"of": ProgressEntry})
    check_version(version, entry.version)
    audit.record(actor, "delete_entry", "progress_entry", entry.id, audit.values_of(entry, *ENTRY_FIELDS))
    db.session.delete(entry)


def note_funds(
    actor: Actor, cycle: Cycle, funds: Funds, row: ResourceEntry | None = None, version: int | None = None
) -> ResourceEntry:
    """Note what an activity needed and was given in a year, or change `row`; Stale when it was changed since.

    Refused for an activity and a year that are on record already.
    """
    check_funds(funds, cycle.years)
    db.session.refresh(cycle, with_for_update={"of": Cycle})  # nobody notes the same beside it
    if row is not None and version is not None:
        db.session.refresh(row)
        check_version(version, row.version)
    for other in queries.resources_of(actor, cycle):
        if other is not row and (other.activity, other.year) == (funds.activity, funds.year):
            raise Refused("This is on record for that year already. Change it there.", field="activity")
    before = None if row is None else audit.values_of(row, *FUNDS_FIELDS)
    if row is None:
        row = ResourceEntry(cycle=cycle, version=0)
        db.session.add(row)
    for name in FUNDS_FIELDS:
        setattr(row, name, getattr(funds, name))
    row.version += 1
    row.written_by, row.written_at = actor.name, clock.now()
    db.session.flush()  # the trail needs its id
    verb = "add" if before is None else "edit"
    audit.record(actor, verb, "resource_entry", row.id, before, audit.values_of(row, *FUNDS_FIELDS))
    return row


def delete_funds(actor: Actor, row: ResourceEntry, version: int) -> None:
    """Take it off the record; Stale when it was changed since it was read. The trail keeps the numbers."""
    db.session.refresh(row, with_for_update={"of": ResourceEntry})
    check_version(version, row.version)
    audit.record(actor, "remove", "resource_entry", row.id, audit.values_of(row, *FUNDS_FIELDS))
    db.session.delete(row)
