"""What was shared in a session, entered and changed one by one."""

from flask import flash, make_response, redirect, render_template, url_for
from flask import request as sent
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.refusals import Refused
from meetings.outcomes import following as actions
from meetings.outcomes import queries
from meetings.outcomes.feature import RECORD, feature
from meetings.outcomes.forms import RecordForm
from meetings.outcomes.models import OutcomeRecord
from meetings.outcomes.queries import record_for
from meetings.outcomes.rules import MEANING, levels_within
from meetings.programme.models import MeetingSession
from meetings.programme.queries import recorded_session_for


def _offered(session: MeetingSession) -> RecordForm:
    return RecordForm().offer(levels_within(session.attribution), queries.themes(session.meeting.cycle_id))


@feature.form(RECORD + "/new", Permission.WRITE_RECORD, load=recorded_session_for)
def new_record(actor: Actor, session: MeetingSession) -> ResponseReturnValue:
    form = _offered(session)
    if form.validate_on_submit():
        try:
            actions.add_record(actor, session, form.given(), form.terms())
            flash(_("The record is kept."), "ok")
            return redirect(_records(session), 303)
        except Refused as no:
            form.refuse(no)
    return _form(actor, session, form, None)


@feature.form(RECORD + "/<int:record_id>", Permission.WRITE_RECORD, load=record_for)
def edit_record(actor: Actor, record: OutcomeRecord) -> ResponseReturnValue:
    session = record.session
    assert session is not None, "the address holds it"
    form = _offered(session)
    if sent.method == "GET":
        form.show(record, queries.evidence_lines(record))
    elif form.validate():
        try:
            actions.edit_record(actor, record, form.given(), form.version.data or 0, form.terms())
            flash(_("The record is changed."), "ok")
            return redirect(_records(session), 303)
        except Refused as no:
            form.refuse(no)
    return _form(actor, session, form, record)


@feature.change(RECORD + "/<int:record_id>/delete", Permission.WRITE_RECORD, load=record_for)
def delete_record(actor: Actor, record: OutcomeRecord) -> ResponseReturnValue:
    session = record.session
    assert session is not None, "the address holds it"
    actions.delete_record(actor, record)
    flash(_("The record is taken out."), "ok")
    return redirect(_records(session), 303)


def _records(session: MeetingSession) -> str:
    slug, label = session.meeting.slug, session.label
    return url_for("outcomes.session_record", slug=slug, label=label, _anchor="records")


def _form(
    actor: Actor, session: MeetingSession, form: RecordForm, record: OutcomeRecord | None
) -> ResponseReturnValue:
    stale = record is not None and form.is_submitted() and form.version.data != record.version
    if record is not None:
        form.version.data = record.version
    page = render_template(
        "outcomes/record_form.html",
        form=form,
        record=record,
        stale=stale,
        marked=record is not None and bool(queries.marked_records([record], session.attribution)),
        session=session,
        meeting=session.meeting,
        meaning=MEANING[session.attribution],
        organizations=[o.name for o in queries.organizations_named()],
        mandate=queries.paragraphs_of(session.meeting),
    )
    return make_response(page, 422 if form.is_submitted() else 200)
