"""Registering, deciding, filtering: what is typed and chosen."""

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, HiddenField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional

from meetings.base.forms import (
    NEEDED,
    CountField,
    DayField,
    Form,
    LineField,
    VersionField,
    choices,
    mailed,
    plain,
)
from meetings.base.pages import LANGUAGES
from meetings.registration.forms.correcting import (
    CorrectionForm,
    OwnAnswersForm,
    beside,
    two_versions,
    values_of,
)
from meetings.registration.forms.fields import CHOOSE, OneOf, SomeOf, ZoneField, mail_address, zone_choices
from meetings.registration.models import RegistrationTerms
from meetings.registration.rules import (
    Category,
    Decision,
    Gender,
    Limits,
    Listing,
    RegistrationDraft,
    RegistrationStatus,
    TermsDraft,
)

__all__ = [
    "CHOOSE",
    "AttendanceForm",
    "CorrectionForm",
    "DecisionForm",
    "HandOverForm",
    "LimitForm",
    "ListingForm",
    "OfferForm",
    "OneOf",
    "OwnAnswersForm",
    "RegistrationForm",
    "SaveViewForm",
    "SomeOf",
    "TakeOverForm",
    "TermsForm",
    "ZoneField",
    "beside",
    "mail_address",
    "two_versions",
    "values_of",
]
ONCE = re.compile(r"[\w-]{16,30}", re.ASCII)


class RegistrationForm(Form):
    """The public form."""

    name = LineField(
        _l("Full name"), [InputRequired(NEEDED)], description=_l("As you write it, in any script. No titles.")
    )
    email = EmailField(_l("E-mail address"), [InputRequired(NEEDED), mail_address], filters=[mailed])
    organization = LineField(_l("Organization"), [InputRequired(NEEDED)])
    function = LineField(_l("Function"), [Optional()])
    category = OneOf(_l("In which capacity?"), [InputRequired(CHOOSE)], choices=choices(Category))
    languages = SomeOf(
        _l("Languages you follow a meeting in"),
        [InputRequired(_l("Choose at least one."))],
        choices=[SelectChoice(code, _l(name)) for code, name in LANGUAGES.items()],
    )
    zone = ZoneField(_l("Your time zone"), [Optional()], choices=zone_choices())
    gender = SelectField(_l("Gender"), [Optional()], choices=choices(Gender, _l("I do not want to say")))
    listing = OneOf(_l("May the list of participants name you?"), [Optional()], choices=choices(Listing))
    once = HiddenField(filters=[plain])

    def draft(self, language: str) -> RegistrationDraft:
        """What was written, once it is valid."""
        return RegistrationDraft(
            name=self.name.data or "",
            email=(self.email.data or "").lower(),
            organization=self.organization.data or "",
            function=self.function.data or "",
            category=Category(self.category.data),
            languages=tuple(self.languages.data or ()),
            listing=Listing(self.listing.data) if self.listing.data else None,
            zone=self.zone.data or "",
            language=language,
            gender=Gender(self.gender.data) if self.gender.data else None,
        )

    def once_key(self) -> str | None:
        """The key of this copy of the form; None when it was tampered with."""
        return self.once.data if ONCE.fullmatch(self.once.data or "") else None


class ListingForm(Form):
    """A participant's own choice."""

    listing = OneOf(
        _l("May the list of participants name you?"), [InputRequired(CHOOSE)], choices=choices(Listing)
    )


class TermsForm(Form):
    """The waiting list, the deadlines, and a number of places for each group (empty: not counted)."""

    waiting_list = BooleanField(_l("Keep a waiting list: the form stays open when all places are taken"))
    offers_by_itself = BooleanField(
        _l("Offer a place that becomes free to the next in turn, without asking me")
    )
    reply_hours = CountField(
        _l("Hours to answer an offer"),
        [InputRequired(_l("Write a whole number.")), NumberRange(1, 720, _l("From 1 to 720 hours."))],
    )
    changes_close = DayField(_l("Last day to change answers or hand a place over"), [Optional()])
    version = VersionField()

    @classmethod
    def of(cls, terms: RegistrationTerms, limits: Limits, **given: Any) -> "TermsForm":
        """The form as it stands; what was sent wins (unless `formdata` is given as None)."""
        kept = given | {category.value: limits.get(category) for category in Category}
        closes = terms.changes_close.date() if terms.changes_close else None
        return cls(obj=terms, changes_close=closes, **kept)

    def draft(self) -> TermsDraft:
        """What was written, once it is valid."""
        categories = {c: self[c.value].data for c in Category if self[c.value].data is not None}
        return TermsDraft(
            waiting_list=bool(self.waiting_list.data),
            offers_by_itself=bool(self.offers_by_itself.data),
            reply_hours=self.reply_hours.data or 0,
            changes_close=self.changes_close.data,
            categories=categories,
        )


def _places(label: Any) -> CountField:
    return CountField(label, [Optional(), NumberRange(0, 100_000, _l("A whole number from 0."))])


for _category in Category:
    setattr(TermsForm, _category.value, _places(_l(_category.label)))


class LimitForm(Form):
    """The places of one organization; without a number they are not counted."""

    organization = LineField(_l("Organization"), [InputRequired(NEEDED)])
    places = _places(_l("Places"))


class HandOverForm(Form):
    """Who comes instead."""

    name = LineField(_l("Full name"), [InputRequired(NEEDED)])
    email = EmailField(_l("E-mail address"), [InputRequired(NEEDED), mail_address], filters=[mailed])


class TakeOverForm(Form):
    """A button: take the place. The meeting's own questions stand above it."""


class OfferForm(Form):
    """Two buttons: take the place, or do not come."""

    answer = HiddenField()


class DecisionForm(Form):
    """A button: the decision, and the state that the page showed."""

    decision = HiddenField()
    seen = HiddenField()
    back = HiddenField()

    def chosen(self) -> Decision | None:
        """The decision; None when the form names none."""
        return Decision(self.decision.data) if self.decision.data in set(Decision) else None

    def seen_status(self) -> RegistrationStatus | None:
        """The state that was shown; None when the form does not say."""
        return RegistrationStatus(self.seen.data) if self.seen.data in set(RegistrationStatus) else None


class AttendanceForm(Form):
    """The list at the door: buttons and ticks; its fields are those of the people on it."""


class SaveViewForm(Form):
    """A name for what the list shows now (`filter`: what its address says)."""

    name = LineField(_l("Name of the view"), [InputRequired(NEEDED)], most=60)
    shared = BooleanField(_l("Share it with everybody who sees these registrations"))
    filter = HiddenField()
