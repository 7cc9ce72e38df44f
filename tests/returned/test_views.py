"""A file goes out, comes back edited, and each difference is decided through the pages."""

import gzip
import html
import io
import re
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from docx.oxml.ns import qn
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from meetings.access.models import AuditRow
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.base.word.ml import el
from meetings.base.word.package import pack
from meetings.outcomes.models import OutcomeRecord
from meetings.programme.actions.attribution import attribution_changed
from meetings.programme.models import MeetingSession
from meetings.programme.rules import Attribution
from meetings.report import actions as report
from meetings.report.models import ReportComment, ReportParagraph, ReportSection
from meetings.returned.models import ReturnedDifference, ReturnedFile
from tests.kit_app import ON_ONE_DATABASE, an_actor, signed_in, statements, work
from tests.report.builders import SPEAKER, a_mandate, a_speaker, a_told_cycle, says
from tests.returned.word import DATE, Word, run_of, set_text, text_of

BACK = "/reports/52-15/returned"
TEXTS = (
    "The first paragraph speaks of three things. It has two sentences.",
    "The second one has a note^[See A/HRC/1.] inside.",
    "The third paragraph will be moved.",
    "The fourth paragraph will be deleted.",
    "The fifth will be split. Here begins the other half.",
    "The sixth is merged.",
    "With the seventh.",
    "The eighth paragraph closes it all.",
)


@pytest.fixture
def drafter(app: Flask) -> FlaskClient:
    with work(app):
        cycle, actor = a_mandate(), an_actor(Role.DRAFTER)
        draft = report.begin(actor, cycle)
        for at, text in enumerate(TEXTS):
            items = ["Item one;", "Item two."] if at == 1 else []
            report.add_paragraph(actor, draft, "IV", "", None, text, items)
    return signed_in(app, Role.DRAFTER)


def exported(client: FlaskClient, author: str = "Ines Example", tracked: bool = True) -> Word:
    return Word(client.get("/reports/52-15.docx").data, author, tracked)


def hand_in(client: FlaskClient, data: bytes, name: str = "edited.docx") -> tuple[int, str, str]:
    """The status, the address of the file's page, and the sentence beside the field."""
    answer = client.post(BACK, data={"file": (io.BytesIO(data), name)}, content_type="multipart/form-data")
    said = re.search(r'<p class="error">.*?Error: </span>(.*?)</span>', answer.text, re.S)
    return answer.status_code, answer.headers.get("Location", ""), said[1] if said else ""


def found(app: Flask) -> list[tuple[str, str, str, str, str]]:
    """Each difference: kind, author, paragraph, what went, what came."""
    with work(app, writing=False):
        rows = db.session.query(ReturnedDifference).order_by(ReturnedDifference.seq)
        return [(row.kind, row.author, row.name, row.before, row.after) for row in rows]


def standing(app: Flask) -> list[tuple[str, list[str]]]:
    with work(app, writing=False):
        rows = db.session.query(ReportParagraph).filter(ReportParagraph.removed_at.is_(None))
        return [(row.text, list(row.items)) for row in rows.order_by(ReportParagraph.position)]


def edit_all(word: Word) -> None:
    word.insert("speaks of", " more than")
    word.delete("three ")
    word.insert("Item one", ", the first")
    word.move("The third paragraph", "The first paragraph")
    word.remove("The fourth paragraph")
    word.split("Here begins")
    word.merge("The sixth")
    word.footnote("With the seventh", "See A/HRC/2.")
    word.comment("two sentences", "Why two?")
    word.add("With the seventh", "A new one.")


ME = "Ines Example"
EXPECTED = [
    ("edit", ME, "p1", "", " more than"),
    ("edit", ME, "p1", "three ", ""),
    ("comment", ME, "p1", "two sentences", "Why two?"),
    ("moved", ME, "p3", TEXTS[2], ""),
    ("edit", ME, "p2", "", ", the first"),
    ("removed", ME, "p4", TEXTS[3], ""),
    ("split", ME, "p5", "", "\u2029"),
    ("merged", ME, "p6", "", ""),
    ("edit", ME, "p7", "", "^[See A/HRC/2.]"),
    ("new", ME, "", "", "A new one."),
]
AFTER = [
    ("The first paragraph speaks of more than things. It has two sentences.", []),
    ("The third paragraph will be moved.", []),
    ("The second one has a note^[See A/HRC/1.] inside.", ["Item one, the first;", "Item two."]),
    ("The fifth will be split.", []),
    ("Here begins the other half.", []),
    ("The sixth is merged. With the seventh^[See A/HRC/2.].", []),
    ("A new one.", []),
    ("The eighth paragraph closes it all.", []),
]


def test_a_file_comes_back_and_what_is_accepted_is_in_the_draft(app: Flask, drafter: FlaskClient) -> None:
    word = exported(drafter)
    edit_all(word)
    data = word.saved()
    status, page, _ = hand_in(drafter, data)
    assert (status, found(app)) == (303, EXPECTED)
    assert standing(app) == [
        (text, ["Item one;", "Item two."] if at == 1 else []) for at, text in enumerate(TEXTS)
    ]
    assert drafter.get(page).status_code == 200
    assert hand_in(drafter, data)[1] == page  # the same file again: taken in once
    answer = drafter.post(f"{page}/decide", data={"author": ME, "do": "accept"})
    assert (answer.status_code, standing(app)) == (303, AFTER)
    with work(app, writing=False):
        (row,) = db.session.query(ReportComment)
        assert (row.by, row.text) == (ME, "“two sentences”: Why two?")


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return out.getvalue()


def main_of(inside: str, before: str = "") -> dict[str, bytes]:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    text = f"<?xml version='1.0'?>{before}<w:document {space}><w:body>{inside}</w:body></w:document>"
    return {"[Content_Types].xml": b"<Types/>", "word/document.xml": text.encode()}


def hurt(data: bytes, part: bytes) -> bytes:
    """As a letter that went wrong on the way: what is packed there cannot be unpacked."""
    at = data.index(part) + len(part)
    return data[:at] + b"\xff" + data[at + 1 :]


