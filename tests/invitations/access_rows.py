"""The invitations room's rows of the access table."""

from datetime import datetime, timedelta

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.directory.models import Organization
from meetings.invitations.actions import give_places, name_person
from meetings.invitations.models import Invitation, Nomination
from meetings.invitations.rules import NomineeDraft
from meetings.programme.models import Meeting
from tests.access.rows import EVERYBODY, Row, World
from tests.builders import a_person
from tests.invitations.kit import ANSWER, PLACES
from tests.registration.steps import ANSWERS

OFFICE = frozenset({Role.ADMINISTRATOR, Role.ORGANIZER})
NAMING = OFFICE | {Role.FOCAL_POINT}
SOMEBODY = {"name": "Somebody", "email": "somebody-else@example.org", "takes": "place", "version": "2"}


def _given(meeting: Meeting, organization: Organization) -> Nomination:
    from datetime import date

    from meetings.directory.actions import name_focal_point
    from meetings.directory.rules import Capacity

    name_focal_point(OPERATOR, organization, a_person(), Capacity.PRIMARY, date(2020, 1, 1))
    deadline = datetime(2028, 9, 30, 23, 59)
    return give_places(OPERATOR, meeting, [organization], 2, deadline, "").made[0]


def _page(meeting: Meeting, organization: Organization) -> str:
    _given(meeting, organization)
    return f"/organizations/{organization.slug}/nominations/{meeting.slug}"


def _named(meeting: Meeting, organization: Organization, alternates: int = 0) -> Invitation:
    nomination = _given(meeting, organization)
    key = a_person().key[:8].lower()
    named = name_person(
        OPERATOR, nomination, NomineeDraft("Amina", f"amina-{key}@example.org"), as_alternate=False
    )
    for n in range(2 * alternates):  # the other place, and alternates behind it
        draft = NomineeDraft(f"Alternate {n}", f"alternate-{n}-{key}@example.org")
        named = name_person(OPERATOR, nomination, draft, as_alternate=n > 0)
    return named


def _person(meeting: Meeting, organization: Organization, verb: str = "", alternates: int = 0) -> str:
    number = _named(meeting, organization, alternates).id
    return f"/organizations/{organization.slug}/nominations/{meeting.slug}/people/{number}{verb}"


def _office(world: World, end: str = "") -> str:
    _given(world.meeting, world.organization)
    return f"/meetings/{world.meeting.slug}/nominations/{world.organization.slug}{end}"


def _link(world: World) -> str:
    from meetings.access.actions import make_link, token_of

    invitation = _named(world.meeting, world.organization)
    return f"/invitations/{token_of(make_link('invitation', invitation.id, timedelta(days=1)))}"


def _invited(world: World) -> str:
    invitation = _named(world.meeting, world.organization)
    return f"/meetings/{world.meeting.slug}/invitations/{invitation.key}/take-back"


LETTER = {"deadline": "2028-09-19", "subject": "Come", "text": "Here: {link}"}
ROWS = [
    Row("invitations.nominations", lambda w: f"/meetings/{w.meeting.slug}/nominations", OFFICE),
    Row(
        "invitations.give_places",
        lambda w: f"/meetings/{w.meeting.slug}/nominations/new",
        OFFICE,
        data=PLACES | {"organization": "example"},
    ),
    Row(
        "invitations.edit_nomination",
        _office,
        OFFICE,
        data={"places": "3", "deadline": "2028-09-30", "version": "1"},
    ),
    Row("invitations.move_nomination", lambda w: _office(w, "/step"), OFFICE, data={"to": "taken_back"}),
    Row(
        "invitations.nomination",
        lambda w: _page(w.meeting, w.organization),
        NAMING,
        another=lambda w: _page(w.meeting, w.other_organization),
        allowed_another=OFFICE,
        data=SOMEBODY,
    ),
    Row(
        "invitations.nominee",
        lambda w: _person(w.meeting, w.organization),
        NAMING,
        another=lambda w: _person(w.meeting, w.other_organization),
        allowed_another=OFFICE,
        data=SOMEBODY,
    ),
    Row(
        "invitations.take_back_nominee",
        lambda w: _person(w.meeting, w.organization, "/take-back"),
        NAMING,
        another=lambda w: _person(w.meeting, w.other_organization, "/take-back"),
        allowed_another=OFFICE,
    ),
    Row(
        "invitations.move_nominee",
        lambda w: _person(w.meeting, w.organization, "/up", 2),
        NAMING,
        another=lambda w: _person(w.meeting, w.other_organization, "/up", 2),
        allowed_another=OFFICE,
    ),
    Row("invitations.invitations", lambda w: f"/meetings/{w.meeting.slug}/invitations", OFFICE),
    Row(
        "invitations.invite_one",
        lambda w: f"/meetings/{w.meeting.slug}/invitations/one",
        OFFICE,
        data=LETTER | {"name": "Amina", "email": "amina@example.org", "category": "ngo"},
    ),
    Row(
        "invitations.invite_many",
        lambda w: f"/meetings/{w.meeting.slug}/invitations/new",
        OFFICE,
        data=LETTER | {"person": "nobody"},
    ),
    Row("invitations.remind", lambda w: f"/meetings/{w.meeting.slug}/invitations/remind", OFFICE),
    Row("invitations.take_back", _invited, OFFICE),
    Row(
        "invitations.enter",
        lambda w: f"/meetings/{w.meeting.slug}/registrations/new",
        OFFICE,
        data={k: v for k, v in ANSWERS.items() if isinstance(v, str)}
        | {"languages": "en", "status": "submitted", "once": ""},
    ),
    Row("invitations.answer", _link, EVERYBODY, data=ANSWER | {"languages": "en"}),
]
