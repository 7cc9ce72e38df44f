"""Days, warnings, small numbers: tables of cases, and the law that no sum gives a small number away."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.base.refusals import Refused
from meetings.retention.rules import (
    STANDARDS,
    Clock,
    RuleDay,
    Setting,
    Told,
    Warned,
    added,
    check_day,
    check_number,
    day_by_rule,
    deleted_on,
    told,
    total,
    warning_due,
)

NUMBERS = {setting: standard.number for setting, standard in STANDARDS.items()}
DAY = date(2029, 3, 26)


@pytest.mark.parametrize(
    ("opens", "ends", "expected"),
    [
        (date(2029, 2, 26), date(2028, 10, 11), RuleDay(DAY, True)),
        (date(2029, 2, 26), date(2029, 2, 24), RuleDay(DAY, True)),
        (date(2029, 2, 26), date(2029, 2, 25), RuleDay(date(2029, 3, 27), False)),
        (date(2029, 2, 26), date(2029, 6, 30), RuleDay(date(2029, 7, 30), False)),
    ],
)
def test_the_rule_counts_from_the_session_but_never_before_30_days_after_the_meeting(
    opens: date, ends: date, expected: RuleDay
) -> None:
    assert day_by_rule(opens, ends, NUMBERS) == expected


@pytest.mark.parametrize(
    ("left", "sent", "expected"),
    [
        (15, [], None),
        (14, [], 14),
        (4, [], 14),
        (14, [14], None),
        (4, [14], None),
        (3, [14], 3),
        (2, [], 3),
        (2, [3], None),
        (0, [14, 3], None),
        (-200, [], 3),
        (-200, [3], None),
    ],
)
def test_each_warning_is_due_once(left: int, sent: list[int], expected: int | None) -> None:
    went = [Warned(DAY, before, DAY) for before in sent] + [Warned(DAY - timedelta(days=1), 3, DAY)]
    assert warning_due(DAY, DAY - timedelta(days=left), NUMBERS, went) == expected


@pytest.mark.parametrize(
    ("warned", "expected"),
    [
        ([], None),
        ([date(2029, 3, 12)], DAY),
        ([date(2029, 3, 12), date(2029, 3, 23)], DAY),
        ([date(2029, 3, 25)], date(2029, 3, 28)),
        ([date(2029, 6, 1)], date(2029, 6, 4)),
    ],
)
def test_nothing_goes_by_itself_without_a_warning_three_days_before(
    warned: list[date], expected: date | None
) -> None:
    assert deleted_on(DAY, NUMBERS, [Warned(DAY, 3, on) for on in warned]) == expected


@pytest.mark.parametrize(
    ("day", "no"),
    [
        (date(2028, 10, 11), "must be over first"),
        (date(2028, 12, 1), "a day to come"),
        (date(2039, 1, 1), "Not longer than 10 years"),
        (date(2028, 12, 2), None),
        (date(2038, 12, 31), None),
    ],
)
def test_which_days_can_be_chosen(day: date, no: str | None) -> None:
    ends, today = date(2028, 10, 11), date(2028, 12, 1)
    if no is None:
        check_day(day, ends, today)
        return
    with pytest.raises(Refused, match=no):
        check_day(day, ends, today)


def test_every_standard_lies_within_its_own_limits_and_says_its_source() -> None:
    assert set(STANDARDS) == set(Setting)
    for setting, standard in STANDARDS.items():
        check_number(setting, standard.number)
        assert standard.label
        with pytest.raises(Refused):
            check_number(setting, standard.most + 1)


def test_days_left_are_negative_when_overdue() -> None:
    clock = Clock(DAY, DAY + timedelta(days=2), RuleDay(DAY, True), 70, DAY, True)
    assert (clock.days_left, clock.by_rule) == (-2, True)


def test_figures_add_up() -> None:
    assert added({"registrations": 2, "files": 1}, {"registrations": 3, "links": 0}) == {
        "registrations": 5,
        "files": 1,
    }
    assert total({"registrations": 5, "files": 9, "invitations": 4}) == 9


ROWS, COLUMNS = ("ngo", "nhri", "state"), ("woman", "man", "other")


def test_small_numbers_and_what_gives_them_away() -> None:
    grid = {
        ("ngo", "woman"): 12,
        ("ngo", "man"): 3,
        ("nhri", "woman"): 1,
        ("state", "man"): 8,
        ("state", "woman"): 7,
    }
    below, nothing = Told(below=5), Told()
    assert told(grid, ROWS, COLUMNS, 5) == {
        ("ngo", "woman"): nothing,  # with the sum of the row it would give the 3 away
        ("ngo", "man"): below,
        ("ngo", "other"): nothing,  # with the sum of the column it would give the 0 of the next row away
        ("nhri", "woman"): below,  # so few in all: nothing is told of any
        ("nhri", "man"): below,
        ("nhri", "other"): below,
        ("state", "woman"): Told(7),
        ("state", "man"): Told(8),
        ("state", "other"): Told(0),
    }


@given(
    st.dictionaries(st.tuples(st.sampled_from(ROWS), st.sampled_from(COLUMNS)), st.integers(0, 12)),
    st.integers(2, 6),
)
def test_no_small_number_is_told_and_no_line_keeps_back_one_alone(
    grid: dict[tuple[str, str], int], smallest: int
) -> None:
    cells = told(grid, ROWS, COLUMNS, smallest)
    for at, one in cells.items():
        number = grid.get(at, 0)
        assert one.number in (None, number)
        if 0 < number < smallest:
            assert one == Told(below=smallest)
    lines = [[(r, c) for c in COLUMNS] for r in ROWS] + [[(r, c) for r in ROWS] for c in COLUMNS]
    assert [line for line in lines if sum(cells[at].number is None for at in line) == 1] == []
