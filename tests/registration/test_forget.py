"""Whose a registration was is deleted: a nameless row that counts stays, and nothing of the person anywhere."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Text, cast, func, select

from meetings.access import audit
from meetings.access.actions import make_link
from meetings.access.actor import OPERATOR, Actor
from meetings.access.models import AuditRow, MailLink
from meetings.access.permissions import Role
from meetings.base import clock, files
from meetings.base.database import Base, db
from meetings.base.models import StoredFile
from meetings.base.refusals import Refused
from meetings.directory.rules import Region
from meetings.outbox import actions as outbox
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery
from meetings.questions.models import Answer
from meetings.questions.rules import QuestionKind
from meetings.registration import actions
from meetings.registration.models import Registration
from meetings.registration.queries import registrations
from meetings.registration.rules import Category, Forgotten, Gender, RegistrationStatus, Shown
from tests.base.files import PDF
from tests.builders import a_meeting, a_person, a_registration, an_organization
from tests.kit_app import an_actor, statements, work
from tests.questions.builders import a_question, a_section, answered

R = RegistrationStatus
HELD: dict[str, Any] = {"starts": datetime(2026, 3, 1, 10), "ends": datetime(2026, 3, 2, 18)}
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
WORD = "zanzibarite"


def holding(word: str) -> list[str]:
    """The columns in which a word stands, of all tables; call it inside `work`."""
    return [
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if db.session.scalar(
            select(func.count()).select_from(table).where(func.lower(cast(column, Text)).contains(word))
        )
    ]


def of_a_person(meeting_given: dict[str, Any] | None = None) -> Registration:
    """A registration with the word in everything that a person can write, or that is written to a person."""
    meeting = a_meeting(**(meeting_given or HELD))
    registration = a_registration(
        meeting,
        name=f"{WORD} Name",
        sort_key=f"{WORD} name",
        email=f"{WORD}@example.org",
        organization=an_organization(region="Pacific"),
        organization_name=f"{WORD} Forum",
        function=f"{WORD} of law",
        decided_by=f"{WORD} Name",
        sent_with=f"{WORD}-once-key",
        gender=Gender.WOMAN,
        category=Category.NGO,
        status=R.APPROVED,
        person_id=a_person(email=None).id,
    )
    section = a_section(meeting)
    cv = files.take(f"{WORD}.pdf", PDF, 1_000_000)
    files.keep(cv, PDF)
    one, two = a_question(section), a_question(section, QuestionKind.FILE)
    themselves = Actor(name=registration.name)
    answered(meeting, registration.id, {one.id: (f"{WORD} rice",), two.id: cv}, themselves)
    mail = outbox.put(
        registration.email,
        f"To {WORD}",
        f"Dear {WORD}",
        to_name=registration.name,
        about=("registration", registration.id),
        invitation=outbox.Invitation(WORD.encode(), "REQUEST", f"uid-{WORD}", 1),
    )
    mail.delivery, mail.last_error = Delivery.SENT, f"451 {WORD}"
    audit.record(themselves, "correct_answers", "registration", registration.id, {"name": WORD}, {"name": ""})
    make_link("confirm", registration.id, timedelta(days=1))
    db.session.flush()  # all of it is looked for
    return registration


def test_the_row_counts_and_says_nothing_of_the_person(app: Flask) -> None:
    clock.set_to(NOW)
    with work(app):
        key = of_a_person().key
    with work(app, writing=False):
        found = holding(WORD)
    # PostgreSQL writes bytes in another way; there the calendar is looked at below.
    assert sorted(set(found) - {"outbox_message.calendar"}) == [
        "answer.shown",
        "answer.value",
        "audit_row.actor_name",
        "audit_row.before",
        "outbox_message.calendar_uid",
        "outbox_message.last_error",
        "outbox_message.subject",
        "outbox_message.text",
        "outbox_message.to_email",
        "outbox_message.to_name",
        "registration.decided_by",
        "registration.email",
        "registration.function",
        "registration.name",
        "registration.organization_name",
        "registration.sent_with",
        "registration.sort_key",
        "stored_file.name",
    ]
    with work(app):
        registration = db.session.scalars(select(Registration).where(Registration.key == key)).one()
        assert actions.forget(OPERATOR, registration) == Forgotten(1, answers=2, files=1, mails=1)
    with work(app):
        assert holding(WORD) == []
        row = db.session.scalars(select(Registration)).one()
        assert (row.name, row.email, row.person_id, row.organization_id) == (
            "–",
            f"forgotten-{row.id}@example.invalid",
            None,
            None,
        )
        assert row.forgotten_at is not None and row.forgotten_at.date() == NOW.date()
        assert (row.category, row.region, row.gender, row.status) == (
            Category.NGO,
            "Pacific",
            Gender.WOMAN,
            R.APPROVED,
        )
        listed = registrations(an_actor(Role.ORGANIZER), row.meeting, Shown(region=Region("Pacific")))
        assert [r.region for r in listed.rows] == ["Pacific"]
        left = [
            db.session.scalar(select(func.count()).select_from(t)) for t in (Answer, StoredFile, MailLink)
        ]
        assert left == [0, 0, 0]
        message = db.session.scalars(select(OutboxMessage)).one()
        assert (message.delivery, message.calendar) == (Delivery.SENT, None)
        trail = db.session.scalars(
            select(AuditRow).where(AuditRow.on_kind == "registration").order_by(AuditRow.id)
        ).all()
        assert [(t.verb, t.actor_name, t.after) for t in trail] == [
            ("correct_answers", "", None),
            ("forget", "the operator", {"registrations": 1, "answers": 2, "files": 1, "mails": 1}),
        ]


def test_a_second_time_changes_nothing(app: Flask) -> None:
    clock.set_to(NOW)
    with work(app):
        registration = of_a_person()
        actions.forget(OPERATOR, registration)
        lines = db.session.scalar(select(func.count(AuditRow.id)))
        assert actions.forget(OPERATOR, registration) == Forgotten()
        assert db.session.scalar(select(func.count(AuditRow.id))) == lines
        with pytest.raises(Refused, match="it only counts"):
            actions.cancel(OPERATOR, registration)


def test_a_place_to_come_is_given_back_first(app: Flask) -> None:
    with work(app):
        registration = of_a_person({"starts": datetime(2028, 3, 1, 10), "ends": datetime(2028, 3, 2, 18)})
        with pytest.raises(Refused, match="Withdraw it first"):
            actions.forget(OPERATOR, registration)
        actions.withdraw(OPERATOR, registration)
        actions.forget(OPERATOR, registration)
        assert (registration.name, registration.status) == ("–", R.WITHDRAWN)


def test_many_are_forgotten_in_as_many_statements_as_two(app: Flask) -> None:
    clock.set_to(NOW)
    counted = []
    for number in (2, 12):
        with work(app):
            meeting = a_meeting(**HELD)
            ids = [a_registration(meeting, status=R.APPROVED).id for _ in range(number)]
        with work(app), statements(app) as seen:
            assert actions.forget_registrations(ids) == Forgotten(number)
        counted.append(len(seen))
    assert counted == [counted[0]] * 2


def test_another_person_keeps_everything(app: Flask) -> None:
    clock.set_to(NOW)
    with work(app):
        kept = of_a_person()
        before = holding(WORD)
        other = a_registration(kept.meeting, status=R.APPROVED)
        actions.forget(OPERATOR, other)
        assert holding(WORD) == before


def test_news_of_the_meeting_do_not_go_to_the_nameless(app: Flask) -> None:
    with work(app):
        registration = of_a_person()
        actions.forget(OPERATOR, registration)
        meeting = registration.meeting
        number = db.session.scalar(select(func.count(OutboxMessage.id)))
        actions.meeting_moved_on(OPERATOR, meeting, meeting.status)
        assert db.session.scalar(select(func.count(OutboxMessage.id))) == number
