"""The values of records as people read them."""

from typing import Any

from meetings.access.queries import get_account
from meetings.directory.models import Person
from meetings.people.rules import CHOSEN


def shown_values(kept: Person, gone: Person) -> tuple[dict[str, str], dict[str, str]]:
    """Both records, field by field: the organization by its name, the account by its address."""
    return _shown(kept), _shown(gone)


def _shown(person: Person) -> dict[str, str]:
    values: dict[str, Any] = {name: getattr(person, name) for name in CHOSEN}
    values["organization_id"] = person.organization.name if person.organization else ""
    values["account_id"] = get_account(person.account_id).email if person.account_id else ""
    return {name: value or "" for name, value in values.items()}
