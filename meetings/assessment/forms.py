"""What the office, assessors, the panel and fellows send."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from meetings.assessment.models import AssessmentAssignment, PanelMember
from meetings.assessment.rules import Given, Outcome, reason_field, score_field
from meetings.base.file_kinds import MEGABYTE
from meetings.base.forms import NEEDED, CountField, Form, LineField, TextField, VersionField
from meetings.base.pages import LANGUAGES
from meetings.fellowship.models import FellowshipCriterion, FellowshipEdition
from meetings.fellowship.rules import FILE_MEGABYTES
from meetings.questions.forms import UploadField
from meetings.questions.rules import Asked
from meetings.registration.forms import CHOOSE, OneOf, SomeOf


class ButtonForm(Form):
    """A button and nothing else."""


class MemberForm(Form):
    """Somebody for the panel."""

    email = LineField(_l("E-mail address"), [InputRequired(NEEDED)], most=254)
    name = LineField(
        _l("Name"), [Optional()], description=_l("For a new account; somebody who has one keeps their name.")
    )
    languages = SomeOf(_l("Reads applications in"), choices=[])
    organization = LineField(
        _l("Own organization"),
        [Optional()],
        description=_l(
            "As it stands in the directory. Nobody assesses an application of their own organization. "
            "Left empty, the directory’s record of this person says it."
        ),
    )
    does = SomeOf(
        _l("On the panel"),
        choices=[
            SelectChoice("assesses", _l("assesses")),
            SelectChoice("chair", _l("leads the panel (chair)")),
        ],
        default=["assesses"],
    )

    def offer(self, edition: FellowshipEdition) -> "MemberForm":
        """Offer the languages in which a fellowship of this edition can be done."""
        self.languages.choices = [SelectChoice(code, LANGUAGES.get(code, code)) for code in edition.tracks]
        return self


class ReasonForm(Form):
    """Something is ended or taken away, and why."""

    reason = TextField(_l("Why"), [InputRequired(NEEDED)], most=2000)


class CopyForm(Form):
    """A redacted copy of a document."""

    copy = UploadField(
        _l("Redacted copy"),
        "redacted",
        FILE_MEGABYTES * MEGABYTE,
        description=_l(
            "A PDF, a Word document, a PNG or JPEG picture; up to %(most)s MB.", most=FILE_MEGABYTES
        ),
    )


class BlindQuestionsForm(Form):
    """The questions of which assessors read the answers in a blind edition."""

    questions = SomeOf(
        _l("Answers that assessors read"),
        choices=[],
        description=_l("Only where an answer cannot say who it is. Files are never shown."),
    )

    def offer(self, questions: Sequence[Asked]) -> "BlindQuestionsForm":
        """Offer the questions of the edition."""
        self.questions.choices = [SelectChoice(str(one.id), one.wording) for one in questions]
        return self


class GiveForm(Form):
    """An application goes to somebody by hand."""

    member = OneOf(_l("Give it to"), [InputRequired(CHOOSE)], choices=[])

    def offer(self, members: Sequence[PanelMember]) -> "GiveForm":
        """Offer the members who may have it."""
        self.member.choices = [SelectChoice(one.key, one.name) for one in members]
        return self


class ConflictForm(Form):
    """The question at assignment."""

    conflict = OneOf(
        _l("Do you have a conflict of interest?"),
        [InputRequired(CHOOSE)],
        choices=[SelectChoice("no", _l("No")), SelectChoice("yes", _l("Yes"))],
    )
    reason = TextField(
        _l("Which"),
        [Optional()],
        most=2000,
        description=_l("Only with a yes. It stands in the memo of the panel."),
    )


class RemarkForm(Form):
    """What is said to the panel."""

    text = TextField(_l("To the panel"), [InputRequired(NEEDED)], most=5000)


class AnswerForm(Form):
    """The answer to an offer; which of two buttons was pressed."""

    answer = HiddenField()
    reason = TextField(_l("If you decline: why"), [Optional()], most=2000)


class DecisionForm(Form):
    """What the panel decides of an application."""

    version = VersionField(default=0)
    outcome = OneOf(
        _l("Decision"),
        [InputRequired(CHOOSE)],
        choices=[SelectChoice(one.value, _l(one.label)) for one in Outcome],
    )
    reason = TextField(
        _l("Reason"), [Optional()], most=3000, description=_l("It stands in the memo of the panel.")
    )
    place = CountField(
        _l("Place on the reserve list"),
        [Optional()],
        description=_l("Only for the reserve: 1 is asked first. Left empty, it is the last."),
    )

    def only(self, *outcomes: Outcome) -> None:
        """Nothing else can be decided now."""
        self.outcome.choices = [SelectChoice(one.value, _l(one.label)) for one in outcomes]


class ScoresForm(Form):
    """The scores of one assessment: a number and a reason for each criterion. Made by `scores_form`."""

    version = VersionField(default=0)
    summary = TextField(_l("What you say of the whole"), [Optional()], most=5000)
    criteria: Sequence[FellowshipCriterion]

    def given(self) -> dict[int, Given]:
        """What was written, by criterion."""
        return {
            one.id: Given(self[score_field(one.id)].data, self[reason_field(one.id)].data or "")
            for one in self.criteria
        }

    def rows(self) -> list[tuple[FellowshipCriterion, Any, Any]]:
        """Each criterion with its two fields."""
        return [(one, self[score_field(one.id)], self[reason_field(one.id)]) for one in self.criteria]


def scores_form(edition: FellowshipEdition, assignment: AssessmentAssignment, **kw: Any) -> ScoresForm:
    """The form of an edition's criteria, with what was kept so far."""
    fields: dict[str, Any] = {"criteria": list(edition.criteria)}
    kept: Mapping[int, Any] = {one.criterion_id: one for one in assignment.scores}
    data: dict[str, Any] = {"version": assignment.version, "summary": assignment.summary}
    for one in edition.criteria:
        fields[score_field(one.id)] = CountField(one.name, [Optional()])
        fields[reason_field(one.id)] = TextField(_l("Why"), [Optional()], most=3000)
        if one.id in kept:
            data[score_field(one.id)] = kept[one.id].value
            data[reason_field(one.id)] = kept[one.id].reason
    form: ScoresForm = type("ScoresOfEdition", (ScoresForm,), fields)(data=data, **kw)
    return form
