"""Fields that several forms about a registration have in common."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, SelectMultipleField, ValidationError
from wtforms.fields import SelectChoice
from wtforms.validators import Email, Length
from wtforms.widgets import CheckboxInput, ListWidget

from meetings.base.forms import no_control_characters
from meetings.base.zones import zone_names, zone_places

ADDRESS = _l("Write the address in full, for example name@example.org.")
CHOOSE = _l("Choose one of these.")


class OneOf(RadioField):
    """Radio buttons that say in a sentence what is wrong."""

    def pre_validate(self, form: Any) -> None:
        if self.data not in {choice.value for choice in self.choices or []}:
            raise ValidationError(_("Choose one of these."))


class SomeOf(SelectMultipleField):
    """Checkboxes, one for each choice."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: Any) -> None:
        if not set(self.data or []) <= {choice.value for choice in self.choices or []}:
            raise ValidationError(_("Choose among these."))


class ZoneField(SelectField):
    """An IANA zone or none. Any name that is known is taken; the list offers one for each place."""

    def process(self, *args: Any, **kw: Any) -> None:
        super().process(*args, **kw)
        if self.data in zone_names() and self.data not in zone_places():  # an older name, from a device
            self.choices = [*zone_choices(), _place(self.data)]

    def pre_validate(self, form: Any) -> None:
        if self.data and self.data not in zone_names():
            raise ValidationError(_("Choose one of these."))


def zone_choices() -> list[SelectChoice]:
    return [SelectChoice("", _l("I do not want to say")), *map(_place, zone_places())]


def _place(zone: str) -> SelectChoice:
    return SelectChoice(zone, zone.replace("_", " "))


_address = Email(ADDRESS, allow_smtputf8=False)


def mail_address(form: Any, field: Any) -> None:
    """One sentence at most: what is wrong first."""
    Length(max=254, message=_l("At most %(most)s characters.", most=254))(form, field)
    no_control_characters(form, field)
    _address(form, field)