CANNOT = "This Word document cannot be read. Open it in Word, save it again as .docx and send that."
SAID = "<w:p><w:r><w:t>An essay on tea.</w:t></w:r></w:p>"
ENTITY = '<!DOCTYPE x [<!ENTITY e "{}">]>'.format("lol" * 10)
MACROS = "This Word document holds macros. Save it as .docx without them."
PROTECTED = (
    "This Word document is protected by a password, or it is of the old kind (.doc). Save it without a password as "
    ".docx."
)
LARGE = "This Word document is too large when it is unpacked. Take pictures and embedded files out of it."
STRANGE = (
    "This file is not the report: hardly a paragraph of it is in the draft. Choose the file that was exported here and "
    "edited."
)
TOO_MUCH = "This Word document holds more text than any report. Send the report alone."
NOTE_OF_MANY = "<w:footnote w:id='7'><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote>".format("a" * 10_000)
STRICT = (b"schemas.openxmlformats.org/wordprocessingml/2006", b"purl.oclc.org/ooxml/wordprocessingml")
BAD: list[tuple[str, bytes, str]] = [
    ("a.docx", b"", "This file is empty. Choose it again."),
    ("a.docx", b"PK\x03\x04 broken", CANNOT),
    ("a.docx", hurt(zipped(main_of(SAID)), b"word/document.xml"), CANNOT),
    (
        "a.docx",
        b"%PDF-1.7",
        "This file is called .docx, but it is something else inside. Save it in Word as .docx.",
    ),
    ("a.pdf", b"%PDF-1.7", "Send the Word document (.docx) that was edited."),
    ("a.odt", b"PK\x03\x04", "Send the Word document (.docx) that was edited."),
    ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), PROTECTED),
    ("a.docx", zipped(main_of(SAID) | {"word/vbaProject.bin": b"x"}), MACROS),
    ("a.docx", zipped(main_of(SAID) | {"word/media/zeros": bytes(51_000_000)}), LARGE),
    (
        "a.docx",
        zipped(main_of(SAID) | {"word/footnotes.xml": b"<a>" + b" " * 21_000_000 + b"</a>"}),
        TOO_MUCH,
    ),
    # Small when packed, and minutes to compare: paragraphs, letters, and one note that many places refer to.
    ("a.docx", zipped(main_of(SAID * 12_001)), TOO_MUCH),
    ("a.docx", zipped(main_of(SAID.replace("tea", "tea " * 100_001))), TOO_MUCH),
    (
        "a.docx",
        zipped(
            main_of("<w:p><w:r>" + "<w:footnoteReference w:id='7'/>" * 50 + "</w:r></w:p>" + SAID)
            | {"word/footnotes.xml": main_of(NOTE_OF_MANY)["word/document.xml"]}
        ),
        TOO_MUCH,
    ),
    ("a.docx", zipped(main_of("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", ENTITY)), CANNOT),
    ("a.docx", zipped(main_of(SAID) | {"word/comments.xml": b"\xff\xfe<"}), CANNOT),
    ("a.docx", zipped(main_of("<w:p>" * 5000 + "</w:p>" * 5000)), CANNOT),
    ("a.docx", zipped(main_of("")), "This Word document is empty."),
    # "Strict Open XML Document", as Word offers it, too, has other names.
    ("a.docx", zipped({n: t.replace(*STRICT) for n, t in main_of(SAID).items()}), CANNOT),
    ("a.docx", zipped(main_of("<w:p/><w:p/>")), "This Word document is empty."),
    ("a.docx", zipped(main_of(SAID)), STRANGE),
    (
        "a.docx",
        zipped(main_of("<w:ins/>" * 20_001)),
        "This Word document holds 20001 changes; at most 20000 are read.",
    ),
]


@ON_ONE_DATABASE
def test_many_hands_in_one_paragraph_are_read_at_once(app: Flask, drafter: FlaskClient) -> None:
    word = exported(drafter)
    last = word._cut("With the seventh")[-1]
    for at in range(3_000):
        word.author = f"Hand {at}"
        for each in reversed([*word._came(run_of(" came")), run_of(" stood")]):
            last.addnext(each)
    began = time.perf_counter()
    assert hand_in(drafter, word.saved())[0] == 303
    assert time.perf_counter() - began < 8  # it took twenty
    assert sum(each[4].count(" came stood") for each in found(app)) == 3_000


@ON_ONE_DATABASE
def test_a_file_that_cannot_be_read_is_refused_beside_its_field(app: Flask, drafter: FlaskClient) -> None:
    answer = drafter.post(BACK, data={}, content_type="multipart/form-data")
    assert (answer.status_code, "Choose a file." in answer.text) == (422, True)
    for name, data, sentence in BAD:
        status, _, said = hand_in(drafter, data, name)
        assert (status, html.unescape(said)[: len(sentence)]) == (422, sentence), (name, data[:40])
    with work(app):
        report.begin(an_actor(Role.DRAFTER), a_mandate("60/1"))
    other = drafter.get("/reports/60-1.docx").data
    assert hand_in(drafter, other)[2] == "This file is the report on resolution 60/1, not on 52/15."
    with work(app, writing=False):
        assert db.session.query(ReturnedFile).count() == 0


def test_without_tracking_or_bookmarks_the_texts_are_compared(app: Flask, drafter: FlaskClient) -> None:
    word = exported(drafter, tracked=False)
    word.insert("speaks of", " more than")
    word.delete("inside")
    word.move("The third paragraph", "The eighth paragraph")
    word.remove("The fourth paragraph")
    word.split("Here begins")
    word.merge("The sixth")
    word.add("The eighth paragraph", "A new one.")
    word.add("Item one", "Item one and a half;", "UNSubparagraph")
    who = "Drafter Example"
    expected = [
        ("edit", who, "p1", "", " more than"),
        ("edit", who, "p2", "inside", ""),
        ("edit", who, "p2", "", "\u2028Item one and a half;"),
        ("split", who, "p5", "", "\u2029"),
        ("merged", who, "p6", "", ""),
        ("new", who, "", "", "A new one."),
        ("moved", who, "p3", TEXTS[2], ""),
        ("removed", who, "p4", TEXTS[3], ""),
    ]
    status, page, _ = hand_in(drafter, word.saved())
    assert (status, found(app)) == (303, expected)
    with work(app):
        db.session.query(ReturnedFile).delete()
    word.without_marks()
    status, page, _ = hand_in(drafter, word.saved())
    assert status == 303
    assert "found by what they say" in drafter.get(page).text
    drafter.post(f"{page}/decide", data={"author": who, "do": "accept"})
    assert standing(app) == [
        ("The first paragraph speaks of more than three things. It has two sentences.", []),
        ("The second one has a note^[See A/HRC/1.] .", ["Item one;", "Item one and a half;", "Item two."]),
        ("The fifth will be split.", []),
        ("Here begins the other half.", []),
        ("The sixth is merged.With the seventh.", []),
        ("The eighth paragraph closes it all.", []),
        ("A new one.", []),
        ("The third paragraph will be moved.", []),
    ]


def test_one_by_one_and_into_a_draft_that_was_edited_meanwhile(app: Flask, drafter: FlaskClient) -> None:
    word = exported(drafter)
    for after, text in (("speaks of", " more than"), ("It has", " always"), ("With the", " good")):
        word.insert(after, text)
    word.split("Here begins")
    word.remove("The fourth paragraph")
    bob = Word(word.saved(), "Bob")
    bob.delete("Item two")
    bob.insert("other half", " of it")
    _, page, _ = hand_in(drafter, bob.saved())
    with work(app):
        drafted = {row.name: row for row in db.session.query(ReportParagraph)}
        ann = an_actor(Role.DRAFTER)
        for name, text in (
            ("p1", "Now the first paragraph speaks of three things. It had two sentences."),
            ("p4", "The fourth paragraph will stay."),
        ):
            report.edit_paragraph(ann, drafted[name], text, [], drafted[name].version)
        ids = {row.after or row.before: row.id for row in db.session.query(ReturnedDifference)}

    def decide(what: str, do: str = "accept") -> tuple[int, str]:
        answer = drafter.post(f"{page}/decide", data={"which": str(ids[what]), "do": do})
        said = re.search(r'<p class="error">.*?Error: </span>(.*?)</span>', answer.text, re.S)
        return answer.status_code, html.unescape(said[1]) if said else ""

    # In any order: what comes later in the file first, and into the second half of what is split afterwards.
    changed = (
        "These words have changed in the draft since the file was sent out. Edit the paragraph by hand: both texts are "
        "shown."
    )
    assert decide(" of it") == (303, "")
    assert decide("\u2029") == (303, "")
    assert decide(" more than") == (303, "")
    assert decide(" always") == (422, changed)
    assert decide(TEXTS[3])[0] == 422
    assert decide("Item two", "refuse") == (303, "")
    assert decide("Item two") == (303, "")  # decided already: nothing happens
    wanted = [
        ("Now the first paragraph speaks of more than three things. It had two sentences.", []),
        (TEXTS[1], ["Item one;", "Item two."]),
        (TEXTS[2], []),
        ("The fourth paragraph will stay.", []),
        ("The fifth will be split.", []),
        ("Here begins the other half of it.", []),
        *((text, []) for text in TEXTS[5:]),
    ]
    assert standing(app) == wanted
    text = drafter.get(f"{page}?show=all").text
    assert (text.count(">accepted</span>"), text.count(">refused</span>")) == (3, 1)
    # The same words from another file: they stand already, and are not put in twice.
    again = Word(exported(drafter).saved())
    again.insert("Now the", " very")
    _, second, _ = hand_in(drafter, again.saved())
    with work(app):
        row = db.session.query(ReportParagraph).filter_by(name="p1").one()
        text = row.text.replace("Now the", "Now the very")
        report.edit_paragraph(an_actor(Role.DRAFTER), row, text, [], row.version)
    assert drafter.post(f"{second}/decide", data={"author": ME, "do": "accept"}).status_code == 303
    assert standing(app)[0] == (text, [])


