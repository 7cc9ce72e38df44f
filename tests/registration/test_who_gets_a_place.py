"""Laws of places: no limit is ever exceeded, nobody who fits is passed over, order decides among equals."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.base.refusals import Refused
from meetings.registration.rules import (
    Bound,
    Category,
    Claim,
    apportion,
    check_place,
    count,
    exceeded,
    no_place,
)

C = Category
CATEGORIES = st.sampled_from([C.NGO, C.REGIONAL, C.NHRI])
ORGANIZATIONS = st.none() | st.integers(1, 3)


@st.composite
def queues(draw: st.DrawFn) -> list[Claim]:
    kinds = draw(st.lists(st.tuples(CATEGORIES, ORGANIZATIONS), max_size=25))
    return [Claim(n, category, organization) for n, (category, organization) in enumerate(kinds)]


LIMITS = st.dictionaries(st.none() | CATEGORIES | st.integers(1, 3), st.integers(0, 8))


@pytest.mark.parametrize(
    ("limits", "taken", "claim", "sentence"),
    [
        ({}, {None: 999}, Claim(1, C.NGO), None),
        ({None: 20}, {None: 19}, Claim(1, C.NGO), None),
        ({None: 20}, {None: 20}, Claim(1, C.NGO), "All 20 places are taken."),
        ({None: 20}, {None: 25}, Claim(1, C.NGO), "All 20 places are taken."),
        ({None: 0}, {}, Claim(1, C.NGO), "All 0 places are taken."),
        ({None: 20, C.NGO: 3}, {None: 5, C.NGO: 2}, Claim(1, C.NGO), None),
        ({C.NGO: 3}, {C.NGO: 3}, Claim(1, C.NGO), "All 3 places for the group “NGO” are taken."),
        ({C.NGO: 3}, {C.NGO: 3}, Claim(1, C.NHRI), None),
        ({7: 2}, {7: 2}, Claim(1, C.NGO, 7), "All 2 places of this organization are taken."),
        ({7: 2}, {7: 2}, Claim(1, C.NGO, 8), None),
        ({7: 2}, {7: 2}, Claim(1, C.NGO), None),
        (
            {None: 1, C.NGO: 1, 7: 1},
            {None: 1, C.NGO: 1, 7: 1},
            Claim(1, C.NGO, 7),
            "The only place is taken.",
        ),
    ],
)
def test_a_place(
    limits: dict[Bound, int], taken: dict[Bound, int], claim: Claim, sentence: str | None
) -> None:
    no = no_place(limits, taken, claim)
    assert (no and str(no)) == sentence
    if sentence:
        with pytest.raises(Refused) as refused:
            check_place(limits, taken, claim)
        assert str(refused.value) == sentence
    else:
        check_place(limits, taken, claim)


@given(LIMITS, queues(), queues())
def test_no_limit_is_exceeded_and_nobody_who_fits_is_passed_over(
    limits: dict[Bound, int], before: list[Claim], queue: list[Claim]
) -> None:
    held = count(c for c, no in apportion(limits, {}, before) if no is None)
    answers = apportion(limits, held, queue)
    assert [c for c, _ in answers] == queue
    after = held + count(c for c, no in answers if no is None)
    assert exceeded(limits, after) == {}
    assert all(no_place(limits, after, c) is not None for c, no in answers if no is not None)


@given(LIMITS, queues())
def test_among_equals_who_came_first_is_first(limits: dict[Bound, int], queue: list[Claim]) -> None:
    refused: set[tuple[Category, int | None]] = set()
    for claim, no in apportion(limits, {}, queue):
        kind = (claim.category, claim.organization)
        assert no is not None or kind not in refused
        if no is not None:
            refused.add(kind)


@given(LIMITS, queues(), st.data())
def test_a_hand_over_within_an_organization_changes_no_count(
    limits: dict[Bound, int], queue: list[Claim], data: st.DataObject
) -> None:
    admitted = [c for c, no in apportion(limits, {}, queue) if no is None]
    if not admitted:
        return
    gives = data.draw(st.sampled_from(admitted))
    takes = Claim(1000, gives.category, gives.organization)
    without = count(c for c in admitted if c is not gives)
    assert no_place(limits, without, takes) is None
    assert without + count([takes]) == count(admitted)


def test_lowering_is_shown_by_how_much() -> None:
    taken = Counter({None: 25, C.NGO: 4, 7: 1})
    assert exceeded({None: 20, C.NGO: 3, C.NHRI: 1, 7: 1}, taken) == {None: 5, C.NGO: 1}
