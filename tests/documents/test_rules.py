"""Numbers, readers, what is new, and the names in a ZIP: tables of cases."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.base.refusals import Refused
from meetings.documents.rules import (
    MOST_PACKED_BYTES,
    Packed,
    Visibility,
    Visit,
    check_packed,
    check_prefix,
    first_prefix,
    is_new,
    manifest,
    packed_names,
    read_since,
    sees,
    visited,
)
from meetings.programme.rules import MeetingKind

V = Visibility
NOON = datetime(2028, 9, 12, 12, tzinfo=UTC)


def test_who_sees_what() -> None:
    seen = {reader: {document for document in V if sees(reader, document)} for reader in V}
    assert seen == {V.PUBLIC: {V.PUBLIC}, V.PARTICIPANTS: {V.PUBLIC, V.PARTICIPANTS}, V.STAFF: set(V)}


@pytest.mark.parametrize(
    ("kind", "taken", "prefix"),
    [
        (MeetingKind.WORKSHOP, set(), "WS/2028"),
        (MeetingKind.FOCAL_POINT_MEETING, {"WS/2028"}, "FPM/2028"),
        (MeetingKind.WORKSHOP, {"WS/2028"}, "WS-2/2028"),
        (MeetingKind.WORKSHOP, {"WS/2028", "WS-2/2028"}, "WS-3/2028"),
    ],
)
def test_the_prefix_proposed(kind: MeetingKind, taken: set[str], prefix: str) -> None:
    assert first_prefix(kind, 2028, frozenset(taken)) == prefix
    check_prefix(prefix)


@pytest.mark.parametrize(
    "prefix",
    ["", "ws/2028", "WS//2028", "/WS", "WS/", "WS 2028", "WS/2028\n", "ＷＳ", "W" * 41, "WS/..", "-"],
)
def test_a_prefix_that_cannot_be_cited(prefix: str) -> None:
    with pytest.raises(Refused) as no:
        check_prefix(prefix)
    assert no.value.field == "prefix"


@pytest.mark.parametrize(
    ("text", "zone", "instant"),
    [
        ("", "Europe/Zurich", None),
        ("2028-09-12", "Europe/Zurich", datetime(2028, 9, 11, 22, tzinfo=UTC)),
        ("2028-09-12T14:00", "Pacific/Kiritimati", datetime(2028, 9, 12, 0, tzinfo=UTC)),
        ("2028-09-12", "Asia/Kathmandu", datetime(2028, 9, 11, 18, 15, tzinfo=UTC)),
        # Midnight does not exist on that day in Beirut (2026-03-29), and is twice on another in Havana.
        ("2026-03-29", "Asia/Beirut", datetime(2026, 3, 28, 22, tzinfo=UTC)),
        ("2026-11-01", "America/Havana", datetime(2026, 11, 1, 4, tzinfo=UTC)),
        ("2026-10-25T02:30", "Europe/Zurich", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_since_a_day(text: str, zone: str, instant: datetime | None) -> None:
    assert read_since(text, zone) == instant


@pytest.mark.parametrize(
    "text",
    ["2028-02-30", "today", "2028-09-12T25:00", "2028-09-12T14:00+02:00", "0001-01-01", "9999-12-31", "12"],
)
def test_since_no_day(text: str) -> None:
    with pytest.raises(Refused):
        read_since(text, "Europe/Zurich")


@pytest.mark.parametrize(
    ("before", "after", "now"),
    [
        (None, timedelta(0), Visit(NOON, None)),
        (Visit(NOON, None), timedelta(minutes=5), Visit(NOON, None)),
        (Visit(NOON, None), timedelta(minutes=20), Visit(NOON + timedelta(minutes=20), None)),
        (Visit(NOON, NOON - timedelta(days=1)), timedelta(minutes=59),
         Visit(NOON + timedelta(minutes=59), NOON - timedelta(days=1))),
        (Visit(NOON, NOON - timedelta(days=1)), timedelta(hours=1), Visit(NOON + timedelta(hours=1), NOON)),
    ],
)  # fmt: skip
def test_a_visit_lasts_while_somebody_comes_back_within_the_hour(
    before: Visit | None, after: timedelta, now: Visit
) -> None:
    assert visited(before, NOON + after) == now


@given(st.lists(st.integers(0, 300), max_size=20))
def test_whatever_came_after_a_visit_is_new_at_the_next(minutes: list[int]) -> None:
    visit, now = visited(None, NOON), NOON
    for step in minutes:
        before, now = visit, now + timedelta(minutes=step)
        visit = visited(before, now)
        if visit.before_at is not None:
            assert is_new(before.seen_at + timedelta(seconds=1), visit.before_at)
            assert visit.before_at <= visit.seen_at


def a_packed(title: str, language: str = "en", number: int = 1, size: int = 10) -> Packed:
    return Packed(f"WS/2028/{number}", title, language, 1, NOON, "pdf", size, "ab" * 32)


def test_names_in_a_zip() -> None:
    titles = ["Concept note", "a/../b\\c", "حقوق الإنسان", "x" * 300, "..", 'q:"?*<>|', "a\u202eb\0c"]
    assert packed_names(a_packed(title) for title in titles) == [
        "WS-2028-1_en_Concept note.pdf",
        "WS-2028-1_en_a .. b c.pdf",
        "WS-2028-1_en_حقوق الإنسان.pdf",
        f"WS-2028-1_en_{'x' * 80}.pdf",
        "WS-2028-1_en_document.pdf",
        "WS-2028-1_en_q.pdf",
        "WS-2028-1_en_abc.pdf",
    ]
    assert packed_names([a_packed("Note"), a_packed("NOTE")]) == [
        "WS-2028-1_en_Note.pdf",
        "WS-2028-1_en_NOTE (2).pdf",
    ]


@given(st.lists(st.tuples(st.text(max_size=100), st.sampled_from(["en", "fr"])), max_size=12))
def test_no_two_names_are_one_and_none_leads_out(given_: list[tuple[str, str]]) -> None:
    names = packed_names(a_packed(title, language) for title, language in given_)
    assert len({name.casefold() for name in names}) == len(names)
    assert not any(c in name for name in names for c in '/\\\0\n"')


def test_the_list_in_a_zip() -> None:
    assert manifest(["Example workshop"], [a_packed("Concept\nnote")], ["n.pdf"]) == (
        "Example workshop\n\nWS/2028/1  en  1  2028-09-12 12:00 UTC\n  Concept note\n  n.pdf\n"
        f"  10 B  sha256 {'ab' * 32}\n"
    )


def test_too_much_for_one_zip() -> None:
    check_packed([a_packed("x", size=MOST_PACKED_BYTES)])
    for files in ([a_packed("x", size=MOST_PACKED_BYTES + 1)], [a_packed("x")] * 2001):
        with pytest.raises(Refused):
            check_packed(files)
