"""What people in the programme answer, and what the office types about them."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from meetings.base.file_kinds import MEGABYTE, FileGiven
from meetings.base.forms import NEEDED, CountField, Form, LineField, TextField, choices, mailed
from meetings.base.pages import LANGUAGES
from meetings.base.zones import zone_places
from meetings.programme.models import Speaker
from meetings.programme.rules import SpeakerAnswer
from meetings.questions.forms.upload import UploadField
from meetings.registration.forms import ZoneField, mail_address
from meetings.speakers.models import RoleRequest
from meetings.speakers.rules import MOST_BIO, AnswerDraft, Service, services_of

MOST_FILE = 10 * MEGABYTE
MOST_BYTES = 12 * MEGABYTE  # of a whole form
A = SpeakerAnswer
CHOOSE = _l("Choose one.")


def languages(first: object = None) -> list[SelectChoice]:
    """The official languages; `first` stands for none of them."""
    none = [] if first is None else [SelectChoice("", first)]
    return [*none, *(SelectChoice(code, _l(name)) for code, name in LANGUAGES.items())]


class ConfirmForm(Form):
    """Yes, with what the programme prints and what the office must know."""

    talk = LineField(_l("Title of your contribution"), [Optional()], most=300)
    bio = TextField(_l("A few lines about you"), [Optional()], most=MOST_BIO)
    language = SelectField(_l("Language in which you will speak"), choices=languages(_l("Not decided yet")))
    services = SelectMultipleField(
        _l("Services that you need"),
        choices=choices(Service),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def draft(self) -> AnswerDraft:
        """What was confirmed."""
        return AnswerDraft(
            A.CONFIRMED,
            talk=self.talk.data or "",
            bio=self.bio.data or "",
            language=self.language.data or "",
            services=tuple(Service(code) for code in self.services.data or ()),
        )


def given_of(request: RoleRequest) -> FileGiven | None:
    """The presentation that is there, as a form names it."""
    file = request.file
    return None if file is None else FileGiven(file.digest, file.name, file.kind, file.size)


def confirm_form(request: RoleRequest, speaker: Speaker) -> Any:
    """The form with what was told so far; the presentation that is there stays until it is taken out."""
    scope = f"presentation {request.key}"

    class WithFile(ConfirmForm):
        presentation = UploadField(_l("Presentation"), scope, MOST_FILE, default=given_of(request))

    told = services_of(speaker.needs)
    return WithFile(
        data={
            "talk": speaker.talk,
            "bio": speaker.bio,
            "language": speaker.language,
            "services": [one.value for one in told],
        }
    )


class DeclineForm(Form):
    """No, and if the person likes, why."""

    why = LineField(_l("Reason"), [Optional()], most=500)

    def draft(self) -> AnswerDraft:
        return AnswerDraft(A.DECLINED, why=self.why.data or "")


class AskForm(Form):
    """To whom the mail goes, and for how long the person is to speak."""

    email = EmailField(_l("E-mail address"), [InputRequired(NEEDED), mail_address], filters=[mailed])
    minutes = CountField(
        _l("Speaking time in minutes"),
        [Optional(), NumberRange(min=1, max=600, message=_l("A number from 1 to 600."))],
    )
    language = SelectField(_l("Language of the mail"), choices=languages(), default="en")
    zone = ZoneField(
        _l("Time zone of the person"),
        [Optional()],
        choices=[
            SelectChoice("", _l("Not known")),
            *(SelectChoice(z, z.replace("_", " ")) for z in zone_places()),
        ],
    )


class RecordForm(Form):
    """An answer that reached the office another way."""

    answer = RadioField(
        _l("The answer"),
        choices=choices([A.CONFIRMED, A.DECLINED]),
        validators=[InputRequired(CHOOSE)],
    )
    note = LineField(_l("How you were told"), [InputRequired(NEEDED)], most=300)
