"""What is asked besides the questions when a form is tried."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from meetings.base.forms import Form
from meetings.questions.rules import Choice


class TrialForm(Form):
    """In which category somebody would answer; questions may be shown to some only."""

    category = SelectField(_l("Try it as"), choices=[])

    def offer(self, categories: Sequence[Choice]) -> None:
        """Offer the categories; a form without any has no such field."""
        self.category.choices = [SelectChoice(one.code, _l(one.words)) for one in categories]
        if not categories:
            del self.category
