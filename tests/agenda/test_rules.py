"""Agendas, updates and lateness: pure."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.agenda.rules import (
    USUAL,
    DateDraft,
    PointDraft,
    PointKind,
    Shut,
    There,
    UpdateState,
    attendance_of,
    begins,
    check_date,
    check_due,
    check_point,
    check_reminder,
    moved,
    repeated_label,
    update_state,
    why_shut,
)
from meetings.base.refusals import Refused
from meetings.programme.rules import MeetingStatus

M, U = MeetingStatus, UpdateState
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
DAY = timedelta(days=1)


@given(st.lists(st.integers(1, 20), min_size=2, unique=True), st.data())
def test_moving_keeps_every_point_and_the_first_that_are_fixed(order: list[int], data: st.DataObject) -> None:
    fixed = data.draw(st.integers(0, len(order) - 1))
    one = data.draw(st.sampled_from(order[fixed:]))
    by = data.draw(st.integers(-25, 25))
    after = moved(order, one, by, fixed)
    assert sorted(after) == sorted(order) and after[:fixed] == order[:fixed]
    assert [x for x in after if x != one] == [x for x in order if x != one]
    if fixed:
        with pytest.raises(Refused):
            moved(order, order[0], by, fixed)


def test_the_usual_agenda_begins_with_the_follow_up_and_has_each_kind_once() -> None:
    kinds = [kind for kind, _title, _minutes in USUAL]
    assert kinds[0] is PointKind.FOLLOW_UP
    assert {kind: kinds.count(kind) for kind in PointKind if kind is not PointKind.POINT} == dict.fromkeys(
        [k for k in PointKind if k is not PointKind.POINT], 1
    )


def test_when_points_begin() -> None:
    at = datetime(2026, 12, 9, 8)
    assert begins(at, [15, 5, None, 10]) == [at, at + timedelta(minutes=15), at + timedelta(minutes=20), None]


@pytest.mark.parametrize(
    ("draft", "kind", "number"),
    [(PointDraft(" "), PointKind.POINT, 1), (PointDraft("x"), PointKind.POINT, 61)],
)
def test_points_that_are_none(draft: PointDraft, kind: PointKind, number: int) -> None:
    with pytest.raises(Refused):
        check_point(draft, kind, number)
    check_point(PointDraft(""), PointKind.UPDATES, 60)


@pytest.mark.parametrize(
    ("sent", "due", "state"),
    [
        (None, None, U.OPEN),
        (None, NOW, U.OPEN),
        (None, NOW - DAY, U.LATE),
        (NOW - 2 * DAY, NOW - DAY, U.SENT),
        (NOW, NOW - DAY, U.SENT_LATE),
        (NOW, None, U.SENT),
    ],
)
def test_how_an_organization_stands(sent: datetime | None, due: datetime | None, state: UpdateState) -> None:
    assert update_state(sent, due, NOW) is state


@pytest.mark.parametrize(
    ("asked", "speaks", "status", "starts", "why"),
    [
        (True, True, M.PUBLISHED, NOW + DAY, None),
        (True, True, M.DRAFT, NOW + DAY, None),
        (True, False, M.PUBLISHED, NOW + DAY, Shut.NO_LONGER),
        (False, True, M.PUBLISHED, NOW + DAY, Shut.REMOVED),
        (True, True, M.PUBLISHED, NOW, Shut.BEGUN),
        (True, True, M.CLOSED, NOW + DAY, Shut.BEGUN),
        (False, False, M.CANCELLED, NOW + DAY, Shut.CANCELLED),
    ],
)
def test_what_a_link_says(
    asked: bool, speaks: bool, status: MeetingStatus, starts: datetime, why: Shut | None
) -> None:
    assert why_shut(asked, speaks, status, starts, NOW) is why


@pytest.mark.parametrize(
    ("first", "last", "fits"),
    [
        (date(2027, 3, 1), date(2027, 3, 1), True),
        (date(2027, 3, 2), date(2027, 3, 1), False),
        (date(1999, 3, 1), date(1999, 3, 1), False),
        (date(2027, 1, 1), date(2029, 1, 1), False),
        (date(9999, 12, 31), date(9999, 12, 31), False),
    ],
)
def test_days_of_an_event(first: date, last: date, fits: bool) -> None:
    draft = DateDraft("Hearing", first, last, "UTC")
    if fits:
        check_date(draft)
    else:
        with pytest.raises(Refused):
            check_date(draft)


def test_until_when_updates_are_due() -> None:
    starts = NOW + 10 * DAY
    check_due(None, starts, NOW, NOW)
    check_due(NOW - DAY, starts, NOW, NOW - DAY)  # it has passed since, and nobody changes it
    for due in (NOW - DAY, NOW, starts + DAY):
        with pytest.raises(Refused):
            check_due(due, starts, NOW, None)


def test_reminders_of_updates_and_of_summaries() -> None:
    check_reminder(U.LATE, NOW - DAY, None, NOW)
    refused: list[tuple[UpdateState, datetime | None, Shut | None]] = [
        (U.SENT, None, None),
        (U.LATE, NOW - DAY / 2, None),
        (U.LATE, None, Shut.BEGUN),
    ]
    for state, written_at, shut in refused:
        with pytest.raises(Refused):
            check_reminder(state, written_at, shut, NOW)


SEEN = st.tuples(st.sampled_from(["Court", "Forum"]), st.integers(1, 2), st.integers(1, 5))


@given(st.lists(SEEN), st.lists(SEEN))
def test_attendance_counts_each_person_once_a_sitting_in_whatever_order(one: list, other: list) -> None:
    assert attendance_of([*one, *other]) == attendance_of([*other, *one, *one])
    total = sum(sum(there.people.values()) for there in attendance_of(one))
    assert total == len(set(one))


def test_attendance_over_two_sittings() -> None:
    assert attendance_of([("forum", 1, 7), ("forum", 1, 7), ("forum", 2, 8), ("Court", 2, 9)]) == [
        There("Court", {2: 1}),
        There("forum", {1: 1, 2: 1}),
    ]


def test_numbers_of_repeated_sessions() -> None:
    assert repeated_label("3", 2, ["3"]) == "3b"
    assert repeated_label("3", 2, ["3", "3B"]) == "3c"
    assert repeated_label("3", 3, ["3", "3b"]) == "3c"
    with pytest.raises(Refused):
        repeated_label("1234567890", 2, [])
