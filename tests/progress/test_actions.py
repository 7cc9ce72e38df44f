"""Planning a cycle, writing progress entries: on both databases."""

from datetime import date, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from meetings.access.actor import OPERATOR
from meetings.access.models import AuditRow
from meetings.base.database import db
from meetings.base.refusals import Refused, Stale
from meetings.mandate.actions import answer_question, load_defaults, load_resolution
from meetings.mandate.queries import cycle_for, question_for
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingKind, MeetingStatus, Mode
from meetings.progress import actions, queries
from meetings.progress.models import ProgressEntry
from meetings.progress.rules import EntryDraft
from tests.builders import a_cycle, a_meeting
from tests.kit_app import work
from tests.mandate.test_actions import next_resolution

DRAFT = EntryDraft(3, "A visit took place.", "The office", date(2026, 5, 4))


def planned(symbol: str) -> list[tuple[object, ...]]:
    rows = db.session.scalars(select(Meeting).order_by(Meeting.starts_at)).all()
    return [(m.slug, m.planned_code, m.mode, m.status, m.dates_set, m.starts, m.city) for m in rows]


def test_planning_creates_what_is_missing_once(app: Flask) -> None:
    with work(app):
        load_defaults(OPERATOR)
        assert len(actions.plan_cycle(OPERATOR, cycle_for(OPERATOR, "61-15"))) == 4
    with work(app):
        assert actions.plan_cycle(OPERATOR, cycle_for(OPERATOR, "61-15")) == []
        draft, v, p = MeetingStatus.DRAFT, Mode.VIRTUAL, Mode.IN_PERSON
        f26, f27, f28, w = "focal-points-2026", "focal-points-2027", "focal-points-2028", "workshop-2028"
        assert planned("61-15") == [
            (f26, f26, v, draft, False, datetime(2026, 11, 11, 13), "Geneva"),
            (f27, f27, v, draft, False, datetime(2027, 11, 10, 13), "Geneva"),
            (f28, f28, p, draft, False, datetime(2028, 10, 9, 10), "Geneva"),
            (w, w, p, draft, False, datetime(2028, 10, 10, 10), "Geneva"),
        ]


def test_an_answer_adds_its_meeting_and_a_moved_workshop_takes_the_focal_points_along(app: Flask) -> None:
    with work(app):
        load_defaults(OPERATOR)
        cycle = cycle_for(OPERATOR, "61-15")
        a_meeting(
            "by-hand",
            cycle=cycle,
            starts=datetime(2028, 5, 3, 10),
            ends=datetime(2028, 5, 4, 18),
            registration_closes=None,
        )
        answer_question(OPERATOR, question_for(OPERATOR, "61-15", "in-person-2028"), "on_top")
    with work(app):
        made = actions.plan_cycle(OPERATOR, cycle_for(OPERATOR, "61-15"))
        assert {m.slug: m.starts.date() for m in made} == {
            "focal-points-2026": date(2026, 11, 11),
            "focal-points-2027": date(2027, 11, 10),
            "focal-points-2028": date(2028, 5, 2),
            "focal-points-2028-virtual": date(2028, 11, 8),
        }


def test_days_that_the_mandate_gives_are_taken(app: Flask) -> None:
    with work(app):
        load_defaults(OPERATOR)
        made = {m.slug: m for m in actions.plan_cycle(OPERATOR, cycle_for(OPERATOR, "52-15"))}
        workshop = made["workshop-2025"]
        assert (workshop.dates_set, workshop.starts, workshop.ends) == (
            True,
            datetime(2025, 9, 29, 10),
            datetime(2025, 9, 30, 18),
        )
        assert (made["focal-points-2024"].mode, made["focal-points-2024"].dates_set) == (Mode.HYBRID, False)


def test_a_cancelled_meeting_of_the_plan_is_not_brought_back(app: Flask) -> None:
    with work(app):
        load_defaults(OPERATOR)
        cycle = cycle_for(OPERATOR, "61-15")
        a_meeting("gone", cycle=cycle, planned_code="workshop-2028", status=MeetingStatus.CANCELLED)
        assert "workshop-2028" not in [m.slug for m in actions.plan_cycle(OPERATOR, cycle)]


def test_a_made_up_resolution_brings_its_own_plan(app: Flask) -> None:
    with work(app):
        cycle = load_resolution(OPERATOR, next_resolution(), "70-99.toml")
        made = actions.plan_cycle(OPERATOR, cycle)
        assert [(m.slug, m.kind, m.starts.year) for m in made] == [
            ("focal-points-2029", MeetingKind.FOCAL_POINT_MEETING, 2029),
            ("focal-points-2030", MeetingKind.FOCAL_POINT_MEETING, 2030),
            ("workshop-2031", MeetingKind.WORKSHOP, 2031),
            ("focal-points-2031", MeetingKind.FOCAL_POINT_MEETING, 2031),
        ]


def test_an_entry_is_written_changed_and_deleted_with_its_trail(app: Flask) -> None:
    with work(app):
        load_defaults(OPERATOR)
        entry = actions.write_entry(OPERATOR, cycle_for(OPERATOR, "61-15"), DRAFT)
        assert (entry.version, entry.written_by) == (1, "the operator")
    with work(app):
        cycle = cycle_for(OPERATOR, "61-15")
        entry = queries.entry_for(OPERATOR, "61-15", entry.id)
        changed = EntryDraft(3, "Two visits took place.", "The office", date(2026, 5, 4))
        actions.write_entry(OPERATOR, cycle, changed, entry, 1)
        assert entry.version == 2
        with pytest.raises(Stale):
            actions.write_entry(OPERATOR, cycle, DRAFT, entry, 1)
        with pytest.raises(Stale):
            actions.delete_entry(OPERATOR, entry, 1)
        assert queries.uncovered_paragraphs(OPERATOR, cycle) == (1, 2, 4, 5, 6, 7, 8)
        actions.delete_entry(OPERATOR, entry, 2)
    with work(app):
        trail = db.session.scalars(
            select(AuditRow).where(AuditRow.on_kind == "progress_entry").order_by(AuditRow.id)
        )
        assert [(row.verb, row.before) for row in trail] == [
            ("write_entry", None),
            ("edit_entry", {"text": "A visit took place."}),
            (
                "delete_entry",
                {
                    "paragraph": 3,
                    "text": "Two visits took place.",
                    "done_by": "The office",
                    "since": "2026-05-04",
                },
            ),
        ]
        assert db.session.scalar(select(func.count(ProgressEntry.id))) == 0


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (EntryDraft(9, "x", "y", date(2026, 1, 1)), "paragraph"),
        (EntryDraft(1, " ", "y", date(2026, 1, 1)), "text"),
        (EntryDraft(1, "x", "y", date(2126, 1, 1)), "since"),
    ],
)
def test_an_entry_that_cannot_be(app: Flask, draft: EntryDraft, field: str) -> None:
    with pytest.raises(Refused) as no, work(app):
        load_defaults(OPERATOR)
        actions.write_entry(OPERATOR, cycle_for(OPERATOR, "61-15"), draft)
    assert no.value.field == field


def test_an_entry_of_another_cycle_is_not_moved(app: Flask) -> None:
    with work(app):
        load_defaults(OPERATOR)
        entry = actions.write_entry(OPERATOR, cycle_for(OPERATOR, "61-15"), DRAFT)
        other = a_cycle(progress_paragraphs=[3])
        with pytest.raises(Refused, match="another cycle"):
            actions.write_entry(OPERATOR, other, DRAFT, entry, 1)
