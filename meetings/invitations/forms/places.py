"""Giving places to organizations, and naming people for them."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    EmailField,
    HiddenField,
    SelectMultipleField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional

from meetings.base.forms import (
    NEEDED,
    CountField,
    DayField,
    Form,
    LineField,
    TextField,
    VersionField,
    mailed,
    plain,
)
from meetings.base.pages import LANGUAGES
from meetings.invitations.models import Invitation, Nomination
from meetings.invitations.rules import (
    NominationStatus,
    NomineeDraft,
)
from meetings.programme.forms.hours import HourField, at_hour
from meetings.registration.forms import SomeOf, mail_address


class DeadlineForm(Form):
    """A day and an hour of the meeting's own clock."""

    deadline = DayField(_l("Last day"), [InputRequired(_l("Choose a day, or write it like 2028-10-10."))])
    deadline_hour = HourField(_l("at"), [Optional()], description=_l("Without a time: 23:59."))

    def wall(self) -> datetime:
        """The deadline as the meeting's clock shows it."""
        return at_hour(self.deadline.data, self.deadline_hour.data or "")


class GivePlacesForm(DeadlineForm):
    """The organizations ticked, and what each of them gets."""

    organization = SelectMultipleField(_l("Organizations"), validate_choice=False, choices=[])
    places = CountField(
        _l("Places for each"),
        [InputRequired(_l("Write a whole number.")), NumberRange(1, 1000, _l("From 1 to 1000."))],
    )
    note = TextField(
        _l("Note"),
        [Optional()],
        most=2000,
        description=_l("It stands in the mail and on the page where people are named."),
    )


class NominationForm(DeadlineForm):
    """What one organization was given, to be changed."""

    places = CountField(
        _l("Places"),
        [InputRequired(_l("Write a whole number.")), NumberRange(1, 1000, _l("From 1 to 1000."))],
    )
    note = TextField(
        _l("Note"),
        [Optional()],
        most=2000,
        description=_l("It stands in the mail and on the page where people are named."),
    )
    version = VersionField()

    @classmethod
    def of(cls, nomination: Nomination, places: int | None, **given: Any) -> "NominationForm":
        """The form as it stands; what was sent wins (unless `formdata` is given as None)."""
        return cls(
            **given,
            data={
                "deadline": nomination.deadline.date(),
                "deadline_hour": f"{nomination.deadline:%H:%M}",
                "places": places,
                "note": nomination.note,
                "version": nomination.version,
            },
        )


class NominationStepForm(Form):
    """A button: where the nomination goes."""

    to = HiddenField()

    def chosen(self) -> NominationStatus | None:
        return NominationStatus(self.to.data) if self.to.data in set(NominationStatus) else None


class NomineeForm(Form):
    """Somebody whom an organization names; `takes` is what the page said: a place, or an alternate's turn."""

    name = LineField(
        _l("Full name"),
        [InputRequired(NEEDED)],
        description=_l("As they write it, in any script. No titles."),
    )
    email = EmailField(_l("E-mail address"), [InputRequired(NEEDED), mail_address], filters=[mailed])
    function = LineField(_l("Function"), [Optional()])
    languages = SomeOf(
        _l("Languages they follow a meeting in"),
        choices=[SelectChoice(code, _l(name)) for code, name in LANGUAGES.items()],
    )
    takes = HiddenField(filters=[plain])
    version = VersionField(default=0)

    @classmethod
    def of(cls, invitation: Invitation, **given: Any) -> "NomineeForm":
        """The form as it stands; what was sent wins (unless `formdata` is given as None)."""
        return cls(obj=invitation, **given)

    def draft(self) -> NomineeDraft:
        """What was written, once it is valid."""
        return NomineeDraft(
            name=self.name.data or "",
            email=self.email.data or "",
            function=self.function.data or "",
            languages=tuple(self.languages.data or ()),
        )
