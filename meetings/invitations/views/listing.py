"""Everybody who was asked to a meeting, and how they stand."""

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.paging import page_number, page_of
from meetings.base.refusals import Refused
from meetings.invitations import actions, queries
from meetings.invitations.forms import InvitationFilterForm
from meetings.invitations.models import Invitation
from meetings.invitations.queries import PER_PAGE, InvitationFilter
from meetings.invitations.rules import By, InvitationStatus, steps_of
from meetings.invitations.views.feature import feature
from meetings.outbox.rules import Delivery
from meetings.programme.models import Meeting
from meetings.programme.queries import meeting_for

P = Permission
KEPT = ("q", "state", "mail", "batch")


@feature.page("/meetings/<slug>/invitations", P.SEE_REGISTRATIONS, load=meeting_for)
def invitations(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    return _page(actor, meeting, InvitationFilterForm(request.args))


@feature.change("/meetings/<slug>/invitations/<key>/take-back", P.INVITE_PEOPLE, load=queries.invitation_for)
def take_back(actor: Actor, invitation: Invitation) -> ResponseReturnValue:
    form = InvitationFilterForm()
    try:
        actions.take_back(actor, invitation, By.OFFICE)
    except Refused as no:
        form.refuse(no)
        return _page(actor, invitation.meeting, form, 409)
    flash(_("%(name)s is taken back.", name=invitation.name), "ok")
    return redirect(url_for("invitations.invitations", slug=invitation.meeting.slug), 303)


def _page(actor: Actor, meeting: Meeting, form: InvitationFilterForm, code: int = 200) -> ResponseReturnValue:
    shown = _filter()

    def address(**changed: Any) -> str:
        """The address of this list with something changed; a changed filter begins at the first page."""
        kept = {k: v[:200] for k, v in request.args.items() if k in KEPT} | changed
        return url_for("invitations.invitations", slug=meeting.slug, **{k: v for k, v in kept.items() if v})

    found = queries.invitations(actor, meeting, shown)
    page = render_template(
        "invitations/invitations.html",
        meeting=meeting,
        no=actions.nobody_asked(meeting),
        found=found,
        shown=shown,
        form=form,
        page=page_of(found.total, shown.page, PER_PAGE, address),
        address=address,
        held=queries.held_batch(actor, request.args.get("held", "") or shown.batch),
        steps_of=steps_of,
        By=By,
        S=InvitationStatus,
    )
    return make_response(page, code)


def _filter() -> InvitationFilter:
    """The filter of the address; what it cannot hold is left out."""
    args = request.args
    state, mail = args.get("state", ""), args.get("mail", "")
    return InvitationFilter(
        state=InvitationStatus(state) if state in set(InvitationStatus) else None,
        mail=Delivery(mail) if mail in set(Delivery) else None,
        q=args.get("q", "")[:200].replace("\0", "").strip(),
        batch=args.get("batch", "")[:60].replace("\0", ""),
        page=page_number(args.get("page", "")),
    )
