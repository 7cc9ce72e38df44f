"""Reading the draft: the list of reports, the draft itself, what is missing, the Word file."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.access.routes import Feature
from meetings.mandate.models import Cycle
from meetings.report import actions, queries
from meetings.report.doors import doors_of
from meetings.report.render_pdf import unreadable
from meetings.report.rules import compare_paragraphs, paper_of, session_title, takeable
from meetings.report.views.drawing import drawn
from meetings.report.views.links import links_of_all

feature = Feature("report", __name__)
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}


@feature.page("/reports", Permission.SEE_REPORT)
def reports(actor: Actor) -> ResponseReturnValue:
    return render_template("report/reports.html", rows=queries.reports(actor), session_title=session_title)


@feature.page("/reports/<symbol>", Permission.SEE_REPORT, load=queries.cycle_of)
def draft(actor: Actor, cycle: Cycle) -> ResponseReturnValue:
    page = queries.draft_page(actor, cycle)
    around = (str(get_locale()), request.script_root)
    if around not in page.kept:
        paper, links = paper_of(page.assembled.layout), links_of_all(actor, page.rows, cycle)
        paragraphs = drawn(actor, page, paper, links, cycle)
        page.kept[around] = paper, links, paragraphs, takeable([row.kept for row in page.rows.values()])
    paper, links, paragraphs, can_be_taken = page.kept[around]
    return render_template(
        "report/draft.html",
        page=page,
        doors=[(door.label, door.url, False) for door in doors_of(actor, cycle)],
        paper=paper,
        links=links,
        drawn=paragraphs,
        session_title=session_title,
        differ=compare_paragraphs,
        takeable=can_be_taken,
    )


@feature.page("/reports/<symbol>/export", Permission.SEE_REPORT, load=queries.cycle_of)
def export(actor: Actor, cycle: Cycle) -> ResponseReturnValue:
    """What is empty or unresolved, before the file is taken out of the house."""
    page = queries.draft_page(actor, cycle)
    return render_template("report/export.html", page=page, unreadable=unreadable(page.assembled.document))


@feature.page("/reports/<symbol>.docx", Permission.SEE_REPORT, load=queries.cycle_of)
def word(actor: Actor, cycle: Cycle) -> ResponseReturnValue:
    """The Word file of the draft as it stands."""
    return _file(actor, cycle, "docx")


@feature.page("/reports/<symbol>.pdf", Permission.SEE_REPORT, load=queries.cycle_of)
def pdf(actor: Actor, cycle: Cycle) -> ResponseReturnValue:
    """The draft as a PDF, its figures drawn."""
    return _file(actor, cycle, "pdf")


@feature.page("/reports/<symbol>.html", Permission.SEE_REPORT, load=queries.cycle_of)
def html(actor: Actor, cycle: Cycle) -> ResponseReturnValue:
    """The draft as one HTML file; taken out of the house, never shown as a page of it."""
    return _file(actor, cycle, "html")


def _file(actor: Actor, cycle: Cycle, kind: str) -> Response:
    made = actions.rendered(actor, cycle, kind)
    disposition = f'attachment; filename="{made.filename}"'
    return Response(made.data, content_type=TYPES[kind], headers={"Content-Disposition": disposition})
