"""The pages on which a form is composed; a room above puts them among its own with `add_editor`."""

from meetings.questions.views.routes import MOST_BYTES, add_editor

__all__ = ["MOST_BYTES", "add_editor"]
