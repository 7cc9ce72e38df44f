"""What a subscriber may choose; it goes into the address and is kept nowhere."""

from collections.abc import Collection
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from meetings.base.forms import Form
from meetings.base.pages import AUTONYMS
from meetings.calendars.rules import Reminder, Show, Wanted
from meetings.programme.rules import SessionKind


class Ticks(SelectMultipleField):
    """Several of a few, each with its box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class ChoiceForm(Form):
    """The options of a feed, sent by GET; what cannot be chosen of this feed is not asked."""

    class Meta:
        csrf = False

    show = Ticks(_l("What it holds"))
    kind = Ticks(_l("Only these kinds of session"))
    lang = SelectField(_l("Language of the entries"))
    remind = SelectField(_l("Reminder"))

    def offer(
        self,
        languages: Collection[str],
        show: Collection[Show],
        kinds: Collection[SessionKind],
        wanted: Wanted,
    ) -> "ChoiceForm":
        """Offer what this feed has, with what is chosen."""
        self.lang.choices = [SelectChoice(code, AUTONYMS.get(code, code)) for code in languages]
        self.remind.choices = [
            SelectChoice("", _l("None")),
            *(SelectChoice(r.value, _l(r.label)) for r in Reminder),
        ]
        for name, codes in (("show", show), ("kind", kinds)):
            field: Any = self[name]
            field.choices = [SelectChoice(code.value, _l(code.label)) for code in codes]
        for name, offered in (("show", show), ("kind", kinds), ("lang", languages)):
            if len(offered) < 2:  # nothing to choose
                del self[name]
        chosen = {
            "show": [s.value for s in wanted.show],
            "kind": [k.value for k in wanted.kinds],
            "lang": wanted.language,
            "remind": "" if wanted.reminder is None else wanted.reminder.value,
        }
        for field in self:
            field.data = chosen[field.short_name]
        return self
