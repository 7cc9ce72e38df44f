"""A Word file edited as Word and LibreOffice do it with tracked changes on, but by hand: neither is needed."""

import io
import zipfile
from copy import deepcopy
from typing import Any

from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from meetings.base.word.ml import el
from meetings.base.word.package import pack

Element = Any
DATE = "2026-03-04T05:06:07Z"
COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


class Word:
    """An open file. `author` signs the changes; with `tracked` off they are made without a trace."""

    def __init__(self, data: bytes, author: str = "Ines Example", tracked: bool = True) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            self.parts = {name: packed.read(name) for name in packed.namelist()}
        self.main = parse_xml(self.parts["word/document.xml"])
        self.body = self.main.find(qn("w:body"))
        self.notes = parse_xml(self.parts["word/footnotes.xml"])
        self.author, self.tracked, self.count = author, tracked, 9000
        self.comments: list[Element] = []

    def saved(self) -> bytes:
        if self.comments:
            self._add_comments(serialize_part_xml(el("comments", *self.comments)))
        self.parts["word/document.xml"] = serialize_part_xml(self.main)
        self.parts["word/footnotes.xml"] = serialize_part_xml(self.notes)
        return pack(self.parts)

    def _add_comments(self, part: bytes) -> None:
        self.parts["word/comments.xml"] = part
        relations, types = "word/_rels/document.xml.rels", "[Content_Types].xml"
        if b"comments.xml" not in self.parts[relations]:
            link = f'<Relationship Id="rIdC" Type="{COMMENTS}" Target="comments.xml"/></Relationships>'
            self.parts[relations] = self.parts[relations].replace(b"</Relationships>", link.encode())
        if b"/word/comments.xml" not in self.parts[types]:
            told = f'<Override PartName="/word/comments.xml" ContentType="{COMMENTS_TYPE}"/></Types>'
            self.parts[types] = self.parts[types].replace(b"</Types>", told.encode())

    # -- finding

    def paragraph(self, words: str) -> Element:
        return next(p for p in self.body.iter(qn("w:p")) if words in text_of(p))

    def _cut(self, words: str) -> list[Element]:
        """The runs that hold exactly these words."""
        paragraph = self.paragraph(words)
        start = text_of(paragraph).index(words)
        self._cut_at(paragraph, start)
        self._cut_at(paragraph, start + len(words))
        found, at = [], 0
        for run in paragraph.iter(qn("w:r")):
            length = len(text_of(run))
            if length and start <= at < start + len(words):
                found.append(run)
            at += length
        return found

    def _cut_at(self, paragraph: Element, place: int) -> None:
        at = 0
        for run in list(paragraph.iter(qn("w:r"))):
            text = text_of(run)
            if at < place < at + len(text):
                second = deepcopy(run)
                set_text(run, text[: place - at])
                set_text(second, text[place - at :])
                run.addnext(second)
                return
            at += len(text)

    # -- changing

    def _signed(self, tag: str, *content: Element) -> Element:
        self.count += 1
        return el(tag, *content, id=self.count, author=self.author, date=DATE)

    def _came(self, *runs: Element) -> list[Element]:
        return [self._signed("ins", *runs)] if self.tracked else list(runs)

    def insert(self, after: str, text: str) -> None:
        last = self._cut(after)[-1]
        for each in reversed(self._came(run_of(text))):
            last.addnext(each)

    def delete(self, words: str) -> None:
        for run in self._cut(words):
            if not self.tracked:
                run.getparent().remove(run)
                continue
            struck = self._signed("del")
            run.addprevious(struck)
            struck.append(run)
            for each in run.iter(qn("w:t")):
                each.tag = qn("w:delText")

    def remove(self, words: str) -> None:
        paragraph = self.paragraph(words)
        if not self.tracked:
            paragraph.getparent().remove(paragraph)
            return
        self.delete(text_of(paragraph))
        mark_of(paragraph).append(self._signed("del"))

    def add(self, behind: str, text: str, style: str = "UNParagraph") -> Element:
        new = el("p", el("pPr", el("pStyle", val=style)), *self._came(run_of(text)))
        if self.tracked:
            mark_of(new).append(self._signed("ins"))
        self.paragraph(behind).addnext(new)
        return new

    def move(self, words: str, behind: str) -> None:
        """As Word tracks it: moved away here, moved here there, the bookmark left where it was."""
        paragraph, text = self.paragraph(words), text_of(self.paragraph(words))
        if not self.tracked:
            self.paragraph(behind).addnext(paragraph)
            return
        target = self.paragraph(behind)
        self.remove(words)
        for each in paragraph.iter(qn("w:del")):
            each.tag = qn("w:moveFrom")
        new = el("p", el("pPr", el("pStyle", val="UNParagraph")), self._signed("moveTo", run_of(text)))
        mark_of(new).append(self._signed("moveTo"))
        target.addnext(new)

    def split(self, before: str) -> None:
        first = self._cut(before)[0]
        paragraph = first.getparent()
        new = el("p")
        properties = paragraph.find(qn("w:pPr"))
        new.append(deepcopy(properties))
        following = [first, *first.itersiblings()]
        new.extend(following)
        paragraph.addnext(new)
        if self.tracked:
            mark_of(paragraph).append(self._signed("ins"))

    def merge(self, words: str) -> None:
        paragraph = self.paragraph(words)
        if self.tracked:
            mark_of(paragraph).append(self._signed("del"))
            return
        following = paragraph.getnext()
        paragraph.extend(each for each in list(following) if each.tag != qn("w:pPr"))
        following.getparent().remove(following)

    def keep(self, words: str) -> None:
        """They refuse that a paragraph is struck: its words and its mark stand again."""
        struck = [p for p in self.body.iter(qn("w:p")) if words in text_of(p, "w:delText")]
        for each in list(struck[0].iter(qn("w:del"))):
            for run in list(each):
                for text in run.iter(qn("w:delText")):
                    text.tag = qn("w:t")
                each.addprevious(run)
            each.getparent().remove(each)

    def comment(self, words: str, said: str) -> None:
        runs = self._cut(words)
        number = len(self.comments)
        said_ = el("p", run_of(said))
        self.comments.append(el("comment", said_, id=number, author=self.author, date=DATE))
        runs[0].addprevious(el("commentRangeStart", id=number))
        runs[-1].addnext(el("commentRangeEnd", id=number))
        runs[-1].getnext().addnext(el("r", el("commentReference", id=number)))

    def comment_marks(self, words: str) -> list[Element]:
        """Where the comments at a paragraph begin, end and are referred to: programs move them with its words."""
        paragraph = self.paragraph(words)
        marks = paragraph.iter(qn("w:commentRangeStart"), qn("w:commentRangeEnd"), qn("w:commentReference"))
        return [each.getparent() if each.tag == qn("w:commentReference") else each for each in marks]

    def footnote(self, after: str, said: str) -> None:
        self.count += 1
        self.notes.append(
            el("footnote", el("p", el("r", el("footnoteRef")), run_of(" " + said)), id=self.count)
        )
        last = self._cut(after)[-1]
        for each in reversed(self._came(el("r", el("footnoteReference", id=self.count)))):
            last.addnext(each)

    def without_marks(self) -> None:
        """As an editor leaves it that knows no bookmarks and no properties."""
        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            for each in list(self.main.iter(qn(tag))):
                each.getparent().remove(each)
        del self.parts["docProps/custom.xml"]
        self.parts["[Content_Types].xml"] = drop(self.parts["[Content_Types].xml"], b"custom.xml")
        self.parts["_rels/.rels"] = drop(self.parts["_rels/.rels"], b"custom.xml")


def drop(xml: bytes, part: bytes) -> bytes:
    root = parse_xml(xml)
    for each in list(root):
        if any(part in value.encode() for value in each.attrib.values()):
            root.remove(each)
    return bytes(serialize_part_xml(root))


def text_of(element: Element, tag: str = "w:t") -> str:
    return "".join(each.text or "" for each in element.iter(qn(tag)))


def set_text(run: Element, text: str) -> None:
    for each in run.iter(qn("w:t")):
        each.text = text
        each.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def run_of(text: str) -> Element:
    run = el("r", el("t"))
    set_text(run, text)
    return run


def mark_of(paragraph: Element) -> Element:
    """The properties of the paragraph's mark."""
    properties = paragraph.find(qn("w:pPr"))
    found = properties.find(qn("w:rPr"))
    if found is None:
        found = el("rPr")
        properties.append(found)
    return found
