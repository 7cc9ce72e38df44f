"""Secret addresses through the door: what they open, for how long, what they cost, and that they leave no trace."""

import inspect
import logging
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from gunicorn.config import Config
from sqlalchemy import text, update
from werkzeug.http import http_date

from meetings import serve
from meetings.access.actions import end_role, give_role
from meetings.access.actor import OPERATOR
from meetings.access.models import Account, RoleHolding
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.calendars.models import Subscription
from meetings.calendars.person import KNOWS
from meetings.calendars.rules import FeedKind
from meetings.people.asked import Subject
from meetings.programme import actions
from meetings.programme.models import Meeting, MeetingSession, Speaker
from meetings.programme.released_roles import ReleasedRole
from meetings.programme.rules import MeetingStatus, SpeakerAnswer, SpeakerRole
from meetings.registration.actions import of_themselves, withdraw
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus
from tests.calendars.access_rows import a_subscription
from tests.calendars.kit import (
    EMAIL,
    LINK,
    NOON,
    a_house,
    address_of,
    admitted,
    again,
    at,
    browser_of,
    called_off,
    events,
    fetch,
    meeting_moved,
    moved,
    released,
    subscribed,
    told,
    uids,
)
from tests.kit_app import an_account, statements, work

PRIVATE = {
    "Cache-Control": "private, max-age=300",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "Set-Cookie": None,
    "Vary": None,
}


def test_my_programme_is_the_whole_programme_with_the_link_and_my_role(app: Flask) -> None:
    house = a_house(app)
    answer = fetch(app, house.private)
    found = {str(e["UID"]): e for e in events(answer)}
    assert list(found) == ["one@example", "two@example", "three@example"]  # no break
    note = "Programme: http://127.0.0.1/meetings/example"
    assert found["one@example"]["DESCRIPTION"] == f"Example workshop\n\nWelcome.\n\n{note}\n\n{LINK}"
    assert (
        found["two@example"]["DESCRIPTION"] == f"Example workshop\n\nYour role: Moderator\n\n{note}\n\n{LINK}"
    )
    assert [str(e["CONFERENCE"]) for e in found.values()] == [LINK] * 3
    assert [word for word in (b"ATTENDEE", b"mailto", b"VALARM") if word in answer.data] == []
    assert {n: answer.headers.get(n) for n in PRIVATE} == PRIVATE
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    # The same session is the same event in the public feed.
    public = {str(e["UID"]): e["DTSTART"].dt for e in events(fetch(app, house.meeting))}
    assert public == {uid: e["DTSTART"].dt for uid, e in found.items()}


def test_whoever_only_has_a_role_has_only_that_session(app: Flask) -> None:
    house = a_house(app)
    with work(app):
        db.session.execute(update(Registration).values(status=RegistrationStatus.WITHDRAWN))
    assert uids(fetch(app, house.private)) == ["two@example"]
    # Taken off in the draft: the public programme names her until it is released.
    house.change(lambda m, s: s["2"].speakers.clear())
    assert uids(fetch(app, house.private)) == ["two@example"]
    house.change(released, 2)
    assert uids(fetch(app, house.private)) == []


def test_a_rapporteur_and_somebody_asked_by_mail_find_their_sessions(app: Flask) -> None:
    house = a_house(app)
    with work(app):
        db.session.execute(update(Registration).values(status=RegistrationStatus.WITHDRAWN))

    def verb(meeting: Any, sessions: Any) -> None:
        account = db.session.query(Account).filter_by(email=EMAIL).one()
        give_role(OPERATOR, account, Role.RAPPORTEUR, sessions["1"].id, since=date(2020, 1, 1))
        sessions["2"].speakers[0].person_id, sessions["2"].speakers[0].email = None, EMAIL.upper()
        released(meeting, sessions)

    house.change(verb)
    assert uids(fetch(app, house.private)) == ["one@example", "two@example"]
    with work(app):
        end_role(OPERATOR, db.session.query(RoleHolding).filter_by(role=Role.RAPPORTEUR).one())
    clock.set_to(NOON + timedelta(days=2))  # a role is held to the end of its last day
    assert uids(fetch(app, house.private)) == ["two@example"]


def test_whoever_declines_has_the_session_no_more_and_whoever_takes_that_back_has_it_again(
    app: Flask,
) -> None:
    house = a_house(app)
    with work(app):
        db.session.execute(update(Registration).values(status=RegistrationStatus.WITHDRAWN))

    def answered(answer: SpeakerAnswer) -> None:
        house.change(lambda m, s: setattr(s["2"].speakers[0], "answer", answer))

    answered(SpeakerAnswer.DECLINED)  # no version is released for that
    assert uids(fetch(app, house.private)) == []
    answered(SpeakerAnswer.CONFIRMED)
    assert uids(fetch(app, house.private)) == ["two@example"]


