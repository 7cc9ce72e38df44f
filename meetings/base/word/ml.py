"""Elements of Word's own XML. Text goes in as text: what looks like markup in it stays text."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from meetings.base.word.text import directions, one_line

# A left-to-right mark on both sides keeps figures and signs near right-to-left text in their place.
MARK_LTR = "\u200e"
Element = Any  # lxml, which comes without types


def el(tag: str, *children: Element, **attributes: object) -> Element:
    """`el("ind", left=1134)` is `<w:ind w:left="1134"/>`; a trailing underscore in a name is dropped."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name.rstrip('_')}"), str(value))
    made.extend(children)
    return made


def text_runs(text: str, *properties: str) -> list[Element]:
    """The text as runs; `properties` are switches of a run such as "b"."""
    runs = []
    for stretch, rtl in directions(one_line(text)):
        run_properties = el("rPr", *(el(name) for name in properties), *([el("rtl")] if rtl else []))
        held = exact(f"{MARK_LTR}{stretch}{MARK_LTR}" if rtl else stretch)
        runs.append(el("r", run_properties, held) if len(run_properties) else el("r", held))
    return runs


def exact(text: str) -> Element:
    """The text of a run, its spaces kept."""
    held = el("t")
    held.text = text
    held.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return held


def paragraph(style: str, *content: Element) -> Element:
    """A paragraph in the style with this id."""
    return el("p", el("pPr", el("pStyle", val=style)), *content)


def tab() -> Element:
    """A run that holds a tab."""
    return el("r", el("tab"))


def field(instruction: str, shown: str, dirty: bool = False) -> list[Element]:
    """A field that Word works out, with what it shows until then; `dirty` asks Word to do so on opening."""
    return [*field_start(instruction, dirty), *text_runs(shown), field_end()]


def field_start(instruction: str, dirty: bool = False) -> list[Element]:
    """The runs before what a field shows."""
    code = el("instrText")
    code.text = f" {instruction} "
    begin = el("fldChar", fldCharType="begin", **({"dirty": "true"} if dirty else {}))
    return [el("r", begin), el("r", code), el("r", el("fldChar", fldCharType="separate"))]


def field_end() -> Element:
    """The run after what a field shows."""
    return el("r", el("fldChar", fldCharType="end"))
