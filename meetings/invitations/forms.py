"""Asking people, naming them, answering: what is typed and chosen."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    RadioField,
    SearchField,
    SelectField,
    SelectMultipleField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from meetings.base.forms import (
    NEEDED,
    CountField,
    DayField,
    Form,
    LineField,
    TextField,
    VersionField,
    choices,
    no_control_characters,
    plain,
)
from meetings.base.pages import LANGUAGES
from meetings.invitations.letters import default_invitation
from meetings.invitations.models import Invitation, Nomination
from meetings.invitations.rules import (
    InvitationStatus,
    InviteeDraft,
    LetterDraft,
    NominationStatus,
    NomineeDraft,
    Whom,
)
from meetings.outbox.rules import Delivery
from meetings.programme.forms import HourField, at_hour
from meetings.registration.forms import CHOOSE, RegistrationForm, SomeOf, mail_address
from meetings.registration.rules import Category, Gender, Listing, RegistrationDraft


class DeadlineForm(Form):
    """A day and an hour of the meeting's own clock."""

    deadline = DayField(_l("Last day"), [InputRequired(_l("Choose a day, or write it like 2028-10-10."))])
    deadline_hour = HourField(_l("at"), [Optional()], description=_l("Without a time: 23:59."))

    def wall(self) -> datetime:
        """The deadline as the meeting's clock shows it."""
        return at_hour(self.deadline.data, self.deadline_hour.data or "")


class GivePlacesForm(DeadlineForm):
    """The organizations ticked, and what each of them gets."""

    organization = SelectMultipleField(_l("Organizations"), validate_choice=False, choices=[])
    places = CountField(
        _l("Places for each"),
        [InputRequired(_l("Write a whole number.")), NumberRange(1, 1000, _l("From 1 to 1000."))],
    )
    note = TextField(
        _l("Note"),
        [Optional()],
        most=2000,
        description=_l("It stands in the mail and on the page where people are named."),
    )


class NominationForm(DeadlineForm):
    """What one organization was given, to be changed."""

    places = CountField(
        _l("Places"),
        [InputRequired(_l("Write a whole number.")), NumberRange(1, 1000, _l("From 1 to 1000."))],
    )
    note = TextField(
        _l("Note"),
        [Optional()],
        most=2000,
        description=_l("It stands in the mail and on the page where people are named."),
    )
    version = VersionField()

    @classmethod
    def of(cls, nomination: Nomination, places: int | None) -> "NominationForm":
        """The form as it stands; what was sent wins."""
        return cls(
            data={
                "deadline": nomination.deadline.date(),
                "deadline_hour": f"{nomination.deadline:%H:%M}",
                "places": places,
                "note": nomination.note,
                "version": nomination.version,
            }
        )


class NominationStepForm(Form):
    """A button: where the nomination goes."""

    to = HiddenField()

    def chosen(self) -> NominationStatus | None:
        return NominationStatus(self.to.data) if self.to.data in set(NominationStatus) else None


class NomineeForm(Form):
    """Somebody whom an organization names; `takes` is what the page said: a place, or an alternate's turn."""

    name = LineField(
        _l("Full name"),
        [InputRequired(NEEDED)],
        description=_l("As they write it, in any script. No titles."),
    )
    email = EmailField(_l("E-mail address"), [InputRequired(NEEDED), mail_address], filters=[plain])
    function = LineField(_l("Function"), [Optional()])
    languages = SomeOf(
        _l("Languages they follow a meeting in"),
        choices=[SelectChoice(code, _l(name)) for code, name in LANGUAGES.items()],
    )
    takes = HiddenField(filters=[plain])
    version = VersionField(default=0)

    @classmethod
    def of(cls, invitation: Invitation) -> "NomineeForm":
        """The form as it stands; what was sent wins."""
        return cls(obj=invitation)

    def draft(self) -> NomineeDraft:
        """What was written, once it is valid."""
        return NomineeDraft(
            name=self.name.data or "",
            email=self.email.data or "",
            function=self.function.data or "",
            languages=tuple(self.languages.data or ()),
        )


