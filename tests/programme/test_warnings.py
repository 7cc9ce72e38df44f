"""What an office is warned of: each rule in a table of cases; together they are a function of the draft."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.programme import defaults
from meetings.programme.public_holidays import holidays_between
from meetings.programme.rules import SessionKind, SpeakerAnswer, SpeakerRole
from meetings.programme.rules.sittings import Hours
from meetings.programme.rules.warnings import (
    ALL,
    Around,
    Council,
    Element,
    Elsewhere,
    Holiday,
    Level,
    Part,
    Planned,
    warnings_of,
)

TEN = datetime(2028, 10, 10, 10)
AROUND = Around(date(2028, 10, 10), date(2028, 10, 11))
ANA = Part(SpeakerRole.MODERATOR, "Ana Example", "Forum", answer=SpeakerAnswer.CONFIRMED)
RAPPORTEUR = Part(SpeakerRole.RAPPORTEUR, "Bo Example", "Court", answer=SpeakerAnswer.CONFIRMED)


def writes(label: str) -> Part:
    """An account that may write the record of this session only."""
    return Part(
        SpeakerRole.RAPPORTEUR, f"Account {label}", account_id=ord(label[0]), email=f"{label}@example.org"
    )


def planned(label: str, after: int = 0, minutes: int = 60, **given: Any) -> Planned:
    """A session in Room XX with a rapporteur of its own, so many minutes after ten o'clock."""
    starts = TEN + timedelta(minutes=after)
    ends = starts + timedelta(minutes=minutes)
    values: dict[str, Any] = {
        "uid": label,
        "label": label,
        "kind": SessionKind.PANEL,
        "starts": starts,
        "ends": ends,
        "starts_at": starts.replace(tzinfo=UTC),
        "ends_at": ends.replace(tzinfo=UTC),
        "room": f"Room {label}",
        "rapporteurs": (writes(label),),
    }
    return Planned(**values | given)


def said(sessions: list[Planned], around: Around = AROUND) -> list[tuple[Level, str, tuple[str, ...]]]:
    found = warnings_of(sessions, replace(around, council=around.council))
    return [(w.level, w.msgid % w.params, w.sessions) for w in found if w.level is not Level.FINE]


ONE, TWO = planned("1", parts=(ANA,)), planned("2", 30, parts=(ANA,))
BOTH = (Level.MUST, "Ana Example is in both at 10:30", ("1", "2"))
ROOM = (Level.MUST, "Both are in Room XX at 10:30", ("1", "2"))


DI = Part(SpeakerRole.RAPPORTEUR, "Di", account_id=7, email="di@example.org")
DI_BOTH = (Level.MUST, "Di is in both at 10:30", ("1", "2"))
ANN = replace(ANA, name="Ann", organization="Office", email="office@example.org")
ANN_BOTH = (Level.MUST, "Ann is in both at 10:30", ("1", "2"))
AT_HOME = replace(ANA, organization="At home", email="A@Example.org")


