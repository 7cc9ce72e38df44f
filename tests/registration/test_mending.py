"""A mail that does not reach somebody: staff see it, correct the address, and the mail goes where it should."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select

from meetings.access.actions import begin_session, make_link, token_of
from meetings.access.actor import OPERATOR
from meetings.access.models import Account, SignedInSession
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.base.settings import Settings
from meetings.directory.models import Person
from meetings.outbox.actions import put
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery
from meetings.registration import actions, letters, post
from meetings.registration.models import Registration
from tests.builders import a_meeting, a_person, a_registration
from tests.kit_app import an_account, signed_in, work
from tests.registration.steps import deliver_all, link_in, mails, registrations, send_form
from tests.services.smtp import Sink

WRONG, RIGHT = "ann@exmaple.org", "ann@example.org"


def refused(app: Flask, settings: Settings, smtp: Sink) -> OutboxMessage:
    """Deliver while the wrong address is refused; the mail that did not go."""
    smtp.refuse("550 no such mailbox", only=WRONG)
    deliver_all(app, settings, smtp)
    smtp.accept()
    [failed] = [m for m in mails(app) if m.delivery is Delivery.FAILED]
    return failed


def test_an_approval_goes_to_the_right_address_with_a_calendar_entry_for_it(
    app: Flask, settings: Settings, smtp: Sink
) -> None:
    with work(app):
        ann = a_registration(a_meeting("workshop"), email=WRONG, name="Ann")
        post.send(ann, letters.RECEIVED)
        number, key = ann.id, ann.key
    client = signed_in(app, Role.ORGANIZER)
    failed = refused(app, settings, smtp)
    client.post(f"/registrations/{key}/decision", data={"decision": "approve", "seen": "submitted"})
    page = client.get(f"/outbox/{failed.key}").text
    assert ("550 no such mailbox" in page, "The way to mend it" in page) == (True, True)
    assert client.post(f"/outbox/{failed.key}/mend", data={"email": RIGHT}).status_code == 303
    deliver_all(app, settings, smtp)
    # What was to be told at the wrong address beside it comes along, each with what belongs to it.
    received, arrived = smtp.messages
    assert (received.recipients, received.message["Subject"]) == ((RIGHT,), failed.subject)
    [part] = [p for p in arrived.message.walk() if p.get_content_type() == "text/calendar"]
    event = Calendar.from_ical(part.get_content()).walk("VEVENT")[0]
    assert (arrived.recipients, str(event["ATTENDEE"])) == ((RIGHT,), f"mailto:{RIGHT}")
    assert [r.email for r in registrations(app)] == [RIGHT]
    with work(app):
        account = db.session.get_one(Account, db.session.scalars(select(Registration.account_id)).one())
        holdings = [
            (a.email, h.until is None) for a in db.session.scalars(select(Account)) for h in a.holdings
        ]
        assert (account.email, (WRONG, True) in holdings, (RIGHT, True) in holdings) == (RIGHT, False, True)
    assert client.post(f"/outbox/{failed.key}/mend", data={"email": RIGHT}).status_code == 422
    with work(app):  # one that was on its way to the wrong address all along: the right one is their own
        put(WRONG, "S", "T", about=("registration", number)).delivery = Delivery.FAILED
    late = mails(app)[-1].key
    assert client.post(f"/outbox/{late}/mend", data={"email": RIGHT}).status_code == 303
    assert [(m.to_email, m.delivery) for m in mails(app)[-2:]] == [
        (WRONG, Delivery.SUPERSEDED),
        (RIGHT, Delivery.WAITING),
    ]
    # Where the entry has arrived, it goes out of the calendar when that address was wrong, too; the person has it.
    with work(app):
        put(RIGHT, "S", "T", about=("registration", number)).delivery = Delivery.FAILED
    again, new = mails(app)[-1].key, "anne@example.org"
    assert client.post(f"/outbox/{again}/mend", data={"email": new}).status_code == 303
    told = [(m.to_email, m.letter, m.calendar_method) for m in mails(app) if m.delivery is Delivery.WAITING]
    assert told == [
        (RIGHT, "not_yours", "CANCEL"),
        (new, "approved", "REQUEST"),
        (new, "", None),
        (new, "", None),
    ]


def test_a_link_to_confirm_goes_to_the_right_address_and_works(
    app: Flask, settings: Settings, smtp: Sink
) -> None:
    with work(app):
        a_meeting("workshop")
    client = signed_in(app, Role.ORGANIZER)
    send_form(app.test_client(), email=WRONG)
    deliver_all(app, settings, smtp)
    [strange] = [link_in(m.text) for m in smtp.messages]
    clock.set_to(clock.now() + timedelta(hours=2))
    send_form(app.test_client(), email=WRONG, once="another")
    failed = refused(app, settings, smtp)
    client = signed_in(app, Role.ORGANIZER)
    with work(app):
        number = failed.about_id or 0
        put(WRONG, "S", "T", about=("registration", number))  # waits still
        joins = [
            f"/registrations/{p}/{token_of(make_link(p, number, timedelta(1)))}" for p in ("join", "offer")
        ]
    client.post(f"/outbox/{failed.key}/mend", data={"email": RIGHT})
    deliver_all(app, settings, smtp)
    [_first, arrived, waited] = smtp.messages
    assert (arrived.recipients, waited.recipients) == ((RIGHT,), (RIGHT,))
    for path in (strange, *joins):  # whoever reads at the wrong address confirms, takes and joins nothing
        anybody = app.test_client()
        assert (anybody.get(path).status_code, anybody.post(path).status_code) == (404, 404)
    assert [r.status.value for r in registrations(app)] == ["unconfirmed"]
    assert app.test_client().post(link_in(arrived.text)).status_code == 200
    assert [(r.email, r.status.value) for r in registrations(app)] == [(RIGHT, "submitted")]


def _known(app: Flask) -> dict[str, set[str | None]]:
    with work(app):
        found = {"account": Account.email, "person": Person.email, "registration": Registration.email}
        return {name: set(db.session.scalars(select(column))) for name, column in found.items()}


@pytest.mark.parametrize("theirs", ["nobody's", "a stranger's", "both are known"])
def test_what_was_made_for_a_wrong_address_alone_is_not_left_under_it(app: Flask, theirs: str) -> None:
    """Whose address it truly is keeps account and record: they serve another meeting, too."""
    with work(app):
        ann = a_registration(a_meeting("workshop"), email=WRONG, name="Ann")
        actions.approve(OPERATOR, ann)
        if theirs == "a stranger's":
            other = a_registration(a_meeting("other", cycle=ann.meeting.cycle), email=WRONG, name="Anne")
            actions.approve(OPERATOR, other)
        elif theirs == "both are known":
            a_person("Ann", email=RIGHT, account_id=an_account(RIGHT, "Ann").id)
        begin_session(db.session.get_one(Account, ann.account_id))
        actions.correct_address(OPERATOR, ann.id, RIGHT)
    stays = {WRONG} if theirs == "a stranger's" else set()
    assert _known(app) == dict.fromkeys(("account", "person", "registration"), {RIGHT} | stays)
    with work(app):
        [row] = db.session.scalars(select(Registration).where(Registration.email == RIGHT))
        account, record = db.session.get(Account, row.account_id), db.session.get(Person, row.person_id)
        assert [one and one.email for one in (account, record)] == [RIGHT, RIGHT]
        signed_in_still = set(db.session.scalars(select(SignedInSession.account_id)))
        assert (row.account_id in signed_in_still, bool(signed_in_still)) == (False, bool(stays))


@pytest.mark.parametrize(
    ("email", "said"),
    [
        (WRONG, "This is the address that could not be reached"),
        ("taken@example.org", "Another registration of this meeting has this address."),
        ("nobody", "Write the address in full"),
        ("", "Fill this in."),
    ],
)
def test_what_is_no_way_to_mend_is_told_beside_the_field(
    app: Flask, settings: Settings, smtp: Sink, email: str, said: str
) -> None:
    with work(app):
        meeting = a_meeting("workshop")
        one = a_registration(meeting, email=WRONG)
        a_registration(meeting, email="taken@example.org", received_at=datetime(2026, 11, 2, tzinfo=UTC))
        put(WRONG, "S", "T", about=("registration", one.id))
    failed = refused(app, settings, smtp)
    answer = signed_in(app, Role.ORGANIZER).post(f"/outbox/{failed.key}/mend", data={"email": email})
    assert (answer.status_code, said in answer.text) == (422, True)
    assert sorted(r.email for r in registrations(app)) == sorted([WRONG, "taken@example.org"])
    assert [m.delivery for m in mails(app)] == [Delivery.FAILED]
