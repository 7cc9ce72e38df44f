"""A text as it is edited, with whom it is previewed, and what is copied."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import SearchField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from meetings.base.forms import (
    NEEDED,
    Form,
    LineField,
    TextField,
    VersionField,
    no_control_characters,
    plain,
)
from meetings.letters.rules import MOST_SUBJECT, MOST_TEXT, Text


class LetterForm(Form):
    """Subject and text; `person` is previewed with ("" an invented one), `q` looks for somebody."""

    subject = LineField(_l("Subject"), [InputRequired(NEEDED)], most=MOST_SUBJECT)
    text = TextField(_l("Text"), [InputRequired(NEEDED)], most=MOST_TEXT)
    q = SearchField(_l("Look for somebody"), [Length(max=200), no_control_characters], filters=[plain])
    person = SelectField(_l("Preview with"), validate_choice=False)
    version = VersionField(default=0)

    def show(self, text: Text, version: int) -> None:
        """Fill in what stands now."""
        self.subject.data, self.text.data, self.version.data = text.subject, text.text, version

    def offer(self, people: Iterable[tuple[str, str]], chosen: str) -> None:
        """(key, words) of whom it can be previewed with."""
        self.person.choices = [SelectChoice(key, words) for key, words in people]
        self.person.data = chosen

    def typed(self) -> Text:
        """The text as it was typed."""
        return Text(self.subject.data or "", self.text.data or "")


class DefaultForm(Form):
    """The version on which somebody decided for the default."""

    version = VersionField(default=0)


class CopyForm(Form):
    """The thing whose texts are copied."""

    source = SelectField(_l("Copy the texts of"), coerce=int)
