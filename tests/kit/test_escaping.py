"""What people wrote never becomes markup, and nothing is inline (the policy of the pages forbids it)."""

import re

import pytest
from jinja2 import UndefinedError

from tests.kit.drawing import ALL_FIELDS, EVIL, PAGE, TEMPLATES, drawn, refused, tree

MACROS = [
    '{{ kit.badge("ok", none, evil) }}',
    '{{ kit.sign("warn", evil) }}',
    "{{ kit.name(evil) }}",
    "{{ kit.pagehead(evil, figures=[(evil, evil)]) }}",
    '{{ kit.do(evil, "/go", about=evil, hidden={"k": evil}, stop=true) }}',
    '{% call kit.head(evil, "h") %}{{ evil }}{% endcall %}',
    '{% call kit.note("bad", evil, id="n") %}<p>{{ evil }}</p>{% endcall %}',
    "{{ kit.facts([(evil, evil), (evil, evil, evil)], bar=true) }}",
    '<dl class="facts">{% call kit.fact(evil) %}{{ evil }}{% endcall %}</dl>',
    "{{ kit.pairs([(evil, evil)]) }}",
    '<dl class="pairs">{% call kit.pair_row(evil) %}{{ evil }}{% endcall %}</dl>',
    '{{ kit.empty(evil, evil, "/new", title=evil, icon_name="calendar") }}',
    '{{ kit.tabs([(evil, "/a", true), ("B", "/b", false)], evil) }}',
    '{{ kit.chips(evil, [(evil, "/x")], "/clear") }}',
    '{{ kit.address("addr", evil) }}',
    "{{ kit.steps([evil]) }}{{ kit.checks([('ok', none, evil), ('off', 'mail', evil)]) }}",
    '<table>{{ kit.bar(evil, 140, evil, kind="warn", goal=50) }}</table>',
    '{{ kit.zones([(evil, evil)], "x", evil, false, {"k": evil}) }}',
    '{{ kit.datalist("d", [evil]) }}{{ kit.submit(evil, name="n", after=evil, cancel=(evil, "/")) }}',
    '{{ kit.filter_open("/list", evil) }}{{ kit.control(form.name, grow=true) }}{{ kit.filter_close(evil) }}',
    '{% call kit.scroll(evil) %}<table><tr>{{ kit.th(evil, "?s", "ascending") }}{{ kit.tick_th() }}'
    '{{ kit.tick_td("id", evil, evil, true) }}</tr></table>{% endcall %}',
    "{{ kit.only_print(evil) }}{{ kit.print_head(evil, [evil]) }}{{ kit.printed(evil) }}",
]


@pytest.mark.parametrize("source", [*MACROS, ALL_FIELDS, PAGE])
def test_what_people_wrote_is_escaped_and_nothing_is_inline(source: str) -> None:
    text = drawn(source, form=refused(), evil=EVIL)
    page = tree(text)
    assert EVIL not in text
    assert page.xpath("//script[not(@src)] | //style | //@style | //@*[starts-with(name(), 'on')]") == []


def test_every_template_of_the_kit_has_no_style_attribute_and_one_safe_only() -> None:
    files = {f.name: f.read_text("utf-8") for f in (TEMPLATES / "kit").glob("*.html")}
    marked = {name: text.count("|safe") + text.count("| safe") for name, text in files.items()}
    assert {name: n for name, n in marked.items() if n} == {"icons.html": 1}
    assert [name for name, text in files.items() if re.search(r"\sstyle=|\son(?!ce=)\w+=|<style", text)] == []


def test_an_unknown_icon_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        drawn('{{ kit.icon("nonsense") }}')