@ON_ONE_DATABASE
def test_nobody_is_named_by_what_comes_back(app: Flask) -> None:
    clock.set_to(datetime(2025, 12, 1, 9, tzinfo=UTC))
    with work(app):
        told = a_told_cycle()
    drafter, back = signed_in(app, Role.DRAFTER), f"/reports/{told.symbol}/returned"
    drafter.post(f"/reports/{told.symbol}/compose")
    silent = "A participant spoke of threats."
    first, last = SPEAKER.rsplit("-", 1)
    word = exported(drafter)
    word.insert(silent, f" It was {SPEAKER}.")
    word.add(silent, f"So said {SPEAKER} again.")
    word.comment("spoke of threats", f"This was {SPEAKER}.")
    word.insert("Defenders", f" and {SPEAKER}")
    word.insert("Example Lakes spoke", " through Ola Public")
    half = Word(word.saved(), "Bob")
    half.insert("Early signs are", f" {first}")
    other = Word(half.saved(), ME)
    other.insert(f"signs are {first}", f"-{last}")
    answer = drafter.post(
        back,
        data={"file": (io.BytesIO(other.saved()), f"{SPEAKER}.docx")},
        content_type="multipart/form-data",
    )
    page = answer.headers["Location"]
    with work(app, writing=False):
        rows = db.session.query(ReturnedDifference).order_by(ReturnedDifference.seq).all()
        assert [(row.kind, row.held, bool(row.after)) for row in rows] == [
            ("edit", False, True),
            ("edit", True, False),
            ("comment", True, False),
            ("new", True, False),
            ("edit", True, False),
            ("edit", True, False),
            ("elsewhere", True, False),
        ]
        kept = " ".join(str(value) for row in rows for value in vars(row).values())
        trail = " ".join(f"{row.before} {row.after}" for row in db.session.query(AuditRow))
        name = db.session.query(ReturnedFile).one().name
    for text in (kept, trail, name, drafter.get(page).text, drafter.get(back).text):
        assert (first in text, last in text) == (False, False)
    assert drafter.get(page).text.count("Names somebody") == 6
    before = standing(app)
    assert drafter.post(f"{page}/decide", data={"author": "Bob", "do": "accept"}).status_code == 422
    assert standing(app) == before
    # Who signs a comment at what nobody is named in would be named by it.
    signed = exported(drafter, SPEAKER)
    signed.comment("spoke of threats", "This was mine.")
    mine = hand_in(drafter, signed.saved())[1]
    with work(app, writing=False):
        row = db.session.query(ReturnedDifference).order_by(ReturnedDifference.id.desc()).first()
        assert row and (row.kind, row.held, row.author, row.after) == ("comment", True, "", "")
    assert last not in drafter.get(mine).text
    # A session that is put under the rule later takes the words with it that had come back before, and names of files.
    again = Word(exported(drafter).saved(), "Bob")
    again.insert("Example Lakes spoke", " often")
    sent = (io.BytesIO(again.saved()), "From Ola Public.docx")
    drafter.post(back, data={"file": sent}, content_type="multipart/form-data")
    assert "Ola Public" in drafter.get(back).text
    with work(app):
        panel = db.session.get_one(MeetingSession, told.panel_id)
        a_speaker(panel, "Ola Public")
        panel.attribution = Attribution.CHATHAM_HOUSE
        attribution_changed(an_actor(Role.ORGANIZER), panel)
    with work(app, writing=False):
        row = db.session.query(ReturnedDifference).order_by(ReturnedDifference.seq).first()
        assert row is not None
        assert (row.held, row.after) == (True, "")
    assert "Ola Public" not in drafter.get(back).text


@ON_ONE_DATABASE
def test_who_wants_no_name_in_the_list_is_not_named_where_no_session_is_silent(app: Flask) -> None:
    clock.set_to(datetime(2025, 12, 1, 9, tzinfo=UTC))
    with work(app):
        told = a_told_cycle()
        db.session.get_one(MeetingSession, told.silent_id).attribution = Attribution.PUBLIC
        for record in db.session.scalars(select(OutcomeRecord)):
            record.attribution = Attribution.PUBLIC
    drafter, back = signed_in(app, Role.DRAFTER), f"/reports/{told.symbol}/returned"
    drafter.post(f"/reports/{told.symbol}/compose")
    word = exported(drafter)
    word.insert("The workshop was opened", " by Nona Neither")
    file = (io.BytesIO(word.saved()), "Nona Neither.docx")
    page = drafter.post(back, data={"file": file}, content_type="multipart/form-data").headers["Location"]
    with work(app, writing=False):
        [row] = db.session.query(ReturnedDifference).all()
        assert (row.held, row.after, db.session.query(ReturnedFile).one().name) == (True, "", "report.docx")
    assert "Neither" not in drafter.get(page).text


def test_what_stands_outside_our_paragraphs_is_shown(app: Flask, drafter: FlaskClient) -> None:
    with work(
        app
    ):  # that they have asked the same at paragraphs, one gone, says nothing of what they ask here
        rows = {row.name: row for row in db.session.query(ReportParagraph)}
        for name in ("p1", "p8"):
            report.comment(an_actor(Role.DRAFTER), rows[name], "Which?").by = ME
        report.remove_paragraph(an_actor(Role.DRAFTER), rows["p8"], rows["p8"].version)
    word = exported(drafter)
    word.insert("Conclusions and recomm", "XX")
    word.insert("Report of the United Nations High", " and Mighty")
    word.tracked = False
    word.insert("Human Rights Coun", "YY")
    word.comment("General Assembly", "Which?")
    _, page, _ = hand_in(drafter, word.saved())
    head, line = "Report of the United Nations High", "IV. Conclusions and recomm"
    assert found(app) == [
        ("comment", ME, "", "General Assembly", "Which?"),
        (
            "elsewhere",
            ME,
            "",
            f"{head} Commissioner for Human Rights",
            f"{head} and Mighty Commissioner for Human Rights",
        ),
        ("elsewhere", ME, "", f"{line}endations –", f"{line}XXendations –"),
        ("elsewhere", "Drafter Example", "", "Human Rights Council", "Human Rights CounYYcil"),
    ]
    text = drafter.get(page).text
    assert (text.count(">Accept</button>"), text.count(">Seen")) == (0, 4)
    assert drafter.post(f"{page}/decide", data={"author": ME, "do": "accept"}).status_code == 422
    assert drafter.post(f"{page}/decide", data={"author": ME, "do": "refuse"}).status_code == 303
    assert standing(app)[0] == (TEXTS[0], [])


@ON_ONE_DATABASE
def test_a_comment_that_went_out_is_known_wherever_it_comes_back(app: Flask, drafter: FlaskClient) -> None:
    """With a paragraph that they moved, and at one that was struck then and stands again now."""
    drafter.post("/reports/52-15/versions", data={"stage": "clearance_1", "clearers": "Chief"})
    with work(app):
        actor, rows = an_actor(Role.DRAFTER), {row.name: row for row in db.session.query(ReportParagraph)}
        for name in ("p3", "p4"):
            report.comment(actor, rows[name], f"Is {name} so?").by = "Chief"
        report.remove_paragraph(actor, rows["p4"], rows["p4"].version)
    word = Word(drafter.get("/reports/52-15/marked.docx?since=1&comments=1").data)
    marks = word.comment_marks("The third paragraph")
    word.move("The third paragraph", "The first paragraph")
    for at, each in enumerate(marks, start=1):
        word.paragraph("The first paragraph").getnext().insert(at, each)
    with work(app):
        row = db.session.query(ReportParagraph).filter_by(name="p4").one()
        report.restore_paragraph(an_actor(Role.DRAFTER), row)
    hand_in(drafter, word.saved())
    assert found(app) == [("moved", ME, "p3", TEXTS[2], "")]


