"""A meeting whose programme is public, and what is done to it; the mails that went since."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery
from meetings.programme import actions
from meetings.programme.models import Meeting, MeetingSession, Speaker
from meetings.programme.rules import MeetingStatus, SessionDraft, SpeakerAnswer, SpeakerDraft, SpeakerRole
from meetings.registration.rules import RegistrationStatus
from meetings.releasing.actions import keep_entries
from meetings.replies.actions import ingest
from meetings.replies.rules import read_mail
from meetings.speakers.actions import answer, ask, request_of
from meetings.speakers.rules import AnswerDraft
from tests.builders import a_meeting, a_registration, a_session, the_programme_is_public
from tests.kit_app import signed_in, work
from tests.replies.mails import MAILBOX, R, plain

NOON = datetime(2028, 9, 1, 12, tzinfo=UTC)
PAGE = "/meetings/example/release"


def a_world(app: Flask) -> None:
    """Two sessions; Amina (Suva) takes part, Ana moderates the second and takes part, Bo moderates it only."""
    clock.set_to(NOON - timedelta(hours=1))
    with work(app):
        meeting = a_meeting("example", title="Example workshop", join_link="https://meet.example.org/secret")
        a_session(meeting, uid="one@example", label="1", title="Opening")
        two = a_session(
            meeting, uid="two@example", label="2", title="Early signs", starts=datetime(2028, 10, 10, 14)
        )
        approved = RegistrationStatus.APPROVED
        a_registration(meeting, name="Amina", email="amina@example.org", zone="Pacific/Fiji", status=approved)
        a_registration(meeting, name="Ana", email="ana@example.org", status=approved)
        a_registration(meeting, name="Waits", email="waits@example.org")
        for name in ("Ana", "Bo"):
            db.session.add(
                Speaker(
                    session=two,
                    role=SpeakerRole.MODERATOR,
                    name=name,
                    email=f"{name.lower()}@example.org",
                    answer=SpeakerAnswer.CONFIRMED,
                )
            )
        db.session.flush()
        the_programme_is_public(meeting)
        assert keep_entries(meeting) == 2
    clock.set_to(NOON)


def edit(app: Flask, label: str = "2", **changed: Any) -> None:
    with work(app):
        session = db.session.scalars(select(MeetingSession).where(MeetingSession.label == label)).one()
        values: dict[str, Any] = {
            name: getattr(session, name)
            for name in ("label", "kind", "title", "starts", "ends", "room", "about")
        }
        actions.edit_session(OPERATOR, session, SessionDraft(**values | changed), session.version)


LATER: dict[str, Any] = {"starts": datetime(2028, 10, 10, 15), "ends": datetime(2028, 10, 10, 16)}


def mails(app: Flask) -> list[tuple[str, str, str | None, int | None]]:
    with work(app, writing=False):
        rows = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.to_email, OutboxMessage.id))
        return [
            (m.to_email, m.subject, m.calendar_method, m.calendar_sequence)
            for m in rows
            if m.created_at >= NOON
        ]


def text_of(app: Flask, email: str) -> str:
    with work(app, writing=False):
        query = select(OutboxMessage.text).where(OutboxMessage.to_email == email)
        return str(db.session.scalars(query.order_by(OutboxMessage.id.desc())).first())


def release(app: Flask, version: int = 1, status: int = 303) -> str:
    answer = signed_in(app, Role.ORGANIZER).post(PAGE, data={"version": version, "note": "Thank you."})
    assert answer.status_code == status, answer.text
    return answer.text


def the_meeting() -> Meeting:
    return db.session.query(Meeting).one()


def session_(label: str = "2") -> MeetingSession:
    return db.session.scalars(select(MeetingSession).where(MeetingSession.label == label)).one()


def speaker(name: str) -> Speaker:
    """The one of this name who was added last."""
    return db.session.scalars(select(Speaker).where(Speaker.name == name).order_by(Speaker.id.desc())).first()  # type: ignore[return-value]


def add(
    name: str, email: str = "", answered: SpeakerAnswer | None = None, person_id: int | None = None
) -> Speaker:
    """A panellist of session 2, in the draft; asked when there is an address."""
    draft = SpeakerDraft(name=name, role=SpeakerRole.PANELLIST, person_id=person_id)
    one = actions.add_speaker(OPERATOR, session_(), draft)
    if email:
        ask(OPERATOR, one, email, None)
    if answered:
        answer(request_of(one), AnswerDraft(to=answered))
    return one


def step(app: Flask, to: MeetingStatus) -> None:
    with work(app):
        actions.take_step(OPERATOR, the_meeting(), to)


def answers(app: Flask, name: str, to: SpeakerAnswer) -> None:
    with work(app):
        answer(request_of(speaker(name)), AnswerDraft(to=to))


def delivered(app: Flask) -> None:
    with work(app):
        for mail in db.session.scalars(
            select(OutboxMessage).where(OutboxMessage.delivery == Delivery.WAITING)
        ):
            mail.delivery = Delivery.SENT


def by_calendar(
    app: Flask, said: str, sequence: int, at: datetime, email: str = "bo@example.org"
) -> tuple[str, bool]:
    """What became of a calendar's answer to session 2, and whether it waits for somebody."""
    with work(app):
        reply = R(uid="two@example", email=email, said=said, sequence=sequence, stamp=at)
        kept = ingest(read_mail(plain(reply)), MAILBOX)
        assert kept is not None
        return kept.outcome.value, kept.open


def entries(app: Flask, email: str = "bo@example.org") -> list[tuple[str, str | None, int | None]]:
    """The mails with the entry of session 2 that went to an address since, in their order."""
    with work(app, writing=False):
        about = (OutboxMessage.calendar_uid == "two@example", OutboxMessage.to_email == email)
        rows = db.session.scalars(select(OutboxMessage).where(*about).order_by(OutboxMessage.id))
        return [(m.subject, m.calendar_method, m.calendar_sequence) for m in rows if m.created_at >= NOON]
