"""The outbox's filter; it lives in the address."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, SearchField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import Email, InputRequired, Length

from meetings.base.forms import NEEDED, Form, LineField, TextField, mailed, no_control_characters, plain
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


class MessageForm(Form):
    """Other words for one recipient of a mail that is held. `read`: the mark of what stood there."""

    subject = LineField(_l("Subject"), [InputRequired(NEEDED)], most=300)
    text = TextField(_l("Text"), [InputRequired(NEEDED)], most=20000)
    read = HiddenField(filters=[plain])


class MendForm(Form):
    """The right address of somebody whom a mail did not reach."""

    email = EmailField(
        _l("E-mail address"),
        [
            InputRequired(NEEDED),
            Length(max=254, message=_l("At most %(most)s characters.", most=254)),
            no_control_characters,
            Email(_l("Write the address in full, for example name@example.org."), allow_smtputf8=False),
        ],
        filters=[mailed],
    )
