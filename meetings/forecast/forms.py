"""What the office sends about the forecast."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput

from meetings.base.forms import NEEDED, CountField, DayField, Form, LineField, VersionField
from meetings.base.pages import LANGUAGES


class EstimateForm(Form):
    """How long the report will be, and in which languages."""

    words = CountField(_l("Words, estimated"), [InputRequired(NEEDED)])
    languages = SelectMultipleField(
        _l("Languages"),
        option_widget=CheckboxInput(),
        choices=[SelectChoice(code, _l(name)) for code, name in LANGUAGES.items()],
    )
    version = VersionField(default=0)


class AgainForm(Form):
    """Why documents management is told something else."""

    reason = LineField(_l("Reason"), [InputRequired(_l("Say why it is told anew."))], most=500)


class WhatIfForm(Form):
    """Other days for the workshop and the Council session, in thought only."""

    class Meta:
        csrf = False

    first = DayField(_l("First day of the workshop"), [Optional()])
    last = DayField(_l("Last day of the workshop"), [Optional()])
    opens = DayField(_l("The Council session opens"), [Optional()])
