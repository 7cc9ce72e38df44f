"""What a text may name, how it is filled, what it must say: tables of cases, and laws."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.base.refusals import Refused
from meetings.letters.rules import Placeholder, Text, can_be_sent, check_text, fill
from tests.letters.builders import KIND, PLACEHOLDERS, VALUES

ALL = "{name}, {meeting}, {where}, {join}, {link}"


def filled(text: str, **values: str) -> str:
    return fill(KIND, Text("Subject", text), VALUES | values).text


@pytest.mark.parametrize(
    ("text", "mail"),
    [
        ("Dear {name},", "Dear Amina,"),
        ("{ name }", "Amina"),
        ("{name}{name}", "AminaAmina"),
        ("A brace {{ and }}.", "A brace { and }."),
        ("{{name}}", "{name}"),
        ("{{{name}}}", "{Amina}"),
        ("100 % of {name}, %(name)s, $name, %s", "100 % of Amina, %(name)s, $name, %s"),
        ("One\n\n{where}\n\nTwo", "One\n\nRoom XX\nGeneva\n\nTwo"),
        ("One\n\nJoin: {join}\n\nTwo", "One\n\nTwo"),
        ("One\n\nJoin: {join}, {name}\n\nTwo", "One\n\nJoin: , Amina\n\nTwo"),
        ("One\n \n\n\nTwo", "One\n\nTwo"),
        ("One\nline {join}", ""),
        ("{link}", "[personal link]"),
        ("[personal link]", "(personal link)"),
        ("", ""),
    ],
)
def test_a_text_is_filled(text: str, mail: str) -> None:
    assert filled(text) == mail


@pytest.mark.parametrize(
    ("name", "stands"),
    [
        ("{link}", "{link}"),
        ("{name}", "{name}"),
        ("{{", "{{"),
        ("{0.__class__}", "{0.__class__}"),
        ("{{ 7 * 7 }}{% raise %}", "{{ 7 * 7 }}{% raise %}"),
        ("A\r\nBcc: x@example.org\n\nDear all", "A Bcc: x@example.org Dear all"),
        ("[personal link]", "(personal link)"),
        ("[[personal\nlink]]", "[(personal link)]"),
        ("A\0B", "AB"),
        ("أمينة العلي", "أمينة العلي"),
        ("a\u0308", "a\u0308"),
    ],
)
def test_a_name_is_a_name(name: str, stands: str) -> None:
    assert filled("Dear {name}!", name=name) == f"Dear {stands}!"


def test_text_and_value_together_make_no_link() -> None:
    assert filled("[{name}]\n\n{link}", name="personal link") == "(personal link)\n\n[personal link]"


def test_a_block_keeps_its_lines_and_no_empty_one() -> None:
    assert filled("{where}", where=" Room  XX \n\n\r\n Geneva\n") == "Room XX\nGeneva"


@pytest.mark.parametrize(
    ("note", "stands"),
    [
        ("", "One\n\nTwo"),
        (" A  note. ", "One\n\nA note.\n\nTwo"),
        ("A\r\nB\r\n\r\n\r\nC", "One\n\nA\nB\n\nC\n\nTwo"),
        ("{link}\n\n[personal link]", "One\n\n{link}\n\n(personal link)\n\nTwo"),
    ],
)
def test_prose_of_somebodys_own_keeps_its_paragraphs(note: str, stands: str) -> None:
    kind = replace(KIND, placeholders=(Placeholder("note", "A note.", paragraphs=True),))
    assert fill(kind, Text("Subject", "One\n\n{note}\n\nTwo"), {"note": note}).text == stands


def test_the_subject_is_one_line() -> None:
    letter = fill(KIND, Text("{name}: {meeting}", "x"), VALUES | {"name": "A\nB", "meeting": ""})
    assert letter.subject == "A B:"


def no(text: str, subject: str = "Subject") -> tuple[str | None, str]:
    """Beside which field, and why a text is not taken."""
    with pytest.raises(Refused) as refused:
        check_text(KIND, Text(subject, text))
    return refused.value.field, str(refused.value)


def unknown(name: str, known: str = ALL) -> str:
    return f"“{{{name}}}” is not known here. These can be filled in: {known}."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{nmae} {link}", unknown("nmae")),
        ("{Name} {link}", unknown("Name")),
        ("{} {link}", unknown("")),
        ("{0} {link}", unknown("0")),
        ("{name.__class__} {link}", unknown("name.__class__")),
        ("{name.__class__.__mro__[1]} {link}", unknown("name.__class__.__mro__[1]")),
        ("{name!r} {link}", unknown("name!r")),
        ("{name:>10} {link}", unknown("name:>10")),
        ("{name|upper} {link}", unknown("name|upper")),
        ("{" + "x" * 300 + "} {link}", unknown("x" * 60)),
        (
            "Dear all, {name {link}",
            "A brace stands alone after “Dear all,”. Write it twice if it is meant to be read.",
        ),
        ("{link} a }", "A brace stands alone after “{link} a”. Write it twice if it is meant to be read."),
        (
            "{na\nme}{link}",
            "A brace stands alone at the beginning. Write it twice if it is meant to be read.",
        ),
        ("Dear {name},", "This mail is of no use without {link}. Put it where it belongs."),
        ("{{link}}", "This mail is of no use without {link}. Put it where it belongs."),
        ("[personal link] {link}", "The words “[personal link]” are kept for links."),
        ("", "Fill this in."),
        (" \n ", "Fill this in."),
        ("{link}" + "x" * 9_995, "At most 10000 characters."),
    ],
)
def test_a_text_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    assert no(text) == ("text", sentence)
    assert not can_be_sent(KIND, Text("Subject", text))


@pytest.mark.parametrize(
    ("subject", "sentence"),
    [
        ("", "Fill this in."),
        ("One\nTwo", "Write this on one line."),
        ("x" * 201, "At most 200 characters."),
        ("{link}", unknown("link", "{name}, {meeting}")),
        ("{where}", unknown("where", "{name}, {meeting}")),
        ("{", "A brace stands alone at the beginning. Write it twice if it is meant to be read."),
    ],
)
def test_a_subject_is_refused_with_a_sentence(subject: str, sentence: str) -> None:
    assert no("{link}", subject) == ("subject", sentence)


@pytest.mark.parametrize(
    "text", [Text("x" * 200, "{link}" + "x" * 9_994), Text("{name}", "{{ {link} }}"), KIND.default(str)]
)
def test_a_sound_text_is_taken(text: Text) -> None:
    check_text(KIND, text)
    assert can_be_sent(KIND, text)


NAMES = [p.name for p in PLACEHOLDERS]
PROSE = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)
PIECES = st.lists(st.one_of(PROSE.map(lambda t: ("said", t)), st.sampled_from(NAMES).map(lambda n: ("", n))))


@given(PIECES, st.fixed_dictionaries(dict.fromkeys(NAMES, PROSE)))
def test_law_each_value_stands_as_it_is_and_nothing_is_evaluated(
    pieces: list[tuple[str, str]], values: dict[str, str]
) -> None:
    """On one line: the mail is the prose and the values one after the other, whatever braces these hold."""
    text = "".join(
        " ".join(words.split()).replace("{", "{{").replace("}", "}}") if said else "{" + words + "}"
        for said, words in pieces
    )
    said = "".join(" ".join((words if how else values[words]).split()) for how, words in pieces)
    named = [words for how, words in pieces if not how]
    all_empty = bool(named) and not any(values[name].split() for name in named)
    expected = "" if all_empty else said.replace("[personal link]", "(personal link)").strip()
    values = {name: " ".join(value.split()) for name, value in values.items()}
    if values["link"] != "[personal link]":
        assert fill(KIND, Text("x", text), values).text == expected


@given(PROSE, st.fixed_dictionaries(dict.fromkeys(NAMES, PROSE.filter(lambda t: not re.search("[{}]", t)))))
def test_law_whatever_is_typed_is_refused_or_leaves_no_placeholder(
    typed: str, values: dict[str, str]
) -> None:
    text = typed + "{name}{join}{link}"
    try:
        check_text(KIND, Text("x", text))
    except Refused as refused:
        assert str(refused)
        return
    if "{{" in text:
        return  # a brace that is meant to be read
    assert not [name for name in NAMES if "{" + name + "}" in fill(KIND, Text("x", text), values).text]
