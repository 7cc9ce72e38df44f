"""A session that was deleted, and comes back: it is in the agenda, and one of several sittings, as before."""

from collections import defaultdict
from typing import Any

from sqlalchemy import delete, select, update

from meetings.access.actor import Actor
from meetings.agenda.actions.narrowing import attribution_changed
from meetings.agenda.models import AgendaPoint, SittingRepeat
from meetings.agenda.queries import repeats_of
from meetings.base.database import db
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import Attribution


def beside_sessions(meeting: Meeting) -> dict[str, dict[str, Any]]:
    """By the UID of each session: the points under it, which session it repeats, and which ones repeat it."""
    uids = {session.id: session.uid for session in meeting.sessions}
    found: dict[str, dict[str, Any]] = defaultdict(lambda: {"points": [], "repeats": []})
    points = select(AgendaPoint.id, AgendaPoint.session_id).where(AgendaPoint.session_id.in_(uids))
    for number, session_id in db.session.execute(points):
        found[uids[session_id or 0]]["points"].append(number)
    for row in repeats_of(meeting).values():
        pair = [uids[row.session_id], uids[row.of_id], row.sitting]
        for uid in pair[:2]:
            found[str(uid)]["repeats"].append(pair)
    return found


def bring_back(actor: Actor, session: MeetingSession, kept: dict[str, Any]) -> None:
    """Of points that have no other session by now, and with sittings that are still there."""
    db.session.execute(
        update(AgendaPoint)
        .where(
            AgendaPoint.id.in_(kept["points"]),
            AgendaPoint.meeting_id == session.meeting_id,
            AgendaPoint.session_id.is_(None),
        )
        .values(session_id=session.id)
    )
    there = {one.uid: one for one in session.meeting.sessions}
    for again, first, sitting in kept["repeats"]:
        if again in there and first in there:
            _repeat(actor, there[again], there[first], sitting)


def _repeat(actor: Actor, session: MeetingSession, first: MeetingSession, sitting: int) -> None:
    db.session.execute(delete(SittingRepeat).where(SittingRepeat.session_id == session.id))
    db.session.add(SittingRepeat(session_id=session.id, of_id=first.id, sitting=sitting))
    db.session.flush()  # the rule of one looks for the other
    # Were they under different rules by now, the stricter one holds.
    attribution_changed(actor, max(session, first, key=lambda one: list(Attribution).index(one.attribution)))
