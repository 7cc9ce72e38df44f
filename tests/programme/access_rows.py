"""The programme room's rows of the access table."""

from meetings.access import actions as access
from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.programme import actions
from meetings.programme.models import ProgrammeAct
from meetings.programme.rules import ActVerb, MeetingStatus, SpeakerDraft, SpeakerRole
from tests.access.rows import EVERYBODY, Row, World
from tests.kit_app import an_account

EDITORS = frozenset({Role.ADMINISTRATOR, Role.ORGANIZER})
SESSION = {
    "label": "9", "kind": "panel", "title": "Panel", "starts_on": "2028-10-10", "starts": "15:00", "ends": "16:00",
    "attribution": "public",
}  # fmt: skip

PLACE = {"starts_on": "2028-10-10", "starts": "15:00", "room": "Room XX"}


def _meeting(path: str = ""):
    return lambda w: f"/meetings/{w.meeting.slug}{path}"


def _session(path: str = ""):
    return lambda w: f"/meetings/{w.meeting.slug}/sessions/{w.session.label}{path}"


def _speaker(path: str = ""):
    def url(w: World) -> str:
        speaker = actions.add_speaker(OPERATOR, w.session, SpeakerDraft("Ana Example", SpeakerRole.CHAIR))
        return f"{_session()(w)}/speakers/{speaker.id}{path}"

    return url


def _holding(w: World) -> str:
    from meetings.base import secrets

    account = an_account(f"{secrets.new_key()[:8].lower()}@example.org")
    holding = access.give_role(OPERATOR, account, Role.RAPPORTEUR, w.session.id)
    return f"{_session()(w)}/rapporteurs/{holding.id}/end"


def _act(w: World) -> str:
    act = ProgrammeAct(
        meeting_id=w.meeting.id,
        at=clock.now(),
        actor_name="",
        verb=ActVerb.MOVED,
        said={"label": "1"},
        changes=[],
    )
    db.session.add(act)
    db.session.flush()  # its address has its id
    return f"/meetings/{w.meeting.slug}/timetable/acts/{act.id}/undo"


def _draft(w: World) -> str:
    """A meeting that is not public, the session of which the rapporteur holds."""
    actions.take_step(OPERATOR, w.meeting, MeetingStatus.DRAFT)
    return f"/meetings/{w.meeting.slug}"


def _other_draft(w: World) -> str:
    actions.take_step(OPERATOR, w.other_meeting, MeetingStatus.DRAFT)
    return f"/meetings/{w.other_meeting.slug}"


SEE_DRAFTS = frozenset({Role.ADMINISTRATOR, Role.ORGANIZER, Role.DRAFTER})

ROWS = [
    Row("programme.meetings", lambda w: "/meetings", EVERYBODY),
    # The public page is everybody's; here it is a draft.
    Row("programme.meeting", _draft, SEE_DRAFTS | {Role.RAPPORTEUR}, _other_draft, SEE_DRAFTS),
    Row("programme.new_meeting", lambda w: "/meetings/new", EDITORS),
    Row("programme.edit_meeting", _meeting("/edit"), EDITORS),
    Row("programme.take_step", _meeting("/status"), EDITORS, data={"to": "draft"}),
    Row("programme.new_session", _meeting("/sessions/new"), EDITORS, data=SESSION),
    Row("programme.edit_session", _session(), EDITORS, data=SESSION),
    Row("programme.cancel_session", _session("/cancelled"), EDITORS),
    Row("programme.delete_session", lambda w: _draft(w) + f"/sessions/{w.session.label}/delete", EDITORS),
    Row("programme.timetable", _meeting("/timetable"), EDITORS, data={"kind": "break", "minutes": "30"}),
    Row("programme.move_session", _session("/move"), EDITORS, data=PLACE),
    Row("programme.undo_act", _act, EDITORS),
    Row("programme.timetable_rooms", _meeting("/timetable/rooms"), EDITORS, data={"rooms": "Room XX"}),
    Row(
        "programme.begin_with_template",
        _meeting("/timetable/template"),
        EDITORS,
        data={"template": "two-day-workshop"},
    ),
    Row("programme.copy_programme", _meeting("/timetable/copy"), EDITORS),
    Row("programme.new_speaker", _session("/speakers/new"), EDITORS),
    Row("programme.edit_speaker", _speaker(), EDITORS),
    Row("programme.remove_speaker", _speaker("/remove"), EDITORS),
    Row("programme.move_speaker", _speaker("/move"), EDITORS),
    Row("programme.assign_rapporteur", _session("/rapporteurs"), EDITORS),
    Row("programme.end_rapporteur", _holding, EDITORS),
]
