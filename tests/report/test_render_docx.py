import io
import re
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import pytest
from docx import Document as open_docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from meetings.report.render_docx import render_docx
from meetings.report.rules import (
    AgendaItem,
    By,
    Document,
    Footnote,
    Heading,
    Masthead,
    Paragraph,
    Participant,
    ParticipantGroup,
    Remark,
    Section,
    Subparagraph,
    Tracked,
    Was,
    clean,
    word_count,
    words_in,
)

NOTE = "The annex is circulated as received."
HEAD = Masthead(
    "A/HRC/70/NN",
    "Seventieth session",
    "26 February–5 April 2029",
    (AgendaItem(2, "Annual report"), AgendaItem(3, "Promotion and protection")),
    "Workshop on regional arrangements",
    notes=(NOTE,),
    dated=date(2029, 1, 15),
    job_number="GE.29-00001",
)
SUBS = (
    Subparagraph("To exchange;", (Subparagraph("Lists;[^b]"), Subparagraph("Dates;"))),
    Subparagraph("To name."),
)
REPORT = Document(
    HEAD,
    summary=(Paragraph("The present report is short."), Paragraph("It has a second paragraph.")),
    body=(
        Section(
            Heading(1, "Introduction"), (Paragraph("First[^a].", (), (Footnote("a", "See A/HRC/61/35."),)),)
        ),
        Section(
            Heading(1, "Summary of the discussions"),
            (
                Section(Heading(2, "Opening"), (Paragraph("Agreed:", SUBS, (Footnote("b", "Ibid."),)),)),
                Section(
                    Heading(2, "Panel"),
                    (
                        Section(Heading(3, "Practice"), (Paragraph("Third."),)),
                        Section(Heading(3, "Lessons"), (Paragraph("Fourth.", SUBS[1:]),)),
                    ),
                ),
            ),
        ),
    ),
    annex=(
        ParticipantGroup("Member States", (Participant("Zoë Lind", "Counsellor", "Example State"),)),
        ParticipantGroup(
            "Non-governmental organizations",
            (Participant("", "", "Example Union"), Participant("Émile Bo", "Chair", "Example Lakes")),
        ),
        ParticipantGroup("Academics", ()),
    ),
)


