"""A briefing note becomes a Word file."""

import io
from datetime import UTC, datetime

from docx import Document as open_docx
from docx.document import Document as Docx
from docx.shared import Cm
from flask_babel import gettext as _

from meetings.base.pages import LANGUAGES, day, hour
from meetings.base.zones import city
from meetings.programme.models import Speaker
from meetings.speakers.queries import InOrder, Note, Speaking
from meetings.speakers.words import attribution_rule, hours_of, left_of, unplanned_of

# A file says no time of its own: the same note gives the same words whenever it is made.
MADE = datetime(2000, 1, 1, tzinfo=UTC)


def render_briefing(note: Note, floor: str) -> bytes:
    """The note as a Word file; `floor`: the full address of the session's list of speakers."""
    made = open_docx()
    _properties(made, note)
    session = note.session
    made.add_heading(session.title, level=1)
    made.add_paragraph(f"{note.meeting.title} · {_('Session %(label)s', label=session.label)}")
    for term, value in _facts(note, floor):
        paragraph = made.add_paragraph()
        paragraph.add_run(f"{term}: ").bold = True
        paragraph.add_run(value)
    made.add_heading(_("Order of speakers"), level=2)
    _order(made, note)
    for line in (left_of(note), unplanned_of(note)):
        if line:
            made.add_paragraph(line)
    made.add_heading(_("About the speakers"), level=2)
    for one in note.order:
        _about(made, one.speaker)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _properties(made: Docx, note: Note) -> None:
    core = made.core_properties
    core.author, core.comments, core.title = "", "", note.session.title
    core.created = core.modified = MADE
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)


def _facts(note: Note, floor: str) -> list[tuple[str, str]]:
    session, meeting = note.session, note.meeting
    when = _("not fixed yet")
    if not session.unscheduled:
        where = meeting.city or city(meeting.zone)
        when = f"{day(session.starts)}, {hour(session.starts)}–{hour(session.ends)} ({where})"
    languages = ", ".join(_(LANGUAGES.get(code, code)) for code in session.interpretation)
    return [
        (_("When"), when),
        (_("Room"), session.room or "–"),
        (_("Interpretation"), languages or _("none is booked")),
        (_("Attribution"), attribution_rule(session)),
        (_("List of speakers"), floor),
    ]


def _order(made: Docx, note: Note) -> None:
    heads = (_("When"), _("Minutes"), _("Who"), _("Contribution"), _("Language"))
    table = made.add_table(rows=1, cols=len(heads), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    for one in note.order:
        for cell, text in zip(table.add_row().cells, _row(one, note), strict=True):
            cell.text = text


def _row(one: InOrder, note: Note) -> tuple[str, ...]:
    s = one.speaker
    who = "\n".join(part for part in (s.name, _(s.role.label), s.function, s.organization) if part)
    language = _(LANGUAGES.get(s.language, s.language)) if s.language else ""
    return hours_of(one, note.meeting.zone), str(s.minutes or "–"), who, s.talk, language


def _about(made: Docx, speaker: Speaker | Speaking) -> None:
    paragraph = made.add_paragraph()
    paragraph.add_run(speaker.name).bold = True
    paragraph.add_run(f" – {_(speaker.role.label)} ({_(speaker.answer.label)})")
    made.add_paragraph(speaker.bio or _("No biography yet."))
