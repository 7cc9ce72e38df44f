"""Templates: every word goes through gettext, and nothing inline that the strict CSP would block.

A template is read as the browser will see it: Jinja's marks are taken out (lines stay where they are), a bare
literal such as `{{ "Closed" if x }}` stays in as text, and `{% trans %}` blocks go with their content.
A part that is not language (an example address, a code) is marked `translate="no"`, as HTML has it.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, nodes

from tests.gates.findings import Finding

MARKED = {"_", "_l", "gettext", "lazy_gettext", "ngettext", "pgettext", "npgettext", "N_"}
READ_ALOUD = {
    "title",
    "alt",
    "placeholder",
    "label",
    "aria-label",
    "aria-description",
    "aria-roledescription",
} | {
    "aria-valuetext",
    "aria-placeholder",
}
NO_END = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "track",
    "wbr",
}
LETTER = re.compile(r"[^\W\d_]")
SENTENCE = re.compile(r"[A-Z][a-z]+([\s,.:;!?…]|$)")

jinja = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"])


def check(templates: Path) -> list[Finding]:
    """All findings in the templates below this folder; none when there is no such folder."""
    found: list[Finding] = []
    for path in sorted(templates.rglob("*")):
        if path.suffix not in {".html", ".svg", ".txt"}:
            continue
        source = path.read_text(encoding="utf-8")
        found += [
            Finding(path, line, what) for line, what in sorted({*_sentences(source), *_visible(path, source)})
        ]
    return found


def _visible(path: Path, source: str) -> Iterator[tuple[int, str]]:
    shown = without_jinja(source)
    if path.suffix == ".txt":
        for number, line in enumerate(shown.split("\n"), 1):
            if LETTER.search(line):
                yield number, f"text without gettext: {_short(line)}"
        return
    reader = _Reader()
    reader.feed(shown)
    reader.close()
    yield from reader.found


def without_jinja(source: str) -> str:
    """The template without Jinja, each remaining character on the line where it was."""
    out: list[str] = []
    literals: set[int] = set()  # where in `out` bare literals are
    macros: list[int] = []  # where in `out` the open macros begin
    expression: list[str] | None = None
    line, in_trans, block = 1, False, ""
    for number, kind, value in jinja.lex(source):
        out.append("\n" * (number - line))  # lines that a `-` mark has swallowed
        line = max(line, number) + value.count("\n")
        if kind == "block_begin":
            block = ""
        elif kind == "name" and not block and expression is None:
            block = value
            in_trans = value == "trans" or (in_trans and value != "endtrans")
            if value == "macro":
                macros.append(len(out))
            elif value == "endmacro":
                _forget_codes(out, literals, macros.pop())
        elif kind == "variable_begin":
            expression = []
        elif kind == "variable_end":
            literals.add(len(out))
            out.append("" if in_trans else _bare_literals("".join(expression or [])))
            expression = None
        elif expression is not None:
            expression.append(value)
        keep = kind == "data" and not in_trans
        out.append(value if keep else "\n" * value.count("\n"))
    return "".join(out)


def _forget_codes(out: list[str], literals: set[int], begin: int) -> None:
    """A macro without any markup makes a value (a class, an id): what reads like a code in it is not text."""
    if "<" in "".join(out[begin:]):
        return
    for place in range(begin, len(out)):
        if place in literals or re.fullmatch(r"[\sa-z0-9_.-]*", out[place]):
            out[place] = "\n" * out[place].count("\n")


def _bare_literals(expression: str) -> str:
    """What an expression may print as written: `"a" if x else "b"` gives `a b`, `_("a")` gives nothing."""
    found: list[str] = []

    def walk(node: nodes.Node) -> None:
        if isinstance(node, nodes.Const):
            found.append(str(node.value) if isinstance(node.value, str) else "")
        elif isinstance(node, nodes.CondExpr):
            walk(node.expr1)
            if node.expr2 is not None:
                walk(node.expr2)
        elif isinstance(node, nodes.Filter):
            for part in [node.node, *(node.args if node.name in {"default", "d"} else [])]:
                if part is not None:
                    walk(part)
        elif isinstance(
            node, nodes.Or | nodes.And | nodes.Add | nodes.Concat | nodes.Mod | nodes.TemplateData
        ):
            for child in node.iter_child_nodes():
                walk(child)

    for output in jinja.parse("{{" + expression + "}}").find_all(nodes.Output):
        for printed in output.nodes:
            walk(printed)
    return re.sub(r"%(\(\w+\))?[-+ #0]*\d*(\.\d+)?[a-z]", "", " ".join(found)).replace("\n", " ")


def _sentences(source: str) -> Iterator[tuple[int, str]]:
    """Strings that read like language, given to a macro, a `set` or a filter without gettext."""

    def walk(node: nodes.Node) -> Iterator[tuple[int, str]]:
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in MARKED:
            return
        if isinstance(node, nodes.Const) and isinstance(node.value, str) and SENTENCE.match(node.value):
            yield node.lineno, f"text without gettext: {_short(node.value)}"
        for child in node.iter_child_nodes():
            yield from walk(child)

    yield from walk(jinja.parse(source))


class _Reader(HTMLParser):
    """Collects visible text, attributes that are read aloud, and whatever the CSP forbids."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []
        self.open: list[tuple[str, bool]] = []  # element, and whether its text is language

    def _find(self, what: str) -> None:
        self.found.append((self.getpos()[0], what))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        language = given.get("translate") != "no" and tag not in {"script", "style"} and self._language
        if tag not in NO_END:
            self.open.append((tag, language))
        self._inline(tag, given)
        button = tag == "input" and given.get("type") in {"submit", "button", "reset"}
        described = tag == "meta" and given.get("name") == "description"
        aloud = READ_ALOUD | ({"value"} if button else set()) | ({"content"} if described else set())
        for name in sorted(aloud & given.keys()):
            if language and LETTER.search(given[name]):
                self._find(f"{name} without gettext: {_short(given[name])}")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in NO_END:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        # Branches of an {% if %} may open an element twice: close up to the nearest of that name, if any.
        if tag in (names := [name for name, _ in self.open]):
            del self.open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if self._language and LETTER.search(data):
            first = next(i for i, line in enumerate(data.split("\n")) if LETTER.search(line))
            self.found.append((self.getpos()[0] + first, f"text without gettext: {_short(data)}"))

    @property
    def _language(self) -> bool:
        return self.open[-1][1] if self.open else True

    def _inline(self, tag: str, given: dict[str, str]) -> None:
        if tag == "style" or (
            tag == "script" and "src" not in given and not given.get("type", "").endswith("json")
        ):
            self._find(f"inline <{tag}>: put it into static/")
        for name, value in given.items():
            if name == "style" or re.fullmatch(r"on[a-z]+", name):
                self._find(f"inline {name}= on <{tag}>: put it into static/")
            if name in {"href", "src", "action", "formaction"} and value.strip().lower().startswith(
                "javascript:"
            ):
                self._find(f"javascript: in {name}= of <{tag}>")


def _short(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()[:60]
