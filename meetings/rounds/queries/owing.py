"""Whose summary is late, and who can be reminded of it: those who write it, or those who led the session."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, func, not_, or_, select
from sqlalchemy.orm import joinedload

from meetings.access.models import Account, RoleHolding
from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.directory.models import Person
from meetings.outcomes.models import Summary
from meetings.outcomes.queries.report import HOLDS
from meetings.outcomes.rules import USED, Late, SummaryStatus, lateness
from meetings.programme.models import Meeting, MeetingSession, Speaker
from meetings.programme.queries import in_anothers_record, last_ends, sittings_of
from meetings.programme.rules import MeetingStatus, SpeakerAnswer, SpeakerRole
from meetings.rounds.models import LateReminder

# After so long the office has long seen it on its page; a machine goes on asking nobody.
REMINDED_FOR = timedelta(days=30)
ONCE_IN = timedelta(hours=24)
LEADS = frozenset({SpeakerRole.CHAIR, SpeakerRole.MODERATOR})


@dataclass(frozen=True)
class Owes:
    """Somebody who is reminded of a session's summary."""

    session: MeetingSession
    late: Late
    name: str
    email: str
    zone: str


# no actor: the worker asks
def owing(now: datetime, limit: int) -> list[tuple[MeetingSession, list[Owes]]]:
    """Sessions whose summary is late and of which nobody was reminded for a day, with whom to remind.

    What repeats another session is in its summary, if it has none of its own.
    """
    rows = db.session.execute(
        select(MeetingSession, Summary)
        .join(MeetingSession.meeting)
        .outerjoin(Summary, Summary.session_id == MeetingSession.id)
        .outerjoin(LateReminder, LateReminder.session_id == MeetingSession.id)
        .where(
            MeetingSession.takes_place,
            Meeting.status.in_((MeetingStatus.PUBLISHED, MeetingStatus.HELD)),
            MeetingSession.ends_at < now,
            MeetingSession.ends_at > now - REMINDED_FOR,
            or_(LateReminder.at.is_(None), LateReminder.at <= now - ONCE_IN),
            or_(Summary.id.is_(None), not_(HOLDS)),
            MeetingSession.id.not_in(in_anothers_record()),
        )
        .options(joinedload(MeetingSession.meeting))
        .order_by(MeetingSession.ends_at, MeetingSession.id)
        .limit(limit)
    ).all()
    found, over = [], last_ends([session for session, _ in rows])
    for session, summary in rows:
        status = getattr(summary, "status", None)  # no summary: nothing is written
        if status in USED:  # an approval that lapsed waits for the office again
            status = SummaryStatus.SUBMITTED
        late = lateness(status, over[session.id], session.meeting.starts_at, now)
        if late is not None:
            found.append((session, _whom(session, late)))
    return found


def _whom(session: MeetingSession, late: Late) -> list[Owes]:
    """Those who write are asked to hand in; those who led the session to see it approved."""
    roles = {SpeakerRole.RAPPORTEUR} if late is Late.TO_HAND_IN else LEADS
    people = {email: Owes(session, late, name, email, zone) for name, email, zone in _in_role(session, roles)}
    if late is Late.TO_HAND_IN:
        people |= {a.email: Owes(session, late, a.name, a.email, a.zone or "") for a in _accounts(session)}
    return list(people.values())


def _in_role(session: MeetingSession, roles: Collection[SpeakerRole]) -> list[tuple[str, str, str]]:
    email = func.lower(func.coalesce(func.nullif(Speaker.email, ""), Person.email, ""))
    rows = db.session.execute(
        select(Speaker.name, email, func.coalesce(Person.zone, ""))
        .outerjoin(Person, Person.id == Speaker.person_id)
        .where(
            Speaker.session_id.in_(sittings_of(session)),
            Speaker.role.in_(roles),
            Speaker.answer != SpeakerAnswer.DECLINED,
            email != "",
        )
        .order_by(Speaker.position, Speaker.id)
    )
    return [(name, address, zone) for name, address, zone in rows]


def _accounts(session: MeetingSession) -> Sequence[Account]:
    holds = and_(
        RoleHolding.role == Role.RAPPORTEUR,
        RoleHolding.on_kind == "session",
        RoleHolding.on_id.in_(sittings_of(session)),
        or_(RoleHolding.until.is_(None), RoleHolding.until >= session.ends.date()),
    )
    query = select(Account).join(RoleHolding, RoleHolding.account_id == Account.id)
    return db.session.scalars(query.where(holds, Account.disabled_at.is_(None)).order_by(Account.id)).all()
