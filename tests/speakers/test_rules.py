"""How answers go on, when a link does nothing, and the plan of a session's time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.base.refusals import Refused
from meetings.programme.rules import MeetingStatus, SpeakerAnswer
from meetings.speakers.rules import (
    NEXT,
    Nothing,
    Service,
    check_answer,
    check_can_be_asked,
    check_reminder,
    kept,
    plan_of,
    services_of,
    why_nothing,
)

A, M = SpeakerAnswer, MeetingStatus
NOON = datetime(2028, 10, 10, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("there", "meeting", "cancelled", "starts_at", "why"),
    [
        (True, M.PUBLISHED, False, NOON + timedelta(seconds=1), None),
        (
            True,
            M.DRAFT,
            False,
            NOON + timedelta(days=1),
            None,
        ),  # speakers are asked before the programme is public
        (True, M.PUBLISHED, False, None, None),  # in the tray: there is no time yet
        (True, M.PUBLISHED, False, NOON, Nothing.BEGUN),
        (True, M.PUBLISHED, True, NOON - timedelta(days=1), Nothing.SESSION_CANCELLED),
        (True, M.CANCELLED, True, NOON, Nothing.MEETING_CANCELLED),
        (False, M.PUBLISHED, False, NOON, Nothing.REMOVED),
    ],
)
def test_when_a_link_does_nothing(there, meeting, cancelled, starts_at, why) -> None:
    assert why_nothing(there, meeting, cancelled, starts_at, NOON) is why


def test_every_answer_can_be_changed_but_nobody_is_unasked() -> None:
    assert set(NEXT) == set(A)
    assert all(A.NOT_ASKED not in to for to in NEXT.values())
    assert all({A.CONFIRMED, A.DECLINED} <= to for to in NEXT.values())
    with pytest.raises(Refused, match="session is cancelled"):
        check_answer(A.ASKED, A.CONFIRMED, Nothing.SESSION_CANCELLED)
    with pytest.raises(Refused, match="answered already: confirmed"):
        check_can_be_asked(A.CONFIRMED, "ana@example.org", None)
    with pytest.raises(Refused, match="Write the address"):
        check_can_be_asked(A.NOT_ASKED, "", None)
    check_can_be_asked(A.DECLINED, "ana@example.org", None)  # asked once more after a no


@pytest.mark.parametrize(
    ("stands", "hours", "sentence"),
    [
        (A.ASKED, 24, ""),
        (A.ASKED, 23, "less than 24 hours ago"),
        (A.CONFIRMED, 99, "nothing to answer: confirmed"),
        (A.NOT_ASKED, 99, "nothing to answer: not asked yet"),
    ],
)
def test_a_reminder_a_day(stands, hours, sentence) -> None:
    written = NOON - timedelta(hours=hours)
    if not sentence:
        check_reminder(stands, written, NOON)
        return
    with pytest.raises(Refused, match=sentence):
        check_reminder(stands, written, NOON)


@given(st.sets(st.sampled_from(Service)))
def test_services_come_back_as_they_were_kept(asked) -> None:
    assert set(services_of(kept(asked))) == asked


def test_what_is_no_service_any_more_is_passed_over() -> None:
    assert services_of("parking,helicopter,captioning") == (Service.CAPTIONING, Service.PARKING)
    assert services_of("") == ()


@given(st.lists(st.none() | st.integers(1, 60), max_size=12), st.integers(1, 300))
def test_turns_follow_each_other_and_what_is_left_adds_up(minutes, length) -> None:
    plan = plan_of(NOON, NOON + timedelta(minutes=length), minutes)
    assert [t.starts_at for t in plan.turns[1:]] == [t.ends_at for t in plan.turns[:-1]]
    assert sum(m or 0 for m in minutes) + plan.left == length
    assert plan.over == max(0, -plan.left)
    assert plan.unplanned == minutes.count(None)
