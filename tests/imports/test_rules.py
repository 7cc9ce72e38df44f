"""The rules of reading tables: encodings, lines, workbooks, columns, people, twins."""

import csv
import io
from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from meetings.base.pages import LANGUAGES
from meetings.base.refusals import Refused
from meetings.base.tables_out import Heading, write_csv
from meetings.imports.rules import (
    MOST_COMPARED,
    Bad,
    Delimiter,
    Encoding,
    Field,
    Good,
    Reading,
    Seen,
    Table,
    TableLine,
    Twin,
    capacity_words,
    check_mapping,
    decoded,
    folded,
    likeliest,
    likeliest_delimiter,
    propose,
    read_csv,
    read_line,
    read_sheet,
    resemble,
    sheets_of,
)
from meetings.imports.rules.tables import table_of
from meetings.imports.rules.words import CODES
from meetings.questions.rules import QuestionKind
from meetings.registration.forms import RegistrationForm
from meetings.registration.rules import Category, Gender, Listing
from tests.imports.workbooks import a_workbook, of_many_attributes, of_rows_far_apart, with_marks_of_sound
from tests.questions.builders import asked

E = Encoding
WESTERN = (
    "Nom;Courriel;Organisation\nZoé Lefèvre-Nuñez;a@example.org;Communauté\nSören Ångström;c@example.org;"
)
CENTRAL = (
    "Jméno;E-mail;Organizace\nŁukasz Żółtowski;a@example.org;Związek\nJiří Novák;b@example.org;Společnost\n"
)
CYRILLIC = "Имя;Почта;Организация\nИнгрид Сольхейм;a@example.org;Содружество примеров\n"
ARABIC = "الاسم;البريد;المنظمة\nليلى حدادين;a@example.org;منظمة المثال\n"
CHINESE = "姓名;电子邮件;组织\n王小明;a@example.org;示例组织\n李娜;b@example.org;人权委员会\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (WESTERN, E.WESTERN),
        (CENTRAL, E.CENTRAL),
        (CYRILLIC, E.CYRILLIC),
        (CYRILLIC, E.KOI8),
        (CYRILLIC, E.ISO_CYRILLIC),
        (ARABIC, E.ARABIC),
        (ARABIC, E.ISO_ARABIC),
        (CHINESE, E.CHINESE),
        ("Name;Mail\nOle;a@example.org\n", E.UTF_8),
        *((text, e) for text in (WESTERN, CYRILLIC, ARABIC) for e in (E.UTF_8, E.UTF_16_LE, E.UTF_16_BE)),
    ],
)
def test_the_likeliest_encoding(text: str, encoding: Encoding) -> None:
    content = text.encode(encoding.value)
    assert likeliest(content) is encoding
    assert decoded(content, encoding) == text
    assert likeliest_delimiter(text) is Delimiter.SEMICOLON


@pytest.mark.parametrize(
    ("codec", "encoding"), [("utf-8-sig", E.UTF_8), ("utf-16", E.UTF_16_LE), ("utf-16-be", E.UTF_16_BE)]
)
def test_a_mark_decides_and_is_not_part_of_the_text(codec: str, encoding: Encoding) -> None:
    content = CYRILLIC.encode(codec)
    content = b"\xfe\xff" + content if codec == "utf-16-be" else content
    assert (likeliest(content), decoded(content, encoding)) == (encoding, CYRILLIC)


LATIN = st.text(st.characters(min_codepoint=32, max_codepoint=0xFF, exclude_categories=["C"]), max_size=80)


@given(LATIN, st.sampled_from([E.LATIN_1, E.UTF_8, E.UTF_16_LE, E.UTF_16_BE, E.CHINESE]))
def test_what_is_written_in_an_encoding_is_read_in_it(text: str, encoding: Encoding) -> None:
    try:
        content = text.encode(encoding.value)
    except UnicodeEncodeError:
        return
    if not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        assert decoded(content, encoding) == text


@pytest.mark.parametrize(
    "content", [b"a,b\0c\n", b"\xff\xfe\x00\xd8\x00\xd8", b"\x01\x02\x03" * 9, b"\x81\x00\xff" * 5]
)
def test_what_is_no_text_is_none_in_any_encoding(content: bytes) -> None:
    assert likeliest(content) is None


