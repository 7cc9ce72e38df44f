"""Registering in public, deciding in the office, and the participant's own page."""

from typing import Any

from flask import current_app, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields import SelectChoice

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.access.queries import audit_rows, find_link
from meetings.access.routes import Feature
from meetings.access.rules import local_path
from meetings.base import clock, secrets
from meetings.base.pages import page_language
from meetings.base.paging import page_number, page_of
from meetings.base.refusals import Refused
from meetings.directory.rules import Region
from meetings.mailroom.queries import messages_about
from meetings.programme.models import Meeting
from meetings.programme.queries import meeting_for
from meetings.programme.rules import MeetingStatus
from meetings.registration import actions, queries
from meetings.registration.forms import DecisionForm, FilterForm, ListingForm, RegistrationForm
from meetings.registration.letters import join_link
from meetings.registration.models import Registration
from meetings.registration.queries import PER_PAGE, RegistrationFilter
from meetings.registration.rules import (
    GROUPS_OF_OP8,
    NEXT,
    Category,
    Door,
    Listing,
    RegistrationStatus,
    door,
)

feature = Feature("registration", __name__)


@feature.form("/meetings/<slug>/register", Permission.REGISTER, load=meeting_for)
def register(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    form = RegistrationForm(zone=actor.zone or "")
    room = queries.room_of(meeting)
    if request.method == "POST" and form.validate():
        try:
            actions.register(actor, meeting, form.draft(page_language()[0]), form.once_key())
            return redirect(url_for("registration.sent", slug=meeting.slug), 303)
        except Refused as no:
            form.refuse(no)
            room = queries.room_of(meeting)
    state = door(room, clock.now())
    if state is not Door.OPEN:
        status = 200 if request.method == "GET" else 409
        return make_response(
            render_template("registration/closed.html", meeting=meeting, state=state, Door=Door), status
        )
    names = [name for _id, name, _acronym in queries.organization_names()]
    page = render_template(
        "registration/register.html",
        form=form,
        meeting=meeting,
        room=room,
        names=names,
        once=form.once_key() or secrets.new_key(),
    )
    return make_response(page, 200 if request.method == "GET" else 422)


@feature.page("/meetings/<slug>/register/sent", Permission.REGISTER, load=meeting_for)
def sent(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """The same page for everybody: only the mail says whether the address was known."""
    return render_template("registration/sent.html", meeting=meeting)


@feature.form("/registrations/confirm/<token>", Permission.REGISTER)
def confirm(actor: Actor, token: str) -> ResponseReturnValue:
    """Opening the link changes nothing (mail scanners open links); the button on its page confirms."""
    link = find_link(token, "confirm")
    if link is None:
        return make_response(render_template("registration/link_dead.html"), 404)
    registration = actions.to_confirm(link)
    if registration.status is not RegistrationStatus.UNCONFIRMED:
        return render_template("registration/confirmed.html", registration=registration)
    if request.method == "GET":
        return render_template("registration/confirm.html", registration=registration)
    actions.confirm(registration, link)
    return render_template("registration/confirmed.html", registration=registration)


@feature.page("/meetings/<slug>/registrations", Permission.SEE_REGISTRATIONS, load=meeting_for)
def registrations(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    shown = _filter()
    found = queries.registrations(actor, meeting, shown)
    form = FilterForm(request.args)
    form.region.choices = [
        SelectChoice("", _("Every region")),
        *(SelectChoice(r.value, _(r.label)) for r in found.regions),
    ]
    return render_template(
        "registration/registrations.html",
        meeting=meeting,
        found=found,
        shown=shown,
        form=form,
        page=page_of(found.total, shown.page, PER_PAGE, _address),
        groups=GROUPS_OF_OP8,
        others=[c for c in Category if c not in GROUPS_OF_OP8],
        steps=NEXT,
        S=RegistrationStatus,
        here=request.full_path.rstrip("?"),
        address=_address,
    )


@feature.page("/registrations/<key>", Permission.SEE_REGISTRATIONS, load=queries.registration_for)
def registration(actor: Actor, registration: Registration) -> ResponseReturnValue:
    return _detail(actor, registration)


@feature.change(
    "/registrations/<key>/decision", Permission.DECIDE_REGISTRATIONS, load=queries.registration_for
)
def decide(actor: Actor, registration: Registration) -> ResponseReturnValue:
    form = DecisionForm()
    verbs = {"approve": actions.approve, "decline": actions.decline}
    try:
        if not form.validate() or form.decision.data not in verbs:
            raise Refused("Choose to approve or to decline.")
        verbs[form.decision.data](actor, registration, form.seen_status())
    except Refused as no:
        form.refuse(no)
        return make_response(_detail(actor, registration, form), 409)
    done = _("%(name)s is approved.") if form.decision.data == "approve" else _("%(name)s is declined.")
    flash(done % {"name": registration.name} + " " + _("The mail waits in the outbox."), "ok")
    back = local_path(form.back.data) or url_for("registration.registration", key=registration.key)
    return redirect(back, 303)


@feature.page("/my/registrations/<key>", Permission.OWN_PAGE, load=queries.own_registration_for)
def mine(actor: Actor, registration: Registration) -> ResponseReturnValue:
    return _mine(actor, registration, ListingForm(formdata=None, listing=registration.listing.value))


@feature.change("/my/registrations/<key>/listing", Permission.OWN_PAGE, load=queries.own_registration_for)
def change_listing(actor: Actor, registration: Registration) -> ResponseReturnValue:
    form = ListingForm()
    if not form.validate():
        return make_response(_mine(actor, registration, form), 422)
    actions.change_listing(actor, registration, Listing(form.listing.data))
    flash(_("What the list of participants says of you is changed."), "ok")
    return redirect(url_for("registration.mine", key=registration.key), 303)


@feature.change("/my/registrations/<key>/withdraw", Permission.OWN_PAGE, load=queries.own_registration_for)
def withdraw(actor: Actor, registration: Registration) -> ResponseReturnValue:
    actions.withdraw(actor, registration)
    flash(_("You have withdrawn. A mail confirms it."), "ok")
    return redirect(url_for("registration.mine", key=registration.key), 303)


def _detail(actor: Actor, registration: Registration, form: DecisionForm | None = None) -> str:
    return render_template(
        "registration/registration.html",
        registration=registration,
        meeting=registration.meeting,
        form=form or DecisionForm(formdata=None),
        taken=queries.places_taken(registration.meeting),
        steps=NEXT[registration.status],
        messages=messages_about(actor, "registration", registration.id),
        trail=audit_rows(actor, 50, "registration", registration.id),
        S=RegistrationStatus,
    )


def _mine(actor: Actor, registration: Registration, form: ListingForm) -> str:
    approved = registration.status is RegistrationStatus.APPROVED
    return render_template(
        "registration/mine.html",
        registration=registration,
        meeting=registration.meeting,
        form=form,
        zone=actor.zone or registration.zone,
        link=join_link(registration.meeting) if approved else None,
        may_withdraw=RegistrationStatus.WITHDRAWN in NEXT[registration.status]
        and registration.meeting.status is not MeetingStatus.CANCELLED,
        mailbox=current_app.config["SETTINGS"].mailbox,
        S=RegistrationStatus,
    )


def _filter() -> RegistrationFilter:
    """The filter of the address; what it cannot hold is left out."""
    args = request.args
    state, category, region = (args.get(name, "") for name in ("state", "category", "region"))
    sort = args.get("sort", "")
    return RegistrationFilter(
        state=RegistrationStatus(state) if state in set(RegistrationStatus) else None,
        category=Category(category) if category in set(Category) else None,
        region=Region(region) if region in set(Region) else None,
        q=args.get("q", "")[:200].replace("\0", "").strip(),
        sort=sort if sort.removeprefix("-") in ("name", "received", "category") else "received",
        page=page_number(args.get("page", "")),
    )


def _address(**changed: Any) -> str:
    """The address of this list with something changed; a changed filter begins at the first page."""
    kept = {
        k: v for k, v in request.args.items() if k in ("q", "state", "category", "region", "sort")
    } | changed
    slug = (request.view_args or {})["slug"]
    return url_for("registration.registrations", slug=slug, **{k: v for k, v in kept.items() if v})
