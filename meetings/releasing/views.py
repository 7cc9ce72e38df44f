"""The page on which an organizer sees what a release would change, for whom, and releases it."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.access.routes import Feature
from meetings.base.refusals import Refused
from meetings.programme import actions as programme
from meetings.programme.models import Meeting
from meetings.programme.saying import sentences
from meetings.programme.views.telling import musts
from meetings.releasing import actions, letters, queries
from meetings.releasing.forms import ReleaseForm
from meetings.releasing.letters import Told
from meetings.releasing.mailed import ReleaseMails
from meetings.releasing.rules import counted, told

feature = Feature("releasing", __name__)
mails = ReleaseMails()
MOST_SHOWN = 50


@feature.form("/meetings/<slug>/release", Permission.EDIT_PROGRAMME, load=queries.releasable_for)
def release(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """What the next version changes, and as whom one looks at it (`person`, an address) their very mail."""
    form = ReleaseForm()
    if form.validate_on_submit():
        try:
            if musts(actor, meeting) and not form.despite.data:
                raise Refused("Mend what stands above, or say that it is to be released so.", field="despite")
            sent = actions.release(actor, meeting, form.note.data or "", form.version.data)
            flash(_("Version %(number)s is released.", number=sent.number), "ok")
            if sent.people:
                flash(
                    ngettext("One person is told by mail.", "%(num)s people are told by mail.", sent.people),
                    "ok",
                )
            return redirect(url_for("programme.meeting", slug=meeting.slug), 303)
        except Refused as no:
            form.refuse(no)
    form.version.data = meeting.released
    return make_response(_page(actor, meeting, form), 422 if request.method == "POST" else 200)


def _page(actor: Actor, meeting: Meeting, form: ReleaseForm) -> str:
    before, after = programme.proposed(actor, meeting)
    found = actions.readable(before, after)
    people = queries.concerned(actor, meeting, queries.writable(actor, meeting))
    concerned = [person for person in people if told(person, found)]
    chosen = next((p for p in concerned if p.email == request.args.get("person")), None)
    mail = None
    if chosen is not None:
        mail = letters.write(
            letters.NEW_VERSION, Told(meeting, chosen, told(chosen, found), form.note.data or "")
        )
    return render_template(
        "releasing/release.html",
        meeting=meeting,
        form=form,
        musts=musts(actor, meeting),
        changes=[(each, sentences(meeting, each.change)) for each in counted(people, found)],
        concerned=concerned[:MOST_SHOWN],
        number=len(concerned),
        chosen=chosen,
        mail=mail,
        silent=meeting.status.value != "published",
    )
