"""The office's and the rapporteur's page of a round: open, extend, take back, confirm; what becomes of an answer."""

from datetime import datetime
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.base.forms import said as in_words
from meetings.base.refusals import NotFound, Refused
from meetings.base.typed import words_sent
from meetings.base.zones import wall_of
from meetings.outcomes.queries import find_summary
from meetings.outcomes.rules import SummaryStatus, split_footnotes, word_changes
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.queries import meeting_for, recorded_session_for
from meetings.programme.rules import moment
from meetings.programme.views.showing import reader_zone
from meetings.rounds import actions, queries
from meetings.rounds.forms import DeadlineForm, DecideForm, WhyForm
from meetings.rounds.models import ConfirmationRound
from meetings.rounds.queries.people import Since, present_at, since_opened
from meetings.rounds.rules import USUAL, Decision, Kind, RoundStatus
from meetings.rounds.views.feature import feature

P = Permission
ROUND = "/meetings/<slug>/sessions/<label>/round"


@feature.page(ROUND, P.WRITE_RECORD, load=recorded_session_for)
def round_page(actor: Actor, session: MeetingSession) -> ResponseReturnValue:
    return _page(actor, session)


@feature.change(ROUND + "/open", P.APPROVE_SUMMARY, load=recorded_session_for)
def open_round(actor: Actor, session: MeetingSession) -> ResponseReturnValue:
    """Send the summary to those who were present."""
    form, summary = _deadline_form(session), find_summary(session)
    if summary is None:
        raise NotFound
    if form.validate():
        try:
            actions.open_round(actor, summary, form.given(session.meeting.zone), form.version.data)
            flash(_("The round is open. Everybody who was present gets a personal link."), "ok")
            return redirect(_address(session), 303)
        except Refused as no:
            form.refuse(no)
    return _page(actor, session, form, status=422)


