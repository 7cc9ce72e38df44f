"""Points of an agenda: added, changed, moved, taken out; nothing of it once the meeting is closed."""

from sqlalchemy import select

from meetings.access.actor import Actor
from meetings.access.audit import record as note
from meetings.access.audit import values_of
from meetings.agenda.models import AgendaPoint
from meetings.agenda.rules import USUAL, PointDraft, PointKind, check_point, has_follow_up, moved
from meetings.base.database import db
from meetings.base.refusals import Refused, check_version
from meetings.programme.actions.noticed import hold
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import Attribution, check_not_closed

FIELDS = ("title", "about", "minutes", "lead", "session_id")


def begin(actor: Actor, meeting: Meeting) -> int:
    """The usual agenda, where there is none yet; how many points it has."""
    rows = _open(meeting)
    if any(row.kind is not PointKind.FOLLOW_UP for row in rows):
        raise Refused("There is an agenda already. Add what is missing.")
    if not has_follow_up(meeting.kind):
        raise Refused("Only meetings of focal points have a usual agenda. Add the points one by one.")
    for kind, title, minutes in USUAL:
        _ensure(actor, meeting, kind, PointDraft(title, minutes=minutes))
    return len(USUAL)


def add_point(
    actor: Actor, meeting: Meeting, draft: PointDraft, kind: PointKind = PointKind.POINT
) -> AgendaPoint:
    """One point more, the last; a kind that fills itself comes only once."""
    rows = _open(meeting)
    if kind is not PointKind.POINT and any(row.kind is kind for row in rows):
        raise Refused("This point is on the agenda already.", field="kind")
    if kind is PointKind.FOLLOW_UP and not has_follow_up(meeting.kind):
        raise Refused(
            "Only meetings of focal points follow up the conclusions of the last one.", field="kind"
        )
    check_point(draft, kind, len(rows) + 1)
    return _ensure(actor, meeting, kind, draft)


def edit_point(actor: Actor, point: AgendaPoint, draft: PointDraft, version: int) -> None:
    """Change a point that nobody else has changed since."""
    rows = _open(point.meeting)
    db.session.refresh(point)
    check_version(version, point.version)
    check_point(draft, point.kind, len(rows))
    before = values_of(point, *FIELDS)
    _write(point, point.meeting, draft)
    point.version += 1
    note(actor, "edit_point", "agenda_point", point.id, before, values_of(point, *FIELDS))


def move_point(actor: Actor, point: AgendaPoint, by: int) -> None:
    """Move a point up (−1) or down (+1); the follow-up of the last conclusions stays the first."""
    rows = _open(point.meeting)
    order = [row.id for row in rows]
    fixed = sum(row.kind is PointKind.FOLLOW_UP for row in rows)
    after = moved(order, point.id, by, fixed)
    if after == order:
        return
    for row in rows:
        row.position = after.index(row.id) + 1
    told = ({"position": order.index(point.id) + 1}, {"position": after.index(point.id) + 1})
    note(actor, "move_point", "agenda_point", point.id, *told)


def delete_point(actor: Actor, point: AgendaPoint) -> None:
    """Take a point out; the follow-up of the last conclusions comes back by itself, with nothing settled about it."""
    _open(point.meeting)
    note(actor, "delete_point", "agenda_point", point.id, values_of(point, *FIELDS), None)
    db.session.delete(point)


def _open(meeting: Meeting) -> list[AgendaPoint]:
    """The points in their order, with the meeting locked; Refused when it is closed."""
    hold(meeting)
    check_not_closed(meeting.status)
    return list(
        db.session.scalars(
            select(AgendaPoint)
            .where(AgendaPoint.meeting_id == meeting.id)
            .order_by(AgendaPoint.kind != PointKind.FOLLOW_UP, AgendaPoint.position, AgendaPoint.id)
            .execution_options(populate_existing=True)
        )
    )


def _ensure(actor: Actor, meeting: Meeting, kind: PointKind, draft: PointDraft) -> AgendaPoint:
    rows = _open(meeting)
    for row in rows:
        if row.kind is kind and kind is not PointKind.POINT:
            return row
    point = AgendaPoint(meeting=meeting, position=max((r.position for r in rows), default=0) + 1, kind=kind)
    _write(point, meeting, draft)
    db.session.add(point)
    db.session.flush()  # the trail needs its id
    note(actor, "add_point", "agenda_point", point.id, None, values_of(point, "kind", *FIELDS))
    return point


def _write(point: AgendaPoint, meeting: Meeting, draft: PointDraft) -> None:
    session = None if draft.session_id is None else db.session.get(MeetingSession, draft.session_id)
    if draft.session_id is not None and (session is None or session.meeting_id != meeting.id):
        raise Refused("There is no such session.", field="session")
    if (
        point.kind is PointKind.UPDATES
        and session is not None
        and session.attribution is Attribution.CHATHAM_HOUSE
    ):
        raise Refused(
            "Updates say which organization tells them; in session %(label)s nobody is named. Choose another.",
            field="session",
            label=session.label,
        )
    point.title, point.about, point.lead = draft.title.strip(), draft.about, draft.lead
    point.minutes, point.session_id = draft.minutes, draft.session_id
