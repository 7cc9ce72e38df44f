"""Assignment, weighted scores, the reserve, offers, blind copies and balance: laws, and tables of cases."""

import time
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.assessment.rules import (
    HIDDEN,
    Applying,
    Assessor,
    AssignmentState,
    Given,
    OfferState,
    Outcome,
    Scale,
    Side,
    Weighed,
    Weight,
    assign,
    balance,
    blinded,
    can_assess,
    check_answer,
    check_assignment_step,
    check_complete,
    check_decision,
    check_value,
    free_places,
    is_to_be_reminded,
    last_minute,
    marks,
    points,
    promoted,
    put_in_order,
    standing,
    weighed,
    weighted,
    whole,
)
from meetings.base.refusals import Refused

LANGUAGES = ("en", "fr", "es")


@st.composite
def panels(draw):
    """A panel and applications, with languages, own organizations, conflicts and seats that stand already."""
    assessors = [
        Assessor(
            n,
            draw(st.frozensets(st.sampled_from(LANGUAGES), min_size=1)),
            draw(st.sampled_from((None, 1, 2, 3))),
        )
        for n in range(draw(st.integers(1, 6)))
    ]
    ids = [one.id for one in assessors]
    applications = []
    for n in range(draw(st.integers(0, 14))):
        barred = draw(st.frozensets(st.sampled_from(ids), max_size=2))
        one = Applying(n, draw(st.sampled_from(LANGUAGES)), draw(st.sampled_from((None, 1, 2, 3))), barred)
        could = [a.id for a in assessors if can_assess(a, one)]
        seated = draw(st.frozensets(st.sampled_from(could), max_size=2)) if could else frozenset()
        applications.append(Applying(n, one.language, one.organization, barred, seated))
    return assessors, applications, draw(st.integers(1, 3))


def _loads(assessors, applications, seats):
    loads = Counter({one.id: 0 for one in assessors})
    loads.update(who for one in applications for who in one.seated)
    loads.update(who for _one, who in seats)
    return loads


def _standing(applications):
    return Counter(who for one in applications for who in one.seated)


@settings(max_examples=150, deadline=None)
@given(panels())
def test_nobody_is_given_a_conflict_and_every_seat_that_can_be_is_filled(panel):
    assessors, applications, each = panel
    done = assign(applications, assessors, each, _standing(applications))
    people = {one.id: one for one in assessors}
    for number, who in done.seats:
        assert can_assess(people[who], applications[number])
        assert who not in applications[number].seated
    assert len(set(done.seats)) == len(done.seats)
    for one in applications:
        could = {a.id for a in assessors if can_assess(a, one)} | one.seated
        held = len(one.seated) + sum(number == one.id for number, _who in done.seats)
        assert held == max(min(each, len(could)), len(one.seated))
        assert done.open.get(one.id, 0) == max(each - held, 0)


@settings(max_examples=150, deadline=None)
@given(panels())
def test_no_chain_of_hands_would_even_the_load_further(panel):
    """Between whom a seat could be handed on at all, by however many hands, loads differ by at most one."""
    assessors, applications, each = panel
    done = assign(applications, assessors, each, _standing(applications))
    loads = _loads(assessors, applications, done.seats)
    held = {one.id: set(one.seated) for one in applications}
    for number, who in done.seats:
        held[number].add(who)
    hands: dict[int, set[int]] = {one.id: set() for one in assessors}
    for number, who in done.seats:
        takers = {a.id for a in assessors if can_assess(a, applications[number])} - held[number]
        hands[who] |= takers
    for _again, via, start in product(range(len(assessors)), hands, hands):
        if via in hands[start]:
            hands[start] |= hands[via]
    for giver, takers in hands.items():
        assert all(loads[giver] - loads[taker] <= 1 for taker in takers)


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 9), st.integers(0, 40), st.integers(1, 4))
def test_without_conflicts_loads_differ_by_at_most_one(people, number, each):
    assessors = [Assessor(n, frozenset({"en"})) for n in range(people)]
    done = assign([Applying(n, "en") for n in range(number)], assessors, each)
    loads = _loads(assessors, [], done.seats).values()
    assert max(loads) - min(loads) <= 1
    assert sum(loads) == number * min(each, people)


def test_one_who_reads_two_languages_is_kept_for_the_one_that_few_read():
    assessors = [Assessor(1, frozenset({"en", "fr"})), Assessor(2, frozenset({"en"}))]
    done = assign([Applying(1, "en"), Applying(2, "en"), Applying(3, "fr")], assessors, 1)
    assert _loads(assessors, [], done.seats) in (Counter({1: 1, 2: 2}), Counter({1: 2, 2: 1}))
    assert (3, 1) in done.seats


scales = st.lists(
    st.tuples(st.integers(1, 100), st.integers(-5, 5), st.integers(1, 20)), min_size=1, max_size=6
).map(lambda rows: [Scale(n, f"c{n}", w, low, low + wide) for n, (w, low, wide) in enumerate(rows)])


