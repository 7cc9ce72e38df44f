"""Asking organizations for their updates, and reminding those that have not told anything."""

from collections.abc import Callable, Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.agenda import letters, post
from meetings.agenda.actions.keeping import forget_addressees
from meetings.agenda.models import AgendaTerms, OrganizationUpdate, UpdateAddressee
from meetings.agenda.queries import find_terms, terms_of, voices_of
from meetings.agenda.rules import check_due, check_reminder, update_state, why_shut
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused, check_version
from meetings.directory.models import Organization
from meetings.invitations.queries.speaking import Voice
from meetings.letters.rules import LetterKind
from meetings.outbox.actions import Many, begin_batch, held_for
from meetings.programme.actions.noticed import hold
from meetings.programme.models import Meeting
from meetings.programme.rules import check_not_closed

TERMS = ("due", "words", "note")
Speaking = Sequence[tuple[Voice, str]]


def set_terms(actor: Actor, meeting: Meeting, terms: AgendaTerms, version: int) -> None:
    """Until when updates are due, how long they should be, what they should tell."""
    hold(meeting)
    check_not_closed(meeting.status)
    stands = find_terms(meeting)
    check_version(version, stands.version if stands else 0)
    was = stands.due_at if stands else None
    check_due(terms.due_at, meeting.starts_at, clock.now(), was)
    before = audit.values_of(stands or terms_of(meeting), *TERMS)
    row = stands or AgendaTerms(meeting_id=meeting.id, version=0)
    row.due, row.due_at, row.words, row.note = terms.due, terms.due_at, terms.words, terms.note
    row.version += 1
    db.session.add(row)
    audit.record(actor, "set_update_terms", "meeting", meeting.id, before, audit.values_of(row, *TERMS))


def ask_many(actor: Actor, meeting: Meeting, ids: Collection[int]) -> Many:
    """Ask these organizations, each at all who speak for it today; the mails are held until they are read."""
    hold(meeting)
    _check_open(meeting)
    organizations = db.session.scalars(
        select(Organization).where(Organization.id.in_(ids)).order_by(Organization.name)
    ).all()
    speak = voices_of([one.id for one in organizations])
    asked = {
        row.organization_id: row
        for row in db.session.scalars(
            select(OrganizationUpdate).where(OrganizationUpdate.meeting_id == meeting.id)
        )
    }

    def ask(done: Many) -> None:
        for one in organizations:
            if one.id in asked:
                done.left_out.append((one.name, Refused("This organization was asked already.")))
                continue
            if not speak[one.id]:
                done.left_out.append((one.name, Refused("Nobody speaks for this organization today.")))
                continue
            row = OrganizationUpdate(meeting=meeting, organization=one)
            db.session.add(row)
            db.session.flush()  # its addressees and the trail need its id
            done.number += _write(row, speak[one.id], letters.ASK_UPDATE)
            audit.record(actor, "ask_update", "organization_update", row.id, None, {"organization": one.name})

    return _held(actor, "Updates: %(meeting)s", meeting, ask)


def remind_many(actor: Actor, meeting: Meeting) -> Many:
    """Remind all organizations that have told nothing, but none twice within a day; the mails are held."""
    hold(meeting)
    _check_open(meeting)
    rows = _rows(meeting)
    speak = voices_of([row.organization_id for row in rows])

    def remind_all(done: Many) -> None:
        for row in rows:
            if row.sent_at is not None:
                continue
            try:
                done.number += _remind(actor, row, speak[row.organization_id])
            except Refused as no:
                done.left_out.append((row.organization.name, no))

    return _held(actor, "Reminders of updates: %(meeting)s", meeting, remind_all)


def remind(actor: Actor, update: OrganizationUpdate) -> int:
    """Remind one organization, at once; how many were written to."""
    hold(update.meeting)
    db.session.refresh(update)
    return _remind(actor, update, voices_of([update.organization_id])[update.organization_id])


def remove(actor: Actor, update: OrganizationUpdate) -> None:
    """No longer ask an organization that has told nothing; whoever opens a link is told so."""
    hold(update.meeting)
    db.session.refresh(update)
    check_not_closed(update.meeting.status)
    if update.sent_at is not None:
        raise Refused("This organization has sent its update. It is a part of the agenda.")
    name = {"organization": update.organization.name}
    audit.record(actor, "remove_update", "organization_update", update.id, name, None)
    post.discard([one.id for one in update.addressees])
    forget_addressees([one.id for one in update.addressees])
    db.session.expire(update)
    db.session.delete(update)


def _remind(actor: Actor, update: OrganizationUpdate, speak: Speaking) -> int:
    meeting, now = update.meeting, clock.now()
    state = update_state(update.sent_at, terms_of(meeting).due_at, now)
    shut = why_shut(True, True, meeting.status, meeting.starts_at, now)
    check_reminder(state, max((one.written_at for one in update.addressees), default=None), shut, now)
    if not speak:
        raise Refused("Nobody speaks for this organization today.")
    number = _write(update, speak, letters.REMIND_UPDATE)
    audit.record(
        actor, "remind", "organization_update", update.id, None, {"letter": letters.REMIND_UPDATE.label}
    )
    return number


def _write(update: OrganizationUpdate, speak: Speaking, kind: LetterKind) -> int:
    """A letter to each who speaks for the organization today; who no longer does gets none, and their link is shut."""
    known = {one.email: one for one in update.addressees}
    for voice, zone in speak:
        to = known.get(voice.email)
        if to is None:
            to = UpdateAddressee(update=update, email=voice.email, name=voice.name)
            db.session.add(to)
        to.name, to.zone, to.written_at = voice.name, zone, clock.now()
        db.session.flush()  # its link needs the id
        post.send_link(to, kind)
    return len(speak)


def _rows(meeting: Meeting) -> Sequence[OrganizationUpdate]:
    return db.session.scalars(
        select(OrganizationUpdate)
        .where(OrganizationUpdate.meeting_id == meeting.id)
        .options(joinedload(OrganizationUpdate.organization))
        .order_by(OrganizationUpdate.id)
    ).all()


def _check_open(meeting: Meeting) -> None:
    shut = why_shut(True, True, meeting.status, meeting.starts_at, clock.now())
    if shut is not None:
        raise Refused(shut.label)


def _held(actor: Actor, title: str, meeting: Meeting, do: Callable[[Many], None]) -> Many:
    batch, done = begin_batch(title % {"meeting": meeting.title}, actor.name), Many()
    with held_for(batch):
        do(done)
    if done.number:
        done.batch = batch.key
    else:
        db.session.delete(batch)
    return done
