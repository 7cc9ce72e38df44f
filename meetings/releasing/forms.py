"""What is said of a version when it is released."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import Optional

from meetings.base.forms import Form, TextField, VersionField
from meetings.releasing.actions import LONGEST_NOTE


class ReleaseForm(Form):
    """A word to those concerned; `version` is the one that was public when the page was made."""

    note = TextField(_l("A word to those concerned"), [Optional()], most=LONGEST_NOTE)
    despite = BooleanField(_l("Release it all the same"))
    version = VersionField()
