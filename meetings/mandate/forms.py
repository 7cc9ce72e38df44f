"""What is typed about the Council's dates and the questions that a text leaves open."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from meetings.base.forms import DayField, Form
from meetings.mandate.models import OpenQuestion

A_DAY = _l("Choose a day, or write it like 2029-02-26.")


class CouncilDatesForm(Form):
    opens_on = DayField(_l("First day"), [InputRequired(A_DAY)])
    closes_on = DayField(_l("Last day"), [InputRequired(A_DAY)])


class AnswerForm(Form):
    answer = RadioField(_l("Answer"), [InputRequired(_l("Choose one."))])

    def offer(self, question: OpenQuestion) -> None:
        """Fill in the question's options."""
        self.answer.choices = [SelectChoice(o["code"], o["label"]) for o in question.options]
