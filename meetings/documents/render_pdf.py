"""A paper becomes a PDF that screen readers can read (PDF/UA-1): typst sets it, with the fonts that come by pip.

People's text goes to typst only as data (JSON in its inputs), never as a part of its source.
"""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Literal

import cvttf_NotoSansCJK_Regular as cjk
import fontpkg
import typst

from meetings.base.word.text import clean, one_line
from meetings.documents.rules.papers import Paper

SOURCE = Path(__file__).with_name("paper.typ").read_bytes()
# Nothing of the time at which it was made: the same paper gives the same bytes.
MADE = datetime(2026, 1, 1, tzinfo=UTC)


def render_pdf(paper: Paper) -> bytes:
    """The paper as a PDF; every letter of the six languages has its font in it.

    What no PDF/UA may hold (a letter without a font, a title without a letter) makes a PDF that is tagged all the same.
    """
    told = {"paper": json.dumps(_clean(asdict(paper)))}
    try:
        return _compiled(told, ["ua-1"])
    except typst.TypstError:
        return _compiled(told, [])


def _compiled(told: dict[str, str], standards: list[Literal["ua-1"]]) -> bytes:
    made = typst.compile(
        SOURCE,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=told,
        pdf_standards=list(standards),
        timestamp=MADE,
    )
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> typst.Fonts:
    folders = [fontpkg.path(name).parent for name in ("Noto Sans", "Noto Sans Arabic")]
    folders.append(Path(cjk.__file__).parent)
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in folders],
    )


def _clean(value: object) -> object:
    """Text without what no file can hold; each on one line, as the Word file has it."""
    if isinstance(value, str):
        return one_line(clean(value))
    if isinstance(value, dict):
        return {name: _clean(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(one) for one in value]
    return value
