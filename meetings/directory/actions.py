"""Load and correct organizations, enter people, name focal points."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import secrets
from meetings.base.database import db
from meetings.base.refusals import Refused, check_version
from meetings.base.tables import read_rows, read_table
from meetings.directory import queries
from meetings.directory.models import FocalPoint, Instrument, Organization, Person
from meetings.directory.rules import (
    INSTRUMENT_COLUMNS,
    ORGANIZATION_COLUMNS,
    Capacity,
    Designation,
    InstrumentRow,
    OrganizationDraft,
    OrganizationRow,
    Period,
    PersonDraft,
    check_designation,
    check_parent,
    check_person,
    instrument_row,
    organization_rows,
    slug_of,
    sorted_as,
)
from meetings.directory.rules.drafts import check_mailbox

DATA = Path(__file__).parent / "data"
ORGANIZATION_FIELDS = (
    "name", "acronym", "region", "kind", "formalization", "seat_city", "seat_country", "zone",
    "founding_instrument", "year", "website",
)  # fmt: skip
PERSON_FIELDS = ("name", "sort_key", "email", "function", "organization_id", "zone")
FOCAL_POINT_FIELDS = ("person_id", "organization_id", "capacity", "since", "until")
_renaming: dict[str, Callable[[str, str], None]] = {}


@dataclass(frozen=True)
class Loaded:
    """What a file did: rows that are new, rows that follow it, rows that stay as people corrected them."""

    created: int
    updated: int
    kept: int


def load_defaults(actor: Actor) -> Loaded:
    """Load the project's own 78 organizations and its instruments; doing it again changes nothing."""
    text = (DATA / "organizations.csv").read_text(encoding="utf-8")
    rows = read_table(
        (DATA / "instruments.csv").read_text(encoding="utf-8"), INSTRUMENT_COLUMNS, "instruments.csv"
    )
    loaded = load_organizations(actor, text, "organizations.csv")
    there = queries.organizations_by_name(actor)
    read: Callable[[dict[str, str]], InstrumentRow] = lambda row: instrument_row(row, there)  # noqa: E731
    _load_instruments(actor, read_rows(rows, read, "instruments.csv"), there)
    return loaded


def load_organizations(actor: Actor, text: str, name: str) -> Loaded:
    """Load organizations from a CSV file (columns: ORGANIZATION_COLUMNS); BadRow names file, line and column.

    Nothing is written before every row is read. A row that somebody has corrected stays as it is.
    """
    there = queries.organizations_by_name(actor)
    parents = {o.name: o.parent.name if o.parent else "" for o in there.values()}
    rows = organization_rows(read_table(text, ORGANIZATION_COLUMNS, name), name, parents)
    slugs = queries.slugs(actor)
    created = updated = kept = 0
    for row in rows:
        organization = there.get(row.name)
        if organization is None:
            organization = Organization(slug=slug_of(row.name, row.acronym, slugs))
            slugs.add(organization.slug)
            there[row.name] = organization
            db.session.add(organization)
            created += 1
        elif organization.version > 1:
            kept += 1
            continue
        _write(organization, row)
        updated += organization not in db.session.new and db.session.is_modified(organization)
    db.session.flush()  # parents are named by their ids
    for row in rows:
        organization = there[row.name]
        if organization.version == 1:
            organization.parent = there[row.parent] if row.parent else None
    if created:
        audit.record(actor, "load_organizations", "directory", None, None, {"file": name, "created": created})
    return Loaded(created, updated, kept)


def create_organization(actor: Actor, draft: OrganizationDraft) -> Organization:
    """A new organization; Refused when its name is taken or its parent is none."""
    organization = Organization(slug=slug_of(draft.row.name, draft.row.acronym, queries.slugs(actor)))
    organization.demonstration = draft.demonstration
    _apply(actor, organization, draft)
    db.session.add(organization)
    db.session.flush()  # the trail needs its id
    audit.record(actor, "create_organization", "organization", organization.id, None, _values(organization))
    return organization


def edit_organization(
    actor: Actor, organization: Organization, draft: OrganizationDraft, version: int
) -> None:
    """Correct an organization; its address stays. Stale when `version` is no longer the one that stands."""
    # Two editors cannot both see the same version.
    db.session.refresh(organization, with_for_update={"of": Organization})
    check_version(version, organization.version)
    before, called = _values(organization), (organization.name, organization.acronym)
    _apply(actor, organization, draft)
    organization.version += 1
    audit.record(actor, "edit_organization", "organization", organization.id, before, _values(organization))
    for follow in _renaming.values() if (organization.name, organization.acronym) != called else ():
        follow(*called)


def follow_renamed(room: str, follow: Callable[[str, str], None]) -> None:
    """Let a room above know (see `rooms`): it is called with a name and an acronym that the directory has no more."""
    _renaming[room] = follow


