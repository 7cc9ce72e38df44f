"""What whoever reads the draft for its style sends."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import InputRequired, Length

from meetings.base.forms import Form, LineField


class LeaveOutForm(Form):
    """Why a report does not follow a rule."""

    reason = LineField(
        _l("Why this report does not follow it"),
        [InputRequired(_l("Say why the report does not follow it."))],
        most=500,
    )


class DismissForm(Form):
    """Why words stay as they are. Which words and which rule come with the form."""

    reason = LineField(
        _l("Why it stays"),
        [InputRequired(_l("Say why it stays."))],
        most=500,
        description=_l("The reason stays with the paragraph; the place is not shown again."),
    )
    rule = HiddenField(validators=[Length(max=30)])
    words = HiddenField(validators=[Length(max=20_000)])
