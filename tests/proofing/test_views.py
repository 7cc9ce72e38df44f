"""Reading the draft for its style, through its page."""

from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from meetings.access.models import AuditRow
from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.report import actions as report
from meetings.report.models import ReportParagraph
from tests.builders import an_organization
from tests.kit_app import ON_ONE_DATABASE, an_actor, signed_in, statements, work
from tests.report.builders import a_mandate

STYLE = "/reports/52-15/style"
TEXT = "The organisation spoke to the Example Organisation of 3 bodies. It quoted “the organisation”."


def a_draft(app: Flask, *texts: str) -> list[int]:
    with work(app):
        cycle = a_mandate()
        drafter = an_actor(Role.DRAFTER)
        draft = report.begin(drafter, cycle)
        rows = [report.add_paragraph(drafter, draft, "IV", "", None, text) for text in texts]
        an_organization(name="Example Organisation")
        db.session.flush()  # the addresses need the ids
        return [row.id for row in rows]


def found(client: FlaskClient, url: str = STYLE) -> list[tuple[str, str]]:
    """The words found, with their rule."""
    page = html.fromstring(client.get(url).data)
    return [
        (each.findtext("p[2]/mark"), each.xpath("normalize-space(p[1])"))
        for each in page.xpath("//article[@class='style-place']")
    ]


def send(client: FlaskClient, url: str, **data: str) -> tuple[int, str]:
    answer = client.post(url, data=data)
    return answer.status_code, answer.headers.get("Location", "")


def test_a_finding_is_mended_or_let_stand_and_the_reason_stays(app: Flask) -> None:
    before, number = a_draft(app, "It began.", TEXT)
    drafter = signed_in(app, Role.DRAFTER)
    assert found(drafter) == [("organisation", "Spelling"), ("3", "Numbers under 10")]
    at = f"/reports/52-15/paragraphs/{number}"
    place = {"rule": "numbers", "place": "0", "start": str(TEXT.index("3")), "version": "1"}
    assert send(drafter, f"{at}/mend", **place) == (303, f"{STYLE}#p{number}")
    # The same mend on the version that was read before: nothing is done twice.
    assert drafter.post(f"{at}/mend", data=place).status_code == 409
    with work(app, writing=False):
        row = db.session.get_one(ReportParagraph, number)
        assert (row.text, row.version, row.touched) == (TEXT.replace("3", "three"), 2, True)
    stands = f"{at}/stands?rule=spelling&words=organisation"
    empty = drafter.post(stands, data={"rule": "spelling", "words": "organisation", "reason": ""})
    assert (empty.status_code, b"Say why it stays." in empty.data) == (422, True)
    given = {"rule": "spelling", "words": "organisation", "reason": "As its founders wrote it."}
    assert send(drafter, stands, **given) == (303, STYLE)
    assert found(drafter) == []
    # Other words of the paragraph change: what stands goes on standing.
    with work(app):
        row = db.session.get_one(ReportParagraph, number)
        report.edit_paragraph(an_actor(Role.DRAFTER), row, "Then " + row.text, [], row.version)
    assert found(drafter) == []
    # The paragraph before takes it in: the reason goes along.
    with work(app):
        first, row = (db.session.get_one(ReportParagraph, each) for each in (before, number))
        report.merge_with_next(an_actor(Role.DRAFTER), first, first.version, row.id, row.version)
    assert found(drafter) == []
    page = html.fromstring(drafter.get(STYLE).data)
    assert page.xpath("normalize-space(//table//tbody)").startswith(
        "organisation Spelling As its founders wrote it."
    )
    (again,) = page.xpath("//form[contains(@action, '/again')]/@action")
    assert send(drafter, again) == (303, STYLE)
    assert found(drafter) == [("organisation", "Spelling")]
    with work(app, writing=False):
        told = (
            db.session.query(AuditRow.verb)
            .filter(AuditRow.verb.in_(["let stand", "show again"]))
            .order_by(AuditRow.id)
        )
        assert [verb for (verb,) in told] == ["let stand", "show again"]