def add_person(actor: Actor, draft: PersonDraft) -> Person:
    """Enter a person; Refused when somebody else has the address."""
    person = Person(key=secrets.new_key(), demonstration=draft.demonstration)
    _apply_person(person, draft)
    db.session.add(person)
    db.session.flush()  # the trail needs its id
    after = audit.values_of(person, *PERSON_FIELDS)
    audit.record(actor, "add_person", "person", person.id, None, after)
    return person


def edit_person(actor: Actor, person: Person, draft: PersonDraft, version: int) -> None:
    """Correct a person; Stale when `version` is no longer the one that stands."""
    db.session.refresh(person, with_for_update={"of": Person})
    check_version(version, person.version)
    before = audit.values_of(person, *PERSON_FIELDS)
    _apply_person(person, draft)
    person.version += 1
    audit.record(actor, "edit_person", "person", person.id, before, audit.values_of(person, *PERSON_FIELDS))


def name_focal_point(
    actor: Actor, organization: Organization, person: Person, capacity: Capacity, since: date
) -> FocalPoint:
    """An organization names a person, from a day on; Refused while another one is its primary focal point."""
    # One after the other: the rule reads what stands.
    db.session.refresh(organization, with_for_update={"of": Organization})
    others = [_designation(f) for f in queries.focal_points(actor, organization, whole=True)]
    check_designation(Designation(person.id, person.name, capacity, Period(since)), others)
    focal_point = FocalPoint(
        person=person, organization=organization, capacity=capacity, since=since, until=None
    )
    db.session.add(focal_point)
    db.session.flush()  # the trail needs its id
    after = audit.values_of(focal_point, *FOCAL_POINT_FIELDS)
    audit.record(actor, "name_focal_point", "organization", organization.id, None, after)
    return focal_point


def end_focal_point(actor: Actor, focal_point: FocalPoint, until: date) -> None:
    """End a focal point's period with its last day; the period is kept. Refused before its first day."""
    Period(focal_point.since, until)
    if focal_point.until is not None and until > focal_point.until:
        raise Refused("This period has ended already. Name the person again instead.", field="until")
    before = audit.values_of(focal_point, *FOCAL_POINT_FIELDS)
    focal_point.until = until
    after = audit.values_of(focal_point, *FOCAL_POINT_FIELDS)
    audit.record(actor, "end_focal_point", "organization", focal_point.organization_id, before, after)


def _designation(focal_point: FocalPoint) -> Designation:
    period = Period(focal_point.since, focal_point.until)
    return Designation(focal_point.person_id, focal_point.person.name, focal_point.capacity, period)


def _load_instruments(
    actor: Actor, rows: Sequence[InstrumentRow], organizations: dict[str, Organization]
) -> None:
    there = queries.instruments_by_title(actor)
    for row in rows:
        instrument = there.get(row.title)
        if instrument is None:
            instrument = Instrument(title=row.title)
            db.session.add(instrument)
        instrument.short_title, instrument.year = row.short_title, row.year
        instrument.organization_id = organizations[row.organization].id if row.organization else None
        instrument.open_to_other_regions, instrument.confidence = row.open_to_other_regions, row.confidence


def _write(organization: Organization, row: OrganizationRow) -> None:
    for name in ORGANIZATION_FIELDS:
        setattr(organization, name, row.time_zone if name == "zone" else getattr(row, name))


def _apply(actor: Actor, organization: Organization, draft: OrganizationDraft) -> None:
    """Write a draft that no rule refuses."""
    row = draft.row
    there = queries.organizations_by_name(actor)
    namesake = there.get(row.name)
    if namesake is not None and namesake.id != organization.id:
        raise Refused("There is an organization of this name already.", field="name")
    parents = {o.name: o.parent.name if o.parent else "" for o in there.values() if o.id != organization.id}
    parents[row.name] = row.parent
    check_parent(row.name, row.parent, parents)
    check_mailbox(draft.mailbox, "mailbox")
    _write(organization, row)
    organization.parent = there[row.parent] if row.parent else None
    organization.mailbox, organization.note = draft.mailbox, draft.note


def _values(organization: Organization) -> dict[str, object]:
    parent = organization.parent.name if organization.parent else ""
    return {**audit.values_of(organization, *ORGANIZATION_FIELDS, "mailbox", "note"), "parent": parent}


def _apply_person(person: Person, draft: PersonDraft) -> None:
    check_person(draft)
    email = draft.email.strip().lower() if draft.email else None
    namesake = queries.find_person(email) if email else None
    if namesake is not None and namesake.id != person.id:
        raise Refused("%(name)s has this address already.", field="email", name=namesake.name)
    for name in PERSON_FIELDS:
        setattr(person, name, getattr(draft, name))
    person.email, person.sort_key = email, sorted_as(draft.name, draft.sort_key)
