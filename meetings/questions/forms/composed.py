"""A composed form as part of another form: the fields, and what of them is taken."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import gettext as _
from wtforms import BooleanField, Field, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from meetings.base.file_kinds import MEGABYTE, FileGiven
from meetings.base.forms import DayField, Form, LineField, TextField, VersionField, said
from meetings.questions.forms.upload import UploadField
from meetings.questions.queries import Answered
from meetings.questions.rules import (
    AGREED,
    CHANGED,
    FILE_MEGABYTES,
    Asked,
    AskedForm,
    Checked,
    Choice,
    Given,
    OnlyIf,
    QuestionKind,
    check_answers,
    only_if,
)

K = QuestionKind
MOST_RADIOS = 8  # more answers to choose from are a list to open


class ComposedForm(Form):
    """What `questions_form` adds to a form: its questions, judged together when the form is validated."""

    asked: AskedForm
    before: dict[int, Given]
    category_field: str
    keeps_files: bool
    category_is: str | None
    checked: Checked | None = None

    @property
    def takes_files(self) -> bool:
        """Whether the page must send it as multipart/form-data."""
        return any(question.kind is K.FILE for question in self.asked.questions)

    def answers(self) -> dict[int, Given]:
        """The answers of a valid form, to be saved."""
        return dict(self.checked.answers) if self.checked else {}

    def question_field(self, question: Asked) -> Field:
        return self[name_of(question.id)]

    def validate(self, *args: Any, **kw: Any) -> bool:
        """Whether all is well. A question that is not shown to this person cannot be answered wrongly."""
        super().validate(*args, **kw)
        raw = {q.id: _given(q, self.question_field(q)) for q in self.asked.questions}
        self.checked = check_answers(self.asked.questions, raw, self._category(), self.before)
        for question in self.asked.questions:
            self._judge(question, self.checked)
        if self.asked.questions and self.questions_version.data != self.asked.version:
            self.questions_version.data = self.asked.version  # who has looked through them sends these
            self.top_errors.append(_(CHANGED))
        return not self.errors and not self.top_errors

    def may_be_unfinished(self) -> bool:
        """Whether all is well of a draft, after `validate`: what is not answered yet is not wrong yet."""
        for question in self.asked.questions:
            field = self.question_field(question)
            if self.checked and question.id in self.checked.refusals and not _given(question, field):
                field.errors = []
        return not self.errors and not self.top_errors

    def _judge(self, question: Asked, checked: Checked) -> None:
        field = self.question_field(question)
        if question.id not in checked.shown:
            field.errors = []
        elif question.id in checked.refusals and not field.errors:
            field.errors = [said(checked.refusals[question.id])]
        elif question.id in checked.answers and isinstance(field, UploadField) and self.keeps_files:
            field.keep()

    def _category(self) -> str:
        if self.category_is is not None:
            return self.category_is
        return str(self[self.category_field].data or "") if self.category_field in self else ""

    def only_if(self, question: Asked) -> OnlyIf | None:
        """When the question is shown; None: always."""
        offered = self[self.category_field].choices if self.category_field in self else []
        return only_if(
            question, self.asked.questions, {choice.value: str(choice.label) for choice in offered}
        )


def name_of(question_id: int) -> str:
    """What the field of a question is called."""
    return f"q{question_id}"


def questions_form(
    base: type[Form],
    asked: AskedForm,
    before: Iterable[Answered] = (),
    *,
    category: str = "category",
    category_is: str | None = None,
    keeps_files: bool = True,
) -> Any:
    """A form that is `base` with these questions below it: draw it with templates/questions/_fields.html, validate
    it, then take its `answers()`.

    `before`: what the same person has answered already. `category`: the field of `base` that says in which category
    somebody is; `category_is`: the category itself, where it is no longer to be chosen. `keeps_files` False: nothing
    of a trial is kept.
    """
    given = {answered.question_id: answered.given for answered in before}
    fields = {name_of(q.id): _field(q, asked, given.get(q.id, ())) for q in asked.questions}
    told = {"asked": asked, "before": given, "category_field": category, "category_is": category_is}
    told["keeps_files"] = keeps_files
    version = {"questions_version": VersionField(default=asked.version)}
    return type("Composed", (ComposedForm, base), fields | version | told)


def _field(question: Asked, form: AskedForm, before: Given) -> Any:
    """The field of a question; what it must be is judged by the rules, all together."""
    if question.kind is K.FILE:
        return _upload(question, f"{form.id}.{question.id}", before)
    kept = before if isinstance(before, tuple) else ()
    first = kept[0] if kept else None
    told: dict[str, Any] = {"description": _hint(question), "default": first}
    match question.kind:
        case K.LONG_TEXT:
            return TextField(question.wording, **told)
        case K.CHOICE:
            return _one_of(question, _offered(question, kept), first)
        case K.SEVERAL:
            return _some_of(question, _offered(question, kept), kept)
        case K.DATE:
            return DayField(
                question.wording, **told | {"default": date.fromisoformat(first) if first else None}
            )
        case K.AGREEMENT:
            return BooleanField(question.wording, **told | {"default": bool(kept)})
    return LineField(question.wording, most=20 if question.kind is K.NUMBER else 500, **told)


def _upload(question: Asked, scope: str, before: Given) -> Any:
    most = (question.most or FILE_MEGABYTES) * MEGABYTE
    default = before if isinstance(before, FileGiven) else None
    return UploadField(question.wording, scope, most, description=_hint(question), default=default)


def _some_of(question: Asked, offered: list[SelectChoice], kept: tuple[str, ...]) -> Any:
    return SelectMultipleField(
        question.wording,
        choices=offered,
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=question.help,
        default=list(kept),
    )


def _one_of(question: Asked, offered: list[SelectChoice], first: str | None) -> Any:
    kw = {"validate_choice": False, "description": question.help, "default": first}
    none = [] if question.required else [SelectChoice("", _("No answer"))]
    if len(offered) <= MOST_RADIOS:
        return RadioField(question.wording, choices=[*offered, *none], **kw)
    return SelectField(question.wording, choices=[SelectChoice("", _("Choose")), *offered], **kw)


def _offered(question: Asked, kept: tuple[str, ...]) -> list[SelectChoice]:
    """The choices that can be chosen; one that this person chose earlier stays, though it is not offered to others."""
    return [
        SelectChoice(choice.code, _words(choice))
        for choice in question.choices
        if not choice.retired or choice.code in kept
    ]


def _words(choice: Choice) -> str:
    return _("%(words)s (no longer offered)", words=choice.words) if choice.retired else choice.words


def _hint(question: Asked) -> str:
    """The help, and how much may be said."""
    most, limit = question.most, ""
    if question.kind is K.FILE:
        limit = _(
            "A PDF, a Word document, a PNG or JPEG picture; up to %(most)s MB.", most=most or FILE_MEGABYTES
        )
    elif question.kind is K.LONG_TEXT and most is not None:
        limit = _("At most %(most)s words.", most=most)
    elif question.kind is K.NUMBER and most is not None:
        limit = _("A whole number, at most %(most)s.", most=most)
    return " ".join(part for part in (question.help, limit) if part)


def _given(question: Asked, field: Field) -> Given:
    """What was sent for a question, as the rules take it."""
    if question.kind is K.AGREEMENT:
        return (AGREED,) if field.data else ()
    if question.kind is K.DATE:
        sent = [str(text) for text in field.raw_data or ()]
        return (field.data.isoformat(),) if field.data else tuple(sent[:1])
    if isinstance(field.data, FileGiven):
        return field.data
    if isinstance(field.data, list):
        return tuple(field.data)
    return (field.data,) if field.data else ()
