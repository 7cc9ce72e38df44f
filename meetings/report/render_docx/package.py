"""The file that pandoc made, with what pandoc cannot make: masthead, contents, asterisk notes, properties."""

import io
import zipfile
from datetime import date
from xml.sax.saxutils import escape

from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from meetings.base.word.ml import Element, el, exact, paragraph, tab
from meetings.base.word.package import pack
from meetings.base.word.text import clean, one_line
from meetings.report.render_docx.contents import contents
from meetings.report.render_docx.masthead import masthead
from meetings.report.rules import Document, Masthead, fixed

MAIN, NOTES, SETTINGS = "word/document.xml", "word/footnotes.xml", "word/settings.xml"
CORE = "docProps/core.xml"
FRONT_STYLE = "UNAuthor"
ANNEX_TABLE = {"width": 7370, "indent": 1134}


def finish(made: bytes, document: Document) -> bytes:
    """The parts of pandoc's file mended and packed again, with no time of its own in it."""
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    main, notes, settings = (parse_xml(parts[name]) for name in (MAIN, NOTES, SETTINGS))
    asterisks = _asterisks(main)
    _mend_main(main, document)
    _mend_notes(notes, asterisks)
    _mend_settings(settings)
    for name, root in ((MAIN, main), (NOTES, notes), (SETTINGS, settings)):
        parts[name] = serialize_part_xml(root)
    parts[CORE] = _properties(document.masthead)
    return pack(parts)


def _mend_main(main: Element, document: Document) -> None:
    body = main.find(qn("w:body"))
    for slot in [each for each in body.findall(qn("w:p")) if _style(each) == "UNSlot"]:
        for each in contents(document):
            slot.addprevious(each)
        body.remove(slot)
        _begin_page(_first_of_body(body))
    tables = body.findall(qn("w:tbl"))
    for table in tables:
        _place(table)
    if tables:
        tables[-1].addnext(paragraph("UNFacts"))  # Word wants a paragraph after the last table
    for at, each in enumerate(masthead(document.masthead)):
        body.insert(at, each)
    _track_marks(body)


def _track_marks(body: Element) -> None:
    """The mark of a paragraph that came, or went, as a whole is tracked like its text; each change has its number."""
    changes = list(body.iter(qn("w:ins"), qn("w:del")))
    for each in body.iter(qn("w:p")):
        runs = [run for run in each.iter(qn("w:r")) if run.find(qn("w:commentReference")) is None]
        around = {id(run.getparent()): run.getparent() for run in runs}
        parents = list(around.values())
        if not parents or {parent.tag for parent in parents} not in ({qn("w:ins")}, {qn("w:del")}):
            continue
        told = {name: parents[0].get(qn(f"w:{name}")) for name in ("author", "date")}
        change = el(parents[0].tag.rpartition("}")[2], **told)
        each.find(qn("w:pPr")).append(el("rPr", change))
        changes.append(change)
    for number, change in enumerate(changes, 1):
        change.set(qn("w:id"), str(number))


def _style(each: Element) -> str:
    found = each.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if found is None else str(found.get(qn("w:val")))


def _first_of_body(body: Element) -> Element | None:
    after = iter(body)
    for each in after:
        if each.tag == qn("w:sdt"):
            break
    return next((each for each in after if each.tag == qn("w:p")), None)


def _begin_page(first: Element | None) -> None:
    """The body begins on a page of its own, after the contents."""
    if first is not None and _style(first) != "UNAnnexHeading":
        first.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").addnext(el("pageBreakBefore"))


def _place(table: Element) -> None:
    """The list of participants stands under the text, not under the margin."""
    properties = table.find(qn("w:tblPr"))
    for old in ("tblW", "tblInd", "tblLayout", "jc"):
        for each in properties.findall(qn(f"w:{old}")):
            properties.remove(each)
    style = properties.find(qn("w:tblStyle"))
    for each in (
        el("tblLayout", type="fixed"),
        el("tblInd", w=ANNEX_TABLE["indent"], type="dxa"),
        el("tblW", w=ANNEX_TABLE["width"], type="dxa"),
    ):
        style.addnext(each)
    grid = table.find(qn("w:tblGrid"))
    total = sum(int(column.get(qn("w:w"))) for column in grid)
    for column in grid:
        column.set(qn("w:w"), str(int(column.get(qn("w:w"))) * ANNEX_TABLE["width"] // total))
    for row in table.findall(qn("w:tr")):
        # A name and its organization stand on one page.
        kept = row.find(qn("w:trPr"))
        if kept is None:
            kept = el("trPr")
            row.insert(0, kept)
        kept.insert(0, el("cantSplit"))


def _asterisks(main: Element) -> dict[str, str]:
    """The notes to the author line get asterisks for marks; id of the note -> its mark."""
    marks: dict[str, str] = {}
    for author in main.iter(qn("w:p")):
        if _style(author) != FRONT_STYLE:
            continue
        for reference in list(author.iter(qn("w:footnoteReference"))):
            mark = "*" * (len(marks) + 1)
            marks[reference.get(qn("w:id"))] = mark
            reference.set(qn("w:customMarkFollows"), "1")
            reference.addnext(exact(mark))
            if len(marks) > 1:
                reference.getparent().addprevious(el("r", exact(" ")))
    return marks


def _mend_notes(notes: Element, asterisks: dict[str, str]) -> None:
    """A tab between mark and text, so that the text is aligned; an asterisk where there is no number."""
    for note in notes.findall(qn("w:footnote")):
        mark = next(note.iter(qn("w:footnoteRef")), None)
        if mark is None:
            continue
        run = mark.getparent()
        following = run.getnext()
        if following is not None and following.findtext(qn("w:t")) == " ":
            following.getparent().replace(following, tab())
        sign = asterisks.get(note.get(qn("w:id")))
        if sign is not None:
            mark.getparent().replace(mark, exact(sign))


def _mend_settings(settings: Element) -> None:
    """Footnotes are numbered through the whole report; left and right pages differ."""
    for zoom in settings.findall(qn("w:zoom")):
        zoom.set(qn("w:percent"), "100")
    for language in settings.findall(qn("w:themeFontLang")):
        language.set(qn("w:val"), "en-GB")
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # else Word opens the file in "Compatibility Mode"
    for properties in settings.findall(qn("w:footnotePr")):
        for restart in properties.findall(qn("w:numRestart")):
            properties.remove(restart)
    if settings.find(qn("w:evenAndOddHeaders")) is None:
        stop = settings.find(qn("w:defaultTabStop"))
        even = el("evenAndOddHeaders")
        settings.insert(0, even) if stop is None else stop.addnext(even)


def _properties(head: Masthead) -> bytes:
    title = one_line(head.title)
    subject = ", ".join(filter(None, (fixed.HUMAN_RIGHTS_COUNCIL, one_line(head.session))))
    keywords = "; ".join([one_line(head.symbol), *([fixed.DEMONSTRATION] if head.demonstration else [])])
    fields = [
        ("dc:title", title),
        ("dc:subject", subject),
        ("dc:creator", fixed.OFFICE),
        ("cp:keywords", keywords),
        ("dc:language", "en-GB"),
    ]
    inner = "".join(f"<{name}>{escape(clean(value))}</{name}>" for name, value in fields)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{inner}{_dated(head.dated)}</cp:coreProperties>"
    ).encode()


def _dated(when: date | None) -> str:
    if when is None:
        return ""
    stamp = f'xsi:type="dcterms:W3CDTF">{when.isoformat()}T00:00:00Z'
    return f"<dcterms:created {stamp}</dcterms:created><dcterms:modified {stamp}</dcterms:modified>"
