"""The laws of composing again."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from meetings.report.rules import Kept, Proposal, Taken, merge

PARTS = ("I", "II", "IV")
KEYS = st.sampled_from([f"k{n}" for n in range(8)])
TEXTS = st.sampled_from(["One.", "Two.", "Three.", "Four."])
ITEMS = st.sampled_from([(), ("a;", "b.")])


def part_of(key: str) -> str:
    return PARTS[int(key[1:]) % 3]


@st.composite
def proposals(draw: st.DrawFn) -> list[Proposal]:
    keys = draw(st.lists(KEYS, unique=True))
    sections = {key: draw(st.sampled_from(["", "s", "t"])) for key in keys}
    found = [
        Proposal(
            key,
            part_of(key),
            sections[key],
            sections[key].upper(),
            draw(TEXTS),
            draw(ITEMS),
            ({"kind": key},),
        )
        for key in keys
    ]
    return sorted(found, key=lambda each: PARTS.index(each.part))


@st.composite
def drafts(draw: st.DrawFn) -> list[Kept]:
    """A draft with a past: composed from something, edited, removed, flagged, with own paragraphs between."""
    found: list[Kept] = []
    for ref, key in enumerate(draw(st.lists(KEYS, unique=True)), 1):
        text, items = draw(TEXTS), draw(ITEMS)
        touched = draw(st.booleans())
        own = draw(TEXTS) if touched else text
        offered = draw(st.none() | TEXTS) if touched else None
        found.append(
            Kept(
                ref, part_of(key), "", "", own, items,
                (Taken(key, text, items, offered, () if offered else None, draw(st.booleans())),),
                touched=touched, removed=draw(st.booleans()),
            )
        )  # fmt: skip
    for ref in range(100, 100 + draw(st.integers(0, 3))):
        section = draw(st.sampled_from(["", "s"]))
        added = Kept(ref, draw(st.sampled_from(PARTS)), section, "Own", draw(TEXTS), placed=True)
        found.insert(draw(st.integers(0, len(found))), added)
    return sorted(found, key=lambda each: PARTS.index(each.part))


def saved(merged: list[Kept]) -> list[Kept]:
    """As the database gives it back: new paragraphs have a row."""
    return [replace(each, ref=each.ref or 1000 + at) for at, each in enumerate(merged)]


@given(drafts(), proposals(), st.sets(KEYS))
def test_composing_twice_changes_nothing(draft: list[Kept], offered: list[Proposal], held: set[str]) -> None:
    held -= {each.key for each in offered}
    once = saved(merge(draft, offered, held))
    assert merge(once, offered, held) == once


@given(drafts(), proposals())
def test_touched_text_is_never_changed_and_nothing_is_lost(
    draft: list[Kept], offered: list[Proposal]
) -> None:
    merged: dict[int | None, Kept] = {each.ref: each for each in merge(draft, offered) if each.ref}
    assert merged.keys() == {each.ref for each in draft}
    for each in draft:
        after = merged[each.ref]
        assert (after.touched, after.removed, after.key) == (each.touched, each.removed, each.key)
        if each.touched:
            assert (after.text, after.items) == (each.text, each.items)


@given(drafts(), proposals())
def test_untouched_text_follows_its_source_and_what_is_new_is_there(
    draft: list[Kept], offered: list[Proposal]
) -> None:
    merged = {each.key: each for each in merge(draft, offered) if each.key is not None}
    touched = {each.key for each in draft if each.touched}
    for each in offered:
        after = merged[each.key]
        assert after.sources == each.sources
        assert not after.source_gone
        if each.key not in touched:
            assert (after.text, after.items, after.flagged) == (each.text, each.items, False)


@given(drafts(), proposals())
def test_a_touched_paragraph_is_flagged_exactly_when_its_source_says_something_new(
    draft: list[Kept], offered: list[Proposal]
) -> None:
    merged = {each.key: each for each in merge(draft, offered) if each.key is not None}
    new = {each.key: each for each in offered}
    for each in draft:
        if each.key in new and each.touched:
            said = (new[each.key].text, new[each.key].items)
            [taken], [now] = each.taken, merged[each.key].taken
            news = said not in ((each.text, each.items), (taken.text, taken.items))
            assert merged[each.key].flagged == news
            assert not news or (now.text_offered, now.items_offered) == said


@given(drafts(), proposals(), st.sets(KEYS))
def test_what_has_no_source_any_more_keeps_its_text_and_is_marked(
    draft: list[Kept], offered: list[Proposal], held: set[str]
) -> None:
    keys = {each.key for each in offered}
    merged = {each.ref: each for each in merge(draft, offered, held - keys)}
    for each in draft:
        if each.key is None:
            assert merged[each.ref].text == each.text
            assert not merged[each.ref].source_gone
        elif each.key not in keys:
            gone = tuple(
                replace(taken, gone=True, text_offered=None, items_offered=None) for taken in each.taken
            )
            expected = each if each.key in held else replace(each, taken=gone)
            assert merged[each.ref] == expected


@given(drafts(), proposals())
def test_sources_come_in_their_own_order_and_own_paragraphs_stay_behind_theirs(
    draft: list[Kept], offered: list[Proposal]
) -> None:
    merged = merge(draft, offered)
    keys = [each.key for each in offered]
    assert [each.key for each in merged if each.key in keys] == keys
    for part in PARTS:
        before = [each for each in draft if each.part == part]
        refs = [each.ref for each in merged if each.part == part]
        for earlier, later in pairwise(before):
            if later.key is None:
                between = refs[refs.index(earlier.ref) + 1 : refs.index(later.ref)]
                # Only other own paragraphs, or ones without a source, can have been put in between.
                assert all(ref is not None for ref in between)


def test_taking_back_a_change_of_the_source_takes_back_the_flag() -> None:
    first = [Proposal("p", "I", "", "", "One.")]
    mine = [replace(each, text="Mine.", touched=True) for each in saved(merge([], first))]
    flagged = merge(mine, [replace(first[0], text="Two.")])
    assert [(each.text, each.taken) for each in flagged] == [("Mine.", (Taken("p", "One.", (), "Two.", ()),))]
    assert merge(flagged, first) == mine


@given(drafts(), proposals())
def test_text_that_is_kept_keeps_the_sources_it_was_taken_from(
    draft: list[Kept], offered: list[Proposal]
) -> None:
    """A session that is narrowed later binds also the text that was taken from it before."""
    old = [replace(each, sources=({"session": each.ref or 0},)) for each in draft]
    after = {each.ref: each for each in merge(old, offered)}
    for each in old:
        if each.touched and after[each.ref].text == each.text and after[each.ref].flagged:
            assert after[each.ref].sources[:1] == each.sources
