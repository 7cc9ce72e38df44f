"""Each rule of style by its own cases; and laws that hold for any text."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.progress.rules import Activity, Funds
from meetings.proofing.rules import RULES, Finding, Known, Passage, Rule, gone_to, look, mended, open_findings
from meetings.report.rules import Kept, Taken, compose
from tests.report.test_compose import FOCAL, FULL, WORKSHOP

BROKEN = [
    pytest.param(rule, *case, id=f"{rule.code}: {case[0][:40]}") for rule in RULES for case in rule.flags
]
KEPT = [pytest.param(rule, text, id=f"{rule.code}: {text[:40]}") for rule in RULES for text in rule.leaves]


def found(rule: Rule, text: str, known: Known | None = None) -> list[Finding]:
    return look([Passage(1, text)], known or rule.known, [rule])


def all_mended(rule: Rule, text: str) -> str:
    """The text after every mend of the rule, one by one, as a drafter clicks them."""
    for _ in range(20):
        mendable = [each for each in found(rule, text) if each.hit.mend is not None]
        if not mendable:
            return text
        text = mended(mendable[0])
    raise AssertionError("mending does not come to an end")


@pytest.mark.parametrize(("rule", "text", "becomes"), BROKEN)
def test_a_rule_finds_what_breaks_it_and_mends_it(rule: Rule, text: str, becomes: str | None) -> None:
    assert found(rule, text) != []
    assert all_mended(rule, text) == (text if becomes is None else becomes)
    if becomes is not None:
        assert found(rule, becomes) == []


@pytest.mark.parametrize(("rule", "text"), KEPT)
def test_a_rule_leaves_alone_what_keeps_it(rule: Rule, text: str) -> None:
    assert [each.hit.found for each in found(rule, text)] == []


def test_every_rule_has_cases_of_both_kinds_and_a_code_of_its_own() -> None:
    assert [rule.code for rule in RULES if not rule.flags or not rule.leaves] == []
    assert len({rule.code for rule in RULES}) == len(RULES)


def test_names_that_the_house_knows_are_nobodys_to_correct() -> None:
    known = Known(names=["Organisation for Example", "Turkey Example Forum"])
    text = "At organisation level the Organisation for Example met the Turkey Example Forum in Turkey."
    assert [each.hit.found for each in look([Passage(1, text)], known)] == ["organisation", "Turkey"]


def test_an_acronym_is_asked_for_once_in_the_whole_report() -> None:
    passages = [
        Passage(1, "EXF spoke."),
        Passage(2, "EXF spoke again."),
        Passage(3, "The Other Body (OTB); OTB."),
    ]
    assert [(f.hit.passage.ref, f.hit.about) for f in look(passages, Known())] == [(1, "EXF")]


def test_what_was_dismissed_stays_so_when_other_words_change() -> None:
    first = look([Passage(7, "The organisation met.")], Known())
    later = look([Passage(7, "Yesterday the organisation met at a center.")], Known())
    assert [each.hit.found for each in open_findings(later, {first[0].key})] == ["center"]


def test_a_figure_that_stands_lets_no_other_of_its_paragraph_stand() -> None:
    found = look([Passage(7, "Of 3 sessions few had 3 papers, by 40% or 50%.")], Known())
    assert [each.key[2] for each in found] == ["3 sessions", "3 papers", "40% or", "50%."]
    assert open_findings(found, {found[0].key}) == found[1:]


SIGNS = (
    "UN % 5 12 . , “ ” ( ) *very* EXF’s April 3, 2023 Turkey resolution 52/15 ^[A/HRC/61/35] member states"
)
WORDS = st.sampled_from(["the", "organisation", "\n", *SIGNS.split()])
# The cases of one rule are texts for all the others.
CASES = st.sampled_from(
    [text for rule in RULES for text in (*(broken for broken, _ in rule.flags), *rule.leaves)]
)


@given(
    st.lists(WORDS, max_size=30).map(" ".join)
    | st.lists(CASES, max_size=3).map(" ".join)
    | st.text(max_size=200)
    | st.text(SIGNS + "abc ()[]_-–/", max_size=300)
)
def test_a_mend_takes_the_place_of_what_was_found_and_of_nothing_else(text: str) -> None:
    for each in look([Passage(1, text)], Known()):
        hit = each.hit
        assert 0 <= hit.at < hit.at + len(hit.found) <= len(text)
        assert text[hit.at :].startswith(hit.found)
        if hit.mend is not None:
            made = mended(each)
            assert made.startswith(text[: hit.at])
            assert made.endswith(text[hit.at + len(hit.found) :])
            assert made != text


DAYS = st.dates(date(2025, 1, 1), date(2025, 12, 20))


DOLLARS = st.integers(0, 90_000)
FUNDS = st.builds(Funds, st.sampled_from(Activity), st.just(2025), st.integers(1, 90_000), DOLLARS, DOLLARS)


@given(DAYS, st.integers(0, 9), DAYS, st.integers(1, 12), st.lists(FUNDS, max_size=3))
def test_what_the_report_says_by_itself_keeps_every_rule(
    starts: date, days: int, other: date, many: int, funds: list[Funds]
) -> None:
    workshop = replace(WORKSHOP, starts=starts, ends=starts + timedelta(days))
    focal = (
        replace(FOCAL, id=10 + at, starts=other + timedelta(at), ends=other + timedelta(at))
        for at in range(many)
    )
    people = tuple(replace(FULL.participants[0], organization=f"Example {at}") for at in range(many))
    records = tuple(
        replace(each, text=each.text.replace("See 1.", "See document 1.")) for each in FULL.records
    )
    sources = replace(
        FULL,
        meetings=(workshop, *focal),
        participants=people,
        records=records,
        resources=tuple(funds),
    )
    passages = [
        Passage(at, text, place)
        for at, each in enumerate(compose(sources).proposals)
        for place, text in enumerate((each.text, *each.items))
    ]
    known = Known(adopted={"52/15": "2023-04-03"}, names=["Example Planted Commission"])
    assert [(each.rule.code, each.hit.passage.text) for each in look(passages, known)] == []


def test_a_reason_goes_where_its_words_can_have_gone() -> None:
    taken = (Taken("a", "One. Two."),)
    first, second = (Kept(n, "I", "", "", "Text.", taken=taken, name=f"p{n}") for n in (1, 2))
    merged = Kept(3, "I", "", "", "Text.", name="p3", removed=True, merged_into="p2")
    other = Kept(4, "I", "", "", "Text.", (), (Taken("b", "Text."),), name="p4")
    assert gone_to([first, second, merged, other]) == {1: {1, 2}, 2: {1, 2}, 3: {2, 3}, 4: {4}}
