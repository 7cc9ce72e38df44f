"""The pages on which the texts of mails are edited; a room above puts them among its own with `add_letters`.

What is edited there is what rooms have registered about such things (`letters.mails`).
"""

from meetings.access.permissions import Permission
from meetings.access.routes import Feature
from meetings.letters.mails import Source
from meetings.letters.views.editor import Editor

__all__ = ["add_letters"]


def add_letters(
    feature: Feature, prefix: str, permission: Permission, source: Source, *, home: str, head: str
) -> Editor:
    """Put the pages of letters among a room's own, at `prefix`.

    `home` is the endpoint of the page above, `head` a template of the room above, drawn above each page.
    """
    pages = Editor(feature, source, home, head)
    feature.page(prefix, permission, load=source.load)(pages.letters)
    feature.change(f"{prefix}/copy", permission, load=source.load)(pages.copy_letters)
    feature.form(f"{prefix}/<kind>", permission, load=pages.load_letter)(pages.letter)
    feature.change(f"{prefix}/<kind>/default", permission, load=pages.load_letter)(pages.default_letter)
    return pages