def by_id(number: int, name: str = "Ana Example") -> tuple[Part, ...]:
    return (replace(ANA, person_id=number, name=name),)


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ({}, {}, [BOTH]),
        ({}, {"parts": (replace(ANA, role=SpeakerRole.CHAIR, name=" ANA example "),)}, [BOTH]),
        ({}, {"parts": (replace(ANA, organization="Another"),)}, []),
        ({"parts": by_id(1)}, {"parts": by_id(1, "A. Example")}, [BOTH]),
        ({"parts": by_id(1)}, {"parts": by_id(2)}, []),
        ({"parts": by_id(1)}, {}, [BOTH]),  # once from the directory, once typed
        ({"parts": (replace(ANA, email="a@example.org"),)}, {"parts": (AT_HOME,)}, [BOTH]),
        ({"parts": (replace(ANN, name="Ben"),)}, {"parts": (ANN,)}, []),  # one office, two people
        ({"parts": (replace(ANN, name="Ben", person_id=4),)}, {"parts": (ANN,)}, []),
        ({"parts": (replace(ANN, email="Di@example.org"),)}, {"rapporteurs": (DI,)}, [ANN_BOTH]),
        (
            {"parts": (replace(ANN, person_id=4, known_email="di@example.org"),)},
            {"rapporteurs": (DI,)},
            [ANN_BOTH],
        ),
        (
            {"parts": by_id(1)},
            {"parts": (replace(ANA, organization=""),)},
            [BOTH],
        ),  # one names it, one does not
        ({}, {"parts": (replace(ANA, organization=""),)}, []),
        ({}, {"parts": (replace(ANA, name="Ana  EXAMPLE", organization=" forum"),)}, [BOTH]),
        (
            {"parts": (ANA, replace(ANA, name="Di", account_id=7))},
            {"parts": (), "rapporteurs": (DI,)},
            [DI_BOTH],
        ),
        ({"parts": (), "rapporteurs": (DI,)}, {"parts": (), "rapporteurs": (writes("2"), DI)}, [DI_BOTH]),
        ({"parts": (), "rapporteurs": (DI,)}, {"rapporteurs": (DI,), "cancelled": True}, []),
        ({}, {"starts_at": ONE.ends_at, "ends_at": ONE.ends_at + timedelta(hours=1)}, []),
        ({}, {"cancelled": True}, []),
        ({}, {"kind": SessionKind.BREAK}, []),
        ({}, {"parts": (), "declined": (ANA,)}, [(Level.LOOK, "declined: Ana Example", ("2",))]),
        ({"parts": (), "room": "Room XX"}, {"parts": (), "room": "room xx "}, [ROOM]),
        ({"parts": (), "room": ""}, {"parts": (), "room": ""}, []),
        ({"parts": (), "room": "Room XX"}, {"parts": (), "room": "Room XX", "cancelled": True}, []),
    ],
)
def test_a_person_or_a_room_in_two_places(
    one: dict[str, Any], two: dict[str, Any], expected: list[Any]
) -> None:
    assert said([replace(ONE, **one), replace(TWO, **two)]) == expected


@pytest.mark.parametrize(
    ("one", "two", "one_link", "found"),
    [
        ({}, {}, True, True),
        ({}, {}, False, False),  # people meet somewhere, and the room is not yet known
        ({}, {"kind": SessionKind.BREAKOUT}, True, False),
        ({}, {"kind": SessionKind.BREAK}, True, False),
        ({}, {"cancelled": True}, True, False),
        ({}, {"room": "Another link"}, True, False),
        ({}, {"starts_at": ONE.ends_at, "ends_at": ONE.ends_at + timedelta(hours=1)}, True, False),
    ],
)
def test_two_sessions_for_everybody_by_one_link(
    one: dict[str, Any], two: dict[str, Any], one_link: bool, found: bool
) -> None:
    nobody: dict[str, Any] = {"parts": (), "room": ""}
    both = [replace(ONE, **nobody | one), replace(TWO, **nobody | two)]
    text = "Both are for everybody at 10:30, and the meeting has one link"
    assert said(both, replace(AROUND, one_link=one_link)) == (
        [(Level.MUST, text, ("1", "2"))] if found else []
    )


PERSON_ELSEWHERE = (Level.LOOK, "Ana Example is also in session 2 of “Other” at 10:30", ("1",))
ROOM_ELSEWHERE = (Level.LOOK, "Room XX is also taken by session 2 of “Other” at 10:30", ("1",))


