"""What an applicant writes, and what an organization answers."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from meetings.base.file_kinds import MEGABYTE, FileGiven
from meetings.base.forms import NEEDED, Form, LineField, TextField, VersionField, choices, mailed
from meetings.base.models import StoredFile
from meetings.base.pages import LANGUAGES
from meetings.fellowship.actions import ApplicationDraft
from meetings.fellowship.models import FellowshipApplication
from meetings.fellowship.rules import (
    FILE_MEGABYTES,
    OWN,
    DocumentKind,
    NomineeDraft,
    asked_documents,
    file_code,
    question_code,
)
from meetings.questions.forms import UploadField, questions_form
from meetings.questions.queries import Answered
from meetings.questions.rules import ALWAYS, AskedForm
from meetings.registration.forms import OneOf, SomeOf, ZoneField, mail_address
from meetings.registration.forms.fields import zone_choices
from meetings.registration.rules import Gender

UP_TO = _l("A PDF, a Word document, a PNG or JPEG picture; up to %(most)s MB.", most=FILE_MEGABYTES)
WORDS = (LineField, TextField, EmailField)
_LANGUAGES = [SelectChoice(code, _l(name)) for code, name in LANGUAGES.items()]


class StartForm(Form):
    """An address: the link to the application goes to it."""

    email = EmailField(_l("E-mail address"), [InputRequired(NEEDED), mail_address], filters=[mailed])


class ApplicationForm(Form):
    """An application; what is missing is told when it is submitted."""

    name = LineField(
        _l("Full name"), [Optional()], description=_l("As you write it, in any script. No titles.")
    )
    organization = LineField(_l("Organization"), [Optional()])
    function = LineField(_l("Function"), [Optional()])
    languages = SomeOf(_l("Languages in which you work"), choices=_LANGUAGES)
    track = OneOf(_l("Language of your fellowship"), [Optional()], choices=[])
    zone = ZoneField(_l("Your time zone"), [Optional()], choices=zone_choices())
    gender = SelectField(_l("Gender"), [Optional()], choices=choices(Gender, _l("I do not want to say")))
    statement = TextField(_l("Statement"), [Optional()], most=20_000)
    asks_name = LineField(_l("Who can confirm it: name"), [Optional()])
    asks_email = EmailField(
        _l("Who can confirm it: e-mail address"), [Optional(), mail_address], filters=[mailed]
    )
    version = VersionField(default=0)

    def draft(self) -> ApplicationDraft:
        """What was written; only of fields that this form has."""
        fields: dict[str, object] = {
            name: self[name].data or ""
            for name in ("name", "organization", "function", "statement")
            if name in self
        }
        for name in ("track", "zone"):
            if name in self:
                fields[name] = self[name].data or ""
        if "languages" in self:
            fields["languages"] = list(self.languages.data or ())
        if "gender" in self:
            fields["gender"] = Gender(self.gender.data) if self.gender.data else None
        uploads = {kind: self[file_code(kind)] for kind in DocumentKind if file_code(kind) in self}
        files = {kind: f.data for kind, f in uploads.items() if f.data is not None or f.taken_out}
        form: Any = self
        return ApplicationDraft(fields, files, form.asked, form.answers())


def application_form(
    application: FellowshipApplication,
    asked: AskedForm,
    before: Iterable[Answered],
    only: Collection[str] | None = None,
    late: Mapping[str, str] | None = None,
) -> Any:
    """The form of one application, filled with what is kept; `only`: these fields and no other, with what is `late`."""
    edition = application.edition
    if only is not None:
        asked = _narrowed(asked, only)
    kinds = [kind for kind in asked_documents(edition.documents) if only is None or file_code(kind) in only]
    there = {one.kind: one.file for one in application.files}
    fields = {file_code(kind): _upload(application, kind, there.get(kind)) for kind in kinds}
    base = type("Application", (ApplicationForm,), fields)
    form = questions_form(base, asked, before, category_is="")(data=_stored(application) | dict(late or {}))
    form.track.choices = [SelectChoice(code, _l(LANGUAGES.get(code, code))) for code in edition.tracks]
    if only is not None:
        for name in (*OWN, "zone", "gender", "asks_name", "asks_email"):
            if name not in only:
                delattr(form, name)
    return form


def _upload(application: FellowshipApplication, kind: DocumentKind, kept: StoredFile | None) -> UploadField:
    return UploadField(
        _l(kind.label),
        f"application.{application.id}.{kind.value}",
        FILE_MEGABYTES * MEGABYTE,
        description=UP_TO,
        default=None if kept is None else FileGiven(kept.digest, kept.name, kept.kind, kept.size),
    )


def _narrowed(asked: AskedForm, only: Collection[str]) -> AskedForm:
    """The questions that are asked again, each by itself."""
    sections = [
        replace(
            section,
            questions=tuple(
                replace(q, when=ALWAYS) for q in section.questions if question_code(q.id) in only
            ),
        )
        for section in asked.sections
    ]
    return replace(asked, sections=tuple(section for section in sections if section.questions))


def _stored(application: FellowshipApplication) -> dict[str, Any]:
    names = ("name", "function", "languages", "track", "zone", "statement", "version")
    return {name: getattr(application, name) for name in names} | {
        "organization": application.organization_name,
        "gender": application.gender.value if application.gender else "",
    }


def keep_files(form: Form) -> None:
    """Keep what was sent just now, whatever else is wrong with the form; those of questions are kept already."""
    for field in form:
        if isinstance(field, UploadField) and not field.errors and field.data is not None:
            field.keep()


def _changed(field: Any) -> bool:
    return bool(field.data) and field.data != field.object_data


def words_in(form: Any) -> dict[str, str]:
    """What was typed, by field."""
    return {one.name: one.data for one in form if isinstance(one, WORDS) and _changed(one)}


def lost(form: Any, asked: Iterable[str]) -> list[str]:
    """What was sent and is no words: documents, and what is ticked or chosen. Nothing keeps it when it is late."""
    sent = [form[name] for name in asked if name in form]
    return [str(one.label.text) for one in sent if not isinstance(one, WORDS) and _changed(one)]


class WithdrawForm(Form):
    """A button, and a reason for whoever wants to give one."""

    reason = TextField(_l("Why"), [Optional()], most=2000)


class AnswerForm(Form):
    """What an organization answers."""

    by_name = LineField(_l("Your name"), [InputRequired(NEEDED)])
    serving_staff = BooleanField(_l("The person serves on our staff now"))
    letter = UploadField(_l("Nomination letter"), "nomination", FILE_MEGABYTES * MEGABYTE, description=UP_TO)
    reason = TextField(_l("If you do not confirm: why"), [Optional()], most=2000)


class NomineeForm(Form):
    """Whom an organization nominates."""

    name = LineField(_l("Full name"), [InputRequired(NEEDED)])
    email = EmailField(_l("E-mail address"), [InputRequired(NEEDED), mail_address], filters=[mailed])
    function = LineField(_l("Function"), [Optional()])
    serving_staff = BooleanField(_l("The person serves on our staff now"))
    letter = UploadField(_l("Nomination letter"), "nomination", FILE_MEGABYTES * MEGABYTE, description=UP_TO)

    def draft(self, language: str) -> NomineeDraft:
        """What was written, once it is valid."""
        return NomineeDraft(
            self.name.data or "",
            (self.email.data or "").lower(),
            self.function.data or "",
            bool(self.serving_staff.data),
            language,
        )
