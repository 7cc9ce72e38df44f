"""What a personal link opens: the form, a way to say no, or how it stands. Opening it changes nothing."""

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.access.queries import find_link
from meetings.base.pages import page_language
from meetings.base.refusals import Refused
from meetings.invitations import actions, queries
from meetings.invitations.forms import AnswerForm, InvitedForm, NamedForm
from meetings.invitations.models import Invitation
from meetings.invitations.post import PURPOSE
from meetings.invitations.rules import By, Dead, InvitationStatus, steps_of
from meetings.invitations.views.feature import feature
from meetings.questions.forms import questions_form
from meetings.questions.queries import form_of
from meetings.questions.views import MOST_BYTES
from meetings.registration.queries import organization_names

S = InvitationStatus


@feature.form("/invitations/<token>", Permission.REGISTER, most_bytes=MOST_BYTES)
def answer(actor: Actor, token: str) -> ResponseReturnValue:
    """Without an account: whoever holds the link is the person whom it went to."""
    link = find_link(token, PURPOSE, used=True)
    if link is None:
        return make_response(render_template("errors/no_link.html"), 404)
    invitation = queries.get_invitation(link.subject_id)
    asked = form_of("meeting", invitation.meeting_id)
    base = NamedForm if invitation.nomination is not None else InvitedForm
    known = actions.written_before(invitation)
    form = questions_form(base, asked, known)(data=_known(invitation), zone=actor.zone or "")
    if request.method == "POST":
        try:
            if _answered(invitation, form):
                return redirect(url_for("invitations.answer", token=token), 303)
        except Refused as no:
            form.refuse(no)
            return _page(invitation, form, 409)
    return _page(invitation, form, 422 if request.method == "POST" else 200)


def _answered(invitation: Invitation, form: InvitedForm) -> bool:
    """Whether something was answered; a form that needs mending is not."""
    if invitation.status is not S.ASKED:
        return True  # answered before, or taken back: the page says how it stands
    match AnswerForm().answer.data:
        case "no":
            actions.decline(invitation)
        case "yes":
            actions.accept_as_registered(invitation)
        case _:
            if not form.validate():
                return False
            draft = form.draft_for(invitation, page_language()[0])
            actions.accept(invitation, draft, form.asked, form.answers())
    return True


def _known(invitation: Invitation) -> dict[str, object]:
    return {
        "name": invitation.name,
        "organization": invitation.organization_name,
        "function": invitation.function,
        "category": invitation.category.value,
        "languages": invitation.languages,
    }


def _page(invitation: Invitation, form: InvitedForm, code: int) -> ResponseReturnValue:
    why = actions.why_dead(invitation)
    before = actions.registered_before(invitation) if invitation.status is S.ASKED else None
    page = render_template(
        "invitations/answer.html",
        invitation=invitation,
        meeting=invitation.meeting,
        named_by=invitation.nomination.organization if invitation.nomination else None,
        form=form,
        why=why,
        Dead=Dead,
        before=before,
        open=invitation.status is S.ASKED and why is None,
        no=next((step for step in steps_of(invitation.status, By.PERSON) if step.to is S.DECLINED), None),
        S=S,
        names=[name for _id, name, _acronym in organization_names()],
    )
    return make_response(page, code)
