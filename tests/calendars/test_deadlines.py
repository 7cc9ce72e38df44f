"""What is due, in a calendar: for a focal point and for the office; a deadline that moves is an update."""

from datetime import UTC, date, datetime, timedelta

from flask import Flask

from meetings.access.models import RoleHolding
from meetings.access.permissions import Role
from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.calendars.rules import FeedKind
from meetings.directory.models import Organization
from meetings.invitations.models import Nomination
from meetings.invitations.rules import NominationStatus
from meetings.mandate.models import Obligation
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingStatus
from meetings.registration.models import Registration
from tests.builders import a_cycle, a_meeting, an_organization
from tests.calendars.kit import NOON, a_house, again, at, cancelled, events, fetch, subscribed, told
from tests.kit_app import statements, work


def places_given(meeting: Meeting, organization: Organization, deadline_at: datetime) -> None:
    db.session.add(
        Nomination(
            meeting=meeting,
            organization=organization,
            status=NominationStatus.OPEN,
            deadline=deadline_at.replace(tzinfo=None) + timedelta(hours=2),
            deadline_at=deadline_at,
            given_at=clock.now(),
        )
    )


def test_an_organization_sees_where_its_people_are_and_what_is_due(app: Flask) -> None:
    house = a_house(app)
    with work(app):
        organization = an_organization("Example Forum", slug="example-forum")
        meeting = db.session.query(Meeting).one()
        places_given(meeting, organization, datetime(2028, 9, 10, 16, tzinfo=UTC))
        one, two = organization.id, an_organization().id
    path = subscribed(app, FeedKind.ORGANIZATION, Role.FOCAL_POINT, one)
    elsewhere = subscribed(app, FeedKind.ORGANIZATION, Role.FOCAL_POINT, two)
    due = (f"nomination-example-forum-{house.uid}", 0, "Nominations are due: Example workshop")
    whole = (house.uid, 0, "Example workshop")
    first = fetch(app, path)
    assert told(first) == [due]
    at(1)
    with work(app):
        db.session.query(Registration).one().organization_id = one
    second = again(app, path, first)
    assert told(second) == [whole, due]
    assert b"meet.example.org" not in second.data  # a focal point is not admitted by that
    at(2)
    with work(app):
        db.session.query(Nomination).one().deadline_at += timedelta(days=2)
    third = again(app, path, second)
    assert told(third) == [whole, (due[0], 1, due[2])]
    assert events(third)[1]["DTEND"].dt == datetime(2028, 9, 12, 16, tzinfo=UTC)
    assert told(fetch(app, path + "?show=meetings")) == [whole]
    assert told(fetch(app, path + "?show=deadlines")) == [(due[0], 1, due[2])]
    assert [fetch(app, path + "?show=sessions").status_code, told(fetch(app, elsewhere))] == [404, []]
    house.change(cancelled, 3)
    fourth = again(app, path, third)
    assert told(fourth) == [(u, s + 1, f"CANCELLED: {words}") for u, s, words in told(third)]
    clock.set_to(datetime(2028, 10, 12, 16, 1, tzinfo=UTC))  # 30 days after it would have been due
    fifth = again(app, path, fourth)
    assert told(fifth) == told(fourth)[:1]
    with work(app):
        db.session.query(RoleHolding).filter_by(on_kind="organization", on_id=one).one().until = NOON.date()
    clock.set_to(NOON + timedelta(days=1))
    assert told(again(app, path, fourth)) == []


def test_the_office_sees_its_deadlines(app: Flask) -> None:
    at(0)
    uid = f"{secrets.new_key()}@meeting"
    with work(app):
        cycle = a_cycle("91/15")
        cycle.resolution.obligations = [
            Obligation(
                position=n, paragraph=8, letter=letter, verbs=["request"], wording=wording, needs=[], **due
            )
            for n, letter, wording, due in (
                (1, "b", "Hold a workshop.", {"due_on": date(2028, 12, 31)}),
                (2, "", "Report on it.", {"due_session": 70}),
                (3, "c", "Whenever it can.", {}),
            )
        ]
        meeting = a_meeting("example", title="Example workshop", uid=uid, cycle=cycle)
        for hour in (16, 16, 17):
            places_given(meeting, an_organization(), datetime(2028, 9, 10, hour, tzinfo=UTC))
    path = subscribed(app, FeedKind.DEADLINES, Role.DRAFTER)
    answer = fetch(app, path)
    assert [(str(e["UID"]), str(e["SUMMARY"]), e["DTSTART"].dt, e["DTEND"].dt) for e in events(answer)] == [
        ("report-freeze-91-15@cycle", "Report: Forecast frozen", date(2028, 11, 20), date(2028, 11, 21)),
        ("report-submission-91-15@cycle", "Report: Report submitted", date(2028, 12, 18), date(2028, 12, 19)),
        ("report-issuance-91-15@cycle", "Report: Report issued", date(2029, 1, 15), date(2029, 1, 16)),
        ("obligation-8b-91-15@cycle", "Due: OP8 (b): Hold a workshop.", date(2028, 12, 31), date(2029, 1, 1)),
        ("obligation-8-91-15@cycle", "Due: OP8: Report on it.", date(2028, 12, 18), date(2028, 12, 19)),
        (
            f"registration-{uid}",
            "Registration closes: Example workshop",
            datetime(2028, 9, 19, 21, 29, tzinfo=UTC),
            datetime(2028, 9, 19, 21, 59, tzinfo=UTC),
        ),
        *(
            (
                f"nominations-{n}-{uid}",
                "Nominations are due: Example workshop",
                datetime(2028, 9, 10, hour - 1, 30, tzinfo=UTC),
                datetime(2028, 9, 10, hour, tzinfo=UTC),
            )
            for n, hour in ((0, 16), (1, 17))
        ),
    ]
    assert {str(e["TRANSP"]) for e in events(answer)} == {"TRANSPARENT"}
    with statements(app) as sent:
        assert again(app, path, answer).status_code == 304
    assert len(sent) == 4
    at(1)
    with work(app):
        db.session.query(Obligation).filter_by(letter="b").one().due_on = date(2028, 11, 30)
    found = {str(e["UID"]): e for e in events(again(app, path, answer))}
    changed = found["obligation-8b-91-15@cycle"]
    assert (changed["SEQUENCE"], changed["DTSTAMP"].dt) == (1, NOON + timedelta(hours=1))
    assert found[f"registration-{uid}"]["SEQUENCE"] == 0
    # Its pages are there, for those who may open them.
    pages = {str(e["URL"]).removeprefix("http://127.0.0.1") for e in found.values()}
    assert sorted(pages) == [
        "/mandate/91-15", "/meetings/example/nominations", "/meetings/example/registrations", "/reports/91-15",
    ]  # fmt: skip
    adapter = app.url_map.bind("127.0.0.1")
    assert [adapter.match(page)[0] for page in sorted(pages)] == [
        "progress.cycle", "invitations.nominations", "registration.registrations", "report.draft",
    ]  # fmt: skip
    # Whoever is not of the office any more, and a meeting that is long over.
    assert told(fetch(app, subscribed(app, FeedKind.DEADLINES))) == []
    with work(app):
        db.session.query(Meeting).one().status = MeetingStatus.HELD
    clock.set_to(datetime(2028, 12, 1, tzinfo=UTC))
    assert len(events(fetch(app, path))) == 5
