"""One application as the office sees it: what was handed in, the conditions with their evidence, the decisions."""

from collections.abc import Callable
from typing import Any

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import files
from meetings.base.forms import Form
from meetings.base.models import StoredFile
from meetings.base.refusals import NotFound, Refused, Stale
from meetings.base.zones import wall_of
from meetings.fellowship import actions, queries
from meetings.fellowship.forms import AskMoreForm, EligibilityForm, OverrideForm, VersionedForm
from meetings.fellowship.models import FellowshipApplication, FellowshipFile
from meetings.fellowship.rules import (
    ELIGIBILITY_OPEN,
    HANDED_IN,
    ApplicationState,
    By,
    Met,
    NominationState,
    application_steps,
    asked_documents,
    field_labels,
)
from meetings.fellowship.trail import trail_of
from meetings.fellowship.views.feature import feature
from meetings.fellowship.views.showing import all_met, deadline, lines_of
from meetings.questions.queries import answers_of, form_of
from meetings.questions.queries import file_of as answered_file

P = Permission
HERE = "/fellowships/<slug>/applications/<key>"
load = queries.application_for


@feature.page(HERE, P.SEE_APPLICATIONS, load=load)
def application(actor: Actor, application: FellowshipApplication) -> ResponseReturnValue:
    return _page(actor, application)


@feature.page(f"{HERE}/files/<kind>", P.SEE_APPLICATIONS, load=queries.document_for)
def document(actor: Actor, one: FellowshipFile) -> ResponseReturnValue:
    """A document that was handed in."""
    return files.send(one.file)


@feature.page(
    f"{HERE}/answers/<file_key>", P.SEE_APPLICATIONS, load=lambda actor, **keys: _answer(actor, **keys)
)
def answered(actor: Actor, found: "Found") -> ResponseReturnValue:
    """A file among the answers to the edition's own questions."""
    return files.send(found.file)


class Found:
    """A file, and the application that it belongs to."""

    def __init__(self, application: FellowshipApplication, file: StoredFile) -> None:
        self.application, self.file = application, file

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return self.application.scopes()


def _answer(actor: Actor, slug: str, key: str, file_key: str) -> Found:
    found = queries.handed_in_for(actor, slug, key)
    return Found(found, answered_file(actor, "application", found.id, file_key))


@feature.change(f"{HERE}/ask-more", P.DECIDE_APPLICATIONS, load=load)
def ask_more(actor: Actor, application: FellowshipApplication) -> ResponseReturnValue:
    """Reopen exactly the named fields."""
    labels = _labels(application)
    form = AskMoreForm().offer(labels)

    def act() -> None:
        until = form.until(application.edition)
        actions.ask_more(
            actor,
            application,
            form["fields"].data or (),
            tuple(labels),
            form.note.data or "",
            until,
            form.version.data,
        )

    return _acted(actor, application, form, act, _("The applicant is asked."), "asking")


@feature.change(f"{HERE}/go-on", P.DECIDE_APPLICATIONS, load=load)
def go_on(actor: Actor, application: FellowshipApplication) -> ResponseReturnValue:
    form = VersionedForm()
    return _acted(
        actor,
        application,
        form,
        lambda: actions.go_on(actor, application, form.version.data),
        _("The application goes on without it."),
        "plain",
    )


@feature.change(f"{HERE}/override", P.DECIDE_APPLICATIONS, load=load)
def override(actor: Actor, application: FellowshipApplication) -> ResponseReturnValue:
    form = OverrideForm()
    condition = form.chosen()
    if condition is None:
        raise NotFound

    def act() -> None:
        met = form.met.data == "yes"
        actions.override(actor, application, condition, met, form.reason.data or "", form.version.data)

    return _acted(actor, application, form, act, _("It is decided, with its reason."), condition.value)


@feature.change(f"{HERE}/eligibility", P.DECIDE_APPLICATIONS, load=load)
def decide(actor: Actor, application: FellowshipApplication) -> ResponseReturnValue:
    form = EligibilityForm()
    eligible = form.decision.data == "eligible"
    return _acted(
        actor,
        application,
        form,
        lambda: actions.decide(actor, application, eligible, form.reason.data or "", form.version.data),
        _("It is decided. The applicant is told."),
        "eligibility",
    )


@feature.change(f"{HERE}/look-again", P.DECIDE_APPLICATIONS, load=load)
def look_again(actor: Actor, application: FellowshipApplication) -> ResponseReturnValue:
    form = VersionedForm()
    return _acted(
        actor,
        application,
        form,
        lambda: actions.look_again(actor, application, form.version.data),
        _("The eligibility is open again. Nobody was written to."),
        "plain",
    )


def _acted(
    actor: Actor,
    application: FellowshipApplication,
    form: Form,
    act: Callable[[], None],
    done: str,
    where: str,
) -> ResponseReturnValue:
    """Do it; otherwise the page again with what was typed, where it was typed."""
    if not form.validate():
        return _page(actor, application, form, where, 422)
    try:
        act()
    except Refused as no:
        form.refuse(no)
        return _page(actor, application, form, where, 409 if isinstance(no, Stale) or not no.field else 422)
    flash(done, "ok")
    address = url_for("fellowship.application", slug=application.edition.slug, key=application.key)
    return redirect(address, 303)


def _labels(application: FellowshipApplication) -> dict[str, str]:
    edition = application.edition
    questions = [(q.id, q.wording) for q in form_of("edition", edition.id).questions]
    return dict(field_labels(asked_documents(edition.documents), questions, _))


def _page(
    actor: Actor,
    application: FellowshipApplication,
    form: Form | None = None,
    where: str = "",
    code: int = 200,
) -> ResponseReturnValue:
    edition, version = application.edition, application.version
    lines = lines_of(application)
    forms: dict[str, Any] = {
        "asking": AskMoreForm(formdata=None),
        "eligibility": EligibilityForm(formdata=None),
        **{
            line.condition.value: OverrideForm(formdata=None, condition=line.condition.value)
            for line in lines
        },
    }
    if form is not None and where != "plain":
        forms[where] = form
    forms["asking"].offer(_labels(application))
    for one in forms.values():
        one.version.data = version  # who looks again at the page decides on what it shows
    page = render_template(
        "fellowship/application.html",
        application=application,
        edition=edition,
        form=form,
        forms=forms,
        where=where,
        lines=lines,
        same_name=queries.of_same_name(actor, application),
        all_met=all_met(lines),
        steps={step.to for step in application_steps(application.state, By.OFFICE)},
        open=edition.state in ELIGIBILITY_OPEN,
        handed_in=application.state in HANDED_IN,
        labels=_labels(application),
        answers=answers_of(actor, "application", [application.id])[application.id],
        answer_url=lambda key: url_for(
            "fellowship.answered", slug=edition.slug, key=application.key, file_key=key
        ),
        trail=trail_of(actor, application),
        deadline=deadline,
        wall=lambda at: wall_of(at, edition.zone),
        A=ApplicationState,
        Met=Met,
        N=NominationState,
    )
    return make_response(page, code)