def test_lines_have_the_numbers_of_the_file() -> None:
    table = read_csv('Name,Mail\n\nOne,"a\nb"\n,,\nTwo,c,more\n', Delimiter.COMMA)
    assert table == Table(
        ("Name", "Mail"), (TableLine(3, ("One", "a\nb")), TableLine(6, ("Two", "c"), spills=True))
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "This table is empty."),
        ("\n,,\n", "This table is empty."),
        ("Name,Mail\n", "This table has headings, but no line below them."),
        (
            'Name,Mail\nA,b\n"C,d\nE,f\n',
            "The table breaks off at line 3: a quotation mark there is not closed",
        ),
        (",".join("abcdefghij" * 7) + "\n", "This table has more than 60 columns."),
        ("Name\n" + "A\n" * 20_001, "This table has more than 20,000 lines. Part it."),
        ("Name\n" + "x" * 200_000, "The table breaks off at line 2"),
    ],
)
def test_what_is_no_table_is_told(text: str, why: str) -> None:
    with pytest.raises(Refused) as no:
        read_csv(text, Delimiter.COMMA)
    assert str(no.value).startswith(why)


CELLS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5))
def test_what_is_fetched_to_be_mended_reads_as_it_was_and_runs_nothing(rows: list[tuple[str, str]]) -> None:
    out = io.BytesIO()
    write_csv(out, [Heading("One"), Heading("Two")], [list(zip(*rows, strict=True))])
    content = out.getvalue()
    again = read_csv(decoded(content, E.UTF_8), Delimiter.COMMA)
    written = [line.cells for line in again.lines]
    assert written == [line.cells for line in read_csv_of(rows).lines]
    cells = [c for line in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for c in line]
    assert len(cells) == 2 + 2 * len(rows)
    assert [c for c in cells if c.startswith(("=", "+", "-", "@"))] == []


def read_csv_of(rows: list[tuple[str, str]]) -> Table:
    return table_of(iter([(1, ("One", "Two")), *((n, row) for n, row in enumerate(rows, 2))]))


def test_a_workbook_is_read_as_text_and_formulas_are_what_they_last_gave() -> None:
    book = a_workbook(
        ("=SUM(A1)", 5.0, datetime(2028, 10, 3), True),
        (('="Al"&"ma"', "Alma"), 2.5, "", None),
        heads=("Name", "Number", "Day", "Yes"),
    )
    assert sheets_of(book) == ["People", "Notes"]
    assert read_sheet(book, "People") == Table(
        ("Name", "Number", "Day", "Yes"),
        (TableLine(2, ("=SUM(A1)", "5", "2028-10-03", "yes")), TableLine(3, ("Alma", "2.5", "", ""))),
        formulas=1,
    )


@pytest.mark.parametrize("made", [of_rows_far_apart, of_many_attributes])
def test_a_workbook_that_would_take_the_time_of_others_is_refused(made: Callable[[], bytes]) -> None:
    with pytest.raises(Refused, match="too large when it is unpacked"):
        read_sheet(made(), "People")


def test_texts_with_marks_of_sound_and_bold_letters_are_read_without_them() -> None:
    assert read_sheet(with_marks_of_sound(), "People") == Table(("東京",), (TableLine(2, ("東京",)),))


def a_table(*headings: str, cells: dict[str, str] | None = None) -> Table:
    return Table(
        headings,
        tuple(TableLine(n + 2, tuple((cells or {}).get(h, "x") for h in headings)) for n in range(3)),
    )


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (("Name", "E-mail", "Organization", "Category"), ["name", "email", "organization", "category"]),
        (("Prénom", "Nom de famille", "Courriel", "Organisme"), ["given", "family", "email", "organization"]),
        (
            ("Nombre completo", "Correo electrónico", "Institución", "Cargo"),
            ["name", "email", "organization", "function"],
        ),
        (("ФИО", "Эл. почта", "Организация", "Пол"), ["name", "email", "organization", "gender"]),
        (
            ("الاسم الكامل", "البريد الإلكتروني", "المنظمة", "اللغة"),
            ["name", "email", "organization", "languages"],
        ),
        (("姓名", "电子邮件", "组织", "职务"), ["name", "email", "organization", "function"]),
        (("FULL NAME", "e mail adress", "Organisations", "Shoe size"), ["name", "email", "organization", ""]),
        (("Name", "Name", "Which dish do you want?", "Line"), ["name", "", "q7", ""]),
    ],
)
def test_headings_say_what_columns_hold(headings: tuple[str, ...], fields: list[str]) -> None:
    assert propose(a_table(*headings), {"q7": "Which dish do you want?"}) == fields


def test_an_address_is_known_by_what_stands_in_the_column() -> None:
    table = a_table("Name", "Contact", "E-mail", cells={"Contact": "a@example.org", "E-mail": "none"})
    assert propose(table, {}) == ["name", "email", ""]


