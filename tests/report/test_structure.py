"""The structure of a report, pure: what goes where, and what drafters may do to it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.base.refusals import Refused
from meetings.report.rules import (
    Chapter,
    Structure,
    Takes,
    added,
    check_empty,
    check_title,
    copied,
    extended,
    put_under,
    shifted,
    skeleton,
    taking,
    with_topics,
)

TOPICS = {1: "cooperation", 2: "cooperation", 5: "focal_points", 6: "fellowship", 9: "report"}
KEYS = [each.key for each in skeleton().chapters]


def keys(structure: Structure) -> list[str]:
    return [each.key for each in structure.chapters]


def test_a_paragraph_asked_for_by_number_goes_before_its_topic() -> None:
    wanted = taking(skeleton(), "resources", ["progress:2", "resources"])
    assert {c.key: c.paragraphs for c in with_topics(wanted, TOPICS).chapters if c.paragraphs} == {
        "focal_points": (5,),
        "fellowship": (6,),
        "resources": (2,),
        "cooperation": (1,),
        "workshop": (9,),
    }
    assert with_topics(wanted, TOPICS).find("resources") == Chapter(
        "resources", "III", "Resources", ("progress:2", "resources"), True, False, (2,)
    )
    assert [c.heading for c in with_topics(wanted, TOPICS).under("III")][2:4] == [
        "Resources (paragraph 2)",
        "Cooperation (paragraph 1)",
    ]


def test_each_session_has_a_subsection_in_its_order_before_all_others_of_the_part() -> None:
    first = [("II", "session:2", "Two"), ("II", "session:3", "Three")]
    structure = extended(skeleton(), first)
    assert [c.key for c in structure.under("II")] == ["session:2", "session:3", "practices"]
    named = Structure(
        tuple(replace(c, title="Ours", named=True) if c.key == "session:3" else c for c in structure.chapters)
    )
    more = [("II", "session:1", "One"), ("II", "session:2", "Zwei"), ("II", "session:3", "Drei")]
    assert [(c.key, c.title) for c in extended(named, more).under("II")][:3] == [
        ("session:1", "One"),
        ("session:2", "Zwei"),
        ("session:3", "Ours"),
    ]


@pytest.mark.parametrize(
    ("key", "by", "expected"),
    [
        ("resources", -1, ["focal_points", "resources", "fellowship", "cooperation", "workshop"]),
        ("workshop", 1, ["focal_points", "fellowship", "resources", "cooperation", "workshop"]),
        ("focal_points", -1, ["focal_points", "fellowship", "resources", "cooperation", "workshop"]),
    ],
)
def test_a_subsection_moves_among_its_like(key: str, by: int, expected: list[str]) -> None:
    assert [c.key for c in shifted(skeleton(), key, by).under("III")] == expected


def test_a_part_moves_with_its_subsections_and_the_summary_stays_first() -> None:
    assert keys(shifted(skeleton(), "III", -1)) == ["summary", "I", *KEYS[4:10], "II", "practices", "IV"]
    assert keys(shifted(skeleton(), "I", -1)) == KEYS
    assert keys(shifted(skeleton(), "summary", 1)) == KEYS


@given(st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from([-1, 1]))))
def test_no_order_of_shifts_loses_a_section_or_takes_it_from_its_part(steps: list[tuple[str, int]]) -> None:
    structure = skeleton()
    for key, by in steps:
        structure = shifted(structure, key, by)
    assert sorted(keys(structure)) == sorted(KEYS)
    assert {c.key: c.parent for c in structure.chapters} == {c.key: c.parent for c in skeleton().chapters}
    assert keys(structure)[0] == "summary"


def test_a_kind_of_source_belongs_to_one_section() -> None:
    structure = added(skeleton(), Chapter("own:1", "IV", "Practice", (Takes.PRACTICES,)))
    taker = structure.taker(Takes.PRACTICES)
    assert taker is not None
    assert (taker.key, taker.place) == ("own:1", ("IV", "own:1"))
    assert keys(structure) == [*KEYS, "own:1"]
    assert keys(put_under(structure, "own:1", "I")) == ["summary", "I", "own:1", *KEYS[2:]]
    for parent in ("", "summary", "practices"):
        with pytest.raises(Refused):
            put_under(structure, "own:1", parent)


@pytest.mark.parametrize(
    ("key", "used", "sentence"),
    [
        ("summary", (), "The summary box belongs to every report."),
        ("III", (), "“Progress in implementing the resolution” has subsections. Take them out first."),
        ("IV", ("IV",), "Paragraphs stand in “Conclusions and recommendations”. Move or remove them first."),
    ],
)
def test_only_what_is_empty_can_go(key: str, used: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(Refused) as no:
        check_empty(skeleton(), key, used)
    assert str(no.value) == sentence
    assert check_empty(skeleton(), "resources", ("IV",)).title == "Resources"


@pytest.mark.parametrize("title", ["Progress^[See A/1.]", "Progress [^1]"])
def test_a_heading_takes_no_footnote(title: str) -> None:
    with pytest.raises(Refused) as no:
        check_title(title)
    assert str(no.value) == "A heading takes no footnote. Put the note into the first paragraph under it."


def test_the_last_reports_structure_comes_without_what_was_its_own_cycles() -> None:
    last = extended(skeleton(), [("II", "session:9", "Old")])
    last = added(taking(last, "workshop", ["progress:8"]), Chapter("own:4", "IV", "Next steps"))
    now = extended(skeleton(), [("II", "session:12", "New")])
    now = added(now, Chapter("own:1", "", "Background", ("mandate",)))
    made = copied(last, now, {"session:12", "own:1"})
    assert keys(made) == [*KEYS[:4], "session:12", *KEYS[4:], "own:4", "own:1"]
    workshop, background = made.find("workshop"), made.find("own:1")
    assert workshop is not None
    assert workshop.takes == ()
    assert background is not None
    assert background.takes == ()  # part I of the last report takes it
