"""Loading the mandate, correcting the Council's dates, deciding open questions: on both databases."""

import re
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from meetings.access.actor import OPERATOR
from meetings.access.models import AuditRow
from meetings.base.database import db
from meetings.base.models import SiteFact
from meetings.base.refusals import Refused
from meetings.mandate import actions, queries
from meetings.mandate.models import (
    CouncilSession,
    Cycle,
    LineageEntry,
    Obligation,
    OpenQuestion,
    PlannedMeeting,
)
from meetings.mandate.rules import BadFile
from tests.kit_app import work

TEXT = (Path(actions.__file__).parent / "data" / "61-15.toml").read_text(encoding="utf-8")


def next_resolution(text: str = TEXT) -> str:
    """A made-up resolution 70/99 with its own years, sessions and plan."""
    for old, new in (("61/15", "70/99"), ("2028", "2031"), ("2027", "2030"), ("2026", "2029")):
        text = text.replace(old, new)
    text = text.replace("council_session = 61", "council_session = 70")
    return text.replace("session = 70\nsymbol = ", "session = 79\nsymbol = ").replace(
        "due_session = 70", "due_session = 79"
    )


def counts() -> list[int]:
    tables = (Cycle, Obligation, PlannedMeeting, OpenQuestion, CouncilSession, LineageEntry, AuditRow)
    return [db.session.scalar(select(func.count()).select_from(t)) or 0 for t in tables]


def test_loading_twice_is_loading_once(app: Flask) -> None:
    with work(app):
        actions.load_defaults(OPERATOR)
    with work(app):
        first = counts()
        actions.load_defaults(OPERATOR)
    with work(app):
        assert counts() == first == [2, 30, 9, 1, 6, 15, 2]
        current = queries.current_cycle()
        assert current is not None and current.symbol == "61/15"
        assert db.session.get_one(SiteFact, "mark").value == "61/15"


def test_what_people_corrected_stays(app: Flask) -> None:
    with work(app):
        actions.load_defaults(OPERATOR)
        actions.correct_council_session(OPERATOR, 70, date(2029, 3, 5), date(2029, 4, 12))
        actions.correct_council_session(OPERATOR, 61, date(2026, 2, 24), date(2026, 4, 1))
        question = queries.question_for(OPERATOR, "61-15", "in-person-2028")
        actions.answer_question(OPERATOR, question, "on_top")
    with work(app):
        actions.load_defaults(OPERATOR)
    with work(app):
        dates = queries.council_session(70)
        assert (dates.opens, dates.closes, dates.projected) == (date(2029, 3, 5), date(2029, 4, 12), False)
        assert queries.council_session(61).opens == date(2026, 2, 24)
        question = queries.question_for(OPERATOR, "61-15", "in-person-2028")
        assert (question.answer, question.answered_by) == ("on_top", "the operator")
        assert question.answered_at is not None
        cycle = queries.cycle_for(OPERATOR, "61-15")
        assert [s.day for s in queries.slot_dates(cycle)] == [
            date(2028, 11, 27),
            date(2028, 12, 25),
            date(2029, 1, 22),
        ]


def test_the_next_resolution_is_a_data_file(app: Flask) -> None:
    with work(app):
        actions.load_defaults(OPERATOR)
        actions.load_resolution(OPERATOR, next_resolution(), "70-99.toml")
    with work(app):
        cycle = queries.cycle_for(OPERATOR, "70-99")
        assert (cycle.starts_on, cycle.ends_on, cycle.current) == (date(2029, 1, 1), date(2032, 3, 31), True)
        assert [m.code for m in cycle.planned_meetings] == [
            "focal-points-2029",
            "focal-points-2030",
            "focal-points-2031",
            "workshop-2031",
            "focal-points-2031-virtual",
        ]
        assert db.session.get_one(SiteFact, "mark").value == "70/99"
        assert [c.symbol for c in queries.cycles(OPERATOR) if c.current] == ["70/99"]


