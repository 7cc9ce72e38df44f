from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import meetings.mandate
from meetings.base.refusals import Refused
from meetings.mandate.rules import (
    Confidence,
    CouncilSession,
    ExistingMeeting,
    Margin,
    Slot,
    SlotKind,
    answers_in_force,
    clashes,
    council_session_row,
    lineage_row,
    missing_meetings,
    parse_mandate,
    projected_dates,
    reduced_date,
    session_dates,
    session_months,
    session_season,
    session_year,
    sessions_of_year,
    slot_dates,
    writing_time,
)

TEXT = (Path(meetings.mandate.__file__).parent / "data" / "61-15.toml").read_text(encoding="utf-8")
NUMBERS = st.integers(4, 999)


# ─── The Council's calendar ──────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("number", "year", "months", "season"),
    [
        (4, 2007, (2, 4), "February–April"),
        (5, 2007, (6, 7), "June–July"),
        (43, 2020, (2, 4), "February–April"),
        (52, 2023, (2, 4), "February–April"),
        (59, 2025, (6, 7), "June–July"),
        (60, 2025, (9, 10), "September–October"),
        (61, 2026, (2, 4), "February–April"),
        (69, 2028, (9, 10), "September–October"),
        (70, 2029, (2, 4), "February–April"),
    ],
)
def test_year_and_months_of_a_session(number, year, months, season):
    assert (session_year(number), session_months(number), session_season(number)) == (year, months, season)


@pytest.mark.parametrize("number", [-1, 0, 3, 1000])
def test_no_calendar_for_this_number(number):
    with pytest.raises(Refused) as no:
        session_year(number)
    assert str(no.value) == f"The Council's calendar can be computed for sessions 4 to 999, not for {number}."


@pytest.mark.parametrize(
    ("number", "opens", "closes"),
    [
        (52, "2023-02-27", "2023-04-04"),  # as held
        (59, "2025-06-16", "2025-07-09"),  # as held
        (60, "2025-09-08", "2025-10-08"),  # as held
        (61, "2026-02-23", "2026-03-31"),  # as held
        (55, "2024-02-26", "2024-04-02"),  # held to 5 April
        (70, "2029-02-26", "2029-04-03"),
    ],
)
def test_projection(number, opens, closes):
    found = projected_dates(number)
    assert (str(found.opens), str(found.closes), found.projected) == (opens, closes, True)


@given(NUMBERS)
def test_a_session_is_in_its_year_and_months(number):
    found, (first, last) = projected_dates(number), session_months(number)
    assert found.opens.year == found.closes.year == session_year(number)
    assert found.opens.month == first
    assert first <= found.closes.month <= last
    assert found.opens.weekday() == 0


@given(st.integers(4, 998))
def test_sessions_follow_one_another(number):
    assert projected_dates(number).closes < projected_dates(number + 1).opens
    assert session_year(number) <= session_year(number + 1) <= session_year(number) + 1


@given(NUMBERS)
def test_a_year_knows_its_sessions(number):
    year = session_year(number)
    assert number in sessions_of_year(year)
    assert {session_year(n) for n in sessions_of_year(year)} == {year}


@pytest.mark.parametrize("year", [2006, 2339])
def test_no_sessions_are_computed_for_this_year(year):
    with pytest.raises(Refused) as no:
        sessions_of_year(year)
    assert str(no.value) == f"The Council's calendar cannot be computed for {year}."


def test_entered_dates_come_before_computed_ones():
    whole = CouncilSession(70, date(2029, 2, 19), date(2029, 4, 6), Confidence.FOUND)
    half = CouncilSession(71, date(2029, 6, 11), None, Confidence.FOUND)
    bare = CouncilSession(72, None, None, Confidence.OURS)
    known = {s.number: s for s in (whole, half, bare)}
    assert [(d.opens, d.closes, d.projected) for d in (session_dates(n, known) for n in (70, 71, 72))] == [
        (date(2029, 2, 19), date(2029, 4, 6), False),
        (date(2029, 6, 11), date(2029, 7, 4), True),
        (date(2029, 9, 10), date(2029, 10, 10), True),
    ]


def test_slots_are_counted_from_the_opening():
    slots = (Slot(SlotKind.ISSUANCE, 6), Slot(SlotKind.FREEZE, 14), Slot(SlotKind.SUBMISSION, 10))
    assert [(s.kind, str(s.day)) for s in slot_dates(date(2029, 2, 26), slots)] == [
        (SlotKind.FREEZE, "2028-11-20"),
        (SlotKind.SUBMISSION, "2028-12-18"),
        (SlotKind.ISSUANCE, "2029-01-15"),
    ]


