"""What is typed on the record pages."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField
from wtforms.validators import InputRequired

from meetings.base.forms import Form, LineField, TextField, VersionField, choices
from meetings.outcomes.models import OutcomeRecord
from meetings.outcomes.rules import RecordKind, RecordText
from meetings.programme.rules import Attribution

NEEDED = _l("This cannot be left empty.")


class SummaryForm(Form):
    """A session's summary."""

    text = TextField(_l("Summary"), most=700_000)
    version = VersionField(default=0)


class DecisionForm(Form):
    """What an organizer decides on a summary that was handed in."""

    reason = TextField(_l("What should be changed"), most=1000)
    version = VersionField(default=0)


class RecordForm(Form):
    """A practice, lesson, possible new form of cooperation or recommendation."""

    kind = RadioField(_l("What it is"), [InputRequired(NEEDED)])
    text = TextField(_l("What was shared"), [InputRequired(NEEDED)], most=5000)
    attribution = RadioField(_l("Who may be named"), [InputRequired(NEEDED)])
    organization = LineField(_l("Organization"))
    naming_approved = BooleanField(_l("The organization has approved to be named"))
    paragraph = LineField(_l("Paragraph of the mandate"), [InputRequired(NEEDED)], most=10, default="8")
    version = VersionField(default=0)

    def offer(self, levels: Sequence[Attribution]) -> "RecordForm":
        """Offer the kinds, and the levels that the session allows; the session's own is the default."""
        self.kind.choices = choices(RecordKind)
        self.attribution.choices = choices(levels)
        if self.attribution.data is None:
            self.attribution.data = levels[0].value
        return self

    def show(self, record: OutcomeRecord) -> None:
        """Fill in a record as it is kept."""
        self.kind.data, self.attribution.data = record.kind.value, record.attribution.value
        self.text.data, self.paragraph.data = record.text, record.paragraph
        self.organization.data, self.naming_approved.data = record.organization_name, record.naming_approved
        self.version.data = record.version

    def given(self) -> RecordText:
        """What was typed, for the rules; call it on a valid form."""
        return RecordText(
            kind=RecordKind(self.kind.data),
            text=self.text.data or "",
            organization=self.organization.data or "",
            attribution=Attribution(self.attribution.data),
            naming_approved=bool(self.naming_approved.data),
            paragraph=self.paragraph.data or "",
        )
