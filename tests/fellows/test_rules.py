"""The rules of a fellow's year: tables of cases, and laws."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.base.refusals import Refused
from meetings.fellows.rules import (
    CLOSED,
    LEAST,
    OVER,
    QUESTIONS,
    START,
    STEPS,
    EntryTold,
    FellowState,
    Item,
    Placement,
    Side,
    TodoBy,
    certificate_number,
    check_can_begin,
    check_certificate,
    check_entry,
    check_evaluation,
    check_fellow_step,
    check_items,
    check_link,
    check_placement,
    due_on,
    follow_up_due,
    full_years,
    is_near,
    is_to_be_reminded,
    missing_logs,
    next_sequence,
    summed,
    weeks_of,
)
from meetings.fellowship.rules import EditionState

F = FellowState
D = date
MONDAY = D(2028, 6, 5)
TODAY = D(2028, 6, 30)
DAYS = st.dates(D(2020, 1, 1), D(2040, 12, 31))


@pytest.mark.parametrize(
    ("now", "to", "reason", "on", "no"),
    [
        (F.EXPECTED, F.IN_PROGRAMME, "", None, None),
        (
            F.EXPECTED,
            F.COMPLETED,
            "",
            TODAY,
            "This year has changed meanwhile: %(now)s. Nothing was changed.",
        ),
        (F.EXPECTED, F.ENDED_EARLY, "Ill", D(2028, 5, 1), None),
        (F.EXPECTED, F.ENDED_EARLY, " ", TODAY, "Say why; it is kept with the fellow’s year."),
        (F.IN_PROGRAMME, F.COMPLETED, "", TODAY, None),
        (F.IN_PROGRAMME, F.COMPLETED, "", None, "Say on which day it ended."),
        (F.IN_PROGRAMME, F.COMPLETED, "", TODAY + timedelta(days=1), "This day is still to come."),
        (F.IN_PROGRAMME, F.ENDED_EARLY, "Ill", MONDAY - timedelta(days=1), "This is before the first day."),
        (F.COMPLETED, F.IN_PROGRAMME, "A mistake", None, None),
        (F.COMPLETED, F.IN_PROGRAMME, "", None, "Say why; it is kept with the fellow’s year."),
        (
            F.COMPLETED,
            F.ENDED_EARLY,
            "x",
            TODAY,
            "This year has changed meanwhile: %(now)s. Nothing was changed.",
        ),
    ],
)
def test_steps_of_a_year(now, to, reason, on, no) -> None:
    if no is None:
        check_fellow_step(now, to, reason, on, MONDAY, TODAY)
        return
    with pytest.raises(Refused) as refused:
        check_fellow_step(now, to, reason, on, MONDAY, TODAY)
    assert refused.value.msgid == no


def test_every_state_leads_on_and_ends_have_public_names() -> None:
    assert set(STEPS) == set(F) and all(STEPS.values())
    assert {step.to for steps in STEPS.values() for step in steps} == set(F) - {F.EXPECTED}
    assert len({state.public for state in F}) == len(F)
    assert all(step.reason for state in OVER for step in STEPS[state])
    with pytest.raises(Refused):
        check_can_begin("Branch", False, MONDAY, TODAY)
    check_can_begin("Branch", True, MONDAY, TODAY)
    with pytest.raises(Refused):
        check_certificate(F.ENDED_EARLY)
    check_certificate(F.COMPLETED)
    assert certificate_number(2028, 7) == "2028/007"


@pytest.mark.parametrize(
    ("placement", "field"),
    [
        (Placement("", "", "", None, None), None),
        (Placement("B", "a@example.org", "", MONDAY, MONDAY), None),
        (Placement("B", "", "Ada", MONDAY, TODAY), "supervisor_email"),
        (Placement("B", "", "", TODAY, MONDAY), "ends_on"),
        (Placement("B", "", "", MONDAY, MONDAY + timedelta(days=731)), "ends_on"),
    ],
)
def test_a_placement(placement: Placement, field: str | None) -> None:
    if field is None:
        check_placement(placement)
        return
    with pytest.raises(Refused) as refused:
        check_placement(placement)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("items", "ok"),
    [
        (START, True),
        ([], True),
        ([Item(" ", TodoBy.OFFICE)], False),
        ([Item("Visa", TodoBy.OFFICE), Item("visa ", TodoBy.FELLOW)], False),
        ([Item("Visa", TodoBy.OFFICE, -1)], False),
        ([Item("Visa", TodoBy.OFFICE, 401)], False),
        ([Item(str(n), TodoBy.OFFICE) for n in range(21)], False),
    ],
)
def test_a_checklist(items, ok: bool) -> None:
    if ok:
        check_items(items)
        return
    with pytest.raises(Refused):
        check_items(items)


def test_when_something_is_due() -> None:
    assert due_on(MONDAY, 56) == D(2028, 4, 10) and due_on(None, 5) is None and due_on(MONDAY, None) is None
    due = D(2028, 4, 10)
    assert [is_near(due, due - timedelta(days=n)) for n in (15, 14, 0, -3)] == [False, True, True, True]
    assert not is_near(None, due)


@given(DAYS, st.integers(0, 400))
def test_law_weeks_cover_each_day_of_a_placement_once(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    weeks = weeks_of(first, last)
    days = [w.first + timedelta(days=n) for w in weeks for n in range((w.last - w.first).days + 1)]
    assert days == [first + timedelta(days=n) for n in range(length + 1)]
    assert [w.number for w in weeks] == list(range(1, len(weeks) + 1))
    assert all((w.last - w.first).days <= 6 and w.first.weekday() == first.weekday() for w in weeks)


@given(st.sets(st.integers(1, 8)), st.integers(0, 80))
def test_law_a_log_is_missing_when_its_week_is_over_and_never_when_it_is_written(written, after: int) -> None:
    weeks, today = weeks_of(MONDAY, MONDAY + timedelta(days=55)), MONDAY + timedelta(days=after)
    missing = {w.number for w in missing_logs(weeks, written, today)}
    assert missing == {n for n in range(1, 9) if n not in written and after > 7 * n + 1}


def test_reminders_are_a_week_apart() -> None:
    weeks = weeks_of(MONDAY, MONDAY)
    assert weeks_of(None, TODAY) == [] and not is_to_be_reminded([], None, TODAY)
    assert is_to_be_reminded(weeks, None, TODAY) and is_to_be_reminded(
        weeks, TODAY - timedelta(days=7), TODAY
    )
    assert not is_to_be_reminded(weeks, TODAY - timedelta(days=6), TODAY)


@pytest.mark.parametrize(
    ("side", "given_", "edition", "answered", "field"),
    [
        (
            Side.FELLOW,
            dict.fromkeys(("met", "used", "time", "arranged"), 5),
            EditionState.RUNNING,
            False,
            None,
        ),
        (Side.FELLOW, {"met": 1, "used": 2, "time": 3}, EditionState.RUNNING, False, "arranged"),
        (Side.SUPERVISOR, {"gained": 6}, EditionState.RUNNING, False, "gained"),
        (Side.SUPERVISOR, {"gained": 0}, EditionState.RUNNING, False, "gained"),
        (Side.FELLOW, dict.fromkeys(("met", "used", "time", "arranged"), 5), EditionState.ENDED, False, ""),
        (Side.FELLOW, dict.fromkeys(("met", "used", "time", "arranged"), 5), EditionState.RUNNING, True, ""),
    ],
)
def test_an_evaluation(side, given_, edition, answered, field) -> None:
    if field is None:
        check_evaluation(side, given_, edition, answered)
        return
    with pytest.raises(Refused) as refused:
        check_evaluation(side, given_, edition, answered)
    assert (refused.value.field or "") == field


@given(
    st.lists(st.fixed_dictionaries({a.code: st.integers(1, 5) for a in QUESTIONS[Side.FELLOW]}), max_size=8),
    st.sampled_from(list(EditionState)),
)
def test_law_nothing_is_shown_of_few_or_before_the_end_and_the_order_tells_nothing(answers, edition) -> None:
    words = [f"words of {n}" for n in range(len(answers))]
    found = summed(Side.FELLOW, edition, answers, words)
    assert found.number == len(answers)
    if edition not in CLOSED or len(answers) < LEAST:
        assert (found.means, found.words) == (None, ())
    else:
        assert found.means is not None and all(1 <= mean <= 5 for mean in found.means.values())
        assert found == summed(Side.FELLOW, edition, answers[::-1], words[::-1])


@pytest.mark.parametrize(("number", "shown"), [(0, False), (1, False), (2, False), (3, True), (4, True)])
def test_three_answers_are_shown_and_two_are_not(number: int, shown: bool) -> None:
    found = summed(Side.SUPERVISOR, EditionState.ENDED, [{"gained": 4}] * number, ["Good"] * number)
    assert (found.means == {"gained": 4.0}, bool(found.words)) == (shown, shown)


@given(DAYS, DAYS, st.sets(st.integers(1, 12)), st.booleans())
def test_law_one_question_a_year_and_none_after_a_no(ended, today, asked, refused) -> None:
    year = follow_up_due(ended, asked, refused, today)
    if year is not None:
        assert not refused and year not in asked and 1 <= year <= 10
        assert year == full_years(ended, today) and ended < today
        assert follow_up_due(ended, asked | {year}, refused, today) is None
    assert follow_up_due(None, asked, refused, today) is None


def test_years_since_a_leap_day() -> None:
    leap = D(2028, 2, 29)
    assert [full_years(leap, D(2029, 2, 28)), full_years(leap, D(2029, 3, 1)), full_years(leap, leap)] == [
        0,
        1,
        0,
    ]


def test_entries() -> None:
    at = datetime(2028, 6, 7, 8)
    told = EntryTold(at, at + timedelta(hours=1), "Room", "", False)
    assert [next_sequence(told, told, 3), next_sequence(told, EntryTold(at, at, "Room", "", False), 3)] == [
        3,
        4,
    ]
    check_entry(at, at + timedelta(days=7))
    for ends in (at, at - timedelta(hours=1), at + timedelta(days=7, seconds=1)):
        with pytest.raises(Refused):
            check_entry(at, ends)
    for good in ("", "https://example.org/a", "http://example.org"):
        check_link(good)
    for bad in (
        "example.org",
        "ftp://example.org",
        "https://",
        "javascript:alert(1)",
        "https://[",
        "https://a b",
    ):
        with pytest.raises(Refused):
            check_link(bad)
