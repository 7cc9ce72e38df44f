"""Making, changing and moving on a meeting."""

from collections.abc import Callable

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.base.refusals import Refused, check_version
from meetings.base.zones import second_of_two
from meetings.programme import queries
from meetings.programme.actions.closing import check_step_of_closing, note_closing
from meetings.programme.actions.hours import derive
from meetings.programme.actions.noticed import hold, noticed
from meetings.programme.actions.releasing import check_seen, release
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import (
    MeetingDraft,
    MeetingStatus,
    Span,
    check_step,
    meeting_instants,
    slug_of,
)
from meetings.programme.rules import take_step as step_between

MEETING_FIELDS = (
    "title", "kind", "mode", "zone", "city", "starts", "ends", "cycle_id", "about", "place", "join_link",
    "places", "registration_closes", "dates_set", "starts_second", "ends_second", "closes_second",
)  # fmt: skip


# Rooms above that must act when a meeting moves on (see rooms.py): those who were admitted are told.
Follow = Callable[[Actor, Meeting, MeetingStatus], None]
_followers: dict[str, Follow] = {}


def follow_steps(room: str, follow: Follow) -> None:
    """Let a room above know of every step: it is called with the meeting as it is now, and where it comes from.

    Also when the meeting stays where it is, and its hours, place or join link have changed.
    """
    _followers[room] = follow


def create_meeting(actor: Actor, draft: MeetingDraft) -> Meeting:
    """A new meeting, in draft; Refused with the field when it cannot be."""
    instants = meeting_instants(draft)
    slug = draft.slug
    if not slug:
        first = slug_of(draft.kind, draft.starts.year, set())
        slug = slug_of(draft.kind, draft.starts.year, queries.slugs_like(actor, first))
    elif slug in queries.slugs_like(actor, slug):
        raise Refused("There is a meeting at the address %(slug)s already.", slug=slug)
    now = clock.now()
    meeting = Meeting(
        slug=slug,
        uid=f"{secrets.new_key()}@meeting",
        planned_code=draft.planned_code,
        demonstration=draft.demonstration,
        status=MeetingStatus.DRAFT,
        changed_at=now,
        feed_changed_at=now,
        sessions=[],
    )
    _write_meeting(meeting, draft)
    meeting.starts_at, meeting.ends_at = instants.starts_at, instants.ends_at
    db.session.add(meeting)
    db.session.flush()  # the trail and its sessions need its id
    audit.record(actor, "create_meeting", "meeting", meeting.id, None, _meeting_values(meeting))
    return meeting


def edit_meeting(
    actor: Actor, meeting: Meeting, draft: MeetingDraft, version: int, move_sessions: bool = False
) -> None:
    """Change a meeting. `version` is that of the page that was edited: Stale when another stands by now.

    `move_sessions`: its sessions go along by as many days as its first day does.
    Refused when a session would lie outside.
    """
    hold(meeting)
    check_version(version, meeting.version)
    instants = meeting_instants(draft)
    before, sequence = _meeting_values(meeting), meeting.sequence
    days = draft.starts.date() - meeting.starts.date()
    span = Span(instants.starts_at, instants.ends_at)
    with noticed(actor, meeting):
        _write_meeting(meeting, draft)
        meeting.starts_at, meeting.ends_at = instants.starts_at, instants.ends_at
        for session in meeting.sessions:
            if move_sessions and days:
                session.starts, session.ends = session.starts + days, session.ends + days
            if not session.unscheduled:
                _derive(session, meeting, span)
    meeting.version += 1
    audit.record(actor, "edit_meeting", "meeting", meeting.id, before, _meeting_values(meeting))
    if meeting.sequence != sequence:
        for follow in _followers.values():
            follow(actor, meeting, meeting.status)


def take_step(
    actor: Actor,
    meeting: Meeting,
    to: MeetingStatus,
    reason: str = "",
    *,
    note: str = "",
    seen: int | None = None,
) -> None:
    """Move a meeting to another status; Refused when there is no such step or it is too early for it.

    To open a closed one again wants a `reason`. `note` and `seen` are those of the release that publishing is.
    """
    hold(meeting)
    step_between(meeting.status, to)
    check_step_of_closing(actor, meeting, to, reason)
    held = sum(session.takes_place for session in meeting.sessions)
    check_step(to, dates_set=meeting.dates_set, sessions=held, starts_at=meeting.starts_at, now=clock.now())
    if seen is not None:
        check_seen(meeting, seen)
    before = meeting.status
    publishes = to is MeetingStatus.PUBLISHED and before is MeetingStatus.DRAFT
    with noticed(actor, meeting, page_changes=not publishes):
        meeting.status = to
    if publishes:
        release(actor, meeting, note)
    meeting.version += 1
    after = {"status": to.value} | ({"reason": reason} if reason else {})
    audit.record(actor, "take_step", "meeting", meeting.id, {"status": before.value}, after)
    note_closing(actor, meeting, before, reason)
    for follow in _followers.values():
        follow(actor, meeting, before)


def _write_meeting(meeting: Meeting, draft: MeetingDraft) -> None:
    for name in MEETING_FIELDS:
        setattr(meeting, name, getattr(draft, name))
    meeting.languages = list(draft.languages)
    instants = meeting_instants(draft)
    meeting.registration_closes_at = instants.closes_at
    # Said of an hour that comes once, it would be believed when the meeting moves to a day on which it comes twice.
    meeting.starts_second = second_of_two(instants.starts_at, draft.zone)
    meeting.ends_second = second_of_two(instants.ends_at, draft.zone)
    closes_at = instants.closes_at
    meeting.closes_second = None if closes_at is None else second_of_two(closes_at, draft.zone)


def _derive(session: MeetingSession, meeting: Meeting, span: Span) -> None:
    """Derive a session's instants again, after its meeting's zone or days have changed."""
    try:
        derive(session, meeting.zone, span)
    except Refused as no:
        raise Refused(
            "Session %(label)s stands in the way: it would lie outside the meeting, run past midnight, or be at "
            "an hour that does not exist that day, or comes twice. Let the sessions move along, or move it first.",
            field="starts",
            label=session.label,
        ) from no


def _meeting_values(meeting: Meeting) -> dict[str, object]:
    return {**audit.values_of(meeting, *MEETING_FIELDS), "languages": list(meeting.languages)}
