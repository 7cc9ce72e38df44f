"""Beside the paragraphs: their history, comments, autosave, and who writes which section by when."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.models import AuditRow
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.mandate.models import Cycle
from meetings.programme.models import MeetingSession
from meetings.programme.rules import Attribution
from meetings.report import actions, queries
from meetings.report.actions.shaping import Shape
from meetings.report.models import ReportComment, ReportParagraphVersion, ReportSection
from tests.kit_app import ON_ONE_DATABASE, an_actor, signed_in, work
from tests.report.builders import SILENT_ORGANIZATION, SPEAKER, Told, a_speaker, a_told_cycle
from tests.report.test_views import change, composed, rows, words_of

pytestmark = ON_ONE_DATABASE

LATER = "Lena Later"


@pytest.fixture
def told(app: Flask) -> Told:
    clock.set_to(datetime(2025, 12, 1, 9, tzinfo=UTC))
    with work(app):
        return a_told_cycle()


def history(app: Flask, number: int) -> list[tuple[int, str, str, str]]:
    """Version, act, text and who did it, from the first on."""
    with work(app, writing=False):
        found = db.session.scalars(
            select(ReportParagraphVersion)
            .where(ReportParagraphVersion.paragraph_id == number)
            .order_by(ReportParagraphVersion.number)
        )
        return [(row.number, row.what, row.text, row.by) for row in found]


def test_each_act_is_a_line_of_history_and_an_old_text_can_be_put_back(app: Flask, told: Told) -> None:
    drafter = composed(app, told)
    key = f"session:{told.opening_id}:2"
    number, first, version = rows(app)[key]
    url = f"/reports/{told.symbol}/paragraphs/{number}"
    change(app, told.opening_id, "The workshop was opened.^[See A/HRC/52/1.]", "The programme was amended.")
    drafter.post(f"/reports/{told.symbol}/compose")
    drafter.post(url, data={"text": "Amended, and adopted.", "version": version + 1})
    drafter.post(f"{url}/remove", data={"version": version + 2})
    drafter.post(f"{url}/restore")
    page = drafter.get(f"{url}/history?old={version}&new={version + 2}").text
    two = words_of(page[page.index('id="two"') : page.index('id="acts"')])
    assert f"Version {version} The programme was adopted. Version {version + 2} Amended, and adopted." in two
    back = f"{url}/history/{version}/put-back"
    assert drafter.post(back, data={"version": version}).status_code == 409
    assert drafter.post(back, data={"version": version + 4}).status_code == 303
    who = history(app, number)[0][3]
    assert history(app, number) == [
        (version, "composed", first, who),
        (version + 1, "followed", "The programme was amended.", who),
        (version + 2, "edited", "Amended, and adopted.", who),
        (version + 3, "removed", "Amended, and adopted.", who),
        (version + 4, "restored", "Amended, and adopted.", who),
        (version + 5, "put_back", first, who),
    ]
    drafter.post(f"/reports/{told.symbol}/compose")
    assert rows(app)[key][1] == first  # a person put it back: it follows no source


def test_nothing_beside_a_silent_paragraph_names_anybody_also_when_it_is_narrowed_later(
    app: Flask, told: Told
) -> None:
    drafter = composed(app, told)
    silent, panel = (rows(app)[f"session:{n}:1"] for n in (told.silent_id, told.panel_id))
    base = f"/reports/{told.symbol}/paragraphs"
    refused = drafter.post(f"{base}/{silent[0]}/comments", data={"text": f"Did {SPEAKER} say so?"})
    assert (refused.status_code, "is not attributed to anybody" in refused.text) == (422, True)
    assert f"Did {SPEAKER} say so?" in refused.text  # what was typed is kept
    said = f"The {SILENT_ORGANIZATION} spoke of early signs."
    drafter.post(f"{base}/{panel[0]}", data={"text": said, "version": panel[2]})
    assert drafter.post(f"{base}/{panel[0]}/comments", data={"text": said}).status_code == 303
    drafter.post(f"{base}/{panel[0]}", data={"text": "A participant spoke.", "version": panel[2] + 1})
    style = f"/reports/{told.symbol}/style"
    stands = {"rule": "spelling", "words": "participant", "reason": said}
    assert drafter.post(f"{base}/{panel[0]}/stands", data=stands).status_code == 303
    assert drafter.post(f"{style}/rules/numbers", data={"reason": f"{LATER} asks for it."}).status_code == 303
    with work(app):
        asking, cycle = an_actor(Role.DRAFTER), db.session.get_one(Cycle, told.cycle_id)
        shape = Shape(f"What {LATER} said", parent="II", due_on=date(2025, 11, 1))
        actions.add_section(asking, cycle, shape)
        report = queries.find_report(cycle)
        assert report is not None
        own = actions.add_paragraph(asking, report, "II", shape.title, None, "Nothing was decided.")
        at = f"{base}/{own.id}"
    said_at = [f"{at}/{page}" for page in ("move", "split", "history", "comments")]
    what_if = f"/reports/{told.symbol}/what-if?first=2025-11-10&last=2025-11-11"
    said_at += [f"{base}/{silent[0]}/move", f"/reports/{told.symbol}/sections", "/home", what_if]
    assert [LATER in drafter.get(page).text for page in said_at] == [True] * 8
    pages = [f"{base}/{panel[0]}/{page}" for page in ("history", "comments")]
    assert [SILENT_ORGANIZATION in drafter.get(page).text for page in [*pages, style]] == [True] * 3
    with work(app):
        narrowed = db.session.get_one(MeetingSession, told.panel_id)
        narrowed.attribution = Attribution.CHATHAM_HOUSE
        a_speaker(narrowed, LATER)
    for page in [*pages, f"{pages[0]}?old={panel[2] + 1}&new={panel[2] + 2}", style]:
        text = drafter.get(page).text
        assert (SILENT_ORGANIZATION in text, LATER in text) == (False, False)
        assert "It names somebody who may not be named, so it is not shown." in text
    assert [LATER in drafter.get(page).text for page in said_at] == [False] * 8
    back = f"{base}/{panel[0]}/history/{panel[2] + 1}/put-back"
    assert drafter.post(back, data={"version": panel[2] + 2}).status_code == 409
    with work(app, writing=False):
        trail = [row.after for row in db.session.scalars(select(AuditRow).where(AuditRow.verb == "comment"))]
    assert [list(after or {}) for after in trail] == [["number"]]


def test_questions_are_asked_answered_and_settled(app: Flask, told: Told) -> None:
    drafter = composed(app, told)
    first, second = (rows(app)[f"session:{told.opening_id}:{n}"] for n in (1, 2))
    base = f"/reports/{told.symbol}/paragraphs"
    assert drafter.post(f"{base}/{second[0]}/comments", data={"text": " "}).status_code == 422
    drafter.post(f"{base}/{second[0]}/comments", data={"text": "Which programme?"})
    with work(app, writing=False):
        asked = db.session.scalars(select(ReportComment.id)).one()
    office = signed_in(app, Role.ORGANIZER)
    answer = {"text": "That of A/HRC/52/1.", "answers": str(asked)}
    assert office.post(f"{base}/{first[0]}/comments", data=answer).status_code == 404  # another paragraph
    assert office.post(f"{base}/{second[0]}/comments", data=answer).status_code == 303
    assert "One question" in words_of(drafter.get(f"/reports/{told.symbol}").text)
    merge = {"version": first[2], "next": second[0], "next_version": second[2]}
    assert drafter.post(f"{base}/{first[0]}/merge", data=merge).status_code == 303
    page = words_of(drafter.get(f"{base}/{first[0]}/comments").text)  # they go where the text goes
    assert page.index("Which programme?") < page.index("That of A/HRC/52/1.")
    settled = f"{base}/{first[0]}/comments/{asked}/resolve"
    assert drafter.post(settled, data={"resolved": "yes"}).status_code == 303
    assert "settled by" in words_of(drafter.get(f"{base}/{first[0]}/comments").text)
    assert "One question" not in words_of(drafter.get(f"/reports/{told.symbol}").text)


def test_what_is_typed_is_saved_in_a_pause_and_two_at_once_are_told(app: Flask, told: Told) -> None:
    drafter = composed(app, told)
    number, _, version = rows(app)["intro:mandate"]
    url = f"/reports/{told.symbol}/paragraphs/{number}"

    def autosave(text: str, at: int) -> tuple[int, dict[str, object]]:
        answer = drafter.post(f"{url}/autosave", data={"text": text, "items": "", "version": at})
        return answer.status_code, answer.get_json()

    assert autosave("Asked.", version) == (200, {"version": version + 1})
    assert autosave("Asked for.", version + 1) == (200, {"version": version + 2})
    assert [line[:3] for line in history(app, number)][1:] == [(version + 2, "edited", "Asked for.")]
    assert autosave("Asked for.", version) == (200, {"version": version + 2})  # the same, sent twice
    status, news = autosave("Mine.", version)
    assert (status, list(news)) == (409, ["stale"])
    silent = rows(app)[f"session:{told.silent_id}:1"]
    named = drafter.post(
        f"/reports/{told.symbol}/paragraphs/{silent[0]}/autosave",
        data={"text": f"{SPEAKER} spoke.", "version": silent[2]},
    )
    assert (named.status_code, SPEAKER in named.get_json()["refused"][0]) == (422, True)
    assert rows(app)[f"session:{told.silent_id}:1"] == silent
    clock.set_to(datetime(2025, 12, 1, 9, 20, tzinfo=UTC))
    assert autosave("Asked again.", version + 2) == (200, {"version": version + 3})
    assert [line[1] for line in history(app, number)] == ["composed", "edited", "edited"]


def test_late_sections_are_on_the_home_page_until_they_are_written(app: Flask, told: Told) -> None:
    drafter = composed(app, told)
    with work(app, writing=False):
        report = queries.find_report(db.session.get_one(Cycle, told.cycle_id))
        assert report is not None
        section = report.place("III", "resources").id
        account = queries.drafters(OPERATOR)[0].id
    url = f"/reports/{told.symbol}/sections/{section}"
    shape = {"title": "Resources", "parent": "III", "version": "1", "words_wanted": "300"}
    for given in ({"account": "999"}, {"due_on": "2025-02-30"}, {"words_wanted": "0"}):
        assert drafter.post(url, data=shape | given).status_code == 422, given
    for day, told_of in (("2025-12-16", False), ("2025-12-15", True)):
        with work(app, writing=False):
            version = db.session.get_one(ReportSection, section).version
        given = {"account": str(account), "due_on": day, "version": str(version)}
        assert drafter.post(url, data=shape | given).status_code == 303
        home = words_of(drafter.get("/home").text)
        assert ("Write your section of the report Resources. It is yours to write." in home) == told_of
        assert "Write your section" not in words_of(signed_in(app, Role.ORGANIZER).get("/home").text)
    given = {"account": str(account), "due_on": "2025-11-30", "version": str(version + 1)}
    assert drafter.post(url, data=shape | given).status_code == 303
    late = "Write a section of the report that is late Resources."
    assert late in words_of(drafter.get("/home").text)
    assert drafter.post(f"{url}/finish", data={"finished": "yes"}).status_code == 303
    assert late not in words_of(drafter.get("/home").text)
    with work(app, writing=False):
        assert queries.late_sections(OPERATOR, date(2026, 1, 1)) == []


def test_what_is_too_long_or_runs_the_other_way_is_told_or_kept(app: Flask, told: Told) -> None:
    drafter = composed(app, told)
    number, _, version = rows(app)["intro:mandate"]
    url = f"/reports/{told.symbol}/paragraphs/{number}"
    quoted = "The statement read: “تعاون المنظمات الإقليمية (2025)”, and was adopted.^[انظر A/HRC/61/35.]"
    assert drafter.post(url, data={"text": quoted, "version": version}).status_code == 303
    assert rows(app)["intro:mandate"][1] == quoted
    page = drafter.get(f"/reports/{told.symbol}").text
    assert '<p dir="auto">The statement read: “تعاون المنظمات الإقليمية (2025)”, and was adopted.' in page
    over = " ".join(["word"] * 501)
    assert drafter.post(url, data={"text": over, "version": version + 1}).status_code == 303
    assert drafter.get(f"/reports/{told.symbol}").text.count("Longer than a page: split it") == 1
    for text in ("x" * 20_001, "\u202eturned", "nul\0", "\n "):
        answer = drafter.post(url, data={"text": text, "version": version + 2})
        assert (answer.status_code, answer.text.count("<title>Error: ")) == (422, 1), text[:9]
    assert rows(app)["intro:mandate"][1:] == (over, version + 2)
