"""How a meeting takes registrations: its waiting list, its deadlines, the places of groups and organizations."""

from collections.abc import Mapping
from datetime import date, datetime, time

from sqlalchemy import select

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.refusals import Refused, check_version
from meetings.base.zones import wall_to_utc
from meetings.directory.models import Organization
from meetings.programme.models import Meeting
from meetings.registration.actions.moving import lock_meeting
from meetings.registration.actions.waiting import offer_free_places
from meetings.registration.models import PlaceLimit
from meetings.registration.queries import find_organization_named, terms_of
from meetings.registration.rules import Category, TermsDraft

LAST_MINUTE = time(23, 59)


def set_terms(actor: Actor, meeting: Meeting, draft: TermsDraft, version: int) -> None:
    """Set them; what has become free by it is offered at once. Lowered places take nobody's away."""
    lock_meeting(meeting)
    terms = terms_of(meeting)
    check_version(version, terms.version)
    closes = _end_of(draft.changes_close)
    before = audit.values_of(terms, "waiting_list", "offers_by_itself", "reply_hours", "changes_close")
    terms.waiting_list, terms.offers_by_itself = draft.waiting_list, draft.offers_by_itself
    terms.reply_hours, terms.changes_close = draft.reply_hours, closes
    terms.changes_close_at = closes and wall_to_utc(closes, meeting.zone, "changes_close")
    terms.version += 1
    db.session.add(terms)
    after = audit.values_of(terms, "waiting_list", "offers_by_itself", "reply_hours", "changes_close")
    before_limits, after_limits = _set_category_limits(meeting, draft.categories)
    audit.record(actor, "set_terms", "meeting", meeting.id, before | before_limits, after | after_limits)
    offer_free_places(meeting)


def _end_of(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, LAST_MINUTE)


def _set_category_limits(
    meeting: Meeting, wanted: Mapping[Category, int]
) -> tuple[dict[str, int | None], dict[str, int | None]]:
    rows = db.session.scalars(
        select(PlaceLimit).where(PlaceLimit.meeting_id == meeting.id, PlaceLimit.category.is_not(None))
    )
    there = {row.category: row for row in rows if row.category is not None}
    before: dict[str, int | None] = {}
    after: dict[str, int | None] = {}
    for category in Category:
        row, places = there.get(category), wanted.get(category)
        was = row.places if row else None
        if places == was:
            continue
        before[category.value], after[category.value] = was, places
        if places is None:
            db.session.delete(row)
        elif row is None:
            db.session.add(PlaceLimit(meeting_id=meeting.id, category=category, places=places))
        else:
            row.places = places
    return before, after


def limit_organization(actor: Actor, meeting: Meeting, written: str, places: int | None) -> Organization:
    """The most places for an organization of the directory (by name or acronym); None: not counted any more."""
    organization = find_organization_named(written)
    if organization is None:
        raise Refused("The directory has no organization of that name.", field="organization")
    limit_places(actor, meeting, organization, places)
    return organization


def limit_places(actor: Actor, meeting: Meeting, organization: Organization, places: int | None) -> None:
    """The most places for this organization; what has become free by it is offered at once."""
    lock_meeting(meeting)
    row = db.session.scalar(
        select(PlaceLimit).where(
            PlaceLimit.meeting_id == meeting.id, PlaceLimit.organization_id == organization.id
        )
    )
    before = {"organization": organization.name, "places": row and row.places}
    if row is not None and places is None:
        db.session.delete(row)
    elif row is not None and places is not None:
        row.places = places
    elif places is not None:
        db.session.add(PlaceLimit(meeting_id=meeting.id, organization_id=organization.id, places=places))
    after = {"organization": organization.name, "places": places}
    audit.record(actor, "limit_organization", "meeting", meeting.id, before, after)
    db.session.flush()  # what is free is counted from the rows
    offer_free_places(meeting)