def test_the_address_at_which_somebody_is_asked_is_theirs_from_then_on_and_until_a_release_takes_it(
    app: Flask,
) -> None:
    """No version is released for a corrected address; and none for whom the draft alone has removed."""
    house = a_house(app)
    with work(app):
        stranger = an_account("stranger@example.org")
        db.session.flush()
        strangers = address_of(a_subscription(stranger))
        db.session.execute(update(Registration).values(status=RegistrationStatus.WITHDRAWN))
        number = db.session.query(Speaker).one().id

    def held() -> list[list[str]]:
        return [uids(fetch(app, path)) for path in (house.private, strangers)]

    def asked(email: str) -> None:
        def verb(_meeting: Any, sessions: Any) -> None:
            speaker = sessions["2"].speakers[0]
            speaker.person_id, speaker.email = None, email

        house.change(verb)

    asked("")
    assert held() == [[], []]  # a typed-in name
    asked("Stranger@example.org")
    assert held() == [[], ["two@example"]]
    asked(EMAIL)
    assert held() == [["two@example"], []]
    house.change(lambda m, s: s["2"].speakers.clear())
    with work(app):  # as somebody whom nobody may take for the one before
        two = db.session.query(MeetingSession).filter_by(label="2").one()
        other = Speaker(session=two, role=SpeakerRole.CHAIR, name="Stranger", email="stranger@example.org")
        db.session.add(other)
        db.session.flush()
        assert other.id > number
    house.change(meeting_moved)
    assert held() == [["two@example"], []]
    house.change(released, 2)
    assert held() == [[], ["two@example"]]


def test_what_ends_is_gone_with_the_next_fetch(app: Flask) -> None:
    house = a_house(app)
    first = fetch(app, house.private)
    at(1)
    with work(app):
        registration = db.session.query(Registration).one()
        withdraw(of_themselves(registration), registration)
    second = again(app, house.private, first)
    assert uids(second) == ["two@example"]
    assert second.headers["Last-Modified"] == http_date(NOON + timedelta(hours=1))
    at(2)
    with work(app):
        db.session.query(Account).filter_by(email=EMAIL).one().disabled_at = clock.now()
    third = again(app, house.private, second)
    assert (uids(third), b"BEGIN:VTIMEZONE" in third.data) == ([], True)  # it goes on, empty and valid
    assert again(app, house.private, third).status_code == 304


def test_an_address_opens_its_feed_until_it_is_renewed_or_revoked(app: Flask) -> None:
    house = a_house(app)
    etag = fetch(app, house.private).headers["ETag"]
    client = browser_of(app, EMAIL)
    with work(app, writing=False):
        key = db.session.query(Subscription).one().key
    assert client.post(f"/my/calendars/{key}/renew").status_code == 303
    with work(app, writing=False):
        renewed = address_of(db.session.query(Subscription).one())
    assert [fetch(app, path).status_code for path in (house.private, renewed)] == [404, 200]
    assert client.post(f"/my/calendars/{key}/revoke").status_code == 303
    token = renewed.removeprefix("/calendar/my/")
    wrong = f"/calendar/my/{token[:-5]}{'A' if token[-5] != 'A' else 'B'}.ics"
    unknown = [house.private, renewed, wrong, "/calendar/my/x.ics", f"/calendar/my/{'é' * 40}.ics"]
    plain = None
    for path in unknown:
        for headers in ({}, {"If_None_Match": etag}, {"If_None_Match": "*"}):
            with statements(app) as sent:
                answer = fetch(app, path, **headers)
            said = (answer.status_code, answer.text, {n: answer.headers.get(n) for n in PRIVATE})
            plain = plain or said
            assert (said, len(sent) <= 1) == (plain, True)
    assert plain == (404, "There is no such calendar.\n", PRIVATE)


def test_a_token_is_of_its_own_feed_only(app: Flask) -> None:
    house = a_house(app)
    other = subscribed(app, FeedKind.PROGRAMME)
    mine, theirs = (
        path.removeprefix("/calendar/my/").removesuffix(".ics") for path in (house.private, other)
    )
    mixed = f"/calendar/my/{mine.partition('.')[0]}.{theirs.partition('.')[2]}.ics"
    assert (len(mine), fetch(app, mixed).status_code) == (22 + 1 + 27, 404)  # 160 bits
    assert uids(fetch(app, other)) == []


