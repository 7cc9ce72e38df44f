"""Two clocks side by side, breaks, the glance table, what may be a meeting, and what counts as a change."""

from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.base.refusals import Refused
from meetings.programme.rules import (
    MeetingDraft,
    MeetingKind,
    MeetingStatus,
    Mode,
    SessionDraft,
    SessionKind,
    Span,
    SpeakerDraft,
    SpeakerRole,
    Told,
    by_role,
    check_same_person,
    check_step,
    days_of,
    feed_changed,
    glance_of,
    meeting_instants,
    next_changed,
    next_sequence,
    offset_label,
    session_instants,
    shown,
    slug_of,
    take_step,
    takes_registrations,
)

GENEVA = "Europe/Zurich"


# (instant, meeting's zone, reader's zone) → (meeting's start, end), (reader's start, end, days)
@pytest.mark.parametrize(
    ("starts_at", "zone", "reader", "theirs", "yours"),
    [
        # Suva keeps UTC+12 all year.
        ("2028-10-10T13:00Z", GENEVA, "Pacific/Fiji", ("15:00", "16:30"), ("01:00", "02:30", 1)),
        # Kathmandu is +5:45.
        ("2028-10-10T08:00Z", GENEVA, "Asia/Kathmandu", ("10:00", "11:30"), ("13:45", "15:15", 0)),
        # Kiritimati is +14, so an evening in Geneva is the next morning there.
        ("2028-10-10T16:00Z", GENEVA, "Pacific/Kiritimati", ("18:00", "19:30"), ("06:00", "07:30", 1)),
        # In the weeks when only one of the two has changed its clocks, New York and Geneva are 5 hours apart.
        ("2026-10-27T14:00Z", GENEVA, "America/New_York", ("15:00", "16:30"), ("10:00", "11:30", 0)),
        ("2026-11-03T14:00Z", GENEVA, "America/New_York", ("15:00", "16:30"), ("09:00", "10:30", 0)),
        ("2027-03-16T14:00Z", GENEVA, "America/New_York", ("15:00", "16:30"), ("10:00", "11:30", 0)),
        # From Suva, Honolulu is a day behind.
        ("2028-10-09T22:00Z", "Pacific/Fiji", "Pacific/Honolulu", ("10:00", "11:30"), ("12:00", "13:30", -1)),
        # Kiritimati and Niue may be two calendar days apart.
        (
            "2028-10-10T10:30Z",
            "Pacific/Kiritimati",
            "Pacific/Niue",
            ("00:30", "02:00"),
            ("23:30", "01:00", -2),
        ),
    ],
)
def test_two_clocks(starts_at: str, zone: str, reader: str, theirs: tuple, yours: tuple) -> None:
    at = datetime.fromisoformat(starts_at)
    said = shown(at, at + timedelta(minutes=90), zone, "Here", reader)
    assert (said.start, said.end) == theirs
    assert (said.yours_start, said.yours_end, said.yours_day_shift) == yours


def test_equal_clocks_are_said_once() -> None:
    at = datetime(2028, 10, 10, 8, tzinfo=UTC)
    said = shown(at, at + timedelta(hours=1), GENEVA, "Geneva", "Europe/Paris")
    assert (said.start, said.end, said.iso, said.yours_start) == (
        "10:00",
        "11:00",
        "2028-10-10T10:00+02:00",
        None,
    )


@pytest.mark.parametrize(
    ("zone", "label"),
    [
        ("Pacific/Fiji", "Fiji (UTC+12)"),
        ("Asia/Kathmandu", "Kathmandu (UTC+5:45)"),
        ("America/Costa_Rica", "Costa Rica (UTC−6)"),
        ("America/St_Johns", "St Johns (UTC−2:30)"),
        ("UTC", "UTC (UTC)"),
    ],
)
def test_zones_are_told_by_place_and_distance(zone: str, label: str) -> None:
    assert offset_label(zone, datetime(2028, 10, 10, tzinfo=UTC)) == label


@dataclass(frozen=True)
class Held:
    label: str
    starts: datetime
    ends: datetime

    @property
    def starts_at(self) -> datetime:
        return self.starts.replace(tzinfo=UTC)

    @property
    def ends_at(self) -> datetime:
        return self.ends.replace(tzinfo=UTC)


