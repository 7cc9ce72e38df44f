"""Laws of what comes back: accepting everything gives the file, refusing everything gives ours, no word is lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.base.refusals import Refused
from meetings.report.render_docx import render_docx
from meetings.report.rules import By, Document, Masthead, Section, Tracked, Was, paragraph_of
from meetings.report.rules import Heading as DocumentHeading
from meetings.report.rules import Remark as TheirRemark
from meetings.returned.read_docx import read_docx
from meetings.returned.rules import (
    ITEM,
    PARAGRAPH,
    Base,
    Block,
    Difference,
    Hand,
    Kind,
    Level,
    Ours,
    Returned,
    Sent,
    Split,
    Stretch,
    applied,
    carried,
    cut_off,
    find,
    parted,
    printed,
)
from tests.returned.word import Word, mark_of, text_of

ANN, BOB, ME = Hand("Ann"), Hand("Bob"), Hand("Me")
HEADING = Block(Level.OTHER, "Heading1", (Stretch("Introduction"),))


@dataclass(frozen=True)
class Piece:
    """A word (or, "", the end of a paragraph) of a file, and of which paragraph sent out it is (None: of none)."""

    text: str
    of: int | None
    came: Hand | None = None
    went: Hand | None = None


def block(pieces: Sequence[Piece], end: Piece, seen: set[int]) -> Block:
    """A Word paragraph; the bookmark of ours begins with the first of our words in it."""
    marks = []
    for each in pieces:
        if each.of is not None and each.of not in seen:
            seen.add(each.of)
            marks.append(Ours(f"p{each.of + 1}", 1))
    stretches = tuple(Stretch(each.text, each.came, each.went) for each in pieces)
    return Block(Level.TEXT, "UNParagraph", stretches, Stretch("", end.came, end.went), tuple(marks))


def file_of(pieces: Sequence[Piece]) -> Returned:
    blocks, line, seen = [HEADING], [], set[int]()
    for each in pieces:
        if each.text:
            line.append(each)
        else:
            blocks.append(block(line, each, seen))
            line = []
    return Returned(tuple(blocks))


def paragraphs_of(pieces: Sequence[Piece]) -> list[str]:
    """What a reader sees: paragraphs that say something."""
    whole = "".join(each.text or PARAGRAPH for each in pieces)
    return [" ".join(each.split()) for each in whole.split(PARAGRAPH) if each.strip()]


def accepted(bases: Sequence[Base], found: Sequence[Difference]) -> list[str]:
    """The draft with all these differences taken in, worked out without the app."""
    gone = {each.name for each in found if each.kind is Kind.REMOVED}
    joins = {each.name: each.behind for each in found if each.kind is Kind.MERGED}
    words = [each for each in found if each.kind in (Kind.EDIT, Kind.SPLIT)]
    texts = {b.name: applied(b.text, [each for each in words if each.name == b.name]) for b in bases}
    order = [base.name for base in bases]
    for each in found:
        if each.kind in (Kind.NEW, Kind.MOVED):
            key = each.name or f"new {id(each)}"
            if each.kind is Kind.MOVED:
                order.remove(key)
            else:
                texts[key] = each.after
            at = order.index(each.behind) + 1 if each.behind else order.index(each.ahead)
            while (
                at < len(order)
                and each.behind
                and order[at] in {f"after {each.behind}", *came_to(found, each, order)}
            ):
                at += 1
            order.insert(at, key)
    text = "".join(texts[n] + ("" if n in joins else PARAGRAPH) for n in order if n not in gone)
    return [" ".join(each.split()) for each in text.split(PARAGRAPH) if each.strip()]


def came_to(found: Sequence[Difference], one: Difference, order: Sequence[str]) -> set[str]:
    """What came to the same place before it in the file."""
    same = found[: next(at for at, each in enumerate(found) if each is one)]
    return {each.name or f"new {id(each)}" for each in same if each.behind == one.behind and not each.start}


hands = st.sampled_from([ANN, BOB])
maybe = st.one_of(st.none(), st.none(), st.none(), hands)


@st.composite
def tracked(draw: st.DrawFn) -> tuple[list[Base], list[Piece]]:
    """Some paragraphs of unlike words, and a file in which any of their words and ends went, and others came."""
    count = draw(st.integers(1, 5))
    pieces: list[Piece] = []
    bases: list[Base] = []
    new = 0
    for n in range(count):
        words = [f"{'abcdefgh'[n] * 3}{w}{'xyzuv'[w % 5] * 4} " for w in range(draw(st.integers(1, 5)))]
        bases.append(Base(f"p{n + 1}", 1, "".join(words)))
        for at in range(len(words) + 1):
            for _ in range(draw(st.sampled_from([0, 0, 0, 1, 2]))):
                new += 1
                came = draw(hands)
                pieces.append(
                    Piece("" if draw(st.integers(0, 2)) == 0 else f"new{new}q ", None, came, draw(maybe))
                )
            if at < len(words):
                pieces.append(Piece(words[at], n, None, draw(maybe)))
        pieces.append(Piece("", n, None, draw(maybe)))
    return bases, pieces


@settings(max_examples=300, deadline=None)
@given(tracked())
def test_accepting_all_gives_the_file_and_no_word_is_lost(world: tuple[list[Base], list[Piece]]) -> None:
    bases, pieces = world
    found = find(file_of(pieces), Sent({Ours(b.name, 1): b for b in bases}, bases), ME).differences
    assert accepted(bases, found) == paragraphs_of([each for each in pieces if each.went is None])
    assert [
        each for each in found if each.kind is Kind.NEW and not (each.after.strip() and each.hand.author)
    ] == []
    told = " ".join(text for each in found for text in (each.before, each.after))
    assert [each.text for each in pieces if (each.came or each.went) and each.text.strip() not in told] == []
    # Each says whose it is: nobody is blamed for what another did.
    hands_of = {each.text.strip(): (each.went or each.came) for each in pieces if each.text}
    for each in found:
        if each.kind is Kind.EDIT:
            said = {hands_of[word] for word in (each.before + each.after).split() if word in hands_of}
            assert said == {each.hand}


@st.composite
def untracked(draw: st.DrawFn) -> tuple[list[Base], list[Piece]]:
    """Some paragraphs, and a file in which they were moved, cut out, and had words put in and taken out, untracked."""
    count = draw(st.integers(2, 6))
    lines = {n: [f"{'abcdefgh'[n] * 3}{w}{'xyzuv'[w % 5] * 4} " for w in range(4)] for n in range(count)}
    bases = [Base(f"p{n + 1}", 1, "".join(words)) for n, words in lines.items()]
    order = draw(st.permutations(range(count)))
    pieces = []
    for n in order[draw(st.integers(0, 1)) :]:
        for at, word in enumerate(lines[n]):
            if at and draw(st.integers(0, 4)) == 0:
                pieces.append(Piece(f"put{n}{at}in ", n))
            if at == 0 or draw(st.integers(0, 4)):
                pieces.append(Piece(word, n))
        pieces.append(Piece("", n))
    return bases, pieces


@settings(max_examples=200, deadline=None)
@given(untracked())
def test_what_was_not_tracked_is_found_and_signed_by_who_handed_it_in(
    world: tuple[list[Base], list[Piece]],
) -> None:
    bases, pieces = world
    found = find(file_of(pieces), Sent({Ours(b.name, 1): b for b in bases}, bases), ME).differences
    assert {each.hand for each in found} <= {ME}
    assert sorted(accepted(bases, found)) == sorted(paragraphs_of(pieces))
    moved = {each.name for each in found if each.kind is Kind.MOVED}
    stay = [each for each in accepted(bases, found) if f"p{'abcdefgh'.index(each[0]) + 1}" not in moved]
    assert stay == [each for each in paragraphs_of(pieces) if each in stay]


words = st.lists(st.sampled_from(["one", "two", "three", "four", "five"]), min_size=1, max_size=6).map(
    " ".join
)


@given(words, words, words, words)
def test_a_change_is_carried_into_a_text_that_was_edited_elsewhere(a: str, b: str, c: str, d: str) -> None:
    long = "a stretch of words that nobody has touched"
    before = f"{a} {long} {b}."
    assert carried(before, f"{c} {long} {b}.", f"{a} {long} {d}.") == f"{c} {long} {d}."
    assert carried(before, f"{a} {long} {d}.", f"{c} {long} {b}.") == f"{c} {long} {d}."
    assert carried(before, f"{c} {long} {b}.", before) == f"{c} {long} {b}."
    assert carried(before, f"{a} {long} {b}, too.", f"{c} {long} {b}.") == f"{c} {long} {b}, too."


@pytest.mark.parametrize(
    ("before", "after", "now"),
    [
        ("The old word stands.", "The new word stands.", "The older word stands."),
        ("The old word stands.", "The stands.", "The old black word stands."),
        ("It was said.", "It was never said.", "It was told."),
        ("A first, and last.", "A first, second, and last.", "A last."),
        ("Short.", "Short one.", "Another sentence altogether"),
    ],
)
def test_words_that_have_changed_themselves_are_left_to_a_person(before: str, after: str, now: str) -> None:
    with pytest.raises(Refused):
        carried(before, after, now)


@pytest.mark.parametrize(
    ("text", "items", "whole"),
    [
        ("Text.", [], "Text."),
        ("Text^[A note.].", ["One;", "Two."], f"Text.^[A note.]{ITEM}One;{ITEM}Two."),
        ("A word ^[Of [brackets].] more", [], "A word^[Of [brackets].] more"),
        ("See paragraph [[p2]].", ["", "One."], f"See paragraph [[p2]].{ITEM}One."),
    ],
)
def test_a_paragraph_is_one_string_as_word_shows_it(text: str, items: list[str], whole: str) -> None:
    assert printed(text, items) == whole
    assert parted(whole)[1] == [each for each in items if each]


def test_a_cross_reference_that_is_printed_as_a_number_is_no_difference() -> None:
    base = Base("p1", 1, "As paragraph [[p2]] says, [[participants]] came, see [[p3]].")
    pieces = [Piece("As paragraph 17 says, 23 came, see 19.", 0), Piece("", 0)]
    assert find(file_of(pieces), Sent({Ours("p1", 1): base}, [base]), ME).differences == ()
    pieces = [Piece("As paragraph 17 says, 23 left, see 19.", 0), Piece("", 0)]
    (only,) = find(file_of(pieces), Sent({Ours("p1", 1): base}, [base]), ME).differences
    assert (only.before, only.after) == ("came", "left")


@pytest.mark.parametrize(
    ("said", "before", "after"),
    [
        ("As paragraph 17(a) says, nine came, see 19.", "", "(a)"),
        ("As paragraph 17 above, and its end, says, nine came, see 19.", "", " above, and its end,"),
        ("As paragraph no. 17 says, nine came, see 19.", "", "no. "),
        ("As paragraph 17 says, nine came, see 19–21.", "", "–21"),
        ("As paragraph 17 says, 1,250 or so came, see [?].", "", " or so"),
        ("As paragraph 17 says, nineteen came, see 19.", "[[participants]]", "nineteen"),
        ("As paragraph 17 says, many came, see 19.", "[[participants]]", "many"),
    ],
)
def test_what_is_written_beside_a_cross_reference_without_tracking_is_told(
    said: str, before: str, after: str
) -> None:
    base = Base("p1", 1, "As paragraph [[p2]] says, [[participants]] came, see [[p3]].")
    pieces = [Piece(said, 0), Piece("", 0)]
    (only,) = find(file_of(pieces), Sent({Ours("p1", 1): base}, [base]), ME).differences
    assert (only.before, only.after, only.author) == (before, after, ME.author)


def test_who_strikes_a_cross_reference_is_told() -> None:
    """Its number alone, with words around it, and with another number put in."""
    base = Base("p1", 1, "As paragraphs [[p2]] and [[p3]] say, see [[p4]].")
    ann = Hand("Ann")
    pieces = [
        Piece("As paragraphs 7", 0),
        Piece(" and 8", 0, went=ann),
        Piece(" say, see ", 0),
        Piece("9", 0, went=ann),
        Piece("12", 0, came=ann),
        Piece(".", 0),
        Piece("", 0),
    ]
    told = find(file_of(pieces), Sent({Ours("p1", 1): base}, [base]), ME).differences
    assert [(each.before, each.after, each.author) for each in told] == [
        (" and [[p3]]", "", "Ann"),
        ("[[p4]]", "12", "Ann"),
    ]


def test_what_we_tracked_ourselves_when_it_was_sent_out_is_no_difference() -> None:
    """A pack for clearance shows what changed since the last one; it comes back with that still in it."""
    by = By("Us", datetime(2026, 3, 1, tzinfo=UTC))
    texts = ("One speaks of a new matter.", "This paragraph is new.", "Three stands.", "Four, with items:")
    items = ((), (), (), ("one;", "two and a half."))
    said = [paragraph_of(text, items[n], f"p{n + 1}v{n + 2}") for n, text in enumerate(texts)]
    document = Document(
        Masthead("A/HRC/70/NN", "Seventieth session", "", (), "Title"),
        body=(Section(DocumentHeading(1, "Introduction"), tuple(said)),),
        report="52/15",
    )
    tracked = Tracked(
        {
            "p1": Was("One spoke of an old matter, which went.", (), by),
            "p4": Was(texts[3], ("one;", "two.", "three."), by),
        },
        {"p2": by},
        {"p1": [Was("And this one was the first.", (), by)]},
        {"p2": [Was("This one, about the second session, was taken out.", ("with", "items"), by)]},
        {"p3": [TheirRemark(by, "Why?")]},
    )
    bases = [Base(f"p{n + 1}", n + 2, printed(text, items[n])) for n, text in enumerate(texts)]
    data = render_docx(document, tracked)
    file = read_docx("pack.docx", data)
    sent = Sent({Ours(b.name, b.version): b for b in bases}, bases)
    (only,) = find(file, sent, ME).differences
    assert (only.kind, only.hand.author, only.name, only.after) == (Kind.COMMENT, "Us", "p3", "Why?")
    word = Word(data, "Ann")
    word.insert("of a new", " and better")
    word.add("Three stands", "Written by Ann.")
    word.delete("and a half")
    found = find(read_docx("pack.docx", word.saved()), sent, ME).differences
    told = [(each.kind, each.hand.author, each.name, each.before, each.after) for each in found]
    assert told == [
        (Kind.EDIT, "Ann", "p1", "", " and better"),
        (Kind.COMMENT, "Us", "p3", "", "Why?"),
        (Kind.NEW, "Ann", "", "", "Written by Ann."),
        (Kind.EDIT, "Ann", "p4", "and a half", ""),
    ]


def test_a_heading_that_took_the_style_of_what_was_struck_before_it_is_a_heading_still() -> None:
    """LibreOffice gives it that style; its bookmark tells. A paragraph that has one of its own is a paragraph."""
    said = [paragraph_of(text, (), name) for text, name in (("One stands.", "p1v1"), ("Two stands.", "p2v1"))]
    parts = [
        Section(DocumentHeading(1, title), (each,))
        for title, each in zip(("First part", "Second part"), said, strict=True)
    ]
    word = Word(
        render_docx(Document(Masthead("", "", "", (), "Title"), body=tuple(parts), report="52/15")), "Ann"
    )
    heading = word.body.xpath("w:p[starts-with(w:pPr/w:pStyle/@w:val, 'Heading')]")[1]
    word.remove("One stands")
    heading.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").set(qn("w:val"), "UNParagraph")
    bases = [Base("p1", 1, "One stands."), Base("p2", 1, "Two stands.")]
    sent = Sent({Ours(base.name, 1): base for base in bases}, bases)
    told = [
        (each.kind, each.hand.author, each.name, each.before, each.after)
        for each in find(read_docx("back.docx", word.saved()), sent, ME).differences
    ]
    assert told == [(Kind.REMOVED, "Ann", "p1", "One stands.", "")]


def a_file() -> bytes:
    """A summary, a heading, a paragraph with two subparagraphs, one heading more and a paragraph."""
    summary = paragraph_of("It sums up.", (), "p1v1")
    one = paragraph_of("One has items:", ("the first;", "the second."), "p2v1")
    two, three = (paragraph_of(f"{text} stands.", (), f"p{n}v1") for n, text in ((3, "Two"), (4, "Three")))
    parts = (
        Section(DocumentHeading(1, "First part"), (one, two)),
        Section(DocumentHeading(1, "Second part"), (three,)),
    )
    masthead = Masthead("", "", "", (), "Title")
    return render_docx(Document(masthead, summary=(summary,), body=parts, report="52/15"))


@pytest.mark.parametrize(
    ("struck", "behind", "style", "told"),
    [
        ("the second.", "Two stands.", "UNSubparagraph", (Kind.EDIT, "p2", "\u2028the second.")),
        ("Second part", "Three stands.", "Heading1", (Kind.ELSEWHERE, "", "Second part")),
        ("It sums up.", "Contents", "UNSummary", (Kind.REMOVED, "p1", "It sums up.")),
    ],
)
def test_what_took_the_style_of_what_was_struck_before_it_is_what_it_was(
    struck: str, behind: str, style: str, told: tuple[Kind, str, str]
) -> None:
    """LibreOffice gives it that style when it saves: a paragraph, a subparagraph's neighbour, the contents' heading."""
    ours = read_docx("ours.docx", a_file())
    word = Word(a_file(), "Ann")
    following = next(p for p in word.body.iter(qn("w:p")) if text_of(p) == behind)
    paragraph = next(p for p in word.body.iter(qn("w:p")) if text_of(p) == struck)
    word.delete(struck) if struck != "Second part" else strike(word, paragraph)
    mark_of(paragraph).append(word._signed("del"))
    following.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").set(qn("w:val"), style)
    texts = (
        "It sums up.",
        "One has items:\u2028the first;\u2028the second.",
        "Two stands.",
        "Three stands.",
    )
    bases = [Base(f"p{n}", 1, text) for n, text in enumerate(texts, 1)]
    blocks = [each for each in ours.blocks if each.level is Level.OTHER]
    sent = Sent({Ours(base.name, 1): base for base in bases}, bases, blocks)
    found = find(read_docx("back.docx", word.saved()), sent, ME).differences
    assert [(each.hand.author, each.kind, each.name, each.before) for each in found] == [("Ann", *told)]


def strike(word: Word, paragraph: Any) -> None:
    """The words of a paragraph that stand in the contents, too."""
    for run in [r for r in paragraph.iter(qn("w:r")) if text_of(r)]:
        struck = word._signed("del")
        run.addprevious(struck)
        struck.append(run)
        for each in run.iter(qn("w:t")):
            each.tag = qn("w:delText")


@pytest.mark.parametrize(
    ("name", "version", "pieces"),
    [("p1", 1, ["p5", "p6", "p7", "p8"]), ("p1", 2, ["p8"]), ("p5", 1, ["p7"]), ("p6", 1, []), ("p2", 0, [])],
)
def test_what_was_cut_off_a_paragraph_since_it_was_sent_out(
    name: str, version: int, pieces: list[str]
) -> None:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    told = (("p1", 2, "p5"), ("p1", 2, "p6"), ("p5", 2, "p7"), ("p1", 4, "p8"))
    assert cut_off([Split(*each, at) for each in told], name, version) == pieces


def test_a_heading_that_has_lost_its_style_and_its_bookmark_is_told_by_what_it_says() -> None:
    """What LibreOffice does to one behind a struck paragraph when it opens and saves what it has saved before."""
    word = Word(a_file(), "Ann")
    heading = next(p for p in word.body.iter(qn("w:p")) if text_of(p) == "Second part")
    word.remove("Two stands.")
    heading.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").set(qn("w:val"), "UNSubparagraph")
    for mark in word.main.xpath("//w:bookmarkStart[starts-with(@w:name, 'heading_')]"):
        mark.getparent().remove(mark)
    texts = ("It sums up.", "One has items:\u2028the first;\u2028the second.", "Two stands.", "Three stands.")
    bases = [Base(f"p{n}", 1, text) for n, text in enumerate(texts, 1)]
    blocks = [each for each in read_docx("ours.docx", a_file()).blocks if each.level is Level.OTHER]
    sent = Sent({Ours(base.name, 1): base for base in bases}, bases, blocks)
    (only,) = find(read_docx("back.docx", word.saved()), sent, ME).differences
    assert (only.kind, only.hand.author, only.name) == (Kind.REMOVED, "Ann", "p3")
