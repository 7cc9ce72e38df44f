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
from meetings.speakers.queries import Leader
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


def leading(actor: Actor, token: str) -> Leader:
    """Whom a link makes the leader of a session; NotFound for everybody else."""
    found = queries.leader_of(actor, queries.request_for(actor, token))
    if found is None:
        raise NotFound
    return found


@feature.page("/speaking/<token>/briefing", Permission.REGISTER)
def own_briefing(actor: Actor, token: str) -> ResponseReturnValue:
    leader = leading(actor, token)
    docx = url_for("speakers.own_briefing_docx", token=token)
    return _page(_own_note(actor, leader), url_for("floor.linked", token=token), docx, token)


@feature.page("/speaking/<token>/briefing.docx", Permission.REGISTER)
def own_briefing_docx(actor: Actor, token: str) -> ResponseReturnValue:
    # No personal link in a file that is passed on; who signs in finds the list under the session's address.
    leader = leading(actor, token)
    return _docx(_own_note(actor, leader), _floor_of(actor, leader.session))


def _own_note(actor: Actor, leader: Leader) -> queries.Note:
    """The note for whoever leads the session: they are told of it what everybody is."""
    shown = queries.shown_of(actor, leader.session)
    return queries.note_of(leader.session, shown, as_printed=leader.printed_only)


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
