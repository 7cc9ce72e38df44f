"""What records of sessions know of a person: interventions under their name."""

from collections.abc import Iterator

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.words import N_
from meetings.people.asked import Figure, Knows, Subject, Told, plain_row
from meetings.programme.models import Speaker
from meetings.programme.releases import public_titles
from meetings.record.actions import forget_speakers
from meetings.record.models import RecordParagraph
from meetings.registration.models import Registration

OF_OTHERS = ("written_by", "key", "mark", "position")


def _rows(subject: Subject) -> list[RecordParagraph]:
    """From the floor by the registration, else by the role in the session; a name alone is nobody's in particular."""
    registered = select(Registration.id).where(
        or_(
            Registration.account_id.in_(subject.accounts),
            Registration.email.in_(subject.addresses),
            Registration.person_id.in_(subject.records) & Registration.account_id.is_(None),
        )
    )
    in_a_role = select(Speaker.id).where(
        Speaker.person_id.in_(subject.records), Speaker.id.not_in(subject.anothers(Speaker.person_id))
    )
    query = (
        select(RecordParagraph)
        .where(
            or_(
                RecordParagraph.registration_id.in_(registered),
                RecordParagraph.speaker_id.in_(in_a_role),
            )
        )
        .options(joinedload(RecordParagraph.session))
        .order_by(RecordParagraph.session_id, RecordParagraph.position, RecordParagraph.id)
    )
    return list(db.session.scalars(query))


def _told(subject: Subject) -> Told:
    rows = _rows(subject)
    titles = public_titles([row.session_id for row in rows])
    told = [plain_row(row, *OF_OTHERS) | {"session": titles.get(row.session_id, "")} for row in rows]
    return Told({"record_paragraph": told})


def _goes(subject: Subject) -> Iterator[Figure]:
    rows = _rows(subject)
    floor = [row for row in rows if row.speaker_id is None]
    yield Figure(N_("names with what was said from the floor"), len(floor))
    why = N_("Who spoke in a role of the programme is public, and part of the permanent record.")
    yield Figure(N_("interventions in a role of the programme"), len(rows) - len(floor), True, why)


def _forget(actor: Actor, subject: Subject) -> None:
    forget_speakers([row.id for row in _rows(subject) if row.speaker_id is None])


KNOWS = Knows((), _told, _goes, _forget)
