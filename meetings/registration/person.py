"""What registrations know of a person, with answers, files and the trail of each; what they say beside the record."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from meetings.access.actor import Actor
from meetings.access.models import AuditRow
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.base.words import N_
from meetings.directory import actions as directory
from meetings.directory.models import Organization, Person
from meetings.directory.rules import PersonDraft
from meetings.people.asked import Figure, Knows, Refers, Subject, Told, plain_row
from meetings.people.below import trail_line
from meetings.programme.models import Meeting
from meetings.programme.releases import public_titles
from meetings.questions.models import Answer
from meetings.registration.actions import forget, forget_searches_for, searches_for, withdraw_whatever
from meetings.registration.models import Attendance, Registration
from meetings.registration.rules import STANDING

KIND = "registration"


def _own(subject: Subject) -> ColumnElement[bool]:
    """By account or address: what comes with the record alone may have been a stranger's before a merge."""
    return or_(Registration.account_id.in_(subject.accounts), Registration.email.in_(subject.addresses))


def _of(subject: Subject) -> ColumnElement[bool]:
    """What goes with the person: also, by the record, what no other account has; the office has seen the list."""
    return or_(
        _own(subject),
        and_(Registration.person_id.in_(subject.records), Registration.account_id.is_(None)),
    )


def _ids(subject: Subject) -> list[int]:
    return list(db.session.scalars(select(Registration.id).where(_of(subject))))


def _told(subject: Subject) -> Told:
    rows = db.session.scalars(
        select(Registration)
        .where(_own(subject))
        .options(joinedload(Registration.meeting))
        .order_by(Registration.id)
    ).all()
    ids = [r.id for r in rows]
    answers = db.session.scalars(
        select(Answer)
        .where(Answer.subject_kind == KIND, Answer.subject_id.in_(ids))
        .options(joinedload(Answer.file), joinedload(Answer.question))
        .order_by(Answer.id)
    ).all()
    trail = db.session.scalars(
        select(AuditRow).where(AuditRow.on_kind == KIND, AuditRow.on_id.in_(ids)).order_by(AuditRow.id)
    )
    there = db.session.scalars(
        select(Attendance)
        .where(Attendance.registration_id.in_(ids))
        .order_by(Attendance.registration_id, Attendance.session_id)
    ).all()
    files = [a.file for a in answers if a.file is not None]
    titles = public_titles([a.session_id for a in there])
    return Told(
        {
            # Who decided and who handed a place over are other people.
            "registration": [
                plain_row(r, "decided_by", "instead_of_id", "sent_with") | {"meeting": r.meeting.title}
                for r in rows
            ],
            # Who of the office noted it is another person.
            "attendance": [
                plain_row(a, "noted_by") | {"session": titles.get(a.session_id, "")} for a in there
            ],
            "answer": [plain_row(a) | {"purpose": a.question.purpose} for a in answers],
            "stored_file": [plain_row(f) for f in files],
            "registration_trail": [trail_line(row, subject) for row in trail],
        },
        files,
    )


def _goes(subject: Subject) -> Iterator[Figure]:
    ids = _ids(subject)
    answers = select(func.count()).where(Answer.subject_kind == KIND, Answer.subject_id.in_(ids))
    yield Figure(N_("names on registrations"), len(ids))
    yield Figure(N_("answers"), db.session.scalar(answers) or 0)
    yield Figure(N_("files"), db.session.scalar(answers.where(Answer.file_id.is_not(None))) or 0)
    yield Figure(N_("places at meetings to come, given back first"), len(_to_come(subject)))
    views = searches_for(subject.called.names, subject.called.addresses)
    yield Figure(
        N_("saved views that look for the person"),
        len(views),
        names=tuple(sorted(view.name for view in views)),
    )
    why = N_("They count by group, region, gender and year, without a name.")
    yield Figure(N_("registrations"), len(ids), True, why)


