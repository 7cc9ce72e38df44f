"""The directory: organizations, people, focal points."""

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.access.routes import Feature
from meetings.base import clock
from meetings.base.forms import Form
from meetings.base.refusals import Refused, Stale
from meetings.directory import actions, queries
from meetings.directory.forms import (
    EndForm,
    FilterForm,
    FocalPointForm,
    OrganizationForm,
    PersonForm,
    differences,
    organization_values,
    person_values,
)
from meetings.directory.models import FocalPoint, Organization, Person
from meetings.directory.parts import organization_parts_of, parts_of, ways_to_narrow
from meetings.directory.rules import Capacity, Period, tenures

feature = Feature("directory", __name__)
FILTERS = ("q", "region", "kind", "formalization", "country", "focal")


def _page(template: str, form: Form, **given: Any) -> ResponseReturnValue:
    status = 422 if request.method == "POST" else 200
    return make_response(render_template(template, form=form, **given), status)


@feature.page("/organizations", Permission.SEE_DIRECTORY)
def organizations(actor: Actor) -> ResponseReturnValue:
    form = FilterForm(request.args)
    form.offer(queries.countries(actor))
    wanted = form.wanted(request.args.get("sort", "name"), request.args.get("page", "1"))
    found = queries.organizations(actor, wanted, clock.now().date())
    shown = {name: str(getattr(wanted, name) or "") for name in FILTERS}
    args: dict[str, Any] = {name: value for name, value in shown.items() if value}
    chips = [
        (_chip(form, name, value), url_for(".organizations", **{k: v for k, v in args.items() if k != name}))
        for name, value in args.items()
    ]
    sorts = {}
    for key in queries.SORTS:
        turn = f"-{key}" if wanted.sort == key else key
        direction = {key: "ascending", f"-{key}": "descending"}.get(wanted.sort)
        sorts[key] = (url_for(".organizations", **args, sort=turn), direction)
    page = queries.turned(found, lambda n: url_for(".organizations", **args, sort=wanted.sort, page=n))
    for name, value in shown.items():
        form[name].data = value
    return render_template(
        "directory/organizations.html", form=form, found=found, chips=chips, sorts=sorts, page=page
    )


def _chip(form: FilterForm, name: str, value: str) -> str:
    choices = getattr(form[name], "choices", None) or ()
    label = next((str(choice.label) for choice in choices if choice.value == value), value)
    return _("%(filter)s: %(value)s", filter=form[name].label.text, value=label)


@feature.form("/organizations/new", Permission.EDIT_ORGANIZATION, load=queries.directory_for)
def new_organization(actor: Actor, directory: queries.Directory) -> ResponseReturnValue:
    form = OrganizationForm()
    form.offer(queries.names(actor))
    if form.validate_on_submit():
        try:
            made = actions.create_organization(actor, form.draft())
            flash(_("%(name)s is in the directory.", name=made.name))
            return redirect(url_for(".organization", org_slug=made.slug), 303)
        except Refused as no:
            form.refuse(no)
    return _page("directory/edit_organization.html", form, organization=None, changed=[])


@feature.page("/organizations/<org_slug>", Permission.SEE_DIRECTORY, load=queries.organization_for)
def organization(actor: Actor, organization: Organization) -> ResponseReturnValue:
    today = clock.now().date()
    focal_points = queries.focal_points(actor, organization)
    drawn = tenures([Period(f.since, f.until) for f in focal_points], today)
    return render_template(
        "directory/organization.html",
        organization=organization,
        children=queries.children(actor, organization),
        instruments=queries.instruments(actor, organization),
        focal_points=list(zip(focal_points, drawn.bars, strict=True)),
        drawn=drawn,
        today=today,
        parts=[Markup(part) for part in organization_parts_of(actor, organization)],  # noqa: S704 – templates of ours
    )


@feature.form("/organizations/<org_slug>/edit", Permission.EDIT_ORGANIZATION, load=queries.organization_for)
def edit_organization(actor: Actor, organization: Organization) -> ResponseReturnValue:
    form = OrganizationForm(data=organization_values(organization))
    form.offer(queries.names(actor), but=organization.name)
    changed: list[Any] = []
    if form.validate_on_submit():
        try:
            actions.edit_organization(actor, organization, form.draft(), form.version.data)
            flash(_("The file is corrected."))
            return redirect(url_for(".organization", org_slug=organization.slug), 303)
        except Refused as no:
            form.refuse(no)
            if isinstance(no, Stale):
                changed = differences(form, organization_values(organization))
                form.version.data = organization.version
    return _page("directory/edit_organization.html", form, organization=organization, changed=changed)


