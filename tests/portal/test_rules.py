"""How far it is to the next thing that matters."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.portal.rules import Distance, Milestone, Unit, Weight, distance, next_milestone, pressing

TODAY = date(2028, 9, 12)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (-3, Distance(0, Unit.TODAY)),
        (0, Distance(0, Unit.TODAY)),
        (1, Distance(1, Unit.DAYS)),
        (20, Distance(20, Unit.DAYS)),
        (21, Distance(3, Unit.WEEKS)),
        (28, Distance(4, Unit.WEEKS)),
    ],
)
def test_distance(days: int, told: Distance) -> None:
    assert distance(TODAY + timedelta(days=days), TODAY) == told


@pytest.mark.parametrize(
    ("days", "weight"),
    [(-1, Weight.OVERDUE), (0, Weight.NOW), (7, Weight.NOW), (8, Weight.OPEN), (43, Weight.LATER)],
)
def test_pressing(days: int, weight: Weight) -> None:
    assert pressing(TODAY + timedelta(days=days), TODAY) is weight


@given(st.lists(st.dates(date(2028, 1, 1), date(2029, 12, 31))))
def test_the_nearest_is_never_past_and_nothing_lies_between(days: list[date]) -> None:
    found = next_milestone([Milestone(d, "", "", "") for d in days], TODAY)
    ahead = [d for d in days if d >= TODAY]
    assert (found.day if found else None) == (min(ahead) if ahead else None)
