"""What an organizer types when composing a form."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, SelectField, SelectMultipleField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from meetings.base.forms import NEEDED, Form, LineField, TextField, VersionField
from meetings.base.refusals import Refused
from meetings.questions.models import Question, Section
from meetings.questions.queries import asked
from meetings.questions.rules import (
    AGREED,
    LIMITS,
    WITH_CHOICES,
    Asked,
    FormAbout,
    QuestionDraft,
    QuestionKind,
    SectionDraft,
    When,
    codes_of,
    words_of_lines,
)

K = QuestionKind
MOST_LABELS = {
    K.FILE: (_l("Most megabytes"), _l("From 1 to 10. Empty: 5.")),
    K.LONG_TEXT: (_l("Most words"), _l("Empty: no limit but 20,000 characters.")),
    K.NUMBER: (_l("Largest number"), _l("Empty: 1,000,000.")),
}


class SomeOf(SelectMultipleField):
    """Checkboxes, one for each choice."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: Any) -> None:
        if not set(self.data or []) <= {choice.value for choice in self.choices or []}:
            raise ValidationError(_("Choose among these."))


def _whole(_form: Any, field: Field) -> None:
    if field.data and not (field.data.isdecimal() and len(field.data) < 10):
        raise ValidationError(_("Write a whole number."))


class SectionWriting(Form):
    """A section's title and what stands below it."""

    title = LineField(_l("Title"), [InputRequired(NEEDED)])
    about = TextField(_l("Below the title"), [Optional()], most=1000)
    version = VersionField(default=0)

    def draft(self) -> SectionDraft:
        return SectionDraft(self.title.data or "", self.about.data or "")

    def show(self, section: Section) -> None:
        """Fill in what stands now."""
        self.title.data, self.about.data = section.title, section.about
        self.version.data = section.version


class QuestionWriting(Form):
    """A question; which of the fields there are depends on how it is answered (`of`)."""

    wording = TextField(_l("Question"), [InputRequired(NEEDED)], most=1000)
    help = TextField(
        _l("Help"), [Optional()], most=1000, description=_l("Stands between the question and its answer.")
    )
    purpose = LineField(_l("Why we ask"), [InputRequired(NEEDED)], most=300)
    choices = TextField(_l("Answers to choose from"), [InputRequired(NEEDED)], most=12_000)
    most = LineField(_l("Limit"), [Optional(), _whole], most=10)
    required = BooleanField(_l("An answer is needed"))
    section_id = SelectField(_l("Section"), coerce=int)
    when_categories = SomeOf(_l("Only for these"), [Optional()])
    when_answers = SomeOf(_l("Only after one of these answers"), [Optional()])
    version = VersionField(default=0)

    def of(self, kind: QuestionKind, about: FormAbout, sections: Sequence[Section]) -> "QuestionWriting":
        """The form for a question that is answered so, in one of these sections."""
        self.section_id.choices = [SelectChoice(section.id, section.title) for section in sections]
        self.when_categories.choices = [SelectChoice(c.code, _(c.words)) for c in about.categories]
        if kind in MOST_LABELS:
            self.most.label.text, self.most.description = MOST_LABELS[kind]
        for name, there in (
            ("choices", kind in WITH_CHOICES),
            ("most", kind in LIMITS),
            ("when_categories", bool(about.categories)),
        ):
            if not there:
                del self[name]
        return self

    def after(self, earlier: Sequence[Asked]) -> "QuestionWriting":
        """Offer the answers to these questions as what this one can hang on."""
        self.when_answers.choices = [
            SelectChoice(f"{q.id}:{code}", f"{q.wording} – {_answer_words(q, code)}")
            for q in earlier
            for code in codes_of(q)
        ]
        if not self.when_answers.choices:
            del self["when_answers"]
        return self

    def show(self, question: Question) -> None:
        """Fill in what stands now."""
        now = asked(question)
        codes = [f"{now.when.question}:{code}" for code in now.when.answers]
        values = {
            "wording": now.wording,
            "help": now.help,
            "purpose": now.purpose,
            "choices": "\n".join(choice.words for choice in now.choices if not choice.retired),
            "most": "" if now.most is None else str(now.most),
            "required": now.required,
            "section_id": question.section_id,
            "when_categories": list(now.when.categories),
            "when_answers": codes,
            "version": question.version,
        }
        for name, value in values.items():
            if name in self:
                self[name].data = value

    def draft(self, kind: QuestionKind) -> QuestionDraft:
        """What was typed; Refused when it hangs on two questions."""
        typed = {name: field.data for name, field in self._fields.items()}
        return QuestionDraft(
            kind=kind,
            wording=" ".join(typed["wording"].split()),
            purpose=typed["purpose"],
            help=typed["help"] or "",
            required=bool(typed["required"]),
            choices=words_of_lines(typed.get("choices") or ""),
            most=int(typed["most"]) if typed.get("most") else None,
            when=_when(typed.get("when_categories") or [], typed.get("when_answers") or []),
        )


def _answer_words(question: Asked, code: str) -> str:
    return _("agreed") if code == AGREED else "".join(question.words_of((code,)))


def _when(categories: Sequence[str], answers: Sequence[str]) -> When:
    parted = [answer.partition(":") for answer in answers]
    if len({question for question, _colon, _code in parted}) > 1:
        raise Refused("Choose among the answers to one earlier question.", field="when_answers")
    return When(
        tuple(categories),
        int(parted[0][0]) if parted else None,
        tuple(code for _question, _colon, code in parted),
    )


class CopyForm(Form):
    """The thing whose form is copied."""

    source = SelectField(_l("Copy the questions of"), coerce=int)
