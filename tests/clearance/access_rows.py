"""The clearance room's rows of the access table."""

from meetings.access.permissions import Role
from meetings.clearance import actions
from meetings.clearance.models import ReportVersion
from meetings.clearance.rules import Stage
from meetings.report import actions as report
from tests.access.rows import OFFICE, Row, World
from tests.builders import a_cycle
from tests.kit_app import an_actor


def _version(_: World) -> ReportVersion:
    """A version of a draft of one paragraph, given to one person."""
    drafter, cycle = an_actor(Role.DRAFTER), a_cycle()
    report.add_paragraph(drafter, report.begin(drafter, cycle), "IV", "", None, "The workshop concluded.")
    return actions.set_down(drafter, cycle, Stage.CONSULTATION, "", ["Chief of branch"])


def _of(w: World) -> str:
    return f"/reports/{_version(w).report.cycle.slug}/versions"


def _clearance(w: World) -> str:
    version = _version(w)
    return f"/reports/{version.report.cycle.slug}/versions/1/clearances/{version.clearances[0].id}"


ROWS = [
    Row("clearance.versions", _of, OFFICE),
    Row("clearance.set_down", _of, OFFICE, data={"stage": "clearance_1"}),
    Row("clearance.version", lambda w: _of(w) + "/1", OFFICE),
    Row("clearance.version_docx", lambda w: _of(w) + "/1.docx", OFFICE),
    Row("clearance.ask_another", lambda w: _of(w) + "/1/ask", OFFICE, data={"clearer": "Director"}),
    Row("clearance.verdict", _clearance, OFFICE, data={"verdict": "cleared"}),
    Row("clearance.pack", lambda w: _clearance(w) + ".docx", OFFICE),
    Row("clearance.marked_docx", lambda w: _of(w).replace("/versions", "/marked.docx"), OFFICE),
    Row("clearance.redline", lambda w: _of(w).replace("/versions", "/redline"), OFFICE),
]