def test_nothing_writes_the_token_down(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    house = a_house(app)
    secret = house.private.partition(".")[2].removesuffix(".ics")
    with caplog.at_level(logging.DEBUG):
        fetch(app, house.private)
        fetch(app, house.private + "?kind=party")
        fetch(app, house.private + "/more")
        app.test_client().post(house.private)
        with app.app_context(), db.engine.begin() as connection:  # a fault of ours, with its stack
            connection.execute(text("ALTER TABLE calendar_subscription RENAME TO away"))
        assert fetch(app, house.private).status_code == 500
        with app.app_context(), db.engine.begin() as connection:
            connection.execute(text("ALTER TABLE away RENAME TO calendar_subscription"))
    assert "incident" in caplog.text
    assert secret not in caplog.text
    with app.app_context(), db.engine.connect() as connection:
        kept = [connection.execute(table.select()).all() for table in Subscription.metadata.sorted_tables]
    assert secret not in repr(kept)


def test_the_server_keeps_no_log_of_addresses() -> None:
    command = inspect.getsource(serve._run)
    assert [word for word in ("--access", "accesslog", "--log-config", "--config") if word in command] == []
    assert Config().accesslog is None  # nobody says otherwise


def test_what_private_feeds_cost(app: Flask) -> None:
    house = a_house(app)
    costs = []
    for headers in ({}, {}, {"If_None_Match": fetch(app, house.private).headers["ETag"]}):
        with statements(app) as sent:
            assert fetch(app, house.private, **headers).status_code in (200, 304)
        costs.append(len(sent))
    assert costs == [1, 1, 1]  # whose it is, and what it holds; nothing is written
    at(0.5)
    with statements(app) as sent:
        fetch(app, house.private)
    assert len(sent) == 2  # that it was fetched, once in ten minutes
    house.change(moved, 1)
    house.change(released, 2)
    others = admitted_people(app, 4)
    with statements(app) as first:
        fetch(app, house.private)
    with statements(app) as second:
        fetch(app, others[0])
    with statements(app) as later:
        assert [len(events(fetch(app, path))) for path in others[1:]] == [3, 3, 3]
    # The first writes the meeting's events for her role, the second for everybody else, the others join them.
    assert (len(first), len(second), len(later)) == (4, 4, 3 * 2)


def admitted_people(app: Flask, number: int) -> list[str]:
    """The addresses of the programmes of so many more who are admitted."""
    with work(app):
        meeting = db.session.query(Meeting).filter_by(slug="example").one()
        own = [a_subscription() for _ in range(number)]
        for one in own:
            admitted(meeting, one.account)
        return [address_of(one) for one in own]


def test_last_fetched_is_noted_every_ten_minutes(app: Flask) -> None:
    house = a_house(app)

    def noted() -> datetime | None:
        with work(app, writing=False):
            return db.session.query(Subscription).one().fetched_at

    seen = [noted()]
    first = fetch(app, house.private)
    for minutes in (0, 9, 11):
        at(minutes / 60)
        assert again(app, house.private, first).status_code == 304
        seen.append(noted())
    assert seen == [None, NOON, NOON, NOON + timedelta(minutes=11)]


def test_a_person_takes_their_calendars_along(app: Flask) -> None:
    house = a_house(app)
    fetch(app, house.private)
    with work(app):
        account = db.session.query(Account).filter_by(email=EMAIL).one()
        person = db.session.query(Speaker).one().person_id
        subject = Subject(person, frozenset({account.id}), frozenset({EMAIL}))
        copied = KNOWS.told(subject).tables
        assert [sorted(row) for row in copied["calendar_subscription"]] == [
            [
                "account_id",
                "changed_at",
                "fetched_at",
                "id",
                "kind",
                "made_at",
                "organization_id",
                "renewed_at",
            ]
        ]
        assert [row["role"] for row in copied["released_role"]] == ["moderator"]
        assert [(f.label, f.number) for f in KNOWS.goes(subject)] == [("addresses of own calendars", 1)]
        KNOWS.forget(OPERATOR, subject)
        assert (db.session.query(Subscription).count(), db.session.query(ReleasedRole).count()) == (0, 0)
    assert fetch(app, house.private).status_code == 404


def test_a_cancelled_session_leaves_private_feeds_too(app: Flask) -> None:
    house = a_house(app)
    house.change(called_off)
    house.change(released, 2)
    last = datetime(2028, 11, 10, 14, 30, tzinfo=UTC)  # 30 days after it would have ended
    clock.set_to(last - timedelta(minutes=1))
    kept = fetch(app, house.private)
    assert told(kept)[1:] == [
        ("two@example", 1, "CANCELLED: 2 · Early signs"),
        ("three@example", 0, "3 · Groups"),
    ]
    clock.set_to(last + timedelta(seconds=2))
    gone = again(app, house.private, kept)
    assert uids(gone) == ["one@example", "three@example"]
    assert again(app, house.private, gone).status_code == 304


def test_of_a_programme_that_was_taken_back_nothing_is_told(app: Flask) -> None:
    house = a_house(app)
    first = {path: fetch(app, path) for path in (house.private, house.cycle, house.series)}
    house.change(lambda m, s: actions.take_step(OPERATOR, m, MeetingStatus.DRAFT))
    assert [uids(again(app, path, before)) for path, before in first.items()] == [[], [], []]
    assert fetch(app, house.meeting).status_code == 404
