"""What is typed about meetings, sessions and speakers; hours are 24-hour text, in the meeting's zone."""

from datetime import datetime
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    RadioField,
    SelectField,
    SelectMultipleField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from meetings.base.forms import (
    NEEDED,
    CountField,
    DayField,
    Form,
    LineField,
    TextField,
    VersionField,
    choices,
    mailed,
    no_control_characters,
)
from meetings.base.pages import LANGUAGES
from meetings.programme.forms.hours import A_DAY, HourField, HoursForm, WhichField, chosen
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import (
    Attribution,
    MeetingDraft,
    MeetingKind,
    MeetingStatus,
    Mode,
    SessionDraft,
    SessionKind,
    SpeakerDraft,
    SpeakerRole,
)

MOST_PLACES = 100_000
MOST_MINUTES = 24 * 60


WHICH = _l("Clocks change at that hour. Which is meant?")


class MeetingForm(HoursForm):
    HOURS = {  # noqa: RUF012 - WTForms takes only fields for fields
        "starts": ("starts_on", "starts_which"),
        "ends": ("ends_on", "ends_which"),
        "registration_closes": ("closes_on", "closes_which"),
    }
    title = LineField(_l("Title"), [InputRequired(NEEDED)], most=300)
    kind = RadioField(_l("Kind"), choices=choices(MeetingKind), default=MeetingKind.WORKSHOP.value)
    cycle_id = SelectField(_l("Asked for by"), coerce=int)
    about = TextField(_l("What it is about"), [Optional()], most=5000)
    zone = LineField(
        _l("Time zone"), [InputRequired(NEEDED)], default="Europe/Zurich",
        description=_l("As in Europe/Zurich. All times below are of this zone."),
    )  # fmt: skip
    city = LineField(
        _l("City"), [InputRequired(NEEDED)], most=100, default="Geneva",
        description=_l("Pages say “15:00 Geneva”."),
    )  # fmt: skip
    starts_on = DayField(_l("First day"), [InputRequired(A_DAY)])
    starts = HourField(_l("Begins at"), [InputRequired(NEEDED)], default="10:00")
    starts_which = WhichField(WHICH)
    ends_on = DayField(_l("Last day"), [InputRequired(A_DAY)])
    ends = HourField(_l("Ends at"), [InputRequired(NEEDED)], default="18:00")
    ends_which = WhichField(WHICH)
    dates_set = BooleanField(
        _l("The dates are fixed"), default=True, description=_l("Without this, only the year is shown.")
    )
    move_sessions = BooleanField(_l("Let the sessions move along by as many days"))
    mode = RadioField(_l("How"), choices=choices(Mode), default=Mode.HYBRID.value)
    place = LineField(_l("Place"), [Optional()], description=_l("Needed when people come."))
    join_link = LineField(
        _l("Join link"), [Optional()], most=500,
        description=_l("Needed when people take part online. It is never on the public page."),
    )  # fmt: skip
    languages = SelectMultipleField(
        _l("Languages"), choices=[SelectChoice(code, _l(name)) for code, name in LANGUAGES.items()],
        widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(),
    )  # fmt: skip
    places = CountField(
        _l("Places"),
        [Optional(), NumberRange(0, MOST_PLACES, _l("Write a whole number from 0 to 100,000."))],
        description=_l("Empty: places are not counted."),
    )
    closes_on = DayField(_l("Registration closes on"), [Optional()])
    registration_closes = HourField(_l("at"), [Optional()], description=_l("Without a time: 23:59."))
    closes_which = WhichField(WHICH)
    version = VersionField(default=0)

    @classmethod
    def of(cls, meeting: Meeting) -> "MeetingForm":
        """The form with what stands; a POST's own input goes before it."""
        closes = meeting.registration_closes
        return cls(data=_stored_meeting(meeting, closes))

    @classmethod
    def stored(cls, meeting: Meeting) -> "MeetingForm":
        """What stands, whatever was sent."""
        return cls(formdata=None, data=_stored_meeting(meeting, meeting.registration_closes))

    def validate_registration_closes(self, field: Field) -> None:
        if field.data and not self.closes_on.data:
            raise ValidationError(gettext("Choose the day, too."))

    def draft(self, meeting: Meeting | None = None) -> MeetingDraft:
        """What was typed, as the rules want it."""
        zone = self.zone.data
        starts, starts_second = self.time_meant("starts", zone)
        ends, ends_second = self.time_meant("ends", zone)
        closes, closes_second = (
            self.time_meant("registration_closes", zone) if self.closes_on.data else (None, None)
        )
        return MeetingDraft(
            title=self.title.data,
            kind=MeetingKind(self.kind.data),
            mode=Mode(self.mode.data),
            zone=self.zone.data,
            city=self.city.data,
            starts=starts,
            ends=ends,
            cycle_id=self.cycle_id.data,
            about=self.about.data or "",
            place=self.place.data or "",
            join_link=self.join_link.data or "",
            languages=tuple(self.languages.data or ()),
            places=self.places.data,
            registration_closes=closes,
            dates_set=self.dates_set.data,
            starts_second=starts_second,
            ends_second=ends_second,
            closes_second=closes_second,
        )


