"""Each thing the template gate looks for is planted once and found; its neighbour that is right is not."""

from pathlib import Path

import pytest

from tests.gates import templates

ROOT = Path(__file__).parents[2]


def found(tmp_path: Path, source: str, name: str = "page.html") -> list[tuple[int, str]]:
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / name).write_text(source, encoding="utf-8")
    return [(finding.line, finding.what) for finding in templates.check(tmp_path)]


def test_the_templates_of_the_house_pass() -> None:
    assert templates.check(ROOT / "templates") == []


def test_no_templates_no_findings(tmp_path: Path) -> None:
    assert templates.check(tmp_path / "missing") == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% if x %}\n<p>Closed</p>{% endif %}", (2, "text without gettext: Closed")),
        ("<p>\n\n  {{ n }} places\n</p>", (3, "text without gettext: places")),
        ("{%- if x -%}\n\n<p>Late</p>\n{%- endif %}", (3, "text without gettext: Late")),
        ('{# a\nremark #}<img alt="Map">', (2, "alt without gettext: Map")),
        ('<a title="{% if x %}Go{% endif %}"></a>', (1, "title without gettext: Go")),
        ('<input placeholder="Name">', (1, "placeholder without gettext: Name")),
        ('<nav aria-label="pages">', (1, "aria-label without gettext: pages")),
        ('<input type="submit" value="Send">', (1, "value without gettext: Send")),
        ("<p>{{ 'open' if x else _('Closed') }}</p>", (1, "text without gettext: open")),
        ("<p>{{ name or 'nobody' }}</p>", (1, "text without gettext: nobody")),
        ("<p>{{ name|default('nobody') }}</p>", (1, "text without gettext: nobody")),
        ("{{ panel('Places are full') }}", (1, "text without gettext: Places are full")),
        ("\n{% set heading = 'Programme' %}", (2, "text without gettext: Programme")),
        ("{% macro note(x) %}<p>{{ 'open' if x }}</p>{% endmacro %}", (1, "text without gettext: open")),
        ("{% macro note(x) %}{{ 'Open' if x }}{% endmacro %}", (1, "text without gettext: Open")),
        ("{% macro note() %}Closed{% endmacro %}", (1, "text without gettext: Closed")),
        ("<p>متاح</p>", (1, "text without gettext: متاح")),
        ('<p style="color: red">1</p>', (1, "inline style= on <p>: put it into static/")),
        ("<p {% if x %}style='{{ y }}'{% endif %}>1</p>", (1, "inline style= on <p>: put it into static/")),
        ('<button onclick="go()"></button>', (1, "inline onclick= on <button>: put it into static/")),
        ("<script>go()</script>", (1, "inline <script>: put it into static/")),
        ("<style>p { color: red }</style>", (1, "inline <style>: put it into static/")),
        ('<a href="javascript:go()"></a>', (1, "javascript: in href= of <a>")),
    ],
)
def test_a_planted_breach_is_found(tmp_path: Path, source: str, expected: tuple[int, str]) -> None:
    assert found(tmp_path, source) == [expected]


@pytest.mark.parametrize(
    "source",
    [
        "<p class=\"badge {{ 'wide' if x }}\">{{ _('Places: %(n)s', n=n) }} · {{ day }} – 12</p>",
        "{% trans n=n %}One place{% pluralize %}{{ n }} places{% endtrans %}",
        "{{ ngettext('%(num)s place', '%(num)s places', n) }}",
        "{{ field(form.name, kind='wide') }}{{ url_for('programme.page', slug=m.slug) }}",
        '{{ panel(_("Places are full")) }}{# a remark #}<!-- another -->',
        '<script src="x.js" type="module"></script><script type="application/json">{"a": 1}</script>',
        '<code translate="no">SUMMARY</code><p>&nbsp;&middot;&nbsp;</p>',
        "{% macro ids(f) %}{{ f.id }}-h btn{% endmacro %}",
        '{% macro size(x) %}{{ "wide" if x }}{% endmacro %}{{ "%.2f"|format(x) }}',
        '<br><img alt=""><p>{{ moment(s.starts_at, "Europe/Zurich") }}</p>',
    ],
)
def test_what_is_right_passes(tmp_path: Path, source: str) -> None:
    assert found(tmp_path, source) == []


def test_text_of_a_mail(tmp_path: Path) -> None:
    assert found(tmp_path, "{{ _('Dear %(n)s,', n=n) }}\n\nYours {{ x }}\n", "mail.txt") == [
        (3, "text without gettext: Yours")
    ]
