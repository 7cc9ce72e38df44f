"""The record of a session: its summary and what was shared; and the outcomes of a meeting."""

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.base.refusals import NotFound, Refused
from meetings.base.typed import words_sent
from meetings.outcomes import actions, pages, queries, writing
from meetings.outcomes.feature import RECORD, feature
from meetings.outcomes.forms import DecisionForm, SummaryForm
from meetings.outcomes.models import Summary
from meetings.outcomes.queries import MeetingOutcomes, outcomes_for
from meetings.outcomes.rules import MEANING, split_footnotes, steps_from, still_approved, word_changes
from meetings.programme.models import MeetingSession
from meetings.programme.queries import held_sitting, recorded_session_for

# The pages of paragraphs, versions and guides, of records and of what became of outcomes are declared there.
__all__ = ["feature", "pages", "writing"]


@feature.page("/meetings/<slug>/outcomes", Permission.SEE_OUTCOMES, load=outcomes_for)
def meeting_outcomes(actor: Actor, outcomes: MeetingOutcomes) -> ResponseReturnValue:
    return render_template("outcomes/meeting.html", outcomes=outcomes, meeting=outcomes.meeting)


@feature.form(RECORD, Permission.WRITE_RECORD, load=recorded_session_for)
def session_record(actor: Actor, session: MeetingSession) -> ResponseReturnValue:
    """The page of a session's record; sends the summary as a draft, or hands it in."""
    form = SummaryForm()
    if request.method == "GET":
        return _page(actor, session, form)
    if form.validate():
        try:
            summary = actions.save_summary(actor, session, form.text.data or "", form.version.data or 0)
            if "hand_in" in request.form:
                actions.hand_in(actor, summary)
                flash(_("Handed in. An organizer reads it now."), "ok")
            else:
                flash(_("Saved as a draft."), "ok")
            return redirect(_address(session), 303)
        except Refused as no:
            form.refuse(no)
    return _page(actor, session, form, status=422)


@feature.change(RECORD + "/decision", Permission.APPROVE_SUMMARY, load=recorded_session_for)
def decide(actor: Actor, session: MeetingSession) -> ResponseReturnValue:
    """Approve a summary, give it back, or open an approved one again."""
    decision = DecisionForm()
    summary = queries.find_summary(session)
    if summary is None:
        raise NotFound
    if decision.validate():
        try:
            flash(_decided(actor, summary, decision), "ok")
            return redirect(_address(session), 303)
        except Refused as no:
            decision.refuse(no)
    return _page(actor, session, SummaryForm(formdata=None), decision, status=422)


def _decided(actor: Actor, summary: Summary, decision: DecisionForm) -> str:
    step = request.form.get("step", "")
    if step == "approve":
        actions.approve(actor, summary, decision.version.data, decision.because.data or "")
        return _("Approved. The report can use it now.")
    if step == "give_back":
        actions.give_back(actor, summary, decision.reason.data or "")
        return _("Given back with your reason.")
    if step == "reopen":
        actions.reopen(actor, summary)
        return _("Opened again. Until it is approved once more, no report uses it.")
    if step == "freeze":
        actions.freeze(actor, summary, decision.version.data)
        return _("Frozen. Whoever finds a mistake asks for a correction.")
    if step == "correct":
        actions.correct(actor, summary, decision.reason.data or "")
        return _("The correction is begun. The version before stays readable.")
    raise Refused("Choose what to do with the summary.")


def _address(session: MeetingSession) -> str:
    return url_for("outcomes.session_record", slug=session.meeting.slug, label=session.label)


def _page(
    actor: Actor,
    session: MeetingSession,
    form: SummaryForm,
    decision: DecisionForm | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    page = queries.record_page(actor, session)
    kept = page.summary
    version = kept.version if kept else 0
    stale = decision is None and form.is_submitted() and form.version.data != version
    begun = session.starts_at <= clock.now()
    sent = decision is None and form.is_submitted()
    words = words_sent() if decision is not None else []
    open_here = page.editable and begun and not session.cancelled_at
    unkept = form.text.data or "" if sent and not open_here else None
    if not sent:
        form.text.data = kept.text if kept else ""
    form.version.data = version  # who has compared both texts saves on the one that is kept now
    decision = decision or DecisionForm(formdata=None)
    decision.version.data = version
    steps = {step.value for step in steps_from(kept.status)} if kept else set()
    shown: dict[str, Any] = {
        "page": page,
        "session": session,
        "attended": held_sitting(actor, Permission.NOTE_ATTENDANCE, session),
        "meeting": session.meeting,
        "form": form,
        "decision": decision,
        "kept": kept,
        "stale": stale and kept is not None,
        "begun": begun,
        "unkept": unkept,
        "holds": kept is not None and still_approved(kept.status, kept.approved_under, session.attribution),
        "meaning": MEANING[session.attribution],
        "rows": kept.paragraphs if kept else [],
        "paragraphs": [split_footnotes(p.text) for p in kept.paragraphs] if kept else [],
        "unkept_reason": words if request.form.get("step") not in steps else [],
        "steps": steps,
        "terms": queries.terms_of(session.meeting),
        "guide": queries.guide_of(session.meeting.kind)[0],
        "versions": queries.versions_of(kept) if kept else [],
        "word_changes": word_changes,
    }
    return make_response(render_template("outcomes/record.html", **shown), status)
