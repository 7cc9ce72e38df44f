"""Whom a text of the report may not name: by the rule of a session, or for want of consent."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from sqlalchemy import or_, select

from meetings.base.database import db
from meetings.directory.models import Organization, Person
from meetings.directory.rules import called
from meetings.mandate.models import Cycle
from meetings.outcomes.rules import KnownNames, fold
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import Attribution
from meetings.record.models import RecordParagraph
from meetings.record.queries.known import Spoke, who_spoke
from meetings.registration.models import Attendance, Registration
from meetings.registration.rules import THERE, Category, Listing, RegistrationStatus
from meetings.report.models import Report, ReportNameStays, ReportParagraph, ReportTaken
from meetings.report.rules import RecordFacts

Rows = Sequence[Any]


@dataclass(frozen=True)
class Names:
    """As `Sources` has them."""

    known: Mapping[int, KnownNames]
    heard: Mapping[int, tuple[str, ...]]
    unapproved: Mapping[int, KnownNames]
    unlisted: tuple[str, ...]
    spoke_unlisted: tuple[str, ...]
    spoke_unnamed: tuple[str, ...]
    spoke_named: frozenset[str]


# no actor: it tells whom a text may not name, and is shown to nobody
def names_of(
    cycle: Cycle, meetings: Iterable[Meeting], records: Sequence[RecordFacts], elsewhere: Mapping[int, int]
) -> Names:
    """Everybody of these meetings who may not be named somewhere: five statements, six where approval is asked.

    `elsewhere`: in the record of which session another one is.
    """
    sessions = [session for meeting in meetings for session in meeting.sessions]
    speakers = who_spoke([each.id for each in sessions])
    speakers += [
        replace(one, session_id=elsewhere[one.session_id]) for one in speakers if one.session_id in elsewhere
    ]
    R = Registration
    was_there = select(Attendance.session_id).where(
        Attendance.registration_id == R.id, Attendance.presence.in_(THERE)
    )
    people = db.session.execute(
        select(R.id, R.meeting_id, R.name, R.organization_name, R.category, R.listing, Person.sort_key)
        .outerjoin(Person, Person.id == R.person_id)
        .where(
            R.meeting_id.in_({each.meeting_id for each in sessions}),
            or_(R.status == RegistrationStatus.APPROVED, was_there.exists()),
        )
        .order_by(R.id)
    ).all()
    public = {each.id for each in sessions if each.attribution is Attribution.PUBLIC and each.takes_place}
    spoke = {fold(name) for one in speakers if one.heard and one.session_id in public for name in one.names}
    silent = {each.id for each in sessions if each.attribution is Attribution.CHATHAM_HOUSE}
    unapproved = _unapproved(sessions, records, speakers)
    asked = {each.id for each in sessions if each.attribution is Attribution.ON_APPROVAL}
    spoke_named = spoke | {
        fold(name)
        for one in speakers
        if one.heard and one.session_id in asked
        for name in one.names
        if one.session_id not in unapproved or name not in unapproved[one.session_id].speakers
    }
    unnamed = dict.fromkeys(
        name
        for one in speakers
        if one.session_id in silent | asked
        for name in one.names
        if fold(name) not in spoke_named
    )
    listed = {fold(each.name) for each in people if each.listing is Listing.NAME}
    # A single word is not looked for: it would be found as a word.
    unlisted = dict.fromkeys(
        name
        for each in people
        if fold(each.name) not in listed
        for name in called(each.name, each.sort_key)
        if " " in name
    )
    known = _known(sessions, _unattributed(cycle, records), speakers, people, elsewhere)
    return Names(
        known,
        {of: tuple(name for one in speakers if one.session_id == of for name in one.names) for of in known},
        unapproved,
        tuple(name for name in unlisted if fold(name) not in spoke),
        tuple(name for name in unlisted if fold(name) in spoke),
        tuple(name for name in unnamed if " " in name and name not in unlisted),
        frozenset(spoke_named),
    )


def _unattributed(cycle: Cycle, records: Iterable[RecordFacts]) -> frozenset[int]:
    """The sessions of which something was put on record without attribution; a paragraph keeps what is gone since."""
    taken = db.session.scalars(
        select(ReportTaken.sources)
        .join(ReportTaken.paragraph)
        .join(ReportParagraph.report)
        .where(Report.cycle_id == cycle.id)
    )
    kept = {int(source["session"]) for each in taken for source in each if source.get("unattributed")}
    return frozenset(kept.union(record.session_id for record in records if record.unattributed))


def _known(
    sessions: Iterable[MeetingSession],
    unattributed: frozenset[int],
    speakers: Sequence[Spoke],
    people: Rows,
    elsewhere: Mapping[int, int],
) -> dict[int, KnownNames]:
    """Whom a text could name, for each session in which nobody may be named: as its own record has them."""
    silent = {s.id for s in sessions if s.attribution is Attribution.CHATHAM_HOUSE or s.id in unattributed}
    there = _there({*silent, *(again for again, first in elsewhere.items() if first in silent)}, elsewhere)
    directory = db.session.execute(
        select(Organization.name, Organization.acronym).order_by(Organization.name)
    ).all()
    found = {}
    for session in sessions:
        if session.id not in silent:
            continue
        own = [one for one in speakers if one.session_id == session.id]
        present = [each for each in people if each.meeting_id == session.meeting_id]
        # Where nobody was noted as present, everybody may have been.
        here = [each for each in present if each.id in there.get(session.id, {each.id})]
        # The Office is the host of every session: its name tells nothing of who spoke.
        theirs = [each.organization_name for each in present if each.category is not Category.OHCHR_STAFF]
        every = [*(one.organization for one in own), *(name for name, _ in directory), *theirs]
        found[session.id] = KnownNames(
            _each_once(*(one.names for one in own), *(called(each.name, each.sort_key) for each in here)),
            _each_once(*(called(each.name, each.sort_key) for each in present)),
            tuple(dict.fromkeys(org for org in every if org)),
            tuple(acronym for _, acronym in directory if acronym),
        )
    return found


def _each_once(*names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain(*names)))


def _there(sessions: Collection[int], elsewhere: Mapping[int, int]) -> dict[int, set[int]]:
    """The registrations of those noted as present, by the session in whose record they are."""
    found: dict[int, set[int]] = {}
    noted = select(Attendance.session_id, Attendance.registration_id).where(
        Attendance.session_id.in_(sessions), Attendance.presence.in_(THERE)
    )
    for session, registration in db.session.execute(noted):
        for each in {session, elsewhere.get(session, session)}:
            found.setdefault(each, set()).add(registration)
    return found


# no actor: it tells whom a text may name, and is shown to nobody
def approvals(asked: Collection[int], records: Iterable[RecordFacts]) -> set[tuple[int, str]]:
    """Who has approved being named in these sessions, by name or organization (folded)."""
    P = RecordParagraph
    noted = db.session.execute(
        select(P.session_id, P.speaker, P.organization).where(
            P.session_id.in_(asked), P.naming_approved, P.out_at.is_(None)
        )
    ).all()
    approved = {(of, fold(name)) for of, *both in noted for name in both if name}
    return approved | {(each.session_id, fold(each.organization)) for each in records if each.organization}


def _unapproved(
    sessions: Iterable[MeetingSession], records: Iterable[RecordFacts], speakers: Sequence[Spoke]
) -> dict[int, KnownNames]:
    """For each session that names only on approval, its speakers of whom no approval is noted.

    An organization that has approved being named speaks for whoever spoke for it.
    """
    asked = {each.id for each in sessions if each.attribution is Attribution.ON_APPROVAL}
    if not asked:
        return {}
    approved = approvals(asked, records)
    found: dict[int, KnownNames] = {}
    for each in speakers:
        of, said_of = each.session_id, (*each.names, each.organization)
        if of in asked and not {(of, fold(name)) for name in said_of} & approved:
            one = found.get(of, KnownNames())
            more = (each.organization,) if each.organization else ()
            found[of] = KnownNames((*one.speakers, *each.names), (), (*one.organizations, *more))
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


# no actor: numbers of versions
def versions_that_named(cycle: Cycle) -> dict[str, int]:
    """By paragraph of the cycle's report, the last version that named somebody whose name has been deleted since."""
    query = select(ReportParagraph.name, ReportParagraph.named_at).join(ReportParagraph.report)
    return dict(
        db.session.execute(query.where(Report.cycle_id == cycle.id, ReportParagraph.named_at > 0)).all()
    )
