"""PDF that screen readers can read (PDF/UA-1): typst sets it, with the fonts that come by pip.

People's text goes to typst only as data (JSON in its inputs), never as a part of its source.
"""

import json
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Literal

import cvttf_NotoSansCJK_Regular as cjk
import fontpkg
import typst

from meetings.base.word.text import clean

# Nothing of the time at which it was made: the same paper gives the same bytes.
MADE = datetime(2026, 1, 1, tzinfo=UTC)

_ONE = b"""#set document(title: [-])
#set text(font: ("Noto Sans", "Noto Sans Arabic", "Noto Sans CJK TC"))
#par(json(bytes(sys.inputs.paper)))"""


def without_font(text: str) -> str:
    """The letters and signs of a text for which there is no font, each once: a PDF that holds one is no PDF/UA."""
    return "".join(
        sorted(
            char
            for char in set(clean(text))
            if not char.isascii() and unicodedata.category(char)[0] in "LNS" and not _has_font(char)
        )
    )


@cache
def _has_font(char: str) -> bool:
    try:
        return bool(_compiled(_ONE, {"paper": json.dumps(char)}, ["ua-1"]))
    except typst.TypstError:
        return False


def set_pdf(source: bytes, data: object, text: Callable[[str], str] = clean) -> bytes:
    """The PDF that the source makes of the data, which it finds in `sys.inputs.paper`; `text` cleans each text of it.

    Every letter of the six languages has its font in it. What no PDF/UA may hold (a letter without a font, a title
    without a letter) makes a PDF that is tagged all the same.
    """
    told = {"paper": json.dumps(_each(data, text))}
    try:
        return _compiled(source, told, ["ua-1"])
    except typst.TypstError:
        return _compiled(source, told, [])


def _compiled(source: bytes, told: dict[str, str], standards: list[Literal["ua-1"]]) -> bytes:
    made = typst.compile(
        source,
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


def _each(value: object, text: Callable[[str], str]) -> object:
    """The data with each of its texts as it can be printed."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, dict):
        return {name: _each(one, text) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_each(one, text) for one in value]
    return value
