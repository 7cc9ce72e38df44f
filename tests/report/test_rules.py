from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.base.word.text import directions
from meetings.report.rules import (
    Document,
    Footnote,
    Heading,
    Masthead,
    Numbered,
    Paragraph,
    Participant,
    ParticipantGroup,
    Section,
    Slots,
    Subparagraph,
    Weeks,
    alphabetical,
    blocks,
    clean,
    count_words,
    day,
    letter,
    listed,
    numbered,
    ordinal,
    roman,
    session_title,
    slot_dates,
    span,
    weeks_between,
    word_count,
    words_in,
)
from meetings.report.rules.document.marks import laid_out, pieces

HEAD = Masthead("A/HRC/70/NN", "Seventieth session", "26 February–5 April 2029", (), "A title")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "First"),
        (9, "Ninth"),
        (12, "Twelfth"),
        (20, "Twentieth"),
        (43, "Forty-third"),
        (61, "Sixty-first"),
        (70, "Seventieth"),
        (85, "Eighty-fifth"),
        (98, "Ninety-eighth"),
        (100, "One hundredth"),
        (101, "One hundred and first"),
        (120, "One hundred and twentieth"),
        (142, "One hundred and forty-second"),
    ],
)
def test_sessions_are_written_in_words(number: int, words: str) -> None:
    assert ordinal(number) == words
    assert session_title(number) == f"{words} session"


def test_every_session_has_its_own_word() -> None:
    assert len({ordinal(number) for number in range(1, 1000)}) == 999
    for number in (0, -1, 1000):
        with pytest.raises(ValueError, match=str(number)):
            ordinal(number)


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (date(2023, 4, 3), date(2023, 4, 3), "3 April 2023"),
        (date(2025, 9, 29), date(2025, 9, 30), "29 and 30 September 2025"),
        (date(2012, 12, 12), date(2012, 12, 14), "12–14 December 2012"),
        (date(2026, 2, 23), date(2026, 3, 31), "23 February–31 March 2026"),
        (date(2025, 9, 30), date(2025, 10, 1), "30 September and 1 October 2025"),
        (date(2026, 12, 28), date(2027, 1, 3), "28 December 2026–3 January 2027"),
    ],
)
def test_dates_are_written_as_the_united_nations_writes_them(first: date, last: date, written: str) -> None:
    assert span(first, last) == written


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="2026-03-31"):
        span(date(2026, 3, 31), date(2026, 2, 23))


def test_day_and_lists() -> None:
    assert day(date(2029, 1, 15)) == "15 January 2029"
    assert [listed(items) for items in ([], ["2"], ["2", "3"], ["1", "2", "3"])] == [
        "",
        "2",
        "2 and 3",
        "1, 2 and 3",
    ]


def test_slot_dates_are_ten_four_six() -> None:
    found = slot_dates(date(2029, 2, 26))
    assert found == Slots(date(2028, 11, 20), date(2028, 12, 18), date(2029, 1, 15))


@pytest.mark.parametrize(
    ("end", "distance"),
    [
        (date(2028, 11, 20), Weeks(9, 6)),
        (date(2028, 12, 18), Weeks(13, 6)),
        (date(2028, 9, 12), Weeks(0, 0)),
        (date(2028, 9, 2), Weeks(1, 3, past=True)),
    ],
)
def test_weeks_left(end: date, distance: Weeks) -> None:
    assert weeks_between(date(2028, 9, 12), end) == distance


def test_roman_and_letters() -> None:
    assert [roman(n) for n in (1, 4, 9, 14, 40, 99, 2029)] == ["I", "IV", "IX", "XIV", "XL", "XCIX", "MMXXIX"]
    assert [letter(n) for n in (1, 26, 27, 53)] == ["A", "Z", "AA", "AAA"]


def test_headings_and_paragraphs_get_the_numbers_that_word_gives() -> None:
    one, two, three = (Paragraph(text) for text in ("One", "Two", "Three"))
    intro, talks, opening, panel = Heading(1, "I"), Heading(1, "T"), Heading(2, "O"), Heading(3, "P")
    again = Heading(2, "Again")
    body = (
        Section(intro, (one, Paragraph(" \x00"))),
        Section(talks, (Section(opening, (Section(panel, (two,)),)), Section(again, (three,)))),
        Heading(2, "  "),
    )
    assert numbered(body) == (
        Numbered("I.", intro),
        Numbered("1.", one),
        Numbered("II.", talks),
        Numbered("A.", opening),
        Numbered("1.", panel),
        Numbered("2.", two),
        Numbered("B.", again),
        Numbered("3.", three),
    )
    assert [each.block for each in numbered(body)] == list(blocks(body))


