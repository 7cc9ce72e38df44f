"""What is typed on the pages of records and of other outcomes."""

from collections.abc import Sequence
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional

from meetings.base.forms import CountField, DayField, Form, LineField, TextField, VersionField, choices
from meetings.outcomes.models import OutcomeFollowup, OutcomeRecord, OutcomeTheme
from meetings.outcomes.proposal import MOST_WORDS_WANTED, Guide, Part
from meetings.outcomes.rules import (
    FOLLOWED,
    FollowupDraft,
    OutcomeState,
    RecordKind,
    RecordText,
    Terms,
    Where,
)
from meetings.programme.rules import Attribution

NEEDED = _l("This cannot be left empty.")


class SummaryForm(Form):
    """A session's summary."""

    text = TextField(_l("Summary"), most=700_000)
    version = VersionField(default=0)


class ParagraphForm(Form):
    """One paragraph, or several to be added; `after` is the paragraph behind which they go, `place` its number."""

    text = TextField(_l("Paragraph"), most=100_000)
    after = VersionField(default=0)
    place = VersionField(default=0)
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


class SummaryTermsForm(Form):
    """Whether a meeting confirms its summaries by rounds."""

    without_rounds = BooleanField(_l("Summaries of this meeting are approved without a confirmation round"))
    because = TextField(_l("Why there is no confirmation round"), most=1000)
    version = VersionField(default=0)


class TermsForm(Form):
    """Under which theme an outcome is, who is to do what until when, and what shows it."""

    theme = SelectField(_l("Theme"), default="")
    owner = LineField(_l("Who is to do it"), [Optional()])
    due_on = DayField(_l("By when"), [Optional()])
    evidence = TextField(_l("Evidence"), [Optional()], most=12_000)
    version = VersionField(default=0)

    def offer_themes(self, themes: Sequence[OutcomeTheme], everywhere: bool = False) -> None:
        """Offer these; `everywhere`: of several cycles, which are named then."""
        self.theme.choices = [
            SelectChoice("", _l("None")),
            *(
                SelectChoice(str(t.id), f"{t.cycle.symbol} · {t.name}" if everywhere else t.name)
                for t in themes
            ),
        ]

    def show_terms(self, outcome: OutcomeRecord, evidence: str) -> None:
        """Fill in what is settled."""
        self.theme.data = "" if outcome.theme_id is None else str(outcome.theme_id)
        self.owner.data, self.due_on.data, self.evidence.data = (
            owner_written(outcome),
            outcome.due_on,
            evidence,
        )
        self.version.data = outcome.version

    def terms(self) -> Terms:
        """What was typed, for the rules; call it on a valid form."""
        return Terms(
            theme_id=int(self.theme.data) if self.theme.data else None,
            owner=self.owner.data or "",
            due_on=self.due_on.data,
            evidence=self.evidence.data or "",
        )


def owner_written(outcome: OutcomeRecord) -> str:
    """The owner as it is typed."""
    if outcome.owner_organization is not None:
        return outcome.owner_organization.name
    return outcome.owner_account.email if outcome.owner_account is not None else outcome.owner


class RecordForm(TermsForm):
    """A practice, lesson, challenge, possible new form of cooperation, recommendation, conclusion or commitment."""

    kind = RadioField(_l("What it is"), [InputRequired(NEEDED)])
    text = TextField(_l("What was shared"), [InputRequired(NEEDED)], most=5000)
    attribution = RadioField(_l("Who may be named"), [InputRequired(NEEDED)])
    organization = LineField(_l("Organization"))
    naming_approved = BooleanField(_l("The organization has approved to be named"))
    paragraph = LineField(_l("Paragraph of the mandate"), [InputRequired(NEEDED)], most=10, default="8")
    nobody_meant = BooleanField(_l("Nobody is meant by words that are also family names"))

    def offer(
        self, levels: Sequence[Attribution], themes: Sequence[OutcomeTheme] = (), everywhere: bool = False
    ) -> Self:
        """Offer the kinds, the levels that the session allows (its own is the default) and the themes."""
        self.kind.choices = choices(RecordKind)
        self.attribution.choices = choices(levels)
        if self.attribution.data is None:
            self.attribution.data = levels[0].value
        self.offer_themes(themes, everywhere)
        return self

    def show(self, record: OutcomeRecord, evidence: str = "") -> None:
        """Fill in a record as it is kept."""
        self.kind.data, self.attribution.data = record.kind.value, record.attribution.value
        self.text.data, self.paragraph.data = record.text, record.paragraph
        self.organization.data, self.naming_approved.data = record.organization_name, record.naming_approved
        self.show_terms(record, evidence)

    def given(self) -> RecordText:
        """What was typed, for the rules; call it on a valid form."""
        return RecordText(
            kind=RecordKind(self.kind.data),
            text=self.text.data or "",
            organization=self.organization.data or "",
            attribution=Attribution(self.attribution.data),
            naming_approved=bool(self.naming_approved.data),
            paragraph=self.paragraph.data or "",
            nobody_meant=bool(self.nobody_meant.data),
        )


class OutcomeForm(RecordForm):
    """An outcome that belongs to no session."""

    text = TextField(_l("What was shared"), [InputRequired(NEEDED)], most=60_000)
    source = LineField(_l("Where it was said"), [Optional()], most=300)
    year = CountField(_l("Year"), [Optional()])

    def where(self, numbered: bool = False) -> Where:
        """Where and when it was said."""
        return Where(self.source.data or "", self.year.data, numbered)

    def show(self, record: OutcomeRecord, evidence: str = "") -> None:
        super().show(record, evidence)
        self.source.data, self.year.data = record.source, record.year


class FollowupForm(Form):
    """What became of an outcome."""

    year = CountField(_l("Year"), [InputRequired(NEEDED)])
    text = TextField(_l("What became of it"), [InputRequired(NEEDED)], most=5000)
    state = SelectField(_l("How it stands now"), default="")
    told_by = LineField(_l("Who says so"), [Optional()])
    nobody_meant = BooleanField(_l("Nobody is meant by words that are also family names"))
    evidence = TextField(_l("Evidence"), [Optional()], most=12_000)
    version = VersionField(default=0)

    def offer(self, kind: RecordKind) -> Self:
        """Offer the states, where the kind has any."""
        self.state.choices = choices(OutcomeState) if kind in FOLLOWED else [SelectChoice("", _l("None"))]
        return self

    def show(self, followup: OutcomeFollowup, evidence: str) -> None:
        """Fill in what was told."""
        self.year.data, self.text.data = followup.year, followup.text
        self.state.data = followup.state.value if followup.state else ""
        self.told_by.data, self.evidence.data = followup.told_by, evidence
        self.version.data = followup.version

    def draft(self) -> FollowupDraft:
        """What was typed, for the rules; call it on a valid form."""
        state = self.state.data
        return FollowupDraft(
            year=self.year.data or 0,
            text=self.text.data or "",
            state=OutcomeState(state) if state else None,
            told_by=self.told_by.data or "",
            nobody_meant=bool(self.nobody_meant.data),
            evidence=self.evidence.data or "",
        )


class ThemeForm(Form):
    """The name of a theme."""

    name = LineField(_l("Theme"), [InputRequired(NEEDED)])
