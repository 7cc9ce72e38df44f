"""Adding a document, issuing it anew, correcting what is said of it, withdrawing it: what is typed and chosen."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Optional

from meetings.base.file_kinds import MEGABYTE, FileGiven
from meetings.base.forms import NEEDED, Form, LineField, VersionField, choices
from meetings.base.pages import LANGUAGES
from meetings.documents.models import Document
from meetings.documents.queries import SessionOf
from meetings.documents.rules import DocumentDraft, Visibility
from meetings.questions.forms.upload import UploadField
from meetings.registration.forms import OneOf

FILE_MEGABYTES = 20
# One file, and what stands around it in the form.
MOST_BYTES = (FILE_MEGABYTES + 1) * MEGABYTE
CHOOSE = _l("Choose one of these.")
SCOPE = "document"


def _upload() -> UploadField:
    hint = _l("A PDF, a Word document, a PNG or JPEG picture; up to %(most)s MB.", most=FILE_MEGABYTES)
    return UploadField(_l("File"), SCOPE, FILE_MEGABYTES * MEGABYTE, description=hint)


def _languages() -> list[SelectChoice]:
    return [SelectChoice(code, _l(name)) for code, name in LANGUAGES.items()]


class KeepsFile(Form):
    """A form with one file, which is needed; a refused form keeps the file that came with it."""

    file: UploadField

    def validate(self, *args: Any, **kw: Any) -> bool:
        valid = super().validate(*args, **kw)
        if self.file.data is None and not self.file.errors:
            self.file.errors = [_("Choose a file.")]
        self.file.keep()
        return valid and not self.file.errors

    def given(self) -> FileGiven:
        """The file, once the form is valid."""
        assert isinstance(self.file.data, FileGiven)
        return self.file.data


class Words(Form):
    """What is said of a document."""

    title = LineField(_l("Title"), [DataRequired(NEEDED)], most=300)
    session = SelectField(_l("It belongs to"), [Optional()], choices=[])
    visibility = OneOf(
        _l("Who sees it"),
        [InputRequired(CHOOSE)],
        choices=choices(Visibility),
        description=_l("Whoever may not see it is not told that it is there."),
    )

    def offer(self, sessions: Sequence[SessionOf]) -> None:
        """The sessions that it can belong to."""
        first = SelectChoice("", _("The meeting as a whole"))
        self.session.choices = [
            first,
            *(SelectChoice(str(s.id), f"{s.label} · {s.title}"[:120]) for s in sessions),
        ]

    def draft(self) -> DocumentDraft:
        """What was written, once it is valid."""
        session = self.session.data
        return DocumentDraft(
            self.title.data or "", Visibility(self.visibility.data), int(session) if session else None
        )


class NewDocumentForm(Words, KeepsFile):
    """A document and its first issue."""

    language = SelectField(_l("Language of this file"), choices=_languages(), default="en")
    file = _upload()
    prefix = LineField(
        _l("Numbers of this meeting’s documents begin with"),
        [Optional()],
        most=40,
        description=_l(
            "The number follows it by itself: WS/2028 gives WS/2028/1. Numbers given stay as they are."
        ),
    )


class IssueForm(KeepsFile):
    """The next issue of a document in a language."""

    language = SelectField(_l("Language of this file"), choices=_languages(), default="en")
    file = _upload()
    version = VersionField()


class CorrectForm(Words):
    """Another title, session or visibility."""

    version = VersionField()

    @classmethod
    def stored(cls, document: Document) -> "CorrectForm":
        """The form with what stands there now."""
        return cls(formdata=None, data=_values(document))

    @classmethod
    def of(cls, document: Document) -> "CorrectForm":
        """The form as it was sent, or with what stands."""
        return cls(data=_values(document))


class WithdrawForm(Form):
    """Why a document is withdrawn."""

    why = LineField(
        _l("Why is it withdrawn?"), [Optional()], most=500, description=_l("Readers see it in its place.")
    )
    version = VersionField()


def _values(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "session": str(document.session_id or ""),
        "visibility": document.visibility.value,
        "version": document.version,
    }
