"""A round's result is a function of the answers and the deadline; what is refused; when people are reminded."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.base.refusals import Refused
from meetings.programme.rules import MeetingStatus
from meetings.rounds import rules
from meetings.rounds.letters import KINDS, ROUNDS_OPENED, SUMMARY_LATE, TO_MODERATE
from meetings.rounds.rules import Answer, Closed, Decision, Kind, RoundStatus

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
DEADLINE = NOON + timedelta(minutes=30)
PARAGRAPHS, PEOPLE = (1, 2, 3), ("ann", "ben", "cleo")
ANSWERS = st.lists(
    st.builds(
        Answer,
        st.sampled_from([*PEOPLE, "stranger"]),
        st.sampled_from([*PARAGRAPHS, None]),
        st.sampled_from(list(Kind)),
        st.sampled_from(["", "x", "y"]),
        st.integers(0, 60).map(lambda m: NOON + timedelta(minutes=m)),
        st.booleans(),
        st.integers(1, 50),
        st.just(1),
        st.booleans(),
    ),
    max_size=12,
    unique_by=lambda answer: answer.id,  # a number of the database's
)


def found(answers: list[Answer]) -> rules.Result:
    return rules.result(PARAGRAPHS, PEOPLE, answers, DEADLINE)


@given(ANSWERS, st.randoms(use_true_random=False))
def test_order_doubles_late_ones_and_strangers_make_no_difference(answers: list[Answer], random) -> None:
    shuffled = [*answers, *answers[: len(answers) // 2]]
    random.shuffle(shuffled)
    in_time = [a for a in answers if a.at <= DEADLINE and a.who in PEOPLE]
    assert found(shuffled) == found(answers) == found(in_time)


@given(ANSWERS)
def test_everybody_has_agreed_is_silent_or_has_said_something(answers: list[Answer]) -> None:
    for one in found(answers).paragraphs.values():
        said = {a.who for a in one.said if not a.by_mail}
        assert one.agreed | one.earlier | one.silent | {a.who for a in one.said} == set(PEOPLE)
        assert one.silent.isdisjoint(one.agreed | one.earlier | said) and one.agreed.isdisjoint(one.earlier)
    assert all(a.at <= DEADLINE for a in found(answers).said)
    assert all(a.at > DEADLINE for a in rules.late(answers, DEADLINE))


@given(ANSWERS, st.integers(0, 60))
def test_nothing_said_is_lost_by_a_later_deadline(answers: list[Answer], more: int) -> None:
    """What was late stands, if the new deadline lies behind it."""
    later = DEADLINE + timedelta(minutes=more)
    waits = {a.id for a in rules.late(answers, DEADLINE)} - {a.id for a in rules.late(answers, later)}
    shown = {a.id for a in answers if a.at <= later}
    assert waits <= shown


def test_the_last_answer_in_time_stands() -> None:
    def at(minutes: int, kind: Kind, text: str = "", by_mail: bool = False) -> Answer:
        return Answer("ann", 1, kind, text, NOON + timedelta(minutes=minutes), by_mail, minutes)

    said = [
        at(0, Kind.COMMENT, "x"),
        at(5, Kind.AGREE),
        at(40, Kind.COMMENT, "late"),
        at(3, Kind.COMMENT, "m", True),
    ]
    one = found(said).paragraphs[1]
    assert (set(one.agreed), [a.text for a in one.said]) == ({"ann"}, ["m"])  # a mail stands beside
    assert [a.text for a in rules.late(said, DEADLINE)] == ["late"]
    assert found([at(0, Kind.AGREE), at(1, Kind.NOTHING)]).answered == frozenset()
    gone = Answer("ben", 99, Kind.COMMENT, "of one that has gone", NOON)
    assert [a.text for a in found([gone]).whole] == ["of one that has gone"]


def test_of_two_answers_of_one_second_the_later_one_stands() -> None:
    one = Answer("ann", 1, Kind.PROPOSE, "words", NOON, id=1)
    said = found([one, Answer("ann", 1, Kind.AGREE, "", NOON, id=2)]).paragraphs[1]
    assert (sorted(said.agreed), list(said.said)) == (["ann"], [])


def refused(call, *given) -> str | None:
    try:
        call(*given)
    except Refused as no:
        return str(no)
    return None


@pytest.mark.parametrize(
    ("after", "before", "begins"),
    [
        (timedelta(minutes=-1), None, "That is in the past."),
        (timedelta(), None, "That is in the past."),
        (timedelta(minutes=59), None, "People need an hour"),
        (timedelta(hours=1), None, None),
        (timedelta(days=121), None, "That is more than 120 days"),
        (timedelta(days=2), timedelta(days=2), "People were told a later deadline"),
        (timedelta(days=3), timedelta(days=2), None),
    ],
)
def test_deadlines(after: timedelta, before: timedelta | None, begins: str | None) -> None:
    said = refused(rules.check_deadline, NOON + after, NOON, None if before is None else NOON + before)
    assert (said is None) == (begins is None) and (said or "").startswith(begins or "")


def test_what_else_is_refused() -> None:
    assert refused(rules.check_somebody, 0) is not None and refused(rules.check_somebody, 1) is None
    assert refused(rules.check_answer, Kind.COMMENT, " ") is not None
    assert refused(rules.check_answer, Kind.AGREE, "words that are no comment") is not None
    assert refused(rules.check_answer, Kind.AGREE, "") is None
    assert refused(rules.check_decision, Decision.DECLINED, " ") is not None
    assert refused(rules.check_decision, Decision.ACCEPTED, "") is None
    past, as_proposed = DEADLINE + timedelta(seconds=1), ("New  words.", "New words.")
    assert refused(rules.check_taken, *as_proposed, past, DEADLINE) is None
    assert refused(rules.check_taken, "Other words.", "New words.", past, DEADLINE) is not None
    assert refused(rules.check_taken, "Other words.", "New words.", DEADLINE, DEADLINE) is None


@pytest.mark.parametrize(
    ("who", "undecided", "now", "ends"),
    [
        (("ann",), 0, NOON, "not everybody has answered."),
        (PEOPLE, 0, NOON, None),
        (("ann",), 0, DEADLINE, "not everybody has answered."),  # the deadline itself is in time
        (("ann",), 0, DEADLINE + timedelta(seconds=1), None),
        (("ann",), 1, DEADLINE + timedelta(seconds=1), "Say what becomes of it first."),
        (PEOPLE, 2, NOON, "Say what becomes of each first."),
    ],
)
def test_when_a_round_can_be_confirmed(
    who: tuple[str, ...], undecided: int, now: datetime, ends: str | None
) -> None:
    agree = [Answer(one, 1, Kind.AGREE, "", NOON) for one in who]
    stands = found(agree)
    said = refused(rules.check_confirmable, stands, undecided, now, DEADLINE)
    assert (said is None) == (ends is None) and (said or "").endswith(ends or "")
    # To words that have changed since nobody has agreed: there is time until the deadline to read them.
    changed = found([replace(agree[0], outdated=True), *agree[1:]])
    assert refused(rules.check_confirmable, changed, 0, NOON, DEADLINE) is not None
    assert refused(rules.check_confirmable, changed, 0, DEADLINE + timedelta(seconds=1), DEADLINE) is None


@pytest.mark.parametrize("status", list(RoundStatus))
@pytest.mark.parametrize("meeting", list(MeetingStatus))
@pytest.mark.parametrize("cancelled", [False, True])
def test_why_a_link_takes_nothing(status: RoundStatus, meeting: MeetingStatus, cancelled: bool) -> None:
    why = rules.why_closed(status, meeting, cancelled)
    if meeting is MeetingStatus.CANCELLED:
        assert why is Closed.MEETING_CANCELLED
    elif cancelled:
        assert why is Closed.SESSION_CANCELLED
    else:
        assert (why is None) == (status is RoundStatus.OPEN)


@pytest.mark.parametrize(
    ("days", "hours_left", "reminded_hours_left", "due"),
    [
        (5, 49, None, False),
        (5, 48, None, True),
        (5, 47, 48, False),
        (5, 0, None, False),
        (1, 13, None, False),
        (1, 12, None, True),
        (5, 20, 60, True),
    ],
)
def test_reminders(days: int, hours_left: int, reminded_hours_left: int | None, due: bool) -> None:
    ends = NOON + timedelta(days=days)
    last = None if reminded_hours_left is None else ends - timedelta(hours=reminded_hours_left)
    assert rules.reminder_due(ends, NOON, last, ends - timedelta(hours=hours_left)) is due


def test_every_letter_to_a_reader_says_in_which_states_it_is_still_so() -> None:
    # About a session and a role, which are never held; about several rounds, judged together (mailed.still_together).
    others = {SUMMARY_LATE.code, TO_MODERATE.code, ROUNDS_OPENED.code}
    assert {kind.code for kind in KINDS} - others == set(rules.STILL)