def held(label: str, day: int, starts: str, ends: str) -> Held:
    return Held(label, *(datetime.fromisoformat(f"2028-10-{day} {hour}") for hour in (starts, ends)))


TWO_DAYS = [
    held("4", 11, "15:00", "16:00"),
    held("1", 10, "10:00", "10:30"),
    held("2", 10, "10:50", "13:00"),
    held("3a", 10, "15:00", "16:30"),
    held("3b", 10, "15:00", "16:30"),
]


def test_days_have_breaks_of_half_an_hour_and_more() -> None:
    rows = [
        (
            day.number,
            day.date.day,
            [(s.starts_at.strftime("%H:%M"), "".join(x.label for x in s.sessions)) for s in day.sittings],
        )
        for day in days_of(TWO_DAYS)
    ]
    # The 20 minutes between 1 and 2 are no break, the night is none either.
    assert rows == [
        (1, 10, [("10:00", "1"), ("10:50", "2"), ("13:00", ""), ("15:00", "3a3b")]),
        (2, 11, [("15:00", "4")]),
    ]


def test_a_break_begins_when_the_longest_session_before_it_has_ended() -> None:
    sessions = [
        held("1", 10, "10:00", "13:00"),
        held("2", 10, "11:00", "11:30"),
        held("3", 10, "14:00", "15:00"),
    ]
    breaks = [(s.starts_at.hour, s.ends_at.hour) for s in days_of(sessions)[0].sittings if s.is_break]
    assert breaks == [(13, 14)]


def test_glance_table() -> None:
    sessions = [
        held("1", 10, "10:00", "10:30"),
        held("2", 10, "10:30", "12:00"),
        held("3", 10, "15:00", "16:00"),
        held("4", 11, "11:00", "12:00"),
        held("5a", 11, "15:30", "16:00"),
        held("5b", 11, "15:30", "16:00"),
    ]
    glance = glance_of(days_of(sessions))
    assert glance is not None
    assert [(h.columns, h.at and h.at.hour) for h in glance.heads] == [(2, 10), (2, 11), (1, None), (2, 15)]
    rows = [
        (d.day, [(c.columns, "".join(s.label for s in c.sessions)) for c in cells])
        for d, cells in glance.rows
    ]
    assert rows == [
        (10, [(1, "1"), (3, "2"), (1, ""), (2, "3")]),
        (11, [(1, ""), (1, ""), (2, "4"), (1, ""), (1, ""), (1, "5a5b")]),
    ]


@pytest.mark.parametrize(
    "sessions",
    [
        [held("1", 10, "10:00", "11:00")],  # one day
        TWO_DAYS,  # off the half hour
        [
            held("1", 10, "10:00", "11:00"),
            held("2", 10, "10:30", "11:30"),
            held("3", 11, "10:00", "11:00"),
        ],  # overlap
        [held("1", 10, "00:00", "06:00"), held("2", 11, "10:00", "18:00")],  # too wide
    ],
)
def test_no_glance_table_where_it_would_not_help(sessions: list[Held]) -> None:
    assert glance_of(days_of(sessions)) is None


def test_speakers_stand_under_their_roles() -> None:
    @dataclass
    class One:
        role: SpeakerRole

    a, b, c = One(SpeakerRole.RAPPORTEUR), One(SpeakerRole.PANELLIST), One(SpeakerRole.PANELLIST)
    assert by_role([a, b, c]) == [(SpeakerRole.PANELLIST, [b, c]), (SpeakerRole.RAPPORTEUR, [a])]


DRAFT = MeetingDraft(
    title="Example workshop",
    kind=MeetingKind.WORKSHOP,
    mode=Mode.HYBRID,
    zone=GENEVA,
    city="Geneva",
    starts=datetime(2028, 10, 10, 10),
    ends=datetime(2028, 10, 11, 18),
    cycle_id=1,
    place="Room XX",
    join_link="https://meet.example.org/x",
    registration_closes=datetime(2028, 9, 19, 23, 59),
)


