"""What is typed on the timetable: where a session goes, what is added, its rooms and hours."""

from datetime import datetime, time, timedelta
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional

from meetings.base.forms import NEEDED, CountField, Form, LineField, TextField, VersionField, choices
from meetings.base.pages import weekday
from meetings.base.zones import second_of_two, wall_of, wall_to_utc
from meetings.programme.forms import WHICH
from meetings.programme.forms.hours import HourField, HoursForm, WhichField, chosen
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import SessionDraft, SessionKind, check_one_day
from meetings.programme.rules.moving import Place
from meetings.programme.rules.sittings import Hours, written
from meetings.programme.rules.timetable import Frame

MOST_MINUTES = 24 * 60
MOST_DAYS_SAID = 7
MINUTES = _l("Write a whole number from 1 to 1,440.")
A_MEETINGS_DAY = _l("Choose one of the meeting’s days.")


def _days(meeting: Meeting, *kept: Any) -> list[SelectChoice]:
    """The meeting's days, and those that are kept although they no longer are."""
    frame = Frame(meeting.starts_at, meeting.ends_at, meeting.zone, ())
    days = sorted({*frame.days, *kept})
    return [SelectChoice(day.isoformat(), weekday(day)) for day in days]


def _one_of_its_days(_form: Any, field: Field) -> None:
    """Says which days there are, if another came."""
    known = {choice.value: choice.label for choice in field.choices}
    if field.data in known:
        return
    days = [str(label) for value, label in known.items() if value]
    if len(days) > MOST_DAYS_SAID:
        days = [days[0], "…", days[-1]]
    raise ValidationError(gettext("Choose one of the meeting’s days: %(days)s.", days=", ".join(days)))


class MoveForm(HoursForm):
    """Where a session goes; without an end it keeps its length."""

    HOURS = {  # noqa: RUF012 - WTForms takes only fields for fields
        "starts": ("starts_on", "starts_which"),
        "ends": ("starts_on", "ends_which"),
    }
    starts_on = SelectField(
        _l("Day"), [InputRequired(A_MEETINGS_DAY), _one_of_its_days], validate_choice=False
    )
    starts = HourField(_l("Begins at"), [InputRequired(NEEDED)])
    starts_which = WhichField(WHICH)
    ends = HourField(_l("Ends at"), [Optional()])
    ends_which = WhichField(WHICH)
    room = LineField(_l("Room"), [Optional()], most=100)
    version = VersionField(default=0)

    @classmethod
    def of(cls, session: MeetingSession) -> "MoveForm":
        """The form with where the session stands, or stood before it came into the tray."""
        form = cls(
            data={
                "starts_on": session.starts.date().isoformat(),
                "starts": f"{session.starts:%H:%M}",
                "starts_which": chosen(session.starts, session.starts_second),
                "room": session.room,
                "version": session.version,
            }
        )
        form.starts_on.choices = _days(session.meeting)
        form.offer_hours(session.meeting.zone)
        return form

    def place(self, zone: str) -> Place:
        """What was typed, as the rules want it."""
        starts, starts_second = self.time_meant("starts", zone)
        ends, ends_second = self.time_meant("ends", zone) if self.ends.data else (None, None)
        return Place(
            starts=starts,
            room=self.room.data or "",
            ends=ends,
            starts_second=starts_second,
            ends_second=ends_second,
        )


class AddForm(HoursForm):
    """A session, a break, or several groups at the same time; without a day it goes into the tray."""

    HOURS = {"starts": ("starts_on", "starts_which")}  # noqa: RUF012 - WTForms takes only fields for fields
    kind = SelectField(_l("Kind"), choices=choices(SessionKind), default=SessionKind.THEMATIC.value)
    title = LineField(_l("Title"), [Optional()], most=300, description=_l("Empty: the kind’s name."))
    starts_on = SelectField(_l("Day"), [_one_of_its_days], default="", validate_choice=False)
    starts = HourField(_l("Begins at"), [Optional()])
    starts_which = WhichField(WHICH)
    minutes = CountField(
        _l("Minutes"), [InputRequired(NEEDED), NumberRange(1, MOST_MINUTES, MINUTES)], default=90
    )
    groups = CountField(
        _l("Groups at once"),
        [Optional(), NumberRange(1, 12, _l("Write a whole number from 1 to 12."))],
        default=1,
        description=_l("For breakout groups: each gets a room of its own."),
    )
    room = LineField(_l("Room"), [Optional()], most=100)

    @classmethod
    def for_meeting(cls, meeting: Meeting) -> "AddForm":
        """The form with the meeting's days to choose from."""
        form = cls()
        form.starts_on.choices = [SelectChoice("", _l("No time yet: into the tray")), *_days(meeting)]
        form.offer_hours(meeting.zone)
        return form

    @property
    def into_tray(self) -> bool:
        return not self.starts_on.data


class SetUpForm(Form):
    """Rooms and hours, a line each."""

    rooms = TextField(
        _l("Rooms"), [Optional()], most=4000,
        description=_l("One on each line, in the order of the columns. Rooms in use besides come after them."),
    )  # fmt: skip
    sittings = TextField(_l("Hours"), [Optional()], most=400)
    version = VersionField(default=0)

    @classmethod
    def of(cls, meeting: Meeting, hours: tuple[Hours, ...] | None) -> "SetUpForm":
        """The form with what stands; empty hours where the defaults hold."""
        lines = "\n".join(str(one) for one in hours or ())
        return cls(data={"rooms": "\n".join(meeting.rooms), "sittings": lines, "version": meeting.version})

    @property
    def room_names(self) -> list[str]:
        return [line.strip() for line in (self.rooms.data or "").splitlines() if line.strip()]

    @property
    def hours(self) -> tuple[Hours, ...]:
        """The hours; Refused when a line says something else."""
        return written(self.sittings.data or "")


class TemplateForm(Form):
    """What a programme begins with; chosen by GET for its preview, sent by POST."""

    template = SelectField(_l("Template"), [InputRequired(NEEDED)])
    version = VersionField(default=0)


class CopyForm(Form):
    """An earlier meeting whose programme is to be taken over."""

    meeting = SelectField(_l("Meeting"), [InputRequired(NEEDED)])
    people = BooleanField(
        _l("Its people, too"), description=_l("They are not asked before somebody asks them.")
    )
    version = VersionField(default=0)


def added(form: AddForm, meeting: Meeting, title: str) -> SessionDraft:
    """The session that was typed, still without its number; in the tray it begins with the meeting, or at midnight."""
    if form.into_tray:
        starts, second = meeting.starts, meeting.starts_second
        if (starts + timedelta(minutes=form.minutes.data)).date() != starts.date():
            starts, second = datetime.combine(starts.date(), time(0)), None
    else:
        starts, second = form.time_meant("starts", meeting.zone)
    length = timedelta(minutes=form.minutes.data)
    ends_at = wall_to_utc(starts, meeting.zone, "starts", second) + length
    ends = wall_of(ends_at, meeting.zone)
    check_one_day(starts, ends, "minutes")
    return SessionDraft(
        label="",
        kind=SessionKind(form.kind.data),
        title=title,
        starts=starts,
        ends=ends,
        room=form.room.data or "",
        starts_second=second,
        ends_second=second_of_two(ends_at, meeting.zone),
    )