@settings(max_examples=150, deadline=None)
@given(scales, st.data())
def test_weighted_scores_are_what_a_plain_sum_says(criteria, data):
    values = {one.id: data.draw(st.integers(one.lowest, one.highest)) for one in criteria}
    plain = sum(
        one.weight * (values[one.id] - one.lowest) / (one.highest - one.lowest) for one in criteria
    ) / sum(one.weight for one in criteria)
    found = weighted(criteria, values)
    assert found is not None
    parts = weighed(criteria, values)
    assert parts is not None and Fraction(100 * parts, whole(criteria)) == found
    assert 0 <= found <= 100
    assert abs(float(found) - 100 * plain) < 1e-9
    assert weighted(criteria, {one.id: one.highest for one in criteria}) == 100
    assert weighted(criteria, {one.id: one.lowest for one in criteria}) == 0
    assert weighted(criteria, {**dict(list(values.items())[1:])}) is None


def test_points_and_spread():
    said = standing([Fraction(70), Fraction(200, 3)])
    assert (points(said.mean), points(said.spread), said.number, said.wide) == ("68.3", "3.3", 2, False)
    assert standing([Fraction(80), Fraction(60)]).wide is True
    assert standing([Fraction(80)]).spread is None
    assert (points(standing([]).mean), points(Fraction(1999, 20)), points(Fraction(1, 20))) == (
        "–",
        "100.0",
        "0.1",
    )


CRITERIA = [Scale(1, "Motivation", 40, 1, 5), Scale(2, "Use", 60, 0, 10)]


@pytest.mark.parametrize(("value", "inside"), [(1, True), (5, True), (0, False), (6, False), (None, True)])
def test_a_score_outside_the_scale_is_refused(value, inside):
    if inside:
        check_value(CRITERIA[0], value)
        return
    with pytest.raises(Refused, match="from 1 to 5") as no:
        check_value(CRITERIA[0], value)
    assert no.value.field == "score_1"


def test_what_keeps_an_assessment_from_being_handed_in():
    found = check_complete(CRITERIA, {1: Given(9, "why"), 2: Given(None, " ")})
    assert {name: str(no) for name, no in found.items()} == {
        "score_1": "Give a whole number from 1 to 5.",
        "score_2": "Give a score.",
        "reason_2": "Say why.",
    }
    assert check_complete(CRITERIA, {1: Given(3, "a"), 2: Given(0, "b")}) == {}


def test_an_assessment_goes_from_the_question_to_the_end_and_not_back_from_a_conflict():
    check_assignment_step(AssignmentState.ASKED, AssignmentState.CONFLICT)
    for to in AssignmentState:
        with pytest.raises(Refused):
            check_assignment_step(AssignmentState.CONFLICT, to)
    with pytest.raises(Refused, match="asked for a conflict"):
        check_assignment_step(AssignmentState.ASKED, AssignmentState.HANDED_IN)


@given(st.lists(st.integers(0, 30), unique=True), st.sets(st.integers(0, 30)), st.integers(-2, 40))
def test_the_reserve_moves_up_in_its_order(reserve, gone, free):
    up = promoted(reserve, gone, free)
    waiting = [one for one in reserve if one not in gone]
    assert up == waiting[: len(up)]
    assert len(up) == min(max(free, 0), len(waiting))


@given(st.lists(st.integers(0, 30), unique=True), st.integers(0, 30), st.none() | st.integers(-3, 40))
def test_one_is_put_into_the_reserve_and_the_others_keep_their_order(order, one, place):
    done = put_in_order(order, one, place)
    others = [id_ for id_ in order if id_ != one]
    assert [id_ for id_ in done if id_ != one] == others
    assert done.index(one) == (len(others) if place is None else min(max(place, 1) - 1, len(others)))


def test_a_decision_needs_a_reason_and_a_place():
    check_decision(Outcome.SELECTED, "The best", 2, 1)
    with pytest.raises(Refused, match="Say why"):
        check_decision(Outcome.RESERVE, "  ", 2, 0)
    with pytest.raises(Refused, match="All 2 places are taken"):
        check_decision(Outcome.SELECTED, "The best", 2, 2)
    check_decision(Outcome.SHORTLISTED, "", 2, 2)


def test_an_offer_is_answered_within_its_last_minute_and_not_a_second_later():
    assert last_minute(date(2028, 3, 1), 14) == datetime(2028, 3, 15, 23, 59)
    deadline = datetime(2028, 3, 15, 23, 59, tzinfo=UTC)
    check_answer(OfferState.OPEN, deadline, deadline + timedelta(seconds=59))
    with pytest.raises(Refused, match="is over"):
        check_answer(OfferState.OPEN, deadline, deadline + timedelta(seconds=60))
    with pytest.raises(Refused, match="takes no answer"):
        check_answer(OfferState.ACCEPTED, deadline, deadline)


@given(st.integers(0, 9), st.lists(st.sampled_from(list(OfferState))))
def test_free_places_are_those_that_nobody_holds(places, offers):
    held = offers.count(OfferState.OPEN) + offers.count(OfferState.ACCEPTED)
    assert free_places(places, offers) == max(places - held, 0)


