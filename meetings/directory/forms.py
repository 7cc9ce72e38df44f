"""What is typed about organizations, people and focal points."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from meetings.base.forms import (
    NEEDED,
    DayField,
    Form,
    LineField,
    TextField,
    VersionField,
    choices,
    mailed,
    no_control_characters,
)
from meetings.directory.models import Organization, Person
from meetings.directory.queries import SORTS, Wanted
from meetings.directory.rules import (
    ORGANIZATION_COLUMNS,
    Capacity,
    Formalization,
    OrganizationDraft,
    OrganizationKind,
    PersonDraft,
    Region,
    organization_row,
)

E = TypeVar("E", bound=StrEnum)
CHOOSE = _l("Choose one.")
A_DAY = _l("Choose a day, or write it like 2028-10-10.")


class FilterForm(Form):
    """The list's filters, in its address."""

    class Meta:
        csrf = False

    q = LineField(_l("Name, acronym or city"))
    region = SelectField(_l("Region"), choices=choices(Region, _l("All")))
    kind = SelectField(_l("Kind"), choices=choices(OrganizationKind, _l("All")))
    formalization = SelectField(_l("Level of formalization"), choices=choices(Formalization, _l("All")))
    country = SelectField(_l("Seat in"))
    focal = SelectField(
        _l("Focal point"),
        choices=[
            SelectChoice("", _l("All")),
            SelectChoice("named", _l("named")),
            SelectChoice("none", _l("none named")),
        ],
    )

    def offer(self, countries: Sequence[str]) -> None:
        """Fill in the countries of the directory."""
        self.country.choices = [SelectChoice("", gettext("All")), *(SelectChoice(c, c) for c in countries)]

    def wanted(self, sort: str, page: str) -> Wanted:
        """What is asked for; a value that the form does not offer asks for all."""
        offered = {choice.value for choice in self.country.choices}
        return Wanted(
            q=(self.q.data or "")[:200].replace("\0", " "),
            region=_member(Region, self.region.data),
            kind=_member(OrganizationKind, self.kind.data),
            formalization=_member(Formalization, self.formalization.data),
            country=self.country.data if self.country.data in offered else "",
            focal=self.focal.data if self.focal.data in ("named", "none") else "",
            sort=sort if sort.removeprefix("-") in SORTS else "name",
            page=int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 1,
        )


def _member(kind: type[E], value: str | None) -> E | None:
    try:
        return kind(value or "")
    except ValueError:
        return None


class OrganizationForm(Form):
    name = LineField(_l("Name"), [InputRequired(NEEDED)])
    acronym = LineField(_l("Acronym"), [Optional()], most=30)
    region = SelectField(_l("Region"), [InputRequired(CHOOSE)], choices=choices(Region, _l("Choose")))
    kind = SelectField(_l("Kind"), [InputRequired(CHOOSE)], choices=choices(OrganizationKind, _l("Choose")))
    formalization = SelectField(
        _l("Level of formalization"), [InputRequired(CHOOSE)], choices=choices(Formalization, _l("Choose"))
    )
    parent = SelectField(_l("Part of"), [Optional()])
    seat_city = LineField(_l("City of the seat"), [Optional()], most=100)
    seat_country = LineField(_l("Country of the seat"), [Optional()], most=100)
    time_zone = LineField(
        _l("Time zone of the seat"), [Optional()], most=60, description=_l("As in Pacific/Fiji.")
    )
    founding_instrument = LineField(_l("Founding instrument"), [Optional()], most=300)
    year = LineField(_l("Year"), [Optional()], most=4)
    website = LineField(
        _l("Web address"), [Optional()], description=_l("Without https://, like example.org/rights.")
    )
    mailbox = EmailField(
        _l("Mailbox"), [Optional(), Length(max=254), no_control_characters], filters=[mailed]
    )
    note = TextField(_l("Note of the office"), [Optional()], most=5000)
    version = VersionField(default=0)

    def offer(self, names: Sequence[tuple[int, str]], but: str = "") -> None:
        """Fill in the organizations that can stand above."""
        offered = [SelectChoice(name, name) for _, name in names if name != but]
        self.parent.choices = [SelectChoice("", gettext("No other organization")), *offered]

    def draft(self) -> OrganizationDraft:
        """The organization as typed; Refused names the field."""
        row = {column: str(self._fields[column].data or "") for column in ORGANIZATION_COLUMNS}
        return OrganizationDraft(organization_row(row), self.mailbox.data or "", self.note.data or "")


