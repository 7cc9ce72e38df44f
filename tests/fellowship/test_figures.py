"""The fellowship in numbers: the same on the page, in the file and in the report, and no small number by gender."""

import csv
import io
from itertools import pairwise

from docx import Document as open_docx
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.directory.rules import Region
from meetings.fellowship.actions import forget_applications
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition, FellowshipPast
from meetings.fellowship.rules import (
    ApplicationState,
    Counted,
    EditionState,
    Stage,
    is_first,
    numbers_by,
    organizations_by_stage,
    stage_of,
    told_by_stage,
)
from meetings.mandate.queries import cycle_for
from meetings.registration.rules import Gender
from meetings.report.actions import compose
from meetings.report.rules import FellowshipFacts, fellowships_by_year
from meetings.report.rules.composing.fellowship import _applied, _selected
from tests.assessment.builders import eligible
from tests.builders import an_organization
from tests.fellowship.builders import an_edition
from tests.fellowship.test_thread import text_of
from tests.kit_app import ON_ONE_DATABASE, signed_in, statements, work
from tests.report.builders import a_mandate

A = ApplicationState
nested = st.lists(st.integers(0, 12), min_size=4, max_size=4).map(lambda n: tuple(sorted(n, reverse=True)))


def cell(stage: Stage, organization: str = "A", *, first: bool | None = False, number: int = 1) -> Counted:
    return Counted(1, stage, Region.AFRICA, Gender.WOMAN, organization, first, number)


def test_whoever_came_further_was_there_too() -> None:
    cells = [
        cell(Stage.APPLIED, number=3),
        cell(Stage.SELECTED, "B", first=True),
        cell(Stage.ACCEPTED, first=None),
    ]
    assert numbers_by(cells, lambda one: one.region) == {Region.AFRICA: (5, 2, 2, 1)}
    assert organizations_by_stage(cells) == (2, 2, 2, 1)
    assert organizations_by_stage(cells, first=True) == (1, 1, 1, 0)
    assert {state for state in A if stage_of(state) is None} == {A.DRAFT}
    assert (stage_of(A.WITHDRAWN), stage_of(A.LAPSED)) == (Stage.APPLIED, Stage.SELECTED)


def test_an_organization_is_there_for_the_first_time_until_one_of_its_people_is_a_fellow() -> None:
    order, fellows = [7, 3, 9], {(1, 3)}
    assert [is_first(1, edition, order, fellows, ()) for edition in order] == [True, True, False]
    assert not is_first(1, 7, order, fellows, {1})


@given(st.dictionaries(st.sampled_from(["w", "m", "o", ""]), nested, max_size=4), st.integers(2, 6))
def test_no_small_number_is_told_nor_can_be_worked_out(rows, smallest: int) -> None:
    told = told_by_stage(rows, smallest)
    for row, cells in told.items():
        known = [(n, one.number) for n, one in zip(rows[row], cells, strict=True) if one.number is not None]
        assert all(n == number and (n == 0 or n >= smallest) for n, number in known)
        assert not any(0 < a - b < smallest for (a, _), (b, _) in pairwise(known))
        assert all(
            (one.below is not None) == (0 < n < smallest) for n, one in zip(rows[row], cells, strict=True)
        )
    for at in range(4):
        assert len(rows) < 2 or sum(cells[at].number is None for cells in told.values()) != 1


def test_the_report_says_it_in_sentences() -> None:
    facts = FellowshipFacts(1, "f", "F", 2028, 34, 30, None, 0, (("Africa", 12), ("", 22)))
    assert _applied(facts) == (
        "For the edition of 2028 of the fellowship, 34 applications were received (12 from Africa and 22 from "
        "organizations that are not in the directory), of which 30 met the conditions."
    )
    assert list(_selected(facts)) == []
    said = FellowshipFacts(
        1, "f", "F", 2028, 12, 12, 6, 5, (), (("Africa", 3), ("Americas", 2)), (("Woman", 7), ("", 5)), 4, 1
    )
    assert _applied(said).endswith("By their own account, applicants were seven women and five did not say.")
    assert list(_selected(said)) == [
        "Six applicants were selected and five became fellows (three from Africa and two from the Americas).",
        "The fellows came from four organizations, of which one had had no fellow before.",
    ]
    one = FellowshipFacts(1, "f", "F", 2028, 1, 1, 1, 1, (), (), (), 1, 1)
    assert list(_selected(one)) == [
        "One applicant was selected and one became a fellow.",
        "The fellow came from one organization, which had had no fellow before.",
    ]
    assert list(_selected(FellowshipFacts(1, "f", "F", 2028, 3, 3, 2))) == [
        "Two applicants were selected; none has become a fellow."
    ]


