"""Somebody comes in by every door and is forgotten, by request or by the purge; then all columns and files are read."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus, unquote_plus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import JSON, LargeBinary, Select, String, select

from meetings.access import audit
from meetings.access.actions import token_of
from meetings.access.actor import OPERATOR
from meetings.access.models import Account, MailLink
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import Base, db
from meetings.base.settings import Settings
from meetings.imports.actions import forget_imports
from meetings.outbox import actions as outbox
from meetings.outbox import kept
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery
from meetings.people.rules.columns import COLUMNS, NOWHERE, Fate
from meetings.programme.models import Speaker
from meetings.programme.rules import SpeakerRole
from meetings.questions.queries import form_of
from meetings.registration import actions
from meetings.registration.models import Registration
from meetings.registration.rules import Correction, OwnAnswers, RegistrationStatus
from tests.builders import a_meeting, a_registration, a_session
from tests.imports.pages import a_csv, planned
from tests.invitations.test_inviting import ONE
from tests.kit_app import signed_in, work
from tests.people.builders import a_request, answer_done
from tests.questions.builders import a_question, a_section, answered
from tests.registration.test_hand_over import NOW
from tests.retention.house import purge, stored

R = RegistrationStatus
# As they came, as they are called since a correction, and where they were written to, first by mistake.
CAME, CALLED = "Zünde Quillonard", "Сабина Ферхатова"
WRONG, EMAIL = "quil@example.org", "quill@example.org"
WORDS = ("quillonard", "ферхатов", "quil@", "quill@")
SENTENCE = f"Asked by {EMAIL} ({CALLED}, earlier QUILLONARD, ZÜNDE) on the phone; not {WRONG}"


def written() -> dict[str, list[str]]:
    """Where one of the words stands, in whatever column of whatever table; call it inside `work`."""
    found: dict[str, list[str]] = {}
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(select(table)).mappings():
            for name, value in row.items():
                said = _text(value)
                if any(word in said.lower() for word in WORDS):
                    found.setdefault(f"{table.name}.{name}", []).append(said[:200])
    return found


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    said = json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
    return unquote_plus(said) if "=" in said else said


def test_every_column_with_words_says_what_becomes_of_it() -> None:
    """A new column stands in the table of fates once, or its name says that nobody can stand in it."""
    there: dict[str, str] = {}
    twice: list[str] = []
    for table in Base.metadata.sorted_tables:
        decided = [name for fate in COLUMNS.get(table.name, {}).values() for name in fate.split()]
        twice += [f"{table.name}.{name}" for name in decided if decided.count(name) > 1]
        wordy = {
            c.name
            for c in table.columns
            if isinstance(c.type, JSON | LargeBinary)
            or (isinstance(c.type, String) and not _is_coded(c.type))
        }
        undecided = wordy - set(decided) - NOWHERE.keys()
        there |= {f"{table.name}.{name}": "not decided on" for name in undecided}
        there |= {f"{table.name}.{name}": "no such column" for name in set(decided) - wordy}
    tables = {table.name for table in Base.metadata.sorted_tables}
    assert (there, twice, COLUMNS.keys() - tables) == ({}, [], set()), (
        "say it in meetings/people/rules/columns.py"
    )
    looked_through = {Fate.BY, Fate.PROSE, Fate.ADDRESSES, Fate.VALUES}
    assert [f for f in looked_through if not any(f in fates for fates in COLUMNS.values())] == []


def _is_coded(kind: Any) -> bool:
    return hasattr(kind, "enums")


def a_life(app: Flask, settings: Settings) -> None:
    """The doors, one after another."""
    clock.set_to(NOW)
    with work(app):
        meeting = a_meeting("workshop", places=1)
        # Whoever is to be forgotten is no one of this meeting: the office looked for them there, and wrote of them.
        other = a_registration(a_meeting("other", cycle=meeting.cycle), name="Third Person")
        audit.record(OPERATOR, "correct", "registration", other.id, None, {"reason": SENTENCE})
        giver = a_registration(meeting, name="Ann Other", email="ann@example.org", received_at=NOW)
        actions.approve(OPERATOR, giver)
        a_question(a_section(meeting), wording="With whom?")
    office = signed_in(app, Role.ORGANIZER)
    invited = ONE | {"name": CAME, "email": EMAIL, "organization": "Example Forum"}
    assert office.post("/meetings/workshop/invitations/one", data=invited).status_code == 303
    with work(app):
        # Invited, and never answered. Named as an alternate under the wrong address, takes the place; the mail that
        # says so fails, and the office mends the address.
        giver = db.session.scalars(select(Registration).where(Registration.email == "ann@example.org")).one()
        actions.hand_over(OPERATOR, giver, CAME, WRONG)
    assert app.test_client().post(_link(app, "take_over")).status_code == 303
    _fail_and_mend(app, office)
    with work(app):
        mine = db.session.scalars(select(Registration).where(Registration.email == EMAIL)).one()
        assert mine.status is R.APPROVED
        own = OwnAnswers(CALLED, "Judge", ("en",), "", None)
        form = form_of("meeting", mine.meeting_id)
        actions.correct_answers(actions.of_themselves(mine), mine, own, form, {}, mine.version)
        account = db.session.get_one(Account, mine.account_id)
        audit.record(OPERATOR, "correct", "account", account.id, {"name": account.name}, {"name": CALLED})
        account.name = CALLED
        # The giver's line of another: corrected by the office, with a reason that names whom it should not.
        ann = db.session.scalars(select(Registration).where(Registration.email == "ann@example.org")).one()
        again = Correction("Ann Anew", "", "", ann.category, ("en",), ann.listing, "", SENTENCE)
        actions.correct(OPERATOR, ann, again, ann.version)
        question = form.questions[0]
        answered(ann.meeting, ann.id, {question.id: (f"With {CALLED}",)}, OPERATOR)
        # What went to others, and is kept as a file, too.
        told = outbox.put("ann@example.org", f"About {CALLED}", SENTENCE, about=("registration", ann.id))
        told.delivery = Delivery.SENT
        folder = Path(settings.instance) / kept.FOLDER
        folder.mkdir(exist_ok=True)
        (folder / f"{told.key}.eml").write_text(SENTENCE)
        # The programme prints the name, under the correct one: it stays.
        session = a_session(ann.meeting)
        db.session.add(Speaker(session=session, role=SpeakerRole.CHAIR, name="Printed Name", email=EMAIL))
    _looked_for(office)


def _fail_and_mend(app: Flask, office: FlaskClient) -> None:
    with work(app):
        mail = db.session.scalars(_mails_to_wrong()).first()
        assert mail is not None and mail.calendar is not None
        mail.delivery, mail.last_error, key = Delivery.FAILED, f"550 no {WRONG} here", mail.key
    assert office.post(f"/outbox/{key}/mend", data={"email": EMAIL}).status_code == 303


def _mails_to_wrong() -> Select[OutboxMessage]:
    return select(OutboxMessage).where(OutboxMessage.to_email == WRONG).order_by(OutboxMessage.id.desc())


def _link(app: Flask, purpose: str) -> str:
    with work(app):
        row = db.session.scalars(_mails_to_wrong().where(OutboxMessage.link_purpose == purpose)).first()
        assert row is not None and row.link_key is not None
        return f"{row.link_path}{token_of(db.session.get_one(MailLink, row.link_key))}"


def _looked_for(office: FlaskClient) -> None:
    """In a list, and in a file on its way in."""
    for number, query in enumerate((CALLED.upper(), "quillonard zünde", WRONG)):
        view = {"name": f"Mine {number}", "filter": f"q={quote_plus(query)}"}
        for meeting in ("workshop", "other"):
            assert office.post(f"/meetings/{meeting}/registrations/views", data=view).status_code == 303
    lines = (f"{CALLED.upper()},,Forum,NGO", "QUILLONARD ZÜNDE,,Forum,NGO", "zünde quillonard,,Forum,NGO")
    planned(office, a_csv(*lines, f"Q,{EMAIL},Forum,NGO", "Ada Sand,ada@example.org,Forum,NGO"))


def by_request(app: Flask) -> None:
    with work(app):
        account = db.session.scalars(select(Account).where(Account.email == EMAIL)).one()
        key = a_request(account, text=f"I am {CALLED}.").key
    office = signed_in(app, Role.ORGANIZER)
    assert answer_done(office, key, f"Dear {CALLED}").status_code == 303


def by_purge(app: Flask) -> None:
    clock.set_to(datetime(2032, 1, 1, tzinfo=UTC))
    purge(app)


@pytest.mark.parametrize("forget", [by_request, by_purge])
def test_nothing_is_left_of_whoever_came_in_by_every_door(
    app: Flask, settings: Settings, forget: Callable[[Flask], None]
) -> None:
    for left_by_another_test in stored(app):
        left_by_another_test.unlink()
    a_life(app, settings)
    with work(app):
        assert len(written()) > 20
    # A file just handed in is kept an hour for who else refers to it.
    clock.set_to(NOW + timedelta(hours=2))
    forget(app)
    with work(app):
        forget_imports()  # as the worker does all day
        # What tells them of it still goes, and is blanked then.
        waiting = select(OutboxMessage).where(OutboxMessage.blank_after)
        outbox.note_sent([m.id for m in db.session.scalars(waiting)], clock.now())
    with work(app):
        left = written()
        names = set(db.session.scalars(select(Registration.name)))
        printed = db.session.scalars(select(Speaker.name)).all()
    assert left == {}
    assert names == {"–", "Third Person"} | ({"Ann Anew"} if forget is by_request else set())
    assert printed == ["Printed Name"]
    there = [
        path for path in Path(settings.instance).rglob("*") if path.is_file() and path.suffix != ".sqlite"
    ]
    held = [p.name for p in there if any(w.encode() in p.read_bytes() for w in ("Quillonard", EMAIL, WRONG))]
    assert held == []
