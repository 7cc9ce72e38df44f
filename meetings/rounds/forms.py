"""What is typed in a round: its deadline; what somebody says, paragraph by paragraph; what becomes of it."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField
from wtforms.validators import InputRequired

from meetings.base.forms import DayField, Form, TextField, VersionField, choices
from meetings.base.refusals import Refused
from meetings.programme.forms.hours import A_DAY, HourField, HoursForm, WhichField
from meetings.rounds.actions.answering import Said
from meetings.rounds.actions.opening import Deadline
from meetings.rounds.queries import ReadingPage
from meetings.rounds.rules import MOST_TEXT, Decision, Kind

# On the whole text one comments; there is no wording of it to propose.
OF_THE_WHOLE = (Kind.NOTHING, Kind.COMMENT)


class DeadlineForm(HoursForm):
    """Until when people answer, on the clock of the meeting."""

    HOURS = {"deadline": ("deadline_on", "deadline_which")}  # noqa: RUF012 - WTForms takes only fields for fields
    deadline_on = DayField(_l("Day"), [InputRequired(A_DAY)])
    deadline = HourField(_l("Hour"), default="18:00")
    deadline_which = WhichField(_l("Clocks change at that hour. Which is meant?"))
    version = VersionField(default=0)

    def given(self, zone: str) -> Deadline:
        """The deadline that was meant; call it on a valid form."""
        wall, second = self.time_meant("deadline", zone)
        return Deadline(wall, second)


class WhyForm(Form):
    """Why a round is taken back."""

    reason = TextField(_l("Why"), most=1000)


class DecideForm(Form):
    """What becomes of a comment or a wording. `version`: of the paragraph as it was read."""

    decision = RadioField(
        _l("What becomes of it"), [InputRequired(_l("Choose one."))], choices=choices(Decision)
    )
    wording = TextField(_l("The words that are taken"), most=MOST_TEXT)
    reason = TextField(_l("Why"), most=1000)
    nobody_meant = BooleanField(_l("Nobody is named there, nor meant by words that are also family names"))
    version = VersionField(default=0)


class ReadingForm(Form):
    """What somebody says of each paragraph and of the whole; its fields are made for a text (`reading_form`)."""

    def said(self, ids: Sequence[int]) -> list[Said]:
        """What was typed; call it on a valid form."""
        found = [self._of(p) for p in ids]
        kind = Kind(self["kind_whole"].data or Kind.NOTHING.value)
        return [*found, Said(None, 0, kind, self["text_whole"].data or "")]

    def _of(self, p: int) -> Said:
        kind = Kind(self[f"kind_{p}"].data or Kind.NOTHING.value)
        return Said(p, self[f"version_{p}"].data or 0, kind, self[f"text_{p}"].data or "")

    def refuse_at(self, paragraph: int | None, no: Refused) -> None:
        """Show a rule's sentence beside what was typed of that paragraph."""
        self.refuse(Refused(no.msgid, f"text_{'whole' if paragraph is None else paragraph}", **no.params))


def reading_form(page: ReadingPage, sent: bool) -> ReadingForm:
    """The form for a round's text, filled with what this person has said so far unless something was sent."""
    fields: dict[str, Any] = {
        "kind_whole": RadioField(
            _l("Of the whole text"), choices=choices(OF_THE_WHOLE), default=Kind.NOTHING.value
        ),
        "text_whole": TextField(_l("Your comment on the whole text"), most=MOST_TEXT),
    }
    for number, one in enumerate(page.paragraphs, 1):
        fields |= _fields(number, one.row.id)
    form: ReadingForm = type("ReadingFormOfText", (ReadingForm,), fields)()
    for one in page.paragraphs:
        version = form[f"version_{one.row.id}"]
        if not sent:
            version.data = one.row.version
            if one.mine is not None:
                form[f"kind_{one.row.id}"].data, form[f"text_{one.row.id}"].data = (
                    one.mine.kind,
                    one.mine.text,
                )
    if not sent and page.whole is not None:
        form["kind_whole"].data, form["text_whole"].data = page.whole.kind, page.whole.text
    return form


def _fields(number: int, p: int) -> dict[str, Any]:
    return {
        f"kind_{p}": RadioField(
            _l("Your answer to paragraph %(number)s", number=number),
            choices=choices(Kind),
            default=Kind.NOTHING.value,
        ),
        f"text_{p}": TextField(
            _l("Your comment or wording for paragraph %(number)s", number=number), most=MOST_TEXT
        ),
        f"version_{p}": VersionField(default=0),
    }
