"""Deleting whose a registration was: what is left is a row that counts, by group, region, gender and meeting."""

from collections.abc import Callable, Collection

from sqlalchemy import String, and_, cast, delete, func, null, select, update

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.access.models import MailLink
from meetings.base import clock
from meetings.base.database import db, wipe_after_commit
from meetings.bulk.actions import forget_rows
from meetings.directory.models import Organization
from meetings.outbox.actions import forget_mails
from meetings.questions.actions import forget_answers
from meetings.questions.models import Answer
from meetings.registration.actions.moving import lock
from meetings.registration.models import Registration
from meetings.registration.post import WRONG_ADDRESS
from meetings.registration.rules import (
    NAMELESS,
    Forgotten,
    Listing,
    RegistrationStatus,
    check_may_be_forgotten,
    nameless_address,
)

KIND = "registration"
Follow = Callable[[Collection[int]], object]
_followers: dict[str, Follow] = {}
LINKS = ("confirm", "offer", "take_over", "join")


def follow_forgetting(room: str, follow: Follow) -> None:
    """Let a room above delete what it keeps of these registrations' people; it is called with their ids."""
    _followers[room] = follow


def forget(actor: Actor, registration: Registration) -> Forgotten:
    """Delete whose this registration was, with answers, files, mails and what the trail held; what went, in figures.

    Refused for a meeting to come unless it was withdrawn, declined or cancelled. Done twice, nothing more goes.
    """
    lock(registration)
    check_may_be_forgotten(registration.status, registration.meeting.ends_at, clock.now())
    gone = forget_registrations([registration.id])
    wipe_after_commit()
    db.session.refresh(registration)
    if gone.registrations:
        audit.record(actor, "forget", KIND, registration.id, None, dict(gone.figures()))
    return gone


def forget_registrations(ids: Collection[int]) -> Forgotten:
    """As `forget`, for many in a fixed number of statements; the caller holds the meeting and writes the trail.

    Those that are forgotten already are passed over.
    """
    rows = db.session.execute(
        select(Registration.id, Registration.name, Registration.account_id).where(
            Registration.id.in_(ids), Registration.forgotten_at.is_(None)
        )
    ).all()
    found = [row.id for row in rows]
    if not found:
        return Forgotten()
    files = select(func.count()).where(
        Answer.subject_kind == KIND, Answer.subject_id.in_(found), Answer.file_id.is_not(None)
    )
    for follow in _followers.values():
        follow(found)
    gone = Forgotten(
        registrations=len(found),
        files=db.session.scalar(files) or 0,
        answers=forget_answers(KIND, found),
        mails=forget_mails({KIND: found, WRONG_ADDRESS: found}),
    )
    forget_rows(KIND, found)
    audit.forget({KIND: found}, {row.name for row in rows}, {row.account_id for row in rows} - {None})
    db.session.execute(delete(MailLink).where(MailLink.purpose.in_(LINKS), MailLink.subject_id.in_(found)))
    _blank(found)
    return gone


def _blank(ids: Collection[int]) -> None:
    region = (
        select(Organization.region).where(Organization.id == Registration.organization_id).scalar_subquery()
    )
    before, after = nameless_address(0).split("0")
    # An alternate who took the place over was let in by the one who gave it, whatever the name of that day.
    took_over = and_(Registration.instead_of_id.in_(ids), Registration.status == RegistrationStatus.APPROVED)
    db.session.execute(update(Registration).where(took_over).values(decided_by=""))
    db.session.execute(
        update(Registration)
        .where(Registration.id.in_(ids))
        .values(
            name=NAMELESS,
            sort_key=NAMELESS,
            email=before + cast(Registration.id, String) + after,
            function="",
            organization_name="",
            region=region,
            organization_id=null(),
            person_id=null(),
            account_id=null(),
            languages=[],
            listing=Listing.NONE,
            zone="",
            language="en",
            sent_with=null(),
            decided_by="",
            forgotten_at=clock.now(),
            version=Registration.version + 1,
        )
        .execution_options(synchronize_session=False)
    )
