"""What this room shows on the page of a person: where they spoke, and whose rapporteur they were."""

from flask import render_template

from meetings.access.actor import Actor
from meetings.directory.models import Person
from meetings.programme.person import roles_of


def person_part(actor: Actor, person: Person) -> str:
    """For everybody who sees the person; of meetings that are not public only for those who see these."""
    roles = roles_of(actor, person)
    return render_template("programme/_person.html", roles=roles) if roles else ""
