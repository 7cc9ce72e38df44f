"""Whatever the office and the people do, in whatever order: Last-Modified never falls, a feed that has changed has
another ETag, one that has not answers 304, SEQUENCE never falls, and nothing vanishes but what was over for long."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from werkzeug.http import parse_date

from meetings.access.actions import end_role, give_role
from meetings.access.actor import OPERATOR
from meetings.access.models import Account, RoleHolding
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.calendars.rules import Deadline, DeadlineKind, Seen, ToldDeadline, digest_of, seen_now, told_now
from meetings.ical.entries import SHOWN_AFTER_CANCELLING
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import MeetingKind, MeetingStatus
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus
from tests.calendars.kit import (
    EMAIL,
    NOON,
    House,
    a_house,
    all_taken_out,
    at,
    called_off,
    cancelled,
    components,
    edited,
    fetch,
    meeting_moved,
    moved,
    released,
    retitled,
    taken_out,
)
from tests.kit_app import fresh_database

instants = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)).map(
    lambda t: t.replace(microsecond=0, tzinfo=UTC)
)


@given(st.lists(st.tuples(st.sampled_from("abc"), instants)))
def test_a_feed_that_is_looked_at_never_goes_back(looks: list[tuple[str, datetime]]) -> None:
    """Also when the clock was put back, or two changes come within a second."""
    seen = Seen()
    for content, now in looks:
        after = seen_now(seen, digest_of((content,)), now)
        if seen.changed_at is not None and after.changed_at is not None:
            same = seen.digest == digest_of((content,))
            assert (after == seen) if same else (after.changed_at > seen.changed_at)
        seen = after


days = st.dates(datetime(2028, 1, 1).date(), datetime(2028, 1, 4).date())


@given(st.lists(st.tuples(days, st.booleans(), st.sampled_from(["Report", "Forecast"]), instants)))
def test_sequence_of_a_deadline_never_falls(changes: list[tuple[Any, bool, str, datetime]]) -> None:
    told: ToldDeadline | None = None
    for day, off, words, now in changes:
        deadline = Deadline("x", DeadlineKind.SLOT, day, None, words, "/", cancelled=off)
        after = told_now(told, deadline, now)
        if told is not None:
            assert after.sequence == told.sequence + (told.stands != deadline.stands)
            assert after == told if told.digest == deadline.digest else after.changed_at > told.changed_at
        told = after


# ─── Through the door ────────────────────────────────────────────────────────────────────────────────────────────

Sessions = dict[str, MeetingSession]


def moved_back(meeting: Meeting, sessions: Sessions) -> None:
    edited(sessions["2"], starts=datetime(2028, 10, 11, 15), ends=datetime(2028, 10, 11, 16))


def put_in(meeting: Meeting, sessions: Sessions) -> None:
    sessions["2"].unscheduled = False


def all_put_in(meeting: Meeting, sessions: Sessions) -> None:
    for session in sessions.values():
        session.unscheduled = False


def withdrawn(meeting: Meeting, sessions: Sessions) -> None:
    db.session.query(Registration).one().status = RegistrationStatus.WITHDRAWN


def admitted_again(meeting: Meeting, sessions: Sessions) -> None:
    db.session.query(Registration).one().status = RegistrationStatus.APPROVED


def role_given(meeting: Meeting, sessions: Sessions) -> None:
    account = db.session.query(Account).filter_by(email=EMAIL).one()
    give_role(OPERATOR, account, Role.RAPPORTEUR, sessions["1"].id, since=NOON.date() - timedelta(days=9))


def role_ended(meeting: Meeting, sessions: Sessions) -> None:
    for holding in db.session.query(RoleHolding).filter_by(until=None):
        end_role(OPERATOR, holding)


def other_kind(meeting: Meeting, sessions: Sessions) -> None:
    meeting.kind = MeetingKind.FOCAL_POINT_MEETING  # it leaves the series


def taken_back(meeting: Meeting, sessions: Sessions) -> None:
    from meetings.programme import actions

    if meeting.status is MeetingStatus.PUBLISHED:
        actions.take_step(OPERATOR, meeting, MeetingStatus.DRAFT)


def published(meeting: Meeting, sessions: Sessions) -> None:
    from meetings.programme import actions

    if meeting.status is MeetingStatus.CANCELLED:
        actions.take_step(OPERATOR, meeting, MeetingStatus.DRAFT)
    if meeting.status is MeetingStatus.DRAFT:
        actions.take_step(OPERATOR, meeting, MeetingStatus.PUBLISHED)


def called_off_whole(meeting: Meeting, sessions: Sessions) -> None:
    if meeting.status in (MeetingStatus.PUBLISHED, MeetingStatus.DRAFT):
        cancelled(meeting, sessions)


VERBS: list[Callable[[Meeting, Sessions], None]] = [
    *(moved, moved_back, retitled, called_off, taken_out, put_in, released, withdrawn, admitted_again),
    *(all_taken_out, all_put_in, meeting_moved),
    *(role_given, role_ended, other_kind, taken_back, published, called_off_whole),
]
# Hours that pass before each: within a second, an hour, and beyond the 30 days of what was cancelled.
steps = st.lists(
    st.tuples(st.sampled_from(VERBS), st.sampled_from([0.0, 1.0, 24.0, 24.0 * 45])), min_size=3, max_size=6
)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
@example([(verb, 1.0) for verb in (all_taken_out, released, meeting_moved, all_put_in)])
@example([(verb, 1.0) for verb in (taken_out, taken_back, meeting_moved, published, put_in)])
def test_feeds_never_go_back(app: Flask, steps: list[tuple[Callable[..., None], float]]) -> None:
    fresh_database(app, empty_only=True)
    house = a_house(app)
    before = {path: _seen(house, path) for path in house.feeds}
    highest: dict[str, int] = {}
    hours = 0.0
    for verb, pass_by in [*steps, (released, 0.0)]:
        hours += pass_by
        with suppress(Refused):  # such as to publish what has no session
            house.change(verb, hours)
        at(hours)
        for path in house.feeds:
            after = _seen(house, path)
            _compare(before[path], after, highest)
            if path == house.meeting:
                _stays(before[path], after)
            if after is not None:
                before[path] = after
                known = fetch(app, path, If_None_Match=after[0], If_Modified_Since=after[1])
                assert (known.status_code, known.data) == (304, b"")


Answered = tuple[str, str, bytes]


def _seen(house: House, path: str) -> Answered | None:
    answer = fetch(house.app, path)
    if answer.status_code == 404:  # a meeting that was taken back
        return None
    assert answer.status_code == 200
    return answer.headers["ETag"], answer.headers["Last-Modified"], answer.data


def _compare(before: Answered | None, after: Answered | None, highest: dict[str, int]) -> None:
    if after is None:
        return
    for event in components(after[2]):
        uid, sequence = str(event["UID"]), int(event["SEQUENCE"])
        assert sequence >= highest.get(uid, 0)
        highest[uid] = sequence
    if before is None:
        return
    was, now = parse_date(before[1]), parse_date(after[1])
    assert was is not None
    assert now is not None
    assert now >= was
    if before[2] != after[2]:
        assert before[0] != after[0]
        assert now > was  # whoever asks by date alone learns of it, too


def _stays(before: Answered | None, after: Answered | None) -> None:
    """Whoever was shown an entry is told of its end, until 30 days after it would have ended."""
    if before is None or after is None:
        return
    left = {str(event["UID"]) for event in components(after[2])}
    for event in components(before[2]):
        if event["DTEND"].dt + SHOWN_AFTER_CANCELLING >= clock.now():
            assert str(event["UID"]) in left
