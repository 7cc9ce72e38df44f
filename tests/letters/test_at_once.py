"""Two organizers save the same text at once, on both databases: one is kept, the other is told."""

from threading import Barrier, Thread

from flask import Flask
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.models import AuditRow
from meetings.base.database import db
from meetings.base.refusals import Stale
from meetings.letters import actions
from meetings.letters.models import LetterText
from meetings.letters.rules import LettersAbout, Text
from tests.builders import a_meeting
from tests.kit_app import work
from tests.letters.builders import KIND


def test_of_two_first_edits_one_is_kept_and_the_other_is_told(app: Flask) -> None:
    with work(app):
        meeting_id = a_meeting().id
    about = LettersAbout("meeting", meeting_id, "Workshop", None, {})
    start, answers = Barrier(4), list[str]()

    def save(subject: str) -> None:
        start.wait()
        try:
            with work(app):
                actions.save_text(OPERATOR, about, KIND, "en", Text(subject, "{link}"), 0, str)
            answers.append(subject)
        except Stale:
            answers.append("")

    threads = [Thread(target=save, args=(f"Subject {n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    with work(app, writing=False):
        rows = [(r.subject, r.version) for r in db.session.scalars(select(LetterText))]
        verbs = db.session.scalars(select(AuditRow.verb)).all()
    assert sorted(answers)[:3] == ["", "", ""] and rows == [(sorted(answers)[3], 1)]
    assert list(verbs) == ["change_letter"]
