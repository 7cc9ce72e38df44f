"""The waiting list through its doors: a place is offered in turn, answered by a mailed link, and offered on."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.base.settings import Settings
from meetings.programme.models import Meeting
from meetings.registration import actions
from meetings.registration.models import PlaceLimit, Registration, RegistrationTerms
from meetings.registration.rules import Category, RegistrationStatus
from tests.builders import a_meeting, a_registration, an_organization
from tests.kit_app import signed_in, work
from tests.registration.steps import deliver_all
from tests.services.smtp import Sink

R = RegistrationStatus
NOW = datetime(2028, 9, 1, 8, 0, tzinfo=UTC)


def a_full_meeting(app: Flask, **values: object) -> tuple[str, str, str]:
    """One place, taken by Ann; Bo and Cy wait, Bo first. Their keys."""
    clock.set_to(NOW)
    with work(app):
        meeting = a_meeting("workshop", places=1, **values)
        ann = a_registration(meeting, name="Ann", email="ann@example.org", status=R.APPROVED)
        bo = a_registration(
            meeting,
            name="Bo",
            email="bo@example.org",
            status=R.WAITING,
            waiting_since=NOW - timedelta(days=2),
        )
        cy = a_registration(
            meeting,
            name="Cy",
            email="cy@example.org",
            status=R.WAITING,
            waiting_since=NOW - timedelta(days=1),
        )
        return ann.key, bo.key, cy.key


def states(app: Flask) -> dict[str, RegistrationStatus]:
    with work(app, writing=False):
        return {
            r.name: r.status for r in db.session.scalars(select(Registration).order_by(Registration.name))
        }


def link_in(smtp: Sink, to: str, path: str) -> str:
    """The path of the last link of that kind that was mailed to an address."""
    for arrived in reversed(smtp.messages):
        found = re.findall(rf"(/registrations/{path}/\S+)", arrived.text)
        if arrived.recipients == (to,) and found:
            return str(found[0])
    raise AssertionError(f"no such link was mailed to {to}")


def subjects(smtp: Sink) -> list[tuple[str, str]]:
    return [(m.recipients[0], str(m.message["Subject"]).split(":")[0]) for m in smtp.messages]


def test_a_place_that_becomes_free_is_offered_in_turn_and_taken(
    app: Flask, settings: Settings, smtp: Sink
) -> None:
    ann, _bo, _cy = a_full_meeting(app)
    office = signed_in(app, Role.ORGANIZER)
    assert office.post(f"/registrations/{ann}/decision", data={"decision": "cancel"}).status_code == 303
    assert states(app) == {"Ann": R.CANCELLED, "Bo": R.OFFERED, "Cy": R.WAITING}
    deliver_all(app, settings, smtp)
    assert sorted(subjects(smtp)) == [
        ("ann@example.org", "Your place is cancelled"),
        ("bo@example.org", "A place is free for you"),
    ]
    offer, client = link_in(smtp, "bo@example.org", "offer"), app.test_client()
    for _ in range(3):  # mail scanners open links
        page = client.get(offer)
        assert (page.status_code, page.text.count("Take the place</button>")) == (200, 1)
    assert "4 September 2028, 10:00" in page.text  # 72 hours later, in Geneva
    assert states(app)["Bo"] is R.OFFERED
    for _ in range(2):  # pressed twice
        assert client.post(offer, data={"answer": "yes"}).status_code == 303
    assert "The place is yours." in client.get(offer).text
    assert states(app) == {"Ann": R.CANCELLED, "Bo": R.APPROVED, "Cy": R.WAITING}
    smtp.messages.clear()
    deliver_all(app, settings, smtp)
    assert subjects(smtp) == [("bo@example.org", "You are registered")]


def test_an_offer_refused_goes_to_the_next_at_once(app: Flask, settings: Settings, smtp: Sink) -> None:
    ann, _bo, _cy = a_full_meeting(app)
    signed_in(app, Role.ORGANIZER).post(f"/registrations/{ann}/decision", data={"decision": "cancel"})
    deliver_all(app, settings, smtp)
    answer = app.test_client().post(link_in(smtp, "bo@example.org", "offer"), data={"answer": "no"})
    assert answer.status_code == 303
    assert states(app) == {"Ann": R.CANCELLED, "Bo": R.WITHDRAWN, "Cy": R.OFFERED}


def test_an_offer_without_an_answer_lapses_and_goes_on(app: Flask, settings: Settings, smtp: Sink) -> None:
    ann, _bo, _cy = a_full_meeting(app)
    signed_in(app, Role.ORGANIZER).post(f"/registrations/{ann}/decision", data={"decision": "cancel"})
    deliver_all(app, settings, smtp)
    offer = link_in(smtp, "bo@example.org", "offer")
    clock.set_to(NOW + timedelta(hours=72))
    late = app.test_client().post(offer, data={"answer": "yes"})
    assert late.status_code in (404, 409) and states(app)["Bo"] is R.OFFERED
    smtp.messages.clear()
    with work(app):
        actions.keep_waiting_lists()
    assert states(app) == {"Ann": R.CANCELLED, "Bo": R.WAITING, "Cy": R.OFFERED}
    deliver_all(app, settings, smtp)
    assert subjects(smtp) == [
        ("bo@example.org", "The place is offered on"),
        ("cy@example.org", "A place is free for you"),
    ]
    # Cy lets it lapse too: Bo, now the first in turn, is offered it again.
    clock.set_to(NOW + timedelta(hours=144))
    with work(app):
        actions.keep_waiting_lists()
    assert states(app) == {"Ann": R.CANCELLED, "Bo": R.OFFERED, "Cy": R.WAITING}


def test_who_fits_no_free_place_is_passed_over_and_keeps_the_turn(app: Flask) -> None:
    a_full_meeting(app)
    with work(app):
        meeting = db.session.scalars(select(Meeting)).one()
        bo = db.session.scalars(select(Registration).where(Registration.name == "Bo")).one()
        bo.category, meeting.places = Category.NGO, 2
        db.session.add(PlaceLimit(meeting_id=meeting.id, category=Category.NGO, places=0))
    with work(app):
        actions.keep_waiting_lists()
    assert states(app) == {"Ann": R.APPROVED, "Bo": R.WAITING, "Cy": R.OFFERED}


@pytest.mark.parametrize("kept_by_hand", [True, False])
def test_raising_places_offers_them_unless_the_office_decides_itself(app: Flask, kept_by_hand: bool) -> None:
    a_full_meeting(app)
    with work(app):
        meeting = db.session.scalars(select(Meeting)).one()
        db.session.add(RegistrationTerms(meeting_id=meeting.id, offers_by_itself=not kept_by_hand))
        meeting.places = 3
    with work(app):
        actions.keep_waiting_lists()
    expected = R.WAITING if kept_by_hand else R.OFFERED
    assert states(app) == {"Ann": R.APPROVED, "Bo": expected, "Cy": expected}


def test_the_terms_are_set_on_their_page_and_a_stale_page_is_refused(app: Flask) -> None:
    a_full_meeting(app)
    with work(app):
        an_organization("Example Forum", acronym="EF")
    office = signed_in(app, Role.ORGANIZER)
    url = "/meetings/workshop/registrations/terms"
    data = {
        "waiting_list": "y",
        "reply_hours": "24",
        "changes_close": "2028-10-03",
        "ngo": "4",
        "version": "1",
    }
    assert office.get(url).status_code == 200
    assert office.post(url, data=data).status_code == 303
    with work(app, writing=False):
        terms = db.session.scalars(select(RegistrationTerms)).one()
        assert (terms.waiting_list, terms.offers_by_itself, terms.reply_hours) == (True, False, 24)
        assert terms.changes_close_at == datetime(2028, 10, 3, 21, 59, tzinfo=UTC)
        assert [(p.category, p.places) for p in db.session.scalars(select(PlaceLimit))] == [(Category.NGO, 4)]
    stale = office.post(url, data=data | {"ngo": "9"})
    assert stale.status_code == 422 and "Somebody changed this while you were writing." in stale.text
    assert 'value="9"' in stale.text  # what was typed is kept, beside what stands
    beside = stale.text.partition('id="versions"')[2].partition("</table>")[0]
    assert re.sub(r"(<[^>]*>|\s)+", " ", beside).endswith("Non-governmental organization 4 9 ")
    answer = office.post("/meetings/workshop/registrations/limit", data={"organization": "ef", "places": "2"})
    assert answer.status_code == 303
    unknown = office.post(
        "/meetings/workshop/registrations/limit", data={"organization": "XX", "places": "2"}
    )
    assert unknown.status_code == 422 and "The directory has no organization of that name." in unknown.text
    with work(app, writing=False):
        limits = db.session.scalars(select(PlaceLimit).order_by(PlaceLimit.places)).all()
        assert [(p.category, p.organization and p.organization.name, p.places) for p in limits] == [
            (None, "Example Forum", 2),
            (Category.NGO, None, 4),
        ]


def test_a_group_without_places_cannot_be_approved_beyond_them(app: Flask) -> None:
    clock.set_to(NOW)
    with work(app):
        meeting = a_meeting("workshop", places=20)
        db.session.add(PlaceLimit(meeting_id=meeting.id, category=Category.NGO, places=1))
        a_registration(meeting, category=Category.NGO, status=R.APPROVED)
        key = a_registration(meeting, name="Dee", category=Category.NGO).key
    office = signed_in(app, Role.ORGANIZER)
    answer = office.post(f"/registrations/{key}/decision", data={"decision": "approve"})
    assert answer.status_code == 409
    assert "The only place for the group “NGO” is taken." in answer.text
    assert office.post(f"/registrations/{key}/decision", data={"decision": "wait"}).status_code == 303
    assert states(app)["Dee"] is R.WAITING
