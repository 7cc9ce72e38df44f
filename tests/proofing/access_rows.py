"""The proofing room's rows of the access table."""

from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.proofing import actions
from meetings.proofing.models import StyleDismissal
from meetings.report import actions as report
from meetings.report.models import ReportParagraph
from tests.access.rows import OFFICE, Row, World
from tests.builders import a_cycle
from tests.kit_app import an_actor


def _paragraph(_: World) -> ReportParagraph:
    cycle = a_cycle()
    paragraph = report.add_paragraph(
        an_actor(Role.DRAFTER),
        report.begin(an_actor(Role.DRAFTER), cycle),
        "IV",
        "",
        None,
        "The organisation met.",
    )
    db.session.flush()  # its id is in the address
    return paragraph


def _of(w: World) -> str:
    paragraph = _paragraph(w)
    return f"/reports/{paragraph.report.cycle.slug}/paragraphs/{paragraph.id}"


def _dismissal(w: World) -> str:
    paragraph = _paragraph(w)
    actions.dismiss(an_actor(Role.DRAFTER), paragraph, "spelling", "organisation", "A name.")
    db.session.flush()  # its id is in the address
    row = db.session.query(StyleDismissal).filter_by(paragraph_id=paragraph.id).one()
    return f"/reports/{paragraph.report.cycle.slug}/style/{row.id}/again"


STANDS = {"rule": "spelling", "words": "organisation", "reason": "A name."}
ROWS = [
    Row("proofing.style", lambda w: f"/reports/{_paragraph(w).report.cycle.slug}/style", OFFICE),
    Row(
        "proofing.mend",
        lambda w: _of(w) + "/mend",
        OFFICE,
        data={"rule": "spelling", "place": "0", "start": "4", "version": "1"},
    ),
    Row(
        "proofing.let_stand",
        lambda w: _of(w) + "/stands?rule=spelling&words=organisation",
        OFFICE,
        data=STANDS,
    ),
    Row(
        "proofing.leave_out",
        lambda w: f"/reports/{_paragraph(w).report.cycle.slug}/style/rules/pages",
        OFFICE,
        data={"reason": "Ours."},
    ),
    Row(
        "proofing.follow",
        lambda w: f"/reports/{_paragraph(w).report.cycle.slug}/style/rules/pages/follow",
        OFFICE,
    ),
    Row("proofing.look_again", _dismissal, OFFICE),
]
