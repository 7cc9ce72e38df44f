"""Files on their way in, and who is there already."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import files
from meetings.base.database import db
from meetings.base.file_kinds import FileKind
from meetings.base.refusals import NotFound
from meetings.bulk.models import BulkAct, BulkRow
from meetings.bulk.queries import act_for
from meetings.bulk.rules import ActState, Outcome
from meetings.imports.models import RegistrationImport
from meetings.imports.rules import (
    TAKEN,
    Delimiter,
    Encoding,
    Seen,
    Table,
    Twin,
    decoded,
    folded,
    read_csv,
    read_sheet,
)
from meetings.programme.models import Meeting
from meetings.questions.queries import form_of
from meetings.questions.rules import Asked
from meetings.registration.models import Registration
from meetings.registration.queries import organization_names
from meetings.registration.rules import RegistrationStatus

KIND = "import_registrations"


def import_for(actor: Actor, slug: str, key: str) -> RegistrationImport:
    """A file on its way in, for whoever decides on registrations of its meeting; else NotFound."""
    found = db.session.scalar(
        select(RegistrationImport)
        .join(RegistrationImport.meeting)
        .where(RegistrationImport.key == key, Meeting.slug == slug)
        .options(joinedload(RegistrationImport.meeting), joinedload(RegistrationImport.file))
    )
    if found is None or not actor.may(Permission.DECIDE_REGISTRATIONS, found.meeting):
        raise NotFound
    return found


def imports_of(actor: Actor, meeting: Meeting) -> Sequence[RegistrationImport]:
    """The files of a meeting that are still on their way in, the newest first."""
    if not actor.may(Permission.DECIDE_REGISTRATIONS, meeting):
        raise NotFound
    return db.session.scalars(
        select(RegistrationImport)
        .where(RegistrationImport.meeting_id == meeting.id)
        .options(joinedload(RegistrationImport.file), joinedload(RegistrationImport.act))
        .order_by(RegistrationImport.id.desc())
        .limit(20)
    ).all()


def acts_of(actor: Actor, meeting: Meeting) -> Sequence[BulkAct]:
    """What was taken in from files, the newest first."""
    if not actor.may(Permission.DECIDE_REGISTRATIONS, meeting):
        raise NotFound
    return db.session.scalars(
        select(BulkAct)
        .where(
            BulkAct.kind == KIND,
            BulkAct.on_kind == "meeting",
            BulkAct.on_id == meeting.id,
            BulkAct.state != ActState.PLANNED,
        )
        .order_by(BulkAct.id.desc())
        .limit(20)
    ).all()


def table_in(found: RegistrationImport) -> Table:
    """What the file holds, read as was said; Refused when it cannot be read so."""
    content, told = files.content_of(found.file), found.settings
    if found.file.kind is FileKind.XLSX:
        return read_sheet(content, told["sheet"])
    return read_csv(decoded(content, Encoding(told["encoding"])), Delimiter(told["delimiter"]))


def questions_to_fill(actor: Actor, meeting: Meeting) -> list[Asked]:
    """The meeting's own questions that a cell can answer."""
    return [q for q in form_of("meeting", meeting.id).questions if q.kind in TAKEN]


def needed_but_not_taken(actor: Actor, meeting: Meeting, mapping: Sequence[str]) -> list[str]:
    """Wordings of the questions that the form demands and the table does not answer."""
    return [
        q.wording
        for q in form_of("meeting", meeting.id).questions
        if q.required and f"q{q.id}" not in mapping
    ]


# Into the form, which nobody has confirmed, anybody may have written any address.
THERE = Registration.status != RegistrationStatus.UNCONFIRMED


def seen_of(meeting: Meeting) -> Seen:
    """Who is registered, whatever became of it, for comparing; in two statements."""
    directory = {folded(word): number for number, *words in organization_names() for word in words if word}
    seen = Seen(directory)
    rows = db.session.execute(
        select(Registration.id, Registration.email, Registration.name, Registration.organization_name).where(
            Registration.meeting_id == meeting.id, Registration.forgotten_at.is_(None), THERE
        )
    )
    for number, email, name, organization in rows:
        seen.add(email, name, organization, Twin(name, None, number, sure=False))
    return seen


# no actor: addresses to compare with, for whoever holds the act
def addresses_of(meeting: Meeting) -> frozenset[str]:
    """The addresses that are registered."""
    return frozenset(
        db.session.scalars(select(Registration.email).where(Registration.meeting_id == meeting.id, THERE))
    )


@dataclass(frozen=True)
class Begun:
    """An act that takes people in from a file, of this meeting."""

    meeting: Meeting
    act: BulkAct

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return self.meeting.scopes()


def act_of_import_for(actor: Actor, slug: str, act_key: str) -> Begun:
    """An import of that meeting, shown or begun; else NotFound."""
    act = act_for(actor, act_key)
    meeting = db.session.scalar(select(Meeting).where(Meeting.slug == slug))
    if meeting is None or (act.kind, act.on_kind, act.on_id) != (KIND, "meeting", meeting.id):
        raise NotFound
    return Begun(meeting, act)


# no actor: whoever holds the act may see its rows
def rows_left(act: BulkAct) -> Sequence[BulkRow]:
    """The lines that were not taken in; of an act that is only shown, all."""
    query = select(BulkRow).where(BulkRow.act_id == act.id).order_by(BulkRow.position)
    if act.state is not ActState.PLANNED:
        query = query.where(BulkRow.outcome == Outcome.REFUSED)
    return db.session.scalars(query).all()
