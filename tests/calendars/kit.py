"""What the tests of feeds share: a workshop with people in it, a calendar that fetches, and bytes read back."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import Flask
from icalendar import Calendar
from werkzeug.test import TestResponse

from meetings.access.actions import begin_session, give_role
from meetings.access.actor import OPERATOR
from meetings.access.models import Account
from meetings.access.permissions import Role
from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.calendars import queries
from meetings.calendars.models import Subscription
from meetings.calendars.rules import FeedKind
from meetings.programme import actions
from meetings.programme.models import Meeting, MeetingSession, Speaker
from meetings.programme.rules import (
    RELEASED,
    MeetingDraft,
    MeetingStatus,
    SessionDraft,
    SessionKind,
    SpeakerRole,
)
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus
from tests.builders import a_cycle, a_meeting, a_person, a_registration, a_session, the_programme_is_public
from tests.calendars.access_rows import a_subscription
from tests.kit_app import an_account, work

NOON = datetime(2028, 9, 1, 12, tzinfo=UTC)
EMAIL = "ada@example.org"
RAW_LINK = "https://meet.example.org/secret"
LINK = "http://127.0.0.1/meetings/example/join"  # the page that leads to it, for those admitted


def at(hours: float) -> None:
    """So many hours after noon."""
    clock.set_to(NOON + timedelta(hours=hours))


def fetch(app: Flask, path: str, **headers: str) -> TestResponse:
    """As a calendar does: no cookie, perhaps what it had."""
    return app.test_client().get(path, headers={k.replace("_", "-"): v for k, v in headers.items()})


def again(app: Flask, path: str, before: TestResponse) -> TestResponse:
    """The same calendar comes back with what it was given."""
    return fetch(
        app, path, If_None_Match=before.headers["ETag"], If_Modified_Since=before.headers["Last-Modified"]
    )


def events(answer: TestResponse) -> list[Any]:
    assert answer.status_code == 200, answer.status
    return components(answer.data)


def components(feed: bytes, name: str = "VEVENT") -> list[Any]:
    found: list[Any] = list(Calendar.from_ical(feed).walk(name))
    assert [one.errors for one in found] == [[] for _ in found]
    return found


def told(answer: TestResponse) -> list[tuple[str, int, str]]:
    """(UID, SEQUENCE, SUMMARY) of each event."""
    return [(str(e["UID"]), int(e["SEQUENCE"]), str(e["SUMMARY"])) for e in events(answer)]


def uids(answer: TestResponse) -> list[str]:
    return [str(e["UID"]) for e in events(answer)]


@dataclass(frozen=True)
class House:
    """A workshop of cycle 91/15 with three sessions and a break; Ada is admitted, and moderates the second session."""

    app: Flask
    uid: str
    private: str

    meeting = "/calendar/example.ics"
    cycle = "/calendar/cycle/91-15.ics"
    series = "/calendar/series/workshops.ics"

    @property
    def feeds(self) -> tuple[str, ...]:
        return (self.meeting, self.cycle, self.series, self.private)

    def change(self, verb: Callable[[Meeting, dict[str, MeetingSession]], None], hours: float = 1) -> None:
        """Do something so many hours after noon, to the meeting and its sessions by number."""
        at(hours)
        with work(self.app):
            meeting = db.session.query(Meeting).filter_by(slug="example").one()
            verb(meeting, {s.label: s for s in meeting.sessions})


def a_house(app: Flask, **given: Any) -> House:
    at(0)
    # What was written of a meeting at an instant is kept for the process: no two tests have the same one.
    uid = f"{secrets.new_key()}@meeting"
    with work(app):
        meeting = a_meeting(
            "example",
            title="Example workshop",
            uid=uid,
            join_link=RAW_LINK,
            cycle=a_cycle("91/15"),
            **given,
        )
        opening = {"label": "1", "title": "Opening", "kind": SessionKind.OPENING, "about": "Welcome."}
        a_session(meeting, uid="one@example", **opening)
        two = a_session(
            meeting, uid="two@example", label="2", title="Early signs", starts=datetime(2028, 10, 11, 15)
        )
        a_session(meeting, uid="three@example", label="3", title="Groups", kind=SessionKind.BREAKOUT,
                  starts=datetime(2028, 10, 11, 15))  # fmt: skip
        a_session(meeting, uid="tea@example", label="T", title="Tea", kind=SessionKind.BREAK,
                  starts=datetime(2028, 10, 10, 12))  # fmt: skip
        account = an_account(EMAIL, "Ada Example")
        db.session.flush()
        person = a_person("Ada Example", email=EMAIL, account_id=account.id)
        db.session.add(
            Speaker(session=two, person_id=person.id, role=SpeakerRole.MODERATOR, name="Ada Example")
        )
        if meeting.is_public:
            the_programme_is_public(meeting)
        admitted(meeting, account)
        path = address_of(a_subscription(account))
    return House(app, uid, path)


def admitted(meeting: Meeting, account: Account, **given: Any) -> Registration:
    return a_registration(
        meeting, account_id=account.id, email=account.email, status=RegistrationStatus.APPROVED, **given
    )


def address_of(subscription: Subscription) -> str:
    return f"/calendar/my/{queries.token_of(subscription)}.ics"


def subscribed(app: Flask, kind: FeedKind, role: Role | None = None, organization: int | None = None) -> str:
    """The address of the feed of somebody new who holds the role."""
    with work(app):
        account = an_account(f"{secrets.new_key().lower()}@example.org")
        db.session.flush()
        if role is not None:
            give_role(OPERATOR, account, role, organization, since=date(2020, 1, 1))
        return address_of(a_subscription(account, kind=kind, organization_id=organization))


def browser_of(app: Flask, email: str) -> Any:
    """A browser in which the account of that address is signed in."""
    client = app.test_client()
    with work(app):
        account = db.session.query(Account).filter_by(email=email).one()
        token = begin_session(account)
    with client.session_transaction() as session:
        session["_user_id"] = token
    return client


# ─── What the office does ────────────────────────────────────────────────────────────────────────────────────────


def edited(session: MeetingSession, **given: Any) -> None:
    values: dict[str, Any] = {
        name: getattr(session, name) for name in ("label", "kind", "title", "starts", "ends", "room", "about")
    }
    actions.edit_session(OPERATOR, session, SessionDraft(**values | given), session.version)


def moved(meeting: Meeting, sessions: dict[str, MeetingSession]) -> None:
    edited(sessions["2"], starts=datetime(2028, 10, 11, 16), ends=datetime(2028, 10, 11, 17))


def retitled(meeting: Meeting, sessions: dict[str, MeetingSession]) -> None:
    edited(sessions["2"], title="Warning signs")


def called_off(meeting: Meeting, sessions: dict[str, MeetingSession]) -> None:
    actions.cancel_session(OPERATOR, sessions["2"])


def taken_out(meeting: Meeting, sessions: dict[str, MeetingSession]) -> None:
    sessions["2"].unscheduled = True


def third_taken_out(meeting: Meeting, sessions: dict[str, MeetingSession]) -> None:
    sessions["3"].unscheduled = True


def all_taken_out(meeting: Meeting, sessions: dict[str, MeetingSession]) -> None:
    for session in sessions.values():
        session.unscheduled = True


def meeting_moved(meeting: Meeting, sessions: dict[str, MeetingSession]) -> None:
    """A day later, its sessions with it."""
    values = {
        field.name: getattr(meeting, field.name) for field in fields(MeetingDraft) if field.name != "slug"
    }
    days = {name: values[name] + timedelta(days=1) for name in ("starts", "ends")}
    actions.edit_meeting(
        OPERATOR, meeting, MeetingDraft(**values | days), meeting.version, move_sessions=True
    )


def released(meeting: Meeting, sessions: dict[str, MeetingSession]) -> None:
    if meeting.status in RELEASED:
        actions.release(OPERATOR, meeting)


def cancelled(meeting: Meeting, sessions: dict[str, MeetingSession]) -> None:
    actions.take_step(OPERATOR, meeting, MeetingStatus.CANCELLED)
