"""Paragraph styles of a Word file.

Lengths are Word's: twentieths of a point (1134 is 2 cm); sizes of letters in half points.
"""

from dataclasses import dataclass, field
from typing import Any

from meetings.base.word.ml import Element, el


@dataclass(frozen=True)
class Style:
    """A paragraph style. `ind`, `spacing` are attributes of Word's elements; `level` is (list, level)."""

    id: str
    name: str
    size: int = 20
    ind: dict[str, int] = field(default_factory=dict)
    spacing: dict[str, Any] = field(default_factory=dict)
    based_on: str = "Normal"
    next: str = ""
    bold: bool = False
    italic: bool = False
    align: str = ""
    tabs: tuple[tuple[str, int], ...] = ()
    keep: bool = False
    new_page: bool = False
    box: str = ""
    level: tuple[int, int] | None = None
    outline: int | None = None


def after(after: int, before: int = 0, line: int = 240) -> dict[str, Any]:
    """Space around a paragraph."""
    return {"before": before, "after": after, "line": line, "lineRule": "atLeast"}


def style_element(style: Style) -> Element:
    """A paragraph style; children in the order that Word's schema asks for."""
    ours = {"customStyle": 1} if style.name.startswith("UN ") else {}
    made = el("style", el("name", val=style.name), type="paragraph", styleId=style.id, **ours)
    made.append(el("basedOn", val=style.based_on))
    made.append(el("next", val=style.next or style.id))
    made.extend([el("qFormat"), _paragraph_properties(style), _run_properties(style)])
    return made


def _paragraph_properties(style: Style) -> Element:
    made = el("pPr")
    if style.keep:
        made.extend([el("keepNext"), el("keepLines")])
    if style.new_page:
        made.append(el("pageBreakBefore"))
    if style.level:
        made.append(el("numPr", el("ilvl", val=style.level[1]), el("numId", val=style.level[0])))
    if style.box:
        made.append(_border(style.box))
    if style.tabs:
        made.append(el("tabs", *(tab_stop(kind, at) for kind, at in style.tabs)))
    made.append(el("spacing", **style.spacing))
    if style.ind:
        made.append(el("ind", **style.ind))
    if style.align:
        made.append(el("jc", val=style.align))
    if style.outline is not None:
        made.append(el("outlineLvl", val=style.outline))
    return made


def _border(box: str) -> Element:
    if box == "bottom":
        return el("pBdr", el("bottom", val="single", sz=4, space=4, color="auto"))
    sides = ("top", "left", "bottom", "right")
    return el("pBdr", *(el(side, val=box, sz=4, space=6, color="auto") for side in sides))


def tab_stop(kind: str, at: int) -> Element:
    """A tab; `dot`: on the right, with leading dots."""
    return el("tab", val="right", leader="dot", pos=at) if kind == "dot" else el("tab", val=kind, pos=at)


def _run_properties(style: Style) -> Element:
    made = el("rPr")
    if style.bold:
        made.extend([el("b"), el("bCs")])
    if style.italic:
        made.extend([el("i"), el("iCs")])
    made.extend([el("sz", val=style.size), el("szCs", val=style.size)])
    return made
