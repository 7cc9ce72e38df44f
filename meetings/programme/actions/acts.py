"""Acts on the timetable, kept so that they can be undone one after the other."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, select

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.directory.models import Person
from meetings.programme import queries
from meetings.programme.actions.attribution import attribution_changed
from meetings.programme.actions.beside import beside_sessions, bring_back_beside
from meetings.programme.actions.hours import derive
from meetings.programme.actions.noticed import hold
from meetings.programme.actions.standing import check_nothing_stands
from meetings.programme.models import Meeting, MeetingSession, ProgrammeAct, Speaker
from meetings.programme.rules import ActVerb, Attribution, SessionKind, Span
from meetings.programme.rules.undoing import Step, Values, steps_between, undone

KEPT = timedelta(days=30)
PLAIN = ("label", "title", "about", "room", "starts_second", "ends_second", "unscheduled")
TIMES = ("starts", "ends", "starts_at", "ends_at", "cancelled_at")
CODES = {"kind": SessionKind, "attribution": Attribution}


@contextmanager
def acted(actor: Actor, meeting: Meeting, verb: ActVerb, **said: str) -> Iterator[dict[str, str]]:
    """Keep what is done to the draft meanwhile as one act; what a command does is not kept, nobody undoes it.

    `said` may be added to until the end: what the act's sentence names.
    """
    if not actor.signed_in:
        yield said
        return
    hold(meeting)
    sessions = queries.programme(actor, meeting)
    before = {session.uid: values_of(session) for session in sessions}
    people = {session.uid: [_speaker_values(one) for one in session.speakers] for session in sessions}
    beside = beside_sessions(meeting) if verb is ActVerb.DELETED else {}
    yield said
    db.session.flush()  # the new sessions are asked for
    stand = {session.uid: session for session in queries.programme(actor, meeting)}
    steps = steps_between(before, {uid: values_of(session) for uid, session in stand.items()})
    if not steps:
        return
    now = clock.now()
    db.session.add(
        ProgrammeAct(
            meeting_id=meeting.id,
            at=now,
            account_id=actor.account_id,
            actor_name=actor.name,
            verb=verb,
            said=said,
            changes=[_kept(step, stand, people) | _beside(step, beside) for step in steps],
        )
    )


def _kept(
    step: Step, stand: dict[str, MeetingSession], people: dict[str, list[dict[str, Any]]]
) -> dict[str, Any]:
    """A step as it is kept: with the people of a session that goes, and a mark of those of one that came."""
    kept: dict[str, Any] = {"uid": step.uid, "before": step.before, "after": step.after}
    if step.after is None:
        kept["people"] = people[step.uid]
    elif step.before is None:
        kept["mark"] = _mark(stand[step.uid])
    return kept


def _mark(session: MeetingSession) -> str:
    """Changes with the people of a session, and with all that is typed about them; it names nobody."""
    people = [(one.id, *_speaker_values(one).items()) for one in session.speakers]
    return sha256(repr(people).encode()).hexdigest() if people else ""


def _beside(step: Step, beside: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """What rooms above kept of a session that goes."""
    return {"beside": beside[step.uid]} if step.after is None and step.uid in beside else {}


def values_of(session: MeetingSession) -> dict[str, Any]:
    """A session of the draft as plain values."""
    values: dict[str, Any] = {name: getattr(session, name) for name in PLAIN}
    for name in TIMES:
        at = getattr(session, name)
        values[name] = None if at is None else at.isoformat()
    for name in CODES:
        values[name] = getattr(session, name).value
    return values | {"interpretation": list(session.interpretation)}


def _write(session: MeetingSession, values: Values) -> None:
    for name in PLAIN:
        setattr(session, name, values[name])
    for name in TIMES:
        setattr(session, name, values[name] and datetime.fromisoformat(values[name]))
    for name, codes in CODES.items():
        setattr(session, name, codes(values[name]))
    session.interpretation = list(values["interpretation"])


def _speaker_values(speaker: Speaker) -> dict[str, Any]:
    kept = {
        c.key: getattr(speaker, c.key) for c in Speaker.__table__.columns if c.key not in ("id", "session_id")
    }
    return {k: v.isoformat() if isinstance(v, datetime) else v for k, v in kept.items()}


def _speaker_of(values: dict[str, Any]) -> Speaker:
    given = dict(values)
    for name in ("asked_at", "answered_at"):
        given[name] = given[name] and datetime.fromisoformat(given[name])
    if given["person_id"] is not None and db.session.get(Person, given["person_id"]) is None:
        given["person_id"] = None
    return Speaker(**given)


def undo(actor: Actor, act: ProgrammeAct) -> list[str]:
    """Take an act back; Refused when somebody has changed one of its sessions since.

    The numbers of those that come back into the tray: the meeting has no time for them any more.
    """
    meeting = act.meeting
    hold(meeting)
    db.session.refresh(act)
    if act.undone_at is not None:
        raise Refused("This was undone already.")
    sessions = {session.uid: session for session in queries.programme(actor, meeting)}
    steps = steps_of(act)
    undone({uid: values_of(session) for uid, session in sessions.items()}, steps)
    away = [
        step.label
        for step, kept in zip(steps, act.changes, strict=True)
        if _take_back(actor, meeting, sessions.get(step.uid), step, kept)
    ]
    used = {session.room for session in meeting.sessions}
    came = set(act.said.get("rooms", "").split("\n")) - used
    meeting.rooms = [room for room in meeting.rooms if room not in came]
    act.undone_at = clock.now()
    before = {"undone": act.verb.value, "label": act.said.get("label", "")}
    audit.record(actor, "undo_act", "meeting", meeting.id, None, before)
    return away


def _take_back(
    actor: Actor, meeting: Meeting, session: MeetingSession | None, step: Step, kept: dict[str, Any]
) -> bool:
    """Whether the session, which was deleted, fits no more and comes back into the tray."""
    if step.before is None:
        assert session is not None  # the rule has looked
        _take_out(actor, meeting, session, kept.get("mark", ""))
        return False
    comes_back = session is None
    if session is None:
        session = MeetingSession(uid=step.uid, speakers=[_speaker_of(one) for one in kept["people"]])
        meeting.sessions.append(session)
    attribution = session.attribution
    _write(session, step.before)
    if step.after is not None and session.attribution is not attribution:
        attribution_changed(actor, session)
    away = _to_its_hours(meeting, session, comes_back)
    if comes_back:
        db.session.flush()  # what is brought back needs its id
        bring_back_beside(actor, session, kept.get("beside", {}))
    session.version = (session.version or 0) + 1
    return away


def _to_its_hours(meeting: Meeting, session: MeetingSession, comes_back: bool) -> bool:
    """By the zone that the meeting has now; whether one that was deleted fits no more, and lies in the tray."""
    try:
        derive(
            session, meeting.zone, None if session.unscheduled else Span(meeting.starts_at, meeting.ends_at)
        )
    except Refused:
        if not comes_back or session.unscheduled:
            raise
        session.unscheduled = True
        derive(session, meeting.zone, None)
        return True
    return False


def _take_out(actor: Actor, meeting: Meeting, session: MeetingSession, mark: str) -> None:
    if queries.was_released(session):
        raise Refused(
            "This cannot be undone: people were told of session %(label)s. Cancel it, or put it into the tray.",
            label=session.label,
        )
    check_nothing_stands(actor, session)
    if _mark(session) != mark:
        raise Refused(
            "This cannot be undone: session %(label)s was given other people since.", label=session.label
        )
    drop(meeting, session)


def drop(meeting: Meeting, session: MeetingSession) -> None:
    """Delete the row of a session on which nothing stands: SQLite gives its id out again, to another session."""
    meeting.sessions.remove(session)


def steps_of(act: ProgrammeAct) -> list[Step]:
    """The steps of an act as the rules know them."""
    return [Step(change["uid"], change["before"], change["after"]) for change in act.changes]


def forget_acts() -> bool:
    """Delete acts of more than a month ago: nobody undoes them. The worker's; False: there is no more to do."""
    db.session.execute(delete(ProgrammeAct).where(ProgrammeAct.at < clock.now() - KEPT))
    return False


def forget_people(records: Collection[int]) -> None:
    """Take these people out of sessions that were deleted and could still come back."""
    for act in db.session.scalars(select(ProgrammeAct).where(ProgrammeAct.verb == ActVerb.DELETED)):
        kept = [_without(change, set(records)) for change in act.changes]
        if kept != act.changes:
            act.changes = kept


def _without(change: dict[str, Any], records: set[int]) -> dict[str, Any]:
    if "people" not in change:
        return change
    return change | {"people": [one for one in change["people"] if one["person_id"] not in records]}
