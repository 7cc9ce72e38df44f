"""Correcting a registration: what is one's own to change, what the office corrects, and two versions of it."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional

from meetings.base.forms import NEEDED, Form, LineField, TextField, VersionField, choices
from meetings.base.pages import LANGUAGES
from meetings.directory.forms import Difference
from meetings.registration.forms.fields import CHOOSE, OneOf, SomeOf, ZoneField, zone_choices
from meetings.registration.models import Registration
from meetings.registration.rules import Category, Correction, Gender, Listing, OwnAnswers

SPOKEN = [SelectChoice(code, _l(name)) for code, name in LANGUAGES.items()]
AT_LEAST_ONE = _l("Choose at least one.")


class OwnAnswersForm(Form):
    """What a participant can correct; group and organization are the office's to change, for they bear on places.

    How the list names the person is not here: that is changed at any time, also when answers no longer are.
    """

    name = LineField(
        _l("Full name"), [InputRequired(NEEDED)], description=_l("As you write it, in any script. No titles.")
    )
    function = LineField(_l("Function"), [Optional()])
    languages = SomeOf(_l("Languages you follow a meeting in"), [InputRequired(AT_LEAST_ONE)], choices=SPOKEN)
    zone = ZoneField(_l("Your time zone"), [Optional()], choices=zone_choices())
    gender = SelectField(_l("Gender"), [Optional()], choices=choices(Gender, _l("I do not want to say")))
    version = VersionField()

    def draft(self) -> OwnAnswers:
        """What was written, once it is valid."""
        return OwnAnswers(
            name=self.name.data or "",
            function=self.function.data or "",
            languages=tuple(self.languages.data or ()),
            zone=self.zone.data or "",
            gender=Gender(self.gender.data) if self.gender.data else None,
        )


class CorrectionForm(Form):
    """What the office corrects, and why; begin with `values_of`."""

    name = LineField(_l("Full name"), [InputRequired(NEEDED)])
    organization = LineField(_l("Organization"), [InputRequired(NEEDED)])
    function = LineField(_l("Function"), [Optional()])
    category = OneOf(_l("In which capacity?"), [InputRequired(CHOOSE)], choices=choices(Category))
    languages = SomeOf(_l("Languages"), [InputRequired(AT_LEAST_ONE)], choices=SPOKEN)
    zone = ZoneField(_l("Time zone"), [Optional()], choices=zone_choices())
    listing = OneOf(
        _l("May the list of participants name the person?"),
        [InputRequired(CHOOSE)],
        choices=[
            SelectChoice(Listing.NAME.value, _l("Yes: name, function and organization")),
            SelectChoice(Listing.ORGANIZATION.value, _l("Only the organization")),
            SelectChoice(Listing.NONE.value, _l("Neither")),
        ],
    )
    reason = TextField(_l("Reason"), [Optional()], most=500)
    version = VersionField()

    def draft(self) -> Correction:
        """What was written, once it is valid."""
        return Correction(
            name=self.name.data or "",
            organization=self.organization.data or "",
            function=self.function.data or "",
            category=Category(self.category.data),
            languages=tuple(self.languages.data or ()),
            listing=Listing(self.listing.data),
            zone=self.zone.data or "",
            reason=self.reason.data or "",
        )


def values_of(registration: Registration) -> dict[str, Any]:
    """A registration as the forms of this file write it."""
    return {
        "name": registration.name,
        "organization": registration.organization_name,
        "function": registration.function,
        "category": registration.category.value,
        "languages": list(registration.languages),
        "zone": registration.zone,
        "listing": registration.listing.value,
        "gender": registration.gender.value if registration.gender else "",
        "version": registration.version,
    }


def two_versions(form: Form, registration: Registration) -> list[Difference]:
    """What stands now beside what was sent, after somebody else was quicker."""
    stands = values_of(registration)
    del stands["version"]
    return _differing([(form[name], value) for name, value in stands.items() if name in form])


def beside(sent: Form, now: Form) -> list[Difference]:
    """The same of two forms: what was sent, and what the form would begin with now."""
    fields = (field for field in sent if getattr(field.widget, "input_type", "") != "hidden")
    return _differing([(field, now[field.name].data) for field in fields])


def _differing(both: Iterable[tuple[Field, Any]]) -> list[Difference]:
    said = ((str(field.label.text), _said(field, value), _said(field, field.data)) for field, value in both)
    return [Difference(label, stands, yours) for label, stands, yours in said if stands != yours]


def _said(field: Field, value: Any) -> str:
    """In the words of the form."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    words = {choice.value: str(choice.label) for choice in getattr(field, "choices", None) or ()}
    codes: Iterable[Any] = value if isinstance(value, list) else ["" if value is None else value]
    return ", ".join(words.get(code, str(code)) for code in codes)
