"""What fellows and supervisors write."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from meetings.base.file_kinds import MEGABYTE, FileGiven
from meetings.base.forms import NEEDED, DayField, Form, LineField, TextField, VersionField, choices
from meetings.fellows.actions import BriefingDraft, ObservedDraft
from meetings.fellows.forms.office import code_of, session_choices, session_of
from meetings.fellows.models import Fellow, FellowBriefing, FellowObserved
from meetings.fellows.queries import Choice
from meetings.fellows.rules import HIGHEST, LOWEST, QUESTIONS, Side, Use
from meetings.programme.forms.hours import A_DAY
from meetings.questions.forms import UploadField
from meetings.registration.forms import CHOOSE, OneOf

MEGABYTES = 10
UP_TO = _l("A PDF, a Word document, a PNG or JPEG picture; up to %(most)s MB.", most=MEGABYTES)


class ButtonForm(Form):
    """A button and nothing else."""


class LogForm(Form):
    """The log of a week, or the supervisor's answer."""

    text = TextField(_l("Log"), [InputRequired(NEEDED)], most=20_000)
    version = VersionField(default=0)


class ObservedForm(Form):
    """A session observed."""

    session = SelectField(_l("Session"), [Optional()], choices=[])
    title = LineField(
        _l("Title, if it is none of these"),
        [Optional()],
        most=300,
        description=_l("As the session was called."),
    )
    on_day = DayField(_l("Day"), [Optional()], description=_l("Left empty: the day of the session."))
    text = TextField(
        _l("What you observed"),
        [Optional()],
        most=20_000,
        description=_l(
            "Under the Chatham House Rule nobody is named: write “a participant” or “an organization”."
        ),
    )
    version = VersionField(default=0)

    @classmethod
    def of(cls, row: FellowObserved | None, sessions: Sequence[Choice]) -> "ObservedForm":
        """The form with what stands; a POST's own input goes before it."""
        data: dict[str, Any] = {}
        if row is not None:
            code = code_of(row.session_id, sessions)
            data = {"session": code, "title": "" if code else row.title, "on_day": row.on_day}
            data |= {"text": row.text, "version": row.version}
        form = cls(data=data)
        form.session.choices = session_choices(sessions)
        return form

    def draft(self, sessions: Sequence[Choice]) -> ObservedDraft | None:
        """What was written; None where neither a session nor a title with its day is said (the fields say so)."""
        number = session_of(self.session.data, sessions)
        found = next((s for s in sessions if s.session_id == number), None)
        title = self.title.data or (found.title if found else "")
        on_day = self.on_day.data or (found.on if found else None)
        if not title:
            self.session.errors = [*self.session.errors, _l("Choose a session, or write what it was called.")]
        if on_day is None:
            self.on_day.errors = [*self.on_day.errors, A_DAY]
        if not title or on_day is None:
            return None
        return ObservedDraft(title, on_day, self.text.data or "", number)


class BriefingForm(Form):
    """A briefing given. Made by `briefing_form`."""

    title = LineField(_l("Title"), [InputRequired(NEEDED)])
    on_day = DayField(_l("Day"), [InputRequired(A_DAY)])
    to_whom = LineField(_l("To whom"), [Optional()])
    link = LineField(_l("Link"), [Optional()], most=500)
    version = VersionField(default=0)
    file: UploadField

    def draft(self) -> BriefingDraft:
        """What was written, once it is valid."""
        return BriefingDraft(
            self.title.data or "",
            self.on_day.data,
            self.to_whom.data or "",
            self.link.data or "",
            self.file.data,
            self.file.taken_out,
        )


def briefing_form(fellow: Fellow, row: FellowBriefing | None) -> BriefingForm:
    """The form with what stands; a POST's own input goes before it."""
    kept = None if row is None else row.file
    scope = f"briefing.{fellow.id}.{'new' if row is None else row.id}"
    field = UploadField(
        _l("File"),
        scope,
        MEGABYTES * MEGABYTE,
        description=UP_TO,
        default=None if kept is None else FileGiven(kept.digest, kept.name, kept.kind, kept.size),
    )
    names = ("title", "on_day", "to_whom", "link", "version")
    data = {} if row is None else {name: getattr(row, name) for name in names}
    form: BriefingForm = type("Briefing", (BriefingForm,), {"file": field})(data=data)
    return form


class ReportForm(Form):
    """The end report."""

    text = TextField(
        _l("End report"),
        [InputRequired(NEEDED)],
        most=50_000,
        description=_l("What you worked on, what you learned, and what your organization does with it."),
    )
    version = VersionField(default=0)


class EvaluationForm(Form):
    """A value for each sentence, and words. Made by `evaluation_form`."""

    words = TextField(
        _l("In words"), [Optional()], most=5000, description=_l("Write nothing by which one could know you.")
    )

    def given(self, side: Side) -> dict[str, int | None]:
        """What was chosen, by code."""
        return {
            asked.code: int(self[asked.code].data) if (self[asked.code].data or "").isdigit() else None
            for asked in QUESTIONS[side]
        }


def evaluation_form(side: Side) -> EvaluationForm:
    """The form of one side."""
    scale = [SelectChoice(str(n), str(n)) for n in range(LOWEST, HIGHEST + 1)]
    fields = {
        asked.code: OneOf(_l(asked.label), [InputRequired(CHOOSE)], choices=scale)
        for asked in QUESTIONS[side]
    }
    form: EvaluationForm = type("EvaluationOf", (EvaluationForm,), fields)()
    return form


class FollowUpForm(Form):
    """The one question of a year."""

    use = OneOf(
        _l("Do you use in your work what you learned?"),
        [Optional()],
        choices=choices(Use),
        validate_choice=False,
    )
    text = TextField(_l("Where, for example"), [Optional()], most=3000)

    def chosen(self) -> Use | None:
        """The answer, if it is one."""
        return Use(self.use.data) if self.use.data in set(Use) else None
