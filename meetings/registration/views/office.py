"""Deciding in the office: the list, one registration, the terms."""

from collections.abc import Mapping
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields import SelectChoice

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.access.queries import audit_rows
from meetings.access.rules import local_path
from meetings.base import files
from meetings.base.paging import page_number, page_of
from meetings.base.refusals import Refused
from meetings.directory.rules import Region
from meetings.mailroom.queries import messages_about
from meetings.programme.models import Meeting
from meetings.programme.queries import meeting_for
from meetings.questions.queries import answers_of
from meetings.registration import actions, attending, queries
from meetings.registration.forms import DecisionForm, FilterForm
from meetings.registration.models import Registration
from meetings.registration.queries import PER_PAGE, RegistrationFilter, StoredOf
from meetings.registration.rules import (
    GROUPS_OF_OP8,
    Category,
    Decision,
    RegistrationStatus,
    decisions,
)
from meetings.registration.views.feature import feature

VERBS = {
    Decision.APPROVE: actions.approve,
    Decision.WAIT: actions.put_on_waiting_list,
    Decision.DECLINE: actions.decline,
    Decision.CANCEL: actions.cancel,
}


@feature.page("/meetings/<slug>/registrations", Permission.SEE_REGISTRATIONS, load=meeting_for)
def registrations(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    shown = filter_of(request.args)
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
        decisions=decisions,
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
    try:
        decision = form.validate() and form.chosen()
        if not decision:
            raise Refused("Choose what to decide.")
        VERBS[decision](actor, registration, form.seen_status())
    except Refused as no:
        form.refuse(no)
        return make_response(_detail(actor, registration, form), 409)
    stands = _(registration.status.label)
    flash(_("%(name)s: %(state)s. The mail waits in the outbox.", name=registration.name, state=stands), "ok")
    back = local_path(form.back.data) or url_for("registration.registration", key=registration.key)
    return redirect(back, 303)


@feature.page(
    "/registrations/<key>/files/<file_key>", Permission.SEE_REGISTRATIONS, load=queries.registration_file_for
)
def registration_file(actor: Actor, found: StoredOf) -> ResponseReturnValue:
    return files.send(found.stored)


def _detail(actor: Actor, registration: Registration, form: DecisionForm | None = None) -> str:
    return render_template(
        "registration/registration.html",
        registration=registration,
        meeting=registration.meeting,
        form=form or DecisionForm(formdata=None),
        taken=queries.places_taken(registration.meeting),
        decisions=decisions(registration.status),
        answers=answers_of(actor, "registration", [registration.id])[registration.id],
        messages=messages_about(actor, "registration", registration.id),
        trail=audit_rows(actor, 50, "registration", registration.id),
        attended=attending.attended_by(actor, registration),
        S=RegistrationStatus,
    )


def filter_of(args: Mapping[str, str]) -> RegistrationFilter:
    """The filter of an address; what it cannot hold is left out."""
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