@ON_ONE_DATABASE
def test_ten_thousand_changes_can_be_worked_with(app: Flask) -> None:
    texts = [" ".join(f"word{n}x{w}" for w in range(100)) + "." for n in range(100)]
    with work(app):
        cycle, actor = a_mandate(), an_actor(Role.DRAFTER)
        draft = report.begin(actor, cycle)
        for text in texts:
            report.add_paragraph(actor, draft, "IV", "", None, text)
    drafter = signed_in(app, Role.DRAFTER)
    data = drafter.get("/reports/52-15.docx").data
    signed = f'w:author="{ME}" w:date="2026-03-04T05:06:07Z"'

    def changed(match: re.Match[str]) -> str:
        words = match[1].split(" ")
        runs = [
            f'<w:ins w:id="{at}" {signed}><w:r><w:t xml:space="preserve">new{at} </w:t></w:r></w:ins>'
            f'<w:r><w:t xml:space="preserve">{word}{" " if at < len(words) - 1 else ""}</w:t></w:r>'
            for at, word in enumerate(words)
        ]
        return "".join(runs)

    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    xml = parts["word/document.xml"].decode()
    xml = re.sub(r'<w:r><w:t xml:space="preserve">(word[^<]*)</w:t></w:r>', changed, xml)
    parts["word/document.xml"] = xml.encode()
    started = time.perf_counter()
    _, page, _ = hand_in(drafter, zipped(parts))
    assert len(found(app)) == 10_000
    taken = time.perf_counter()
    counts = []
    for address in (page, f"{page}?page=150", f"{page}?author=nobody"):
        with statements(app) as seen:
            answer = drafter.get(address)
        counts.append(len(seen))
        assert len(gzip.compress(answer.data)) < 100_000
    read = time.perf_counter()
    assert drafter.post(f"{page}/decide", data={"paragraph": "p100", "do": "accept"}).status_code == 303
    assert (counts[0] == counts[1], taken - started < 60, read - taken < 30) == (True, True, True)
    assert standing(app)[99][0].split()[-2] == "new99"


@ON_ONE_DATABASE
def test_a_paragraph_that_they_want_back_comes_back_with_its_sources(app: Flask) -> None:
    noted = "The workshop was opened.^[See A/HRC/52/1.]"
    with work(app):
        told = a_told_cycle()
        says(db.session.get_one(MeetingSession, told.panel_id), noted, "It went on.")
    client = signed_in(app, Role.DRAFTER)
    client.post("/reports/52-15/compose")
    client.post("/reports/52-15/versions", data={"stage": "clearance_1", "clearers": "Chief"})
    with work(app):
        for row in db.session.query(ReportParagraph).filter_by(text=noted).order_by(ReportParagraph.position):
            before = (row.name, row.source_key, row.position)
            report.remove_paragraph(an_actor(Role.DRAFTER), row, row.version)
    word = Word(client.get("/reports/52-15/marked.docx?since=1").data)
    # In Word they refuse that the second of two with the same words is struck.
    for struck in list(word.body.iter(qn("w:del")))[-2:]:
        for run in list(struck):
            for each in run.iter(qn("w:delText")):
                each.tag = qn("w:t")
            struck.addprevious(run)
        struck.getparent().remove(struck)
    _, page, _ = hand_in(client, word.saved())
    assert [each[::4] for each in found(app)] == [("new", noted)]
    assert (
        client.post(f"{page}/decide", data={"author": "Drafter Example", "do": "accept"}).status_code == 303
    )
    with work(app, writing=False):
        (row,) = db.session.query(ReportParagraph).filter_by(text=noted, removed_at=None)
        assert (row.name, row.source_key, row.position) == before
    # Where nothing else was left under its heading it comes back under that; its words elsewhere are their own.
    calendar, adopted = "Organizations opened a calendar.", "The programme was adopted."
    with work(app):
        rows = {row.text.split("^")[0]: row for row in db.session.query(ReportParagraph)}
        name = rows[calendar].name
        for text in (calendar, adopted):
            report.remove_paragraph(an_actor(Role.DRAFTER), rows[text], rows[text].version)
    data = client.get("/reports/52-15/marked.docx?since=1").data
    for more in ((), ("Cooperation",)):
        word = Word(data)
        for words in (*more, calendar):
            word.keep(words)
        word.add("Ten fellows", adopted)
        _, page, _ = hand_in(client, word.saved())
        for author in ("Drafter Example", ME):
            client.post(f"{page}/decide", data={"author": author, "do": "accept"})
        with work(app):
            (row,) = db.session.query(ReportParagraph).filter(ReportParagraph.text.startswith(calendar))
            (new,) = db.session.query(ReportParagraph).filter_by(text=adopted, removed_at=None)
            assert (row.name, row.place.key, row.removed_at) == (name, "cooperation", None)
            assert (new.place.key, new.source_key) == ("fellowship", None)
            db.session.delete(new)
            report.remove_paragraph(an_actor(Role.DRAFTER), row, row.version)


@ON_ONE_DATABASE
@pytest.mark.parametrize("last", ["p6", "p13"])
def test_what_they_write_into_a_paragraph_that_we_struck_is_shown(app: Flask, last: str) -> None:
    """Also in the last one of a section, behind which nothing of ours stands before the next heading."""
    with work(app):
        a_told_cycle()
    client = signed_in(app, Role.DRAFTER)
    client.post("/reports/52-15/compose")
    client.post("/reports/52-15/versions", data={"stage": "clearance_1", "clearers": "Chief"})
    with work(app):
        row = db.session.query(ReportParagraph).filter_by(name=last).one()
        words = row.text
        report.remove_paragraph(an_actor(Role.DRAFTER), row, row.version)
    data = client.get("/reports/52-15/marked.docx?since=1").data

    def struck(word: Word) -> list[Any]:
        every = [each for each in word.body.iter(qn("w:del")) if len(each)]
        said = ["".join(t.text or "" for t in each.iter(qn("w:delText"))) for each in every]
        first = next(at for at, text in enumerate(said) if text and words.startswith(text))
        return [each for each in every[first:] if each.getparent() is every[first].getparent()]

    word = Word(data)
    struck(word)[-1].addnext(word._signed("ins", run_of(" No, keep it.")))
    hand_in(client, word.saved())
    assert [(*each[:2], each[4].strip()) for each in found(app)] == [("new", "Ines Example", "No, keep it.")]
    word = Word(data)  # they refuse that the words are struck, and leave the mark behind them
    for each in struck(word):
        for run in list(each):
            for text in run.iter(qn("w:delText")):
                text.tag = qn("w:t")
            each.addprevious(run)
        each.getparent().remove(each)
    hand_in(client, word.saved())
    assert len(found(app)) == 2


