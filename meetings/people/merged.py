"""What this room itself keeps of a person: merges, with the values to undo them, and requests."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.words import N_
from meetings.directory.models import PersonAddress
from meetings.people.actions.proving import forget_proofs
from meetings.people.asked import Figure, Knows, Refers, Subject, Told, plain_row
from meetings.people.models import MergeProof, NotSame, PersonMerge, PersonRequest, blank_merge

GONE_ID = PersonMerge.gone["id"].as_integer()
GONE_ACCOUNT = PersonMerge.gone["account_id"].as_integer()
GONE_EMAIL = PersonMerge.gone["email"].as_string()
OFFICE = ("by", "undone_by", "pairs")  # who of the office did it, and other people
# Of a merge into somebody else's record, and of one that is undone, the rest is the other's.
ANOTHERS = (*OFFICE, "kept_id", "before", "after", "moved", "there", "addresses")


def own_records(subject: Subject) -> list[int]:
    """The record, and the one that was the account's or the address's own before it went into another.

    Not what the office merged into the record: it may have been a stranger's.
    """
    went = db.session.scalars(select(GONE_ID).where(_was_own(subject), PersonMerge.undone_at.is_(None)))
    return [*subject.records, *(id_ for id_ in went if id_ is not None)]


def records_of(subject: Subject) -> list[int]:
    """All records whose lines of the trail go with the person: also those that went into the record."""
    went = or_(PersonMerge.kept_id.in_(subject.records), _was_own(subject))
    merged = db.session.scalars(select(GONE_ID).where(went, PersonMerge.undone_at.is_(None)))
    return [*subject.records, *(id_ for id_ in merged if id_ is not None)]


def _was_own(subject: Subject) -> ColumnElement[bool]:
    """The record that went was that of the account, or of the address: it may be in a stranger's by mistake."""
    return or_(
        GONE_ACCOUNT.in_(subject.accounts),
        and_(GONE_ACCOUNT.is_(None), GONE_EMAIL.in_(subject.addresses)),
    )


def _concerns(subject: Subject) -> ColumnElement[bool]:
    """What is kept of a merge belongs to both people of it, also when it is undone."""
    records = records_of(subject)
    return or_(PersonMerge.kept_id.in_(records), GONE_ID.in_(records), _was_own(subject))


def _asked(subject: Subject) -> ColumnElement[bool]:
    return or_(
        PersonRequest.account_id.in_(subject.accounts),
        and_(PersonRequest.person_id.in_(subject.records), PersonRequest.account_id.is_(None)),
    )


def _merge_told(merge: PersonMerge, subject: Subject) -> dict[str, Any]:
    """That records were made one, and of their values only one's own: the other may be a stranger's, by mistake."""
    if merge.id in subject.proven:
        return plain_row(merge, *OFFICE, "moved", "there", "addresses")
    [*sides] = (one for one in subject.unproven if one.merge_id == merge.id)
    if not sides:
        return plain_row(merge, "gone", *ANOTHERS)
    if sides[0].before is not None:  # into somebody else’s record
        return plain_row(merge, *ANOTHERS)
    return plain_row(merge, *OFFICE, "gone", "after", "moved", "there", "addresses")


def _told(subject: Subject) -> Told:
    merged = db.session.scalars(select(PersonMerge).where(_concerns(subject)).order_by(PersonMerge.id))
    asked = db.session.scalars(
        select(PersonRequest).where(
            _asked(subject), PersonRequest.id.not_in(subject.anothers(PersonRequest.person_id))
        )
    )
    proofs = db.session.scalars(
        select(MergeProof).where(
            MergeProof.account_id.in_(subject.accounts), MergeProof.merge_id.in_(subject.proven)
        )
    )
    return Told(
        {
            "merge_proof": [plain_row(p) for p in proofs],
            "person_merge": [_merge_told(m, subject) for m in merged],
            "person_request": [plain_row(r, "answered_by") for r in asked],
        }
    )


def _goes(subject: Subject) -> Iterator[Figure]:
    kept = select(func.count(PersonMerge.id)).where(_concerns(subject), PersonMerge.undone_at.is_(None))
    yield Figure(N_("values kept to undo a merge"), db.session.scalar(kept) or 0)
    asked = db.session.scalar(select(func.count(PersonRequest.id)).where(_asked(subject))) or 0
    why = N_("That something was asked and answered, when and by whom of the office.")
    yield Figure(N_("requests"), asked, True, why)


def _forget(actor: Actor, subject: Subject) -> None:
    requests = list(db.session.scalars(select(PersonRequest.id).where(_asked(subject))))
    audit.forget({"person": records_of(subject), "person_request": requests}, (), subject.accounts)
    merges = list(db.session.scalars(select(PersonMerge).where(_concerns(subject))))
    for merge in merges:
        both = [id_ for id_ in (merge.kept_id, merge.gone.get("id")) if id_ is not None]
        audit.forget_values("person", both, merge.at, merge.undone_at or clock.now())
    forget_proofs([m.id for m in merges])
    blanked = update(PersonMerge).where(PersonMerge.id.in_([m.id for m in merges]))
    db.session.execute(blanked.values(**blank_merge()))
    db.session.execute(delete(PersonAddress).where(PersonAddress.email.in_(subject.addresses)))
    nameless = {"name": "", "email": "", "text": "", "answer": "", "language": "en"}
    db.session.execute(update(PersonRequest).where(_asked(subject)).values(**nameless))


PEOPLE = Knows(
    (
        Refers(PersonMerge.kept_id, N_("earlier merges"), watched=False),
        Refers(PersonRequest.person_id, N_("requests"), watched=False),
        Refers(NotSame.low_id, N_("said not to be the same"), moves=False),
        Refers(NotSame.high_id, N_("said not to be the same"), moves=False),
    ),
    _told,
    _goes,
    _forget,
)
