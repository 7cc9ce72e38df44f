"""What drafters send."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import InputRequired, Optional

from meetings.base.forms import Form, LineField, TextField, VersionField
from meetings.report.models import ReportParagraph

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
    version = VersionField(default=0)

    @classmethod
    def of(cls, paragraph: ReportParagraph) -> "ParagraphForm":
        """The form with what stands; a POST's own input goes before it."""
        lines = "\n".join(paragraph.items)
        return cls(data={"text": paragraph.text, "items": lines, "version": paragraph.version})

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


class KeepForm(Form):
    """Why a text stays though its source has changed."""

    reason = LineField(
        _l("Reason"),
        [InputRequired(_l("Say why your text stays."))],
        most=500,
        description=_l("It is kept in the trail of changes, with your name."),
    )
    version = VersionField(default=0)
