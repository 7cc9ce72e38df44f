"""The rules of asking: steps, places, likeness. The law of moving up for every course of events."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.base.refusals import Refused
from meetings.directory.rules import OrganizationKind, Region
from meetings.invitations.rules import (
    INVITATION,
    NOMINATION,
    By,
    Dead,
    InvitationStatus,
    Likely,
    Named,
    NominationStatus,
    answer_until,
    category_for,
    check_naming,
    check_step,
    dead,
    free,
    is_active,
    looks_like,
    may_remind,
    move_up,
    steps_of,
    swap_up,
)
from meetings.registration.rules import Category, Door, RegistrationStatus

S = InvitationStatus
NOW = datetime(2028, 9, 1, 12, tzinfo=UTC)
START = datetime(2028, 10, 10, 8, tzinfo=UTC)


def test_every_state_has_its_steps_and_ends_are_ends() -> None:
    assert set(INVITATION) == set(InvitationStatus)
    assert set(NOMINATION) == set(NominationStatus)
    buttons = {s: [step.verb for step in steps_of(s, By.ORGANIZATION)] for s in InvitationStatus}
    assert {s.value: verbs for s, verbs in buttons.items() if verbs} == {
        "alternate": ["Take back"],
        "asked": ["Take back"],
    }


@pytest.mark.parametrize(
    ("now_is", "to", "by"),
    [
        (S.ASKED, S.ACCEPTED, By.OFFICE),
        (S.ALTERNATE, S.ACCEPTED, By.PERSON),
        (S.ACCEPTED, S.TAKEN_BACK, By.ORGANIZATION),
        (S.LAPSED, S.ACCEPTED, By.PERSON),
    ],
)
def test_steps_that_are_not_there(now_is: S, to: S, by: By) -> None:
    with pytest.raises(Refused):
        check_step(now_is, to, by)


def test_who_counts_as_having_a_place() -> None:
    active = {r for r in [None, *RegistrationStatus] if is_active(S.ACCEPTED, r)}
    R = RegistrationStatus
    assert active == {R.SUBMITTED, R.WAITING, R.OFFERED, R.APPROVED}
    assert [s for s in InvitationStatus if is_active(s, None)] == [S.ASKED]


@pytest.mark.parametrize(
    ("deadline", "hours", "until"),
    [
        (NOW + timedelta(days=9), 72, NOW + timedelta(days=9)),
        (NOW + timedelta(hours=1), 72, NOW + timedelta(hours=72)),
        (NOW - timedelta(days=1), 720, NOW + timedelta(days=30)),
        (START + timedelta(days=1), 72, START),
    ],
)
def test_until_when_one_can_answer(deadline: datetime, hours: int, until: datetime) -> None:
    assert answer_until(deadline, NOW, hours, START) == until


@pytest.mark.parametrize(
    ("status", "door", "until", "why"),
    [
        (S.ASKED, Door.OPEN, NOW, None),
        (S.ASKED, Door.CLOSED, NOW, None),
        (S.ASKED, Door.FULL, NOW, None),
        (S.ASKED, Door.OPEN, NOW - timedelta(minutes=1), Dead.LATE),
        (S.ASKED, Door.CANCELLED, NOW, Dead.CANCELLED),
        (S.ACCEPTED, Door.OVER, NOW, Dead.OVER),
        (S.ASKED, Door.NOT_YET, NOW, Dead.NOT_YET),
        (S.TAKEN_BACK, Door.OPEN, NOW, Dead.TAKEN_BACK),
        (S.LAPSED, Door.OPEN, NOW, Dead.LATE),
        (S.DECLINED, Door.OPEN, NOW - timedelta(days=1), None),
    ],
)
def test_when_a_link_is_dead(status: S, door: Door, until: datetime, why: Dead | None) -> None:
    assert dead(status, door, until, NOW) is why


@pytest.mark.parametrize(
    ("status", "left", "may"), [(S.ASKED, 1, True), (S.ASKED, -1, False), (S.ACCEPTED, 1, False)]
)
def test_who_can_be_reminded(status: S, left: int, may: bool) -> None:
    assert may_remind(status, NOW + timedelta(hours=left), NOW) is may


EVENTS = st.one_of(
    st.tuples(st.just("name"), st.booleans()),
    st.tuples(st.just("drop"), st.integers(0, 30)),
    st.tuples(st.just("earlier"), st.integers(0, 30)),
    st.tuples(st.just("places"), st.integers(0, 4)),
)


@given(st.integers(0, 4), st.lists(EVENTS, max_size=40))
def test_never_more_than_places_and_alternates_in_their_order(
    seats: int, events: list[tuple[str, int]]
) -> None:
    """Whatever is named, dropped, moved and changed: nobody is let in beyond the places, none is left empty while
    somebody waits, and nobody overtakes."""
    named: list[Named] = []
    for event, value in events:
        before = sum(one.active for one in named)
        if event == "name":
            try:
                check_naming(seats, named, bool(value))
            except Refused:
                continue
            named.append(Named(len(named), len(named), active=not value, waits=bool(value)))
        elif event == "drop" and named:
            gone = value % len(named)
            named[gone] = replace(named[gone], active=False, waits=False)
        elif event == "earlier":
            alternates = sorted((n for n in named if n.waits), key=lambda n: n.position)
            if alternates:
                order = swap_up([n.number for n in alternates], alternates[value % len(alternates)].number)
                for number, one in zip(order, alternates, strict=True):
                    named[number] = replace(named[number], position=one.position)
        elif event == "places":
            seats = value
        waiting = [n.number for n in sorted((n for n in named if n.waits), key=lambda n: n.position)]
        moved = move_up(seats, named)
        assert moved == waiting[: len(moved)]
        for number in moved:
            named[number] = replace(named[number], active=True, waits=False)
        active = sum(one.active for one in named)
        assert active <= max(seats, before)
        assert free(seats, named) == 0 or not any(one.waits for one in named)


def test_several_move_up_at_once_in_their_order() -> None:
    named = [
        Named(7, 3, waits=True),
        Named(8, 1, waits=True),
        Named(9, 2, waits=True),
        Named(1, 0, active=True),
    ]
    assert [move_up(seats, named) for seats in range(5)] == [[], [], [8], [8, 9], [8, 9, 7]]


def test_the_capacity_that_is_proposed() -> None:
    K = OrganizationKind
    assert category_for(K.NETWORK, Region.INTERREGIONAL) is Category.INTERREGIONAL
    assert category_for(K.REGIONAL_INTEGRATION_ORGANIZATION, Region.AFRICA) is Category.SUBREGIONAL
    assert category_for(K.COURT, Region.EUROPE) is Category.REGIONAL


def test_who_looks_like_whom() -> None:
    there = [
        Likely("Amína Kebede-Strand", "a@example.org", "Example Horn Authority"),
        Likely("Kebede Strand, Amina", "b@example.org", "Horn Authority, Example"),
        Likely("Amina Kebede-Strand", "c@example.org", "Far Islands Court"),
        Likely("Bilal Other", "me@example.org", "Far Islands Court"),
        Likely("Amina Kebode-Strang", "d@example.org", "Far Islands Court"),
        Likely("Dara Unlike", "e@example.org", "Example Horn Authority"),
    ]
    one = Likely("Amina Kebede-Strand", "ME@example.org", "Example Horn Authority")
    assert [found.email[0] for found in looks_like(one, there)] == ["m", "a", "c", "b"]
