"""What this room shows on the page of a person: registrations, and what the latest says beside the record."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.forms import version_sent
from meetings.directory.models import Person
from meetings.people.models import PersonRequest
from meetings.registration import person as people
from meetings.registration.models import Registration
from meetings.registration.queries import registration_for
from meetings.registration.views.feature import feature


def person_part(actor: Actor, person: Person) -> str:
    """For those who see registrations; a focal point sees none of it."""
    if not actor.may(Permission.SEE_REGISTRATIONS):
        return ""
    registrations = people.registrations_of(actor, person)
    latest = max(registrations, key=lambda r: (r.received_at, r.id), default=None)
    return render_template(
        "registration/_person.html",
        person=person,
        registrations=registrations,
        latest=latest,
        differences=people.differences(person, latest) if latest else [],
    )


def request_part(actor: Actor, asked: PersonRequest) -> str:
    """For the office that answers a request for a correction: the registrations, and where each is corrected."""
    found = people.registrations_of_asker(actor, asked.account_id, asked.email)
    return render_template("registration/_asked.html", registrations=found) if found else ""


@feature.change("/registrations/<key>/into-record", Permission.EDIT_PEOPLE, load=registration_for)
def take_into_record(actor: Actor, registration: Registration) -> ResponseReturnValue:
    """One field of a registration is written into the record of its person."""
    version = version_sent(request.form.get("version", ""))
    person = people.take_into_record(actor, registration, request.form.get("field", ""), version)
    flash(_("The record says now what the registration says."), "ok")
    return redirect(url_for("directory.person", key=person.key), 303)
