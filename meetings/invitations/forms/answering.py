"""Answering a personal link, and entering a registration for somebody."""

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from meetings.base.forms import (
    Form,
)
from meetings.invitations.models import Invitation
from meetings.registration.forms import CHOOSE, RegistrationForm
from meetings.registration.rules import Category, Gender, Listing, RegistrationDraft


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
