"""The conclusions of a meeting, numbered, with who is to do what until when."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.agenda import queries
from meetings.agenda.forms import ConclusionForm
from meetings.agenda.views.feature import feature
from meetings.base.refusals import Refused
from meetings.outcomes import following
from meetings.outcomes import queries as outcomes
from meetings.outcomes.rules import Where
from meetings.programme.models import Meeting


@feature.form("/meetings/<slug>/conclusions/new", Permission.KEEP_AGENDA, load=queries.kept_agenda_for)
def new_conclusion(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """Put one more on record, under the next number."""
    form = ConclusionForm()
    form.offer_themes(outcomes.themes(meeting.cycle_id))
    if form.validate_on_submit():
        try:
            made = following.add_outcome(actor, meeting, form.given(), Where(numbered=True), form.terms())
            flash(_("Conclusion %(number)s is on record.", number=made.number), "ok")
            return redirect(url_for("agenda.agenda", slug=meeting.slug, _anchor="concluded"), 303)
        except Refused as no:
            form.refuse(no)
    page = render_template(
        "agenda/new_conclusion.html",
        meeting=meeting,
        form=form,
        organizations=[o.name for o in outcomes.organizations_named()],
    )
    return make_response(page, 422 if request.method == "POST" else 200)
