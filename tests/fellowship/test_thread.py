"""From the call to the eligibility, through the doors that people take: office, applicant, organization."""

import html
import io
import re
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition, FellowshipNomination
from meetings.outbox.models import OutboxMessage
from tests.fellowship.builders import (
    NOW,
    an_asked_organization,
    send,
    token_for,
    token_of_nomination,
    written,
)
from tests.kit_app import signed_in, work

TERMS = {
    "title": "Fellowship 2028", "year": "2028", "cycle_id": "", "about": "Four weeks in Geneva.", "places": "6",
    "duration_weeks": "4", "tracks": ["en", "fr"], "zone": "Asia/Kathmandu", "opens_on": "2028-01-10",
    "opens": "08:00", "closes_on": "2028-02-10", "closes": "23:59", "nomination": "either", "words_most": "500",
    "conditions": ["serving_staff", "nominated", "not_a_past_fellow", "language"], "assessors_each": "2",
    "answer_days": "14", "document_cv": "required", "document_nomination_letter": "no",
    "document_reference_letter": "no", "document_language_certificate": "no", "document_work_sample": "optional",
}  # fmt: skip
CRITERIA = {
    "criteria-0-name": "Motivation", "criteria-0-weight": "40", "criteria-0-lowest": "1", "criteria-0-highest": "5",
    "criteria-1-name": "Use", "criteria-1-weight": "60", "criteria-1-lowest": "0", "criteria-1-highest": "10",
    "criteria-2-name": "", "version": "1",
}  # fmt: skip


def text_of(page: str) -> str:
    """What a page says, without its marks."""
    main = page[page.index("<main") : page.index("</main>")]
    isolated = re.sub(r"</?bdi[^>]*>", "", main)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", isolated)).split())


def made_and_open(app: Flask) -> FlaskClient:
    """The office makes an edition and publishes its call; the browser of the office."""
    clock.set_to(NOW)
    office = signed_in(app, Role.ORGANIZER)
    late = office.post("/fellowships/new", data=TERMS | {"closes_on": "2028-01-09", "title": "Typed"})
    assert late.status_code == 422 and "The call closes after it opens." in late.text
    assert 'value="Typed"' in late.text
    made = office.post("/fellowships/new", data=TERMS)
    assert made.location == "/fellowships/fellowship-2028/criteria"
    assert app.test_client().get("/fellowships/fellowship-2028").status_code == 404
    too_soon = office.post("/fellowships/fellowship-2028/step", data={"to": "open"})
    assert too_soon.status_code == 409 and "Write at least one criterion first" in too_soon.text
    office.post(made.location, data=CRITERIA)
    step = office.post("/fellowships/fellowship-2028/step", data={"to": "open"})
    assert step.location == "/fellowships/fellowship-2028"
    return office