@pytest.mark.parametrize(
    ("mapping", "field", "why"),
    [
        (
            ("name", "email", "organization", "name"),
            "c3",
            "Another column is taken for this already. Leave one of them out.",
        ),
        (
            ("given", "email", "organization"),
            None,
            "Say which column holds the full name, or which two the given and the family name.",
        ),
        (
            ("name", "family", "email", "organization"),
            None,
            "The full name is a column of its own; leave given and family name out.",
        ),
        (("name", "", "organization"), None, "Say which column holds this: E-mail address."),
        (("name", "email", ""), None, "Say which column holds this: Organization."),
    ],
)
def test_what_is_needed_is_named(mapping: tuple[str, ...], field: str | None, why: str) -> None:
    with pytest.raises(Refused) as no:
        check_mapping(mapping)
    assert (no.value.field, str(no.value)) == (field, why)


def test_a_name_in_two_columns_is_enough() -> None:
    check_mapping(("given", "family", "email", "organization", "", ""))


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("NGO", "ngo"), ("ngo", "ngo"), ("Non governmental organisation", "ngo"), ("ONG", "ngo"), ("НПО", "ngo"),
        ("National human rights institution", "nhri"), ("Permanent Mission", "member_state"), ("regional", "regional"),
        ("Regional Organization", "regional"), ("Estado miembro", "member_state"), ("Zebra", ""), ("1", ""),
    ],
)  # fmt: skip
def test_words_for_capacities(word: str, code: str) -> None:
    assert resemble(word, capacity_words({})) == code


HEADINGS = ("Name", "Mail", "Body", "Kind", "Speaks", "Sex", "Zone", "List", "Dish", "Day", "Both")
DISH = asked(QuestionKind.CHOICE, 1)
DAY = asked(QuestionKind.DATE, 2, required=True)
BOTH = asked(QuestionKind.SEVERAL, 3)
READING = Reading(
    ("name", "email", "organization", "category", "languages", "gender", "zone", "listing", "q1", "q2", "q3"),
    {"NGO": "ngo", "Odd": ""},
    otherwise="regional",
    questions=(DISH, DAY, BOTH),
)


def line(**cells: str) -> TableLine:
    right = {"Name": "Alma Varga", "Mail": "Alma@Example.org", "Body": "Forum"}
    return TableLine(2, tuple((right | cells).get(heading, "") for heading in HEADINGS))


def test_a_line_with_all() -> None:
    full = line(
        Kind="NGO", Speaks="français, EN", Sex="F", Zone="Pacific/Fiji", List="no", Dish="rice", Day="2028-10-03",
        Both="Bread; beans", Mail="Alma@BÜCHER.example",
    )  # fmt: skip
    read = read_line(full, HEADINGS, READING)
    assert isinstance(read, Good)
    draft = read.draft
    assert (draft.name, draft.email, draft.organization) == (
        "Alma Varga",
        "alma@xn--bcher-kva.example",
        "Forum",
    )
    assert (draft.category, draft.languages, draft.gender) == (Category.NGO, ("en", "fr"), Gender.WOMAN)
    assert (draft.zone, draft.listing) == ("Pacific/Fiji", Listing.NONE)
    assert read.answers == {1: ("c1",), 2: ("2028-10-03",), 3: ("c2", "c3")}


def test_a_line_with_little_is_enough() -> None:
    read = read_line(line(), HEADINGS, READING)
    assert isinstance(read, Good)
    assert (read.draft.category, read.draft.languages, read.answers) == (Category.REGIONAL, (), {})


@pytest.mark.parametrize(
    ("cells", "column", "why"),
    [
        ({"Name": ""}, "Name", "Nothing stands here, but it is needed."),
        ({"Name": "x" * 500}, "Name", "At most 200 characters; these are 500."),
        ({"Name": "a\u202eb"}, "Name", "This holds a character that cannot be shown."),
        ({"Mail": "alma"}, "Mail", "“\u2068alma\u2069” is no e-mail address."),
        ({"Mail": "a@b@example.org"}, "Mail", "“\u2068a@b@example.org\u2069” is no e-mail address."),
        ({"Mail": "ж@example.org"}, "Mail", "“\u2068ж@example.org\u2069” is no e-mail address."),
        ({"Body": ""}, "Body", "Nothing stands here, but it is needed."),
        ({"Kind": "Odd"}, "Kind", "“\u2068Odd\u2069” stands for no capacity yet."),
        ({"Speaks": "Klingon"}, "Speaks", "“\u2068Klingon\u2069” is none of the six languages."),
        ({"Sex": "?"}, "Sex", "“\u2068?\u2069” is not understood here."),
        (
            {"Zone": "Moon/Base"},
            "Zone",
            "“Moon/Base” is not a time zone we know. Write it like Pacific/Fiji.",
        ),
        ({"Dish": "Stones"}, "Dish", "“\u2068Stones\u2069” is none of the answers to this question."),
        ({"Day": "3.10.2028"}, "Day", "There is no such day. Choose one, or write it like 2028-10-03."),
    ],
)
def test_what_is_wrong_is_told_by_column(cells: dict[str, str], column: str, why: str) -> None:
    read = read_line(line(**cells), HEADINGS, READING)
    assert isinstance(read, Bad)
    assert (read.column, str(read.why)) == (column, why)


