"""Back from Word: a file is handed in, its differences are read by author and decided one by one or many at once."""

from collections.abc import Sequence

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup
from werkzeug.wrappers import Response

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.access.routes import Feature
from meetings.base.paging import page_number, page_of
from meetings.base.refusals import Refused
from meetings.mandate.models import Cycle
from meetings.report import queries as report
from meetings.report.doors import Door
from meetings.report.rules import compare
from meetings.returned import actions, queries
from meetings.returned.actions import Outcome
from meetings.returned.forms import ReturnForm
from meetings.returned.models import ReturnedDifference, ReturnedFile
from meetings.returned.read_docx import MOST_BYTES
from meetings.returned.rules import ITEM, PARAGRAPH, Kind

feature = Feature("returned", __name__)
EDIT = Permission.EDIT_REPORT
RETURNED = "/reports/<symbol>/returned"
FILE = f"{RETURNED}/<int:number>"
MOST_AT_ONCE = 200  # ticked on one page


@feature.form(RETURNED, EDIT, load=report.cycle_of, most_bytes=MOST_BYTES + 1_000_000)
def files(actor: Actor, cycle: Cycle) -> ResponseReturnValue:
    """Hand a file in; below it those that came back before."""
    form = ReturnForm()
    if request.method == "POST" and form.validate():
        try:
            sent = form.sent()
            if sent is None:
                raise Refused("Choose a file.", field="file")
            file, fresh = actions.take_in(actor, cycle, *sent)
            if not fresh:
                flash(_("This very file was taken in before. Here is what was decided about it."))
            return redirect(url_for("returned.file", symbol=cycle.slug, number=file.id), 303)
        except Refused as no:
            form.refuse(Refused(no.msgid, field="file", **no.params))
    rows = queries.files_of(actor, cycle)
    html = render_template("returned/files.html", form=form, cycle=cycle, rows=rows)
    return make_response(html, 200 if request.method == "GET" else 422)


@feature.page(FILE, Permission.SEE_REPORT, load=queries.file_for)
def file(actor: Actor, found: ReturnedFile) -> ResponseReturnValue:
    """What is different in a file, paragraph by paragraph."""
    return _page(actor, found, None)


def _page(actor: Actor, found: ReturnedFile, outcome: Outcome | None) -> str:
    number, author = page_number(request.args.get("page", "")), _author()
    only_open = request.args.get("show", "open") != "all"
    page = queries.file_page(actor, found, number, author, only_open)
    symbol = found.report.cycle.slug

    def address(page: int) -> str:
        show = None if only_open else "all"
        return url_for("returned.file", symbol=symbol, number=found.id, page=page, author=author, show=show)

    return render_template(
        "returned/file.html",
        page=page,
        cycle=found.report.cycle,
        author=author,
        only_open=only_open,
        pager=page_of(page.total, number, queries.PER_PAGE, address),
        left={row.id: no for row, no in outcome.left} if outcome else {},
        outcome=outcome,
        compare=compare,
        lines=lines,
        now_text=queries.text_of,
        Kind=Kind,
    )


def lines(text: str) -> str:
    """A paragraph with its subparagraphs, each on a line of its own; an empty line where it is split."""
    return text.replace(ITEM, "\n").replace(PARAGRAPH, "\n\n")


@feature.change(f"{FILE}/decide", EDIT, load=queries.file_for)
def decide(actor: Actor, found: ReturnedFile) -> ResponseReturnValue:
    """Accept or refuse one, several that are ticked, all of an author, or all of a paragraph."""
    rows = _chosen(found)
    accepts = request.form.get("do", "") == "accept"
    outcome = (actions.accept if accepts else actions.refuse)(actor, found, rows)
    if outcome.done:
        said = ngettext("%(num)s difference is accepted.", "%(num)s differences are accepted.", outcome.done)
        if not accepts:
            said = ngettext(
                "%(num)s difference is refused.", "%(num)s differences are refused.", outcome.done
            )
        flash(said, "ok")
    elif not rows:
        flash(_("These are decided already."))
    if not outcome.left:
        return _back(found)
    return make_response(_page(actor, found, outcome), 200 if outcome.done else 422)


def _chosen(found: ReturnedFile) -> Sequence[ReturnedDifference]:
    sent = request.form
    if "author" in sent:
        return queries.differences_of(found, author=_askable(sent["author"]))
    if sent.get("paragraph"):
        return queries.differences_of(found, name=_askable(sent["paragraph"])[:20])
    ids = [
        int(each)
        for each in sent.getlist("which")[:MOST_AT_ONCE]
        if each.isascii() and each.isdecimal() and len(each) < 10
    ]
    return queries.differences_of(found, ids=[each for each in ids if each < 2**31])


def _askable(said: str) -> str:
    """No name holds NUL, and PostgreSQL cannot be asked for it."""
    return said.replace("\0", "")


def _author() -> str | None:
    """Whose changes are asked for."""
    said = request.args.get("author")
    return None if said is None else _askable(said)


def _back(found: ReturnedFile) -> Response:
    author, (show, page) = _author(), (request.args.get(name) for name in ("show", "page"))
    symbol = found.report.cycle.slug
    return redirect(
        url_for("returned.file", symbol=symbol, number=found.id, author=author, show=show, page=page), 303
    )


def undecided_part(actor: Actor, cycle: Cycle) -> Markup:
    """On the page of exports: the files whose differences nobody has decided yet."""
    rows = [each for each in queries.files_of(actor, cycle) if each.open]
    text = render_template("returned/_undecided.html", cycle=cycle, rows=rows)
    return Markup(text)  # noqa: S704 - a template of ours has escaped what people wrote


def doors(actor: Actor, cycle: Cycle) -> list[Door]:
    """What this room offers at the draft."""
    if not actor.may(EDIT):
        return []
    return [Door(_("Back from Word"), url_for("returned.files", symbol=cycle.slug))]
