"""The summary for whoever chaired or moderated the session, by the link to the role: agree, or give it back."""

from dataclasses import replace

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import ANYONE, Actor
from meetings.access.permissions import Permission
from meetings.base.refusals import NotFound, Refused
from meetings.outcomes import actions as outcomes
from meetings.outcomes.queries import find_summary
from meetings.outcomes.rules import SEEN, SummaryStatus, split_footnotes
from meetings.programme import releases
from meetings.programme.queries import kept_with
from meetings.rounds.forms import WhyForm
from meetings.rounds.views.feature import feature
from meetings.speakers.queries import Leader, leader_of, request_for


@feature.form("/speaking/<token>/summary", Permission.REGISTER)
def moderate(actor: Actor, token: str) -> ResponseReturnValue:
    """Without an account. Opening it changes nothing; only a text that is with the moderator takes an answer."""
    leader = leader_of(actor, request_for(actor, token))
    if leader is None:
        raise NotFound
    form = WhyForm()
    if request.method == "GET":
        return _page(token, leader, form)
    # It is they who speak, whoever is signed in in this browser.
    moderator = replace(actor, account_id=None, name=leader.name)
    if form.validate():
        try:
            summary = find_summary(kept_with(leader.session))
            if summary is None:
                raise Refused("There is no summary yet.")
            if request.form.get("step") == "agree":
                outcomes.note_moderated(moderator, summary)
                flash(_("Thank you. The text goes to those who were present."), "ok")
            else:
                outcomes.give_back(moderator, summary, form.reason.data or "")
                flash(_("Given back with your reason."), "ok")
            return redirect(url_for("rounds.moderate", token=token), 303)
        except Refused as no:
            form.refuse(no)
            return _page(token, leader, form, 409 if no.field is None else 422)
    return _page(token, leader, form, 422)


def _page(token: str, leader: Leader, form: WhyForm, code: int = 200) -> ResponseReturnValue:
    session = kept_with(leader.session)
    summary = find_summary(session)
    status = summary.status if summary is not None else SummaryStatus.DRAFT
    html = render_template(
        "rounds/moderate.html",
        token=token,
        session=session,
        named=releases.told_of(ANYONE, session),  # the draft of the programme is the office's
        meeting=session.meeting,
        summary=summary,
        # A text that is still being written is its writer's.
        shown=summary is not None and status is not SummaryStatus.DRAFT,
        open=status is SummaryStatus.SUBMITTED,
        asked=status is SummaryStatus.ROUND,
        seen=_(SEEN[status]),
        form=form,
        split_footnotes=split_footnotes,
    )
    return make_response(html, code)
