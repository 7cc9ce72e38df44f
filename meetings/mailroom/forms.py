"""The outbox's filter; it lives in the address."""

from flask_babel import lazy_gettext as _l
from wtforms import SearchField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import Length

from meetings.base.forms import Form, no_control_characters, plain
from meetings.outbox.rules import Delivery


class FilterForm(Form):
    class Meta:
        csrf = False

    q = SearchField(_l("Subject or address"), [Length(max=200), no_control_characters], filters=[plain])
    delivery = SelectField(
        _l("Delivery"),
        choices=[
            SelectChoice("", _l("Every state")),
            *(SelectChoice(d.value, _l(d.label)) for d in Delivery),
        ],
    )
