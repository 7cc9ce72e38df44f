"""What is typed about an agenda, and what an organization tells."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, SelectField
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional

from meetings.agenda.models import AgendaPoint, AgendaTerms, OrganizationUpdate
from meetings.agenda.rules import (
    FIRST_DAY,
    LAST_DAY,
    MOST_DATES,
    MOST_MINUTES,
    MOST_TEXT,
    DateDraft,
    PointDraft,
    PointKind,
)
from meetings.base.forms import (
    NEEDED,
    CountField,
    DayField,
    Form,
    LineField,
    TextField,
    VersionField,
    choices,
)
from meetings.base.refusals import Refused
from meetings.base.zones import wall_to_utc, zone_names
from meetings.outcomes.forms import TermsForm
from meetings.outcomes.rules import RecordKind, RecordText
from meetings.programme.forms.hours import HourField, at_hour
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import Attribution

SPARE_ROWS = 3
FILLS_ITSELF = (PointKind.UPDATES, PointKind.CALENDAR, PointKind.CONCLUSIONS)


def check_day(day: date, field: str) -> None:
    """Refused for a day on which nobody of this house meets."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Refused("These days cannot be meant.", field=field)


class PointForm(Form):
    """A point of the agenda."""

    title = LineField(_l("Title"), [Optional()], most=300)
    minutes = CountField(
        _l("Minutes"),
        [Optional(), NumberRange(min=1, max=MOST_MINUTES, message=_l("A number from 1 to 600."))],
    )
    lead = LineField(_l("Who leads it"), [Optional()])
    session = SelectField(_l("Session of the programme"), default="")
    about = TextField(_l("What it is about"), [Optional()], most=5000)
    version = VersionField(default=0)

    def offer(self, sessions: Sequence[MeetingSession]) -> "PointForm":
        """Offer the sessions of the meeting."""
        self.session.choices = [
            SelectChoice("", _l("None: the meeting as a whole")),
            *(SelectChoice(str(s.id), f"{s.label} · {s.title}") for s in sessions),
        ]
        return self

    def show(self, point: AgendaPoint) -> None:
        """Fill in a point as it is kept."""
        self.title.data, self.minutes.data, self.lead.data = point.title, point.minutes, point.lead
        self.about.data = point.about
        self.session.data = "" if point.session_id is None else str(point.session_id)
        self.version.data = point.version

    def draft(self) -> PointDraft:
        """What was typed, for the rules; call it on a valid form."""
        return PointDraft(
            title=self.title.data or "",
            about=self.about.data or "",
            minutes=self.minutes.data,
            lead=self.lead.data or "",
            session_id=int(self.session.data) if self.session.data else None,
        )


class NewPointForm(PointForm):
    """Another point; one that fills itself needs no title."""

    kind = SelectField(
        _l("What it is"),
        choices=choices((PointKind.POINT, *FILLS_ITSELF)),
        default=PointKind.POINT.value,
    )


class UpdateTermsForm(Form):
    """Until when updates are due, and how they should be."""

    due_on = DayField(_l("Due on"), [Optional()])
    due_hour = HourField(_l("Until"), [Optional()], default="23:59")
    words = CountField(
        _l("Length in words"),
        [InputRequired(NEEDED), NumberRange(min=1, max=5000, message=_l("A number from 1 to 5000."))],
    )
    note = TextField(_l("What you ask to be told"), [Optional()], most=3000)
    version = VersionField(default=0)

    def show(self, terms: AgendaTerms) -> None:
        """Fill in what is settled."""
        self.due_on.data = terms.due.date() if terms.due else None
        self.due_hour.data = f"{terms.due:%H:%M}" if terms.due else "23:59"
        self.words.data, self.note.data, self.version.data = terms.words, terms.note, terms.version

    def terms(self, meeting: Meeting) -> AgendaTerms:
        """What was typed, on the wall clock of the meeting; Refused for an hour that does not exist that day."""
        due = None
        if self.due_on.data:
            check_day(self.due_on.data, "due_on")
            due = at_hour(self.due_on.data, self.due_hour.data or "")
        due_at = None if due is None else wall_to_utc(due, meeting.zone, "due_hour", second=False)
        return AgendaTerms(due=due, due_at=due_at, words=self.words.data, note=self.note.data or "")


class DateForm(PlainForm):
    """A date for the joint calendar; a row without anything is none."""

    event = LineField(_l("Event"), [Optional()])
    first = DayField(_l("First day"), [Optional()])
    last = DayField(_l("Last day"), [Optional()])
    place = LineField(_l("Place"), [Optional()])
    zone = LineField(_l("Time zone"), [Optional()], most=60)

    def validate(self, extra_validators: Any = None) -> bool:
        """A row that says anything says what, and when, on whose clock."""
        valid = bool(super().validate(extra_validators))
        said = any((self.event.data, self.first.data, self.last.data, self.place.data))
        missing: list[tuple[Any, bool, str]] = [
            (self.event, not self.event.data, _("Write what happens then.")),
            (self.first, not self.first.data and not self.first.errors, _("Give the first day.")),
            (self.zone, self.zone.data not in zone_names(), _("Choose a time zone, such as Pacific/Fiji.")),
        ]
        for field, lacks, sentence in missing if said else ():
            if lacks:
                field.errors, valid = [*field.errors, sentence], False
        return valid


class UpdateForm(Form):
    """What an organization tells before a meeting."""

    text = TextField(_l("Your update"), [Optional()], most=MOST_TEXT)
    dates = FieldList(FormField(DateForm), max_entries=MOST_DATES)
    version = VersionField(default=0)

    def show(self, update: OrganizationUpdate, zone: str) -> None:
        """Fill in what was told, and some empty rows for dates, on the clock of the organization's zone."""
        self.text.data, self.version.data = update.text, update.version
        for one in update.dates:
            self.dates.append_entry(
                {
                    "event": one.event,
                    "first": one.first_on,
                    "last": one.last_on,
                    "zone": one.zone,
                    "place": one.place,
                }
            )
        for _spare in range(min(SPARE_ROWS, MOST_DATES - len(update.dates))):
            self.dates.append_entry({"zone": zone})

    def drafts(self) -> list[DateDraft]:
        """The dates that were given; call it on a valid form."""
        rows = (row.form for row in self.dates)
        return [
            DateDraft(
                r.event.data, r.first.data, r.last.data or r.first.data, r.zone.data, r.place.data or ""
            )
            for r in rows
            if r.event.data
        ]


class ConclusionForm(TermsForm):
    """A conclusion of the meeting; its number comes by itself."""

    text = TextField(_l("Conclusion"), [InputRequired(NEEDED)], most=5000)
    paragraph = LineField(_l("Paragraph of the mandate"), [InputRequired(NEEDED)], most=10, default="5")

    def given(self) -> RecordText:
        """What was typed, for the rules; call it on a valid form."""
        return RecordText(
            RecordKind.CONCLUSION,
            self.text.data or "",
            "",
            Attribution.PUBLIC,
            paragraph=self.paragraph.data or "",
        )


class SittingForm(Form):
    """When the second sitting begins."""

    day = DayField(_l("Day"), [InputRequired(NEEDED)])
    hour = HourField(_l("Begins at"), [InputRequired(NEEDED)])

    def starts(self) -> datetime:
        """On the wall clock of the meeting; call it on a valid form."""
        check_day(self.day.data, "day")
        return at_hour(self.day.data, self.hour.data or "")
