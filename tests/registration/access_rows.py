"""The registration room's rows of the access table."""

from datetime import timedelta

from meetings.access.permissions import Role
from meetings.registration.rules import RegistrationStatus
from tests.access.rows import EVERYBODY, Row, World
from tests.builders import a_registration

OFFICE = frozenset({Role.ADMINISTRATOR, Role.ORGANIZER})
NOBODY: frozenset[Role] = frozenset()


def _key(world: World) -> str:
    return a_registration(world.meeting).key


def _mailed(world: World, purpose: str) -> str:
    from meetings.access.actions import make_link, token_of

    status = {"offer": "offered", "take_over": "unconfirmed"}[purpose]
    registration = a_registration(world.meeting, status=RegistrationStatus(status))
    path = {"offer": "offer", "take_over": "take-over"}[purpose]
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
ROWS = [
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
    Row("registration.registration", lambda w: f"/registrations/{_key(w)}", OFFICE),
    Row(
        "registration.decide",
        lambda w: f"/registrations/{_key(w)}/decision",
        OFFICE,
        data={"decision": "approve", "seen": "submitted"},
    ),
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
    Row("registration.withdraw", lambda w: f"/my/registrations/{_key(w)}/withdraw", NOBODY),
]
