"""Who is asked what, which answers are taken, what a form must be: tables of cases, and laws."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.base.file_kinds import FileGiven, FileKind
from meetings.base.refusals import Refused
from meetings.questions.rules import (
    Asked,
    AskedForm,
    Choice,
    Given,
    QuestionKind,
    SectionDraft,
    When,
    check_answers,
    check_form,
    check_question,
    check_section,
    only_if,
    proposed,
    recode,
    shown_text,
    visible,
    words_of_lines,
)
from tests.questions.builders import a_draft, after, asked

K = QuestionKind
CV = FileGiven("0" * 64, "cv.pdf", FileKind.PDF, 4_000_000)


def no(question: Asked, *sent: str) -> str:
    """The sentence that an answer gets; empty when it is taken."""
    refused = check_answers([question], {question.id: sent}).refusals
    return str(refused[question.id]) if refused else ""


@pytest.mark.parametrize(
    ("question", "sent", "kept"),
    [
        (asked(), (" Rice \u0061\u0308 ",), ("Rice ä",)),
        (asked(), ("   ",), None),
        (asked(), (), None),
        (asked(K.LONG_TEXT), ("One\r\n\r\nTwo",), ("One\n\nTwo",)),
        (asked(K.LONG_TEXT, most=3), ("one two three",), ("one two three",)),
        (asked(K.CHOICE), ("c2",), ("c2",)),
        (asked(K.CHOICE), ("",), None),
        (asked(K.SEVERAL), ("c3", "c1", "c3"), ("c1", "c3")),
        (asked(K.DATE), ("2028-02-29",), ("2028-02-29",)),
        (asked(K.NUMBER), ("007",), ("7",)),
        (asked(K.NUMBER), ("١٢",), ("12",)),
        (asked(K.NUMBER), ("0",), ("0",)),
        (asked(K.AGREEMENT), ("yes",), ("yes",)),
        (asked(K.AGREEMENT), ("no",), None),
        (asked(K.FILE), CV, CV),
        (asked(K.FILE), ("a text",), None),
    ],
)
def test_an_answer_as_it_is_kept(question: Asked, sent: Given, kept: Given | None) -> None:
    checked = check_answers([question], {question.id: sent})
    assert checked.answers == ({} if kept is None else {question.id: kept})
    assert checked.refusals == {}


@pytest.mark.parametrize(
    ("question", "sent", "sentence"),
    [
        (asked(), "a\nb", "Write this on one line."),
        (asked(), "x" * 501, "At most 500 characters."),
        (asked(), "a\0b", "This holds a character that cannot be shown. Type the text again."),
        (asked(), "a\u202eb", "This holds a character that cannot be shown. Type the text again."),
        (asked(K.LONG_TEXT), "x" * 20_001, "At most 20000 characters."),
        (asked(K.LONG_TEXT, most=3), "one two three four", "At most 3 words; these are 4."),
        (asked(K.LONG_TEXT, most=3), "人权机制", "At most 3 words; these are 4."),
        (asked(K.CHOICE), "c9", "Choose among these."),
        (asked(K.SEVERAL), "Rice", "Choose among these."),
        (asked(K.DATE), "2028-02-30", "There is no such day. Choose one, or write it like 2028-10-03."),
        (asked(K.DATE), "20280203", "There is no such day. Choose one, or write it like 2028-10-03."),
        (asked(K.DATE), "0000-01-01", "There is no such day. Choose one, or write it like 2028-10-03."),
        (asked(K.NUMBER), "-1", "Write a whole number from 0 to 1000000."),
        (asked(K.NUMBER), "1.5", "Write a whole number from 0 to 1000000."),
        (asked(K.NUMBER), "²", "Write a whole number from 0 to 1000000."),
        (asked(K.NUMBER), "9" * 5000, "Write a whole number from 0 to 1000000."),
        (asked(K.NUMBER, most=20), "21", "Write a whole number from 0 to 20."),
    ],
)
def test_an_answer_that_is_not_taken(question: Asked, sent: str, sentence: str) -> None:
    assert no(question, sent) == sentence


def test_one_of_several_answers_is_one() -> None:
    assert no(asked(K.CHOICE), "c1", "c2") == "Choose one of these."


def test_a_file_is_no_larger_than_its_question_says() -> None:
    refused = check_answers([asked(K.FILE, most=3)], {1: CV}).refusals
    assert str(refused[1]) == "This file has 4 MB; at most 3 MB are taken."
    assert str(check_answers([asked()], {1: CV}).refusals[1]) == "Write an answer here instead of a file."


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (K.TEXT, "Fill this in."),
        (K.LONG_TEXT, "Fill this in."),
        (K.CHOICE, "Choose one of these."),
        (K.SEVERAL, "Choose at least one."),
        (K.DATE, "Choose a day, or write it like 2028-10-10."),
        (K.NUMBER, "Write a number."),
        (K.FILE, "Choose a file."),
        (K.AGREEMENT, "Tick this if you agree; without it your answers cannot be taken."),
    ],
)
def test_an_answer_that_is_needed(kind: QuestionKind, sentence: str) -> None:
    assert no(asked(kind, required=True)) == sentence
    assert no(asked(kind)) == ""


# ── Conditions ───────────────────────────────────────────────────────────────────────────────────────────────────
SERVICES = asked(K.SEVERAL, 1)
WHICH = asked(K.TEXT, 2, required=True, when=after(1, "c2"))
AGREES = asked(K.AGREEMENT, 3)
FOR_NGOS = asked(K.TEXT, 4, required=True, when=When(categories=("ngo",)))
BOTH = asked(K.TEXT, 5, when=When(("ngo",), 3, ("yes",)))
CHAIN = asked(K.TEXT, 6, required=True, when=after(3, "yes"))
FORM = (SERVICES, WHICH, AGREES, FOR_NGOS, BOTH, CHAIN)


@pytest.mark.parametrize(
    ("answers", "category", "shown"),
    [
        ({}, "", {1, 3}),
        ({}, "ngo", {1, 3, 4}),
        ({1: ("c1",)}, "regional", {1, 3}),
        ({1: ("c1", "c2")}, "regional", {1, 2, 3}),
        ({3: ("yes",)}, "regional", {1, 3, 6}),
        ({3: ("yes",)}, "ngo", {1, 3, 4, 5, 6}),
        ({1: CV}, "", {1, 3}),
    ],
)
def test_who_is_asked_what(answers: dict[int, Given], category: str, shown: set[int]) -> None:
    assert visible(FORM, answers, category) == shown


def test_what_is_not_asked_is_not_demanded_and_its_answer_is_dropped() -> None:
    sent = {1: ("c1",), 2: ("Dropped",), 4: ("Dropped",), 6: ("x" * 900,)}
    checked = check_answers(FORM, sent, "regional")
    assert (checked.answers, checked.refusals) == ({1: ("c1",)}, {})
    checked = check_answers(FORM, sent | {1: ("c2",), 2: ()}, "ngo")
    assert checked.answers == {1: ("c2",), 4: ("Dropped",)}
    assert {number: str(no) for number, no in checked.refusals.items()} == {2: "Fill this in."}


def test_what_hangs_on_a_question_that_is_not_asked_is_not_asked() -> None:
    chain = (
        asked(K.CHOICE, 1),
        asked(K.CHOICE, 2, when=after(1, "c1")),
        asked(K.TEXT, 3, when=after(2, "c1")),
    )
    assert visible(chain, {1: ("c2",), 2: ("c1",)}, "") == {1}
    assert check_answers(chain, {1: ("c2",), 2: ("c1",), 3: ("Dropped",)}).answers == {1: ("c2",)}


def test_a_question_above_the_one_it_hangs_on_is_never_asked() -> None:
    assert visible([asked(K.TEXT, 2, when=after(1, "c1")), SERVICES], {1: ("c1",)}, "") == {1}


def test_when_a_question_is_shown_is_told_in_words() -> None:
    words = {"ngo": "Non-governmental organization"}
    assert only_if(SERVICES, FORM, words) is None
    told = only_if(WHICH, FORM, words)
    assert told is not None and (told.wording, told.answer_words, told.category_words, told.agreed) == (
        "Question 1", ("Beans",), (), False,
    )  # fmt: skip
    told = only_if(BOTH, FORM, words)
    assert told is not None and (told.wording, told.answer_words, told.category_words, told.agreed) == (
        "Question 3", (), ("Non-governmental organization",), True,
    )  # fmt: skip


# ── Choices ──────────────────────────────────────────────────────────────────────────────────────────────────────
OLD = (Choice("c1", "Rice"), Choice("c2", "Beans"), Choice("c3", "Bread"))
GONE = Choice("c4", "Soup", retired=True)


@pytest.mark.parametrize(
    ("old", "lines", "chosen", "new"),
    [
        ((), "Rice\n\n  Two   words \n", (), [("c1", "Rice", False), ("c2", "Two words", False)]),
        (OLD, "Bread\nRice\nBeans", ("c1",), [("c3", "Bread", False), ("c1", "Rice", False), ("c2", "Beans", False)]),
        (OLD, "Rice\nPulses\nBread", (), [("c1", "Rice", False), ("c2", "Pulses", False), ("c3", "Bread", False)]),
        (
            OLD, "Rice\nPulses\nBread", ("c2",),
            [("c1", "Rice", False), ("c4", "Pulses", False), ("c3", "Bread", False), ("c2", "Beans", True)],
        ),
        (OLD, "Rice\nBread", ("c2",), [("c1", "Rice", False), ("c3", "Bread", False), ("c2", "Beans", True)]),
        (OLD, "Rice\nBread", (), [("c1", "Rice", False), ("c3", "Bread", False)]),
        ((*OLD, GONE), "Rice\nSoup", ("c4",), [("c1", "Rice", False), ("c4", "Soup", False)]),
        ((*OLD, GONE), "Rice\nTea", ("c4",), [("c1", "Rice", False), ("c5", "Tea", False), ("c4", "Soup", True)]),
    ],
)  # fmt: skip
def test_codes_stay_with_their_words(old: Any, lines: str, chosen: Any, new: Any) -> None:
    found = recode(old, words_of_lines(lines), chosen)
    assert [(c.code, c.words, c.retired) for c in found] == new


lines = st.lists(st.sampled_from(["Rice", "Beans", "Bread", "Soup", "Tea"]), unique=True, min_size=2)


@given(st.lists(lines, min_size=1, max_size=6), st.data())
def test_whatever_is_written_what_was_chosen_stays_readable(
    written: list[list[str]], data: st.DataObject
) -> None:
    choices, chosen = recode((), written[0], ()), dict[str, str]()
    for words in written[1:]:
        picked = data.draw(st.sampled_from([c for c in choices if not c.retired]))
        chosen.setdefault(picked.code, picked.words)
        choices = recode(choices, words, chosen)
        assert len({c.code for c in choices}) == len(choices)
        assert [c.words for c in choices if not c.retired] == words
        assert {c.code: c.words for c in choices if c.code in chosen} == chosen


def test_a_choice_that_is_no_longer_offered_may_stay_with_whoever_chose_it() -> None:
    question = asked(K.CHOICE, choices=(Choice("c1", "Rice"), Choice("c2", "Beans", retired=True)))
    assert no(question, "c2") == "Choose among these."
    kept = check_answers([question], {1: ("c2",)}, before={1: ("c2",)})
    assert (kept.answers, kept.refusals) == ({1: ("c2",)}, {})
    assert shown_text(question, ("c2",)) == "Beans"


# ── Forms ────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("draft", "field", "sentence"),
    [
        (a_draft(wording=" "), "wording", "Fill this in."),
        (a_draft(purpose=""), "purpose", "Fill this in."),
        (
            a_draft(K.CHOICE, choices=("Rice",)),
            "choices",
            "Write at least two answers, each on a line of its own.",
        ),
        (a_draft(K.CHOICE, choices=("Rice", "rice")), "choices", "Two of these answers are the same."),
        (
            a_draft(K.CHOICE, choices=("Rice", "x" * 201)),
            "choices",
            "An answer to choose has at most 200 characters.",
        ),
        (
            a_draft(K.SEVERAL, choices=tuple(map(str, range(51)))),
            "choices",
            "At most 50 answers to choose from.",
        ),
        (a_draft(K.FILE, most=11), "most", "Write a whole number from 1 to 10."),
        (a_draft(K.FILE, most=0), "most", "Write a whole number from 1 to 10."),
        (a_draft(K.LONG_TEXT, most=3001), "most", "Write a whole number from 1 to 3000."),
        (a_draft(when=after(1, "c1")), "when_answers", "Choose among the answers to one earlier question."),
    ],
)
def test_a_question_that_cannot_be_asked(draft: Any, field: str, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        check_question(draft)
    assert (refused.value.field, str(refused.value)) == (field, sentence)


@pytest.mark.parametrize(
    "draft",
    [
        a_draft(wording="Date of birth"),
        a_draft(help="As in your passport."),
        a_draft(K.SEVERAL, choices=("Passport", "Bread")),
    ],
)
def test_what_is_never_asked_is_found_in_every_text_of_a_question(draft: Any) -> None:
    with pytest.raises(Refused, match="never asked"):
        check_question(draft)
    with pytest.raises(Refused, match="never asked"):
        check_section(SectionDraft("Travel", "Have your passport at hand."))


def test_a_question_hangs_only_on_earlier_answers_that_are_offered() -> None:
    check_form(FORM)
    with pytest.raises(Refused, match="is shown only after a certain answer"):
        check_form([WHICH, SERVICES])
    with pytest.raises(Refused, match="is shown only after a certain answer"):
        check_form([WHICH])
    fewer = asked(K.SEVERAL, 1, choices=(Choice("c1", "Rice"), Choice("c2", "Beans", retired=True)))
    with pytest.raises(Refused, match="after an answer that would no longer be offered"):
        check_form([fewer, WHICH])
    with pytest.raises(Refused, match="Choose among the answers"):
        check_question(a_draft(when=after(9, "yes")), [asked(K.TEXT, 9)])


def test_a_form_has_an_end() -> None:
    check_form([asked(number=n) for n in range(100)])
    with pytest.raises(Refused, match="at most 100 questions"):
        check_form([asked(number=n) for n in range(101)])
    check_form([asked(K.FILE, n, most=10) for n in range(2)])
    with pytest.raises(Refused, match="together may have 20 MB"):
        check_form([asked(K.FILE, n) for n in range(5)])


def test_what_is_proposed_is_a_form_and_asks_for_services() -> None:
    form = AskedForm(1, 1, proposed(str))
    check_form(form.questions)
    assert [section.title for section in form.sections] == ["Access needs"]
    assert [choice.words for choice in form.questions[0].choices] == [
        "Captioning", "Sign language interpretation", "Wheelchair access", "A seat for a support person",
        "A parking space near the entrance", "Another service",
    ]  # fmt: skip
    assert all(question.purpose for question in form.questions)
    for section in form.sections:
        check_section(SectionDraft(section.title, section.about))
        for question in section.questions:
            words = tuple(choice.words for choice in question.choices)
            check_question(
                a_draft(question.kind, wording=question.wording, help=question.help, choices=words)
            )
    assert visible(form.questions, {1: ("c2",)}, "") == {1, 2}


# ── Laws ─────────────────────────────────────────────────────────────────────────────────────────────────────────
CODES = ("c1", "c2", "c3")


@st.composite
def forms(draw: st.DrawFn) -> list[Asked]:
    """Questions that hang on earlier ones at will."""
    found: list[Asked] = []
    for number in range(1, draw(st.integers(1, 7)) + 1):
        deciding = [one for one in found if one.kind in (K.CHOICE, K.SEVERAL, K.AGREEMENT)]
        on = draw(st.sampled_from([None, *deciding]))
        codes = () if on is None else ("yes",) if on.kind is K.AGREEMENT else CODES
        when = When(
            tuple(draw(st.lists(st.sampled_from(["ngo", "state"]), unique=True))),
            None if on is None else on.id,
            tuple(draw(st.lists(st.sampled_from(codes), unique=True, min_size=1))) if codes else (),
        )
        kind = draw(st.sampled_from(list(K)))
        found.append(asked(kind, number, when=when, required=draw(st.booleans())))
    return found


sent = st.one_of(
    st.lists(
        st.one_of(st.sampled_from([*CODES, "yes", "2028-10-10", "5", ""]), st.text(max_size=8)), max_size=3
    ).map(tuple),
    st.just(CV),
)
answers = st.dictionaries(st.integers(1, 7), sent)
categories = st.sampled_from(["", "ngo", "state"])


@given(forms(), answers, categories)
def test_law_clean_answers_stay_as_they_are(form: list[Asked], raw: dict[int, Given], category: str) -> None:
    once = check_answers(form, raw, category)
    again = check_answers(form, once.answers, category)
    assert again.answers == once.answers
    assert again.shown == once.shown


@given(forms(), answers, categories)
def test_law_what_is_not_shown_has_no_answer(form: list[Asked], raw: dict[int, Given], category: str) -> None:
    checked = check_answers(form, raw, category)
    assert checked.answers.keys() <= checked.shown
    assert checked.refusals.keys() <= checked.shown
    assert not checked.answers.keys() & checked.refusals.keys()
    assert visible(form, checked.answers, category) == checked.shown
    needed = {q.id for q in form if q.required and q.id in checked.shown}
    assert needed <= checked.answers.keys() | checked.refusals.keys()


@given(forms(), answers, categories, st.randoms(use_true_random=False))
def test_law_the_order_of_questions_changes_no_answer(
    form: list[Asked], raw: Any, category: str, chance: Any
) -> None:
    left, other = list(form), list[Asked]()
    while left:  # any order in which each still stands below the one it hangs on
        there = {one.id for one in other}
        ready = [one for one in left if one.when.question is None or one.when.question in there]
        picked = chance.choice(ready)
        left.remove(picked)
        other.append(picked)
    check_form(other)
    assert check_answers(other, raw, category).answers == check_answers(form, raw, category).answers


@pytest.mark.parametrize("field", ["wording", "help", "purpose"])
@pytest.mark.parametrize(
    "text",
    ["Your passport number", "Pass\u200bport num\u00adber", "Your age", "Blood type", "Fecha de nacimiento"],
)
def test_no_text_of_a_question_asks_for_what_is_never_asked(field: str, text: str) -> None:
    with pytest.raises(Refused) as no:
        check_question(a_draft(K.TEXT, **{field: text}))
    assert no.value.field == field
