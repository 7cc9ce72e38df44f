"""What the plan of interpretation asks: two statements for the draft, one for the languages."""

from sqlalchemy import String, cast, func, select

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.programme.models import Meeting
from meetings.programme.queries import programme
from meetings.programme.rules import SpeakerAnswer
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus, codes_in
from meetings.registration.rules.interpreting import Asked, SessionPlan, asked_of

DECLINED = SpeakerAnswer.DECLINED
UNDECIDED = (RegistrationStatus.SUBMITTED, RegistrationStatus.WAITING, RegistrationStatus.OFFERED)


def languages_asked_for(actor: Actor, meeting: Meeting) -> Asked:
    """How many people ask for each language, counted without names."""
    languages = cast(Registration.languages, String)
    rows = db.session.execute(
        select(Registration.status, languages, func.count())
        .where(
            Registration.meeting_id == meeting.id,
            Registration.status.in_((RegistrationStatus.APPROVED, *UNDECIDED)),
        )
        .group_by(Registration.status, languages)
    )
    return asked_of(
        (status is RegistrationStatus.APPROVED, codes_in(text), number) for status, text, number in rows
    )


def sessions_to_interpret(actor: Actor, meeting: Meeting) -> list[SessionPlan]:
    """The sessions of the draft that take place, in order; what those said that they speak who have a role in them."""
    return [
        SessionPlan(
            session.label,
            session.title,
            session.starts,
            session.ends,
            tuple(session.interpretation),
            frozenset(s.language for s in session.speakers if s.language and s.answer is not DECLINED),
        )
        for session in programme(actor, meeting)
        if session.takes_place
    ]
