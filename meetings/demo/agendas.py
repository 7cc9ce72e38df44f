"""The demonstration's outcomes that are followed over the years, and the agenda of its next focal-point meeting."""

from typing import Any

from sqlalchemy import select

from meetings.access.actor import Actor
from meetings.agenda import actions as agenda
from meetings.agenda.models import AgendaPoint, AgendaTerms, OrganizationUpdate
from meetings.agenda.rules import DateDraft, PointDraft, PointKind
from meetings.base.database import db
from meetings.base.zones import wall_to_utc
from meetings.demo.files import document
from meetings.demo.people import Cast
from meetings.outcomes import following
from meetings.outcomes.models import OutcomeRecord
from meetings.outcomes.rules import FollowupDraft, OutcomeState, RecordKind, RecordText, Terms, Where
from meetings.programme.models import Meeting
from meetings.programme.rules import Attribution


def load_agendas(actor: Actor, meetings: dict[str, Meeting], cast: Cast) -> None:
    """What was concluded before, what became of it, and what organizations tell before the next meeting."""
    given = document("agenda")
    for one in given["outcome"]:
        _outcome(actor, one, meetings, cast)
    meeting = meetings[given["agenda"]["meeting"]]
    due = given["agenda"]["due"]
    terms = AgendaTerms(
        meeting_id=meeting.id,
        due=due,
        due_at=wall_to_utc(due, meeting.zone),
        words=given["agenda"]["words"],
        note=given["agenda"]["note"],
    )
    db.session.add(terms)
    agenda.begin(actor, meeting)
    _read_in(actor, meeting, given["agenda"]["read_in"])
    for told in given["agenda"]["update"]:
        _update(actor, meeting, told, cast)


def _read_in(actor: Actor, meeting: Meeting, label: str) -> None:
    """The session in which the updates are read: they stand in its record."""
    of = (AgendaPoint.meeting_id == meeting.id, AgendaPoint.kind == PointKind.UPDATES)
    point = db.session.scalars(select(AgendaPoint).where(*of)).one()
    session = next(one for one in meeting.sessions if one.label == label)
    agenda.edit_point(
        actor, point, PointDraft("", minutes=point.minutes, session_id=session.id), point.version
    )


def _outcome(actor: Actor, given: dict[str, Any], meetings: dict[str, Meeting], cast: Cast) -> OutcomeRecord:
    meeting = meetings.get(given.get("meeting", ""))
    words = RecordText(
        RecordKind(given["kind"]), given["text"], "", Attribution.PUBLIC, paragraph=given["paragraph"]
    )
    where = Where(given.get("source", ""), given.get("year"), numbered=meeting is not None)
    terms = Terms(owner=cast.organization_names.get(given["owner"], ""), due_on=given.get("due"))
    row = following.add_outcome(actor, meeting, words, where, terms)
    row.demonstration = True
    for told in given["followup"]:
        by = cast.organization_names.get(told["told_by"], "")
        draft = FollowupDraft(told["year"], told["text"], OutcomeState(told["state"]), by)
        following.add_followup(actor, row, draft)
    return row


def _update(actor: Actor, meeting: Meeting, given: dict[str, Any], cast: Cast) -> None:
    """Nobody is written to: the organizations of the demonstration are asked without a mail."""
    row = OrganizationUpdate(meeting=meeting, organization=cast.organizations[given["organization"]])
    db.session.add(row)
    db.session.flush()  # the trail needs its id
    if given["text"]:
        dates = [DateDraft(**one) for one in given["date"]]
        agenda.tell_for(actor, row, given["text"], dates, 0)
        row.told_by = ""
