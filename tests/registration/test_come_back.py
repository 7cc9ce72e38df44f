"""Who has withdrawn comes back by registering anew, last in line; whom the office has answered only by the office."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.access.actions import begin_session, make_link, token_of
from meetings.access.actor import OPERATOR
from meetings.access.models import Account
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.base.settings import Settings
from meetings.registration import actions
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus
from tests.builders import a_registration
from tests.kit_app import signed_in, work
from tests.registration.steps import (
    ANSWERS,
    a_published_meeting,
    deliver_all,
    link_in,
    registrations,
    send_form,
    set_meeting,
)
from tests.registration.test_hand_over import BO, ann_with_a_place
from tests.registration.test_waiting_list import link_in as link_to
from tests.registration.test_waiting_list import states
from tests.services.smtp import Sink

R = RegistrationStatus


def somebody_withdrawn(app: Flask, status: RegistrationStatus = R.WITHDRAWN) -> str:
    a_published_meeting(app)
    with work(app):
        from meetings.programme.models import Meeting

        meeting = db.session.scalars(select(Meeting)).one()
        row = a_registration(meeting, name="Amina", email=ANSWERS["email"], status=R.APPROVED)
        row.confirmed_at = row.decided_at = row.received_at
        actions.is_their_address(row)
        if status is R.WITHDRAWN:
            actions.withdraw(OPERATOR, row)
        row.status = status
        return row.key


def test_the_public_form_takes_the_person_back_once_the_address_is_confirmed(
    app: Flask, settings: Settings, smtp: Sink
) -> None:
    somebody_withdrawn(app)
    before = registrations(app)[0].received_at
    assert (
        send_form(app.test_client()).status_code == 303
    )  # at once: the mail of the withdrawal holds nothing up
    # Anybody can write any address into the form: nothing of the person's changes before the link is used.
    assert [(r.status, r.name) for r in registrations(app)] == [(R.WITHDRAWN, "Amina")]
    deliver_all(app, settings, smtp)
    number = len(smtp.messages)
    assert send_form(app.test_client()).status_code == 303
    deliver_all(app, settings, smtp)
    assert len(smtp.messages) == number  # no second link within the minute
    link = link_in(smtp.messages[-1].text)
    opened = app.test_client().get(link).text  # as a mail scanner does
    assert ("You had withdrawn." in opened, "register again with" in opened) == (True, False)
    app.test_client().post(link)
    [row] = registrations(app)
    assert (row.status, row.name, row.received_at > before, row.decided_at) == (
        R.SUBMITTED,
        "Amina",
        True,
        None,
    )
    with work(app):
        unused = make_link("confirm", row.id)
        left = f"/registrations/confirm/{token_of(unused)}"
        actions.withdraw(OPERATOR, db.session.scalars(select(Registration)).one())
    assert app.test_client().post(left).status_code == 200
    assert [r.status for r in registrations(app)] == [R.WITHDRAWN]  # left unused before: neither does that
    assert app.test_client().post(link).status_code == 200
    assert [r.status for r in registrations(app)] == [R.WITHDRAWN]  # used before: it brings nobody back


@pytest.mark.parametrize("status", [R.CANCELLED, R.DECLINED, R.APPROVED])
def test_whom_the_office_has_answered_is_not_moved_by_the_form(
    app: Flask, status: RegistrationStatus
) -> None:
    somebody_withdrawn(app, status)
    assert send_form(app.test_client()).status_code == 303
    assert [(r.status, r.name) for r in registrations(app)] == [(status, "Amina")]


def test_from_the_own_page_with_what_was_written_before_while_the_door_is_open(app: Flask) -> None:
    url = f"/my/registrations/{somebody_withdrawn(app)}"
    client = app.test_client()
    with work(app):
        account = db.session.scalars(select(Account).where(Account.email == ANSWERS["email"])).one()
        token = begin_session(account)
    with client.session_transaction() as session:
        session["_user_id"] = token
    set_meeting(app, registration_closes_at=clock.now() - timedelta(days=1))
    assert "Register again</button>" not in client.get(url).text
    assert client.post(f"{url}/again").status_code == 409
    set_meeting(app, registration_closes_at=None)
    assert "Register again</button>" in client.get(url).text
    answer = client.post(f"{url}/again")
    assert (answer.status_code, answer.location) == (303, f"{url}/answers")
    assert [(r.status, r.name) for r in registrations(app)] == [(R.SUBMITTED, "Amina")]
    assert client.post(f"{url}/again").status_code == 409


def test_a_link_brings_back_only_while_the_door_is_open(app: Flask) -> None:
    somebody_withdrawn(app)
    with work(app):
        link = make_link("confirm", db.session.scalars(select(Registration.id)).one())
        url = f"/registrations/confirm/{token_of(link)}"
    client = app.test_client()
    set_meeting(app, registration_closes_at=clock.now() - timedelta(days=1))
    assert "Registration has closed" in client.get(url).text
    assert client.post(url).status_code == 409
    assert [r.status for r in registrations(app)] == [R.WITHDRAWN]
    set_meeting(app, registration_closes_at=None)
    assert client.post(url).status_code == 200
    assert [r.status for r in registrations(app)] == [R.SUBMITTED]


def test_who_has_handed_over_is_not_brought_back_by_a_link_of_before(
    app: Flask, settings: Settings, smtp: Sink
) -> None:
    ann, url = ann_with_a_place(app)
    with work(app):
        link = make_link("confirm", db.session.scalars(select(Registration.id)).one())
        unused = f"/registrations/confirm/{token_of(link)}"
    ann.post(f"{url}/hand-over", data=BO)
    deliver_all(app, settings, smtp)
    app.test_client().post(link_to(smtp, "bo@example.org", "take-over"))
    assert app.test_client().post(unused).status_code == 200
    assert states(app) == {"Ann": R.WITHDRAWN, "Bo": R.APPROVED}


def test_a_place_that_is_no_longer_there_is_no_way_round_the_closed_door(
    app: Flask, settings: Settings, smtp: Sink
) -> None:
    ann, url = ann_with_a_place(app)
    ann.post(f"{url}/hand-over", data=BO)
    deliver_all(app, settings, smtp)
    link = link_to(smtp, "bo@example.org", "take-over")
    client = app.test_client()
    set_meeting(app, registration_closes_at=clock.now() - timedelta(days=1))
    assert "Take the place" in client.get(link).text  # it is Ann's to give, whoever else may register
    ann.post(f"{url}/withdraw")
    assert "Registration has closed" in client.get(link).text
    assert client.post(link).status_code == 409
    assert states(app) == {"Ann": R.WITHDRAWN, "Bo": R.UNCONFIRMED}
    set_meeting(app, registration_closes_at=None)
    assert client.post(link).status_code == 303
    assert states(app) == {"Ann": R.WITHDRAWN, "Bo": R.SUBMITTED}


def test_who_has_withdrawn_is_not_brought_back_by_a_place_that_was_offered_before(
    app: Flask, settings: Settings, smtp: Sink
) -> None:
    ann, url = ann_with_a_place(app)
    with work(app):
        meeting = db.session.scalars(select(Registration)).one().meeting
        a_registration(meeting, name="Bo", email="bo@example.org", status=R.SUBMITTED)
    ann.post(f"{url}/hand-over", data=BO)
    deliver_all(app, settings, smtp)
    link = link_to(smtp, "bo@example.org", "take-over")
    with work(app):
        actions.withdraw(OPERATOR, db.session.scalars(select(Registration).filter_by(name="Bo")).one())
    assert app.test_client().post(link).status_code == 422  # used up
    assert states(app) == {"Ann": R.APPROVED, "Bo": R.WITHDRAWN}


def test_the_office_takes_somebody_up_again(app: Flask) -> None:
    key = somebody_withdrawn(app)
    client = signed_in(app, Role.ORGANIZER)
    assert "Take up again</button>" in client.get(f"/registrations/{key}").text
    answer = client.post(f"/registrations/{key}/decision", data={"decision": "take_up", "seen": "withdrawn"})
    assert answer.status_code == 303
    assert [r.status for r in registrations(app)] == [R.SUBMITTED]


def test_a_place_is_handed_to_somebody_who_had_withdrawn(app: Flask, settings: Settings, smtp: Sink) -> None:
    ann, url = ann_with_a_place(app)
    with work(app):
        meeting = db.session.scalars(select(Registration)).one().meeting
        a_registration(meeting, name="Bo", email="bo@example.org", status=R.WITHDRAWN)
    assert ann.post(f"{url}/hand-over", data=BO).status_code == 303
    assert states(app) == {"Ann": R.APPROVED, "Bo": R.WITHDRAWN}  # until the button is pressed
    deliver_all(app, settings, smtp)
    assert app.test_client().post(link_to(smtp, "bo@example.org", "take-over")).status_code == 303
    assert states(app) == {"Ann": R.WITHDRAWN, "Bo": R.APPROVED}
