"""Who is entered twice, probably; how two records become one."""

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.base.refusals import Refused
from meetings.people.rules import (
    Choice,
    Entry,
    Outcome,
    Reason,
    changed_fields,
    check_answer,
    check_chosen,
    likely_pairs,
)
from meetings.people.rules.traces import Traces

R = Reason
CASES = [
    ("Ruth Okello", "", 1, "OKELLO, Ruth", "", 1, R.SAME_NAME_HERE),
    ("Ruth Okello", "", 1, "Ruth Okello", "", 2, R.SAME_NAME),
    ("Zoë Müller", "", None, "Zoe Muller", "", None, R.SAME_NAME),
    ("Amina Kebede-Strand", "", None, "Amina Kebede Strandt", "", None, R.SIMILAR_NAME),
    ("Xamina Kebede-Strand", "", None, "Amina Kebede-Strand", "", None, R.SIMILAR_NAME),
    ("A. Kebede", "amina.kebede@example.org", None, "Amina Kebede", "aminakebede@example.net", 1, R.SAME_LOCAL_PART),
    ("Peter Lind", "info@example.org", None, "Petra Lindqvist", "info@example.net", None, None),
    ("Peter Lind", "plind@example.org", None, "Mei Tanaka", "plind@example.net", None, None),
    ("Peter Lind", "", None, "Maria Moana", "", None, None),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c[0]} / {c[3]}")
def test_why_two_may_be_one(case: tuple[str, str, int | None, str, str, int | None, Reason | None]) -> None:
    name, email, at, other, other_email, other_at, reason = case
    found = likely_pairs([Entry(7, name, email, at), Entry(3, other, other_email, other_at)])
    assert [(f.low, f.high, f.reason) for f in found] == ([] if reason is None else [(3, 7, reason)])


def test_the_most_certain_come_first_and_each_pair_once() -> None:
    people = [
        Entry(1, "Ruth Okello", "ruth@example.org", 1),
        Entry(2, "Ruth Okello", "ruth@example.net", 1),
        Entry(3, "Ruth Okelo"),
    ]
    assert [(f.low, f.high, f.reason) for f in likely_pairs(people)] == [
        (1, 2, R.SAME_NAME_HERE),
        (1, 3, R.SIMILAR_NAME),
        (2, 3, R.SIMILAR_NAME),
    ]
    assert [(f.low, f.high) for f in likely_pairs(people, [(2, 1), (1, 3)])] == [(2, 3)]


@given(st.lists(st.text("abc déù.-", max_size=12), max_size=25))
def test_the_order_of_entering_changes_nothing(names: list[str]) -> None:
    people = [Entry(number, name) for number, name in enumerate(names, 1)]
    assert likely_pairs(people) == likely_pairs(reversed(people))


def test_ten_thousand_people_are_compared_in_seconds() -> None:
    people = [
        Entry(n, f"Person {n % 97} Of{n} Name{n % 89}", f"person{n}@example.org") for n in range(10_000)
    ]
    began = time.monotonic()
    likely_pairs(people)
    assert time.monotonic() - began < 10


def test_an_address_is_not_thrown_away() -> None:
    kept: dict[str, Any] = dict(name="R", sort_key="R", email="r@example.org", function="Head")
    kept |= dict(organization_id=1, zone="", account_id=4)
    gone = kept | {"email": None, "function": "", "account_id": None, "name": "Ruth"}
    assert check_chosen(kept, gone, {"name": Choice.GONE, "function": Choice.GONE}) == kept | {
        "name": "Ruth",
        "function": "",
    }
    for field in ("email", "account_id"):
        with pytest.raises(Refused) as no:
            check_chosen(kept, gone, {field: Choice.GONE})
        assert no.value.field == field


def test_what_has_changed_is_told_in_words() -> None:
    then = {"name": "Ruth", "zone": ""}
    assert list(changed_fields(then, {"name": "Ruth", "zone": "Pacific/Fiji"})) == ["Time zone"]


def test_a_no_has_a_reason() -> None:
    check_answer(Outcome.DONE, "")
    with pytest.raises(Refused):
        check_answer(Outcome.REFUSED, " ")


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        (
            "Quillonard Ná",
            "Asked by quill@example.org (Quillonard Ná) on the phone",
            "Asked by – (–) on the phone",
        ),
        ("Jürgen Müller", "Von MÜLLER, Jürgen und Jurgen Muller", "Von – und –"),
        ("Jürgen Müller", "Hans Jürgen, Müllers Jürgen", "Hans Jürgen, Müllers Jürgen"),
        ("Zoe\u0301 Ünal", "zoé ünal’s mail", "–’s mail"),
        ("Иван Петров", "ИВАН ПЕТРОВ <QUILL@example.org>, aquill@example.org", "– <–>, aquill@example.org"),
        ("Sean O’Brien", "Sean O'Brien", "–"),
        ("山田 太郎", "電話で山田太郎様", "電話で–様"),
        ("王伟", "请找 王 伟 吧", "请找 – 吧"),
        ("김민준", "어제 김민준씨가", "어제 –씨가"),
        ("김민주", "김민주와 김민준", "–와 김민준"),
        ("𠮷野 太郎", "電話で𠮷野太郎様", "電話で–様"),
        ("محمد علي", "اتصل بمحمد علي ولمحمد علي", "اتصل ب– ول–"),
        ("محمد علي", "كتب محـمد علي", "كتب –"),
        ("דוד כהן", "נמסר לדוד כהן ושלדוד כהן, אדוד כהן", "נמסר ל– ושל–, אדוד כהן"),
        ("דוד כהן", "ודוד כהן ולדוד כהן", "ו– ול–"),
        ("علي", "محمدعلي", "محمدعلي"),
        (
            "Mark",
            "quill@bücher.example, QUILL@BÜCHER.example; a.quill@bücher.example",
            "–, –; a.quill@bücher.example",
        ),
        ("Ahmet Yılmaz", "Ahmet YILMAZ, YILMAZ Ahmet, ahmet yılmaz", "–, –, –"),
        ("Søren Łęcki", "SOREN LECKI", "–"),
        ("Mark", "Mark did. We mark it; Marks", "– did. We mark it; Marks"),
        (
            "Bo",
            "Bo: a name so short tells nobody in a sentence",
            "Bo: a name so short tells nobody in a sentence",
        ),
    ],
)
def test_names_and_addresses_are_taken_out_of_what_others_wrote(name: str, text: str, left: str) -> None:
    traces = Traces(frozenset({name}), frozenset({"quill@example.org", "quill@xn--bcher-kva.example"}))
    assert traces.without(text) == left
    written = json.dumps({"reason": text})
    assert traces.may_stand_in(written) or left == text
    assert (traces.is_one(name.upper()), traces.is_one(f"{name} x")) == (True, False)


LETTERS = "abAB éßİ李王김민준محعليกाक𠮷𞤀'-. ıŁøﬁ"


@given(st.text(LETTERS, min_size=2, max_size=8), st.text("x،(\n\\%n ", max_size=3), st.sampled_from("ults"))
def test_whatever_would_be_taken_out_is_looked_at(name: str, around: str, how: str) -> None:
    written = {"u": name.upper(), "l": name.lower(), "t": name.title(), "s": name}[how]
    traces, text = Traces(frozenset({name})), f"{around}{written}{around}"
    if traces.without(text) != text:
        assert traces.may_stand_in(text)
        assert traces.may_stand_in(json.dumps({"reason": text}))
