"""What the office writes of fellows."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, FieldList, FormField, HiddenField, SelectField, SelectMultipleField
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

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
)
from meetings.base.pages import day
from meetings.base.refusals import Refused
from meetings.base.zones import second_of_two, zone_names
from meetings.fellows.actions import TaskDraft
from meetings.fellows.models import Fellow, FellowEntry, FellowTask
from meetings.fellows.queries import Choice
from meetings.fellows.rules import MOST_ITEMS, EntryDraft, Item, Placement, TodoBy
from meetings.invitations.forms import LetterForm
from meetings.programme.forms.hours import A_DAY, HourField, HoursForm, WhichField, chosen
from meetings.programme.models import Meeting
from meetings.registration.forms import CHOOSE, mail_address

SPARE_ROWS = 3
WHICH = _l("Clocks change at that hour. Which is meant?")


class PlacementForm(Form):
    """Where a fellow works, with whom, from when to when, on what."""

    unit = LineField(_l("Unit"), [Optional()], description=_l("Branch, section or field presence."))
    supervisor_email = EmailField(
        _l("Supervisor: e-mail address"), [Optional(), mail_address], filters=[mailed]
    )
    supervisor_name = LineField(
        _l("Supervisor: name"),
        [Optional()],
        description=_l("As the fellow and the certificate name the person."),
    )
    starts_on = DayField(_l("First day"), [Optional()])
    ends_on = DayField(_l("Last day"), [Optional()])
    plan = TextField(
        _l("Plan"), [Optional()], most=10_000, description=_l("What the fellow works on and is to learn.")
    )
    version = VersionField(default=0)

    @classmethod
    def of(cls, fellow: Fellow) -> "PlacementForm":
        """The form with what stands; a POST's own input goes before it."""
        names = ("unit", "supervisor_name", "starts_on", "ends_on", "plan", "version")
        email = "" if fellow.supervisor is None else fellow.supervisor.email
        return cls(data={name: getattr(fellow, name) for name in names} | {"supervisor_email": email})

    def draft(self) -> Placement:
        """What was written, once it is valid."""
        return Placement(
            self.unit.data or "",
            (self.supervisor_email.data or "").lower(),
            self.supervisor_name.data or "",
            self.starts_on.data,
            self.ends_on.data,
            self.plan.data or "",
        )


class MoveForm(Form):
    """A step of the year."""

    to = HiddenField()
    version = VersionField(default=0)
    on = DayField(_l("On which day it ended"), [Optional()])
    reason = TextField(_l("Why"), [Optional()], most=2000)


class ItemRow(PlainForm):
    """Something to arrange; a row without a name is none."""

    name = LineField(_l("What"), [Optional()])
    by = SelectField(_l("Who does it"), choices=choices(TodoBy))
    days_before = CountField(_l("Days before the first day"), [Optional()])


class ChecklistForm(Form):
    """What is to be arranged for the fellows of an edition."""

    items = FieldList(FormField(ItemRow), min_entries=0, max_entries=MOST_ITEMS)
    version = VersionField(default=0)

    def show(self, items: Sequence[Item], version: int, names: Any) -> "ChecklistForm":
        """Fill in what stands (`names` says the house's own in the reader's language), and a few empty rows."""
        for item in items:
            self.items.append_entry(
                {"name": names(item.name), "by": item.by.value, "days_before": item.days_before}
            )
        for _row in range(min(SPARE_ROWS, MOST_ITEMS - len(self.items))):
            self.items.append_entry({"by": TodoBy.OFFICE.value})
        self.version.data = version
        return self

    def drafts(self) -> list[Item]:
        """The rows that have a name."""
        rows = [entry.form for entry in self.items]
        return [Item(r.name.data, TodoBy(r.by.data), r.days_before.data) for r in rows if r.name.data]


class TaskForm(Form):
    """One thing to arrange for one fellow. `do`: what the button says."""

    name = LineField(_l("What"), [InputRequired(NEEDED)])
    todo_by = SelectField(_l("Who does it"), choices=choices(TodoBy))
    due_on = DayField(_l("By"), [Optional()])
    version = VersionField(default=0)

    @classmethod
    def of(cls, task: FellowTask, name: str) -> "TaskForm":
        """The form with what stands."""
        return cls(
            data={"name": name, "todo_by": task.todo_by.value, "due_on": task.due_on, "version": task.version}
        )

    def draft(self) -> TaskDraft:
        """What was written, once it is valid."""
        return TaskDraft(self.name.data or "", TodoBy(self.todo_by.data), self.due_on.data)


