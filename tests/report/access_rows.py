"""The report room's rows of the access table."""

from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.mandate.models import Cycle
from meetings.report import actions
from meetings.report.models import ReportComment, ReportParagraphVersion, ReportTaken
from tests.access.rows import OFFICE, Row, World
from tests.builders import a_cycle
from tests.kit_app import an_actor
from tests.report.builders import a_paragraph


def _cycle(_: World) -> str:
    return "/reports/" + _new_cycle().resolution.symbol.replace("/", "-")


def _new_cycle() -> Cycle:
    return a_cycle()


def _paragraph(_: World) -> str:
    """A paragraph whose source has changed since a person edited it."""
    cycle = _new_cycle()
    report = actions.begin(an_actor(Role.DRAFTER), cycle)
    taken = ReportTaken(source_key="k", text_taken="Ours.", text_offered="Theirs.")
    paragraph = a_paragraph(report, taken=[taken])
    db.session.add(
        ReportParagraphVersion(
            paragraph=paragraph, number=1, what="edited", text="Mine.", by="Dora", at=clock.now()
        )
    )
    return f"/reports/{cycle.resolution.symbol.replace('/', '-')}/paragraphs/{paragraph.id}"


def _comment(w: World) -> str:
    url = _paragraph(w)
    made = ReportComment(paragraph_id=int(url.rsplit("/", 1)[1]), text="Why?", by="Dora", at=clock.now())
    db.session.add(made)
    db.session.flush()  # its id is in the address
    return f"{url}/comments/{made.id}/resolve"


def _section(_: World) -> str:
    """An empty subsection of part III."""
    cycle = _new_cycle()
    report = actions.begin(an_actor(Role.DRAFTER), cycle)
    section = report.place("III", "resources")
    return f"/reports/{cycle.resolution.symbol.replace('/', '-')}/sections/{section.id}"


def _origin(_: World) -> str:
    """A session of which the draft remembers something."""
    cycle = _new_cycle()
    report = actions.begin(an_actor(Role.DRAFTER), cycle)
    a_paragraph(report, sources=[{"kind": "session", "session": 7, "label": "7", "title": "Gone"}])
    return f"/reports/{cycle.resolution.symbol.replace('/', '-')}/sessions/7"


_SECTION = {"title": "Ours", "parent": "III", "version": "1"}

ROWS = [
    Row("report.sections", lambda w: _cycle(w) + "/sections", OFFICE),
    Row("report.new_section", lambda w: _cycle(w) + "/sections/new", OFFICE, data=_SECTION),
    Row("report.edit_section", _section, OFFICE, data=_SECTION),
    Row("report.section_up", lambda w: _section(w) + "/up", OFFICE),
    Row("report.section_down", lambda w: _section(w) + "/down", OFFICE),
    Row("report.remove_section", lambda w: _section(w) + "/remove", OFFICE),
    Row("report.finish_section", lambda w: _section(w) + "/finish", OFFICE, data={"finished": "yes"}),
    Row("report.begin_sections", lambda w: _cycle(w) + "/sections/begin", OFFICE),
    Row("report.copy_structure", lambda w: _cycle(w) + "/sections/copy", OFFICE),
    Row("report.reports", lambda w: "/reports", OFFICE),
    Row("report.draft", _cycle, OFFICE),
    Row("report.export", lambda w: _cycle(w) + "/export", OFFICE),
    Row("report.word", lambda w: _cycle(w) + ".docx", OFFICE),
    Row("report.pdf", lambda w: _cycle(w) + ".pdf", OFFICE),
    Row("report.html", lambda w: _cycle(w) + ".html", OFFICE),
    Row("report.compose", lambda w: _cycle(w) + "/compose", OFFICE),
    Row(
        "report.new_paragraph",
        lambda w: _cycle(w) + "/paragraphs/new?part=IV",
        OFFICE,
        data={"text": "Ours."},
    ),
    Row("report.edit_paragraph", _paragraph, OFFICE, data={"text": "Ours.", "version": "1"}),
    Row(
        "report.keep_mine",
        lambda w: _paragraph(w) + "/keep",
        OFFICE,
        data={"reason": "Agreed.", "version": "1"},
    ),
    Row("report.take_offered", lambda w: _paragraph(w) + "/take", OFFICE, data={"version": "1"}),
    Row("report.remove_paragraph", lambda w: _paragraph(w) + "/remove", OFFICE, data={"version": "1"}),
    Row(
        "report.move_paragraph", lambda w: _paragraph(w) + "/move", OFFICE, data={"to": "s1", "version": "1"}
    ),
    Row(
        "report.split_paragraph",
        lambda w: _paragraph(w) + "/split",
        OFFICE,
        data={"text": "Mine.\n\nToo.", "version": "1"},
    ),
    Row(
        "report.merge_paragraphs",
        lambda w: _paragraph(w) + "/merge",
        OFFICE,
        data={"version": "1", "next": "1", "next_version": "1"},
    ),
    Row("report.paragraph_history", lambda w: _paragraph(w) + "/history", OFFICE),
    Row(
        "report.names", lambda w: _paragraph(w) + "/names", OFFICE, data={"reason": "Agreed.", "version": "1"}
    ),
    Row("report.ask_about_names", lambda w: _paragraph(w) + "/names/ask", OFFICE),
    Row("report.origin", _origin, OFFICE),
    Row("report.put_back", lambda w: _paragraph(w) + "/history/1/put-back", OFFICE, data={"version": "1"}),
    Row("report.comments", lambda w: _paragraph(w) + "/comments", OFFICE, data={"text": "Why?"}),
    Row("report.resolve_comment", _comment, OFFICE, data={"resolved": "yes"}),
    Row(
        "report.autosave",
        lambda w: _paragraph(w) + "/autosave",
        OFFICE,
        data={"text": "Ours.", "version": "1"},
    ),
    Row("report.restore_paragraph", lambda w: _paragraph(w) + "/restore", OFFICE),
]
