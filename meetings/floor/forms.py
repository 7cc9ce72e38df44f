"""What the keeper of a list of speakers types."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired, NumberRange, Optional

from meetings.base.forms import NEEDED, CountField, Form, LineField
from meetings.floor.models import FloorList
from meetings.floor.rules import DEFAULT_MINUTES, MOST_MINUTES
from meetings.registration.rules import Category

A_NUMBER = NumberRange(min=1, max=MOST_MINUTES, message=_l("A number from 1 to %(most)s.", most=MOST_MINUTES))


class AddForm(Form):
    """Somebody who raised a hand."""

    name = LineField(_l("Name"), [InputRequired(NEEDED)])
    organization = LineField(_l("Organization"), [Optional()])
    minutes = CountField(_l("Minutes"), [Optional(), A_NUMBER])


class MinutesForm(Form):
    """More or less time for one person."""

    minutes = CountField(_l("Minutes"), [InputRequired(NEEDED), A_NUMBER])


class TermsForm(Form):
    """How long people may speak from the floor; by category where it differs."""

    minutes = CountField(_l("Minutes from the floor"), [InputRequired(NEEDED), A_NUMBER])

    def by_category(self) -> dict[str, int]:
        """Only where it was filled in."""
        given = {c.value: self[f"of_{c.value}"].data for c in Category}
        return {code: minutes for code, minutes in given.items() if minutes is not None}


for _category in Category:
    setattr(TermsForm, f"of_{_category.value}", CountField(_l(_category.label), [Optional(), A_NUMBER]))


def terms_form(found: FloorList | None, sent: bool) -> TermsForm:
    """The form with what stands."""
    by = found.minutes_by if found is not None else {}
    stands: dict[str, Any] = {"minutes": found.minutes if found is not None else DEFAULT_MINUTES}
    stands |= {f"of_{code}": minutes for code, minutes in by.items()}
    return TermsForm(data=stands) if sent else TermsForm(formdata=None, data=stands)
