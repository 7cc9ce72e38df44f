"""What the office writes of an edition: its terms and its criteria."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, SelectField
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from meetings.base.forms import (
    NEEDED,
    CountField,
    DayField,
    Form,
    LineField,
    TextField,
    VersionField,
    choices,
)
from meetings.base.pages import LANGUAGES
from meetings.base.refusals import Refused
from meetings.base.zones import second_of_two, zone_names
from meetings.fellowship.actions import criterion_of
from meetings.fellowship.models import FellowshipEdition
from meetings.fellowship.rules import (
    MOST_CRITERIA,
    Condition,
    CriterionDraft,
    DocumentKind,
    EditionDraft,
    NominationWay,
    Wanted,
)
from meetings.programme.forms.hours import A_DAY, HourField, HoursForm, WhichField, chosen
from meetings.registration.forms import OneOf, SomeOf

WHICH = _l("Clocks change at that hour. Which is meant?")
FIRST_MINUTE = datetime.min.time()
SPARE_ROWS = 2
NUMBER = _l("Write a whole number.")


def _count(label: Any, default: int, description: Any = "") -> CountField:
    return CountField(label, [InputRequired(NUMBER)], default=default, description=description)


class EditionForm(HoursForm):
    """All terms of an edition."""

    HOURS = {  # noqa: RUF012 - WTForms takes only fields for fields
        "opens": ("opens_on", "opens_which"),
        "closes": ("closes_on", "closes_which"),
    }
    title = LineField(_l("Title"), [InputRequired(NEEDED)])
    year = _count(_l("Year"), 2028)
    cycle_id = SelectField(
        _l("Asked for by"),
        [Optional()],
        default="",
        description=_l("The report on that resolution tells of the edition; with “None”, no report does."),
    )
    about = TextField(_l("What the fellowship is"), [Optional()], most=10_000)
    covered = TextField(
        _l("What is covered"), [Optional()], most=5000, description=_l("Travel, insurance, lodging …")
    )
    stipend = TextField(_l("Stipend, in words"), [Optional()], most=2000)
    place = LineField(_l("Place"), [Optional()])
    places = _count(_l("Places"), 6)
    duration_weeks = _count(_l("Weeks"), 4)
    starts_on = DayField(_l("First day of the fellowship"), [Optional()])
    ends_on = DayField(_l("Last day"), [Optional()])
    decision_by = DayField(_l("Applicants hear by"), [Optional()])
    tracks = SomeOf(
        _l("Languages in which it can be done"),
        choices=[SelectChoice(code, _l(name)) for code, name in LANGUAGES.items()],
        default=["en"],
    )
    zone = LineField(
        _l("Time zone"), [InputRequired(NEEDED)], default="Europe/Zurich", most=60,
        description=_l("As in Europe/Zurich. The call opens and closes by its clock."),
    )  # fmt: skip
    opens_on = DayField(_l("The call opens on"), [InputRequired(A_DAY)])
    opens = HourField(_l("at"), [Optional()], default="00:00")
    opens_which = WhichField(WHICH)
    closes_on = DayField(_l("The call closes on"), [InputRequired(A_DAY)])
    closes = HourField(_l("at"), [Optional()], default="23:59", description=_l("That minute is included."))
    closes_which = WhichField(WHICH)
    nomination = OneOf(_l("Nomination"), choices=choices(NominationWay), default=NominationWay.EITHER.value)
    words_most = _count(_l("Words of the statement, at most"), 500)
    conditions = SomeOf(
        _l("Conditions"), choices=choices(Condition), default=[one.value for one in Condition]
    )
    assessors_each = _count(_l("Assessors of each application"), 2)
    assess_by = DayField(_l("Assessors are done by"), [Optional()])
    blind = BooleanField(
        _l("Blind assessment"), description=_l("Assessors see neither name, address nor organization.")
    )
    answer_days = _count(_l("Days to answer an offer"), 14)
    version = VersionField(default=0)

    @classmethod
    def of(cls, edition: FellowshipEdition) -> "EditionForm":
        """The form with what stands; a POST's own input goes before it."""
        return cls(data=_stored(edition) | {"version": edition.version})

    @classmethod
    def copied(cls, edition: FellowshipEdition) -> "EditionForm":
        """The terms of last time, without its dates; a POST's own input goes before them."""
        stored = _stored(edition)
        for name in (
            "opens_on", "closes_on", "opens_which", "closes_which", "starts_on", "ends_on", "decision_by", "assess_by",
        ):  # fmt: skip
            stored[name] = None
        stored["title"], stored["year"], stored["cycle_id"] = "", edition.year + 1, ""
        return cls(data=stored)

    def offer(self, cycles: Sequence[tuple[int, str]]) -> "EditionForm":
        """Offer the cycles, and what typed times can mean."""
        self.cycle_id.choices = [
            SelectChoice("", _("None")),
            *(SelectChoice(str(number), name) for number, name in cycles),
        ]
        self.offer_hours(self.zone.data or "")
        return self

    def draft(self) -> EditionDraft:
        """What was typed, as the rules want it; Refused for a zone that nobody knows."""
        zone = self.zone.data or ""
        if zone not in zone_names():
            raise Refused(
                "“%(zone)s” is not a time zone we know. Write it like Pacific/Fiji.", field="zone", zone=zone
            )
        opens, opens_second = self.time_meant("opens", zone, FIRST_MINUTE)
        closes, closes_second = self.time_meant("closes", zone)
        return EditionDraft(
            title=self.title.data or "",
            year=self.year.data or 0,
            opens=opens,
            closes=closes,
            zone=zone,
            about=self.about.data or "",
            covered=self.covered.data or "",
            stipend=self.stipend.data or "",
            place=self.place.data or "",
            cycle_id=int(self.cycle_id.data) if self.cycle_id.data else None,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            decision_by=self.decision_by.data,
            duration_weeks=self.duration_weeks.data or 0,
            places=self.places.data or 0,
            tracks=tuple(self.tracks.data or ()),
            words_most=self.words_most.data or 0,
            nomination=NominationWay(self.nomination.data),
            documents={kind: Wanted(self[f"document_{kind.value}"].data) for kind in DocumentKind},
            conditions=tuple(Condition(code) for code in self.conditions.data or ()),
            blind=bool(self.blind.data),
            assessors_each=self.assessors_each.data or 0,
            assess_by=self.assess_by.data,
            answer_days=self.answer_days.data or 0,
            opens_second=opens_second,
            closes_second=closes_second,
        )


