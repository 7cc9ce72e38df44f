"""The office registers somebody else; whoever looks like the person is shown first."""

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import secrets
from meetings.base.pages import page_language
from meetings.base.refusals import Refused
from meetings.invitations import actions, queries
from meetings.invitations.forms import EnterForm
from meetings.invitations.rules import Likely, looks_like
from meetings.invitations.views.feature import feature
from meetings.programme.models import Meeting
from meetings.programme.queries import meeting_for
from meetings.questions.forms import questions_form
from meetings.questions.queries import form_of
from meetings.questions.views import MOST_BYTES
from meetings.registration.models import Registration
from meetings.registration.queries import organization_names
from meetings.registration.rules import RegistrationDraft


@feature.form(
    "/meetings/<slug>/registrations/new",
    Permission.INVITE_PEOPLE,
    load=meeting_for,
    most_bytes=MOST_BYTES,
)
def enter(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    asked = form_of("meeting", meeting.id).for_somebody_else()
    form = questions_form(EnterForm, asked)()
    alike: list[Registration] = []
    if form.is_submitted() and form.validate():
        draft = form.draft(page_language()[0])
        alike = _alike(actor, meeting, draft)
        if not alike or form.sure.data == _seen(draft, alike):
            try:
                made = actions.register_for(
                    actor,
                    meeting,
                    draft,
                    asked,
                    form.answers(),
                    approved=form.approved(),
                    tell=bool(form.tell.data),
                )
                flash(_("%(name)s is registered.", name=made.name), "ok")
                return redirect(url_for("registration.registration", key=made.key), 303)
            except Refused as no:
                form.refuse(no)
        form.sure.data = _seen(draft, alike)
    else:
        form.sure.data = ""
    page = render_template(
        "invitations/enter.html",
        meeting=meeting,
        form=form,
        alike=alike,
        names=[name for _id, name, _acronym in organization_names()],
        once=secrets.new_key(),
    )
    return make_response(page, 422 if form.is_submitted() else 200)


def _alike(actor: Actor, meeting: Meeting, draft: RegistrationDraft) -> list[Registration]:
    """Registrations of the meeting that may be of the same person; one with the same address is refused anyway."""
    there = {
        Likely(r.name, r.email, r.organization_name): r
        for r in queries.registered(actor, meeting)
        if r.email != draft.email
    }
    return [there[one] for one in looks_like(Likely(draft.name, draft.email, draft.organization), there)][:5]


def _seen(draft: RegistrationDraft, alike: list[Registration]) -> str:
    """Marks what was shown: a second press counts for this person beside these others only."""
    shown = [r.key for r in alike]
    return secrets.digest(repr((draft.name, draft.email, draft.organization, shown)))[:22] if alike else ""