@pytest.mark.parametrize(
    ("one", "two", "same_place", "expected"),
    [
        ({}, {}, False, [PERSON_ELSEWHERE]),
        ({"parts": by_id(1)}, {"parts": by_id(1, "A. Example")}, False, [PERSON_ELSEWHERE]),
        ({"parts": by_id(1)}, {"parts": by_id(2)}, False, []),
        ({"parts": by_id(1)}, {}, False, [PERSON_ELSEWHERE]),
        ({}, {"parts": (replace(ANA, organization="Another"),)}, False, []),
        ({}, {"parts": (), "declined": (ANA,)}, False, []),
        ({}, {"kind": SessionKind.BREAK}, False, []),
        ({}, {"starts_at": ONE.ends_at, "ends_at": ONE.ends_at + timedelta(hours=1)}, False, []),
        ({"parts": (), "room": "Room XX"}, {"room": "room xx "}, True, [ROOM_ELSEWHERE]),
        ({"parts": (), "room": "Room XX"}, {"room": "room xx "}, False, []),
        ({"parts": (), "room": ""}, {"room": ""}, True, []),
        ({"cancelled": True, "room": "Room XX"}, {"room": "Room XX"}, True, []),
        ({"room": "Room XX"}, {"room": "Room XX"}, True, [PERSON_ELSEWHERE, ROOM_ELSEWHERE]),
    ],
)
def test_a_person_or_a_room_in_two_meetings(
    one: dict[str, Any], two: dict[str, Any], same_place: bool, expected: list[Any]
) -> None:
    other = Elsewhere("Other", same_place, replace(TWO, **two))
    assert said([replace(ONE, **one)], replace(AROUND, elsewhere=(other,))) == expected


SITTINGS = defaults.interpretation_hours()


def outside(starts: str, ends: str) -> str:
    return f"from {starts} to {ends}; interpretation only 10:00–13:00, 15:00–18:00"


@pytest.mark.parametrize(
    ("session", "around", "expected"),
    [
        (planned("1"), {"interpretation": SITTINGS}, []),
        (planned("1", 120), {"interpretation": SITTINGS}, []),
        (planned("1", 150), {"interpretation": SITTINGS}, [(Level.LOOK, outside("12:30", "13:30"), ("1",))]),
        (planned("1", 180), {"interpretation": ()}, []),
        (planned("1", 180, kind=SessionKind.BREAK), {"interpretation": SITTINGS}, []),
        (planned("1", 480, 30), {"interpretation": (Hours(time(18), time(18, 30)),)}, []),
        (planned("1", rapporteurs=()), {}, [(Level.LOOK, "has no rapporteur", ("1",))]),
        (planned("1", rapporteurs=()), {"over": True}, []),
        (planned("1", rapporteurs=(), parts=(RAPPORTEUR,)), {}, []),
        (planned("1", rapporteurs=(), kind=SessionKind.BREAK), {}, []),
        (
            planned("1", parts=(ANA, replace(ANA, name="Cy", answer=SpeakerAnswer.ASKED))),
            {},
            [(Level.LOOK, "1 of 2 people have not confirmed: Cy", ("1",))],
        ),
        (
            planned("1", parts=(replace(ANA, answer=SpeakerAnswer.NOT_ASKED),)),
            {},
            [(Level.LOOK, "Ana Example has not confirmed", ("1",))],
        ),
        (
            planned("1", parts=(replace(ANA, answer=SpeakerAnswer.ASKED),) * 2),
            {},
            [(Level.LOOK, "nobody of 2 people has confirmed", ("1",))],
        ),
        (planned("1", parts=(replace(ANA, answer=SpeakerAnswer.ASKED),)), {"over": True}, []),
        (planned("1", parts=(replace(ANA, minutes=60),)), {}, []),
        (
            planned("1", parts=(replace(ANA, minutes=60), replace(RAPPORTEUR, minutes=1))),
            {},
            [(Level.LOOK, "speaking times of 61 min in a session of 60 min", ("1",))],
        ),
        (
            planned("1"),
            {"elements": (Element("8 (b)", SessionKind.THEMATIC, 1), Element("8", SessionKind.PANEL, 1))},
            [(Level.MUST, "Paragraph 8 (b) asks for a thematic discussion, and no session is for it", ())],
        ),
        (
            planned("1", kind=SessionKind.STOCK_TAKING, cancelled=True),
            {"elements": (Element("8 (b)", SessionKind.STOCK_TAKING, 1),)},
            [(Level.MUST, "Paragraph 8 (b) asks for stock-taking, and no session is for it", ())],
        ),
        (planned("1", kind=SessionKind.THEMATIC), {"elements": (Element("8", SessionKind.THEMATIC, 1),)}, []),
        (
            planned("1"),
            {"council": (Council(69, date(2028, 9, 11), date(2028, 10, 11), True),)},
            [
                (
                    Level.LOOK,
                    "The Council’s session 69, from 2028-09-11 to 2028-10-11 by projection, falls on the meeting",
                    (),
                )
            ],
        ),
        (
            planned("1"),
            {"holidays": (Holiday(date(2028, 10, 10), "Fiji Day", "FJ"),)},
            [
                (
                    Level.LOOK,
                    "2028-10-10 is a public holiday where the meeting is held: Fiji Day",
                    ("1",),
                )
            ],
        ),
        (
            planned("1"),
            {"seats": tuple(Holiday(date(2028, 10, 10), "A day", c) for c in ("KE", "FJ"))},
            [
                (
                    Level.KNOW,
                    "2028-10-10 is a public holiday at seats of focal points’ organizations: ('FJ', 'KE')",
                    (),
                )
            ],
        ),
    ],
)
def test_what_is_to_be_looked_at(session: Planned, around: dict[str, Any], expected: list[Any]) -> None:
    assert said([session], replace(AROUND, **around)) == expected