def _stored_meeting(meeting: Meeting, closes: datetime | None) -> dict[str, Any]:
    return {
        "title": meeting.title,
        "kind": meeting.kind.value,
        "cycle_id": meeting.cycle_id,
        "about": meeting.about,
        "zone": meeting.zone,
        "city": meeting.city,
        "starts_on": meeting.starts.date(),
        "starts": f"{meeting.starts:%H:%M}",
        "ends_on": meeting.ends.date(),
        "ends": f"{meeting.ends:%H:%M}",
        "dates_set": meeting.dates_set,
        "mode": meeting.mode.value,
        "place": meeting.place,
        "join_link": meeting.join_link,
        "languages": list(meeting.languages),
        "places": meeting.places,
        "closes_on": closes and closes.date(),
        "registration_closes": f"{closes:%H:%M}" if closes else "",
        "starts_which": chosen(meeting.starts, meeting.starts_second),
        "ends_which": chosen(meeting.ends, meeting.ends_second),
        "closes_which": closes and chosen(closes, meeting.closes_second),
        "version": meeting.version,
    }


class SessionForm(HoursForm):
    HOURS = {  # noqa: RUF012 - WTForms takes only fields for fields
        "starts": ("starts_on", "starts_which"),
        "ends": ("starts_on", "ends_which"),
    }
    label = LineField(
        _l("Number"), [InputRequired(NEEDED)], most=10,
        description=_l("Short, like 3 or 7a. It is in the session’s address."),
    )  # fmt: skip
    kind = SelectField(_l("Kind"), choices=choices(SessionKind), default=SessionKind.THEMATIC.value)
    title = LineField(_l("Title"), [InputRequired(NEEDED)], most=300)
    about = TextField(_l("What it is about"), [Optional()], most=5000)
    starts_on = DayField(_l("Day"), [InputRequired(A_DAY)])
    starts = HourField(_l("Begins at"), [InputRequired(NEEDED)])
    ends = HourField(_l("Ends at"), [InputRequired(NEEDED)])
    starts_which = WhichField(WHICH)
    ends_which = WhichField(WHICH)
    room = LineField(_l("Room"), [Optional()], most=100)
    attribution = RadioField(
        _l("Who may be named afterwards"), choices=choices(Attribution), default=Attribution.PUBLIC.value
    )
    version = VersionField(default=0)

    @classmethod
    def of(cls, session: MeetingSession) -> "SessionForm":
        """The form with what stands; a POST's own input goes before it."""
        return cls(data=_stored_session(session))

    @classmethod
    def stored(cls, session: MeetingSession) -> "SessionForm":
        """What stands, whatever was sent."""
        return cls(formdata=None, data=_stored_session(session))

    def draft(self, zone: str) -> SessionDraft:
        """What was typed, as the rules want it."""
        starts, starts_second = self.time_meant("starts", zone)
        ends, ends_second = self.time_meant("ends", zone)
        return SessionDraft(
            label=self.label.data,
            kind=SessionKind(self.kind.data),
            title=self.title.data,
            starts=starts,
            ends=ends,
            about=self.about.data or "",
            room=self.room.data or "",
            attribution=Attribution(self.attribution.data),
            starts_second=starts_second,
            ends_second=ends_second,
        )


def _stored_session(session: MeetingSession) -> dict[str, Any]:
    return {
        "label": session.label,
        "kind": session.kind.value,
        "title": session.title,
        "about": session.about,
        "starts_on": session.starts.date(),
        "starts": f"{session.starts:%H:%M}",
        "ends": f"{session.ends:%H:%M}",
        "starts_which": chosen(session.starts, session.starts_second),
        "ends_which": chosen(session.ends, session.ends_second),
        "room": session.room,
        "attribution": session.attribution.value,
        "version": session.version,
    }


class SpeakerForm(Form):
    name = LineField(
        _l("Name"), [InputRequired(NEEDED)], most=400,
        description=_l("As it is to be printed. People of the directory are proposed while you write."),
    )  # fmt: skip
    same = BooleanField(_l("Under another name, it is the same person"))
    role = SelectField(_l("Role"), choices=choices(SpeakerRole), default=SpeakerRole.PANELLIST.value)
    function = LineField(_l("Function"), [Optional()])
    organization = LineField(_l("Organization"), [Optional()])
    minutes = CountField(
        _l("Speaking time, in minutes"),
        [Optional(), NumberRange(1, MOST_MINUTES, _l("Write a whole number from 1 to 1,440."))],
    )

    def draft(self, person_id: int | None) -> SpeakerDraft:
        """What was typed; `person_id` when it is somebody of the directory."""
        return SpeakerDraft(
            name=self.name.data,
            role=SpeakerRole(self.role.data),
            function=self.function.data or "",
            organization=self.organization.data or "",
            person_id=person_id,
            minutes=self.minutes.data,
        )


class StepForm(Form):
    """Why a step is taken, where it wants a reason; that it is taken all the same, where something is against it."""

    reason = LineField(_l("Reason"), [Optional()], most=1000)
    despite = BooleanField(_l("Publish it all the same"))


class RapporteurForm(Form):
    email = EmailField(
        _l("E-mail address of the account"),
        [InputRequired(NEEDED), Length(max=254), no_control_characters],
        filters=[mailed],
    )


class FilterForm(Form):
    class Meta:
        csrf = False

    kind = SelectField(_l("Kind"), choices=choices(MeetingKind, _l("All kinds")), default="")
    status = SelectField(_l("Status"), choices=choices(MeetingStatus, _l("All")), default="")
    cycle = SelectField(_l("Resolution"), default="")
