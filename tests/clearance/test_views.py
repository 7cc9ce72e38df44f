"""A draft goes round: versions, answers, redlines and the pack for each who clears, through their pages."""

import io
import zipfile

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.clearance.models import Clearance, ReportVersion
from meetings.programme.models import MeetingSession
from meetings.programme.rules import Attribution
from meetings.report import actions as report
from meetings.report.actions.shaping import Shape
from meetings.report.models import ReportParagraph, ReportSection
from tests.kit_app import ON_ONE_DATABASE, an_actor, signed_in, statements, work
from tests.report.builders import SPEAKER, Told, a_speaker, a_told_cycle, says

VERSIONS = "/reports/52-15/versions"
BRANCH, LATER = "Chief of branch", "Vera Quillfeather"


def a_draft(app: Flask) -> tuple[Told, FlaskClient]:
    with work(app):
        told = a_told_cycle()
    drafter = signed_in(app, Role.DRAFTER)
    drafter.post("/reports/52-15/compose")
    return told, drafter


def send(client: FlaskClient, url: str, **data: str) -> int:
    return client.post(url, data=data).status_code


def edit(app: Flask, name: str, text: str) -> None:
    with work(app):
        row = db.session.query(ReportParagraph).filter_by(name=name).one()
        report.edit_paragraph(an_actor(Role.DRAFTER), row, text, [], row.version)


def names(app: Flask) -> list[str]:
    with work(app, writing=False):
        return [row.name for row in db.session.query(ReportParagraph).order_by(ReportParagraph.position)]


def body_of(data: bytes) -> object:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return parse_xml(packed.read("word/document.xml"))


def tracked(data: bytes) -> dict[str, list[str]]:
    """The texts that a Word file has as inserted and as deleted."""
    body = body_of(data)
    return {
        kind: [
            text
            for change in body.iter(qn(f"w:{kind}"))  # type: ignore[attr-defined]
            if (text := "".join(t.text or "" for t in change.iter(qn("w:t"), qn("w:delText"))))
        ]
        for kind in ("ins", "del")
    }


