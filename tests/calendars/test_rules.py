"""Choices in an address, in tables; no request, no database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from meetings.calendars.rules import Reminder, Show, Wanted, wanted
from meetings.programme.rules import SessionKind

BOTH = (Show.MEETINGS, Show.SESSIONS)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, Wanted()),
        ({"lang": ["fr"]}, Wanted("fr")),
        ({"lang": ["xx", "fr"]}, Wanted()),
        (
            {"kind": ["closing", "opening", "closing"]},
            Wanted(kinds=(SessionKind.OPENING, SessionKind.CLOSING)),
        ),
        ({"kind": ["party"]}, None),
        ({"show": ["sessions"]}, Wanted(show=(Show.SESSIONS,))),
        ({"show": ["deadlines"]}, None),  # this feed holds none
        ({"remind": ["1d"]}, Wanted(reminder=Reminder.DAY)),
        ({"remind": ["1d", "1h"]}, None),
        ({"remind": [""], "show": [""], "kind": [""], "lang": [""]}, Wanted()),
        ({"utm_source": ["x"]}, Wanted()),
    ],
)
def test_what_an_address_asks_for(asked: dict[str, list[str]], expected: Wanted | None) -> None:
    assert wanted(MultiDict(asked), ("en", "fr"), BOTH) == expected


choices = st.builds(
    Wanted,
    st.sampled_from(["en", "fr"]),
    st.sets(st.sampled_from(SessionKind)).map(lambda kinds: tuple(k for k in SessionKind if k in kinds)),
    st.sets(st.sampled_from(BOTH)).map(lambda show: tuple(s for s in Show if s in show)),
    st.none() | st.sampled_from(Reminder),
)


@given(choices, choices)
def test_an_address_says_what_was_chosen_and_no_two_choices_are_alike(one: Wanted, other: Wanted) -> None:
    assert wanted(MultiDict(one.address), ("en", "fr"), BOTH) == one
    assert (one.parts == other.parts) == (one == other)
