"""Deleting whose an application was: what is left is a row that counts, by region, gender, outcome and year."""

from collections.abc import Callable, Collection

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload, selectinload

from meetings.access import audit
from meetings.access.models import MailLink
from meetings.base import clock, files
from meetings.base.database import db, wipe_after_commit
from meetings.fellowship.actions.letting_go import documents_go
from meetings.fellowship.models import (
    FellowshipApplication,
    FellowshipFile,
    FellowshipNomination,
    FellowshipOverride,
    FellowshipPast,
)
from meetings.fellowship.rules import APPLICATION_LINK, NOMINATION_LINK, counts_as
from meetings.outbox.actions import forget_mails
from meetings.people.rules.traces import NAMELESS
from meetings.questions.actions import forget_answers

KIND, NOMINATION_KIND = "application", "fellowship_nomination"
Follow = Callable[[Collection[int]], object]
_followers: dict[str, Follow] = {}


def follow_forgotten_applications(room: str, follow: Follow) -> None:
    """Let a room above delete what it keeps of whom these applications are about; it is called with their ids."""
    _followers[room] = follow


def forget_applications(ids: Collection[int]) -> int:
    """Delete whose these applications were, with files, answers, mails, links and the trail's values; how many.

    Those that are forgotten already are passed over. The caller writes the trail.
    """
    rows = db.session.scalars(
        select(FellowshipApplication)
        .where(FellowshipApplication.id.in_(ids), FellowshipApplication.forgotten_at.is_(None))
        .options(
            joinedload(FellowshipApplication.organization),
            joinedload(FellowshipApplication.edition),
            selectinload(FellowshipApplication.files).joinedload(FellowshipFile.file),
            selectinload(FellowshipApplication.nominations).joinedload(FellowshipNomination.letter),
            selectinload(FellowshipApplication.overrides),
        )
        .execution_options(populate_existing=True)
    ).all()
    if not rows:
        return 0
    found = [row.id for row in rows]
    for follow in _followers.values():
        follow(found)
    documents_go([one.id for row in rows for one in row.files])
    nominations = [one for row in rows for one in row.nominations]
    asked = [one.id for one in nominations]
    forget_answers(KIND, found)
    forget_mails({KIND: found})
    forget_mails({NOMINATION_KIND: asked}, unsent=True)  # nobody is asked any more of whom nothing is kept
    names = {row.name for row in rows} | {one.by_name for one in nominations}
    audit.forget({KIND: found, NOMINATION_KIND: asked}, names - {""}, ())
    _use_up(APPLICATION_LINK, found)
    _use_up(NOMINATION_LINK, asked)
    gone = [one.file for row in rows for one in row.files]
    gone += [one.letter for one in nominations if one.letter is not None]
    for one in nominations:
        one.letter_id = None
    for table in (FellowshipFile, FellowshipOverride):
        db.session.execute(
            delete(table)
            .where(table.application_id.in_(found))
            .execution_options(synchronize_session="fetch")
        )
    db.session.flush()  # the rows must not refer to what is let go
    files.let_go(gone)
    for one in nominations:
        blank_nomination(one)
    for row in rows:
        _blank(row)
    db.session.flush()
    wipe_after_commit()
    return len(rows)


def _use_up(purpose: str, ids: Collection[int]) -> None:
    db.session.execute(delete(MailLink).where(MailLink.purpose == purpose, MailLink.subject_id.in_(ids)))


def blank_nomination(one: FellowshipNomination) -> None:
    """Who spoke for the organization is deleted; that it nominated stays."""
    one.by_name, one.by_email, one.reason = "", f"forgotten-{one.id}@example.invalid", ""
    one.version += 1


def _blank(row: FellowshipApplication) -> None:
    if row.organization is not None:
        row.region = row.organization.region
    row.name = row.sort_key = NAMELESS
    row.email = f"forgotten-{row.id}@example.invalid"
    row.organization_id, row.organization_name, row.function = None, "", ""
    row.languages, row.asked_fields, row.late_words, row.zone, row.language = [], [], {}, "", "en"
    row.statement = row.asked_note = row.decided_by = row.decided_reason = row.withdrawn_reason = ""
    row.forgotten_at = clock.now()
    left = counts_as(row.state, row.edition.state)
    if left is not row.state:
        row.state, row.withdrawn_at = left, row.forgotten_at
    row.version += 1


def forget_voices(addresses: Collection[str]) -> int:
    """Delete by name those who spoke for organizations; how many nominations named them."""
    rows = db.session.scalars(
        select(FellowshipNomination).where(FellowshipNomination.by_email.in_(addresses))
    ).all()
    forget_mails({NOMINATION_KIND: [row.id for row in rows]})
    _use_up(NOMINATION_LINK, [row.id for row in rows])
    for row in rows:
        blank_nomination(row)
    db.session.flush()
    return len(rows)


def forget_past(addresses: Collection[str]) -> int:
    """Delete from the list of past fellows; how many."""
    rows = db.session.scalars(select(FellowshipPast).where(FellowshipPast.email.in_(addresses))).all()
    if rows:
        audit.forget({"fellowship_past": [row.id for row in rows]}, {row.name for row in rows}, ())
    for row in rows:
        db.session.delete(row)
    db.session.flush()
    return len(rows)