def test_from_the_call_to_a_decision(app: Flask) -> None:
    office = made_and_open(app)
    with work(app):
        an_asked_organization()
    visitor = app.test_client()
    call = text_of(visitor.get("/fellowships/fellowship-2028").text)
    assert (
        "23:59 Kathmandu" in call
        and "Motivation" in call
        and "40 %" in call
        and "call for applications" in call
    )
    sent = visitor.post("/fellowships/fellowship-2028/apply", data={"email": "Tala@Example.org"})
    assert sent.location == "/fellowships/fellowship-2028/apply/sent"
    with work(app):
        application = db.session.scalars(select(FellowshipApplication)).one()
        here = f"/applications/{token_for(application)}"
        mail = db.session.scalars(select(OutboxMessage)).one()
        assert (mail.to_email, mail.subject) == ("tala@example.org", "Your application: Fellowship 2028")
    first = visitor.get(here)
    assert first.status_code == 200 and "Not submitted yet" in text_of(first.text)

    # Half of it is saved, and is there the next time; it cannot be submitted so.
    saved = send(visitor, here, {"name": "Tala Example", "statement": "I want", "version": "1", "do": "save"})
    assert saved.location == here
    again = visitor.get(here).text
    assert 'value="Tala Example"' in again and "I want</textarea>" in again
    empty = send(visitor, here, {"name": "Tala", "statement": "word " * 501, "version": "2", "do": "submit"})
    said = text_of(empty.text)
    assert empty.status_code == 422 and 'value="Tala"' in empty.text
    for sentence in (
        "Fill this in.",
        "At most 500 words; these are 501.",
        "Hand this document in.",
        "Ask your organization to confirm first.",
    ):
        assert sentence in said

    # A file of the wrong kind is refused beside its field, what was typed stays.
    wrong = send(
        visitor, here, written(version="2", file_cv=(io.BytesIO(b"<svg onload=alert(1)>"), "cv.svg"))
    )
    assert wrong.status_code == 422 and "Send a PDF, a Word document (.docx)" in wrong.text
    assert 'value="Legal officer"' in wrong.text
    disguised = send(visitor, here, written(version="2", file_cv=(io.BytesIO(b"MZ\x90"), "cv.pdf")))
    assert disguised.status_code == 422 and "it is something else inside" in disguised.text

    asked = send(visitor, here, written(version="2", do="ask"))
    assert asked.location == here
    with work(app):
        nomination = db.session.scalars(select(FellowshipNomination)).one()
        assert (nomination.by_email, nomination.by_known) == ("amina@example.org", True)
        letter = f"/fellowship-nominations/{token_of_nomination(nomination)}"
        key, version = application.key, db.session.get_one(FellowshipApplication, application.id).version
    assert version == 3
    submitted = send(visitor, here, written(version="3", do="submit"))
    assert submitted.location == here
    assert "Received" in text_of(visitor.get(here).text)
    assert visitor.get(f"{here}/files/cv").data.startswith(b"%PDF-1.7")

    # The office sees what is missing; the organization confirms by its link, once.
    page = f"/fellowships/fellowship-2028/applications/{key}"
    before = text_of(office.get(page).text)
    assert "Pacific Example Forum was asked on 1 February 2028 and has not answered." in before
    no = office.post(f"{page}/eligibility", data={"decision": "eligible", "version": "5"})
    assert no.status_code == 409 and "is not met" in no.text
    assert app.test_client().get(letter).status_code == 200
    yes = send(visitor, letter, {"by_name": "Amina Diallo", "serving_staff": "y", "do": "confirm"})
    assert yes.location == letter
    twice = send(visitor, letter, {"by_name": "Somebody", "reason": "No", "do": "refuse"})
    assert twice.status_code == 409 and "This nomination has changed meanwhile: confirmed." in twice.text
    after = text_of(office.get(page).text)
    assert "Amina Diallo of Pacific Example Forum said so on 1 February 2028." in after
    assert "Chose French and says to work in it." in after
    assert office.get(f"{page}/files/cv").headers["Content-Disposition"] == "attachment; filename=cv.pdf"
    done = office.post(f"{page}/eligibility", data={"decision": "eligible", "version": "5"})
    assert done.location == page
    assert "In assessment" in text_of(visitor.get(here).text)
    with work(app):
        letters = db.session.scalars(select(OutboxMessage.letter).order_by(OutboxMessage.id)).all()
    assert letters == [
        "fellowship_link",
        "fellowship_ask_organization",
        "fellowship_received",
        "fellowship_answered",
        "fellowship_eligible",
    ]


def test_a_second_late_is_told_so_and_the_draft_is_kept(app: Flask) -> None:
    made_and_open(app)
    with work(app):
        an_asked_organization()
    visitor = app.test_client()
    visitor.post("/fellowships/fellowship-2028/apply", data={"email": "tala@bücher.example"})
    with work(app):
        application = db.session.scalars(select(FellowshipApplication)).one()
        here = f"/applications/{token_for(application)}"
        edition = db.session.scalars(select(FellowshipEdition)).one()
        last = edition.closes_at + timedelta(seconds=59)
        assert last.isoformat() == "2028-02-10T18:14:59+00:00"
    clock.set_to(last)
    in_time = send(visitor, here, written(do="ask"))
    assert "is asked to confirm" in visitor.get(in_time.location).text
    clock.set_to(last + timedelta(seconds=1))
    late = send(visitor, here, written(version="2", statement="Kept all the same", do="submit"))
    assert (late.status_code, late.location) == (303, here)
    page = visitor.get(here).text
    told = text_of(page)
    assert "The call is closed; your draft was not submitted" in told
    assert "10 February 2028, 23:59 Kathmandu" in told and "Kept all the same" in told
    with work(app):
        kept = db.session.scalars(select(FellowshipApplication)).one()
        assert (kept.state.value, kept.statement, kept.number) == ("draft", "Kept all the same", None)
    begun = visitor.post("/fellowships/fellowship-2028/apply", data={"email": "other@example.org"})
    assert begun.status_code == 409 and "Nobody can begin an application any more" in text_of(begun.text)
    with work(app):
        # As mail writes it.
        assert db.session.scalars(select(FellowshipApplication.email)).all() == ["tala@xn--bcher-kva.example"]
