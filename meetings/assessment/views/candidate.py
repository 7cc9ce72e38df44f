"""One application before the panel: scores, what was said, the decision, one’s own conflict."""

from collections.abc import Sequence
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.assessment import actions, queries
from meetings.assessment.forms import DecisionForm, GiveForm, ReasonForm, RemarkForm
from meetings.assessment.models import PanelMember
from meetings.assessment.rules import BARRED, NOT_CHOSEN, SEATED, AssignmentState, Outcome, points
from meetings.assessment.views.feature import feature
from meetings.base.forms import Form
from meetings.base.pages import LANGUAGES
from meetings.base.refusals import NotFound, Refused, Stale
from meetings.fellowship.rules import ANSWERED, ApplicationState, EditionState

P = Permission
ONE = "/fellowships/<slug>/selection/<key>"


@feature.form(ONE, P.SEE_SELECTION, load=queries.candidate_for)
def candidate(actor: Actor, before: queries.Before) -> ResponseReturnValue:
    """One application before the panel: scores with reasons, what was said, and the decision."""
    if request.method == "GET":
        return _page(actor, before)
    if not actor.may(P.DECIDE_SELECTION, before):
        raise NotFound
    form = _decision_form(before, Outcome.SELECTED, Outcome.NOT_SELECTED)
    if not form.validate():
        return _page(actor, before, decision=form, code=422)
    application = before.application
    try:
        check_not_closed(before)
        actions.decide(
            actor,
            application,
            Outcome(form.outcome.data),
            form.reason.data or "",
            form.version.data,
            form.place.data,
        )
    except Refused as no:
        form.refuse(no)
        if isinstance(no, Stale):
            # Somebody was quicker: what they decided stands on the page, and what was typed, too.
            before = queries.candidate_for(actor, application.edition.slug, application.key)
            form.version.data = before.application.version
        code = 422 if no.field else 409
        return _page(actor, before, decision=form, code=code, stale=isinstance(no, Stale))
    flash(_("Decided: %(outcome)s.", outcome=_(Outcome(form.outcome.data).label)), "ok")
    return redirect(url_for("assessment.selection", slug=application.edition.slug), 303)


@feature.change(f"{ONE}/remarks", P.SEE_SELECTION, load=queries.candidate_for)
def remark(actor: Actor, before: queries.Before) -> ResponseReturnValue:
    """To the panel."""
    form = RemarkForm()

    def act() -> None:
        check_not_closed(before)
        actions.remark(actor, before.application, form.text.data or "")

    return acted(actor, before, form, "talk", act, _("Said."))


@feature.change(f"{ONE}/conflict", P.SEE_SELECTION, load=queries.candidate_for)
def declare(actor: Actor, before: queries.Before) -> ResponseReturnValue:
    """Somebody of the panel who does not assess it has a conflict."""
    form, application = ReasonForm(), before.application
    member = queries.own_seat(actor.account_id, application.edition)

    def act() -> None:
        if member is None:
            raise Refused("You are not on this panel.")
        actions.declare(actor, application, member, form.reason.data or "")

    # The page is closed to them from now on.
    said = _("Your conflict of interest is recorded.")
    return acted(actor, before, form, "declaring", act, said, "assessment.selection")


def acted(
    actor: Actor, before: queries.Before, form: Form, where: str, act: Any, done: str, to: str = ""
) -> ResponseReturnValue:
    """The page again with what was refused in the form `where`; or on to `to`, by default the same page."""
    if not form.validate():
        return _page(actor, before, other=(where, form), code=422)
    try:
        act()
    except Refused as no:
        form.refuse(no)
        return _page(actor, before, other=(where, form), code=422 if no.field else 409)
    flash(done, "ok")
    slug, key = before.application.edition.slug, before.application.key
    here = url_for(to, slug=slug) if to else url_for("assessment.candidate", slug=slug, key=key)
    return redirect(here, 303)


def _declares(actor: Actor, before: queries.Before) -> bool:
    """Whether this one is on the panel and was not given it: who was says there that they have a conflict."""
    member = queries.own_seat(actor.account_id, before.application.edition)
    seats = [one.assignment for one in before.candidate.judged]
    return member is not None and all(
        one.member_id != member.id or one.state is AssignmentState.LEFT for one in seats
    )