def _to_come(subject: Subject) -> list[Registration]:
    # Meetings in one order for everybody: each is held while its places are counted.
    rows = db.session.scalars(
        select(Registration)
        .where(_of(subject), Registration.status.in_(STANDING))
        .options(joinedload(Registration.meeting))
        .order_by(Registration.meeting_id)
    )
    return [r for r in rows if r.meeting.ends_at > clock.now()]


def _forget(actor: Actor, subject: Subject) -> None:
    for registration in _to_come(subject):
        withdraw_whatever(actor, registration)
    rows = db.session.scalars(
        select(Registration)
        .where(_of(subject))
        .options(joinedload(Registration.meeting))
        .order_by(Registration.meeting_id)
    ).all()
    forget_searches_for(subject.called.names, subject.called.addresses)
    for registration in rows:
        forget(actor, registration)


KNOWS = Knows((Refers(Registration.person_id, N_("registrations")),), _told, _goes, _forget)


@dataclass(frozen=True)
class Differs:
    """A field in which a registration says something else than the record: `said` and `stands` as people read them."""

    field: str
    label: str
    said: str
    stands: str


FIELDS = {
    "name": N_("Name"),
    "function": N_("Function"),
    "organization_id": N_("Organization"),
    "zone": N_("Time zone"),
}


def registrations_of(actor: Actor, person: Person) -> Sequence[Registration]:
    """A person's registrations through the years, the latest meeting first; none for those who see none."""
    if not actor.may(Permission.SEE_REGISTRATIONS):
        return []
    query = (
        select(Registration)
        .join(Registration.meeting)
        .where(Registration.person_id == person.id)
        .options(contains_eager(Registration.meeting), joinedload(Registration.organization))
        .order_by(Meeting.starts_at.desc(), Registration.id.desc())
    )
    seen = actor.scope(Permission.SEE_REGISTRATIONS, "meeting")
    return db.session.scalars(query if seen is None else query.where(Registration.meeting_id.in_(seen))).all()


def registrations_of_asker(actor: Actor, account_id: int | None, email: str) -> Sequence[Registration]:
    """What somebody has registered for who asks for a correction, by account or, without one, by address."""
    if not actor.may(Permission.DECIDE_REGISTRATIONS):
        return []
    theirs = [Registration.account_id == account_id] if account_id is not None else []
    query = (
        select(Registration)
        .join(Registration.meeting)
        .where(or_(*theirs, and_(Registration.account_id.is_(None), Registration.email == email)))
        .where(Registration.forgotten_at.is_(None))
        .options(contains_eager(Registration.meeting))
        .order_by(Meeting.starts_at.desc(), Registration.id.desc())
    )
    seen = actor.scope(Permission.DECIDE_REGISTRATIONS, "meeting")
    return db.session.scalars(query if seen is None else query.where(Registration.meeting_id.in_(seen))).all()


def differences(person: Person, registration: Registration) -> list[Differs]:
    """Where the registration says something else; what it leaves open is no difference."""
    said = {name: getattr(registration, name) for name in FIELDS}
    stands = {name: getattr(person, name) for name in FIELDS}
    shown = {"organization_id": (registration.organization_name, _name(person.organization))}
    return [
        Differs(name, label, *(shown.get(name) or (said[name], stands[name])))
        for name, label in FIELDS.items()
        if said[name] and said[name] != stands[name]
    ]


def _name(organization: Organization | None) -> str:
    return organization.name if organization else ""


def take_into_record(actor: Actor, registration: Registration, field: str, version: int) -> Person:
    """Write one field of the registration into the record. Stale when somebody has corrected it meanwhile."""
    person = db.session.get(Person, registration.person_id) if registration.person_id else None
    if person is None or field not in FIELDS:
        raise NotFound
    names = ("name", "sort_key", "email", "function", "organization_id", "zone", "demonstration")
    draft = PersonDraft(**{name: getattr(person, name) for name in names})
    values = {field: getattr(registration, field)}
    if field == "name":
        values["sort_key"] = ""  # made from the new name
    directory.edit_person(actor, person, replace(draft, **values), version)
    return person