@ON_ONE_DATABASE
def test_a_pack_that_nobody_touched_says_nothing(app: Flask) -> None:
    """Not of a reference whose number has moved, a paragraph that was split before its list, a section that moved."""
    clock.set_to(datetime(2025, 12, 1, 9, 0, 30, tzinfo=UTC))
    with work(app):
        told = a_told_cycle()
    client = signed_in(app, Role.DRAFTER)
    client.post("/reports/52-15/compose")

    def edited(number: int, text: str, items: list[str]) -> None:
        row = db.session.query(ReportParagraph).filter_by(name=f"p{number}").one()
        report.edit_paragraph(an_actor(Role.DRAFTER), row, text, items, row.version)

    with work(app):
        edited(1, "In short:", ["one;", "two."])
        edited(6, "Lead one. Lead two:", ["one a;", "two b."])
        edited(7, "Lakes spoke (see paragraph [[p13]]).", [])
    client.post("/reports/52-15/versions", data={"stage": "clearance_1", "clearers": "Chief"})
    with work(app):
        actor = an_actor(Role.DRAFTER)
        rows = {row.name: row for row in db.session.query(ReportParagraph)}
        report.remove_paragraph(actor, rows["p5"], rows["p5"].version)
        report.remove_paragraph(actor, rows["p9"], rows["p9"].version)
        report.split_paragraph(actor, rows["p6"], "Lead one.\n\nLead two:", rows["p6"].version)
        panel = db.session.query(ReportSection).filter_by(key=f"session:{told.panel_id}").one()
        report.shift_section(actor, panel, 1)
    data = client.get("/reports/52-15/marked.docx?since=1").data
    hand_in(client, data)
    assert found(app) == []
    parts = Word(data).parts  # older formats keep no more of an hour than its minute
    seconds = rb'(w:date="[^"]*T\d\d:\d\d):(\d\d)'
    assert re.findall(seconds, parts["word/document.xml"])[0][1] != b"00"
    hand_in(client, pack({name: re.sub(seconds, rb"\1:00", part) for name, part in parts.items()}))
    assert found(app) == []
    word = Word(data, "Drafter Example")  # under the name that signs what we tracked
    word.insert("Lead two:", " that is all:")
    word.insert("(see paragraph 11", ", below")
    word.add("one;", "one and a half;", "UNSummary")  # in the summary's box a list looks like paragraphs
    hand_in(client, word.saved())
    assert [each[1:] for each in found(app)] == [
        ("Drafter Example", "p1", "", "\u2028one and a half;"),
        ("Drafter Example", "p17", "", " that is all:"),
        ("Drafter Example", "p7", "", ", below"),
    ]
    word = Word(
        data
    )  # a heading that we struck because its section moved: only what they say there is theirs
    struck = next(each for each in word.body.iter(qn("w:delText")) if each.text == "Defenders")
    struck.getparent().getparent().addnext(word._signed("ins", run_of(" Oh.")))
    word.comment("Oh.", "Why has it moved?")
    hand_in(client, word.saved())
    assert [each for each in found(app) if each[0] != "edit"] == [
        ("comment", ME, "", "Oh.", "Why has it moved?"),
        ("elsewhere", ME, "", "", "Oh."),
    ]


@ON_ONE_DATABASE
def test_a_comment_at_a_footnote_or_at_nothing_is_shown(app: Flask, drafter: FlaskClient) -> None:
    word = exported(drafter)
    (runs,) = ([r for r in n.iter(qn("w:r")) if "A/HRC/1" in text_of(r)] for n in word.notes if text_of(n))
    for number, said in enumerate(("Of which session?", "Its place went with a table.")):
        word.comments.append(el("comment", el("p", run_of(said)), id=number, author="Ann", date=DATE))
    runs[0].addprevious(el("commentRangeStart", id=0))
    runs[-1].addnext(el("commentRangeEnd", id=0))
    status, page, _ = hand_in(drafter, word.saved())
    assert (status, found(app)) == (
        303,
        [
            ("comment", "Ann", "p2", "See A/HRC/1.", "Of which session?"),
            ("comment", "Ann", "", "", "Its place went with a table."),
        ],
    )
    assert drafter.get(page).text.count("Its place went with a table.") == 1


def take(app: Flask, client: FlaskClient, word: Word) -> list[str]:
    """Hand a file in and accept all of it; what is open still."""
    page = hand_in(client, word.saved())[1]
    client.post(f"{page}/decide", data={"author": word.author, "do": "accept"})
    with work(app, writing=False):
        rows = db.session.query(ReturnedDifference).filter_by(state="open").order_by(ReturnedDifference.seq)
        return [row.after or row.before for row in rows]


def halve(app: Flask) -> None:
    """A drafter splits the fifth paragraph."""
    with work(app):
        fifth = db.session.query(ReportParagraph).filter_by(name="p5").one()
        text = TEXTS[4].replace(". ", ".\n\n")
        report.split_paragraph(an_actor(Role.DRAFTER), fifth, text, fifth.version)


def test_a_paragraph_that_was_split_since_it_was_sent_out_is_all_its_pieces(
    app: Flask, drafter: FlaskClient
) -> None:
    word = exported(drafter)
    word.insert("The fifth will", " not")
    word.comment("other half", "Which?")
    word.insert("Here begins", " all")
    word.add("Here begins", "A new one.")
    word.move("The third", "Here begins")
    word.remove("The fourth")
    halve(app)
    assert take(app, drafter, word) == []
    wanted = [
        *TEXTS[:2],
        "The fifth will not be split.",
        "Here begins all the other half.",
        TEXTS[2],
        "A new one.",
        *TEXTS[5:],
    ]
    assert [text for text, _ in standing(app)] == wanted
    with work(app, writing=False):
        assert db.session.query(ReportComment).one().paragraph.text == wanted[3]
    # Sent out after that, each piece is a paragraph of its own.
    word = exported(drafter)
    word.add("The fifth will", "Between the halves.")
    word.remove("Here begins all")
    assert take(app, drafter, word) == []
    assert [text for text, _ in standing(app)] == [*wanted[:3], "Between the halves.", *wanted[4:]]


def test_what_is_struck_or_moved_goes_with_all_its_pieces(app: Flask, drafter: FlaskClient) -> None:
    first, second = exported(drafter), exported(drafter, "Bob")
    first.move("The fifth", "The first")
    second.remove("The fifth")
    halve(app)
    assert take(app, drafter, first) == []
    pieces = TEXTS[4].replace(". ", ".\n").split("\n")
    assert [text for text, _ in standing(app)] == [TEXTS[0], *pieces, *TEXTS[1:4], *TEXTS[5:]]
    assert take(app, drafter, second) == []
    assert [text for text, _ in standing(app)] == [*TEXTS[:4], *TEXTS[5:]]


def test_the_same_changes_in_a_second_file_are_there_already(app: Flask, drafter: FlaskClient) -> None:
    word = exported(drafter)
    edit_all(word)
    again = Word(word.saved())
    again.insert("closes it", " truly")
    assert take(app, drafter, word) == []
    assert standing(app) == AFTER
    assert take(app, drafter, again) == []
    assert standing(app) == [*AFTER[:-1], ("The eighth paragraph closes it truly all.", [])]


def test_what_the_draft_has_of_several_changes_of_one_paragraph_is_not_put_in_twice(
    app: Flask, drafter: FlaskClient
) -> None:
    """Two find the same slip, and one of them more; then his file comes a second time."""
    first, second = exported(drafter), exported(drafter, "Bob")
    for word in (first, second):
        word.insert("The first paragraph", " rightly")
    second.insert("three things", " and more")
    second.footnote("two sentences", "See A/HRC/2.")
    again = Word(second.saved(), "Bob")
    again.insert("closes it", " truly")
    assert take(app, drafter, first) == []
    wanted = (
        "The first paragraph rightly speaks of three things and more. It has two sentences.^[See A/HRC/2.]"
    )
    for word in (second, again):
        assert take(app, drafter, word) == []
        assert standing(app)[0][0] == wanted


