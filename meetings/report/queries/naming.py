"""Whom a text of the report may not name: by the rule of a session, or for want of consent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from meetings.base.database import db
from meetings.directory.models import Organization, Person
from meetings.directory.rules import called
from meetings.mandate.models import Cycle
from meetings.outcomes.rules import KnownNames, fold
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import Attribution
from meetings.record.models import RecordParagraph
from meetings.record.queries.known import Spoke, who_spoke
from meetings.registration.models import Registration
from meetings.registration.rules import Category, Listing, RegistrationStatus
from meetings.report.models import Report, ReportNameStays, ReportParagraph, ReportTaken
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
def names_of(
    cycle: Cycle, meetings: Iterable[Meeting], records: Sequence[RecordFacts], elsewhere: Mapping[int, int]
) -> Names:
    """Everybody of these meetings who may not be named somewhere: four statements, five where approval is asked.

    `elsewhere`: in the record of which session another one is.
    """
    sessions = [session for meeting in meetings for session in meeting.sessions]
    speakers = who_spoke([each.id for each in sessions])
    speakers += [
        replace(one, session_id=elsewhere[one.session_id]) for one in speakers if one.session_id in elsewhere
    ]
    R = Registration
    people = db.session.execute(
        select(R.meeting_id, R.name, R.organization_name, R.category, R.listing, Person.sort_key)
        .outerjoin(Person, Person.id == R.person_id)
        .where(
            R.meeting_id.in_({each.meeting_id for each in sessions}), R.status == RegistrationStatus.APPROVED
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
    return Names(
        _known(sessions, _unattributed(cycle, records), speakers, people),
        unapproved,
        tuple(name for name in unlisted if fold(name) not in spoke),
        tuple(name for name in unlisted if fold(name) in spoke),
        tuple(name for name in unnamed if " " in name and name not in unlisted),
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
) -> dict[int, KnownNames]:
    """Whom a text could name, for each session in which nobody may be named."""
    directory = db.session.execute(
        select(Organization.name, Organization.acronym).order_by(Organization.name)
    ).all()
    found = {}
    for session in sessions:
        if session.attribution is not Attribution.CHATHAM_HOUSE and session.id not in unattributed:
            continue
        own = [one for one in speakers if one.session_id == session.id]
        present = [each for each in people if each.meeting_id == session.meeting_id]
        # The Office is the host of every session: its name tells nothing of who spoke.
        theirs = [each.organization_name for each in present if each.category is not Category.OHCHR_STAFF]
        every = [*(one.organization for one in own), *(name for name, _ in directory), *theirs]
        found[session.id] = KnownNames(
            tuple(dict.fromkeys(name for one in own for name in one.names)),
            tuple(dict.fromkeys(name for each in present for name in called(each.name, each.sort_key))),
            tuple(dict.fromkeys(org for org in every if org)),
            tuple(acronym for _, acronym in directory if acronym),
        )
    return found


def _unapproved(
    sessions: Iterable[MeetingSession], records: Iterable[RecordFacts], speakers: Sequence[Spoke]
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
