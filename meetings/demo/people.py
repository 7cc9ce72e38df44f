"""The demonstration's organizations, people, focal points and accounts."""

from dataclasses import dataclass, field
from datetime import date

from meetings.access import actions as access
from meetings.access.actor import Actor
from meetings.access.models import Account
from meetings.access.permissions import Role
from meetings.base.tables import Row
from meetings.demo.files import table
from meetings.directory import actions as directory
from meetings.directory.models import Organization, Person
from meetings.directory.rules import (
    ORGANIZATION_COLUMNS,
    Capacity,
    OrganizationDraft,
    PersonDraft,
    organization_row,
)


@dataclass
class Cast:
    """Who is who, by the keys of the files; `organization_names` also has those outside the directory."""

    organization_names: dict[str, str] = field(default_factory=dict)
    organizations: dict[str, Organization] = field(default_factory=dict)
    people: dict[str, Row] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)


def load_cast(actor: Actor) -> Cast:
    """Everybody who appears, entered through the same verbs as anybody else."""
    cast = Cast(people={row["key"]: row for row in table("people")})
    # Parents first: an organization can only lie in one that is there.
    for row in sorted(table("organizations"), key=lambda row: row["parent"] != ""):
        cast.organization_names[row["key"]] = row["name"]
        if row["directory"] == "yes":
            cells = {column: row.get(column, "") for column in ORGANIZATION_COLUMNS}
            cells["parent"] = cast.organization_names.get(row["parent"], "")
            draft = OrganizationDraft(organization_row(cells), mailbox=row["mailbox"], demonstration=True)
            cast.organizations[row["key"]] = directory.create_organization(actor, draft)
    for key, row in cast.people.items():
        organization = cast.organizations.get(row["organization"])
        cast.persons[key] = directory.add_person(
            actor,
            PersonDraft(
                name=row["name"],
                sort_key=row["sort_key"],
                email=row["email"],
                function=row["function"],
                organization_id=organization.id if organization else None,
                zone=row["zone"],
                demonstration=True,
            ),
        )
    _name_focal_points(actor, cast)
    _make_accounts(actor, cast)
    return cast


def _name_focal_points(actor: Actor, cast: Cast) -> None:
    # In the order of time: a period that has ended must be ended before the next one begins.
    for row in sorted(table("focal_points"), key=lambda row: row["from"]):
        named = directory.name_focal_point(
            actor,
            cast.organizations[row["organization"]],
            cast.persons[row["person"]],
            Capacity(row["role"]),
            day(row["from"]),
        )
        if row["to"]:
            directory.end_focal_point(actor, named, day(row["to"]))


def _make_accounts(actor: Actor, cast: Cast) -> None:
    """Accounts with the roles that are held everywhere or on an organization; sessions come later."""
    for row in table("accounts"):
        key, person = row["person"], cast.people[row["person"]]
        if key not in cast.accounts:
            account = access.make_account(actor, person["email"], person["name"], demonstration=True)
            account.zone = person["zone"]
            cast.accounts[key] = account
            cast.persons[key].account_id = account.id
        role = Role(row["role"])
        if role is not Role.RAPPORTEUR:
            on = cast.organizations[row["on"]].id if row["on"] else None
            access.give_role(actor, cast.accounts[key], role, on, since=day(row["from"]))


def day(text: str) -> date:
    """A day of a file; the demonstration's days are written in ISO 8601."""
    return date.fromisoformat(text)
