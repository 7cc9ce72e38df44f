"""The registration room's rows of the access table."""

from datetime import timedelta

from sqlalchemy import select

from meetings.access.permissions import Role
from meetings.base import files
from meetings.base.database import db
from meetings.base.models import StoredFile
from meetings.base.secrets import new_key
from meetings.programme.models import MeetingSession
from meetings.questions.rules import QuestionKind
from meetings.registration.models import SavedView
from meetings.registration.rules import RegistrationStatus
from tests.access.rows import EVERYBODY, Row, World
from tests.base.files import PDF
from tests.builders import a_person, a_registration
from tests.kit_app import an_account
from tests.questions.builders import a_question, a_section, answered

OFFICE = frozenset({Role.ADMINISTRATOR, Role.ORGANIZER})
NOBODY: frozenset[Role] = frozenset()


def _door(session: MeetingSession) -> str:
    return f"/meetings/{session.meeting.slug}/sessions/{session.label}/attendance"


def _key(world: World) -> str:
    return a_registration(world.meeting).key


def _unconfirmed(world: World) -> str:
    return a_registration(world.meeting, status=RegistrationStatus.UNCONFIRMED).key


def _file(world: World) -> str:
    """A registration's file: the end of its address."""
    registration = a_registration(world.meeting)
    question = a_question(a_section(world.meeting), QuestionKind.FILE)
    cv = files.take("cv.pdf", PDF, 1_000_000)
    files.keep(cv, PDF)
    answered(world.meeting, registration.id, {question.id: cv})
    return f"{registration.key}/files/{db.session.scalars(select(StoredFile)).all()[-1].key}"


def _view(world: World) -> str:
    """A view that somebody else shares."""
    owner = an_account(f"{new_key()}@example.org")
    view = SavedView(
        key=new_key(), meeting_id=world.meeting.id, account_id=owner.id, name="NGOs", shared=True
    )
    db.session.add(view)
    return f"/meetings/{world.meeting.slug}/registrations/views/{view.key}/delete"


def _mailed(world: World, purpose: str) -> str:
    from meetings.access.actions import make_link, token_of

    status = {"offer": "offered", "take_over": "unconfirmed", "join": "approved"}[purpose]
    registration = a_registration(world.meeting, status=RegistrationStatus(status))
    path = {"offer": "offer", "take_over": "take-over", "join": "join"}[purpose]
    return f"/registrations/{path}/{token_of(make_link(purpose, registration.id, timedelta(days=1)))}"


def _link(world: World) -> str:
    from meetings.access.actions import make_link, token_of

    registration = a_registration(world.meeting, status="unconfirmed")
    return f"/registrations/confirm/{token_of(make_link('confirm', registration.id, timedelta(days=1)))}"


ANSWERS = {
    "name": "Person",
    "email": "person@example.org",
    "organization": "Example Forum",
    "category": "regional",
    "languages": "en",
}
TERMS = {"waiting_list": "y", "offers_by_itself": "y", "reply_hours": "48", "version": "1"}


def _known(world: World) -> str:
    known = a_registration(world.meeting, function="Head", person_id=a_person().id)
    return f"/registrations/{known.key}/into-record"