def test_loading_again_updates_the_wording_and_drops_what_is_gone(app: Flask) -> None:
    with work(app):
        actions.load_resolution(OPERATOR, TEXT, "61-15.toml")
    with work(app):
        ids = {o.label: o.id for o in queries.cycle_for(OPERATOR, "61-15").resolution.obligations}
        changed = TEXT.replace(
            "The yearly meetings of focal points and their outcomes are welcomed", "New words"
        )
        head, _, rest = changed.partition('[[meetings]]\ncode = "focal-points-2027"')
        actions.load_resolution(
            OPERATOR, head + "[[meetings]]" + rest.partition("[[meetings]]")[2], "61-15.toml"
        )
    with work(app):
        cycle = queries.cycle_for(OPERATOR, "61-15")
        assert {o.label: o.id for o in cycle.resolution.obligations} == ids
        assert [o.wording for o in cycle.resolution.obligations if o.label == "5 (a)"] == ["New words"]
        assert "focal-points-2027" not in [m.code for m in cycle.planned_meetings]
        rows = db.session.scalars(select(AuditRow).order_by(AuditRow.id)).all()
        assert [row.verb for row in rows] == ["load_resolution", "load_resolution"]
        assert rows[1].after == {"OP5 (a)": "New words"}


def test_an_answer_is_not_lost_with_its_option(app: Flask) -> None:
    with work(app):
        cycle = actions.load_resolution(OPERATOR, TEXT, "61-15.toml")
        actions.answer_question(OPERATOR, cycle.questions[0], "on_top")
    with (
        pytest.raises(BadFile, match=r"61-15.toml, question “in-person-2028”: it was answered with “on_top”"),
        work(app),
    ):
        actions.load_resolution(OPERATOR, TEXT.replace('code = "on_top"', 'code = "beside"'), "61-15.toml")


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (TEXT.replace('word = "organizations"', 'word = "organizations'), r"61-15.toml, line 13, column 22"),
        (
            TEXT.replace("paragraph = 7\n", 'paragraph = "7"\n'),
            r"61-15.toml \[\[obligations\]\] 9, “paragraph”: should be",
        ),
        (
            re.sub('site_name = "[^"]*"', 'site_name = """Two\\nlines"""', TEXT),
            r"61-15.toml \[cycle\], “site_name”: should be one line of at most 100 characters.",
        ),
        (
            TEXT.replace('kind = "workshop"', 'kind = "party"'),
            r"61-15.toml \[\[meetings\]\] 4, “kind”: “party”",
        ),
    ],
)
def test_a_broken_file_is_named_and_nothing_is_half_loaded(app: Flask, broken: str, sentence: str) -> None:
    with work(app):
        actions.load_defaults(OPERATOR)
    with work(app, writing=False):
        before = counts()
    with pytest.raises(BadFile, match=sentence), work(app):
        actions.load_resolution(OPERATOR, broken, "61-15.toml")
    with work(app, writing=False):
        assert counts() == before


@pytest.mark.parametrize(
    ("opens", "closes", "field"),
    [
        (date(2028, 2, 26), date(2028, 4, 3), "opens_on"),
        (date(2029, 2, 26), date(2029, 2, 25), "closes_on"),
        (date(2029, 2, 26), date(2030, 1, 5), "closes_on"),
    ],
)
def test_dates_that_cannot_be(app: Flask, opens: date, closes: date, field: str) -> None:
    with pytest.raises(Refused) as no, work(app):
        actions.correct_council_session(OPERATOR, 70, opens, closes)
    assert no.value.field == field


def test_no_such_answer(app: Flask) -> None:
    with work(app):
        cycle = actions.load_resolution(OPERATOR, TEXT, "61-15.toml")
        with pytest.raises(Refused, match="none of the answers"):
            actions.answer_question(OPERATOR, cycle.questions[0], "maybe")
