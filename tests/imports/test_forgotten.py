"""A person who is deleted is not taken in again from a file that was only tried."""

from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.base.models import StoredFile
from meetings.bulk.models import BulkRow
from meetings.imports.models import RegistrationImport
from meetings.imports.person import is_of
from meetings.registration.models import Registration
from tests.builders import a_meeting
from tests.imports.pages import a_csv, begun, planned, sent
from tests.kit_app import an_account, signed_in, work
from tests.people.builders import a_request, answer_done
from tests.people.test_mistaken_merge import LAST_MAIL
from tests.registration.test_forget import holding

WORD = "quillonard"
LINES = (
    "Quillonard Ná,Quillonard@example.org,Forum,NGO",
    "Quillonard Ná,quillonard@example.org,Forum,Bad category",
    "quillonard na,,Forum,NGO",
    "Quillonard Ná,another@example.com,Forum,NGO",
    "Ada Sand,ada@example.org,Forum,NGO",
)


def test_lines_of_a_tried_file_go_with_the_person(app: Flask) -> None:
    with work(app):
        a_meeting("workshop", starts=datetime(2026, 12, 20, 10), ends=datetime(2026, 12, 21, 10))
        key = a_request(an_account(f"{WORD}@example.org", "Quillonard Ná")).key
    office = signed_in(app, Role.ORGANIZER)
    untried = sent(office, a_csv(*LINES, "x,x@example.org,Forum,NGO"))
    act = planned(office, a_csv(*LINES))
    assert "Lines of files that were not taken in" in office.get(f"/people/requests/{key}").text
    assert answer_done(office, key).status_code == 303
    with work(app, writing=False):
        rows = db.session.scalars(select(BulkRow).order_by(BulkRow.position)).all()
        assert [row.label for row in rows] == ["", "", "", "Quillonard Ná", "Ada Sand"], "a namesake stays"
        assert set(holding(f"{WORD}@example.org")) <= LAST_MAIL
        assert db.session.scalars(select(RegistrationImport)).all() == []
        assert db.session.scalars(select(StoredFile)).all() == [], (
            "what no row refers to is swept within the hour"
        )
    assert office.get(untried).status_code == 404, "neither can the file be tried again"
    page = office.get(act).text
    assert "deleted at the person’s request" in page and "Ada Sand" in page
    begun(app, office, act)
    with work(app, writing=False):
        taken = db.session.scalars(select(Registration.email).order_by(Registration.email)).all()
    assert f"{WORD}@example.org" not in taken and "ada@example.org" in taken


@pytest.mark.parametrize(
    ("cell", "theirs"),
    [
        ("ana@example.org", True),
        ("ANA@Example.org ", True),
        ("Ana Sand <ana@example.org>; bo@example.org", True),
        ("mailto:ana@example.org.", True),
        ("'ana@example.org'", True),
        ("“ana@example.org”/bo@example.org", True),
        ("bo@example.org|ana@example.org", True),
        ("邮箱「ana@example.org」、", True),
        ("Ana <Ana@Bücher.example>", True),
        ("ana@bu\u0308cher.example", True),
        ("ana@büchern.example", False),
        ("o'ana@example.org", False),
        ("juliana@example.org", False),
        ("juli.ana@example.org", False),
        ("ana@example.org-x.example", False),
        ("ana@example.org.example.com", False),
    ],
)
def test_whose_line_it_is_is_told_by_the_whole_address(cell: str, theirs: bool) -> None:
    row = BulkRow(label="Somebody", data={"cells": ["Somebody", cell]})
    assert is_of(row, ["ana@example.org", "ana@xn--bcher-kva.example"], set()) is theirs


@pytest.mark.parametrize(
    ("encoding", "address", "stays"),
    [
        ("utf-8", f"{WORD}@example.org", 0),
        ("utf-8", f"a{WORD}@example.org", 1),
        ("utf-16", f"「{WORD}@example.org」", 0),
        ("utf-16", f"a{WORD}@example.org", 1),
        ("shift_jis", f"、{WORD}@example.org、", 0),
        ("cp1252", f"«{WORD}@example.org»", 0),
    ],
)
def test_an_untried_file_goes_when_the_whole_address_is_in_it(
    app: Flask, encoding: str, address: str, stays: int
) -> None:
    with work(app):
        a_meeting("workshop", starts=datetime(2026, 12, 20, 10), ends=datetime(2026, 12, 21, 10))
        key = a_request(an_account(f"{WORD}@example.org", "Quillonard Ná")).key
    office = signed_in(app, Role.ORGANIZER)
    sent(office, a_csv(f"Zoe,{address},Forum,NGO", encoding=encoding))
    assert answer_done(office, key).status_code == 303
    with work(app, writing=False):
        assert len(db.session.scalars(select(RegistrationImport)).all()) == stays