def test_a_heading_has_three_levels_and_subparagraphs_two() -> None:
    with pytest.raises(ValueError, match="not 4"):
        Heading(4, "too deep")
    with pytest.raises(ValueError, match="deeper"):
        Paragraph("x", (Subparagraph("a", (Subparagraph("i", (Subparagraph("-"),)),)),))
    with pytest.raises(ValueError, match="same key"):
        Paragraph("x", footnotes=(Footnote("a", "1"), Footnote("a", "2")))


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("It was held[^a].", "It was held.[^a]"),
        ("It was held [^a], and[^b] closed", "It was held,[^a] and[^b] closed"),
        ("It was held.[^a]", "It was held.[^a][^b]"),
        ("Held [^a][^b]: so", "Held:[^a][^b] so"),
        ("Held [^unknown]. [^a] [^b]", "Held [^unknown].[^a][^b]"),
        ("Nothing marked", "Nothing marked[^a][^b]"),
        ("Point 3[^a].5 and 4[^a](b)", "Point 3[^a].5 and 4[^a](b)"),
    ],
)
def test_marks_stand_after_punctuation_and_none_is_lost(written: str, printed: str) -> None:
    notes = (Footnote("a", "A"), Footnote("b", "B"))
    expected = printed if "[^b]" in printed else printed + "[^b]"
    assert laid_out(Paragraph(written, (), notes)).text == expected


def test_a_footnote_without_text_leaves_its_mark_visible() -> None:
    assert laid_out(Paragraph("Held.[^a]", (), (Footnote("a", " \x00"),))).text == "Held.[^a]"
    assert pieces("Held.[^a]", {}) == ["Held.[^a]"]
    assert pieces("Held.[^a] So", {"a": "A"}) == ["Held.", Footnote("a", "A"), " So"]


def test_text_is_cleaned_and_nothing_else() -> None:
    assert clean(" a\x00\x07b\r\nc\u2028d\te\ud800\ufffe ") == "ab\nc\nd e"
    assert clean("=1+1 <w:p> *bold* {{x}} \u200fعربي") == "=1+1 <w:p> *bold* {{x}} \u200fعربي"


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_right_to_left_stretches_end_with_their_last_letter() -> None:
    assert directions("Ms. سلمى العلي, 3 April") == [
        ("Ms. ", False),
        ("سلمى العلي", True),
        (", 3 April", False),
    ]
    assert directions("سلمى and علي") == [("سلمى", True), (" and ", False), ("علي", True)]
    assert directions("Zoë") == [("Zoë", False)]


@given(st.text(alphabet="aZ1 .,()سلמ\n"))
def test_directions_keep_every_character(text: str) -> None:
    found = directions(text)
    assert "".join(stretch for stretch, _ in found) == text
    assert all(not any(char in "aZ" for char in stretch) for stretch, rtl in found if rtl)


def test_participants_are_in_alphabetical_order() -> None:
    def person(name: str, organization: str = "O", sort_key: str = "") -> Participant:
        return Participant(name, "", organization, sort_key)

    zoe, emile, ana = person("Zoë"), person("Émile"), person("Ana", sort_key="Ørsted Ana")
    lakes, alps = person("", "Lakes"), person(" ", "Alps")
    assert alphabetical([lakes, zoe, ana, alps, emile]) == (emile, ana, zoe, alps, lakes)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("A/HRC/70/NN", 1),
        ("8.5 per cent – of", 5),
        ("word\u00a0and\nline\ttab", 4),
        ("人権 council", 3),
    ],
)
def test_words_are_counted_as_word_counts_them(text: str, count: int) -> None:
    assert words_in(text) == count


def test_headings_footnotes_summary_and_annex_count() -> None:
    document = Document(
        HEAD,
        summary=(Paragraph("Two words"),),
        body=(
            Heading(1, "One"),
            Paragraph("Held here [^a].", (Subparagraph("And[^a] there", ()),), (Footnote("a", "See that"),)),
        ),
        annex=(ParticipantGroup("Member States", (Participant("", "", "Example State"),)),),
        missing=("Not counted here",),
    )
    found = word_count(document)
    assert (found.summary, found.body, found.footnotes) == (3, 5, 4)
    # Annex, List of participants, Member States, three column heads, Not listed by name, Example State
    assert found.annex == 1 + 3 + 2 + 3 + 4 + 2
    assert count_words(document) == 3 + 5 + 4 + 15 == found.limited
