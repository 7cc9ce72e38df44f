"""Places lowered below those approved: said, and nothing is taken away."""

from flask import Flask
from lxml import html

from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.registration.models import Registration
from meetings.registration.rules import Category, RegistrationStatus
from tests.builders import a_meeting, a_registration, a_session, an_organization
from tests.kit_app import signed_in, work


def test_places_lowered_below_the_approved(app: Flask) -> None:
    with work(app):
        meeting = a_meeting("smaller", places=2, join_link="https://meet.example.org/x")
        a_session(meeting)
        for _ in range(2):
            a_registration(meeting, status=RegistrationStatus.APPROVED)
    staff = signed_in(app, Role.ORGANIZER)
    [form] = [
        f for f in html.fromstring(staff.get("/meetings/smaller/edit").text).forms if "places" in f.fields
    ]
    fields = [(name, "1" if name == "places" else value) for name, value in form.form_values()]
    pairs: dict[str, list[str]] = {}
    for name, value in fields:
        pairs.setdefault(name, []).append(value)
    assert staff.post("/meetings/smaller/edit", data=pairs).status_code == 303
    told = staff.get("/meetings/smaller").text
    assert told.count("1 person more is approved than there are places. Nobody loses a place;") == 1
    with work(app, writing=False):
        assert [r.status for r in db.session.query(Registration)] == [RegistrationStatus.APPROVED] * 2


def test_places_of_a_group_or_an_organization_lowered_below_the_approved(app: Flask) -> None:
    with work(app):
        meeting, body = a_meeting("smaller"), an_organization("Example Institution")
        for _ in range(2):
            a_registration(
                meeting, status=RegistrationStatus.APPROVED, category=Category.NGO, organization=body
            )
    staff, at = signed_in(app, Role.ORGANIZER), "/meetings/smaller/registrations"
    limits = staff.post(
        f"{at}/limit", data={"organization": "Example Institution", "places": "0"}, follow_redirects=True
    )
    told = "people more have a place than there are places. Nobody loses it."
    assert f"Example Institution: 2 {told}" in limits.text
    data = {"waiting_list": "y", "reply_hours": "72", "ngo": "0", "version": "1"}
    terms = staff.post(f"{at}/terms", data=data, follow_redirects=True)
    assert f"NGO: 2 {told}" in terms.text and f"Example Institution: 2 {told}" in terms.text
