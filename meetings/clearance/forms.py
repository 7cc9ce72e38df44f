"""What the office sends about versions and clearances."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import InputRequired, Optional

from meetings.base.forms import NEEDED, Form, LineField, TextField, choices
from meetings.clearance.rules import Stage, Verdict


class SetDownForm(Form):
    """A version of the draft, and to whom it goes."""

    stage = SelectField(_l("Stage"), [InputRequired(NEEDED)], choices=choices(Stage))
    clearers = TextField(
        _l("To be cleared by"), [Optional()], most=6000, description=_l("One on each line, as you call them.")
    )
    note = LineField(_l("Note"), [Optional()], most=500, description=_l("What is to be looked at this time."))
    all_the_same = BooleanField(_l("It goes all the same, with what is missing or not answered"))

    @property
    def names(self) -> list[str]:
        return (self.clearers.data or "").split("\n")


class AskForm(Form):
    """One more person who clears."""

    clearer = LineField(_l("Another person"), [InputRequired(NEEDED)])


class VerdictForm(Form):
    """What somebody answered."""

    verdict = RadioField(
        _l("Answer"),
        [InputRequired(NEEDED)],
        choices=[choice for choice in choices(Verdict) if choice.value != Verdict.ASKED.value],
    )
    note = LineField(_l("In their words"), [Optional()], most=2000)
