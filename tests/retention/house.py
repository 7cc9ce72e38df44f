"""What tests of retention do again and again."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select

from meetings.access import audit
from meetings.access.actions import make_link
from meetings.access.actor import OPERATOR, Actor
from meetings.access.models import Account
from meetings.base import clock, files
from meetings.base.database import Base, db
from meetings.base.models import StoredFile
from meetings.bulk.actions import Planned, plan
from meetings.bulk.models import BulkAct, BulkRow
from meetings.bulk.rules import ActState, Outcome
from meetings.directory.models import Person
from meetings.outbox import actions as outbox
from meetings.outbox.rules import Delivery
from meetings.programme.models import Meeting
from meetings.questions.rules import QuestionKind
from meetings.registration.actions import enter
from meetings.registration.actions.taking_part import let_take_part
from meetings.registration.many import deciding
from meetings.registration.models import Registration
from meetings.registration.rules import Category, Gender, RegistrationDraft, RegistrationStatus
from meetings.retention import actions
from meetings.retention.models import Purge
from tests.base.files import PDF
from tests.builders import a_meeting, an_organization
from tests.kit_app import work
from tests.questions.builders import a_question, a_section, answered

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
OVER: dict[str, Any] = {"starts": datetime(2026, 3, 1, 10), "ends": datetime(2026, 3, 2, 18)}
WORD = "zanzibarite"
R = RegistrationStatus


def a_participant(meeting: Meeting, word: str = WORD, n: int = 1, **given: Any) -> Registration:
    """Somebody with the word in everything that a person can write, or that the house writes of a person."""
    draft = RegistrationDraft(
        name=f"{word} Name {n}",
        email=f"{word}-{n}@example.org",
        organization=f"{word} Forum",
        category=Category.NGO,
        function=f"{word} of law",
        gender=Gender.WOMAN,
        zone="Pacific/Fiji",
    )
    registration = enter(OPERATOR, meeting, draft, R.APPROVED, clock.now())
    registration.decided_by = draft.name
    registration.sent_with = f"{word}-once-{n}"
    registration.organization = an_organization(region="Pacific")
    let_take_part(registration)
    db.session.flush()  # the person is found by the registration
    person = db.session.get_one(Person, registration.person_id)
    for name, value in given.items():
        setattr(registration, name, value)
    audit.record(OPERATOR, "add_person", "person", person.id, None, {"name": person.name})
    themselves = Actor(account_id=registration.account_id, name=registration.name)
    audit.record(themselves, "correct_answers", "registration", registration.id, {"name": word}, {"name": ""})
    _mails(registration, word, n)
    for purpose, subject in (("confirm", registration.id), ("sign_in", registration.account_id or 0)):
        make_link(purpose, subject, timedelta(days=1))
    db.session.flush()  # what is looked for must be there
    return registration


def _mails(registration: Registration, word: str, n: int) -> None:
    for number, delivery in enumerate((Delivery.SENT, Delivery.WAITING, Delivery.FAILED)):
        mail = outbox.put(
            registration.email,
            f"To {word}",
            f"Dear {word}",
            to_name=registration.name,
            about=("registration", registration.id),
            invitation=outbox.Invitation(word.encode(), "REQUEST", f"uid-{word}-{n}-{number}", number),
        )
        db.session.flush()  # a newer invitation would replace it
        mail.delivery = delivery
    outbox.put(
        registration.email, f"Sign in, {word}", word, about=("account", registration.account_id or 0)
    ).delivery = Delivery.SENT


def answers_of(registration: Registration, word: str = WORD, content: bytes = PDF) -> None:
    """A text and a file among the answers."""
    section = a_section(registration.meeting)
    cv = files.take(f"{word}.pdf", content, 1_000_000)
    files.keep(cv, content)
    one, two = a_question(section), a_question(section, QuestionKind.FILE)
    themselves = Actor(name=registration.name)
    answered(registration.meeting, registration.id, {one.id: (f"{word} rice",), two.id: cv}, themselves)


def an_act_on(registration: Registration, word: str = WORD) -> BulkAct:
    """An act on many that was done: a row about the registration, and one about somebody who found no entry."""
    rows = [
        Planned(f"{word} Name", {"seen": word}, f"{word} Forum", ("registration", registration.id)),
        Planned(f"{word} Nobody", {"name": word}, f"{word} Forum"),
    ]
    act = plan(
        OPERATOR,
        deciding.KIND,
        ("meeting", registration.meeting_id),
        "Approve",
        rows,
        "en",
        {"decision": "approve"},
    )
    act.state, act.begun_at, act.ended_at = ActState.DONE, clock.now(), clock.now()
    for row in db.session.scalars(select(BulkRow).where(BulkRow.act_id == act.id)):
        row.outcome, row.said = Outcome.DONE, f"{word}: approved"
    db.session.flush()  # what is looked for must be there
    return act


def a_held_meeting(slug: str = "workshop", **given: Any) -> Meeting:
    """A meeting that is over."""
    return a_meeting(slug, **(OVER | given))


def purge(app: Flask, slug: str = "workshop") -> dict[str, int]:
    """Delete by hand and let the worker do all of it; what went."""
    with work(app):
        meeting = db.session.scalars(select(Meeting).where(Meeting.slug == slug)).one()
        from meetings.retention.queries import dry_run
        from meetings.retention.rules import total

        actions.delete_now(OPERATOR, meeting, "Example", total(dry_run(meeting)))
    carry_on_to_the_end(app)
    with work(app, writing=False):
        return dict(db.session.scalars(select(Purge).order_by(Purge.id.desc())).first().figures)  # type: ignore[union-attr]


def carry_on_to_the_end(app: Flask) -> int:
    """What the worker's chore does until nothing is left; how many portions."""
    number = 0
    while True:
        with work(app):
            if not actions.carry_on():
                return number
        number += 1


def rows_of() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table; call it inside `work`."""
    return {
        table.name: sorted(map(tuple, db.session.execute(select(table)).all()), key=repr)
        for table in Base.metadata.sorted_tables
    }


def stored(app: Flask) -> set[Path]:
    """The contents on disk."""
    with app.app_context():
        return set(files.folder().iterdir())


def digests() -> set[str]:
    """The contents that rows refer to; call it inside `work`."""
    return set(db.session.scalars(select(StoredFile.digest)))


def accounts() -> list[str]:
    """Addresses of all accounts; call it inside `work`."""
    return list(db.session.scalars(select(Account.email).order_by(Account.email)))
