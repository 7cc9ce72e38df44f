"""The rows of fellows' years in the access table: the office of all, nobody else by a role.

A fellow, another fellow, supervisors and the nominating organization stand in tests/fellows/test_access.py, for each
page: a year is its people's by their account, and by no role.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.base import clock, files
from meetings.base.database import db
from meetings.base.file_kinds import MEGABYTE
from meetings.fellows import actions
from meetings.fellows.actions.following import _ask
from meetings.fellows.models import (
    Fellow,
    FellowBriefing,
    FellowFollowUp,
    FellowLog,
    FellowObserved,
    FellowTask,
)
from meetings.fellows.queries import Year
from meetings.fellows.rules import EntryDraft, FellowState, Placement
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition
from meetings.fellowship.rules import ApplicationState, EditionState
from tests.access.rows import ALL_SIGNED_IN, EVERYBODY, A, Row, World
from tests.access.rows import ORG as O
from tests.assessment.builders import eligible
from tests.fellows.builders import token_of_follow_up
from tests.fellowship.builders import PDF

KEEPERS = frozenset({A, O})


def a_running_fellow(edition: FellowshipEdition) -> Fellow:
    """A fellow who has been in the programme for eight days, by the clock of today, with something of everything."""
    edition.state = EditionState.RUNNING
    number = (
        db.session.scalar(select(FellowshipApplication.id).order_by(FellowshipApplication.id.desc())) or 0
    ) + 1
    application = eligible(edition, number, state=ApplicationState.ACCEPTED)
    fellow = actions.take_in(OPERATOR, application)
    assert fellow is not None
    return with_a_year(fellow, number)


def with_a_year(fellow: Fellow, number: int) -> Fellow:
    """The same fellow for eight days, with something of everything."""
    today = clock.now().date()
    supervisor = (f"supervisor-{number}@example.org", f"Supervisor {number} Example")
    first, last = today - timedelta(days=8), today + timedelta(days=20)
    actions.place(OPERATOR, fellow, Placement("Branch", *supervisor, first, last, "Learn"), fellow.version)
    actions.move(OPERATOR, fellow, FellowState.IN_PROGRAMME, fellow.version)
    begins = clock.now().replace(hour=9, minute=0, second=0, microsecond=0, tzinfo=None) + timedelta(days=1)
    draft = EntryDraft("Introduction", "UTC", begins, begins + timedelta(hours=1))
    actions.save_entry(OPERATOR, Year(fellow, True, False, False), None, draft)
    db.session.add(FellowLog(fellow_id=fellow.id, week=1, text="A log", written_at=clock.now()))
    values = {"key": f"observed{number}", "fellow_id": fellow.id, "on_day": first}
    db.session.add(FellowObserved(title="A session", text="It was long.", **values))
    given = files.take("briefing.pdf", PDF, MEGABYTE)
    files.keep(given, PDF)
    values["key"] = f"briefing{number}"
    db.session.add(FellowBriefing(title="A briefing", file_id=files.refer(given).id, **values))
    db.session.flush()
    return fellow


def _at(path: str):
    return lambda edition: f"/fellows/{a_running_fellow(edition).key}{path}"


def _task(edition: FellowshipEdition) -> str:
    fellow = a_running_fellow(edition)
    found = select(FellowTask.key).where(FellowTask.fellow_id == fellow.id).order_by(FellowTask.position)
    return f"/fellows/{fellow.key}/checklist/{db.session.scalars(found).first()}"


def _of(what: str, rest: str = ""):
    tables: dict[str, Any] = {"observed": FellowObserved, "briefings": FellowBriefing}

    def at(edition: FellowshipEdition) -> str:
        fellow = a_running_fellow(edition)
        key = db.session.scalars(select(tables[what].key).where(tables[what].fellow_id == fellow.id)).one()
        return f"/fellows/{fellow.key}/{what}/{key}{rest}"

    return at


def _certificate(edition: FellowshipEdition) -> str:
    fellow = a_running_fellow(edition)
    actions.move(OPERATOR, fellow, FellowState.COMPLETED, fellow.version, on=clock.now().date())
    return f"/fellows/{fellow.key}/certificate.pdf"


def _question(w: World) -> str:
    fellow = a_running_fellow(w.edition)
    _ask(fellow, 1)
    asked = select(FellowFollowUp).where(FellowFollowUp.fellow_id == fellow.id)
    return f"/fellow-follow-ups/{token_of_follow_up(db.session.scalars(asked).one())}"


def _row(endpoint: str, at, data: dict[str, str] | None = None, allowed: frozenset[Role] = KEEPERS) -> Row:
    return Row(
        f"fellows.{endpoint}",
        lambda w: at(w.edition),
        allowed,
        lambda w: at(w.other_edition),
        allowed,
        data or {},
    )


ENTRY = {
    "title": "A visit", "starts_on": "2028-06-07", "starts": "10:00", "ends": "11:00", "zone": "UTC", "version": "0",
}  # fmt: skip
ITEMS = {"items-0-name": "Visa letter", "items-0-by": "office", "items-0-days_before": "30", "version": "0"}
ROWS = [
    _row("fellows", lambda e: f"/fellowships/{e.slug}/fellows"),
    _row("checklist", lambda e: f"/fellowships/{e.slug}/fellows/checklist", ITEMS),
    _row("year", _at("")),
    _row("placement", _at("/placement"), {"unit": "Branch", "version": "3"}),
    _row("step", _at("/step"), {"to": "ended_early", "on": "2026-11-25", "reason": "Ill", "version": "3"}),
    _row("add_task", _at("/checklist"), {"name": "Badge", "todo_by": "office"}),
    _row("task", _task, {"do": "done", "note": "Sent", "version": "1"}),
    _row("entry", _at("/programme/new"), ENTRY),
    # The office reads these; that only the fellow, or the supervisor, writes there it is told (409).
    _row("log", _at("/log/1"), {"text": "A week", "version": "1"}),
    _row("observed", _of("observed"), {"title": "A session", "on_day": "2026-11-25", "version": "1"}),
    _row("briefing", _of("briefings"), {"title": "A briefing", "on_day": "2026-11-25", "version": "1"}),
    _row("briefing_file", _of("briefings", "/file")),
    _row("report", _at("/report"), {"text": "It was good", "version": "0"}),
    _row("evaluation", _at("/evaluation"), dict.fromkeys(("met", "used", "time", "arranged"), "5")),
    _row("consent", _at("/alumni"), {"listed": "yes"}),
    _row("certificate", _certificate),
    Row("fellows.alumni", lambda w: "/fellowships/alumni", ALL_SIGNED_IN),
    Row("fellows.invite_alumni", lambda w: "/fellowships/alumni/invite", KEEPERS),
    Row("fellows.follow_up", _question, EVERYBODY, data={"do": "answer", "use": "often"}),
]
