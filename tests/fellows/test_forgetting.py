"""What becomes of a year: sums without names, the copy, deletion, and what a session that is closed later takes out."""

from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.models import AuditRow, MailLink
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import Base, db
from meetings.base.models import StoredFile
from meetings.fellows import actions
from meetings.fellows.actions.following import _ask
from meetings.fellows.models import (
    Fellow,
    FellowEvaluated,
    FellowEvaluation,
    FellowLog,
    FellowObserved,
    FellowReport,
)
from meetings.fellows.person import KNOWS
from meetings.fellows.queries import Year
from meetings.fellows.rules import FOLLOW_UP_LINK, EntryDraft, FellowState
from meetings.fellowship.actions import forget_applications
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition
from meetings.fellowship.rules import ApplicationState, EditionState
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery
from meetings.people.asked import Subject
from meetings.people.rules.traces import NAMELESS
from meetings.programme.rules import Attribution
from meetings.registration.rules import RegistrationStatus
from tests.builders import a_meeting, a_registration, a_session
from tests.fellows.access_rows import a_running_fellow
from tests.fellows.builders import a_fellow, during, running
from tests.fellowship.test_thread import text_of
from tests.kit_app import ON_ONE_DATABASE, an_account, signed_in, statements, work

MET = {"met": 5, "used": 4, "time": 3, "arranged": 2}


def everything_of(subject: Subject) -> dict[str, int]:
    return {name: len(rows) for name, rows in KNOWS.told(subject).tables.items() if rows}


def evaluated(fellow: Fellow, number: int) -> None:
    """The fellow has said so of the programme."""
    own = Year(fellow, False, True, False)
    actions.evaluate(OPERATOR, own, MET | {"met": number}, f"Words of fellow {number}")


@ON_ONE_DATABASE
def test_sums_are_shown_of_three_after_the_end_and_lead_to_nobody(app: Flask) -> None:
    during()
    with work(app):
        edition = running()
        evaluated(a_fellow(edition, 1), 1)
        slug = edition.slug
    page = f"/fellowships/{slug}/fellows"
    office = signed_in(app, Role.ORGANIZER)
    office.get(page)
    with statements(app) as of_one:
        assert "1 answer Not shown." in text_of(office.get(page).text)
    with work(app):
        edition = db.session.scalars(select(FellowshipEdition)).one()
        for number in (2, 3):
            evaluated(a_fellow(edition, number), number)
    with statements(app) as of_three:
        assert "3 answers Not shown." in text_of(office.get(page).text)
    assert len(of_three) == len(of_one)
    with work(app):
        edition = db.session.scalars(select(FellowshipEdition)).one()
        edition.state = EditionState.ENDED
        columns = set(FellowEvaluation.__table__.columns.keys())
        assert columns == {
            "key",
            "edition_id",
            "side",
            "scores",
            "words",
        }  # no name, no time, no number that counts on
    shown = text_of(office.get(page).text)
    assert "The fellowship gave me what I came for. 2.0" in shown
    assert [f"Words of fellow {n}" in shown for n in (1, 2, 3)] == [True, True, True]
    assert "0 answers Not shown." in shown


