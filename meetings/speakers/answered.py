"""What a calendar's answer means to somebody asked into a session: it is their answer, as if given on the page."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.directory.models import Person
from meetings.ical import Said
from meetings.programme.actions.noticed import hold
from meetings.programme.models import MeetingSession, Speaker
from meetings.programme.rules import SpeakerAnswer
from meetings.replies.following import Answered, Follow, Thing
from meetings.replies.queries import Standing, calendar_answers
from meetings.speakers.actions import request_of, tell_followers, why_dead
from meetings.speakers.models import RoleRequest
from meetings.speakers.rules import FIRMEST_FIRST

# Who says “perhaps”, or takes an answer back, has been asked and has not answered yet.
MEANS = {
    Said.ACCEPTED: SpeakerAnswer.CONFIRMED,
    Said.DECLINED: SpeakerAnswer.DECLINED,
    Said.TENTATIVE: SpeakerAnswer.ASKED,
    Said.NOTHING: SpeakerAnswer.ASKED,
}


def _things(actor: Actor, ids: Collection[int]) -> dict[int, Thing]:
    rows = db.session.execute(
        select(RoleRequest.id, Speaker)
        .join(Speaker, Speaker.id == RoleRequest.speaker_id)
        .where(RoleRequest.id.in_(ids))
        .options(joinedload(Speaker.session).joinedload(MeetingSession.meeting))
    )
    return {
        number: Thing(
            one.name,
            f"{one.session.label} · {one.session.title}",
            "programme.edit_session",
            {"slug": one.session.meeting.slug, "label": one.session.label},
        )
        for number, one in rows
        if actor.may(Permission.SEE_PROGRAMME, one.session)
    }


def _stands_for(request_id: int, uid: str, email: str) -> int:
    """The request that the entry of an address stands for: of several roles in one session the firmest counts.

    The one that was told last, where they are equal; also when its role has gone, and another came for it.
    """
    address = func.lower(func.coalesce(func.nullif(Speaker.email, ""), Person.email, ""))
    rows = db.session.execute(
        select(Speaker, RoleRequest.id)
        .join(Speaker.session)
        .outerjoin(Person, Person.id == Speaker.person_id)
        .outerjoin(RoleRequest, RoleRequest.speaker_id == Speaker.id)
        .where(MeetingSession.uid == uid, address == email)
        .order_by(Speaker.position, Speaker.id)
    ).all()
    if not rows:
        return request_id
    speaker, number = min(rows, key=lambda row: (FIRMEST_FIRST.index(row[0].answer), row[1] != request_id))
    return number or request_of(speaker).id


def _answered(request_id: int, answered: Answered) -> bool:
    """Take the answer over, unless this person has answered on the page since; whether somebody has to look.

    Whoever has no role any more, or answers when the page would take no answer, changes nothing: the office sees it.
    """
    request = db.session.get(RoleRequest, request_id)
    if request is None or answered.said not in MEANS:
        return request is None
    hold(request.meeting)
    db.session.refresh(request)
    looks = _taken_over(request, answered)
    tell_followers(Actor(name=request.speaker.name if request.speaker else ""), request.meeting)
    return looks


def _taken_over(request: RoleRequest, answered: Answered) -> bool:
    speaker, means = request.speaker, MEANS[answered.said]
    if speaker is None:
        return True
    db.session.refresh(speaker)
    if why_dead(request) is not None:
        return means is not speaker.answer
    given = speaker.answered_at
    if given is not None and given != answered.before and given > answered.at:
        return False
    before = audit.values_of(speaker, "answer")
    speaker.answer, speaker.answered_at = means, answered.at
    if means is SpeakerAnswer.DECLINED:
        speaker.why = answered.comment[:500]
    after = audit.values_of(speaker, "answer")
    themselves = Actor(name=speaker.name)
    audit.record(themselves, "answer_by_calendar", "session", speaker.session_id, before, after)
    return means is SpeakerAnswer.DECLINED and speaker.session.takes_place


FOLLOW = Follow(_things, _answered, _stands_for)


def answers_by_calendar(speaker_ids: Collection[int]) -> dict[int, Standing]:
    """What calendars said for those in a role, by speaker: also “perhaps”, which their own answer does not tell."""
    rows = db.session.execute(
        select(RoleRequest.id, RoleRequest.speaker_id).where(RoleRequest.speaker_id.in_(speaker_ids))
    )
    speakers = {number: speaker for number, speaker in rows if speaker is not None}
    found = calendar_answers("role_request", speakers)
    return {speakers[number]: standing for number, standing in found.items()}