@ON_ONE_DATABASE
def test_footnotes_and_headings_are_looked_through_as_well(app: Flask) -> None:
    text = "They met.^[See the organisation.] They spoke."
    (number,) = a_draft(app, text)
    with work(app):
        db.session.get_one(ReportParagraph, number).place.title = "Conclusions of mankind"
    drafter = signed_in(app, Role.DRAFTER)
    heading = ("mankind", "Inclusive language · heading above it")
    assert found(drafter) == [heading, ("organisation", "Spelling")]
    at = f"/reports/52-15/paragraphs/{number}"
    place = {"rule": "spelling", "place": "0", "start": str(text.index("organisation")), "version": "1"}
    assert send(drafter, f"{at}/mend", **place)[0] == 303
    with work(app, writing=False):
        assert db.session.get_one(ReportParagraph, number).text == text.replace(
            "organisation", "organization"
        )
    # A heading is changed where the sections are; that it stays is kept with the first paragraph under it.
    title = {"rule": "inclusive", "place": "-1", "start": "15", "version": "2"}
    assert drafter.post(f"{at}/mend", data=title).status_code == 409
    assert found(drafter) == [heading]
    given = {"rule": "inclusive", "words": "mankind", "reason": "It is a title."}
    assert send(drafter, f"{at}/stands?rule=inclusive&words=mankind", **given) == (303, STYLE)
    assert found(drafter) == []


@ON_ONE_DATABASE
def test_wrong_things_are_told_no_and_change_nothing(app: Flask) -> None:
    (number,) = a_draft(app, "The organisation met.")
    drafter = signed_in(app, Role.DRAFTER)
    at = f"/reports/52-15/paragraphs/{number}"
    for place, start, rule in (
        ("9", "4", "spelling"),
        ("x", "y", "spelling"),
        ("0", "5", "spelling"),
        ("0", "4", "no"),
    ):
        sent = {"rule": rule, "place": place, "start": start, "version": "1"}
        answer = drafter.post(f"{at}/mend", data=sent)
        assert (answer.status_code, b"no longer there" in answer.data) == (409, True)
    gone = {"rule": "spelling", "words": "center", "reason": "So it is."}
    answer = drafter.post(f"{at}/stands", data=gone)
    assert (answer.status_code, b"These words no longer stand in the paragraph." in answer.data) == (
        422,
        True,
    )
    assert drafter.get(f"{at}/stands?rule=none&words=x").status_code == 404
    with work(app, writing=False):
        assert db.session.get_one(ReportParagraph, number).version == 1


def test_a_report_follows_the_rules_that_its_drafters_follow(app: Flask) -> None:
    (number,) = a_draft(app, TEXT)
    drafter = signed_in(app, Role.DRAFTER)
    stands = {"rule": "spelling", "words": "organisation", "reason": "As its founders wrote it."}
    drafter.post(f"/reports/52-15/paragraphs/{number}/stands", data=stands)
    rule = f"{STYLE}/rules/numbers"
    empty = drafter.post(rule, data={"reason": ""})
    assert (empty.status_code, b"Say why the report does not follow it." in empty.data) == (422, True)
    assert send(drafter, rule, reason="The editors ask for figures.") == (303, f"{STYLE}#rules")
    assert drafter.post(rule, data={"reason": "Again."}).status_code == 422
    assert send(drafter, f"{STYLE}/rules/spelling", reason="As received.") == (303, f"{STYLE}#rules")
    assert found(drafter) == []
    page = html.fromstring(drafter.get(STYLE).data)
    assert "The editors ask for figures." in page.xpath(
        "normalize-space(//section[@aria-labelledby='rules'])"
    )
    assert page.xpath("//section[@aria-labelledby='stands']") == []
    place = {"rule": "numbers", "place": "0", "start": str(TEXT.index("3")), "version": "1"}
    assert drafter.post(f"/reports/52-15/paragraphs/{number}/mend", data=place).status_code == 409
    for code in ("numbers", "spelling"):
        assert send(drafter, f"{STYLE}/rules/{code}/follow") == (303, f"{STYLE}#rules")
    assert found(drafter) == [("3", "Numbers under 10")]
    assert drafter.get(f"{STYLE}/rules/none").status_code == 404


@ON_ONE_DATABASE
def test_the_page_asks_the_same_number_of_statements_for_any_draft(app: Flask) -> None:
    counts: list[int] = []
    for texts in (["The organisation met."], ["The organisation met 3 bodies."] * 40):
        a_draft(app, *texts) if not counts else more(app, texts)
        drafter = signed_in(app, Role.DRAFTER)
        with statements(app) as seen:
            assert drafter.get(STYLE).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


def more(app: Flask, texts: list[str]) -> None:
    with work(app):
        draft = db.session.query(ReportParagraph).first().report  # type: ignore[union-attr]
        for text in texts:
            report.add_paragraph(an_actor(Role.DRAFTER), draft, "IV", "", None, text)
