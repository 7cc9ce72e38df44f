"""What people do in the timetable: a move, the tray, several sessions at once, its rooms and hours."""

from collections.abc import Sequence
from dataclasses import replace

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.refusals import Refused, check_version
from meetings.programme.actions.acts import acted
from meetings.programme.actions.noticed import hold
from meetings.programme.actions.sessions import enter_session, whole
from meetings.programme.actions.speakers import add_speaker
from meetings.programme.models import Meeting, MeetingSession, Sittings
from meetings.programme.rules import ActVerb, SessionDraft, check_not_closed
from meetings.programme.rules.laying import Laid
from meetings.programme.rules.moving import Place, Timing, group_labels, placed, verb_of
from meetings.programme.rules.sittings import Hours, pairs_of

PLACE_FIELDS = ("starts", "ends", "room", "unscheduled", "starts_second", "ends_second")
MOST_GROUPS, MOST_ROOMS, LONGEST_ROOM = 12, 30, 100


def timing_of(session: MeetingSession) -> Timing:
    """When a session is."""
    return Timing(
        session.starts,
        session.ends,
        session.starts_at,
        session.ends_at,
        session.starts_second,
        session.ends_second,
    )


def move_session(actor: Actor, session: MeetingSession, place: Place, version: int) -> ActVerb | None:
    """Put a session where it is to be, out of the tray too; what that was, None when it stays where it is.

    Stale when `version` is no longer the one that stands. Refused when it cannot be there.
    """
    meeting = session.meeting
    hold(meeting, session)
    check_version(version, session.version)
    if session.unscheduled:
        check_not_closed(meeting.status)
    before = timing_of(session)
    after = placed(place, before.length, meeting.zone, whole(meeting))
    verb = verb_of(before, after, (session.room, place.room), session.unscheduled)
    if verb is None:
        return None
    old, new = before.starts.isoformat(), after.starts.isoformat()
    if verb is ActVerb.RESIZED:
        old, new = before.ends.isoformat(), after.ends.isoformat()
    elif verb is ActVerb.ROOM:
        old, new = session.room, place.room
    values = audit.values_of(session, *PLACE_FIELDS)
    with acted(actor, meeting, verb, label=session.label, old=old, new=new):
        for name in ("starts", "ends", "starts_at", "ends_at", "starts_second", "ends_second"):
            setattr(session, name, getattr(after, name))
        session.room, session.unscheduled = place.room, False
        session.version += 1
    audit.record(
        actor, "move_session", "session", session.id, values, audit.values_of(session, *PLACE_FIELDS)
    )
    return verb


def put_away(actor: Actor, session: MeetingSession, version: int) -> None:
    """Take a session out of the programme and put it into the tray; it keeps its length and its room."""
    meeting = session.meeting
    hold(meeting, session)
    check_version(version, session.version)
    if session.unscheduled:
        return
    before = audit.values_of(session, *PLACE_FIELDS)
    with acted(actor, meeting, ActVerb.PUT_AWAY, label=session.label):
        session.unscheduled = True
        session.version += 1
    audit.record(
        actor, "move_session", "session", session.id, before, audit.values_of(session, *PLACE_FIELDS)
    )


def add_groups(
    actor: Actor,
    meeting: Meeting,
    draft: SessionDraft,
    groups: int,
    rooms: Sequence[str],
    unscheduled: bool = False,
) -> list[MeetingSession]:
    """As many sessions at the same time, under the next free number: in the draft's room, then in the next `rooms`."""
    hold(meeting)
    if not 1 <= groups <= MOST_GROUPS:
        raise Refused("From 1 to %(most)s groups.", field="groups", most=MOST_GROUPS)
    labels = group_labels((s.label for s in meeting.sessions), draft.kind, groups)
    others = [room for room in rooms if room != draft.room]
    own = [draft.room, *others, *[""] * groups][:groups]
    said = labels[0] if groups == 1 else f"{labels[0]}–{labels[-1]}"
    with acted(actor, meeting, ActVerb.ADDED, label=said):
        return [
            enter_session(actor, meeting, replace(draft, label=label, room=room), unscheduled)
            for label, room in zip(labels, own, strict=True)
        ]


def lay_out(
    actor: Actor, meeting: Meeting, laid: Sequence[Laid], verb: ActVerb, said: str, version: int
) -> list[MeetingSession]:
    """Add what a template or an earlier programme brings; what finds no time goes into the tray.

    Stale when the meeting is no longer the one of the preview (its days may have changed).
    """
    hold(meeting)
    check_version(version, meeting.version)
    with acted(actor, meeting, verb, label=said) as told:
        made = []
        for one in laid:
            session = enter_session(actor, meeting, one.draft, one.unscheduled)
            for speaker in one.speakers:
                add_speaker(actor, session, speaker)
            made.append(session)
        rooms = [one.draft.room for one in laid if one.draft.room]
        before = meeting.rooms
        meeting.rooms = list(dict.fromkeys([*before, *rooms]))[:MOST_ROOMS]
        told["rooms"] = "\n".join(room for room in meeting.rooms if room not in before)
    audit.record(actor, "lay_out_programme", "meeting", meeting.id, None, {"of": said, "rows": len(made)})
    return made


def set_up(
    actor: Actor, meeting: Meeting, rooms: Sequence[str], hours: Sequence[Hours], version: int
) -> None:
    """The rooms of the timetable in their order, and the hours of interpretation (none: the default ones)."""
    hold(meeting)
    check_version(version, meeting.version)
    rooms = list(dict.fromkeys(rooms))
    if len(rooms) > MOST_ROOMS:
        raise Refused("At most %(most)s lines.", field="rooms", most=MOST_ROOMS)
    if any(len(room) > LONGEST_ROOM for room in rooms):
        raise Refused("At most %(most)s characters.", field="rooms", most=LONGEST_ROOM)
    row = db.session.get(Sittings, meeting.id)
    before = {"rooms": list(meeting.rooms), "sittings": [] if row is None else row.hours}
    meeting.rooms = rooms
    pairs = pairs_of(hours)
    if row is None and pairs:
        db.session.add(Sittings(meeting_id=meeting.id, hours=pairs))
    elif row is not None and pairs:
        row.hours = pairs
    elif row is not None:
        db.session.delete(row)
    meeting.version += 1
    audit.record(
        actor, "set_up_timetable", "meeting", meeting.id, before, {"rooms": rooms, "sittings": pairs}
    )