def test_years_stand_side_by_side_and_what_is_not_decided_is_not_told() -> None:
    stages, whence = fellowships_by_year(
        [
            FellowshipFacts(1, "a", "A", 2026, 12, 10, 6, 5, fellow_regions=(("Africa", 3), ("", 2))),
            FellowshipFacts(2, "b", "B", 2026, 3, 3, 1, 1, fellow_regions=(("Asia", 1),)),
            FellowshipFacts(3, "c", "C", 2027, 1200),
            FellowshipFacts(4, "d", "D", 2028, 0),
        ]
    )
    assert (stages.columns, stages.lines) == (
        ("2026", "2027"),
        [
            ("Applications", "15", "1,200"),
            ("Applicants who met the conditions", "13", "–"),
            ("Applicants selected", "7", "–"),
            ("Fellows", "6", "–"),
        ],
    )
    assert whence.lines == [("Africa", "3", "–"), ("not in the directory", "2", "–"), ("Asia", "1", "–")]
    assert fellowships_by_year([]) == ()
    (older,) = fellowships_by_year([], {2025: 4})
    assert (older.columns, older.lines) == (("2025",), [("Fellows", "4")])
    both = fellowships_by_year([FellowshipFacts(1, "a", "A", 2026, 12, 10, 6, 5)], {2025: 4, 2026: 1})[0]
    assert both.lines[-1] == ("Fellows", "4", "6")


def _applications(edition: FellowshipEdition) -> None:
    known = an_organization("Known", region=Region.AFRICA)
    new = an_organization("New", region=Region.ASIA)
    db.session.add(
        FellowshipPast(
            key="past", year=2021, name="P", sort_key="p", organization=known, organization_name="Known"
        )
    )
    states = [A.ACCEPTED, A.NOT_SELECTED, A.NOT_SELECTED, A.ELIGIBLE, A.ELIGIBLE, A.WITHDRAWN, A.NOT_ELIGIBLE]
    for number, state in enumerate(states, start=1):
        gender = Gender.WOMAN if number < 7 else Gender.MAN
        eligible(edition, number, organization=known if number % 2 else new, state=state, gender=gender)
    eligible(edition, 8, organization=new, state=A.ACCEPTED, gender=Gender.WOMAN)
    draft = eligible(edition, 9, organization=new, state=A.DRAFT)
    draft.submitted_at = draft.number = None


@ON_ONE_DATABASE
def test_fellows_on_older_lists_are_told_before_the_first_edition(app: Flask) -> None:
    with work(app):
        cycle = a_mandate()
        known = {"sort_key": "p", "organization_name": "Known", "year": max(cycle.years)}
        db.session.add_all(FellowshipPast(key=key, name=key, **known) for key in ("p", "q"))
        compose(OPERATOR, cycle)
        year = str(max(cycle.years))
    office, drafter = signed_in(app, Role.ORGANIZER), signed_in(app, Role.DRAFTER)
    assert f"Fellows of years before this house: {year}: 2" in text_of(
        office.get("/fellowships/figures").text
    )
    word = open_docx(io.BytesIO(drafter.get("/reports/52-15.docx").data))
    cells = [[[cell.text for cell in row.cells] for row in each.rows] for each in word.tables]
    assert [["", year], ["Fellows", "2"]] in cells


@ON_ONE_DATABASE
def test_an_edition_is_told_in_the_report_of_the_present_cycle_and_can_be_given_to_one_when_it_has_ended(
    app: Flask,
) -> None:
    with work(app):
        cycle = a_mandate()
        cycle.current = True
        edition = an_edition(EditionState.ENDED, cycle_id=None)
        _applications(edition)
        cycle_id, slug = str(cycle.id), edition.slug
    office, terms = signed_in(app, Role.ORGANIZER), f"/fellowships/{slug}/terms"
    chosen = "//select[@name='cycle_id']/option[@selected]/@value"
    assert [
        html.fromstring(office.get(url).data).xpath(chosen)
        for url in ("/fellowships/new", f"/fellowships/new?from={slug}", terms)
    ] == [[cycle_id], [cycle_id], [""]]

    def change(**given: str) -> int:
        [form] = [f for f in html.fromstring(office.get(terms).data).forms if f.action == terms]
        kept = [(name, value) for name, value in form.form_values() if name not in given]
        return office.post(terms, data=MultiDict([*kept, *given.items()])).status_code

    assert (change(cycle_id=cycle_id, title="Another"), change(cycle_id=cycle_id)) == (422, 303)
    with work(app):
        edition = db.session.scalars(select(FellowshipEdition)).one()
        assert (edition.cycle_id, edition.title) == (int(cycle_id), "Fellowship 2028")
        report = compose(OPERATOR, cycle_for(OPERATOR, "52-15"))
        told = [row.text for row in report.paragraphs if row.source_key == f"fellowship:{edition.id}"]
        assert [text.split(",")[0] for text in told] == ["For the edition of 2028 of the fellowship"]


