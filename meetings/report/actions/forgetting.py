"""The house loses a name: which versions of paragraphs named somebody, though they may not, is remembered without it.

Until then they were held back for the name that stands in them, and nobody could find that again (SAFETY).
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import cache

from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.base.database import db
from meetings.directory.models import Person
from meetings.directory.rules import called
from meetings.mandate.models import Cycle
from meetings.outcomes.following import may_have_been_in
from meetings.outcomes.rules import KnownNames, fold, known_in
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.queries import kept_with
from meetings.programme.rules import Attribution
from meetings.record.rules.names import Index
from meetings.registration.models import Registration
from meetings.registration.rules import Category, Listing
from meetings.report import queries
from meetings.report.actions.silencing import Lost, silence
from meetings.report.models import Report, ReportParagraph, ReportParagraphVersion
from meetings.report.rules import Sources, names_somebody


def registrations_forgotten(ids: Collection[int]) -> None:
    """Whose these registrations were is deleted now: until then the sources know their names."""
    R = Registration
    rows = db.session.execute(
        select(R.name, R.organization_name, Person.sort_key, Meeting.cycle_id)
        .join(R.meeting)
        .outerjoin(Person, Person.id == R.person_id)
        .where(R.id.in_(ids), Meeting.cycle_id.is_not(None))
        .order_by(R.id)
    ).all()
    for number in sorted({row.cycle_id for row in rows}):
        of = [row for row in rows if row.cycle_id == number]
        names = tuple(name for row in of for name in called(row.name, row.sort_key))
        told = KnownNames(names, (), tuple(row.organization_name for row in of))
        _remember(db.session.get(Cycle, number), told)


def registration_lost(
    registration: Registration, name: str, organization: str, left: MeetingSession | None
) -> None:
    """Of this registration nobody is known any more by that name and organization: withdrawn, or corrected."""
    person = db.session.get(Person, registration.person_id) if registration.person_id else None
    host = registration.category is Category.OHCHR_STAFF  # its name tells nothing of who spoke
    names = called(name, person.sort_key if person else None)
    wants_none = registration.listing is not Listing.NAME
    told = KnownNames(names, (), () if host else (organization,))

    def widened(sources: Sources) -> Sources:
        unlisted = tuple(each for each in names if wants_none and " " in each)
        absent = replace(told, speakers=(), participants=names)  # the family name alone may be a word
        known = {
            each.id: told if may_have_been_in(each, registration, left) else absent
            for each in registration.meeting.sessions
            if each.id in sources.known
        }
        return replace(sources, known=_with(sources.known, known), unlisted=(*sources.unlisted, *unlisted))

    _remember(registration.meeting.cycle, told, widened)


def left_the_list(session: MeetingSession, whom: Collection[tuple[str, str]]) -> None:
    """These stand on the list of speakers of a session, or in its programme, no more: by name and organization."""
    sessions = {session.id, kept_with(session).id}

    def widened(sources: Sources) -> Sources:
        approved = queries.approvals(sessions, sources.records)
        without = [
            both for both in whom if not {(of, fold(name)) for of in sessions for name in both} & approved
        ]
        asked = [
            of
            for of, each in sources.sessions.items()
            if of in sessions and each.attribution is Attribution.ON_APPROVAL
        ]
        unnamed = whom if sessions & sources.known.keys() else without if asked else ()
        heard = {of: tuple(name for name, _of in whom) for of in sessions & sources.known.keys()}
        return replace(
            sources,
            known=_with(sources.known, dict.fromkeys(sessions, _told(whom))),
            heard={of: (*names, *heard.get(of, ())) for of, names in sources.heard.items()},
            spoke_unnamed=(
                *sources.spoke_unnamed,
                *(name for name, _of in unnamed if " " in name and fold(name) not in sources.spoke_named),
            ),
            unapproved={
                **sources.unapproved,
                **_with(dict.fromkeys(asked, _told(without)), sources.unapproved),
            },
        )

    _remember(session.meeting.cycle, _told(whom), widened)


def organization_renamed(name: str, acronym: str) -> None:
    """The directory has an organization no more by this name and this acronym."""
    told = KnownNames((), (), (name,), (acronym,) if acronym else ())
    for cycle in db.session.scalars(select(Cycle).join(Report, Report.cycle_id == Cycle.id)):
        _remember(cycle, told, lambda sources: _told_anywhere(sources, told))


def _told_anywhere(sources: Sources, told: KnownNames) -> Sources:
    return replace(sources, known=_with(sources.known, dict.fromkeys(sources.known, told)))


def _told(whom: Collection[tuple[str, str]]) -> KnownNames:
    return KnownNames(tuple(name for name, _of in whom), (), tuple(of for _name, of in whom if of))


def _with(known: Mapping[int, KnownNames], more: Mapping[int, KnownNames]) -> dict[int, KnownNames]:
    """Whom texts of these sessions could name, and those as well."""
    return {
        of: KnownNames(
            (*one.speakers, *more[of].speakers),
            (*one.participants, *more[of].participants),
            (*one.organizations, *more[of].organizations),
            (*one.acronyms, *more[of].acronyms),
        )
        if of in more
        else one
        for of, one in known.items()
    }


def _remember(
    cycle: Cycle | None, told: KnownNames, widened: Callable[[Sources], Sources] = lambda sources: sources
) -> None:
    """Note which versions of the cycle's paragraphs name one of those told, though the `widened` sources forbid it.

    What names them beside a paragraph is shown to nobody already, and is kept no more.
    """
    draft = queries.find_report(cycle) if cycle is not None else None
    if draft is None:
        return
    db.session.flush()  # who is known still is asked of the database
    index = Index(told)
    lost = Lost(
        lambda text: bool(known_in(text, index.likely_in(text))),
        cache(lambda: widened(queries.gather(OPERATOR, draft.cycle))),
    )
    _in_versions(draft, lost)
    silence(draft, lost)


def _in_versions(draft: Report, lost: Lost) -> None:
    V = ReportParagraphVersion
    read = db.session.execute(
        select(V.paragraph_id, V.number, V.text, V.items)
        .join(V.paragraph)
        .where(ReportParagraph.report_id == draft.id)
    ).all()
    naming = [each for each in read if lost.named("\n".join((each.text, *(each.items or ()))))]
    rows = {row.id: row for row in draft.paragraphs}
    for each in naming:
        row = rows[each.paragraph_id]
        said = replace(row.kept, text=each.text, items=tuple(each.items or ()), taken=(), version=0)
        if each.number > row.named_at and names_somebody(said, lost.sources()):
            row.named_at = each.number
