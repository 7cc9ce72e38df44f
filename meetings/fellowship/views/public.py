"""What everybody reads: the list of calls, the page of one call; and where an application begins."""

from flask import make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.pages import page_language
from meetings.base.refusals import NotFound, Refused
from meetings.fellowship import actions, queries
from meetings.fellowship.forms import StartForm, StepForm
from meetings.fellowship.models import FellowshipEdition
from meetings.fellowship.rules import (
    By,
    Condition,
    Door,
    EditionState,
    asked_documents,
    edition_steps,
    shares,
    takes_nominations,
)
from meetings.fellowship.views.feature import feature
from meetings.fellowship.views.showing import deadline, left_until
from meetings.registration.letters.words import settings

P = Permission


@feature.page("/fellowships", P.READ_PUBLIC)
def editions(actor: Actor) -> ResponseReturnValue:
    rows = queries.editions(actor)
    return render_template("fellowship/editions.html", rows=rows, Door=Door, left_until=left_until)


@feature.page("/fellowships/<slug>", P.READ_PUBLIC, load=queries.edition_for)
def call(actor: Actor, edition: FellowshipEdition) -> ResponseReturnValue:
    """The call, in print quality; the office sees its buttons too."""
    return call_page(actor, edition, StepForm(formdata=None))


def call_page(
    actor: Actor, edition: FellowshipEdition, form: StepForm, status: int = 200
) -> ResponseReturnValue:
    """The page of a call; `form` says why a step was not taken."""
    may_keep = actor.may(P.KEEP_EDITIONS, edition)
    page = render_template(
        "fellowship/call.html",
        edition=edition,
        address=f"{settings().base_url}/fellowships/{edition.slug}",
        form=form,
        door=queries.door_of(edition),
        Door=Door,
        deadline=deadline,
        left_until=left_until,
        documents=asked_documents(edition.documents),
        conditions=[Condition(code) for code in edition.conditions],
        shares=shares([one.weight for one in edition.criteria]),
        steps=edition_steps(edition.state, By.OFFICE) if may_keep else [],
        S=EditionState,
        nominates_for=queries.nominates_for(actor) if takes_nominations(edition.nomination) else [],
    )
    return make_response(page, status)


@feature.form("/fellowships/<slug>/apply", P.REGISTER, load=queries.edition_for)
def apply(actor: Actor, edition: FellowshipEdition) -> ResponseReturnValue:
    """Only an address: the link that comes to it opens the application."""
    if edition.state is EditionState.DRAFT:
        raise NotFound
    form = StartForm(email=actor.email)
    if form.is_submitted() and form.validate():
        try:
            actions.begin(edition, form.email.data or "", page_language()[0])
            return redirect(url_for("fellowship.link_sent", slug=edition.slug), 303)
        except Refused as no:
            form.refuse(no)
    stands = queries.door_of(edition)
    page = render_template(
        "fellowship/apply.html",
        edition=edition,
        form=form,
        door=stands,
        Door=Door,
        deadline=deadline,
        left_until=left_until,
    )
    late = form.is_submitted() and stands is not Door.OPEN
    return make_response(page, 409 if late else 422 if form.is_submitted() else 200)


@feature.page("/fellowships/<slug>/apply/sent", P.REGISTER, load=queries.edition_for)
def link_sent(actor: Actor, edition: FellowshipEdition) -> ResponseReturnValue:
    """The same page for everybody: only the mail says whether the address was known."""
    return render_template("fellowship/link_sent.html", edition=edition, deadline=deadline)