_DEFAULT = {DocumentKind.CV: Wanted.REQUIRED, DocumentKind.NOMINATION_LETTER: Wanted.REQUIRED}
for _kind in DocumentKind:
    setattr(
        EditionForm,
        f"document_{_kind.value}",
        SelectField(_l(_kind.label), choices=choices(Wanted), default=_DEFAULT.get(_kind, Wanted.NO).value),
    )


def _stored(edition: FellowshipEdition) -> dict[str, Any]:
    names = (
        "title", "year", "about", "covered", "stipend", "place", "places", "duration_weeks", "starts_on", "ends_on",
        "decision_by", "tracks", "zone", "words_most", "conditions", "assessors_each", "assess_by", "blind",
        "answer_days",
    )  # fmt: skip
    documents = {
        f"document_{kind.value}": edition.documents.get(kind.value, Wanted.NO.value) for kind in DocumentKind
    }
    return (
        {name: getattr(edition, name) for name in names}
        | documents
        | {
            "cycle_id": "" if edition.cycle_id is None else str(edition.cycle_id),
            "nomination": edition.nomination.value,
            "opens_on": edition.opens.date(),
            "opens": f"{edition.opens:%H:%M}",
            "opens_which": chosen(edition.opens, second_of_two(edition.opens_at, edition.zone)),
            "closes_on": edition.closes.date(),
            "closes": f"{edition.closes:%H:%M}",
            "closes_which": chosen(edition.closes, second_of_two(edition.closes_at, edition.zone)),
        }
    )


class CriterionRow(PlainForm):
    """One criterion; a row without a name is none."""

    name = LineField(_l("Name"), [Optional()], most=120)
    about = TextField(_l("What is looked for"), [Optional()], most=2000)
    weight = CountField(_l("Weight"), [Optional()])
    lowest = CountField(_l("Lowest score"), [Optional()])
    highest = CountField(_l("Highest score"), [Optional()])


class CriteriaForm(Form):
    """The criteria of an edition, in their order."""

    criteria = FieldList(FormField(CriterionRow), min_entries=0, max_entries=MOST_CRITERIA)
    version = VersionField(default=0)

    def show(self, edition: FellowshipEdition) -> "CriteriaForm":
        """Fill in what stands, and a few empty rows."""
        for row in edition.criteria:
            self.criteria.append_entry(vars(criterion_of(row)))
        self.version.data = edition.version
        return self.more()

    def more(self) -> "CriteriaForm":
        """A few rows more, as long as there may be."""
        for _row in range(min(SPARE_ROWS, MOST_CRITERIA - len(self.criteria))):
            self.criteria.append_entry({"weight": 1, "lowest": 1, "highest": 5})
        return self

    def drafts(self) -> list[CriterionDraft]:
        """The rows that have a name."""
        found = []
        for entry in self.criteria:
            row = entry.form
            if row.name.data or row.about.data:
                found.append(
                    CriterionDraft(
                        row.name.data or "",
                        row.about.data or "",
                        row.weight.data if row.weight.data is not None else 1,
                        row.lowest.data if row.lowest.data is not None else 1,
                        row.highest.data if row.highest.data is not None else 5,
                    )
                )
        return found
