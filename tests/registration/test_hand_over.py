"""A place is handed over: the alternate takes it by a mailed link, and it stays one place."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from meetings.access.actions import begin_session
from meetings.access.actor import OPERATOR
from meetings.access.models import Account
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.base.settings import Settings
from meetings.questions.queries import answers_of
from meetings.questions.rules import QuestionKind, When
from meetings.registration import actions, many
from meetings.registration.models import Registration, RegistrationTerms
from meetings.registration.rules import Category, RegistrationStatus
from tests.builders import a_meeting, a_registration, an_organization
from tests.kit_app import signed_in, work
from tests.questions.builders import a_question, a_section
from tests.registration.steps import deliver_all
from tests.registration.test_waiting_list import link_in, states, subjects
from tests.services.smtp import Sink

R = RegistrationStatus
NOW = datetime(2028, 9, 1, 8, 0, tzinfo=UTC)
BO = {"name": "Bo", "email": "Bo@example.org"}


def ann_with_a_place(app: Flask) -> tuple[FlaskClient, str]:
    """Ann, approved for the only place, signed in; her registration's page."""
    clock.set_to(NOW)
    with work(app):
        meeting = a_meeting("workshop", places=1)
        ann = a_registration(
            meeting,
            name="Ann",
            email="ann@example.org",
            category=Category.NHRI,
            organization=an_organization("Example Institution"),
            organization_name="Example Institution",
        )
        actions.approve(OPERATOR, ann)
        token = begin_session(db.session.get_one(Account, ann.account_id))
        url = f"/my/registrations/{ann.key}"
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
    return client, url


def test_the_alternate_takes_the_place(app: Flask, settings: Settings, smtp: Sink) -> None:
    ann, url = ann_with_a_place(app)
    deliver_all(app, settings, smtp)
    smtp.messages.clear()
    assert "Hand my place over" in ann.get(url).text
    assert ann.post(f"{url}/hand-over", data=BO).status_code == 303
    assert states(app) == {"Ann": R.APPROVED, "Bo": R.UNCONFIRMED}
    deliver_all(app, settings, smtp)
    assert subjects(smtp) == [("bo@example.org", "A place is handed to you")]
    assert "Ann" not in smtp.messages[0].text and "Bo" not in smtp.messages[0].text
    link, stranger = link_in(smtp, "bo@example.org", "take-over"), app.test_client()
    for _ in range(2):
        assert stranger.get(link).text.count("Take the place</button>") == 1
    assert states(app) == {"Ann": R.APPROVED, "Bo": R.UNCONFIRMED}
    smtp.messages.clear()
    for _ in range(2):  # pressed twice
        assert stranger.post(link).status_code == 303
    assert "The place is yours." in stranger.get(link).text
    assert states(app) == {"Ann": R.WITHDRAWN, "Bo": R.APPROVED}
    deliver_all(app, settings, smtp)
    assert subjects(smtp) == [
        ("ann@example.org", "Your place is handed over"),
        ("bo@example.org", "You are registered"),
    ]
    methods = [m.message.get_body(("plain",)) and "METHOD:CANCEL" in m.raw.decode() for m in smtp.messages]
    assert methods == [True, False]
    with work(app, writing=False):
        bo = db.session.scalars(select(Registration).where(Registration.name == "Bo")).one()
        assert (bo.category, bo.organization and bo.organization.name) == (
            Category.NHRI,
            "Example Institution",
        )


def test_a_place_withdrawn_meanwhile_is_no_longer_there_to_take(
    app: Flask, settings: Settings, smtp: Sink
) -> None:
    ann, url = ann_with_a_place(app)
    ann.post(f"{url}/hand-over", data=BO)
    deliver_all(app, settings, smtp)
    assert ann.post(f"{url}/withdraw").status_code == 303
    link, stranger = link_in(smtp, "bo@example.org", "take-over"), app.test_client()
    assert stranger.post(link).status_code == 303
    assert "The place could no longer be handed over." in stranger.get(link).text
    assert states(app) == {"Ann": R.WITHDRAWN, "Bo": R.SUBMITTED}


