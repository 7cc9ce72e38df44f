"""What is typed about progress."""

from collections.abc import Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from meetings.base.forms import NEEDED, DayField, Form, LineField, TextField, VersionField
from meetings.progress.models import ProgressEntry
from meetings.progress.rules import EntryDraft


class EntryForm(Form):
    paragraph = SelectField(_l("Operative paragraph"), [InputRequired(NEEDED)])
    text = TextField(
        _l("What was done"),
        [InputRequired(NEEDED)],
        most=5000,
        description=_l("In whole sentences: the report takes them over."),
    )
    done_by = LineField(_l("By whom"), [InputRequired(NEEDED)])
    since = DayField(_l("Since when"), [InputRequired(_l("Choose a day, or write it like 2026-11-04."))])
    version = VersionField(default=0)

    def offer(self, paragraphs: Sequence[int]) -> None:
        """Fill in the resolution's paragraphs."""
        self.paragraph.choices = [
            SelectChoice(str(number), gettext("Paragraph %(number)s", number=number)) for number in paragraphs
        ]

    def draft(self) -> EntryDraft:
        """The entry as typed."""
        return EntryDraft(int(self.paragraph.data), self.text.data, self.done_by.data, self.since.data)


def entry_values(entry: ProgressEntry) -> dict[str, object]:
    """An entry as its form shows it."""
    return {
        "paragraph": str(entry.paragraph),
        "text": entry.text,
        "done_by": entry.done_by,
        "since": entry.since,
        "version": entry.version,
    }
