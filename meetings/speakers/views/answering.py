"""What a personal link opens: confirm, decline, or how it stands. Opening it changes nothing; the buttons do."""

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.access.queries import find_link
from meetings.base import files
from meetings.base.refusals import NotFound, Refused
from meetings.programme.roles import agreed_as
from meetings.programme.rules import SpeakerAnswer, shown
from meetings.programme.views.showing import reader_zone, zone_options
from meetings.speakers import actions, queries
from meetings.speakers.forms import MOST_BYTES, DeclineForm, confirm_form
from meetings.speakers.models import RoleRequest
from meetings.speakers.queries.one import PURPOSE
from meetings.speakers.views.feature import feature


@feature.form("/speaking/<token>", Permission.REGISTER, most_bytes=MOST_BYTES)
def answer(actor: Actor, token: str) -> ResponseReturnValue:
    """Without an account: whoever holds the link is the person whom it went to."""
    link = find_link(token, PURPOSE, used=True)
    if link is None:
        return make_response(render_template("errors/no_link.html"), 404)
    asked = queries.get_request(link.subject_id)
    speaker = asked.speaker
    if speaker is None:
        return _page(actor, token, asked, None, DeclineForm(formdata=None))
    form, no = confirm_form(asked, speaker), DeclineForm()
    if request.method == "GET":
        return _page(actor, token, asked, form, no)
    declines = request.form.get("answer") == "no"
    sent = no if declines else form
    try:
        if _answered(asked, form, no, declines):
            said = _("You have said that you cannot.") if declines else _("You have confirmed. Thank you.")
            flash(said, "ok")
            return redirect(url_for("speakers.answer", token=token), 303)
    except Refused as refused:
        sent.refuse(refused)
        return _page(actor, token, asked, form, no, 409)
    return _page(actor, token, asked, form, no, 422)


def _answered(asked: RoleRequest, form: Any, no: DeclineForm, declines: bool) -> bool:
    """Whether something was answered; a form that needs mending is not."""
    if declines:
        if no.validate():
            actions.answer(asked, no.draft())
            return True
        return False
    valid = form.validate()
    if not form.presentation.errors:
        form.presentation.keep()  # also of a form that is shown again: a browser cannot send a file twice
    if not valid or form.presentation.errors:
        return False
    actions.answer(asked, form.draft(), form.presentation.data)
    return True


def _page(
    actor: Actor, token: str, asked: RoleRequest, form: Any, no: DeclineForm, code: int = 200
) -> ResponseReturnValue:
    speaker, meeting = asked.speaker, asked.meeting
    agreed = agreed_as(meeting, asked.role_number)
    printed = queries.printed_of(actor, asked) if speaker is None or agreed else None
    session = queries.shown_of(actor, speaker.session) if speaker else printed and printed[0]
    zone = reader_zone(actor) or asked.zone or None
    when = None
    if session is not None and not session.unscheduled:
        when = shown(session.starts_at, session.ends_at, meeting.zone, meeting.city, zone)
    why = actions.why_dead(asked)
    page = render_template(
        "speakers/answer.html",
        token=token,
        meeting=meeting,
        session=session,
        speaker=speaker,
        role=speaker or (printed and printed[1]),
        # What somebody has agreed to is as it is public: another role in the draft is nobody's news yet.
        taken=printed[1].role if printed else speaker and speaker.role,
        agreed=agreed,
        form=form,
        no=no,
        when=when,
        zone=zone,
        options=zone_options(meeting.starts_at.replace(minute=0), zone or meeting.zone),
        why=why,
        presentation=asked.file,
        leads=queries.leader_of(actor, asked) is not None,
        A=SpeakerAnswer,
    )
    return make_response(page, code)


@feature.page("/speaking/<token>/presentation", Permission.REGISTER, load=queries.request_for)
def own_presentation(actor: Actor, asked: RoleRequest) -> ResponseReturnValue:
    """The presentation that the person sent, for whoever holds the link."""
    if asked.file is None or asked.speaker is None:
        raise NotFound
    return files.send(asked.file)