def comments(data: bytes) -> list[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        root = parse_xml(packed.read("word/comments.xml"))
    return [
        (each.get(qn("w:author")), "".join(t.text or "" for t in each.iter(qn("w:t"))))
        for each in root.iter(qn("w:comment"))
    ]


def test_a_draft_goes_round_is_answered_and_shows_what_has_changed_since(app: Flask) -> None:
    _told, drafter = a_draft(app)
    first = {
        "stage": "clearance_1",
        "clearers": f"{BRANCH}\nLegal office\n{BRANCH.upper()}",
        "note": "Part III.",
    }
    assert send(drafter, VERSIONS, **first) == 303
    with work(app, writing=False):
        version = db.session.query(ReportVersion).one()
        assert [each.clearer for each in version.clearances] == [BRANCH, "Legal office"]
        one, other = (each.id for each in version.clearances)
        kept = version.paragraphs
    at = f"{VERSIONS}/1/clearances"
    assert send(drafter, f"{at}/{one}", verdict="sent_back", note="") == 422
    assert send(drafter, f"{at}/{one}", verdict="sent_back", note="Shorten part III.") == 303
    assert send(drafter, f"{at}/{other}", verdict="cleared") == 303
    # What is written later changes nothing of the version.
    moved, *_rest, last = names(app)
    edit(app, moved, "Another first paragraph.")
    with work(app):
        report.remove_paragraph(
            an_actor(Role.DRAFTER),
            (row := db.session.query(ReportParagraph).filter_by(name=last).one()),
            row.version,
        )
        drafted = db.session.query(ReportParagraph).first()
        assert drafted is not None
        added = report.add_paragraph(
            an_actor(Role.DRAFTER), drafted.report, "IV", "", None, "A new conclusion."
        )
        new = added.name
    with work(app, writing=False):
        assert db.session.query(ReportVersion).one().paragraphs == kept
    page = html.fromstring(drafter.get("/reports/52-15/redline?from=1").data)
    said = [
        " ".join(each.xpath("p[1]")[0].text_content().split())
        for each in page.xpath("//article[@class='redline']")
    ]
    assert sorted(each.split(" ")[0] for each in said) == ["changed", "new", "taken"]
    assert send(drafter, VERSIONS, stage="consultation") == 422  # the report has gone beyond it
    assert send(drafter, VERSIONS, stage="clearance_2", clearers=f"{BRANCH}\nDirector") == 303
    assert send(drafter, f"{at}/{one}", verdict="cleared") == 422  # there is a newer version
    assert new != moved
    with work(app, writing=False):
        again, director = (each.id for each in db.session.query(Clearance).order_by(Clearance.id)[2:])
    pack = drafter.get(f"{VERSIONS}/2/clearances/{again}.docx")
    assert pack.headers["Content-Disposition"] == (
        'attachment; filename="A-HRC-61-35-version-2-for-Chief-of-branch.docx"'
    )
    changes = tracked(pack.data)
    assert "A new conclusion." in changes["ins"]
    assert any("Another" in each for each in changes["ins"])
    assert changes["del"] != []
    # What they answered the last time stands at the head.
    assert comments(pack.data)[0] == ("Sources", "On version 1 you answered: Shorten part III.")
    # Whoever sees it for the first time gets it without marks; both get the sources as comments.
    fresh = drafter.get(f"{VERSIONS}/2/clearances/{director}.docx").data
    assert tracked(fresh) == {"ins": [], "del": []}
    assert {author for author, _text in comments(fresh)} == {"Sources"}
    assert tracked(drafter.get(f"{VERSIONS}/2.docx?since=1").data) == changes
    # Submission with something missing, and before the answers, only by a word.
    assert send(drafter, VERSIONS, stage="submission") == 422
    assert send(drafter, VERSIONS, stage="submission", all_the_same="y") == 303
    assert send(drafter, VERSIONS, stage="submission", all_the_same="y") == 422


def read(data: bytes, refused: bool) -> list[tuple[str, str]]:
    """The style and text of each paragraph of the body with every change accepted, or refused."""
    left_out, found = qn("w:ins" if refused else "w:del"), []
    for each in body_of(data).iter(qn("w:p")):  # type: ignore[attr-defined]
        style = each.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val"))
        gone = each.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{left_out}") is not None
        texts = [
            t.text or ""
            for t in each.iter(qn("w:t"), qn("w:delText"))
            if t.getparent().getparent().tag != left_out
        ]
        if style.startswith(("Heading", "UNParagraph", "UNSub")) and not gone:
            found.append((style, "".join(texts)))
    return found


@ON_ONE_DATABASE
def test_a_pack_with_all_refused_is_the_earlier_version_and_with_all_accepted_the_later_one(
    app: Flask,
) -> None:
    with work(app):
        told = a_told_cycle()
        says(db.session.get_one(MeetingSession, told.panel_id), "Alpha.", "Beta.^[See A/HRC/3.]", "Gamma.")
    drafter = signed_in(app, Role.DRAFTER)
    drafter.post("/reports/52-15/compose")
    assert send(drafter, VERSIONS, stage="clearance_1", clearers="Legal Office") == 303
    with work(app):
        actor = an_actor(Role.DRAFTER)
        rows = {row.text: row for row in db.session.query(ReportParagraph)}
        places = {place.key: place for place in db.session.query(ReportSection)}
        opening = places[f"session:{told.opening_id}"]
        # Moved into another part, and over a heading without passing a paragraph; the first of a section is removed.
        report.move_paragraph(actor, rows["Beta.^[See A/HRC/3.]"], places["cooperation"], None, 1)
        report.move_paragraph(actor, rows["Alpha."], opening, rows["The programme was adopted."], 1)
        report.remove_paragraph(actor, rows["The workshop was opened.^[See A/HRC/52/1.]"], 1)
        report.edit_paragraph(actor, rows["Gamma."], "Gamma and delta.", [], 1)
        report.change_section(actor, opening, Shape("The opening of it", parent="II"), opening.version)
        # Nothing is left under a heading, so it is not printed any more; another one moves before its neighbour.
        report.remove_paragraph(actor, rows["Ten fellows were received."], 1)
        silent = places[f"session:{told.silent_id}"]
        report.shift_section(actor, silent, -1)
    assert send(drafter, VERSIONS, stage="clearance_2", clearers="Legal office") == 303
    with work(app, writing=False):
        last = max(id_ for (id_,) in db.session.query(Clearance.id))
    pack = drafter.get(f"{VERSIONS}/2/clearances/{last}.docx").data
    first, second = (drafter.get(f"{VERSIONS}/{number}.docx").data for number in (1, 2))
    assert (read(pack, refused=True), read(pack, refused=False)) == (read(first, False), read(second, False))
    assert read(first, False) != read(second, False)
    page = html.fromstring(drafter.get("/reports/52-15/redline?from=1&to=2").data)
    headings = page.xpath("//section[@aria-labelledby='headings']//article")
    assert [" ".join(each.text_content().split()) for each in headings] == [
        "changed A Version 1Opening Version 2The opening of it",
        "moved B Version 1Defenders Version 2Defenders",
        "taken out B Version 1Fellowship programme (paragraph 6) Version 2",
    ]
    with work(app):  # the first part moves: where it stood nothing of the body is before it
        part = db.session.query(ReportSection).filter_by(key="I").one()
        report.shift_section(an_actor(Role.DRAFTER), part, 1)
    assert send(drafter, VERSIONS, stage="clearance_3", clearers="Legal office") == 303
    third, pack = (drafter.get(f"{VERSIONS}/3.docx{since}").data for since in ("", "?since=2"))
    assert (read(pack, refused=True), read(pack, refused=False)) == (read(second, False), read(third, False))


@ON_ONE_DATABASE
def test_a_session_that_is_narrowed_later_binds_the_versions_of_before(app: Flask) -> None:
    told, drafter = a_draft(app)
    with work(app):
        panel = db.session.get_one(MeetingSession, told.panel_id)
        a_speaker(panel, SPEAKER)
        row = next(
            row
            for row in db.session.query(ReportParagraph).order_by(ReportParagraph.position)
            if any(source.get("session") == panel.id for source in row.sources)
        )
        actor = an_actor(Role.DRAFTER)
        report.edit_paragraph(actor, row, f"{SPEAKER} spoke of early signs. More was said.", [], row.version)
        spoke = f"{SPEAKER} spoke of early signs.\n\nMore was said."
        more = report.split_paragraph(actor, row, spoke, row.version)[1]
        public = db.session.query(ReportParagraph).filter_by(text="The programme was adopted.").one()
        a_speaker(panel, "Ola Public")
        for place, by in ((more, LATER), (public, "Ola Public")):
            report.comment(actor, place, f"Mine, at {place.name}.").by = by
        asked = [more.name, public.name]
        # Nothing stands under this heading: the version says so.
        a_speaker(panel, LATER)
        report.add_section(an_actor(Role.DRAFTER), row.report.cycle, Shape(f"As {LATER} said", parent="II"))
        part = db.session.query(ReportSection).filter_by(key="II").one()
        shape = Shape(f"What {LATER} began", takes=tuple(part.takes or ()), cites=part.cites)
        report.change_section(an_actor(Role.DRAFTER), part, shape, part.version)
    assert send(drafter, VERSIONS, stage="consultation", clearers=BRANCH) == 303
    with work(app, writing=False):
        clearance = db.session.query(Clearance.id).scalar()
    answer = {"verdict": "cleared", "note": f"As {LATER} said."}
    assert send(drafter, f"{VERSIONS}/1/clearances/{clearance}", **answer) == 303
    assert send(drafter, VERSIONS, stage="consultation", clearers=BRANCH, note=f"For {LATER}.") == 303
    packs = [f"/{at}/clearances/{clearance + at - 1}.docx" for at in (1, 2)]
    urls, planted = ("/1", "/2", *packs, "/1.docx"), (SPEAKER.encode(), LATER.encode())
    seen = [name in _whole(drafter.get(VERSIONS + url).data) for url in urls for name in planted]
    assert seen == [True] * 10
    with work(app):
        db.session.get_one(MeetingSession, told.panel_id).attribution = Attribution.CHATHAM_HOUSE
    seen = [name in _whole(drafter.get(VERSIONS + url).data) for url in urls for name in planted]
    assert seen == [False] * 10
    pack = drafter.get(VERSIONS + packs[0]).data
    # What they remarked stays, but not under a name that may not be said of that session.
    assert [each for each in comments(pack) if each[0] != "Sources"] == [
        ("Ola Public", f"Mine, at {asked[1]}."),
        ("A colleague", f"Mine, at {asked[0]}."),
    ]
    sent = {"file": (io.BytesIO(pack), "pack.docx")}
    page = drafter.post("/reports/52-15/returned", data=sent, content_type="multipart/form-data").location
    assert "A colleague" not in drafter.get(page).text
    assert "names somebody and is not shown any more" in (text := drafter.get(VERSIONS).text)
    assert LATER not in text
    assert LATER not in drafter.get(f"{VERSIONS}/1/clearances/{clearance}").text
    assert send(drafter, f"{VERSIONS}/2/clearances/{clearance + 1}", **answer) == 422
    assert send(drafter, VERSIONS, stage="consultation", note=answer["note"]) == 422
    assert SPEAKER not in drafter.get("/reports/52-15/redline?from=1").text


def _whole(data: bytes) -> bytes:
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return b"\n".join(packed.read(name) for name in packed.namelist())


@ON_ONE_DATABASE
def test_wrong_things_are_told_no(app: Flask) -> None:
    with work(app):
        a_told_cycle()
    drafter = signed_in(app, Role.DRAFTER)
    assert drafter.get("/reports/52-15/redline").status_code == 404
    answer = drafter.post(VERSIONS, data={"stage": "consultation", "clearers": BRANCH})
    assert (answer.status_code, b"The draft is empty." in answer.data) == (422, True)
    drafter.post("/reports/52-15/compose")
    many = "\n".join(f"Person {n}" for n in range(31))
    for sent in ({"stage": "consultation", "clearers": many}, {"stage": "none"}, {}):
        assert drafter.post(VERSIONS, data=sent).status_code == 422, sent
    assert send(drafter, VERSIONS, stage="consultation", clearers=BRANCH) == 303
    for clearer in (BRANCH, f"  {BRANCH.upper()} ", ""):
        assert send(drafter, f"{VERSIONS}/1/ask", clearer=clearer) == 422, clearer
    assert send(drafter, f"{VERSIONS}/1/ask", clearer="Director") == 303
    for url in ("/2", "/1/clearances/999", "/1.docx?since=7"):
        assert drafter.get(VERSIONS + url).status_code == 404, url
    assert drafter.get("/reports/52-15/redline?from=9").status_code == 404
    with statements(app) as few:
        drafter.get(VERSIONS)
    send(drafter, VERSIONS, stage="clearance_1", clearers="One\nTwo\nThree")
    with statements(app) as more:
        drafter.get(VERSIONS)
    assert len(more) == len(few)


@ON_ONE_DATABASE
def test_who_asked_about_a_paragraph_gets_the_answer_when_it_was_taken_out(app: Flask) -> None:
    _told, drafter = a_draft(app)
    assert send(drafter, VERSIONS, stage="clearance_1", clearers=BRANCH) == 303
    with work(app):
        actor = an_actor(Role.DRAFTER)
        row = db.session.query(ReportParagraph).filter_by(text="Example Lakes spoke of early signs.").one()
        asked = report.comment(actor, row, "Is this needed?")
        report.comment(actor, row, "No, it is taken out.", asked)
        report.remove_paragraph(actor, row, row.version)
    assert send(drafter, VERSIONS, stage="clearance_2", clearers=f"{BRANCH}\nDirector") == 303
    with work(app, writing=False):
        again, director = (id_ for (id_,) in db.session.query(Clearance.id).order_by(Clearance.id)[1:])
    pack, fresh = (drafter.get(f"{VERSIONS}/2/clearances/{each}.docx").data for each in (again, director))
    said = [text for author, text in comments(pack) if author != "Sources"]
    assert (said, tracked(pack)["del"]) == (
        ["Is this needed?", "No, it is taken out."],
        ["Early signs", "Example Lakes spoke of early signs."],
    )
    assert {author for author, _text in comments(fresh)} == {"Sources"}  # they have never seen that paragraph
    sent = {"file": (io.BytesIO(pack), "pack.docx")}
    page = drafter.post("/reports/52-15/returned", data=sent, content_type="multipart/form-data").location
    assert "Nothing is different" in drafter.get(page).text


@ON_ONE_DATABASE
def test_the_draft_of_today_is_exported_with_changes_and_comments_when_asked(app: Flask) -> None:
    _told, drafter = a_draft(app)
    marked, export = "/reports/52-15/marked.docx", "/reports/52-15/export"
    form = html.fromstring(drafter.get(export).data).xpath(f"//form[@action='{marked}']")[0]
    assert [each.get("name") for each in form.xpath(".//input | .//select")] == ["comments"]
    assert send(drafter, VERSIONS, stage="consultation") == 303
    with work(app):
        row = db.session.query(ReportParagraph).filter_by(text="The programme was adopted.").one()
        report.comment(an_actor(Role.DRAFTER), row, "By whom?")
        name = row.name
    edit(app, name, "The programme was adopted by all.")
    form = html.fromstring(drafter.get(export).data).xpath(f"//form[@action='{marked}']")[0]
    assert [each.get("value") for each in form.xpath(".//option")] == ["", "1"]
    since, both = (drafter.get(f"{marked}?since=1{more}") for more in ("", "&comments=1"))
    assert tracked(since.data) == tracked(both.data) == {"ins": ["adopted by all."], "del": ["adopted."]}
    assert "By whom?" in [text for _author, text in comments(both.data)]
    assert b"By whom?" not in _whole(since.data)
    only = drafter.get(f"{marked}?since=&comments=1")
    assert (tracked(only.data), len(comments(only.data))) == (
        {"ins": [], "del": []},
        len(comments(both.data)),
    )
    assert [each.headers["Content-Disposition"].rpartition("=")[2] for each in (since, both, only)] == [
        f'"A-HRC-61-35-draft{what}.docx"' for what in ("-since-1", "-since-1-comments", "-comments")
    ]
    assert drafter.get(f"{marked}?since=7").status_code == 404
    page = html.fromstring(drafter.get("/reports/52-15/redline?from=1").data)
    assert page.xpath("//a[contains(@href, '.docx')]/@href") == [f"{marked}?since=1"]
