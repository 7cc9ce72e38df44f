"""What a calendar's answer means to somebody asked into a session: it is their answer, as if given on the page."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.ical import Said
from meetings.programme.actions.noticed import hold
from meetings.programme.models import MeetingSession, Speaker
from meetings.programme.rules import SpeakerAnswer
from meetings.replies.following import Answered, Follow, Thing
from meetings.replies.queries import Standing, calendar_answers
from meetings.speakers.models import RoleRequest

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


def _answered(request_id: int, answered: Answered) -> bool:
    """Take the answer over, unless this person has answered on the page since; whether somebody has to look."""
    request = db.session.get(RoleRequest, request_id)
    speaker = request.speaker if request is not None else None
    if speaker is None or answered.said not in MEANS:
        return False
    hold(speaker.session.meeting)
    db.session.refresh(speaker)
    given = speaker.answered_at
    if given is not None and given != answered.before and given > answered.at:
        return False
    before = audit.values_of(speaker, "answer")
    speaker.answer, speaker.answered_at = MEANS[answered.said], answered.at
    if speaker.answer is SpeakerAnswer.DECLINED:
        speaker.why = answered.comment[:500]
    after = audit.values_of(speaker, "answer")
    themselves = Actor(name=speaker.name)
    audit.record(themselves, "answer_by_calendar", "session", speaker.session_id, before, after)
    return speaker.answer is SpeakerAnswer.DECLINED and speaker.session.takes_place


FOLLOW = Follow(_things, _answered)


def answers_by_calendar(speaker_ids: Collection[int]) -> dict[int, Standing]:
    """What calendars said for those in a role, by speaker: also “perhaps”, which their own answer does not tell."""
    rows = db.session.execute(
        select(RoleRequest.id, RoleRequest.speaker_id).where(RoleRequest.speaker_id.in_(speaker_ids))
    )
    speakers = {number: speaker for number, speaker in rows if speaker is not None}
    found = calendar_answers("role_request", speakers)
    return {speakers[number]: standing for number, standing in found.items()}