def test_a_blind_text_names_neither_the_person_nor_the_organization():
    hidden = marks("Tala Vea-Example", "tala.vea@example.org", "Pacific Example Forum", "PEF")
    text = "I am TALA, of the Pacific Example Forum (PEF); write to me@home.example or https://tala.example/cv. Vea!"
    assert (
        blinded(text, hidden)
        == f"I am {HIDDEN}, of the {HIDDEN} ({HIDDEN}); write to {HIDDEN} or {HIDDEN} {HIDDEN}!"
    )
    assert blinded("A talaria is a sandal", hidden) == "A talaria is a sandal"


@pytest.mark.parametrize("one", ["@", "a", "a-", "a.", "a@", "@a.", "www."])
def test_one_word_of_20_000_letters_is_read_at_once(one: str) -> None:
    began = time.process_time()
    blinded(one * (20_000 // len(one)), marks("Tala Vea", "tala@example.org"))
    assert time.process_time() - began < 0.5  # by squares it was seconds, by cubes for ever


@pytest.mark.parametrize(
    ("name", "text", "read"),
    [
        ("王小明", "我叫王小明，也叫小明。", "我叫▮▮▮，也叫▮▮▮。"),
        ("李明", "My name is 李明.", "My name is ▮▮▮."),
        ("김 민수", "저는 김민수입니다, 민수는", "저는 ▮▮▮입니다, ▮▮▮는"),
        ("สมชาย ใจดี", "ผมชื่อสมชาย ใจดี ทำงาน", "ผมชื่อ▮▮▮ ทำงาน"),
        ("محمد علي", "أنا محمد علي ومحمد وبعلي يعمل", "أنا ▮▮▮ ▮▮▮ ▮▮▮ يعمل"),
        ("José Peña", "Jose PENA, and Jose\u0301 Pen\u0303a; pensar", "▮▮▮, and ▮▮▮; pensar"),
        ("Łukasz Søby", "Lukasz was here, so was SOBY", "▮▮▮ was here, so was ▮▮▮"),
        ("Anna O'Brien", "O’Brien, O'Brien", "▮▮▮, ▮▮▮"),
        ("Anna O'Neill", "ONeill, Oneill and Neill; annaO’Neill", "▮▮▮, ▮▮▮ and ▮▮▮; ▮▮▮"),
        ("Jean-Luc de la Tour", "JeanLuc, LucDeLaTour, delaTour; la tour", "▮▮▮, ▮▮▮, ▮▮▮; la ▮▮▮"),
        ("Ji Ng", "Ng said; a young Ji, ji ng", "▮▮▮ said; a young ▮▮▮, ▮▮▮"),
        ("Bo Li", "Dr Li says; li of 500 m", "Dr ▮▮▮ says; li of 500 m"),
        ("Maria de Souza", "De plus, Souza", "De plus, ▮▮▮"),
        ("Tala Vea", "linkedin.com/in/tv1, @tala_v, talavea; he/she", "▮▮▮ ▮▮▮, ▮▮▮; he/she"),
        ("Aßmann", "Assmann", "▮▮▮"),
        ("山田太郎", "山田です。太郎は", "▮▮▮です。▮▮▮は"),
        ("김민수", "저는 민수입니다", "저는 ▮▮▮입니다"),
        ("Иванова Вера", "пишу Ивановой Вере, верить", "пишу ▮▮▮ ▮▮▮, верить"),
        ("محمد على", "محمد علي", "▮▮▮"),
    ],
)
def test_a_name_is_hidden_in_every_script_and_spelling(name: str, text: str, read: str) -> None:
    assert blinded(text, marks(name, "x@example.org")) == read


def test_balance_counts_what_is_and_what_would_be():
    pool = [
        Weighed(1, "Africa", "woman", "A", "en", True),
        Weighed(2, "Africa", "man", "A", "fr", True),
        Weighed(3, "Pacific", "", "B", "en", False),
    ]
    found = balance(pool, {1}, {1, 3})
    assert found[Side.REGION] == [Weight("Africa", 2, 1, 1), Weight("Pacific", 1, 0, 1)]
    assert found[Side.GENDER] == [Weight("man", 1, 0, 0), Weight("woman", 1, 1, 1), Weight("", 1, 0, 1)]
    assert found[Side.FIRST_TIME] == [Weight("yes", 2, 1, 1), Weight("no", 1, 0, 1)]


@pytest.mark.parametrize(
    ("last", "today", "reminded"),
    [(None, 6, False), (None, 7, True), (7, 9, False), (7, 10, True), (None, 30, True)],
)
def test_late_assessors_are_reminded_every_three_days(last, today, reminded):
    day = None if last is None else date(2028, 3, last)
    assert is_to_be_reminded(date(2028, 3, 10), day, date(2028, 3, today)) is reminded
    assert is_to_be_reminded(None, day, date(2028, 3, today)) is False