SIXTIETH = {60: CouncilSession(60, date(2025, 9, 8), date(2025, 10, 8), Confidence.FOUND)}


@pytest.mark.parametrize(
    ("starts", "ends", "numbers"),
    [
        ("2025-09-29", "2025-09-30", [60]),  # the workshop of 2025
        ("2025-10-08", "2025-10-09", [60]),
        ("2025-10-09", "2025-10-10", []),
        ("2025-09-01", "2025-09-07", []),
        ("2028-09-29", "2028-09-30", [69]),
        ("2028-10-12", "2028-10-13", []),
        ("2025-12-31", "2026-12-31", [61, 62, 63]),
        ("1999-01-01", "1999-12-31", []),
    ],
)
def test_clashes(starts, ends, numbers):
    found = clashes(date.fromisoformat(starts), date.fromisoformat(ends), SIXTIETH)
    assert [session.number for session in found] == numbers


def test_clash_of_days_in_the_wrong_order():
    with pytest.raises(Refused) as no:
        clashes(date(2028, 10, 2), date(2028, 10, 1), {})
    assert (no.value.field, str(no.value)) == ("ends", "The last day is before the first.")


@pytest.mark.parametrize(
    ("ends", "margin", "weeks"),
    [
        ("2028-10-09", Margin.ENOUGH, 10),
        ("2028-10-10", Margin.TIGHT, 9),
        ("2028-10-16", Margin.TIGHT, 9),
        ("2028-10-17", Margin.TOO_LATE, 8),
        ("2028-12-18", Margin.TOO_LATE, 0),
        ("2028-12-29", Margin.TOO_LATE, 0),
    ],
)
def test_time_to_write_the_report(ends, margin, weeks):
    found = writing_time(date.fromisoformat(ends), date(2028, 12, 18), weeks_least=9, weeks_good=10)
    assert (found.margin, found.weeks, found.latest) == (margin, weeks, date(2028, 10, 16))


@given(st.dates(date(2028, 1, 1), date(2028, 12, 31)))
def test_a_later_workshop_never_leaves_more_time(ends):
    first, later = (writing_time(e, date(2028, 12, 18), 9, 10) for e in (ends, ends + timedelta(days=1)))
    order = [Margin.ENOUGH, Margin.TIGHT, Margin.TOO_LATE]
    assert order.index(first.margin) <= order.index(later.margin)
    assert later.days == first.days - 1
    assert (first.margin is Margin.TOO_LATE) == (ends > first.latest)


def a_session_row(**cells):
    return {"number": "70", "opens": "", "closes": "", "confidence": "found", "note": ""} | cells


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        ({"number": "x"}, "number", "“x” is not the number of a session."),
        ({"number": "٧٠"}, "number", "“٧٠” is not the number of a session."),
        (
            {"number": "3"},
            "number",
            "The Council's calendar can be computed for sessions 4 to 999, not for 3.",
        ),
        ({"opens": "26 Feb"}, "opens", "“26 Feb” is not a date. Write it like 2029-02-26."),
        ({"closes": "2029-04-03"}, "opens", "A session that closes also opens."),
        ({"opens": "2029-04-03", "closes": "2029-02-26"}, "closes", "The last day is before the first."),
        (
            {"confidence": "sure"},
            "confidence",
            "“sure” should be one of: text, found, verify, ours, inferred, undetermined.",
        ),
    ],
)
def test_bad_row_of_the_council(cells, column, sentence):
    with pytest.raises(Refused) as no:
        council_session_row(a_session_row(**cells))
    assert (no.value.field, str(no.value)) == (column, sentence)


# ─── Lineage ─────────────────────────────────────────────────────────────────


def a_lineage_row(**cells):
    row = dict.fromkeys(
        [
            "requests",
            "workshop_ends",
            "workshop_place",
            "theme",
            "report_symbol",
            "report_session",
            "report_session_asked",
            "note",
        ],
        "",
    )
    return row | {
        "kind": "hrc_resolution", "reference": "1/1", "adopted": "2008-01-02", "workshop_starts": "",
        "confidence": "found",
    } | cells  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        ({"reference": ""}, "reference", "This cell is empty."),
        ({"kind": "law"}, "kind", "“law” should be one of: ga_resolution, chr_resolution, world_conference, "
         "hrc_resolution, hrc_decision."),
        ({"adopted": "2008-2-1"}, "adopted", "“2008-2-1” is not a date. Write it like 2012-12-12, 2012-12 or 2012."),
        ({"adopted": "2007-02-29"}, "adopted",
         "“2007-02-29” is not a date. Write it like 2012-12-12, 2012-12 or 2012."),
        ({"workshop_ends": "2009-01-01"}, "workshop_ends", "The workshop's last day does not follow its first."),
        ({"workshop_starts": "2007-11"}, "workshop_starts", "The workshop is earlier than the text that asks for it."),
        ({"report_session": "11th"}, "report_session", "“11th” is not the number of a session."),
    ],
)  # fmt: skip
def test_bad_row_of_the_lineage(cells, column, sentence):
    with pytest.raises(Refused) as no:
        lineage_row(a_lineage_row(**cells))
    assert (no.value.field, str(no.value)) == (column, sentence)