class InvitedForm(RegistrationForm):
    """The public form without the address: the link went to it."""

    email = None  # WTForms takes a field out so

    def draft_for(self, invitation: Invitation, language: str) -> RegistrationDraft:
        """What was written, once it is valid; what the form does not ask is the invitation's."""
        written = self["organization"].data if "organization" in self else invitation.organization_name
        return RegistrationDraft(
            name=self.name.data or "",
            email=invitation.email,
            organization=written or "",
            function=self.function.data or "",
            category=Category(self.category.data),
            languages=tuple(self.languages.data or ()),
            listing=Listing(self.listing.data) if self.listing.data else None,
            zone=self.zone.data or "",
            language=language,
            gender=Gender(self.gender.data) if self.gender.data else None,
        )


class NamedForm(InvitedForm):
    """For somebody whom an organization named: the organization is not theirs to change."""

    organization = None  # type: ignore[assignment]  # WTForms takes a field out so


class AnswerForm(Form):
    """The buttons beside the form: "no", or "yes" with a registration that is there already."""

    answer = HiddenField()


class LetterForm(DeadlineForm):
    """The words of an invitation, until when to answer, and whether a place is kept."""

    place_kept = BooleanField(_l("Keep a place: who registers by this link is approved at once"))
    subject = LineField(_l("Subject"), [InputRequired(NEEDED)], most=200)
    text = TextField(_l("Text"), [InputRequired(NEEDED)], most=5000)

    def begin_with_our_words(self) -> None:
        """Fill in the words that we propose, before anything was sent."""
        words = default_invitation()
        self.subject.data, self.text.data = words.subject, words.text

    def letter(self) -> LetterDraft:
        return LetterDraft(self.subject.data or "", self.text.data or "")


class InviteOneForm(LetterForm):
    """One person: an address typed, or a person of the directory."""

    name = LineField(_l("Full name"), [InputRequired(NEEDED)])
    email = EmailField(_l("E-mail address"), [InputRequired(NEEDED), mail_address], filters=[plain])
    organization = LineField(_l("Organization"), [Optional()])
    function = LineField(_l("Function"), [Optional()])
    category = SelectField(
        _l("Capacity"), choices=choices(Category, _l("Choose")), validators=[InputRequired(CHOOSE)]
    )

    def draft(self, language: str) -> InviteeDraft:
        """What was written, once it is valid."""
        return InviteeDraft(
            name=self.name.data or "",
            email=self.email.data or "",
            category=Category(self.category.data),
            organization=self.organization.data or "",
            function=self.function.data or "",
            language=language,
        )


class InviteManyForm(LetterForm):
    """The people ticked; in which capacity each of them stands beside the name (`category-<key>`)."""

    person = SelectMultipleField(_l("People"), validate_choice=False, choices=[])


class WhomForm(Form):
    """Who of the organizations that fit is asked; it lives in the address."""

    class Meta:
        csrf = False

    whom = SelectField(_l("Whom"), choices=choices(Whom), validate_choice=False)

    def chosen(self) -> Whom:
        return Whom(self.whom.data) if self.whom.data in set(Whom) else Whom.FOCAL_POINTS


class InvitationFilterForm(Form):
    """The list's filter; it lives in the address."""

    class Meta:
        csrf = False

    q = SearchField(
        _l("Name, organization or address"), [Length(max=200), no_control_characters], filters=[plain]
    )
    state = SelectField(_l("State"), choices=choices(InvitationStatus, _l("Every state")))
    mail = SelectField(_l("Newest mail"), choices=choices(Delivery, _l("Every mail")))


class EnterForm(RegistrationForm):
    """A registration that the office enters for somebody: in which state, and whether the person is told."""

    status = RadioField(
        _l("State"),
        [InputRequired(CHOOSE)],
        choices=[
            SelectChoice("submitted", _l("waits for a decision")),
            SelectChoice("approved", _l("approved: a place is given now")),
        ],
        default="submitted",
        validate_choice=False,
    )
    tell = BooleanField(_l("Send the person a mail"), default=True)
    sure = HiddenField()

    def approved(self) -> bool:
        return bool(self.status.data == "approved")
