"""What becomes of an outcome: pure."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.base.refusals import Refused
from meetings.outcomes.becoming import (
    FOLLOWED,
    NEXT_STATES,
    Line,
    OutcomeState,
    RecordKind,
    Told,
    check_next,
    check_year,
    evidence_of,
    is_late,
    state_after,
    state_at_end_of,
)

K, S = RecordKind, OutcomeState
TOLD = st.lists(
    st.builds(Told, st.integers(2020, 2030), st.integers(1, 9), st.sampled_from([*S, None])),
    unique_by=lambda one: (one.year, one.order),
)


def test_what_asks_for_something_has_a_state_and_the_rest_has_none() -> None:
    assert {kind: state_after(kind, ()) for kind in K} == {
        K.PRACTICE: None,
        K.LESSON_LEARNED: None,
        K.CHALLENGE: None,
        K.NEW_FORM: S.OPEN,
        K.RECOMMENDATION: S.OPEN,
        K.CONCLUSION: S.OPEN,
        K.COMMITMENT: S.OPEN,
    }
    assert NEXT_STATES.keys() == set(S)


@given(TOLD, st.randoms())
def test_how_it_stands_is_a_function_of_what_was_told_in_whatever_order_it_came(
    told: list[Told], random
) -> None:
    shuffled = list(told)
    random.shuffle(shuffled)
    assert state_after(K.RECOMMENDATION, shuffled) is state_after(K.RECOMMENDATION, told)
    assert state_at_end_of(2030, K.RECOMMENDATION, told) is state_after(K.RECOMMENDATION, told)
    assert state_at_end_of(2019, K.RECOMMENDATION, told) is S.OPEN


@given(TOLD, st.integers(2020, 2030))
def test_what_is_told_of_a_year_leaves_the_years_before_as_they_were(told: list[Told], year: int) -> None:
    later = [*told, Told(year, 10, S.DROPPED)]
    years = range(2019, year)
    before = [state_at_end_of(y, K.COMMITMENT, told) for y in years]
    assert [state_at_end_of(y, K.COMMITMENT, later) for y in years] == before
    assert state_at_end_of(year, K.COMMITMENT, later) is S.DROPPED


@pytest.mark.parametrize("before", [*S, None])
@pytest.mark.parametrize("to", [*S, None])
def test_steps(before: OutcomeState | None, to: OutcomeState | None) -> None:
    allowed = to is None if before is None else to is not None and (to is before or to in NEXT_STATES[before])
    if allowed:
        check_next(before, to)
    else:
        with pytest.raises(Refused):
            check_next(before, to)


@pytest.mark.parametrize(
    ("year", "made", "fits"),
    [(2026, 2022, True), (2022, 2022, True), (2021, 2022, False), (2027, 2022, False)],
)
def test_years(year: int, made: int, fits: bool) -> None:
    if fits:
        check_year(year, made, date(2026, 11, 30))
    else:
        with pytest.raises(Refused):
            check_year(year, made, date(2026, 11, 30))


def test_evidence_is_a_link_a_symbol_or_words() -> None:
    text = "https://example.org/a?b=1 the report\nFPM/2026/3\n\n  a  letter \njavascript:alert(1)\nFPM/2026/3"
    assert evidence_of(text) == (
        Line(link="https://example.org/a?b=1", words="the report"),
        Line(symbol="FPM/2026/3"),
        Line(words="a letter"),
        Line(words="javascript:alert(1)"),
    )
    for too_much in ("x" * 501, "\n".join(map(str, range(21)))):
        with pytest.raises(Refused):
            evidence_of(too_much)


@pytest.mark.parametrize(
    ("due", "state", "late"),
    [
        (date(2026, 11, 29), S.OPEN, True),
        (date(2026, 11, 30), S.OPEN, False),
        (date(2026, 11, 29), S.DONE, False),
        (date(2026, 11, 29), None, False),
        (None, S.OPEN, False),
    ],
)
def test_late(due: date | None, state: OutcomeState | None, late: bool) -> None:
    assert is_late(due, state, date(2026, 11, 30)) is late


def test_every_followed_kind_is_one_of_the_kinds() -> None:
    assert set(FOLLOWED) <= set(K)