def test_instants_of_a_meeting() -> None:
    instants = meeting_instants(DRAFT)
    assert (instants.starts_at, instants.ends_at, instants.closes_at) == (
        datetime(2028, 10, 10, 8, tzinfo=UTC),
        datetime(2028, 10, 11, 16, tzinfo=UTC),
        datetime(2028, 9, 19, 21, 59, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": "  "}, "title"),
        ({"city": ""}, "city"),
        ({"zone": "Europe/Geneva"}, "zone"),
        ({"zone": "../etc/passwd"}, "zone"),
        ({"ends": datetime(2028, 10, 10, 10)}, "ends"),
        ({"ends": datetime(2028, 10, 9, 10)}, "ends"),
        ({"starts": datetime(1, 1, 1)}, "starts"),
        ({"ends": datetime(9999, 12, 31, 23, 59)}, "ends"),
        # Does not exist, and exists twice.
        ({"starts": datetime(2027, 3, 28, 2, 30)}, "starts"),
        ({"registration_closes": datetime(2026, 10, 25, 2, 30)}, "registration_closes"),
        ({"registration_closes": datetime(2028, 10, 12)}, "registration_closes"),
        ({"places": -1}, "places"),
        ({"place": ""}, "place"),
        ({"mode": Mode.IN_PERSON, "place": " "}, "place"),
        ({"join_link": ""}, "join_link"),
        ({"mode": Mode.VIRTUAL, "place": "", "join_link": ""}, "join_link"),
        ({"join_link": "javascript:alert(1)"}, "join_link"),
    ],
)
def test_what_cannot_be_a_meeting(change: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as no:
        meeting_instants(replace(DRAFT, **change))
    assert no.value.field == field


@pytest.mark.parametrize(
    "change",
    [
        {"mode": Mode.IN_PERSON, "join_link": ""},
        {"mode": Mode.VIRTUAL, "place": ""},
        {"dates_set": False, "place": "", "join_link": ""},
    ],
)
def test_what_a_mode_does_not_need(change: dict[str, Any]) -> None:
    assert meeting_instants(replace(DRAFT, **change)).starts_at == datetime(2028, 10, 10, 8, tzinfo=UTC)


SESSION = SessionDraft(
    "3", SessionKind.PANEL, "Panel", datetime(2028, 10, 10, 10), datetime(2028, 10, 10, 11)
)
MEETING = Span(datetime(2028, 10, 10, 8, tzinfo=UTC), datetime(2028, 10, 11, 16, tzinfo=UTC))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"label": ""}, "label"),
        ({"label": "new"}, "label"),
        ({"label": "a/b"}, "label"),
        ({"label": "12345678901"}, "label"),
        ({"title": ""}, "title"),
        ({"ends": datetime(2028, 10, 10, 10)}, "ends"),
        ({"starts": datetime(2028, 10, 10, 9, 59)}, "starts"),
        ({"starts": datetime(2028, 10, 11, 17), "ends": datetime(2028, 10, 11, 18, 1)}, "starts"),
    ],
)
def test_what_cannot_be_a_session(change: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as no:
        session_instants(replace(SESSION, **change), GENEVA, MEETING)
    assert no.value.field == field


@pytest.mark.parametrize(
    ("known", "name", "chosen", "ticked", "field"),
    [
        (None, "Bob Marley", None, False, "same"),
        (None, "Bo Example", 7, False, "same"),  # chosen in the directory, under another name
        (3, "Bo Other", None, False, "same"),
        (None, "Бо", None, True, None),
        (3, "B. Example", None, True, None),
        (None, " bo ", None, False, None),
        (None, "Bo", 7, False, None),  # found in the directory
        (3, "Bo Example", 3, False, None),  # the directory says who it is
        (3, "Bo", 7, True, "name"),  # two of the directory are two
    ],
)
def test_who_was_asked_is_printed_otherwise_only_as_the_same_person(
    known: int | None, name: str, chosen: int | None, ticked: bool, field: str | None
) -> None:
    draft = SpeakerDraft(name, SpeakerRole.CHAIR, person_id=chosen)
    with pytest.raises(Refused) if field else nullcontext() as no:
        check_same_person("Bo", known, draft, ticked)
    assert (no.value.field if no is not None else None) == field


def test_addresses_of_meetings() -> None:
    kind = MeetingKind.FOCAL_POINT_MEETING
    taken = {"focal-point-meeting-2026", "focal-point-meeting-2026-2"}
    assert [slug_of(kind, 2026, set()), slug_of(kind, 2026, taken)] == [
        "focal-point-meeting-2026",
        "focal-point-meeting-2026-3",
    ]


S = MeetingStatus


def test_every_step_and_no_other() -> None:
    possible = set()
    for now_is in S:
        for to in S:
            try:
                take_step(now_is, to)
            except Refused:
                continue
            possible.add((now_is, to))
    assert possible == {
        (S.DRAFT, S.PUBLISHED), (S.DRAFT, S.CANCELLED), (S.PUBLISHED, S.HELD), (S.PUBLISHED, S.DRAFT),
        (S.PUBLISHED, S.CANCELLED), (S.HELD, S.CLOSED), (S.HELD, S.PUBLISHED), (S.CLOSED, S.HELD),
        (S.CANCELLED, S.DRAFT),
    }  # fmt: skip


NOON = datetime(2028, 10, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("to", "given", "refused"),
    [
        (S.PUBLISHED, {}, False),
        (S.PUBLISHED, {"dates_set": False}, True),
        (S.PUBLISHED, {"sessions": 0}, True),
        (S.HELD, {"now": NOON - timedelta(seconds=1)}, True),
        (S.HELD, {}, False),
        (S.CANCELLED, {"dates_set": False, "sessions": 0, "now": NOON - timedelta(days=9)}, False),
    ],
)
def test_what_a_step_needs(to: MeetingStatus, given: dict[str, Any], refused: bool) -> None:
    values: dict[str, Any] = {"dates_set": True, "sessions": 1, "starts_at": NOON, "now": NOON}
    said = False
    try:
        check_step(to, **values | given)
    except Refused:
        said = True
    assert said == refused


@pytest.mark.parametrize(
    ("status", "dates_set", "closes", "now", "open_"),
    [
        (S.PUBLISHED, True, NOON, NOON, True),
        (S.PUBLISHED, True, NOON, NOON + timedelta(seconds=1), False),
        (S.PUBLISHED, True, None, NOON + timedelta(hours=2), True),
        (S.PUBLISHED, True, None, NOON + timedelta(hours=7), False),
        (S.PUBLISHED, False, None, NOON, False),
        (S.DRAFT, True, None, NOON, False),
        (S.HELD, True, None, NOON, False),
        (S.CANCELLED, True, None, NOON, False),
    ],
)
def test_when_a_meeting_takes_registrations(
    status: MeetingStatus, dates_set: bool, closes: datetime | None, now: datetime, open_: bool
) -> None:
    assert takes_registrations(status, dates_set, closes, NOON + timedelta(hours=6), now) == open_


TOLD = Told(
    NOON, NOON + timedelta(hours=1), ("Room XX", "Geneva"), "https://a.example.org", False, ("Title",)
)


@pytest.mark.parametrize(
    ("change", "more"),
    [
        ({"starts_at": NOON - timedelta(minutes=1)}, 1),
        ({"ends_at": NOON + timedelta(hours=2)}, 1),
        ({"place": ("Room XXII", "Geneva")}, 1),
        ({"join_link": "https://b.example.org"}, 1),
        ({"cancelled": True}, 1),
        ({"words": ("Another title",)}, 0),
        ({}, 0),
    ],
)
def test_sequence_grows_when_people_must_be_asked_again(change: dict[str, Any], more: int) -> None:
    after = replace(TOLD, **change)
    assert next_sequence(4, TOLD, after) == 4 + more
    changed = next_changed(NOON, TOLD, after, NOON + timedelta(days=1))
    assert changed == (NOON + timedelta(days=1) if change else NOON)


@given(st.lists(st.integers(-5, 5), max_size=30))
def test_a_feed_never_changed_earlier(steps: list[int]) -> None:
    """Whatever the clock does between changes – stands still, is put back –, each state has its own time."""
    now, at, seen = NOON, NOON, [NOON]
    for seconds in steps:
        now += timedelta(seconds=seconds)
        at = feed_changed(at, now)
        assert at >= now
        seen.append(at)
    assert seen == sorted(set(seen))
