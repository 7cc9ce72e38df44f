"""What hangs on the workshop and the session, as tables and laws."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.base.refusals import Refused
from meetings.forecast.rules import (
    Days,
    Sheet,
    Standing,
    Weeks,
    changed_since,
    check_estimate,
    moved,
    standing,
)
from meetings.mandate.rules import Margin, Slot, SlotKind

SLOTS = (Slot(SlotKind.FREEZE, 14), Slot(SlotKind.SUBMISSION, 10), Slot(SlotKind.ISSUANCE, 6))
WEEKS = Weeks(9, 10)
STANDS = Days(date(2028, 10, 10), date(2028, 10, 11), date(2029, 2, 26))
SOME_DAY = st.dates(date(2028, 3, 1), date(2029, 1, 31))


def of(days: Days) -> Standing:
    return standing(days, SLOTS, WEEKS, {})


def test_the_seventieth_session_as_the_facts_have_it() -> None:
    now = of(STANDS)
    assert [(slot.kind, slot.day) for slot in now.slots] == [
        (SlotKind.FREEZE, date(2028, 11, 20)),
        (SlotKind.SUBMISSION, date(2028, 12, 18)),
        (SlotKind.ISSUANCE, date(2029, 1, 15)),
    ]
    assert (now.writing.days, now.writing.margin, [each.number for each in now.clashes]) == (
        68,
        Margin.TIGHT,
        [69],
    )


@pytest.mark.parametrize(
    ("first", "lost", "margin", "sessions"),
    [
        (date(2028, 10, 17), 7, Margin.TOO_LATE, []),
        (date(2028, 11, 7), 28, Margin.TOO_LATE, []),
        (date(2028, 10, 3), -7, Margin.ENOUGH, [69]),
        (STANDS.first, 0, Margin.TIGHT, [69]),
    ],
)
def test_a_workshop_that_moves_loses_or_gains_days_of_writing(
    first: date, lost: int, margin: Margin, sessions: list[int]
) -> None:
    change = moved(of(STANDS), of(Days(first, first + timedelta(days=1), STANDS.opens)))
    assert (change.lost, change.after.writing.margin) == (lost, margin)
    assert [each.number for each in change.after.clashes] == sessions
    assert [shift.days for shift in change.shifts] == [0, 0, 0]


def test_a_session_that_opens_earlier_takes_all_its_dates_along() -> None:
    change = moved(of(STANDS), of(Days(STANDS.first, STANDS.last, date(2029, 2, 12))))
    assert ([shift.days for shift in change.shifts], change.lost) == ([-14, -14, -14], 14)


@given(SOME_DAY, st.integers(0, 5), SOME_DAY, SOME_DAY)
def test_what_one_move_costs_the_move_back_gives(first: date, length: int, other: date, opens: date) -> None:
    one, two = (of(Days(day, day + timedelta(days=length), opens)) for day in (first, other))
    if abs((other - first).days) <= 365:
        assert moved(one, two).lost == -moved(two, one).lost == (other - first).days
    assert moved(one, one).changes_nothing


@pytest.mark.parametrize(
    "days",
    [
        Days(date(2028, 10, 11), date(2028, 10, 10), STANDS.opens),
        Days(date(2028, 10, 1), date(2028, 10, 20), STANDS.opens),
    ],
)
def test_a_workshop_has_an_order_and_an_end(days: Days) -> None:
    with pytest.raises(Refused):
        of(days)


def test_nothing_is_moved_by_more_than_a_year() -> None:
    with pytest.raises(Refused) as no:
        moved(of(STANDS), of(Days(STANDS.first, STANDS.last, date(2031, 2, 26))))
    assert no.value.field == "opens"


def test_what_differs_from_what_was_told() -> None:
    told = Sheet("Title", "A/HRC/70/NN", "61/15", 70, 8000, ("en",), date(2028, 12, 18), date(2029, 1, 15))
    now = Sheet(
        "Title", "A/HRC/70/12", "61/15", 70, 8000, ("en", "fr"), date(2028, 12, 18), date(2029, 1, 15)
    )
    assert (changed_since(told, now), changed_since(told, told)) == (("symbol", "languages"), ())


@pytest.mark.parametrize(
    ("words", "passes"), [(0, False), (1, True), (8500, True), (8501, False), (-3, False)]
)
def test_an_estimate_keeps_the_limit(words: int, passes: bool) -> None:
    if passes:
        check_estimate(words, 8500)
    else:
        with pytest.raises(Refused):
            check_estimate(words, 8500)
