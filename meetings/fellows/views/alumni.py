"""Alumni: the list of those who agreed to be named, their invitation to a meeting, the yearly question."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.pages import page_language
from meetings.base.refusals import Refused
from meetings.directory.models import Organization
from meetings.fellows import actions, queries
from meetings.fellows.forms import FollowUpForm, InviteAlumniForm
from meetings.fellows.models import FellowFollowUp
from meetings.fellows.views.feature import feature
from meetings.invitations import letters as invitation_letters
from meetings.letters.rules import Text
from meetings.programme.models import Meeting

P = Permission


@feature.page("/fellowships/alumni", P.SEE_DIRECTORY)
def alumni(actor: Actor) -> ResponseReturnValue:
    """Those who completed and agreed to be named, by year and organization."""
    q = request.args.get("q", "").replace("\0", "").strip()[:200]
    asked = request.args.get("year", "")
    years = queries.years_of_alumni(actor)
    year = int(asked) if asked in {str(one) for one in years} else None
    return render_template(
        "fellows/alumni.html",
        rows=queries.alumni(actor, q, year),
        years=years,
        year=year,
        q=q,
        invites=actor.may(P.INVITE_PEOPLE),
    )


@feature.form("/fellowships/alumni/invite", P.INVITE_PEOPLE)
def invite_alumni(actor: Actor) -> ResponseReturnValue:
    """To a meeting to come, as resource persons; the mails are held until the office has read them."""
    meetings, rows = queries.meetings_to_come(actor), queries.alumni(actor)
    form = InviteAlumniForm().offer(meetings)
    chosen = set(request.form.getlist("person")) if form.is_submitted() else set()
    if not form.is_submitted() and meetings:
        form.begin_with(_words(meetings[0]))
    code = 200
    if form.is_submitted():
        code = 422
        if form.validate():
            try:
                meeting = next(one for one in meetings if one.slug == form.meeting.data)
                those = [one for one in rows if one.key in chosen]
                done = actions.invite_alumni(
                    actor, meeting, those, form.words(), form.wall(), bool(form.place_kept.data)
                )
                flash(_said(len(done.made), len(done.left_out)), "ok")
                return redirect(url_for("invitations.invitations", slug=meeting.slug), 303)
            except Refused as no:
                form.refuse(no)
                code = 422 if no.field else 409
    page = render_template(
        "fellows/invite_alumni.html", form=form, rows=rows, chosen=chosen, meetings=meetings
    )
    return make_response(page, code)


def _said(made: int, left_out: int) -> str:
    said = ngettext(
        "One person is invited. The mail is held until you have read it.",
        "%(num)s people are invited. Their mails are held until you have read them.",
        made,
    )
    if not left_out:
        return said
    left = ngettext("One was asked already.", "%(num)s were asked already.", left_out)
    return f"{said} {left}"


def _words(meeting: Meeting) -> Text:
    """The meeting's own invitation, with the sentence that says why an alumnus is asked."""
    words = invitation_letters.text_to_begin_with(invitation_letters.INVITED, meeting, page_language()[0])
    why = _("As a former fellow you are invited as a resource person.")
    paragraphs = words.text.split("\n\n")
    paragraphs.insert(3, why)  # after whom, what and when
    return Text(words.subject, "\n\n".join(paragraphs))


@feature.form("/fellow-follow-ups/<token>", P.REGISTER)
def follow_up(actor: Actor, token: str) -> ResponseReturnValue:
    """Without an account: opening the link changes nothing, its buttons answer, or end the questions."""
    row = queries.follow_up_opened(token)
    if row is None:
        return make_response(render_template("errors/no_link.html"), 404)
    form = FollowUpForm(data={"use": row.use.value if row.use else None, "text": row.text})
    if request.method == "GET":
        return _follow_up_page(token, row, form)
    code = 422
    if form.validate():
        me = Actor(None, row.fellow.application.name)
        try:
            if request.form.get("do") == "no_more":
                actions.want_no_more(me, row)
                flash(_("We ask you no more."), "ok")
            else:
                actions.answer_follow_up(me, row, form.chosen(), form.text.data or "")
                flash(_("Thank you. Your answer is kept."), "ok")
            return redirect(url_for("fellows.follow_up", token=token), 303)
        except Refused as no:
            form.refuse(no)
            code = 422 if no.field else 409
    return _follow_up_page(token, row, form, code)


def _follow_up_page(
    token: str, row: FellowFollowUp, form: FollowUpForm, code: int = 200
) -> ResponseReturnValue:
    edition = row.fellow.application.edition
    page = render_template(
        "fellows/follow_up.html", token=token, row=row, form=form, edition=edition, fellow=row.fellow
    )
    return make_response(page, code)


def organization_part(actor: Actor, organization: Organization) -> str:
    """The alumni of an organization, on its page in the directory."""
    rows = queries.alumni_of(actor, organization)
    return render_template("fellows/_alumni_of.html", rows=rows) if rows else ""
