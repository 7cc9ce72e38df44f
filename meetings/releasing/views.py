"""The page on which an organizer sees what a release would change, for whom, and releases it."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.access.routes import Feature
from meetings.base.refusals import Refused
from meetings.programme.models import Meeting
from meetings.programme.saying import sentences
from meetings.programme.views.telling import musts
from meetings.releasing import actions, letters, queries
from meetings.releasing.forms import ReleaseForm
from meetings.releasing.mailed import ReleaseMails

feature = Feature("releasing", __name__)
mails = ReleaseMails()
MOST_SHOWN = 50


@feature.form("/meetings/<slug>/release", Permission.EDIT_PROGRAMME, load=queries.releasable_for)
def release(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """What the next version changes, and what each person gets; `look` shows somebody's mails with what was typed."""
    form = ReleaseForm()
    look = request.form.get("look", "")
    if not look and form.validate_on_submit():
        try:
            if musts(actor, meeting) and not form.despite.data:
                raise Refused("Mend what stands above, or say that it is to be released so.", field="despite")
            done = actions.release(actor, meeting, form.note.data or "", form.version.data)
            flash(_("Version %(number)s is released.", number=done.number), "ok")
            if people := len(done.people):
                flash(
                    ngettext("One person is told by mail.", "%(num)s people are told by mail.", people), "ok"
                )
            return redirect(url_for("programme.meeting", slug=meeting.slug), 303)
        except Refused as no:
            form.refuse(no)
    form.version.data = meeting.released
    return make_response(_page(actor, meeting, form, look), 422 if form.is_submitted() and not look else 200)


def _page(actor: Actor, meeting: Meeting, form: ReleaseForm, look: str) -> str:
    planned = actions.plan(actor, meeting, (form.note.data or "").strip())
    people, told_of = planned.people, planned.people_by_session()
    chosen = next((person for person in people if person.email == look), people[0] if people else None)
    mails = [mail for mail in planned.mails if chosen is not None and mail.told.person.email == chosen.email]
    return render_template(
        "releasing/release.html",
        meeting=meeting,
        form=form,
        planned=planned,
        musts=musts(actor, meeting),
        changes=[(sentences(meeting, c), told_of[c.after.uid]) for c in planned.changes],
        shown=people[:MOST_SHOWN],
        people=people,
        chosen=chosen,
        mails=[(letters.write(mail.kind, mail.told), mail.update) for mail in mails],
        silent=meeting.status not in actions.TOLD,
    )
