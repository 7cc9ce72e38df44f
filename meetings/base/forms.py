"""The forms' common ground: text is trimmed, control characters are refused, a rule's no stands by its field."""

import re
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
from meetings.base.texts import as_kept, as_mailed, cannot_be_shown

NEEDED = lazy_gettext("Fill this in.")


def choices(codes: Iterable[Any], first: Any = None) -> list[SelectChoice]:
    """The codes of an enum with their words; `first` (already marked for translation) stands for none of them."""
    none = [] if first is None else [SelectChoice("", first)]
    return [*none, *(SelectChoice(code.value, lazy_gettext(code.label)) for code in codes)]


def plain(value: Any) -> Any:
    """Text as it is kept: NFC, trimmed, line ends as LF."""
    return as_kept(value) if isinstance(value, str) else value


def mailed(value: Any) -> Any:
    """An address as it is kept."""
    return as_mailed(as_kept(value)) if isinstance(value, str) else value


def no_control_characters(_form: Any, field: Field) -> None:
    """Refuse what no person types: NUL, escape codes, invisible direction overrides."""
    if isinstance(field.data, str) and cannot_be_shown(field.data):
        raise ValidationError(gettext("This holds a character that cannot be shown. Type the text again."))


class LineField(StringField):
    """One line of text, at most `most` characters."""

    def __init__(self, label: Any = None, validators: Any = (), most: int = 200, **kw: Any) -> None:
        limit = Length(max=most, message=lazy_gettext("At most %(most)s characters.", most=most))
        super().__init__(
            label, [*validators, limit, no_control_characters, _one_line, _something], filters=[plain], **kw
        )


class TextField(TextAreaField):
    """Paragraphs of text, at most `most` characters."""

    def __init__(self, label: Any = None, validators: Any = (), most: int = 20000, **kw: Any) -> None:
        limit = Length(max=most, message=lazy_gettext("At most %(most)s characters.", most=most))
        super().__init__(
            label, [*validators, limit, no_control_characters, _something], filters=[plain], **kw
        )


def _something(_form: Any, field: Field) -> None:
    """InputRequired looks at what was sent, before anything is trimmed: spaces, and what nobody sees, are nothing."""
    if field.flags.required and not field.data:
        raise ValidationError(NEEDED)


def _one_line(_form: Any, field: Field) -> None:
    if isinstance(field.data, str) and "\n" in field.data:
        raise ValidationError(gettext("Write this on one line."))


class DayField(DateField):
    """A day of the calendar, written as browsers write it: 2028-10-03."""

    data: Any

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not any(valuelist):  # spaces are no day, and are told so
            self.data = None  # whether a day is needed is for others to say
            return
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(
                gettext("There is no such day. Choose one, or write it like 2028-10-03.")
            ) from None


def version_sent(text: str) -> int:
    """A version as a form sends it; whatever is no number is older than every version."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1


_GROUPED = re.compile(r"\d{1,3}(?:[,\s]\d{3})+")


class CountField(IntegerField):
    """A number that a person counts, also in groups of three digits (60,000; 60 000) as pages print it.

    One of hundreds of digits would break the comparison with the limits.
    """

    def process_formdata(self, valuelist: list[Any]) -> None:
        found = [str(given).strip()[:20] for given in valuelist]
        found = [re.sub(r"[,\s]", "", each) if _GROUPED.fullmatch(each) else each for each in found]
        super().process_formdata([each[:12] for each in found])


class VersionField(IntegerField):
    """The version that a text was written on (see `version_sent`)."""

    widget = HiddenInput()

    def _value(self) -> str:
        # Not what was sent: who has compared both texts saves on the version that is kept now.
        return str(self.data)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = version_sent(str(valuelist[0]) if valuelist else "")


def said(no: Refused) -> str:
    """The rule's sentence in the reader's language; texts within it are translated where they are ours."""
    return gettext(
        no.msgid, **{k: gettext(v) if isinstance(v, str) and v else v for k, v in no.params.items()}
    )


class Form(FlaskForm):
    """A form that can be told no by a rule; `top_errors` are those that belong to no field."""

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.top_errors: list[str] = []

    def refuse(self, no: Refused) -> None:
        """Show the rule's sentence beside its field (or on top) and take back what was begun."""
        db.session.rollback()
        sentence = said(no)
        field = self._fields.get(no.field or "")
        if field is None:
            self.top_errors.append(sentence)
        else:
            field.errors = [*field.errors, sentence]
