"""States as data, deadlines in zones, words, and eligibility with what it rests on: tables and laws, no app."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.base.refusals import Refused
from meetings.base.texts import count_words
from meetings.base.zones import wall_to_utc
from meetings.fellowship.rules import (
    APPLICATION,
    EDITION,
    NOMINATION,
    ApplicationState,
    By,
    Check,
    Condition,
    CriterionDraft,
    DocumentKind,
    Door,
    EditionDraft,
    EditionState,
    Facts,
    Met,
    NominationSeen,
    NominationState,
    NominationWay,
    NomineeDraft,
    Override,
    PastFellowship,
    Writing,
    Written,
    application_steps,
    asked_documents,
    check_application_step,
    check_asked,
    check_criteria,
    check_edition,
    check_edition_step,
    check_eligible,
    check_nomination_step,
    check_nominee,
    check_opening,
    counts_as,
    door,
    edition_steps,
    is_due_to_close,
    judge,
    late_by,
    missing,
    nomination_steps,
    public_name,
    reopened,
    shares,
    stands,
    writing,
)

A, E, N, C = ApplicationState, EditionState, NominationState, Condition
OPENS, CLOSES = datetime(2028, 1, 10, 8, tzinfo=UTC), datetime(2028, 2, 10, 22, 59, tzinfo=UTC)


def no(call: Callable[..., object], *args: object, **kw: object) -> tuple[str, str | None]:
    """The sentence of the no, and the field beside which it stands."""
    with pytest.raises(Refused) as caught:
        call(*args, **kw)
    return str(caught.value), caught.value.field


# ── States ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_each_table_speaks_of_every_state_and_each_state_can_be_reached() -> None:
    tables: list[tuple[Mapping[Any, tuple[Any, ...]], set[Any], Any]] = [
        (EDITION, set(E), E.DRAFT),
        (APPLICATION, set(A), A.DRAFT),
    ]
    for table, states, first in tables:
        assert set(table) == states
        seen, ahead = {first}, [first]
        while ahead:
            new = {step.to for step in table[ahead.pop()]} - seen
            seen |= new
            ahead += new
        assert seen == states
    assert set(NOMINATION) == set(N)


def test_who_does_what_is_one_table() -> None:
    assert [(s.value, [t.to.value for t in application_steps(s, By.APPLICANT)]) for s in A] == [
        ("draft", ["submitted", "withdrawn"]),
        ("submitted", ["withdrawn"]),
        ("more_information", ["submitted", "withdrawn"]),
        ("eligible", ["withdrawn"]),
        ("not_eligible", []),
        ("shortlisted", ["withdrawn"]),
        ("selected", ["withdrawn"]),
        ("reserve", ["withdrawn"]),
        ("not_selected", []),
        ("offered", ["accepted", "declined", "withdrawn"]),
        ("accepted", ["withdrawn"]),
        ("declined", []),
        ("lapsed", []),
        ("withdrawn", ["draft"]),
    ]
    assert {
        s.value: [t.to.value for t in edition_steps(s, By.TIME)] for s in E if edition_steps(s, By.TIME)
    } == {"open": ["closed"]}
    assert [t.to for t in nomination_steps(N.ASKED, By.ORGANIZATION)] == [N.CONFIRMED, N.REFUSED]
    assert nomination_steps(N.CONFIRMED, By.APPLICANT) == []


def test_a_step_that_is_no_longer_one_is_refused_with_what_stands() -> None:
    nothing = "Nothing was changed."
    assert no(check_application_step, A.WITHDRAWN, A.ELIGIBLE, By.OFFICE)[0] == (
        f"This application has changed meanwhile: withdrawn. {nothing}"
    )
    assert no(check_edition_step, E.RUNNING, E.CANCELLED, By.OFFICE)[0] == (
        f"This edition has changed meanwhile: fellows at work. {nothing}"
    )
    assert no(check_nomination_step, N.REFUSED, N.CONFIRMED, By.ORGANIZATION)[0] == (
        f"This nomination has changed meanwhile: not confirmed. {nothing}"
    )


def test_what_the_panel_has_in_mind_is_not_told_before_it_has_decided() -> None:
    told = {
        state: {
            public_name(one, state)
            for one in (A.ELIGIBLE, A.SHORTLISTED, A.SELECTED, A.RESERVE, A.NOT_SELECTED)
        }
        for state in (E.ASSESSMENT, E.DECIDED)
    }
    assert [public_name(A.OFFERED, one) for one in (E.DECIDED, E.CANCELLED)] == [
        "A fellowship is offered to you",
        "The offer no longer stands",
    ]
    assert public_name(A.ACCEPTED, E.CANCELLED) == "The fellowship does not take place"
    waited = (A.SUBMITTED, A.MORE_INFORMATION, A.ELIGIBLE, A.SELECTED, A.RESERVE, A.NOT_SELECTED)
    assert {public_name(one, E.CANCELLED) for one in waited} == {"The edition is cancelled"}
    assert told == {
        E.ASSESSMENT: {"In assessment"},
        E.DECIDED: {"Selected", "On the reserve list", "Not selected"},
    }


def test_who_is_deleted_while_something_is_awaited_is_waited_for_no_more() -> None:
    waits = {
        A.DRAFT,
        A.SUBMITTED,
        A.MORE_INFORMATION,
        A.ELIGIBLE,
        A.SHORTLISTED,
        A.SELECTED,
        A.RESERVE,
        A.OFFERED,
    }
    over = {E.ENDED, E.CANCELLED}
    for edition in E:
        left = {state: counts_as(state, edition) for state in A}
        assert left == {one: A.WITHDRAWN if one in waits and edition not in over else one for one in A}


# ── Deadlines ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("zone", "wall", "last"),
    [
        ("Europe/Zurich", datetime(2028, 2, 10, 23, 59), "2028-02-10T22:59:59+00:00"),
        ("Asia/Kathmandu", datetime(2028, 2, 10, 23, 59), "2028-02-10T18:14:59+00:00"),
        ("Pacific/Kiritimati", datetime(2028, 2, 10, 23, 59), "2028-02-10T09:59:59+00:00"),
        ("America/New_York", datetime(2028, 3, 31, 17, 0), "2028-03-31T21:00:59+00:00"),
        ("Europe/Zurich", datetime(2028, 3, 26, 3, 0), "2028-03-26T01:00:59+00:00"),
    ],
)
def test_a_second_after_the_last_minute_of_the_zone_is_late(zone: str, wall: datetime, last: str) -> None:
    closes_at, in_time = wall_to_utc(wall, zone), datetime.fromisoformat(last)
    second = timedelta(seconds=1)
    assert [
        (door(E.OPEN, OPENS, closes_at, at), late_by(closes_at, at), is_due_to_close(E.OPEN, closes_at, at))
        for at in (in_time, in_time + second)
    ] == [(Door.OPEN, None, False), (Door.CLOSED, second, True)]


@given(st.sampled_from(E), st.integers(-90_000, 90_000_000))
def test_the_door_is_open_only_between_two_instants_of_an_open_call(
    state: EditionState, seconds: int
) -> None:
    now = OPENS + timedelta(seconds=seconds)
    expected = state is E.OPEN and OPENS <= now < CLOSES + timedelta(minutes=1)
    assert (door(state, OPENS, CLOSES, now) is Door.OPEN) is expected
    assert (writing(A.DRAFT, door(state, OPENS, CLOSES, now), None, now) is Writing.WHOLE) is expected


def test_what_an_applicant_can_write() -> None:
    until = CLOSES + timedelta(days=5)
    cases = [
        (A.DRAFT, Door.OPEN, None, CLOSES),
        (A.DRAFT, Door.NOT_YET, None, CLOSES),
        (A.DRAFT, Door.CLOSED, None, CLOSES),
        (A.SUBMITTED, Door.OPEN, None, CLOSES),
        (A.MORE_INFORMATION, Door.CLOSED, None, CLOSES),
        (A.MORE_INFORMATION, Door.CLOSED, until, until + timedelta(seconds=59)),
        (A.MORE_INFORMATION, Door.CLOSED, until, until + timedelta(seconds=60)),
        (A.MORE_INFORMATION, Door.CANCELLED, until, CLOSES),
        (A.WITHDRAWN, Door.OPEN, None, CLOSES),
    ]
    assert [writing(*case).value for case in cases] == [
        "whole", "not_yet", "late", "handed_in", "asked", "asked", "too_late", "cancelled", "handed_in",
    ]  # fmt: skip


# ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" \n\t ", 0),
        ("I have worked – well – for nine years.", 9),
        ("l’organisation, c’est-à-dire", 2),
        ("عملت في المنظمة", 3),
        ("我在组织工作", 6),
        ("NGO 工作 2028", 4),
    ],
)
def test_words_as_people_count_them(text: str, words: int) -> None:
    assert count_words(text) == words


@given(st.text(), st.text())
def test_words_of_two_texts_are_the_words_of_both(one: str, other: str) -> None:
    assert count_words(f"{one}\n{other}") == count_words(one) + count_words(other)


# ── What is asked again ──────────────────────────────────────────────────────────────────────────────────────────


@given(st.lists(st.sampled_from("abcdefg")), st.permutations("abcde"))
def test_exactly_the_named_fields_are_reopened_in_the_order_of_the_form(
    asked: list[str], form: list[str]
) -> None:
    assert reopened(asked, form) == sorted(set(asked) & set(form), key=form.index)


def test_asking_again_names_something_and_says_what_is_missing() -> None:
    known = ("statement", "file_cv", "q7")
    check_asked({"file_cv", "q7"}, known, "The CV ends in 2019.")
    assert [
        no(check_asked, fields, known, note)
        for fields, note in (((), "x"), ({"email"}, "x"), ({"statement"}, " "))
    ] == [
        ("Choose what the applicant is to write again.", "fields"),
        ("Choose among these.", "fields"),
        ("Say in a sentence what is missing.", "note"),
    ]


# ── Terms ────────────────────────────────────────────────────────────────────────────────────────────────────────

TERMS = EditionDraft(
    "Fellowship 2028", 2028, datetime(2028, 1, 10, 9), datetime(2028, 2, 10, 23, 59), "Europe/Zurich"
)


def test_terms_that_cannot_be_meant() -> None:
    check_edition(TERMS, OPENS, CLOSES)
    early = date(2028, 2, 1)
    changed: list[dict[str, Any]] = [
        {"year": 1999}, {"places": 0}, {"duration_weeks": 105}, {"words_most": 0}, {"tracks": ()},
        {"starts_on": early}, {"starts_on": date(2028, 6, 1), "ends_on": date(2028, 5, 1)}, {"decision_by": early},
        {"assess_by": early}, {"answer_days": 0}, {"nomination": NominationWay.NONE},
    ]  # fmt: skip
    assert [no(check_edition, replace(TERMS, **one), OPENS, CLOSES)[1] for one in changed] == [
        "year", "places", "duration_weeks", "words_most", "tracks", "starts_on", "ends_on", "decision_by",
        "assess_by", "answer_days", "conditions",
    ]  # fmt: skip
    assert no(check_edition, TERMS, CLOSES, CLOSES)[1] == "closes_on"
    assert no(check_opening, CLOSES, CLOSES, 1)[0].startswith("The call would be closed already.")
    assert no(check_opening, CLOSES, OPENS, 0)[0].startswith("Write at least one criterion first")


def test_criteria_that_nobody_could_score() -> None:
    good = CriterionDraft("Motivation", weight=40)
    check_criteria([good, CriterionDraft("Use for the organization", weight=60, lowest=0, highest=10)])
    for bad in (
        [good, replace(good, name="MOTIVATION")],
        [replace(good, name=" ")],
        [replace(good, weight=0)],
        [replace(good, weight=101)],
        [replace(good, lowest=5, highest=5)],
        [replace(good, highest=101)],
        [CriterionDraft(str(n)) for n in range(13)],
    ):
        assert no(check_criteria, bad)


@given(st.lists(st.integers(1, 100), min_size=1, max_size=12))
def test_the_criteria_count_for_the_whole(weights: list[int]) -> None:
    found = shares(weights)
    assert sum(found) == pytest.approx(100)
    assert all(
        one * sum(weights) == pytest.approx(100 * weight) for one, weight in zip(found, weights, strict=True)
    )


def test_documents_are_asked_in_one_order() -> None:
    kept = {"work_sample": "optional", "cv": "required", "reference_letter": "no"}
    assert list(asked_documents(kept).items()) == [(DocumentKind.CV, True), (DocumentKind.WORK_SAMPLE, False)]


def test_what_keeps_an_application_from_being_submitted() -> None:
    documents = {DocumentKind.CV: True, DocumentKind.WORK_SAMPLE: False}
    whole = Written("A", "B", "C", ("en",), "en", 500, (DocumentKind.CV,), nomination_asked=True)
    assert missing(whole, ("en",), 500, documents, NominationWay.EITHER) == {}
    empty = Written("", " ", "", (), "fr", 0)
    assert list(missing(empty, ("en",), 500, documents, NominationWay.NONE)) == [
        "name", "organization", "function", "languages", "track", "statement", "file_cv",
    ]  # fmt: skip
    long = missing(replace(whole, statement_words=501), ("en",), 500, documents, NominationWay.NONE)
    assert [str(one) for one in long.values()] == ["At most 500 words; these are 501."]
    for way in NominationWay:
        alone = missing(replace(whole, nomination_asked=False), ("en",), 500, documents, way)
        assert list(alone) == ([] if way is NominationWay.NONE else ["nomination"])


def test_whom_an_organization_can_nominate() -> None:
    serving = NomineeDraft("A", "a@example.org", serving_staff=True)
    check_nominee(serving, NominationWay.EITHER, letter=True)
    assert [
        no(check_nominee, replace(serving, serving_staff=False), NominationWay.EITHER, letter=True)[1],
        no(check_nominee, serving, NominationWay.EITHER, letter=False)[1],
        no(check_nominee, serving, NominationWay.CONFIRMED, letter=True)[1],
    ] == ["serving_staff", "letter", None]


# ── Eligibility ──────────────────────────────────────────────────────────────────────────────────────────────────

ON = date(2028, 2, 1)
SEEN = NominationSeen("African Union", N.CONFIRMED, "Amina Diallo", ON, True, True, True)
FACTS = Facts("African Union", (SEEN,), (), "fr", "French", ("en", "fr"), ("en", "fr"))
ALL = tuple(Condition)


def told(facts: Facts) -> list[tuple[str, str]]:
    return [(one.met.value, one.evidence % one.params) for one in judge(ALL, facts)]


def test_each_condition_shows_what_it_rests_on() -> None:
    assert told(FACTS) == [
        ("yes", "Amina Diallo of African Union said so on 2028-02-01."),
        ("yes", "African Union nominated on 2028-02-01: Amina Diallo."),
        ("yes", "No fellow of an earlier edition has this name or address."),
        ("yes", "Chose French and says to work in it."),
    ]
    stranger = replace(SEEN, known=False)
    past = PastFellowship("Fellowship 2026", 2026)
    voice = (
        "Amina Diallo said so for African Union on 2028-02-01; the directory does not name this person as its focal "
        "point."
    )
    assert told(replace(FACTS, nominations=(stranger,), past=(past,), languages=("en",))) == [
        ("unknown", voice),
        ("unknown", voice),
        ("no", "Was a fellow in 2026: Fellowship 2026."),
        ("no", "Chose French, but does not say to work in it."),
    ]


@pytest.mark.parametrize(
    ("nominations", "serving", "nominated"),
    [
        ((), "unknown", ("no", "African Union has not been asked and has not nominated.")),
        (
            (replace(SEEN, state=N.ASKED, serving_staff=None),),
            "unknown",
            ("unknown", "African Union was asked on 2028-02-01 and has not answered."),
        ),
        (
            (replace(SEEN, state=N.REFUSED),),
            "unknown",
            ("no", "African Union did not confirm on 2028-02-01: Amina Diallo."),
        ),
        (
            (replace(SEEN, state=N.WITHDRAWN),),
            "unknown",
            ("no", "African Union took the nomination back on 2028-02-01."),
        ),
        (
            (replace(SEEN, serving_staff=False),),
            "no",
            ("yes", "African Union nominated on 2028-02-01: Amina Diallo."),
        ),
        (
            (replace(SEEN, organization="ASEAN", same_organization=False),),
            "unknown",
            ("no", "ASEAN nominated this person, who applies for African Union."),
        ),
        (
            (replace(SEEN, state=N.WITHDRAWN), replace(SEEN, state=N.ASKED), SEEN),
            "yes",
            ("yes", "African Union nominated on 2028-02-01: Amina Diallo."),
        ),
    ],
)
def test_what_nominations_prove(
    nominations: tuple[NominationSeen, ...], serving: str, nominated: tuple[str, str]
) -> None:
    found = told(replace(FACTS, nominations=nominations))
    assert (found[0][0], found[1]) == (serving, nominated)


def test_a_namesake_among_past_fellows_is_for_the_office_to_look_at() -> None:
    namesake = PastFellowship("Fellowship 2026", 2026, by_name=True)
    assert told(replace(FACTS, past=(namesake,)))[2] == (
        "unknown",
        "Somebody of the same name was a fellow in 2026: Fellowship 2026.",
    )


checks = st.lists(st.sampled_from(Condition), unique=True).flatmap(
    lambda conditions: st.tuples(
        *(st.builds(Check, st.just(c), st.sampled_from(Met), st.just("")) for c in conditions)
    )
)
overrides = st.lists(
    st.builds(Override, st.sampled_from(Condition), st.booleans(), st.just("because")),
    unique_by=lambda one: one.condition,
)


@given(checks, overrides)
def test_nobody_is_eligible_against_a_condition_that_stands(
    found: Sequence[Check], said: list[Override]
) -> None:
    words = {one.condition: one.met for one in said}
    plain = all(words.get(one.condition, one.met is Met.YES) for one in found)
    assert all(
        (stands(one, said) is Met.YES) is words.get(one.condition, one.met is Met.YES) for one in found
    )
    if plain:
        check_eligible(True, "", found, said)
    else:
        assert "is not met" in no(check_eligible, True, "", found, said)[0]
    assert no(check_eligible, False, " ", found, said)[1] == "reason"


@given(st.lists(st.sampled_from(Condition)), st.booleans())
def test_only_the_conditions_of_the_edition_are_judged_each_once(
    conditions: list[Condition], nominated: bool
) -> None:
    facts = FACTS if nominated else replace(FACTS, nominations=())
    assert [one.condition for one in judge(conditions, facts)] == [
        one for one in Condition if one in conditions
    ]
