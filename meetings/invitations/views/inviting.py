"""The office invites: one person, or many out of the directory, seen as a list before anything is sent."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.pages import page_language
from meetings.base.refusals import Refused
from meetings.invitations import actions, letters, queries
from meetings.invitations.forms import InviteManyForm, InviteOneForm, LetterForm, WhomForm
from meetings.invitations.queries import Candidate
from meetings.invitations.rules import MOST_AT_ONCE, InviteeDraft
from meetings.invitations.views.feature import feature
from meetings.invitations.views.filtering import filtered
from meetings.letters.rules import Text
from meetings.programme.models import Meeting
from meetings.programme.queries import meeting_for
from meetings.registration.queries import organization_names
from meetings.registration.rules import Category

P = Permission


@feature.form("/meetings/<slug>/invitations/one", P.INVITE_PEOPLE, load=meeting_for)
def invite_one(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    form = InviteOneForm()
    if not form.is_submitted():
        form.begin_with(_words(meeting))
    elif form.validate():
        try:
            made = actions.invite_one(
                actor,
                meeting,
                form.draft(page_language()[0]),
                form.words(),
                form.wall(),
                bool(form.place_kept.data),
            )
            flash(_("%(name)s is invited. The mail waits in the outbox.", name=made.name), "ok")
            return redirect(url_for("invitations.invitations", slug=meeting.slug), 303)
        except Refused as no:
            form.refuse(no)
    page = render_template(
        "invitations/invite_one.html",
        meeting=meeting,
        no=actions.nobody_asked(meeting),
        form=form,
        kind=letters.INVITED,
        people=queries.people_known(actor, meeting),
        names=[name for _id, name, _acronym in organization_names()],
    )
    return make_response(page, 422 if form.is_submitted() else 200)


@feature.form("/meetings/<slug>/invitations/new", P.INVITE_PEOPLE, load=meeting_for)
def invite_many(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """Up to 500 within this request; their mails are held until the organizer has read them."""
    filter, whom = filtered(actor), WhomForm(request.args)
    found = queries.candidates(actor, meeting, filter.wanted, whom.chosen())
    whom.whom.data = whom.chosen().value
    form = InviteManyForm()
    able = {c.person.key: c for c in found if c.obstacle is None}
    if not form.is_submitted():
        form.begin_with(_words(meeting))
    elif form.validate():
        try:
            return _sent(
                actor, meeting, form, [c for key, c in able.items() if key in (form.person.data or ())]
            )
        except Refused as no:
            form.refuse(no)
    page = render_template(
        "invitations/invite_many.html",
        meeting=meeting,
        no=actions.nobody_asked(meeting),
        form=form,
        filter=filter,
        whom=whom,
        found=found,
        able=len(able),
        ticked=_ticked(form, set(able) if filter.chosen else set()),
        category_of=_category_of,
        Category=Category,
        kind=letters.INVITED,
        most=MOST_AT_ONCE,
    )
    return make_response(page, 422 if form.is_submitted() else 200)


def _sent(
    actor: Actor, meeting: Meeting, form: InviteManyForm, chosen: list[Candidate]
) -> ResponseReturnValue:
    if not chosen:
        raise Refused("Tick at least one person.", field="person")
    drafts = [
        InviteeDraft(
            name=c.person.name,
            email=c.person.email or "",
            category=_category_of(c),
            organization=c.organization.name,
            organization_id=c.organization.id,
            function=c.person.function,
            language=page_language()[0],
        )
        for c in chosen
    ]
    done = actions.invite(actor, meeting, drafts, form.words(), form.wall(), bool(form.place_kept.data))
    flash(ngettext("%(num)s person is invited.", "%(num)s people are invited.", len(done.made)), "ok")
    if done.left_out:
        flash(
            ngettext(
                "%(num)s person was asked or has registered meanwhile and is left out.",
                "%(num)s people were asked or have registered meanwhile and are left out.",
                len(done.left_out),
            ),
            "warn",
        )
    return redirect(url_for("invitations.invitations", slug=meeting.slug, batch=done.batch), 303)


def _words(meeting: Meeting) -> Text:
    """What the organizer begins with, in the language in which those who are invited are written to."""
    return letters.text_to_begin_with(letters.INVITED, meeting, page_language()[0])


def _ticked(form: LetterForm, proposed: set[str]) -> set[str]:
    return set(request.form.getlist("person")) if form.is_submitted() else proposed


def _category_of(candidate: Candidate) -> Category:
    """What was chosen beside the name; otherwise what the organization's kind proposes."""
    sent = request.form.get(f"category-{candidate.person.key}", "")
    return Category(sent) if sent in set(Category) else candidate.category


@feature.change("/meetings/<slug>/invitations/remind", P.INVITE_PEOPLE, load=meeting_for)
def remind(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """One mail to each who has not answered; not more often than every 24 hours."""
    form = WhomForm(formdata=None)
    try:
        reminded, untold, batch = actions.remind(actor, meeting)
    except Refused as no:
        form.refuse(no)
        back = url_for("invitations.invitations", slug=meeting.slug)
        page = render_template("invitations/refused.html", form=form, back=back, meeting=meeting)
        return make_response(page, 409)
    if reminded:
        flash(ngettext("%(num)s person is reminded.", "%(num)s people are reminded.", reminded), "ok")
    elif not untold:
        flash(
            _(
                "Nobody is to be reminded: everybody has answered, was written to in the last 24 hours, or has a mail "
                "that waits to be read."
            ),
            "info",
        )
    if untold:
        said = ngettext(
            "%(num)s person has never been asked: the mail waits to be read, or was thrown away. Take that invitation "
            "back, and invite again.",
            "%(num)s people have never been asked: their mails wait to be read, or were thrown away. Take these "
            "invitations back, and invite again.",
            untold,
        )
        flash(said, "info")
    return redirect(url_for("invitations.invitations", slug=meeting.slug, held=batch or None), 303)
