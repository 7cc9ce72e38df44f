"""What people change or ask about their own data."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from meetings.base.forms import NEEDED, Form, LineField, TextField, VersionField
from meetings.base.pages import LANGUAGES
from meetings.base.zones import zone_names, zone_places


class CorrectForm(Form):
    """What is one's own to change; what places and rights hang on is asked of the office."""

    name = LineField(
        _l("Full name"), [InputRequired(NEEDED)], description=_l("As you write it yourself, without titles.")
    )
    function = LineField(_l("Function"), [Optional()])
    zone = SelectField(_l("Time zone"), [Optional()])
    language = SelectField(_l("Language of mails"), [Optional()])
    version = VersionField(default=0)

    def offer(self, languages: list[str]) -> None:
        """Fill in the zones and the languages that mails are written in; one language is no choice."""
        kept = self.zone.data if self.zone.data in zone_names() else None
        zones = sorted({*zone_places(), *filter(None, [kept])})
        self.zone.choices = [
            SelectChoice("", _("the meeting’s own")),
            *(SelectChoice(zone, zone.replace("_", " ")) for zone in zones),
        ]
        self.language.choices = [SelectChoice(code, _(LANGUAGES[code])) for code in languages]

    def validate_zone(self, field: Any) -> None:
        if field.data and field.data not in zone_names():
            raise ValidationError(_("Choose one of these."))


class AskForm(Form):
    """What only the office can change."""

    text = TextField(
        _l("What is wrong, and how is it right?"),
        [InputRequired(NEEDED)],
        most=2000,
        description=_l("For instance: I work for another organization since April."),
    )


class DeletionForm(Form):
    """Two steps: the reason, then the word that confirms it."""

    text = TextField(
        _l("Why?"),
        [Optional()],
        most=2000,
        description=_l("You need not say. It helps us when something else would help you."),
    )
    step = HiddenField(default="first")
