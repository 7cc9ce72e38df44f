"""Provisional dates and the geometry of the line."""

from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.progress.rules import (
    WIDTH,
    Event,
    Span,
    drawn_line,
    per_cent,
    provisional_dates,
    weeks_and_days,
)

FIRST, LAST = date(2026, 1, 1), date(2029, 4, 30)
DAYS = st.dates(date(2025, 1, 1), date(2030, 1, 1))


@pytest.mark.parametrize(
    ("kind", "year", "beside", "workshop", "starts", "ends"),
    [
        ("workshop", 2028, False, None, datetime(2028, 10, 10, 10), datetime(2028, 10, 11, 18)),
        ("focal_point_meeting", 2026, False, None, datetime(2026, 11, 11, 13), datetime(2026, 11, 11, 15)),
        ("focal_point_meeting", 2028, True, None, datetime(2028, 10, 9, 10), datetime(2028, 10, 9, 13)),
        (
            "focal_point_meeting",
            2028,
            True,
            date(2028, 5, 3),
            datetime(2028, 5, 2, 10),
            datetime(2028, 5, 2, 13),
        ),
    ],
)
def test_dates_that_hold_a_year_open(
    kind: str, year: int, beside: bool, workshop: date | None, starts: datetime, ends: datetime
) -> None:
    found = provisional_dates(kind, year, beside, workshop)
    assert (found.starts, found.ends) == (starts, ends)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2028, 10, 11), date(2028, 12, 18), (9, 5)),
        (date(2028, 10, 11), date(2028, 10, 11), (0, 0)),
        (date(2028, 10, 11), date(2028, 10, 2), (-1, -2)),
    ],
)
def test_weeks_and_days(start: date, end: date, expected: tuple[int, int]) -> None:
    assert weeks_and_days(start, end) == expected


def test_the_ends_of_the_line_and_beyond() -> None:
    assert [per_cent(d, FIRST, LAST) for d in (date(2025, 1, 1), FIRST, LAST, date(2030, 1, 1))] == [
        0,
        0,
        100,
        100,
    ]


def test_the_line_of_61_15() -> None:
    line = drawn_line(
        FIRST,
        LAST,
        date(2026, 11, 23),
        [Span("61", date(2026, 2, 23), date(2026, 3, 31)), Span("72", date(2029, 9, 10), date(2029, 10, 10))],
        [Event(date(2028, 10, 9), "Focal-point meeting"), Event(date(2028, 10, 10), "Workshop", held=True)],
        [Event(date(2028, 12, 18), "Report submitted")],
    )
    assert line.years == ((104.0, "2026"), (437.8, "2027"), (771.6, "2028"), (1106.3, "2029"))
    assert [d.span.label for d in line.councils] == ["61"]
    assert (line.councils[0].x, line.councils[0].width) == (152.5, 33.8)
    assert [(m.label_x is not None, m.below) for m in line.meetings] == [(True, False), (True, True)]
    assert line.today == 402.1 and line.today_box == 328.1


@given(DAYS, st.lists(st.tuples(DAYS, st.text("abc ", max_size=40)), max_size=12))
def test_nothing_leaves_the_line_and_no_labels_meet(
    today: date, given_events: list[tuple[date, str]]
) -> None:
    line = drawn_line(FIRST, LAST, today, [], [Event(d, t) for d, t in given_events], [])
    assert all(104 <= m.x <= WIDTH for m in line.meetings)
    for below in (False, True):
        placed = sorted(
            (m.label_x, m.label_x + 6.6 * len(m.event.label))
            for m in line.meetings
            if m.label_x is not None and m.below is below
        )
        assert all(end <= start for (_, end), (start, _) in pairwise(placed))
        assert all(start >= 104 and end <= WIDTH + 0.1 for start, end in placed)
    assert (line.today is None) == (not FIRST <= today <= LAST)