def test_what_is_in_order_is_said_too() -> None:
    around = replace(AROUND, elements=(Element("8 (b)", SessionKind.THEMATIC, 1),))
    found = warnings_of([planned("1", kind=SessionKind.THEMATIC)], around)
    assert [w.level for w in found] == [Level.FINE, Level.FINE]


SOME = st.lists(
    st.builds(
        planned,
        st.sampled_from("123456789"),
        st.integers(0, 600),
        st.integers(1, 200),
        room=st.sampled_from(["", "A", "B"]),
        kind=st.sampled_from(list(SessionKind)),
        parts=st.lists(st.sampled_from([ANA, RAPPORTEUR]), max_size=2).map(tuple),
        rapporteurs=st.lists(st.sampled_from([writes("x"), writes("y")]), max_size=2).map(tuple),
        cancelled=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda session: session.uid,
)


@given(SOME, st.randoms())
def test_the_order_in_which_sessions_are_read_is_nothing(sessions: list[Planned], chance: Any) -> None:
    mixed = list(sessions)
    chance.shuffle(mixed)
    around = replace(AROUND, interpretation=SITTINGS)
    assert warnings_of(mixed, around) == warnings_of(sessions, around)
    assert len({rule.__name__ for rule in ALL}) == 13


def test_public_holidays_of_the_countries_of_zones() -> None:
    found = holidays_between(
        [("Pacific/Fiji", "Suva"), ("Europe/Zurich", "Geneva"), ("Nowhere/At_all", ""), ("", "")],
        date(2028, 10, 9),
        date(2028, 10, 12),
    )
    assert [(h.country, h.day, h.name) for h in found] == [("FJ", date(2028, 10, 10), "Fiji Day")]


@pytest.mark.parametrize(
    ("zone", "city", "day", "names"),
    [
        ("Asia/Calcutta", "New Delhi", date(2027, 1, 26), ["Republic Day"]),  # an older name of the zone
        (
            "Africa/Asmera",
            "Asmara",
            date(2027, 12, 12),
            [],
        ),  # shares its clock with Nairobi, not its holidays
        ("Europe/Zurich", " geneva", date(2027, 3, 26), ["Good Friday"]),  # of the canton
        ("Europe/Zurich", "Bellinzona", date(2027, 3, 26), []),  # no holiday in all of the country
        ("Europe/Paris", "Strasbourg", date(2027, 3, 26), ["Good Friday"]),
        ("America/New_York", "Washington, D.C.", date(2027, 4, 16), ["Emancipation Day"]),
        ("Europe/Vienna", "Vienna", date(2027, 1, 6), ["Epiphany"]),
        ("America/New_York", "New York", date(2027, 7, 5), ["Independence Day (observed)"]),
    ],
)
def test_public_holidays_of_a_city(zone: str, city: str, day: date, names: list[str]) -> None:
    assert [h.name for h in holidays_between([(zone, city), (zone, "Elsewhere")], day, day)] == names
