"""The data files as they are shipped."""

from datetime import date
from pathlib import Path

import pytest

import meetings.mandate
from meetings.base.tables import read_rows, read_table
from meetings.mandate.rules import (
    COUNCIL_COLUMNS,
    LINEAGE_COLUMNS,
    Confidence,
    Evidence,
    SlotKind,
    Verb,
    council_session_row,
    lineage_row,
    missing_meetings,
    parse_mandate,
    session_dates,
    slot_dates,
)
from meetings.mandate.rules.plan import answers_in_force

DATA = Path(meetings.mandate.__file__).parent / "data"


def mandate(slug):
    name = f"{slug}.toml"
    return parse_mandate((DATA / name).read_text(encoding="utf-8"), name)


def lineage():
    text = (DATA / "lineage.csv").read_text(encoding="utf-8")
    return read_rows(read_table(text, LINEAGE_COLUMNS, "lineage.csv"), lineage_row, "lineage.csv")


def council():
    text = (DATA / "council_sessions.csv").read_text(encoding="utf-8")
    rows = read_rows(read_table(text, COUNCIL_COLUMNS, "c.csv"), council_session_row, "c.csv")
    return {row.number: row for row in rows}


@pytest.mark.parametrize(
    ("slug", "codes"),
    [
        ("52-15", "1 2 3 4 5 6 7 8a 8b 8c 8d 8e 9a 9b"),
        ("61-15", "1 2 3 4 5a 5b 5c 6 7 8a 8b 8c 8d 8e 9a 9b"),
    ],
)
def test_every_operative_paragraph_is_there(slug, codes):
    assert [o.code for o in mandate(slug).obligations] == [f"OP{code}" for code in codes.split()]
    assert mandate(slug).cycle.report.progress_paragraphs == (1, 2, 3, 4, 5, 6, 7, 8)


def test_every_file_of_the_folder_is_a_mandate():
    assert [mandate(path.stem).resolution.slug for path in sorted(DATA.glob("*.toml"))] == ["52-15", "61-15"]


def test_requests_of_61_15():
    found = [o.code for o in mandate("61-15").obligations if o.obliges]
    assert found == [f"OP{p}" for p in ["5b", "5c", "7", "8a", "8b", "8c", "8d", "8e", "9a", "9b"]]
    assert mandate("61-15").obligations[2].verbs == (Verb.RECOGNITION, Verb.ENCOURAGEMENT)


def test_days_of_adoption_and_distribution_are_kept_apart():
    old, new = mandate("52-15").resolution, mandate("61-15").resolution
    assert (old.adopted, old.distributed) == (date(2023, 4, 3), date(2023, 4, 14))
    assert (new.adopted, new.distributed) == (None, None)
    assert new.adopted_note != ""


def test_plan_of_61_15_until_and_after_the_question_is_answered():
    found = mandate("61-15")
    default = missing_meetings(found.meetings, [], answers_in_force(found.questions, {}))
    assert [(m.kind, m.year, m.mode, m.coincides_with_workshop) for m in default] == [
        ("focal_point_meeting", 2026, "virtual", False),
        ("focal_point_meeting", 2027, "virtual", False),
        ("focal_point_meeting", 2028, "in_person", True),
        ("workshop", 2028, "in_person", False),
    ]
    on_top = missing_meetings(
        found.meetings, [], answers_in_force(found.questions, {"in-person-2028": "on_top"})
    )
    assert [m.code for m in on_top if m not in default] == ["focal-points-2028-virtual"]


def test_52_15_marks_what_is_not_known():
    meetings = mandate("52-15").meetings
    unknown = [
        m.year for m in meetings if m.confidence is Confidence.UNDETERMINED and m.mode is None and m.note
    ]
    assert unknown == [2023, 2024, 2025]
    workshop = mandate("52-15").workshop
    assert (workshop.starts, workshop.ends, workshop.place) == (
        date(2025, 9, 29),
        date(2025, 9, 30),
        "Geneva",
    )


def test_the_workshop_takes_stock_since_the_one_before():
    old, new = mandate("52-15"), mandate("61-15")
    assert new.cycle.previous_workshop.ends == old.workshop.ends
    assert new.cycle.previous_workshop.report_symbol == old.cycle.report.symbol


def test_eight_groups_of_participants():
    groups = [
        n.count
        for o in mandate("61-15").obligations
        for n in o.needs
        if n.evidence is Evidence.PARTICIPANT_GROUP
    ]
    assert groups == [8]


def test_dates_of_the_report_to_the_70th_session():
    opens = session_dates(mandate("61-15").cycle.report.session, council()).opens
    assert [(s.kind, s.day) for s in slot_dates(opens, mandate("61-15").slots)] == [
        (SlotKind.FREEZE, date(2028, 11, 20)),
        (SlotKind.SUBMISSION, date(2028, 12, 18)),
        (SlotKind.ISSUANCE, date(2029, 1, 15)),
    ]


def test_lineage():
    rows = lineage()
    assert [r.reference for r in rows] == [
        "32/127", "1993/51", "Vienna Declaration and Programme of Action", "60/251", "6/20", "63/170", "12/15",
        "18/14", "24/19", "30/3", "32/115", "34/17", "43/17", "52/15", "61/15",
    ]  # fmt: skip
    assert [r.reference for r in rows if r.report_session_asked not in (None, r.report_session)] == ["18/14"]
    assert {r.reference: r.workshop for r in rows if r.workshop} == {
        "6/20": "24–25 November 2008, Geneva",
        "12/15": "May 2010, Geneva",
        "18/14": "12–14 December 2012, Geneva",
        "24/19": "8–9 October 2014, Geneva",
        "30/3": "4–5 October 2016, Geneva",
        "34/17": "October 2019, Geneva",
        "43/17": "18–19 October 2022, Geneva",
        "52/15": "29–30 September 2025, Geneva",
        "61/15": "2028",
    }


def test_lineage_and_mandates_agree():
    by_symbol = {r.reference: r for r in lineage()}
    for slug in ("52-15", "61-15"):
        found, row = mandate(slug), by_symbol[mandate(slug).resolution.symbol]
        assert (row.report_symbol, row.report_session) == (
            found.cycle.report.symbol,
            found.cycle.report.session,
        )
        assert row.adopted == (str(found.resolution.adopted) if found.resolution.adopted else "2026")


def test_known_sessions_of_the_council():
    assert {n: (s.opens, s.closes) for n, s in council().items() if s.opens} == {
        52: (date(2023, 2, 27), date(2023, 4, 4)),
        55: (date(2024, 2, 26), date(2024, 4, 5)),
        59: (date(2025, 6, 16), date(2025, 7, 9)),
        60: (date(2025, 9, 8), date(2025, 10, 8)),
        61: (date(2026, 2, 23), date(2026, 3, 31)),
    }
    assert session_dates(70, council()).projected
