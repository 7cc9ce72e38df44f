"""One record of a person through the years: found by the address, never overwritten by a form, never there twice."""

import re
from datetime import date, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from meetings.access.actions import make_link, token_of
from meetings.access.actor import OPERATOR
from meetings.access.models import AuditRow
from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.directory.knowing import Met, know
from meetings.directory.models import FocalPoint, Organization, Person
from meetings.directory.rules import Capacity
from meetings.outbox import actions as outbox
from meetings.people.actions import merge
from meetings.programme.models import Speaker
from meetings.programme.rules import MeetingStatus, SpeakerRole
from meetings.registration.actions import approve
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus
from tests.builders import (
    a_meeting,
    a_person,
    a_registration,
    a_session,
    an_organization,
    the_programme_is_public,
)
from tests.kit_app import signed_in, work

U = RegistrationStatus.UNCONFIRMED


def confirmed(app: Flask, **given: Any) -> None:
    """Somebody registers and confirms the address by its link, in the browser."""
    with work(app):
        registration = a_registration(status=U, **given)
        token = token_of(make_link("confirm", registration.id, timedelta(days=1)))
    assert app.test_client().post(f"/registrations/confirm/{token}").status_code == 200


def people(app: Flask) -> list[Person]:
    with work(app):  # a reading unit rolls back, and what it read could not be looked at afterwards
        return list(db.session.scalars(select(Person).order_by(Person.id)))


def test_a_proven_address_makes_a_record_once(app: Flask) -> None:
    for _ in range(2):
        confirmed(app, name="Ruth Okello", email="ruth@example.org", function="Head", zone="Africa/Nairobi")
    [person] = people(app)
    assert (person.name, person.sort_key, person.email, person.function, person.zone) == (
        "Ruth Okello",
        "Okello, Ruth",
        "ruth@example.org",
        "Head",
        "Africa/Nairobi",
    )
    assert person.account_id is not None
    with work(app, writing=False):
        linked = db.session.scalars(select(Registration.person_id)).all()
        assert list(linked) == [person.id, person.id]
        trail = db.session.scalars(select(AuditRow).where(AuditRow.on_kind == "person")).all()
        assert [(t.verb, t.on_id, (t.after or {})["email"]) for t in trail] == [
            ("add_person", person.id, "ruth@example.org")
        ]


def test_an_address_that_nobody_proved_makes_none(app: Flask) -> None:
    with work(app):
        a_registration(status=U, email="typed@example.org")
    assert people(app) == []


def test_what_the_office_decides_on_is_known_too(app: Flask) -> None:
    with work(app):
        approve(OPERATOR, a_registration(email="ruth@example.org"))
    assert [p.email for p in people(app)] == ["ruth@example.org"]


def test_an_address_that_came_by_a_merge_finds_the_same_record(app: Flask) -> None:
    with work(app):
        kept, gone = a_person(email="new@example.org"), a_person(email="old@example.org")
        merge(OPERATOR, kept, gone, {}, (1, 1))
    confirmed(app, email="old@example.org")
    assert [p.id for p in people(app)] == [kept.id]


def test_two_at_once_make_one_record(app: Flask) -> None:
    """Two confirm, for two meetings, at the same moment."""
    start, found = Barrier(6), list[int]()

    def meet(number: int) -> None:
        start.wait()
        with work(app):
            found.append(know(OPERATOR, Met(f"Ruth {number}", "Ruth@example.org")).id)

    threads = [Thread(target=meet, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(found) == 6 and len(set(found)) == 1
    assert [p.email for p in people(app)] == ["ruth@example.org"]


def test_what_the_office_wrote_stays_until_it_is_taken_over_field_by_field(app: Flask) -> None:
    with work(app):
        forum = an_organization("Example Lakes Forum")
        a_person("Ruth Okello", email="ruth@example.org", function="Head", organization=None)
    confirmed(
        app,
        name="Ruth <i>O.</i> Okello",
        email="ruth@example.org",
        function="Adviser",
        organization_id=forum.id,
        organization_name=forum.name,
    )
    [person] = people(app)
    assert (person.name, person.function, person.organization_id) == ("Ruth Okello", "Head", None)
    office = signed_in(app, Role.ORGANIZER)
    page = office.get(f"/people/{person.key}").text
    assert "The latest registration says something else" in page
    assert "Ruth &lt;i&gt;O.&lt;/i&gt; Okello" in page
    assert fields_offered(page) == ["name", "function", "organization_id"]
    url = re.findall(r'action="(/registrations/[^"]+/into-record)"', page)[0]
    assert office.post(url, data={"field": "function", "version": "1"}).status_code == 303
    assert office.post(url, data={"field": "organization_id", "version": "1"}).status_code == 409
    assert office.post(url, data={"field": "organization_id", "version": "2"}).status_code == 303
    assert office.post(url, data={"field": "email", "version": "3"}).status_code == 404
    [person] = people(app)
    assert (person.name, person.function, person.organization_id) == ("Ruth Okello", "Adviser", forum.id)
    assert fields_offered(office.get(f"/people/{person.key}").text) == ["name"]


def fields_offered(page: str) -> list[str]:
    return re.findall(r'name="field" value="([^"]+)"', page)


def test_the_years_stand_on_one_page_each_for_those_who_may_see_them(app: Flask) -> None:
    with work(app):
        forum = an_organization()
        person = a_person("Ruth Okello", email="ruth@example.org", organization=forum)
        db.session.add(
            FocalPoint(person=person, organization=forum, capacity=Capacity.PRIMARY, since=date(2025, 1, 1))
        )
        held = a_meeting(
            title="Workshop of 2025", starts=datetime(2025, 5, 1, 10), ends=datetime(2025, 5, 2, 10)
        )
        draft = a_meeting(title="Secret workshop", status=MeetingStatus.DRAFT)
        for meeting in (held, draft):
            speaks = a_session(meeting, title=f"Session of the {meeting.title}")
            db.session.add(
                Speaker(session=speaks, person_id=person.id, role=SpeakerRole.CHAIR, name=person.name)
            )
        db.session.flush()
        the_programme_is_public(held)
        a_registration(held, person_id=person.id, email="ruth@example.org")
        outbox.put("ruth@example.org", "A mail to Ruth", "Text")
        forum_id, key = forum.id, person.key
    shown = {
        role: parts_shown(signed_in(app, role, forum_id if role is Role.FOCAL_POINT else None), key)
        for role in (Role.ORGANIZER, Role.DRAFTER, Role.FOCAL_POINT)
    }
    assert shown == {
        Role.ORGANIZER: PARTS,
        Role.DRAFTER: ["Secret workshop", "Session of the Workshop of 2025"],
        Role.FOCAL_POINT: ["Session of the Workshop of 2025"],
    }


PARTS = [
    *("Registrations", "Secret workshop", "A mail to Ruth", "Session of the Workshop of 2025"),
    "Entered twice?",
]


def parts_shown(client: FlaskClient, key: str) -> list[str]:
    """Which parts of the page this reader is shown."""
    page = client.get(f"/people/{key}").text
    assert "Focal point of" in page
    return [word for word in PARTS if word in page]


def test_a_focal_point_sees_no_person_of_another_organization(app: Flask) -> None:
    with work(app):
        own, other = an_organization(), an_organization()
        keys = [a_person(organization=o).key for o in (own, other)]
        own_id = own.id
    client = signed_in(app, Role.FOCAL_POINT, own_id)
    assert [client.get(f"/people/{key}").status_code for key in keys] == [200, 404]
    with work(app, writing=False):
        assert db.session.scalar(select(func.count(Organization.id))) == 2
