"""The words of the trail: what its verbs, kinds of things and names of values are called on the page."""

from flask_babel import gettext

from meetings.access.trail.things import THINGS
from meetings.access.trail.values import VALUES
from meetings.access.trail.verbs import VERBS

WORDS = VERBS | THINGS | VALUES


def trail_word(code: object) -> str:
    """A code of the trail in the reader's words; what is no code (a value that somebody wrote) stays itself.

    Translated here and not by the template's `_()`: that takes what it is given for our own text and escapes
    none of it.
    """
    word = WORDS.get(str(code))
    return str(code) if word is None else gettext(word)
