"""The filter of what came in, which lives in the address; and what is said of a mail that waits."""

from flask_babel import lazy_gettext as _l
from wtforms import SearchField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import Length

from meetings.base.forms import Form, no_control_characters, plain
from meetings.replies.rules import Closing

BY_HAND = (Closing.DONE, Closing.TURNED_DOWN)


class FilterForm(Form):
    class Meta:
        csrf = False

    q = SearchField(_l("Subject, name or address"), [Length(max=200), no_control_characters], filters=[plain])


class CloseForm(Form):
    closing = SelectField(choices=[SelectChoice(c.value, _l(c.label)) for c in BY_HAND])
