"""What is read beside the statement: redacted copies and chosen answers where it is blind, else all of it."""

import io

from flask import Flask
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.assessment.models import RedactedDocument
from meetings.assessment.queries import blind_questions
from meetings.base import files
from meetings.base.database import db
from meetings.base.file_kinds import MEGABYTE
from meetings.base.models import StoredFile
from meetings.fellows.actions import set_checklist
from meetings.fellows.queries import checklist_of
from meetings.fellows.rules import Item, TodoBy
from meetings.fellowship.actions import ApplicationDraft
from meetings.fellowship.actions.drafting import write_draft
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition
from meetings.fellowship.rules import DocumentKind
from meetings.questions.actions import add_question, add_section, save_answers
from meetings.questions.queries import form_of
from meetings.questions.rules import FormAbout, SectionDraft
from tests.assessment.builders import a_member, assessed, browser_of, eligible, seat
from tests.assessment.test_conflicts import with_cv
from tests.assessment.test_thread import HERE
from tests.fellowship.builders import PDF
from tests.fellowship.test_thread import TERMS, text_of
from tests.kit_app import signed_in, work
from tests.questions.builders import a_draft

REDACTED = b"%PDF-1.7 a curriculum vitae of nobody"


def _asked(edition: FellowshipEdition, application: FellowshipApplication) -> list[int]:
    about = FormAbout("edition", edition.id, edition.title, edition, {"slug": edition.slug})
    section = add_section(OPERATOR, about, SectionDraft("Work", ""))
    ids = [
        add_question(OPERATOR, section, a_draft(wording=w)).id for w in ("Which method?", "Which village?")
    ]
    given = {ids[0]: ("Tala Vea sorts petitions",), ids[1]: ("Neiafu",)}
    save_answers(OPERATOR, form_of("edition", edition.id), "application", application.id, given)
    return ids


def test_blind_a_redacted_copy_and_chosen_answers_are_read_and_nothing_else(app: Flask) -> None:
    with work(app):
        edition = assessed(blind=True, assessors_each=1)
        application = eligible(edition, 1, name="Tala Vea")
        with_cv(application)
        questions = _asked(edition, application)
        seat(application, a_member(edition, "Ada"))
        a_member(edition, "Dina", chair=True, assesses=False)
        key = application.key
    ada, dina, office = browser_of(app, "Ada"), browser_of(app, "Dina"), signed_in(app, Role.ORGANIZER)
    where, copy = f"{HERE}/assess/{key}", f"{HERE}/selection/{key}/redacted/cv"

    def read() -> tuple[str, int]:
        return text_of(ada.get(where).text), ada.get(f"{where}/files/cv").status_code

    page, code = read()
    assert ("the office has made no redacted copy" in page, code) == (True, 403)
    assert [word for word in ("Neiafu", "petitions", "Which") if word in page] == []
    assert office.get(f"{copy}/file").status_code == 404

    def send(content: bytes, name: str, **more: str):
        data = {"copy": (io.BytesIO(content), name)} | more
        return office.post(copy, data=data, content_type="multipart/form-data")

    for content, name, told in (
        (b"MZ", "cv.exe", "Send a PDF, a Word document"),
        (b"MZ", "cv.pdf", "it is something else inside"),
        (PDF, "other.pdf", "This is the document as it was handed in"),
    ):
        answer = send(content, name)
        assert answer.status_code == 422 and told in text_of(answer.text)
    assert office.post(copy, data={}).status_code == 422
    assert send(REDACTED, "Tala-Vea-redacted.pdf").location == f"{HERE}/selection/{key}"
    for given in (ada.get(f"{where}/files/cv"), dina.get(f"{copy}/file"), office.get(f"{copy}/file")):
        assert given.data == REDACTED
        assert given.headers["Content-Disposition"] == "attachment; filename=application-1-cv.pdf"

    # Of the answers only those to a question that the office has chosen, and there without the name.
    here = f"{HERE}/panel/questions"
    assert office.post(here, data={"questions": "0"}).status_code == 422
    assert office.post(here, data={"questions": [str(questions[0])]}).location == f"{HERE}/panel"
    for page in (text_of(ada.get(where).text), text_of(dina.get(f"{HERE}/selection/{key}").text)):
        assert "Which method? ▮▮▮ ▮▮▮ sorts petitions" in page or "Which method? ▮▮▮ sorts petitions" in page
        assert [word for word in ("Neiafu", "Tala", "Vea", "Fellow-1") if word in page] == []
    found = [key in ada.get(f"{HERE}/assess?q={q}").text for q in ("petitions", "Tala", "Neiafu")]
    assert found == [True, False, False]

    # The copy goes with the document from which it was made; its file goes, too.
    with work(app):
        row = db.session.scalars(select(FellowshipApplication)).one()
        new = b"%PDF-1.7 a newer one"
        taken = files.take("new.pdf", new, MEGABYTE)
        files.keep(taken, new)
        write_draft(row, ApplicationDraft(files={DocumentKind.CV: taken}))
    with work(app, writing=False):
        assert db.session.scalars(select(RedactedDocument)).all() == []
        assert db.session.scalars(select(StoredFile.name)).all() == ["new.pdf"]
    assert read()[1] == 403
    assert send(b"", "", do="take_back").status_code == 409
    send(REDACTED, "again.pdf")
    assert send(b"", "", do="take_back").status_code == 303 and read()[1] == 403

    # Where it is not blind, assessors read the document and every answer.
    with work(app):
        db.session.scalars(select(FellowshipEdition)).one().blind = False
    page, code = read()
    assert (code, "Tala Vea sorts petitions" in page, "Neiafu" in page) == (200, True, True)
    assert send(REDACTED, "x.pdf").status_code == 409

    # Next time the same questions are read blind, and the same things are to be arranged.
    badge = Item("Badge", TodoBy.OFFICE)
    with work(app):
        set_checklist(OPERATOR, db.session.scalars(select(FellowshipEdition)).one(), [badge], 0)
    assert office.post("/fellowships/new?from=fellowship-2028", data=TERMS).status_code == 303
    with work(app):
        next_time = db.session.scalars(
            select(FellowshipEdition).order_by(FellowshipEdition.id.desc())
        ).first()
        assert next_time is not None
        chosen = blind_questions(OPERATOR, next_time)
        assert [one.wording for one in chosen.questions if one.id in chosen.chosen] == ["Which method?"]
        assert checklist_of(next_time)[0] == (badge,)