def test_who_was_only_named_is_not_called_in_behind_the_door_when_the_place_is_lost(
    app: Flask, settings: Settings, smtp: Sink
) -> None:
    ann, url = ann_with_a_place(app)
    ann.post(f"{url}/hand-over", data=BO)
    deliver_all(app, settings, smtp)
    ann.post(f"{url}/withdraw")
    clock.set_to(NOW + timedelta(days=2))
    office = signed_in(app, Role.ORGANIZER)
    with work(app, writing=False):
        key = db.session.scalars(select(Registration.key).where(Registration.name == "Bo")).one()
    lost = "The place that was handed to this person is no longer there"
    refused = office.post(f"/registrations/{key}/reminder")
    assert (refused.status_code, lost in refused.text) == (409, True)
    planned = office.post(
        "/meetings/workshop/registrations/decide", data={"decision": many.REMIND, "chosen": key}
    )
    assert lost in office.get(planned.headers["Location"]).text
    smtp.messages.clear()
    deliver_all(app, settings, smtp)
    assert subjects(smtp) == [("ann@example.org", "You have withdrawn")]


def test_the_alternate_answers_what_the_meeting_asks_before_the_place_is_theirs(
    app: Flask, settings: Settings, smtp: Sink
) -> None:
    ann, url = ann_with_a_place(app)
    with work(app):
        section = a_section(db.session.scalars(select(Registration)).one().meeting)
        dish = a_question(section, wording="Which dish?", required=True)
        agreed = a_question(section, QuestionKind.AGREEMENT, wording="I keep the rules", required=True)
        a_question(section, required=True, wording="Only of NGOs?", when=When(categories=("ngo",)))
        names = [f"q{dish.id}", f"q{agreed.id}"]
    ann.post(f"{url}/hand-over", data=BO)
    deliver_all(app, settings, smtp)
    link, stranger = link_in(smtp, "bo@example.org", "take-over"), app.test_client()
    page = stranger.get(link).text
    assert [page.count(f'name="{name}"') for name in names] == [1, 1]
    version = re.findall(r'name="questions_version"[^>]*value="(\d+)"', page)[0]
    refused = stranger.post(link, data={names[0]: "Rice", "questions_version": version})
    assert refused.status_code == 422 and "Tick this if you agree" in refused.text
    assert states(app) == {"Ann": R.APPROVED, "Bo": R.UNCONFIRMED}  # kept meanwhile
    sent = stranger.post(link, data={names[0]: "Rice", names[1]: "y", "questions_version": version})
    assert sent.status_code == 303
    assert states(app) == {"Ann": R.WITHDRAWN, "Bo": R.APPROVED}
    with work(app):
        bo = db.session.scalars(select(Registration).where(Registration.name == "Bo")).one()
        given = answers_of(OPERATOR, "registration", [bo.id])[bo.id]
        assert [a.wording for a in given] == ["Which dish?", "I keep the rules"]


def test_who_is_named_second_comes_instead_of_the_first(app: Flask, settings: Settings, smtp: Sink) -> None:
    ann, url = ann_with_a_place(app)
    ann.post(f"{url}/hand-over", data=BO)
    ann.post(f"{url}/hand-over", data={"name": "Cy", "email": "cy@example.org"})
    deliver_all(app, settings, smtp)
    client = app.test_client()
    client.post(link_in(smtp, "bo@example.org", "take-over"))
    assert states(app) == {"Ann": R.APPROVED, "Bo": R.SUBMITTED, "Cy": R.UNCONFIRMED}
    client.post(link_in(smtp, "cy@example.org", "take-over"))
    assert states(app) == {"Ann": R.WITHDRAWN, "Bo": R.SUBMITTED, "Cy": R.APPROVED}


@pytest.mark.parametrize("status", [R.DECLINED, R.CANCELLED, R.APPROVED])
def test_whom_the_office_has_answered_does_not_come_in_by_this_door(
    app: Flask, settings: Settings, smtp: Sink, status: RegistrationStatus
) -> None:
    ann, url = ann_with_a_place(app)
    with work(app):
        ann_row = db.session.scalars(select(Registration)).one()
        a_registration(ann_row.meeting, name="Bo", email="bo@example.org", status=status)
    answer = ann.post(f"{url}/hand-over", data=BO)
    assert answer.status_code == 303  # Ann is told nothing of Bo
    assert states(app) == {"Ann": R.APPROVED, "Bo": status}
    deliver_all(app, settings, smtp)
    assert ("bo@example.org", "You have registered before") in subjects(smtp)


