"""Registrations from a file, in four pages: choose it, see that it reads right, say what its columns hold, try it."""

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields import SelectChoice

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.access.routes import Feature
from meetings.base import files, tables_out
from meetings.base.file_kinds import FileKind
from meetings.base.forms import Form
from meetings.base.pages import page_language
from meetings.base.refusals import Refused
from meetings.bulk.rules import ActState
from meetings.imports import actions, queries
from meetings.imports.foreseeing import reason
from meetings.imports.forms import SheetReadingForm, TextReadingForm, UploadForm, columns_form, people_form
from meetings.imports.models import RegistrationImport
from meetings.imports.rules import (
    MOST_BYTES,
    Delimiter,
    Encoding,
    Field,
    Reading,
    Table,
    capacity_words,
    check_mapping,
    decoded,
    distinct,
    likeliest,
    likeliest_delimiter,
    propose,
    read_csv,
    read_sheet,
    resemble,
    sheets_of,
)
from meetings.programme.models import Meeting
from meetings.programme.queries import meeting_for
from meetings.programme.rules import MeetingStatus
from meetings.registration.rules import Category

feature = Feature("imports", __name__)
P = Permission
DOOR = "/meetings/<slug>/registrations/import"
SHOWN, MOST_WORDS = 5, 60


@feature.form(DOOR, P.DECIDE_REGISTRATIONS, load=meeting_for, most_bytes=5 * MOST_BYTES)
def upload(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """Choose a file; below it what is on its way in and what was taken in."""
    form = UploadForm()
    if form.validate_on_submit():
        try:
            sent = form.sent()
            if sent is None:
                raise Refused("Choose a file.", field="file")
            found = actions.begin_import(actor, meeting, *sent)
            return redirect(url_for("imports.reading", slug=meeting.slug, key=found.key), 303)
        except Refused as no:
            form.refuse(no)
    return _page(
        "upload",
        form,
        meeting,
        waiting=queries.imports_of(actor, meeting),
        acts=queries.acts_of(actor, meeting),
    )


@feature.form(f"{DOOR}/<key>", P.DECIDE_REGISTRATIONS, load=queries.import_for)
def reading(actor: Actor, found: RegistrationImport) -> ResponseReturnValue:
    """How the file reads, as proposed or as asked for in the address; the button says that it reads right."""
    if found.meeting.status is MeetingStatus.CANCELLED:
        return _to_the_door(found)
    content, is_text = files.content_of(found.file), found.file.kind is FileKind.CSV
    form = _reading_form(found, content, is_text)
    table: Table | None = None
    try:
        if not is_text:
            told = {"sheet": _sheet(form)}
            table = read_sheet(content, told["sheet"])
        else:
            told = {"encoding": form.encoding.data, "delimiter": form.delimiter.data}
            table = _text_table(content, told)
        if form.validate_on_submit():
            actions.set_reading(found, **told)
            return redirect(url_for("imports.columns", slug=found.meeting.slug, key=found.key), 303)
    except Refused as no:
        form.refuse(no)
    return _page("reading", form, found.meeting, found=found, table=table, shown=SHOWN, is_text=is_text)


def _reading_form(found: RegistrationImport, content: bytes, is_text: bool) -> Form:
    """As sent, as asked for in the address, as kept, or as is likeliest: in this order."""
    if not is_text:
        names = sheets_of(content)
        form = SheetReadingForm(sheet=_asked("sheet", names, found.settings.get("sheet"), names[0]))
        form.sheet.choices = [SelectChoice(name, name) for name in names]
        return form
    best = likeliest(content) or Encoding.UTF_8
    encoding = _asked("encoding", list(Encoding), found.settings.get("encoding"), best.value)
    try:
        delimiter = likeliest_delimiter(decoded(content, Encoding(encoding)))
    except Refused:
        delimiter = Delimiter.COMMA
    return TextReadingForm(
        encoding=encoding,
        delimiter=_asked("delimiter", list(Delimiter), found.settings.get("delimiter"), delimiter.value),
    )


def _asked(name: str, known: list[Any], kept: str | None, best: str) -> str:
    asked = request.args.get(name, "")
    return asked if asked in known else kept or best


def _sheet(form: Any) -> str:
    return str(form.sheet.data)


def _text_table(content: bytes, told: dict[str, str]) -> Table:
    if told["encoding"] not in set(Encoding) or told["delimiter"] not in set(Delimiter):
        raise Refused("Choose one of these.", field="encoding")
    return read_csv(decoded(content, Encoding(told["encoding"])), Delimiter(told["delimiter"]))


@feature.form(f"{DOOR}/<key>/columns", P.DECIDE_REGISTRATIONS, load=queries.import_for)
def columns(actor: Actor, found: RegistrationImport) -> ResponseReturnValue:
    """What each column holds, proposed, with its first cells."""
    if found.meeting.status is MeetingStatus.CANCELLED:
        return _to_the_door(found)
    if not found.settings:
        return redirect(url_for("imports.reading", slug=found.meeting.slug, key=found.key), 303)
    table, questions = queries.table_in(found), queries.questions_to_fill(actor, found.meeting)
    kept = found.settings.get("mapping") or propose(table, {f"q{q.id}": q.wording for q in questions})
    form = columns_form(table.headings, kept, questions)
    if form.validate_on_submit():
        mapping = [form[f"c{n}"].data for n in range(len(table.headings))]
        try:
            check_mapping(mapping)
            actions.set_reading(found, mapping=mapping)
            return redirect(url_for("imports.people", slug=found.meeting.slug, key=found.key), 303)
        except Refused as no:
            form.refuse(no)
    return _page("columns", form, found.meeting, found=found, table=table, shown=SHOWN)


@feature.form(f"{DOOR}/<key>/people", P.DECIDE_REGISTRATIONS, load=queries.import_for)
def people(actor: Actor, found: RegistrationImport) -> ResponseReturnValue:
    """As what people come; then every line is tried, and the page of the act shows what would happen."""
    meeting = found.meeting
    if meeting.status is MeetingStatus.CANCELLED:
        return _to_the_door(found)
    if "mapping" not in found.settings:
        return redirect(url_for("imports.columns", slug=meeting.slug, key=found.key), 303)
    table, mapping = queries.table_in(found), tuple(found.settings["mapping"])
    words = distinct(table, mapping, Field.CATEGORY, MOST_WORDS)
    if len(words) > MOST_WORDS:
        flash(_("The column for the capacity holds more than %(n)s different words.", n=MOST_WORDS), "bad")
        return redirect(url_for("imports.columns", slug=meeting.slug, key=found.key), 303)
    known = capacity_words({_(text): c for c in Category for text in (c.label, c.short)})
    form = people_form(words, {word: resemble(word, known) for word in words})
    if form.validate_on_submit():
        try:
            read = Reading(
                mapping=mapping,
                words={word: form[f"w{n}"].data for n, word in enumerate(words)},
                otherwise=form.otherwise.data,
                language=_language(meeting),
                questions=tuple(queries.questions_to_fill(actor, meeting)),
            )
            told = {"status": form.status.data, "mail": bool(form.mail.data)}
            title = _("%(meeting)s: registrations from a file", meeting=meeting.title)
            act = actions.plan_import(actor, found, table, read, told, (title, page_language()[0]))
            return redirect(url_for("bulk.act", key=act.key), 303)
        except Refused as no:
            form.refuse(no)
    needed = queries.needed_but_not_taken(actor, meeting, mapping)
    return _page("people", form, meeting, found=found, table=table, words=words, needed=needed)


@feature.change(f"{DOOR}/<key>/drop", P.DECIDE_REGISTRATIONS, load=queries.import_for)
def drop(actor: Actor, found: RegistrationImport) -> ResponseReturnValue:
    """Forget the file."""
    slug = found.meeting.slug
    actions.drop(found)
    flash(_("The file is deleted. Nobody was taken in from it."), "ok")
    return redirect(url_for("imports.upload", slug=slug), 303)


@feature.page(f"{DOOR}/not-taken/<act_key>.csv", P.DECIDE_REGISTRATIONS, load=queries.act_of_import_for)
def not_taken(actor: Actor, begun: queries.Begun) -> ResponseReturnValue:
    """The lines that are not taken in, as they came, each with the reason: to be mended and sent again."""
    act = begun.act
    known = queries.addresses_of(begun.meeting) if act.state is ActState.PLANNED else frozenset()
    lines = []
    for row in queries.rows_left(act):
        why = reason(row.data, known) or row.said
        if why and "cells" in row.data:
            plain = why.replace("\u2068", "").replace("\u2069", "")
            lines.append([*row.data["cells"], str(row.data["line"]), plain])
    headings = [*act.settings["headings"], _("Line"), _("Why not taken in")]
    file = tables_out.a_file()
    columns = list(zip(*lines, strict=True)) or [()] * len(headings)
    tables_out.write_csv(file, [tables_out.Heading(words) for words in headings], [columns])
    return tables_out.send(file, f"{begun.meeting.slug}-not-taken-in.csv", tables_out.CSV_TYPE)


def _to_the_door(found: RegistrationImport) -> ResponseReturnValue:
    """A meeting that is cancelled takes nobody in: its first page says so, and lets one delete the file."""
    return redirect(url_for("imports.upload", slug=found.meeting.slug), 303)


def _language(meeting: Meeting) -> str:
    return "en" if "en" in meeting.languages or not meeting.languages else str(meeting.languages[0])


def _page(name: str, form: Form, meeting: Meeting, **context: Any) -> ResponseReturnValue:
    status = 422 if request.method == "POST" else 200
    return make_response(
        render_template(f"imports/{name}.html", form=form, meeting=meeting, **context), status
    )
