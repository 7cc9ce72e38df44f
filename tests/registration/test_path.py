"""The whole way: form, mail, worker, real mail server, link, button, approval, invitation."""

from email.message import EmailMessage
from typing import Any

from flask import Flask
from icalendar import Calendar
from sqlalchemy import select

from meetings.access.models import Account
from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.base.settings import Settings
from meetings.registration.rules import RegistrationStatus
from tests.builders import an_organization
from tests.kit_app import signed_in, work
from tests.registration.steps import (
    a_published_meeting,
    deliver_all,
    link_in,
    mails,
    registrations,
    send_form,
)
from tests.services.smtp import Sink

R = RegistrationStatus


def shape(mail: Any) -> object:
    """The structure of a mail as nested tuples of content types."""
    if mail.is_multipart():
        return (mail.get_content_type(), *(shape(part) for part in mail.iter_parts()))
    return mail.get_content_type()


def test_from_the_form_to_the_calendar(app: Flask, settings: Settings, smtp: Sink) -> None:
    with work(app):
        organization = an_organization("Example Horn Authority").id
    a_published_meeting(app, join_link="https://video.example.org/secret-room")
    visitor = app.test_client()

    answer = send_form(visitor)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/meetings/workshop/register/sent")
    assert "One more step: look at your mail" in visitor.get(answer.headers["Location"]).text
    [registration] = registrations(app)
    assert (registration.status, registration.organization_id) == (R.UNCONFIRMED, organization)
    assert [m.text.count("[personal link]") for m in mails(app)] == [1]

    deliver_all(app, settings, smtp)
    [first] = smtp.messages
    assert first.recipients == ("amina.kebede@example.org",)
    path = link_in(first.text)
    assert [m.text.count("[personal link]") for m in mails(app)] == [1], "the link is kept nowhere"
    assert [m.link_nonce for m in mails(app)] == [None]

    page = visitor.get(path)
    assert "Confirm your registration" in page.text and "Amina Kebede-Strand" in page.text
    assert [r.status for r in registrations(app)] == [R.UNCONFIRMED], "opening the link changes nothing"
    assert "Your address is confirmed" in visitor.post(path).text
    assert [r.status for r in registrations(app)] == [R.SUBMITTED]

    key = registration.key
    organizer = signed_in(app, Role.ORGANIZER)
    assert "Amina Kebede-Strand" in organizer.get("/meetings/workshop/registrations").text
    done = organizer.post(f"/registrations/{key}/decision", data={"decision": "approve", "seen": "submitted"})
    assert (done.status_code, [r.status for r in registrations(app)]) == (303, [R.APPROVED])

    smtp.clear()
    deliver_all(app, settings, smtp)
    received, invited = smtp.messages
    assert received.message["Subject"] == "Registration received: " + subject_of(invited.message)
    check_invitation(invited.message, "REQUEST", 0)
    assert "In your time (Djibouti): from 10 October 2028, 11:00, to 11 October 2028, 19:00" in invited.text
    assert "/registrations/join/" in invited.text and "secret-room" not in invited.text
    assert (
        "secret-room" not in received.text
        and "secret-room" not in visitor.get("/meetings/workshop/register").text
    )

    with work(app):
        account = db.session.scalars(select(Account).where(Account.email == "amina.kebede@example.org")).one()
        assert [(h.role, h.on_kind) for h in account.holdings] == [(Role.PARTICIPANT, "meeting")]
        assert account.password_hash is None


def subject_of(invited: EmailMessage) -> str:
    return str(invited["Subject"]).removeprefix("You are registered: ")


def check_invitation(mail: EmailMessage, method: str, sequence: int) -> None:
    """RFC 6047 as CALENDARS asks: one structure, one method, one attendee, the mailbox as organizer."""
    assert shape(mail) == (
        "multipart/mixed",
        ("multipart/alternative", "text/plain", "text/html", "text/calendar"),
        "application/ics",
    )
    [part] = [p for p in mail.walk() if p.get_content_type() == "text/calendar"]
    assert (part.get_param("method"), part.get_content_charset()) == (method, "utf-8")
    written = part.get_payload(decode=True)
    [attached] = [p for p in mail.walk() if p.get_content_type() == "application/ics"]
    assert isinstance(written, bytes) and attached.get_payload(decode=True) == written
    assert attached.get_filename() == "invite.ics"
    calendar = Calendar.from_ical(written)
    [event] = calendar.walk("VEVENT")
    assert calendar["METHOD"] == method
    attendees = event["ATTENDEE"] if isinstance(event["ATTENDEE"], list) else [event["ATTENDEE"]]
    assert [str(a) for a in attendees] == [f"mailto:{mail['To'].addresses[0].addr_spec}"]
    assert (attendees[0].params["PARTSTAT"], attendees[0].params["RSVP"]) == ("NEEDS-ACTION", "TRUE")
    answer_to = mail["Reply-To"] or mail["From"]
    assert str(event["ORGANIZER"]) == f"mailto:{answer_to.addresses[0].addr_spec}"
    assert event["ORGANIZER"].params["CN"] == answer_to.addresses[0].display_name
    assert event["SEQUENCE"] == sequence
    assert (str(event["STATUS"]) == "CANCELLED") == (method == "CANCEL")


def test_taking_a_place_back_cancels_and_giving_it_again_invites_anew(
    app: Flask, settings: Settings, smtp: Sink
) -> None:
    from tests.builders import a_meeting, a_registration

    with work(app):
        key = a_registration(a_meeting("workshop", sequence=3)).key
    organizer = signed_in(app, Role.ORGANIZER)
    for decision in ("approve", "cancel", "approve"):
        assert (
            organizer.post(f"/registrations/{key}/decision", data={"decision": decision}).status_code == 303
        )
        deliver_all(app, settings, smtp)
    for arrived, method, sequence in zip(
        smtp.messages, ["REQUEST", "CANCEL", "REQUEST"], [3, 4, 5], strict=True
    ):
        check_invitation(arrived.message, method, sequence)


def test_withdrawing_from_ones_own_page(app: Flask, settings: Settings, smtp: Sink) -> None:
    from meetings.access.actions import begin_session, make_account
    from meetings.access.actor import OPERATOR
    from meetings.registration.actions import approve
    from tests.builders import a_meeting, a_registration

    with work(app):
        meeting = a_meeting("workshop")
        registration = a_registration(meeting, email="ann@example.org")
        make_account(OPERATOR, "ann@example.org", "Ann")
        approve(OPERATOR, registration)
        key = registration.key
        account = db.session.get_one(Account, registration.account_id)
        token = begin_session(account)
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
    page = client.get(f"/my/registrations/{key}").text
    assert "A place is kept for you." in page
    assert client.post(f"/my/registrations/{key}/listing", data={"listing": "everything"}).status_code == 422
    assert client.post(f"/my/registrations/{key}/listing", data={"listing": "none"}).status_code == 303
    assert client.post(f"/my/registrations/{key}/withdraw").status_code == 303
    [now] = registrations(app)
    assert (now.status, now.listing.value) == (R.WITHDRAWN, "none")
    assert client.post(f"/my/registrations/{key}/withdraw").status_code == 409, "it was withdrawn already"
    assert "I cannot take part" not in client.get(f"/my/registrations/{key}").text
    deliver_all(app, settings, smtp)
    [cancelled] = (
        smtp.messages
    )  # the invitation had not gone: it is superseded, never delivered after this one
    check_invitation(cancelled.message, "CANCEL", 1)
    with work(app):
        assert db.session.get_one(Account, account.id).holdings == []
