from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.base.refusals import Refused
from meetings.mandate.rules import Evidence, Need, Verb
from meetings.progress.rules import Lack, State, check_entry, coverage, standing

NEEDS = (Need(Evidence.VIRTUAL_FOCAL_POINT_MEETING, 2),)
TWO = (Need(Evidence.PRACTICE, 1), Need(Evidence.LESSON, 1))
DUE = date(2027, 12, 31)
EARLY, NEAR, LATE = date(2026, 11, 23), date(2027, 7, 2), date(2028, 1, 1)
REQUEST, RECOGNITION, ENCOURAGEMENT = (
    (Verb.REQUEST,),
    (Verb.RECOGNITION,),
    (Verb.RECOGNITION, Verb.ENCOURAGEMENT),
)


@pytest.mark.parametrize(
    ("verbs", "count", "due", "today", "state"),
    [
        (REQUEST, 0, DUE, EARLY, State.OPEN),
        (REQUEST, 1, DUE, EARLY, State.BEGUN),
        (REQUEST, 2, DUE, EARLY, State.MET),
        (REQUEST, 5, DUE, LATE, State.MET),
        (REQUEST, 0, DUE, NEAR, State.AT_RISK),
        (REQUEST, 1, DUE, NEAR, State.AT_RISK),
        (REQUEST, 1, DUE, NEAR - timedelta(days=1), State.BEGUN),
        (REQUEST, 1, DUE, DUE, State.AT_RISK),
        (REQUEST, 1, DUE, LATE, State.OVERDUE),
        (REQUEST, 0, None, LATE, State.OPEN),
        (RECOGNITION, 0, DUE, LATE, State.OPEN),
        (ENCOURAGEMENT, 1, DUE, LATE, State.BEGUN),
    ],
)
def test_where_an_obligation_stands(verbs, count, due, today, state):
    assert standing(verbs, NEEDS, {NEEDS[0].evidence: count}, due, today).state is state


def test_what_is_lacking_is_told():
    found = standing(REQUEST, TWO, {Evidence.PRACTICE: 3}, DUE, EARLY)
    assert found.state is State.BEGUN
    assert found.lacks == (Lack(Evidence.LESSON, 0, 1),)


def test_another_warning():
    assert standing(REQUEST, NEEDS, {}, DUE, NEAR, warning=timedelta(weeks=4)).state is State.OPEN


@given(
    st.integers(0, 4), st.dates(date(2026, 1, 1), date(2029, 1, 1)), st.sampled_from([REQUEST, RECOGNITION])
)
def test_more_evidence_never_makes_it_worse(count, today, verbs):
    order = [State.OVERDUE, State.AT_RISK, State.OPEN, State.BEGUN, State.MET]
    less, more = (
        standing(verbs, NEEDS, {NEEDS[0].evidence: n}, DUE, today).state for n in (count, count + 1)
    )
    assert order.index(less) <= order.index(more)


def test_coverage():
    entries = [
        (3, "Two visits."),
        (1, "   "),
        (5, "One virtual meeting."),
        (5, "A second one."),
        (9, "The report."),
    ]
    found = coverage(range(1, 9), entries)
    assert (found.covered, found.missing, found.complete) == ((3, 5), (1, 2, 4, 6, 7, 8), False)


def test_coverage_is_complete_when_each_paragraph_has_an_entry():
    assert coverage(range(1, 9), [(p, "Done.") for p in range(1, 9)]).complete
    assert coverage(range(1, 9), [(p, "Done.") for p in range(1, 8)]).missing == (8,)


def test_an_entry():
    check_entry(5, "A meeting.", "OHCHR", EARLY, range(1, 10), EARLY)


@pytest.mark.parametrize(
    ("paragraph", "text", "done_by", "since", "field", "sentence"),
    [
        (10, "x", "y", EARLY, "paragraph", "The resolution has no operative paragraph 10."),
        (5, " ", "y", EARLY, "text", "Say what was done."),
        (5, "x", "\n", EARLY, "done_by", "Say who did it."),
        (5, "x", "y", NEAR, "since", "Progress is what has been done: this day is still to come."),
    ],
)
def test_refused_entries(paragraph, text, done_by, since, field, sentence):
    with pytest.raises(Refused) as no:
        check_entry(paragraph, text, done_by, since, range(1, 10), EARLY)
    assert (no.value.field, str(no.value)) == (field, sentence)