ROWS = [
    Row("registration.take_into_record", _known, OFFICE, data={"field": "function", "version": "1"}),
    Row("registration.register", lambda w: f"/meetings/{w.meeting.slug}/register", EVERYBODY, data=ANSWERS),
    Row("registration.sent", lambda w: f"/meetings/{w.meeting.slug}/register/sent", EVERYBODY),
    Row("registration.confirm", _link, EVERYBODY),
    Row(
        "registration.registrations",
        lambda w: f"/meetings/{w.meeting.slug}/registrations",
        OFFICE,
        lambda w: f"/meetings/{w.other_meeting.slug}/registrations",
        OFFICE,
    ),
    Row("registration.export_csv", lambda w: f"/meetings/{w.meeting.slug}/registrations.csv", OFFICE),
    Row("registration.export_xlsx", lambda w: f"/meetings/{w.meeting.slug}/registrations.xlsx", OFFICE),
    Row(
        "registration.save_view",
        lambda w: f"/meetings/{w.meeting.slug}/registrations/views",
        OFFICE,
        data={"name": "NGOs", "filter": "category=ngo"},
    ),
    Row("registration.delete_view", _view, OFFICE),
    Row("registration.registration", lambda w: f"/registrations/{_key(w)}", OFFICE),
    Row(
        "registration.decide",
        lambda w: f"/registrations/{_key(w)}/decision",
        OFFICE,
        data={"decision": "approve", "seen": "submitted"},
    ),
    Row(
        "registration.decide_many",
        lambda w: f"/meetings/{w.meeting.slug}/registrations/decide",
        OFFICE,
        data={"decision": "approve", "all": "y"},
    ),
    Row(
        "registration.correct",
        lambda w: f"/registrations/{_key(w)}/correct",
        OFFICE,
        data=ANSWERS | {"listing": "none", "version": "1"},
    ),
    Row("registration.remind", lambda w: f"/registrations/{_unconfirmed(w)}/reminder", OFFICE),
    Row("registration.interpretation", lambda w: f"/meetings/{w.meeting.slug}/interpretation", OFFICE),
    Row(
        "registration.interpretation_csv", lambda w: f"/meetings/{w.meeting.slug}/interpretation.csv", OFFICE
    ),
    Row(
        "registration.interpretation_xlsx",
        lambda w: f"/meetings/{w.meeting.slug}/interpretation.xlsx",
        OFFICE,
    ),
    Row("registration.attendance", lambda w: f"/meetings/{w.meeting.slug}/attendance", OFFICE),
    Row(
        "registration.session_attendance",
        lambda w: _door(w.session),
        OFFICE | {Role.RAPPORTEUR},
        lambda w: _door(w.other_session),
        OFFICE,
        data={"rest": "in_person"},
    ),
    Row("registration.withdraw_as_answered", lambda w: f"/registrations/{_key(w)}/declined", OFFICE),
    Row("registration.join", lambda w: f"/meetings/{w.meeting.slug}/join", EVERYBODY),
    Row("registration.join_by_link", lambda w: _mailed(w, "join"), EVERYBODY),
    Row("registration.offer", lambda w: _mailed(w, "offer"), EVERYBODY, data={"answer": "yes"}),
    Row("registration.take_over", lambda w: _mailed(w, "take_over"), EVERYBODY),
    Row(
        "registration.terms", lambda w: f"/meetings/{w.meeting.slug}/registrations/terms", OFFICE, data=TERMS
    ),
    Row(
        "registration.limit",
        lambda w: f"/meetings/{w.meeting.slug}/registrations/limit",
        OFFICE,
        data={"organization": "Example Forum", "places": "2"},
    ),
    Row("registration.registration_file", lambda w: f"/registrations/{_file(w)}", OFFICE),
    Row("registration.own_file", lambda w: f"/my/registrations/{_file(w)}", NOBODY),
    Row(
        "registration.answers",
        lambda w: f"/my/registrations/{_key(w)}/answers",
        NOBODY,
        data={"version": "1"},
    ),
    # Own is what carries one's account; nobody's is anybody's, the office has a page of its own.
    Row("registration.mine", lambda w: f"/my/registrations/{_key(w)}", NOBODY),
    Row(
        "registration.change_listing",
        lambda w: f"/my/registrations/{_key(w)}/listing",
        NOBODY,
        data={"listing": "none"},
    ),
    Row(
        "registration.hand_over",
        lambda w: f"/my/registrations/{_key(w)}/hand-over",
        NOBODY,
        data={"name": "Alternate", "email": "alternate@example.org"},
    ),
    Row("registration.register_again", lambda w: f"/my/registrations/{_key(w)}/again", NOBODY),
    Row("registration.withdraw", lambda w: f"/my/registrations/{_key(w)}/withdraw", NOBODY),
]