@ON_ONE_DATABASE
def test_what_two_files_put_at_the_ends_of_paragraphs_is_there_once(app: Flask, drafter: FlaskClient) -> None:
    """A sentence behind the last, one or a word before the first, a list below, and a new paragraph of each; then the
    first file once more, with a comment."""

    def edited(author: str) -> Word:
        word = exported(drafter, author)
        word.insert("closes it all.", " It is done.")
        word.add("the seventh", "One;", "UNSubparagraph")
        first = word.paragraph("The sixth").find(qn("w:r"))
        first.addprevious(word._signed("ins", run_of("Then: ")))
        sentence = word.paragraph("The second one").find(qn("w:r"))
        sentence.addprevious(word._signed("ins", run_of("The Chair agreed. ")))
        word.add("The fourth", f"New, by {author}.")
        return word

    first, second = edited("Ann"), edited("Bob")
    assert take(app, drafter, first) == []
    second.insert("will be moved", " soon")
    assert take(app, drafter, second) == []
    first.comment("The third", "Soon?")
    assert take(app, drafter, first) == []
    now = standing(app)
    assert len(now) == len(TEXTS) + 2
    assert [now[at] for at in (1, 2, 7, 8, 9)] == [
        ("The Chair agreed. The second one has a note^[See A/HRC/1.] inside.", ["Item one;", "Item two."]),
        ("The third paragraph will be moved soon.", []),
        ("Then: The sixth is merged.", []),
        ("With the seventh.", ["One;"]),
        ("The eighth paragraph closes it all. It is done.", []),
    ]


@ON_ONE_DATABASE
@pytest.mark.parametrize(
    ("text", "change", "wanted"),
    [
        (
            "It ended^[See A/HRC/1.] all. The rest stays as it is, and so do all of the others.",
            lambda word: word.footnote("It ended", "See A/HRC/2."),
            "It ended^[See A/HRC/2.]^[See A/HRC/1.] all. The rest stays as it is, and so do all of the others now.",
        ),
        (
            "It ended. The rest stays as it is, and so do all of the others.",
            lambda word: word.insert("It ended.", " The board met."),
            "It ended. The board met. The rest stays as it is, and so do all of the others now.",
        ),
        (
            "All of its wholly wholly parts stay as it is, and so do the others.",
            lambda word: word.delete("wholly "),
            "All of its wholly parts stay as it is, and so do the others now.",
        ),
        (
            "The rest stays as it is, and so do the others.",
            lambda word: word.insert("the others.", " And more do."),
            "The rest stays as it is, and so do the others now. And more do.",
        ),
        (
            "The rest stays as it is, and so do the others.",
            lambda word: word._cut("The rest")[0].addprevious(word._came(run_of("Indeed: "))[0]),
            "Indeed: The rest stays as it is, and so do the others now.",
        ),
    ],
    ids=["note beside a note", "same beginning", "doubled word", "at the end", "at the beginning"],
)
def test_what_another_file_has_brought_is_not_put_in_or_struck_twice_beside_its_like(
    app: Flask, drafter: FlaskClient, text: str, change: Callable[[Word], object], wanted: str
) -> None:
    with work(app):
        row = db.session.query(ReportParagraph).filter_by(name="p1").one()
        report.edit_paragraph(an_actor(Role.DRAFTER), row, text, [], row.version)
    first, second = exported(drafter), exported(drafter, "Bob")
    for word in (first, second):
        change(word)
    second.insert("the others", " now")
    for word in (first, second):
        assert take(app, drafter, word) == []
    assert standing(app)[0][0] == wanted


@ON_ONE_DATABASE
def test_a_note_that_is_printed_behind_the_full_stop_is_no_edit_of_the_draft(
    app: Flask, drafter: FlaskClient
) -> None:
    """There its mark stands before it, and nobody has touched the paragraph since it was sent out."""
    with work(app):
        actor, rows = an_actor(Role.DRAFTER), {row.name: row for row in db.session.query(ReportParagraph)}
        for name in ("p3", "p4"):
            noted = rows[name].text.replace(".", "^[See A/HRC/3].")
            report.edit_paragraph(actor, rows[name], noted, [], rows[name].version)
    word = exported(drafter, tracked=False)
    word.insert("will be moved", " or not")
    word.remove("The fourth")
    page = hand_in(drafter, word.saved())[1]
    assert found(app) == [
        ("edit", "Drafter Example", "p3", "", " or not"),
        ("removed", "Drafter Example", "p4", "The fourth paragraph will be deleted.^[See A/HRC/3]", ""),
    ]
    told = {"author": "Drafter Example", "do": "accept"}
    assert drafter.post(f"{page}/decide", data=told).status_code == 303
    moved = "The third paragraph will be moved or not.^[See A/HRC/3]"
    assert [text for text, _ in standing(app)] == [*TEXTS[:2], moved, *TEXTS[4:]]


@ON_ONE_DATABASE
def test_beside_a_note_before_the_full_stop_words_are_taken_though_the_draft_went_on(
    app: Flask, drafter: FlaskClient
) -> None:
    with work(app):
        actor, row = an_actor(Role.DRAFTER), db.session.query(ReportParagraph).filter_by(name="p3").one()
        noted = "The third paragraph will be moved^[See A/HRC/3]."
        report.edit_paragraph(actor, row, noted, [], row.version)
    word = exported(drafter)
    word.insert("will be moved", " or not")
    end = word.paragraph("will be moved").iterchildren(qn("w:r"), reversed=True)
    next(end).addnext(word._came(run_of(" It ends."))[0])
    with work(app):
        row = db.session.query(ReportParagraph).filter_by(name="p3").one()
        report.edit_paragraph(actor, row, noted.replace("third", "third, long"), [], row.version)
    assert take(app, drafter, word) == []
    assert standing(app)[2][0] == "The third, long paragraph will be moved or not.^[See A/HRC/3] It ends."


@ON_ONE_DATABASE
def test_what_another_hand_changes_in_a_paragraph_that_was_moved_is_signed_by_it(
    app: Flask, drafter: FlaskClient
) -> None:
    word = exported(drafter)
    word.move("The fifth", "The first")
    word.author = "Bob"
    word.insert("Here begins", " so")
    word.delete("will ")
    page = hand_in(drafter, word.saved())[1]
    wanted = [
        ("moved", ME, "p5", TEXTS[4], ""),
        ("edit", "Bob", "p5", "will ", ""),
        ("edit", "Bob", "p5", "", " so"),
    ]
    assert [each for each in found(app) if each[0] != "elsewhere"] == wanted
    drafter.post(f"{page}/decide", data={"author": "Bob", "do": "accept"})
    assert standing(app)[4][0] == "The fifth be split. Here begins so the other half."


@ON_ONE_DATABASE
def test_a_new_paragraph_that_was_edited_since_does_not_come_in_again(
    app: Flask, drafter: FlaskClient
) -> None:
    """The next one who clears writes on in the file of the one before. Elsewhere the same words are another one."""
    word = exported(drafter)
    word.add("The fourth", "A new one.")
    again = Word(word.saved())
    again.add("The first", "A new one.")
    assert take(app, drafter, word) == []
    with work(app):
        row = db.session.query(ReportParagraph).filter_by(text="A new one.").one()
        report.edit_paragraph(an_actor(Role.DRAFTER), row, "A better one.", [], row.version)
    assert take(app, drafter, again) == []
    wanted = [TEXTS[0], "A new one.", *TEXTS[1:4], "A better one.", *TEXTS[4:]]
    assert [text for text, _ in standing(app)] == wanted


@ON_ONE_DATABASE
def test_a_paragraph_is_merged_over_one_that_is_struck_in_the_same_file(
    app: Flask, drafter: FlaskClient
) -> None:
    word = exported(drafter, tracked=False)
    word.remove("With the seventh")
    word.merge("The sixth")
    page = hand_in(drafter, word.saved())[1]
    told = {"author": "Drafter Example", "do": "accept"}
    assert drafter.post(f"{page}/decide", data=told).status_code == 303
    assert [text for text, _ in standing(app)] == [*TEXTS[:5], f"{TEXTS[5]} {TEXTS[7]}"]


