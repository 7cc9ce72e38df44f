"""Files on their way in. Call them inside `work(app)`."""

from meetings.access.actor import OPERATOR
from meetings.base.database import db
from meetings.bulk.models import BulkAct
from meetings.imports import actions
from meetings.imports.models import RegistrationImport
from meetings.imports.queries import table_in
from meetings.imports.rules import Reading
from meetings.programme.models import Meeting

CONTENT = """Name,E-mail,Organization,Category
Alma Varga,alma@example.org,Example Forum,NGO
ليلى حدادين,laila@example.org,منظمة المثال,Regional
Nobody,nowhere,Example Forum,NGO
"""
COLUMNS = ("name", "email", "organization", "category")


def a_table(meeting: Meeting) -> RegistrationImport:
    """A CSV that was read and mapped, and whose lines were tried."""
    found = actions.begin_import(OPERATOR, meeting, "people.csv", CONTENT.encode())
    db.session.flush()  # its act needs the id of the meeting
    actions.set_reading(found, encoding="utf-8", delimiter=",")
    actions.set_reading(found, mapping=list(COLUMNS))
    reading = Reading(COLUMNS, {"NGO": "ngo", "Regional": "regional"}, "")
    told = {"status": "submitted", "mail": False}
    act = actions.plan_import(
        OPERATOR, found, table_in(found), reading, told, ("Registrations from a file", "en")
    )
    found.act = db.session.get_one(BulkAct, act.id)
    db.session.flush()  # addresses are made of it
    return found