class NoteForm(Form):
    """A note to something that is (not) done."""

    note = TextField(
        _l("Note"),
        [Optional()],
        most=2000,
        description=_l("The office, the fellow and the supervisor read it. No passport data, no diagnosis."),
    )
    version = VersionField(default=0)


class EntryForm(HoursForm):
    """An entry of the fellow's programme."""

    HOURS = {  # noqa: RUF012 - WTForms takes only fields for fields
        "starts": ("starts_on", "starts_which"),
        "ends": ("ends_on", "ends_which"),
    }
    title = LineField(_l("Title"), [InputRequired(NEEDED)])
    session = SelectField(_l("A session of a programme"), [Optional()], choices=[], validate_choice=True)
    starts_on = DayField(_l("Begins on"), [InputRequired(A_DAY)])
    starts = HourField(_l("at"), [InputRequired(NEEDED)])
    starts_which = WhichField(WHICH)
    ends_on = DayField(_l("Ends on"), [Optional()], description=_l("Left empty: on the same day."))
    ends = HourField(_l("at"), [InputRequired(NEEDED)])
    ends_which = WhichField(WHICH)
    zone = LineField(
        _l("Time zone"), [InputRequired(NEEDED)], most=60, description=_l("As in Europe/Zurich.")
    )
    place = LineField(_l("Place"), [Optional()])
    link = LineField(_l("Link to join"), [Optional()], most=500)
    version = VersionField(default=0)

    @classmethod
    def of(cls, entry: FellowEntry | None, zone: str, sessions: Sequence[Choice]) -> "EntryForm":
        """The form with what stands; a POST's own input goes before it."""
        form = cls(data={"zone": zone} if entry is None else _stored(entry, sessions))
        form.session.choices = session_choices(sessions)
        form.offer_hours(form.zone.data or "")
        return form

    def draft(self, sessions: Sequence[Choice]) -> EntryDraft:
        """What was written; Refused for a zone that nobody knows."""
        zone = self.zone.data or ""
        if zone not in zone_names():
            raise Refused(
                "“%(zone)s” is not a time zone we know. Write it like Pacific/Fiji.", field="zone", zone=zone
            )
        if self.ends_on.data is None:
            self.ends_on.data = self.starts_on.data
        starts, starts_second = self.time_meant("starts", zone)
        ends, ends_second = self.time_meant("ends", zone)
        return EntryDraft(
            title=self.title.data or "",
            zone=zone,
            starts=starts,
            ends=ends,
            starts_second=starts_second,
            ends_second=ends_second,
            place=self.place.data or "",
            link=self.link.data or "",
            session_id=session_of(self.session.data, sessions),
        )


def _stored(entry: FellowEntry, sessions: Sequence[Choice]) -> dict[str, Any]:
    names = ("title", "zone", "place", "link", "version")
    return {name: getattr(entry, name) for name in names} | {
        "session": code_of(entry.session_id, sessions),
        "starts_on": entry.starts.date(),
        "starts": f"{entry.starts:%H:%M}",
        "starts_which": chosen(entry.starts, second_of_two(entry.starts_at, entry.zone)),
        "ends_on": entry.ends.date(),
        "ends": f"{entry.ends:%H:%M}",
        "ends_which": chosen(entry.ends, second_of_two(entry.ends_at, entry.zone)),
    }


def session_choices(sessions: Sequence[Choice]) -> list[SelectChoice]:
    """The sessions that are offered, and none."""
    return [
        SelectChoice("", _l("None")),
        *(SelectChoice(s.code, f"{day(s.on)} · {s.title} – {s.meeting}") for s in sessions),
    ]


def session_of(code: str | None, sessions: Sequence[Choice]) -> int | None:
    """The session that was chosen."""
    return next((s.session_id for s in sessions if s.code == code), None)


def code_of(session_id: int | None, sessions: Sequence[Choice]) -> str:
    """What stands for a session in the form; "" for none, and for one that is no longer offered."""
    return next((s.code for s in sessions if s.session_id == session_id), "")


class InviteAlumniForm(LetterForm):
    """Whom of the alumni to which meeting, with which words."""

    meeting = SelectField(_l("To which meeting"), [InputRequired(CHOOSE)], choices=[])
    person = SelectMultipleField(_l("Who"), validate_choice=False, choices=[])

    def offer(self, meetings: Sequence[Meeting]) -> "InviteAlumniForm":
        """Offer the meetings to come."""
        self.meeting.choices = [SelectChoice(one.slug, one.title) for one in meetings]
        return self


__all__ = [
    "ChecklistForm",
    "EntryForm",
    "InviteAlumniForm",
    "MoveForm",
    "NoteForm",
    "PlacementForm",
    "TaskForm",
]
