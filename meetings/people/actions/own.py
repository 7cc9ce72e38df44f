"""What people do to their own record without asking anybody."""

from dataclasses import dataclass

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.access.queries import get_account
from meetings.base.database import db
from meetings.base.refusals import NotFound, Refused, check_version
from meetings.base.zones import known_zone
from meetings.directory.models import Person
from meetings.directory.queries import find_own_person
from meetings.directory.rules import sorted_as


@dataclass(frozen=True)
class SelfDraft:
    """What people say of themselves; `zone` "": not known."""

    name: str
    function: str
    zone: str


def correct_self(actor: Actor, draft: SelfDraft, version: int) -> None:
    """Correct one's name, function and time zone, in the record and the account; registrations keep their day's words.

    Stale when the office has changed the record meanwhile (`version`; 0: there is no record).
    """
    if actor.account_id is None:
        raise NotFound
    if not draft.name.strip():
        raise Refused("Write your name as you write it yourself.", field="name")
    if draft.zone:
        known_zone(draft.zone, "zone")
    account = get_account(actor.account_id)
    before = audit.values_of(account, "name", "zone")
    account.name, account.zone = draft.name, draft.zone or None
    after = audit.values_of(account, "name", "zone")
    audit.record(actor, "correct_self", "account", account.id, before, after)
    person = find_own_person(actor)
    if person is not None:
        _correct(actor, person, draft, version)


def _correct(actor: Actor, person: Person, draft: SelfDraft, version: int) -> None:
    db.session.refresh(person, with_for_update={"of": Person})
    check_version(version, person.version)
    names = ("name", "sort_key", "function", "zone")
    before = audit.values_of(person, *names)
    if person.name != draft.name:
        person.sort_key = sorted_as(draft.name)
    person.name, person.function, person.zone = draft.name, draft.function, draft.zone
    if before != audit.values_of(person, *names):
        person.version += 1
        audit.record(actor, "correct_self", "person", person.id, before, audit.values_of(person, *names))


def note_copy(actor: Actor, files: int) -> None:
    """Note on the trail that somebody took a copy of their data."""
    audit.record(actor, "take_copy", "account", actor.account_id, None, {"files": files})