@feature.form(
    "/organizations/<org_slug>/focal-points/new", Permission.EDIT_PEOPLE, load=queries.organization_for
)
def name_focal_point(actor: Actor, organization: Organization) -> ResponseReturnValue:
    people = queries.all_people(actor)
    form = FocalPointForm(data={"since": clock.now().date(), "capacity": Capacity.PRIMARY.value})
    form.offer(people, organization)
    if form.validate_on_submit():
        person = next(p for p in people if p.key == form.person.data)
        try:
            capacity = Capacity(form.capacity.data)
            actions.name_focal_point(actor, organization, person, capacity, form.since.data)
            flash(_("%(name)s is named.", name=person.name))
            return redirect(url_for(".organization", org_slug=organization.slug), 303)
        except Refused as no:
            form.refuse(no)
    return _page("directory/name_focal_point.html", form, organization=organization, anybody=bool(people))


@feature.form(
    "/organizations/<org_slug>/focal-points/<int:focal_point_id>/end",
    Permission.EDIT_PEOPLE,
    load=queries.focal_point_for,
)
def end_focal_point(actor: Actor, focal_point: FocalPoint) -> ResponseReturnValue:
    form = EndForm(data={"until": clock.now().date()})
    if form.validate_on_submit():
        try:
            actions.end_focal_point(actor, focal_point, form.until.data)
            flash(_("The period is ended; it stays in the history."))
            return redirect(url_for(".organization", org_slug=focal_point.organization.slug), 303)
        except Refused as no:
            form.refuse(no)
    return _page("directory/end_focal_point.html", form, focal_point=focal_point)


@feature.page("/people", Permission.SEE_PEOPLE)
def people(actor: Actor) -> ResponseReturnValue:
    q = request.args.get("q", "")[:200].replace("\0", " ").strip()
    asked, ways = request.args.get("page", "1"), ways_to_narrow()
    only = request.args.get("only", "")
    only = only if only in ways else ""
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1
    found = queries.people(actor, q, number, ways[only].addresses() if only else None)
    page = queries.turned(found, lambda n: url_for(".people", q=q or None, only=only or None, page=n))
    return render_template(
        "directory/people.html", found=found, page=page, q=q, only=only, ways=ways, narrowed=ways.get(only)
    )


@feature.form("/people/new", Permission.EDIT_PEOPLE)
def new_person(actor: Actor) -> ResponseReturnValue:
    form = PersonForm(data={"organization_id": request.args.get("organization", "")})
    form.offer(queries.names(actor))
    if form.validate_on_submit():
        try:
            made = actions.add_person(actor, form.draft())
            flash(_("%(name)s is entered.", name=made.name))
            return redirect(url_for(".person", key=made.key), 303)
        except Refused as no:
            form.refuse(no)
    return _page("directory/edit_person.html", form, person=None, changed=[])


@feature.page("/people/<key>", Permission.SEE_PEOPLE, load=queries.person_for)
def person(actor: Actor, person: Person) -> ResponseReturnValue:
    return render_template(
        "directory/person.html",
        person=person,
        periods=queries.periods_of(actor, person),
        today=clock.now().date(),
        parts=[Markup(part) for part in parts_of(actor, person)],  # noqa: S704 – drawn by templates of ours
    )


@feature.form("/people/<key>/edit", Permission.EDIT_PEOPLE, load=queries.person_for)
def edit_person(actor: Actor, person: Person) -> ResponseReturnValue:
    form = PersonForm(data=person_values(person))
    form.offer(queries.names(actor))
    changed: list[Any] = []
    if form.validate_on_submit():
        try:
            actions.edit_person(actor, person, form.draft(), form.version.data)
            flash(_("The entry is corrected."))
            return redirect(url_for(".person", key=person.key), 303)
        except Refused as no:
            form.refuse(no)
            if isinstance(no, Stale):
                changed = differences(form, person_values(person))
                form.version.data = person.version
    return _page("directory/edit_person.html", form, person=person, changed=changed)
