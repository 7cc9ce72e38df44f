"""The record of a session through the doors that people take."""

from flask import Flask
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.programme.models import MeetingSession
from meetings.record.models import RecordParagraph
from meetings.record.queries import recorded
from tests.kit_app import signed_in, work
from tests.record.builders import HERE, a_running_session

SAID = {"attribution": "public"}


def texts(app: Flask) -> list[str]:
    with work(app, writing=False):
        session = db.session.scalars(select(MeetingSession)).one()
        return [one.text for one in recorded(OPERATOR, session)]


def id_of(app: Flask, text: str) -> int:
    with work(app, writing=False):
        return db.session.scalars(select(RecordParagraph.id).where(RecordParagraph.text == text)).one()


def test_a_record_from_the_first_word(app: Flask) -> None:
    with work(app):
        session_id = a_running_session().id
    ana, bo = signed_in(app, Role.RAPPORTEUR, session_id), signed_in(app, Role.RAPPORTEUR, session_id)
    assert ana.post(f"{HERE}/add", data=SAID | {"text": "One.\n\nTwo.", "key": "k1"}).status_code == 303
    assert (
        ana.post(f"{HERE}/add", data=SAID | {"text": "One.\n\nTwo.", "key": "k1"}).status_code == 303
    )  # again
    one = id_of(app, "One.")
    assert bo.post(f"{HERE}/add", data=SAID | {"text": "Between.", "after": one}).status_code == 303
    assert texts(app) == ["One.", "Between.", "Two."]
    # Both write in one paragraph: the second sees both texts, and keeps either or both.
    assert ana.post(f"{HERE}/{one}", data=SAID | {"text": "One, said Ana.", "version": 1}).status_code == 303
    both = bo.post(f"{HERE}/{one}", data=SAID | {"text": "One, said Bo.", "version": 1})
    assert both.status_code == 409
    assert "One, said Ana." in both.text and "One, said Bo." in both.text
    assert texts(app) == ["One, said Ana.", "Between.", "Two."]
    sent = SAID | {"text": "One, said Bo.", "version": 2, "keep": "both"}
    assert bo.post(f"{HERE}/{one}", data=sent).status_code == 303
    assert texts(app) == ["One, said Ana.\nOne, said Bo.", "Between.", "Two."]
    # What somebody has changed meanwhile is not taken out unread.
    assert ana.post(f"{HERE}/{one}/out", data={"version": 2}).status_code == 409
    assert ana.post(f"{HERE}/{one}/out", data={"version": 3}).status_code == 303
    assert ana.post(f"{HERE}/{id_of(app, 'Two.')}/move", data={"way": "up"}).status_code == 303
    assert texts(app) == ["Two.", "Between."]
    assert bo.post(f"{HERE}/{one}/back").status_code == 303
    assert texts(app) == ["One, said Ana.\nOne, said Bo.", "Two.", "Between."]