def test_a_line_that_is_too_long_is_shifted() -> None:
    read = read_line(TableLine(2, ("a",), spills=True), HEADINGS, READING)
    assert isinstance(read, Bad)
    assert (read.column, str(read.why)) == (
        "",
        "There are more cells than headings; a delimiter may stand where none should.",
    )


def test_the_languages_are_those_of_the_house() -> None:
    assert tuple(LANGUAGES) == CODES


def test_every_field_has_a_heading_by_its_own_words() -> None:
    assert [propose(a_table(field.label), {}) for field in Field] == [[field.value] for field in Field]


def seen(*people: tuple[str, str, str]) -> Seen:
    there = Seen({"example forum": 1, "ef": 1})
    for n, (email, name, organization) in enumerate(people):
        there.add(email, name, organization, Twin(name, n + 2, None, sure=False))
    return there


@pytest.mark.parametrize(
    ("email", "name", "organization", "twin"),
    [
        ("alma@example.org", "Somebody Else", "Elsewhere", (2, True)),
        ("other@example.org", "Alma Varga", "Example Forum", (2, False)),
        ("other@example.org", "VARGA, Álma", "EF", (2, False)),
        ("other@example.org", "Alma Vargas", "example  forum", (2, False)),
        ("other@example.org", "Alma Varga", "Example Council", None),
        ("other@example.org", "Bela Varga", "Example Forum", None),
        ("other@example.org", "ليلى حدادين", "منظمة المثال", (3, False)),
        ("other@example.org", "王小明", "示例组织", (4, False)),
    ],
)
def test_who_is_there_already(
    email: str, name: str, organization: str, twin: tuple[int, bool] | None
) -> None:
    there = seen(
        ("alma@example.org", "Alma Varga", "Example Forum"),
        ("laila@example.org", "ليلى حَدّادين", "منظمة المثال"),
        ("wang@example.org", "王小明", "示例组织"),
    )
    found = there.twin_of(email, name, organization)
    assert (None if found is None else (found.line, found.sure)) == twin


def test_comparing_is_bounded() -> None:
    there = seen(
        *(
            (f"p{n}@example.org", f"Am{n:05}mm Zz{n * 7919 % 100_000:05}ww", "Example Forum")
            for n in range(1000)
        )
    )
    assert {len(names) for block, names in there._blocks.items() if block == ("#1", "am")} == {1000}
    assert there.twin_of("x@example.org", "Am00999mm Zz10081ww", "EF") is not None
    assert there.twin_of("x@example.org", "Am00000mm Zz00000ww", "EF") is None, (
        f"only the newest {MOST_COMPARED}"
    )


def test_folded_says_nothing_of_case_accents_and_signs() -> None:
    assert folded("  ÉVA-Mária  O’Neil ") == "eva maria o neil"


@pytest.mark.parametrize(
    ("name", "email", "body"),
    [
        ("Alma Varga", "alma@example.org", "Forum"),
        ("x" * 200, "a@example.org", "x" * 200),
        ("x" * 201, "a@example.org", "Forum"),
        ("Alma", "alma@localhost", "Forum"),
        ("Alma", f"{'a' * 64}@example.org", "Forum"),
        ("Alma", f"{'a' * 65}@example.org", "Forum"),
        ("Alma", "alma@example..org", "Forum"),
        ("a\u200fb\u200c", "a@example.org", "Forum"),
        ("a\u202eb", "a@example.org", "Forum"),
        ("a\x07b", "a@example.org", "Forum"),
        ("", "a@example.org", "Forum"),
        ("Alma", "a@example.org", ""),
        ("Alma", "x@xn--nxasmq6b.example", "Forum"),
    ],
)
def test_what_is_taken_from_a_file_is_what_the_public_form_takes(
    app: Flask, name: str, email: str, body: str
) -> None:
    read = read_line(line(Name=name, Mail=email, Body=body), HEADINGS, READING)
    typed = {"name": name, "email": email, "organization": body, "category": "regional", "languages": "en"}
    with app.test_request_context("/", method="POST", data=typed):
        assert isinstance(read, Good) == RegistrationForm().validate()


@pytest.mark.parametrize("first", ["sep=;\n", "SEP=;\r\n", '"sep=;"\n', "sep=;;;\n"])
def test_a_first_line_that_names_the_delimiter_is_understood(first: str) -> None:
    text = f"{first}Name;Words\nAnn;a, b, c, d\n"
    assert likeliest_delimiter(text) is Delimiter.SEMICOLON
    table = read_csv(text, Delimiter.SEMICOLON)
    assert (table.headings, table.lines) == (("Name", "Words"), (TableLine(3, ("Ann", "a, b, c, d")),))