@ON_ONE_DATABASE
def test_a_copy_a_deletion_and_what_goes_with_time(app: Flask) -> None:
    with work(app):
        edition = running(starts_on=None, ends_on=None)
        fellow, _other = a_running_fellow(edition), a_running_fellow(edition)
        row = FellowReport(fellow_id=fellow.id, text="It was good", written_at=clock.now())
        db.session.add(row)
        _ask(fellow, 1)
        log = db.session.scalars(select(FellowLog).where(FellowLog.fellow_id == fellow.id)).one()
        log.answer, log.answered_by, log.answered_at = "Well done", fellow.supervisor_name, clock.now()
        log.answered_by_id = fellow.supervisor_id
        own = Subject(None, frozenset({fellow.account_id or 0}), frozenset({fellow.application.email}))
        supervisor = Subject(None, frozenset({fellow.supervisor_id or 0}), frozenset())
        db.session.flush()
        assert everything_of(own) == {
            "fellow": 1,
            "fellow_task": 5,
            "fellow_entry": 1,
            "fellow_log": 1,
            "fellow_observed": 1,
            "fellow_report": 1,
            "fellow_follow_up": 1,
            "fellow_briefing": 1,
        }
        assert len(KNOWS.told(own).files) == 1
        assert everything_of(supervisor) == {"fellow": 1, "fellow_log_answer": 1}
        told = str(KNOWS.told(supervisor).tables)
        assert fellow.application.name not in told and "A log" not in told and "Learn" not in told
        # What a former supervisor has answered is theirs, not their successor's; the fellow's copy names no account.
        former, fellow.supervisor_id = fellow.supervisor_id, an_account("next@example.org").id
        db.session.flush()
        assert everything_of(supervisor) == {"fellow_log_answer": 1}
        assert everything_of(Subject(None, frozenset({fellow.supervisor_id}), frozenset())) == {"fellow": 1}
        assert "answered_by_id" not in str(KNOWS.told(own).tables["fellow_log"])
        KNOWS.forget(OPERATOR, supervisor)
        assert (fellow.supervisor_id == former, log.answer, log.answered_by) == (False, "", NAMELESS)
        fellow.supervisor_id, log.answer, log.answered_by_id = former, "Well done", former
        db.session.flush()
        KNOWS.forget(OPERATOR, supervisor)
        assert (fellow.supervisor_name, fellow.supervisor_id, log.answer) == (NAMELESS, None, "")
        number = fellow.application_id
        for message in db.session.scalars(select(OutboxMessage)):
            message.delivery = Delivery.SENT
        forget_applications([number])
    with work(app):
        gone = db.session.scalars(select(Fellow).where(Fellow.application_id == number)).one()
        assert (gone.state, gone.unit, gone.plan, gone.account_id) == (
            FellowState.ENDED_EARLY,
            "Branch",
            "",
            None,
        )
        assert not [one for one in db.session.scalars(select(MailLink)) if one.purpose == FOLLOW_UP_LINK]
        left = {
            table.name: db.session.execute(select(table).where(table.c.fellow_id == gone.id)).all()
            for table in Base.metadata.sorted_tables
            if "fellow_id" in table.columns
        }
        assert [name for name, rows in left.items() if rows] == []
        assert len(db.session.scalars(select(StoredFile)).all()) == 1  # the other fellow's
        trail = select(AuditRow.after).where(AuditRow.on_kind == "fellow", AuditRow.on_id == gone.id)
        assert {str(values) for values in db.session.scalars(trail)} == {"None"}
        about = (OutboxMessage.about_kind == "application") & (OutboxMessage.about_id == number)
        mails = select(OutboxMessage.to_email).where(about)
        assert set(db.session.scalars(mails)) == {""}
        # With time: what was needed for the year alone goes, who was a fellow stays; once.
        gone.application.edition.state = EditionState.ENDED
        assert not actions.trim_due()
    clock.set_to(datetime(2035, 1, 1, tzinfo=UTC))
    with work(app):
        assert [actions.trim_due(), actions.trim_due()] == [True, False]
        kept = db.session.scalars(select(Fellow).where(Fellow.application_id != number)).one()
        assert kept.application.name != NAMELESS and kept.unit == "Branch"
        assert everything_of(Subject(None, frozenset(), frozenset({kept.application.email}))) == {"fellow": 1}
        assert db.session.scalars(select(StoredFile)).all() == []


@ON_ONE_DATABASE
def test_a_session_that_is_closed_later_and_somebody_who_withdraws(app: Flask) -> None:
    during()
    with work(app):
        meeting = a_meeting("observed", starts=datetime(2028, 6, 12, 9), ends=datetime(2028, 6, 12, 17))
        session = a_session(meeting, label="1")
        a_registration(meeting, name="Noor Haddad-Silence", status=RegistrationStatus.APPROVED)
        fellow = a_fellow(running())
        values = {"fellow_id": fellow.id, "session_id": session.id, "on_day": datetime(2028, 6, 12).date()}
        for key, text in (("one", "Noor Haddad-Silence said so."), ("two", "A participant said so.")):
            db.session.add(FellowObserved(key=key, title="Opening", text=text, **values))
        db.session.flush()
        session.attribution = Attribution.CHATHAM_HOUSE
        actions.attribution_changed(OPERATOR, session)
        texts = db.session.scalars(select(FellowObserved.text).order_by(FellowObserved.key)).all()
        assert texts == ["", "A participant said so."]
        year = Year(fellow, office=True, own=False, supervises=False)
        for day in (20, 22):
            hour = datetime(2028, 6, day, 9)
            draft = EntryDraft(f"On {day} June", "Europe/Zurich", hour, hour + timedelta(hours=1))
            actions.save_entry(OPERATOR, year, None, draft)
        application = db.session.get_one(FellowshipApplication, fellow.application_id)
        application.state, application.withdrawn_reason = ApplicationState.WITHDRAWN, "Another post"
    with work(app):
        assert not actions.keep_fellows()
        row = db.session.scalars(select(Fellow)).one()
        assert (row.state, row.end_reason) == (FellowState.ENDED_EARLY, "Another post")
        # What was to come after the last day does not take place, and calendars are told.
        told = [(one.title, one.cancelled, one.sequence) for one in row.entries]
        assert told == [("On 20 June", False, 0), ("On 22 June", True, 1)]
        assert not actions.remind_of_logs() and not actions.ask_alumni()
        assert db.session.scalars(select(FellowEvaluated)).all() == []
