"""Deleting what is kept of an edition, and the list of fellows of earlier years."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField
from wtforms.validators import InputRequired, Optional

from meetings.base.forms import NEEDED, CountField, Form, LineField, TextField, VersionField, mailed
from meetings.fellowship.actions import PastDraft
from meetings.registration.forms import mail_address


class PurgeForm(Form):
    """The reason, and how many the page has shown (whatever is no number fits nothing)."""

    reason = TextField(_l("Why now"), [Optional()], most=500)
    seen = VersionField()


class PastFellowForm(Form):
    """A fellow of a year before this house."""

    name = LineField(_l("Full name"), [InputRequired(NEEDED)])
    year = CountField(_l("Year"), [InputRequired(_l("Write a whole number."))])
    email = EmailField(_l("E-mail address"), [Optional(), mail_address], filters=[mailed])
    organization = LineField(_l("Organization"), [Optional()])
    edition_title = LineField(_l("Title of that year’s fellowship"), [Optional()])

    def draft(self) -> PastDraft:
        """What was written, once it is valid."""
        return PastDraft(
            self.name.data or "",
            self.year.data or 0,
            (self.email.data or "").lower(),
            self.organization.data or "",
            self.edition_title.data or "",
        )


class CorrectPastForm(PastFellowForm):
    """What the list says of somebody, corrected; or a button that takes them off it."""

    reason = TextField(_l("Why"), [Optional()], most=500, description=_l("It is kept in the trail."))
    version = VersionField(default=0)
