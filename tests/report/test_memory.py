"""The memory of paragraphs, pure: whatever drafters and sources do, no source and no word of a drafter is lost."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.base.refusals import Refused
from meetings.report.rules import (
    Kept,
    Proposal,
    Taken,
    left_standing,
    merge,
    merged_with,
    moved,
    pieces_of,
    recognized,
    settled,
    split,
    took,
)

PLACES = (("I", ""), ("II", ""), ("II", "session:1"), ("II", "session:2"), ("IV", ""))
KEYS = [f"k{n}" for n in range(5)]


@dataclass
class Draft:
    """A draft on which one act follows the other, as the database would hold it."""

    rows: list[Kept] = field(default_factory=list)
    says: dict[str, list[str]] = field(default_factory=dict)
    words: int = 0
    refs: int = 0

    def word(self) -> str:
        """A word that nobody has used before."""
        self.words += 1
        return f"w{self.words}"

    def save(self, rows: list[Kept]) -> None:
        self.rows = []
        for each in rows:
            if each.ref is None:
                self.refs += 1
                each = replace(each, ref=self.refs, name=f"p{self.refs}")
            self.rows.append(each)

    def proposals(self) -> list[Proposal]:
        """Every source counts its paragraphs, so that one put in front of the others shifts their keys."""
        found = [
            Proposal(f"{key}:{n}", *PLACES[at], "", text, (), ({"kind": key},), within=key)
            for at, key in enumerate(KEYS)
            for n, text in enumerate(self.says.get(key, ()), 1)
        ]
        return recognized(self.rows, found)


Act = Callable[[Draft, int], None]


def compose(draft: Draft, _: int) -> None:
    draft.save(merge(draft.rows, draft.proposals(), (), ("I", "II", "IV")))


def source_changes(draft: Draft, at: int) -> None:
    """One of its paragraphs is written anew, in wholly other words."""
    said = draft.says.setdefault(KEYS[at % 5], [])
    said[at // 5 : at // 5 + 1] = [f"{draft.word()} {draft.word()}"]


def source_begins_anew(draft: Draft, at: int) -> None:
    """A paragraph is put in front of those that the source has."""
    draft.says.setdefault(KEYS[at % 5], []).insert(0, f"{draft.word()} {draft.word()}")


def source_drops_its_first(draft: Draft, at: int) -> None:
    del draft.says.get(KEYS[at % 5], [])[:1]


def source_goes(draft: Draft, at: int) -> None:
    draft.says.pop(KEYS[at % 5], None)


def edit(draft: Draft, at: int) -> None:
    """The drafter adds a word to what stands there."""
    put(draft, at, lambda each: replace(each, text=f"{each.text} {draft.word()}", touched=True))


def write(draft: Draft, at: int) -> None:
    part, section = PLACES[at % 5]
    draft.save([*draft.rows, Kept(None, part, section, "", draft.word(), touched=True, placed=True)])


def move(draft: Draft, at: int) -> None:
    part, section = PLACES[at % 5]
    put(draft, at, lambda each: moved(each, part, section, ""))


def split_one(draft: Draft, at: int) -> None:
    if not draft.rows:
        return
    at %= len(draft.rows)
    first, space, rest = draft.rows[at].text.partition(" ")
    if space:
        pieces = split(draft.rows[at], pieces_of(f"{first}\n \n{rest}"))
        draft.save([*draft.rows[:at], *pieces, *draft.rows[at + 1 :]])


def merge_two(draft: Draft, at: int) -> None:
    if len(draft.rows) > 1:
        at %= len(draft.rows) - 1
        one, gone = merged_with(draft.rows[at], draft.rows[at + 1])
        draft.save([*draft.rows[:at], one, gone, *draft.rows[at + 2 :]])


def remove(draft: Draft, at: int) -> None:
    put(draft, at, lambda each: replace(each, removed=True))


def restore(draft: Draft, at: int) -> None:
    put(draft, at, lambda each: replace(each, removed=False, merged_into=""))


def keep(draft: Draft, at: int) -> None:
    put(draft, at, left_standing)


def take(draft: Draft, at: int) -> None:
    """The first offer of a paragraph goes into its place, as far as that can be done without a person."""
    if draft.rows:
        row = draft.rows[at % len(draft.rows)]
        key = next((each.key for each in row.taken if each.flagged), "")
        others = (each for each in draft.rows if each.ref != row.ref and not each.removed)
        shared = any(taken.key == key for each in others for taken in each.taken)
        with suppress(Refused):
            put(draft, at, lambda each: took(each, key, shared))


def put(draft: Draft, at: int, change: Callable[[Kept], Kept]) -> None:
    if draft.rows:
        at %= len(draft.rows)
        draft.save([*draft.rows[:at], change(draft.rows[at]), *draft.rows[at + 1 :]])


ACTS: tuple[Act, ...] = (
    compose,
    source_changes,
    source_begins_anew,
    source_drops_its_first,
    source_goes,
    edit,
    write,
    move,
    split_one,
    merge_two,
    remove,
    restore,
    keep,
    take,
)


def written(rows: list[Kept]) -> Counter[str]:
    """The words of paragraphs that a person has touched, and how often each stands there."""
    return Counter(word for each in rows if each.touched for word in each.text.split())


def sources_of(rows: list[Kept]) -> set[str]:
    found = {str(source["kind"]) for each in rows for source in each.sources}
    return found | {taken.key for each in rows for taken in each.taken}


def said_again(draft: Draft) -> list[str]:
    """What the sources say though the draft says of a paragraph taken from that very text that they do not."""
    said = {text for texts in draft.says.values() for text in texts}
    return [t.text for each in draft.rows for t in each.taken if t.text in said and (t.flagged or t.gone)]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 9)), min_size=5, max_size=40))
def test_no_sequence_of_acts_loses_a_source_or_a_word_that_a_person_has_touched(
    steps: list[tuple[Act, int]],
) -> None:
    draft = Draft(says={key: [f"s{key} t{key}", f"u{key} v{key}"] for key in KEYS})
    compose(draft, 0)
    for act, at in steps:
        before = list(draft.rows)
        act(draft, at)
        if act is not take:  # who takes the source’s words gives up those that stood there
            assert not written(before) - written(draft.rows)
        assert sources_of(before) <= sources_of(draft.rows)
        assert {each.ref for each in before} <= {each.ref for each in draft.rows}
        after = {each.ref: each for each in draft.rows}
        for each in before:
            if each.touched:  # what was taken from where is never forgotten
                assert {t.key for t in each.taken} <= {t.key for t in after[each.ref].taken}
                assert all(source in after[each.ref].sources for source in each.sources)
    compose(draft, 0)
    composed = list(draft.rows)
    compose(draft, 0)
    assert draft.rows == composed
    standing = [taken.key for each in draft.rows for taken in each.taken[:1] if not each.touched]
    assert len(standing) == len(set(standing))  # nothing that follows a source stands there twice
    said = {text for texts in draft.says.values() for text in texts}
    known = [t for each in draft.rows for t in each.taken]
    assert said <= {t.text for t in known} | {t.text_offered for t in known}
    assert not said_again(draft)


SESSION = {"kind": "session", "session": 3}


def test_what_leaves_the_section_of_a_session_takes_that_session_along() -> None:
    own = Kept(1, "II", "session:3", "Defenders", "Ours.", touched=True, placed=True)
    out = moved(own, "IV", "", "")
    assert [dict(source) for source in out.sources] == [
        {"kind": "stood", "session": 3, "title": "Defenders", "stood": True}
    ]
    assert moved(moved(out, "II", "session:3", "Defenders"), "I", "", "").sources == out.sources
    taken = replace(own, sources=(SESSION,))
    assert moved(taken, "IV", "", "").sources == (SESSION,)
    here = Kept(2, "IV", "", "", "Theirs.", touched=True, placed=True)
    one, gone = merged_with(here, replace(own, name="p1"))
    assert (one.text, one.sources) == ("Theirs. Ours.", out.sources)
    assert (gone.removed, gone.text, gone.merged_into) == (True, "Ours.", "")


def test_after_a_merge_each_source_is_flagged_by_itself() -> None:
    first = Kept(1, "I", "", "", "One.", (), (Taken("a", "One."),), ({"kind": "a"},))
    second = Kept(2, "I", "", "", "Two.", ("x;",), (Taken("b", "Two.", ("x;",)),), ({"kind": "b"},))
    one, gone = merged_with(first, second)
    assert (one.text, one.items) == ("One. Two.", ("x;",))
    said = [Proposal("a", "I", "", "", "One more."), Proposal("b", "I", "", "", "Two.", ("x;",))]
    merged = merge([one, gone], said)
    assert [(t.key, t.text_offered) for t in merged[0].taken] == [("a", "One more."), ("b", None)]
    assert len(merged) == 2
    again = took(merged[0], "a")
    assert (again.text, again.flagged, again.touched) == ("One more. Two.", False, True)
    with pytest.raises(Refused) as no:
        took(replace(merged[0], text="Both."), "a")
    assert str(no.value) == (
        "The old text of this source does not stand here word for word any more. Merge the new one by hand."
    )
    with pytest.raises(Refused):
        merged_with(one, first)


def test_a_split_leaves_the_source_with_each_piece_and_composing_adds_nothing() -> None:
    whole = Kept(1, "I", "", "", "One. Two.", ("x;",), (Taken("a", "One. Two.", ("x;",)),))
    pieces = split(whole, pieces_of("One.\n\nTwo."))
    assert [(each.text, each.items, each.key) for each in pieces] == [
        ("One.", (), "a"),
        ("Two.", ("x;",), "a"),
    ]
    rows = [pieces[0], replace(pieces[1], ref=2)]
    assert merge(rows, [Proposal("a", "I", "", "", "One. Two.", ("x;",))]) == rows
    changed = merge(rows, [Proposal("a", "I", "", "", "Other.", ("x;",))])
    assert [each.flagged for each in changed] == [True, True]
    with pytest.raises(Refused):
        took(changed[0], "a", shared=True)
    with pytest.raises(Refused):
        pieces_of("One. Two.\n")


def test_of_two_halves_of_one_source_the_merged_one_keeps_the_text_that_waits() -> None:
    whole = Kept(1, "I", "", "", "One. Two.", (), (Taken("a", "One. Two."),))
    halves = [replace(each, ref=at) for at, each in enumerate(split(whole, pieces_of("One.\n\nTwo.")), 1)]
    first, second = merge(halves, [Proposal("a", "I", "", "", "Other.")])
    one, _ = merged_with(settled(first), second)
    assert [(t.key, t.text_offered) for t in one.taken] == [("a", "Other.")]
    assert merged_with(first, settled(second))[0].taken == first.taken
