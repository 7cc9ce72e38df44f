"""How the values of the balance are said."""

from flask_babel import gettext as _

from meetings.assessment.rules import Side
from meetings.base.pages import LANGUAGES


def value_of(side: Side, value: str) -> str:
    """A value of a side of the balance in words; the names of organizations are nobody's to translate."""
    if not value:
        return _("not said")
    if side is Side.LANGUAGE:
        return LANGUAGES.get(value, value)
    return value if side is Side.ORGANIZATION else _(value)
