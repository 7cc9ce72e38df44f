"""What is typed about progress."""

from collections.abc import Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from meetings.base.forms import (
    NEEDED,
    CountField,
    DayField,
    Form,
    LineField,
    TextField,
    VersionField,
    choices,
)
from meetings.progress.models import ProgressEntry, ResourceEntry
from meetings.progress.rules import Activity, EntryDraft, Funds


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


class FundsForm(Form):
    activity = SelectField(_l("Activity"), [InputRequired(NEEDED)], choices=choices(Activity))
    year = SelectField(_l("Year"), [InputRequired(NEEDED)])
    needed = CountField(
        _l("Needed"), [InputRequired(NEEDED)], description=_l("In whole United States dollars.")
    )
    regular = CountField(_l("Allocated from the regular budget"), [Optional()])
    voluntary = CountField(_l("Allocated from voluntary contributions"), [Optional()])
    version = VersionField(default=0)

    def offer(self, years: Sequence[int]) -> None:
        """Fill in the years of the cycle."""
        self.year.choices = [SelectChoice(str(year), str(year)) for year in years]

    @property
    def funds(self) -> Funds:
        """What was typed; what is left empty is nothing."""
        regular, voluntary = self.regular.data or 0, self.voluntary.data or 0
        return Funds(
            Activity(self.activity.data), int(self.year.data), self.needed.data or 0, regular, voluntary
        )


def funds_values(row: ResourceEntry) -> dict[str, object]:
    """What is on record as its form shows it."""
    kept = {name: getattr(row, name) for name in ("needed", "regular", "voluntary", "version")}
    return {"activity": row.activity.value, "year": str(row.year), **kept}
