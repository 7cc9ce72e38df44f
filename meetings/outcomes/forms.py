"""What is typed on the record pages."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField
from wtforms.validators import InputRequired, NumberRange

from meetings.base.forms import CountField, Form, LineField, TextField, VersionField, choices
from meetings.outcomes.models import OutcomeRecord
from meetings.outcomes.proposal import MOST_WORDS_WANTED, Guide, Part
from meetings.outcomes.rules import RecordKind, RecordText
from meetings.programme.rules import Attribution

NEEDED = _l("This cannot be left empty.")


class SummaryForm(Form):
    """A session's summary."""

    text = TextField(_l("Summary"), most=700_000)
    version = VersionField(default=0)


class ParagraphForm(Form):
    """One paragraph, or several to be added; `after` is the paragraph behind which they go."""

    text = TextField(_l("Paragraph"), most=100_000)
    after = VersionField(default=0)
    version = VersionField(default=0)


class DecisionForm(Form):
    """What an organizer decides on a summary: why it is given back or corrected, why there was no round."""

    reason = TextField(_l("What should be changed"), most=1000)
    because = TextField(_l("Why there is no confirmation round"), most=1000)
    version = VersionField(default=0)


class GuideForm(Form):
    """How summaries of a kind of meeting begin their parts, and how long they should be."""

    opening = LineField(_l(Part.OPENING.label), most=500)
    speakers = LineField(_l(Part.SPEAKERS.label), most=500)
    said = LineField(_l(Part.SAID.label), most=500)
    outcomes = LineField(_l(Part.OUTCOMES.label), most=500)
    documents = LineField(_l(Part.DOCUMENTS.label), most=500)
    words = CountField(
        _l("Words wanted"),
        [NumberRange(50, MOST_WORDS_WANTED, _l("Write a whole number from 50 to 20,000."))],
    )
    version = VersionField(default=0)

    def show(self, guide: Guide) -> None:
        """Fill in what stands."""
        for part, begins in guide.openings.items():
            self[part.value].data = begins
        self.words.data = guide.words

    def given(self) -> Guide:
        return Guide({part: self[part.value].data or "" for part in Part}, self.words.data)


class TermsForm(Form):
    """Whether a meeting confirms its summaries by rounds."""

    without_rounds = BooleanField(_l("Summaries of this meeting are approved without a confirmation round"))
    because = TextField(_l("Why there is no confirmation round"), most=1000)
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
