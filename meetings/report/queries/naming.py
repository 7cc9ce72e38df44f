"""Whom a text of the report may not name: by the rule of a session, or for want of consent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from meetings.base.database import db
from meetings.directory.models import Organization
from meetings.mandate.models import Cycle
from meetings.outcomes.rules import KnownNames, fold
from meetings.programme.models import Meeting, MeetingSession, Speaker
from meetings.programme.rules import Attribution
from meetings.record.models import RecordParagraph
from meetings.registration.models import Registration
from meetings.registration.rules import Category, Listing, RegistrationStatus
from meetings.report.models import Report, ReportNameStays, ReportParagraph
from meetings.report.rules import RecordFacts

Rows = Sequence[Any]


@dataclass(frozen=True)
class Names:
    """As `Sources` has them."""

    known: Mapping[int, KnownNames]
    unapproved: Mapping[int, KnownNames]
    unlisted: tuple[str, ...]
    spoke_unlisted: tuple[str, ...]
    spoke_unnamed: tuple[str, ...]


# no actor: it tells whom a text may not name, and is shown to nobody
def names_of(meetings: Iterable[Meeting], records: Sequence[RecordFacts]) -> Names:
    """Everybody of these meetings who may not be named somewhere: three statements, four where approval is asked."""
    sessions = [session for meeting in meetings for session in meeting.sessions]
    speakers = db.session.execute(
        select(Speaker.session_id, Speaker.name, Speaker.organization)
        .where(Speaker.session_id.in_([each.id for each in sessions]))
        .order_by(Speaker.session_id, Speaker.position, Speaker.id)
    ).all()
    R = Registration
    people = db.session.execute(
        select(R.meeting_id, R.name, R.organization_name, R.category, R.listing)
        .where(
            R.meeting_id.in_({each.meeting_id for each in sessions}), R.status == RegistrationStatus.APPROVED
        )
        .order_by(R.id)
    ).all()
    public = {each.id for each in sessions if each.attribution is Attribution.PUBLIC and each.takes_place}
    spoke = {fold(name) for session, name, _ in speakers if session in public}
    silent = {each.id for each in sessions if each.attribution is Attribution.CHATHAM_HOUSE}
    unapproved = _unapproved(sessions, records, speakers)
    asked = {each.id for each in sessions if each.attribution is Attribution.ON_APPROVAL}
    spoke_named = spoke | {
        fold(name)
        for session, name, _ in speakers
        if session in asked and (session not in unapproved or name not in unapproved[session].speakers)
    }
    unnamed = dict.fromkeys(
        name for session, name, _ in speakers if session in silent | asked and fold(name) not in spoke_named
    )
    listed = {fold(each.name) for each in people if each.listing is Listing.NAME}
    # A single word is not looked for: it would be found as a word.
    unlisted = dict.fromkeys(
        each.name for each in people if fold(each.name) not in listed if " " in each.name
    )
    return Names(
        _known(sessions, records, speakers, people),
        unapproved,
        tuple(name for name in unlisted if fold(name) not in spoke),
        tuple(name for name in unlisted if fold(name) in spoke),
        tuple(name for name in unnamed if " " in name and name not in unlisted),
    )


def _known(
    sessions: Iterable[MeetingSession], records: Iterable[RecordFacts], speakers: Rows, people: Rows
) -> dict[int, KnownNames]:
    """Whom a text could name, for each session in which nobody may be named."""
    unattributed = {record.session_id for record in records if record.unattributed}
    directory = db.session.execute(
        select(Organization.name, Organization.acronym).order_by(Organization.name)
    ).all()
    found = {}
    for session in sessions:
        if session.attribution is not Attribution.CHATHAM_HOUSE and session.id not in unattributed:
            continue
        own = [(name, organization) for of, name, organization in speakers if of == session.id]
        present = [each for each in people if each.meeting_id == session.meeting_id]
        # The Office is the host of every session: its name tells nothing of who spoke.
        theirs = [each.organization_name for each in present if each.category is not Category.OHCHR_STAFF]
        every = [*(org for _, org in own), *(name for name, _ in directory), *theirs]
        found[session.id] = KnownNames(
            tuple(name for name, _ in own),
            tuple(each.name for each in present),
            tuple(dict.fromkeys(org for org in every if org)),
            tuple(acronym for _, acronym in directory if acronym),
        )
    return found


def _unapproved(
    sessions: Iterable[MeetingSession], records: Iterable[RecordFacts], speakers: Rows
) -> dict[int, KnownNames]:
    """For each session that names only on approval, its speakers of whom no approval is noted.

    An organization that has approved being named speaks for whoever spoke for it.
    """
    asked = {each.id for each in sessions if each.attribution is Attribution.ON_APPROVAL}
    if not asked:
        return {}
    P = RecordParagraph
    noted = db.session.execute(
        select(P.session_id, P.speaker, P.organization).where(
            P.session_id.in_(asked), P.naming_approved, P.out_at.is_(None)
        )
    ).all()
    approved = {(of, fold(name)) for of, *both in noted for name in both if name}
    approved |= {(each.session_id, fold(each.organization)) for each in records if each.organization}
    found: dict[int, KnownNames] = {}
    for of, name, organization in speakers:
        if of in asked and not {(of, fold(name)), (of, fold(organization))} & approved:
            one = found.get(of, KnownNames())
            more = (organization,) if organization else ()
            found[of] = KnownNames((*one.speakers, name), (), (*one.organizations, *more))
    return found


# no actor: digests, which tell nobody anything
def names_that_stay(cycle: Cycle) -> dict[int, frozenset[str]]:
    """By paragraph of the cycle's report, the names (in short) that somebody has decided to leave."""
    found: dict[int, set[str]] = {}
    for paragraph, digest in db.session.execute(
        select(ReportNameStays.paragraph_id, ReportNameStays.digest)
        .join(ReportNameStays.paragraph)
        .join(ReportParagraph.report)
        .where(Report.cycle_id == cycle.id)
    ):
        found.setdefault(paragraph, set()).add(digest)
    return {paragraph: frozenset(digests) for paragraph, digests in found.items()}
