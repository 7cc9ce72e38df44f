"""The agenda room's rows of the access table."""

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.agenda import actions
from meetings.agenda.rules import PointDraft
from meetings.base.database import db
from tests.access.rows import EVERYBODY, OFFICE, F, P, R, Row, World
from tests.agenda.builders import an_asked, token_for

KEEPERS = frozenset({Role.ADMINISTRATOR, Role.ORGANIZER})
READERS = OFFICE | {R, F, P}


def _read_again(w: World) -> None:
    """Locking a meeting forgets what was read of its sessions; the table asks for their numbers."""
    for session in (w.session, w.other_session):
        db.session.refresh(session)


def _page(path: str):
    """A page that focal points of the organizations that are asked may see, and participants and rapporteurs."""

    def own(w: World) -> str:
        an_asked(w.meeting, w.organization)
        _read_again(w)
        return f"/meetings/{w.meeting.slug}/{path}"

    def another(w: World) -> str:
        an_asked(w.other_meeting, w.other_organization)
        _read_again(w)
        return f"/meetings/{w.other_meeting.slug}/{path}"

    return own, READERS, another, OFFICE


def _kept(path: str):
    return lambda w: f"/meetings/{w.meeting.slug}/{path}"


def _point(path: str = ""):
    def url(w: World) -> str:
        point = actions.add_point(OPERATOR, w.meeting, PointDraft("Exchange"))
        actions.add_point(OPERATOR, w.meeting, PointDraft("Another"))
        _read_again(w)
        return f"/meetings/{w.meeting.slug}/agenda/points/{point.id}{path}"

    return url


def _update(path: str = "", older: bool = False):
    def url(w: World) -> str:
        update = an_asked(w.meeting, w.organization)
        if older:
            for one in update.addressees:
                one.written_at = one.written_at.replace(year=2020)
        _read_again(w)
        return f"/meetings/{w.meeting.slug}/updates/{update.key}{path}"

    return url


def _link(w: World) -> str:
    token = token_for(an_asked(w.meeting))
    _read_again(w)
    return f"/updates/{token}"


ROWS = [
    Row("agenda.agenda", *_page("agenda")),
    Row("agenda.joint_calendar", *_page("joint-calendar")),
    Row("agenda.joint_calendar_ics", *_page("joint-calendar.ics")),
    Row("agenda.begin", _kept("agenda/begin"), KEEPERS),
    Row("agenda.second_sitting", _kept("agenda/second-sitting"), KEEPERS),
    Row("agenda.new_point", _kept("agenda/points/new"), KEEPERS),
    Row("agenda.settle_follow_up", _kept("agenda/points/follow-up"), KEEPERS),
    Row("agenda.edit_point", _point(), KEEPERS),
    Row("agenda.move_point", _point("/move"), KEEPERS, data={"to": "down"}),
    Row("agenda.delete_point", _point("/delete"), KEEPERS),
    Row("agenda.new_conclusion", _kept("conclusions/new"), KEEPERS),
    Row("agenda.updates", _kept("updates"), KEEPERS),
    Row("agenda.set_terms", _kept("updates/terms"), KEEPERS),
    Row("agenda.ask", _kept("updates/ask"), KEEPERS),
    Row("agenda.remind_many", _kept("updates/remind"), KEEPERS),
    Row("agenda.write_update", _update(), KEEPERS),
    Row("agenda.remind", _update("/remind", older=True), KEEPERS),
    Row("agenda.remove", _update("/remove"), KEEPERS),
    # Whoever holds a link needs no account.
    Row("agenda.tell", _link, EVERYBODY),
]
