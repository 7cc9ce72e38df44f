"""The office gives places to organizations, and sees how they are used."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.base.refusals import Refused, Stale
from meetings.invitations import actions, queries
from meetings.invitations.forms import GivePlacesForm, NominationForm, NominationStepForm
from meetings.invitations.models import Nomination
from meetings.invitations.rules import MOST_AT_ONCE, By, is_over, steps_of
from meetings.invitations.views.feature import feature
from meetings.invitations.views.filtering import filtered
from meetings.programme.models import Meeting
from meetings.programme.queries import meeting_for
from meetings.registration.forms import beside

P = Permission


@feature.page("/meetings/<slug>/nominations", P.SEE_REGISTRATIONS, load=meeting_for)
def nominations(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    return render_template(
        "invitations/nominations.html",
        meeting=meeting,
        no=actions.nobody_asked(meeting),
        standings=queries.nominations(actor, meeting),
        is_over=is_over,
        held=queries.held_batch(actor, request.args.get("held", "")),
    )


@feature.form("/meetings/<slug>/nominations/new", P.INVITE_PEOPLE, load=meeting_for)
def give_places(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """Who would be written to, and how many places each gets; nothing is sent before the list was seen."""
    filter = filtered(actor)
    listed = queries.addressees(actor, meeting, filter.wanted)
    form = GivePlacesForm()
    able = [a.organization for a in listed if a.obstacle is None]
    if form.is_submitted() and form.validate():
        ticked = set(form.organization.data or ())
        chosen = [organization for organization in able if organization.slug in ticked]
        try:
            if not chosen:
                raise Refused("Tick at least one organization.", field="organization")
            given = actions.give_places(
                actor, meeting, chosen, form.places.data or 0, form.wall(), form.note.data or ""
            )
            flash(
                ngettext(
                    "%(num)s organization has places now.",
                    "%(num)s organizations have places now.",
                    len(given.made),
                ),
                "ok",
            )
            return redirect(url_for("invitations.nominations", slug=meeting.slug, held=given.batch), 303)
        except Refused as no:
            form.refuse(no)
    ticked = set(form.organization.data or ()) if form.is_submitted() else set()
    if not form.is_submitted() and filter.chosen:
        ticked = {organization.slug for organization in able}
    page = render_template(
        "invitations/give_places.html",
        meeting=meeting,
        no=actions.nobody_asked(meeting),
        form=form,
        filter=filter,
        listed=listed,
        ticked=ticked,
        most=MOST_AT_ONCE,
        able=len(able),
    )
    return make_response(page, 422 if form.is_submitted() else 200)


@feature.form("/meetings/<slug>/nominations/<org_slug>", P.INVITE_PEOPLE, load=queries.nomination_for)
def edit_nomination(actor: Actor, nomination: Nomination) -> ResponseReturnValue:
    """The number, the deadline and the note of one organization."""
    form, changed = NominationForm.of(nomination, queries.standing_of(nomination).places), []
    if form.is_submitted() and form.validate():
        try:
            actions.change_nomination(
                actor,
                nomination,
                form.places.data or 0,
                form.wall(),
                form.note.data or "",
                form.version.data,
            )
            flash(_("%(name)s: the places are changed.", name=nomination.organization.name), "ok")
            return redirect(url_for("invitations.nominations", slug=nomination.meeting.slug), 303)
        except Refused as no:
            form.refuse(no)
            if isinstance(no, Stale):
                places = queries.standing_of(nomination).places
                changed = beside(form, NominationForm.of(nomination, places, formdata=None))
                form.version.data = nomination.version
    page = render_template(
        "invitations/edit_nomination.html",
        nomination=nomination,
        meeting=nomination.meeting,
        no=actions.nobody_asked(nomination.meeting),
        standing=queries.standing_of(nomination),
        form=form,
        changed=changed,
        steps=steps_of(nomination.status, By.OFFICE),
        now=clock.now(),
    )
    return make_response(page, 422 if form.is_submitted() else 200)


@feature.change("/meetings/<slug>/nominations/<org_slug>/step", P.INVITE_PEOPLE, load=queries.nomination_for)
def move_nomination(actor: Actor, nomination: Nomination) -> ResponseReturnValue:
    form = NominationStepForm()
    to = form.chosen()
    back = url_for("invitations.nominations", slug=nomination.meeting.slug)
    try:
        if to is None:
            raise Refused("Choose what to do.")
        actions.move_nomination(actor, nomination, to)
    except Refused as no:
        form.refuse(no)
        page = render_template("invitations/refused.html", form=form, back=back, meeting=nomination.meeting)
        return make_response(page, 409)
    flash(_("%(name)s: %(state)s.", name=nomination.organization.name, state=_(to.label)), "ok")
    return redirect(back, 303)
