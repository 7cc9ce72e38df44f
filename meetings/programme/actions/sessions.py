"""Adding, changing, cancelling and deleting a session."""

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.base.refusals import Refused, check_version
from meetings.base.zones import second_of_two
from meetings.programme import queries
from meetings.programme.actions.acts import acted, drop
from meetings.programme.actions.attribution import attribution_changed
from meetings.programme.actions.noticed import hold
from meetings.programme.actions.standing import check_nothing_stands
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import ActVerb, SessionDraft, Span, check_not_closed, session_instants

SESSION_FIELDS = (
    "label", "kind", "title", "starts", "ends", "about", "room", "attribution", "starts_second", "ends_second",
)  # fmt: skip


def add_session(
    actor: Actor, meeting: Meeting, draft: SessionDraft, unscheduled: bool = False
) -> MeetingSession:
    """A new session of a meeting; Refused with the field when it cannot be. `unscheduled`: it lies in the tray."""
    hold(meeting)
    with acted(actor, meeting, ActVerb.ADDED, label=draft.label):
        return enter_session(actor, meeting, draft, unscheduled)


def enter_session(
    actor: Actor, meeting: Meeting, draft: SessionDraft, unscheduled: bool = False
) -> MeetingSession:
    """A new session as a part of a greater act, such as a template."""
    check_not_closed(meeting.status)
    _check_label(meeting, draft.label)
    span = session_instants(draft, meeting.zone, None if unscheduled else whole(meeting))
    session = MeetingSession(uid=f"{secrets.new_key()}@session", speakers=[], unscheduled=unscheduled)
    _write_session(session, draft, span, meeting.zone)
    meeting.sessions.append(session)
    db.session.flush()  # the trail and its speakers need its id
    audit.record(actor, "add_session", "session", session.id, None, audit.values_of(session, *SESSION_FIELDS))
    return session


def whole(meeting: Meeting) -> Span:
    """From the meeting's first instant to its last."""
    return Span(meeting.starts_at, meeting.ends_at)


def edit_session(actor: Actor, session: MeetingSession, draft: SessionDraft, version: int) -> None:
    """Change a session; Stale when `version` is no longer the one that stands."""
    meeting = session.meeting
    hold(meeting, session)
    check_version(version, session.version)
    _check_label(meeting, draft.label, session.id)
    span = session_instants(draft, meeting.zone, None if session.unscheduled else whole(meeting))
    before, attribution = audit.values_of(session, *SESSION_FIELDS), session.attribution
    with acted(actor, meeting, ActVerb.CHANGED, label=session.label) as told:
        _write_session(session, draft, span, meeting.zone)
        session.version += 1
        after = audit.values_of(session, *SESSION_FIELDS)
        told["fields"] = " ".join(name for name in SESSION_FIELDS if before.get(name) != after.get(name))
    if session.attribution is not attribution:
        attribution_changed(actor, session)
    audit.record(actor, "edit_session", "session", session.id, before, after)


def cancel_session(actor: Actor, session: MeetingSession) -> None:
    """Cancel a session, in the draft: once released it stays in the programme and, for 30 days after its date, in
    calendars."""
    _set_cancelled(actor, session, True)


def reinstate_session(actor: Actor, session: MeetingSession) -> None:
    """Let a cancelled session take place after all."""
    _set_cancelled(actor, session, False)


def delete_session(actor: Actor, session: MeetingSession) -> None:
    """Delete a session that no version of the programme has told of; Refused after that.

    Then it is cancelled or taken out of the programme, so that people and calendars are told. Refused, too, when
    anything stands on it that undoing would not bring back.
    """
    meeting = session.meeting
    hold(meeting, session)
    if queries.was_released(session):
        raise Refused(
            "People were told of this session: cancel it, or take it out of the programme, and release that."
        )
    check_nothing_stands(actor, session)
    with acted(actor, meeting, ActVerb.DELETED, label=session.label):
        audit.record(
            actor, "delete_session", "session", session.id, audit.values_of(session, *SESSION_FIELDS)
        )
        drop(meeting, session)


def _set_cancelled(actor: Actor, session: MeetingSession, cancelled: bool) -> None:
    meeting = session.meeting
    hold(meeting, session)
    if (session.cancelled_at is not None) == cancelled:
        return
    if not cancelled:
        check_not_closed(meeting.status)
    before = audit.values_of(session, "cancelled_at")
    with acted(actor, meeting, ActVerb.CANCELLED if cancelled else ActVerb.REINSTATED, label=session.label):
        session.cancelled_at = clock.now() if cancelled else None
        session.version += 1
    verb = "cancel_session" if cancelled else "reinstate_session"
    audit.record(actor, verb, "session", session.id, before, audit.values_of(session, "cancelled_at"))


def _write_session(session: MeetingSession, draft: SessionDraft, span: Span, zone: str) -> None:
    for name in SESSION_FIELDS:
        setattr(session, name, getattr(draft, name))
    session.starts_at, session.ends_at = span.starts, span.ends
    session.starts_second = second_of_two(span.starts, zone)
    session.ends_second = second_of_two(span.ends, zone)


def _check_label(meeting: Meeting, label: str, but: int | None = None) -> None:
    if queries.label_is_taken(meeting, label, but):
        raise Refused("There is a session %(label)s already.", field="label", label=label)
