"""The demonstration's meetings: programme, who was there, what was said."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from meetings.access import actions as access
from meetings.access.actor import Actor
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.demo.files import MEETINGS, document, table
from meetings.demo.people import Cast, day
from meetings.mandate.queries import cycle_for
from meetings.outcomes import actions as outcomes
from meetings.outcomes.rules import RecordKind, RecordText, SummaryStatus
from meetings.programme import actions as programme
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import (
    Attribution,
    MeetingDraft,
    MeetingKind,
    MeetingStatus,
    Mode,
    SessionDraft,
    SessionKind,
    SpeakerDraft,
    SpeakerRole,
)
from meetings.record import actions as record
from meetings.record.rules import ParagraphKind, Said
from meetings.registration import actions as registration
from meetings.registration.rules import Category, Listing, RegistrationDraft, RegistrationStatus

# The way to each status, so that the demonstration's meetings have gone through the doors that others go through.
WAY = {
    "draft": (),
    "published": (MeetingStatus.PUBLISHED,),
    "held": (MeetingStatus.PUBLISHED, MeetingStatus.HELD),
}
# Why the invented summaries were approved without a confirmation round.
NO_ROUND = "The draft was read out and agreed in the room."


def load_meetings(actor: Actor, cast: Cast) -> dict[str, Meeting]:
    """All meetings with sessions, speakers, summaries and records; by slug."""
    made = {}
    for name in MEETINGS:
        data = document(name)
        meeting = _meeting(actor, data["meeting"])
        sessions = [(_session(actor, meeting, given, cast), given) for given in data["session"]]
        for status in WAY[data["meeting"]["status"]]:
            programme.take_step(actor, meeting, status)
        for session, given in sessions:
            _minuted(actor, session, given, cast)
            _said(actor, session, given, cast)
        # Nobody has read a feed yet: it changed now, once, not a second later for each line of the file.
        meeting.feed_changed_at = clock.now()
        made[meeting.slug] = meeting
    return made


def _meeting(actor: Actor, given: dict[str, Any]) -> Meeting:
    cycle = cycle_for(actor, given["cycle"])
    kind, year = MeetingKind(given["kind"]), given["starts"].year
    planned = [
        p.code
        for p in cycle.planned_meetings
        if (p.kind.value, p.year) == (kind.value, year) and not p.only_if_question
    ]
    draft = MeetingDraft(
        title=given["title"],
        kind=kind,
        mode=Mode(given["mode"]),
        zone=given["zone"],
        city=given["city"],
        starts=given["starts"],
        ends=given["ends"],
        cycle_id=cycle.id,
        about=given["about"],
        place=given["place"],
        join_link=given["join_link"],
        languages=tuple(given["languages"]),
        places=given["places"],
        registration_closes=given.get("registration_closes"),
        slug=given["slug"],
        planned_code=planned[0] if planned else None,
        demonstration=True,
    )
    return programme.create_meeting(actor, draft)


def _session(actor: Actor, meeting: Meeting, given: dict[str, Any], cast: Cast) -> MeetingSession:
    draft = SessionDraft(
        label=given["label"],
        kind=SessionKind(given["kind"]),
        title=given["title"],
        starts=given["starts"],
        ends=given["ends"],
        about=given["about"],
        room=given["room"],
        attribution=Attribution(given["attribution"]),
    )
    session = programme.add_session(actor, meeting, draft)
    for speaker in given["speakers"]:
        person = cast.people[speaker["person"]]
        known = cast.persons.get(speaker["person"])
        programme.add_speaker(
            actor,
            session,
            SpeakerDraft(
                name=person["name"],
                role=SpeakerRole(speaker["role"]),
                function=person["function"],
                organization=cast.organization_names[person["organization"]],
                person_id=known.id if known else None,
            ),
        )
    _name_rapporteurs(actor, session, f"{meeting.slug}/{given['key']}", cast)
    return session


def _name_rapporteurs(actor: Actor, session: MeetingSession, place: str, cast: Cast) -> None:
    for row in table("accounts"):
        if (row["role"], row["on"]) == (Role.RAPPORTEUR.value, place):
            held = access.give_role(
                actor, cast.accounts[row["person"]], Role.RAPPORTEUR, session.id, since=day(row["from"])
            )
            held.until = day(row["to"]) if row["to"] else None


def _minuted(actor: Actor, session: MeetingSession, given: dict[str, Any], cast: Cast) -> None:
    """What was written down while people spoke."""
    for said in given.get("said", []):
        name = cast.people[said["person"]]["name"] if said["person"] else ""
        kind = ParagraphKind.INTERVENTION if name else ParagraphKind.PARAGRAPH
        row = record.write(actor, session, Said(said["text"], session.attribution, kind, name))
        row.written_at = session.ends_at


def _said(actor: Actor, session: MeetingSession, given: dict[str, Any], cast: Cast) -> None:
    for entry in given.get("record", []):
        written = outcomes.add_record(
            actor,
            session,
            RecordText(
                kind=RecordKind(entry["kind"]),
                text=entry["text"],
                organization=cast.organization_names.get(entry["organization"], ""),
                attribution=Attribution(entry["attribution"]),
                naming_approved=entry["naming_approved"],
                paragraph=entry["paragraph"],
            ),
        )
        written.written_at = session.ends_at
    if not given["summary"]:
        return
    rapporteur = next((s.name for s in session.speakers if s.role is SpeakerRole.RAPPORTEUR), actor.name)
    summary = outcomes.save_summary(actor, session, "\n\n".join(given["summary"]))
    if given["summary_status"] in (SummaryStatus.SUBMITTED, SummaryStatus.APPROVED):
        outcomes.hand_in(actor, summary)
    if given["summary_status"] == SummaryStatus.APPROVED:
        outcomes.approve(actor, summary, because=NO_ROUND)
        summary.approved_at, summary.approved_by = session.ends_at + timedelta(days=6), "Ines Marchetti-Kaya"
    summary.written_at, summary.written_by = session.ends_at + timedelta(days=1), rapporteur


def load_registrations(actor: Actor, meeting: Meeting, cast: Cast) -> None:
    """Who registered for the workshop of 2025, and what was decided."""
    for row in table("registrations-2025"):
        person = cast.people[row["person"]] if row["person"] else row
        draft = RegistrationDraft(
            name=person["name"],
            email=person["email"],
            organization=cast.organization_names.get(person["organization"], person["organization"]),
            category=Category(row["category"]),
            function=person["function"],
            languages=tuple(row["languages"].split()),
            listing=Listing(row["consent"]),
            zone=person.get("zone", ""),
        )
        received = datetime.fromisoformat(row["received"]).replace(hour=9, tzinfo=ZoneInfo(meeting.zone))
        entered = registration.enter(
            actor,
            meeting,
            draft,
            RegistrationStatus(row["state"]),
            received,
            demonstration=True,
            account=cast.accounts.get(row["person"]),
        )
        entered.sort_key = person["sort_key"]
