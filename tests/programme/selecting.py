"""The few CSS selectors that page tests read better with: `section[aria-labelledby=x] li > a, #id, .name`."""

import re
from typing import Any

STEP = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?P<rest>([.#][\w-]+|\[[^\]]+\]|:last-child)*)")
PIECE = re.compile(r"[.#][\w-]+|\[[^\]]+\]|:last-child")


def select(tree: Any, selectors: str) -> list[Any]:
    """The elements below `tree` that any of the selectors finds, in the order of the page."""
    found: list[Any] = tree.xpath(" | ".join(_xpath(one.strip()) for one in selectors.split(",")))
    return found


def _xpath(selector: str) -> str:
    path, axis = ".", "//"
    for token in selector.split():
        if token == ">":
            axis = "/"
            continue
        step = STEP.fullmatch(token)
        assert step is not None, token
        path += f"{axis}{step['tag'] or '*'}" + "".join(
            _condition(piece) for piece in PIECE.findall(step["rest"])
        )
        axis = "//"
    return path


def _condition(piece: str) -> str:
    if piece == ":last-child":
        return "[not(following-sibling::*)]"
    if piece[0] == ".":
        return f"[contains(concat(' ', normalize-space(@class), ' '), ' {piece[1:]} ')]"
    if piece[0] == "#":
        return f"[@id='{piece[1:]}']"
    name, ends, value = re.fullmatch(r"\[([\w-]+)(\$?)=?'?([^'\]]*)'?\]", piece).groups()  # type: ignore[union-attr]
    if ends:
        return f"[substring(@{name}, string-length(@{name}) - {len(value) - 1}) = '{value}']"
    return f"[@{name}='{value}']" if value else f"[@{name}]"
