"""`_()` in a template takes what it is given for our own text and escapes none of it: it is given nobody's words."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[2] / "templates"
CALL = re.compile(r"(?<![\w.])_\(\s*([A-Za-z_][\w.|]*)")
# The words of our codes (base.words.Labelled and tables of states) …
OURS = re.compile(r"[\w.]+\.(label|short|verb|msgid)")
# … and the few others that come from tables in the code.
TABLES = {
    "code|language_name",  # base.pages.LANGUAGES; a language that is none of them is never stored
    "one.why",  # people.queries: why an address is among those that go
    "figure.why",  # people.asked: why something stays, written beside its figure by each room
    "kind.also",  # registration.letters: the kinds of mails, and what can be filled into them
    "kind.only_in|language_name",
    "kind.when",
    "p.meaning",
    "meaning",  # outcomes.rules: what an attribution allows
    "Kind",  # returned.rules: the label of a kind of difference
    "left",  # returned: the sentence of a refusal, by its difference
    "each.said",  # report.rules.paragraphs.references: what a figure counts
    "label",  # forecast.rules: the fields of the sheet
    "rule.title",  # proofing.rules.book
    "rule.reason",
    "finding.rule.title",
    "finding.rule.reason",
    "rules",
    "permission.value",  # access.permissions
    "state.public",  # fellowship.rules: what the public reads of an edition
    "row.season",  # mandate.rules: the months of a session
}


def suspicious(source: str) -> Iterator[str]:
    for given in CALL.findall(source):
        if not OURS.fullmatch(given) and given not in TABLES:
            yield given


def test_templates_translate_only_our_own_words() -> None:
    found = {
        str(path.relative_to(TEMPLATES)): list(suspicious(path.read_text(encoding="utf-8")))
        for path in sorted(TEMPLATES.rglob("*.html"))
    }
    assert len(found) > 60
    assert {path: given for path, given in found.items() if given} == {}


@pytest.mark.parametrize(
    ("source", "given"),
    [
        ("{{ _(value|trail_word) }}", ["value|trail_word"]),
        ("{{ _(registration.name) }}", ["registration.name"]),
        ('{{ _("Names: %(names)s", names=names) }}', []),
        ("{{ _(role.label) }} {{ _( meeting.title ) }}", ["meeting.title"]),
        ("{{ ngettext(a, b, 2) }} {{ do_(x) }}", []),
    ],
)
def test_a_planted_breach_is_found(source: str, given: list[str]) -> None:
    assert list(suspicious(source)) == given
