"""Choosing a file, saying how it is read, what its columns hold, and as what people come."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FileField, RadioField, SelectField, ValidationError
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from meetings.base.forms import Form, choices
from meetings.imports.rules import LEAVE_OUT, Delimiter, Encoding, Field
from meetings.questions.rules import Asked
from meetings.registration.rules import Category, RegistrationStatus

CHOOSE = _l("Choose one of these.")


class OneOf(SelectField):
    """A list that says in a sentence what is wrong."""

    def pre_validate(self, form: Any) -> None:
        if self.data not in {choice.value for choice in self.choices or []}:
            raise ValidationError(_("Choose one of these."))


class UploadForm(Form):
    """The file."""

    file = FileField(_l("File"))

    def sent(self) -> tuple[str, bytes] | None:
        """Its name and content; None when none was chosen."""
        if not getattr(self.file.data, "filename", ""):
            return None
        return self.file.data.filename, self.file.data.read()


class TextReadingForm(Form):
    """How a CSV is read."""

    encoding = OneOf(_l("Encoding"), choices=choices(Encoding))
    delimiter = OneOf(_l("What parts the cells"), choices=choices(Delimiter))


class SheetReadingForm(Form):
    """Which sheet is read."""

    sheet = OneOf(_l("Sheet"))


def columns_form(headings: Sequence[str], proposed: Sequence[str], questions: Sequence[Asked]) -> Any:
    """A field for each column: what it holds."""
    offered = [
        SelectChoice(LEAVE_OUT, _("Leave out")),
        *(SelectChoice(f.value, _(f.label)) for f in Field),
        *(SelectChoice(f"q{q.id}", _("Question: %(wording)s", wording=q.wording[:80])) for q in questions),
    ]
    fields = {
        f"c{n}": OneOf(heading or _("Column %(n)s", n=n + 1), choices=offered, default=proposed[n])
        for n, heading in enumerate(headings)
    }
    return type("Columns", (Form,), fields)()


def people_form(words: Sequence[str], proposed: Mapping[str, str]) -> Any:
    """As what people come: the capacity for each word, what stands where nothing does, state and mail."""
    offered = [SelectChoice("", _("Choose")), *(SelectChoice(c.value, _(c.label)) for c in Category)]
    fields: dict[str, Any] = {
        f"w{n}": OneOf(word, choices=offered, default=proposed[word]) for n, word in enumerate(words)
    }
    fields["otherwise"] = OneOf(
        _("Where nothing stands") if words else _("Capacity of all"),
        choices=[
            SelectChoice("", _("Not taken in")) if words else SelectChoice("", _("Choose")),
            *offered[1:],
        ],
        default="",
        validators=[] if words else [InputRequired(CHOOSE)],
    )
    fields["status"] = RadioField(
        _("They come as"),
        choices=[
            SelectChoice(RegistrationStatus.SUBMITTED.value, _("waiting for a decision")),
            SelectChoice(RegistrationStatus.APPROVED.value, _("approved, as far as there are places")),
        ],
        default=RegistrationStatus.SUBMITTED.value,
        validate_choice=False,
        validators=[_one_of_two],
    )
    fields["mail"] = BooleanField(_("Write a mail to each person"))
    return type("People", (Form,), fields)()


def _one_of_two(_form: Any, field: Any) -> None:
    if field.data not in (RegistrationStatus.SUBMITTED.value, RegistrationStatus.APPROVED.value):
        raise ValidationError(_("Choose one of these."))
