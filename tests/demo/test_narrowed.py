"""A session that is narrowed after a drafter kept its words: no later composing lets its names out."""

import io
import re
import zipfile

from flask import Flask
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.base.database import db
from meetings.demo import actions as demo
from meetings.programme.actions import cancel_session, edit_session
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import Attribution, MeetingStatus, SessionDraft
from meetings.report.actions import draft, edit_paragraph
from meetings.report.models import ReportParagraph
from tests.demo.test_actions import a_first_start
from tests.kit_app import work

SAID = "reporting form short"  # by an invented organization in session 2 of the workshop of 2025


def printed(app: Flask) -> int:
    """How often the Word file says it."""
    with app.test_request_context(), work(app):
        data = draft(OPERATOR, "52-15").data
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    return re.sub("<[^>]+>", "", xml).count(SAID)


def test_what_a_drafter_kept_is_held_back_though_it_is_composed_again(app: Flask) -> None:
    a_first_start(app)
    with work(app):
        demo.load(OPERATOR)
    assert printed(app) == 1
    with work(app):
        [kept] = [p for p in db.session.scalars(select(ReportParagraph)) if SAID in " ".join(p.items or [])]
        edit_paragraph(OPERATOR, kept, "In short: " + kept.text, tuple(kept.items), kept.version)
    with work(app):
        meeting = db.session.scalars(select(Meeting).where(Meeting.slug == "workshop-2025")).one()
        [session] = [s for s in meeting.sessions if s.label == "2"]
        narrowed = SessionDraft(
            label=session.label,
            kind=session.kind,
            title=session.title,
            starts=session.starts,
            ends=session.ends,
            attribution=Attribution.CHATHAM_HOUSE,
        )
        edit_session(OPERATOR, session, narrowed, session.version)
    assert [printed(app), printed(app)] == [0, 0]
    with work(app):
        cancel_session(OPERATOR, db.session.get_one(MeetingSession, session.id))
    assert [printed(app), printed(app)] == [0, 0]
    with work(app):
        db.session.get_one(Meeting, meeting.id).status = MeetingStatus.CANCELLED
    assert [printed(app), printed(app)] == [0, 0]
