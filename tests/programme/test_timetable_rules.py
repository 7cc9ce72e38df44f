"""Laws of the timetable: a move keeps the length, undo restores the draft, a table holds each session once."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.base.refusals import Refused
from meetings.base.zones import distance, meant, second_of_two, wall_of, wall_to_utc
from meetings.programme import defaults
from meetings.programme.rules import MeetingDraft, MeetingKind, Mode, SessionKind, Span, meeting_instants
from meetings.programme.rules.laying import Pattern, lay
from meetings.programme.rules.moving import Place, Timing, group_labels, next_label, placed
from meetings.programme.rules.sittings import hours_of, pairs_of, written
from meetings.programme.rules.timetable import DayTable, Frame, tables_of
from meetings.programme.rules.undoing import Step, steps_between, undone
from meetings.programme.rules.warnings import Planned
from tests.programme.test_warnings import planned

ZONES = ["Europe/Zurich", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Apia", "UTC"]
ALWAYS = Span(datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
INSTANTS = st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)).map(
    lambda at: at.replace(second=0, microsecond=0)
)
# Where clocks change, or shortly before and after.
CHANGES = st.sampled_from(
    [datetime(2026, 10, 25, 1, tzinfo=UTC), datetime(2027, 3, 28, 1, tzinfo=UTC), datetime(2026, 11, 1, 6, tzinfo=UTC),
     datetime(2026, 4, 4, 15, tzinfo=UTC), datetime(2026, 10, 29, 21, tzinfo=UTC)]
).flatmap(lambda at: st.integers(-180, 180).map(lambda minutes: at + timedelta(minutes=minutes)))  # fmt: skip


# ─── Times that do not exist, and times that exist twice ─────────────────────────────────────────────────────────


@given(st.one_of(INSTANTS, CHANGES), st.sampled_from(ZONES))
def test_a_wall_clock_and_which_of_two_say_the_instant(at: datetime, zone: str) -> None:
    wall, second = wall_of(at, zone), second_of_two(at, zone)
    assert wall_to_utc(wall, zone, second=second) == at
    if second is None:
        assert meant(wall, zone) == ()
    else:
        assert [one.at for one in meant(wall, zone)].index(at) == int(second)


@pytest.mark.parametrize(
    ("wall", "zone", "offered"),
    [
        (datetime(2026, 10, 25, 2, 30), "Europe/Zurich", ["02:30 UTC+2 first", "02:30 UTC+1 second"]),
        (datetime(2027, 3, 28, 2, 30), "Europe/Zurich", ["01:30 UTC+1", "03:30 UTC+2"]),
        (
            datetime(2026, 4, 5, 1, 45),
            "Australia/Lord_Howe",
            ["01:45 UTC+11 first", "01:45 UTC+10:30 second"],
        ),
        (datetime(2026, 4, 24, 0, 30), "Africa/Cairo", ["23:30 UTC+2", "01:30 UTC+3"]),
        (datetime(2026, 10, 25, 3, 0), "Europe/Zurich", []),
    ],
)
def test_what_a_time_can_mean_has_names(wall: datetime, zone: str, offered: list[str]) -> None:
    names = {None: "", False: " first", True: " second"}
    found = [f"{m.wall:%H:%M} {distance(m.at, zone)}{names[m.second]}" for m in meant(wall, zone)]
    assert found == offered


def test_a_meeting_keeps_which_of_two_equal_hours_is_meant() -> None:
    draft = MeetingDraft(
        "Night", MeetingKind.WORKSHOP, Mode.IN_PERSON, "Europe/Zurich", "Geneva", datetime(2026, 10, 25, 2, 30),
        datetime(2026, 10, 25, 2, 45), 1, place="Here", starts_second=False, ends_second=True,
    )  # fmt: skip
    instants = meeting_instants(draft)
    assert instants.ends_at - instants.starts_at == timedelta(minutes=75)


# ─── Moves ───────────────────────────────────────────────────────────────────────────────────────────────────────


@given(st.one_of(INSTANTS, CHANGES), st.integers(1, 24 * 60), st.sampled_from(ZONES))
def test_a_move_keeps_the_length_within_the_day(to: datetime, minutes: int, zone: str) -> None:
    place = Place(wall_of(to, zone), "Room", starts_second=second_of_two(to, zone))
    if wall_of(to, zone).date() != wall_of(to + timedelta(minutes=minutes), zone).date():
        with pytest.raises(Refused, match="on the day on which it begins"):
            placed(place, timedelta(minutes=minutes), zone, ALWAYS)
        return
    timing = placed(place, timedelta(minutes=minutes), zone, ALWAYS)
    assert (timing.starts_at, timing.length) == (to, timedelta(minutes=minutes))
    again = Place(timing.starts, "Room", timing.ends, None, timing.starts_second, timing.ends_second)
    assert placed(again, timedelta(0), zone, ALWAYS) == timing


@pytest.mark.parametrize(
    ("place", "field"),
    [
        (Place(datetime(2028, 10, 10, 10), "", datetime(2028, 10, 10, 9)), "ends"),
        (Place(datetime(2028, 10, 10, 10), "", datetime(2028, 10, 12, 9)), "ends"),
        (Place(datetime(2028, 10, 10, 23, 30), ""), "ends"),
        (Place(datetime(2028, 10, 10, 9, 59), ""), "starts"),
        (Place(datetime(1, 1, 1), ""), "starts"),
        (Place(datetime(2027, 3, 28, 2, 30), ""), "starts"),
        (Place(datetime(2026, 10, 25, 2, 30), ""), "starts"),
    ],
)
def test_where_a_session_cannot_go(place: Place, field: str) -> None:
    meeting = Span(datetime(2028, 10, 10, 8, tzinfo=UTC), datetime(2028, 10, 11, 16, tzinfo=UTC))
    with pytest.raises(Refused) as no:
        placed(place, timedelta(minutes=30), "Europe/Zurich", meeting)
    assert no.value.field == field


@pytest.mark.parametrize(
    ("taken", "kind", "number", "labels"),
    [
        ([], SessionKind.PANEL, 1, ["1"]),
        (["1", "7a", "7b", "B9", "x"], SessionKind.BREAKOUT, 3, ["8a", "8b", "8c"]),
        (["1", "b2"], SessionKind.BREAK, 1, ["B3"]),
    ],
)
def test_free_numbers(taken: list[str], kind: SessionKind, number: int, labels: list[str]) -> None:
    assert group_labels(taken, kind, number) == labels
    assert next_label(taken, kind) not in taken


# ─── Undo ────────────────────────────────────────────────────────────────────────────────────────────────────────

UIDS = st.sampled_from("abcdef")
ACTS = st.lists(st.tuples(UIDS, st.one_of(st.none(), st.integers(10, 18))), max_size=4)


@given(st.dictionaries(UIDS, st.integers(10, 18), max_size=5), st.lists(ACTS, max_size=8))
def test_undo_after_any_sequence_of_acts_restores_the_draft(
    start: dict[str, int], acts: list[list[tuple[str, int | None]]]
) -> None:
    """An act sets the hour of sessions, adds them, or (None) deletes them; several at once, as a template does."""
    draft: dict[str, Any] = {uid: {"label": uid, "hour": hour} for uid, hour in start.items()}
    first, done = dict(draft), []
    for act in acts:
        before = dict(draft)
        for uid, hour in act:
            draft.pop(uid, None) if hour is None else draft.update({uid: {"label": uid, "hour": hour}})
        done.append(steps_between(before, draft))
    for steps in reversed(done):
        draft = undone(draft, steps)
    assert draft == first


def test_undo_is_refused_when_a_session_was_changed_or_its_number_is_taken() -> None:
    step = Step("a", {"label": "1", "hour": 10}, {"label": "1", "hour": 11})
    with pytest.raises(Refused, match="session 1 was changed since"):
        undone({"a": {"label": "1", "hour": 12}}, [step])
    with pytest.raises(Refused, match="session 1 was changed since"):
        undone({}, [step])
    with pytest.raises(Refused, match="there is another session 1 by now"):
        undone({"b": {"label": "1"}}, [Step("a", {"label": "1"}, None)])


# ─── The table ───────────────────────────────────────────────────────────────────────────────────────────────────

SOME = st.lists(
    st.builds(
        planned,
        st.uuids().map(lambda key: key.hex[:6]),
        st.integers(-120, 700),
        st.integers(5, 200),
        room=st.sampled_from(["", "A", "B"]),
        kind=st.sampled_from([SessionKind.PANEL, SessionKind.BREAK]),
    ),
    max_size=7,
)


@given(SOME, st.booleans(), st.booleans())
def test_a_table_holds_each_session_once_and_every_row_is_full(
    sessions: list[Any], interpreted: bool, virtual: bool
) -> None:
    hours = defaults.interpretation_hours()
    frame = Frame(
        datetime(2028, 10, 10, 8, tzinfo=UTC), datetime(2028, 10, 11, 16, tzinfo=UTC), "UTC", ("A",),
        hours if interpreted else (), hours if virtual else (),
    )  # fmt: skip
    tables = tables_of(frame, sessions)
    drawn = [c.session.uid for t in tables for b in t.blocks for r in b.rows for c in r.cells if c.session]
    assert sorted(drawn) == sorted(s.uid for s in sessions)
    for table in tables:
        lanes = sum(column.lanes for column in table.columns)
        for block in table.blocks:
            until: list[int] = [0] * len(block.rows)
            for n, row in enumerate(block.rows):
                for cell in row.cells:
                    assert n + cell.rows <= len(block.rows)
                    for covered in range(n, n + cell.rows):
                        until[covered] += cell.lanes
            assert until == [lanes] * len(block.rows)


def test_days_without_a_session_are_drawn_and_shut_hours_hatched() -> None:
    frame = Frame(
        datetime(2028, 10, 10, 8, tzinfo=UTC), datetime(2028, 10, 11, 16, tzinfo=UTC), "Europe/Zurich", ("A",),
        defaults.interpretation_hours(),
    )  # fmt: skip
    tables: list[DayTable[Planned]] = tables_of(frame, [])
    assert [t.date for t in tables] == [date(2028, 10, 10), date(2028, 10, 11)]
    rows = tables[0].blocks[0].rows
    shut = [f"{row.starts:%H:%M}" for row in rows if row.cells[0].shut]
    assert (f"{rows[0].starts:%H:%M}", shut) == ("10:00", ["13:00", "13:30", "14:00", "14:30"])


def test_a_day_on_which_clocks_are_put_back_has_its_hour_twice() -> None:
    zone = ZoneInfo("Europe/Zurich")
    starts = datetime(2026, 10, 25, 1, tzinfo=zone).astimezone(UTC)
    frame = Frame(starts, starts + timedelta(hours=4), "Europe/Zurich", ())
    tables: list[DayTable[Planned]] = tables_of(frame, [])
    rows = tables[0].blocks[0].rows
    assert [(f"{row.starts:%H:%M}", row.second) for row in rows[2:6]] == [
        ("02:00", False), ("02:30", False), ("02:00", True), ("02:30", True),
    ]  # fmt: skip


# ─── Hours and templates ─────────────────────────────────────────────────────────────────────────────────────────


def test_hours_as_an_office_writes_them() -> None:
    hours = written("15.00 - 18:00\n\n9:30–13:00\n")
    assert [str(one) for one in hours] == ["09:30–13:00", "15:00–18:00"]
    assert hours_of(pairs_of(hours)) == hours
    for wrong in (
        "10–13",
        "13:00–10:00",
        "10:00–12:00\n11:00–13:00",
        "10:00–24:00",
        "\n".join(["10:00–11:00"] * 9),
    ):
        with pytest.raises(Refused) as no:
            written(wrong)
        assert no.value.field == "sittings"


def test_what_would_run_past_midnight_lies_in_the_tray_at_hours_of_one_day() -> None:
    meeting = Span(datetime(2028, 10, 9, 22, tzinfo=UTC), datetime(2028, 10, 12, tzinfo=UTC))
    patterns = [
        Pattern(0, time(23), 60, SessionKind.PANEL, "At midnight"),
        Pattern(0, time(23), 59, SessionKind.PANEL, "Before"),
        Pattern(1, time(15), 13 * 60, SessionKind.PANEL, "Long"),
    ]
    laid = lay(patterns, date(2028, 10, 10), timedelta(0), "Europe/Zurich", meeting, [])
    assert [
        (one.draft.title, f"{one.draft.starts:%d %H:%M}–{one.draft.ends:%d %H:%M}", one.unscheduled)
        for one in laid
    ] == [
        ("At midnight", "10 12:00–10 13:00", True),
        ("Before", "10 23:00–10 23:59", False),
        ("Long", "11 00:00–11 13:00", True),
    ]


@pytest.mark.parametrize(("code", "days"), [("two-day-workshop", 2), ("virtual-2-by-2", 2)])
def test_templates_lie_within_their_meeting(code: str, days: int) -> None:
    template = defaults.templates()[code]
    first = date(2028, 10, 10)
    meeting = Span(datetime(2028, 10, 10, 8, tzinfo=UTC), datetime(2028, 10, 11, 16, tzinfo=UTC))
    laid = lay(template.patterns, first, timedelta(0), "Europe/Zurich", meeting, ["1"], ["Room XX"])
    assert len({one.draft.label for one in laid} | {"1"}) == len(laid) + 1
    assert [one.draft.title for one in laid if one.unscheduled] == []
    assert {one.draft.starts.date() for one in laid} == {first + timedelta(days=n) for n in range(days)}
    late = lay(template.patterns, first, timedelta(hours=4), "Europe/Zurich", meeting, [], [])
    assert 0 < sum(one.unscheduled for one in late) < len(late)


def test_a_timing_is_that_of_its_instants() -> None:
    at = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    timing = Timing.between(Span(at, at + timedelta(hours=1)), "Europe/Zurich")
    assert (timing.starts, timing.starts_second, timing.ends_second) == (
        datetime(2026, 10, 25, 2, 30),
        True,
        None,
    )
