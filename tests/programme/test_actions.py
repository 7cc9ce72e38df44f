"""What calendars are told of changes, who is refused, and what the trail says."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.models import AuditRow, RoleHolding
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused, Stale
from meetings.programme import actions, queries, releases
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import (
    MeetingDraft,
    MeetingKind,
    MeetingStatus,
    Mode,
    SessionDraft,
    SessionKind,
    SpeakerDraft,
    SpeakerRole,
)
from meetings.programme.rules.released import Session
from tests.builders import a_cycle
from tests.kit_app import an_account, work

pytestmark = pytest.mark.usefixtures("standing_clock")
NOON = datetime(2028, 9, 1, 12, tzinfo=UTC)
S = MeetingStatus


def a_draft(**given: Any) -> MeetingDraft:
    values: dict[str, Any] = dict(
        title="Example workshop",
        kind=MeetingKind.WORKSHOP,
        mode=Mode.HYBRID,
        zone="Europe/Zurich",
        city="Geneva",
        starts=datetime(2028, 10, 10, 10),
        ends=datetime(2028, 10, 11, 18),
        cycle_id=0,
        place="Palais",
        join_link="https://meet.example.org/x",
    )
    return MeetingDraft(**values | given)


def session_draft(**given: Any) -> SessionDraft:
    values: dict[str, Any] = dict(
        label="1",
        kind=SessionKind.PANEL,
        title="Example panel",
        starts=datetime(2028, 10, 10, 10),
        ends=datetime(2028, 10, 10, 11),
        room="Room XX",
    )
    return SessionDraft(**values | given)


def a_programme() -> tuple[Meeting, MeetingSession, MeetingSession]:
    """A published meeting with two sessions, made at noon."""
    clock.set_to(NOON)
    meeting = actions.create_meeting(OPERATOR, a_draft(cycle_id=a_cycle().id))
    one = actions.add_session(OPERATOR, meeting, session_draft())
    two = actions.add_session(
        OPERATOR, meeting, session_draft(label="2", starts=one.ends, ends=one.ends.replace(hour=12))
    )
    actions.take_step(OPERATOR, meeting, S.PUBLISHED)
    return meeting, one, two


def told(meeting: Meeting, label: str = "1") -> Session:
    """The session as the version that is public tells it."""
    db.session.flush()
    return next(s for s in releases.version_of(OPERATOR, meeting) if s.label == label)


def counts(meeting: Meeting) -> list[int]:
    db.session.flush()
    version = sorted(releases.version_of(OPERATOR, meeting), key=lambda s: s.label)
    return [meeting.sequence, *(s.sequence for s in version)]


@pytest.mark.parametrize(
    ("change", "more"),
    [
        ({"title": "Another title"}, [0, 0, 0]),
        ({"about": "Other words"}, [0, 0, 0]),
        ({"places": 5, "languages": ("fr",)}, [0, 0, 0]),
        ({"place": "Another place"}, [1, 1, 1]),
        ({"city": "Suva"}, [1, 1, 1]),
        ({"zone": "Europe/Paris"}, [1, 1, 1]),
        ({"zone": "Pacific/Fiji"}, [1, 1, 1]),
        ({"join_link": "https://meet.example.org/y"}, [1, 1, 1]),
        # The meeting ends later; its sessions stay.
        ({"ends": datetime(2028, 10, 11, 19)}, [1, 0, 0]),
    ],
)
def test_what_a_change_of_the_meeting_tells_its_sessions(
    app: Flask, change: dict[str, Any], more: list[int]
) -> None:
    with work(app):
        meeting, _one, _two = a_programme()
        before, told_at = counts(meeting), meeting.feed_changed_at
        uids = [s.uid for s in meeting.sessions]
        clock.set_to(NOON + timedelta(hours=1))
        draft = a_draft(cycle_id=meeting.cycle_id)
        actions.edit_meeting(OPERATOR, meeting, replace(draft, **change), meeting.version)
        assert [b - a for a, b in zip(before, counts(meeting), strict=True)] == more
        assert [s.uid for s in meeting.sessions] == uids
        title_or_more = "title" in change or more[1]
        assert told(meeting).changed_at == (NOON + timedelta(hours=1) if title_or_more else NOON)
        heard = "places" not in change
        assert meeting.feed_changed_at == (NOON + timedelta(hours=1) if heard else told_at)
        assert meeting.released == 1 + ("zone" in change)


def test_a_new_zone_keeps_the_wall_clock_and_derives_the_instants_again(app: Flask) -> None:
    with work(app):
        meeting, one, _ = a_programme()
        actions.edit_meeting(
            OPERATOR, meeting, a_draft(cycle_id=meeting.cycle_id, zone="Pacific/Fiji"), meeting.version
        )
        assert (one.starts, one.starts_at) == (
            datetime(2028, 10, 10, 10),
            datetime(2028, 10, 9, 22, tzinfo=UTC),
        )


def test_sessions_move_along_with_their_meeting(app: Flask) -> None:
    with work(app):
        meeting, one, two = a_programme()
        later = a_draft(
            cycle_id=meeting.cycle_id, starts=datetime(2028, 11, 7, 10), ends=datetime(2028, 11, 8, 18)
        )
        with pytest.raises(Refused, match="Session 1 stands in the way"):
            actions.edit_meeting(OPERATOR, meeting, later, meeting.version)
        db.session.rollback()
    with work(app):
        meeting, one, two = a_programme()
        later = replace(later, cycle_id=meeting.cycle_id)
        before = counts(meeting)
        actions.edit_meeting(OPERATOR, meeting, later, meeting.version, move_sessions=True)
        # Geneva is an hour nearer to UTC by then.
        assert [s.starts_at for s in (one, two)] == [
            datetime(2028, 11, 7, 9, tzinfo=UTC),
            datetime(2028, 11, 7, 10, tzinfo=UTC),
        ]
        assert counts(meeting) == [n + 1 for n in before]


@pytest.mark.parametrize(
    ("change", "more"),
    [
        ({"title": "Another"}, 0),
        ({"about": "Words"}, 0),
        ({"label": "1a"}, 0),
        ({"room": "Room XXII"}, 1),
        ({"starts": datetime(2028, 10, 10, 10, 15)}, 1),
        ({"ends": datetime(2028, 10, 10, 11, 15)}, 1),
    ],
)
def test_what_a_change_of_a_session_counts(app: Flask, change: dict[str, Any], more: int) -> None:
    with work(app):
        meeting, one, _two = a_programme()
        before, told_at = counts(meeting), meeting.feed_changed_at
        clock.set_to(NOON + timedelta(hours=1))
        actions.edit_session(OPERATOR, one, session_draft(**change), one.version)
        assert (counts(meeting), meeting.feed_changed_at) == (before, told_at)  # nobody is told of a draft
        actions.release(OPERATOR, meeting)
        label = change.get("label", "1")
        assert (told(meeting, label).sequence - before[1], told(meeting, "2").sequence - before[2]) == (
            more,
            0,
        )
        assert told(meeting, label).changed_at == NOON + timedelta(hours=1)
        assert meeting.feed_changed_at == NOON + timedelta(hours=1)


def test_cancelling_keeps_the_session(app: Flask) -> None:
    with work(app):
        meeting, one, _two = a_programme()
        uid, before = one.uid, counts(meeting)
        actions.cancel_session(OPERATOR, one)
        actions.cancel_session(OPERATOR, one)  # twice is once
        actions.release(OPERATOR, meeting)
        assert (told(meeting).uid, counts(meeting)) == (uid, [before[0], before[1] + 1, before[2]])
        actions.reinstate_session(OPERATOR, one)
        actions.release(OPERATOR, meeting)
        assert (one.cancelled_at, told(meeting).sequence) == (None, before[1] + 2)
        actions.take_step(OPERATOR, meeting, S.CANCELLED)
        assert counts(meeting) == [before[0] + 1, before[1] + 3, before[2] + 1]


def test_only_sessions_that_nobody_was_told_of_are_deleted(app: Flask) -> None:
    with work(app):
        meeting, one, two = a_programme()
        with pytest.raises(Refused, match="People were told of this session"):
            actions.delete_session(OPERATOR, one)
        three = actions.add_session(OPERATOR, meeting, session_draft(label="3"))
        held = actions.assign_rapporteur(OPERATOR, three, an_account())
        with pytest.raises(Refused, match="Put it into the tray instead"):
            actions.delete_session(OPERATOR, three)
        actions.end_rapporteur(OPERATOR, held)
        db.session.flush()
        actions.delete_session(OPERATOR, three)
        db.session.flush()  # what is left is read from the rows
        left = db.session.scalars(select(MeetingSession).order_by(MeetingSession.id))
        assert [s.id for s in left] == [one.id, two.id]
        # Nobody is the rapporteur of the session that gets this id next.
        assert list(db.session.scalars(select(RoleHolding).where(RoleHolding.until.is_(None)))) == []


def test_steps_that_are_too_early(app: Flask) -> None:
    with work(app):
        clock.set_to(NOON)
        meeting = actions.create_meeting(OPERATOR, a_draft(cycle_id=a_cycle().id))
        with pytest.raises(Refused, match="no session yet"):
            actions.take_step(OPERATOR, meeting, S.PUBLISHED)
        session = actions.add_session(OPERATOR, meeting, session_draft())
        actions.cancel_session(OPERATOR, session)
        with pytest.raises(Refused, match="no session yet"):
            actions.take_step(OPERATOR, meeting, S.PUBLISHED)
        actions.reinstate_session(OPERATOR, session)
        actions.take_step(OPERATOR, meeting, S.PUBLISHED)
        with pytest.raises(Refused, match="not begun yet"):
            actions.take_step(OPERATOR, meeting, S.HELD)
        clock.set_to(datetime(2028, 10, 10, 8, tzinfo=UTC))
        actions.take_step(OPERATOR, meeting, S.HELD)
        with pytest.raises(Refused, match="cannot be closed yet"):  # nobody has written what was said
            actions.take_step(OPERATOR, meeting, S.CLOSED)
        actions.cancel_session(OPERATOR, session)
        actions.take_step(OPERATOR, meeting, S.CLOSED)
        assert meeting.status is S.CLOSED
        with pytest.raises(Refused, match="The meeting is closed"):
            actions.reinstate_session(OPERATOR, session)
        with pytest.raises(Refused, match="Say why"):
            actions.take_step(OPERATOR, meeting, S.HELD, " ")
        actions.take_step(OPERATOR, meeting, S.HELD, "A summary was wrong.")
        told = [(c.closed_by, c.reopened_by, c.reason) for c in queries.closings(OPERATOR, meeting)]
        assert told == [("the operator", "the operator", "A summary was wrong.")]


def test_a_stale_edit_is_refused(app: Flask) -> None:
    with work(app):
        meeting, one, _ = a_programme()
        read = one.version
        actions.edit_session(OPERATOR, one, session_draft(title="First"), read)
        with pytest.raises(Stale):
            actions.edit_session(OPERATOR, one, session_draft(title="Second"), read)
        with pytest.raises(Stale):
            actions.edit_meeting(OPERATOR, meeting, a_draft(cycle_id=meeting.cycle_id), meeting.version - 1)
        assert one.title == "First"


def test_two_sessions_of_one_number(app: Flask) -> None:
    with work(app):
        meeting, _, two = a_programme()
        for attempt in (
            lambda: actions.add_session(OPERATOR, meeting, session_draft(label="2")),
            lambda: actions.edit_session(OPERATOR, two, session_draft(label="1"), two.version),
        ):
            with pytest.raises(Refused) as no:
                attempt()
            assert no.value.field == "label"


def test_addresses_are_free_or_refused(app: Flask) -> None:
    with work(app):
        draft = a_draft(cycle_id=a_cycle().id)
        assert [actions.create_meeting(OPERATOR, draft).slug for _ in range(2)] == [
            "workshop-2028",
            "workshop-2028-2",
        ]
        with pytest.raises(Refused, match="workshop-2028 already"):
            actions.create_meeting(OPERATOR, replace(draft, slug="workshop-2028"))


def test_speakers_in_their_order(app: Flask) -> None:
    with work(app):
        _, one, _ = a_programme()
        a, b, c = (
            actions.add_speaker(OPERATOR, one, SpeakerDraft(name, SpeakerRole.PANELLIST))
            for name in ("Ana", "Ben", "Cleo")
        )
        actions.move_speaker(OPERATOR, c, up=True)
        actions.move_speaker(OPERATOR, a, up=True)  # is at the top
        actions.remove_speaker(OPERATOR, b)
        actions.edit_speaker(
            OPERATOR, c, SpeakerDraft("Cleo Example", SpeakerRole.CHAIR, "Judge", "Example Court")
        )
        db.session.flush()  # read in the order of the rows
        db.session.expire(one)
        assert [(s.name, s.role.value, s.function, s.organization) for s in one.speakers] == [
            ("Ana", "panellist", "", ""),
            ("Cleo Example", "chair", "Judge", "Example Court"),
        ]
        verbs = select(AuditRow.verb).where(AuditRow.on_kind == "session").order_by(AuditRow.id)
        assert list(db.session.scalars(verbs)) == [
            "add_session", "add_session", "add_speaker", "add_speaker", "add_speaker", "move_speaker",
            "remove_speaker", "edit_speaker",
        ]  # fmt: skip


def test_the_trail_keeps_what_changed(app: Flask) -> None:
    with work(app):
        meeting, one, _ = a_programme()
        actions.edit_session(OPERATOR, one, session_draft(room="Room XXII"), one.version)
        actions.take_step(OPERATOR, meeting, S.CANCELLED)
        db.session.flush()  # the trail is read from the rows
        rows = db.session.scalars(select(AuditRow).order_by(AuditRow.id.desc()).limit(2)).all()
        assert [(r.verb, r.actor_name, r.before, r.after) for r in reversed(rows)] == [
            ("edit_session", "the operator", {"room": "Room XX"}, {"room": "Room XXII"}),
            ("take_step", "the operator", {"status": "published"}, {"status": "cancelled"}),
        ]


VERBS = ["move", "retitle", "replace", "cancel", "reinstate", "add", "step", "speaker", "release"]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(VERBS), st.integers(-3, 3)), min_size=1, max_size=8))
def test_no_sequence_of_verbs_takes_a_feed_back(app: Flask, steps: list[tuple[str, int]]) -> None:
    """feed_changed_at never goes back, and grows whenever anything that is told has changed."""
    with work(app):
        meeting, one, _ = a_programme()
        now = NOON
        for n, (verb, seconds) in enumerate(steps):
            now += timedelta(seconds=seconds)
            clock.set_to(now)
            before = (meeting.feed_changed_at, _all_told(meeting))
            _do(verb, n, meeting, one)
            after = (meeting.feed_changed_at, _all_told(meeting))
            assert after[0] >= before[0]
            if before[1] != after[1]:
                assert after[0] > before[0]
        db.session.rollback()


def _all_told(meeting: Meeting) -> list[object]:
    db.session.flush()
    of_meeting = (meeting.title, meeting.starts_at, meeting.ends_at, meeting.place, meeting.status)
    return [of_meeting, *releases.version_of(OPERATOR, meeting)]


def _do(verb: str, n: int, meeting: Meeting, one: MeetingSession) -> None:
    match verb:
        case "move":
            start = datetime(2028, 10, 10, 10, n)
            actions.edit_session(OPERATOR, one, session_draft(title=one.title, starts=start), one.version)
        case "retitle":
            actions.edit_session(
                OPERATOR, one, session_draft(starts=one.starts, title=f"Title {n}"), one.version
            )
        case "replace":
            actions.edit_meeting(
                OPERATOR, meeting, a_draft(cycle_id=meeting.cycle_id, place=f"Place {n}"), meeting.version
            )
        case "cancel":
            actions.cancel_session(OPERATOR, one)
        case "reinstate":
            actions.reinstate_session(OPERATOR, one)
        case "add":
            actions.add_session(OPERATOR, meeting, session_draft(label=f"x{n}"))
        case "release":
            try:
                actions.release(OPERATOR, meeting)
            except Refused:
                return
        case "speaker":
            actions.add_speaker(OPERATOR, one, SpeakerDraft("Ana", SpeakerRole.CHAIR))
        case "step":
            to = S.PUBLISHED if meeting.status is S.DRAFT else S.DRAFT
            try:
                actions.take_step(OPERATOR, meeting, to)
            except Refused:
                return
