"""Paragraphs, footnotes, words, who may be named, which names stand in a text."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.base.refusals import Refused
from meetings.outcomes import rules
from meetings.outcomes.rules import KnownNames, Late, RecordKind, RecordText, Step, SummaryStatus
from meetings.programme.rules import Attribution
from meetings.record.rules import likely_in

PUBLIC, APPROVAL, CHATHAM = Attribution.PUBLIC, Attribution.ON_APPROVAL, Attribution.CHATHAM_HOUSE
TEXTS = st.text(alphabet=st.sampled_from("ab .^[]1\n\té中"), max_size=60)


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("", ()),
        (" \n\n \t\n", ()),
        ("one", ("one",)),
        ("one\ntwo", ("one two",)),
        ("one\n\ntwo", ("one", "two")),
        ("one\r\n \t\r\n\r\ntwo  three\n", ("one", "two three")),
        ("one\u2029\u2029two", ("one", "two")),
    ],
)
def test_split_paragraphs(text: str, paragraphs: tuple[str, ...]) -> None:
    assert rules.split_paragraphs(text) == paragraphs


@given(TEXTS)
def test_paragraphs_joined_again_are_the_same_paragraphs(text: str) -> None:
    found = rules.split_paragraphs(text)
    assert rules.split_paragraphs("\n\n".join(found)) == found
    assert " ".join(found).split() == text.split()


@pytest.mark.parametrize(
    ("paragraph", "marked", "notes"),
    [
        ("Plain.", "Plain.", ()),
        ("Said.^[A/HRC/34/23.]", "Said.[^1]", ("A/HRC/34/23.",)),
        ("Said. ^[One] Then.^[Two]", "Said.[^1] Then.[^2]", ("One", "Two")),
        ("Said.^[see [1] below] End", "Said.[^1] End", ("see [1] below",)),
        ("Said.^[a ^[b] c]", "Said.[^1]", ("a ^[b] c",)),
        ("Said.^[never closed", "Said.^[never closed", ()),
        ("Said.^[open ^[closed] on", "Said.^[open[^1] on", ("closed",)),
        ("Said.^[] ^[ ]", "Said.^[] ^[ ]", ()),
        ("A [list] and 2^3.", "A [list] and 2^3.", ()),
        ("Typed [^1] by hand.^[Real]", "Typed [1] by hand.[^1]", ("Real",)),
        ("]^[x]", "][^1]", ("x",)),
        ("قيل.^[انظر]", "قيل.[^1]", ("انظر",)),
    ],
)
def test_split_footnotes(paragraph: str, marked: str, notes: tuple[str, ...]) -> None:
    assert rules.split_footnotes(paragraph) == (marked, notes)


@given(TEXTS)
def test_each_mark_has_its_footnote_in_order(paragraph: str) -> None:
    marked, notes = rules.split_footnotes(paragraph)
    assert re.findall(r"\[\^(\d+)\]", marked) == [str(n) for n in range(1, len(notes) + 1)]
    assert all(note.strip() for note in notes)


def test_a_long_unclosed_text_takes_no_time() -> None:
    assert rules.split_footnotes("^[" * 100_000) == ("^[" * 100_000, ())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("One two\n\nthree", 3),
        ("One.^[Two three.]", 3),
        ("人权 law", 3),
        ("one–two three", 2),
        ("حقوق الإنسان", 2),
    ],
)
def test_count_words(text: str, words: int) -> None:
    assert rules.count_words(text) == words


def a_text(
    attribution: Attribution, organization: str = "Example Forum", approved: bool = False, **given: str
) -> RecordText:
    values = {"text": "Fees are waived.", "paragraph": "8"} | given
    return RecordText(
        RecordKind.PRACTICE, values["text"], organization, attribution, approved, values["paragraph"]
    )


@pytest.mark.parametrize("session", list(Attribution))
@pytest.mark.parametrize("record", list(Attribution))
@pytest.mark.parametrize("organization", ["", "Example Forum"])
def test_a_record_is_never_wider_than_its_session(
    session: Attribution, record: Attribution, organization: str
) -> None:
    order = [CHATHAM, APPROVAL, PUBLIC]
    allowed = order.index(record) <= order.index(session) and not (record is CHATHAM and organization)
    try:
        rules.check_record(a_text(record, organization), session)
    except Refused as no:
        assert not allowed
        assert no.field == ("organization" if order.index(record) <= order.index(session) else "attribution")
    else:
        assert allowed
    assert (record in rules.levels_within(session)) == (order.index(record) <= order.index(session))
    assert rules.levels_within(session)[0] is session


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (a_text(PUBLIC, text=" \n"), "text"),
        (a_text(PUBLIC, paragraph="0"), "paragraph"),
        (a_text(PUBLIC, paragraph="eight"), "paragraph"),
        (a_text(PUBLIC, approved=True), "naming_approved"),
        (a_text(APPROVAL, organization="", approved=True), "organization"),
        (a_text(APPROVAL, text="The EXAMPLE forum waives fees."), "text"),
    ],
)
def test_records_that_are_refused(given: RecordText, field: str) -> None:
    with pytest.raises(Refused) as no:
        rules.check_record(given, PUBLIC)
    assert no.value.field == field


@pytest.mark.parametrize(
    ("attribution", "approved", "named"),
    [
        (PUBLIC, False, True),
        (APPROVAL, False, False),
        (APPROVAL, True, True),
        (CHATHAM, False, False),
        (CHATHAM, True, False),
    ],
)
def test_may_name(attribution: Attribution, approved: bool, named: bool) -> None:
    assert rules.may_name(attribution, approved) is named


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("then Marisol Quiñones Vega said", "Marisol Quiñones Vega", True),
        ("then MARISOL QUINONES\nVEGA said", "Marisol Quiñones Vega", True),
        ("Kebede–Strand’s view", "Kebede-Strand", True),
        ("Mari\u200bsol\u00a0Vega", "Marisol Vega", True),
        ("the Example Forums", "Example Forum", False),
        ("a counterexample forum", "Example Forum", False),
        ("_Example Forum_", "Example Forum", True),
        ("Søren Ærø", "Soren Aero", True),
        ("王伟说", "王伟", True),
        ("قال وأحمد سالم", "أحمد سالم", True),
        ("قال بأحمد سالمون", "أحمد سالم", False),
        ("nothing", "", False),
        ("nothing", "!!", False),
    ],
)
def test_names_in(text: str, name: str, found: bool) -> None:
    assert rules.names_in(text, [name]) == ((name,) if found else ())


@given(st.text(alphabet="abcdé'- ", min_size=1, max_size=12), TEXTS, TEXTS)
def test_a_planted_name_is_always_found(name: str, before: str, after: str) -> None:
    expected = (name,) if rules.fold(name) else ()
    assert rules.names_in(f"{before} {name.upper()}, {after}", [name]) == expected


KNOWN = KnownNames(
    speakers=(
        *("Marisol Quiñones Vega", "John March", "Ida Ruud-Bright", "Thị Mai Ng"),
        *("Ana PETREL", "Bo XU", "Lee JUNE", "ida tern", "Ama della Li", "Jo Straße"),
    ),
    participants=(
        *("Wei Green", "Marisol Quiñones Vega", "Noor Dale Al-Finch"),
        *("Mei He", "Nguyễn Văn An", "Lan Do", "Juan San José"),
        *("Ki Min-jun", "Eva Maria van der Gull", "Jean-Pierre Skua", "Omar al-Grebe", "Inés d’Auk"),
    ),
    organizations=("The Example Commission for Law (Lagoon Commission)", "African Union"),
    acronyms=("AU", "CARICOM", "CAN"),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A participant said that it can be done in March.", ()),
        ("Ms. Vega spoke.", ("Marisol Quiñones Vega",)),
        ("VEGA, Marisol Quiñones", ("Marisol Quiñones Vega",)),
        ("Green policies; Wei Green agreed.", ("Wei Green",)),
        ("the lagoon commission", ("The Example Commission for Law (Lagoon Commission)",)),
        ("Example Commission for Law’s view", ("The Example Commission for Law (Lagoon Commission)",)),
        ("The AU and Caricom", ("AU", "CARICOM")),
        ("pains au chocolat", ()),
        ("the african union", ("African Union",)),
        ("GREEN, Wei; Green Wei", ("Wei Green",)),
        ("Ms. Green, W. Green", ("Wei Green",)),
        ("W. Greenland; a green Ms.", ()),
        ("QUIÑONES VEGA, Marisol", ("Marisol Quiñones Vega",)),
        ("Mr. March in March", ("John March",)),
        ("the A.U., C A N", ("AU", "CAN")),
        ("Ms. Ruud, I. BRIGHT", ("Ida Ruud-Bright",)),
        ("Ruud’s view", ("Ida Ruud-Bright",)),
        ("Bright days; the ruuds", ()),
        ("Ida Bright", ("Ida Ruud-Bright",)),
        ("NOOR FINCH, Noor Dale", ("Noor Dale Al-Finch",)),
        ("Ms. Finch", ("Noor Dale Al-Finch",)),
        ("Mr. Al of Dale or Finch", ()),
        ("President Ng, Madam Ng, H.E. Ng, Justice NG", ("Thị Mai Ng",)),
        ("T. M. Ng", ("Thị Mai Ng",)),
        ("Mai Ng", ("Thị Mai Ng",)),
        ("Ng Thi", ("Thị Mai Ng",)),
        ("NG, Thị", ("Thị Mai Ng",)),
        ("An ng of the President", ()),
        ("Secretary-General Ng; Vice-President NG", ("Thị Mai Ng",)),
        ("They thanked the Chair. He agreed. Section V. An overview; the President. An observer", ()),
        ("Justice Green agreed; it was for President Green.", ("Wei Green",)),
        ("It was for the Justice. Green policies; the President: Green.^[Chair] Green\nChair\nGreen", ()),
        ("In San José the Court met; the Director. Do States know?", ()),
        ("Mx. Green, Madam March, H.E. March", ("John March", "Wei Green")),
        ("Ms. An spoke.", ("Nguyễn Văn An",)),
        ("Ms. Petrel; Mr. Xu", ("Ana PETREL", "Bo XU")),
        ("Petrel’s view", ("Ana PETREL",)),
        ("Ms. Tern", ("ida tern",)),
        ("Ms. Della Li, A. della Li", ("Ama della Li",)),
        ("Mr. Ki spoke.", ("Ki Min-jun",)),
        ("Ms. van der Gull", ("Eva Maria van der Gull",)),
        ("E. M. van der Gull", ("Eva Maria van der Gull",)),
        ("Eva M. Gull, J.-P. Skua", ("Eva Maria van der Gull", "Jean-Pierre Skua")),
        ("Commissioner Skua", ("Jean-Pierre Skua",)),
        ("Doctor Skua, Señora d'Auk", ("Jean-Pierre Skua", "Inés d’Auk")),
        ("Mr. Al-Grebe", ("Omar al-Grebe",)),
        ("O. al Grebe", ("Omar al-Grebe",)),
        ("Mr. Strasse", ("Jo Straße",)),
        ("The van; the gull, a petrel in June; Al of Omar, a grebe", ()),
    ],
)
def test_known_in(text: str, found: tuple[str, ...]) -> None:
    assert rules.known_in(text, KNOWN) == found
    assert rules.known_in(text, likely_in(text, KNOWN)) == found


def test_the_refusal_says_what_and_where() -> None:
    found = rules.namings("Nobody.\n\nWell.^[Told by Wei Green.]", KNOWN)
    with pytest.raises(Refused) as no:
        rules.check_nobody_named(found)
    assert str(no.value).startswith("Paragraph 2 of the summary names Wei Green. ")


S = SummaryStatus
ENDS = datetime(2025, 9, 29, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "after", "late"),
    [
        (None, timedelta(hours=24), None),
        (None, timedelta(hours=24, seconds=1), Late.TO_HAND_IN),
        (S.DRAFT, timedelta(days=2), Late.TO_HAND_IN),
        (S.DRAFT, -timedelta(days=2), None),
        (S.SUBMITTED, timedelta(days=6), None),
        (S.SUBMITTED, timedelta(days=8), Late.TO_APPROVE),
        (S.ROUND, timedelta(days=8), Late.TO_APPROVE),
        (S.APPROVED, timedelta(days=99), None),
        (S.FROZEN, timedelta(days=99), None),
    ],
)
def test_lateness(status: SummaryStatus | None, after: timedelta, late: Late | None) -> None:
    assert rules.lateness(status, ENDS, ENDS - timedelta(hours=8), ENDS + after) is late


@pytest.mark.parametrize("now_is", list(S))
@pytest.mark.parametrize("step", list(Step))
def test_steps(now_is: SummaryStatus, step: Step) -> None:
    allowed = {
        (S.DRAFT, Step.HAND_IN): S.SUBMITTED,
        (S.SUBMITTED, Step.GIVE_BACK): S.DRAFT,
        (S.SUBMITTED, Step.OPEN_ROUND): S.ROUND,
        (S.SUBMITTED, Step.APPROVE): S.APPROVED,
        (S.ROUND, Step.TAKE_BACK): S.SUBMITTED,
        (S.ROUND, Step.CONFIRM): S.APPROVED,
        (S.APPROVED, Step.REOPEN): S.DRAFT,
        (S.APPROVED, Step.FREEZE): S.FROZEN,
        (S.FROZEN, Step.CORRECT): S.DRAFT,
    }
    try:
        assert rules.check_step(now_is, step) is allowed[now_is, step]
    except Refused:
        assert (now_is, step) not in allowed
    assert (step in rules.steps_from(now_is)) == ((now_is, step) in allowed)


def test_the_table_of_states_is_whole() -> None:
    """Every step has its line, every state its words, every state but the last a way on."""
    assert set(rules.MOVES) == set(Step) and set(rules.SEEN) == set(S)
    assert [s for s in S if not rules.steps_from(s)] == []
    assert {s for s in S if s in rules.USED} == {S.APPROVED, S.FROZEN}
    for status in S:
        for wording in (False, True):
            try:
                rules.check_writable(status, wording)
                open_to = True
            except Refused:
                open_to = False
            assert open_to == (status is S.DRAFT or (wording and status is S.ROUND))


@pytest.mark.parametrize("under", list(Attribution))
@pytest.mark.parametrize("session", list(Attribution))
def test_approval_ends_when_the_session_is_made_stricter(under: Attribution, session: Attribution) -> None:
    order = [CHATHAM, APPROVAL, PUBLIC]
    assert rules.still_approved(S.APPROVED, under, session) == (order.index(under) <= order.index(session))
    assert not rules.still_approved(S.SUBMITTED, under, session)
