"""The forms' common ground: text is trimmed, control characters are refused, a rule's no stands by its field."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import DateField, Field, IntegerField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length
from wtforms.widgets import HiddenInput

from meetings.base.database import db
from meetings.base.refusals import Refused


def choices(codes: Iterable[Any], first: Any = None) -> list[SelectChoice]:
    """The codes of an enum with their words; `first` (already marked for translation) stands for none of them."""
    none = [] if first is None else [SelectChoice("", first)]
    return [*none, *(SelectChoice(code.value, lazy_gettext(code.label)) for code in codes)]


def plain(value: Any) -> Any:
    """Text as it is kept: NFC, trimmed, line ends as LF."""
    if not isinstance(value, str):
        return value
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()


def no_control_characters(_form: Any, field: Field) -> None:
    """Refuse what no person types: NUL, escape codes, invisible direction overrides."""
    text = field.data if isinstance(field.data, str) else ""
    for character in text:
        bad = unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t"
        if bad or character in "\u202a\u202b\u202c\u202d\u202e":
            raise ValidationError(
                gettext("This holds a character that cannot be shown. Type the text again.")
            )


class LineField(StringField):
    """One line of text, at most `most` characters."""

    def __init__(self, label: Any = None, validators: Any = (), most: int = 200, **kw: Any) -> None:
        limit = Length(max=most, message=lazy_gettext("At most %(most)s characters.", most=most))
        super().__init__(label, [*validators, limit, no_control_characters, _one_line], filters=[plain], **kw)


class TextField(TextAreaField):
    """Paragraphs of text, at most `most` characters."""

    def __init__(self, label: Any = None, validators: Any = (), most: int = 20000, **kw: Any) -> None:
        limit = Length(max=most, message=lazy_gettext("At most %(most)s characters.", most=most))
        super().__init__(label, [*validators, limit, no_control_characters], filters=[plain], **kw)


def _one_line(_form: Any, field: Field) -> None:
    if isinstance(field.data, str) and "\n" in field.data:
        raise ValidationError(gettext("Write this on one line."))


class DayField(DateField):
    """A day of the calendar, written as browsers write it: 2028-10-03."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(
                gettext("There is no such day. Choose one, or write it like 2028-10-03.")
            ) from None


class VersionField(IntegerField):
    """The version that a text was written on; whatever is no number is older than every version."""

    widget = HiddenInput()

    def _value(self) -> str:
        # Not what was sent: who has compared both texts saves on the version that is kept now.
        return str(self.data)

    def process_formdata(self, valuelist: list[Any]) -> None:
        given = str(valuelist[0]) if valuelist else ""
        self.data = int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else -1


class Form(FlaskForm):
    """A form that can be told no by a rule; `top_errors` are those that belong to no field."""

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.top_errors: list[str] = []

    def refuse(self, no: Refused) -> None:
        """Show the rule's sentence beside its field (or on top) and take back what was begun."""
        db.session.rollback()
        sentence = gettext(
            no.msgid, **{k: gettext(v) if isinstance(v, str) else v for k, v in no.params.items()}
        )
        field = self._fields.get(no.field or "")
        if field is None:
            self.top_errors.append(sentence)
        else:
            field.errors = [*field.errors, sentence]
