"""The access table's rows of what comes back from Word."""

from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.report import actions as report
from meetings.returned.models import ReturnedDifference, ReturnedFile
from tests.access.rows import OFFICE, Row, World
from tests.builders import a_cycle
from tests.kit_app import an_actor


def _files(_: World) -> str:
    return f"/reports/{a_cycle().slug}/returned"


def _file(_: World) -> str:
    """A file with one comment that is still to be decided."""
    cycle, drafter = a_cycle(), an_actor(Role.DRAFTER)
    draft = report.begin(drafter, cycle)
    file = ReturnedFile(
        report=draft,
        name="back.docx",
        digest="0" * 64,
        known=0,
        sent=0,
        returned_by="Ann",
        returned_at=clock.now(),
    )
    db.session.add(file)
    db.session.add(ReturnedDifference(file=file, seq=0, kind="elsewhere", author="Bo", after="Said."))
    db.session.flush()  # its id is in the address
    return f"/reports/{cycle.slug}/returned/{file.id}"


ROWS = [
    Row("returned.files", _files, OFFICE, data={}),
    Row("returned.file", _file, OFFICE),
    Row("returned.decide", lambda w: _file(w) + "/decide", OFFICE, data={"author": "Bo", "do": "refuse"}),
]
