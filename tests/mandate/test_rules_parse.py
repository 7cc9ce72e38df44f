"""A resolution's data file: what is wrong in it is named."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import meetings.mandate
from meetings.mandate.rules import BadFile, parse_mandate

TEXT = (Path(meetings.mandate.__file__).parent / "data" / "61-15.toml").read_text(encoding="utf-8")


def changed(old, new):
    assert old in TEXT
    return TEXT.replace(old, new, 1)


def refusal(text, name="61-15.toml"):
    with pytest.raises(BadFile) as no:
        parse_mandate(text, name)
    return str(no.value)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('symbol = "61/15"', "symbol = 61", "61-15.toml [resolution], “symbol”: should be a text, but it is “61”."),
        ('symbol = "61/15"', 'symbol = " "', "61-15.toml [resolution], “symbol”: this text is blank."),
        ('symbol = "61/15"\n', "", "61-15.toml [resolution], “symbol”: this key is missing."),
        (
            'symbol = "61/15"',
            'symbol = "70/1"',
            "61-15.toml [resolution], “symbol”: a file of this symbol is named 70-1.toml.",
        ),
        (
            "council_session = 61",
            "council_session = true",
            "61-15.toml [resolution], “council_session”: should be a whole number, but it is “True”.",
        ),
        (
            "adopted_note",
            "note",
            "61-15.toml [resolution], “adopted_note”: without the date of adoption, say here why it is not known.",
        ),
        (
            "adopted_note",
            'adopted = "2026-04-01"\nadopted_note',
            "61-15.toml [resolution], “adopted”: should be a date, but it is “2026-04-01”.",
        ),
        (
            "adopted_note",
            "adopted = 2026-04-01T10:00:00Z\nadopted_note",
            "61-15.toml [resolution], “adopted”: should be a date, but it is “2026-04-01 10:00:00+00:00”.",
        ),
        (
            "adopted_note",
            "adopted = 2026-04-01\ndistributed = 2026-03-31\nadopted_note",
            "61-15.toml [resolution], “distributed”: a text cannot be distributed before it is adopted.",
        ),
        (
            "years = [2026, 2027, 2028]",
            "years = [2026, 2028, 2027]",
            "61-15.toml [cycle], “years”: each number should be higher than the one before.",
        ),
        (
            "years = [2026, 2027, 2028]",
            'years = ["2026"]',
            "61-15.toml [cycle], “years”: should be a list of numbers from 2006 to 2338, but it is “['2026']”.",
        ),
        (
            "workshop_year = 2028",
            "workshop_year = 2031",
            "61-15.toml [cycle], “workshop_year”: 2031 is not from 2026 to 2028.",
        ),
        (
            "session = 70\n",
            "session = 61\n",
            "61-15.toml [cycle] [report], “session”: 61 is not from 62 to 999.",
        ),
        (
            "{ number = 3, title",
            "{ number = 3, titel",
            "61-15.toml [cycle] [report] [[agenda_items]] 2, “title”: this key is missing.",
        ),
        (
            "progress_paragraphs = [1, 2, 3, 4, 5, 6, 7, 8]",
            "progress_paragraphs = [1, 12]",
            "61-15.toml, “cycle”: progress paragraph 12 has no obligation.",
        ),
        (
            "ends = 2025-09-30",
            "ends = 2025-09-28",
            "61-15.toml [cycle] [previous_workshop], “ends”: the last day is before the first.",
        ),
        (
            'verbs = ["recognition", "encouragement"]',
            'verbs = ["recognition", "demand"]',
            "61-15.toml [[obligations]] 3, “verbs”: “demand” should be one of: recognition, encouragement, request.",
        ),
        (
            'verbs = ["recognition", "encouragement"]',
            'verbs = ["recognition", "recognition"]',
            "61-15.toml [[obligations]] 3, “verbs”: “recognition” stands here twice.",
        ),
        (
            'verbs = ["recognition", "encouragement"]',
            "verbs = []",
            "61-15.toml [[obligations]] 3, “verbs”: should be a list of texts, but it is “[]”.",
        ),
        (
            "paragraph = 2\n",
            "paragraph = 1\n",
            "61-15.toml [[obligations]] 2, “paragraph”: OP1 stands here twice.",
        ),
        (
            'letter = "b"',
            'letter = "a"',
            "61-15.toml [[obligations]] 6, “paragraph”: OP5a stands here twice.",
        ),
        (
            'letter = "b"\n',
            "",
            "61-15.toml [[obligations]] 6, “letter”: paragraph 5 stands here whole and in parts.",
        ),
        (
            'letter = "b"',
            'letter = "B"',
            "61-15.toml [[obligations]] 6, “letter”: “B” should be one letter from a to z.",
        ),
        (
            'owner = "OHCHR (implied)"\n',
            "",
            "61-15.toml [[obligations]] 6, “owner”: a request says who must act (owner) and by when (due).",
        ),
        (
            '{ evidence = "cooperation_entry", count = 1 }',
            '{ evidence = "cooperation_entry", count = 0 }',
            "61-15.toml [[obligations]] 3 [[needs]] 2, “count”: 0 is not from 1 to 1000.",
        ),
        (
            'due = "Continuous"\n',
            'dew = "Continuous"\n',
            "61-15.toml [[obligations]] 3, “dew”: there is no such key here.",
        ),
        (
            'code = "focal-points-2027"',
            'code = "focal-points-2026"',
            "61-15.toml, “meetings”: the code “focal-points-2026” stands here twice.",
        ),
        ('kind = "workshop"', 'kind = "fair"', "61-15.toml [[meetings]] 4, “kind”: “fair” should be one of: workshop,"
         " focal_point_meeting."),
        (
            'kind = "workshop"',
            'kind = "focal_point_meeting"',
            "61-15.toml, “meetings”: there should be one workshop, in 2028.",
        ),
        (
            'mode = "virtual"\n',
            "",
            "61-15.toml [[meetings]] 1, “note”: without a mode, say here what is not known.",
        ),
        (
            'title = "Annual meeting of focal points, 2026"',
            'title = "x"\nstarts = 2026-12-01',
            "61-15.toml [[meetings]] 1, “ends”: give both the first and the last day, or neither.",
        ),
        (
            'title = "Annual meeting of focal points, 2026"',
            'title = "x"\nstarts = 2027-12-01\nends = 2027-12-01',
            "61-15.toml [[meetings]] 1, “starts”: the days should be in order, and in the meeting's year.",
        ),
        (
            'title = "Annual meeting of focal points, 2026"',
            'title = "x"\ncoincides_with_workshop = true',
            "61-15.toml [[meetings]] 1, “coincides_with_workshop”: the workshop is in 2028.",
        ),
        (
            'default = "replaces"',
            'default = "neither"',
            "61-15.toml [[questions]] 1, “default”: “neither” is none of the options.",
        ),
        (
            'code = "on_top"',
            'code = "replaces"',
            "61-15.toml [[questions]] 1, “options”: the code “replaces” stands here twice.",
        ),
        (
            'kind = "issuance"',
            'kind = "freeze"',
            "61-15.toml, “slots”: there should be one of each: freeze, submission, issuance.",
        ),
        (
            '[[slots]]\nkind = "issuance"\nweeks_before = 6\n',
            '[[slot]]\nkind = "issuance"\nweeks_before = 6\n',
            "61-15.toml, “slots”: there should be one of each: freeze, submission, issuance.",
        ),
        ("[resolution]", "[solution]", "61-15.toml, “resolution”: this key is missing."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(old, new, sentence):
    assert refusal(changed(old, new)) == sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "[resolution]\nsymbol = ",
            "61-15.toml, line 2, column 10: this is not TOML (Invalid value).",
        ),
        (
            "[resolution]\nsymbol = nothing\n",
            "61-15.toml, line 2, column 10: this is not TOML (Invalid value).",
        ),
        (
            'a = 1\n"b',
            "61-15.toml, line 2, column 3: this is not TOML (Unterminated string).",
        ),
        (
            "a = 1\na = 2\n",
            "61-15.toml, line 2, column 6: this is not TOML (Cannot overwrite a value).",
        ),
    ],
)
def test_no_toml_is_named_by_line_and_column(text, sentence):
    assert refusal(text) == sentence


def test_the_next_resolution_is_a_data_file():
    text = (
        TEXT.replace("61/15", "70/3")
        .replace("council_session = 61", "council_session = 70")
        .replace("session = 70\n", "session = 79\n")
        .replace("2028", "2031")
        .replace("2027", "2030")
        .replace("2026", "2029")
        .replace("due_session = 70", "due_session = 79")
        .replace("council_session = 79", "council_session = 70")
    )
    found = parse_mandate(text, "some/where/70-3.toml")
    assert (found.resolution.slug, found.cycle.years, found.cycle.report.session) == (
        "70-3",
        (2029, 2030, 2031),
        79,
    )
    assert found.workshop.code == "workshop-2031"


@given(st.text(max_size=300))
def test_any_text_is_a_mandate_or_refused(text):
    with pytest.raises(BadFile):
        parse_mandate(text, "61-15.toml")


@given(st.integers(0, len(TEXT)), st.integers(0, 40))
def test_a_file_with_a_hole_is_a_mandate_or_refused(start, length):
    try:
        parse_mandate(TEXT[:start] + TEXT[start + length :], "61-15.toml")
    except BadFile as no:
        assert str(no).startswith("61-15.toml")


def test_an_unknown_table_is_refused():
    assert refusal(TEXT + '\n[[slot]]\nkind = "freeze"\n') == "61-15.toml, “slot”: there is no such key here."


def test_a_list_of_tables_is_no_table():
    text = changed("[resolution]", "[[resolution]]")
    assert refusal(text).startswith("61-15.toml, “resolution”: should be a table, but it is “[{")


def test_an_entry_that_is_no_table():
    assert refusal(TEXT.replace("agenda_items = [", "agenda_items = [7,", 1)) == (
        "61-15.toml [cycle] [report], “agenda_items”: entry 1 is not a table."
    )
