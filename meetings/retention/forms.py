"""Setting the day, holding, deleting by hand, and the numbers of the rule."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from meetings.base.forms import NEEDED, CountField, DayField, Form, TextField, VersionField
from meetings.retention.rules import STANDARDS, Setting


class DayForm(Form):
    """Another day than the rule's."""

    day = DayField(_l("Delete on"), [InputRequired(NEEDED)])
    reason = TextField(_l("Why another day"), [InputRequired(NEEDED)], most=500)
    version = VersionField()


class HoldForm(Form):
    """Delete nothing until it is released."""

    hold_reason = TextField(_l("Why hold it"), [InputRequired(NEEDED)], most=500)
    version = VersionField()


class VersionForm(Form):
    """A button on a page that shows one version."""

    version = VersionField()


class DeleteForm(Form):
    """Delete now: the reason, and how many things the page has shown (whatever is no number fits nothing)."""

    reason = TextField(_l("Why"), [InputRequired(NEEDED)], most=500)
    seen = VersionField()


class RuleForm(Form):
    """The numbers of the rule, and why they change."""

    source = TextField(
        _l("Why, or from where, for the numbers that you change"), most=300,
        description=_l("It stands beside them from now on."),
    )  # fmt: skip

    def numbers(self) -> Mapping[Setting, int]:
        """What was written, once it is valid."""
        return {setting: self[setting.value].data for setting in Setting}


def _number(setting: Setting) -> IntegerField:
    standard = STANDARDS[setting]
    told = _l("A whole number from %(least)s to %(most)s.", least=standard.least, most=standard.most)
    return CountField(
        _l(setting.label), [InputRequired(told), NumberRange(standard.least, standard.most, told)]
    )


for _setting in Setting:
    setattr(RuleForm, _setting.value, _number(_setting))
