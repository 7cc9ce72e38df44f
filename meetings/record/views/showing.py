"""The pages of a record, and the part of it that a browser asks for again and again."""

import hashlib
from typing import Any

from flask import (
    Response,
    current_app,
    get_template_attribute,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import get_locale
from markupsafe import Markup, escape

from meetings.access.permissions import Permission
from meetings.base import clock, secrets
from meetings.base.forms import Form, said
from meetings.base.refusals import Refused, Stale
from meetings.programme.queries import held_sitting
from meetings.programme.rules import Attribution
from meetings.programme.rules.attributing import MEANING, levels_within, narrower
from meetings.record import queries
from meetings.record.forms import DismissForm, ParagraphForm
from meetings.record.models import RecordParagraph
from meetings.record.queries import At, Desk
from meetings.record.queries.reported import reported_before
from meetings.record.rules import OPENS_BEFORE, ParagraphKind, whole

P = Permission
MINUTES = "/meetings/<slug>/sessions/<label>/minutes"
LINK = "/speaking/<token>/minutes"
CHATHAM = Attribution.CHATHAM_HOUSE
_blanks: dict[tuple[str, Attribution], Markup] = {}


def composer(desk: Desk) -> ParagraphForm:
    """The form for a new paragraph, as it was sent."""
    return ParagraphForm().offer(levels_within(desk.session.attribution))


def _blank(attribution: Attribution) -> Markup:
    """The fields of an empty one: made once for each language, since they cost as much as a hundred paragraphs."""
    known = (str(get_locale()), attribution)
    if known not in _blanks:
        fields = get_template_attribute("record/_parts.html", "fields")
        _blanks[known] = fields(ParagraphForm(formdata=None).offer(levels_within(attribution)))
    return _blanks[known]


def page(desk: Desk, form: ParagraphForm | None = None, code: int = 200) -> Response:
    """The whole page: one part of the record, and the form for what is said next."""
    args = request.args
    after = whole(request.values.get("after", ""))
    around = after if after is not None else whole(args.get("at", ""))
    shown = queries.shown_of(desk.session, whole(args.get("part", "")), around)
    told = {
        **_told(desk),
        "shown": shown,
        "before": reported_before(desk.session),
        "speakers": queries.names_of_speakers(desk.session.id) if desk.writes else [],
        "after": after if shown.number else None,
        "rows": list(enumerate(shown.rows, shown.part.first)),
        "named": shown.named,
        "form": form,
        "key": secrets.new_key(),
        "blank": "" if form else _blank(desk.session.attribution),
        "to_take_over": _waiting(desk),
        "listed": held_sitting(desk.actor, P.WRITE_RECORD, desk.session) if desk.writes else None,
        "who": desk.actor.device_mark,
        "tag": f'"{_tag(desk, shown.mark)}"',
    }
    return _private(render_template("record/minutes.html", **told), code)


def news(desk: Desk, since: int) -> Response:
    """What is new since that mark; 304 when the record is as the browser knows it (RFC 9110, 13.1.2)."""
    mark = queries.mark_of(desk.session.id)
    tag = _tag(desk, mark)
    if request.if_none_match.contains(tag):
        answer = make_response("", 304)
    else:
        answer = jsonify(_news(desk, since, mark))
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = "no-store"  # names: the page itself keeps the ETag that it asks with
    return answer


def done(desk: Desk, row: RecordParagraph) -> Response:
    """What came of a change: what is new for a browser that keeps the page, else the page at that paragraph."""
    since = whole(request.form.get("since", ""))
    if since is None:
        return redirect(url_of(desk, at=row.id, _anchor=f"p{row.id}"), 303)  # type: ignore[return-value]
    answer = jsonify(
        _news(desk, since, queries.mark_of(desk.session.id)) | {"id": row.id, "version": row.version}
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def refused(
    desk: Desk, form: Form, no: Refused | None = None, row: RecordParagraph | None = None
) -> Response | None:
    """The refusal for a browser that keeps the page, with another's text when there is one; None: a page is wanted."""
    if whole(request.form.get("since", "")) is None:
        return None
    errors = [*form.top_errors, *(str(e) for es in form.errors.values() for e in es)]
    told: dict[str, Any] = {"said": errors[0] if errors else ""}
    stale = isinstance(no, Stale)
    if stale and row is not None:
        told |= {
            "kept": row.text,
            "version": row.version,
            "by": row.written_by,
            "out": row.out_at is not None,
        }
    answer = jsonify(told)
    answer.status_code = 409 if stale else 422
    answer.headers["Cache-Control"] = "no-store"
    return answer


def one(
    at: At, form: ParagraphForm, code: int = 200, stale: bool = False, dismiss: DismissForm | None = None
) -> Response:
    """The page of one paragraph."""
    row = at.paragraph
    numbers = queries.number_of_each(row.session_id)
    found = queries.found_in(at.desk.session, [row]).get(row.id, queries.Found())
    told = {
        **_told(at.desk),
        "row": row,
        "speakers": queries.names_of_speakers(row.session_id),
        "form": form,
        "stale": stale,
        "number": numbers.get(row.id),
        "named": [(name, queries.name_digest(row.id, name)) for name in found.names],
        "marked": found.marked,
        "dismiss": dismiss or DismissForm(formdata=None),
        "narrow": narrower(row.attribution, at.desk.session.attribution) is CHATHAM,
    }
    return _private(render_template("record/paragraph.html", **told), code)


def taken_out_page(desk: Desk) -> Response:
    rows = queries.taken_out_of(desk.session.id)
    named = queries.found_in(desk.session, rows)
    return _private(render_template("record/taken_out.html", **_told(desk), rows=rows, named=named))


def url_of(desk: Desk, endpoint: str = "minutes", **values: Any) -> str:
    """An address in this record, by account or by personal link."""
    if desk.token:
        return url_for(f"record.linked{'_now' if endpoint == 'now' else ''}", token=desk.token)
    return url_for(f"record.{endpoint}", slug=desk.session.meeting.slug, label=desk.label, **values)


def sentence(no: Refused) -> str:
    return said(no)


def _news(desk: Desk, since: int, mark: int) -> dict[str, Any]:
    rows = queries.changed_since(desk.session.id, since)
    part = current_app.jinja_env.get_template("record/_rows.html")
    standing = [row for row in rows if not row.out]
    numbers = queries.number_of_each(desk.session.id) if standing else {}
    told = {
        **_told(desk),
        "rows": [(numbers.get(row.id), row) for row in standing],
        "named": queries.found_in(desk.session, standing),
    }
    return {
        "mark": mark,
        "tag": f'"{_tag(desk, mark)}"',
        "attribution": desk.session.attribution.value,
        "rows": part.render(**told),
        "gone": [row.id for row in rows if row.out],
    }


def _tag(desk: Desk, mark: int) -> str:
    """Known before any paragraph is read."""
    own = (desk.session.uid, desk.label, desk.session.attribution, desk.writes, desk.token)
    told = (*own, mark, get_locale())
    return hashlib.sha256(repr(told).encode()).hexdigest()[:20]


def _told(desk: Desk) -> dict[str, Any]:
    session = desk.session
    return {
        "desk": desk,
        "writes": desk.writes,
        "session": desk.shown,
        "meeting": session.meeting,
        "attribution": session.attribution,
        "meaning": MEANING[session.attribution],
        "opened": session.takes_place and clock.now() >= session.starts_at - OPENS_BEFORE,
        "home": url_of(desk),
        "within": escape(url_of(desk) + "/"),
        "K": ParagraphKind,
        "url_of": url_of,
    }


def _waiting(desk: Desk) -> list[str]:
    """Who could be taken over from the list of speakers; under Chatham House nobody."""
    if not desk.writes or desk.session.attribution is CHATHAM:
        return []
    return queries.waiting_to_be_taken_over(desk.session.id)


def _private(page: str, code: int = 200) -> Response:
    answer = make_response(page, code)
    answer.headers["Cache-Control"] = "no-store"
    return answer
