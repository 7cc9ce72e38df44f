"""The fellows of an edition as the office sees them, and what is to be arranged for each."""

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.refusals import Refused, Stale
from meetings.fellows import actions, queries
from meetings.fellows.forms import ChecklistForm
from meetings.fellows.rules import LEAST, QUESTIONS, Item
from meetings.fellows.views.arranging import _written
from meetings.fellows.views.feature import feature
from meetings.fellows.views.year import task_name
from meetings.fellowship.models import FellowshipEdition
from meetings.fellowship.queries import edition_for

P = Permission


@feature.page("/fellowships/<slug>/fellows", P.KEEP_FELLOWS, load=edition_for)
def fellows(actor: Actor, edition: FellowshipEdition) -> ResponseReturnValue:
    """Who they are, what is due, and what evaluations and yearly questions sum up to."""
    return render_template(
        "fellows/fellows.html",
        edition=edition,
        rows=queries.fellows(actor, edition),
        sums=queries.sums(actor, edition),
        followed=queries.followed(actor, edition),
        questions=QUESTIONS,
        least=LEAST,
    )


@feature.form("/fellowships/<slug>/fellows/checklist", P.KEEP_FELLOWS, load=edition_for)
def checklist(actor: Actor, edition: FellowshipEdition) -> ResponseReturnValue:
    """What every fellow of the edition needs; those who are taken in already keep their own list."""
    form, code, stands = ChecklistForm(), 200, None
    if not form.is_submitted():
        items, version = queries.checklist_of(edition)
        form.show(items, version, task_name)
    else:
        code = 422
        if form.validate():
            try:
                drafts = [Item(_written(one.name), one.by, one.days_before) for one in form.drafts()]
                actions.set_checklist(actor, edition, drafts, form.version.data)
                flash(_("The checklist is kept."), "ok")
                return redirect(url_for("fellows.fellows", slug=edition.slug), 303)
            except Refused as no:
                form.refuse(no)
                code = 422 if no.field else 409
                if isinstance(no, Stale):
                    stands, form.version.data = queries.checklist_of(edition)
    page = render_template(
        "fellows/checklist.html", edition=edition, form=form, stands=stands, task_name=task_name
    )
    return make_response(page, code)
