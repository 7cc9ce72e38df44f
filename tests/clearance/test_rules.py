"""Redlines as laws, stages and verdicts as tables."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.base.refusals import Refused
from meetings.clearance.rules import (
    Fate,
    Said,
    Stage,
    Verdict,
    check_stage,
    check_submission,
    check_verdict,
    count,
    redline,
    struck,
)
from meetings.report.rules import SUMMARY_BOX

S, V = Stage, Verdict


def said(name: str, text: str = "", *items: str) -> Said:
    return Said(name, "", "I", text or f"Text of {name}.", items)


def fates(old: list[Said], new: list[Said]) -> list[tuple[str, str]]:
    return [(line.fate.value, (line.after or line.before or said("?")).name) for line in redline(old, new)]


def test_each_fate_by_an_example() -> None:
    old = [said("p1"), said("p2"), said("p3"), said("p4"), said("p5")]
    new = [said("p1"), said("p6"), said("p3", "Another text."), said("p5"), said("p4")]
    assert fates(old, new) == [
        ("same", "p1"),
        ("removed", "p2"),
        ("added", "p6"),
        ("changed", "p3"),
        ("same", "p5"),
        ("moved", "p4"),
    ] or fates(old, new) == [
        ("same", "p1"),
        ("removed", "p2"),
        ("added", "p6"),
        ("changed", "p3"),
        ("moved", "p5"),
        ("same", "p4"),
    ]
    assert vars(count(redline(old, new))) == {"changed": 1, "moved": 1, "added": 1, "removed": 1}


def test_a_changed_paragraph_is_cut_where_it_differs() -> None:
    (line,) = redline(
        [said("p1", "It was agreed.", "To meet;")], [said("p1", "It was not agreed.", "To meet;")]
    )
    assert "".join(each.text for each in line.sides[1] if each.changed).strip() == "not"
    assert [each.text for each in line.sides[0] if each.changed] == []


NAMES = st.lists(st.sampled_from([f"p{n}" for n in range(8)]), unique=True)
TEXTS = st.sampled_from(["One.", "Two.", "Three."])


@st.composite
def versions(draw: st.DrawFn) -> list[Said]:
    return [said(name, draw(TEXTS)) for name in draw(NAMES)]


@given(versions(), versions())
def test_a_redline_holds_both_versions_whole(old: list[Said], new: list[Said]) -> None:
    lines = redline(old, new)
    assert [line.after for line in lines if line.after] == new
    assert sorted((line.before for line in lines if line.before), key=lambda e: e.name) == sorted(
        old, key=lambda e: e.name
    )
    for line in lines:
        left, right = line.sides
        assert "".join(each.text for each in left) == (line.before.whole if line.before else "")
        assert "".join(each.text for each in right) == (line.after.whole if line.after else "")


PLACES = [SUMMARY_BOX, "I", "II", "III"]


@st.composite
def versions_in_sections(draw: st.DrawFn) -> list[Said]:
    names, places = draw(NAMES), st.sampled_from(PLACES)
    parts = sorted((draw(places) for _ in names), key=PLACES.index)
    return [Said(name, "", part, draw(TEXTS)) for name, part in zip(names, parts, strict=True)]


@given(versions_in_sections(), versions_in_sections())
def test_what_is_struck_stands_in_its_order_and_under_its_heading(old: list[Said], new: list[Said]) -> None:
    """With every change refused the pack is the earlier version again, the summary in its box before the contents."""
    lines = redline(old, new)
    before, behind = struck(old, lines)
    kept = {line.before.name for line in lines if line.before and line.fate in (Fate.SAME, Fate.CHANGED)}
    refused: list[str] = []
    under: dict[str, str] = {}
    for each in new:
        stays = [each] if each.name in kept else []
        for one in (*before.get(each.name, ()), *stays, *behind.get(each.name, ())):
            refused.append(one.name)
            under[one.name] = each.part
    assert refused == ([each.name for each in old] if new else [])
    there = {each.part for each in old if each.name in kept}
    assert [each.name for each in old if new and each.part in there and under[each.name] != each.part] == []
    if {each.in_box for each in new} == {True, False}:
        assert [each.name for each in old if (under[each.name] == SUMMARY_BOX) != each.in_box] == []


def test_under_another_heading_is_moved_even_when_the_order_is_kept() -> None:
    old = [said("p1"), replace(said("p2"), section="opening")]
    assert fates(old, [old[0], replace(old[1], section="panel")]) == [("same", "p1"), ("moved", "p2")]


@given(versions())
def test_nothing_differs_from_itself(same: list[Said]) -> None:
    assert {line.fate for line in redline(same, same)} <= {Fate.SAME}


@pytest.mark.parametrize(
    ("earlier", "wanted", "passes"),
    [
        ([], S.CONSULTATION, True),
        ([], S.SUBMISSION, True),
        ([S.CONSULTATION], S.CONSULTATION, True),
        ([S.CLEARANCE_2], S.CLEARANCE_1, False),
        ([S.CLEARANCE_1, S.CLEARANCE_2], S.CLEARANCE_2, True),
        ([S.CLEARANCE_3], S.SUBMISSION, True),
        ([S.SUBMISSION], S.SUBMISSION, False),
    ],
)
def test_stages_are_passed_in_order(earlier: list[Stage], wanted: Stage, passes: bool) -> None:
    if passes:
        check_stage(wanted, earlier)
    else:
        with pytest.raises(Refused):
            check_stage(wanted, earlier)


@pytest.mark.parametrize(
    ("wanted", "lacking", "waiting", "ticked", "passes"),
    [
        (S.SUBMISSION, 0, 0, False, True),
        (S.SUBMISSION, 2, 0, False, False),
        (S.SUBMISSION, 0, 1, False, False),
        (S.SUBMISSION, 2, 1, True, True),
        (S.CLEARANCE_1, 5, 5, False, True),
    ],
)
def test_what_is_missing_goes_only_by_a_word(
    wanted: Stage, lacking: int, waiting: int, ticked: bool, passes: bool
) -> None:
    if passes:
        check_submission(wanted, lacking, waiting, ticked)
    else:
        with pytest.raises(Refused):
            check_submission(wanted, lacking, waiting, ticked)


@pytest.mark.parametrize(
    ("now", "wanted", "note", "superseded", "passes"),
    [
        (V.ASKED, V.CLEARED, "", False, True),
        (V.CLEARED, V.SENT_BACK, "Paragraph 3.", False, True),
        (V.ASKED, V.SENT_BACK, " ", False, False),
        (V.CLEARED, V.ASKED, "", False, False),
        (V.ASKED, V.CLEARED, "", True, False),
    ],
)
def test_an_answer_belongs_to_its_version(
    now: Verdict, wanted: Verdict, note: str, superseded: bool, passes: bool
) -> None:
    if passes:
        check_verdict(now, wanted, note, superseded)
    else:
        with pytest.raises(Refused):
            check_verdict(now, wanted, note, superseded)
