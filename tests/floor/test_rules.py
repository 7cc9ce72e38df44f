"""The list of speakers as its rules keep it: nobody is lost, one speaks, the order is what the keeper made it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.base.refusals import Refused
from meetings.floor.rules import (
    LIST_STEPS,
    STEPS,
    AskStatus,
    By,
    Entry,
    ListStatus,
    Order,
    Way,
    asked,
    check_list_step,
    check_may_ask,
    check_minutes,
    clock_face,
    ended,
    minutes_for,
    moved,
    place_of,
    speaking,
    stepped,
    time_left,
    waiting,
)

A, L = AskStatus, ListStatus
ABC: Order = (Entry(1, A.ASKED), Entry(2, A.ASKED), Entry(3, A.ASKED))

ACTS = st.one_of(
    st.tuples(st.just("ask")),
    st.tuples(st.just("step"), st.integers(1, 8), st.sampled_from(A), st.sampled_from(By)),
    st.tuples(st.just("move"), st.integers(1, 8), st.sampled_from(Way)),
)


def after(order: Order, act: tuple) -> Order:
    match act:
        case ("ask",):
            return asked(order, len(order) + 1)
        case ("step", number, to, by):
            return stepped(order, number, to, by)
        case ("move", number, way):
            return moved(order, number, way)
    raise AssertionError(act)


@given(st.lists(ACTS, max_size=60))
def test_nobody_is_lost_and_one_speaks_whatever_is_done(acts: list[tuple]) -> None:
    order: Order = ()
    for act in acts:
        before = order
        try:
            order = after(order, act)
        except Refused:
            continue
        # A permutation of those who were there, and whoever asked just now.
        assert sorted(e.id for e in order) == list(range(1, len(order) + 1))
        assert sum(e.status is A.SPEAKING for e in order) <= 1
        changed = {e.id for e in order} - {e.id for e in before}
        changed |= {e.id for e in order if e not in before}
        if act[0] == "move":
            # Only those who wait change places, and among the others the one who was moved changes nothing.
            assert {(e.id, e.status) for e in order} == {(e.id, e.status) for e in before}
            rest = [n for n in waiting(order) if n != act[1]]
            assert rest == [n for n in waiting(before) if n != act[1]]
            fixed = [(at, e) for at, e in enumerate(before) if e.status is not A.ASKED]
            assert all(order[at] == e for at, e in fixed)
        else:
            assert len(changed) == 1
        assert [place_of(order, n) for n in waiting(order)] == list(range(1, len(waiting(order)) + 1))
    last = ended(order)
    assert [e.id for e in last] == [e.id for e in order]
    assert waiting(last) == [] and speaking(last) is None


@pytest.mark.parametrize(
    ("number", "way", "line"),
    [
        (2, Way.UP, [2, 1, 3]),
        (2, Way.DOWN, [1, 3, 2]),
        (1, Way.UP, [1, 2, 3]),
        (3, Way.DOWN, [1, 2, 3]),
        (3, Way.FIRST, [3, 1, 2]),
        (1, Way.LAST, [2, 3, 1]),
    ],
)
def test_moving(number: int, way: Way, line: list[int]) -> None:
    assert waiting(moved(ABC, number, way)) == line
    spoken = (Entry(1, A.ASKED), Entry(9, A.DONE), Entry(2, A.ASKED), Entry(3, A.ASKED))
    assert waiting(moved(spoken, number, way)) == line


def test_steps() -> None:
    two = stepped(ABC, 2, A.SPEAKING, By.KEEPER)
    assert (speaking(two), waiting(two)) == (2, [1, 3])
    with pytest.raises(Refused, match="Somebody else has the floor"):
        stepped(two, 1, A.SPEAKING, By.KEEPER)
    assert waiting(stepped(two, 2, A.ASKED, By.KEEPER)) == [1, 2, 3]  # put back where they were
    with pytest.raises(Refused, match="changed meanwhile: has spoken"):
        stepped(stepped(two, 2, A.DONE, By.KEEPER), 2, A.SPEAKING, By.KEEPER)
    over = stepped(ABC, 1, A.PASSED_OVER, By.KEEPER)
    assert waiting(stepped(over, 1, A.ASKED, By.KEEPER)) == [2, 3, 1]  # back at the end
    with pytest.raises(Refused, match="waits"):  # a person does not give themselves the floor
        stepped(ABC, 1, A.SPEAKING, By.PERSON)
    with pytest.raises(Refused, match="no longer on the list"):
        stepped(ABC, 7, A.SPEAKING, By.KEEPER)
    with pytest.raises(Refused, match="Only those who wait"):
        moved(two, 2, Way.UP)
    assert set(STEPS) == set(A) and set(LIST_STEPS) == set(L)


@pytest.mark.parametrize(
    ("status", "has", "number", "sentence"),
    [
        (None, False, 0, "not open yet"),
        (L.SHUT, False, 0, "is closed"),
        (L.ENDED, False, 0, "is closed"),
        (L.OPEN, True, 0, "on the list already"),
        (L.OPEN, False, 500, "full: 500"),
    ],
)
def test_who_may_ask(status: ListStatus | None, has: bool, number: int, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        check_may_ask(status, has, number)
    check_may_ask(L.OPEN, False, 499)
    with pytest.raises(Refused, match="changed meanwhile: ended"):
        check_list_step(L.ENDED, L.SHUT)


def test_time() -> None:
    noon = datetime(2028, 10, 10, 12, tzinfo=UTC)
    faces = [clock_face(time_left(noon, 3, noon + timedelta(seconds=s))) for s in (0, 55, 180, 215)]
    assert faces == ["3:00", "2:05", "0:00", "−0:35"]
    assert (minutes_for("ngo", 3, {"state": 5}), minutes_for("state", 3, {"state": 5})) == (3, 5)
    for wrong in (0, -1, 61):
        with pytest.raises(Refused):
            check_minutes(wrong)
