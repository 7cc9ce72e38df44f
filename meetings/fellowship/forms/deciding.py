"""What the office decides of an application."""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from meetings.base.forms import NEEDED, DayField, Form, TextField, VersionField
from meetings.base.zones import wall_to_utc
from meetings.fellowship.models import FellowshipEdition
from meetings.fellowship.rules import Condition
from meetings.programme.forms.hours import at_hour
from meetings.registration.forms import CHOOSE, OneOf, SomeOf


class StepForm(Form):
    """A button: where the edition goes, from what the page showed."""

    to = HiddenField()


class VersionedForm(Form):
    """A button on what the page showed."""

    version = VersionField(default=0)


class AskMoreForm(VersionedForm):
    """Exactly which fields are reopened, and what is missing."""

    fields = SomeOf(_l("What the applicant is to write again"), choices=[])
    note = TextField(
        _l("What is missing"),
        [Optional()],
        most=3000,
        description=_l("The applicant reads it as you write it."),
    )
    until_on = DayField(_l("Answer until the end of"), [Optional()])

    def offer(self, labels: Mapping[str, str]) -> "AskMoreForm":
        """Offer the fields of the application."""
        self["fields"].choices = [SelectChoice(code, words) for code, words in labels.items()]
        return self

    def until(self, edition: FellowshipEdition) -> datetime | None:
        """The last instant of the day on the clock of the edition's zone."""
        if self.until_on.data is None:
            return None
        return wall_to_utc(at_hour(self.until_on.data, ""), edition.zone, "until_on")


class OverrideForm(VersionedForm):
    """A condition as the office sees it."""

    condition = HiddenField()
    met = OneOf(
        _l("The condition is"),
        [InputRequired(CHOOSE)],
        choices=[SelectChoice("yes", _l("met")), SelectChoice("no", _l("not met"))],
    )
    reason = TextField(_l("Why"), [InputRequired(NEEDED)], most=2000)

    def chosen(self) -> Condition | None:
        """The condition; None when the form names none."""
        return Condition(self.condition.data) if self.condition.data in set(Condition) else None


class EligibilityForm(VersionedForm):
    """Two buttons, and the reason for a no."""

    decision = HiddenField()
    reason = TextField(
        _l("Reason for a no"), [Optional()], most=3000, description=_l("The applicant reads it.")
    )