def _says(before: queries.Before) -> bool:
    return before.application.edition.state is EditionState.ASSESSMENT and not before.candidate.closed


def _late(before: queries.Before) -> list[Outcome]:
    """What can be decided of it once the selection is closed.

    A place that is free, and that nobody of the reserve can have, goes to it; who has one, and no offer yet, loses it.
    """
    edition, state = before.application.edition, before.application.state
    if edition.state not in queries.OFFERING or before.candidate.closed:
        return []
    if state is ApplicationState.SELECTED:
        return [Outcome.NOT_SELECTED]
    free, reserve = queries.left_free(edition) if state in NOT_CHOSEN else (0, 0)
    return [Outcome.SELECTED] if free > 0 and not reserve else []


def can_be_given(actor: Actor, before: queries.Before) -> Sequence[PanelMember]:
    """Who may be given it by hand: who is on the panel, has it not (any more), and has not said no."""
    if not actor.may(P.KEEP_PANEL, before):
        return []
    seats = [one.assignment for one in before.candidate.judged]
    held = {one.member_id for one in seats if one.state is not AssignmentState.LEFT}
    application = before.application
    members = [one.member for one in queries.panel(actor, application.edition).members]
    own = queries.own_of(members)
    return [
        one
        for one in members
        if one.left_at is None and one.assesses and one.id not in held and not own[one.id].has(application)
    ]


def _decision_form(before: queries.Before, *late: Outcome, **given: Any) -> DecisionForm:
    """What the panel decides; once the selection is closed, only what can be decided late."""
    form = DecisionForm(**given)
    if before.application.edition.state in queries.OFFERING:
        form.only(*late)
    return form


def check_not_closed(before: queries.Before) -> None:
    """Who is of the office, too, opens it in spite of a conflict, to keep the panel: what becomes of it others say."""
    if before.candidate.closed:
        raise Refused("You have a conflict of interest: others decide.")


def _reads_whole(before: queries.Before, text: str) -> bool:
    """Whether nothing in it is hidden from this reader: what they did not read, they do not send again."""
    return queries.without_names(before, before.candidate, text) == text


def _page(
    actor: Actor,
    before: queries.Before,
    decision: DecisionForm | None = None,
    other: tuple[str, Form] | None = None,
    code: int = 200,
    stale: bool = False,
) -> ResponseReturnValue:
    application, candidate = before.application, before.candidate
    edition = application.edition
    where, sent = other or ("", None)
    refused = decision is not None
    late = _late(before)
    if decision is None:
        stands = None if late else candidate.decision
        decision = _decision_form(
            before,
            *late,
            formdata=None,
            version=application.version,
            outcome=stands.outcome.value if stands else None,
            reason=stands.reason if stands and _reads_whole(before, stands.reason) else "",
            place=stands.place if stands else None,
        )
    forms: dict[str, Form] = {
        "talk": RemarkForm(formdata=None),
        "giving": GiveForm(formdata=None).offer(can_be_given(actor, before)),
        "taking": ReasonForm(formdata=None),
        "declaring": ReasonForm(formdata=None),
    }
    if sent is not None:
        forms[where] = sent
    page = render_template(
        "assessment/candidate.html",
        edition=edition,
        application=application,
        candidate=candidate,
        nameless=before.nameless,
        without_names=lambda text: queries.without_names(before, candidate, text),
        copies=queries.redacted(application.files) if edition.blind else {},
        undecided=edition.state not in ANSWERED,
        form=sent or (decision if code != 200 else None),
        decision=decision,
        forms=forms,
        where=where,
        stale=stale,
        remarks=[] if candidate.hidden else queries.remarks(actor, application),
        late=late,
        decides=refused or ((late or _says(before)) and actor.may(P.DECIDE_SELECTION, before)),
        talks=where == "talk" or _says(before),
        declares=where == "declaring"
        or ((late or edition.state is EditionState.ASSESSMENT) and _declares(actor, before)),
        keeps=actor.may(P.KEEP_PANEL, before) and edition.state is EditionState.ASSESSMENT,
        points=points,
        criteria={one.id: one for one in edition.criteria},
        BARRED=BARRED,
        SEATED=SEATED,
        S=AssignmentState,
        Outcome=Outcome,
        LANGUAGES=LANGUAGES,
    )
    return make_response(page, code)
