"""Reminders to those who have not answered: who gets one, how often, and what the links do."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.models import AuditRow
from meetings.access.permissions import Role
from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.outbox.models import OutboxMessage
from meetings.programme.rules import MeetingStatus
from meetings.registration import actions
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus
from tests.builders import a_meeting, a_registration
from tests.kit_app import signed_in, work
from tests.registration.steps import a_published_meeting, mails, registrations, send_form

R = RegistrationStatus
NOON = datetime(2028, 9, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def link_of(message: OutboxMessage) -> str:
    """The path that delivery would fill in."""
    assert message.link_purpose and message.link_key and message.link_nonce
    return f"{message.link_path}{secrets.mint(message.link_purpose, message.link_key, message.link_nonce)}"


def remind(app: Flask) -> str:
    """Remind the one registration; the sentence when that is refused."""
    with work(app):
        registration = db.session.scalars(select(Registration)).one()
        try:
            actions.remind(OPERATOR, registration)
        except Refused as no:
            db.session.rollback()
            return str(no)
    return ""


def test_an_address_that_is_not_confirmed_gets_a_link_once_more_and_both_work(app: Flask) -> None:
    clock.set_to(NOON)
    a_published_meeting(app)
    visitor = app.test_client()
    send_form(visitor)
    clock.set_to(NOON + DAY)
    assert remind(app) == ""
    first, second = mails(app)
    assert [m.letter for m in (first, second)] == ["to_confirm", "remind_to_confirm"]
    assert "Amina" not in second.text and second.to_name == ""

    old, new = link_of(first), link_of(second)
    assert old != new
    assert "Confirm my registration" in visitor.get(old).text
    assert "Confirm my registration" in visitor.get(new).text
    assert "Your address is confirmed" in visitor.post(new).text
    assert [r.status for r in registrations(app)] == [R.SUBMITTED]
    for link in (old, new):
        assert "Your address is confirmed" in visitor.post(link).text
    assert [m.letter for m in mails(app)] == ["to_confirm", "remind_to_confirm", "received"]


def test_the_older_link_settles_it_as_well(app: Flask) -> None:
    clock.set_to(NOON)
    a_published_meeting(app)
    visitor = app.test_client()
    send_form(visitor)
    clock.set_to(NOON + DAY)
    remind(app)
    first, second = mails(app)
    visitor.post(link_of(first))
    assert [r.status for r in registrations(app)] == [R.SUBMITTED]
    assert "Your address is confirmed" in visitor.get(link_of(second)).text


def test_a_link_that_is_over_is_replaced(app: Flask) -> None:
    clock.set_to(NOON)
    a_published_meeting(app)
    visitor = app.test_client()
    send_form(visitor)
    clock.set_to(NOON + 8 * DAY)
    remind(app)
    first, second = mails(app)
    assert visitor.get(link_of(first)).status_code == 404
    assert visitor.get(link_of(second)).status_code == 200


def test_an_offer_gets_a_reminder_before_its_deadline_and_both_links_work(app: Flask) -> None:
    clock.set_to(NOON)
    with work(app):
        meeting = a_meeting("workshop", places=1)
        a_registration(meeting, status=R.WAITING, name="Amina")
        actions.lock_meeting(meeting)
        [offered] = actions.offer_free_places(meeting)
        until = offered.reply_by
    clock.set_to(NOON + DAY)
    assert remind(app) == ""
    first, second = mails(app)
    assert [m.letter for m in (first, second)] == ["offered", "remind_of_offer"]
    assert "It is yours to take until 4 September 2028, 14:00 (Geneva)." in second.text
    visitor = app.test_client()
    assert visitor.get(link_of(first)).text.count("Take the place") == 1
    assert visitor.post(link_of(second), data={"answer": "yes"}).status_code == 303
    assert [(r.status, r.reply_by) for r in registrations(app)] == [(R.APPROVED, None)]
    assert "The place is yours." in visitor.get(link_of(first)).text
    assert until == NOON + 3 * DAY


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        (
            23.9,
            "The last mail to this person went less than 24 hours ago, or waits to be read. Wait, then remind.",
        ),
        (24, ""),
    ],
)
def test_nobody_is_reminded_twice_a_day(app: Flask, hours: float, sentence: str) -> None:
    clock.set_to(NOON)
    with work(app):
        a_registration(a_meeting(), status=R.UNCONFIRMED)
    assert remind(app) == ""
    clock.set_to(NOON + timedelta(hours=hours))
    assert remind(app) == sentence
    assert len(mails(app)) == (1 if sentence else 2)


@pytest.mark.parametrize("status", [s for s in R if s not in (R.UNCONFIRMED, R.OFFERED)])
def test_who_owes_no_answer_is_not_reminded(app: Flask, status: RegistrationStatus) -> None:
    clock.set_to(NOON)
    with work(app):
        a_registration(a_meeting(), status=status)
    assert remind(app) == f"There is nothing to answer: this registration is {status.label}."
    assert mails(app) == []


def test_an_offer_that_is_over_gets_no_reminder(app: Flask) -> None:
    clock.set_to(NOON)
    with work(app):
        a_registration(a_meeting(), status=R.OFFERED, reply_by=NOON)
    assert remind(app) == "The time to answer this offer is over."


NOT_TO_COME = "Reminders go only for a published meeting that is not over."


@pytest.mark.parametrize(
    ("status", "now", "says"),
    [
        (MeetingStatus.CANCELLED, NOON, "This meeting is cancelled."),
        (MeetingStatus.DRAFT, NOON, NOT_TO_COME),
        (MeetingStatus.PUBLISHED, datetime(2028, 10, 11, 16, tzinfo=UTC), NOT_TO_COME),
    ],
)
def test_nobody_is_called_to_a_meeting_that_is_not_to_come(
    app: Flask, status: MeetingStatus, now: datetime, says: str
) -> None:
    clock.set_to(now)
    with work(app):
        a_registration(a_meeting(status=status), status=R.UNCONFIRMED)
    assert remind(app) == says
    assert mails(app) == []


@pytest.mark.parametrize(
    ("giver_is", "letter"),
    [(R.APPROVED, "to_take_over"), (R.WITHDRAWN, "remind_to_confirm")],
)
def test_an_alternate_is_reminded_of_the_place_while_it_is_there(
    app: Flask, giver_is: RegistrationStatus, letter: str
) -> None:
    clock.set_to(NOON)
    with work(app):
        giver = a_registration(a_meeting(), status=giver_is)
        alternate = a_registration(giver.meeting, status=R.UNCONFIRMED, instead_of_id=giver.id)
        actions.remind(OPERATOR, alternate)
    assert [m.letter for m in mails(app)] == [letter]


def test_the_button_and_the_trail(app: Flask) -> None:
    clock.set_to(NOON)
    organizer = signed_in(app, Role.ORGANIZER)
    with work(app):
        registration = a_registration(a_meeting(), status=R.UNCONFIRMED, name="Amina Kebede")
        key, number = registration.key, registration.id
    page = f"/registrations/{key}"
    assert organizer.get(page).text.count("Send a reminder") == 1
    sent = organizer.post(f"{page}/reminder")
    assert (sent.status_code, sent.headers["Location"]) == (303, page)
    shown = organizer.get(page).text
    assert "A reminder to Amina Kebede waits in the outbox." in shown and "sent a reminder" in shown
    again = organizer.post(f"{page}/reminder")
    assert again.status_code == 409 and "less than 24 hours ago" in again.text
    assert [m.letter for m in mails(app)] == ["remind_to_confirm"]
    with work(app, writing=False):
        rows = db.session.execute(
            select(AuditRow.verb, AuditRow.actor_name, AuditRow.after).where(
                AuditRow.on_kind == "registration", AuditRow.on_id == number
            )
        ).all()
    assert [tuple(row) for row in rows] == [
        ("remind", "Organizer Example", {"letter": "Reminder: confirm your address"})
    ]


def test_there_is_no_button_where_nothing_is_to_answer(app: Flask) -> None:
    organizer = signed_in(app, Role.ORGANIZER)
    with work(app):
        key = a_registration(status=R.APPROVED).key
    page = organizer.get(f"/registrations/{key}")
    assert page.status_code == 200 and "Send a reminder" not in page.text