@ON_ONE_DATABASE
def test_what_stands_behind_a_struck_paragraph_is_there_already_when_the_file_comes_again(
    app: Flask, drafter: FlaskClient
) -> None:
    word = exported(drafter)
    word.add("The fourth", "And another.")
    word.add("The fourth", "Something else in its place.")
    word.footnote("And another", "See A/HRC/3")
    word.remove("The fourth")
    again = Word(word.saved())
    again.insert("closes it", " truly")
    assert take(app, drafter, word) == []
    wanted = [*TEXTS[:3], "Something else in its place.", "And another^[See A/HRC/3].", *TEXTS[4:7]]
    assert [text for text, _ in standing(app)] == [*wanted, TEXTS[7]]
    assert take(app, drafter, again) == []
    assert [text for text, _ in standing(app)] == [*wanted, "The eighth paragraph closes it truly all."]


@ON_ONE_DATABASE
def test_a_paragraph_that_was_split_in_three_without_tracking_is_split(
    app: Flask, drafter: FlaskClient
) -> None:
    word = exported(drafter, tracked=False)
    word.split("other half")
    word.split("Here begins")
    word.add("Here begins", "One that is new.")
    page = hand_in(drafter, word.saved())[1]
    assert [(kind, name) for kind, _, name, _, _ in found(app)] == [("split", "p5")] * 2
    told = {"author": "Drafter Example", "do": "accept"}
    assert drafter.post(f"{page}/decide", data=told).status_code == 303
    pieces = ["The fifth will be split.", "Here begins the", "One that is new.", "other half."]
    assert [text for text, _ in standing(app)] == [*TEXTS[:4], *pieces, *TEXTS[5:]]


@ON_ONE_DATABASE
def test_what_two_people_add_in_one_place_is_there_already_when_their_file_comes_again(
    app: Flask, drafter: FlaskClient
) -> None:
    """Each of them is accepted by himself, the later one in the file first."""
    word = exported(drafter)
    word.add("The fourth", "Ines adds this.")
    word.author = "Bob"
    word.add("The fourth", "Bob has more to say.")
    again = Word(word.saved(), "Bob")
    again.insert("closes it", " truly")
    wanted = [*TEXTS[:4], "Bob has more to say.", "Ines adds this.", *TEXTS[4:7]]
    for file, last in ((word, TEXTS[7]), (again, "The eighth paragraph closes it truly all.")):
        page = hand_in(drafter, file.saved())[1]
        for author in (ME, "Bob"):
            drafter.post(f"{page}/decide", data={"author": author, "do": "accept"})
        assert [text for text, _ in standing(app)] == [*wanted, last]


def test_two_files_split_a_paragraph_at_the_same_place(app: Flask, drafter: FlaskClient) -> None:
    first, second = exported(drafter), exported(drafter, "Bob")
    for word in (first, second):
        word.split("Here begins")
    second.insert("Here begins", " all")
    second.add("Here begins", "Bob’s own.")
    pages = [hand_in(drafter, word.saved())[1] for word in (first, second)]
    clock.set_to(clock.now() + timedelta(minutes=1))
    for page, word in zip(pages, (first, second), strict=True):
        assert drafter.post(f"{page}/decide", data={"author": word.author, "do": "accept"}).status_code == 303
    assert [text for text, _ in standing(app)] == [
        *TEXTS[:4],
        "The fifth will be split.",
        "Here begins all the other half.",
        "Bob’s own.",
        *TEXTS[5:],
    ]


@ON_ONE_DATABASE
def test_subparagraphs_that_are_put_in_behind_the_last(app: Flask, drafter: FlaskClient) -> None:
    """Put in as whole Word paragraphs, each with a mark of its own: the last one's mark stays where it was."""
    word = exported(drafter)
    word.add("Item two", "Item four.", "UNSubparagraph")
    word.add("Item two", "Item three;", "UNSubparagraph")
    assert take(app, drafter, word) == []
    assert standing(app)[1][1] == ["Item one;", "Item two.", "Item three;", "Item four."]
    assert found(app) == [("edit", ME, "p2", "", "\u2028Item three;\u2028Item four.")]


@ON_ONE_DATABASE
def test_a_paragraph_whose_words_are_all_struck_goes_though_its_mark_stays(
    app: Flask, drafter: FlaskClient
) -> None:
    word = exported(drafter)
    word.delete(TEXTS[3])
    word.delete("The fifth will be split.")
    both = Word(word.saved(), "Bob")
    both.delete(" Here begins the other half.")
    both.delete(TEXTS[7])
    page = hand_in(drafter, both.saved())[1]
    assert found(app) == [
        ("removed", ME, "p4", TEXTS[3], ""),
        ("edit", ME, "p5", "The fifth will be split.", ""),
        ("edit", "Bob", "p5", " Here begins the other half.", ""),
        ("removed", "Bob", "p8", TEXTS[7], ""),
    ]
    for author, status in ((ME, 303), ("Bob", 303)):
        assert drafter.post(f"{page}/decide", data={"author": author, "do": "accept"}).status_code == status
    assert [text for text, _ in standing(app)] == [*TEXTS[:3], *TEXTS[5:7]]


@ON_ONE_DATABASE
def test_a_file_that_has_lost_its_styles_says_nothing_new_of_masthead_and_headings(app: Flask) -> None:
    with work(app):
        a_told_cycle()
    client = signed_in(app, Role.DRAFTER)
    client.post("/reports/52-15/compose")
    word = exported(client, tracked=False)
    word.insert("The programme was", " not")
    word.add("The programme was", "Written in another editor.")
    word.without_marks()
    for style in word.body.iter(qn("w:pStyle")):
        if not style.get(qn("w:val")).startswith(("UNParagraph", "UNSub")):
            style.set(qn("w:val"), "BodyText")
    page = hand_in(client, word.saved())[1]
    told = [(kind, before, after) for kind, _, _, before, after in found(app)]
    assert told == [("edit", "", "not "), ("new", "", "Written in another editor.")]
    assert "found by what they say" in client.get(page).text


@ON_ONE_DATABASE
def test_what_says_no_name_is_taken_where_the_text_that_was_sent_out_said_one(app: Flask) -> None:
    """The session was put under the rule meanwhile, and the drafter has written the paragraph anew."""
    clock.set_to(datetime(2025, 12, 1, 9, tzinfo=UTC))
    with work(app):
        told = a_told_cycle()
    client = signed_in(app, Role.DRAFTER)
    client.post("/reports/52-15/compose")

    def write(text: str) -> None:
        with work(app):
            actor, rows = an_actor(Role.DRAFTER), {row.name: row for row in db.session.query(ReportParagraph)}
            report.edit_paragraph(actor, rows["p7"], text, [], rows["p7"].version)

    with work(app):
        a_speaker(db.session.get_one(MeetingSession, told.panel_id), "Ola Publica")
    write("Ola Publica spoke of early signs. More was said. It ended well.")
    word = exported(client)
    sent = word.saved()
    word.insert("More was said", " and done")
    word.insert("of early", " and late")
    word.comment("ended well", "Did it?")
    word.delete("Publica")
    with work(app):
        panel = db.session.get_one(MeetingSession, told.panel_id)
        panel.attribution = Attribution.CHATHAM_HOUSE
        attribution_changed(an_actor(Role.ORGANIZER), panel)
    write("A participant spoke of early signs. More was said. It ended well.")
    page = hand_in(client, word.saved())[1]
    assert found(app) == [
        ("edit", ME, "p7", "", ""),
        ("edit", ME, "p7", "", " and late"),
        ("edit", ME, "p7", "", " and done"),
        ("comment", ME, "p7", "ended well", "Did it?"),
    ]
    text = client.get(page).text
    assert [said in text for said in ("Publica", " and late", " and done", "Did it?")] == [False, *[True] * 3]
    assert text.count("Names somebody") == 1
    client.post(f"{page}/decide", data={"author": ME, "do": "accept"})
    with work(app, writing=False):
        row = db.session.query(ReportParagraph).filter_by(name="p7").one()
        assert (
            row.text == "A participant spoke of early and late signs. More was said and done. It ended well."
        )
    # The name once more, in two parts by two hands: nothing of it is kept.
    again = Word(sent, "Bob")
    again.insert("More was", " by Ola")
    other = Word(again.saved(), "Eve")
    other.insert("by Ola", " Publica")
    with work(app):
        db.session.query(ReturnedFile).delete()
    hand_in(client, other.saved())
    assert found(app) == [("edit", who, "p7", "", "") for who in ("Bob", "Eve")]