def part(made: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        return parse_xml(packed.read(name))


def text(element: Any) -> str:
    """What a reader sees, without the marks that keep right-to-left text apart."""
    shown = {qn("w:br"): "\n", qn("w:softHyphen"): "\u00ad", qn("w:tab"): "\t"}
    within = (qn("w:r"), qn("w:t"))
    parts = [
        each.text or "" if each.tag == within[1] else shown[each.tag]
        for each in element.iter(qn("w:t"), *shown)
        if each.getparent().tag == within[0]
    ]
    return "".join(parts).replace("\u200e", "")


def styled(element: Any) -> list[tuple[str, str]]:
    styles = [(each.find(f"{qn('w:pPr')}/{qn('w:pStyle')}"), each) for each in element.iter(qn("w:p"))]
    return [("" if style is None else style.get(qn("w:val")), text(each)) for style, each in styles]


def of_style(made: bytes, *styles: str) -> list[str]:
    return [shown for style, shown in styled(part(made, "word/document.xml")) if style in styles]


def footnotes(made: bytes) -> list[str]:
    notes = part(made, "word/footnotes.xml").findall(qn("w:footnote"))
    return [text(note) for note in notes if note.get(qn("w:type")) is None]


@pytest.fixture(scope="module")
def made() -> bytes:
    return render_docx(REPORT)


def test_body_is_in_order_and_every_paragraph_has_its_style(made: bytes) -> None:
    kept = re.compile("UNParagraph|UNSub|Heading")
    assert [line for line in styled(part(made, "word/document.xml")) if kept.match(line[0])] == [
        ("Heading1", "Introduction"),
        ("UNParagraph", "First."),
        ("Heading1", "Summary of the discussions"),
        ("Heading2", "Opening"),
        ("UNParagraph", "Agreed:"),
        ("UNSubparagraph", "To exchange;"),
        ("UNSubsubparagraph", "Lists;"),
        ("UNSubsubparagraph", "Dates;"),
        ("UNSubparagraph", "To name."),
        ("Heading2", "Panel"),
        ("Heading3", "Practice"),
        ("UNParagraph", "Third."),
        ("Heading3", "Lessons"),
        ("UNParagraph", "Fourth."),
        ("UNSubparagraph", "To name."),
    ]


def test_numbers_are_words_own(made: bytes) -> None:
    numbering = part(made, "word/numbering.xml")
    lists = {num.get(qn("w:numId")): num[0].get(qn("w:val")) for num in numbering.findall(qn("w:num"))}
    levels = {
        level.find(qn("w:pStyle")).get(qn("w:val")): (
            lists[abstract.get(qn("w:abstractNumId"))],
            level.get(qn("w:ilvl")),
            level.find(qn("w:numFmt")).get(qn("w:val")),
            level.find(qn("w:lvlText")).get(qn("w:val")),
        )
        for abstract in numbering.findall(qn("w:abstractNum"))
        for level in abstract.findall(qn("w:lvl"))
        if level.find(qn("w:pStyle")) is not None
    }
    assert levels == {
        "UNParagraph": ("1", "0", "decimal", "%1."),
        "UNSubparagraph": ("1", "1", "lowerLetter", "(%2)"),
        "UNSubsubparagraph": ("1", "2", "lowerRoman", "(%3)"),
        "Heading1": ("2", "0", "upperRoman", "%1."),
        "Heading2": ("2", "1", "upperLetter", "%2."),
        "Heading3": ("2", "2", "decimal", "%3."),
    }


def test_styles_carry_the_numbers_and_no_paragraph_its_own(made: bytes) -> None:
    path = f"{qn('w:pPr')}/{qn('w:numPr')}"
    found = {
        style.get(qn("w:styleId")): (
            style.find(path).find(qn("w:numId")).get(qn("w:val")),
            style.find(path).find(qn("w:ilvl")).get(qn("w:val")),
        )
        for style in part(made, "word/styles.xml").findall(qn("w:style"))
        if style.find(path) is not None
    }
    assert found == {
        "UNParagraph": ("1", "0"),
        "UNSubparagraph": ("1", "1"),
        "UNSubsubparagraph": ("1", "2"),
        "Heading1": ("2", "0"),
        "Heading2": ("2", "1"),
        "Heading3": ("2", "2"),
    }
    assert list(part(made, "word/document.xml").iter(qn("w:numPr"))) == []


def test_footnotes_are_real_and_the_asterisk_is_one(made: bytes) -> None:
    assert footnotes(made) == [f"*\t{NOTE}", "\tSee A/HRC/61/35.", "\tIbid."]
    document = part(made, "word/document.xml")
    marks = [
        (mark.get(qn("w:customMarkFollows")), text(mark.getparent()), text(mark.getparent().getparent()))
        for mark in document.iter(qn("w:footnoteReference"))
    ]
    author = "Report of the United Nations High Commissioner for Human Rights*"
    assert marks == [("1", "*", author), (None, "", "First."), (None, "", "Lists;")]
    assert list(part(made, "word/settings.xml").iter(qn("w:numRestart"))) == []


def test_comments_are_numbered_beyond_the_footnotes() -> None:
    said = Paragraph("First[^a].", (), (Footnote("a", "See A/HRC/61/35."),), "p1v1")
    by = By("Sources", datetime(2026, 3, 1, tzinfo=UTC))
    made = render_docx(
        Document(HEAD, body=(said,)), Tracked(remarks={"p1": [Remark(by, "One."), Remark(by, "Two.")]})
    )
    comments = [each.get(qn("w:id")) for each in part(made, "word/comments.xml").iter(qn("w:comment"))]
    notes = [int(each.get(qn("w:id"))) for each in part(made, "word/footnotes.xml").iter(qn("w:footnote"))]
    document = part(made, "word/document.xml")
    for tag in ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference"):
        assert [each.get(qn("w:id")) for each in document.iter(qn(tag))] == comments
    assert (len(comments), len(notes), min(map(int, comments)) > max(notes)) == (2, 4, True)


def test_of_a_list_only_what_came_or_went_is_tracked() -> None:
    items = tuple(Subparagraph(each) for each in ("zero;", "one;", "two and more."))
    was = Was("Agreed:", ("one;", "two.", "three."), By("Us", datetime(2026, 3, 1, tzinfo=UTC)))
    said = Paragraph("Agreed:", items, (), "p1v2")
    body = part(render_docx(Document(HEAD, body=(said,)), Tracked({"p1": was})), "word/document.xml")
    changes = [
        (change.tag.rpartition("}")[2], "".join(t.text for t in change.iter(qn("w:t"), qn("w:delText"))))
        for change in body.iter(qn("w:ins"), qn("w:del"))
    ]
    assert [each for each in changes if each[1]] == [
        ("ins", "zero;"),
        ("del", "two."),
        ("ins", "two and more."),
        ("del", "three."),
    ]


def test_a_mark_follows_the_punctuation(made: bytes) -> None:
    first = next(each for each in part(made, "word/document.xml").iter(qn("w:p")) if text(each) == "First.")
    last = list(first.iter(qn("w:r")))[-1]
    assert [child.tag for child in last][-1] == qn("w:footnoteReference")


def test_masthead(made: bytes) -> None:
    body = part(made, "word/document.xml").find(qn("w:body"))
    table = body[0]
    assert table.tag == qn("w:tbl")
    assert [text(cell) for cell in table.iter(qn("w:tc"))] == [
        "",
        "United Nations",
        "A/HRC/70/NN",
        "",
        "General Assembly",
        "Distr.: General15 January 2029Original: English",
    ]
    following = [line for line in styled(body)[8:] if line[0].startswith(("UNOrgan", "UNSession", "Title"))]
    assert following == [
        ("UNOrgan", "Human Rights Council"),
        ("UNSession", "Seventieth session"),
        ("UNSessionFact", "26 February–5 April 2029"),
        ("UNSessionFact", "Agenda items 2 and 3"),
        ("UNSession", "Annual report"),
        ("UNSession", "Promotion and protection"),
        ("Title", "Workshop on regional arrangements"),
    ]
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        assert [name for name in packed.namelist() if "media" in name or name.endswith(("png", "jpeg"))] == []


def test_summary_is_boxed_and_without_numbers(made: bytes) -> None:
    assert of_style(made, "UNSummaryHeading", "UNSummary") == [
        "Summary",
        "The present report is short.",
        "It has a second paragraph.",
    ]
    styles = {
        style.get(qn("w:styleId")): style for style in part(made, "word/styles.xml").iter(qn("w:style"))
    }
    for name in ("UNSummaryHeading", "UNSummary"):
        assert len(styles[name].find(f"{qn('w:pPr')}/{qn('w:pBdr')}")) == 4


def test_contents_hold_the_headings_and_a_field(made: bytes) -> None:
    assert of_style(made, "TOC1", "TOC2", "TOC3") == [
        "I.\tIntroduction\t–",
        "II.\tSummary of the discussions\t–",
        "A.\tOpening\t–",
        "B.\tPanel\t–",
        "1.\tPractice\t–",
        "2.\tLessons\t–",
        "Annex List of participants\t–",
    ]
    document = part(made, "word/document.xml")
    assert next(document.iter(qn("w:instrText"))).text == r' TOC \o "1-3" \h \z \u '
    dirty = [char for char in document.iter(qn("w:fldChar")) if char.get(qn("w:dirty")) is not None]
    assert [char.get(qn("w:dirty")) for char in dirty] == ["true"]  # Word asks once, for the whole table
    assert part(made, "word/settings.xml").find(qn("w:updateFields")) is None
    kinds = [char.get(qn("w:fldCharType")) for char in document.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == 8
    anchors = [link.get(qn("w:anchor")) for link in document.iter(qn("w:hyperlink"))]
    bookmarks = [mark.get(qn("w:name")) for mark in document.iter(qn("w:bookmarkStart"))]
    assert anchors == bookmarks == [f"heading_{at}" for at in range(1, 7)] + ["annex"]


def test_page_numbers_of_the_contents_stand_within_the_line(made: bytes) -> None:
    # LibreOffice drops what follows a tab beyond the paragraph's right indent.
    styles = {
        style.get(qn("w:styleId")): style.find(qn("w:pPr"))
        for style in part(made, "word/styles.xml").iter(qn("w:style"))
    }
    for name in ("TOC1", "TOC2", "TOC3"):
        assert styles[name].find(qn("w:ind")).get(qn("w:right")) is None
        assert [tab.get(qn("w:pos")) for tab in styles[name].iter(qn("w:tab"))][-1] == "9638"


def test_annex_lists_by_category_and_alphabet(made: bytes) -> None:
    assert of_style(made, "UNAnnexHeading") == ["Annex\nList of participants"]
    assert of_style(made, "UNAnnexGroup") == ["Member States", "Non-governmental organizations"]
    tables = list(part(made, "word/document.xml").iter(qn("w:tbl")))[1:]
    cells = [
        [[text(cell) for cell in row.iter(qn("w:tc"))] for row in table.iter(qn("w:tr"))] for table in tables
    ]
    head = ["Name", "Function", "Organization"]
    assert cells == [
        [head, ["Zoë Lind", "Counsellor", "Example State"]],
        [head, ["Émile Bo", "Chair", "Example Lakes"], ["Not listed by name", "", "Example Union"]],
    ]


@pytest.mark.parametrize("demonstration", [False, True])
def test_every_page_has_the_symbol_its_number_and_says_demonstration(demonstration: bool) -> None:
    head = Masthead("A/HRC/70/9", "S", "D", (), "T", job_number="GE.29-1", demonstration=demonstration)
    made = render_docx(Document(head))
    section = open_docx(io.BytesIO(made)).sections[0]
    notice = "Demonstration" if demonstration else ""
    assert section.header.paragraphs[0].text == f"{notice}\tA/HRC/70/9"
    assert section.even_page_header.paragraphs[0].text == f"A/HRC/70/9\t{notice}"
    assert section.first_page_header.paragraphs[0].text == notice
    assert section.first_page_footer.paragraphs[0].text == "GE.29-1"
    for footer in (section.footer, section.even_page_footer):
        assert [code.text for code in footer._element.iter(qn("w:instrText"))] == [" PAGE "]
    assert section.different_first_page_header_footer is True
    assert len(part(made, "word/settings.xml").findall(qn("w:evenAndOddHeaders"))) == 1
    assert len(of_style(made, "UNDemonstration")) == int(demonstration)


def test_page_font_and_properties(made: bytes) -> None:
    opened = open_docx(io.BytesIO(made))
    section = opened.sections[0]
    assert [
        round((side or 0) / 36000) for side in (section.page_width, section.page_height, section.left_margin)
    ] == [
        210,
        297,
        20,
    ]
    properties = opened.core_properties
    assert (properties.title, properties.language) == ("Workshop on regional arrangements", "en-GB")
    assert (properties.subject, properties.keywords) == (
        "Human Rights Council, Seventieth session",
        "A/HRC/70/NN",
    )
    defaults = next(part(made, "word/styles.xml").iter(qn("w:rPrDefault")))
    assert defaults.find(f".//{qn('w:rFonts')}").get(qn("w:ascii")) == "Times New Roman"
    assert defaults.find(f".//{qn('w:sz')}").get(qn("w:val")) == "20"
    assert defaults.find(f".//{qn('w:lang')}").get(qn("w:val")) == "en-GB"


def test_what_is_missing_stands_at_the_front_only_when_something_is(made: bytes) -> None:
    assert of_style(made, "UNMissing", "UNMissingHeading") == []
    lacking = render_docx(Document(HEAD, missing=("II: no summary.", "III: no entry.")))
    assert of_style(lacking, "UNMissing", "UNMissingHeading") == [
        "Still missing in this draft",
        "II: no summary.",
        "III: no entry.",
    ]


def test_the_same_report_gives_the_same_bytes(made: bytes) -> None:
    assert render_docx(REPORT) == made


@pytest.mark.parametrize("demonstration", [False, True])
def test_words_counted_are_the_words_in_the_file(demonstration: bool) -> None:
    head = Masthead(**{**vars(HEAD), "demonstration": demonstration})
    report = Document(head, REPORT.summary, REPORT.body, REPORT.annex, ("Nothing is complete.",))
    made = render_docx(report)
    lines = [shown for _, shown in styled(part(made, "word/document.xml"))] + footnotes(made)
    # The asterisk in the text hangs on its word; the one at the foot of the page stands alone.
    assert word_count(report).in_file == sum(words_in(line) for line in lines)


NASTY = [
    "=1+1",
    "<w:p><w:r><w:t>x</w:t></w:r></w:p>",
    "*bold* _it_ `code` [link](http://example.org) ![i](x.png) <b>x</b> &amp; &lt;",
    "[^x] unknown",
    "1. typed by hand",
    "{{ 7 * 7 }} $x$ \\textbf{x} @cite ]]> -->",
    "Ms. سلمى العلي (نقطة اتصال), 3 April 2023",
    "עברית 12 עברית",
    "two\nlines",
    "a  b   c",
    "soft\u00adhyphen no\u00a0break 😀 \U0001f1e6",
    "word " * 20000,
]


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_text_is_data(nasty: str) -> None:
    one_line = " ".join(nasty.split("\n"))
    head = Masthead(nasty, nasty, nasty, (AgendaItem(2, nasty),), nasty, nasty, (nasty,), job_number=nasty)
    made = render_docx(
        Document(
            head,
            (Paragraph(nasty),),
            (Heading(1, nasty), Paragraph(nasty, (Subparagraph(nasty),), (Footnote("k", nasty),))),
            (ParticipantGroup(nasty, (Participant(nasty, nasty, nasty),)),),
            (nasty,),
        )
    )
    nasty, one_line = nasty.strip(), one_line.strip()
    assert of_style(made, "UNParagraph", "UNSubparagraph", "UNSummary", "UNMissing") == [nasty] * 4
    assert of_style(made, "Heading1", "Title", "UNAnnexGroup") == [one_line] * 3
    assert of_style(made, "UNTableText") == [one_line] * 3
    assert footnotes(made) == [f"*\t{nasty}", f"\t{nasty}"]
    assert open_docx(io.BytesIO(made)).core_properties.title == one_line


def test_right_to_left_text_is_marked_and_held_apart() -> None:
    made = render_docx(Document(HEAD, body=(Paragraph("Ms. سلمى العلي, 3 April"),)))
    runs = [
        ("".join(t.text for t in run.iter(qn("w:t"))), next(run.iter(qn("w:rtl")), None) is not None)
        for each in part(made, "word/document.xml").iter(qn("w:p"))
        if text(each).startswith("Ms.")
        for run in each.iter(qn("w:r"))
    ]
    assert "".join(shown for shown, _ in runs) == "Ms. \u200eسلمى العلي\u200e, 3 April"
    assert [shown for shown, rtl in runs if rtl] == ["سلمى العلي"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.text(), st.text()), min_size=1, max_size=4), st.text())
@example([("0\xad\x08", "")], "")
def test_any_text_survives(paragraphs: list[tuple[str, str]], anywhere: str) -> None:
    body = tuple(Paragraph(said, (), (Footnote("k", note),)) for said, note in paragraphs)
    head = Masthead(anywhere, anywhere, anywhere, (), anywhere, job_number=anywhere, demonstration=True)
    made = render_docx(Document(head, (Paragraph(anywhere),), body, missing=(anywhere,)))
    open_docx(io.BytesIO(made))

    def shown(said: str) -> str:
        return clean(said).replace("\u200e", "")

    expected = [shown(said) for said, note in paragraphs if clean(said) or clean(note)]
    assert of_style(made, "UNParagraph") == expected
    assert footnotes(made) == [f"\t{shown(note)}" for _, note in paragraphs if clean(note)]
    assert of_style(made, "UNSummary", "UNMissing") == [shown(anywhere)] * 2 * bool(clean(anywhere))
