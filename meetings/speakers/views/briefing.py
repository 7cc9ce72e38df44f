"""The briefing note of a session: for the office, and by link for those who chair or moderate it."""

from flask import Response, current_app, make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.file_kinds import MEDIA_TYPES, FileKind
from meetings.base.refusals import NotFound
from meetings.programme.models import MeetingSession
from meetings.programme.queries import session_for
from meetings.speakers import queries, words
from meetings.speakers.models import RoleRequest
from meetings.speakers.render_briefing import render_briefing
from meetings.speakers.views.feature import feature

SESSION = "/meetings/<slug>/sessions/<label>/briefing"


@feature.page(SESSION, Permission.SEE_PROGRAMME, load=session_for)
def briefing(actor: Actor, session: MeetingSession) -> ResponseReturnValue:
    docx = url_for("speakers.briefing_docx", slug=session.meeting.slug, label=session.label)
    return _page(queries.note_of(session, session), _floor_of(actor, session), docx)


@feature.page(SESSION + ".docx", Permission.SEE_PROGRAMME, load=session_for)
def briefing_docx(actor: Actor, session: MeetingSession) -> ResponseReturnValue:
    return _docx(queries.note_of(session, session), _floor_of(actor, session))


def leading(actor: Actor, token: str) -> RoleRequest:
    """What a link opens for whoever chairs or moderates the session; NotFound for everybody else."""
    found = queries.request_for(actor, token)
    if not queries.leads(found.speaker):
        raise NotFound
    return found


@feature.page("/speaking/<token>/briefing", Permission.REGISTER)
def own_briefing(actor: Actor, token: str) -> ResponseReturnValue:
    session = _session(leading(actor, token))
    docx = url_for("speakers.own_briefing_docx", token=token)
    return _page(_own_note(actor, session), url_for("floor.linked", token=token), docx, token)


@feature.page("/speaking/<token>/briefing.docx", Permission.REGISTER)
def own_briefing_docx(actor: Actor, token: str) -> ResponseReturnValue:
    # No personal link in a file that is passed on; who signs in finds the list under the session's address.
    session = _session(leading(actor, token))
    return _docx(_own_note(actor, session), _floor_of(actor, session))


def _session(found: RoleRequest) -> MeetingSession:
    assert found.speaker is not None
    return found.speaker.session


def _own_note(actor: Actor, session: MeetingSession) -> queries.Note:
    """The note for whoever leads the session: they are told of it what everybody is."""
    return queries.note_of(session, queries.shown_of(actor, session))


def _floor_of(actor: Actor, session: MeetingSession) -> str:
    label = queries.shown_of(actor, session).label
    return url_for("floor.floor", slug=session.meeting.slug, label=label)


def _page(note: queries.Note, floor: str, docx: str, token: str = "") -> str:
    return render_template(
        "speakers/briefing.html",
        note=note,
        session=note.session,
        meeting=note.meeting,
        floor=floor,
        docx=docx,
        token=token,
        attribution_rule=words.attribution_rule,
        hours_of=words.hours_of,
        left_of=words.left_of,
        unplanned_of=words.unplanned_of,
    )


def _docx(note: queries.Note, floor: str) -> Response:
    base = current_app.config["SETTINGS"].base_url
    answer = make_response(render_briefing(note, base + floor))
    answer.headers["Content-Type"] = MEDIA_TYPES[FileKind.DOCX]
    name = f"briefing-{note.meeting.slug}-{note.session.label}.docx"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