def test_after_the_last_day_it_is_too_late(app: Flask) -> None:
    ann, url = ann_with_a_place(app)
    with work(app):
        meeting_id = db.session.scalars(select(Registration)).one().meeting_id
        db.session.add(
            RegistrationTerms(
                meeting_id=meeting_id, changes_close=NOW.replace(tzinfo=None), changes_close_at=NOW
            )
        )
    clock.set_to(NOW.replace(minute=1))
    assert "Hand my place over" not in ann.get(url).text
    answer = ann.post(f"{url}/hand-over", data=BO)
    assert answer.status_code == 409 and "It is too late to hand the place over" in answer.text
    assert states(app) == {"Ann": R.APPROVED}


def test_nonsense_is_told_beside_its_field(app: Flask) -> None:
    ann, url = ann_with_a_place(app)
    answer = ann.post(f"{url}/hand-over", data={"name": "", "email": "nobody"})
    assert answer.status_code == 422 and 'value="nobody"' in answer.text
    own = ann.post(f"{url}/hand-over", data={"name": "Ann", "email": "ann@example.org"})
    assert own.status_code == 409
    assert "Write the address of the person who comes instead of you." in own.text


def _withdraws(row: Registration) -> None:
    actions.withdraw(OPERATOR, row)
    actions.register_again(OPERATOR, row)
    actions.approve(OPERATOR, row)


def _is_cancelled(row: Registration) -> None:
    actions.cancel(OPERATOR, row)
    actions.approve(OPERATOR, row)


@pytest.mark.parametrize("gives_up", [_withdraws, _is_cancelled])
def test_whoever_gives_the_place_up_hands_it_over_no_longer_also_once_they_are_back(
    app: Flask, settings: Settings, smtp: Sink, gives_up: Callable[[Registration], None]
) -> None:
    ann, url = ann_with_a_place(app)
    ann.post(f"{url}/hand-over", data=BO)
    deliver_all(app, settings, smtp)
    link, stranger = link_in(smtp, "bo@example.org", "take-over"), app.test_client()
    with work(app):
        gives_up(db.session.scalars(select(Registration).where(Registration.name == "Ann")).one())
    page = stranger.get(link).text
    assert ("The button takes the place" in page, "no longer handed to you" in page) == (False, True)
    stranger.post(link)
    assert states(app)["Ann"] is R.APPROVED


LOST = "The place could no longer be handed over. Your registration is with the organizers, who decide."


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (R.SUBMITTED, LOST),
        (R.WITHDRAWN, "You are not registered any more, and no place is kept for you."),
        (R.DECLINED, "The organizers have answered you by mail; no place is kept for you."),
        (R.CANCELLED, "The organizers have answered you by mail; no place is kept for you."),
    ],
)
def test_the_page_of_a_used_link_says_how_it_stands(
    app: Flask, settings: Settings, smtp: Sink, status: RegistrationStatus, said: str
) -> None:
    ann, url = ann_with_a_place(app)
    ann.post(f"{url}/hand-over", data=BO)
    deliver_all(app, settings, smtp)
    link, stranger = link_in(smtp, "bo@example.org", "take-over"), app.test_client()
    stranger.post(link)
    with work(app):
        db.session.scalars(select(Registration).where(Registration.name == "Bo")).one().status = status
    told = re.findall(r"<p>(.*?)</p>", stranger.get(link).text)
    assert [said in told, LOST in told] == [True, said == LOST]


def test_a_place_that_is_too_late_to_take_is_not_promised(app: Flask, settings: Settings, smtp: Sink) -> None:
    ann, url = ann_with_a_place(app)
    ann.post(f"{url}/hand-over", data=BO)
    deliver_all(app, settings, smtp)
    link = link_in(smtp, "bo@example.org", "take-over")
    with work(app):
        meeting_id = db.session.scalars(select(Registration.meeting_id)).first()
        closed = {"changes_close": NOW.replace(tzinfo=None), "changes_close_at": NOW}
        db.session.add(RegistrationTerms(meeting_id=meeting_id, **closed))
    clock.set_to(NOW + timedelta(minutes=1))
    assert "The button takes the place" not in app.test_client().get(link).text