@feature.form("/meetings/<slug>/outcomes/rounds", P.APPROVE_SUMMARY, load=meeting_for)
def open_rounds(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """Open a round for every summary of the meeting that waits for one."""
    form = DeadlineForm()
    form.offer_hours(meeting.zone)
    if request.method == "GET":
        _propose(form, meeting)
    elif form.validate():
        try:
            done = actions.open_all(actor, meeting, form.given(meeting.zone))
            if not done.number and not done.left_out:
                raise Refused("No summary of this meeting waits for a round.")
            for label, no in done.left_out:
                flash(_("Session %(label)s was left out: %(why)s", label=label, why=in_words(no)), "warn")
            flash(
                ngettext("%(num)s round is open.", "%(num)s rounds are open.", done.number),
                "ok" if done.number else "warn",
            )
            return redirect(url_for("outcomes.meeting_outcomes", slug=meeting.slug), 303)
        except Refused as no:
            form.refuse(no)
    page = render_template("rounds/open_all.html", form=form, meeting=meeting)
    return make_response(page, 422 if form.is_submitted() else 200)


@feature.change(ROUND + "/extend", P.APPROVE_SUMMARY, load=recorded_session_for)
def extend(actor: Actor, session: MeetingSession) -> ResponseReturnValue:
    """Give people more time."""
    form, of = _deadline_form(session), _round(session)
    if form.validate():
        try:
            actions.extend(actor, of, form.given(session.meeting.zone), form.version.data or 0)
            flash(_("The new deadline stands. Everybody who was asked is told."), "ok")
            return redirect(_address(session), 303)
        except Refused as no:
            form.refuse(no)
    return _page(actor, session, form, status=422)


@feature.change(ROUND + "/ask", P.APPROVE_SUMMARY, load=recorded_session_for)
def ask_more(actor: Actor, session: MeetingSession) -> ResponseReturnValue:
    """Ask those, too, who were noted as present after the round had begun."""
    number = actions.ask_more(actor, _round(session))
    told = ngettext("%(num)s more person is asked.", "%(num)s more people are asked.", number)
    flash(told, "ok")
    return redirect(_address(session), 303)


@feature.change(ROUND + "/take-back", P.APPROVE_SUMMARY, load=recorded_session_for)
def take_back(actor: Actor, session: MeetingSession) -> ResponseReturnValue:
    form, of = WhyForm(), _round(session)
    if form.validate():
        try:
            actions.take_back(actor, of, form.reason.data or "")
            flash(_("The round is taken back. Everybody who was asked is told why."), "ok")
            return redirect(_address(session), 303)
        except Refused as no:
            form.refuse(no)
    return _page(actor, session, why=form, status=422)


@feature.change(ROUND + "/confirm", P.APPROVE_SUMMARY, load=recorded_session_for)
def confirm(actor: Actor, session: MeetingSession) -> ResponseReturnValue:
    """Approve what the round confirmed."""
    actions.confirm_round(actor, _round(session))
    flash(_("Approved as the round confirmed it. The report can use it now."), "ok")
    return redirect(url_for("outcomes.session_record", slug=session.meeting.slug, label=session.label), 303)


@feature.change(ROUND + "/answers/<int:answer_id>", P.WRITE_RECORD, load=queries.answer_for)
def decide(actor: Actor, of: queries.AnswerOf) -> ResponseReturnValue:
    """Say what becomes of a comment or a wording."""
    form, session = DecideForm(), of.round.summary.session
    if form.validate():
        try:
            actions.decide(
                actor,
                of,
                Decision(form.decision.data),
                form.reason.data or "",
                form.version.data or 0,
                form.wording.data or "",
                bool(form.nobody_meant.data),
            )
            flash(_("Kept. Whoever said it reads your answer."), "ok")
            return redirect(_address(session), 303)
        except Refused as no:
            form.refuse(no)
    return _page(actor, session, decided=(of.answer.id, form), status=422)


def _round(session: MeetingSession) -> ConfirmationRound:
    summary = find_summary(session)
    found = queries.find_round(summary) if summary else None
    if found is None:
        raise NotFound
    return found


def _deadline_form(session: MeetingSession) -> DeadlineForm:
    form = DeadlineForm()
    form.offer_hours(session.meeting.zone)
    return form


def _address(session: MeetingSession) -> str:
    return url_for("rounds.round_page", slug=session.meeting.slug, label=session.label)


def _propose(form: DeadlineForm, meeting: Meeting, since: datetime | None = None) -> None:
    """A usual deadline, for somebody to change."""
    day = wall_of(max(since or clock.now(), clock.now()) + USUAL, meeting.zone)
    form.deadline_on.data, form.deadline.data = day.date(), "18:00"


def _page(
    actor: Actor,
    session: MeetingSession,
    form: DeadlineForm | None = None,
    why: WhyForm | None = None,
    decided: tuple[int, DecideForm] | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    page, meeting = queries.round_page(actor, session), session.meeting
    of, now = page.round, clock.now()
    if form is None:
        form = DeadlineForm(formdata=None)
        form.offer_hours(meeting.zone)
        _propose(form, meeting, of.deadline_at if of and of.status is RoundStatus.OPEN else None)
    running = of is not None and of.status is RoundStatus.OPEN
    form.version.data = (of.version if running and of else page.summary.version) if page.summary else 0
    can_open = page.summary is not None and page.summary.status is SummaryStatus.SUBMITTED
    shown: dict[str, Any] = {
        "page": page,
        "round": of,
        "session": session,
        "meeting": meeting,
        "form": form,
        "why": why or WhyForm(formdata=None),
        "decided": decided or (0, None),
        "decide_form": _decide_form,
        "running": running,
        "hidden": running and of is not None and not queries.is_shown(of),
        "past": of is not None and now > of.deadline_at,
        "when": of and moment(of.deadline_at, meeting.zone, meeting.city, reader_zone(actor)),
        "left": of and of.deadline_at - now,
        "can_open": can_open,
        "since": since_opened(session, page.readers) if running else Since(),
        "present": present_at(session) if can_open else None,
        "word_changes": word_changes,
        "split_footnotes": split_footnotes,
        "K": Kind,
        "D": Decision,
        # Somebody else has decided it, or ended the round, and no field is left for what was typed.
        "unkept": words_sent() if status != 200 and not _has_field(page, running, decided) else [],
    }
    return make_response(render_template("rounds/round.html", **shown), status)


def _has_field(page: queries.RoundPage, running: bool, decided: tuple[int, DecideForm] | None) -> bool:
    """Whether the page still has the form that was sent."""
    if decided is None or not running:
        return running
    rows = (*page.whole, *(row for one in page.paragraphs for row in one.said))
    return any(row.answer.id == decided[0] and row.answer.decision is None for row in rows)


def _decide_form(row: queries.AnswerRow, sent: tuple[int, DecideForm | None]) -> DecideForm:
    """The form beside one answer: the one that was sent, or an empty one."""
    answer = row.answer
    form = sent[1] if sent[0] == answer.id and sent[1] is not None else DecideForm(formdata=None)
    if not form.is_submitted() or sent[0] != answer.id:
        of_it = answer.paragraph.text if answer.paragraph is not None else ""
        form.wording.data = answer.text if answer.kind is Kind.PROPOSE else of_it
    form.version.data = answer.paragraph.version if answer.paragraph is not None else 0
    for field in form:  # several such forms stand on the page, and each label belongs to its own
        field.id = f"{field.short_name}-{answer.id}"
    return form