def organization_values(organization: Organization) -> dict[str, str]:
    """An organization as its form shows it."""
    own = {c: getattr(organization, c) for c in ORGANIZATION_COLUMNS if c not in ("time_zone", "parent")}
    values = {**own, "mailbox": organization.mailbox, "note": organization.note}
    values["time_zone"] = organization.zone
    values["parent"] = organization.parent.name if organization.parent else ""
    values["version"] = organization.version
    return {name: "" if value is None else str(value) for name, value in values.items()}


class PersonForm(Form):
    name = LineField(
        _l("Name"), [InputRequired(NEEDED)], description=_l("As its owner writes it, without titles.")
    )
    sort_key = LineField(
        _l("Sorted as"),
        [Optional()],
        description=_l("Like “Okello-Lind, Ruth”. Left empty, the last word of the name comes first."),
    )
    email = EmailField(
        _l("E-mail address"), [Optional(), Length(max=254), no_control_characters], filters=[mailed]
    )
    function = LineField(_l("Function"), [Optional()])
    organization_id = SelectField(_l("Organization"), [Optional()])
    zone = LineField(_l("Time zone"), [Optional()], most=60, description=_l("As in Pacific/Fiji."))
    version = VersionField(default=0)

    def offer(self, names: Sequence[tuple[int, str]]) -> None:
        """Fill in the organizations."""
        offered = [SelectChoice(str(id_), name) for id_, name in names]
        self.organization_id.choices = [SelectChoice("", gettext("None of the directory")), *offered]

    def draft(self) -> PersonDraft:
        """The person as typed."""
        return PersonDraft(
            name=self.name.data,
            sort_key=self.sort_key.data or "",
            email=self.email.data or None,
            function=self.function.data or "",
            organization_id=int(self.organization_id.data) if self.organization_id.data else None,
            zone=self.zone.data or "",
        )


def person_values(person: Person) -> dict[str, str]:
    """A person as the form shows them."""
    names = ("name", "sort_key", "email", "function", "organization_id", "zone", "version")
    values = {name: getattr(person, name) for name in names}
    return {name: "" if value is None else str(value) for name, value in values.items()}


class FocalPointForm(Form):
    person = SelectField(_l("Person"), [InputRequired(CHOOSE)])
    capacity = RadioField(_l("Named as"), choices=choices(Capacity), default=Capacity.PRIMARY.value)
    since = DayField(_l("From"), [InputRequired(A_DAY)])

    def offer(self, people: Sequence[Person], organization: Organization) -> None:
        """Fill in the people: those of the organization first."""
        groups = [
            (gettext("Of this organization"), [p for p in people if p.organization_id == organization.id]),
            (gettext("Others"), [p for p in people if p.organization_id != organization.id]),
        ]
        self.person.choices = [
            SelectChoice("", gettext("Choose")),
            *(
                SelectChoice(p.key, ", ".join(filter(None, (p.name, p.function))), optgroup=group)
                for group, some in groups
                for p in some
            ),
        ]


class EndForm(Form):
    until = DayField(_l("Last day"), [InputRequired(A_DAY)])


@dataclass(frozen=True)
class Difference:
    """A field of which the text that stands differs from the one that was sent."""

    label: str
    stands: str
    yours: str


def differences(form: Form, stands: dict[str, str]) -> list[Difference]:
    """What stands now beside what was typed, after somebody else was quicker."""
    return [
        Difference(str(field.label.text), _said(field, stands[name]), _said(field, str(field.data or "")))
        for name, field in form._fields.items()
        if name in stands and name != "version" and stands[name] != str(field.data or "")
    ]


def _said(field: Any, value: str) -> str:
    for choice in getattr(field, "choices", None) or ():
        if choice.value == value:
            return str(choice.label)
    return value
