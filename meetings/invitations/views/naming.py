"""A focal point names people for the places of the organization, and sees how they stand."""

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.base.pages import page_language
from meetings.base.refusals import Refused, Stale
from meetings.directory.forms import Difference
from meetings.invitations import actions, queries
from meetings.invitations.forms import NomineeForm
from meetings.invitations.models import Invitation, Nomination
from meetings.invitations.rules import (
    By,
    InvitationStatus,
    NominationStatus,
    free,
    is_over,
    steps_of,
)
from meetings.invitations.views.feature import feature
from meetings.programme.rules import MeetingStatus
from meetings.registration.forms import beside

P = Permission
S = InvitationStatus
HERE = "/organizations/<org_slug>/nominations/<slug>"


@feature.form(HERE, P.NAME_PEOPLE, load=queries.nomination_for)
def nomination(actor: Actor, nomination: Nomination) -> ResponseReturnValue:
    form = NomineeForm()
    if form.is_submitted() and form.validate():
        try:
            named = actions.name_person(
                actor, nomination, form.draft(), form.takes.data == "alternate", page_language()[0]
            )
            flash(
                _("%(name)s is named as an alternate.", name=named.name)
                if named.status is S.ALTERNATE
                else _("%(name)s is named. The mail with the personal link is on its way.", name=named.name),
                "ok",
            )
            return redirect(_address(nomination), 303)
        except Refused as no:
            form.refuse(no)
    return _page(actor, nomination, form)


@feature.form(f"{HERE}/people/<int:number>", P.NAME_PEOPLE, load=queries.nominee_for)
def nominee(actor: Actor, invitation: Invitation) -> ResponseReturnValue:
    """Correct somebody who was named, or name another person instead."""
    form, differing = NomineeForm.of(invitation), list[Difference]()
    if form.is_submitted() and form.validate():
        try:
            version = form.version.data
            changed = actions.change_nominee(actor, invitation, form.draft(), version, page_language()[0])
            flash(
                _("%(name)s: the entry is changed.", name=changed.name)
                if changed.id == invitation.id
                else _("%(new)s is named instead of %(old)s.", new=changed.name, old=invitation.name),
                "ok",
            )
            return redirect(_address(_of(invitation)), 303)
        except Refused as no:
            form.refuse(no)
            if isinstance(no, Stale):
                differing = beside(form, NomineeForm.of(invitation, formdata=None))
                form.version.data = invitation.version
    page = render_template(
        "invitations/nominee.html",
        form=form,
        changed=differing,
        invitation=invitation,
        nomination=_of(invitation),
        meeting=invitation.meeting,
        S=S,
        here=_address(_of(invitation)),
        open=_is_open(_of(invitation)) and invitation.status in (S.ASKED, S.ALTERNATE),
    )
    return make_response(page, 422 if form.is_submitted() else 200)


@feature.change(f"{HERE}/people/<int:number>/take-back", P.NAME_PEOPLE, load=queries.nominee_for)
def take_back_nominee(actor: Actor, invitation: Invitation) -> ResponseReturnValue:
    try:
        actions.take_back_nominee(actor, invitation)
    except Refused as no:
        return _no(actor, invitation, no)
    flash(_("%(name)s is taken back.", name=invitation.name), "ok")
    return redirect(_address(_of(invitation)), 303)


@feature.change(f"{HERE}/people/<int:number>/up", P.NAME_PEOPLE, load=queries.nominee_for)
def move_nominee(actor: Actor, invitation: Invitation) -> ResponseReturnValue:
    try:
        actions.move_alternate_up(actor, invitation)
    except Refused as no:
        return _no(actor, invitation, no)
    flash(_("%(name)s comes one turn earlier.", name=invitation.name), "ok")
    return redirect(_address(_of(invitation)), 303)


def _no(actor: Actor, invitation: Invitation, no: Refused) -> ResponseReturnValue:
    form = NomineeForm(formdata=None)
    form.refuse(no)
    return _page(actor, _of(invitation), form, 409)


def _page(actor: Actor, nomination: Nomination, form: NomineeForm, refused: int = 422) -> ResponseReturnValue:
    standing = queries.standing_of(nomination)
    takes_a_place = free(standing.seats, standing.law) > 0
    form.takes.data = (
        "place" if takes_a_place else "alternate"
    )  # what this page says; sent back with the form
    late = is_over(nomination.deadline_at, clock.now())
    meeting = nomination.meeting
    page = render_template(
        "invitations/nomination.html",
        nomination=nomination,
        meeting=meeting,
        standing=standing,
        form=form,
        takes_a_place=takes_a_place,
        left=free(standing.seats, standing.law),
        open=_is_open(nomination),
        late=late,
        mailed=queries.mailed_to(actor, [one.id for one in standing.named]),
        people=queries.people_of(actor, nomination.organization),
        steps_of=steps_of,
        By=By,
        S=S,
        N=NominationStatus,
    )
    return make_response(page, refused if form.is_submitted() or form.top_errors else 200)


def _is_open(nomination: Nomination) -> bool:
    """Whether people can be named, and what was written of them changed."""
    meeting, now = nomination.meeting, clock.now()
    return (
        nomination.status is NominationStatus.OPEN
        and not is_over(nomination.deadline_at, now)
        and meeting.status is MeetingStatus.PUBLISHED
        and now < meeting.starts_at
    )


def _of(invitation: Invitation) -> Nomination:
    assert invitation.nomination is not None
    return invitation.nomination


def _address(nomination: Nomination) -> str:
    return url_for(
        "invitations.nomination", org_slug=nomination.organization.slug, slug=nomination.meeting.slug
    )
