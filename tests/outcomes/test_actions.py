"""Writing, handing in, approving; what the report then reads, and which names it never reads."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from meetings.access.actor import OPERATOR
from meetings.access.models import AuditRow
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.outcomes import actions, queries
from meetings.outcomes.models import OutcomeRecord
from meetings.outcomes.rules import RecordKind, SummaryStatus
from meetings.programme.actions import edit_session
from meetings.programme.models import MeetingSession
from meetings.programme.rules import Attribution, MeetingStatus, SessionDraft, SpeakerRole
from meetings.registration.rules import RegistrationStatus
from tests.builders import a_meeting, a_registration, a_session, an_organization
from tests.kit_app import an_actor, statements, work
from tests.outcomes.builders import (
    NO_ROUND,
    TEXT,
    a_held_meeting,
    a_held_session,
    a_record,
    a_speaker,
    an_approved_summary,
)

PUBLIC, APPROVAL, CHATHAM = Attribution.PUBLIC, Attribution.ON_APPROVAL, Attribution.CHATHAM_HOUSE


def refused(call: Any, *given: Any) -> Refused:
    with pytest.raises(Refused) as no:
        call(*given)
    return no.value


def verbs() -> list[str]:
    return list(db.session.scalars(select(AuditRow.verb).order_by(AuditRow.id)))


def test_a_summary_from_draft_to_approved_and_open_again(app: Flask) -> None:
    with work(app):
        session = a_held_session()
        summary = actions.save_summary(OPERATOR, session, TEXT)
        assert (summary.version, summary.words, summary.status) == (1, 10, SummaryStatus.DRAFT)
        actions.hand_in(OPERATOR, summary)
        assert str(refused(actions.save_summary, OPERATOR, session, "x", 2)).startswith("The summary waits")
        assert refused(actions.give_back, OPERATOR, summary, " \n").field == "reason"
        actions.give_back(OPERATOR, summary, "Say who agreed.")
        assert (summary.status, summary.returned_because) == (SummaryStatus.DRAFT, "Say who agreed.")
        actions.save_summary(OPERATOR, session, TEXT + " All of them.", summary.version)
        actions.hand_in(OPERATOR, summary)
        assert summary.returned_because == ""
        actions.approve(OPERATOR, summary, summary.version, NO_ROUND)
        assert (summary.approved_by, summary.approved_under) == ("the operator", PUBLIC)
        assert str(refused(actions.save_summary, OPERATOR, session, "x", 6)).startswith(
            "The summary is approved"
        )
        assert str(refused(actions.add_record, OPERATOR, session, a_record())).startswith(
            "The summary is approved"
        )
        actions.reopen(OPERATOR, summary)
        assert (summary.status, summary.approved_at, summary.approved_by) == (SummaryStatus.DRAFT, None, "")
        refused(actions.reopen, OPERATOR, summary)
        refused(actions.give_back, OPERATOR, summary, "why")
    with work(app, writing=False):
        assert verbs() == [
            "save_summary",
            "hand_in",
            "give_back_summary",
            "save_summary",
            "hand_in",
            "approve_summary",
            "reopen_summary",
        ]
        given_back = db.session.scalars(select(AuditRow).where(AuditRow.verb == "give_back_summary")).one()
        assert given_back.after == {"status": "draft", "version": 3, "returned_because": "Say who agreed."}


def test_nothing_is_written_before_the_session_begins_or_when_it_is_cancelled(app: Flask) -> None:
    with work(app):
        session = a_session(a_meeting(), label="1")
        sentence = "The session has not begun. Its record can be written from 10 October 2028, 10:00, Geneva time, on."
        assert str(refused(actions.save_summary, OPERATOR, session, "x")) == sentence
        assert str(refused(actions.add_record, OPERATOR, session, a_record())) == sentence
        clock.set_to(datetime(2028, 10, 10, 8, 0, tzinfo=UTC))  # 10:00 in Geneva
        assert actions.save_summary(OPERATOR, session, "x").version == 1
        session.cancelled_at = clock.now()
        assert "does not take place" in str(refused(actions.save_summary, OPERATOR, session, "y", 1))


def test_empty_is_not_handed_in_and_stale_is_not_saved_or_approved(app: Flask) -> None:
    with work(app):
        session = a_held_session()
        summary = actions.save_summary(OPERATOR, session, " \n\n ")
        assert refused(actions.hand_in, OPERATOR, summary).field == "text"
        refused(actions.save_summary, OPERATOR, session, "x", 0)
        actions.save_summary(OPERATOR, session, "x", 1)
        actions.hand_in(OPERATOR, summary)
        assert str(refused(actions.approve, OPERATOR, summary, 2)).startswith(
            "Somebody changed this while you were writing"
        )
        record = None
    with work(app):
        session = a_held_session(label="7", meeting=session.meeting)
        record = actions.add_record(OPERATOR, session, a_record())
        actions.edit_record(OPERATOR, record, a_record(text="Changed."), 1)
        refused(actions.edit_record, OPERATOR, record, a_record(text="Mine."), 1)
        assert (record.text, record.version) == ("Changed.", 2)
        actions.delete_record(OPERATOR, record)
        assert db.session.scalars(select(OutcomeRecord)).all() == []
        assert verbs()[-3:] == ["add_record", "edit_record", "delete_record"]


def a_chatham_session() -> MeetingSession:
    session = a_held_session(attribution=CHATHAM)
    a_speaker(session, "Marisol Quiñones Vega", organization="Example Coast Commission")
    an_organization("Example Lagoon Court", acronym="ELC", slug="elc")
    a_registration(
        session.meeting,
        name="Wei Green",
        status=RegistrationStatus.APPROVED,
        organization_name="Example Delta",
    )
    a_registration(session.meeting, name="Not Approved Person", organization_name="")
    return session


@pytest.mark.parametrize(
    ("planted", "named"),
    [
        ("marisol quinones vega", "Marisol Quiñones Vega"),
        ("Ms. Vega", "Marisol Quiñones Vega"),
        ("the Example Coast Commission", "Example Coast Commission"),
        ("Example  Lagoon Court", "Example Lagoon Court"),
        ("the ELC", "ELC"),
        ("Wei Green", "Wei Green"),
        ("Example Delta", "Example Delta"),
    ],
)
def test_a_name_under_chatham_house_stops_the_approval(app: Flask, planted: str, named: str) -> None:
    with work(app):
        session = a_chatham_session()
        cycle_id = session.meeting.cycle_id
        summary = actions.save_summary(OPERATOR, session, f"All agreed.\n\nAs said.^[By {planted}.]")
        actions.hand_in(OPERATOR, summary)
        no = refused(actions.approve, OPERATOR, summary, None, NO_ROUND)
        assert str(no).startswith(f"Paragraph 2 of the summary names {named}. ")
        actions.give_back(OPERATOR, summary, "A name.")
        assert named in str(
            refused(actions.add_record, OPERATOR, session, a_record(CHATHAM, text=f"Told by {planted}."))
        )
        assert (
            refused(actions.add_record, OPERATOR, session, a_record(CHATHAM, organization=planted)).field
            == "organization"
        )
        assert refused(actions.add_record, OPERATOR, session, a_record(PUBLIC)).field == "attribution"
        assert queries.approved_summaries(OPERATOR, cycle_id) == []
        assert queries.records_of(OPERATOR, cycle_id, only_approved_sessions=False) == []
        for row in db.session.scalars(select(AuditRow)):
            assert planted not in str(row.before) + str(row.after)


def test_a_clean_text_under_chatham_house_is_approved(app: Flask) -> None:
    with work(app):
        session = a_chatham_session()
        actions.add_record(OPERATOR, session, a_record(CHATHAM))
        an_approved_summary(session, "Not Approved Person is not known here. A participant agreed.")
        cycle_id = session.meeting.cycle_id
        assert [s.session_id for s in queries.approved_summaries(OPERATOR, cycle_id)] == [session.id]
        assert [r.organization for r in queries.records_of(OPERATOR, cycle_id)] == [""]


def test_a_record_that_became_a_leak_stops_the_approval(app: Flask) -> None:
    """The name was unknown when the record was entered: its bearer registered later."""
    with work(app):
        session = a_chatham_session()
        actions.add_record(OPERATOR, session, a_record(CHATHAM, text="Told by Ada Late."))
        a_registration(session.meeting, name="Ada Late", status=RegistrationStatus.APPROVED)
        summary = actions.save_summary(OPERATOR, session, TEXT)
        actions.hand_in(OPERATOR, summary)
        assert str(refused(actions.approve, OPERATOR, summary, None, NO_ROUND)).startswith(
            "Record 1 names Ada Late. "
        )


def test_a_session_made_stricter_takes_its_outcomes_out_of_the_report(app: Flask) -> None:
    with work(app):
        session = a_held_session()
        actions.add_record(OPERATOR, session, a_record(organization="Example Forum"))
        an_approved_summary(session, "Marisol Vega spoke.")
        cycle_id = session.meeting.cycle_id
        assert [r.organization for r in queries.records_of(OPERATOR, cycle_id)] == ["Example Forum"]
        session.attribution = CHATHAM
        db.session.flush()  # the queries read the rows
        assert queries.approved_summaries(OPERATOR, cycle_id) == []
        assert queries.records_of(OPERATOR, cycle_id) == []
        [row] = queries.records_of(OPERATOR, cycle_id, only_approved_sessions=False)
        assert (row.organization, row.attribution) == ("", CHATHAM)
        [missing] = queries.sessions_without_summary(OPERATOR, cycle_id)
        assert (missing.session_id, missing.status, missing.outdated) == (
            session.id,
            SummaryStatus.APPROVED,
            True,
        )


def test_a_session_made_stricter_on_its_page_keeps_nobodys_organization(app: Flask) -> None:
    with work(app):
        session = a_held_session()
        record = actions.add_record(OPERATOR, session, a_record(organization="Example Forum"))
        as_it_is = SessionDraft(
            label=session.label,
            kind=session.kind,
            title=session.title,
            starts=session.starts,
            ends=session.ends,
            attribution=CHATHAM,
        )
        edit_session(OPERATOR, session, as_it_is, session.version)
        db.session.flush()
        db.session.refresh(record)
        assert (record.attribution, record.organization_id, record.organization_name) == (CHATHAM, None, "")


@pytest.mark.parametrize(("approved", "named"), [(False, ""), (True, "Example Court")])
def test_naming_on_approval(app: Flask, approved: bool, named: str) -> None:
    with work(app):
        session = a_held_session(attribution=APPROVAL)
        court = an_organization("Example Court", acronym="EXC", slug="exc")
        record = actions.add_record(
            OPERATOR, session, a_record(APPROVAL, organization="exc", naming_approved=approved)
        )
        assert (record.organization_id, record.organization_name) == (court.id, "Example Court")
        an_approved_summary(session)
        [row] = queries.records_of(OPERATOR, session.meeting.cycle_id)
        assert (row.organization, row.kind, row.paragraph) == (named, RecordKind.PRACTICE, "8")


def test_the_database_itself_refuses_an_organization_under_chatham_house(app: Flask) -> None:
    with pytest.raises(IntegrityError), work(app):
        record = actions.add_record(OPERATOR, a_held_session(), a_record(organization="Example Forum"))
        db.session.execute(
            text("UPDATE outcome_record SET attribution = 'chatham_house' WHERE id = :id"), {"id": record.id}
        )


def test_what_the_report_reads_in_one_statement_each_however_much_there_is(app: Flask) -> None:
    def seen(cycle_id: int) -> list[int]:
        counts = []
        with work(app, writing=False):
            for query in (queries.approved_summaries, queries.records_of, queries.sessions_without_summary):
                with statements(app) as sent:
                    assert len(query(OPERATOR, cycle_id)) > 0
                counts.append(len(sent))
        return counts

    with work(app):
        meeting = a_held_meeting()
        for label in ("1", "2"):
            session = a_held_session(meeting, label=label)
            actions.add_record(OPERATOR, session, a_record(organization="Example Forum"))
        an_approved_summary(session)
    assert seen(meeting.cycle_id) == [1, 1, 1]
    with work(app):
        meeting = db.session.merge(meeting)
        for label in ("3", "4", "5"):
            session = a_held_session(meeting, label=label)
            actions.add_record(OPERATOR, session, a_record())
            an_approved_summary(session)
    assert seen(meeting.cycle_id) == [1, 1, 1]


def test_what_the_report_reads_of_which_sessions(app: Flask) -> None:
    with work(app):
        meeting = a_held_meeting()
        first = a_held_session(meeting, label="10", starts=datetime(2025, 9, 30, 10))
        second = a_held_session(meeting, label="2", starts=datetime(2025, 9, 29, 10))
        gone = a_held_session(meeting, label="3", cancelled_at=clock.now())
        drafted = a_held_session(meeting, label="4")
        actions.save_summary(OPERATOR, drafted, TEXT)
        other = a_held_session(a_held_meeting(slug="other"))
        for session in (first, second, other):
            an_approved_summary(session)
        lost = a_held_meeting(slug="lost", cycle_id=meeting.cycle_id)
        an_approved_summary(a_held_session(lost))
        lost.status = MeetingStatus.CANCELLED
        db.session.flush()  # the queries read the rows
        cycle_id = meeting.cycle_id
        found = queries.approved_summaries(OPERATOR, cycle_id)
        assert [s.label for s in found] == ["2", "10"]
        assert (found[0].text, found[0].words, found[0].version, found[0].meeting_starts) == (
            TEXT,
            10,
            3,
            datetime(2025, 9, 29, 10),
        )
        missing = queries.sessions_without_summary(OPERATOR, cycle_id)
        assert [(m.label, m.status) for m in missing] == [("4", SummaryStatus.DRAFT)]
        assert gone.id not in {m.session_id for m in missing}
        rapporteur = an_actor(Role.RAPPORTEUR, first.id)
        assert [s.label for s in queries.approved_summaries(rapporteur, cycle_id)] == ["10"]
        assert queries.sessions_without_summary(rapporteur, cycle_id) == []


def test_the_list_says_who_is_late_and_shows_rapporteurs_their_own(app: Flask) -> None:
    with work(app):
        meeting = a_held_meeting()
        late = a_held_session(meeting, label="1")
        a_speaker(late, "Ada Example", role=SpeakerRole.RAPPORTEUR)
        a_speaker(late, "Ben Example")
        done = a_held_session(meeting, label="2")
        actions.add_record(OPERATOR, done, a_record())
        an_approved_summary(done)
        db.session.flush()  # only what the list asks is to be counted
        db.session.expire_all()
        with statements(app) as sent:
            found = queries.outcomes_for(OPERATOR, "held")
        assert len(sent) == 4  # meeting, sessions, their rapporteurs, when the last of several sittings ends
        assert [(r.session.label, r.rapporteurs, r.records, r.words) for r in found.rows] == [
            ("1", ("Ada Example",), 0, 0),
            ("2", (), 1, 10),
        ]
        assert (found.late, found.count(SummaryStatus.APPROVED), found.count(None)) == (1, 1, 1)
        mine = queries.outcomes_for(an_actor(Role.RAPPORTEUR, done.id), "held")
        assert [r.session.label for r in mine.rows] == ["2"]
