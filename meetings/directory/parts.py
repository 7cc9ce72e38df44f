"""What rooms above show on the page of a person or an organization, and by what they let people be found."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Select

from meetings.access.actor import Actor
from meetings.directory.models import Organization, Person

# HTML of a section, "" when there is nothing, or nothing for this reader.
Part = Callable[[Actor, Person], str]
_parts: dict[str, Part] = {}


def show_on_person(name: str, part: Part) -> None:
    """Register a room's part (see `rooms`); they stand in this order."""
    _parts[name] = part


def parts_of(actor: Actor, person: Person) -> list[str]:
    """The parts that this reader is shown."""
    return [drawn for part in _parts.values() if (drawn := part(actor, person))]


OrganizationPart = Callable[[Actor, Organization], str]
_organization_parts: dict[str, OrganizationPart] = {}


def show_on_organization(name: str, part: OrganizationPart) -> None:
    """Register what a room shows on the page of an organization (see `rooms`)."""
    _organization_parts[name] = part


def organization_parts_of(actor: Actor, organization: Organization) -> list[str]:
    """The parts that this reader is shown."""
    return [drawn for part in _organization_parts.values() if (drawn := part(actor, organization))]


@dataclass(frozen=True)
class Only:
    """A way to narrow the list of people: what it is called, and the addresses of those who stay."""

    label: str
    addresses: Callable[[], Select[str]]


_only: dict[str, Only] = {}


def narrow_people(code: str, only: Only) -> None:
    """Register a way to narrow the list of people (see `rooms`)."""
    _only[code] = only


def ways_to_narrow() -> Mapping[str, Only]:
    """All of them, by the code in the address."""
    return _only
