"""The copy of one's data holds every table in which something is one person's; a new table must say where it stands."""

from datetime import UTC, datetime

from flask import Flask

from meetings.base.database import Base, db
from meetings.people.asked import Subject, answered
from meetings.registration.models import Attendance
from meetings.registration.rules import Presence, RegistrationStatus
from tests.builders import a_meeting, a_registration, a_session
from tests.kit_app import an_account, work
from tests.people.test_forget import browser_of
from tests.people.test_mistaken_merge import copy_of

# By these columns a row is one person's, or refers to what is.
ONE_PERSONS = (
    "email",
    "person_id",
    "account_id",
    "registration_id",
    "invitation_id",
    "speaker_id",
    "subject_id",
    "application_id",
    "thing_id",
)
REFERS_TO = {"person", "account", "registration", "invitation", "speaker", "answer"}
# Tables with such columns that are not in the copy, each with the reason.
NOT_IN_THE_COPY = {
    "saved_view": "how one of the office looks at a list; it says nothing of its owner",
    "bulk_act": "what one of the office began for many; the rows are about others",
    "bulk_row": "what an act of the office on many would do; what it did is in the trail of the registration",
    "not_same": "two records that the office has told apart: it would name a stranger",
    "mail_link": "links that open doors; the mails that held them are in the copy",
    "programme_act": "what one of the office did to a timetable, to undo it; in the trail, too; 30 days",
    "failed_attempt": "counted under a digest, of which nobody can be told",
}
SENTENCE = (
    "These tables hold something of one person (by the column named) and are not in the copy of one's data: {}. "
    "Let the room answer for them in rooms.py (people.answer: told, goes, forget), or add the table to "
    "NOT_IN_THE_COPY in tests/people/test_copy_complete.py with the reason why it is nobody's data."
)


def one_persons() -> dict[str, str]:
    """The tables with a column by which a row is one person's, and that column."""
    found: dict[str, str] = {}
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            refers = {key.column.table.name for key in column.foreign_keys}
            named = any(column.name == name or column.name.endswith(f"_{name}") for name in ONE_PERSONS)
            if named or refers & REFERS_TO:
                found.setdefault(table.name, column.name)
    return found


def in_the_copy() -> set[str]:
    """Every table of which some room tells; of nobody there are no rows, but the names."""
    nobody = Subject(None, frozenset(), frozenset())
    return {name for knows in answered().values() for name in knows.told(nobody).tables}


def test_every_table_of_people_is_in_the_copy_or_says_why_not(app: Flask) -> None:
    with work(app, writing=False):
        told = in_the_copy()
    tables = one_persons()
    missing = {name: column for name, column in tables.items() if name not in told | NOT_IN_THE_COPY.keys()}
    assert missing == {}, SENTENCE.format(", ".join(f"{name} ({column})" for name, column in missing.items()))
    assert NOT_IN_THE_COPY.keys() - {"failed_attempt"} <= tables.keys() - told, (
        "an exception that is none any more"
    )


def test_the_copy_tells_where_one_was_seen(app: Flask) -> None:
    with work(app):
        account = an_account("ann@example.org", "Ann").id
        meeting = a_meeting()
        session = a_session(meeting, title="Opening")
        registration = a_registration(
            meeting,
            name="Ann",
            email="ann@example.org",
            account_id=account,
            status=RegistrationStatus.APPROVED,
        )
        noted = {"noted_by": "Ines of the office", "noted_at": datetime(2026, 3, 1, 9, tzinfo=UTC)}
        db.session.add(
            Attendance(
                session_id=session.id, registration_id=registration.id, presence=Presence.IN_PERSON, **noted
            )
        )
        ids = {"session_id": session.id, "registration_id": registration.id}
    assert copy_of(browser_of(app, account))["attendance"] == [
        ids | {"presence": "in_person", "noted_at": "2026-03-01T09:00:00+00:00", "session": "Opening"}
    ]
