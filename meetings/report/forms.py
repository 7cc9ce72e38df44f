"""What drafters send."""

from collections.abc import Iterable, Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from meetings.access.models import Account
from meetings.base.forms import CountField, DayField, Form, LineField, TextField, VersionField
from meetings.report.models import ReportParagraph, ReportSection
from meetings.report.rules import PROGRESS, SUMMARY_BOX, Structure, Takes, Topic, seen

NEEDED = _l("Needed.")


class ParagraphForm(Form):
    """A paragraph and its subparagraphs."""

    text = TextField(
        _l("Paragraph"),
        [InputRequired(_l("Write the paragraph; to take it out, remove it."))],
        description=_l(
            "A footnote is written where its mark stands: ^[See A/HRC/61/35.]. Word gives the numbers."
        ),
    )
    items = TextField(
        _l("Subparagraphs"),
        [Optional()],
        description=_l("One on each line. Word gives the letters (a), (b), (c)."),
    )
    settled = BooleanField(
        _l("My text takes account of what the source says now"),
        description=_l("The paragraph is then no longer marked as changed."),
    )
    shown = HiddenField(validators=[Length(max=16)])
    version = VersionField(default=0)

    @classmethod
    def of(cls, paragraph: ReportParagraph) -> "ParagraphForm":
        """The form with what stands; a POST's own input goes before it."""
        lines = "\n".join(paragraph.items)
        shown = seen(each.as_taken for each in paragraph.flagged)
        kept = {"text": paragraph.text, "items": lines, "version": paragraph.version, "shown": shown}
        return cls(data=kept)

    @property
    def subparagraphs(self) -> list[str]:
        return (self.items.data or "").split("\n")


class NewParagraphForm(Form):
    """A paragraph of the drafter's own."""

    heading = LineField(
        _l("Subheading"),
        [Optional()],
        most=300,
        description=_l("An existing one of this part or a new one; empty: that of the paragraph before."),
    )
    text = TextField(
        _l("Paragraph"),
        [InputRequired(NEEDED)],
        description=_l(
            "A footnote is written where its mark stands: ^[See A/HRC/61/35.]. Word gives the numbers."
        ),
    )
    items = TextField(
        _l("Subparagraphs"),
        [Optional()],
        description=_l("One on each line. Word gives the letters (a), (b), (c)."),
    )

    @property
    def subparagraphs(self) -> list[str]:
        return (self.items.data or "").split("\n")


class MoveForm(Form):
    """Where a paragraph goes: to the beginning of a section (s12), or behind another paragraph (p34)."""

    to = SelectField(_l("New place"), [InputRequired(_l("Choose a place."))])
    version = VersionField(default=0)


class SplitForm(Form):
    """A paragraph with empty lines where it is to be split."""

    text = TextField(
        _l("Paragraph"),
        [InputRequired(NEEDED)],
        description=_l(
            "Put an empty line wherever a new paragraph is to begin. Subparagraphs stay with the last."
        ),
    )
    version = VersionField(default=0)


class NamesForm(Form):
    """Why a name stays in a paragraph."""

    reason = LineField(
        _l("Why it stays"),
        [InputRequired(_l("Say why it stays."))],
        most=500,
        description=_l("It holds for the paragraph as it reads now."),
    )
    version = VersionField(default=0)


class CommentForm(Form):
    """A question, a remark, or (`answers`: the number of what is answered) an answer."""

    text = TextField(_l("Comment"), [InputRequired(_l("Write what you ask or answer."))], most=4000)
    answers = HiddenField(default="0")


class KeepForm(Form):
    """Why a text stays though its source has changed."""

    reason = LineField(
        _l("Reason"),
        [InputRequired(_l("Say why your text stays."))],
        most=500,
        description=_l("It is kept in the trail of changes, with your name."),
    )
    shown = HiddenField(validators=[Length(max=16)])
    version = VersionField(default=0)


class SectionForm(Form):
    """A section of the report: how it is called, what it takes, who writes it and by when."""

    title = LineField(_l("Title"), [InputRequired(_l("A section needs a title."))], most=300)
    parent = SelectField(_l("Part"), default="")
    takes = SelectMultipleField(
        _l("What it takes"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_l("Each kind of source belongs to one section: chosen here, it leaves the other."),
    )
    cites = BooleanField(
        _l("The heading names the paragraphs of the resolution whose progress entries stand here")
    )
    account = SelectField(_l("Who writes it"), default="")
    due_on = DayField(_l("To be written by"), [Optional()])
    words_wanted = CountField(
        _l("Words wanted"), [Optional(), NumberRange(1, 20_000, _l("Between 1 and 20,000."))]
    )
    version = VersionField(default=0)

    def offer(
        self,
        structure: Structure,
        topics: Mapping[int, str],
        accounts: Sequence[Account],
        section: ReportSection | None = None,
    ) -> None:
        """The choices of this report."""
        parts = [(each.key, each.title) for each in structure.parts if each.key != SUMMARY_BOX]
        if section is None or not section.parent:
            first = _("A part of its own") if section is None else _("It is a part")
            parts = [("", first), *(parts if section is None else [])]
        self.parent.choices = [SelectChoice(key, title) for key, title in parts]
        self.takes.choices = list(_choices(structure, topics))
        people = [(str(each.id), each.name) for each in accounts]
        if section and section.assigned_account_id and str(section.assigned_account_id) not in dict(people):
            people.append((str(section.assigned_account_id), section.assigned_to))
        self.account.choices = [SelectChoice("", _("Nobody yet")), *(SelectChoice(*each) for each in people)]

    @property
    def account_id(self) -> int | None:
        return int(self.account.data) if self.account.data else None

    @classmethod
    def of(cls, section: ReportSection) -> "SectionForm":
        """The form with what stands; a POST's own input goes before it."""
        return cls(
            data={
                "title": section.title,
                "parent": section.parent,
                "takes": section.takes,
                "cites": section.cites,
                "account": str(section.assigned_account_id or ""),
                "due_on": section.due_on,
                "words_wanted": section.words_wanted,
                "version": section.version,
            }
        )


def kinds_of_source(topics: Mapping[int, str]) -> Iterable[tuple[str, str]]:
    """Every kind of source that a section can take, in words."""
    yield from ((each.value, _(each.label)) for each in Takes)
    for topic in Topic:
        cited = ", ".join(str(number) for number, about in topics.items() if about == topic) or "–"
        label = _("Progress entries: %(topic)s (OP %(numbers)s)", topic=_(topic.label), numbers=cited)
        yield f"{PROGRESS}{topic}", label
    for number in topics:
        yield f"{PROGRESS}{number}", _("Progress entries on OP%(number)s alone", number=number)


def _choices(structure: Structure, topics: Mapping[int, str]) -> Iterable[SelectChoice]:
    """Every kind of source, with the section that takes it now."""
    for kind, label in kinds_of_source(topics):
        taker = structure.taker(kind)
        now = _("%(kind)s – now in “%(section)s”", kind=label, section=taker.title) if taker else label
        yield SelectChoice(kind, now)