def test_the_page_the_file_and_the_report_say_the_same(app: Flask) -> None:
    with work(app):
        cycle = a_mandate()
        edition = an_edition(EditionState.DECIDED)
        edition.cycle_id = cycle.id
        _applications(edition)
        an_edition(EditionState.DRAFT, title="A draft")
    office, drafter = signed_in(app, Role.ORGANIZER), signed_in(app, Role.DRAFTER)
    page = text_of(office.get("/fellowships/figures").text)
    assert "organizations are then named, and counted, only of fellows." in page
    assert "A draft" not in page
    for said in (
        "Fellowship 2028 decided, offers out 2028 8 6 2 2 2 1",
        "2021: 1",
        "Africa 4 3 1 1",
        "Asia 4 3 1 1",
        "Woman not told not told fewer than 5 fewer than 5",
        "Man fewer than 5 not told not told not told",
        "New 4 3 1 1",
    ):
        assert said in page, said
    table = list(csv.reader(io.StringIO(office.get("/fellowships/figures.csv").data.decode("utf-8-sig"))))
    assert [row[4:] for row in table if row[2:4] == ["Region", "Asia"]] == [["4", "3", "1", "1", ""]]
    assert [row[4:] for row in table if row[2:4] == ["Gender", "Woman"]] == [
        ["", "", "", "", "Applications, Eligible, Selected, Accepted"]
    ]
    assert office.get("/fellowships/figures.xlsx").data.startswith(b"PK")
    assert office.get("/fellowships/figures?edition=nowhere").status_code == 404
    assert drafter.get("/fellowships/figures").status_code == 403

    def paragraphs() -> list[tuple[str, str | None]]:
        with work(app):
            report = compose(OPERATOR, cycle_for(OPERATOR, "52-15"))
            rows = [row.kept for row in report.paragraphs if (row.kept.key or "").startswith("fellowship:")]
            return [(row.text, row.taken[0].text_offered) for row in rows]

    first = (
        "For the edition of 2028 of the fellowship, eight applications were received (four from Africa and four from "
        "Asia), of which six met the conditions. Two applicants were selected and two became fellows (one from Africa "
        "and one from Asia). The fellows came from two organizations, of which one had had no fellow before."
    )
    assert paragraphs() == [(first, None)]
    draft = drafter.get("/reports/52-15").text
    assert "Figures of the fellowship: Fellowship 2028" in text_of(draft)
    by_year = [
        ["", "2028"],
        ["Applications", "8"],
        ["Applicants who met the conditions", "6"],
        ["Applicants selected", "2"],
        ["Fellows", "2"],
    ]
    whence = [["", "2028"], ["Africa", "1"], ["Asia", "1"]]
    word = open_docx(io.BytesIO(drafter.get("/reports/52-15.docx").data))
    assert [[[cell.text for cell in row.cells] for row in each.rows] for each in word.tables[-2:]] == [
        by_year,
        whence,
    ]
    drawn = html.fromstring(draft).xpath("//*[@id='figures']")[0]
    assert [each.text for each in drawn.xpath(".//h3")] == ["Fellowship by year", "Fellows by region"]
    assert [row.text_content().split() for row in drawn.xpath(".//tbody/tr")][3:] == [
        [f"{label}{number}"] for label, number in (by_year[-1], *whence[1:])
    ]
    # What is deleted by its rule changes no number; a fellow who withdraws does, and the draft follows.
    with work(app):
        lost = select(FellowshipApplication.id).where(FellowshipApplication.state == A.NOT_SELECTED)
        forget_applications(db.session.scalars(lost).all())
    assert paragraphs() == [(first, None)]
    with work(app):
        rows = db.session.scalars(
            select(FellowshipApplication).where(FellowshipApplication.state == A.ACCEPTED)
        )
        rows.all()[0].state = A.WITHDRAWN
    assert [text.count("one became a fellow (one from Asia)") for text, _offered in paragraphs()] == [1]

    seen = []
    for more in (0, 4):
        with work(app):
            for year in range(more):
                other = an_edition(EditionState.RUNNING, year=2029 + year, title=f"Fellowship {2029 + year}")
                eligible(other, 100 + year, state=A.ACCEPTED)
        with statements(app) as sent:
            office.get("/fellowships/figures")
        seen.append(len(sent))
    assert seen[0] == seen[1] == 8