@ON_ONE_DATABASE
def test_another_number_in_the_place_of_a_cross_reference_or_a_figure_is_told(
    app: Flask, drafter: FlaskClient
) -> None:
    """Without tracking, in the draft's file, and in a version's when the draft counts otherwise by then."""
    said = "As said in paragraph [[p3]], [[participants]] people came; see [[p99]]."
    with work(app):
        first = db.session.query(ReportParagraph).filter_by(name="p1").one()
        report.edit_paragraph(an_actor(Role.DRAFTER), first, said, [], first.version)
    drafter.post("/reports/52-15/versions", data={"stage": "clearance_1", "clearers": "Chief"})
    with work(app):
        second = db.session.query(ReportParagraph).filter_by(name="p2").one()
        report.remove_paragraph(an_actor(Role.DRAFTER), second, second.version)

    for path, number in (("/reports/52-15.docx", 2), ("/reports/52-15/versions/1.docx", 3)):
        word = Word(drafter.get(path).data)
        (run,) = (each for each in word.body.iter(qn("w:r")) if text_of(each).startswith("As said"))
        assert text_of(run) == f"As said in paragraph {number}, no people came; see [?]."
        hand_in(drafter, word.saved())
        assert found(app) == []
        set_text(run, "As said in paragraph 7, nine people came; see 8.")
        page = hand_in(drafter, word.saved())[1]
        told = [("[[p3]]", "7"), ("[[participants]]", "nine"), ("[[p99]]", "8")]
        assert [each[3:] for each in found(app)] == told
        drafter.post(f"{page}/decide", data={"author": ME, "do": "refuse"})
        with work(app):
            db.session.query(ReturnedDifference).delete()
    with work(app):
        row = db.session.query(ReportParagraph).filter_by(name="p1").one()
        assert row.text == said


@ON_ONE_DATABASE
def test_what_is_put_before_a_paragraph_that_goes_elsewhere_stays_where_it_was_put(
    app: Flask, drafter: FlaskClient
) -> None:
    """The third is moved before the fifth, with a new one behind it, and the fifth itself to the top."""
    word = exported(drafter)
    word.move("The third", "The fourth")
    word.paragraph("The fourth").getnext().addnext(word.add("the seventh", "A new one."))
    word.move("The fifth", "The first")
    assert take(app, drafter, word) == []
    first = [text.split(maxsplit=2)[1] for text, _ in standing(app)]
    assert first == ["first", "fifth", "second", "fourth", "third", "new", "sixth", "the", "eighth"]


@ON_ONE_DATABASE
def test_what_is_put_where_a_part_began_before_its_first_paragraph_went_stays_in_that_part(
    app: Flask,
) -> None:
    with work(app):
        draft = report.begin(an_actor(Role.DRAFTER), a_mandate())
        for text, part in (
            ("Alpha one.", "III"),
            ("Beta two.", "III"),
            ("Gamma three.", "IV"),
            ("Delta four.", "IV"),
        ):
            report.add_paragraph(an_actor(Role.DRAFTER), draft, part, "", None, text, [])
    drafter = signed_in(app, Role.DRAFTER)
    word = exported(drafter)
    word.move("Gamma", "Alpha")
    word.paragraph("Delta").addprevious(word.add("Delta", "New here."))
    assert take(app, drafter, word) == []
    with work(app, writing=False):
        rows = db.session.query(ReportParagraph).order_by(ReportParagraph.position)
        assert [(row.text, row.place.key) for row in rows] == [
            *(("Alpha one.", "III"), ("Gamma three.", "III"), ("Beta two.", "III")),
            *(("New here.", "IV"), ("Delta four.", "IV")),
        ]


@ON_ONE_DATABASE
def test_a_comment_is_known_again_where_its_paragraph_was_split_or_taken_in(
    app: Flask, drafter: FlaskClient
) -> None:
    word = exported(drafter)
    word.comment("Here begins", "Where?")
    word.comment("the seventh", "With whom?")
    halve(app)
    assert take(app, drafter, word) == []
    with work(app):
        actor = an_actor(Role.DRAFTER)
        sixth, seventh = (
            db.session.query(ReportParagraph).filter_by(name=name).one() for name in ("p6", "p7")
        )
        report.merge_with_next(actor, sixth, sixth.version, seventh.id, seventh.version)
    word.comment("closes it all", "Really?")
    hand_in(drafter, word.saved())
    with work(app, writing=False):
        rows = db.session.query(ReturnedDifference).filter_by(state="open")
        assert [(row.name, row.after) for row in rows] == [("p8", "Really?")]


@ON_ONE_DATABASE
def test_what_begins_or_ends_like_a_drafters_own_sentence_is_put_in_all_the_same(
    app: Flask, drafter: FlaskClient
) -> None:
    word = exported(drafter)
    first = word.paragraph("The sixth").find(qn("w:r"))
    first.addprevious(word._signed("ins", run_of("However, ")))
    word.insert("will be moved.", " States agreed.")
    with work(app):
        for name, text in (
            ("p6", "However, that was late. The sixth is merged."),
            ("p3", "The third paragraph will be moved. All but two States agreed. Others did not."),
        ):
            row = db.session.query(ReportParagraph).filter_by(name=name).one()
            report.edit_paragraph(an_actor(Role.DRAFTER), row, text, [], row.version)
    assert take(app, drafter, word) == []
    now = standing(app)
    assert now[5][0] == "However, that was late. However, The sixth is merged."
    assert (
        now[2][0]
        == "The third paragraph will be moved. States agreed. All but two States agreed. Others did not."
    )


@ON_ONE_DATABASE
def test_a_new_paragraph_is_signed_by_all_who_wrote_in_it(app: Flask, drafter: FlaskClient) -> None:
    word = exported(drafter)
    new = word.add("The fourth", "One that is new,")
    word.author = "Bob"
    new.extend(word._came(run_of(" and longer.")))
    page = hand_in(drafter, word.saved())[1]
    assert found(app) == [("new", f"{ME}, Bob", "", "", "One that is new, and longer.")]
    drafter.post(f"{page}/decide", data={"author": f"{ME}, Bob", "do": "accept"})
    assert standing(app)[4][0] == "One that is new, and longer."


@ON_ONE_DATABASE
def test_the_same_words_further_down_are_not_what_was_put_in(app: Flask, drafter: FlaskClient) -> None:
    word = exported(drafter)
    word.add("The fourth", "One that is new.")
    with work(app):
        rows, actor = db.session.query(ReportParagraph), an_actor(Role.DRAFTER)
        fifth, sixth = (rows.filter_by(name=name).one() for name in ("p5", "p6"))
        report.move_paragraph(actor, fifth, fifth.place, None, fifth.version)
        report.add_paragraph(actor, fifth.report, "IV", "", sixth, "One that is new.", [])
    assert take(app, drafter, word) == []
    assert [text for text, _ in standing(app)].count("One that is new.") == 2


@ON_ONE_DATABASE
def test_what_is_moved_where_its_like_was_struck_is_moved(app: Flask, drafter: FlaskClient) -> None:
    """It is not the struck one written again: each keeps what it remembers."""
    word = exported(drafter)
    word.move("The third", "The fourth")
    word.remove("The fourth")
    assert take(app, drafter, word) == []
    assert [each[:3] for each in found(app)] == [("moved", ME, "p3"), ("removed", ME, "p4")]
    assert [text for text, _ in standing(app)] == [*TEXTS[:3], *TEXTS[4:]]
