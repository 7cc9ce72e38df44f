"""A file goes out, is edited in the real LibreOffice with tracked changes on: exactly those differences are found."""

import json
import socket
import subprocess
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.clearance.models import Clearance
from meetings.report import actions as report
from meetings.report.actions.shaping import Shape
from meetings.report.models import ReportParagraph, ReportSection
from tests.kit_app import ON_ONE_DATABASE, an_actor, signed_in, work
from tests.report.builders import a_told_cycle
from tests.returned.test_views import AFTER, TEXTS, drafter, found, hand_in, standing
from tests.services.programs import office

__all__ = ["drafter"]
pytestmark = ON_ONE_DATABASE
EDITOR = Path(__file__).with_name("edit_in_libreoffice.py")
# LibreOffice signs with this when nobody has told it a name.
WHO, COMMENTER = "Unknown Author", "Ines Example"
EDITS = [
    ["insert", "speaks of", " more than"],
    ["delete", "three "],
    ["insert", "Item one", ", the first"],
    ["remove", "Item two"],
    ["move", "The third paragraph", "The first paragraph"],
    ["remove", "The fourth paragraph"],
    ["split", "Here begins"],
    ["merge", "The sixth"],
    ["footnote", "With the seventh", "See A/HRC/2."],
    ["comment", "two sentences", "Why two?"],
]
EXPECTED = [
    ("edit", WHO, "p1", "", " more than"),
    ("edit", WHO, "p1", "three ", ""),
    ("comment", COMMENTER, "p1", "two sentences", "Why two?"),
    ("moved", WHO, "p3", TEXTS[2], ""),
    ("edit", WHO, "p2", "", ", the first"),
    ("edit", WHO, "p2", "\u2028Item two.", ""),
    ("removed", WHO, "p4", TEXTS[3], ""),
    ("split", WHO, "p5", "", "\u2029"),
    ("merged", WHO, "p6", "", ""),
    ("edit", WHO, "p7", "", "^[See A/HRC/2.]"),
]


def edited(data: bytes, folder: Path, edits: list[list[str]]) -> bytes:
    """The file as LibreOffice saves it after the edits. Skips where there is no LibreOffice."""
    here = office()
    if here is None:
        pytest.skip(
            "LibreOffice with its Python bridge is not here (Debian: libreoffice-writer, python3-uno)"
        )
    python, soffice = here
    source, target = folder / "out.docx", folder / "back.docx"
    source.write_bytes(data)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    options = ["--headless", "--invisible", "--norestore", "--nologo"]
    options += [f"-env:UserInstallation=file://{folder}/profile"]
    options += [f"--accept=socket,host=127.0.0.1,port={port};urp;"]
    running = subprocess.Popen([soffice, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        call = [python, str(EDITOR), port, str(source), str(target), json.dumps(edits)]
        subprocess.run(call, check=True, timeout=300)  # a busy machine is no fault of ours
    finally:
        try:
            running.wait(timeout=10)
        except subprocess.TimeoutExpired:
            running.kill()
    return target.read_bytes()


def test_what_libreoffice_tracks_is_found_and_taken(app: Flask, drafter: FlaskClient, tmp_path: Path) -> None:
    back = edited(drafter.get("/reports/52-15.docx").data, tmp_path, EDITS)
    status, page, _ = hand_in(drafter, back)
    assert (status, found(app)) == (303, EXPECTED)
    for author in (WHO, COMMENTER):
        assert drafter.post(f"{page}/decide", data={"author": author, "do": "accept"}).status_code == 303
    left = [each for each in AFTER if each[0] != "A new one."]
    assert standing(app) == [(text, items[:1]) for text, items in left]


def test_a_pack_comes_back_with_its_notes_and_what_we_tracked_in_it_is_no_difference(
    app: Flask, tmp_path: Path
) -> None:
    with work(app):
        told = a_told_cycle()
    client = signed_in(app, Role.DRAFTER)
    client.post("/reports/52-15/compose")
    client.post("/reports/52-15/versions", data={"stage": "clearance_1", "clearers": "Chief"})
    with work(app):
        actor, standing = an_actor(Role.DRAFTER), {row.text: row for row in db.session.query(ReportParagraph)}
        lakes = standing["Example Lakes spoke of early signs."]
        noted = "Example Lakes spoke of early and late signs.^[See A/HRC/9.]"
        report.edit_paragraph(actor, lakes, noted, [], 1)
        places = {place.key: place for place in db.session.query(ReportSection)}
        opening = places[f"session:{told.opening_id}"]
        report.change_section(actor, opening, Shape("The opening of it", parent="II"), opening.version)
        report.move_paragraph(actor, standing["Ten fellows were received."], places["cooperation"], None, 1)
        names = {text: row.name for text, row in standing.items()}
    client.post("/reports/52-15/versions", data={"stage": "clearance_2", "clearers": "Chief"})
    with work(app, writing=False):
        last = db.session.query(Clearance).order_by(Clearance.id.desc()).first()
        pack = client.get(f"/reports/52-15/versions/2/clearances/{last.id if last else 0}.docx").data
    struck, asked = "The programme was adopted.", "Organizations opened a calendar."
    back = edited(
        pack,
        tmp_path,
        [["insert", "late signs", ", and more"], ["remove", struck], ["comment", asked, "Which?"]],
    )
    assert (hand_in(client, back)[0], [each for each in found(app) if each[1] != "Sources"]) == (
        303,
        [
            ("removed", WHO, names[struck], struck, ""),
            ("edit", WHO, names["Example Lakes spoke of early signs."], "", ", and more"),
            ("comment", COMMENTER, names[asked + "^[See A/HRC/23/18.]"], asked, "Which?"),
        ],
    )
