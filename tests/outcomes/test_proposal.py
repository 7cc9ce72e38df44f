"""What is proposed from the record, what composing again leaves alone, and two wordings beside each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.outcomes.proposal import (
    Facts,
    Guide,
    KeptParagraph,
    OnTable,
    Part,
    Proposed,
    Said,
    Shared,
    Spoke,
    compose_again,
    propose,
)
from meetings.outcomes.telling import begins_itself, tells_of, tells_whose
from meetings.outcomes.wording import laid_over, paragraph_changes, word_changes
from meetings.programme.rules import Attribution, SpeakerRole

PUBLIC, APPROVAL, CHATHAM = Attribution.PUBLIC, Attribution.ON_APPROVAL, Attribution.CHATHAM_HOUSE
R = SpeakerRole
NAMES = ("Ada Green", "Wei Strand", "Example Court", "Example Forum", "Head of Office")


def facts(attribution: Attribution, said: bool = True) -> Facts:
    return Facts(
        "Early signs.",
        attribution,
        (
            Spoke(R.MODERATOR, "Ada Green", "Head of Office", "Example Court"),
            Spoke(R.PANELLIST, "Wei Strand"),
            Spoke(R.PANELLIST, "Wei Strand"),
            Spoke(R.RAPPORTEUR, "Nobody Told"),
        ),
        (
            Said(1, "Early signs were discussed.", False, said),
            Said(2, "Courts hear too late.", True, said, "Ada Green", "Example Court"),
            Said(3, "Courts can be asked.", True, said, "Wei Strand"),
        ),
        (Shared(1, "practice", "Best practice", "Fees are waived.", "Example Forum"),),
        (OnTable(1, "X/1", "A note"),),
    )


def texts(of: Facts) -> dict[str, str]:
    return {p.key: p.text for p in propose(of, Guide())}


def test_a_public_session_is_told_by_name() -> None:
    assert texts(facts(PUBLIC)) == {
        "opening": "The session considered the following subject: Early signs.",
        "speakers": "The following took the floor: Ada Green, Head of Office, Example Court (moderator); "
        "Wei Strand (panellist); Wei Strand (panellist).",
        "record:1": "Early signs were discussed.",
        "record:2": "Example Court stated: Courts hear too late.",
        "record:3": "Wei Strand stated: Courts can be asked.",
        "outcomes:practice": "Participants shared the following: Best practice: Fees are waived (Example Forum).",
        "documents": "The session had before it: A note (X/1).",
    }


@pytest.mark.parametrize(
    ("session", "said", "named"),
    [(CHATHAM, True, ()), (CHATHAM, False, ()), (APPROVAL, False, ("Example Forum",))],
)
def test_nobody_is_named_who_may_not_be(session: Attribution, said: bool, named: tuple[str, ...]) -> None:
    found = texts(facts(session, said))
    whole = " ".join(found.values())
    assert tuple(name for name in NAMES if name in whole) == named
    assert found["speakers"] == "The following took the floor: one moderator, two panellists."
    assert found["record:2"] == "A participant stated: Courts hear too late."


def test_an_intervention_that_may_not_be_named_is_not_named_in_a_public_session() -> None:
    assert texts(facts(PUBLIC, False))["record:2"].startswith("A participant stated:")


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("Example Court stated: Courts hear.", "Example Court"),
        ("Then: Example Court stated: A participant stated: No.", "Then: Example Court"),
        ("A participant stated: The host stated: No.", ""),
        ("Then it was said: A participant stated: No.", ""),
        ("Courts hear.", ""),
    ],
)
def test_whose_words_a_paragraph_tells(text: str, whose: str) -> None:
    assert tells_whose(text) == whose


@pytest.mark.parametrize(
    ("text", "words", "itself"),
    [
        ("The Ministr stated: fees fall.", "The Minister stated: fees fall.", True),
        ("The host stated: fees fall.", "The host said: fees fall.", True),
        ("Unlisted Group stated: Courts are slow.", "Courts are slow.", False),
        ("Unlisted Group stated: Courts are slow.", "Courts are never fast.", False),
        ("Unlisted Group stated: Courts are slow.", "Judges wait.", False),
        ("Unlisted Group stated: The host stated: Yes.", "The host said: Yes.", False),
        ("Courts are slow.", "Courts hear.", False),
    ],
)
@pytest.mark.parametrize("opening", ["", "It was said then:"])
def test_a_paragraph_that_says_itself_who_stated_it_may_be_mended(
    text: str, words: str, itself: bool, opening: str
) -> None:
    assert begins_itself(f"{opening} {text}".strip(), (f"{opening} {words}".strip(), words)) is itself


def test_a_list_tells_more_when_one_of_two_by_the_same_is_nobodys() -> None:
    both, one = tells_of("Fees (Forum). Hours (Forum)."), tells_of("Fees. Other hours (Forum). Days.")
    assert (one <= both, both <= one) == (True, False)


def test_the_guide_says_how_parts_begin_and_an_empty_record_gives_only_that() -> None:
    guide = Guide({Part.OPENING: "On {title}:", Part.OUTCOMES: ""}, 300)
    assert [p.text for p in propose(Facts("Ends", PUBLIC), guide)] == ["On Ends:"]
    shared = Facts("Ends", PUBLIC, shared=(Shared(1, "practice", "Best practice", "Fees."),))
    assert propose(shared, guide)[1].text == "Best practice: Fees."
    assert propose(Facts("Ends", PUBLIC), Guide({}, 300)) == []


def test_composing_again_adds_follows_offers_and_flags() -> None:
    kept = [
        KeptParagraph("Mine."),
        KeptParagraph("A", "a", "A"),
        KeptParagraph("My B", "b", "B"),
        KeptParagraph("G", "g", "G"),
    ]
    found = compose_again(
        kept, [Proposed("a", "A2"), Proposed("n", "New"), Proposed("b", "B2"), Proposed("out", "X")], ["out"]
    )
    assert [(r.was, r.text, r.offered, r.gone) for r in found] == [
        (0, "Mine.", "", False),
        (1, "A2", "", False),
        (None, "New", "", False),
        (2, "My B", "B2", False),
        (3, "G", "", True),
    ]


KEYS = st.sampled_from("abcde")
KEPT = st.lists(
    st.one_of(
        st.builds(KeptParagraph, st.text(max_size=3)),
        st.builds(KeptParagraph, st.text(max_size=3), KEYS, st.text(max_size=3)),
    ),
    max_size=6,
    unique_by=lambda row: row.key or id(row),
)
WANTED = st.lists(st.builds(Proposed, KEYS, st.text(max_size=3)), max_size=5, unique_by=lambda p: p.key)


@given(KEPT, WANTED, st.frozensets(KEYS, max_size=2))
def test_composing_again_never_touches_what_the_drafter_has_written(
    kept: list[KeptParagraph], wanted: list[Proposed], left_out: frozenset[str]
) -> None:
    found = compose_again(kept, wanted, left_out)
    assert [row.was for row in found if row.was is not None] == list(range(len(kept)))
    for row in found:
        if row.was is not None and kept[row.was].touched:
            assert row.text == kept[row.was].text
        if row.was is None:
            assert row.key not in left_out
    there = {row.key for row in kept if row.key}
    assert {p.key for p in wanted} <= {row.key for row in found} | set(left_out) | there
    rows = [KeptParagraph(r.text, r.key, r.proposed) for r in found]
    again = compose_again(rows, wanted, left_out)
    assert [r.text for r in again] == [r.text for r in found]  # twice is as good as once


TEXTS = st.text(alphabet="ab \n", max_size=20)


@given(TEXTS, TEXTS)
def test_a_comparison_holds_both_wordings(before: str, after: str) -> None:
    found = word_changes(before, after)
    assert "".join(s.text for s in found if s.kind != "new") == before
    assert "".join(s.text for s in found if s.kind != "old") == after


@given(st.lists(st.sampled_from("abcd"), max_size=8), st.lists(st.sampled_from("abcd"), max_size=8))
def test_a_text_laid_over_another_loses_no_paragraph(before: list[str], after: list[str]) -> None:
    found = laid_over(before, after)
    assert len(found) == len(after)
    numbers = [n for n in found if n is not None]
    assert numbers == sorted(set(numbers)) and all(n < len(before) for n in numbers)
    changes = paragraph_changes(before, after)
    assert [t for c in changes if (t := "".join(s.text for s in c if s.kind != "new"))] == before
    assert [t for c in changes if (t := "".join(s.text for s in c if s.kind != "old"))] == after


def test_what_stays_keeps_its_place_and_what_is_too_long_is_shown_whole() -> None:
    assert laid_over(["a", "b", "c"], ["a", "x", "c", "d"]) == [0, 1, 2, None]
    assert laid_over(["a", "b", "c"], ["c"]) == [2]
    long = "word " * 3001
    assert [(s.kind, len(s.text)) for s in word_changes(long, "x")] == [("old", len(long)), ("new", 1)]
