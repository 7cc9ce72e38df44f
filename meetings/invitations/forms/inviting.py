"""Inviting: the words, whom, and the lists from which people are chosen."""

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    SearchField,
    SelectField,
    SelectMultipleField,
)
from wtforms.validators import InputRequired, Length, Optional

from meetings.base.forms import (
    NEEDED,
    Form,
    LineField,
    TextField,
    choices,
    mailed,
    no_control_characters,
    plain,
)
from meetings.invitations.forms.places import DeadlineForm
from meetings.invitations.rules import (
    InvitationStatus,
    InviteeDraft,
    Whom,
)
from meetings.letters.rules import MOST_SUBJECT, MOST_TEXT, Text
from meetings.outbox.rules import Delivery
from meetings.registration.forms import CHOOSE, mail_address
from meetings.registration.rules import Category


class LetterForm(DeadlineForm):
    """The words of an invitation, until when to answer, and whether a place is kept."""

    place_kept = BooleanField(_l("Keep a place: who registers by this link is approved at once"))
    subject = LineField(_l("Subject"), [InputRequired(NEEDED)], most=MOST_SUBJECT)
    text = TextField(_l("Text"), [InputRequired(NEEDED)], most=MOST_TEXT)

    def begin_with(self, words: Text) -> None:
        """Fill in what the invitations of this meeting say, before anything was sent."""
        self.subject.data, self.text.data = words.subject, words.text

    def words(self) -> Text:
        return Text(self.subject.data or "", self.text.data or "")


class InviteOneForm(LetterForm):
    """One person: an address typed, or a person of the directory."""

    name = LineField(_l("Full name"), [InputRequired(NEEDED)])
    email = EmailField(_l("E-mail address"), [InputRequired(NEEDED), mail_address], filters=[mailed])
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