def test_a_workshop_over_two_months():
    row = lineage_row(a_lineage_row(workshop_starts="2008-11-30", workshop_ends="2008-12-01"))
    assert row.workshop == "30 November 2008 – 1 December 2008"


@given(st.dates())
def test_reduced_dates(day):
    text = day.isoformat()
    assert reduced_date(text) == (day.year, day.month, day.day)
    assert reduced_date(text[:7]) == (day.year, day.month, None)
    assert reduced_date(text[:4]) == (day.year, None, None)


# ─── The plan ────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class APlan:
    code: str
    kind: str = "focal_point_meeting"
    year: int = 2028
    mode: str | None = "virtual"
    only_if_question: str = ""
    only_if_answer: str = ""


PLAN = [
    APlan("fp-26", year=2026),
    APlan("fp-28", mode="in_person"),
    APlan("ws-28", kind="workshop", mode="in_person"),
    APlan("fp-28-virtual", only_if_question="op5", only_if_answer="on_top"),
]
REPLACES, ON_TOP = {"op5": "replaces"}, {"op5": "on_top"}


def by_hand(kind="focal_point_meeting", year=2028, mode="virtual"):
    return ExistingMeeting("", kind, year, mode)


def from_plan(code):
    return ExistingMeeting(code, "workshop", 1, "hybrid")


@pytest.mark.parametrize(
    ("existing", "answers", "missing"),
    [
        ([], REPLACES, ["fp-26", "fp-28", "ws-28"]),
        ([], ON_TOP, ["fp-26", "fp-28", "ws-28", "fp-28-virtual"]),
        ([from_plan("fp-28")], REPLACES, ["fp-26", "ws-28"]),
        ([from_plan(p.code) for p in PLAN], ON_TOP, []),
        ([from_plan(p.code) for p in PLAN], REPLACES, []),
        ([by_hand()], ON_TOP, ["fp-26", "fp-28", "ws-28"]),  # its own mode first
        ([by_hand()], REPLACES, ["fp-26", "ws-28"]),  # else any
        ([by_hand(), by_hand()], ON_TOP, ["fp-26", "ws-28"]),
        ([by_hand(mode="hybrid")], ON_TOP, ["fp-26", "ws-28", "fp-28-virtual"]),
        ([by_hand(year=2027)], REPLACES, ["fp-26", "fp-28", "ws-28"]),
        ([by_hand(kind="workshop")], REPLACES, ["fp-26", "fp-28"]),
    ],
)
def test_missing_meetings(existing, answers, missing):
    assert [m.code for m in missing_meetings(PLAN, existing, answers)] == missing


EXISTING = st.builds(
    ExistingMeeting,
    st.sampled_from(["", "", "fp-26", "ws-28"]),
    st.sampled_from(["workshop", "focal_point_meeting"]),
    st.sampled_from([2026, 2028]),
    st.sampled_from(["virtual", "in_person", "hybrid"]),
)


@given(st.lists(EXISTING, max_size=6), st.sampled_from([REPLACES, ON_TOP]))
def test_planning_twice_adds_nothing(existing, answers):
    missing = missing_meetings(PLAN, existing, answers)
    made = [ExistingMeeting(m.code, m.kind, m.year, m.mode or "virtual") for m in missing]
    assert missing_meetings(PLAN, [*existing, *made], answers) == ()


def test_answers_in_force():
    questions = parse_mandate(TEXT, "61-15.toml").questions
    assert answers_in_force(questions, {}) == {"in-person-2028": "replaces"}
    assert answers_in_force(questions, {"in-person-2028": "on_top"}) == {"in-person-2028": "on_top"}
    with pytest.raises(Refused) as no:
        answers_in_force(questions, {"in-person-2028": "perhaps"})
    assert (no.value.field, str(no.value)) == ("answer", "“perhaps” is none of the answers to this question.")
    with pytest.raises(Refused) as no:
        answers_in_force(questions, {"op9": "yes"})
    assert str(no.value) == "The mandate leaves no question “op9” open."
