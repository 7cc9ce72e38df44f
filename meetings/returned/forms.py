"""The file that came back."""

from flask_babel import lazy_gettext as _l
from wtforms import FileField

from meetings.base.forms import Form


class ReturnForm(Form):
    """An edited Word file."""

    file = FileField(
        _l("Word file"),
        description=_l(
            "The report as it was exported here and edited, with or without tracked changes and comments; .docx, at "
            "most 10 MB. The file itself is not kept."
        ),
    )

    def sent(self) -> tuple[str, bytes] | None:
        """Its name and content; None when none was chosen."""
        if not getattr(self.file.data, "filename", ""):
            return None
        return self.file.data.filename, self.file.data.read()
