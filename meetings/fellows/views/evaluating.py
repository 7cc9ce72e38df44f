"""The evaluation: once for the fellow, once for the supervisor, without a name."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.refusals import Refused
from meetings.fellows import actions, queries
from meetings.fellows.forms import evaluation_form
from meetings.fellows.queries import Year
from meetings.fellows.rules import CLOSED, HIGHEST, LEAST, LOWEST, QUESTIONS, REPORTS, Side
from meetings.fellows.views.feature import feature
from meetings.fellows.views.year import HERE


@feature.form(f"{HERE}/evaluation", Permission.FOLLOW_FELLOWSHIP, load=queries.year_for)
def evaluation(actor: Actor, year: Year) -> ResponseReturnValue:
    """What is asked, with who sees what; the office reads here what is asked of both, and answers nothing."""
    side = year.side or Side.FELLOW
    form, code = evaluation_form(side), 200
    if request.method == "POST":
        code = 422
        if form.validate():
            try:
                actions.evaluate(actor, year, form.given(side), form.words.data or "")
                flash(_("Thank you. It is kept without your name."), "ok")
                return redirect(url_for("fellows.year", key=year.fellow.key), 303)
            except Refused as no:
                form.refuse(no)
                code = 422 if no.field else 409
    fellow = year.fellow
    edition = fellow.application.edition
    page = render_template(
        "fellows/evaluation.html",
        year=year,
        fellow=fellow,
        application=fellow.application,
        edition=edition,
        form=form,
        side=side,
        questions=QUESTIONS,
        answered=year.side is not None and queries.has_evaluated(fellow, year.side),
        open=year.side is not None and fellow.state in REPORTS and edition.state not in CLOSED,
        least=LEAST,
        lowest=LOWEST,
        highest=HIGHEST,
        Side=Side,
    )
    return make_response(page, code)
