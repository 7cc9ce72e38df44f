"""A file goes out, comes back edited, and each difference is decided through the pages."""

import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.report import actions as report
from meetings.report.models import ReportComment, ReportParagraph
from meetings.returned.models import ReturnedDifference
from tests.kit_app import an_actor, signed_in, work
from tests.report.builders import a_mandate
from tests.returned.word import Word

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
    word.move("The third paragraph", "The eighth paragraph")
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
    ("edit", ME, "p2", "", ", the first"),
    ("removed", ME, "p4", TEXTS[3], ""),
    ("split", ME, "p5", "", "\u2029"),
    ("merged", ME, "p6", "", ""),
    ("edit", ME, "p7", "", "^[See A/HRC/2.]"),
    ("new", ME, "", "", "A new one."),
    ("moved", ME, "p3", TEXTS[2], ""),
]
AFTER = [
    ("The first paragraph speaks of more than things. It has two sentences.", []),
    ("The second one has a note^[See A/HRC/1.] inside.", ["Item one, the first;", "Item two."]),
    ("The fifth will be split.", []),
    ("Here begins the other half.", []),
    ("The sixth is merged. With the seventh^[See A/HRC/2.].", []),
    ("A new one.", []),
    ("The eighth paragraph closes it all.", []),
    ("The third paragraph will be moved.", []),
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
