"""After a meeting is cancelled no mailed link and no button gives a place at it, or moves one."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.access.actions import make_link, token_of
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.outbox.models import OutboxMessage
from meetings.programme.rules import MeetingStatus
from meetings.registration import actions
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus
from tests.builders import a_meeting, a_registration
from tests.kit_app import signed_in, work

R = RegistrationStatus
PATHS = {
    "confirm": ("confirm", R.UNCONFIRMED),
    "offer": ("offer", R.OFFERED),
    "take_over": ("take-over", R.UNCONFIRMED),
}


def states(app: Flask) -> list[tuple[str, str]]:
    with work(app):
        rows = db.session.scalars(select(Registration).order_by(Registration.id))
        return [(r.email, r.status.value) for r in rows]


@pytest.mark.parametrize("purpose", PATHS)
def test_a_mailed_link_says_that_it_is_cancelled_and_does_nothing(app: Flask, purpose: str) -> None:
    path, status = PATHS[purpose]
    with work(app):
        meeting = a_meeting("workshop", status=MeetingStatus.CANCELLED)
        giver = a_registration(meeting, email="giver@example.org", status=R.APPROVED)
        asked = a_registration(meeting, email="asked@example.org", status=status)
        if purpose == "take_over":
            asked.instead_of_id = giver.id
        link = f"/registrations/{path}/{token_of(make_link(purpose, asked.id, timedelta(days=1)))}"
    before = states(app)
    client = app.test_client()
    for answer, code in ((client.get(link), 200), (client.post(link, data={"answer": "yes"}), 409)):
        assert (answer.status_code, "This meeting is cancelled." in answer.text) == (code, True)
    assert states(app) == before
    with work(app):
        assert db.session.scalars(select(OutboxMessage)).all() == []


def test_the_office_approves_nobody_and_nobody_hands_over(app: Flask) -> None:
    with work(app):
        meeting = a_meeting("workshop", status=MeetingStatus.CANCELLED)
        keys = [a_registration(meeting, status=s).key for s in (R.SUBMITTED, R.WAITING)]
        place = a_registration(meeting, status=R.APPROVED)
        assert not actions.may_be_changed(place)
    office = signed_in(app, Role.ORGANIZER)
    for key, decision in zip(keys, ("approve", "approve"), strict=True):
        answer = office.post(f"/registrations/{key}/decision", data={"decision": decision})
        assert (answer.status_code, "This meeting is cancelled." in answer.text) == (409, True)
    assert [status for _, status in states(app)] == ["submitted", "waiting", "approved"]


def test_a_place_that_is_no_longer_handed_over_is_not_promised(app: Flask) -> None:
    with work(app):
        meeting = a_meeting("workshop")
        a_registration(meeting, status=R.APPROVED, received_at=clock.now())
        replaced = a_registration(meeting, email="replaced@example.org", status=R.UNCONFIRMED)
        link = f"/registrations/take-over/{token_of(make_link('take_over', replaced.id, timedelta(days=1)))}"
    page = app.test_client().get(link).text
    assert ("no longer handed to you" in page, "Take the place" in page) == (True, False)
