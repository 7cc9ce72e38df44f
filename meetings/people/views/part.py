"""What this room shows on the page of a person: mails, earlier merges, and the way to a merge."""

from flask import render_template

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.directory.models import Person
from meetings.people import queries


def person_part(actor: Actor, person: Person) -> str:
    """For the office; a focal point sees none of it."""
    if not actor.may(Permission.EDIT_PEOPLE):
        return ""
    return render_template(
        "people/_person.html",
        person=person,
        merges=queries.merges_of(actor, person),
        not_same=queries.not_same_for(actor, person),
        mails=queries.mails_of(actor, person) if actor.may(Permission.SEE_OUTBOX) else [],
    )
