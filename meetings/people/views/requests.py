"""What people have asked about their data: a list, and one to answer."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.paging import page_number, page_of
from meetings.base.refusals import Refused
from meetings.people import actions, queries
from meetings.people.asked import Figure
from meetings.people.beside import parts_beside
from meetings.people.forms import AnswerForm
from meetings.people.models import PersonRequest
from meetings.people.queries.requests import PER_PAGE
from meetings.people.rules import Outcome, RequestKind
from meetings.people.views.feature import feature


@feature.page("/people/requests", Permission.EDIT_PEOPLE)
def requests(actor: Actor) -> ResponseReturnValue:
    open_ = request.args.get("state") != "answered"
    page = page_number(request.args.get("page", ""))
    found, total = queries.requests(actor, open_, page)
    state = None if open_ else "answered"
    address = lambda page: url_for(".requests", state=state, page=page)  # noqa: E731
    return render_template(
        "people/requests.html", found=found, open=open_, page=page_of(total, page, PER_PAGE, address)
    )


@feature.form("/people/requests/<key>", Permission.EDIT_PEOPLE, load=queries.request_for)
def answer_request(actor: Actor, asked: PersonRequest) -> ResponseReturnValue:
    form = AnswerForm()
    if form.validate_on_submit():
        try:
            outcome, seen = Outcome(form.outcome.data), form.seen.data or ""
            actions.answer_request(actor, asked, outcome, form.answer.data or "", seen)
            flash(_("Answered. The mail is in the outbox."), "ok")
            return redirect(url_for(".answer_request", key=asked.key), 303)
        except Refused as no:
            form.refuse(no)
    corrects = asked.kind is RequestKind.CORRECTION and asked.outcome is Outcome.OPEN
    deletes = asked.kind is RequestKind.DELETION and asked.outcome is Outcome.OPEN
    subject = queries.subject_of_request(actor, asked)
    form.seen.data = subject.named
    page = render_template(
        "people/request.html",
        form=form,
        asked=asked,
        person=queries.person_of(actor, asked),
        figures=queries.figures_for(actor, subject) if deletes else [],
        going=queries.going(actor, subject, asked.account_id) if deletes else [],
        parts=[Markup(part) for part in parts_beside(actor, asked)] if corrects else [],  # noqa: S704 – templates of ours
        went=[Figure(label, number) for label, number in asked.figures.items()],
        O=Outcome,
        K=RequestKind,
    )
    return make_response(page, 422 if request.method == "POST" else 200)
