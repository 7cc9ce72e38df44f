"""What is typed into the record of a session."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField
from wtforms.validators import InputRequired, Length

from meetings.base.forms import NEEDED, Form, LineField, TextField, VersionField, choices
from meetings.programme.rules import Attribution
from meetings.record.models import RecordParagraph
from meetings.record.rules import MOST_PASTED, ParagraphKind, Said


class ParagraphForm(Form):
    """A paragraph or an intervention. `key` and `after`: of a new one, see `actions.write`."""

    speaker = LineField(_l("Speaker"))
    organization = LineField(_l("Organization"))
    text = TextField(_l("What is said"), most=MOST_PASTED)
    intervention = BooleanField(_l("One participant’s intervention"))
    attribution = RadioField(_l("Who may be named"), [InputRequired(NEEDED)])
    naming_approved = BooleanField(_l("Whoever is named has approved it"))
    key = HiddenField(validators=[Length(max=40)])
    version = VersionField(default=0)

    def offer(self, levels: Sequence[Attribution]) -> "ParagraphForm":
        """Offer the levels that the session allows; the session's own is the default."""
        self.attribution.choices = choices(levels)
        if self.attribution.data is None:
            self.attribution.data = levels[0].value
        return self

    def show(self, row: RecordParagraph) -> None:
        """Fill in a paragraph as it is kept."""
        self.speaker.data, self.organization.data, self.text.data = row.speaker, row.organization, row.text
        self.intervention.data = row.kind is ParagraphKind.INTERVENTION
        self.attribution.data, self.naming_approved.data = row.attribution.value, row.naming_approved
        self.version.data = row.version

    def given(self) -> Said:
        """What was typed, for the rules; call it on a valid form. Whoever names somebody writes an intervention."""
        speaker, organization = self.speaker.data or "", self.organization.data or ""
        said = speaker or organization or self.intervention.data
        return Said(
            text=self.text.data or "",
            attribution=Attribution(self.attribution.data),
            kind=ParagraphKind.INTERVENTION if said else ParagraphKind.PARAGRAPH,
            speaker=speaker,
            organization=organization,
            naming_approved=bool(self.naming_approved.data),
        )


class TextForm(Form):
    """The text of a paragraph alone, as a browser saves it while it is typed."""

    text = TextField(_l("What is said"), most=MOST_PASTED)
    version = VersionField(default=0)


class DismissForm(Form):
    """Why a name that was found is not the person or the organization; `name`: its digest."""

    name = HiddenField(validators=[InputRequired(), Length(max=64)])
    reason = LineField(_l("Why it is not the person or the organization"), [InputRequired(NEEDED)], most=500)
    version = VersionField(default=0)
